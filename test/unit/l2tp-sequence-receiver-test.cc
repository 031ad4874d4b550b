// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-sequence-receiver.h"

#include <algorithm>
#include <cstdint>
#include <gtest/gtest.h>
#include <random>
#include <utility>
#include <vector>

using namespace ns3;
using namespace ns3::l2tp;

namespace
{

using Verdict = SequenceReceiver::Verdict;

/**
 * @brief Settings for a space of numbers.
 * @param bits size of a number
 * @param threshold setting resyncThreshold
 * @return a window of half the space, nothing is held
 */
SequencingSettings
MakeSettings(uint32_t bits, uint32_t threshold = 0)
{
    SequencingSettings settings;
    settings.window = 1U << (bits - 1);
    settings.resyncThreshold = threshold;
    return settings;
}

/**
 * @brief Settings with which packets are held.
 * @param limit setting reorderLimit
 * @return numbers of 7 bits, 20 ms
 */
SequencingSettings
MakeHolding(uint32_t limit = 64)
{
    SequencingSettings settings = MakeSettings(7);
    settings.reorderHold = MilliSeconds(20);
    settings.reorderLimit = limit;
    return settings;
}

/**
 * @brief The largest number.
 * @param bits size of a number
 * @return 2^bits - 1
 */
uint32_t
GetLast(uint32_t bits)
{
    return UINT32_MAX >> (32 - bits);
}

/**
 * @brief A receiver that expects a number and remembers nothing but the one before it.
 * @param bits size of a number
 * @param settings its settings, without holding
 * @param expected the number
 * @return the receiver
 */
SequenceReceiver
Expecting(uint32_t bits, const SequencingSettings& settings, uint32_t expected)
{
    SequenceReceiver receiver(bits, settings);
    const uint32_t last = (expected - 1) & GetLast(bits);
    const uint32_t step = std::max(settings.window / 2, 1U);
    while (receiver.GetExpected() != expected)
    {
        const uint32_t ahead = (last - receiver.GetExpected()) & GetLast(bits);
        const uint32_t number = (receiver.GetExpected() + std::min(ahead, step)) & GetLast(bits);
        EXPECT_EQ(receiver.Judge(number, Time()), Verdict::Accept);
    }
    return receiver;
}

/**
 * @brief Send packets in sequence until one is accepted.
 * @param receiver the receiver
 * @param first number of the first
 * @param last the largest number there is
 * @return how many were dropped
 */
uint32_t
CountDropped(SequenceReceiver& receiver, uint32_t first, uint32_t last)
{
    uint32_t dropped = 0;
    while (dropped < 1000 && receiver.Judge((first + dropped) & last, Time()) == Verdict::Old)
    {
        ++dropped;
    }
    return dropped;
}

/**
 * @ingroup l2tp-tests
 * @brief Keeps packets as a session does, each known by its number.
 */
class Holder
{
  public:
    /**
     * @brief Nothing is held.
     * @param bits size of a number
     * @param settings settings
     */
    Holder(uint32_t bits, const SequencingSettings& settings)
        : receiver(bits, settings)
    {
    }

    /**
     * @brief A packet comes.
     * @param number its number
     * @param ms when, in milliseconds
     */
    void Receive(uint32_t number, int64_t ms)
    {
        switch (receiver.Judge(number, MilliSeconds(ms)))
        {
        case Verdict::Accept:
            delivered.push_back(number);
            break;
        case Verdict::Hold:
            m_held.insert(m_held.begin() + receiver.GetHoldPosition(), number);
            break;
        case Verdict::Old:
            dropped.push_back(number);
            break;
        }
        Release(ms);
    }

    /**
     * @brief Take what need not wait any longer.
     * @param ms when, in milliseconds
     */
    void Release(int64_t ms)
    {
        while (receiver.Release(MilliSeconds(ms)))
        {
            delivered.push_back(m_held.front());
            m_held.erase(m_held.begin());
        }
        EXPECT_EQ(receiver.GetHeldCount(), m_held.size());
    }

    SequenceReceiver receiver;       //!< the judge
    std::vector<uint32_t> delivered; //!< numbers delivered
    std::vector<uint32_t> dropped;   //!< numbers dropped

  private:
    std::vector<uint32_t> m_held; //!< numbers held
};

} // namespace

