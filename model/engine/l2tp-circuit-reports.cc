// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-circuit-reports.h"

#include <algorithm>
#include <limits>

namespace ns3
{
namespace l2tp
{

namespace
{

/** @brief The counters of a Circuit Errors AVP. */
constexpr uint32_t CircuitErrorsValue::* COUNTERS[] = {
    &CircuitErrorsValue::crcErrors,
    &CircuitErrorsValue::framingErrors,
    &CircuitErrorsValue::hardwareOverruns,
    &CircuitErrorsValue::bufferOverruns,
    &CircuitErrorsValue::timeoutErrors,
    &CircuitErrorsValue::alignmentErrors,
};

} // namespace

bool
CircuitReports::Add(Session& session, const CircuitErrorsValue& errors, Time now)
{
    const bool any = std::any_of(std::begin(COUNTERS), std::end(COUNTERS), [&](auto counter) {
        return errors.*counter != 0;
    });
    if (!any)
    {
        return false;
    }
    if (!session.details)
    {
        session.details = std::make_unique<SessionDetails>();
    }
    auto& details = *session.details;
    for (const auto counter : COUNTERS)
    {
        auto& sum = details.errors.*counter;
        sum += std::min(errors.*counter, std::numeric_limits<uint32_t>::max() - sum);
    }
    if (details.nextWen <= now)
    {
        Forget(session);
        return true;
    }
    details.wenPending = true;
    m_due.emplace(details.nextWen, session.parameters.localSessionId);
    return false;
}

void
CircuitReports::Sent(Session& session, Time next)
{
    session.details->wenPending = false;
    session.details->nextWen = next;
}

void
CircuitReports::Forget(const Session& session)
{
    if (session.details && session.details->wenPending)
    {
        m_due.erase({session.details->nextWen, session.parameters.localSessionId});
    }
}

Time
CircuitReports::GetDeadline() const
{
    return m_due.empty() ? Time::Max() : m_due.begin()->first;
}

std::optional<uint32_t>
CircuitReports::PollDue(Time now)
{
    if (m_due.empty() || m_due.begin()->first > now)
    {
        return std::nullopt;
    }
    const auto id = m_due.begin()->second;
    m_due.erase(m_due.begin());
    return id;
}

} // namespace l2tp
} // namespace ns3
