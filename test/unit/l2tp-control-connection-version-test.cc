// SPDX-License-Identifier: GPL-2.0-only
// SCCRQs of peers that speak version 2 too (RFC 3931 section 4.7.3), languages, and messages of
// vendors.

#include "l2tp-message-peek.h"
#include "l2tp-scripted-peer.h"
#include "l2tp-vendor-registry.h"

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

/** Turn a message into one of version 2. */
Bytes
AsVersion2(const ControlMessage& message)
{
    auto image = message.GetBytes().ToBytes();
    image[1] = 2;
    return image;
}

/** SCCRQ with what version 2 wants, M bits set. */
ControlMessage
MakeDual(bool version3)
{
    auto message = version3 ? ScriptedPeer::MakeSccrq() : ControlMessage(MessageType::Sccrq);
    if (!version3)
    {
        message.Add<avp::HostName>("peer.example");
    }
    const Bytes protocol{1, 0};
    const Bytes four{0, 0, 0, 3};
    const Bytes tunnel{0x12, 0x34};
    message.AddRaw(0, 2, true, ByteView(protocol))
        .AddRaw(0, 3, true, ByteView(four))
        .AddRaw(0, 4, true, ByteView(four))
        .AddRaw(0, 9, true, ByteView(tunnel));
    return message;
}

// R4.7-01, R4.7.3-03, R4.7.3-05, R4.7.3-06: a Ver 2 SCCRQ with the AVPs of version 3 is answered by
// version 3, and what only version 2 knows does no harm
TEST(ControlConnectionVersion, DualRequest)
{
    ScriptedPeer peer;
    peer.link.Inject(A, AsVersion2(MakeDual(true)));
    const auto sent = peer.Take();
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].GetType(), MessageType::Sccrp);
    EXPECT_EQ(sent[0].GetVersion(), VERSION_3);
    EXPECT_EQ(sent[0].GetControlConnectionId(), ScriptedPeer::ID);
    peer.ns = 1;
    peer.Send(ControlMessage(MessageType::Scccn));
    EXPECT_EQ(peer.GetState(), State::Established);
    EXPECT_EQ(peer.Dut().Count<output::ControlDrop>(), 0U);
}

// R4.7.3-05: a copy of the other version is a copy
TEST(ControlConnectionVersion, CopiesOfBothVersions)
{
    for (const auto first : {true, false})
    {
        ScriptedPeer peer;
        const auto message = MakeDual(true);
        const auto version3 = message.GetBytes().ToBytes();
        peer.link.Inject(A, first ? AsVersion2(message) : version3);
        peer.link.Inject(A, first ? version3 : AsVersion2(message));
        EXPECT_EQ(peer.TakeNames(), (Names{"SCCRP", "ACK"}));
        EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 1U);
        EXPECT_EQ(peer.Dut().Find<output::ControlDrop>().back()->reason,
                  ControlDropReason::Duplicate);
    }
}

// R4.7.3-07: a peer that speaks version 2 alone gets no answer and leaves no state
TEST(ControlConnectionVersion, PlainVersion2)
{
    for (const auto mode : {AuthenticationMode::Off, AuthenticationMode::Secret})
    {
        auto configuration = MakeConfiguration("dut.example");
        configuration.authentication.mode = mode;
        if (mode == AuthenticationMode::Secret)
        {
            configuration.authentication.secrets = {"opensesame"};
        }
        ScriptedPeer peer(configuration);
        peer.link.Inject(A, AsVersion2(MakeDual(false)));
        EXPECT_TRUE(peer.Take().empty());
        EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 0U);
        ASSERT_EQ(peer.Dut().log.size(), 1U);
        EXPECT_EQ(peer.Dut().Find<output::ControlDrop>()[0]->reason,
                  ControlDropReason::PlainVersion2);
    }
}

