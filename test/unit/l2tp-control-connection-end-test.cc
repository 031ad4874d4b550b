// SPDX-License-Identifier: GPL-2.0-only
// The end of control connections: StopCCN, its acknowledgment, what is kept how long, IdleClose.

#include "l2tp-scripted-peer.h"

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

/** Two endpoints with an established connection at 1 s. */
struct Established
{
    explicit Established(const EndpointConfiguration& a = MakeConfiguration("lac.example"),
                         const EndpointConfiguration& b = MakeConfiguration("lns.example"))
        : link(MilliSeconds(50), a, b),
          id(link.Connect())
    {
        link.Run(Seconds(1));
    }

    void Disconnect(Side side)
    {
        auto& endpoint = *link.peers[side]->endpoint;
        const auto* atA = link.peers[A]->endpoint->FindConnection(id);
        endpoint.Disconnect(side == A ? id : atA->GetRemoteId(),
                            {DownCause::Local, 1, 0, {}},
                            link.now);
        link.Drain();
    }

    Time Released(Side side) const
    {
        const auto times = link.peers[side]->Times<output::ConnectionReleased>();
        EXPECT_EQ(times.size(), 1U);
        return times.at(0);
    }

    Names Tail(Side side, std::size_t count) const
    {
        auto sent = link.peers[side]->Sent();
        return {sent.end() - static_cast<std::ptrdiff_t>(std::min(count, sent.size())), sent.end()};
    }

    SimulatedLink link;
    uint32_t id;
};

EndpointConfiguration
WithRetransmissions(uint32_t count)
{
    auto configuration = MakeConfiguration("lac.example");
    configuration.channel.maxRetransmissions = count;
    return configuration;
}

// R3.3.2-01: what still waits for the window when the connection is closed is never sent
TEST(ControlConnectionEnd, NothingElseIsSent)
{
    ScriptedPeer peer;
    auto sccrp = ScriptedPeer::MakeSccrp();
    sccrp.Add<avp::ReceiveWindowSize>(1);
    peer.Open();
    peer.Send(sccrp);
    peer.Acknowledge();
    for (const auto* name : {"vc-1", "vc-2", "vc-3"})
    {
        peer.link.PlaceCall(A, peer.connection, name);
    }
    peer.Take();
    peer.Dut().endpoint->Disconnect(peer.connection, {DownCause::Local, 1, 0, {}}, peer.link.now);
    peer.link.Drain();
    peer.Acknowledge();
    EXPECT_EQ(peer.TakeNames(), Names{"StopCCN"});
    peer.Acknowledge();
    EXPECT_EQ(peer.TakeNames(), Names{});
    EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 0U);
}

// R3.3.2-01, R7.2-20, R7.5-02: either end closes by one StopCCN, which is acknowledged by an ACK
TEST(ControlConnectionEnd, EitherEndCloses)
{
    for (const auto side : {A, B})
    {
        Established pair;
        pair.Disconnect(side);
        pair.link.Run();
        const auto other = side == A ? B : A;
        EXPECT_EQ(pair.Tail(side, 1), (Names{side == A ? "StopCCN 2 1" : "StopCCN 1 2"}));
        EXPECT_EQ(pair.Tail(other, 1), (Names{side == A ? "ACK 1 3" : "ACK 2 2"}));
        EXPECT_EQ(pair.Released(side), MilliSeconds(1100));
        EXPECT_EQ(pair.Released(other), MilliSeconds(1050 + 71000));
    }
}

// R4.2-28, R7.1-08: StopCCN is retransmitted though the machine is idle already
TEST(ControlConnectionEnd, StopCcnIsLost)
{
    Established pair;
    pair.link.Drop(A, pair.link.offered[A] + 1);
    pair.Disconnect(A);
    EXPECT_EQ(pair.link.peers[A]->endpoint->FindConnection(pair.id)->GetState(), State::Idle);
    pair.link.Run();
    EXPECT_EQ(pair.Tail(A, 2), (Names{"StopCCN 2 1", "StopCCN 2 1"}));
    EXPECT_EQ(pair.Released(A), MilliSeconds(2100));
    EXPECT_EQ(pair.Released(B), MilliSeconds(2050 + 71000));
}