// RC-04: the window begins at the expected number and goes across the wrap.
TEST(SequenceReceiver, WindowBeginsAtTheExpectedNumber)
{
    for (const auto& [number, verdict] : {std::pair{100U, Verdict::Accept},
                                          std::pair{127U, Verdict::Accept},
                                          std::pair{0U, Verdict::Accept},
                                          std::pair{35U, Verdict::Accept},
                                          std::pair{36U, Verdict::Old},
                                          std::pair{99U, Verdict::Old}})
    {
        auto receiver = Expecting(7, MakeSettings(7), 100);
        EXPECT_EQ(receiver.Judge(number, Time()), verdict) << number;
    }
}

// RC-05: half of 2^24 by default; any other size of the window moves the boundary.
TEST(SequenceReceiver, WindowCanBeConfigured)
{
    EXPECT_EQ(SequencingSettings().window, 8388608U);
    for (const uint32_t window : {1U, 10U, 64U, 127U, 500U})
    {
        SequencingSettings settings = MakeSettings(7);
        settings.window = window;
        const uint32_t size = std::min(window, 127U);
        for (uint32_t ahead = 0; ahead < 128; ++ahead)
        {
            SequenceReceiver receiver(7, settings);
            EXPECT_EQ(receiver.Judge(ahead, Time()) == Verdict::Accept, ahead < size)
                << window << ' ' << ahead;
        }
    }
}

// RC-14: the same rules for numbers of 7, 16, 24 and 32 bits.
TEST(SequenceReceiver, AnySizeOfNumbers)
{
    for (const uint32_t bits : {7U, 16U, 24U, 32U})
    {
        const uint32_t last = GetLast(bits);
        const uint32_t half = 1U << (bits - 1);
        auto receiver = Expecting(bits, MakeSettings(bits, 5), last);
        EXPECT_EQ(receiver.Judge(last, Time()), Verdict::Accept) << bits;
        EXPECT_EQ(receiver.GetExpected(), 0U) << bits;
        EXPECT_EQ(receiver.Judge(last, Time()), Verdict::Old) << bits;
        EXPECT_EQ(receiver.Judge(half, Time()), Verdict::Old) << bits;
        EXPECT_EQ(receiver.Judge(0, Time()), Verdict::Accept) << bits;
        EXPECT_EQ(receiver.Judge(half, Time()), Verdict::Accept) << bits;
        EXPECT_EQ(receiver.GetExpected(), half + 1) << bits;
        const uint64_t missing = receiver.GetCounters().missing;

        // A sender that begins again is followed after five packets.
        EXPECT_EQ(CountDropped(receiver, 1, last), 5U) << bits;
        EXPECT_EQ(receiver.GetExpected(), 7U) << bits;
        EXPECT_EQ(receiver.GetCounters().missing, missing) << bits;
    }
}

// RC-11: what an outage of p packets costs afterwards without resynchronisation.
TEST(SequenceReceiver, OutageLongerThanTheWindow)
{
    for (const auto& [lost, dropped] :
         {std::pair{70U, 58U}, std::pair{64U, 64U}, std::pair{63U, 0U}, std::pair{127U, 1U}})
    {
        for (const uint32_t expected : {0U, 10U, 100U})
        {
            auto receiver = Expecting(7, MakeSettings(7), expected);
            EXPECT_EQ(CountDropped(receiver, (expected + lost) & 127, 127), dropped)
                << lost << " packets lost from " << expected;
            EXPECT_EQ(receiver.GetCounters().resyncs, 0U);
        }
    }
}

// RC-12, RC-13, R4.6.1-04: after any outage at most so many packets are dropped as the threshold
// says, whatever it is.
TEST(SequenceReceiver, ResynchronisesAfterAnOutage)
{
    for (const uint32_t threshold : {2U, 5U, 20U})
    {
        for (uint32_t lost = 0; lost < 128; ++lost)
        {
            auto receiver = Expecting(7, MakeSettings(7, threshold), 10);
            const uint32_t first = (10 + lost) & 127;
            const uint32_t dropped = lost < 64 ? 0 : std::min(threshold, 128 - lost);
            EXPECT_EQ(CountDropped(receiver, first, 127), dropped) << threshold << ' ' << lost;
            EXPECT_EQ(receiver.GetExpected(), (first + dropped + 1) & 127);
        }
    }
    auto never = Expecting(24, MakeSettings(24, 0), 1000);
    EXPECT_EQ(CountDropped(never, 1, GetLast(24)), 999U);
}

