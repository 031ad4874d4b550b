// SPDX-License-Identifier: GPL-2.0-only
// Control connections and who is at the other end: strays, restarts, several connections.

#include "l2tp-identifier.h"
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

/** A stray SCCRP or SCCCN, Ns 5, Nr 9. */
ControlMessage
MakeStray(MessageType type)
{
    auto message = type == MessageType::Sccrp ? ScriptedPeer::MakeSccrp() : ControlMessage(type);
    message.SetControlConnectionId(0x01020304);
    message.SetNs(5);
    message.SetNr(9);
    return message;
}

// R7.2-05, R7.2-06: strict: StopCCN, to the ID of the SCCRP or, as SCCCN names none, to ID 0
TEST(ControlConnectionPeers, StrictIdleAnswersStrays)
{
    auto configuration = MakeConfiguration("dut.example");
    configuration.strictIdle = true;
    for (const auto type : {MessageType::Sccrp, MessageType::Scccn})
    {
        ScriptedPeer peer(configuration);
        peer.SendAsIs(MakeStray(type));
        const auto sent = peer.Take();
        ASSERT_EQ(sent.size(), 1U);
        EXPECT_EQ(sent[0].GetType(), MessageType::StopCcn);
        EXPECT_EQ(sent[0].GetControlConnectionId(),
                  type == MessageType::Sccrp ? ScriptedPeer::ID : 0);
        EXPECT_EQ(sent[0].Get<avp::ResultCode>()->result, 7);
        // The peer can accept it as the next message of what it takes for a connection.
        EXPECT_EQ(sent[0].GetNs(), 9);
        EXPECT_EQ(sent[0].GetNr(), 6);
        peer.link.Run();
        EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 0U);
        EXPECT_EQ(peer.Dut().Count<output::ConnectionUp>(), 0U);
    }
}

// R7.2-05, R7.2-06: the peer acknowledges the StopCCN to the identifier that it knows: that ends
// the copies, and copies of the stray find the same connection
TEST(ControlConnectionPeers, StrictIdleEnds)
{
    auto configuration = MakeConfiguration("dut.example");
    configuration.strictIdle = true;
    for (const auto type : {MessageType::Sccrp, MessageType::Scccn})
    {
        ScriptedPeer peer(configuration);
        for (int i = 0; i < 5; ++i)
        {
            peer.SendAsIs(MakeStray(type));
            EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 1U);
        }
        const auto sent = peer.Take();
        EXPECT_EQ(sent[0].Get<avp::AssignedControlConnectionId>(), 0x01020304U);
        ControlMessage message(MessageType::Ack);
        message.SetControlConnectionId(0x01020304);
        message.SetNs(6);
        message.SetNr(10);
        peer.SendAsIs(message);
        EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 0U);
        peer.link.Run();
        std::size_t stops = 0;
        for (const auto* transmit : peer.Dut().Find<output::Transmit>())
        {
            stops += transmit->transmission.type == MessageType::StopCcn;
        }
        EXPECT_EQ(stops, 1U);
    }
}

// R4.3-10: a stray with a wrong digest is not answered and leaves nothing
TEST(ControlConnectionPeers, StrictIdleIgnoresForgeries)
{
    auto configuration = MakeConfiguration("dut.example");
    configuration.strictIdle = true;
    configuration.authentication.mode = AuthenticationMode::IntegrityOnly;
    ScriptedPeer peer(configuration);
    peer.Authenticate("something");
    peer.SendAsIs(MakeStray(MessageType::Scccn));
    EXPECT_TRUE(peer.Take().empty());
    EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 0U);
}

// R4.3-10: nor is one without a digest, where only those who know the secret are answered
TEST(ControlConnectionPeers, StrictIdleIgnoresStrangers)
{
    auto configuration = MakeConfiguration("dut.example");
    configuration.strictIdle = true;
    configuration.authentication.mode = AuthenticationMode::Secret;
    configuration.authentication.secrets = {"opensesame"};
    ScriptedPeer peer(configuration);
    for (const auto type : {MessageType::Sccrp, MessageType::Scccn})
    {
        peer.SendAsIs(MakeStray(type));
        EXPECT_TRUE(peer.Take().empty());
        EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 0U);
        EXPECT_EQ(peer.Dut().Find<output::ControlDrop>().back()->reason,
                  ControlDropReason::UnknownConnection);
    }
}

