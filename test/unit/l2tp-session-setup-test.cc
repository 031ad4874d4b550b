// SPDX-License-Identifier: GPL-2.0-only
// What it takes to set a session up: identifiers, limits, speeds, and what others may add
// (RFC 3931 sections 5.4.4, 6.6 to 6.11 and 7.3).

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

const std::vector<MessageType> REQUESTS{MessageType::Icrq, MessageType::Ocrq};

/** A request without one of the required AVPs, or with one that is malformed. */
ControlMessage
MakeIncomplete(MessageType type, uint16_t left, bool malformed = false, bool mandatory = false)
{
    const Bytes odd{1, 2, 3};
    const auto complete = MakePeerRequest(type);
    ControlMessage message(type);
    for (const auto& avp : complete.GetAvps())
    {
        if (avp.type == 0)
        {
            continue;
        }
        if (avp.type != left)
        {
            message.AddRaw(0, avp.type, avp.mandatory, complete.GetValue(avp));
        }
        else if (malformed)
        {
            message.AddRaw(0, avp.type, mandatory, ByteView(odd));
        }
    }
    return message;
}

// R7.1-14, R6.6-04..08, R6.9-04..08: a request that lacks what it must have is refused by CDN,
// which names the session, and the connection stays; R6.6-03, R6.9-03: one that cannot be named is
// dropped
TEST(SessionSetup, IncompleteRequest)
{
    for (const auto type : REQUESTS)
    {
        for (const uint16_t left : {63, 64, 15, 68, 66, 71})
        {
            SCOPED_TRACE(left);
            ScriptedPeer peer;
            peer.EstablishAsResponder();
            peer.Send(MakeIncomplete(type, left));
            if (left == avp::LocalSessionId::TYPE)
            {
                EXPECT_EQ(peer.TakeNames(), (Names{"ACK"}));
                EXPECT_EQ(peer.Dut().Find<output::ControlDrop>().at(0)->reason,
                          ControlDropReason::UnknownSession);
            }
            else
            {
                const auto cdn = TakeOnly(peer);
                EXPECT_EQ(cdn.GetType(), MessageType::Cdn);
                EXPECT_EQ(CodesOf(cdn), (Codes{2, 3}));
                EXPECT_EQ(cdn.Get<avp::RemoteSessionId>(), ScriptedPeer::SESSION);
                EXPECT_NE(cdn.Get<avp::ResultCode>()->text, "");
            }
            EXPECT_EQ(peer.GetState(), State::Established);
            EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 0U);
            EXPECT_EQ(peer.Dut().Count<output::PlaceCall>(), 0U);
        }
    }
}

// R7.1-15: a required AVP that is malformed with M=0 counts as missing, with M=1 as malformed:
// R5.4.2-23, R5.4.2-24: error 2 for a length, 3 for what is missing; where it was is reported
TEST(SessionSetup, MalformedRequest)
{
    for (const auto type : REQUESTS)
    {
        for (const bool mandatory : {false, true})
        {
            ScriptedPeer peer;
            peer.EstablishAsResponder();
            peer.Send(MakeIncomplete(type, avp::SerialNumber::TYPE, true, mandatory));
            const auto cdn = TakeOnly(peer);
            EXPECT_EQ(CodesOf(cdn), (Codes{2, mandatory ? 2 : 3}));
            const auto* drop = peer.Dut().Find<output::ControlDrop>().at(0);
            EXPECT_EQ(drop->reason, ControlDropReason::NotAcceptable);
            EXPECT_EQ(drop->detail, cdn.Get<avp::ResultCode>()->text);
            ASSERT_TRUE(drop->fault);
            EXPECT_EQ(drop->fault->type, avp::SerialNumber::TYPE);
            EXPECT_EQ(drop->fault->what,
                      mandatory ? ParseProblem::BadValueLength : ParseProblem::Missing);
            if (mandatory)
            {
                EXPECT_EQ(drop->fault->offset, 12 + 8 + 10 + 10);
            }
        }
    }
}

