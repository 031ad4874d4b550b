// SPDX-License-Identifier: GPL-2.0-only
// Limits of an endpoint, floods, and what is kept of them: nothing.

#include "l2tp-alternate-addresses.h"
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

/** SCCRQ number i, each of another connection. */
ControlMessage
MakeRequest(uint32_t i)
{
    ControlMessage message(MessageType::Sccrq);
    message.Add<avp::HostName>("peer.example")
        .Add<avp::RouterId>(0x0a0000fe)
        .Add<avp::AssignedControlConnectionId>(1000 + i)
        .Add<avp::PseudowireCapabilitiesList>({5});
    return message;
}

std::size_t
CountDrops(ScriptedPeer& peer, ControlDropReason reason)
{
    std::size_t count = 0;
    for (const auto* drop : peer.Dut().Find<output::ControlDrop>())
    {
        count += drop->reason == reason;
    }
    return count;
}

// R5.4.2-25: SCCRQs beyond the limit get StopCCN 2/4, and no state is kept for them
TEST(EndpointLimits, Connections)
{
    auto configuration = MakeConfiguration("dut.example");
    configuration.maxConnections = 3;
    ScriptedPeer peer(configuration);
    for (uint32_t i = 0; i < 1000; ++i)
    {
        peer.SendAsIs(MakeRequest(i));
        const auto sent = peer.Take();
        ASSERT_EQ(sent.size(), 1U);
        ASSERT_EQ(sent[0].GetType(), i < 3 ? MessageType::Sccrp : MessageType::StopCcn);
        ASSERT_EQ(sent[0].GetControlConnectionId(), 1000 + i);
        if (i >= 3)
        {
            ASSERT_EQ(sent[0].Get<avp::ResultCode>()->result, 2);
            ASSERT_EQ(sent[0].Get<avp::ResultCode>()->error, 4);
            ASSERT_FALSE(sent[0].Get<avp::ResultCode>()->text.empty());
        }
        ASSERT_LE(peer.Dut().endpoint->GetConnections(), 3U);
    }
    EXPECT_EQ(CountDrops(peer, ControlDropReason::LimitReached), 997U);
    // A copy of an SCCRQ that was taken is not one too many.
    peer.SendAsIs(MakeRequest(1));
    EXPECT_EQ(CountDrops(peer, ControlDropReason::LimitReached), 997U);
    // When the others have gone there is room again.
    peer.link.Run();
    EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 0U);
    peer.Take();
    peer.SendAsIs(MakeRequest(2000));
    EXPECT_EQ(peer.TakeNames(), (Names{"SCCRP"}));
}

// R5.4.2-44, R5.4.2-34..36: at the limit, with other destinations known: StopCCN 2/9 with them
TEST(EndpointLimits, Alternates)
{
    auto configuration = MakeConfiguration("dut.example");
    configuration.maxConnections = 1;
    configuration.alternates = {"192.0.2.1", "2001:db8::1"};
    ScriptedPeer peer(configuration);
    peer.SendAsIs(MakeRequest(0));
    peer.Take();
    peer.SendAsIs(MakeRequest(1));
    const auto code = *peer.Take().front().Get<avp::ResultCode>();
    EXPECT_EQ(code.result, 2);
    EXPECT_EQ(code.error, 9);
    EXPECT_EQ(code.text, "192.0.2.1, [2001:db8::1]");
    EXPECT_EQ(ParseAddresses(code.text), configuration.alternates);
}

