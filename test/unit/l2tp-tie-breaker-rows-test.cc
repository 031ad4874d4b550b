// SPDX-License-Identifier: GPL-2.0-only
// The rows of a tie in the table of RFC 3931 section 7.2, driven by a scripted peer.

#include "l2tp-scripted-peer.h"
#include "l2tp-tie-breaking.h"

#include <gtest/gtest.h>
#include <limits>

namespace ns3
{
namespace l2tp
{
namespace test
{
namespace
{

using Names = std::vector<std::string>;

const std::string CC = "control connection: ";
constexpr uint64_t LOWEST = 0;
constexpr uint64_t HIGHEST = std::numeric_limits<uint64_t>::max();

EndpointConfiguration
Configure()
{
    auto configuration = MakeConfiguration("dut.example");
    configuration.tieBreaker = true;
    return configuration;
}

/** SCCRQ of the peer with a tie breaker. */
ControlMessage
MakeRequest(std::optional<uint64_t> tieBreaker)
{
    auto message = ScriptedPeer::MakeSccrq();
    if (tieBreaker)
    {
        message.Add<avp::ControlConnectionTieBreaker>(*tieBreaker);
    }
    return message;
}

/** The endpoint has opened a connection and has a call for it. */
class TieRows : public testing::Test
{
  protected:
    explicit TieRows()
        : peer(Configure())
    {
        peer.Open();
        first = peer.connection;
        call = peer.link.PlaceCall(A, first);
        own = *peer.Take().front().Get<avp::ControlConnectionTieBreaker>();
        peer.TakeTransitions();
    }

    ScriptedPeer peer;
    uint32_t first{0};
    uint32_t call{0};
    uint64_t own{0};
};

// R7.2-09: wait-ctl-reply, tie lost: SCCRP, clean up the losing connection, wait-ctl-conn
TEST_F(TieRows, Lost)
{
    peer.SendAsIs(MakeRequest(LOWEST));
    EXPECT_EQ(peer.TakeTransitions(),
              (Names{CC + "wait-ctl-reply / receive SCCRQ, tie lost -> wait-ctl-conn"}));
    const auto sent = peer.Take();
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].GetType(), MessageType::Sccrp);
    EXPECT_NE(*sent[0].Get<avp::AssignedControlConnectionId>(), first);
    EXPECT_EQ(sent[0].GetNs(), 0);
    EXPECT_EQ(sent[0].GetNr(), 1);
    EXPECT_TRUE(peer.Dut().endpoint->FindConnection(first)->IsClosing());
    EXPECT_EQ(peer.Dut().endpoint->FindSession(call)->connection,
              peer.Dut().endpoint->FindConnection(peer.connection));
    // The losing SCCRQ is never sent again, and its connection goes without a word.
    peer.link.Run(peer.link.now + Seconds(100));
    for (const auto& name : peer.TakeNames())
    {
        EXPECT_NE(name, "SCCRQ");
    }
    EXPECT_EQ(peer.Dut().endpoint->FindConnection(first), nullptr);
}

// R7.2-10: tie lost, SCCRQ not acceptable: StopCCN, clean up, idle
TEST_F(TieRows, LostToAnUnacceptableRequest)
{
    peer.SendAsIs(WithUnknownAvp(MakeRequest(LOWEST), true));
    EXPECT_EQ(peer.TakeTransitions(),
              (Names{CC + "wait-ctl-reply / receive SCCRQ, tie lost, not acceptable -> idle",
                     "ICRQ sender: wait-control-conn / control connection closed -> idle"}));
    const auto sent = peer.Take();
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].GetType(), MessageType::StopCcn);
    EXPECT_EQ(sent[0].GetControlConnectionId(), ScriptedPeer::ID);
    EXPECT_EQ(sent[0].Get<avp::ResultCode>()->error, 8);
    EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 0U);
    peer.link.Run();
    EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 0U);
}