// R5.4.2-31, R5.4.2-32: error 8 and a text that names vendor and attribute
TEST(SessionSetup, UnknownMandatoryAvpIsNamed)
{
    ScriptedPeer peer;
    peer.EstablishAsResponder();
    const Bytes value{1};
    auto request = MakePeerRequest(MessageType::Ocrq);
    const auto offset = request.GetBytes().size();
    request.AddRaw(4711, 42, true, ByteView(value));
    peer.Send(request);
    const auto cdn = TakeOnly(peer);
    EXPECT_EQ(CodesOf(cdn), (Codes{2, 8}));
    EXPECT_NE(cdn.Get<avp::ResultCode>()->text.find("4711"), std::string::npos);
    EXPECT_NE(cdn.Get<avp::ResultCode>()->text.find("42"), std::string::npos);
    const auto* drop = peer.Dut().Find<output::ControlDrop>().at(0);
    ASSERT_TRUE(drop->fault);
    EXPECT_EQ(drop->fault->vendor, 4711);
    EXPECT_EQ(drop->fault->type, 42);
    EXPECT_EQ(drop->fault->offset, offset);
}

// R5.4.4-01: a Local Session ID of 0 names nothing
TEST(SessionSetup, SessionIdZero)
{
    for (const auto type : REQUESTS)
    {
        const Bytes zero{0, 0, 0, 0};
        ScriptedPeer peer;
        peer.EstablishAsResponder();
        auto request = MakeIncomplete(type, avp::LocalSessionId::TYPE);
        request.AddRaw(0, avp::LocalSessionId::TYPE, true, ByteView(zero));
        peer.Send(request);
        EXPECT_EQ(peer.TakeNames(), (Names{"ACK"}));
        const auto* drop = peer.Dut().Find<output::ControlDrop>().at(0);
        ASSERT_TRUE(drop->fault);
        EXPECT_EQ(drop->fault->what, ParseProblem::OutOfRange);
        EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 0U);
    }
}

// R5.4.2-26: a request that names a session which is not there: error 5
TEST(SessionSetup, RequestForAnUnknownSession)
{
    for (const auto type : REQUESTS)
    {
        ScriptedPeer peer;
        peer.EstablishAsResponder();
        peer.Send(MakePeerRequest(type, ScriptedPeer::SESSION, "vc-1", 0x77));
        const auto cdn = TakeOnly(peer);
        EXPECT_EQ(CodesOf(cdn), (Codes{2, 5}));
        EXPECT_EQ(cdn.Get<avp::RemoteSessionId>(), ScriptedPeer::SESSION);
    }
}

// R7.3-03: a request with a Local Session ID that the peer uses already means that session
TEST(SessionSetup, SessionIdInUseByThePeer)
{
    for (const auto type : REQUESTS)
    {
        ScriptedPeer peer;
        CalledEstablished(peer);
        peer.Send(MakePeerRequest(type, ScriptedPeer::SESSION, "vc-9"));
        EXPECT_EQ(CodesOf(TakeOnly(peer)), (Codes{16, 0}));
        EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 0U);
    }
}

// Two replies with one Local Session ID: the second session would not be told from the first.
TEST(SessionSetup, SessionIdTwiceInReplies)
{
    ScriptedPeer peer;
    peer.EstablishSender();
    const auto first = peer.session;
    SessionRequest request;
    request.remoteEndId = "vc-2";
    PlaceRequest(peer, request);
    peer.Acknowledge();
    peer.Take();
    peer.Send(peer.MakeIcrp());
    EXPECT_EQ(CodesOf(TakeOnly(peer)), (Codes{2, 5}));
    EXPECT_EQ(SessionState(peer), "none");
    peer.session = first;
    EXPECT_EQ(SessionState(peer), "established");
    // The first one is still found by the peer's ID.
    ControlMessage cdn(MessageType::Cdn);
    cdn.Add<avp::ResultCode>({3, std::nullopt, ""})
        .Add<avp::LocalSessionId>(ScriptedPeer::SESSION)
        .Add<avp::RemoteSessionId>(0);
    peer.Send(cdn);
    EXPECT_EQ(SessionState(peer), "none");
}

// An ID that somebody on the node uses is drawn again.
TEST(SessionSetup, OwnIdsAreUnique)
{
    const auto draw = [](const std::set<uint32_t>& taken) {
        ScriptedPeer peer;
        peer.Dut().isFree = [&](uint32_t id) { return taken.count(id) == 0; };
        peer.EstablishAsInitiator();
        return PlaceRequest(peer, {});
    };
    const auto first = draw({});
    const auto second = draw({first});
    const auto third = draw({first, second});
    EXPECT_NE(second, first);
    EXPECT_NE(third, second);
    EXPECT_NE(third, first);
    EXPECT_NE(third, 0U);
}

