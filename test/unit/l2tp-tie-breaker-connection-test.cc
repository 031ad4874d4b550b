// SPDX-License-Identifier: GPL-2.0-only
// Two ends that open a connection to each other at the same instant (RFC 3931 section 5.4.3).

#include "l2tp-simulated-link.h"
#include "l2tp-tie-breaking.h"

#include <gtest/gtest.h>
#include <optional>

namespace ns3
{
namespace l2tp
{
namespace test
{
namespace
{

/** Who sends a tie breaker, and how the values compare. */
enum class Tie
{
    AWins,
    BWins,
    Equal,
    OnlyA,
    OnlyB,
    None,
};

/** What a run has ended with. */
struct Outcome
{
    std::array<std::size_t, 2> connections{}; //!< in any state, at the end
    std::array<std::size_t, 2> up{};          //!< established at the end
    std::array<std::size_t, 2> sessions{};    //!< at the end
};

EndpointConfiguration
Configure(const std::string& name, bool tieBreaker)
{
    auto configuration = MakeConfiguration(name);
    configuration.tieBreaker = tieBreaker;
    configuration.routerId = name == "a.example" ? 1 : 2;
    return configuration;
}

/** Two ends, each with a connection and a call for it, both started at time 0. */
class Race
{
  public:
    explicit Race(Tie tie, Time delay = MilliSeconds(50))
        : link(delay,
               Configure("a.example", tie != Tie::OnlyB && tie != Tie::None),
               Configure("b.example", tie != Tie::OnlyA && tie != Tie::None))
    {
        // The stream with the lower first number makes its end win.
        const auto low = FirstOf(300) < FirstOf(301) ? 300 : 301;
        const auto high = low == 300 ? 301 : 300;
        SetStream(A, tie == Tie::BWins ? high : low);
        SetStream(B, tie == Tie::AWins ? high : low);
        ids = {link.Connect(A), link.Connect(B)};
        calls = {link.PlaceCall(A, ids[A], "from-a"), link.PlaceCall(B, ids[B], "from-b")};
        if (tie == Tie::Equal)
        {
            SetStream(A, 302);
            SetStream(B, 303);
        }
    }

    /** Lose message number n, counted over both ends, from 1; 0: lose none. */
    void Lose(uint32_t n)
    {
        link.rule = [this, n](Side, uint32_t, const output::Transmit&) {
            return ++m_sent == n ? SimulatedLink::Fate{} : SimulatedLink::Fate{link.delay};
        };
    }

    Outcome Finish()
    {
        link.Run(Seconds(1000));
        Outcome outcome;
        for (const auto side : {A, B})
        {
            const auto& endpoint = *link.peers[side]->endpoint;
            outcome.connections[side] = endpoint.GetConnections();
            outcome.sessions[side] = endpoint.GetSessions();
            for (const auto* up : link.peers[side]->Find<output::ConnectionUp>())
            {
                const auto* found = endpoint.FindConnection(up->connection);
                outcome.up[side] += found != nullptr && found->GetState() == State::Established;
            }
        }
        return outcome;
    }

    /** The connection that is left. */
    const ControlConnection& Left(Side side)
    {
        const auto id = link.peers[side]->Find<output::ConnectionUp>().back()->connection;
        return *link.peers[side]->endpoint->FindConnection(id);
    }

    /** Whether a machine of a connection has seen an event. */
    bool Saw(Side side, Event event) const
    {
        for (const auto* transition : link.peers[side]->Find<output::StateTransition>())
        {
            if (transition->event == event)
            {
                return true;
            }
        }
        return false;
    }

    SimulatedLink link;
    std::array<uint32_t, 2> ids{};
    std::array<uint32_t, 2> calls{};

  private:
    static uint64_t FirstOf(int64_t stream)
    {
        auto variable = CreateObject<UniformRandomVariable>();
        variable->SetStream(stream);
        return DrawTieBreaker(*variable);
    }

    void SetStream(Side side, int64_t stream)
    {
        link.peers[side]->streams.tieBreakers->SetStream(stream);
    }

