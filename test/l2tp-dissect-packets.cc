// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-dissect-packets.h"

#include <algorithm>

namespace ns3
{
namespace l2tp
{
namespace tests
{
namespace packets
{

namespace
{

constexpr uint16_t MORE_FRAGMENTS = 0x2000;
constexpr std::size_t UNIT = 8;

} // namespace

Bytes
Join(const std::vector<Bytes>& parts)
{
    Bytes all;
    for (const Bytes& part : parts)
    {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

Bytes
Put16(uint16_t value)
{
    return {static_cast<uint8_t>(value >> 8), static_cast<uint8_t>(value)};
}

Bytes
Put32(uint32_t value)
{
    return Join({Put16(value >> 16), Put16(value)});
}

Bytes
Ipv4(uint8_t from,
     uint8_t to,
     uint8_t protocol,
     const Bytes& payload,
     uint16_t fragmentWord,
     uint16_t identification)
{
    return Join({{0x45, 0},
                 Put16(20 + payload.size()),
                 Put16(identification),
                 Put16(fragmentWord),
                 {64, protocol, 0, 0, 10, 0, 0, from, 10, 0, 0, to},
                 payload});
}

Bytes
Ipv6(uint8_t from, uint8_t to, uint8_t protocol, const Bytes& payload)
{
    Bytes source{0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, from};
    Bytes destination = source;
    destination.back() = to;
    return Join(
        {{0x60, 0, 0, 0}, Put16(payload.size()), {protocol, 64}, source, destination, payload});
}

std::vector<Bytes>
Ipv4Fragments(uint8_t from,
              uint8_t to,
              uint8_t protocol,
              const Bytes& payload,
              std::size_t size,
              uint16_t identification)
{
    std::vector<Bytes> fragments;
    for (std::size_t offset = 0; offset < payload.size(); offset += size)
    {
        const uint16_t more = offset + size < payload.size() ? MORE_FRAGMENTS : 0;
        fragments.push_back(Ipv4(from,
                                 to,
                                 protocol,
                                 ByteView(payload).Sub(offset, size).ToBytes(),
                                 more | offset / UNIT,
                                 identification));
    }
    return fragments;
}

std::vector<Bytes>
Ipv6Fragments(uint8_t from, uint8_t to, uint8_t protocol, const Bytes& payload, std::size_t size)
{
    constexpr uint8_t HOP_BY_HOP = 0;
    constexpr uint8_t FRAGMENT = 44;
    std::vector<Bytes> fragments;
    for (std::size_t offset = 0; offset < payload.size(); offset += size)
    {
        const uint16_t more = offset + size < payload.size() ? 1 : 0;
        fragments.push_back(Ipv6(from,
                                 to,
                                 HOP_BY_HOP,
                                 Join({{FRAGMENT, 0, 1, 4, 0, 0, 0, 0},
                                       {protocol, 0},
                                       Put16(offset | more),
                                       Put32(0x12345678),
                                       ByteView(payload).Sub(offset, size).ToBytes()})));
    }
    return fragments;
}

Bytes
Udp(uint16_t from, uint16_t to, const Bytes& payload)
{
    return Join({Put16(from), Put16(to), Put16(8 + payload.size()), {0, 0}, payload});
}

Bytes
Number(ControlMessage message, uint32_t ccid, uint16_t ns, uint16_t nr)
{
    message.SetControlConnectionId(ccid);
    message.SetNs(ns);
    message.SetNr(nr);
    return message.GetBytes().ToBytes();
}

Bytes
Hello()
{
    return Udp(UDP_PORT, UDP_PORT, Number(ControlMessage(MessageType::Hello), 0x11223344, 5, 6));
}

Bytes
LongData(std::size_t size)
{
    Bytes payload(size);
    for (std::size_t i = 0; i < size; ++i)
    {
        payload[i] = static_cast<uint8_t>(i * 7);
    }
    return Udp(UDP_PORT, UDP_PORT, Join({{0, 3, 0, 0, 0, 0, 0, 9}, payload}));
}

} // namespace packets
} // namespace tests
} // namespace l2tp
} // namespace ns3