// R7.2-06: a StopCCN with Control Connection ID 0 finds a connection that this end has opened, by
// the identifier that the peer had assigned
TEST(ControlConnectionPeers, StopCcnOfAPeerThatHasForgotten)
{
    ScriptedPeer peer;
    peer.EstablishAsInitiator();
    auto message = ScriptedPeer::MakeStopCcn();
    message.SetNs(peer.ns);
    message.SetNr(peer.nr);
    peer.SendAsIs(message);
    EXPECT_EQ(peer.Dut().Count<output::ConnectionDown>(), 1U);
}

// R7.2-05, R7.2-06, R4.2-44: by default silence
TEST(ControlConnectionPeers, StraysAreDroppedByDefault)
{
    ScriptedPeer peer;
    peer.SendAsIs(MakeStray(MessageType::Sccrp));
    peer.SendAsIs(MakeStray(MessageType::Scccn));
    EXPECT_TRUE(peer.Take().empty());
    EXPECT_EQ(peer.Dut().Count<output::ControlDrop>(), 2U);
    EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 0U);
}

/** The peer is established and opens a second connection, as after a restart. */
void
Restart(ScriptedPeer& peer, bool acceptable)
{
    peer.EstablishAsResponder();
    ControlMessage message(MessageType::Sccrq);
    message.Add<avp::HostName>("peer.example")
        .Add<avp::RouterId>(0x0a0000fe)
        .Add<avp::AssignedControlConnectionId>(0xdddddddd);
    if (acceptable)
    {
        message.Add<avp::PseudowireCapabilitiesList>({5});
    }
    peer.OpenAnother(message);
}

// R7.2-23: a fresh SCCRQ of a known peer opens another connection; Keep: the old one stays
TEST(ControlConnectionPeers, RestartKeeps)
{
    ScriptedPeer peer;
    Restart(peer, true);
    EXPECT_EQ(peer.TakeNames(), (Names{"SCCRP", "ACK"}));
    EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 2U);
    EXPECT_EQ(peer.Dut().Count<output::ConnectionDown>(), 0U);
}

// R7.2-23: Replace: the old one is dropped without a message
TEST(ControlConnectionPeers, RestartReplaces)
{
    auto configuration = MakeConfiguration("dut.example");
    configuration.peerRestart = PeerRestart::Replace;
    ScriptedPeer peer(configuration);
    Restart(peer, true);
    EXPECT_EQ(peer.TakeNames(), (Names{"SCCRP", "ACK"}));
    EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 1U);
    ASSERT_EQ(peer.Dut().Count<output::ConnectionDown>(), 1U);
    EXPECT_EQ(peer.Dut().Find<output::ConnectionDown>()[0]->reason.cause, DownCause::Replaced);
    EXPECT_EQ(peer.Dut().Count<output::ConnectionReleased>(), 1U);
}

// An SCCRQ alone proves nothing, whoever has signed it: it may be the copy of an old one.
TEST(ControlConnectionPeers, ReplayReplacesNothing)
{
    auto lac = MakeConfiguration("lac.example");
    lac.authentication.mode = AuthenticationMode::Secret;
    lac.authentication.secrets = {"secret"};
    auto lns = lac;
    lns.hostName = "lns.example";
    lns.peerRestart = PeerRestart::Replace;
    SimulatedLink link(MilliSeconds(50), lac, lns);
    const auto former = link.Connect(A);
    link.Run(Seconds(1));
    const auto request = link.peers[A]->Find<output::Transmit>()[0]->image;
    link.peers[A]->endpoint->Disconnect(former, {DownCause::Local, 1, 0, ""}, link.now);
    link.Drain();
    link.Run(Seconds(200));
    const auto connection = link.Connect(A);
    link.Run(Seconds(201));
    link.PlaceCall(A, connection);
    link.Run(Seconds(202));
    const auto downs = link.peers[B]->Count<output::ConnectionDown>();
    link.Inject(B, request);
    EXPECT_EQ(link.peers[B]->endpoint->GetConnections(), 2U) << "half open";
    link.Run(Seconds(203));
    EXPECT_EQ(link.peers[B]->endpoint->GetSessions(), 1U);
    EXPECT_EQ(link.peers[B]->Count<output::ConnectionDown>(), downs);
}

// The two connections of ends that call each other do not replace one another.
TEST(ControlConnectionPeers, OwnConnectionIsNotReplaced)
{
    auto a = MakeConfiguration("a.example");
    auto b = MakeConfiguration("b.example");
    a.peerRestart = b.peerRestart = PeerRestart::Replace;
    SimulatedLink link(MilliSeconds(50), a, b);
    link.Connect(A);
    link.Run(Seconds(1));
    link.Connect(B);
    link.Run(Seconds(60));
    for (const auto side : {A, B})
    {
        EXPECT_EQ(link.peers[side]->Count<output::ConnectionUp>(), 2U);
        EXPECT_EQ(link.peers[side]->Count<output::ConnectionDown>(), 0U);
    }
}

