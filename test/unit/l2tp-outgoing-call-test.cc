// SPDX-License-Identifier: GPL-2.0-only
// Outgoing calls: OCRQ, OCRP and OCCN (RFC 3931 sections 3.4.2, 6.9 to 6.11 and 7.4).

#include "l2tp-call-scripts.h"

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
using Codes = std::pair<uint16_t, uint16_t>;

/** The LAC, side B, answers a call as soon as it has to place it. */
uint32_t
PlacedAt(SimulatedLink& link)
{
    const auto placing = link.peers[B]->Find<output::PlaceCall>();
    return placing.empty() ? 0 : placing.back()->session;
}

/** Connect side A and let it ask for a call; OCRP has arrived. */
uint32_t
Dial(SimulatedLink& link, const SessionRequest& request = Outgoing())
{
    const auto connection = link.Connect();
    const auto id = link.peers[A]->endpoint->PlaceCall(connection, request, link.now);
    link.Drain();
    link.Run(Seconds(1));
    return id;
}

// R3.4.2-01, R7.4-01, R7.4-02, R6.10-15, R6.11-12, R7.4.2-05: OCRQ, OCRP, the call, OCCN at the
// very instant at which the call is connected
TEST(OutgoingCall, ThreeMessages)
{
    SimulatedLink link;
    const auto id = Dial(link);
    EXPECT_EQ(link.peers[A]->Sent(), (Names{"SCCRQ 0 0", "SCCCN 1 1", "OCRQ 2 1", "ACK 3 2"}));
    EXPECT_EQ(link.peers[B]->Sent(), (Names{"SCCRP 0 1", "ACK 1 2", "OCRP 1 3"}));
    EXPECT_EQ(link.peers[A]->endpoint->FindSession(id)->state, State::WaitConnect);
    EXPECT_EQ(link.peers[A]->Count<output::SessionUp>(), 0U);
    link.Run(Seconds(30));
    link.peers[B]->endpoint->CallPlaced(PlacedAt(link), link.now);
    link.Run(Seconds(40));
    EXPECT_EQ(link.peers[B]->Sent().back(), "OCCN 2 3");
    EXPECT_EQ(link.peers[B]->Times<output::Transmit>().back(), Seconds(30));
    EXPECT_EQ(link.peers[B]->Times<output::SessionUp>(), std::vector<Time>{Seconds(30)});
    EXPECT_EQ(link.peers[A]->Times<output::SessionUp>(), std::vector<Time>{MilliSeconds(30050)});
    const auto& a = link.peers[A]->Find<output::SessionUp>()[0]->parameters;
    const auto& b = link.peers[B]->Find<output::SessionUp>()[0]->parameters;
    EXPECT_EQ(a.localSessionId, b.remoteSessionId);
    EXPECT_EQ(b.localSessionId, a.remoteSessionId);
    EXPECT_EQ(a.localCookie, b.remoteCookie);
    EXPECT_EQ(b.localCookie, a.remoteCookie);
    EXPECT_EQ(a.direction, CallDirection::Outgoing);
    EXPECT_EQ(b.direction, CallDirection::Outgoing);
    EXPECT_EQ(a.serialNumber, b.serialNumber);
}

// R1.3-05, R6.9-17: the LAC is told what to dial, octet by octet
TEST(OutgoingCall, DestinationIsPassedOn)
{
    SimulatedLink link;
    const std::string number("+49\0 89\xff#", 9);
    auto request = Outgoing(number);
    request.txConnectSpeed = 64000;
    request.rxConnectSpeed = 8000;
    request.circuitActive = false;
    Dial(link, request);
    const auto placing = link.peers[B]->Find<output::PlaceCall>();
    ASSERT_EQ(placing.size(), 1U);
    EXPECT_EQ(placing[0]->request.remoteEndId, number);
    EXPECT_EQ(placing[0]->request.direction, CallDirection::Outgoing);
    EXPECT_EQ(placing[0]->request.txConnectSpeed, 64000U);
    EXPECT_EQ(placing[0]->request.rxConnectSpeed, 8000U);
    EXPECT_FALSE(placing[0]->request.circuitActive);
    EXPECT_EQ(placing[0]->request.serialNumber, 1U);
    EXPECT_EQ(placing[0]->request.message, nullptr);
}

