// SPDX-License-Identifier: GPL-2.0-only
// The reliable channel against a scripted peer: numbers, acknowledgments, order, retransmission.

#include "l2tp-channel-harness.h"
#include "l2tp-delayed-acknowledgment.h"
#include "l2tp-drop-out-of-order.h"
#include "l2tp-exponential-timeout.h"
#include "l2tp-fixed-timeout.h"
#include "l2tp-retransmit-all.h"
#include "l2tp-retransmit-per-message.h"
#include "l2tp-simulated-link.h"

#include "ns3/nstime.h"

#include <gtest/gtest.h>

namespace ns3
{
namespace l2tp
{
namespace test
{
namespace
{

using Names = std::vector<std::string>;
using Disposition = ReliableChannel::Disposition;

template <class T>
Ptr<T>
Make(const std::string& attribute, Time value)
{
    auto object = CreateObject<T>();
    object->SetAttribute(attribute, TimeValue(value));
    return object;
}

std::vector<Time>
InSeconds(const std::vector<double>& seconds)
{
    std::vector<Time> times;
    for (const auto second : seconds)
    {
        times.push_back(Seconds(second));
    }
    return times;
}

// R4.2-03, R4.2-37, R3.2.1-11, R3.2.1-12: numbers wrap at 65536 in both directions
TEST(ReliableChannel, NumbersWrap)
{
    ChannelEnd end(MakeFixedWindowPolicies());
    end.channel.SetFirstNumbers(65534, 65534);
    end.Say(3);
    EXPECT_EQ(end.Take(), (Names{"HELLO 65534 65534", "HELLO 65535 65534", "HELLO 0 65534"}));
    EXPECT_EQ(end.Hear(MessageType::Hello, 65534, 65534), Disposition::InOrder);
    EXPECT_EQ(end.Hear(MessageType::Hello, 65535, 65535), Disposition::InOrder);
    EXPECT_EQ(end.acknowledged, (std::vector<uint32_t>{1}));
    EXPECT_EQ(end.Hear(MessageType::Hello, 0, 0), Disposition::InOrder);
    EXPECT_EQ(end.Hear(MessageType::Hello, 1, 1), Disposition::InOrder);
    EXPECT_EQ(end.acknowledged, (std::vector<uint32_t>{1, 2, 3}));
    EXPECT_EQ(end.Take(), (Names{"ACK 1 65535", "ACK 1 0", "ACK 1 1", "ACK 1 2"}));
    EXPECT_TRUE(end.channel.IsIdle());
    // Old copies from before the wrap stay old.
    EXPECT_EQ(end.Hear(MessageType::Hello, 65535, 1), Disposition::Duplicate);
    EXPECT_EQ(end.delivered.size(), 4U);
}

// R4.2-03: early messages across the wrap are delivered in order
TEST(ReliableChannel, ReorderingAcrossTheWrap)
{
    ChannelEnd end(MakeDefaultPolicies());
    end.channel.SetFirstNumbers(0, 65535);
    EXPECT_EQ(end.Hear(MessageType::Hello, 1, 0), Disposition::Queued);
    EXPECT_EQ(end.Hear(MessageType::Hello, 0, 0), Disposition::Queued);
    EXPECT_EQ(end.Hear(MessageType::Hello, 65535, 0), Disposition::InOrder);
    ASSERT_EQ(end.delivered.size(), 3U);
    EXPECT_EQ(end.delivered[0].GetNs(), 65535);
    EXPECT_EQ(end.delivered[1].GetNs(), 0);
    EXPECT_EQ(end.delivered[2].GetNs(), 1);
    EXPECT_EQ(end.Take().back(), "ACK 0 2");
}

// R4.2-04: what is old and what is new after Ns 15
TEST(ReliableChannel, OldAndNew)
{
    const std::vector<std::pair<uint16_t, Disposition>> table{{0, Disposition::Duplicate},
                                                              {15, Disposition::Duplicate},
                                                              {16, Disposition::InOrder},
                                                              {17, Disposition::Queued},
                                                              {32783, Disposition::Queued},
                                                              {32784, Disposition::Duplicate},
                                                              {65535, Disposition::Duplicate}};
    for (const auto& [ns, expected] : table)
    {
        ReliableChannel::Parameters parameters;
        parameters.receiveWindow = 32768;
        ChannelEnd end(MakeDefaultPolicies(), parameters);
        end.channel.SetFirstNumbers(0, 16);
        EXPECT_EQ(end.Hear(MessageType::Hello, ns, 0), expected) << "Ns " << ns;
    }
}

// R4.2-05, R4.2-06: a duplicate is not delivered but acknowledged, once, with the present Nr
TEST(ReliableChannel, DuplicateIsAcknowledged)
{
    ChannelEnd end(MakeDefaultPolicies());
    end.Hear(MessageType::Hello, 0, 0);
    end.Hear(MessageType::Hello, 1, 0);
    end.Take();
    EXPECT_EQ(end.Hear(MessageType::Hello, 0, 0), Disposition::Duplicate);
    EXPECT_EQ(end.Take(), (Names{"ACK 0 2"}));
    EXPECT_EQ(end.delivered.size(), 2U);
    EXPECT_EQ(end.channel.GetCounters().duplicates, 1U);
    EXPECT_EQ(end.channel.GetCounters().received, 3U);
}

// R4.2-07, R4.2-08, R4.2-10: an ACK takes no number on either side
TEST(ReliableChannel, AcknowledgmentTakesNoNumber)
{
    ChannelEnd end(MakeDefaultPolicies());
    end.Hear(MessageType::Hello, 0, 0);
    end.Say();
    EXPECT_EQ(end.Take(), (Names{"ACK 0 1", "HELLO 0 1"}));
    EXPECT_EQ(end.Hear(MessageType::Ack, 1, 1), Disposition::Acknowledgement);
    EXPECT_EQ(end.Hear(MessageType::Zlb, 1, 1), Disposition::Acknowledgement);
    end.Say();
    EXPECT_EQ(end.Take(), (Names{"HELLO 1 1"}));
}

// R4.2-43: ACK and ZLB are never acknowledged, old, new or early
TEST(ReliableChannel, AcknowledgmentIsNotAcknowledged)
{
    ChannelEnd end(MakeDefaultPolicies());
    for (const auto type : {MessageType::Ack, MessageType::Zlb})
    {
        for (const uint16_t ns : {0, 1, 100, 65535})
        {
            EXPECT_EQ(end.Hear(type, ns, 0), Disposition::Acknowledgement);
        }
    }
    EXPECT_TRUE(end.Take().empty());
    EXPECT_TRUE(end.delivered.empty());
    EXPECT_EQ(end.channel.GetDeadline(), Time::Max());
}

// R4.2-09, R4.2-16: Nr of an ACK flushes, each message once and in order
TEST(ReliableChannel, AcknowledgmentFlushes)
{
    ChannelEnd end(MakeFixedWindowPolicies());
    end.Say(4);
    ASSERT_EQ(end.channel.GetOutstanding(), 4U);
    end.HearAck(3);
    EXPECT_EQ(end.acknowledged, (std::vector<uint32_t>{1, 2, 3}));
    EXPECT_EQ(end.channel.GetOutstanding(), 1U);
    end.HearAck(3);
    EXPECT_EQ(end.channel.GetOutstanding(), 1U);
    end.HearAck(4);
    EXPECT_EQ(end.acknowledged, (std::vector<uint32_t>{1, 2, 3, 4}));
    EXPECT_EQ(end.channel.GetDeadline(), Time::Max());
}

// R4.2-11: an Nr beyond the last Ns sent plus one is invalid, nothing of the message is used
TEST(ReliableChannel, NrBeyondWhatWasSent)
{
    ChannelEnd end(MakeFixedWindowPolicies());
    end.Say(2);
    end.Take();
    EXPECT_EQ(end.HearAck(3), Disposition::InvalidNr);
    EXPECT_EQ(end.Hear(MessageType::Hello, 0, 3), Disposition::InvalidNr);
    EXPECT_EQ(end.channel.GetOutstanding(), 2U);
    EXPECT_TRUE(end.delivered.empty());
    EXPECT_TRUE(end.Take().empty());
    EXPECT_EQ(end.channel.GetCounters().invalidNr, 2U);
    EXPECT_EQ(end.Hear(MessageType::Hello, 0, 2), Disposition::InOrder);
    EXPECT_TRUE(end.channel.IsIdle());
}

// R4.2-11: an old Nr flushes nothing and is no error
TEST(ReliableChannel, OldNr)
{
    ChannelEnd end(MakeFixedWindowPolicies());
    end.Say(3);
    end.HearAck(2);
    end.Take();
    EXPECT_EQ(end.Hear(MessageType::Hello, 0, 1), Disposition::InOrder);
    EXPECT_EQ(end.Hear(MessageType::Hello, 1, 65000), Disposition::InOrder);
    EXPECT_EQ(end.channel.GetOutstanding(), 1U);
    EXPECT_EQ(end.acknowledged.size(), 2U);
    EXPECT_EQ(end.channel.GetCounters().invalidNr, 0U);
    EXPECT_EQ(end.Take(), (Names{"ACK 3 1", "ACK 3 2"}));
}

// R4.2-13: early messages are kept and need no retransmission
TEST(ReliableChannel, QueueOutOfOrderMessages)
{
    ChannelEnd end(MakeDefaultPolicies());
    EXPECT_EQ(end.Hear(MessageType::Hello, 2, 0), Disposition::Queued);
    EXPECT_EQ(end.Hear(MessageType::Hello, 1, 0), Disposition::Queued);
    EXPECT_EQ(end.Hear(MessageType::Hello, 2, 0), Disposition::Duplicate);
    EXPECT_TRUE(end.delivered.empty());
    EXPECT_EQ(end.Hear(MessageType::Hello, 0, 0), Disposition::InOrder);
    ASSERT_EQ(end.delivered.size(), 3U);
    for (uint16_t ns = 0; ns < 3; ++ns)
    {
        EXPECT_EQ(end.delivered[ns].GetNs(), ns);
    }
    EXPECT_EQ(end.Take(), (Names{"ACK 0 0", "ACK 0 0", "ACK 0 0", "ACK 0 3"}));
}

// R4.2-14, R4.2-15: early messages are dropped, but their Nr counts
TEST(ReliableChannel, DropOutOfOrderMessages)
{
    auto policies = MakeDefaultPolicies();
    policies.outOfOrder = CreateObject<DropOutOfOrder>();
    ChannelEnd end(policies);
    end.Say();
    EXPECT_EQ(end.Hear(MessageType::Hello, 1, 1), Disposition::OutOfOrder);
    EXPECT_TRUE(end.channel.IsIdle());
    EXPECT_EQ(end.Hear(MessageType::Hello, 0, 1), Disposition::InOrder);
    EXPECT_EQ(end.delivered.size(), 1U);
    EXPECT_EQ(end.Hear(MessageType::Hello, 1, 1), Disposition::InOrder);
    EXPECT_EQ(end.Take(), (Names{"HELLO 0 0", "ACK 1 0", "ACK 1 1", "ACK 1 2"}));
}

// R4.2-39: beyond the receive window: not kept, one acknowledgment with the old Nr
TEST(ReliableChannel, BeyondTheReceiveWindow)
{
    ReliableChannel::Parameters parameters;
    parameters.receiveWindow = 3;
    ChannelEnd end(MakeDefaultPolicies(), parameters);
    EXPECT_EQ(end.Hear(MessageType::Hello, 3, 0), Disposition::BeyondWindow);
    EXPECT_EQ(end.Take(), (Names{"ACK 0 0"}));
    EXPECT_EQ(end.Hear(MessageType::Hello, 2, 0), Disposition::Queued);
    end.Hear(MessageType::Hello, 0, 0);
    end.Hear(MessageType::Hello, 1, 0);
    EXPECT_EQ(end.delivered.size(), 3U);
    EXPECT_EQ(end.channel.GetCounters().outOfOrder, 2U);
}

// R4.2-17, R4.2-21, R4.2-22, R4.2-24, R4.2-26: 11 copies at 0, 1, 3, 7, 15, 23 ... s, end at 71 s
TEST(ReliableChannel, RetransmissionTimesWithCap)
{
    ChannelEnd end(MakeDefaultPolicies());
    end.Say();
    EXPECT_FALSE(end.RunUntil(Seconds(1000)));
    EXPECT_EQ(end.now, Seconds(71));
    EXPECT_EQ(end.TimesOf(0), InSeconds({0, 1, 3, 7, 15, 23, 31, 39, 47, 55, 63}));
    EXPECT_EQ(end.channel.GetCycle(), Seconds(71));
    for (uint32_t i = 0; i < end.sent.size(); ++i)
    {
        EXPECT_EQ(end.sent[i].transmission.attempt, i);
        EXPECT_EQ(end.sent[i].transmission.tag, 1U);
        const auto next = i + 1 < end.sent.size() ? end.sent[i + 1].when : end.now;
        EXPECT_EQ(end.sent[i].transmission.timeout, next - end.sent[i].when);
    }
    EXPECT_EQ(end.channel.GetCounters().retransmitted, 10U);
}

// R4.2-21: without a cap the waits go on doubling
TEST(ReliableChannel, RetransmissionTimesWithoutCap)
{
    auto policies = MakeDefaultPolicies();
    policies.timing = Make<ExponentialTimeout>("Cap", Seconds(0));
    ChannelEnd end(policies);
    end.Say();
    EXPECT_TRUE(end.RunUntil(Seconds(31)));
    EXPECT_EQ(end.TimesOf(0), InSeconds({0, 1, 3, 7, 15, 31}));
    EXPECT_FALSE(end.RunUntil(Seconds(10000)));
    EXPECT_EQ(end.now, Seconds(2047));
    EXPECT_EQ(end.sent.size(), 11U);
}

// R4.2-18: first wait by attribute
TEST(ReliableChannel, FirstTimeoutIsConfigurable)
{
    auto policies = MakeDefaultPolicies();
    policies.timing = Make<ExponentialTimeout>("InitialTimeout", MilliSeconds(500));
    ChannelEnd end(policies);
    end.Say();
    end.RunUntil(Seconds(2));
    EXPECT_EQ(end.TimesOf(0), InSeconds({0, 0.5, 1.5}));
}

// R4.2-25, R4.2-27: the limits, in general and for SCCRQ
TEST(ReliableChannel, RetransmissionLimits)
{
    ReliableChannel::Parameters parameters;
    parameters.maxRetransmissions = 3;
    parameters.maxSccrqRetransmissions = 2;
    ChannelEnd hello(MakeDefaultPolicies(), parameters);
    hello.Say();
    EXPECT_FALSE(hello.RunUntil(Seconds(1000)));
    EXPECT_EQ(hello.sent.size(), 4U);
    EXPECT_EQ(hello.now, Seconds(15));
    ChannelEnd request(MakeDefaultPolicies(), parameters);
    request.channel.Send(ControlMessage(MessageType::Sccrq), false, 0, Seconds(0));
    EXPECT_FALSE(request.RunUntil(Seconds(1000)));
    EXPECT_EQ(request.sent.size(), 3U);
    EXPECT_EQ(request.now, Seconds(7));
    EXPECT_EQ(request.channel.GetCycle(), Seconds(15));
}

// R4.2-25: no retransmission at all
TEST(ReliableChannel, NoRetransmission)
{
    ReliableChannel::Parameters parameters;
    parameters.maxRetransmissions = 0;
    ChannelEnd end(MakeDefaultPolicies(), parameters);
    end.Say();
    EXPECT_FALSE(end.RunUntil(Seconds(1000)));
    EXPECT_EQ(end.sent.size(), 1U);
    EXPECT_EQ(end.now, Seconds(1));
}

// R4.2-19, R4.2-20: a copy has the old Ns and the present Nr, nothing else differs
TEST(ReliableChannel, CopyHasOldNsAndNewNr)
{
    ChannelEnd end(MakeDefaultPolicies());
    end.Say();
    end.now = MilliSeconds(500);
    end.Hear(MessageType::Hello, 0, 0);
    end.RunUntil(Seconds(1));
    EXPECT_EQ(end.Take(), (Names{"HELLO 0 0", "ACK 1 1", "HELLO 0 1"}));
    auto first = end.sent.front().image;
    ControlMessage::PatchSequence(first, 0, 1);
    EXPECT_EQ(first, end.sent.back().image);
}

// R4.2-40: one timer, restarted and with its back-off cleared when Nr advances
TEST(ReliableChannel, TimerRestartsWhenNrAdvances)
{
    ChannelEnd end(MakeFixedWindowPolicies());
    end.Say(2);
    end.RunUntil(MilliSeconds(900));
    end.HearAck(1);
    end.RunUntil(Seconds(2));
    EXPECT_EQ(end.TimesOf(0), InSeconds({0}));
    EXPECT_EQ(end.TimesOf(1), InSeconds({0, 1.9}));

    ChannelEnd backedOff(MakeFixedWindowPolicies());
    backedOff.Say(2);
    backedOff.RunUntil(Seconds(4));
    backedOff.HearAck(1);
    backedOff.RunUntil(Seconds(8));
    EXPECT_EQ(backedOff.TimesOf(0), InSeconds({0, 1, 3}));
    EXPECT_EQ(backedOff.TimesOf(1), InSeconds({0, 5, 7}));
}

// R4.2-40: an Nr that does not advance leaves the timer alone, attempts start afresh otherwise
TEST(ReliableChannel, RepeatedNrLeavesTheTimer)
{
    ChannelEnd end(MakeFixedWindowPolicies());
    end.Say(2);
    end.RunUntil(MilliSeconds(900));
    end.HearAck(0);
    end.RunUntil(Seconds(1));
    EXPECT_EQ(end.TimesOf(0), InSeconds({0, 1}));
    end.RunUntil(Seconds(63));
    end.HearAck(1);
    EXPECT_FALSE(end.RunUntil(Seconds(1000)));
    EXPECT_EQ(end.now, Seconds(63 + 71));
}

// scope: all outstanding messages with one timer
TEST(ReliableChannel, RetransmitAllMessages)
{
    auto policies = MakeFixedWindowPolicies();
    policies.scope = CreateObject<RetransmitAll>();
    ChannelEnd end(policies);
    end.Say(2);
    end.RunUntil(MilliSeconds(500));
    end.Say();
    end.Take();
    end.RunUntil(Seconds(3));
    EXPECT_EQ(
        end.Take(),
        (Names{"HELLO 0 0", "HELLO 1 0", "HELLO 2 0", "HELLO 0 0", "HELLO 1 0", "HELLO 2 0"}));
    EXPECT_EQ(end.TimesOf(2), InSeconds({0.5, 1, 3}));
    EXPECT_FALSE(end.RunUntil(Seconds(1000)));
    EXPECT_EQ(end.now, Seconds(71));
}

// scope: a timer and attempts of its own for each message
TEST(ReliableChannel, RetransmitEachMessage)
{
    auto policies = MakeFixedWindowPolicies();
    policies.scope = CreateObject<RetransmitPerMessage>();
    ChannelEnd end(policies);
    end.Say();
    end.RunUntil(MilliSeconds(500));
    end.Say();
    end.RunUntil(Seconds(4));
    EXPECT_EQ(end.TimesOf(0), InSeconds({0, 1, 3}));
    EXPECT_EQ(end.TimesOf(1), InSeconds({0.5, 1.5, 3.5}));
    // The acknowledgment of the first changes nothing for the second.
    end.HearAck(1);
    EXPECT_FALSE(end.RunUntil(Seconds(1000)));
    EXPECT_EQ(end.TimesOf(1).size(), 11U);
    EXPECT_EQ(end.TimesOf(1)[3], MilliSeconds(7500));
    EXPECT_EQ(end.now, MilliSeconds(71500));
}

// without back-off
TEST(ReliableChannel, FixedTimeoutHasNoBackOff)
{
    auto policies = MakeDefaultPolicies();
    policies.timing = CreateObject<FixedTimeout>();
    ChannelEnd end(policies);
    end.Say();
    EXPECT_FALSE(end.RunUntil(Seconds(1000)));
    EXPECT_EQ(end.now, Seconds(11));
    EXPECT_EQ(end.TimesOf(0), InSeconds({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
}

// R4.2-36, R4.2-38: without delay an unanswered message is acknowledged at once
TEST(ReliableChannel, ImmediateAcknowledgment)
{
    ChannelEnd end(MakeDefaultPolicies());
    end.now = Seconds(5);
    end.Hear(MessageType::Hello, 0, 0);
    EXPECT_EQ(end.Take(), (Names{"ACK 0 1"}));
    EXPECT_EQ(end.sent[0].when, Seconds(5));
    EXPECT_EQ(end.channel.GetCounters().acknowledgments, 1U);
}

// R4.2-06, R4.2-38: what is answered at once needs no explicit acknowledgment, whatever the delay
TEST(ReliableChannel, ReplyCarriesTheAcknowledgment)
{
    for (const int delay : {0, 100})
    {
        auto policies = MakeDefaultPolicies();
        policies.acknowledgment = Make<DelayedAcknowledgment>("Delay", MilliSeconds(delay));
        ChannelEnd end(policies);
        end.up = [&end](const ControlMessage&) {
            end.channel.Send(ControlMessage(MessageType::Hello), true, 0, end.now);
        };
        end.Hear(MessageType::Hello, 0, 0);
        end.RunUntil(MilliSeconds(900));
        EXPECT_EQ(end.Take(), (Names{"HELLO 0 1"}));
    }
}

// R4.2-38: a reply that the window holds back does not hold back the acknowledgment
TEST(ReliableChannel, HeldReplyNeedsExplicitAcknowledgment)
{
    ChannelEnd end(MakeDefaultPolicies());
    end.Say();
    end.Take();
    end.up = [&end](const ControlMessage&) { end.Say(); };
    end.Hear(MessageType::Hello, 0, 0);
    EXPECT_EQ(end.Take(), (Names{"ACK 1 1"}));
    EXPECT_EQ(end.channel.GetWaiting(), 1U);
    end.HearAck(1);
    EXPECT_EQ(end.Take(), (Names{"HELLO 1 1"}));
}

// R4.2-38: with a delay of 100 ms one acknowledgment for all, 100 ms after the first
TEST(ReliableChannel, DelayedAcknowledgments)
{
    auto policies = MakeDefaultPolicies();
    policies.acknowledgment = CreateObject<DelayedAcknowledgment>();
    ChannelEnd end(policies);
    end.RunUntil(Seconds(1));
    end.Hear(MessageType::Hello, 0, 0);
    EXPECT_EQ(end.channel.GetDeadline(), MilliSeconds(1100));
    end.RunUntil(MilliSeconds(1060));
    end.Hear(MessageType::Hello, 1, 0);
    end.RunUntil(MilliSeconds(1099));
    EXPECT_TRUE(end.Take().empty());
    end.RunUntil(Seconds(2));
    EXPECT_EQ(end.Take(), (Names{"ACK 0 2"}));
    EXPECT_EQ(end.sent[0].when, MilliSeconds(1100));
    // A message within the delay carries the acknowledgment.
    end.Hear(MessageType::Hello, 2, 0);
    end.RunUntil(MilliSeconds(2050));
    end.Say();
    end.HearAck(1);
    end.RunUntil(Seconds(3));
    EXPECT_EQ(end.Take(), (Names{"HELLO 0 3"}));
}

// R5.4.3-16, R5.4.3-17: header Control Connection ID 0 until the peer's ID is known
TEST(ReliableChannel, ConnectionId)
{
    ChannelEnd end(MakeDefaultPolicies());
    end.Say(2);
    end.channel.SetConnectionId(0xa1b2c3d4);
    end.RunUntil(Seconds(1));
    end.HearAck(1);
    end.Hear(MessageType::Hello, 0, 1);
    std::vector<uint32_t> ids;
    for (const auto& sent : end.sent)
    {
        ids.push_back(std::get<ControlMessage>(ControlMessage::Decode(ByteView(sent.image)))
                          .GetControlConnectionId());
    }
    EXPECT_EQ(ids, (std::vector<uint32_t>{0, 0, 0xa1b2c3d4, 0xa1b2c3d4}));
}

// What is left of a channel that sends no more still acknowledges
TEST(ReliableChannel, StopSending)
{
    ChannelEnd end(MakeDefaultPolicies());
    end.Say(3);
    end.channel.DropUnsent();
    EXPECT_EQ(end.channel.GetWaiting(), 0U);
    EXPECT_EQ(end.channel.GetOutstanding(), 1U);
    end.channel.StopSending();
    EXPECT_TRUE(end.channel.IsIdle());
    EXPECT_EQ(end.windows.back().outstanding, 0U);
    end.Take();
    EXPECT_TRUE(end.RunUntil(Seconds(100)));
    EXPECT_TRUE(end.Take().empty());
    end.Hear(MessageType::StopCcn, 0, 1);
    end.Hear(MessageType::StopCcn, 0, 1);
    EXPECT_EQ(end.Take(), (Names{"ACK 1 1", "ACK 1 1"}));
    EXPECT_TRUE(end.acknowledged.empty());
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
