// SPDX-License-Identifier: GPL-2.0-only
// Sessions: what is refused, how they end, and what the two directions agree on.

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

using Names = std::vector<std::string>;

/** The only message that an endpoint has sent has to be a CDN. */
ControlMessage
TakeCdn(ScriptedPeer& peer)
{
    auto sent = peer.Take();
    EXPECT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent.at(0).GetType(), MessageType::Cdn);
    return sent.at(0);
}

/** Result and error of a CDN. */
std::pair<uint16_t, uint16_t>
Codes(const ControlMessage& cdn)
{
    const auto code = cdn.Get<avp::ResultCode>().value_or(ResultCodeValue{});
    return {code.result, code.error.value_or(0)};
}

/** What becomes of an ICRQ: codes of the CDN; the connection stays, no session is left. */
std::pair<uint16_t, uint16_t>
RefusalOf(const ControlMessage& request, const Admission& admission = {true, {}, {}, true})
{
    ScriptedPeer peer;
    peer.EstablishAsResponder();
    peer.Dut().admit = [&admission](const SessionRequest&) { return admission; };
    peer.Send(request);
    const auto cdn = TakeCdn(peer);
    EXPECT_EQ(cdn.Get<avp::RemoteSessionId>(), ScriptedPeer::SESSION);
    EXPECT_EQ(peer.GetState(), State::Established);
    EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 0U);
    EXPECT_EQ(peer.Dut().Count<output::SessionUp>(), 0U);
    return Codes(cdn);
}

using Pair = std::pair<uint16_t, uint16_t>;

// R7.3.2-02, R5.4.2-16, R5.4.2-15: no circuit for the Remote End ID, for good or for now
TEST(CallControl, RefusedByTheOwner)
{
    Admission admission;
    EXPECT_EQ(RefusalOf(ScriptedPeer::MakeIcrq(), admission), (Pair{5, 0}));
    admission.refusal = CdnResult::TemporaryLackOfFacilities;
    EXPECT_EQ(RefusalOf(ScriptedPeer::MakeIcrq(), admission), (Pair{4, 0}));
}

// R5.4.4-21, R5.4.2-18: a pseudowire type that was not advertised
TEST(CallControl, UnsupportedPseudowireType)
{
    ControlMessage request(MessageType::Icrq);
    request.Add<avp::LocalSessionId>(ScriptedPeer::SESSION)
        .Add<avp::RemoteSessionId>(0)
        .Add<avp::SerialNumber>(1)
        .Add<avp::PseudowireTypeAvp>(7)
        .Add<avp::RemoteEndId>("vc-1")
        .Add<avp::CircuitStatus>(1);
    EXPECT_EQ(RefusalOf(request), (Pair{14, 0}));
}

// R5.4.4-30, R5.4.2-19: sequencing without a sublayer
TEST(CallControl, SequencingWithoutSublayer)
{
    EXPECT_EQ(RefusalOf(ScriptedPeer::MakeIcrq().Add<avp::DataSequencingAvp>(2)), (Pair{15, 0}));
    EXPECT_EQ(RefusalOf(ScriptedPeer::MakeIcrq().Add<avp::DataSequencingAvp>(1)), (Pair{15, 0}));
}

// R5.4.4-85: a sublayer that is not known
TEST(CallControl, UnknownSublayer)
{
    EXPECT_EQ(RefusalOf(ScriptedPeer::MakeIcrq().Add<avp::L2SpecificSublayerAvp>(99)),
              (Pair{2, 3}));
}

