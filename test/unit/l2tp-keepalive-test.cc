// SPDX-License-Identifier: GPL-2.0-only
// HELLO (RFC 3931 section 4.4): when it is sent, what puts it off, and the end of a silent peer.

#include "l2tp-keepalive.h"
#include "l2tp-scripted-peer.h"

#include <gtest/gtest.h>
#include <set>

namespace ns3
{
namespace l2tp
{
namespace test
{
namespace
{

EndpointConfiguration
WithHello(Time interval)
{
    auto configuration = MakeConfiguration("lac.example");
    configuration.helloInterval = interval;
    return configuration;
}

/** Times at which a side has sent HELLO, without copies. */
std::vector<Time>
HelloTimes(SimulatedLink& link, Side side)
{
    std::vector<Time> times;
    for (const auto& [when, item] : link.peers[side]->log)
    {
        const auto* sent = std::get_if<output::Transmit>(&item);
        if (sent != nullptr && sent->transmission.type == MessageType::Hello &&
            sent->transmission.attempt == 0)
        {
            times.push_back(when);
        }
    }
    return times;
}

Ptr<UniformRandomVariable>
MakeStream()
{
    auto stream = CreateObject<UniformRandomVariable>();
    stream->SetStream(7);
    return stream;
}

// R4.4-01, R4.4-02, R4.4-09: HELLO one interval after the last reception, 60 s by default
TEST(Keepalive, IntervalCountsFromTheLastReception)
{
    EXPECT_EQ(EndpointConfiguration().helloInterval, Seconds(60));
    SimulatedLink link(MilliSeconds(50), WithHello(Seconds(60)));
    link.Connect();
    link.Run(Seconds(200));
    // A hears SCCRP at 100 ms and the ACK of SCCCN at 200 ms, then the ACKs of its HELLOs.
    EXPECT_EQ(HelloTimes(link, A),
              (std::vector<Time>{MilliSeconds(60200), MilliSeconds(120300), MilliSeconds(180400)}));
    EXPECT_TRUE(HelloTimes(link, B).empty());
}

// R4.4-03: the interval is configurable; 0 means none
TEST(Keepalive, IntervalIsConfigurable)
{
    SimulatedLink link(MilliSeconds(50), WithHello(Seconds(5)));
    link.Connect();
    link.Run(Seconds(11));
    EXPECT_EQ(HelloTimes(link, A), (std::vector<Time>{MilliSeconds(5200), MilliSeconds(10300)}));
    SimulatedLink none;
    none.Connect();
    none.Run();
    EXPECT_TRUE(HelloTimes(none, A).empty());
    EXPECT_EQ(none.now, MilliSeconds(200));
}

// R4.4-01: HELLO of the peer puts the own one off
TEST(Keepalive, ReceivedHelloCounts)
{
    SimulatedLink link(MilliSeconds(50), WithHello(Seconds(60)), WithHello(Seconds(40)));
    link.Connect();
    link.Run(Seconds(300));
    EXPECT_TRUE(HelloTimes(link, A).empty());
    EXPECT_EQ(HelloTimes(link, B).size(), 7U);
}

// R4.4-04: received data counts; when it stops, HELLO comes one interval later
TEST(Keepalive, ReceivedDataCounts)
{
    ScriptedPeer peer(WithHello(Seconds(10)));
    peer.EstablishAsResponder();
    for (int second = 3; second <= 60; second += 3)
    {
        peer.link.Run(Seconds(second));
        peer.Dut().endpoint->Alive(peer.connection, peer.link.now);
    }
    peer.link.Run(Seconds(70) - NanoSeconds(1));
    EXPECT_TRUE(HelloTimes(peer.link, A).empty());
    peer.link.Run(Seconds(75));
    EXPECT_EQ(HelloTimes(peer.link, A), std::vector<Time>{Seconds(70)});
}

// R4.4-09: what is sent does not put HELLO off
TEST(Keepalive, SendingDoesNotCount)
{
    ScriptedPeer peer(WithHello(Seconds(10)));
    peer.EstablishAsInitiator();
    peer.link.Run(MilliSeconds(9500));
    peer.link.PlaceCall(A, peer.connection);
    peer.link.Run(Seconds(12));
    EXPECT_EQ(HelloTimes(peer.link, A), std::vector<Time>{Seconds(10)});
}

// R4.2-11, R4.4-01: a message with an impossible Nr is no sign of life, a duplicate is one
TEST(Keepalive, WhatIsASignOfLife)
{
    ScriptedPeer peer(WithHello(Seconds(10)));
    peer.EstablishAsResponder();
    ControlMessage message(MessageType::Hello);
    message.SetControlConnectionId(peer.connection);
    message.SetNs(1);
    message.SetNr(peer.nr);
    peer.link.Run(Seconds(4));
    peer.SendAsIs(message);
    message.SetNr(peer.nr + 1);
    peer.link.Run(Seconds(8));
    peer.SendAsIs(message);
    peer.link.Run(Seconds(20));
    EXPECT_EQ(HelloTimes(peer.link, A), std::vector<Time>{Seconds(14)});
}

// R4.4-05, R4.4-10, R4.2-26: one HELLO, ten copies, and the end: at the last reception plus the
// interval plus the full cycle, to the nanosecond
TEST(Keepalive, SilentPeer)
{
    SimulatedLink link(NanoSeconds(50000001), WithHello(Seconds(60)));
    const auto id = link.Connect();
    link.PlaceCall(A, id);
    link.Run(Seconds(30));
    ASSERT_EQ(link.peers[A]->endpoint->GetSessions(), 1U);
    const auto last = link.peers[A]->Times<output::Received>().back();
    link.Cut(B);
    link.Run();
    const auto death = last + Seconds(60) + Seconds(71);
    EXPECT_EQ(HelloTimes(link, A), std::vector<Time>{last + Seconds(60)});
    EXPECT_EQ(link.peers[A]->Times<output::PeerDead>(), std::vector<Time>{death});
    EXPECT_EQ(link.peers[A]->Times<output::HelloTimeout>(), std::vector<Time>{death});
    EXPECT_EQ(link.peers[A]->Times<output::ConnectionReleased>(), std::vector<Time>{death});
    EXPECT_EQ(link.peers[A]->endpoint->GetSessions(), 0U);
    EXPECT_EQ(link.peers[A]->Find<output::ConnectionDown>()[0]->reason.cause,
              DownCause::PeerUnreachable);
    std::size_t copies = 0;
    for (const auto* sent : link.peers[A]->Find<output::Transmit>())
    {
        copies += sent->transmission.type == MessageType::Hello ? 1 : 0;
    }
    EXPECT_EQ(copies, 11U);
}

// R4.4-06: each end finds out by itself
TEST(Keepalive, OneWayLoss)
{
    SimulatedLink link(MilliSeconds(50), WithHello(Seconds(60)), WithHello(Seconds(60)));
    link.Connect();
    link.Run(Seconds(1));
    link.Cut(A);
    link.Run();
    EXPECT_EQ(link.peers[A]->Count<output::PeerDead>(), 1U);
    EXPECT_EQ(link.peers[B]->Count<output::PeerDead>(), 1U);
    EXPECT_EQ(link.peers[A]->endpoint->GetConnections(), 0U);
    EXPECT_EQ(link.peers[B]->endpoint->GetConnections(), 0U);
}

// R4.4-07: ten connections of one pair: no two HELLOs at one instant, none late, none too early
TEST(Keepalive, JitterOnParallelConnections)
{
    SimulatedLink link(MilliSeconds(50), WithHello(Seconds(60)));
    for (int i = 0; i < 10; ++i)
    {
        link.Connect();
    }
    link.Run(Seconds(61));
    const auto times = HelloTimes(link, A);
    EXPECT_EQ(times.size(), 10U);
    EXPECT_EQ(std::set<Time>(times.begin(), times.end()).size(), 10U);
    for (const auto& when : times)
    {
        EXPECT_GT(when, MilliSeconds(54200) - NanoSeconds(1));
        EXPECT_LT(when, MilliSeconds(60200) + NanoSeconds(1));
    }
}

// R4.4-02, R4.4-07: no jitter towards different peers, nor when the other connection has gone
TEST(Keepalive, NoJitterOnTheOnlyConnection)
{
    SimulatedLink link(MilliSeconds(50), WithHello(Seconds(60)));
    link.Connect();
    const auto second = link.Connect();
    link.Run(Seconds(10));
    link.peers[A]->endpoint->Disconnect(second, {DownCause::Local, 1, 0, {}}, link.now);
    link.Run(Seconds(61));
    EXPECT_EQ(HelloTimes(link, A), std::vector<Time>{MilliSeconds(60200)});
    ScriptedPeer peer(WithHello(Seconds(60)));
    peer.EstablishAsResponder();
    auto other = ControlMessage(MessageType::Sccrq);
    other.Add<avp::HostName>("other.example")
        .Add<avp::RouterId>(3)
        .Add<avp::AssignedControlConnectionId>(4)
        .Add<avp::PseudowireCapabilitiesList>({5});
    peer.SendAsIs(other);
    const auto first = peer.connection;
    ControlMessage connected(MessageType::Scccn);
    connected.SetControlConnectionId(first);
    connected.SetNs(1);
    connected.SetNr(1);
    peer.SendAsIs(connected);
    ASSERT_EQ(peer.Dut().Count<output::ConnectionUp>(), 2U);
    peer.link.Run(Seconds(61));
    EXPECT_EQ(HelloTimes(peer.link, A), (std::vector<Time>{Seconds(60), Seconds(60)}));
}

/** Live through some periods and tell the next random number of the stream. */
double
NextAfterPeriods(bool shared)
{
    const auto stream = MakeStream();
    Keepalive keepalive(Seconds(60), 0.1, stream);
    keepalive.Start(Seconds(0));
    keepalive.SetShared(shared);
    for (int i = 0; i < 3; ++i)
    {
        const auto due = keepalive.GetDeadline();
        keepalive.Sent();
        keepalive.Acknowledged();
        keepalive.Heard(due);
    }
    return stream->GetValue();
}

// R4.4-07: nothing is drawn unless there is another connection to the same peer
TEST(Keepalive, NothingIsDrawnWithoutNeed)
{
    const auto first = MakeStream()->GetValue();
    EXPECT_EQ(NextAfterPeriods(false), first);
    EXPECT_NE(NextAfterPeriods(true), first);
}

// R4.4-07: each period has a length of its own, and no part of it is longer than the interval
TEST(Keepalive, JitterOfEachPeriod)
{
    Keepalive keepalive(Seconds(100), 0.5, MakeStream());
    keepalive.Start(Seconds(0));
    keepalive.SetShared(true);
    std::set<Time> lengths;
    for (int i = 0; i < 50; ++i)
    {
        keepalive.Heard(Seconds(1000 * i));
        const auto length = keepalive.GetDeadline() - Seconds(1000 * i);
        EXPECT_LE(length, Seconds(100));
        EXPECT_GE(length, Seconds(50));
        lengths.insert(length);
        keepalive.Heard(Seconds(1000 * i));
        keepalive.SetShared(true);
        EXPECT_EQ(keepalive.GetDeadline() - Seconds(1000 * i), length);
        keepalive.Sent();
        EXPECT_EQ(keepalive.GetDeadline(), Time::Max());
        keepalive.Acknowledged();
    }
    EXPECT_EQ(lengths.size(), 50U);
    keepalive.Stop();
    EXPECT_EQ(keepalive.GetDeadline(), Time::Max());
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