    uint32_t m_sent{0};
};

/** The tie breakers in the SCCRQs of an end, copies left out. */
std::vector<std::optional<uint64_t>>
TieBreakers(const SimulatedPeer& peer)
{
    std::vector<std::optional<uint64_t>> values;
    for (const auto* sent : peer.Find<output::Transmit>())
    {
        if (sent->transmission.type == MessageType::Sccrq && sent->transmission.attempt == 0)
        {
            const auto decoded = ControlMessage::Decode(ByteView(sent->image));
            values.push_back(
                std::get<ControlMessage>(decoded).Get<avp::ControlConnectionTieBreaker>());
        }
    }
    return values;
}

// R5.4.3-02, R5.4.3-03, R7.2-01, R7.2-09, R7.2-11: the lower value is the originator; the loser
// answers on another connection, which gets its calls
TEST(TieBreakerConnection, LowerValueWins)
{
    for (const auto winner : {A, B})
    {
        const auto loser = winner == A ? B : A;
        Race race(winner == A ? Tie::AWins : Tie::BWins);
        const auto outcome = race.Finish();
        EXPECT_EQ(outcome.connections, (std::array<std::size_t, 2>{1, 1}));
        EXPECT_EQ(outcome.sessions, (std::array<std::size_t, 2>{2, 2}));
        EXPECT_TRUE(race.Saw(winner, Event::SccrqTieWon));
        EXPECT_FALSE(race.Saw(winner, Event::SccrqTieLost));
        EXPECT_TRUE(race.Saw(loser, Event::SccrqTieLost));
        EXPECT_FALSE(race.Saw(loser, Event::SccrqTieWon));
        EXPECT_EQ(race.Left(winner).GetLocalId(), race.ids[winner]);
        EXPECT_TRUE(race.Left(winner).IsInitiator());
        EXPECT_NE(race.Left(loser).GetLocalId(), race.ids[loser]);
        EXPECT_FALSE(race.Left(loser).IsInitiator());
        const auto replaced = race.link.peers[loser]->Find<output::ConnectionReplaced>();
        ASSERT_EQ(replaced.size(), 1U);
        EXPECT_EQ(replaced[0]->from, race.ids[loser]);
        EXPECT_EQ(replaced[0]->to, race.Left(loser).GetLocalId());
        EXPECT_EQ(race.link.peers[loser]->Count<output::ConnectionDown>(), 0U);
        EXPECT_EQ(race.link.peers[loser]->endpoint->FindSession(race.calls[loser])->state,
                  State::Established);
    }
}

// R5.4.3-04, R5.4.2-06: the winner's StopCCN goes to the identifier of the losing SCCRQ, result 3
TEST(TieBreakerConnection, WinnerStopsTheLosingRequest)
{
    Race race(Tie::AWins);
    race.Finish();
    std::size_t seen = 0;
    for (const auto* sent : race.link.peers[A]->Find<output::Transmit>())
    {
        const auto decoded = ControlMessage::Decode(ByteView(sent->image));
        const auto& message = std::get<ControlMessage>(decoded);
        if (message.GetType() == MessageType::StopCcn)
        {
            ++seen;
            EXPECT_EQ(message.GetControlConnectionId(), race.ids[B]);
            EXPECT_EQ(message.Get<avp::ResultCode>()->result, 3);
            EXPECT_EQ(message.GetNs(), 0);
            EXPECT_EQ(message.GetNr(), 1);
        }
    }
    EXPECT_EQ(seen, 1U);
    const auto drops = race.link.peers[A]->Find<output::ControlDrop>();
    ASSERT_FALSE(drops.empty());
    EXPECT_EQ(drops[0]->reason, ControlDropReason::TieLost);
}

// R5.4.3-01, R5.4.3-05: with equal values both start anew, with new values and new identifiers
TEST(TieBreakerConnection, EqualValuesRestart)
{
    Race race(Tie::Equal);
    const auto outcome = race.Finish();
    EXPECT_EQ(outcome.connections, (std::array<std::size_t, 2>{1, 1}));
    EXPECT_EQ(outcome.sessions, (std::array<std::size_t, 2>{2, 2}));
    const auto a = TieBreakers(*race.link.peers[A]);
    const auto b = TieBreakers(*race.link.peers[B]);
    ASSERT_EQ(a.size(), 2U);
    ASSERT_EQ(b.size(), 2U);
    EXPECT_EQ(a[0], b[0]);
    EXPECT_NE(a[1], b[1]);
    EXPECT_NE(a[0], a[1]);
    for (const auto side : {A, B})
    {
        EXPECT_TRUE(race.Saw(side, Event::SccrqTieEqual));
        EXPECT_EQ(race.link.peers[side]->endpoint->FindConnection(race.ids[side]), nullptr);
    }
}

// R5.4.3-05: values that stay equal end with the set-up guard
TEST(TieBreakerConnection, EqualForEver)
{
    auto a = Configure("a.example", true);
    auto b = Configure("b.example", true);
    a.setupTimeout = b.setupTimeout = Seconds(10);
    SimulatedLink link(MilliSeconds(50), a, b);
    for (const auto side : {A, B})
    {
        link.peers[side]->streams.tieBreakers->SetStream(300);
        link.Connect(side);
    }
    link.Run();
    EXPECT_LT(link.now, Seconds(250));
    for (const auto side : {A, B})
    {
        EXPECT_EQ(link.peers[side]->endpoint->GetConnections(), 0U);
        EXPECT_GE(link.peers[side]->Count<output::ConnectionDown>(), 1U);
        EXPECT_EQ(link.peers[side]->Count<output::ConnectionUp>(), 0U);
        EXPECT_GT(TieBreakers(*link.peers[side]).size(), 100U);
    }
}

// R5.4.3-06, R5.4.3-08: an end without a tie breaker sends none and compares none; the other wins
TEST(TieBreakerConnection, OneSided)
{
    for (const auto with : {A, B})
    {
        const auto without = with == A ? B : A;
        Race race(with == A ? Tie::OnlyA : Tie::OnlyB);
        const auto outcome = race.Finish();
        EXPECT_EQ(outcome.connections, (std::array<std::size_t, 2>{1, 1}));
        EXPECT_EQ(outcome.sessions, (std::array<std::size_t, 2>{2, 2}));
        EXPECT_TRUE(race.Left(with).IsInitiator());
        EXPECT_FALSE(race.Left(without).IsInitiator());
        EXPECT_EQ(TieBreakers(*race.link.peers[without]),
                  (std::vector<std::optional<uint64_t>>{std::nullopt}));
        for (const auto event : {Event::SccrqTieWon, Event::SccrqTieLost, Event::SccrqTieEqual})
        {
            EXPECT_FALSE(race.Saw(without, event));
        }
    }
}

// R5.4.3-07: without any tie breaker two connections come up
TEST(TieBreakerConnection, NoneAtAll)
{
    Race race(Tie::None);
    const auto outcome = race.Finish();
    EXPECT_EQ(outcome.up, (std::array<std::size_t, 2>{2, 2}));
    EXPECT_EQ(outcome.sessions, (std::array<std::size_t, 2>{2, 2}));
    EXPECT_NE(race.link.peers[A]->Find<output::ConnectionUp>()[0]->connection,
              race.link.peers[A]->Find<output::ConnectionUp>()[1]->connection);
}

// R5.4.3-02..06, R5.4.3-07: whichever of the first messages is lost, the number of connections is
// right, no call is lost and nothing is left behind
TEST(TieBreakerConnection, AnySingleLoss)
{
    for (const auto tie : {Tie::AWins, Tie::BWins, Tie::Equal, Tie::OnlyA, Tie::OnlyB, Tie::None})
    {
        for (uint32_t lost = 0; lost <= 10; ++lost)
        {
            SCOPED_TRACE("tie " + std::to_string(static_cast<int>(tie)) + " lost " +
                         std::to_string(lost));
            Race race(tie);
            race.Lose(lost);
            // The two SCCRQs have gone already.
            const auto outcome = race.Finish();
            const std::size_t expected = tie == Tie::None ? 2 : 1;
            EXPECT_EQ(outcome.up, (std::array<std::size_t, 2>{expected, expected}));
            EXPECT_EQ(outcome.connections, outcome.up);
            EXPECT_EQ(outcome.sessions, (std::array<std::size_t, 2>{2, 2}));
        }
    }
}

/** The first SCCRQ of one end arrives late or not at all. */
class LostRequest : public testing::TestWithParam<Tie>
{
};

// R5.4.3-02..04: an SCCRQ is lost, so that its end hears of the tie by the other SCCRQ, or by the
// StopCCN alone
TEST_P(LostRequest, OfEitherEnd)
{
    const auto tie = GetParam();
    for (const auto side : {A, B})
    {
        for (const auto& late : {Time(0), MilliSeconds(120), Seconds(3)})
        {
            SCOPED_TRACE("side " + std::to_string(side) + " late " +
                         std::to_string(late.GetMilliSeconds()));
            SimulatedLink link(MilliSeconds(50),
                               Configure("a.example", tie != Tie::OnlyB),
                               Configure("b.example", tie != Tie::OnlyA));
            link.rule = [&](Side from, uint32_t n, const output::Transmit&) {
                if (from == side && n == 1)
                {
                    return late.IsZero() ? SimulatedLink::Fate{} : SimulatedLink::Fate{late};
                }
                return SimulatedLink::Fate{link.delay};
            };
            link.peers[A]->streams.tieBreakers->SetStream(tie == Tie::BWins ? 301 : 300);
            link.peers[B]->streams.tieBreakers->SetStream(tie == Tie::BWins ? 300 : 301);
            link.PlaceCall(A, link.Connect(A), "from-a");
            link.PlaceCall(B, link.Connect(B), "from-b");
            link.Run(Seconds(1000));
            // An end without a tie breaker does not wait for the SCCRQ that has won: it loses its
            // call if the StopCCN comes first, and says so.
            const bool ended = (tie == Tie::OnlyA && side == A) || (tie == Tie::OnlyB && side == B);
            for (const auto end : {A, B})
            {
                const auto& endpoint = *link.peers[end]->endpoint;
                EXPECT_EQ(endpoint.GetConnections(), 1U);
                EXPECT_EQ(endpoint.GetSessions(), ended ? 1U : 2U);
                EXPECT_EQ(link.peers[end]->Count<output::SessionDown>(),
                          ended && end != side ? 1U : 0U);
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(TieBreakerConnection,
                         LostRequest,
                         testing::Values(Tie::AWins, Tie::BWins, Tie::OnlyA, Tie::OnlyB));

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
