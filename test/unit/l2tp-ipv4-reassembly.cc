// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-ipv4-reassembly.h"

#include <boost/endian/conversion.hpp>
#include <stdexcept>

namespace ns3
{
namespace l2tp
{

namespace
{

using boost::endian::load_big_u16;
using boost::endian::load_big_u32;

constexpr std::size_t MIN_HEADER_SIZE = 20;
constexpr uint16_t DONT_FRAGMENT = 0x4000;
constexpr uint16_t MORE_FRAGMENTS = 0x2000;
constexpr uint16_t OFFSET_MASK = 0x1fff;

} // namespace

std::optional<Ipv4Datagram>
Ipv4Reassembly::Take(ByteView packet)
{
    if (packet.size() < MIN_HEADER_SIZE || packet[0] >> 4 != 4)
    {
        throw std::runtime_error("no IPv4 packet");
    }
    const std::size_t headerSize = (packet[0] & 0xf) * 4;
    const std::size_t totalSize = load_big_u16(packet.data() + 2);
    if (headerSize < MIN_HEADER_SIZE || totalSize < headerSize || totalSize > packet.size())
    {
        throw std::runtime_error("IPv4 packet with wrong lengths");
    }
    const uint16_t flags = load_big_u16(packet.data() + 6);
    Ipv4Datagram datagram;
    datagram.typeOfService = packet[1];
    datagram.dontFragment = (flags & DONT_FRAGMENT) != 0;
    datagram.timeToLive = packet[8];
    datagram.protocol = packet[9];
    datagram.source = load_big_u32(packet.data() + 12);
    datagram.destination = load_big_u32(packet.data() + 16);

    const uint16_t id = load_big_u16(packet.data() + 4);
    const Key key{datagram.source, datagram.destination, datagram.protocol, id};
    Pending& pending = m_pending[key];
    const std::size_t offset = (flags & OFFSET_MASK) * 8;
    const ByteView part = packet.Sub(headerSize, totalSize - headerSize);
    pending.parts[offset] = part.ToBytes();
    if ((flags & MORE_FRAGMENTS) == 0)
    {
        pending.size = offset + part.size();
    }
    for (const auto& [start, octets] : pending.parts)
    {
        if (start != datagram.payload.size())
        {
            return std::nullopt;
        }
        datagram.payload.insert(datagram.payload.end(), octets.begin(), octets.end());
    }
    if (datagram.payload.size() != pending.size)
    {
        return std::nullopt;
    }
    datagram.fragments = pending.parts.size();
    m_pending.erase(key);
    return datagram;
}

std::size_t
Ipv4Reassembly::GetPending() const
{
    return m_pending.size();
}

} // namespace l2tp
} // namespace ns3
