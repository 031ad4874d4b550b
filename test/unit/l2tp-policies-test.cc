// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-adaptive-timeout.h"
#include "l2tp-appendix-a-congestion-control.h"
#include "l2tp-delayed-acknowledgment.h"
#include "l2tp-drop-out-of-order.h"
#include "l2tp-exponential-timeout.h"
#include "l2tp-fifo-discipline.h"
#include "l2tp-fixed-timeout.h"
#include "l2tp-fixed-window.h"
#include "l2tp-immediate-acknowledgment.h"
#include "l2tp-queue-out-of-order.h"
#include "l2tp-replies-first.h"
#include "l2tp-retransmit-all.h"
#include "l2tp-retransmit-oldest.h"
#include "l2tp-retransmit-per-message.h"

#include "ns3/config.h"
#include "ns3/nstime.h"
#include "ns3/object-factory.h"

#include <gtest/gtest.h>
#include <limits>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::l2tp;

namespace
{

/**
 * @brief When the retransmissions of a message leave that is first sent at 0.
 * @param policy the timing
 * @param number how many retransmissions
 * @return the times
 */
std::vector<Time>
RetransmissionTimes(const RetransmissionTiming& policy, uint32_t number)
{
    std::vector<Time> times;
    Time now;
    for (uint32_t attempt = 0; attempt < number; ++attempt)
    {
        now += policy.GetTimeout({}, attempt);
        times.push_back(now);
    }
    return times;
}

/**
 * @brief Whole seconds as times.
 * @param seconds the numbers
 * @return the times
 */
std::vector<Time>
InSeconds(const std::vector<int>& seconds)
{
    std::vector<Time> times;
    for (const int second : seconds)
    {
        times.push_back(Seconds(second));
    }
    return times;
}

/**
 * @brief The help of an attribute.
 * @param type the class
 * @param attribute the attribute's name
 * @return its help
 */
std::string
HelpOf(TypeId type, const std::string& attribute)
{
    TypeId::AttributeInformation information;
    EXPECT_TRUE(type.LookupAttributeByName(attribute, &information));
    return information.help;
}

} // namespace

// R4.2-17: the first wait is 1 s by default.
TEST(L2tpExponentialTimeout, FirstWaitIsOneSecond_R4_2_17)
{
    const auto policy = CreateObject<ExponentialTimeout>();
    EXPECT_EQ(policy->GetTimeout({}, 0), Seconds(1));
}

// R4.2-18: the first wait is configurable, and the back-off follows it.
TEST(L2tpExponentialTimeout, FirstWaitIsConfigurable_R4_2_18)
{
    const auto policy = CreateObject<ExponentialTimeout>();
    policy->SetAttribute("InitialTimeout", TimeValue(MilliSeconds(500)));
    EXPECT_EQ(policy->GetTimeout({}, 0), MilliSeconds(500));
    EXPECT_EQ(policy->GetTimeout({}, 1), Seconds(1));
}

// R4.2-21: retransmissions at 1, 3, 7, 15 and 31 s without a cap and with one of 16 s.
TEST(L2tpExponentialTimeout, BacksOff_R4_2_21)
{
    const auto policy = CreateObject<ExponentialTimeout>();
    for (const int cap : {0, 16})
    {
        policy->SetAttribute("Cap", TimeValue(Seconds(cap)));
        EXPECT_EQ(RetransmissionTimes(*policy, 5), InSeconds({1, 3, 7, 15, 31}));
    }
}

// R4.2-22: with a cap of 8 s, the default, retransmissions at 1, 3, 7, 15, 23 and 31 s.
TEST(L2tpExponentialTimeout, CapEndsTheDoubling_R4_2_22)
{
    const auto policy = CreateObject<ExponentialTimeout>();
    EXPECT_EQ(RetransmissionTimes(*policy, 6), InSeconds({1, 3, 7, 15, 23, 31}));
}

// A cap that is no power of two times the first wait is met exactly.
TEST(L2tpExponentialTimeout, CapBetweenPowersOfTwo)
{
    const auto policy = CreateObject<ExponentialTimeout>();
    policy->SetAttribute("Cap", TimeValue(Seconds(9)));
    EXPECT_EQ(policy->GetTimeout({}, 3), Seconds(8));
    EXPECT_EQ(policy->GetTimeout({}, 4), Seconds(9));
    EXPECT_EQ(policy->GetTimeout({}, 5), Seconds(9));
}