// R7.4.1-01, R7.4.1-03: a call asked for before there is a connection
TEST(OutgoingCall, WaitsForTheConnection)
{
    ScriptedPeer peer;
    peer.Open();
    PlaceRequest(peer, Outgoing());
    EXPECT_EQ(SessionState(peer), "wait-control-conn");
    EXPECT_EQ(peer.TakeNames(), (Names{"SCCRQ"}));
    peer.Send(ScriptedPeer::MakeSccrp());
    peer.Acknowledge();
    EXPECT_EQ(peer.TakeNames(), (Names{"SCCCN", "OCRQ"}));
    EXPECT_EQ(SessionState(peer), "wait-reply");
}

// R7.4.1-14: closed before that, nothing is said
TEST(OutgoingCall, ClosedBeforeTheConnection)
{
    ScriptedPeer peer;
    peer.Open();
    const auto id = PlaceRequest(peer, Outgoing());
    peer.Take();
    peer.Dut().endpoint->HangUp(id, {DownCause::Local, 3, 0, {}}, peer.link.now);
    peer.Send(ScriptedPeer::MakeSccrp());
    peer.Acknowledge();
    EXPECT_EQ(peer.TakeNames(), (Names{"SCCCN"}));
    EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 0U);
}

// R7.4.1-02, R7.4.2-03, R7.4.2-04: OCRP of no session draws CDN(2, 5), OCCN and CDN nothing
TEST(OutgoingCall, NoSession)
{
    ScriptedPeer peer;
    peer.EstablishAsResponder();
    peer.session = 0x01020304;
    peer.Send(MakeOfSession(peer, MessageType::Occn));
    peer.Send(MakeOfSession(peer, MessageType::Cdn));
    EXPECT_EQ(peer.TakeNames(), (Names{"ACK", "ACK"}));
    peer.Send(MakeOfSession(peer, MessageType::Ocrp));
    const auto cdn = TakeOnly(peer);
    EXPECT_EQ(cdn.GetType(), MessageType::Cdn);
    EXPECT_EQ(CodesOf(cdn), (Codes{2, 5}));
    EXPECT_EQ(cdn.Get<avp::RemoteSessionId>(), ScriptedPeer::SESSION);
    EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 0U);
}

// R7.4.2-01: OCRP goes out and the call is placed; R6.10-05: OCRP has the Circuit Status
TEST(OutgoingCall, Accepted)
{
    ScriptedPeer peer;
    peer.EstablishAsResponder();
    peer.Dut().admit = [](const SessionRequest& request) {
        EXPECT_EQ(request.direction, CallDirection::Outgoing);
        EXPECT_EQ(request.remoteEndId, "555-1234");
        Admission admission;
        admission.accepted = true;
        admission.circuitActive = false;
        admission.circuitNew = true;
        admission.physicalChannelId = 7;
        return admission;
    };
    peer.Send(MakePeerRequest(MessageType::Ocrq, ScriptedPeer::SESSION, "555-1234"));
    const auto ocrp = TakeOnly(peer);
    EXPECT_EQ(ocrp.GetType(), MessageType::Ocrp);
    EXPECT_EQ(ocrp.Get<avp::LocalSessionId>(), peer.session);
    EXPECT_EQ(ocrp.Get<avp::RemoteSessionId>(), ScriptedPeer::SESSION);
    EXPECT_EQ(ocrp.Get<avp::CircuitStatus>(), CIRCUIT_STATUS_NEW);
    EXPECT_EQ(ocrp.Get<avp::PhysicalChannelId>(), 7U);
    EXPECT_EQ(SessionState(peer), "wait-cs-answer");
    EXPECT_EQ(peer.Dut().Count<output::PlaceCall>(), 1U);
}

