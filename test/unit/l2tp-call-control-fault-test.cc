// SPDX-License-Identifier: GPL-2.0-only
// Sessions under load and under faults: many of them, hung up while waiting, never answered, lost.

#include "l2tp-replies-first.h"
#include "l2tp-scripted-peer.h"

#include <gtest/gtest.h>
#include <random>
#include <set>

namespace ns3
{
namespace l2tp
{
namespace test
{
namespace
{

// R7.2-16, R4.2-12: 2000 sessions on one connection, all up at both ends, and all gone by StopCCN
TEST(CallControlFault, TwoThousandSessions)
{
    constexpr std::size_t SESSIONS = 2000;
    SimulatedLink link;
    const auto connection = link.Connect();
    for (std::size_t i = 0; i < SESSIONS; ++i)
    {
        link.PlaceCall(A, connection, "vc-" + std::to_string(i));
    }
    link.Run();
    EXPECT_EQ(link.peers[A]->Count<output::SessionUp>(), SESSIONS);
    EXPECT_EQ(link.peers[B]->Count<output::SessionUp>(), SESSIONS);
    EXPECT_EQ(link.peers[A]->endpoint->GetSessions(), SESSIONS);
    EXPECT_EQ(link.peers[B]->endpoint->GetSessions(), SESSIONS);
    std::set<uint32_t> ids;
    for (const auto* up : link.peers[B]->Find<output::SessionUp>())
    {
        const auto& parameters = up->parameters;
        EXPECT_TRUE(ids.insert(parameters.localSessionId).second);
        const auto* other = link.peers[A]->endpoint->FindSession(parameters.remoteSessionId);
        ASSERT_NE(other, nullptr);
        EXPECT_EQ(other->parameters.remoteSessionId, parameters.localSessionId);
        EXPECT_EQ(other->parameters.remoteEndId, parameters.remoteEndId);
    }
    link.peers[A]->endpoint->Disconnect(connection, {DownCause::Local, 1, 0, {}}, link.now);
    link.Run();
    for (const auto side : {A, B})
    {
        EXPECT_EQ(link.peers[side]->Count<output::SessionDown>(), SESSIONS);
        EXPECT_EQ(link.peers[side]->endpoint->GetSessions(), 0U);
        EXPECT_EQ(link.peers[side]->endpoint->GetConnections(), 0U);
    }
}

// An ICRQ that waits for the window when its session is hung up leaves nothing behind.
TEST(CallControlFault, HangUpWhileIcrqWaits)
{
    for (const bool repliesFirst : {false, true})
    {
        SimulatedLink link;
        for (const auto side : {A, B})
        {
            link.peers[side]->makePolicies = [repliesFirst]() {
                auto policies = MakeDefaultPolicies();
                if (repliesFirst)
                {
                    policies.discipline = CreateObject<RepliesFirst>();
                }
                return policies;
            };
        }
        const auto connection = link.Connect();
        link.Run(Seconds(1));
        std::vector<uint32_t> sessions;
        for (int i = 0; i < 20; ++i)
        {
            sessions.push_back(link.PlaceCall(A, connection, "vc-" + std::to_string(i)));
        }
        ASSERT_GT(link.peers[A]->endpoint->FindConnection(connection)->GetChannel().GetWaiting(),
                  10U);
        for (std::size_t i = 1; i < sessions.size(); ++i)
        {
            link.peers[A]->endpoint->HangUp(sessions[i], {DownCause::Local, 3, 0, {}}, link.now);
        }
        link.Drain();
        EXPECT_EQ(link.peers[A]->endpoint->GetSessions(), 1U);
        link.Run();
        EXPECT_EQ(link.peers[A]->endpoint->GetSessions(), 1U);
        EXPECT_EQ(link.peers[B]->endpoint->GetSessions(), 1U);
        EXPECT_TRUE(link.peers[A]->endpoint->FindConnection(connection)->GetChannel().IsIdle());
        EXPECT_EQ(link.peers[A]->Count<output::SessionUp>(), 1U);
        EXPECT_EQ(link.peers[A]->Count<output::ConnectionDown>(), 0U);
        EXPECT_LT(link.now, Seconds(10));
    }
}

// An ICRQ that is acknowledged but never answered: CDN(16), counted from its first transmission
TEST(CallControlFault, IcrqIsNeverAnswered)
{
    ScriptedPeer peer;
    peer.EstablishAsInitiator();
    peer.link.Run(Seconds(10));
    // Slow start lets two go: the third waits until the peer acknowledges.
    for (int i = 0; i < 3; ++i)
    {
        peer.link.PlaceCall(A, peer.connection);
    }
    peer.link.Run(MilliSeconds(10500));
    const auto before = peer.Take();
    const auto transmitted = before.size();
    ASSERT_LT(transmitted, 4U);
    peer.Acknowledge();
    peer.Acknowledge();
    const auto waited = peer.Take().size();
    EXPECT_EQ(transmitted + waited, 3U);
    peer.link.Run(Seconds(152) - NanoSeconds(1));
    EXPECT_TRUE(peer.Take().empty());
    peer.link.Run(Seconds(152));
    const auto cdns = peer.Take();
    ASSERT_EQ(cdns.size(), transmitted);
    for (const auto& cdn : cdns)
    {
        EXPECT_EQ(cdn.GetType(), MessageType::Cdn);
        EXPECT_EQ(cdn.Get<avp::ResultCode>()->result, 16);
        EXPECT_EQ(cdn.Get<avp::RemoteSessionId>(), 0U);
    }
    peer.Acknowledge();
    peer.Take();
    peer.link.Run(MilliSeconds(152500));
    EXPECT_EQ(peer.Take().size(), waited);
    EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 0U);
    EXPECT_EQ(peer.GetState(), State::Established);
    for (const auto* down : peer.Dut().Find<output::SessionDown>())
    {
        EXPECT_EQ(down->reason.cause, DownCause::SetupTimeout);
    }
}

// The same at the recipient: ICRP acknowledged, ICCN never sent
TEST(CallControlFault, IccnNeverComes)
{
    auto configuration = MakeConfiguration("dut.example");
    configuration.setupTimeout = Seconds(30);
    ScriptedPeer peer(configuration);
    peer.Ask();
    peer.link.Run(Seconds(30) - NanoSeconds(1));
    EXPECT_TRUE(peer.Take().empty());
    peer.link.Run(Seconds(30));
    const auto sent = peer.Take();
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].Get<avp::ResultCode>()->result, 16);
    EXPECT_EQ(sent[0].Get<avp::RemoteSessionId>(), ScriptedPeer::SESSION);
}

// An established session has no guard.
TEST(CallControlFault, NoGuardOnceEstablished)
{
    SimulatedLink link;
    link.PlaceCall(A, link.Connect());
    link.Run();
    EXPECT_LT(link.now, Seconds(1));
    EXPECT_EQ(link.peers[A]->endpoint->GetSessions(), 1U);
}

/** What one run with random faults has led to. */
struct Outcome
{
    bool up;    //!< established at both ends
    bool clean; //!< nothing left at either end
};

/**
 * Set one connection with one session up over a link that loses, delays and copies for 300 s; then
 * leave both ends the time to find out what is left.
 */
Outcome
RunWithFaults(uint32_t seed, uint32_t loss)
{
    std::mt19937 random(seed);
    auto configuration = MakeConfiguration("lcce.example");
    configuration.helloInterval = Seconds(60);
    configuration.channel.receiveWindow = static_cast<uint16_t>(1 + random() % 4);
    SimulatedLink link(MilliSeconds(50), configuration, configuration);
    link.rule = [&random, &link, loss](Side, uint32_t, const output::Transmit&) {
        if (link.now >= Seconds(300))
        {
            return SimulatedLink::Fate{link.delay};
        }
        SimulatedLink::Fate fate;
        if (random() % 100 >= loss)
        {
            for (uint32_t copies = random() % 8 == 0 ? 2 : 1; copies > 0; --copies)
            {
                fate.push_back(MilliSeconds(1 + random() % 400));
            }
        }
        return fate;
    };
    link.PlaceCall(A, link.Connect());
    // Any wait that is left at 300 s: the set-up guard, a StopCCN, the hold.
    link.Run(Seconds(300 + 142 + 71 + 71 + 1));
    const auto count = [&link](Side side) {
        const auto& endpoint = *link.peers[side]->endpoint;
        return std::make_pair(endpoint.GetConnections(), endpoint.GetSessions());
    };
    const std::pair<std::size_t, std::size_t> one{1, 1};
    const std::pair<std::size_t, std::size_t> none{0, 0};
    const Outcome outcome{count(A) == one && count(B) == one, count(A) == none && count(B) == none};
    if (outcome.up)
    {
        const auto& a = link.peers[A]->Find<output::SessionUp>().at(0)->parameters;
        const auto& b = link.peers[B]->Find<output::SessionUp>().at(0)->parameters;
        EXPECT_EQ(a.localSessionId, b.remoteSessionId);
        EXPECT_EQ(b.localSessionId, a.remoteSessionId);
        EXPECT_EQ(a.localCookie, b.remoteCookie);
        EXPECT_EQ(b.localCookie, a.remoteCookie);
    }
    else
    {
        EXPECT_TRUE(link.peers[A]->deadlines.empty());
        EXPECT_TRUE(link.peers[B]->deadlines.empty());
    }
    return outcome;
}

// R4.2-12, R4.2-26, R4.4-06: whatever is lost, in the end both ends are up or both are clean
TEST(CallControlFault, RandomFaults)
{
    uint32_t up = 0;
    uint32_t clean = 0;
    for (uint32_t seed = 0; seed < 2000; ++seed)
    {
        SCOPED_TRACE(seed);
        const auto outcome = RunWithFaults(seed, seed % 64);
        ASSERT_TRUE(outcome.up != outcome.clean);
        up += outcome.up ? 1 : 0;
        clean += outcome.clean ? 1 : 0;
    }
    EXPECT_GT(up, 1000U);
    EXPECT_GT(clean, 100U);
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
