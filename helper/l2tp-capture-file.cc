// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-capture-file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace ns3
{
namespace l2tp
{

namespace
{

constexpr uint64_t FILE_HEADER_SIZE = 24;
constexpr uint64_t RECORD_HEADER_SIZE = 16;
constexpr uint32_t PCAPNG_MAGIC = 0x0a0d0d0a; // the same in either byte order

} // namespace

std::string
CaptureFile::Read(const std::string& path)
{
    m_frames.clear();
    m_snapped = 0;
    m_empty = 0;

    PcapFile file;
    std::string fault = Open(path, file);
    if (fault.empty())
    {
        fault = ReadRecords(file, std::filesystem::file_size(path) - FILE_HEADER_SIZE);
    }
    if (!fault.empty())
    {
        m_frames.clear();
        return "The capture file " + path + " " + fault + ".";
    }
    ShiftTimes();
    return "";
}

std::string
CaptureFile::Open(const std::string& path, PcapFile& file)
{
    std::error_code error;
    if (!std::filesystem::exists(path, error))
    {
        return "does not exist";
    }
    if (!std::filesystem::is_regular_file(path, error) || !std::ifstream(path))
    {
        return "cannot be read";
    }
    if (std::filesystem::file_size(path, error) < FILE_HEADER_SIZE)
    {
        return "is too short for a pcap file";
    }
    file.Open(path, std::ios::in);
    if (file.Fail())
    {
        return file.GetMagic() == PCAPNG_MAGIC
                   ? "is in pcapng format; only pcap can be read (editcap -F pcap converts it)"
                   : "is no pcap file of version 2.4";
    }
    if (file.GetDataLinkType() != LINK_TYPE_ETHERNET)
    {
        return "has link type " + std::to_string(file.GetDataLinkType()) +
               "; only Ethernet frames (link type 1) can be sent";
    }
    return "";
}

std::string
CaptureFile::ReadRecords(PcapFile& file, uint64_t size)
{
    Bytes octets(MAX_RECORD_SIZE);
    for (uint64_t number = 1; size > 0; number++)
    {
        const std::string record = "record " + std::to_string(number);
        uint32_t seconds;
        uint32_t fraction;
        uint32_t included = 0;
        uint32_t original;
        uint32_t read;
        if (size < RECORD_HEADER_SIZE)
        {
            return "is truncated in the header of " + record;
        }
        file.Read(octets.data(), octets.size(), seconds, fraction, included, original, read);
        if (included > MAX_RECORD_SIZE)
        {
            return "is damaged: " + record + " claims " + std::to_string(included) + " octets";
        }
        if (size < RECORD_HEADER_SIZE + included || file.Fail())
        {
            return "is truncated in " + record;
        }
        size -= RECORD_HEADER_SIZE + included;
        if (included < original)
        {
            m_snapped++;
        }
        else if (included == 0)
        {
            m_empty++;
        }
        else
        {
            const auto unit = file.IsNanoSecMode() ? NanoSeconds(fraction) : MicroSeconds(fraction);
            m_frames.push_back({Time::FromInteger(seconds, Time::S) + unit,
                                Bytes(octets.begin(), octets.begin() + included)});
        }
    }
    return "";
}

void
CaptureFile::ShiftTimes()
{
    const auto earliest =
        std::min_element(m_frames.begin(), m_frames.end(), [](const Frame& a, const Frame& b) {
            return a.time < b.time;
        });
    if (earliest == m_frames.end())
    {
        return;
    }
    const Time start = earliest->time;
    for (Frame& frame : m_frames)
    {
        frame.time -= start;
    }
}

const std::vector<CaptureFile::Frame>&
CaptureFile::GetFrames() const
{
    return m_frames;
}

uint64_t
CaptureFile::GetSnappedCount() const
{
    return m_snapped;
}

uint64_t
CaptureFile::GetEmptyCount() const
{
    return m_empty;
}

} // namespace l2tp
} // namespace ns3
