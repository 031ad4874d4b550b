// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-immediate-acknowledgment.h"

#include "ns3/log.h"

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpImmediateAcknowledgment");
NS_OBJECT_ENSURE_REGISTERED(ImmediateAcknowledgment);

TypeId
ImmediateAcknowledgment::GetTypeId()
{
    static TypeId tid = TypeId("ns3::l2tp::ImmediateAcknowledgment")
                            .SetParent<AcknowledgmentPolicy>()
                            .SetGroupName("L2tp")
                            .AddConstructor<ImmediateAcknowledgment>();
    return tid;
}

Time
ImmediateAcknowledgment::GetDelay() const
{
    NS_LOG_FUNCTION(this);
    return Time(0);
}

} // namespace l2tp
} // namespace ns3