// R7.4.2-02: a destination that must not be called, and other requests that are not acceptable
TEST(OutgoingCall, Refused)
{
    const auto refusal = [](const ControlMessage& request, const Admission& admission) {
        ScriptedPeer peer;
        peer.EstablishAsResponder();
        peer.Dut().admit = [&](const SessionRequest&) { return admission; };
        peer.Send(request);
        const auto cdn = TakeOnly(peer);
        EXPECT_EQ(cdn.GetType(), MessageType::Cdn);
        EXPECT_EQ(cdn.Get<avp::RemoteSessionId>(), ScriptedPeer::SESSION);
        EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 0U);
        EXPECT_EQ(peer.Dut().Count<output::PlaceCall>(), 0U);
        EXPECT_EQ(peer.GetState(), State::Established);
        return *cdn.Get<avp::ResultCode>();
    };
    Admission forbidden;
    forbidden.refusal = CdnResult::GeneralError;
    forbidden.error = ErrorCode::VendorSpecific;
    forbidden.text = "premium numbers are barred";
    // R5.4.2-28: error 6 comes with its text
    const auto barred = refusal(MakePeerRequest(MessageType::Ocrq), forbidden);
    EXPECT_EQ(barred.result, 2);
    EXPECT_EQ(barred.error, 6);
    EXPECT_EQ(barred.text, "premium numbers are barred");
    EXPECT_EQ(refusal(MakePeerRequest(MessageType::Ocrq), {}).result, 5);
    Admission yes;
    yes.accepted = true;
    EXPECT_EQ(
        refusal(MakePeerRequest(MessageType::Ocrq).Add<avp::DataSequencingAvp>(1), yes).result,
        15);
    EXPECT_EQ(refusal(WithUnknownAvp(MakePeerRequest(MessageType::Ocrq), true), yes).error, 8);
}

// R7.4.2-06, R7.4.2-13: whatever the owner says of a call that fails, and no word at all
TEST(OutgoingCall, Failed)
{
    for (const uint16_t result : {1, 4, 5, 2})
    {
        ScriptedPeer peer;
        Called(peer);
        const uint16_t error = result == 2 ? 6 : 0;
        peer.Dut().endpoint->CallFailed(peer.session,
                                        {DownCause::Local, result, error, "busy"},
                                        peer.link.now);
        peer.link.Drain();
        const auto cdn = TakeOnly(peer);
        EXPECT_EQ(CodesOf(cdn), (Codes{result, error}));
        EXPECT_EQ(cdn.Get<avp::ResultCode>()->text, "busy");
        EXPECT_EQ(SessionState(peer), "none");
        EXPECT_FALSE(peer.Dut().Find<output::SessionDown>().at(0)->established);
    }
}

TEST(OutgoingCall, PlacementTimer)
{
    for (const auto seconds : {0, 20})
    {
        auto configuration = MakeConfiguration("dut.example");
        configuration.callPlacementTimeout = Seconds(seconds);
        ScriptedPeer peer(configuration);
        Called(peer);
        // Without a timer of its own the set-up guard of two full cycles counts.
        const auto limit = seconds == 0 ? Seconds(142) : Seconds(20);
        peer.link.Run(limit - NanoSeconds(1));
        EXPECT_EQ(SessionState(peer), "wait-cs-answer");
        peer.link.Run(limit);
        EXPECT_EQ(SessionState(peer), "none");
        const auto cdn = TakeOnly(peer);
        EXPECT_EQ(CodesOf(cdn), (Codes{4, 0}));
        const auto* down = peer.Dut().Find<output::SessionDown>().at(0);
        EXPECT_EQ(down->reason.cause, DownCause::SetupTimeout);
        // The owner is late: nothing happens.
        peer.Dut().endpoint->CallPlaced(peer.session, peer.link.now);
        peer.Dut().endpoint->CallFailed(peer.session, {}, peer.link.now);
        peer.link.Drain();
        EXPECT_TRUE(peer.Take().empty());
    }
}