// The cap limits the doubling, not what was asked for as first wait.
TEST(L2tpExponentialTimeout, FirstWaitAboveCapStays)
{
    const auto policy = CreateObject<ExponentialTimeout>();
    policy->SetAttribute("InitialTimeout", TimeValue(Seconds(20)));
    EXPECT_EQ(policy->GetTimeout({}, 0), Seconds(20));
    EXPECT_EQ(policy->GetTimeout({}, 5), Seconds(20));
}

// R4.2-23: a cap below 8 s is refused with a sentence that names the attribute.
TEST(L2tpExponentialTimeoutDeathTest, RefusesCapBelowEightSeconds_R4_2_23)
{
    const auto policy = CreateObject<ExponentialTimeout>();
    const char* sentence = "Attribute Cap of ns3::l2tp::ExponentialTimeout must be 0 s .* 8 s";
    EXPECT_DEATH(policy->SetAttribute("Cap", TimeValue(Seconds(4))), sentence);
    EXPECT_DEATH(policy->SetAttribute("Cap", TimeValue(Seconds(8) - TimeStep(1))), sentence);
    EXPECT_DEATH(policy->SetAttribute("Cap", TimeValue(Seconds(-9))), sentence);
    policy->SetAttribute("Cap", TimeValue(Seconds(8)));
    EXPECT_EQ(policy->GetCap(), Seconds(8));
    policy->SetAttribute("Cap", TimeValue(Seconds(0)));
    EXPECT_EQ(policy->GetCap(), Seconds(0));
}

// A first wait of nothing is refused: the timer would expire for ever at one instant.
TEST(L2tpExponentialTimeoutDeathTest, RefusesNoFirstWait)
{
    const auto policy = CreateObject<ExponentialTimeout>();
    const char* sentence =
        "Attribute InitialTimeout of ns3::l2tp::ExponentialTimeout must be above 0 s";
    EXPECT_DEATH(policy->SetAttribute("InitialTimeout", TimeValue(Seconds(0))), sentence);
    EXPECT_DEATH(policy->SetAttribute("InitialTimeout", TimeValue(Seconds(-1))), sentence);
}

// The full cycle with 10 retransmissions is 71 s, without a cap 2047 s; with none, one wait.
TEST(L2tpRetransmissionTiming, FullCycle)
{
    const auto policy = CreateObject<ExponentialTimeout>();
    EXPECT_EQ(policy->GetCycle(10), Seconds(71));
    EXPECT_EQ(policy->GetCycle(4), Seconds(23));
    EXPECT_EQ(policy->GetCycle(0), Seconds(1));
    policy->SetAttribute("Cap", TimeValue(Seconds(0)));
    EXPECT_EQ(policy->GetCycle(10), Seconds(2047));
    EXPECT_EQ(policy->GetCycle(4), Seconds(31));
}

// Doubling without a cap ends before a Time overflows, also for the sum, its double and a now.
TEST(L2tpRetransmissionTiming, NothingOverflows)
{
    const auto policy = CreateObject<ExponentialTimeout>();
    policy->SetAttribute("Cap", TimeValue(Seconds(0)));
    const auto longest = RetransmissionTiming::GetLongest();
    Time last;
    for (uint32_t attempt = 0; attempt < 100; ++attempt)
    {
        const auto wait = policy->GetTimeout({}, attempt);
        ASSERT_GE(wait, last);
        ASSERT_LE(wait, longest);
        last = wait;
    }
    EXPECT_EQ(last, longest);
    EXPECT_EQ(policy->GetTimeout({}, std::numeric_limits<uint32_t>::max()), longest);
    EXPECT_EQ(policy->GetCycle(std::numeric_limits<uint32_t>::max()), longest);
    EXPECT_GT(longest + longest + longest, longest + longest);
    policy->SetAttribute("InitialTimeout", TimeValue(Time::Max()));
    EXPECT_EQ(policy->GetTimeout({}, 3), longest);
    EXPECT_EQ(policy->GetCycle(3), longest);
}

// The timing of RFC 3931 does not listen to measurements.
TEST(L2tpExponentialTimeout, IgnoresMeasurements)
{
    const auto policy = CreateObject<ExponentialTimeout>();
    TimingState state;
    policy->Measured(state, Seconds(3));
    EXPECT_FALSE(state.measured);
    EXPECT_EQ(policy->GetTimeout(state, 0), Seconds(1));
}

