// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-fixed-timeout.h"

#include "ns3/abort.h"
#include "ns3/log.h"

#include <algorithm>

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpFixedTimeout");
NS_OBJECT_ENSURE_REGISTERED(FixedTimeout);

TypeId
FixedTimeout::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::l2tp::FixedTimeout")
            .SetParent<RetransmissionTiming>()
            .SetGroupName("L2tp")
            .AddConstructor<FixedTimeout>()
            .AddAttribute("Timeout",
                          "How long a message waits for its acknowledgment after "
                          "each transmission, above 0 s. Without back-off this "
                          "does not conform to RFC 3931 section 4.2.",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&FixedTimeout::SetInterval, &FixedTimeout::GetInterval),
                          MakeTimeChecker());
    return tid;
}

void
FixedTimeout::SetInterval(Time timeout)
{
    NS_LOG_FUNCTION(this << timeout);
    NS_ABORT_MSG_IF(!timeout.IsStrictlyPositive(),
                    "Attribute Timeout of ns3::l2tp::FixedTimeout must be above 0 s, not "
                        << timeout.As(Time::S) << ".");
    m_timeout = timeout;
}

Time
FixedTimeout::GetInterval() const
{
    NS_LOG_FUNCTION(this);
    return m_timeout;
}

Time
FixedTimeout::GetTimeout(const TimingState& state, uint32_t attempt) const
{
    NS_LOG_FUNCTION(this << state.measured << attempt);
    return std::min(m_timeout, GetLongest());
}

} // namespace l2tp
} // namespace ns3
