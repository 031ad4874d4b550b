// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-keepalive.h"

#include <cstdint>
#include <utility>

namespace ns3
{
namespace l2tp
{

Keepalive::Keepalive(Time interval, double jitter, Ptr<UniformRandomVariable> stream)
    : m_interval(interval),
      m_jitter(jitter),
      m_stream(std::move(stream)),
      m_period(interval)
{
}

void
Keepalive::SetInterval(Time interval)
{
    m_interval = interval;
    m_period = interval;
}

void
Keepalive::Start(Time now)
{
    m_running = true;
    m_heard = now;
}

void
Keepalive::Stop()
{
    m_running = false;
    m_outstanding = false;
}

void
Keepalive::Heard(Time now)
{
    m_heard = now;
}

void
Keepalive::Sent()
{
    m_outstanding = true;
    m_drawn = false;
    Draw();
}

void
Keepalive::Acknowledged()
{
    m_outstanding = false;
}

void
Keepalive::SetShared(bool shared)
{
    m_shared = shared;
    Draw();
}

bool
Keepalive::IsOutstanding() const
{
    return m_outstanding;
}

Time
Keepalive::GetDeadline() const
{
    if (!m_running || m_outstanding || m_interval.IsZero())
    {
        return Time::Max();
    }
    return m_heard + (m_shared ? m_period : m_interval);
}

void
Keepalive::Draw()
{
    if (!m_shared || m_drawn || m_jitter == 0 || m_interval.IsZero())
    {
        return;
    }
    m_drawn = true;
    const auto steps = static_cast<double>(m_interval.GetTimeStep());
    m_period =
        m_interval - TimeStep(static_cast<uint64_t>(steps * m_stream->GetValue(0, m_jitter)));
}

} // namespace l2tp
} // namespace ns3
