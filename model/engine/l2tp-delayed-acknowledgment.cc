// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-delayed-acknowledgment.h"

#include "ns3/abort.h"
#include "ns3/log.h"

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpDelayedAcknowledgment");
NS_OBJECT_ENSURE_REGISTERED(DelayedAcknowledgment);

TypeId
DelayedAcknowledgment::GetTypeId()
{
    static TypeId tid = TypeId("ns3::l2tp::DelayedAcknowledgment")
                            .SetParent<AcknowledgmentPolicy>()
                            .SetGroupName("L2tp")
                            .AddConstructor<DelayedAcknowledgment>()
                            .AddAttribute("Delay",
                                          "How long an acknowledgment may wait for a message to "
                                          "ride on, at least 0 s and below 1 s.",
                                          TimeValue(MilliSeconds(100)),
                                          MakeTimeAccessor(&DelayedAcknowledgment::SetDelay,
                                                           &DelayedAcknowledgment::GetDelay),
                                          MakeTimeChecker());
    return tid;
}

void
DelayedAcknowledgment::SetDelay(Time delay)
{
    NS_LOG_FUNCTION(this << delay);
    NS_ABORT_MSG_IF(delay.IsStrictlyNegative() || delay >= Seconds(1),
                    "Attribute Delay of ns3::l2tp::DelayedAcknowledgment must be at least 0 s and "
                    "below 1 s, the peer's first timeout, not "
                        << delay.As(Time::S) << ".");
    m_delay = delay;
}

Time
DelayedAcknowledgment::GetDelay() const
{
    NS_LOG_FUNCTION(this);
    return m_delay;
}

} // namespace l2tp
} // namespace ns3
