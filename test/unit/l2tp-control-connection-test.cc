// SPDX-License-Identifier: GPL-2.0-only
// Set-up of control connections: what is accepted, refused, dropped, and when it is given up.

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

/** Result and error code of the only message that an endpoint has sent. */
std::pair<uint16_t, uint16_t>
TakeCodes(ScriptedPeer& peer, MessageType type)
{
    const auto sent = peer.Take();
    EXPECT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent.at(0).GetType(), type);
    const auto code = sent.at(0).Get<avp::ResultCode>().value_or(ResultCodeValue{});
    return {code.result, code.error.value_or(0)};
}

/** A HELLO whose octets a test may spoil: 12 of header, 8 of Message Type AVP. */
Bytes
MakeHelloImage(ScriptedPeer& peer)
{
    ControlMessage message(MessageType::Hello);
    message.SetControlConnectionId(peer.connection);
    message.SetNs(peer.ns);
    message.SetNr(peer.nr);
    return message.GetBytes().ToBytes();
}

/** A message of a type that does not exist. */
Bytes
MakeUnknownMessage(ScriptedPeer& peer, uint16_t number, bool mandatory)
{
    auto image = MakeHelloImage(peer);
    image[12] = static_cast<uint8_t>((image[12] & 0x7fU) | (mandatory ? 0x80U : 0U));
    image[18] = static_cast<uint8_t>(number >> 8);
    image[19] = static_cast<uint8_t>(number);
    return image;
}

// R3.3.1-02, R5.4.3-16, R3.2.1-08, R3.2.1-09: what each end knows of the other one
TEST(ControlConnection, PeerInformation)
{
    auto a = MakeConfiguration("lac.example");
    auto b = MakeConfiguration("lns.example");
    a.vendorName = "a";
    a.channel.receiveWindow = 7;
    b.routerId = 1;
    b.pseudowireTypes = {5, 4};
    SimulatedLink link(MilliSeconds(50), a, b);
    const auto id = link.Connect();
    link.Run(Seconds(1));
    const auto* atA = link.peers[A]->endpoint->FindConnection(id);
    ASSERT_NE(atA, nullptr);
    const auto* atB = link.peers[B]->endpoint->FindConnection(atA->GetRemoteId());
    ASSERT_NE(atB, nullptr);
    EXPECT_EQ(atB->GetRemoteId(), id);
    EXPECT_EQ(atA->GetPeer().hostName, "lns.example");
    EXPECT_EQ(atA->GetPeer().routerId, 1U);
    EXPECT_EQ(atA->GetPeer().vendorName, "");
    EXPECT_EQ(atA->GetPeer().receiveWindow, 4);
    EXPECT_EQ(atA->GetPeer().pseudowireTypes, (std::vector<uint16_t>{5, 4}));
    EXPECT_EQ(atB->GetPeer().hostName, "lac.example");
    EXPECT_EQ(atB->GetPeer().vendorName, "a");
    EXPECT_EQ(atB->GetPeer().receiveWindow, 7);
    EXPECT_EQ(atB->GetChannel().GetWindow().peerWindow, 7U);
    EXPECT_EQ(atA->GetPeerAddress(), SimulatedLink::AddressOf(B));
    // SCCRQ carries 0, all that follows the receiver's ID.
    for (const auto side : {A, B})
    {
        const auto other = side == A ? atA->GetRemoteId() : id;
        for (const auto* sent : link.peers[side]->Find<output::Transmit>())
        {
            const auto decoded = ControlMessage::Decode(ByteView(sent->image));
            const auto& message = std::get<ControlMessage>(decoded);
            EXPECT_EQ(message.GetControlConnectionId(),
                      message.GetType() == MessageType::Sccrq ? 0 : other);
        }
    }
}

// R4.2-41: the copy of an SCCRQ is acknowledged; SCCRP comes again by its own timer, with Ns 0
TEST(ControlConnection, CopyOfSccrqIsNoSecondConnection)
{
    SimulatedLink link;
    link.Drop(B, 1);
    link.Connect();
    link.Run(Seconds(10));
    EXPECT_EQ(link.peers[A]->Sent(), (Names{"SCCRQ 0 0", "SCCRQ 0 0", "SCCCN 1 1"}));
    EXPECT_EQ(link.peers[B]->Sent(), (Names{"SCCRP 0 1", "ACK 1 1", "SCCRP 0 1", "ACK 1 2"}));
    EXPECT_EQ(link.peers[B]->endpoint->GetConnections(), 1U);
    EXPECT_EQ(link.peers[A]->Times<output::ConnectionUp>()[0], MilliSeconds(1100));
}

