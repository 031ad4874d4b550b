// SPDX-License-Identifier: GPL-2.0-only
// Nothing that a peer sends in vain is lost silently: each drop has its reason.

#include "l2tp-drop-out-of-order.h"
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

/** The last drop that was reported, as its reason's name; empty if there was none. */
std::string
LastDrop(ScriptedPeer& peer)
{
    const auto drops = peer.Dut().Find<output::ControlDrop>();
    return drops.empty() ? "" : GetName(drops.back()->reason);
}

// A message further ahead than the receive window
TEST(DropTrace, BeyondTheWindow)
{
    ScriptedPeer peer;
    peer.EstablishAsResponder();
    ControlMessage message(MessageType::Hello);
    message.SetControlConnectionId(peer.connection);
    message.SetNs(peer.ns + 100);
    message.SetNr(peer.nr);
    peer.SendAsIs(message);
    EXPECT_EQ(LastDrop(peer), GetName(ControlDropReason::BeyondWindow));
    EXPECT_EQ(peer.GetState(), State::Established);
}

// An early message, where the policy drops such messages
TEST(DropTrace, OutOfOrder)
{
    ScriptedPeer peer;
    peer.Dut().makePolicies = [] {
        auto policies = MakeDefaultPolicies();
        policies.outOfOrder = CreateObject<DropOutOfOrder>();
        return policies;
    };
    peer.EstablishAsResponder();
    ControlMessage message(MessageType::Hello);
    message.SetControlConnectionId(peer.connection);
    message.SetNs(peer.ns + 1);
    message.SetNr(peer.nr);
    peer.SendAsIs(message);
    EXPECT_EQ(LastDrop(peer), GetName(ControlDropReason::OutOfOrder));
}

// A session message of the wrong state ends its session, and is reported
TEST(DropTrace, SessionMessageOfTheWrongState)
{
    ScriptedPeer peer;
    peer.EstablishRecipient();
    peer.Send(peer.MakeIccn());
    EXPECT_EQ(LastDrop(peer), GetName(ControlDropReason::NotAcceptable));
    EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 0U);
}

// The same for WEN and SLI
TEST(DropTrace, ReportsOfTheWrongState)
{
    for (const auto type : {MessageType::Wen, MessageType::Sli})
    {
        ScriptedPeer peer;
        peer.Place();
        ControlMessage message(type);
        message.Add<avp::LocalSessionId>(ScriptedPeer::SESSION)
            .Add<avp::RemoteSessionId>(peer.session);
        peer.Send(message);
        EXPECT_EQ(LastDrop(peer), GetName(ControlDropReason::NotAcceptable));
    }
}

/** Attribute, offset and words of the last drop, which is of the content. */
std::string
LastContent(ScriptedPeer& peer)
{
    const auto drops = peer.Dut().Find<output::ControlDrop>();
    if (drops.empty() || !drops.back()->fault)
    {
        return "";
    }
    const auto& fault = *drops.back()->fault;
    return std::to_string(fault.type) + " at " + std::to_string(fault.offset) + ": " +
           drops.back()->detail;
}