// R7.2-23: an SCCRQ that is refused replaces nothing, and one of another peer does not either
TEST(ControlConnectionPeers, OnlyTheSamePeerReplaces)
{
    auto configuration = MakeConfiguration("dut.example");
    configuration.peerRestart = PeerRestart::Replace;
    ScriptedPeer refused(configuration);
    Restart(refused, false);
    EXPECT_EQ(refused.TakeNames(), (Names{"StopCCN"}));
    EXPECT_EQ(refused.Dut().endpoint->GetConnections(), 2U);
    ScriptedPeer other(configuration);
    other.EstablishAsResponder();
    ControlMessage message(MessageType::Sccrq);
    message.Add<avp::HostName>("peer.example")
        .Add<avp::RouterId>(1)
        .Add<avp::AssignedControlConnectionId>(0xdddddddd)
        .Add<avp::PseudowireCapabilitiesList>({5});
    other.SendAsIs(message);
    EXPECT_EQ(other.Dut().endpoint->GetConnections(), 2U);
    EXPECT_EQ(other.Dut().Count<output::ConnectionDown>(), 0U);
}

// R4.2-02, R3.2.1-10: connections between one pair have numbers, IDs and ends of their own
TEST(ControlConnectionPeers, SeveralConnections)
{
    SimulatedLink link;
    std::vector<uint32_t> ids;
    for (int i = 0; i < 5; ++i)
    {
        ids.push_back(link.Connect(i % 2 == 0 ? A : B));
        EXPECT_NE(ids.back(), 0U);
    }
    link.Run(Seconds(1));
    EXPECT_EQ(link.peers[A]->Count<output::ConnectionUp>(), 5U);
    EXPECT_EQ(link.peers[B]->Count<output::ConnectionUp>(), 5U);
    for (const auto* sent : link.peers[A]->Find<output::Transmit>())
    {
        EXPECT_LE(sent->transmission.ns, 2U);
    }
    link.peers[A]->endpoint->Disconnect(ids[2], {DownCause::Local, 1, 0, {}}, link.now);
    link.Run();
    EXPECT_EQ(link.peers[A]->endpoint->GetConnections(), 4U);
    EXPECT_EQ(link.peers[B]->endpoint->GetConnections(), 4U);
    EXPECT_EQ(link.peers[A]->endpoint->FindConnection(ids[2]), nullptr);
}

// R7.2-22: crossing requests without a tie breaker open two connections
TEST(ControlConnectionPeers, CrossingRequests)
{
    SimulatedLink link;
    link.Connect(A);
    link.Connect(B);
    link.Run(Seconds(1));
    for (const auto side : {A, B})
    {
        EXPECT_EQ(link.peers[side]->Count<output::ConnectionUp>(), 2U);
        EXPECT_EQ(link.peers[side]->endpoint->GetConnections(), 2U);
    }
}

// The responder may answer from another port: the initiator goes on from there.
TEST(ControlConnectionPeers, AnswerFromAnotherAddress)
{
    ScriptedPeer peer;
    peer.Open();
    auto message = ScriptedPeer::MakeSccrp();
    message.SetControlConnectionId(peer.connection);
    message.SetNr(1);
    const auto elsewhere = SimulatedLink::AddressOf(A);
    peer.Dut().endpoint->Receive(elsewhere, message.GetBytes(), peer.link.now);
    peer.link.Drain();
    EXPECT_EQ(peer.Dut().Find<output::Transmit>().front()->peer, SimulatedLink::AddressOf(B));
    EXPECT_EQ(peer.Dut().Find<output::Transmit>().back()->peer, elsewhere);
    EXPECT_EQ(peer.TakeNames().back(), "SCCCN");
}

// R3.2.1-10, R4.1-03: an identifier is never 0, nor one that is in use
TEST(Identifier, IsNeitherZeroNorTaken)
{
    std::vector<uint32_t> draws{9, 7, 0, 8, 0};
    const auto draw = [&draws] {
        const auto next = draws.back();
        draws.pop_back();
        return next;
    };
    EXPECT_EQ(DrawIdentifier(draw, [](uint32_t id) { return id == 8; }), 7U);
    EXPECT_EQ(draws.size(), 1U);
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
