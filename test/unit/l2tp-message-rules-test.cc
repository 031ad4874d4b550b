// SPDX-License-Identifier: GPL-2.0-only
// What RFC 3931 section 6 says about single messages beyond their AVPs: StopCCN, HELLO, CDN, ACK.

#include "l2tp-control-message-header.h"
#include "l2tp-scripted-peer.h"

#include "ns3/packet.h"

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

/** Brings an endpoint into a state. */
using Step = void (ScriptedPeer::*)();

/** An SCCRQ has arrived, SCCRP was sent. */
void
Answer(ScriptedPeer& peer)
{
    peer.Send(ScriptedPeer::MakeSccrq());
    peer.Take();
}

/** Closes the connection of an endpoint. */
void
Close(ScriptedPeer& peer)
{
    peer.Dut().endpoint->Disconnect(peer.connection, {DownCause::Local, 1, 0, {}}, peer.link.now);
    peer.link.Drain();
}

// R6.4-07: StopCCN of an endpoint that has sent SCCRQ or SCCRP has its Assigned ID
TEST(StopCcn, HasTheAssignedIdInEveryState)
{
    const std::vector<void (*)(ScriptedPeer&)> states{
        [](ScriptedPeer& peer) { peer.Open(); },
        Answer,
        [](ScriptedPeer& peer) { peer.EstablishAsInitiator(); },
        [](ScriptedPeer& peer) { peer.EstablishAsResponder(); }};
    const std::vector<State> expected{State::WaitCtlReply,
                                      State::WaitCtlConn,
                                      State::Established,
                                      State::Established};
    for (std::size_t i = 0; i < states.size(); ++i)
    {
        ScriptedPeer peer;
        states[i](peer);
        peer.Take();
        EXPECT_EQ(peer.GetState(), expected[i]);
        Close(peer);
        // In wait-ctl-reply and wait-ctl-conn the window of 1 is taken until the peer acknowledges.
        peer.Acknowledge();
        const auto sent = peer.Take();
        ASSERT_EQ(sent.size(), 1U) << i;
        EXPECT_EQ(sent[0].GetType(), MessageType::StopCcn);
        EXPECT_EQ(sent[0].Get<avp::AssignedControlConnectionId>(), peer.connection);
        EXPECT_EQ(sent[0].Get<avp::ResultCode>()->result, 1);
    }
}

// R6.4-08: StopCCN is acknowledged, and no message of either end follows
TEST(StopCcn, HasNoReply)
{
    for (const auto side : {A, B})
    {
        SimulatedLink link;
        const auto atA = link.Connect();
        link.PlaceCall(A, atA);
        link.Run(Seconds(10));
        const auto atB = link.peers[A]->endpoint->FindConnection(atA)->GetRemoteId();
        const auto other = side == A ? B : A;
        const auto before = link.peers[side]->Sent().size();
        const auto otherBefore = link.peers[other]->Sent().size();
        link.peers[side]->endpoint->Disconnect(side == A ? atA : atB,
                                               {DownCause::Local, 1, 0, {}},
                                               link.now);
        link.Run();
        const auto sent = link.peers[side]->Sent();
        const auto answered = link.peers[other]->Sent();
        ASSERT_EQ(sent.size(), before + 1);
        EXPECT_EQ(sent.back().substr(0, 7), "StopCCN");
        ASSERT_EQ(answered.size(), otherBefore + 1);
        EXPECT_EQ(answered.back().substr(0, 3), "ACK");
    }
}

// R6.4-09: every session ends without a CDN and learns the result of the StopCCN
TEST(StopCcn, ClearsTheSessionsAndTellsThemWhy)
{
    SimulatedLink link;
    const auto connection = link.Connect();
    for (const auto* name : {"vc-1", "vc-2", "vc-3"})
    {
        link.PlaceCall(A, connection, name);
    }
    link.Run(Seconds(10));
    ASSERT_EQ(link.peers[B]->endpoint->GetSessions(), 3U);
    link.peers[A]->endpoint->Disconnect(connection, {DownCause::Local, 6, 4, "night"}, link.now);
    link.Run();
    for (const auto side : {A, B})
    {
        const auto downs = link.peers[side]->Find<output::SessionDown>();
        ASSERT_EQ(downs.size(), 3U);
        for (const auto* down : downs)
        {
            EXPECT_EQ(down->reason.cause, DownCause::ConnectionClosed);
            EXPECT_EQ(down->reason.result, 6);
            EXPECT_EQ(down->reason.error, 4);
            EXPECT_EQ(down->reason.text, "night");
        }
        EXPECT_EQ(link.peers[side]->endpoint->GetSessions(), 0U);
        for (const auto& name : link.peers[side]->Sent())
        {
            EXPECT_NE(name.substr(0, 3), "CDN");
        }
    }
}