// RC-16: one end has lost its state.
TEST(SequenceReceiver, LossOfStateAtOneEnd)
{
    const SequencingSettings settings;
    auto receiver = Expecting(24, settings, 1000);
    EXPECT_EQ(CountDropped(receiver, 0, GetLast(24)), settings.resyncThreshold);
    EXPECT_EQ(receiver.GetExpected(), settings.resyncThreshold + 1);

    // What came before the receiver has followed is not known any more.
    const auto before = receiver.GetCounters();
    EXPECT_EQ(receiver.Judge(settings.resyncThreshold - 1, Time()), Verdict::Old);
    EXPECT_EQ(receiver.GetCounters().unknown, before.unknown + 1);
    EXPECT_EQ(receiver.GetCounters().duplicates, before.duplicates);

    // The receiver begins again in the middle, or where its window does not reach the sender.
    SequenceReceiver near(24, settings);
    EXPECT_EQ(CountDropped(near, 1000, GetLast(24)), 0U);
    SequenceReceiver far(24, settings);
    EXPECT_EQ(CountDropped(far, 3 << 22, GetLast(24)), settings.resyncThreshold);
}

// RC-12: neither duplicates nor late packets out of sequence make the receiver go back.
TEST(SequenceReceiver, DuplicatesAndShuffledLatePacketsDoNotResynchronise)
{
    const auto settings = MakeSettings(24, 5);
    auto receiver = Expecting(24, settings, 1000);
    for (uint32_t i = 0; i < 100; ++i)
    {
        // Every packet comes twice, then one number again and again.
        EXPECT_EQ(receiver.Judge(1000 + i, Time()), Verdict::Accept);
        EXPECT_EQ(receiver.Judge(1000 + i, Time()), Verdict::Old);
    }
    for (uint32_t i = 0; i < 100; ++i)
    {
        EXPECT_EQ(receiver.Judge(1000, Time()), Verdict::Old);
    }
    EXPECT_EQ(receiver.GetCounters().resyncs, 0U);

    // Late packets in sequence, but new ones come between them.
    for (uint32_t i = 0; i < 100; ++i)
    {
        EXPECT_EQ(receiver.Judge(500 + i, Time()), Verdict::Old);
        if (i % 4 == 3)
        {
            EXPECT_EQ(receiver.Judge(1100 + i / 4, Time()), Verdict::Accept);
        }
    }
    EXPECT_EQ(receiver.GetCounters().resyncs, 0U);

    // Blocks of late packets in every order but those that have all five in sequence.
    std::mt19937 random(1);
    std::vector<uint32_t> late;
    for (uint32_t i = 0; i < 40; ++i)
    {
        late.push_back(100 + i);
    }
    uint32_t expected = receiver.GetExpected();
    for (int round = 0; round < 1000; ++round)
    {
        std::shuffle(late.begin(), late.end(), random);
        for (const uint32_t number : late)
        {
            EXPECT_EQ(receiver.Judge(number, Time()), Verdict::Old);
        }
        EXPECT_EQ(receiver.Judge(expected, Time()), Verdict::Accept);
        ++expected;
    }
    EXPECT_EQ(receiver.GetCounters().resyncs, 0U);
}

// RC-12: by time, if that is asked for.
TEST(SequenceReceiver, ResynchronisesByTime)
{
    SequencingSettings settings = MakeSettings(24, 0);
    settings.resyncTime = Seconds(1);
    auto receiver = Expecting(24, settings, 1000);
    EXPECT_TRUE(receiver.NeedsTime());
    EXPECT_EQ(receiver.Judge(10, Seconds(5)), Verdict::Old);
    EXPECT_EQ(receiver.Judge(12, MilliSeconds(5999)), Verdict::Old);
    EXPECT_EQ(receiver.Judge(1000, MilliSeconds(5999)), Verdict::Accept);
    EXPECT_EQ(receiver.Judge(14, Seconds(6)), Verdict::Old);
    EXPECT_EQ(receiver.Judge(16, MilliSeconds(6999)), Verdict::Old);
    EXPECT_EQ(receiver.GetExpected(), 1001U);
    EXPECT_EQ(receiver.Judge(18, Seconds(7)), Verdict::Old);
    EXPECT_EQ(receiver.Judge(20, Seconds(7)), Verdict::Accept);
    EXPECT_FALSE(SequenceReceiver(24, MakeSettings(24, 5)).NeedsTime());
}