// Calls with different ends: each in its own time, whatever their order
TEST(OutgoingCall, ManyAtOnce)
{
    auto configuration = MakeConfiguration("dut.example");
    configuration.callPlacementTimeout = Seconds(20);
    ScriptedPeer peer(configuration);
    Called(peer);
    const auto first = peer.session;
    peer.link.Run(Seconds(5));
    peer.Send(MakePeerRequest(MessageType::Ocrq, 0xcafe0002, "vc-2"));
    const auto second = peer.Dut().Find<output::PlaceCall>().at(1)->session;
    peer.Acknowledge();
    peer.link.Run(Seconds(20));
    EXPECT_EQ(peer.Dut().endpoint->FindSession(first), nullptr);
    ASSERT_NE(peer.Dut().endpoint->FindSession(second), nullptr);
    peer.Dut().endpoint->CallPlaced(second, peer.link.now);
    peer.link.Run(Seconds(60));
    EXPECT_EQ(peer.Dut().endpoint->FindSession(second)->state, State::Established);
}

// R7.4.2-09, R7.4.2-10, R7.4.2-11, R7.4.1-11, R7.4.1-13: CDN and local close in every state; the
// LAC is told to give up or release the call
TEST(OutgoingCall, EndsInEveryState)
{
    struct Case
    {
        void (*prepare)(ScriptedPeer&);
        bool established;
    };

    for (const auto& [prepare, established] : {Case{Call, false},
                                               Case{CallAccepted, false},
                                               Case{CallEstablished, true},
                                               Case{Called, false},
                                               Case{CalledEstablished, true}})
    {
        for (const bool local : {false, true})
        {
            ScriptedPeer peer;
            prepare(peer);
            peer.Take();
            if (local)
            {
                peer.Dut().endpoint->HangUp(peer.session,
                                            {DownCause::Local, 1, 0, "carrier lost"},
                                            peer.link.now);
                peer.link.Drain();
                // R7.4.2-12: the circuit has gone
                EXPECT_EQ(CodesOf(TakeOnly(peer)), (Codes{1, 0}));
            }
            else
            {
                peer.Send(MakeOfSession(peer, MessageType::Cdn));
                // R6.12-08: nothing but an acknowledgment
                EXPECT_EQ(peer.TakeNames(), (Names{"ACK"}));
            }
            EXPECT_EQ(SessionState(peer), "none");
            const auto downs = peer.Dut().Find<output::SessionDown>();
            ASSERT_EQ(downs.size(), 1U);
            EXPECT_EQ(downs[0]->session, peer.session);
            EXPECT_EQ(downs[0]->established, established);
        }
    }
}

// R7.4.1-05: OCRP without Circuit Status, or with an unknown sublayer
TEST(OutgoingCall, UnacceptableReply)
{
    ScriptedPeer incomplete;
    Call(incomplete);
    ControlMessage reply(MessageType::Ocrp);
    reply.Add<avp::LocalSessionId>(ScriptedPeer::SESSION)
        .Add<avp::RemoteSessionId>(incomplete.session);
    incomplete.Send(reply);
    EXPECT_EQ(CodesOf(TakeOnly(incomplete)), (Codes{2, 3}));
    ScriptedPeer peer;
    Call(peer);
    peer.Send(MakeOfSession(peer, MessageType::Ocrp).Add<avp::L2SpecificSublayerAvp>(99));
    EXPECT_EQ(CodesOf(TakeOnly(peer)), (Codes{2, 3}));
    EXPECT_EQ(SessionState(peer), "none");
}

// R5.4.4-30: sequencing without a sublayer is refused also in OCRP and OCCN
TEST(OutgoingCall, SequencingWithoutSublayer)
{
    ScriptedPeer reply;
    Call(reply);
    reply.Send(MakeOfSession(reply, MessageType::Ocrp).Add<avp::DataSequencingAvp>(2));
    EXPECT_EQ(CodesOf(TakeOnly(reply)), (Codes{15, 0}));
    ScriptedPeer connected;
    CallAccepted(connected);
    connected.Send(MakeOfSession(connected, MessageType::Occn).Add<avp::DataSequencingAvp>(2));
    EXPECT_EQ(CodesOf(TakeOnly(connected)), (Codes{15, 0}));
    EXPECT_EQ(connected.Dut().Count<output::SessionUp>(), 0U);
}