// R7.3-02, R5.4.2-15: no more sessions than allowed: CDN 4; the next one when there is room again
TEST(SessionSetup, LimitOfSessions)
{
    auto configuration = MakeConfiguration("dut.example");
    configuration.maxSessions = 2;
    ScriptedPeer peer(configuration);
    peer.EstablishAsResponder();
    peer.Send(MakePeerRequest(MessageType::Icrq, 1, "vc-1"));
    peer.Send(MakePeerRequest(MessageType::Ocrq, 2, "vc-2"));
    peer.Acknowledge();
    peer.Take();
    for (const auto type : REQUESTS)
    {
        peer.Send(MakePeerRequest(type, 3, "vc-3"));
        EXPECT_EQ(CodesOf(TakeOnly(peer)), (Codes{4, 0}));
        EXPECT_EQ(peer.Dut().Find<output::ControlDrop>().back()->reason,
                  ControlDropReason::LimitReached);
        EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 2U);
        peer.Acknowledge();
    }
    EXPECT_EQ(peer.Dut().Count<output::PlaceCall>(), 1U);
    peer.session = peer.Dut().Find<output::SessionCreated>().at(0)->session;
    peer.Send(MakeOfSession(peer, MessageType::Cdn));
    peer.Take();
    peer.Send(MakePeerRequest(MessageType::Icrq, 3, "vc-3"));
    EXPECT_EQ(TakeOnly(peer).GetType(), MessageType::Icrp);
}

// R5.4.4-32, R5.4.4-33, R5.4.4-31: the speeds of a request, with one or both AVPs or none
TEST(SessionSetup, Speeds)
{
    struct Case
    {
        std::optional<uint64_t> tx;
        std::optional<uint64_t> rx;
        uint64_t txSeen;
        uint64_t rxSeen;
    };

    constexpr uint64_t TEN_GIGABIT = 10000000000;
    for (const auto& one : {Case{{}, {}, 0, 0},
                            Case{TEN_GIGABIT, {}, TEN_GIGABIT, TEN_GIGABIT},
                            Case{TEN_GIGABIT, 64000, TEN_GIGABIT, 64000},
                            Case{{}, 64000, 0, 64000}})
    {
        SimulatedLink link;
        SessionRequest request;
        request.txConnectSpeed = one.tx;
        request.rxConnectSpeed = one.rx;
        link.peers[B]->admit = [&](const SessionRequest& received) {
            EXPECT_EQ(received.txConnectSpeed, one.tx);
            EXPECT_EQ(received.rxConnectSpeed, one.rx);
            Admission admission;
            admission.accepted = true;
            return admission;
        };
        link.peers[A]->endpoint->PlaceCall(link.Connect(), request, link.now);
        link.Run(Seconds(1));
        for (const auto side : {A, B})
        {
            const auto& parameters = link.peers[side]->Find<output::SessionUp>().at(0)->parameters;
            EXPECT_EQ(parameters.txConnectSpeed, one.txSeen);
            EXPECT_EQ(parameters.rxConnectSpeed, one.rx ? *one.rx : one.txSeen);
            EXPECT_EQ(parameters.rxConnectSpeed, one.rxSeen);
        }
    }
}

// R6.8-12: a speed that is known only with ICCN replaces that of ICRQ
TEST(SessionSetup, SpeedInIccn)
{
    ScriptedPeer peer;
    peer.EstablishAsResponder();
    peer.Send(MakePeerRequest(MessageType::Icrq).Add<avp::TxConnectSpeed>(1000));
    peer.Send(peer.MakeIccn().Add<avp::TxConnectSpeed>(2000).Add<avp::RxConnectSpeed>(500));
    const auto& parameters = peer.Dut().Find<output::SessionUp>().at(0)->parameters;
    EXPECT_EQ(parameters.txConnectSpeed, 2000U);
    EXPECT_EQ(parameters.rxConnectSpeed, 500U);
}

// R7.1-07: speeds with the lengths of version 2 and M=0 are as absent
TEST(SessionSetup, SpeedsOfVersion2)
{
    const Bytes four{0, 0, 0xfa, 0};
    ScriptedPeer peer;
    peer.EstablishAsResponder();
    auto request = MakePeerRequest(MessageType::Icrq);
    request.AddRaw(0, avp::TxConnectSpeed::TYPE, false, ByteView(four))
        .AddRaw(0, avp::RxConnectSpeed::TYPE, false, ByteView(four));
    peer.Send(request);
    peer.Send(peer.MakeIccn());
    EXPECT_EQ(peer.Dut().Find<output::SessionUp>().at(0)->parameters.txConnectSpeed, 0U);
}

