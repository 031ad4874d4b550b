// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-lcce-network.h"
#include "l2tp-lcce-test-circuit.h"
#include "l2tp-lcce-tests.h"

#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/test.h"

namespace ns3
{
namespace l2tp
{
namespace tests
{

namespace
{

/**
 * @ingroup l2tp-tests
 * @brief Two LACs that cross-connect a circuit each start at the same instant (R2.0-02): with tie
 *        breakers one connection and one session are left, known by the handles of both ends, and
 *        frames pass both ways; without them there are two connections and no session.
 */
class LcceTieTest : public TestCase
{
  public:
    /**
     * @brief A case.
     * @param encapsulation "Udp" or "Ip"
     * @param tie whether there are tie breakers
     */
    LcceTieTest(const std::string& encapsulation, bool tie)
        : TestCase("R2.0-02 LAC-LAC over " + encapsulation + ", both start, " +
                   (tie ? "with" : "without") + " tie breakers"),
          m_encapsulation(encapsulation),
          m_tie(tie)
    {
    }

  private:
    void DoRun() override;

    /** @brief Run. @param seed first random stream */
    void Simulate(int64_t seed);

    std::string m_encapsulation; //!< "Udp" or "Ip"
    bool m_tie;                  //!< with tie breakers
    uint32_t m_won[2]{0, 0};     //!< how often the connection of each end has stayed
};

void
LcceTieTest::DoRun()
{
    for (int64_t seed = 0; seed < 20; ++seed)
    {
        Simulate(100 * seed);
    }
    if (m_tie)
    {
        NS_TEST_EXPECT_MSG_GT(m_won[0], 0, "the first wins sometimes");
        NS_TEST_EXPECT_MSG_GT(m_won[1], 0, "the second wins sometimes");
    }
}

void
LcceTieTest::Simulate(int64_t seed)
{
    LcceTestCircuit circuits[2];
    LcceNetwork network(m_encapsulation);
    network.SetAll("TieBreaker", m_tie ? "true" : "false");
    network.SetAll("SessionTieBreaker", m_tie ? "true" : "false");
    const auto& records = network.Record();
    uint32_t peers[2];
    for (uint32_t i = 0; i < 2; ++i)
    {
        const auto lcce = network.lcces[i];
        lcce->AssignStreams(seed + 10 * i);
        lcce->RegisterCircuit("one", circuits[i]);
        peers[i] =
            lcce->Connect(i == 0 ? LcceNetwork::GetAddress(1) : LcceNetwork::GetHubAddress(1));
        lcce->PlaceCall(peers[i], "one");
    }
    Simulator::Schedule(Seconds(10), [&circuits]() {
        for (auto& circuit : circuits)
        {
            if (circuit.session != nullptr)
            {
                circuit.session->Send(Create<Packet>(100));
            }
        }
    });
    LcceNetwork::Run(Seconds(200)); // the connection that has lost is kept for a while
    for (uint32_t i = 0; i < 2; ++i)
    {
        const auto lcce = network.lcces[i];
        NS_TEST_EXPECT_MSG_EQ(lcce->GetConnections(), (m_tie ? 1 : 2), "connections of " << i);
        NS_TEST_EXPECT_MSG_EQ(lcce->GetSessions(), (m_tie ? 1 : 0), "sessions of " << i);
        NS_TEST_EXPECT_MSG_EQ(lcce->IsConnected(peers[i]), true, "the handle of " << i);
        NS_TEST_EXPECT_MSG_EQ(circuits[i].frames, (m_tie ? 1 : 0), "frames at " << i);
        NS_TEST_EXPECT_MSG_EQ(records[i]->Count("PeerDead"), 0, "no trouble at " << i);
        m_won[i] += !records[i]->Find(MessageType::Scccn, true).empty();
    }
    const auto id = network.lcces[0]->GetConnectionId(peers[0]);
    const auto* connection = network.lcces[0]->FindConnection(id);
    NS_TEST_ASSERT_MSG_NE(connection, nullptr, "the handle names the connection that is left");
    if (m_tie)
    {
        NS_TEST_EXPECT_MSG_EQ(network.lcces[1]->GetConnectionId(peers[1]),
                              connection->GetRemoteId(),
                              "the same at both ends");
    }
}

/**
 * @ingroup l2tp-tests
 * @brief One connection, both ends ask for the same session at the same instant, by ICRQ or by
 *        OCRQ: with session tie breakers one session is set up, and a call that has lost to it
 *        is not placed again.
 */
class LcceSessionTieTest : public TestCase
{
  public:
    LcceSessionTieTest()
        : TestCase("session tie on one connection")
    {
    }

  private:
    void DoRun() override;

