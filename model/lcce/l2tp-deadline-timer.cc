// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-deadline-timer.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace ns3
{
namespace l2tp
{

DeadlineTimer::DeadlineTimer(Owner& owner, uint32_t id)
    : m_owner(owner),
      m_id(id)
{
}

DeadlineTimer::~DeadlineTimer()
{
    if (!m_event.IsExpired())
    {
        Simulator::Remove(m_event);
    }
}

void
DeadlineTimer::Set(Time deadline)
{
    if (deadline == Time::Max())
    {
        return;
    }
    if (!m_event.IsExpired())
    {
        if (deadline >= m_armed)
        {
            return;
        }
        Simulator::Remove(m_event);
    }
    Arm(deadline);
}

void
DeadlineTimer::Arm(Time when)
{
    m_armed = std::max(when, Simulator::Now());
    m_event = Simulator::Schedule(m_armed - Simulator::Now(), &DeadlineTimer::Fire, this);
}

void
DeadlineTimer::Fire()
{
    const auto deadline = m_owner.GetDeadline(m_id);
    if (deadline <= Simulator::Now())
    {
        m_event = Simulator::ScheduleNow(&DeadlineTimer::FireLast, this);
    }
    else
    {
        Set(deadline);
    }
}

void
DeadlineTimer::FireLast()
{
    const auto deadline = m_owner.GetDeadline(m_id);
    if (deadline <= Simulator::Now())
    {
        m_owner.Expire(m_id);
    }
    else
    {
        Set(deadline);
    }
}

} // namespace l2tp
} // namespace ns3
