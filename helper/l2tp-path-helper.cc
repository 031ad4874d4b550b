// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-path-helper.h"

#include "l2tp-star-link.h"

#include "ns3/abort.h"
#include "ns3/drop-tail-queue.h"
#include "ns3/mac48-address.h"
#include "ns3/point-to-point-net-device.h"
#include "ns3/queue-size.h"

#include <limits>
#include <utility>

namespace ns3
{
namespace l2tp
{

PathHelper::PathHelper()
    : m_rate(StarLink::NO_SERIALISATION)
{
}

void
PathHelper::SetRate(uint64_t rate)
{
    m_rate = DataRate(rate == 0 ? StarLink::NO_SERIALISATION : rate);
}

void
PathHelper::SetDelay(Time delay)
{
    NS_ABORT_MSG_IF(delay.IsStrictlyNegative(),
                    "the delay of a path must be at least 0 s, not " << delay.As(Time::S));
    m_delay = delay;
}

NetDeviceContainer
PathHelper::Install(Ptr<Node> a, Ptr<Node> b, Ptr<PathModel> forward, Ptr<PathModel> reverse) const
{
    NS_ABORT_MSG_IF(forward == reverse, "the directions of a path need a model each");
    const auto channel = CreateObject<PathChannel>();
    channel->SetAttribute("Delay", TimeValue(m_delay));
    NetDeviceContainer devices;
    for (const auto& [node, model] : {std::pair(a, forward), std::pair(b, reverse)})
    {
        const auto device = CreateObject<PointToPointNetDevice>();
        device->SetAddress(Mac48Address::Allocate());
        device->SetDataRate(m_rate);
        node->AddDevice(device);
        const auto queue = CreateObject<DropTailQueue<Packet>>();
        queue->SetMaxSize(QueueSize(QueueSizeUnit::PACKETS, std::numeric_limits<uint32_t>::max()));
        device->SetQueue(queue);
        channel->AddSide(device, model);
        devices.Add(device);
    }
    return devices;
}

} // namespace l2tp
} // namespace ns3