// R5.4.2-03: a StopCCN with the reserved result 0 clears the connection like any other
TEST(StopCcn, ReservedResultClearsTheConnection)
{
    ScriptedPeer peer;
    peer.EstablishAsResponder();
    ControlMessage message(MessageType::StopCcn);
    message.Add<avp::ResultCode>({0, std::nullopt, ""})
        .Add<avp::AssignedControlConnectionId>(ScriptedPeer::ID);
    peer.Send(message);
    EXPECT_EQ(peer.TakeNames(), (Names{"ACK"}));
    const auto downs = peer.Dut().Find<output::ConnectionDown>();
    ASSERT_EQ(downs.size(), 1U);
    EXPECT_EQ(downs[0]->reason.cause, DownCause::Peer);
    EXPECT_EQ(downs[0]->reason.result, 0);
    EXPECT_EQ(peer.GetState(), State::Idle);
}

// R6.5-05: a HELLO names no session, and over IP it begins with Session ID 0
TEST(Hello, BelongsToTheConnection)
{
    auto configuration = MakeConfiguration("dut.example");
    configuration.helloInterval = Seconds(60);
    ScriptedPeer peer(configuration);
    peer.EstablishSender();
    peer.link.Run(peer.link.now + Seconds(60));
    const auto sent = peer.Take();
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].GetType(), MessageType::Hello);
    EXPECT_EQ(sent[0].GetControlConnectionId(), ScriptedPeer::ID);
    EXPECT_FALSE(sent[0].Has<avp::LocalSessionId>());
    EXPECT_FALSE(sent[0].Has<avp::RemoteSessionId>());
    auto packet = Create<Packet>();
    packet->AddHeader(ControlMessageHeader(sent[0], Encapsulation::Ip));
    uint8_t word[4] = {1, 1, 1, 1};
    packet->CopyData(word, sizeof(word));
    for (const auto octet : word)
    {
        EXPECT_EQ(octet, 0);
    }
}

/** A CDN of the peer with the Session IDs given; 0 for none. */
ControlMessage
MakeCdn(uint32_t local, uint32_t remote)
{
    ControlMessage cdn(MessageType::Cdn);
    cdn.Add<avp::ResultCode>({3, std::nullopt, "enough"});
    if (local != 0)
    {
        cdn.Add<avp::LocalSessionId>(local);
    }
    if (remote != 0)
    {
        cdn.Add<avp::RemoteSessionId>(remote);
    }
    return cdn;
}

// R6.12-04, R6.12-05: a CDN is sent with both Session IDs; of a received one either is enough
TEST(Cdn, NamesTheSessionTwice)
{
    ScriptedPeer sender;
    sender.EstablishSender();
    sender.Dut().endpoint->HangUp(sender.session, {DownCause::Local, 3, 0, {}}, sender.link.now);
    sender.link.Drain();
    const auto sent = sender.Take();
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].GetType(), MessageType::Cdn);
    EXPECT_EQ(sent[0].Get<avp::LocalSessionId>(), sender.session);
    EXPECT_EQ(sent[0].Get<avp::RemoteSessionId>(), ScriptedPeer::SESSION);

    ScriptedPeer onlyLocal;
    onlyLocal.EstablishRecipient();
    onlyLocal.Send(MakeCdn(ScriptedPeer::SESSION, 0));
    EXPECT_EQ(onlyLocal.TakeNames(), (Names{"ACK"}));
    EXPECT_EQ(onlyLocal.Dut().endpoint->GetSessions(), 0U);

    ScriptedPeer onlyRemote;
    onlyRemote.EstablishRecipient();
    onlyRemote.Send(MakeCdn(0, onlyRemote.session));
    EXPECT_EQ(onlyRemote.TakeNames(), (Names{"ACK"}));
    EXPECT_EQ(onlyRemote.Dut().endpoint->GetSessions(), 0U);

    ScriptedPeer neither;
    neither.EstablishRecipient();
    neither.Send(MakeCdn(0, 0));
    EXPECT_EQ(neither.TakeNames(), (Names{"ACK"}));
    EXPECT_EQ(neither.Dut().endpoint->GetSessions(), 1U);
    const auto drops = neither.Dut().Find<output::ControlDrop>();
    ASSERT_EQ(drops.size(), 1U);
    EXPECT_EQ(drops[0]->reason, ControlDropReason::UnknownSession);
}

// R6.12-08: the receiver of a CDN lets go of the session and sends nothing but the acknowledgment
TEST(Cdn, IsNotAnswered)
{
    for (const auto establish : {&ScriptedPeer::Place,
                                 &ScriptedPeer::Ask,
                                 &ScriptedPeer::EstablishSender,
                                 &ScriptedPeer::EstablishRecipient})
    {
        ScriptedPeer peer;
        (peer.*establish)();
        ASSERT_EQ(peer.Dut().endpoint->GetSessions(), 1U);
        peer.Send(MakeCdn(ScriptedPeer::SESSION, peer.session));
        peer.link.Run(peer.link.now + Seconds(1000));
        EXPECT_EQ(peer.TakeNames(), (Names{"ACK"}));
        EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 0U);
        EXPECT_EQ(peer.Dut().endpoint->FindSession(peer.session), nullptr);
        EXPECT_EQ(peer.GetState(), State::Established);
    }
}

