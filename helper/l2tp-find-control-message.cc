// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-find-control-message.h"

#include "l2tp-demux.h"
#include "l2tp-dissect-ip-packet.h"
#include "l2tp-dissect-link-layer.h"

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
IsL2tp(ByteView udp)
{
    return udp.size() >= UDP_HEADER_SIZE &&
           (boost::endian::load_big_u16(udp.data()) == UDP_PORT ||
            boost::endian::load_big_u16(udp.data() + sizeof(uint16_t)) == UDP_PORT);
}

} // namespace

ByteView
FindControlMessage(uint8_t protocol, ByteView payload)
{
    const bool udp = protocol == UDP_NUMBER && IsL2tp(payload);
    if (!udp && protocol != IP_PROTOCOL)
    {
        return {};
    }
    const ByteView l2tp = udp ? payload.Sub(UDP_HEADER_SIZE) : payload;
    const auto what = Demux(udp ? Encapsulation::Udp : Encapsulation::Ip, l2tp);
    return what.kind == DemuxResult::Kind::Control ? l2tp.Sub(what.controlOffset) : ByteView();
}

Bytes
FindControlMessage(Ptr<const Packet> packet)
{
    Bytes octets(packet->GetSize());
    packet->CopyData(octets.data(), static_cast<uint32_t>(octets.size()));
    for (const auto type : {LinkType::Raw, LinkType::Ppp, LinkType::Ethernet})
    {
        const auto ip = IpPacket::Read(FindIpPacket(type, octets));
        if (ip && (!ip->fragment || ip->fragment->offset == 0))
        {
            return FindControlMessage(ip->protocol, ip->payload).ToBytes();
        }
    }
    return {};
}

} // namespace l2tp
} // namespace ns3
