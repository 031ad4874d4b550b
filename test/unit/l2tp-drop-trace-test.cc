// SPDX-License-Identifier: GPL-2.0-only
// Nothing that a peer sends in vain is lost silently: each drop has its reason.

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

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