// R7.1-06, R7.1-14: unknown or malformed mandatory AVP, missing AVP
TEST(CallControl, BadIcrq)
{
    EXPECT_EQ(RefusalOf(WithUnknownAvp(ScriptedPeer::MakeIcrq(), true)), (Pair{2, 8}));
    const Bytes three{0, 0, 5};
    ControlMessage malformed(MessageType::Icrq);
    malformed.Add<avp::LocalSessionId>(ScriptedPeer::SESSION)
        .Add<avp::RemoteSessionId>(0)
        .Add<avp::SerialNumber>(1)
        .Add<avp::RemoteEndId>("vc-1")
        .Add<avp::CircuitStatus>(1);
    EXPECT_EQ(RefusalOf(malformed).first, 2);
    malformed.AddRaw(0, avp::PseudowireTypeAvp::TYPE, true, ByteView(three));
    EXPECT_EQ(RefusalOf(malformed), (Pair{2, 2}));
}

// R5.2-03, R7.1-07: unknown or malformed AVPs with M=0 are as absent
TEST(CallControl, OptionalAvpsThatAreIgnored)
{
    ScriptedPeer peer;
    peer.EstablishAsResponder();
    const Bytes four{0, 0, 0, 1};
    auto request = WithUnknownAvp(ScriptedPeer::MakeIcrq(), false);
    request.AddRaw(0, avp::RxConnectSpeed::TYPE, false, ByteView(four));
    peer.Send(request);
    EXPECT_EQ(peer.TakeNames(), (Names{"ICRP"}));
}

// R5.4.4-03, R7.3.1-06: the CDN that refuses an ICRP names the peer's session
TEST(CallControl, RefusedIcrpIsNamed)
{
    ControlMessage incomplete(MessageType::Icrp);
    for (int i = 0; i < 3; ++i)
    {
        ScriptedPeer peer;
        peer.Place();
        auto reply = peer.MakeIcrp();
        if (i == 0)
        {
            reply = WithUnknownAvp(reply, true);
        }
        else if (i == 1)
        {
            reply.Add<avp::DataSequencingAvp>(2);
        }
        else
        {
            reply = incomplete;
            reply.Add<avp::LocalSessionId>(ScriptedPeer::SESSION)
                .Add<avp::RemoteSessionId>(peer.session);
        }
        peer.Send(reply);
        const auto cdn = TakeCdn(peer);
        EXPECT_EQ(Codes(cdn).first, i == 1 ? 15 : 2);
        EXPECT_EQ(cdn.Get<avp::LocalSessionId>(), peer.session);
        EXPECT_EQ(cdn.Get<avp::RemoteSessionId>(), ScriptedPeer::SESSION);
        EXPECT_EQ(peer.GetState(), State::Established);
        EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 0U);
    }
}

// R5.2-01, R5.4.2-13: an unknown mandatory AVP in ICRP, ICCN and SLI ends the session, not the
// connection
TEST(CallControl, UnknownMandatoryAvp)
{
    ScriptedPeer icrp;
    icrp.Place();
    icrp.Send(WithUnknownAvp(icrp.MakeIcrp(), true));
    EXPECT_EQ(Codes(TakeCdn(icrp)), (Pair{2, 8}));
    EXPECT_EQ(icrp.GetState(), State::Established);
    ScriptedPeer iccn;
    iccn.Ask();
    iccn.Send(WithUnknownAvp(iccn.MakeIccn(), true));
    EXPECT_EQ(Codes(TakeCdn(iccn)), (Pair{2, 8}));
    EXPECT_EQ(iccn.GetState(), State::Established);
    for (const bool mandatory : {false, true})
    {
        ScriptedPeer sli;
        sli.EstablishRecipient();
        ControlMessage message(MessageType::Sli);
        message.Add<avp::LocalSessionId>(ScriptedPeer::SESSION)
            .Add<avp::RemoteSessionId>(sli.session)
            .Add<avp::CircuitStatus>(CIRCUIT_STATUS_ACTIVE);
        sli.Send(WithUnknownAvp(message, mandatory));
        EXPECT_EQ(sli.Dut().endpoint->GetSessions(), mandatory ? 0U : 1U);
        EXPECT_EQ(sli.GetState(), State::Established);
        if (mandatory)
        {
            EXPECT_EQ(Codes(TakeCdn(sli)), (Pair{2, 8}));
        }
    }
}