// R4.6.1-01: loss, duplicates and reordering are told apart.
TEST(SequenceReceiver, Counters)
{
    SequenceReceiver receiver(24, SequencingSettings());
    for (const uint32_t number : {0, 1, 4, 3, 3, 1, 5, 10, 7, 100, 42, 42, 30})
    {
        receiver.Judge(number, Time());
    }
    const auto& counters = receiver.GetCounters();
    EXPECT_EQ(counters.gaps, 3U); // before 4, 10 and 100
    EXPECT_EQ(counters.missing, 2U + 4 + 89);
    EXPECT_EQ(counters.late, 3U); // 3, 7, 42
    EXPECT_EQ(counters.reordered, 3U);
    EXPECT_EQ(counters.duplicates, 3U); // 3, 1, 42
    EXPECT_EQ(counters.unknown, 1U);    // 30, 71 behind
    EXPECT_EQ(counters.GetLost(), 2U + 4 + 89 - 3);
    EXPECT_EQ(counters.resyncs, 0U);
}

// What is behind the expected number is remembered exactly, up to 64 numbers.
TEST(SequenceReceiver, GapsOfEverySizeAreRemembered)
{
    for (uint32_t gap = 1; gap < 70; ++gap)
    {
        for (uint32_t behind = 1; behind <= 64; ++behind)
        {
            auto receiver = Expecting(24, MakeSettings(24), 1000);
            for (uint32_t i = 0; i < 70; ++i)
            {
                receiver.Judge(1000 + i, Time());
            }
            const auto before = receiver.GetCounters();
            EXPECT_EQ(receiver.Judge(1070 + gap, Time()), Verdict::Accept);
            EXPECT_EQ(receiver.Judge(1071 + gap - behind, Time()), Verdict::Old);
            const auto& after = receiver.GetCounters();
            const bool late = behind > 1 && behind <= gap + 1;
            EXPECT_EQ(after.late - before.late, late ? 1U : 0U) << gap << ' ' << behind;
            EXPECT_EQ(after.duplicates - before.duplicates, late ? 0U : 1U);
        }
    }
}

// RC-07: both modes; with holding, packets come out in order.
TEST(SequenceReceiver, HoldsUntilTheGapIsClosed)
{
    Holder atOnce(7, MakeSettings(7));
    Holder holding(7, MakeHolding());
    for (const uint32_t number : {0, 3, 2, 5, 1, 4, 6})
    {
        atOnce.Receive(number, 0);
        holding.Receive(number, 0);
    }
    EXPECT_EQ(atOnce.delivered, (std::vector<uint32_t>{0, 3, 5, 6}));
    EXPECT_EQ(atOnce.receiver.GetCounters().gaps, 2U);
    EXPECT_EQ(holding.delivered, (std::vector<uint32_t>{0, 1, 2, 3, 4, 5, 6}));
    EXPECT_EQ(holding.dropped.size(), 0U);
    EXPECT_EQ(holding.receiver.GetCounters().gaps, 0U);
    EXPECT_EQ(holding.receiver.GetCounters().missing, 0U);
    EXPECT_EQ(holding.receiver.GetCounters().reordered, 3U); // 2, 1, 4
    EXPECT_EQ(holding.receiver.GetHeldCount(), 0U);
    EXPECT_EQ(holding.receiver.GetDeadline(), Time::Max());
}

// RC-08: nothing waits longer than the configured time, however others come meanwhile.
TEST(SequenceReceiver, HoldsNoLongerThanConfigured)
{
    Holder holder(7, MakeHolding());
    holder.Receive(5, 100);
    EXPECT_EQ(holder.receiver.GetDeadline(), MilliSeconds(120));
    holder.Receive(9, 105);
    holder.Receive(3, 110);
    EXPECT_EQ(holder.receiver.GetDeadline(), MilliSeconds(120));
    holder.Release(119);
    EXPECT_EQ(holder.delivered.size(), 0U);
    holder.Release(120);
    EXPECT_EQ(holder.delivered, (std::vector<uint32_t>{3, 5}));
    EXPECT_EQ(holder.receiver.GetDeadline(), MilliSeconds(125));
    EXPECT_EQ(holder.receiver.GetCounters().gaps, 2U);
    EXPECT_EQ(holder.receiver.GetCounters().missing, 4U);
    holder.Receive(6, 124);
    holder.Release(125);
    EXPECT_EQ(holder.delivered, (std::vector<uint32_t>{3, 5, 6, 9}));
    holder.Receive(4, 126);
    EXPECT_EQ(holder.dropped, (std::vector<uint32_t>{4}));
    EXPECT_EQ(holder.receiver.GetCounters().late, 1U);
    EXPECT_LE(SequencingSettings().reorderHold, MilliSeconds(100));
}

