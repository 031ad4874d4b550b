// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-event-source-node.h"

#include "l2tp-find-control-message.h"
#include "l2tp-ip-transport.h"
#include "l2tp-udp-transport.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace l2tp
{

namespace
{

const char*
GetName(Ipv4L3Protocol::DropReason reason)
{
    switch (reason)
    {
    case Ipv4L3Protocol::DROP_TTL_EXPIRED:
        return "TTL expired";
    case Ipv4L3Protocol::DROP_NO_ROUTE:
        return "no route";
    case Ipv4L3Protocol::DROP_BAD_CHECKSUM:
        return "bad checksum";
    case Ipv4L3Protocol::DROP_INTERFACE_DOWN:
        return "interface down";
    case Ipv4L3Protocol::DROP_ROUTE_ERROR:
        return "route error";
    case Ipv4L3Protocol::DROP_FRAGMENT_TIMEOUT:
        return "fragment missing";
    default:
        return "dropped by IPv4";
    }
}

} // namespace

EventSource::NodeTap::NodeTap(EventSource& source, Ptr<Node> node)
    : m_source(source),
      m_node(node),
      m_ip(node->GetObject<Ipv4L3Protocol>()),
      m_arrived(Time::Min())
{
    if (m_ip)
    {
        m_ip->TraceConnectWithoutContext("SendOutgoing", MakeCallback(&NodeTap::PacketSent, this));
        m_ip->TraceConnectWithoutContext("LocalDeliver",
                                         MakeCallback(&NodeTap::PacketReceived, this));
        m_ip->TraceConnectWithoutContext("Drop", MakeCallback(&NodeTap::PacketDropped, this));
    }
    WatchTransports();
}

EventSource::NodeTap::~NodeTap()
{
    if (m_ip)
    {
        m_ip->TraceDisconnectWithoutContext("SendOutgoing",
                                            MakeCallback(&NodeTap::PacketSent, this));
        m_ip->TraceDisconnectWithoutContext("LocalDeliver",
                                            MakeCallback(&NodeTap::PacketReceived, this));
        m_ip->TraceDisconnectWithoutContext("Drop", MakeCallback(&NodeTap::PacketDropped, this));
    }
    for (const auto& transport : m_transports)
    {
        if (transport)
        {
            transport->TraceDisconnectWithoutContext(
                "Drop",
                MakeCallback(&NodeTap::TransportDropped, this));
        }
    }
}

uint32_t
EventSource::NodeTap::GetId() const
{
    return m_node->GetId();
}

Ptr<Ipv4L3Protocol>
EventSource::NodeTap::GetIpv4() const
{
    return m_ip;
}

void
EventSource::NodeTap::ExpectSent()
{
    m_expectSent = true;
}

std::optional<uint64_t>
EventSource::NodeTap::TakeSent(ByteView image)
{
    const bool same =
        std::equal(image.begin(), image.end(), m_sentImage.begin(), m_sentImage.end());
    m_sentImage.clear();
    return same ? std::optional(m_sent) : std::nullopt;
}

bool
EventSource::NodeTap::Hold(uint64_t packet, const LogEvent& loss)
{
    if (!m_expectSent || m_sentImage.empty() || m_sent != packet)
    {
        return false;
    }
    m_held = loss;
    return true;
}

std::optional<LogEvent>
EventSource::NodeTap::TakeHeld()
{
    return std::exchange(m_held, std::nullopt);
}

std::optional<LogEvent::Message>
EventSource::NodeTap::GetArrival() const
{
    return m_arrived == Simulator::Now() ? m_arrival : std::nullopt;
}

void
EventSource::NodeTap::PacketSent(const Ipv4Header& header, Ptr<const Packet> packet, uint32_t)
{
    m_sent = packet->GetUid();
    m_sentImage = FindControlMessage(header.GetProtocol(), packet);
    m_held.reset();
}

void
EventSource::NodeTap::PacketReceived(const Ipv4Header& header, Ptr<const Packet> packet, uint32_t)
{
    // A transport is made when it is first used, so none is needed before the first arrival.
    WatchTransports();
    m_arrived = Simulator::Now();
    m_arrivedImage = FindControlMessage(header.GetProtocol(), packet);
    m_arrival = LogEvent::Message::Read(m_arrivedImage);
    if (!m_arrival)
    {
        return;
    }
    if (const auto known = m_source.TakeOff(packet->GetUid()))
    {
        m_arrival->transmission = known->message.transmission;
        m_arrival->sender = known->message.sender;
        m_arrival->attempt = known->message.attempt;
    }
    else
    {
        m_arrival->transmission = m_source.FindTaken(packet->GetUid());
    }
}

void
EventSource::NodeTap::PacketDropped(const Ipv4Header& header,
                                    Ptr<const Packet> packet,
                                    Ipv4L3Protocol::DropReason reason,
                                    Ptr<Ipv4>,
                                    uint32_t)
{
    m_source.Lose(packet,
                  FindControlMessage(header.GetProtocol(), packet),
                  LogEvent::Kind::Lost,
                  GetName(reason),
                  GetId());
}

void
EventSource::NodeTap::TransportDropped(Ptr<const Packet>, TransportDropReason reason)
{
    // A message that is not sent for want of a route is told of by its LcceTap.
    const auto arrival = GetArrival();
    if (reason == TransportDropReason::NoRoute || !arrival)
    {
        return;
    }
    LogEvent event;
    event.kind = LogEvent::Kind::Dropped;
    event.node = GetId();
    event.message = arrival;
    event.reason = l2tp::GetName(reason);
    m_source.Tell(event);
}

void
EventSource::NodeTap::WatchTransports()
{
    const std::array<Ptr<Transport>, 2> present{m_node->GetObject<IpTransport>(),
                                                m_node->GetObject<UdpTransport>()};
    for (std::size_t i = 0; i < present.size(); ++i)
    {
        if (present[i] && !m_transports[i])
        {
            m_transports[i] = present[i];
            m_transports[i]->TraceConnectWithoutContext(
                "Drop",
                MakeCallback(&NodeTap::TransportDropped, this));
        }
    }
}

} // namespace l2tp
} // namespace ns3
