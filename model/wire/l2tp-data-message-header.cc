// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-data-message-header.h"

#include "l2tp-print.h"
#include "l2tp-udp-data-message-header.h"

#include <algorithm>
#include <boost/endian/conversion.hpp>

namespace ns3
{
namespace l2tp
{

NS_OBJECT_ENSURE_REGISTERED(DataMessageHeader);

TypeId
DataMessageHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::l2tp::DataMessageHeader")
                            .SetParent<Header>()
                            .SetGroupName("L2tp")
                            .AddConstructor<DataMessageHeader>();
    return tid;
}

DataMessageHeader::DataMessageHeader()
    : DataMessageHeader(Encapsulation::Ip)
{
}

DataMessageHeader::DataMessageHeader(Encapsulation encapsulation)
    : DataMessageHeader(DataFormat{encapsulation, 0, false})
{
}

DataMessageHeader::DataMessageHeader(const DataFormat& format)
    : m_size(static_cast<uint8_t>(std::min(format.GetSize(), MAX_DATA_HEADER_SIZE))),
      m_encapsulation(format.encapsulation)
{
}

DataMessageHeader::DataMessageHeader(const DataHeader& header,
                                     Encapsulation encapsulation,
                                     bool sublayerPresent)
    : m_encapsulation(encapsulation)
{
    m_size = static_cast<uint8_t>(header.Write(encapsulation, sublayerPresent, m_octets.data()));
}

uint32_t
DataMessageHeader::GetSessionId() const
{
    const std::size_t offset = DataFormat{m_encapsulation, 0, false}.GetSessionIdOffset();
    return m_size < offset + SESSION_ID_SIZE ? 0 : boost::endian::load_big_u32(&m_octets[offset]);
}

ByteView
DataMessageHeader::GetBytes() const
{
    return {m_octets.data(), m_size};
}

TypeId
DataMessageHeader::GetInstanceTypeId() const
{
    return m_encapsulation == Encapsulation::Udp ? UdpDataMessageHeader::GetTypeId() : GetTypeId();
}

uint32_t
DataMessageHeader::GetSerializedSize() const
{
    return m_size;
}

void
DataMessageHeader::Serialize(Buffer::Iterator start) const
{
    start.Write(m_octets.data(), m_size);
}

uint32_t
DataMessageHeader::Deserialize(Buffer::Iterator start)
{
    return ReadOctets(start, m_size);
}

uint32_t
DataMessageHeader::Deserialize(Buffer::Iterator start, Buffer::Iterator end)
{
    return ReadOctets(start, end.GetDistanceFrom(start));
}

// Buffer::Iterator::Read does not look for the end, so the size is cut here.
uint32_t
DataMessageHeader::ReadOctets(Buffer::Iterator start, std::size_t size)
{
    m_octets.fill(0);
    const std::size_t there = std::min<std::size_t>(size, start.GetRemainingSize());
    m_size = static_cast<uint8_t>(std::min(there, m_octets.size()));
    start.Read(m_octets.data(), m_size);
    return m_size;
}

void
DataMessageHeader::Print(std::ostream& os) const
{
    const DataFormat fixed{m_encapsulation, 0, false};
    if (m_size < fixed.GetSize())
    {
        os << "truncated 0x" << FormatHex(GetBytes());
        return;
    }
    os << "Session ID=" << FormatIdentifier(GetSessionId());
    const ByteView rest = GetBytes().Sub(fixed.GetSize());
    if (!rest.empty())
    {
        os << " then 0x" << FormatHex(rest);
    }
}

} // namespace l2tp
} // namespace ns3