    /** @brief Run. @param direction of both calls */
    void Simulate(CallDirection direction);
};

void
LcceSessionTieTest::DoRun()
{
    Simulate(CallDirection::Incoming);
    Simulate(CallDirection::Outgoing);
}

void
LcceSessionTieTest::Simulate(CallDirection direction)
{
    LcceTestCircuit circuits[2];
    LcceNetwork network;
    network.SetAll("TieBreaker", "true");
    network.SetAll("SessionTieBreaker", "true");
    const auto& records = network.Record();
    for (uint32_t i = 0; i < 2; ++i)
    {
        const auto lcce = network.lcces[i];
        lcce->RegisterCircuit("one", circuits[i]);
        const auto peer =
            lcce->Connect(i == 0 ? LcceNetwork::GetAddress(1) : LcceNetwork::GetHubAddress(1));
        Simulator::Schedule(Seconds(5), [lcce, peer, direction]() {
            auto request = lcce->MakeRequest("one");
            request.direction = direction;
            lcce->PlaceCall(peer, request);
        });
    }
    LcceNetwork::Run(Seconds(200)); // the connection that has lost is kept for a while
    for (uint32_t i = 0; i < 2; ++i)
    {
        NS_TEST_EXPECT_MSG_EQ(network.lcces[i]->GetSessions(), 1, "sessions of " << i);
        NS_TEST_EXPECT_MSG_EQ(records[i]->Count("SessionUp"), 1, "established once at " << i);
        NS_TEST_EXPECT_MSG_NE(circuits[i].session, nullptr, "circuit of " << i);
    }
    std::size_t lost = 0;
    for (const auto& record : records)
    {
        for (const auto& down : record->Find("SessionDown"))
        {
            lost += down.reason.result == 13;
        }
    }
    NS_TEST_EXPECT_MSG_EQ((lost >= 1), true, "the loser is told so");
}

/**
 * @ingroup l2tp-tests
 * @brief A script gives up its own request in a sink for the peer's, whichever of the two has won:
 *        nothing is left.
 */
class LcceTieClosedTest : public TestCase
{
  public:
    LcceTieClosedTest()
        : TestCase("closed in the sink for the message that decides a tie")
    {
    }

  private:
    void DoRun() override;

    /**
     * @brief Run.
     * @param type message whose arrival makes the script close: SCCRQ or ICRQ
     * @param stream first random stream
     * @return how many ties were lost
     */
    std::size_t Simulate(MessageType type, int64_t stream);

    /** @brief The same with equal tie breakers, in the sink for the request that is discarded. */
    void SimulateEqual();
};

void
LcceTieClosedTest::SimulateEqual()
{
    LcceNetwork network;
    network.SetAll("TieBreaker", "true");
    const auto own = network.lcces[0];
    const auto other = network.lcces[1];
    own->AssignStreams(7);
    other->AssignStreams(7);
    const auto peer = own->Connect(LcceNetwork::GetAddress(1));
    const auto back = other->Connect(LcceNetwork::GetHubAddress(1));
    std::size_t ties = 0;
    own->TraceConnectWithoutContext(
        "ControlDrop",
        Callback<void, const ControlDropEvent&>([&](const ControlDropEvent& event) {
            if (event.reason == ControlDropReason::TieLost && ++ties == 1)
            {
                own->Disconnect(peer);
            }
        }));
    LcceNetwork::Run(Seconds(200));
    NS_TEST_EXPECT_MSG_EQ(ties, 1, "there is nothing to compare with any more");
    NS_TEST_EXPECT_MSG_EQ(own->IsConnected(peer), false, "given up");
    NS_TEST_EXPECT_MSG_EQ(other->IsConnected(back), true, "the other way");
    NS_TEST_EXPECT_MSG_EQ(own->GetConnections(), 1, "connections");
}

void
LcceTieClosedTest::DoRun()
{
    SimulateEqual();
    for (const auto type : {MessageType::Sccrq, MessageType::Icrq})
    {
        std::size_t lost = 0;
        for (int64_t seed = 0; seed < 10; ++seed)
        {
            lost += Simulate(type, 100 * seed);
        }
        NS_TEST_EXPECT_MSG_GT(lost, 0, "some are lost");
        NS_TEST_EXPECT_MSG_LT(lost, 10, "some are won");
    }
}

std::size_t
LcceTieClosedTest::Simulate(MessageType type, int64_t stream)
{
    LcceTestCircuit circuits[2];
    LcceNetwork network;
    network.SetAll("TieBreaker", "true");
    network.SetAll("SessionTieBreaker", "true");
    const auto& records = network.Record();
    uint32_t calls[2];
    uint32_t peers[2];
    for (uint32_t i = 0; i < 2; ++i)
    {
        const auto lcce = network.lcces[i];
        lcce->AssignStreams(stream + 10 * i);
        lcce->RegisterCircuit("one", circuits[i]);
        peers[i] =
            lcce->Connect(i == 0 ? LcceNetwork::GetAddress(1) : LcceNetwork::GetHubAddress(1));
        if (type == MessageType::Icrq)
        {
            Simulator::Schedule(Seconds(5), [&calls, &peers, lcce, i]() {
                calls[i] = lcce->PlaceCall(peers[i], "one");
            });
        }
    }
    const auto own = network.lcces[0];
    std::size_t closed = 0;
    own->TraceConnectWithoutContext(
        "ControlRx",
        Callback<void, const ControlEvent&>([&](const ControlEvent& event) {
            if (event.type != type)
            {
                return;
            }
            ++closed;
            if (type == MessageType::Sccrq)
            {
                own->Disconnect(peers[0]);
            }
            else
            {
                own->HangUp(calls[0]);
            }
        }));
    LcceNetwork::Run(Seconds(200));
    NS_TEST_EXPECT_MSG_EQ(closed, 1, "the tie was seen");
    for (uint32_t i = 0; i < 2; ++i)
    {
        const auto lcce = network.lcces[i];
        NS_TEST_EXPECT_MSG_EQ(lcce->GetSessions(), 0, "sessions of " << i);
        NS_TEST_EXPECT_MSG_EQ(lcce->GetConnections(),
                              (type == MessageType::Sccrq ? 0 : 1),
                              "connections of " << i);
        NS_TEST_EXPECT_MSG_EQ(circuits[i].session, nullptr, "circuit of " << i);
    }
    const auto answer = type == MessageType::Sccrq ? MessageType::Sccrp : MessageType::Icrp;
    return !records[0]->Find(answer, true).empty();
}

} // namespace

std::vector<TestCase*>
MakeLcceTieTests()
{
    return {new LcceTieTest("Udp", true),
            new LcceTieTest("Ip", true),
            new LcceTieTest("Udp", false),
            new LcceSessionTieTest(),
            new LcceTieClosedTest()};
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
