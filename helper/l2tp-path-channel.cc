// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-path-channel.h"

#include "ns3/abort.h"
#include "ns3/log.h"
#include "ns3/simulator.h"
#include "ns3/trace-source-accessor.h"

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpPathChannel");
NS_OBJECT_ENSURE_REGISTERED(PathChannel);

TypeId
PathChannel::GetTypeId()
{
    static TypeId tid = TypeId("ns3::l2tp::PathChannel")
                            .SetParent<PointToPointChannel>()
                            .SetGroupName("L2tp")
                            .AddConstructor<PathChannel>()
                            .AddTraceSource("Drop",
                                            "A packet was handed to the link that will not arrive.",
                                            MakeTraceSourceAccessor(&PathChannel::m_drop),
                                            "ns3::l2tp::PathChannel::DropTracedCallback");
    return tid;
}

PathChannel::PathChannel()
{
    NS_LOG_FUNCTION(this);
}

PathChannel::~PathChannel()
{
    NS_LOG_FUNCTION(this);
}

void
PathChannel::DoDispose()
{
    NS_LOG_FUNCTION(this);
    m_sides = {};
    PointToPointChannel::DoDispose();
}

void
PathChannel::AddSide(Ptr<PointToPointNetDevice> device, Ptr<PathModel> model)
{
    NS_LOG_FUNCTION(this << device << model);
    NS_ABORT_MSG_IF(m_attached == m_sides.size(), "a path has two ends, not three");
    auto& side = m_sides[m_attached++];
    side.device = device;
    side.model = model;
    device->Attach(this);
    device->TraceConnectWithoutContext(
        "MacTx",
        Callback<void, Ptr<const Packet>>(
            [this, &side](Ptr<const Packet> packet) { Offer(side, packet); }));
    // A full queue: the packet was offered, but it will not be transmitted.
    device->TraceConnectWithoutContext(
        "MacTxDrop",
        Callback<void, Ptr<const Packet>>([&side](Ptr<const Packet>) { side.fates.pop_back(); }));
}

void
PathChannel::Offer(Side& side, Ptr<const Packet> packet)
{
    const auto fate = side.model->Decide(Simulator::Now());
    side.fates.push_back(fate);
    NS_LOG_LOGIC("packet " << side.model->GetOffered() << " of node "
                           << side.device->GetNode()->GetId() << ": " << GetName(fate));
    if (fate != PathFate::Delivered && fate != PathFate::Reordered && !m_drop.IsEmpty())
    {
        // Whoever sends it is still busy with it.
        Simulator::ScheduleNow(&PathChannel::TellDrop, this, packet->Copy(), side.device, fate);
    }
}

void
PathChannel::TellDrop(Ptr<const Packet> packet, Ptr<NetDevice> device, PathFate fate)
{
    m_drop(packet, device, fate);
}

bool
PathChannel::TransmitStart(Ptr<const Packet> packet, Ptr<PointToPointNetDevice> source, Time txTime)
{
    NS_LOG_FUNCTION(this << packet << source << txTime);
    auto& side = source == m_sides[0].device ? m_sides[0] : m_sides[1];
    const auto& other = &side == &m_sides[0] ? m_sides[1] : m_sides[0];
    const auto fate = side.fates.front();
    side.fates.pop_front();
    switch (fate)
    {
    case PathFate::Delivered:
        return PointToPointChannel::TransmitStart(packet, source, txTime);
    case PathFate::Reordered:
        Simulator::ScheduleWithContext(other.device->GetNode()->GetId(),
                                       txTime + GetDelay() + GetDelay(),
                                       &PointToPointNetDevice::Receive,
                                       other.device,
                                       packet->Copy());
        return true;
    default:
        return true;
    }
}

} // namespace l2tp
} // namespace ns3