// R5.2-02, R5.4.2-31, R5.4.2-32, R7.2-04: SCCRQ with an unknown mandatory AVP
TEST(ControlConnection, SccrqWithUnknownMandatoryAvp)
{
    ScriptedPeer peer;
    peer.Send(WithUnknownAvp(ScriptedPeer::MakeSccrq(), true));
    const auto sent = peer.Take();
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].GetType(), MessageType::StopCcn);
    EXPECT_EQ(sent[0].GetControlConnectionId(), ScriptedPeer::ID);
    EXPECT_EQ(sent[0].GetNs(), 0);
    EXPECT_EQ(sent[0].GetNr(), 1);
    EXPECT_EQ(sent[0].Get<avp::ResultCode>()->result, 2);
    EXPECT_EQ(sent[0].Get<avp::ResultCode>()->error, 8);
    EXPECT_NE(sent[0].Get<avp::ResultCode>()->text.find("999"), std::string::npos);
    EXPECT_EQ(peer.Dut().Count<output::ConnectionUp>(), 0U);
    peer.Acknowledge();
    EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 0U);
}

// R5.2-03, R5.2-05: an unknown AVP with M=0 is as absent, and M of a known one means nothing
TEST(ControlConnection, MBitThatDoesNotMatter)
{
    ScriptedPeer unknown;
    unknown.Send(WithUnknownAvp(ScriptedPeer::MakeSccrq(), false));
    EXPECT_EQ(unknown.TakeNames(), (Names{"SCCRP"}));
    ScriptedPeer known;
    ControlMessage message(MessageType::Sccrq);
    message.Add<avp::HostName>("peer.example", false)
        .Add<avp::RouterId>(9, false)
        .Add<avp::AssignedControlConnectionId>(ScriptedPeer::ID, false)
        .Add<avp::PseudowireCapabilitiesList>({5}, false)
        .Add<avp::VendorName>("v", true);
    known.Send(message);
    EXPECT_EQ(known.TakeNames(), (Names{"SCCRP"}));
}

// R7.1-01, R7.1-14: SCCRQ and SCCRP that lack a required AVP
TEST(ControlConnection, RequiredAvpIsMissing)
{
    for (int missing = 0; missing < 3; ++missing)
    {
        for (const auto type : {MessageType::Sccrq, MessageType::Sccrp})
        {
            ControlMessage message(type);
            message.Add<avp::AssignedControlConnectionId>(ScriptedPeer::ID);
            if (missing != 0)
            {
                message.Add<avp::HostName>("peer.example");
            }
            if (missing != 1)
            {
                message.Add<avp::RouterId>(1);
            }
            if (missing != 2)
            {
                message.Add<avp::PseudowireCapabilitiesList>({5});
            }
            ScriptedPeer peer;
            if (type == MessageType::Sccrp)
            {
                peer.Open();
                peer.Take();
            }
            peer.Send(message);
            EXPECT_EQ(TakeCodes(peer, MessageType::StopCcn).first, 2);
            EXPECT_EQ(peer.GetState(), State::Idle);
        }
    }
}

// R5.4.3-17: an SCCRQ that does not tell where to answer is dropped
TEST(ControlConnection, SccrqWithoutAssignedId)
{
    ControlMessage message(MessageType::Sccrq);
    message.Add<avp::HostName>("peer.example").Add<avp::RouterId>(1);
    ScriptedPeer peer;
    peer.SendAsIs(message);
    EXPECT_TRUE(peer.Take().empty());
    EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 0U);
    EXPECT_EQ(peer.Dut().Count<output::ControlDrop>(), 1U);
}

// R3.2.1-11: no connection begins in the middle; nothing is kept of such an SCCRQ
TEST(ControlConnection, SccrqWithWrongNumbers)
{
    for (const auto& [ns, nr] : std::vector<std::pair<uint16_t, uint16_t>>{{1, 0}, {0, 1}, {9, 9}})
    {
        auto message = ScriptedPeer::MakeSccrq();
        message.SetNs(ns);
        message.SetNr(nr);
        ScriptedPeer peer;
        peer.SendAsIs(message);
        peer.link.Run();
        EXPECT_TRUE(peer.Take().empty());
        EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 0U);
        ASSERT_EQ(peer.Dut().Count<output::ControlDrop>(), 1U);
        EXPECT_EQ(peer.Dut().Find<output::ControlDrop>()[0]->reason,
                  ControlDropReason::NotAcceptable);
    }
}

