// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-adaptive-timeout.h"

#include "ns3/abort.h"
#include "ns3/log.h"

#include <algorithm>

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpAdaptiveTimeout");
NS_OBJECT_ENSURE_REGISTERED(AdaptiveTimeout);

TypeId
AdaptiveTimeout::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::l2tp::AdaptiveTimeout")
            .SetParent<RetransmissionTiming>()
            .SetGroupName("L2tp")
            .AddConstructor<AdaptiveTimeout>()
            .AddAttribute("InitialTimeout",
                          "First wait for an acknowledgment until a round trip was "
                          "measured, above 0 s. A wait that follows the "
                          "round-trip time does not conform to RFC 3931 "
                          "section 4.2.",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&AdaptiveTimeout::SetInitialTimeout,
                                           &AdaptiveTimeout::GetInitialTimeout),
                          MakeTimeChecker())
            .AddAttribute(
                "Minimum",
                "Least first wait for an acknowledgment once a round trip was measured, above 0 s.",
                TimeValue(MilliSeconds(200)),
                MakeTimeAccessor(&AdaptiveTimeout::SetMinimum, &AdaptiveTimeout::GetMinimum),
                MakeTimeChecker())
            .AddAttribute("Cap",
                          "Limit of the doubling of the wait with each "
                          "retransmission: 0 s for none, else at least 8 s.",
                          TimeValue(Seconds(8)),
                          MakeTimeAccessor(&AdaptiveTimeout::SetCap, &AdaptiveTimeout::GetCap),
                          MakeTimeChecker());
    return tid;
}

void
AdaptiveTimeout::SetInitialTimeout(Time initialTimeout)
{
    NS_LOG_FUNCTION(this << initialTimeout);
    NS_ABORT_MSG_IF(!initialTimeout.IsStrictlyPositive(),
                    "Attribute InitialTimeout of ns3::l2tp::AdaptiveTimeout must be above 0 s, not "
                        << initialTimeout.As(Time::S) << ".");
    m_initialTimeout = initialTimeout;
}

Time
AdaptiveTimeout::GetInitialTimeout() const
{
    NS_LOG_FUNCTION(this);
    return m_initialTimeout;
}

void
AdaptiveTimeout::SetMinimum(Time minimum)
{
    NS_LOG_FUNCTION(this << minimum);
    NS_ABORT_MSG_IF(!minimum.IsStrictlyPositive(),
                    "Attribute Minimum of ns3::l2tp::AdaptiveTimeout must be above 0 s, not "
                        << minimum.As(Time::S) << ".");
    m_minimum = minimum;
}

Time
AdaptiveTimeout::GetMinimum() const
{
    NS_LOG_FUNCTION(this);
    return m_minimum;
}

void
AdaptiveTimeout::SetCap(Time cap)
{
    NS_LOG_FUNCTION(this << cap);
    NS_ABORT_MSG_IF(!cap.IsZero() && cap < Seconds(8),
                    "Attribute Cap of ns3::l2tp::AdaptiveTimeout must be 0 s (no cap) or at least "
                    "8 s (RFC 3931 section 4.2), not "
                        << cap.As(Time::S) << ".");
    m_cap = cap;
}

Time
AdaptiveTimeout::GetCap() const
{
    NS_LOG_FUNCTION(this);
    return m_cap;
}

Time
AdaptiveTimeout::GetTimeout(const TimingState& state, uint32_t attempt) const
{
    NS_LOG_FUNCTION(this << state.measured << attempt);
    if (!state.measured)
    {
        return BackOff(m_initialTimeout, attempt, m_cap);
    }
    const Time longest = GetLongest();
    // The terms are limited one by one so that their sum cannot overflow.
    const Time spread = std::min(state.rttVariation, longest / 4) * 4;
    const Time first = std::min(state.smoothedRtt, longest) + spread;
    return BackOff(std::max(first, m_minimum), attempt, m_cap);
}

void
AdaptiveTimeout::Measured(TimingState& state, Time rtt) const
{
    NS_LOG_FUNCTION(this << state.measured << rtt);
    if (!state.measured)
    {
        state.smoothedRtt = rtt;
        state.rttVariation = rtt / 2;
        state.measured = true;
        return;
    }
    // RTTVAR first, since it is taken against the old SRTT (RFC 6298 section 2.3).
    state.rttVariation += (Abs(state.smoothedRtt - rtt) - state.rttVariation) / 4;
    state.smoothedRtt += (rtt - state.smoothedRtt) / 8;
}

} // namespace l2tp
} // namespace ns3