// R7.2-11: tie won: StopCCN for the losing connection, stay in wait-ctl-reply
TEST_F(TieRows, Won)
{
    for (const auto& theirs : {std::optional<uint64_t>(HIGHEST), std::optional<uint64_t>()})
    {
        ScriptedPeer other(Configure());
        other.Open();
        const auto id = other.connection;
        other.Take();
        other.TakeTransitions();
        other.SendAsIs(MakeRequest(theirs));
        EXPECT_EQ(other.TakeTransitions(),
                  (Names{CC + "wait-ctl-reply / receive SCCRQ, tie won -> wait-ctl-reply",
                         CC + "idle / receive SCCRQ, not acceptable -> idle"}));
        const auto sent = other.Take();
        ASSERT_EQ(sent.size(), 1U);
        EXPECT_EQ(sent[0].GetType(), MessageType::StopCcn);
        EXPECT_EQ(sent[0].GetControlConnectionId(), ScriptedPeer::ID);
        EXPECT_EQ(sent[0].Get<avp::ResultCode>()->result, 3);
        EXPECT_EQ(other.Dut().endpoint->FindConnection(id)->GetState(), State::WaitCtlReply);
        // A copy is known: no second refusal.
        other.SendAsIs(MakeRequest(theirs));
        EXPECT_EQ(other.TakeNames(), (Names{"ACK"}));
    }
}

// R5.4.3-05: equal: both requests are discarded, another one goes out
TEST_F(TieRows, Equal)
{
    peer.SendAsIs(MakeRequest(own));
    EXPECT_EQ(peer.TakeTransitions(),
              (Names{CC + "wait-ctl-reply / receive SCCRQ, equal tie breakers -> wait-ctl-reply"}));
    const auto sent = peer.Take();
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].GetType(), MessageType::Sccrq);
    EXPECT_NE(*sent[0].Get<avp::ControlConnectionTieBreaker>(), own);
    EXPECT_NE(*sent[0].Get<avp::AssignedControlConnectionId>(), first);
    // A copy of what was discarded is not compared with the new value.
    peer.SendAsIs(MakeRequest(own));
    EXPECT_TRUE(peer.Take().empty());
    EXPECT_TRUE(peer.TakeTransitions().empty());
    EXPECT_EQ(peer.Dut().Find<output::ControlDrop>().back()->reason, ControlDropReason::TieLost);
}

// R5.4.3-02: an SCCRQ of somebody else is no tie
TEST_F(TieRows, AnotherPeerIsNoTie)
{
    const auto message = MakeRequest(LOWEST);
    peer.Dut().endpoint->Receive(SimulatedLink::AddressOf(A), message.GetBytes(), peer.link.now);
    peer.link.Drain();
    EXPECT_EQ(peer.TakeTransitions(), (Names{CC + "idle / receive SCCRQ -> wait-ctl-conn"}));
    EXPECT_EQ(peer.Dut().endpoint->FindConnection(first)->GetState(), State::WaitCtlReply);
}

// R5.4.3-09: the Router ID tells that an SCCRQ from another address is of the same peer, and that
// one from the same address is not
TEST(TieBreakerRows, RouterIdNamesThePeer)
{
    for (const uint32_t router : {0x0a0000feU, 0x01020304U})
    {
        SimulatedLink link(MilliSeconds(50), Configure());
        PeerHints hints;
        hints.routerId = router;
        auto& dut = *link.peers[A];
        dut.endpoint->Connect(SimulatedLink::AddressOf(B), link.now, hints);
        dut.endpoint->Receive(SimulatedLink::AddressOf(A),
                              MakeRequest(LOWEST).GetBytes(),
                              link.now);
        link.Drain();
        const auto event = dut.Find<output::StateTransition>().back()->event;
        EXPECT_EQ(event, router == 0x0a0000fe ? Event::SccrqTieLost : Event::Sccrq);
    }
}