// R3.3.2-03, R3.3.2-04: copies of StopCCN are acknowledged for a full cycle, and no longer
TEST(ControlConnectionEnd, AcknowledgmentIsLost)
{
    ScriptedPeer peer;
    peer.EstablishAsResponder();
    auto copy = ScriptedPeer::MakeStopCcn();
    copy.SetControlConnectionId(peer.connection);
    copy.SetNs(peer.ns);
    copy.SetNr(peer.nr);
    for (const int second : {0, 1, 3, 7, 15, 23, 31, 39, 47, 55, 63})
    {
        peer.link.Run(Seconds(second));
        peer.SendAsIs(copy);
        EXPECT_EQ(peer.TakeNames(), (Names{"ACK"})) << second;
    }
    EXPECT_EQ(peer.Dut().Count<output::ConnectionDown>(), 1U);
    peer.link.Run();
    EXPECT_EQ(peer.Dut().Times<output::ConnectionReleased>()[0], Seconds(71));
    peer.SendAsIs(copy);
    EXPECT_TRUE(peer.Take().empty());
    EXPECT_EQ(peer.Dut().Find<output::ControlDrop>().back()->reason,
              ControlDropReason::UnknownConnection);
}

// R3.3.2-04: the hold is at least 31 s, at both ends
TEST(ControlConnectionEnd, ShortestHold)
{
    Established pair(WithRetransmissions(2), WithRetransmissions(2));
    pair.link.Cut(B);
    pair.Disconnect(A);
    pair.link.Run();
    // A: cycle of 7 s, then nothing more is sent until 31 s are over.
    EXPECT_EQ(pair.Tail(A, 3), (Names{"StopCCN 2 1", "StopCCN 2 1", "StopCCN 2 1"}));
    EXPECT_EQ(pair.link.peers[A]->Times<output::Transmit>().back(), Seconds(4));
    EXPECT_EQ(pair.Released(A), Seconds(32));
    EXPECT_EQ(pair.Released(B), MilliSeconds(32050));
}

// R7.5-01: nobody acknowledges the StopCCN: released after the full cycle
TEST(ControlConnectionEnd, BlackHoleAfterStopCcn)
{
    Established pair;
    pair.link.Cut(A);
    pair.Disconnect(A);
    pair.link.Run();
    EXPECT_EQ(pair.Released(A), Seconds(72));
    EXPECT_EQ(pair.link.peers[A]->Count<output::PeerDead>(), 0U);
    EXPECT_EQ(pair.link.peers[A]->Count<output::ConnectionDown>(), 1U);
}

// R7.2-19, R7.2-21: crossing StopCCNs: both are acknowledged, neither is answered by another one
TEST(ControlConnectionEnd, CrossingStopCcns)
{
    Established pair;
    pair.Disconnect(B);
    pair.Disconnect(A);
    pair.link.Run();
    EXPECT_EQ(pair.Tail(A, 2), (Names{"StopCCN 2 1", "ACK 3 2"}));
    EXPECT_EQ(pair.Tail(B, 2), (Names{"StopCCN 1 2", "ACK 2 3"}));
    EXPECT_EQ(pair.Released(A), MilliSeconds(1050 + 71000));
    EXPECT_EQ(pair.Released(B), MilliSeconds(1050 + 71000));
    for (const auto side : {A, B})
    {
        EXPECT_EQ(pair.link.peers[side]->Count<output::ConnectionDown>(), 1U);
        EXPECT_EQ(pair.link.peers[side]->endpoint->GetConnections(), 0U);
    }
}