// The fixed timeout never grows.
TEST(L2tpFixedTimeout, SameWaitAlways)
{
    const auto policy = CreateObject<FixedTimeout>();
    EXPECT_EQ(policy->GetTimeout({}, 0), Seconds(1));
    policy->SetAttribute("Timeout", TimeValue(MilliSeconds(500)));
    for (const uint32_t attempt : {0u, 1u, 10u, 1000u})
    {
        EXPECT_EQ(policy->GetTimeout({}, attempt), MilliSeconds(500));
    }
    EXPECT_EQ(policy->GetCycle(10), MilliSeconds(5500));
    policy->SetAttribute("Timeout", TimeValue(Time::Max()));
    EXPECT_EQ(policy->GetTimeout({}, 0), RetransmissionTiming::GetLongest());
}

// A wait of nothing is refused.
TEST(L2tpFixedTimeoutDeathTest, RefusesNoWait)
{
    const auto policy = CreateObject<FixedTimeout>();
    EXPECT_DEATH(policy->SetAttribute("Timeout", TimeValue(Seconds(0))),
                 "Attribute Timeout of ns3::l2tp::FixedTimeout must be above 0 s");
}

// Until a round trip was measured, the wait is that of the configured constant.
TEST(L2tpAdaptiveTimeout, BeginsWithInitialTimeout)
{
    const auto policy = CreateObject<AdaptiveTimeout>();
    EXPECT_EQ(policy->GetTimeout({}, 0), Seconds(1));
    EXPECT_EQ(policy->GetTimeout({}, 2), Seconds(4));
    EXPECT_EQ(policy->GetTimeout({}, 9), Seconds(8));
    EXPECT_EQ(policy->GetCycle(10), Seconds(71));
    policy->SetAttribute("InitialTimeout", TimeValue(Seconds(3)));
    EXPECT_EQ(policy->GetTimeout({}, 0), Seconds(3));
}

// The estimator of RFC 6298 section 2, by hand.
TEST(L2tpAdaptiveTimeout, FollowsTheRoundTripTime)
{
    const auto policy = CreateObject<AdaptiveTimeout>();
    TimingState state;
    policy->Measured(state, MilliSeconds(100));
    EXPECT_TRUE(state.measured);
    EXPECT_EQ(state.smoothedRtt, MilliSeconds(100));
    EXPECT_EQ(state.rttVariation, MilliSeconds(50));
    EXPECT_EQ(policy->GetTimeout(state, 0), MilliSeconds(300));
    policy->Measured(state, MilliSeconds(200));
    EXPECT_EQ(state.rttVariation, MicroSeconds(62500));
    EXPECT_EQ(state.smoothedRtt, MicroSeconds(112500));
    EXPECT_EQ(policy->GetTimeout(state, 0), MicroSeconds(362500));
    policy->Measured(state, MicroSeconds(12500));
    EXPECT_EQ(state.rttVariation, MicroSeconds(71875));
    EXPECT_EQ(state.smoothedRtt, MicroSeconds(100000));
}

// The back-off starts from the estimate and ends at the cap; an estimate above it stays.
TEST(L2tpAdaptiveTimeout, BacksOffFromTheEstimate)
{
    const auto policy = CreateObject<AdaptiveTimeout>();
    TimingState state;
    policy->Measured(state, MilliSeconds(500));
    EXPECT_EQ(policy->GetTimeout(state, 0), MilliSeconds(1500));
    EXPECT_EQ(policy->GetTimeout(state, 1), Seconds(3));
    EXPECT_EQ(policy->GetTimeout(state, 2), Seconds(6));
    EXPECT_EQ(policy->GetTimeout(state, 3), Seconds(8));
    TimingState slow;
    policy->Measured(slow, Seconds(4));
    EXPECT_EQ(policy->GetTimeout(slow, 0), Seconds(12));
    EXPECT_EQ(policy->GetTimeout(slow, 1), Seconds(12));
}

