// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-retransmission-timing.h"

#include "ns3/log.h"

#include <algorithm>

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpRetransmissionTiming");
NS_OBJECT_ENSURE_REGISTERED(RetransmissionTiming);

TypeId
RetransmissionTiming::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::l2tp::RetransmissionTiming").SetParent<Object>().SetGroupName("L2tp");
    return tid;
}

void
RetransmissionTiming::Measured(TimingState& state, Time rtt) const
{
    NS_LOG_FUNCTION(this << state.measured << rtt);
}

Time
RetransmissionTiming::GetCycle(uint32_t maxRetransmissions) const
{
    NS_LOG_FUNCTION(this << maxRetransmissions);
    const TimingState unmeasured;
    const Time longest = GetLongest();
    Time cycle = GetTimeout(unmeasured, 0);
    for (uint32_t attempt = 1; attempt <= maxRetransmissions && cycle < longest; ++attempt)
    {
        cycle += GetTimeout(unmeasured, attempt);
    }
    return std::min(cycle, longest);
}

Time
RetransmissionTiming::GetLongest()
{
    return Time::Max() / 4;
}

Time
RetransmissionTiming::BackOff(Time first, uint32_t attempt, Time cap)
{
    const Time longest = GetLongest();
    const Time limit = cap.IsZero() ? longest : std::min(std::max(first, cap), longest);
    Time wait = first;
    for (; attempt > 0 && wait < limit; --attempt)
    {
        wait += wait;
    }
    return std::min(wait, limit);
}

} // namespace l2tp
} // namespace ns3
