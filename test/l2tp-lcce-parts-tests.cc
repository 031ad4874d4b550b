// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-lcce-tests.h"

#include "ns3/ipv4-address.h"
#include "ns3/l2tp-deadline-timer.h"
#include "ns3/l2tp-peer-link.h"
#include "ns3/simulator.h"
#include "ns3/test.h"

#include <vector>

namespace ns3
{
namespace l2tp
{
namespace tests
{

namespace
{

/**
 * @ingroup l2tp-tests
 * @brief One event per timer: a later deadline costs none, an earlier one replaces it, and what
 *        happens at the instant of the deadline comes first.
 */
class LcceDeadlineTimerTest : public TestCase, private DeadlineTimer::Owner
{
  public:
    LcceDeadlineTimerTest()
        : TestCase("deadline timer")
    {
    }

  private:
    void DoRun() override;

    Time GetDeadline(uint32_t id) const override
    {
        return id == ID ? m_deadline : Time(0);
    }

    void Expire(uint32_t /* id */) override
    {
        m_expired.push_back(Simulator::Now());
        m_deadline = Time::Max();
    }

    /**
     * @brief Run with one timer.
     * @param deadlines at each whole second from 1 on, the new deadline in seconds; 0 for no change
     * @param told whether the timer is told of each change, or has to find out
     * @return events executed
     */
    uint64_t Simulate(const std::vector<int>& deadlines, bool told);

    /** @brief What the timer has to say. */
    static constexpr uint32_t ID = 42;

    Time m_deadline{Time::Max()}; //!< present deadline
    std::vector<Time> m_expired;  //!< when it has expired
};

uint64_t
LcceDeadlineTimerTest::Simulate(const std::vector<int>& deadlines, bool told)
{
    m_expired.clear();
    m_deadline = Time::Max();
    Owner& owner = *this;
    DeadlineTimer timer(owner, ID);
    uint64_t changes = 0;
    const auto change = [this, &timer, told](int deadline) {
        const bool first = m_deadline == Time::Max();
        m_deadline = Seconds(deadline);
        if (told || first)
        {
            timer.Set(m_deadline);
        }
    };
    // The second event is scheduled late, so that it comes behind the timer's of the same time.
    for (std::size_t i = 0; i < deadlines.size(); ++i)
    {
        if (deadlines[i] != 0)
        {
            Simulator::Schedule(Seconds(static_cast<double>(i)) - NanoSeconds(1),
                                [i, &deadlines, change]() {
                                    Simulator::Schedule(NanoSeconds(1), [i, &deadlines, change]() {
                                        change(deadlines[i]);
                                    });
                                });
            changes += 2;
        }
    }
    Simulator::Run();
    const auto events = Simulator::GetEventCount() - changes;
    const auto end = Simulator::Now();
    NS_TEST_EXPECT_MSG_EQ((!m_expired.empty() && m_expired.back() == end),
                          true,
                          "the last event is the expiry");
    Simulator::Destroy();
    return events;
}

void
LcceDeadlineTimerTest::DoRun()
{
    const auto check = [this](const std::vector<int>& deadlines,
                              bool told,
                              uint64_t events,
                              int expiry,
                              const std::string& what) {
        NS_TEST_EXPECT_MSG_EQ(Simulate(deadlines, told), events, "events: " << what);
        NS_TEST_ASSERT_MSG_EQ(m_expired.size(), 1, "expiries: " << what);
        NS_TEST_EXPECT_MSG_EQ(m_expired[0], Seconds(expiry), "time: " << what);
    };
    // An expiry takes two events: that of the timer, and its repetition at the end of the instant.
    check({0, 10}, true, 2, 10, "one deadline");
    check({0, 10, 20, 30, 40}, true, 3, 40, "later, told: the first event and one more");
    check({0, 10, 20, 30, 40}, false, 3, 40, "later, not told");
    check({0, 10, 5}, true, 2, 5, "earlier: the first event is taken out");
    check({0, 4, 0, 0, 9}, false, 4, 9, "later, at the very instant of the deadline");
}

/**
 * @ingroup l2tp-tests
 * @brief The wait before the next attempt doubles from round to round; a backup is tried at once.
 */
class LccePeerLinkTest : public TestCase
{
  public:
    LccePeerLinkTest()
        : TestCase("addresses and waits of a peer")
    {
    }

  private:
    void DoRun() override;
};

void
LccePeerLinkTest::DoRun()
{
    const Ipv4Address first("10.0.0.1");
    const Ipv4Address second("10.0.0.2");
    PeerLink alone(1, {first});
    PeerLink pair(2, {first, second});
    NS_TEST_EXPECT_MSG_EQ(pair.GetDelay(Seconds(1), Seconds(10)), Seconds(0), "no failure yet");
    const int64_t waits[] = {1, 2, 4, 8, 10, 10};
    for (const auto wait : waits)
    {
        const auto expected = Seconds(static_cast<double>(wait));
        alone.Fail();
        NS_TEST_EXPECT_MSG_EQ(alone.GetDelay(Seconds(1), Seconds(10)), expected, "one address");
        NS_TEST_EXPECT_MSG_EQ(alone.GetAddress(), Address(first), "the same again");
        pair.Fail();
        NS_TEST_EXPECT_MSG_EQ(pair.GetDelay(Seconds(1), Seconds(10)), Seconds(0), "the backup");
        NS_TEST_EXPECT_MSG_EQ(pair.GetAddress(), Address(second), "the backup");
        pair.Fail();
        NS_TEST_EXPECT_MSG_EQ(pair.GetDelay(Seconds(1), Seconds(10)), expected, "next round");
        NS_TEST_EXPECT_MSG_EQ(pair.GetAddress(), Address(first), "next round");
    }
    pair.Fail();
    pair.Succeed();
    NS_TEST_EXPECT_MSG_EQ(pair.GetAddress(), Address(second), "stays where it has succeeded");
    pair.Fail();
    NS_TEST_EXPECT_MSG_EQ(pair.GetDelay(Seconds(1), Seconds(10)), Seconds(0), "begins afresh");
    alone.Succeed();
    alone.Fail();
    NS_TEST_EXPECT_MSG_EQ(alone.GetDelay(Seconds(1), Seconds(10)), Seconds(1), "begins afresh");
}

} // namespace

std::vector<TestCase*>
MakeLccePartsTests()
{
    return {new LcceDeadlineTimerTest(), new LccePeerLinkTest()};
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