// R5.2-02, R5.4.2-05: SCCRP, SCCCN and HELLO with an unknown mandatory AVP
TEST(ControlConnection, UnknownMandatoryAvp)
{
    const std::pair<uint16_t, uint16_t> codes{2, 8};
    ScriptedPeer sccrp;
    sccrp.Open();
    sccrp.Take();
    sccrp.Send(WithUnknownAvp(ScriptedPeer::MakeSccrp(), true));
    EXPECT_EQ(TakeCodes(sccrp, MessageType::StopCcn), codes);
    ScriptedPeer scccn;
    scccn.Send(ScriptedPeer::MakeSccrq());
    scccn.Take();
    scccn.Send(WithUnknownAvp(ControlMessage(MessageType::Scccn), true));
    EXPECT_EQ(TakeCodes(scccn, MessageType::StopCcn), codes);
    ScriptedPeer hello;
    hello.EstablishAsResponder();
    hello.Send(WithUnknownAvp(ControlMessage(MessageType::Hello), false));
    EXPECT_EQ(hello.TakeNames(), (Names{"ACK"}));
    EXPECT_EQ(hello.GetState(), State::Established);
    hello.Send(WithUnknownAvp(ControlMessage(MessageType::Hello), true));
    EXPECT_EQ(TakeCodes(hello, MessageType::StopCcn), codes);
}

// R5.4.2-10, R5.4.2-19, R7.1-02: a message that the state does not allow
TEST(ControlConnection, WrongStateIsResultSeven)
{
    ScriptedPeer peer;
    peer.EstablishAsResponder();
    peer.Send(ScriptedPeer::MakeSccrp());
    EXPECT_EQ(TakeCodes(peer, MessageType::StopCcn), (std::pair<uint16_t, uint16_t>{7, 0}));
    const auto drops = peer.Dut().Find<output::ControlDrop>();
    ASSERT_EQ(drops.size(), 1U);
    EXPECT_EQ(drops[0]->reason, ControlDropReason::NotAcceptable);
    EXPECT_EQ(drops[0]->connection, peer.connection);
    EXPECT_EQ(drops[0]->detail, "SCCRP in state established");
}

// R7.1-02: an SCCCN in established is reported, as is a HELLO before
TEST(ControlConnection, WrongStateIsReported)
{
    ScriptedPeer established;
    established.EstablishAsResponder();
    established.Send(ControlMessage(MessageType::Scccn));
    EXPECT_EQ(established.Dut().Find<output::ControlDrop>().at(0)->reason,
              ControlDropReason::NotAcceptable);
    ScriptedPeer early;
    early.Send(ScriptedPeer::MakeSccrq());
    early.Send(ControlMessage(MessageType::Hello));
    EXPECT_EQ(early.Dut().Find<output::ControlDrop>().at(0)->detail,
              "HELLO in state wait-ctl-conn");
}

// R6.1-05: an SCCRQ that does not say where to answer is reported with what is wrong
TEST(ControlConnection, RequestWithoutIdIsReported)
{
    for (const auto& value : {Bytes{}, Bytes{0, 0, 0, 0}, Bytes{0, 0, 1}})
    {
        ScriptedPeer peer;
        ControlMessage message(MessageType::Sccrq);
        message.Add<avp::HostName>("peer.example").Add<avp::RouterId>(1);
        if (!value.empty())
        {
            message.AddRaw(0, avp::AssignedControlConnectionId::TYPE, true, value);
        }
        peer.link.Inject(A, message.GetBytes().ToBytes());
        EXPECT_TRUE(peer.Take().empty());
        EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 0U);
        const auto* drop = peer.Dut().Find<output::ControlDrop>().at(0);
        EXPECT_EQ(drop->reason, ControlDropReason::NotAcceptable) << drop->detail;
        ASSERT_TRUE(drop->fault) << drop->detail;
        EXPECT_EQ(drop->fault->what == ParseProblem::Missing, value.empty()) << drop->detail;
        EXPECT_EQ(drop->fault->type, 61);
    }
}