// R3.3.2-03: a StopCCN that also acknowledges the own one is held like any other
TEST(ControlConnectionEnd, StopCcnAcknowledgesStopCcn)
{
    ScriptedPeer peer;
    peer.EstablishAsResponder();
    peer.Dut().endpoint->Disconnect(peer.connection, {DownCause::Local, 1, 0, {}}, peer.link.now);
    peer.link.Drain();
    EXPECT_EQ(peer.TakeNames(), (Names{"StopCCN"}));
    auto message = ScriptedPeer::MakeStopCcn();
    message.SetControlConnectionId(peer.connection);
    message.SetNs(peer.ns);
    message.SetNr(peer.nr);
    peer.SendAsIs(message);
    EXPECT_EQ(peer.TakeNames(), (Names{"ACK"}));
    peer.link.Run(Seconds(30));
    peer.SendAsIs(message);
    EXPECT_EQ(peer.TakeNames(), (Names{"ACK"}));
    peer.link.Run();
    EXPECT_EQ(peer.link.now, Seconds(71));
    EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 0U);
}

// R5.4.3-19: StopCCN before the peer's ID is known: header 0, and the ID of the SCCRQ
TEST(ControlConnectionEnd, StopCcnOfUnknownPeer)
{
    ScriptedPeer peer;
    peer.Open();
    const auto assigned = peer.Take().at(0).Get<avp::AssignedControlConnectionId>();
    peer.Dut().endpoint->Disconnect(peer.connection, {DownCause::Local, 1, 0, {}}, peer.link.now);
    peer.Acknowledge();
    const auto sent = peer.Take();
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].GetType(), MessageType::StopCcn);
    EXPECT_EQ(sent[0].GetControlConnectionId(), 0U);
    EXPECT_EQ(sent[0].Get<avp::AssignedControlConnectionId>(), assigned);
}

// R5.4.3-20: the receiver finds the connection by peer and Assigned Control Connection ID
TEST(ControlConnectionEnd, ReverseLookUp)
{
    ScriptedPeer peer;
    peer.Send(ScriptedPeer::MakeSccrq());
    auto message = ScriptedPeer::MakeStopCcn();
    message.SetNs(1);
    message.SetNr(0);
    const auto image = message.GetBytes();
    // Not from another peer.
    peer.Dut().endpoint->Receive(SimulatedLink::AddressOf(A), image, peer.link.now);
    peer.link.Drain();
    EXPECT_EQ(peer.GetState(), State::WaitCtlConn);
    peer.SendAsIs(message);
    EXPECT_EQ(peer.TakeNames(), (Names{"SCCRP", "ACK"}));
    EXPECT_EQ(peer.GetState(), State::Idle);
    EXPECT_EQ(peer.Dut().Find<output::ConnectionDown>()[0]->reason.cause, DownCause::Peer);
    // SCCRP is not sent again, copies of both messages are still known.
    peer.link.Run(Seconds(70));
    EXPECT_TRUE(peer.Take().empty());
    peer.SendAsIs(message);
    peer.SendAsIs(ScriptedPeer::MakeSccrq());
    EXPECT_EQ(peer.TakeNames(), (Names{"ACK", "ACK"}));
    EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 1U);
    peer.link.Run();
    EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 0U);
}

// R5.4.3-16, R7.2-24: closed while SCCRQ is on its way: what follows the SCCRP carries its ID
TEST(ControlConnectionEnd, CloseWhileOpening)
{
    SimulatedLink link;
    const auto id = link.Connect();
    link.peers[A]->endpoint->Disconnect(id, {DownCause::Local, 1, 0, {}}, link.now);
    link.Run();
    EXPECT_EQ(link.peers[A]->Sent(), (Names{"SCCRQ 0 0", "StopCCN 1 1"}));
    EXPECT_EQ(link.peers[B]->Sent(), (Names{"SCCRP 0 1", "ACK 1 2"}));
    const auto* stop = link.peers[A]->Find<output::Transmit>()[1];
    const auto decoded = ControlMessage::Decode(ByteView(stop->image));
    EXPECT_EQ(std::get<ControlMessage>(decoded).GetControlConnectionId(),
              link.peers[B]->Find<output::Transmit>()[0]->connection);
    EXPECT_EQ(link.peers[A]->Times<output::ConnectionReleased>()[0], MilliSeconds(200));
    EXPECT_EQ(link.peers[A]->Count<output::ConnectionUp>(), 0U);
    EXPECT_EQ(link.peers[B]->endpoint->GetConnections(), 0U);
}

