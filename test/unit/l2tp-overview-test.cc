// SPDX-License-Identifier: GPL-2.0-only
// What RFC 3931 sections 1 to 3 say of the protocol as a whole.

#include "l2tp-scripted-peer.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>

namespace ns3
{
namespace l2tp
{
namespace test
{
namespace
{

using Names = std::vector<std::string>;

/** A pseudowire type that nobody has defined. */
constexpr uint16_t MADE_UP = 0x7abc;

// R1-01: a connection and a session of a type without any code of its own, and no include of any
TEST(Overview, BaseProtocolKnowsNoPseudowire)
{
    auto a = MakeConfiguration("lac.example");
    auto b = MakeConfiguration("lns.example");
    a.helloInterval = Seconds(60);
    a.pseudowireTypes = {MADE_UP};
    b.pseudowireTypes = {MADE_UP};
    SimulatedLink link(MilliSeconds(50), a, b);
    const auto connection = link.Connect();
    SessionRequest request;
    request.pseudowireType = static_cast<PseudowireType>(MADE_UP);
    request.remoteEndId = "vc-1";
    link.peers[A]->endpoint->PlaceCall(connection, request, link.now);
    link.Run(Seconds(70));
    EXPECT_EQ(link.peers[A]->Sent(),
              (Names{"SCCRQ 0 0", "SCCCN 1 1", "ICRQ 2 1", "ICCN 3 2", "HELLO 4 2"}));
    ASSERT_EQ(link.peers[B]->Count<output::SessionUp>(), 1U);
    EXPECT_EQ(link.peers[B]->Find<output::SessionUp>()[0]->parameters.pseudowireType,
              static_cast<PseudowireType>(MADE_UP));

    std::size_t read = 0;
    for (const auto* floor : {"/model/wire", "/model/engine", "/model/lcce"})
    {
        for (const auto& file :
             std::filesystem::directory_iterator(std::string(L2TP_SOURCE_DIR) + floor))
        {
            std::ifstream stream(file.path());
            const std::string text{std::istreambuf_iterator<char>(stream), {}};
            EXPECT_EQ(text.find("#include \"l2tp-pseudowire"), std::string::npos) << file.path();
            ++read;
        }
    }
    EXPECT_GT(read, 50U);
}

// R1.3-10: a message has no AVP, or fifty
TEST(Overview, MessagesHaveAnyNumberOfAvps)
{
    const ControlMessage none(MessageType::Zlb);
    const auto zlb = ControlMessage::Decode(none.GetBytes());
    ASSERT_TRUE(std::holds_alternative<ControlMessage>(zlb));
    const auto few = std::get<ControlMessage>(zlb).GetAvps();
    EXPECT_EQ(std::distance(few.begin(), few.end()), 0);

    ControlMessage many(MessageType::Hello);
    for (uint16_t i = 1; i < 50; ++i)
    {
        const Bytes value(i, static_cast<uint8_t>(i));
        many.AddRaw(9, i, false, ByteView(value));
    }
    const auto decoded = ControlMessage::Decode(many.GetBytes());
    ASSERT_TRUE(std::holds_alternative<ControlMessage>(decoded));
    const auto& message = std::get<ControlMessage>(decoded);
    uint16_t count = 0;
    for (const Avp& avp : message.GetAvps())
    {
        EXPECT_EQ(avp.type, count);
        EXPECT_EQ(message.GetValue(avp).size(), count == 0 ? 2U : count);
        ++count;
    }
    EXPECT_EQ(count, 50U);
}

// R1.3-11: a header of 12 octets alone acknowledges, and is no event
TEST(Overview, ZlbOnlyAcknowledges)
{
    ScriptedPeer peer;
    peer.Open();
    peer.Send(ScriptedPeer::MakeSccrp());
    EXPECT_EQ(peer.TakeNames(), (Names{"SCCRQ", "SCCCN"}));
    peer.TakeTransitions();
    ControlMessage zlb(MessageType::Zlb);
    EXPECT_EQ(zlb.GetBytes().size(), 12U);
    peer.Send(zlb);
    EXPECT_EQ(peer.TakeTransitions(), Names{});
    EXPECT_EQ(peer.Dut().Count<output::ControlDrop>(), 0U);
    // SCCCN is acknowledged: no copy of it is sent, however long one waits.
    peer.link.Run(Seconds(1000));
    EXPECT_EQ(peer.TakeNames(), Names{});
    EXPECT_EQ(peer.GetState(), State::Established);
}

// R1.3-04: what makes a circuit come up makes ICRQ the next message; where there is no connection,
// SCCRQ is first
TEST(Overview, IncomingCallIsAnIcrq)
{
    ScriptedPeer established;
    established.EstablishAsResponder();
    established.link.PlaceCall(A, established.connection);
    EXPECT_EQ(established.TakeNames(), (Names{"ICRQ"}));

    ScriptedPeer fresh;
    fresh.Open();
    fresh.link.PlaceCall(A, fresh.connection);
    EXPECT_EQ(fresh.TakeNames(), (Names{"SCCRQ"}));
    fresh.Send(ScriptedPeer::MakeSccrp());
    fresh.Acknowledge();
    EXPECT_EQ(fresh.TakeNames(), (Names{"SCCCN", "ICRQ"}));
}

// R3.0-03: an ICRQ leaves when the SCCCN was sent or accepted, not before
TEST(Overview, SessionsFollowTheConnection)
{
    ScriptedPeer initiator;
    initiator.Open();
    initiator.link.PlaceCall(A, initiator.connection);
    initiator.Acknowledge();
    initiator.link.Run(Seconds(5));
    EXPECT_EQ(initiator.TakeNames(), (Names{"SCCRQ"}));
    initiator.Send(ScriptedPeer::MakeSccrp());
    initiator.Acknowledge();
    EXPECT_EQ(initiator.TakeNames(), (Names{"SCCCN", "ICRQ"}));

    ScriptedPeer responder;
    responder.Send(ScriptedPeer::MakeSccrq());
    responder.link.PlaceCall(A, responder.connection);
    responder.Acknowledge();
    responder.link.Run(Seconds(5));
    EXPECT_EQ(responder.TakeNames(), (Names{"SCCRP"}));
    responder.Send(ControlMessage(MessageType::Scccn));
    const auto sent = responder.TakeNames();
    EXPECT_EQ(std::count(sent.begin(), sent.end(), "ICRQ"), 1);
    EXPECT_EQ(sent.size(), 1U);
}

// R7-01: neither a lost message nor its copies are seen by a state machine
TEST(Overview, StateMachinesSeeNoRetransmission)
{
    const auto transitions = [](const std::vector<uint32_t>& lostByA,
                                const std::vector<uint32_t>& lostByB) {
        SimulatedLink link;
        for (const auto n : lostByA)
        {
            link.Drop(A, n);
        }
        for (const auto n : lostByB)
        {
            link.Drop(B, n);
        }
        link.PlaceCall(A, link.Connect());
        link.Run(Seconds(60));
        std::vector<std::tuple<Side, uint32_t, Event, State>> seen;
        for (const auto side : {A, B})
        {
            for (const auto* one : link.peers[side]->Find<output::StateTransition>())
            {
                seen.emplace_back(side, one->session, one->event, one->to);
            }
        }
        EXPECT_EQ(link.peers[A]->Count<output::SessionUp>(), 1U);
        return seen;
    };
    const auto clean = transitions({}, {});
    EXPECT_FALSE(clean.empty());
    EXPECT_EQ(transitions({1, 2, 3, 5, 7}, {}), clean);
    EXPECT_EQ(transitions({}, {1, 2, 3, 5}), clean);
    EXPECT_EQ(transitions({2, 4}, {1, 3, 6}), clean);
}

// R5.4.3-59: one Router ID towards every peer, whoever opens the connection
TEST(Overview, RouterIdIsTheSameTowardsAll)
{
    auto configuration = MakeConfiguration("dut.example");
    configuration.routerId = 0x0a0b0c0d;
    ScriptedPeer peer(configuration);
    auto& endpoint = *peer.Dut().endpoint;
    endpoint.Connect(SimulatedLink::AddressOf(B), peer.link.now);
    endpoint.Connect(SimulatedLink::AddressOf(A), peer.link.now);
    peer.link.Drain();
    peer.SendAsIs(ScriptedPeer::MakeSccrq());
    const auto sent = peer.Take();
    ASSERT_EQ(sent.size(), 3U);
    EXPECT_EQ(sent[2].GetType(), MessageType::Sccrp);
    for (const auto& message : sent)
    {
        EXPECT_EQ(message.Get<avp::RouterId>(), 0x0a0b0c0dU);
    }
}

// R5.4.4-01: Session ID 0 is neither accepted nor given away
TEST(Overview, SessionIdsAreNotZero)
{
    ScriptedPeer peer;
    peer.EstablishAsResponder();
    ControlMessage request(MessageType::Icrq);
    const Bytes zero(4, 0);
    request.AddRaw(0, avp::LocalSessionId::TYPE, true, ByteView(zero))
        .Add<avp::RemoteSessionId>(0)
        .Add<avp::SerialNumber>(1)
        .Add<avp::PseudowireTypeAvp>(static_cast<uint16_t>(PseudowireType::Ethernet))
        .Add<avp::RemoteEndId>("vc-1")
        .Add<avp::CircuitStatus>(CIRCUIT_STATUS_ACTIVE);
    peer.Send(request);
    EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 0U);
    EXPECT_EQ(peer.Dut().Count<output::SessionUp>(), 0U);
    EXPECT_GE(peer.Dut().Count<output::ControlDrop>() + peer.Take().size(), 1U);

