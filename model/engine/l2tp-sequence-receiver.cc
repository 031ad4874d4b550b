// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-sequence-receiver.h"

#include "ns3/assert.h"

#include <algorithm>

namespace ns3
{
namespace l2tp
{

SequenceReceiver::SequenceReceiver(uint32_t bits, const SequencingSettings& settings)
    : m_resyncTime(settings.resyncTime),
      m_reorderHold(settings.reorderHold),
      m_mask(UINT32_MAX >> (32 - bits)),
      m_window(std::min(settings.window, m_mask)),
      m_resyncThreshold(settings.resyncThreshold),
      m_reorderLimit(settings.reorderLimit),
      m_needsTime(settings.resyncTime.IsStrictlyPositive() ||
                  settings.reorderHold.IsStrictlyPositive())
{
    NS_ASSERT_MSG(bits >= 2 && bits <= 32, "numbers of " << bits << " bits");
    NS_ASSERT_MSG(settings.window > 0 && settings.reorderLimit > 0, "settings that cannot be");
}

SequenceReceiver::Verdict
SequenceReceiver::Judge(uint32_t number, const Time& now)
{
    const uint32_t ahead = (number - m_expected) & m_mask;
    if (ahead >= m_window)
    {
        CountOld((m_expected - number) & m_mask);
        NoteOld(number, now);
        return Verdict::Old;
    }
    m_oldRun = 0;
    if (ahead > 0 && m_reorderHold.IsStrictlyPositive())
    {
        return JudgeAhead(number, ahead, now);
    }
    m_counters.reordered += m_held.size() > m_leaving ? 1 : 0;
    Advance(ahead);
    return Verdict::Accept;
}

SequenceReceiver::Verdict
SequenceReceiver::JudgeAhead(uint32_t number, uint32_t ahead, const Time& now)
{
    const auto first = m_held.begin() + m_leaving;
    const auto at =
        std::lower_bound(first, m_held.end(), ahead, [this](const Held& held, uint32_t distance) {
            return ((held.number - m_expected) & m_mask) < distance;
        });
    if (at != m_held.end() && at->number == number)
    {
        m_counters.duplicates++;
        return Verdict::Old;
    }
    m_holdPosition = at - m_held.begin();
    m_counters.reordered += at != m_held.end() ? 1 : 0;
    m_held.insert(at, Held{number, at != m_held.end() ? at->since : now});
    return Verdict::Hold;
}

bool
SequenceReceiver::Release(const Time& now)
{
    if (m_held.empty())
    {
        return false;
    }
    if (m_leaving > 0)
    {
        m_leaving--;
    }
    else
    {
        const uint32_t ahead = (m_held.front().number - m_expected) & m_mask;
        if (ahead > 0 && now < m_held.front().since + m_reorderHold &&
            m_held.size() <= m_reorderLimit)
        {
            return false;
        }
        Advance(ahead);
    }
    m_held.erase(m_held.begin());
    return true;
}

Time
SequenceReceiver::GetDeadline() const
{
    return m_held.empty() ? Time::Max() : m_held.front().since + m_reorderHold;
}

void
SequenceReceiver::Advance(uint32_t ahead)
{
    if (ahead > 0)
    {
        m_counters.gaps++;
        m_counters.missing += ahead;
        m_leftOut = ahead < HISTORY - 1
                        ? m_leftOut << (ahead + 1) | ((uint64_t{1} << ahead) - 1) << 1
                        : ~uint64_t{1};
    }
    else
    {
        m_leftOut <<= 1;
    }
    m_history = static_cast<uint8_t>(std::min<uint64_t>(uint64_t{m_history} + ahead + 1, HISTORY));
    m_expected = (m_expected + ahead + 1) & m_mask;
}

void
SequenceReceiver::CountOld(uint32_t behind)
{
    if (behind > m_history)
    {
        m_counters.unknown++;
        return;
    }
    const uint64_t bit = uint64_t{1} << (behind - 1);
    if ((m_leftOut & bit) != 0)
    {
        m_leftOut &= ~bit;
        m_counters.late++;
        m_counters.reordered++;
    }
    else
    {
        m_counters.duplicates++;
    }
}

void
SequenceReceiver::NoteOld(uint32_t number, const Time& now)
{
    if (m_oldRun == 0)
    {
        m_oldSince = now;
    }
    const bool inSequence = m_oldRun > 0 && number == ((m_lastOld + 1) & m_mask);
    m_oldRun = inSequence ? m_oldRun + 1 : 1;
    m_lastOld = number;
    const bool enough = m_resyncThreshold > 0 && m_oldRun >= m_resyncThreshold;
    const bool longEnough = m_resyncTime.IsStrictlyPositive() && now >= m_oldSince + m_resyncTime;
    if (enough || longEnough)
    {
        m_counters.resyncs++;
        m_expected = (number + 1) & m_mask;
        m_history = 0;
        m_leftOut = 0;
        m_oldRun = 0;
        m_leaving = m_held.size();
    }
}

} // namespace l2tp
} // namespace ns3