// R7.3.2-06: an ICCN that asks for sequencing without a sublayer
TEST(CallControl, RefusedIccn)
{
    ScriptedPeer peer;
    peer.Ask();
    peer.Send(peer.MakeIccn().Add<avp::DataSequencingAvp>(1));
    EXPECT_EQ(Codes(TakeCdn(peer)), (Pair{15, 0}));
}

// R5.4.2-20, R7.3.1-12, R7.3.2-10: a message that the state does not allow
TEST(CallControl, WrongStateIsResultSixteen)
{
    ScriptedPeer sender;
    sender.EstablishSender();
    sender.Send(sender.MakeIcrp());
    EXPECT_EQ(Codes(TakeCdn(sender)), (Pair{16, 0}));
    ScriptedPeer recipient;
    recipient.EstablishRecipient();
    recipient.Send(recipient.MakeIccn());
    EXPECT_EQ(Codes(TakeCdn(recipient)), (Pair{16, 0}));
}

// R7.3.2-03, R5.4.2-26: an ICRP of no session: CDN(2, 5) to the session that it names
TEST(CallControl, StrayIcrp)
{
    ScriptedPeer peer;
    peer.EstablishAsResponder();
    peer.session = 0x01020304;
    peer.Send(peer.MakeIcrp());
    const auto cdn = TakeCdn(peer);
    EXPECT_EQ(Codes(cdn), (Pair{2, 5}));
    EXPECT_EQ(cdn.Get<avp::RemoteSessionId>(), ScriptedPeer::SESSION);
    EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 0U);
    EXPECT_EQ(peer.Dut().Count<output::SessionUp>(), 0U);
}

// R7.3.1-02, R7.3.2-04: ICCN and CDN of no session are acknowledged only
TEST(CallControl, StrayIccnAndCdn)
{
    ScriptedPeer peer;
    peer.EstablishAsResponder();
    peer.session = 0x01020304;
    peer.Send(peer.MakeIccn());
    peer.Send(peer.MakeCdn());
    EXPECT_EQ(peer.TakeNames(), (Names{"ACK", "ACK"}));
    EXPECT_EQ(peer.Dut().Count<output::ControlDrop>(), 2U);
    EXPECT_EQ(peer.Dut().Find<output::ControlDrop>()[0]->reason, ControlDropReason::UnknownSession);
}

// R3.4.3-01, R5.4.2-14: CDN from either side ends both ends and frees the Session IDs
TEST(CallControl, EitherSideHangsUp)
{
    for (const auto side : {A, B})
    {
        SimulatedLink link;
        link.PlaceCall(A, link.Connect());
        link.Run(Seconds(100));
        const auto other = side == A ? B : A;
        const auto id =
            link.peers[side]->Find<output::SessionUp>().at(0)->parameters.localSessionId;
        link.peers[side]->endpoint->HangUp(id, {DownCause::Local, 3, 0, "over"}, link.now);
        link.Run();
        // Long after the last message, the CDN is not taken for overdue.
        EXPECT_EQ(link.now, Seconds(100) + MilliSeconds(100));
        EXPECT_EQ(link.peers[side]->Sent().back().substr(0, 3), "CDN");
        EXPECT_EQ(link.peers[other]->Sent().back().substr(0, 3), "ACK");
        const auto& reason = link.peers[other]->Find<output::SessionDown>().at(0)->reason;
        EXPECT_EQ(reason.cause, DownCause::Peer);
        EXPECT_EQ(reason.result, 3);
        EXPECT_EQ(reason.text, "over");
        EXPECT_EQ(link.peers[other]->Count<output::ConnectionDown>(), 0U);
        for (const auto end : {A, B})
        {
            EXPECT_EQ(link.peers[end]->endpoint->GetSessions(), 0U);
            EXPECT_EQ(link.peers[end]->Count<output::SessionDown>(), 1U);
            EXPECT_TRUE(link.peers[end]->Find<output::SessionDown>()[0]->established);
        }
    }
}