    SimulatedLink link;
    const auto connection = link.Connect();
    std::set<uint32_t> ids;
    for (int i = 0; i < 100; ++i)
    {
        ids.insert(link.PlaceCall(A, connection, "vc-" + std::to_string(i)));
    }
    link.Run(Seconds(100));
    ASSERT_EQ(link.peers[B]->Count<output::SessionUp>(), 100U);
    for (const auto* up : link.peers[B]->Find<output::SessionUp>())
    {
        // Chosen by each end for itself: here they would only coincide by accident.
        EXPECT_NE(up->parameters.localSessionId, up->parameters.remoteSessionId);
        ids.insert(up->parameters.localSessionId);
    }
    EXPECT_EQ(ids.size(), 200U);
    EXPECT_EQ(ids.count(0), 0U);
}

// R4.2-32: windows of 1 and of 32768 are advertised as configured; one of 65535 is no fault
TEST(Overview, AnyWindowIsAdvertisedAndAccepted)
{
    for (const uint16_t size : {1, 2, 32768})
    {
        auto configuration = MakeConfiguration("dut.example");
        configuration.channel.receiveWindow = size;
        ScriptedPeer peer(configuration);
        peer.Open();
        EXPECT_EQ(peer.Take().at(0).Get<avp::ReceiveWindowSize>(), size);
        peer.Send(ScriptedPeer::MakeSccrp().Add<avp::ReceiveWindowSize>(65535));
        EXPECT_EQ(peer.TakeNames(), (Names{"SCCCN"}));
        EXPECT_EQ(peer.GetState(), State::Established);
        EXPECT_EQ(peer.Dut().Count<output::ControlDrop>(), 0U);
    }
}

// R5.4.3-12: Host Name and Router ID together say who a peer is
TEST(Overview, PeersAreToldApartByNameAndRouterId)
{
    const auto survivors = [](const std::string& hostName, uint32_t routerId) {
        auto configuration = MakeConfiguration("dut.example");
        configuration.peerRestart = PeerRestart::Replace;
        ScriptedPeer peer(configuration);
        peer.EstablishAsResponder();
        ControlMessage another(MessageType::Sccrq);
        another.Add<avp::HostName>(hostName)
            .Add<avp::RouterId>(routerId)
            .Add<avp::AssignedControlConnectionId>(ScriptedPeer::ID + 1)
            .Add<avp::PseudowireCapabilitiesList>({5});
        peer.OpenAnother(another);
        return peer.Dut().endpoint->GetConnections();
    };
    EXPECT_EQ(survivors("peer.example", 0x0a0000fe), 1U);
    EXPECT_EQ(survivors("peer.example", 0x0a0000ff), 2U);
    EXPECT_EQ(survivors("another.example", 0x0a0000fe), 2U);
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
