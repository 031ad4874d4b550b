// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-dissect-ip-packet.h"

#include <boost/endian/conversion.hpp>

namespace ns3
{
namespace l2tp
{

namespace
{

using boost::endian::load_big_u16;
using boost::endian::load_big_u32;

constexpr std::size_t V4_HEADER_SIZE = 20;
constexpr std::size_t V6_HEADER_SIZE = 40;
constexpr uint16_t V4_MORE_FRAGMENTS = 0x2000;
constexpr uint16_t V4_OFFSET_MASK = 0x1fff;
constexpr uint16_t V6_MORE_FRAGMENTS = 0x0001;
constexpr uint16_t V6_OFFSET_MASK = 0xfff8;
constexpr std::size_t EXTENSION_UNIT = 8;

constexpr uint8_t HOP_BY_HOP = 0;
constexpr uint8_t ROUTING = 43;
constexpr uint8_t FRAGMENT = 44;
constexpr uint8_t AUTHENTICATION = 51;
constexpr uint8_t DESTINATION_OPTIONS = 60;
constexpr uint8_t MOBILITY = 135;

bool
IsSkipped(uint8_t protocol)
{
    return protocol == HOP_BY_HOP || protocol == ROUTING || protocol == FRAGMENT ||
           protocol == AUTHENTICATION || protocol == DESTINATION_OPTIONS || protocol == MOBILITY;
}

// The length field counts other units in an Authentication Header (RFC 4302 section 2.2).
std::size_t
ExtensionSize(uint8_t protocol, uint8_t length)
{
    switch (protocol)
    {
    case FRAGMENT:
        return EXTENSION_UNIT;
    case AUTHENTICATION:
        return (std::size_t{length} + 2) * 4;
    default:
        return (std::size_t{length} + 1) * EXTENSION_UNIT;
    }
}

} // namespace

std::optional<IpPacket>
IpPacket::Read(ByteView bytes)
{
    IpPacket packet;
    const int version = bytes.empty() ? 0 : bytes[0] >> 4;
    const bool good = version == 4 ? packet.ReadV4(bytes) : version == 6 && packet.ReadV6(bytes);
    return good ? std::make_optional(packet) : std::nullopt;
}

bool
IpPacket::ReadV4(ByteView bytes)
{
    const std::size_t headerSize = (bytes[0] & 0xf) * 4;
    if (headerSize < V4_HEADER_SIZE || bytes.size() < headerSize)
    {
        return false;
    }
    const std::size_t total = load_big_u16(bytes.data() + 2);
    if (total != 0 && total < headerSize)
    {
        return false;
    }
    source = IpAddress(bytes.Sub(12, IpAddress::V4_SIZE));
    destination = IpAddress(bytes.Sub(16, IpAddress::V4_SIZE));
    protocol = bytes[9];
    const uint16_t word = load_big_u16(bytes.data() + 6);
    if ((word & (V4_MORE_FRAGMENTS | V4_OFFSET_MASK)) != 0)
    {
        fragment = {load_big_u16(bytes.data() + 4),
                    std::size_t{8} * (word & V4_OFFSET_MASK),
                    (word & V4_MORE_FRAGMENTS) != 0};
    }
    SetPayload(bytes.Sub(headerSize),
               total == 0 ? std::nullopt : std::make_optional(total - headerSize));
    return true;
}

bool
IpPacket::ReadV6(ByteView bytes)
{
    if (bytes.size() < V6_HEADER_SIZE)
    {
        return false;
    }
    const std::size_t length = load_big_u16(bytes.data() + 4);
    protocol = bytes[6];
    source = IpAddress(bytes.Sub(8, IpAddress::V6_SIZE));
    destination = IpAddress(bytes.Sub(24, IpAddress::V6_SIZE));
    SetPayload(bytes.Sub(V6_HEADER_SIZE), length == 0 ? std::nullopt : std::make_optional(length));
    return SkipExtensions();
}

bool
IpPacket::SkipExtensions()
{
    while (IsSkipped(protocol) && !fragment)
    {
        const std::size_t headerSize =
            payload.size() < EXTENSION_UNIT ? SIZE_MAX : ExtensionSize(protocol, payload[1]);
        if (payload.size() < headerSize)
        {
            return false;
        }
        if (protocol == FRAGMENT)
        {
            const uint16_t word = load_big_u16(payload.data() + 2);
            if ((word & (V6_MORE_FRAGMENTS | V6_OFFSET_MASK)) != 0)
            {
                fragment = {load_big_u32(payload.data() + 4),
                            std::size_t{word} & V6_OFFSET_MASK,
                            (word & V6_MORE_FRAGMENTS) != 0};
            }
        }
        protocol = payload[0];
        Skip(headerSize);
    }
    return true;
}

void
IpPacket::SetPayload(ByteView rest, std::optional<std::size_t> length)
{
    size = length.value_or(rest.size());
    payload = rest.Sub(0, size);
}

void
IpPacket::Skip(std::size_t count)
{
    payload = payload.Sub(count);
    size -= count;
}

} // namespace l2tp
} // namespace ns3