// R5.4.3-09: who has answered at an address is remembered; further addresses can be told
TEST(TieBreakerRows, LearntAndToldAddresses)
{
    ScriptedPeer learnt(Configure());
    learnt.EstablishAsInitiator();
    learnt.link.now += Seconds(200);
    learnt.Open();
    learnt.Dut().endpoint->Receive(SimulatedLink::AddressOf(A),
                                   MakeRequest(LOWEST).GetBytes(),
                                   learnt.link.now);
    learnt.link.Drain();
    EXPECT_EQ(learnt.Dut().Find<output::StateTransition>().back()->event, Event::SccrqTieLost);

    SimulatedLink told(MilliSeconds(50), Configure());
    PeerHints hints;
    hints.otherAddresses = {SimulatedLink::AddressOf(A)};
    auto& dut = *told.peers[A];
    dut.endpoint->Connect(SimulatedLink::AddressOf(B), told.now, hints);
    dut.endpoint->Receive(SimulatedLink::AddressOf(A), MakeRequest(LOWEST).GetBytes(), told.now);
    told.Drain();
    EXPECT_EQ(dut.Find<output::StateTransition>().back()->event, Event::SccrqTieLost);
}

// R5.4.3-04: a loser that comes when the winner is established already is refused; a peer that has
// restarted, and another one at the same address, are not
TEST(TieBreakerRows, LateLoser)
{
    const auto answerTo = [](const ControlMessage& request, Time age) {
        ScriptedPeer peer(Configure());
        peer.EstablishAsInitiator();
        peer.link.Run(peer.link.now + age);
        peer.Take();
        peer.SendAsIs(request);
        const auto sent = peer.Take();
        EXPECT_EQ(sent.size(), 1U);
        const auto result = sent[0].Get<avp::ResultCode>();
        EXPECT_EQ(result ? result->result : 3, 3);
        return sent[0].GetType();
    };
    EXPECT_EQ(answerTo(MakeRequest(HIGHEST), Seconds(7)), MessageType::StopCcn);
    EXPECT_EQ(answerTo(MakeRequest(LOWEST), Seconds(7)), MessageType::StopCcn);
    EXPECT_EQ(answerTo(MakeRequest(HIGHEST), Seconds(9)), MessageType::Sccrp);
    ControlMessage other(MessageType::Sccrq);
    other.Add<avp::HostName>("other.example")
        .Add<avp::RouterId>(0x0a0000fe)
        .Add<avp::AssignedControlConnectionId>(ScriptedPeer::ID)
        .Add<avp::PseudowireCapabilitiesList>({static_cast<uint16_t>(PseudowireType::Ethernet)});
    EXPECT_EQ(answerTo(other, Seconds(7)), MessageType::Sccrp);
}

// R5.4.3-08: switched off, none is sent and none received is compared
TEST(TieBreakerRows, SwitchedOff)
{
    ScriptedPeer peer;
    peer.Open();
    EXPECT_FALSE(peer.Take().front().Has<avp::ControlConnectionTieBreaker>());
    peer.TakeTransitions();
    peer.SendAsIs(MakeRequest(LOWEST));
    EXPECT_EQ(peer.TakeTransitions(), (Names{CC + "idle / receive SCCRQ -> wait-ctl-conn"}));
    EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 2U);
    EXPECT_EQ(peer.Dut().Count<output::ConnectionReplaced>(), 0U);
}

// R5.4.3-03: the values are unsigned, eight octets
TEST(TieBreakerRows, UnsignedComparison)
{
    EXPECT_EQ(JudgeTie(1, 2), TieOutcome::Won);
    EXPECT_EQ(JudgeTie(2, 1), TieOutcome::Lost);
    EXPECT_EQ(JudgeTie(0x8000000000000000, 1), TieOutcome::Lost);
    EXPECT_EQ(JudgeTie(0x00000000ffffffff, 0x0100000000000000), TieOutcome::Won);
    EXPECT_EQ(JudgeTie(7, 7), TieOutcome::Equal);
    EXPECT_EQ(JudgeTie(7, std::nullopt), TieOutcome::Won);
    EXPECT_EQ(JudgeTie(std::nullopt, 7), TieOutcome::None);
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
