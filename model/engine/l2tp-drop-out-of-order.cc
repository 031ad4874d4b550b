// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-drop-out-of-order.h"

#include "ns3/log.h"

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpDropOutOfOrder");
NS_OBJECT_ENSURE_REGISTERED(DropOutOfOrder);

TypeId
DropOutOfOrder::GetTypeId()
{
    static TypeId tid = TypeId("ns3::l2tp::DropOutOfOrder")
                            .SetParent<OutOfOrderPolicy>()
                            .SetGroupName("L2tp")
                            .AddConstructor<DropOutOfOrder>();
    return tid;
}

bool
DropOutOfOrder::Keep(uint32_t distance, uint32_t receiveWindow) const
{
    NS_LOG_FUNCTION(this << distance << receiveWindow);
    return false;
}

} // namespace l2tp
} // namespace ns3