// R5.4.2-34, R5.4.2-35, R5.4.2-36, R5.4.2-37: the list of addresses
TEST(EndpointLimits, AddressLists)
{
    EXPECT_EQ(FormatAddresses({"192.0.2.1"}), "192.0.2.1");
    EXPECT_EQ(FormatAddresses({"192.0.2.1", "192.0.2.2", "192.0.2.3"}),
              "192.0.2.1, 192.0.2.2, 192.0.2.3");
    EXPECT_EQ(FormatAddresses({"2001:db8::1"}), "[2001:db8::1]");
    EXPECT_EQ(MakeTryAnother({"192.0.2.1", "192.0.2.2"}).error, 9);
    EXPECT_EQ(MakeTryAnother({"192.0.2.1", "192.0.2.2"}).text, "192.0.2.1, 192.0.2.2");
    EXPECT_EQ(MakeTryAnother({}).error, 7);
    EXPECT_EQ(ParseAddresses("192.0.2.1, [2001:db8::1],10.0.0.1"),
              (Names{"192.0.2.1", "2001:db8::1", "10.0.0.1"}));
    EXPECT_TRUE(ParseAddresses("").empty());
    EXPECT_EQ(
        ParseAddresses("192.0.2.01, 192.0.2, 256.0.0.1, a.b.c.d, 2001:db8::1, [], [x], 1.2.3.4"),
        (Names{"1.2.3.4"}));
    EXPECT_TRUE(ParseAddresses(std::string(5000, ',')).empty());
}

// R4.3-08: only so many SCCRQs a second are looked at
TEST(EndpointLimits, SccrqRate)
{
    auto configuration = MakeConfiguration("dut.example");
    configuration.maxSccrqRate = 10;
    ScriptedPeer peer(configuration);
    for (uint32_t i = 0; i < 1000; ++i)
    {
        peer.SendAsIs(MakeRequest(i));
        peer.link.now += MilliSeconds(2);
    }
    EXPECT_EQ(peer.Take().size(), 20U);
    EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 20U);
    EXPECT_EQ(CountDrops(peer, ControlDropReason::RateLimited), 980U);
}

// R4.3-08, R4.3-13: an SCCRQ with a wrong digest uses up no rate; those without a nonce do
TEST(EndpointLimits, ForgeriesUseUpNoRate)
{
    auto configuration = MakeConfiguration("dut.example");
    configuration.maxSccrqRate = 2;
    configuration.authentication.mode = AuthenticationMode::Secret;
    configuration.authentication.secrets = {"opensesame"};
    ScriptedPeer peer(configuration);
    peer.Authenticate("closesesame");
    for (uint32_t i = 0; i < 100; ++i)
    {
        auto message = MakeRequest(i);
        message.Add<avp::ControlMessageAuthenticationNonce>(ScriptedPeer::MakeNonce());
        peer.SendAsIs(message);
    }
    EXPECT_EQ(CountDrops(peer, ControlDropReason::InvalidDigest), 100U);
    EXPECT_EQ(peer.Dut().log.size(), 100U);
    peer.authenticator.reset();
    for (uint32_t i = 0; i < 100; ++i)
    {
        peer.SendAsIs(MakeRequest(i));
    }
    EXPECT_EQ(CountDrops(peer, ControlDropReason::NotAuthorized), 2U);
    EXPECT_EQ(CountDrops(peer, ControlDropReason::RateLimited), 98U);
    EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 0U);
}

// R4.3-08, R4.3-10: whatever floods an open connection, nothing of it is kept
TEST(EndpointLimits, FloodsKeepNothing)
{
    auto configuration = MakeConfiguration("dut.example");
    configuration.maxConnections = 2;
    configuration.tieBreaker = true;
    ScriptedPeer peer(configuration);
    peer.Open();
    const auto own = peer.connection;
    for (uint32_t i = 0; i < 500; ++i)
    {
        // Each loses the tie, has an identifier of its own, and is refused.
        peer.SendAsIs(MakeRequest(i));
        // Messages of connections and sessions that do not exist.
        ControlMessage message(MessageType::Hello);
        message.SetControlConnectionId(50000 + i);
        peer.SendAsIs(message);
        ASSERT_LE(peer.Dut().endpoint->GetConnections(), 4U);
    }
    EXPECT_EQ(CountDrops(peer, ControlDropReason::TieLost), 500U);
    EXPECT_EQ(CountDrops(peer, ControlDropReason::UnknownConnection), 500U);
    EXPECT_EQ(peer.Dut().endpoint->FindConnection(own)->GetState(), State::WaitCtlReply);
    peer.link.Run();
    EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 0U);
    EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 0U);
}

