// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-find-control-message.h"

#include "l2tp-demux.h"
#include "l2tp-dissect-ip-packet.h"
#include "l2tp-dissect-link-layer.h"

#include <algorithm>
#include <boost/endian/conversion.hpp>

namespace ns3
{
namespace l2tp
{

namespace
{

constexpr uint8_t UDP_NUMBER = 17;
constexpr std::size_t UDP_HEADER_SIZE = 8;

// A responder may answer from a port of its own choice, but one of the two is that of L2TP.
bool
HasPort(ByteView udp)
{
    return udp.size() >= UDP_HEADER_SIZE &&
           (boost::endian::load_big_u16(udp.data()) == UDP_PORT ||
            boost::endian::load_big_u16(udp.data() + sizeof(uint16_t)) == UDP_PORT);
}

// The beginning of a payload is enough to tell; the result is a part of it.
ByteView
Find(uint8_t protocol, ByteView payload)
{
    const bool udp = protocol == UDP_NUMBER;
    if (!udp && protocol != IP_PROTOCOL)
    {
        return {};
    }
    const ByteView l2tp = udp ? payload.Sub(UDP_HEADER_SIZE) : payload;
    const auto what = Demux(udp ? Encapsulation::Udp : Encapsulation::Ip, l2tp);
    return what.kind == DemuxResult::Kind::Control ? l2tp.Sub(what.controlOffset) : ByteView();
}

Bytes
ToBytes(Ptr<const Packet> packet, std::size_t size)
{
    Bytes octets(std::min<std::size_t>(packet->GetSize(), size));
    packet->CopyData(octets.data(), static_cast<uint32_t>(octets.size()));
    return octets;
}

} // namespace

Bytes
FindControlMessage(uint8_t protocol, Ptr<const Packet> payload)
{
    if (Find(protocol, ToBytes(payload, UDP_HEADER_SIZE + DEMUX_SIZE)).empty())
    {
        return {};
    }
    const Bytes octets = ToBytes(payload, SIZE_MAX);
    return Find(protocol, octets).ToBytes();
}

Bytes
FindControlMessage(Ptr<const Packet> packet)
{
    const Bytes octets = ToBytes(packet, SIZE_MAX);
    for (const auto type : {LinkType::Raw, LinkType::Ppp, LinkType::Ethernet})
    {
        const auto ip = IpPacket::Read(FindIpPacket(type, octets).value_or(ByteView()));
        const bool first = ip && (!ip->fragment || ip->fragment->offset == 0);
        if (first && (ip->protocol != UDP_NUMBER || HasPort(ip->payload)))
        {
            return Find(ip->protocol, ip->payload).ToBytes();
        }
    }
    return {};
}

} // namespace l2tp
} // namespace ns3