// R5.4.1-02, R5.4.1-03, R7.1-02, R3.1-01, R3.1-06, R3.1-14: an unknown Message Type, by its M bit
TEST(ControlConnection, UnknownMessageType)
{
    for (const uint16_t number : {0, 5, 13, 999})
    {
        ScriptedPeer peer;
        peer.EstablishAsResponder();
        peer.link.Inject(A, MakeUnknownMessage(peer, number, false));
        EXPECT_EQ(peer.TakeNames(), (Names{"ACK"}));
        EXPECT_TRUE(peer.TakeTransitions().empty());
        EXPECT_EQ(peer.Dut().Find<output::ControlDrop>().back()->reason,
                  ControlDropReason::UnknownMessage);
        ++peer.ns;
        peer.link.Inject(A, MakeUnknownMessage(peer, number, true));
        EXPECT_EQ(TakeCodes(peer, MessageType::StopCcn), (std::pair<uint16_t, uint16_t>{2, 8}));
        EXPECT_EQ(peer.GetState(), State::Idle);
    }
}

// R7.1-03, R7.1-04: a bad header: no acknowledgment, no change
TEST(ControlConnection, BadHeaderIsDiscarded)
{
    ScriptedPeer peer;
    peer.EstablishAsResponder();
    const auto good = MakeHelloImage(peer);
    std::vector<Bytes> bad(6, good);
    bad[0][0] &= 0x7fU; // T = 0
    bad[1][0] &= 0xbfU; // L = 0
    bad[2][0] &= 0xf7U; // S = 0
    bad[3][3] = 21;     // Length beyond the end
    bad[4][3] = 11;     // Length less than the header
    bad[5].resize(CONTROL_HEADER_SIZE - 1);
    for (const auto& image : bad)
    {
        peer.link.Inject(A, image);
        EXPECT_EQ(peer.Dut().Find<output::ControlDrop>().back()->reason,
                  ControlDropReason::Malformed);
    }
    EXPECT_EQ(peer.Dut().Count<output::ControlDrop>(), bad.size());
    EXPECT_TRUE(peer.Take().empty());
    EXPECT_EQ(peer.GetState(), State::Established);
    peer.link.Inject(A, good);
    EXPECT_EQ(peer.TakeNames(), (Names{"ACK"}));
}

// R7.1-10, R5.4.1-01: AVPs that cannot be told apart clear the connection
TEST(ControlConnection, BadSequenceOfAvpsClearsTheConnection)
{
    for (int i = 0; i < 3; ++i)
    {
        ScriptedPeer peer;
        peer.EstablishAsResponder();
        auto image = MakeHelloImage(peer);
        if (i == 0)
        {
            image[13] = 9; // one octet beyond the end
        }
        else if (i == 1)
        {
            image[13] = 5; // less than its own header
        }
        else
        {
            image[17] = 7; // Host Name in place of the Message Type
        }
        peer.link.Inject(A, image);
        EXPECT_EQ(TakeCodes(peer, MessageType::StopCcn),
                  (std::pair<uint16_t, uint16_t>{2, i < 2 ? 2 : 3}));
        EXPECT_EQ(peer.GetState(), State::Idle);
    }
}

// R7.1-03: the same in a message of no connection is only counted
TEST(ControlConnection, MalformedSccrqIsDropped)
{
    ScriptedPeer peer;
    auto image = ScriptedPeer::MakeSccrq().GetBytes().ToBytes();
    image.back() = 0;
    image[image.size() - 7] = 200;
    peer.link.Inject(A, image);
    EXPECT_TRUE(peer.Take().empty());
    EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 0U);
    EXPECT_EQ(peer.Dut().Find<output::ControlDrop>().at(0)->reason, ControlDropReason::Malformed);
}

// R7.1-05, R7.1-06, R7.1-07, R5.4.2-23, R5.4.2-24: a malformed AVP follows its M bit
TEST(ControlConnection, MalformedAvpFollowsItsMBit)
{
    const Bytes three{0, 0, 4};
    const Bytes zero{0, 0};
    for (const bool mandatory : {false, true})
    {
        for (const auto* value : {&three, &zero})
        {
            auto message = ScriptedPeer::MakeSccrq();
            message.AddRaw(0, avp::ReceiveWindowSize::TYPE, mandatory, ByteView(*value));
            ScriptedPeer peer;
            peer.Send(message);
            if (mandatory)
            {
                EXPECT_EQ(TakeCodes(peer, MessageType::StopCcn),
                          (std::pair<uint16_t, uint16_t>{2, value == &three ? 2 : 3}));
                continue;
            }
            EXPECT_EQ(peer.TakeNames(), (Names{"SCCRP"}));
            const auto* found = peer.Dut().endpoint->FindConnection(peer.connection);
            EXPECT_EQ(found->GetPeer().receiveWindow, 4);
        }
    }
}