// R5.4.4-34: the Physical Channel ID goes where the owner can log it, and nowhere else
TEST(SessionSetup, PhysicalChannel)
{
    SimulatedLink link;
    SessionRequest request;
    request.physicalChannelId = 0x01020304;
    std::optional<uint32_t> seen;
    link.peers[B]->admit = [&](const SessionRequest& received) {
        seen = received.physicalChannelId;
        Admission admission;
        admission.accepted = true;
        return admission;
    };
    link.peers[A]->endpoint->PlaceCall(link.Connect(), request, link.now);
    link.Run(Seconds(1));
    EXPECT_EQ(seen, 0x01020304U);
    for (const auto* received : link.peers[A]->Find<output::Received>())
    {
        EXPECT_FALSE(received->message.Has<avp::PhysicalChannelId>());
    }
}

// R5.4.4-11: Serial Numbers rise over calls of both kinds, and both owners know them
TEST(SessionSetup, SerialNumbers)
{
    SimulatedLink link;
    const auto connection = link.Connect();
    link.PlaceCall(A, connection, "vc-1");
    link.peers[A]->endpoint->PlaceCall(connection, Outgoing("vc-2"), link.now);
    link.PlaceCall(A, connection, "vc-3");
    link.Run(Seconds(1));
    link.peers[B]->endpoint->CallPlaced(link.peers[B]->Find<output::PlaceCall>().at(0)->session,
                                        link.now);
    link.Run(Seconds(2));
    const std::map<std::string, uint32_t> expected{{"vc-1", 1}, {"vc-2", 2}, {"vc-3", 3}};
    for (const auto side : {A, B})
    {
        std::map<std::string, uint32_t> serials;
        for (const auto* up : link.peers[side]->Find<output::SessionUp>())
        {
            serials[up->parameters.remoteEndId] = up->parameters.serialNumber;
        }
        EXPECT_EQ(serials, expected);
    }
}

// R5.4.4-14: who asks is known by the connection; the same End ID of two peers is two requests
TEST(SessionSetup, EndIdsPerPeer)
{
    ScriptedPeer peer;
    peer.EstablishAsResponder();
    peer.Send(MakePeerRequest(MessageType::Icrq));
    ASSERT_EQ(peer.Dut().admitted.size(), 1U);
    const auto* connection = peer.Dut().endpoint->FindConnection(peer.Dut().admitted[0]);
    ASSERT_NE(connection, nullptr);
    EXPECT_EQ(connection->GetPeer().routerId, 0x0a0000feU);
    EXPECT_EQ(connection->GetPeer().hostName, "peer.example");
}

// R5.4.4-15, R5.2-08, R6.14-09: AVPs that a companion document adds to requests and replies reach
// the other owner, and SLI can be sent for their sake alone
TEST(SessionSetup, AddedAvps)
{
    constexpr uint16_t VENDOR = 4711;
    const auto carries = [](const SimulatedPeer& peer, MessageType type) {
        std::size_t count = 0;
        for (const auto* received : peer.Find<output::Received>())
        {
            for (const auto& avp : received->message.GetAvps())
            {
                count += received->message.GetType() == type && avp.vendor == VENDOR;
            }
        }
        return count;
    };
    for (const bool supported : {false, true})
    {
        SimulatedLink link;
        const Bytes value{7};
        const auto add = [&](ControlMessage& message) {
            message.AddRaw(VENDOR, 1, false, ByteView(value));
        };
        link.peers[A]->extend = add;
        if (supported)
        {
            link.peers[B]->extend = add;
        }
        bool asked = false;
        link.peers[B]->admit = [&](const SessionRequest& request) {
            for (const auto& avp : request.message->GetAvps())
            {
                asked = asked || avp.vendor == VENDOR;
            }
            Admission admission;
            admission.accepted = true;
            return admission;
        };
        const auto id = link.PlaceCall(A, link.Connect());
        link.Run(Seconds(1));
        EXPECT_TRUE(asked);
        EXPECT_EQ(carries(*link.peers[A], MessageType::Icrp), supported ? 1U : 0U);
        EXPECT_EQ(link.peers[A]->Count<output::SessionUp>(), 1U);
        EXPECT_EQ(link.peers[B]->Count<output::SessionUp>(), 1U);
        link.peers[A]->endpoint->SendLinkInfo(id, link.now);
        link.Drain();
        link.Run(Seconds(2));
        EXPECT_EQ(carries(*link.peers[B], MessageType::Sli), 1U);
        // R5.4.5-20: what is added leaves the reserved bits of Circuit Status alone
        const auto* sli = link.peers[B]->Find<output::Received>().back();
        EXPECT_EQ(sli->message.Get<avp::CircuitStatus>(), CIRCUIT_STATUS_ACTIVE);
        EXPECT_EQ(link.peers[B]->Count<output::SessionUpdated>(), 1U); // N was 1 in ICRQ
    }
}