// R4.7.1-02: over IP there is no version 2: dropped and counted, and nothing of it is sent
TEST(ControlConnectionVersion, OverIp)
{
    auto configuration = MakeConfiguration("dut.example");
    configuration.encapsulation = Encapsulation::Ip;
    ScriptedPeer peer(configuration);
    peer.link.Inject(A, AsVersion2(MakeDual(true)));
    EXPECT_TRUE(peer.Take().empty());
    ASSERT_EQ(peer.Dut().Count<output::ControlDrop>(), 1U);
    const auto& drop = *peer.Dut().Find<output::ControlDrop>()[0];
    EXPECT_EQ(drop.reason, ControlDropReason::Malformed);
    EXPECT_EQ(drop.error->what, ParseProblem::BadVersion);
    peer.EstablishRecipient();
    for (const auto* sent : peer.Dut().Find<output::Transmit>())
    {
        EXPECT_EQ(sent->image[1], 3);
        for (const uint16_t type : {2, 3, 4, 6, 9})
        {
            EXPECT_FALSE(PeekValue(sent->image, type));
        }
    }
}

// R4.7.3-02: octets 4 to 7 of SCCRQ are zero
TEST(ControlConnectionVersion, SccrqHasNoIdentifier)
{
    ScriptedPeer peer;
    peer.Open();
    EXPECT_EQ(peer.Take().front().GetControlConnectionId(), 0U);
}

// R5.4.3-25, R5.4.3-26, R9-02: the preference is sent if there is one and stored if it comes; text
// stays in the default language without a preference and with one
TEST(ControlConnectionVersion, PreferredLanguage)
{
    std::vector<std::string> texts;
    for (const auto* language : {"", "en-US", "tlh"})
    {
        auto configuration = MakeConfiguration("dut.example");
        configuration.preferredLanguage = language;
        ScriptedPeer peer(configuration);
        auto message = ScriptedPeer::MakeSccrq();
        if (*language != 0)
        {
            message.Add<avp::PreferredLanguage>(language);
        }
        peer.Send(message);
        const auto reply = peer.Take().front();
        EXPECT_EQ(reply.Get<avp::PreferredLanguage>().value_or(""), language);
        EXPECT_EQ(peer.Dut().endpoint->FindConnection(peer.connection)->GetPeer().preferredLanguage,
                  language);
        peer.Send(WithUnknownAvp(ControlMessage(MessageType::Scccn), true));
        texts.push_back(peer.Take().back().Get<avp::ResultCode>()->text);
        EXPECT_FALSE(texts.back().empty());
    }
    EXPECT_EQ(texts[0], texts[1]);
    EXPECT_EQ(texts[0], texts[2]);
}

// R5.2-02, R5.4.2-31, R5.4.2-32: an unknown AVP with the M bit is error 8 in any state, and what is
// reported names the attribute and the offset
TEST(ControlConnectionVersion, UnknownMandatoryAvpInTheWrongState)
{
    ScriptedPeer peer;
    peer.EstablishAsResponder();
    peer.Send(WithUnknownAvp(ScriptedPeer::MakeSccrp(), true));
    const auto code = *peer.Take().front().Get<avp::ResultCode>();
    EXPECT_EQ(code.result, 2);
    EXPECT_EQ(code.error, 8);
    EXPECT_NE(code.text.find("vendor 0 attribute 999"), std::string::npos);
    const auto& drop = *peer.Dut().Find<output::ControlDrop>().back();
    EXPECT_EQ(drop.reason, ControlDropReason::NotAcceptable);
    ASSERT_TRUE(drop.fault);
    EXPECT_EQ(drop.fault->type, 999);
    EXPECT_EQ(drop.fault->vendor, 0);
    EXPECT_EQ(drop.fault->offset, ScriptedPeer::MakeSccrp().GetBytes().size());
}

// R5.4.2-28, R5.4.2-29: error 6 has text, and a vendor's AVP beside it reaches the owner
TEST(ControlConnectionVersion, VendorSpecificError)
{
    ScriptedPeer sender;
    sender.EstablishAsResponder();
    sender.Dut().endpoint->Disconnect(sender.connection,
                                      {DownCause::Local, 2, 6, {}},
                                      sender.link.now);
    sender.link.Drain();
    EXPECT_FALSE(sender.Take().front().Get<avp::ResultCode>()->text.empty());

    auto registry = std::make_shared<VendorRegistry>();
    registry->Register(VendorAttribute{9, 1, "Detail"});
    auto configuration = MakeConfiguration("dut.example");
    configuration.vendors = registry;
    ScriptedPeer receiver(configuration);
    receiver.EstablishAsResponder();
    ControlMessage message(MessageType::StopCcn);
    const Bytes detail{1, 2, 3};
    message.Add<avp::ResultCode>({2, 6, "ask the vendor"})
        .Add<avp::AssignedControlConnectionId>(ScriptedPeer::ID)
        .AddRaw(9, 1, true, ByteView(detail));
    receiver.Send(message);
    const auto& seen = receiver.Dut().Find<output::Received>().back()->message;
    EXPECT_EQ(seen.FindVendorValue(9, 1)->ToBytes(), detail);
    EXPECT_EQ(receiver.Dut().Find<output::ConnectionDown>()[0]->reason.error, 6);
}