// The wait does not fall below Minimum, nor below a round-trip time that never changes.
TEST(L2tpAdaptiveTimeout, StaysAboveMinimumAndRoundTrip)
{
    const auto policy = CreateObject<AdaptiveTimeout>();
    TimingState fast;
    TimingState slow;
    const auto rtt = NanoSeconds(300000007);
    policy->Measured(slow, Seconds(2));
    for (int i = 0; i < 500; ++i)
    {
        policy->Measured(fast, MilliSeconds(10));
        policy->Measured(slow, rtt);
        ASSERT_GE(policy->GetTimeout(slow, 0), rtt);
    }
    EXPECT_EQ(policy->GetTimeout(fast, 0), MilliSeconds(200));
    EXPECT_LT(policy->GetTimeout(slow, 0), MilliSeconds(301));
    policy->SetAttribute("Minimum", TimeValue(MilliSeconds(20)));
    EXPECT_EQ(policy->GetTimeout(fast, 0), MilliSeconds(20));
}

// Absurd measurements do not overflow.
TEST(L2tpAdaptiveTimeout, NothingOverflows)
{
    const auto policy = CreateObject<AdaptiveTimeout>();
    TimingState state;
    policy->Measured(state, Time::Max());
    EXPECT_EQ(policy->GetTimeout(state, 0), RetransmissionTiming::GetLongest());
    EXPECT_EQ(policy->GetTimeout(state, 9), RetransmissionTiming::GetLongest());
}

// R4.2-23 holds for this back-off too; waits of nothing are refused.
TEST(L2tpAdaptiveTimeoutDeathTest, RefusesIllegalAttributes_R4_2_23)
{
    const auto policy = CreateObject<AdaptiveTimeout>();
    EXPECT_DEATH(policy->SetAttribute("Cap", TimeValue(Seconds(4))),
                 "Attribute Cap of ns3::l2tp::AdaptiveTimeout must be 0 s .* 8 s");
    EXPECT_DEATH(policy->SetAttribute("Minimum", TimeValue(Seconds(0))),
                 "Attribute Minimum of ns3::l2tp::AdaptiveTimeout must be above 0 s");
    EXPECT_DEATH(policy->SetAttribute("InitialTimeout", TimeValue(Seconds(0))),
                 "Attribute InitialTimeout of ns3::l2tp::AdaptiveTimeout must be above 0 s");
}

// Who picks a timing that leaves the RFC is told so by its help.
TEST(L2tpRetransmissionTiming, HelpTellsWhatDoesNotConform)
{
    const std::string words = "does not conform to RFC 3931 section 4.2";
    EXPECT_NE(HelpOf(FixedTimeout::GetTypeId(), "Timeout").find(words), std::string::npos);
    EXPECT_NE(HelpOf(AdaptiveTimeout::GetTypeId(), "InitialTimeout").find(words),
              std::string::npos);
    EXPECT_EQ(HelpOf(ExponentialTimeout::GetTypeId(), "InitialTimeout").find(words),
              std::string::npos);
}

// What an expiry sends again.
TEST(L2tpRetransmissionScope, OldestAllOrEachByItself)
{
    const auto oldest = CreateObject<RetransmitOldest>();
    const auto all = CreateObject<RetransmitAll>();
    EXPECT_FALSE(oldest->HasTimerPerMessage());
    EXPECT_FALSE(all->HasTimerPerMessage());
    EXPECT_TRUE(CreateObject<RetransmitPerMessage>()->HasTimerPerMessage());
    for (const std::size_t outstanding : {1, 2, 100})
    {
        EXPECT_EQ(oldest->GetBatch(outstanding), 1u);
        EXPECT_EQ(all->GetBatch(outstanding), outstanding);
    }
}

// Early messages are kept within the receive window, or never.
TEST(L2tpOutOfOrderPolicy, QueueWithinWindowOrDrop)
{
    const auto queue = CreateObject<QueueOutOfOrder>();
    const auto drop = CreateObject<DropOutOfOrder>();
    EXPECT_TRUE(queue->Keep(1, 4));
    EXPECT_TRUE(queue->Keep(3, 4));
    EXPECT_FALSE(queue->Keep(4, 4));
    EXPECT_FALSE(queue->Keep(1, 1));
    EXPECT_TRUE(queue->Keep(32767, 32768));
    EXPECT_FALSE(drop->Keep(1, 4));
    EXPECT_FALSE(drop->Keep(1, 32768));
}