// RC-07: at most so many packets are held as configured.
TEST(SequenceReceiver, HoldsNoMoreThanConfigured)
{
    Holder holder(7, MakeHolding(3));
    for (const uint32_t number : {1, 5, 3})
    {
        holder.Receive(number, 0);
    }
    EXPECT_EQ(holder.delivered.size(), 0U);
    holder.Receive(7, 0);
    EXPECT_EQ(holder.delivered, (std::vector<uint32_t>{1}));
    EXPECT_EQ(holder.receiver.GetHeldCount(), 3U);
    holder.Receive(4, 0);
    EXPECT_EQ(holder.delivered, (std::vector<uint32_t>{1, 3, 4, 5}));
    EXPECT_EQ(holder.receiver.GetHeldCount(), 1U);
}

// A number that is held already is a duplicate.
TEST(SequenceReceiver, HoldsEachNumberOnce)
{
    Holder holder(7, MakeHolding());
    for (const uint32_t number : {2, 4, 2, 4, 0, 0, 1, 3, 2})
    {
        holder.Receive(number, 0);
    }
    EXPECT_EQ(holder.delivered, (std::vector<uint32_t>{0, 1, 2, 3, 4}));
    EXPECT_EQ(holder.dropped, (std::vector<uint32_t>{2, 4, 0, 2}));
    EXPECT_EQ(holder.receiver.GetCounters().duplicates, 4U);
}

// What is held is delivered before what the receiver goes back to.
TEST(SequenceReceiver, ResynchronisationLetsHeldPacketsGo)
{
    SequencingSettings settings = MakeHolding();
    settings.resyncThreshold = 3;
    Holder holder(7, settings);
    for (const uint32_t number : {0, 2, 3, 100, 101, 102, 103})
    {
        holder.Receive(number, 0);
    }
    EXPECT_EQ(holder.delivered, (std::vector<uint32_t>{0, 2, 3, 103}));
    EXPECT_EQ(holder.dropped, (std::vector<uint32_t>{100, 101, 102}));
    EXPECT_EQ(holder.receiver.GetCounters().resyncs, 1U);
}

// RC-15: by default no packet is ever held.
TEST(SequenceReceiver, HoldsNothingByDefault)
{
    SequenceReceiver receiver(24, SequencingSettings());
    EXPECT_FALSE(receiver.NeedsTime());
    EXPECT_EQ(receiver.Judge(1, Time()), Verdict::Accept);
    EXPECT_EQ(receiver.Judge(0, Time()), Verdict::Old);
    EXPECT_EQ(receiver.Judge(3, Time()), Verdict::Accept);
    EXPECT_EQ(receiver.GetHeldCount(), 0U);
    EXPECT_FALSE(receiver.Release(Seconds(1)));
    EXPECT_EQ(receiver.GetCounters().late, 1U);
}

// With holding, any order within bounds comes out in order, across the wrap, and nothing is lost.
TEST(SequenceReceiver, AnyShuffleWithinTheBoundsComesOutInOrder)
{
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round)
    {
        Holder holder(7, MakeHolding(16));
        std::vector<uint32_t> numbers;
        for (uint32_t i = 0; i < 512; ++i)
        {
            numbers.push_back(i & 127);
        }
        const auto inOrder = numbers;
        for (auto block = numbers.begin(); block != numbers.end(); block += 16)
        {
            std::shuffle(block, block + 16, random);
        }
        for (const uint32_t number : numbers)
        {
            holder.Receive(number, 0);
        }
        EXPECT_EQ(holder.delivered, inOrder);
        EXPECT_EQ(holder.receiver.GetCounters().missing, 0U);
    }
}
