// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-queue-out-of-order.h"

#include "ns3/log.h"

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpQueueOutOfOrder");
NS_OBJECT_ENSURE_REGISTERED(QueueOutOfOrder);

TypeId
QueueOutOfOrder::GetTypeId()
{
    static TypeId tid = TypeId("ns3::l2tp::QueueOutOfOrder")
                            .SetParent<OutOfOrderPolicy>()
                            .SetGroupName("L2tp")
                            .AddConstructor<QueueOutOfOrder>();
    return tid;
}

bool
QueueOutOfOrder::Keep(uint32_t distance, uint32_t receiveWindow) const
{
    NS_LOG_FUNCTION(this << distance << receiveWindow);
    return distance < receiveWindow;
}

} // namespace l2tp
} // namespace ns3
