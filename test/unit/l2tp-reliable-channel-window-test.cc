// SPDX-License-Identifier: GPL-2.0-only
// The reliable channel: windows, slow start and what leaves first, against a scripted peer.

#include "l2tp-adaptive-timeout.h"
#include "l2tp-channel-harness.h"
#include "l2tp-replies-first.h"
#include "l2tp-retransmit-all.h"
#include "l2tp-retransmit-per-message.h"
#include "l2tp-simulated-link.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <tuple>

namespace ns3
{
namespace l2tp
{
namespace test
{
namespace
{

using Names = std::vector<std::string>;

/** Acknowledge one message after the other; CWND after each. */
std::vector<uint32_t>
AcknowledgeEach(ChannelEnd& end, uint16_t from, uint16_t count)
{
    std::vector<uint32_t> cwnd;
    for (uint16_t i = 1; i <= count; ++i)
    {
        end.HearAck(from + i);
        cwnd.push_back(end.channel.GetWindow().cwnd);
    }
    return cwnd;
}

// R4.2-29, R4.2-30, R4.2-31, R5.4.3-22: never more outstanding than the peer's window
TEST(ReliableChannelWindow, PeerWindow)
{
    for (const uint32_t window : {1, 2, 3, 4, 7})
    {
        ChannelEnd end(MakeFixedWindowPolicies());
        end.channel.SetPeerWindow(window);
        end.Say(10);
        EXPECT_EQ(end.Take().size(), window);
        EXPECT_EQ(end.channel.GetOutstanding(), window);
        EXPECT_EQ(end.channel.GetWaiting(), 10 - window);
        end.HearAck(1);
        EXPECT_EQ(end.Take(), (Names{"HELLO " + std::to_string(window) + " 0"}));
        EXPECT_EQ(end.channel.GetOutstanding(), window);
    }
}

// R5.4.3-21: a peer that tells no Receive Window Size has one of 4
TEST(ReliableChannelWindow, UnknownPeerWindowIsFour)
{
    ChannelEnd end(MakeFixedWindowPolicies());
    end.Say(10);
    EXPECT_EQ(end.channel.GetOutstanding(), 4U);
}

// Sizes at and beyond the ends of the range
TEST(ReliableChannelWindow, ExtremeSizes)
{
    ChannelEnd end(MakeFixedWindowPolicies());
    end.channel.SetPeerWindow(65535);
    EXPECT_EQ(end.channel.GetWindow().peerWindow, 32768U);
    end.Say(33000);
    EXPECT_EQ(end.channel.GetOutstanding(), 32768U);
    ChannelEnd none(MakeFixedWindowPolicies());
    none.channel.SetPeerWindow(0);
    none.Say(2);
    EXPECT_EQ(none.channel.GetOutstanding(), 1U);
}

// The window is told while more than that is outstanding: nothing new until it fits again.
TEST(ReliableChannelWindow, PeerWindowShrinksBelowOutstanding)
{
    ChannelEnd end(MakeFixedWindowPolicies());
    end.Say(5);
    end.channel.SetPeerWindow(2);
    end.Take();
    end.HearAck(2);
    EXPECT_TRUE(end.Take().empty());
    end.HearAck(3);
    EXPECT_EQ(end.Take(), (Names{"HELLO 4 0"}));
}

// RA-01, RA-02, RA-09: first values, before and after the peer has told its window
TEST(ReliableChannelWindow, FirstValues)
{
    ChannelEnd end(MakeDefaultPolicies());
    EXPECT_EQ(end.channel.GetWindow().cwnd, 1U);
    EXPECT_EQ(end.channel.GetWindow().ssthresh, 4U);
    end.channel.SetPeerWindow(8);
    EXPECT_EQ(end.channel.GetWindow().cwnd, 1U);
    EXPECT_EQ(end.channel.GetWindow().ssthresh, 8U);
    ASSERT_EQ(end.windows.size(), 1U);
    EXPECT_EQ(end.windows[0].peerWindow, 8U);
}

// RA-09: an SSTHRESH that a loss has lowered is not raised by the peer's window
TEST(ReliableChannelWindow, LoweredThresholdStays)
{
    ChannelEnd end(MakeDefaultPolicies());
    end.Say();
    end.RunUntil(Seconds(1));
    EXPECT_EQ(end.channel.GetWindow().ssthresh, 1U);
    end.channel.SetPeerWindow(8);
    EXPECT_EQ(end.channel.GetWindow().ssthresh, 1U);
}

// RA-06, R4.2-33: two messages queued, window 8: one goes, the others after its acknowledgment
TEST(ReliableChannelWindow, FirstAcknowledgmentBeforeSecondMessage)
{
    ChannelEnd end(MakeDefaultPolicies());
    end.channel.SetPeerWindow(8);
    end.Say(3);
    EXPECT_EQ(end.Take(), (Names{"HELLO 0 0"}));
    end.HearAck(1);
    EXPECT_EQ(end.Take(), (Names{"HELLO 1 0", "HELLO 2 0"}));
    EXPECT_EQ(end.channel.GetWindow().cwnd, 2U);
}

// RA-03: slow start up to the peer's window, one per acknowledged message, then no further
TEST(ReliableChannelWindow, SlowStart)
{
    ChannelEnd end(MakeDefaultPolicies());
    end.channel.SetPeerWindow(8);
    end.Say(40);
    EXPECT_EQ(AcknowledgeEach(end, 0, 9), (std::vector<uint32_t>{2, 3, 4, 5, 6, 7, 8, 8, 8}));
    // One Nr for several messages counts for each of them.
    ChannelEnd batch(MakeDefaultPolicies());
    batch.channel.SetPeerWindow(8);
    batch.Say(40);
    batch.HearAck(1);
    batch.HearAck(3);
    EXPECT_EQ(batch.channel.GetWindow().cwnd, 4U);
    batch.HearAck(3);
    EXPECT_EQ(batch.channel.GetWindow().cwnd, 4U);
}

// RA-04, RA-05, R4.2-34: collapse by a retransmission, slow start, then congestion avoidance
TEST(ReliableChannelWindow, CollapseAndAvoidance)
{
    ChannelEnd end(MakeDefaultPolicies());
    end.channel.SetPeerWindow(8);
    end.Say(100);
    AcknowledgeEach(end, 0, 8);
    ASSERT_EQ(end.channel.GetWindow().cwnd, 8U);
    end.RunUntil(end.now + Seconds(1));
    EXPECT_EQ(end.channel.GetWindow().cwnd, 1U);
    EXPECT_EQ(end.channel.GetWindow().ssthresh, 4U);
    EXPECT_EQ(end.channel.GetOutstanding(), 8U);
    EXPECT_EQ(AcknowledgeEach(end, 8, 13),
              (std::vector<uint32_t>{2, 3, 4, 4, 4, 4, 5, 5, 5, 5, 5, 6, 6}));
}

// RA-07: two expiries in a row leave SSTHRESH at 1, and CWND can still grow
TEST(ReliableChannelWindow, ThresholdFloor)
{
    ChannelEnd end(MakeDefaultPolicies());
    end.channel.SetPeerWindow(8);
    end.Say(20);
    end.RunUntil(Seconds(3));
    EXPECT_EQ(end.channel.GetWindow().ssthresh, 1U);
    EXPECT_EQ(AcknowledgeEach(end, 0, 4), (std::vector<uint32_t>{2, 2, 3, 3}));
}

// RA-08: a retransmission does not add to the outstanding messages
TEST(ReliableChannelWindow, RetransmissionIsNotOutstandingTwice)
{
    ChannelEnd end(MakeDefaultPolicies());
    end.Say(2);
    end.RunUntil(Seconds(7));
    EXPECT_EQ(end.Take(), (Names{"HELLO 0 0", "HELLO 0 0", "HELLO 0 0", "HELLO 0 0"}));
    EXPECT_EQ(end.channel.GetWindow().outstanding, 1U);
    EXPECT_EQ(end.channel.GetOutstanding(), 1U);
}

// RA-05: one collapse per expiry, however many messages it sends again
TEST(ReliableChannelWindow, OneCollapsePerExpiry)
{
    for (const bool each : {false, true})
    {
        auto policies = MakeDefaultPolicies();
        policies.scope = each ? Ptr<RetransmissionScope>(CreateObject<RetransmitPerMessage>())
                              : Ptr<RetransmissionScope>(CreateObject<RetransmitAll>());
        ChannelEnd end(policies);
        end.channel.SetPeerWindow(8);
        end.Say(100);
        AcknowledgeEach(end, 0, 8);
        const auto before = end.sent.size();
        end.RunUntil(end.now + Seconds(1));
        EXPECT_EQ(end.sent.size(), before + 8);
        EXPECT_EQ(end.channel.GetWindow().ssthresh, 4U);
        EXPECT_EQ(end.channel.GetWindow().cwnd, 1U);
    }
}

// R4.2-33: after a collapse nothing new leaves until the outstanding messages fit CWND again
TEST(ReliableChannelWindow, NothingNewAfterCollapse)
{
    ChannelEnd end(MakeDefaultPolicies());
    end.channel.SetPeerWindow(8);
    end.Say(100);
    AcknowledgeEach(end, 0, 8);
    end.RunUntil(end.now + Seconds(1));
    end.Take();
    end.HearAck(9);
    EXPECT_TRUE(end.Take().empty());
    end.HearAck(16);
    // 8 acknowledged: 2, 3, 4 in slow start, 5 after 4 more.
    EXPECT_EQ(end.channel.GetWindow().cwnd, 5U);
    EXPECT_EQ(end.Take().size(), 5U);
}

// A window of constant size ignores losses.
TEST(ReliableChannelWindow, FixedWindowIgnoresLoss)
{
    ChannelEnd end(MakeFixedWindowPolicies());
    end.channel.SetPeerWindow(6);
    end.Say(20);
    EXPECT_EQ(end.channel.GetOutstanding(), 6U);
    end.RunUntil(Seconds(7));
    end.HearAck(6);
    EXPECT_EQ(end.channel.GetOutstanding(), 6U);
}

// Each change of the windows is reported once, with the values that are in force.
TEST(ReliableChannelWindow, Reports)
{
    ChannelEnd end(MakeDefaultPolicies());
    end.Say(2);
    end.HearAck(1);
    end.HearAck(1);
    std::vector<std::tuple<uint32_t, uint32_t>> reported;
    for (const auto& window : end.windows)
    {
        reported.emplace_back(window.cwnd, window.outstanding);
    }
    EXPECT_EQ(reported, (std::vector<std::tuple<uint32_t, uint32_t>>{{1, 1}, {2, 0}, {2, 1}}));
}

/** Two requests wait for the window when a request of the peer is answered: what leaves? */
Names
AnswerBehindQueue(const ReliableChannel::Policies& policies)
{
    ChannelEnd end(policies);
    end.channel.SetPeerWindow(1);
    for (uint32_t i = 0; i < 3; ++i)
    {
        end.channel.Send(ControlMessage(MessageType::Icrq), false, 0, end.now);
    }
    end.up = [&end](const ControlMessage&) {
        end.channel.Send(ControlMessage(MessageType::Icrp), true, 0, end.now);
    };
    end.Hear(MessageType::Icrq, 0, 0);
    for (uint16_t nr = 1; nr < 4; ++nr)
    {
        end.HearAck(nr);
    }
    return end.Take();
}

// queue discipline: first in, first out
TEST(ReliableChannelWindow, Fifo)
{
    EXPECT_EQ(AnswerBehindQueue(MakeDefaultPolicies()),
              (Names{"ICRQ 0 0", "ACK 1 1", "ICRQ 1 1", "ICRQ 2 1", "ICRP 3 1"}));
}

// queue discipline: replies overtake what has not been sent, and Ns follows the order of sending
TEST(ReliableChannelWindow, RepliesFirst)
{
    auto policies = MakeDefaultPolicies();
    policies.discipline = CreateObject<RepliesFirst>();
    EXPECT_EQ(AnswerBehindQueue(policies),
              (Names{"ICRQ 0 0", "ACK 1 1", "ICRP 1 1", "ICRQ 2 1", "ICRQ 3 1"}));
}

// What has lost its purpose before the window let it go is withdrawn, whatever band it waits in;
// Ns goes on without a gap.
TEST(ReliableChannelWindow, Withdraw)
{
    auto policies = MakeDefaultPolicies();
    policies.discipline = CreateObject<RepliesFirst>();
    for (const uint32_t withdrawn : {0U, 1U, 2U, 3U, 4U, 5U})
    {
        SCOPED_TRACE(withdrawn);
        ChannelEnd end(policies);
        for (const uint32_t tag : {1U, 2U, 3U, 3U, 4U})
        {
            end.channel.Send(ControlMessage(MessageType::Icrq), tag == 4, tag, end.now);
        }
        end.channel.Withdraw(withdrawn);
        std::vector<uint32_t> expected{1, 4, 2, 3, 3};
        if (withdrawn != 1) // that one has been sent
        {
            expected.erase(std::remove(expected.begin(), expected.end(), withdrawn),
                           expected.end());
        }
        EXPECT_EQ(end.channel.GetWaiting(), expected.size() - 1);
        std::vector<uint32_t> left;
        for (uint16_t ns = 0; ns < expected.size(); ++ns)
        {
            end.HearAck(ns);
        }
        for (const auto& sent : end.sent)
        {
            EXPECT_EQ(sent.transmission.ns, left.size());
            left.push_back(sent.transmission.tag);
        }
        EXPECT_EQ(left, expected);
    }
}

// Replies to several messages that one arrival releases leave together and acknowledge all.
TEST(ReliableChannelWindow, RepliesLeaveAfterTheWholeArrival)
{
    ChannelEnd end(MakeFixedWindowPolicies());
    end.Hear(MessageType::Icrq, 1, 0);
    end.Take();
    end.up = [&end](const ControlMessage&) {
        end.channel.Send(ControlMessage(MessageType::Icrp), true, 0, end.now);
    };
    end.Hear(MessageType::Icrq, 0, 0);
    EXPECT_EQ(end.Take(), (Names{"ICRP 0 2", "ICRP 1 2"}));
}

// What was sent before a retransmission may have waited for it at the peer: its acknowledgment must
// not be taken for a round trip, or the timeout grows with each loss without bound.
TEST(ReliableChannelWindow, RepairTimeIsNoRoundTrip)
{
    auto policies = MakeFixedWindowPolicies();
    policies.timing = CreateObject<AdaptiveTimeout>();
    ChannelEnd end(policies);
    end.Say(2);
    ASSERT_TRUE(end.RunUntil(MilliSeconds(1100)));
    ASSERT_EQ(end.TimesOf(0), (std::vector{Time(0), Seconds(1)}));
    end.HearAck(2);
    end.Say();
    EXPECT_EQ(end.sent.back().transmission.timeout, Seconds(1)) << "still without a measurement";
    ASSERT_TRUE(end.RunUntil(MilliSeconds(1200)));
    end.HearAck(3);
    end.Say();
    EXPECT_EQ(end.sent.back().transmission.timeout, MilliSeconds(300)) << "RTT 100 ms + 4 * 50 ms";
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