// A CDN that is lost comes again one second later, not earlier.
TEST(CallControl, LostCdn)
{
    SimulatedLink link;
    const auto session = link.PlaceCall(A, link.Connect());
    link.Run(Seconds(100));
    link.Drop(A, link.offered[A] + 1);
    link.peers[A]->endpoint->HangUp(session, {DownCause::Local, 3, 0, {}}, link.now);
    link.Run();
    EXPECT_EQ(link.peers[A]->Times<output::Transmit>().back(), Seconds(101));
    EXPECT_EQ(link.peers[B]->Times<output::SessionDown>().at(0), MilliSeconds(101050));
}

// R5.4.4-06, R7.3.1-10: CDN before ICRP names the own session and 0
TEST(CallControl, CdnBeforeIcrp)
{
    ScriptedPeer peer;
    peer.Place();
    peer.Dut().endpoint->HangUp(peer.session, {DownCause::Local, 3, 0, {}}, peer.link.now);
    peer.link.Drain();
    const auto cdn = TakeCdn(peer);
    EXPECT_EQ(cdn.Get<avp::LocalSessionId>(), peer.session);
    EXPECT_EQ(cdn.Get<avp::RemoteSessionId>(), 0U);
}

// R5.4.4-07: the receiver of such a CDN finds the session by the peer's Session ID
TEST(CallControl, ReverseLookUpOfCdn)
{
    ScriptedPeer peer;
    peer.Ask();
    ControlMessage cdn(MessageType::Cdn);
    cdn.Add<avp::ResultCode>({3, std::nullopt, ""})
        .Add<avp::LocalSessionId>(ScriptedPeer::SESSION)
        .Add<avp::RemoteSessionId>(0);
    peer.Send(cdn);
    EXPECT_EQ(peer.TakeNames(), (Names{"ACK"}));
    EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 0U);
    // The peer's Session ID may be used again.
    peer.Send(ScriptedPeer::MakeIcrq());
    EXPECT_EQ(peer.TakeNames(), (Names{"ICRP"}));
}

// A CDN is matched by Remote Session ID even if it names a wrong local one; R5.4.2-42, R5.2-09: and
// whatever its result is or its unknown AVPs are
TEST(CallControl, AnyCdnEndsTheSession)
{
    ScriptedPeer peer;
    peer.EstablishRecipient();
    ControlMessage cdn(MessageType::Cdn);
    cdn.Add<avp::ResultCode>({99, std::nullopt, ""})
        .Add<avp::LocalSessionId>(0x0100feca)
        .Add<avp::RemoteSessionId>(peer.session);
    peer.Send(WithUnknownAvp(cdn, true));
    EXPECT_EQ(peer.TakeNames(), (Names{"ACK"}));
    EXPECT_EQ(peer.Dut().Find<output::SessionDown>().at(0)->reason.result, 99);
    EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 0U);
}

// R5.4.4-20: a type that the peer has not advertised is not requested
TEST(CallControl, TypeThePeerDoesNotSupport)
{
    auto b = MakeConfiguration("lns.example");
    b.pseudowireTypes = {4};
    SimulatedLink link(MilliSeconds(50), MakeConfiguration("lac.example"), b);
    const auto connection = link.Connect();
    link.PlaceCall(A, connection);
    link.Run(Seconds(1));
    link.PlaceCall(A, connection);
    link.Run(Seconds(2));
    EXPECT_EQ(link.peers[A]->Sent(), (Names{"SCCRQ 0 0", "SCCCN 1 1"}));
    ASSERT_EQ(link.peers[A]->Count<output::SessionDown>(), 2U);
    for (const auto* down : link.peers[A]->Find<output::SessionDown>())
    {
        EXPECT_EQ(down->reason.cause, DownCause::Local);
        EXPECT_EQ(down->reason.result, 14);
        EXPECT_FALSE(down->established);
    }
    EXPECT_EQ(link.peers[A]->endpoint->GetSessions(), 0U);
}