// The requester does not wait for ever, neither for OCRP nor, after it, for OCCN.
TEST(OutgoingCall, RequesterGuards)
{
    ScriptedPeer asked;
    Call(asked);
    asked.link.Run(Seconds(142));
    EXPECT_EQ(CodesOf(TakeOnly(asked)), (Codes{16, 0}));
    ScriptedPeer accepted;
    Call(accepted);
    accepted.link.Run(Seconds(100));
    accepted.Send(MakeOfSession(accepted, MessageType::Ocrp));
    accepted.Take();
    accepted.link.Run(Seconds(242) - NanoSeconds(1));
    EXPECT_EQ(SessionState(accepted), "wait-connect");
    accepted.link.Run(Seconds(242));
    EXPECT_EQ(CodesOf(TakeOnly(accepted)), (Codes{16, 0}));
    EXPECT_EQ(SessionState(accepted), "none");
}

// R6.11-07..10, R6.11-11, R5.4.5-08: OCCN has what became known with the call
TEST(OutgoingCall, FinalParameters)
{
    SimulatedLink link;
    link.peers[B]->admit = [](const SessionRequest&) {
        Admission admission;
        admission.accepted = true;
        admission.circuitActive = false;
        return admission;
    };
    Dial(link);
    PlacedCall call;
    call.txConnectSpeed = 2048000;
    call.rxConnectSpeed = 512000;
    call.circuitActive = true;
    call.sublayer = L2SpecificSublayer::Default;
    call.sequencing = DataSequencing::All;
    link.peers[B]->endpoint->CallPlaced(PlacedAt(link), link.now, call);
    link.Run(Seconds(2));
    const auto& a = link.peers[A]->Find<output::SessionUp>().at(0)->parameters;
    const auto& b = link.peers[B]->Find<output::SessionUp>().at(0)->parameters;
    EXPECT_EQ(a.txConnectSpeed, 2048000U);
    EXPECT_EQ(a.rxConnectSpeed, 512000U);
    EXPECT_EQ(b.txConnectSpeed, 2048000U);
    EXPECT_TRUE(a.peerCircuitActive);
    EXPECT_EQ(a.transmitSublayer, L2SpecificSublayer::Default);
    EXPECT_EQ(a.transmitSequencing, DataSequencing::All);
    EXPECT_EQ(b.receiveSublayer, L2SpecificSublayer::Default);
    EXPECT_EQ(b.receiveSequencing, DataSequencing::All);
    // What is sent once is not kept.
    EXPECT_EQ(link.peers[B]->endpoint->FindSession(b.localSessionId)->details, nullptr);
    // Everything was in OCCN: no SLI follows.
    EXPECT_EQ(link.peers[B]->Sent().back().substr(0, 4), "OCCN");
}