// R3.3-02, R5.4.3-12: what is different towards one peer, by Host Name, Router ID or both
TEST(EndpointLimits, Profiles)
{
    auto configuration = MakeConfiguration("dut.example");
    configuration.helloInterval = Seconds(60);
    configuration.profiles.resize(3);
    configuration.profiles[0].hostName = "peer.example";
    configuration.profiles[0].routerId = 1;
    configuration.profiles[0].helloInterval = Seconds(5);
    configuration.profiles[1].routerId = 0x0a0000fe;
    configuration.profiles[1].helloInterval = Seconds(20);
    configuration.profiles[1].receiveWindow = 17;
    configuration.profiles[2].hostName = "other.example";
    configuration.profiles[2].helloInterval = Seconds(30);
    configuration.profiles[2].tieBreaker = true;
    ScriptedPeer peer(configuration);
    peer.Send(ScriptedPeer::MakeSccrq());
    const auto reply = peer.Take().front();
    EXPECT_EQ(*reply.Get<avp::ReceiveWindowSize>(), 17);
    peer.Send(ControlMessage(MessageType::Scccn));
    const auto up = peer.link.now;
    EXPECT_EQ(peer.Dut().endpoint->GetDeadline(peer.connection), up + Seconds(20));
    // As initiator, by what Connect() is told.
    for (const auto* name : {"other.example", "third.example"})
    {
        SimulatedLink link(MilliSeconds(50), configuration);
        PeerHints hints;
        hints.hostName = name;
        link.peers[A]->endpoint->Connect(SimulatedLink::AddressOf(B), link.now, hints);
        link.Drain();
        const auto decoded =
            ControlMessage::Decode(ByteView(link.peers[A]->Find<output::Transmit>()[0]->image));
        EXPECT_EQ(std::get<ControlMessage>(decoded).Has<avp::ControlConnectionTieBreaker>(),
                  std::string(name) == "other.example");
    }
}

// R5.4.3-12: the same peer by Host Name, by Router ID, or by both
TEST(EndpointLimits, Identification)
{
    for (const auto identification :
         {PeerIdentification::Both, PeerIdentification::HostName, PeerIdentification::RouterId})
    {
        auto configuration = MakeConfiguration("dut.example");
        configuration.peerRestart = PeerRestart::Replace;
        configuration.identification = identification;
        ScriptedPeer peer(configuration);
        peer.EstablishAsResponder();
        ControlMessage message(MessageType::Sccrq);
        message.Add<avp::HostName>("peer.example")
            .Add<avp::RouterId>(77)
            .Add<avp::AssignedControlConnectionId>(5)
            .Add<avp::PseudowireCapabilitiesList>({5});
        peer.OpenAnother(message);
        EXPECT_EQ(peer.Dut().Count<output::ConnectionDown>(),
                  identification == PeerIdentification::HostName ? 1U : 0U);
    }
}

// R4.2-35: what a peer drops because it is too much comes again, and is taken then
TEST(EndpointLimits, DroppedRequestsComeAgain)
{
    auto limited = MakeConfiguration("lns.example");
    limited.maxSccrqRate = 1;
    SimulatedLink link(MilliSeconds(50), MakeConfiguration("lac.example"), limited);
    constexpr std::size_t CONNECTIONS = 3;
    for (std::size_t i = 0; i < CONNECTIONS; ++i)
    {
        link.Connect();
    }
    link.Run(Seconds(30));
    EXPECT_EQ(link.peers[A]->Count<output::ConnectionUp>(), CONNECTIONS);
    EXPECT_EQ(link.peers[B]->Count<output::ConnectionUp>(), CONNECTIONS);
    const auto drops = link.peers[B]->Find<output::ControlDrop>();
    EXPECT_GE(drops.size(), CONNECTIONS - 1);
    for (const auto* drop : drops)
    {
        EXPECT_EQ(drop->reason, ControlDropReason::RateLimited);
    }
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
