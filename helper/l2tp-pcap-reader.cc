// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-pcap-reader.h"

#include <array>
#include <boost/endian/conversion.hpp>
#include <filesystem>

namespace ns3
{
namespace l2tp
{

namespace
{

using boost::endian::load_big_u32;
using boost::endian::load_little_u32;

constexpr std::size_t FILE_HEADER_SIZE = 24;
constexpr std::size_t RECORD_HEADER_SIZE = 16;
constexpr uint32_t MAGIC_MICROSECONDS = 0xa1b2c3d4;
constexpr uint32_t MAGIC_NANOSECONDS = 0xa1b23c4d;
constexpr uint32_t MAGIC_PCAPNG = 0x0a0d0d0a; // the same in either byte order
constexpr uint32_t VERSION_BIG = 0x00020004;
constexpr uint32_t VERSION_LITTLE = 0x00040002;
constexpr int64_t NANOSECONDS_PER_SECOND = 1000000000;

} // namespace

std::string
PcapReader::Open(const std::string& path)
{
    std::error_code error;
    if (!std::filesystem::exists(path, error))
    {
        return "does not exist";
    }
    m_file.close();
    m_file.clear();
    m_file.open(path, std::ios::binary);
    if (std::filesystem::is_directory(path, error) || !m_file)
    {
        return "cannot be read";
    }
    return Open(m_file);
}

std::string
PcapReader::Open(std::istream& file)
{
    m_in = &file;
    m_records = 0;
    m_fault.clear();
    std::array<uint8_t, FILE_HEADER_SIZE> header;
    if (ReadOctets(header.data(), header.size()) < header.size())
    {
        m_in = nullptr;
        return "is too short for a pcap file";
    }
    const auto isMagic = [&](uint32_t magic) {
        m_bigEndian = load_big_u32(header.data()) == magic;
        return m_bigEndian || load_little_u32(header.data()) == magic;
    };
    m_nanoseconds = isMagic(MAGIC_NANOSECONDS);
    const bool known = m_nanoseconds || isMagic(MAGIC_MICROSECONDS);
    if (!known || Load32(&header[4]) != (m_bigEndian ? VERSION_BIG : VERSION_LITTLE))
    {
        m_in = nullptr;
        return isMagic(MAGIC_PCAPNG)
                   ? "is in pcapng format; only pcap can be read (editcap -F pcap converts it)"
                   : "is no pcap file of version 2.4";
    }
    m_linkType = static_cast<uint16_t>(Load32(&header[20])); // above it are the FCS' size and flags
    return "";
}

bool
PcapReader::Read(Record& record)
{
    std::array<uint8_t, RECORD_HEADER_SIZE> header;
    const std::size_t size = m_in ? ReadOctets(header.data(), header.size()) : 0;
    if (size == 0)
    {
        return false;
    }
    const std::string name = "record " + std::to_string(++m_records);
    if (size < header.size())
    {
        m_fault = "is truncated in the header of " + name;
    }
    else if (const uint32_t included = Load32(&header[8]); included > MAX_RECORD_SIZE)
    {
        m_fault = "is damaged: " + name + " claims " + std::to_string(included) + " octets";
    }
    else
    {
        record.octets.resize(included);
        if (ReadOctets(record.octets.data(), included) == included)
        {
            const int64_t fraction = Load32(&header[4]);
            record.time = NanoSeconds(Load32(header.data()) * NANOSECONDS_PER_SECOND +
                                      fraction * (m_nanoseconds ? 1 : 1000));
            record.original = Load32(&header[12]);
            return true;
        }
        m_fault = "is truncated in " + name;
    }
    m_in = nullptr;
    return false;
}

uint32_t
PcapReader::Load32(const uint8_t* from) const
{
    return m_bigEndian ? load_big_u32(from) : load_little_u32(from);
}

std::size_t
PcapReader::ReadOctets(uint8_t* to, std::size_t size)
{
    m_in->read(reinterpret_cast<char*>(to), static_cast<std::streamsize>(size));
    return static_cast<std::size_t>(m_in->gcount());
}

const std::string&
PcapReader::GetFault() const
{
    return m_fault;
}

uint16_t
PcapReader::GetLinkType() const
{
    return m_linkType;
}

int
PcapReader::GetTimeDecimals() const
{
    return m_nanoseconds ? 9 : 6;
}

} // namespace l2tp
} // namespace ns3