// During the hold everything is acknowledged and nothing else is done.
TEST(ControlConnectionEnd, ClosingOnlyAcknowledges)
{
    ScriptedPeer peer;
    peer.EstablishAsResponder();
    peer.Dut().endpoint->Disconnect(peer.connection, {DownCause::Local, 1, 0, {}}, peer.link.now);
    peer.link.Drain();
    auto request = ScriptedPeer::MakeIcrq();
    request.SetControlConnectionId(peer.connection);
    request.SetNs(peer.ns);
    request.SetNr(1);
    peer.SendAsIs(request);
    EXPECT_EQ(peer.TakeNames(), (Names{"StopCCN", "ACK"}));
    EXPECT_EQ(peer.Dut().Find<output::ControlDrop>().back()->reason, ControlDropReason::Closing);
    EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 0U);
    SessionRequest wanted;
    EXPECT_EQ(peer.Dut().endpoint->PlaceCall(peer.connection, wanted, peer.link.now), 0U);
    EXPECT_EQ(peer.Dut().endpoint->PlaceCall(peer.connection + 1, wanted, peer.link.now), 0U);
    peer.Dut().endpoint->Disconnect(peer.connection, {DownCause::Local, 1, 0, {}}, peer.link.now);
    peer.link.Drain();
    EXPECT_TRUE(peer.Take().empty());
}

// R4.2-46: a dead peer: no StopCCN, no hold
TEST(ControlConnectionEnd, DeadPeerIsNotTold)
{
    Established pair;
    pair.link.Cut(A);
    pair.link.PlaceCall(A, pair.id);
    pair.link.Run();
    EXPECT_EQ(pair.Released(A), Seconds(72));
    EXPECT_EQ(pair.Tail(A, 11), Names(11, "ICRQ 2 1"));
    EXPECT_EQ(pair.link.peers[A]->Count<output::PeerDead>(), 1U);
    EXPECT_EQ(pair.link.peers[A]->Count<output::HelloTimeout>(), 0U);
    EXPECT_EQ(pair.link.peers[A]->endpoint->GetSessions(), 0U);
}

// R5.4.2-42, R5.2-09: any result code counts, and so does a StopCCN with an unknown AVP
TEST(ControlConnectionEnd, AnyStopCcnCloses)
{
    ScriptedPeer peer;
    peer.EstablishAsResponder();
    ControlMessage message(MessageType::StopCcn);
    message.Add<avp::ResultCode>({99, 77, "odd"})
        .Add<avp::AssignedControlConnectionId>(ScriptedPeer::ID);
    peer.Send(WithUnknownAvp(message, true));
    EXPECT_EQ(peer.TakeNames(), (Names{"ACK"}));
    const auto& reason = peer.Dut().Find<output::ConnectionDown>().at(0)->reason;
    EXPECT_EQ(reason.cause, DownCause::Peer);
    EXPECT_EQ(reason.result, 99);
    EXPECT_EQ(reason.error, 77);
    EXPECT_EQ(reason.text, "odd");
}