// A vendor's message with the M bit clears the connection unless it is known
TEST(ControlConnectionVersion, VendorMessages)
{
    for (const auto known : {true, false})
    {
        auto registry = std::make_shared<VendorRegistry>();
        registry->Register(VendorMessage{9, 200, "Probe"});
        auto configuration = MakeConfiguration("dut.example");
        configuration.vendors = known ? registry : nullptr;
        ScriptedPeer peer(configuration);
        peer.EstablishAsResponder();
        ControlMessage message(MessageType::Hello);
        message.SetControlConnectionId(peer.connection);
        message.SetNs(peer.ns);
        message.SetNr(peer.nr);
        auto image = message.GetBytes().ToBytes();
        image[CONTROL_HEADER_SIZE + 3] = 9;
        image[CONTROL_HEADER_SIZE + 7] = 200;
        peer.link.Inject(A, image);
        EXPECT_EQ(peer.GetState(), known ? State::Established : State::Idle);
        EXPECT_EQ(peer.TakeNames(), known ? Names{"ACK"} : Names{"StopCCN"});
        EXPECT_EQ(peer.Dut().Find<output::Received>().back()->message.GetMessageVendor(), 9);
    }
}

// R5.4.3-10: a Host Name has one octet at least
TEST(ControlConnectionVersion, EmptyHostName)
{
    ScriptedPeer peer;
    ControlMessage message(MessageType::Sccrq);
    message.AddRaw(0, 7, true, ByteView())
        .Add<avp::RouterId>(1)
        .Add<avp::AssignedControlConnectionId>(ScriptedPeer::ID)
        .Add<avp::PseudowireCapabilitiesList>({5});
    peer.Send(message);
    const auto code = *peer.Take().front().Get<avp::ResultCode>();
    EXPECT_EQ(code.result, 2);
    EXPECT_EQ(code.error, 2);
    EXPECT_EQ(peer.Dut().Find<output::ControlDrop>().back()->fault->type, 7);
}

// R4.1.2.2-03, R4.1.2.2-05: with authentication the port of a forged SCCRP is not followed
TEST(ControlConnectionVersion, ForgedReplyMovesNothing)
{
    auto configuration = MakeConfiguration("dut.example");
    configuration.authentication.mode = AuthenticationMode::Secret;
    configuration.authentication.secrets = {"opensesame"};
    ScriptedPeer peer(configuration);
    peer.Authenticate("opensesame");
    peer.Open();
    const auto elsewhere = SimulatedLink::AddressOf(A);
    const auto reply = [&](const std::string& secret) {
        auto message = ScriptedPeer::MakeSccrp();
        message.Add<avp::ControlMessageAuthenticationNonce>(ScriptedPeer::MakeNonce());
        message.SetControlConnectionId(peer.connection);
        message.SetNr(1);
        auto image = message.GetBytes().ToBytes();
        const auto nonce = peer.authenticator->GetRemoteNonce().ToBytes();
        peer.Authenticate(secret);
        peer.authenticator->SetLocalNonce(ScriptedPeer::MakeNonce());
        peer.authenticator->SetRemoteNonce(nonce);
        peer.authenticator->Sign(image);
        peer.Dut().endpoint->Receive(elsewhere, image, peer.link.now);
        peer.link.Drain();
        return peer.Dut().endpoint->FindConnection(peer.connection)->GetPeerAddress();
    };
    EXPECT_EQ(reply("closesesame"), SimulatedLink::AddressOf(B));
    EXPECT_EQ(reply("opensesame"), elsewhere);
    EXPECT_EQ(peer.Dut().Find<output::Transmit>().back()->peer, elsewhere);
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
