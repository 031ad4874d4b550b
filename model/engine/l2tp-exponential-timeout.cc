// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-exponential-timeout.h"

#include "ns3/abort.h"
#include "ns3/log.h"

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpExponentialTimeout");
NS_OBJECT_ENSURE_REGISTERED(ExponentialTimeout);

TypeId
ExponentialTimeout::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::l2tp::ExponentialTimeout")
            .SetParent<RetransmissionTiming>()
            .SetGroupName("L2tp")
            .AddConstructor<ExponentialTimeout>()
            .AddAttribute("InitialTimeout",
                          "How long a message waits for its acknowledgment after its "
                          "first transmission, above 0 s.",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&ExponentialTimeout::SetInitialTimeout,
                                           &ExponentialTimeout::GetInitialTimeout),
                          MakeTimeChecker())
            .AddAttribute(
                "Cap",
                "Limit of the doubling of the wait with each "
                "retransmission: 0 s for none, else at least 8 s.",
                TimeValue(Seconds(8)),
                MakeTimeAccessor(&ExponentialTimeout::SetCap, &ExponentialTimeout::GetCap),
                MakeTimeChecker());
    return tid;
}

void
ExponentialTimeout::SetInitialTimeout(Time initialTimeout)
{
    NS_LOG_FUNCTION(this << initialTimeout);
    NS_ABORT_MSG_IF(
        !initialTimeout.IsStrictlyPositive(),
        "Attribute InitialTimeout of ns3::l2tp::ExponentialTimeout must be above 0 s, not "
            << initialTimeout.As(Time::S) << ".");
    m_initialTimeout = initialTimeout;
}

Time
ExponentialTimeout::GetInitialTimeout() const
{
    NS_LOG_FUNCTION(this);
    return m_initialTimeout;
}

void
ExponentialTimeout::SetCap(Time cap)
{
    NS_LOG_FUNCTION(this << cap);
    NS_ABORT_MSG_IF(!cap.IsZero() && cap < Seconds(8),
                    "Attribute Cap of ns3::l2tp::ExponentialTimeout must be 0 s (no cap) or at "
                    "least 8 s (RFC 3931 section 4.2), not "
                        << cap.As(Time::S) << ".");
    m_cap = cap;
}

Time
ExponentialTimeout::GetCap() const
{
    NS_LOG_FUNCTION(this);
    return m_cap;
}

Time
ExponentialTimeout::GetTimeout(const TimingState& state, uint32_t attempt) const
{
    NS_LOG_FUNCTION(this << state.measured << attempt);
    return BackOff(m_initialTimeout, attempt, m_cap);
}

} // namespace l2tp
} // namespace ns3