// No wait by default; 100 ms, or what is set, with the delaying policy.
TEST(L2tpAcknowledgmentPolicy, Delays)
{
    EXPECT_EQ(CreateObject<ImmediateAcknowledgment>()->GetDelay(), Seconds(0));
    const auto delayed = CreateObject<DelayedAcknowledgment>();
    EXPECT_EQ(delayed->GetDelay(), MilliSeconds(100));
    delayed->SetAttribute("Delay", TimeValue(MilliSeconds(20)));
    EXPECT_EQ(delayed->GetDelay(), MilliSeconds(20));
    delayed->SetAttribute("Delay", TimeValue(Seconds(1) - TimeStep(1)));
    EXPECT_EQ(delayed->GetDelay(), NanoSeconds(999999999));
    delayed->SetAttribute("Delay", TimeValue(Seconds(0)));
    EXPECT_EQ(delayed->GetDelay(), Seconds(0));
}

// A delay that would provoke the peer's retransmission is refused.
TEST(L2tpAcknowledgmentPolicyDeathTest, RefusesLongDelay)
{
    const auto delayed = CreateObject<DelayedAcknowledgment>();
    const char* sentence = "Attribute Delay of ns3::l2tp::DelayedAcknowledgment must be at least "
                           "0 s and below 1 s";
    EXPECT_DEATH(delayed->SetAttribute("Delay", TimeValue(Seconds(1))), sentence);
    EXPECT_DEATH(delayed->SetAttribute("Delay", TimeValue(TimeStep(0) - TimeStep(1))), sentence);
}

// One queue for all, or replies before requests.
TEST(L2tpQueueDiscipline, Bands)
{
    const auto fifo = CreateObject<FifoDiscipline>();
    const auto replies = CreateObject<RepliesFirst>();
    for (const auto type : {MessageType::Icrq, MessageType::Icrp, MessageType::Hello})
    {
        EXPECT_EQ(fifo->GetBand(type, false), 0u);
        EXPECT_EQ(fifo->GetBand(type, true), 0u);
        EXPECT_EQ(replies->GetBand(type, true), 0u);
        EXPECT_EQ(replies->GetBand(type, false), 1u);
    }
    EXPECT_LT(replies->GetBand(MessageType::Icrq, false), QueueDiscipline::BANDS);
}

// Every policy can be made by its name, which is how a script chooses it.
TEST(L2tpPolicies, CanBeChosenByName)
{
    const std::vector<std::pair<TypeId, std::vector<std::string>>> families{
        {CongestionControl::GetTypeId(), {"AppendixACongestionControl", "FixedWindow"}},
        {RetransmissionTiming::GetTypeId(),
         {"ExponentialTimeout", "FixedTimeout", "AdaptiveTimeout"}},
        {RetransmissionScope::GetTypeId(),
         {"RetransmitOldest", "RetransmitAll", "RetransmitPerMessage"}},
        {OutOfOrderPolicy::GetTypeId(), {"QueueOutOfOrder", "DropOutOfOrder"}},
        {AcknowledgmentPolicy::GetTypeId(), {"ImmediateAcknowledgment", "DelayedAcknowledgment"}},
        {QueueDiscipline::GetTypeId(), {"FifoDiscipline", "RepliesFirst"}},
    };
    for (const auto& [family, names] : families)
    {
        EXPECT_EQ(family.GetGroupName(), "L2tp");
        EXPECT_FALSE(family.HasConstructor());
        for (const auto& name : names)
        {
            ObjectFactory factory("ns3::l2tp::" + name);
            EXPECT_EQ(factory.GetTypeId().GetParent(), family) << name;
            EXPECT_EQ(factory.GetTypeId().GetGroupName(), "L2tp") << name;
            EXPECT_EQ(factory.Create()->GetInstanceTypeId(), factory.GetTypeId()) << name;
        }
    }
}

// A script sets the attributes of policies that do not exist yet.
TEST(L2tpPolicies, DefaultsCanBeSetBeforehand)
{
    Config::SetDefault("ns3::l2tp::ExponentialTimeout::InitialTimeout", TimeValue(Seconds(2)));
    Config::SetDefault("ns3::l2tp::AdaptiveTimeout::Cap", TimeValue(Seconds(64)));
    const auto exponential = CreateObject<ExponentialTimeout>();
    const auto adaptive = CreateObject<AdaptiveTimeout>();
    Config::Reset();
    EXPECT_EQ(exponential->GetTimeout({}, 0), Seconds(2));
    EXPECT_EQ(adaptive->GetTimeout({}, 6), Seconds(64));
    EXPECT_EQ(CreateObject<ExponentialTimeout>()->GetTimeout({}, 0), Seconds(1));
}