// Crash: not a word, nothing left; the other end does not notice.
TEST(ControlConnectionEnd, Crash)
{
    Established pair;
    pair.link.PlaceCall(A, pair.id);
    pair.link.Connect(A);
    pair.link.Run(Seconds(2));
    const auto sent = pair.link.offered[A];
    pair.link.peers[A]->endpoint->Crash(pair.link.now);
    pair.link.Run();
    EXPECT_EQ(pair.link.offered[A], sent);
    EXPECT_EQ(pair.link.peers[A]->endpoint->GetConnections(), 0U);
    EXPECT_EQ(pair.link.peers[A]->endpoint->GetSessions(), 0U);
    EXPECT_EQ(pair.link.peers[A]->Find<output::SessionDown>()[0]->reason.cause, DownCause::Crash);
    EXPECT_EQ(pair.link.peers[B]->endpoint->GetSessions(), 1U);
}

/** A session from 2 s to 10 s on a connection with IdleClose; when StopCCN was sent. */
std::vector<Time>
RunIdleClose(IdleClose idleClose)
{
    auto configuration = MakeConfiguration("lac.example");
    configuration.idleClose = idleClose;
    configuration.idleTimeout = Seconds(20);
    Established pair(configuration);
    pair.link.Run(Seconds(2));
    const auto session = pair.link.PlaceCall(A, pair.id);
    pair.link.Run(Seconds(10));
    pair.link.peers[A]->endpoint->HangUp(session, {DownCause::Local, 3, 0, {}}, pair.link.now);
    pair.link.Run();
    std::vector<Time> times;
    for (const auto& [when, item] : pair.link.peers[A]->log)
    {
        const auto* sent = std::get_if<output::Transmit>(&item);
        if (sent != nullptr && sent->transmission.type == MessageType::StopCcn)
        {
            times.push_back(when);
        }
    }
    EXPECT_EQ(pair.link.peers[A]->endpoint->GetConnections(), times.empty() ? 1U : 0U);
    return times;
}

// R7.5-03, R3.4.3-02: what becomes of a connection without sessions
TEST(ControlConnectionEnd, IdleCloseSettings)
{
    EXPECT_EQ(RunIdleClose(IdleClose::Never), std::vector<Time>{});
    EXPECT_EQ(RunIdleClose(IdleClose::After), std::vector<Time>{Seconds(30)});
    EXPECT_EQ(RunIdleClose(IdleClose::WithLastSession), std::vector<Time>{Seconds(10)});
}

// R7.5-03: the time counts from the set-up too, and a session stops it
TEST(ControlConnectionEnd, IdleTimeCountsFromSetUp)
{
    auto configuration = MakeConfiguration("lac.example");
    configuration.idleClose = IdleClose::After;
    configuration.idleTimeout = Seconds(20);
    Established unused(configuration);
    unused.link.Run();
    EXPECT_EQ(unused.link.peers[A]->Times<output::ConnectionDown>().at(0), MilliSeconds(20100));
    Established used(configuration);
    used.link.PlaceCall(A, used.id);
    used.link.Run();
    EXPECT_EQ(used.link.peers[A]->Count<output::ConnectionDown>(), 0U);
}

// R7.5-03: with two sessions only the end of the last one closes
TEST(ControlConnectionEnd, OnlyTheLastSessionCloses)
{
    auto configuration = MakeConfiguration("lac.example");
    configuration.idleClose = IdleClose::WithLastSession;
    Established pair(configuration);
    const auto first = pair.link.PlaceCall(A, pair.id, "vc-1");
    const auto second = pair.link.PlaceCall(A, pair.id, "vc-2");
    pair.link.Run(Seconds(3));
    pair.link.peers[A]->endpoint->HangUp(first, {DownCause::Local, 3, 0, {}}, pair.link.now);
    pair.link.Run(Seconds(4));
    EXPECT_EQ(pair.link.peers[A]->Count<output::ConnectionDown>(), 0U);
    pair.link.peers[A]->endpoint->HangUp(second, {DownCause::Local, 3, 0, {}}, pair.link.now);
    pair.link.Run();
    EXPECT_EQ(pair.link.peers[A]->Times<output::ConnectionDown>().at(0), Seconds(4));
    EXPECT_EQ(pair.link.peers[B]->endpoint->GetConnections(), 0U);
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
