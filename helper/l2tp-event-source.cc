// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-event-source.h"

#include "l2tp-event-source-drop.h"
#include "l2tp-event-source-lcce.h"
#include "l2tp-event-source-node.h"
#include "l2tp-find-control-message.h"
#include "l2tp-pseudowire-device.h"

#include "ns3/abort.h"
#include "ns3/arp-l3-protocol.h"
#include "ns3/log.h"
#include "ns3/queue-disc.h"
#include "ns3/simulator.h"
#include "ns3/traffic-control-layer.h"

#include <algorithm>

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpEventSource");

EventSource::EventSource(Sink& sink)
    : m_sink(sink)
{
}

EventSource::~EventSource() = default;

std::size_t
EventSource::Watch(Ptr<Lcce> lcce, const std::string& name)
{
    NS_LOG_FUNCTION(this << lcce << name);
    const auto node = lcce->GetNode();
    NS_ABORT_MSG_UNLESS(node && node->GetObject<Ipv4L3Protocol>(),
                        "an LCCE can be watched on a node with an Internet stack only");
    WatchNode(node);
    m_lcces.push_back(
        std::make_unique<LcceTap>(*this, *m_nodes.at(node->GetId()), m_lcces.size(), lcce, name));
    return m_lcces.size() - 1;
}

void
EventSource::WatchNode(Ptr<Node> node)
{
    NS_LOG_FUNCTION(this << node);
    auto& tap = m_nodes[node->GetId()];
    if (tap)
    {
        return;
    }
    tap = std::make_unique<NodeTap>(*this, node);
    for (uint32_t i = 0; i < node->GetNDevices(); ++i)
    {
        WatchLink(node->GetDevice(i));
    }
    WatchDrops(node->GetObject<ArpL3Protocol>(), "Drop", "address not resolved", node->GetId());
    WatchDrops(node->GetObject<TrafficControlLayer>(), "TcDrop", "queue full", node->GetId());
}

void
EventSource::WatchLink(Ptr<NetDevice> device)
{
    NS_LOG_FUNCTION(this << device);
    const auto node = device->GetNode();
    const auto place = std::make_pair(node->GetId(), device->GetIfIndex());
    // What goes through a pseudowire is inside of data messages.
    if (DynamicCast<PseudowireDevice>(device) || !m_links.emplace(place, device).second)
    {
        return;
    }
    WatchDrops(device, "MacTxDrop", "queue full", node->GetId());
    WatchDrops(device, "PhyTxDrop", "not transmitted", node->GetId());
    WatchDrops(device, "PhyRxDrop", "error model", node->GetId());
    const auto control = node->GetObject<TrafficControlLayer>();
    WatchDrops(control ? control->GetRootQueueDiscOnDevice(device) : nullptr,
               "Drop",
               "queue disc",
               node->GetId());
}

void
EventSource::Dropped(Ptr<const Packet> packet, const std::string& reason, Ptr<Node> where)
{
    NS_LOG_FUNCTION(this << packet << reason << where);
    Lose(packet, FindControlMessage(packet), LogEvent::Kind::Lost, reason, where->GetId());
}

void
EventSource::Reset()
{
    m_onTheWay.clear();
    m_taken.clear();
    m_lcces.clear();
    m_drops.clear();
    m_links.clear();
    m_nodes.clear();
    m_transmissions = 0;
}

std::size_t
EventSource::FindByAddress(const Address& address) const
{
    const auto found = std::find_if(m_lcces.begin(), m_lcces.end(), [&address](const auto& lcce) {
        return lcce->IsAt(address);
    });
    return found == m_lcces.end() ? LogEvent::NOBODY : found - m_lcces.begin();
}

void
EventSource::Tell(LogEvent& event)
{
    event.time = Simulator::Now();
    m_sink.Take(event);
}

void
EventSource::Depart(std::optional<uint64_t> packet, LogEvent::Message& message)
{
    message.transmission = ++m_transmissions;
    if (packet)
    {
        auto& transmission = m_onTheWay[*packet];
        transmission = {message, message.image.ToBytes()};
        transmission.message.image = transmission.image;
    }
}

std::optional<EventSource::Transmission>
EventSource::TakeOff(uint64_t packet)
{
    const auto found = m_onTheWay.find(packet);
    if (found == m_onTheWay.end())
    {
        return std::nullopt;
    }
    std::optional<Transmission> transmission(std::move(found->second));
    transmission->message.image = transmission->image;
    m_onTheWay.erase(found);
    m_taken[packet] = transmission->message.transmission;
    return transmission;
}

uint64_t
EventSource::FindTaken(uint64_t packet) const
{
    const auto found = m_taken.find(packet);
    return found == m_taken.end() ? 0 : found->second;
}

void
EventSource::Lose(Ptr<const Packet> packet,
                  ByteView image,
                  LogEvent::Kind kind,
                  const std::string& reason,
                  uint32_t node)
{
    if (FindTaken(packet->GetUid()) != 0)
    {
        return;
    }
    LogEvent event;
    event.kind = kind;
    event.node = node;
    event.reason = reason;
    const auto known = TakeOff(packet->GetUid());
    event.message = known ? known->message : LogEvent::Message::Read(image);
    if (known)
    {
        event.message->image = known->image;
    }
    if (!event.message)
    {
        return;
    }
    const auto early = [&](const auto& each) {
        return !known && each.second->Hold(packet->GetUid(), event);
    };
    if (std::none_of(m_nodes.begin(), m_nodes.end(), early))
    {
        Tell(event);
    }
}

void
EventSource::WatchDrops(Ptr<Object> object, const char* source, const char* reason, uint32_t node)
{
    TypeId::TraceSourceInformation information;
    if (!object || !object->GetInstanceTypeId().LookupTraceSourceByName(source, &information))
    {
        return;
    }
    // Other types of device may have sources of the same name that tell something else.
    if (information.callback == "ns3::Packet::TracedCallback" || DynamicCast<QueueDisc>(object))
    {
        m_drops.push_back(std::make_unique<DropTap>(*this, object, source, reason, node));
    }
}

} // namespace l2tp
} // namespace ns3
