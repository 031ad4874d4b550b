// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-dissect-link-layer.h"

#include <boost/endian/conversion.hpp>
#include <cstddef>

namespace ns3
{
namespace l2tp
{

namespace
{

constexpr uint16_t CUT = 0;
constexpr uint16_t ETHERTYPE_IPV4 = 0x0800;
constexpr uint16_t ETHERTYPE_IPV6 = 0x86dd;
constexpr uint16_t ETHERTYPE_VLAN = 0x8100;
constexpr uint16_t ETHERTYPE_SERVICE_VLAN = 0x88a8;
constexpr std::size_t VLAN_TAG_SIZE = 4;
constexpr std::size_t ETHERNET_TYPE_OFFSET = 12;
constexpr std::size_t COOKED_PROTOCOL_OFFSET = 14;
constexpr std::size_t COOKED2_PROTOCOL_OFFSET = 0;
constexpr std::size_t COOKED2_HEADER_SIZE = 20;
constexpr uint16_t PPP_ADDRESS_CONTROL = 0xff03;
constexpr uint16_t PPP_IPV4 = 0x0021;
constexpr uint16_t PPP_IPV6 = 0x0057;

// The number at an offset, or CUT, which is no protocol of any link layer.
uint16_t
Load16(ByteView bytes, std::size_t offset)
{
    const ByteView octets = bytes.Sub(offset, sizeof(uint16_t));
    return octets.size() < sizeof(uint16_t) ? CUT : boost::endian::load_big_u16(octets.data());
}

// What follows an EtherType and its VLAN tags, if that is or may be IP.
std::optional<ByteView>
FindByEtherType(uint16_t etherType, ByteView rest)
{
    while (etherType == ETHERTYPE_VLAN || etherType == ETHERTYPE_SERVICE_VLAN)
    {
        etherType = Load16(rest, VLAN_TAG_SIZE - sizeof(uint16_t));
        rest = rest.Sub(VLAN_TAG_SIZE);
    }
    if (etherType == CUT)
    {
        return ByteView();
    }
    return etherType == ETHERTYPE_IPV4 || etherType == ETHERTYPE_IPV6 ? std::optional(rest)
                                                                      : std::nullopt;
}

// Address and Control may be left out, and so may the first octet of the protocol (RFC 1661
// section 6.5 and 6.6).
std::optional<ByteView>
FindInPpp(ByteView frame)
{
    if (Load16(frame, 0) == PPP_ADDRESS_CONTROL)
    {
        frame = frame.Sub(sizeof(uint16_t));
    }
    const bool compressed = !frame.empty() && (frame[0] & 1) != 0;
    const uint16_t protocol = compressed ? frame[0] : Load16(frame, 0);
    const ByteView packet = frame.Sub(compressed ? 1 : sizeof(uint16_t));
    if (protocol == CUT)
    {
        return ByteView();
    }
    return protocol == PPP_IPV4 || protocol == PPP_IPV6 ? std::optional(packet) : std::nullopt;
}

} // namespace

bool
IsKnown(LinkType linkType)
{
    switch (linkType)
    {
    case LinkType::Ethernet:
    case LinkType::Ppp:
    case LinkType::RawOld:
    case LinkType::RawOpenBsd:
    case LinkType::PppHdlc:
    case LinkType::Raw:
    case LinkType::LinuxCooked:
    case LinkType::Ipv4:
    case LinkType::Ipv6:
    case LinkType::LinuxCooked2:
        return true;
    }
    return false;
}

std::optional<ByteView>
FindIpPacket(LinkType linkType, ByteView frame)
{
    switch (linkType)
    {
    case LinkType::Ethernet:
        return FindByEtherType(Load16(frame, ETHERNET_TYPE_OFFSET),
                               frame.Sub(ETHERNET_TYPE_OFFSET + sizeof(uint16_t)));
    case LinkType::LinuxCooked:
        return FindByEtherType(Load16(frame, COOKED_PROTOCOL_OFFSET),
                               frame.Sub(COOKED_PROTOCOL_OFFSET + sizeof(uint16_t)));
    case LinkType::LinuxCooked2:
        return FindByEtherType(Load16(frame, COOKED2_PROTOCOL_OFFSET),
                               frame.Sub(COOKED2_HEADER_SIZE));
    case LinkType::Ppp:
    case LinkType::PppHdlc:
        return FindInPpp(frame);
    case LinkType::RawOld:
    case LinkType::RawOpenBsd:
    case LinkType::Raw:
    case LinkType::Ipv4:
    case LinkType::Ipv6:
        return frame;
    }
    return std::nullopt;
}

} // namespace l2tp
} // namespace ns3