// R7.1-11: of two Host Names the first counts
TEST(ControlConnection, DuplicateAvp)
{
    auto message = ScriptedPeer::MakeSccrq();
    const Bytes second{'s', 'e', 'c', 'o', 'n', 'd'};
    message.AddRaw(0, avp::HostName::TYPE, true, ByteView(second));
    ScriptedPeer peer;
    peer.Send(message);
    EXPECT_EQ(peer.TakeNames(), (Names{"SCCRP"}));
    EXPECT_EQ(peer.Dut().endpoint->FindConnection(peer.connection)->GetPeer().hostName,
              "peer.example");
}

// R4.2-44: a Control Connection ID of no connection: silence, a count, no state
TEST(ControlConnection, UnknownConnectionIdIsSilent)
{
    ScriptedPeer peer;
    for (const auto type : {MessageType::Sccrp,
                            MessageType::Scccn,
                            MessageType::StopCcn,
                            MessageType::Hello,
                            MessageType::Cdn,
                            MessageType::Ack})
    {
        ControlMessage message(type);
        message.SetControlConnectionId(0x01020304);
        peer.SendAsIs(message);
        EXPECT_EQ(peer.Dut().Find<output::ControlDrop>().back()->reason,
                  ControlDropReason::UnknownConnection);
    }
    EXPECT_EQ(peer.Dut().Count<output::ControlDrop>(), 6U);
    EXPECT_TRUE(peer.Take().empty());
    EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 0U);
}

// R4.2-11: an impossible Nr: the message has no effect and does not show that the peer is alive
TEST(ControlConnection, ImpossibleNr)
{
    ScriptedPeer peer;
    peer.EstablishAsResponder();
    auto message = ScriptedPeer::MakeStopCcn();
    message.SetControlConnectionId(peer.connection);
    message.SetNs(peer.ns);
    message.SetNr(peer.nr + 1);
    peer.SendAsIs(message);
    EXPECT_TRUE(peer.Take().empty());
    EXPECT_EQ(peer.GetState(), State::Established);
    EXPECT_EQ(peer.Dut().Find<output::ControlDrop>().back()->reason, ControlDropReason::InvalidNr);
}

// An SCCRQ that is acknowledged but never answered: the set-up guard, at twice the full cycle
TEST(ControlConnection, SetUpGuardOfTheInitiator)
{
    ScriptedPeer peer;
    peer.Open();
    peer.Acknowledge();
    peer.Take();
    peer.link.Run(Seconds(142) - NanoSeconds(1));
    EXPECT_TRUE(peer.Take().empty());
    EXPECT_EQ(peer.GetState(), State::WaitCtlReply);
    peer.link.Run(Seconds(142));
    EXPECT_EQ(TakeCodes(peer, MessageType::StopCcn), (std::pair<uint16_t, uint16_t>{7, 0}));
    EXPECT_EQ(peer.Dut().Find<output::ConnectionDown>()[0]->reason.cause, DownCause::SetupTimeout);
    peer.link.Run();
    EXPECT_EQ(peer.link.now, Seconds(142 + 71));
    EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 0U);
}

// The same at the responder, with a time of its own
TEST(ControlConnection, SetUpGuardOfTheResponder)
{
    auto configuration = MakeConfiguration("dut.example");
    configuration.setupTimeout = Seconds(20);
    ScriptedPeer peer(configuration);
    peer.link.Run(Seconds(5));
    peer.Send(ScriptedPeer::MakeSccrq());
    peer.Acknowledge();
    peer.Take();
    peer.link.Run(Seconds(25) - NanoSeconds(1));
    EXPECT_TRUE(peer.Take().empty());
    peer.link.Run(Seconds(25));
    EXPECT_EQ(TakeCodes(peer, MessageType::StopCcn), (std::pair<uint16_t, uint16_t>{7, 0}));
}

// The guard ends with the set-up.
TEST(ControlConnection, NoGuardOnceEstablished)
{
    SimulatedLink link;
    link.Connect();
    link.Run();
    EXPECT_EQ(link.now, MilliSeconds(200));
    EXPECT_EQ(link.peers[A]->Count<output::ConnectionDown>(), 0U);
    EXPECT_EQ(link.peers[B]->endpoint->GetConnections(), 1U);
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