// R5.4.5-06: Circuit Status is in ICRQ, ICRP, OCRQ and OCRP, and without it they are refused
TEST(SessionSetup, CircuitStatusIsRequired)
{
    for (const auto type : REQUESTS)
    {
        const bool incoming = type == MessageType::Icrq;
        ScriptedPeer asked;
        asked.EstablishAsResponder();
        asked.Send(MakePeerRequest(type));
        EXPECT_TRUE(TakeOnly(asked).Has<avp::CircuitStatus>());
        ScriptedPeer refusing;
        refusing.EstablishAsResponder();
        refusing.Send(MakeIncomplete(type, avp::CircuitStatus::TYPE));
        EXPECT_EQ(CodesOf(TakeOnly(refusing)), (Codes{2, 3}));
        ScriptedPeer asking;
        asking.EstablishAsInitiator();
        auto request = Outgoing();
        request.direction = incoming ? CallDirection::Incoming : CallDirection::Outgoing;
        PlaceRequest(asking, request);
        EXPECT_TRUE(TakeOnly(asking).Has<avp::CircuitStatus>());
        asking.Acknowledge();
        ControlMessage reply(incoming ? MessageType::Icrp : MessageType::Ocrp);
        reply.Add<avp::LocalSessionId>(ScriptedPeer::SESSION)
            .Add<avp::RemoteSessionId>(asking.session);
        asking.Send(reply);
        EXPECT_EQ(CodesOf(TakeOnly(asking)), (Codes{2, 3}));
        EXPECT_EQ(SessionState(asking), "none");
    }
}

// R7.3-01, R6.7-14: a LAC that answers its circuit only when the peer accepts: A=0 in ICRQ, the
// owner hears of ICRP, not before, and then says that the circuit is up
TEST(SessionSetup, DeferredCircuit)
{
    ScriptedPeer peer;
    peer.EstablishAsInitiator();
    SessionRequest request;
    request.circuitActive = false;
    PlaceRequest(peer, request);
    EXPECT_EQ(TakeOnly(peer).Get<avp::CircuitStatus>(), CIRCUIT_STATUS_NEW);
    peer.Acknowledge();
    EXPECT_EQ(peer.Dut().Count<output::SessionUp>(), 0U);
    peer.Send(peer.MakeIcrp());
    EXPECT_EQ(peer.Dut().Count<output::SessionUp>(), 1U);
    EXPECT_EQ(TakeOnly(peer).GetType(), MessageType::Iccn);
    peer.Acknowledge();
    peer.Dut().endpoint->SetCircuitStatus(peer.session, true, peer.link.now);
    peer.link.Drain();
    EXPECT_EQ(TakeOnly(peer).Get<avp::CircuitStatus>(), CIRCUIT_STATUS_ACTIVE);
}

// R7.3.1-14: an established call ends by an event on its circuit, for a local reason, or by CDN
TEST(SessionSetup, ThreeEnds)
{
    for (const uint16_t result : {1, 3, 0})
    {
        ScriptedPeer peer;
        peer.EstablishSender();
        if (result == 0)
        {
            peer.Send(MakeOfSession(peer, MessageType::Cdn));
            EXPECT_EQ(peer.TakeNames(), (Names{"ACK"}));
        }
        else
        {
            peer.Dut().endpoint->HangUp(peer.session,
                                        {DownCause::Local, result, 0, {}},
                                        peer.link.now);
            peer.link.Drain();
            EXPECT_EQ(CodesOf(TakeOnly(peer)), (Codes{result, 0}));
        }
        EXPECT_EQ(SessionState(peer), "none");
        EXPECT_TRUE(peer.Dut().Find<output::SessionDown>().at(0)->established);
    }
}

// R4.5-07: early data is not prepared for unless that is configured
TEST(SessionSetup, EarlyData)
{
    for (const bool accept : {false, true})
    {
        auto configuration = MakeConfiguration("dut.example");
        configuration.acceptEarlyData = accept;
        ScriptedPeer peer(configuration);
        peer.Ask();
        ASSERT_EQ(peer.Dut().Count<output::SessionPrepared>(), accept ? 1U : 0U);
        if (accept)
        {
            EXPECT_EQ(peer.Dut().Find<output::SessionPrepared>()[0]->parameters.localSessionId,
                      peer.session);
        }
        peer.Send(peer.MakeIccn());
        EXPECT_EQ(peer.Dut().Count<output::SessionUp>(), 1U);
    }
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
