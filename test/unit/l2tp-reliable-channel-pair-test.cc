// SPDX-License-Identifier: GPL-2.0-only
// Two reliable channels joined by a link: timing in closed form, and random faults.

#include "l2tp-adaptive-timeout.h"
#include "l2tp-channel-harness.h"
#include "l2tp-delayed-acknowledgment.h"
#include "l2tp-drop-out-of-order.h"
#include "l2tp-retransmit-all.h"
#include "l2tp-retransmit-per-message.h"
#include "l2tp-simulated-link.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <random>

namespace ns3
{
namespace l2tp
{
namespace test
{
namespace
{

ControlMessage
MakeNumbered(uint32_t number)
{
    ControlMessage message(MessageType::Icrq);
    message.Add<avp::SerialNumber>(number);
    return message;
}

/** Times at which the last ICRP reaches the requester and the last ICCN its peer. */
struct Finish
{
    Time requester;
    Time responder;
};

/** N requests at once on fresh channels, each answered and confirmed on the spot. */
Finish
RunCalls(uint32_t calls, uint32_t window, Time roundTrip)
{
    ReliableChannel::Parameters parameters;
    parameters.receiveWindow = static_cast<uint16_t>(window);
    ChannelPair pair(MakeDefaultPolicies(), MakeDefaultPolicies(), parameters);
    Finish finish;
    pair.rule = [roundTrip](int, const ChannelEnd::Sent&) { return std::vector{roundTrip / 2}; };
    for (auto& end : pair.ends)
    {
        end->channel.SetPeerWindow(window);
    }
    auto& a = *pair.ends[0];
    auto& b = *pair.ends[1];
    a.up = [&](const ControlMessage&) {
        finish.requester = a.now;
        a.channel.Send(ControlMessage(MessageType::Iccn), true, 0, a.now);
    };
    b.up = [&](const ControlMessage& message) {
        if (message.GetType() == MessageType::Icrq)
        {
            b.channel.Send(ControlMessage(MessageType::Icrp), true, 0, b.now);
            return;
        }
        finish.responder = b.now;
    };
    for (uint32_t i = 0; i < calls; ++i)
    {
        a.channel.Send(ControlMessage(MessageType::Icrq), false, 0, Seconds(0));
    }
    EXPECT_TRUE(pair.Run());
    EXPECT_EQ(a.channel.GetCounters().retransmitted + b.channel.GetCounters().retransmitted, 0U);
    EXPECT_EQ(a.delivered.size(), calls);
    EXPECT_EQ(b.delivered.size(), 2 * calls);
    return finish;
}

/**
 * Round (counted from 0) in which message i (from 0) leaves: rounds carry 1, 2, 4, ... messages
 * until the window is full, and a window's worth from then on.
 */
int64_t
RoundOf(uint32_t i, uint32_t window)
{
    uint32_t sent = 0;
    uint32_t size = 1;
    int64_t round = 0;
    while (true)
    {
        sent += std::min(size, window);
        if (sent > i)
        {
            return round;
        }
        size = std::min(2 * size, window);
        ++round;
    }
}

// RA-03, RA-06, R4.2-31: slow start without losses takes exactly the round trips that the sizes of
// its rounds ask for. The requester sends N ICRQ and then N ICCN; request N is answered one round
// trip after the round it leaves in, the last ICCN arrives half a round trip after its own, which
// cannot be the first since it answers something.
TEST(ReliableChannelPair, SlowStartInClosedForm)
{
    const Time roundTrip = MilliSeconds(100);
    for (const uint32_t window : {1, 2, 3, 4, 5, 8, 16, 64, 1000})
    {
        for (const uint32_t calls : {1, 2, 3, 4, 7, 8, 10, 33, 100, 257})
        {
            const auto finish = RunCalls(calls, window, roundTrip);
            const auto last = std::max<int64_t>(1, RoundOf(2 * calls - 1, window));
            EXPECT_EQ(finish.requester, roundTrip * (RoundOf(calls - 1, window) + 1))
                << calls << " calls, window " << window;
            EXPECT_EQ(finish.responder, roundTrip * last + roundTrip / 2)
                << calls << " calls, window " << window;
        }
    }
}

// The same for two sizes with the numbers written out.
TEST(ReliableChannelPair, SlowStartOfHundredCalls)
{
    EXPECT_EQ(RunCalls(100, 4, MilliSeconds(100)).responder, MilliSeconds(5150));
    EXPECT_EQ(RunCalls(100, 16, MilliSeconds(100)).responder, MilliSeconds(1550));
    EXPECT_EQ(RunCalls(100, 16, NanoSeconds(99999998)).responder, NanoSeconds(1549999969));
}

/** One set of strategies out of all combinations. */
ReliableChannel::Policies
MakeCombination(uint32_t n)
{
    auto policies = n % 2 == 0 ? MakeDefaultPolicies() : MakeFixedWindowPolicies();
    if (n / 2 % 2 == 1)
    {
        policies.outOfOrder = CreateObject<DropOutOfOrder>();
    }
    if (n / 4 % 2 == 1)
    {
        policies.acknowledgment = CreateObject<DelayedAcknowledgment>();
    }
    if (n / 8 % 2 == 1)
    {
        policies.timing = CreateObject<AdaptiveTimeout>();
    }
    if (n / 16 % 3 == 1)
    {
        policies.scope = CreateObject<RetransmitAll>();
    }
    if (n / 16 % 3 == 2)
    {
        policies.scope = CreateObject<RetransmitPerMessage>();
    }
    return policies;
}

// R4.2-01, R4.2-12, R4.2-16, R4.2-30: whatever the link does, each side gets what the other one has
// sent, once and in order, across the wrap of the numbers, and the window is never exceeded
TEST(ReliableChannelPair, RandomFaults)
{
    constexpr uint32_t MESSAGES = 300;
    for (uint32_t seed = 0; seed < 96; ++seed)
    {
        SCOPED_TRACE(seed);
        std::mt19937 random(seed);
        const uint32_t window = 1 + random() % 9;
        const uint32_t loss = random() % 35;
        ReliableChannel::Parameters parameters;
        parameters.receiveWindow = static_cast<uint16_t>(window);
        parameters.maxRetransmissions = 100;
        ChannelPair pair(MakeCombination(seed % 48), MakeCombination(seed % 48), parameters);
        uint32_t lost = 0;
        pair.rule = [&](int from, const ChannelEnd::Sent&) {
            EXPECT_LE(pair.ends[from]->channel.GetOutstanding(), window);
            std::vector<Time> copies;
            if (random() % 100 < loss)
            {
                ++lost;
                return copies;
            }
            for (uint32_t i = random() % 10 == 0 ? 3 : 1; i > 0; --i)
            {
                copies.push_back(MilliSeconds(1 + random() % 700));
            }
            return copies;
        };
        for (int i = 0; i < 2; ++i)
        {
            auto& end = *pair.ends[i];
            end.channel.SetFirstNumbers(i == 0 ? 65400 : 0, i == 0 ? 0 : 65400);
            end.channel.SetPeerWindow(window);
            for (uint32_t n = 0; n < MESSAGES; ++n)
            {
                end.channel.Send(MakeNumbered(n), false, n, Seconds(0));
            }
        }
        ASSERT_TRUE(pair.Run());
        for (const auto& end : pair.ends)
        {
            ASSERT_EQ(end->delivered.size(), MESSAGES);
            ASSERT_EQ(end->acknowledged.size(), MESSAGES);
            for (uint32_t n = 0; n < MESSAGES; ++n)
            {
                ASSERT_EQ(end->delivered[n].Get<avp::SerialNumber>(), n);
                ASSERT_EQ(end->acknowledged[n], n);
            }
            EXPECT_TRUE(end->channel.IsIdle());
            EXPECT_EQ(end->channel.GetDeadline(), Time::Max());
            for (const auto& state : end->windows)
            {
                EXPECT_LE(state.outstanding, window);
                EXPECT_LE(state.cwnd, window);
                EXPECT_GE(state.ssthresh, 1U);
            }
        }
        if (loss > 2)
        {
            EXPECT_GT(lost, 0U);
            EXPECT_GT(pair.ends[0]->channel.GetCounters().retransmitted, 0U);
        }
    }
}

// R4.2-43: traffic ends; what is sent is exactly the messages and one acknowledgment for each
TEST(ReliableChannelPair, TrafficEnds)
{
    ChannelPair pair(MakeDefaultPolicies(), MakeDefaultPolicies(), {});
    pair.rule = [](int, const ChannelEnd::Sent&) { return std::vector{MilliSeconds(10)}; };
    pair.ends[0]->Say(5);
    ASSERT_TRUE(pair.Run());
    EXPECT_EQ(pair.ends[0]->sent.size(), 5U);
    EXPECT_EQ(pair.ends[1]->sent.size(), 5U);
    EXPECT_EQ(pair.ends[1]->channel.GetCounters().acknowledgments, 5U);
    EXPECT_EQ(pair.ends[1]->channel.GetCounters().transmitted, 5U);
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