// R5.4.2-11: a CDN with the reserved result 0 ends the session like any other
TEST(Cdn, ReservedResultEndsTheSession)
{
    ScriptedPeer peer;
    peer.EstablishRecipient();
    ControlMessage cdn(MessageType::Cdn);
    cdn.Add<avp::ResultCode>({0, std::nullopt, ""})
        .Add<avp::LocalSessionId>(ScriptedPeer::SESSION)
        .Add<avp::RemoteSessionId>(peer.session);
    peer.Send(cdn);
    EXPECT_EQ(peer.TakeNames(), (Names{"ACK"}));
    EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 0U);
    EXPECT_EQ(peer.Dut().Find<output::SessionDown>().at(0)->reason.result, 0);
}

// R7.3-02: a session refused for lack of resources, or given up before its answer, gets a CDN
TEST(Cdn, EndsASessionThatWasNeverAccepted)
{
    ScriptedPeer refused;
    refused.EstablishAsResponder();
    refused.Dut().admit = [](const SessionRequest&) {
        Admission admission;
        admission.refusal = CdnResult::TemporaryLackOfFacilities;
        return admission;
    };
    refused.Send(ScriptedPeer::MakeIcrq());
    const auto answer = refused.Take();
    ASSERT_EQ(answer.size(), 1U);
    EXPECT_EQ(answer[0].GetType(), MessageType::Cdn);
    EXPECT_EQ(answer[0].Get<avp::ResultCode>()->result, 4);
    EXPECT_EQ(answer[0].Get<avp::RemoteSessionId>(), ScriptedPeer::SESSION);

    ScriptedPeer caller;
    caller.Place();
    caller.Dut().endpoint->HangUp(caller.session, {DownCause::Local, 3, 0, {}}, caller.link.now);
    caller.link.Drain();
    EXPECT_EQ(caller.TakeNames(), (Names{"CDN"}));
    EXPECT_EQ(caller.Dut().endpoint->GetSessions(), 0U);
}

// R6.15-04, R3.3-01: an explicit acknowledgment goes to no state machine, in whatever state
TEST(Ack, MakesNoTransition)
{
    for (const Step step : {&ScriptedPeer::Open,
                            &ScriptedPeer::EstablishAsInitiator,
                            &ScriptedPeer::EstablishAsResponder,
                            &ScriptedPeer::Place,
                            &ScriptedPeer::Ask,
                            &ScriptedPeer::EstablishSender,
                            &ScriptedPeer::EstablishRecipient})
    {
        for (const auto type : {MessageType::Ack, MessageType::Zlb})
        {
            ScriptedPeer peer;
            (peer.*step)();
            peer.Take();
            peer.TakeTransitions();
            const auto state = peer.GetState();
            peer.Send(ControlMessage(type));
            EXPECT_EQ(peer.TakeTransitions(), Names{});
            EXPECT_EQ(peer.TakeNames(), Names{});
            EXPECT_EQ(peer.GetState(), state);
        }
    }
}

// R3.3-01: what needs no reply gets an explicit acknowledgment, and the state stays as it is
TEST(Ack, FollowsWhatHasNoReply)
{
    ScriptedPeer peer;
    peer.EstablishRecipient();
    for (int i = 0; i < 3; ++i)
    {
        peer.Send(ControlMessage(MessageType::Hello));
        EXPECT_EQ(peer.TakeNames(), (Names{"ACK"}));
        EXPECT_EQ(peer.TakeTransitions(), Names{});
    }
    EXPECT_EQ(peer.GetState(), State::Established);
    EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 1U);
}

// R6.15-02, R6.15-04, R6.15-05: ACK and ZLB acknowledge alike, and do nothing else
TEST(Acknowledgment, AckAndZlbFlushTheQueue)
{
    for (const auto type : {MessageType::Ack, MessageType::Zlb})
    {
        ScriptedPeer peer;
        peer.EstablishAsResponder();
        peer.link.PlaceCall(A, peer.connection);
        EXPECT_EQ(peer.TakeNames(), Names{"ICRQ"});
        peer.TakeTransitions();
        const auto& channel = peer.Dut().endpoint->FindConnection(peer.connection)->GetChannel();
        EXPECT_EQ(channel.GetOutstanding(), 1U);
        peer.Send(ControlMessage(type));
        EXPECT_EQ(channel.GetOutstanding(), 0U);
        EXPECT_EQ(channel.GetRetransmissionDeadline(), Time::Max());
        EXPECT_EQ(peer.TakeNames(), Names{});
        EXPECT_EQ(peer.TakeTransitions(), Names{});
    }
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