// OCRQ has what section 6.9 says and not the Physical Channel ID.
TEST(OutgoingCall, Request)
{
    ScriptedPeer peer;
    peer.EstablishAsInitiator();
    auto request = Outgoing("555");
    request.preferences = {4, L2SpecificSublayer::Default, DataSequencing::NonIp};
    request.tieBreaker = true;
    request.txConnectSpeed = 1;
    request.rxConnectSpeed = 2;
    request.physicalChannelId = 3;
    const auto id = PlaceRequest(peer, request);
    const auto ocrq = TakeOnly(peer);
    EXPECT_EQ(ocrq.GetType(), MessageType::Ocrq);
    EXPECT_EQ(ocrq.Get<avp::LocalSessionId>(), id);
    EXPECT_EQ(ocrq.Get<avp::RemoteSessionId>(), 0U);
    EXPECT_EQ(ocrq.Get<avp::SerialNumber>(), 1U);
    EXPECT_EQ(ocrq.Get<avp::PseudowireTypeAvp>(), 5);
    EXPECT_EQ(ocrq.Get<avp::RemoteEndId>(), "555");
    EXPECT_EQ(ocrq.Get<avp::CircuitStatus>(), CIRCUIT_STATUS_ACTIVE | CIRCUIT_STATUS_NEW);
    EXPECT_EQ(ocrq.Get<avp::AssignedCookie>()->GetSize(), 4U);
    EXPECT_EQ(ocrq.Get<avp::L2SpecificSublayerAvp>(), 1);
    EXPECT_EQ(ocrq.Get<avp::DataSequencingAvp>(), 1);
    EXPECT_TRUE(ocrq.Has<avp::SessionTieBreaker>());
    EXPECT_EQ(ocrq.Get<avp::TxConnectSpeed>(), 1U);
    EXPECT_EQ(ocrq.Get<avp::RxConnectSpeed>(), 2U);
    std::size_t avps = 0;
    for ([[maybe_unused]] const auto& one : ocrq.GetAvps())
    {
        ++avps;
    }
    EXPECT_EQ(avps, 13U);
}

// R6.10-14: nothing tells the requester that it may send data before OCCN; with acceptEarlyData it
// may receive some from OCRP on (R4.5-07)
TEST(OutgoingCall, DataBeforeOccn)
{
    for (const bool accept : {false, true})
    {
        auto configuration = MakeConfiguration("dut.example");
        configuration.acceptEarlyData = accept;
        ScriptedPeer requester(configuration);
        CallAccepted(requester);
        EXPECT_EQ(requester.Dut().Count<output::SessionUp>(), 0U);
        ASSERT_EQ(requester.Dut().Count<output::SessionPrepared>(), accept ? 1U : 0U);
        if (accept)
        {
            const auto* prepared = requester.Dut().Find<output::SessionPrepared>()[0];
            EXPECT_EQ(prepared->parameters.localSessionId, requester.session);
            EXPECT_EQ(prepared->parameters.remoteSessionId, ScriptedPeer::SESSION);
        }
        // The LAC knows that nobody sends data to it before its OCCN.
        ScriptedPeer lac(configuration);
        Called(lac);
        EXPECT_EQ(lac.Dut().Count<output::SessionPrepared>(), 0U);
        ScriptedPeer recipient(configuration);
        recipient.Ask();
        EXPECT_EQ(recipient.Dut().Count<output::SessionPrepared>(), accept ? 1U : 0U);
        EXPECT_EQ(recipient.Dut().Count<output::SessionUp>(), 0U);
    }
}

// R1.3-04: an incoming call, by contrast, is an ICRQ of the LAC at once
TEST(OutgoingCall, IncomingIsAnotherMessage)
{
    ScriptedPeer peer;
    peer.EstablishAsInitiator();
    PlaceRequest(peer, {});
    EXPECT_EQ(TakeOnly(peer).GetType(), MessageType::Icrq);
    PlaceRequest(peer, Outgoing("vc-2"));
    peer.Acknowledge();
    EXPECT_EQ(TakeOnly(peer).GetType(), MessageType::Ocrq);
}

// The connection goes down: all calls go without a message, in every state.
TEST(OutgoingCall, StopCcnEndsAll)
{
    for (auto* prepare : {Call, CallAccepted, CallEstablished, Called, CalledEstablished})
    {
        ScriptedPeer peer;
        prepare(peer);
        peer.Take();
        peer.Send(ScriptedPeer::MakeStopCcn());
        EXPECT_EQ(peer.TakeNames(), (Names{"ACK"}));
        const auto downs = peer.Dut().Find<output::SessionDown>();
        ASSERT_EQ(downs.size(), 1U);
        EXPECT_EQ(downs[0]->reason.cause, DownCause::ConnectionClosed);
        // R6.4-09: the reason of StopCCN reaches the session
        EXPECT_EQ(downs[0]->reason.text, "good night");
    }
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