/** A session whose ends want different things; the parameters of both ends. */
std::pair<SessionParameters, SessionParameters>
Agree(const ReceivePreferences& a, const ReceivePreferences& b)
{
    SimulatedLink link;
    link.peers[B]->admit = [&b](const SessionRequest&) {
        return Admission{true, CdnResult::GeneralError, b, true};
    };
    SessionRequest request;
    request.remoteEndId = std::string("vc\0 7", 5);
    request.preferences = a;
    link.peers[A]->endpoint->PlaceCall(link.Connect(), request, link.now);
    link.Run(Seconds(1));
    return {link.peers[A]->Find<output::SessionUp>().at(0)->parameters,
            link.peers[B]->Find<output::SessionUp>().at(0)->parameters};
}

// R5.4.4-02, R5.4.4-04, R5.4.4-08, R5.4.4-10, R5.4.4-22..25: each direction for itself
TEST(CallControl, DirectionsAreIndependent)
{
    ReceivePreferences rich{8, L2SpecificSublayer::Default, DataSequencing::All};
    ReceivePreferences poor{0, L2SpecificSublayer::None, DataSequencing::None};
    ReceivePreferences middle{4, L2SpecificSublayer::Default, DataSequencing::NonIp};
    for (const auto& [a, b] :
         std::vector<std::pair<ReceivePreferences, ReceivePreferences>>{{rich, poor},
                                                                        {poor, rich},
                                                                        {middle, rich},
                                                                        {poor, poor}})
    {
        const auto [atA, atB] = Agree(a, b);
        EXPECT_NE(atA.localSessionId, atB.localSessionId);
        EXPECT_EQ(atB.remoteEndId, atA.remoteEndId);
        const auto check = [](const ReceivePreferences& wanted,
                              const SessionParameters& receiver,
                              const SessionParameters& transmitter) {
            EXPECT_EQ(receiver.localSessionId, transmitter.remoteSessionId);
            EXPECT_EQ(receiver.localCookie.GetSize(), wanted.cookieLength);
            EXPECT_EQ(receiver.localCookie, transmitter.remoteCookie);
            EXPECT_EQ(receiver.receiveSublayer, wanted.sublayer);
            EXPECT_EQ(transmitter.transmitSublayer, wanted.sublayer);
            EXPECT_EQ(receiver.receiveSequencing, wanted.sequencing);
            EXPECT_EQ(transmitter.transmitSequencing, wanted.sequencing);
        };
        check(a, atA, atB);
        check(b, atB, atA);
    }
}

// R6.8-07, R6.8-08: ICCN may still ask for a sublayer and sequencing.
TEST(CallControl, IccnChangesTheFormat)
{
    ScriptedPeer peer;
    peer.Ask();
    peer.Send(peer.MakeIccn().Add<avp::L2SpecificSublayerAvp>(1).Add<avp::DataSequencingAvp>(2));
    const auto& parameters = peer.Dut().Find<output::SessionUp>().at(0)->parameters;
    EXPECT_EQ(parameters.transmitSublayer, L2SpecificSublayer::Default);
    EXPECT_EQ(parameters.transmitSequencing, DataSequencing::All);
    EXPECT_EQ(parameters.receiveSublayer, L2SpecificSublayer::None);
}