// R7.3.2-02: what a CDN with result 14, 15 or 2 complains about is reported
TEST(DropTrace, RefusedContent)
{
    const auto icrq = [](uint16_t type) {
        ControlMessage message(MessageType::Icrq);
        message.Add<avp::LocalSessionId>(ScriptedPeer::SESSION)
            .Add<avp::RemoteSessionId>(0)
            .Add<avp::SerialNumber>(1)
            .Add<avp::RemoteEndId>("vc-1")
            .Add<avp::CircuitStatus>(CIRCUIT_STATUS_ACTIVE)
            .Add<avp::PseudowireTypeAvp>(type);
        return message;
    };
    const auto ethernet = icrq(static_cast<uint16_t>(PseudowireType::Ethernet));
    const auto end = std::to_string(ethernet.GetBytes().size());
    const std::vector<std::pair<ControlMessage, std::string>> cases{
        {icrq(99), "68 at 68: unsupported pseudowire type 99"},
        {ControlMessage(ethernet).Add<avp::DataSequencingAvp>(2),
         "70 at " + end + ": sequencing needs an L2-Specific Sublayer with sequence numbers"},
        {ControlMessage(ethernet).Add<avp::L2SpecificSublayerAvp>(77),
         "69 at " + end + ": unsupported L2-Specific Sublayer 77"},
    };
    for (const auto& [message, expected] : cases)
    {
        ScriptedPeer peer;
        peer.EstablishAsResponder();
        peer.Send(message);
        EXPECT_EQ(LastContent(peer), expected);
    }
    // An AVP of a vendor with the same number is another one.
    ScriptedPeer vendor;
    vendor.EstablishAsResponder();
    ControlMessage request(MessageType::Icrq);
    const Bytes one{1};
    request.AddRaw(9, avp::PseudowireTypeAvp::TYPE, false, ByteView(one))
        .Add<avp::LocalSessionId>(ScriptedPeer::SESSION)
        .Add<avp::RemoteSessionId>(0)
        .Add<avp::SerialNumber>(1)
        .Add<avp::RemoteEndId>("vc-1")
        .Add<avp::CircuitStatus>(CIRCUIT_STATUS_ACTIVE)
        .Add<avp::PseudowireTypeAvp>(99);
    vendor.Send(request);
    EXPECT_EQ(LastContent(vendor), "68 at 75: unsupported pseudowire type 99");
    ScriptedPeer sender;
    sender.Place();
    const auto icrp = sender.MakeIcrp();
    sender.Send(ControlMessage(icrp).Add<avp::DataSequencingAvp>(1));
    EXPECT_EQ(LastContent(sender),
              "70 at " + std::to_string(icrp.GetBytes().size()) +
                  ": sequencing needs an L2-Specific Sublayer with sequence numbers");
}

// R5.4.2-26: a request for a session that is not there, a Session ID that another session has, a
// sublayer that is taken away from under the sequence numbers
TEST(DropTrace, RefusedIdentifiers)
{
    ScriptedPeer unknown;
    unknown.EstablishAsResponder();
    ControlMessage request(MessageType::Icrq);
    request.Add<avp::LocalSessionId>(ScriptedPeer::SESSION)
        .Add<avp::RemoteSessionId>(777)
        .Add<avp::SerialNumber>(1)
        .Add<avp::PseudowireTypeAvp>(5)
        .Add<avp::RemoteEndId>("vc-1")
        .Add<avp::CircuitStatus>(CIRCUIT_STATUS_ACTIVE);
    unknown.Send(request);
    EXPECT_EQ(LastContent(unknown), "64 at 30: a request for an unknown session");
    EXPECT_EQ(LastDrop(unknown), GetName(ControlDropReason::UnknownSession));

    ScriptedPeer taken;
    taken.EstablishSender();
    taken.session = taken.link.PlaceCall(A, taken.connection, "vc-2");
    taken.Take();
    taken.Send(taken.MakeIcrp());
    EXPECT_EQ(LastContent(taken), "63 at 20: another session has this Local Session ID");

    ScriptedPeer sublayer;
    sublayer.EstablishAsResponder();
    sublayer.Send(
        ScriptedPeer::MakeIcrq().Add<avp::L2SpecificSublayerAvp>(1).Add<avp::DataSequencingAvp>(1));
    sublayer.Take();
    const auto* session = sublayer.Dut().Find<output::SessionCreated>().at(0);
    sublayer.session = session->session;
    const auto iccn = sublayer.MakeIccn();
    sublayer.Send(ControlMessage(iccn).Add<avp::L2SpecificSublayerAvp>(0));
    EXPECT_EQ(LastContent(sublayer),
              "69 at " + std::to_string(iccn.GetBytes().size()) +
                  ": sequencing needs an L2-Specific Sublayer with sequence numbers");
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