// R3.4.1-01, R5.4.4-03, R5.4.4-05, R5.4.4-06: Session IDs of ICRQ, ICRP and ICCN; the A bit
TEST(CallControl, SessionIdsAndCircuitStatus)
{
    ScriptedPeer sender;
    sender.EstablishAsInitiator();
    SessionRequest request;
    request.remoteEndId = "vc-1";
    request.circuitActive = false;
    const auto id = sender.Dut().endpoint->PlaceCall(sender.connection, request, sender.link.now);
    sender.link.Drain();
    const auto icrq = sender.Take().at(0);
    EXPECT_EQ(icrq.Get<avp::LocalSessionId>(), id);
    EXPECT_EQ(icrq.Get<avp::RemoteSessionId>(), 0U);
    EXPECT_EQ(icrq.Get<avp::CircuitStatus>(), CIRCUIT_STATUS_NEW);
    sender.Acknowledge();
    sender.Send(sender.MakeIcrp());
    const auto iccn = sender.Take().at(0);
    EXPECT_EQ(iccn.Get<avp::LocalSessionId>(), id);
    EXPECT_EQ(iccn.Get<avp::RemoteSessionId>(), ScriptedPeer::SESSION);
    EXPECT_TRUE(sender.Dut().Find<output::SessionUp>().at(0)->parameters.peerCircuitActive);
    ScriptedPeer recipient;
    recipient.EstablishAsResponder();
    recipient.Send(ScriptedPeer::MakeIcrq());
    const auto icrp = recipient.Take().at(0);
    EXPECT_NE(icrp.Get<avp::LocalSessionId>(), 0U);
    EXPECT_EQ(icrp.Get<avp::RemoteSessionId>(), ScriptedPeer::SESSION);
    EXPECT_EQ(icrp.Get<avp::CircuitStatus>(), CIRCUIT_STATUS_ACTIVE);
}

// R5.4.4-11: consecutive sessions have consecutive Serial Numbers, over all connections
TEST(CallControl, SerialNumbers)
{
    SimulatedLink link;
    const auto first = link.Connect();
    const auto second = link.Connect();
    for (int i = 0; i < 6; ++i)
    {
        link.PlaceCall(A, i % 2 == 0 ? first : second);
    }
    link.Run(Seconds(5));
    std::set<uint32_t> serials;
    for (const auto* received : link.peers[B]->Find<output::Received>())
    {
        if (const auto serial = received->message.Get<avp::SerialNumber>())
        {
            serials.insert(*serial);
        }
    }
    EXPECT_EQ(serials, (std::set<uint32_t>{1, 2, 3, 4, 5, 6}));
}

// R7.3-03: a second request of the peer is another session; crossing requests are two
TEST(CallControl, Collisions)
{
    ScriptedPeer peer;
    peer.EstablishRecipient();
    peer.Send(ScriptedPeer::MakeIcrq(0xcafe0002));
    EXPECT_EQ(peer.TakeNames(), (Names{"ICRP"}));
    EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 2U);
    SimulatedLink link;
    const auto connection = link.Connect();
    link.Run(Seconds(1));
    const auto remote = link.peers[A]->endpoint->FindConnection(connection)->GetRemoteId();
    link.PlaceCall(A, connection, "vc-a");
    link.PlaceCall(B, remote, "vc-b");
    link.Run(Seconds(2));
    EXPECT_EQ(link.peers[A]->Count<output::SessionUp>(), 2U);
    EXPECT_EQ(link.peers[B]->Count<output::SessionUp>(), 2U);
}

// R7.2-25: requests before the connection is established: one SCCRQ, then the ICRQs
TEST(CallControl, SessionsWaitForTheConnection)
{
    SimulatedLink link;
    const auto connection = link.Connect();
    link.PlaceCall(A, connection, "vc-1");
    link.PlaceCall(A, connection, "vc-2");
    link.Run(MilliSeconds(120));
    EXPECT_EQ(link.peers[A]->Sent(), (Names{"SCCRQ 0 0", "SCCCN 1 1", "ICRQ 2 1"}));
    link.Run();
    EXPECT_EQ(link.peers[B]->Count<output::SessionUp>(), 2U);
}

// R3.4-01: an ICRQ that overtakes SCCCN waits for it
TEST(CallControl, IcrqOvertakesScccn)
{
    ScriptedPeer peer;
    peer.Send(ScriptedPeer::MakeSccrq());
    peer.ns = 2;
    peer.Send(ScriptedPeer::MakeIcrq());
    EXPECT_EQ(peer.TakeNames(), (Names{"SCCRP", "ACK"}));
    EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 0U);
    peer.ns = 1;
    peer.Send(ControlMessage(MessageType::Scccn));
    EXPECT_EQ(peer.TakeNames(), (Names{"ICRP"}));
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
