// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-lcce-network.h"
#include "l2tp-lcce-test-circuit.h"
#include "l2tp-lcce-tests.h"

#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/test.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

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
 * @brief The same run number gives the same octets at the same times, with and without traces
 *        connected; another one gives other identifiers and cookies.
 */
class LcceSeedTest : public TestCase
{
  public:
    LcceSeedTest()
        : TestCase("same seed, same bytes")
    {
    }

  private:
    void DoRun() override;

    /** @brief Octets on the wire, and what the traces told. */
    using Result = std::pair<std::string, std::string>;

    /**
     * @brief A run with many kinds of events.
     * @param run run number
     * @param traced whether to connect all traces
     * @return what was seen
     */
    static Result Simulate(uint64_t run, bool traced);
};

LcceSeedTest::Result
LcceSeedTest::Simulate(uint64_t run, bool traced)
{
    const auto before = RngSeedManager::GetRun();
    RngSeedManager::SetRun(run);
    LcceTestCircuit circuit;
    LcceNetwork network("Udp", 3);
    network.SetAll("AcceptPolicy", "Accept");
    network.SetAll("Reconnect", "true");
    network.SetAll("MaxRetransmissions", "3");
    const std::vector<std::unique_ptr<LcceRecorder>> none;
    const auto& records = traced ? network.Record() : none;
    const auto lns = network.lcces[0];
    for (uint32_t i = 1; i <= 3; ++i)
    {
        const auto lac = network.lcces[i];
        for (int j = 0; j < 3; ++j)
        {
            const auto peer = lac->Connect(LcceNetwork::GetHubAddress(i));
            for (int k = 0; k < 5; ++k)
            {
                lac->PlaceCall(peer, std::to_string(k));
            }
        }
    }
    network.toHub[0]->Lose(MessageType::Icrq, 3);
    network.lcces[1]->RegisterCircuit("0", circuit);
    Simulator::Schedule(Seconds(20), [&circuit]() {
        if (circuit.session != nullptr)
        {
            circuit.session->Send(Create<Packet>(77));
        }
    });
    Simulator::Schedule(Seconds(100), &Lcce::Crash, lns);
    Simulator::Schedule(Seconds(200), &Lcce::Restart, lns);
    LcceNetwork::Run(Seconds(300));
    Result result{network.GetWire(), {}};
    for (const auto& record : records)
    {
        result.second += record->GetText();
    }
    RngSeedManager::SetRun(before);
    return result;
}

void
LcceSeedTest::DoRun()
{
    const auto first = Simulate(7, true);
    const auto again = Simulate(7, true);
    const auto silent = Simulate(7, false);
    const auto other = Simulate(8, true);
    NS_TEST_ASSERT_MSG_GT(first.first.size(), 100000, "there is something to compare");
    NS_TEST_EXPECT_MSG_EQ((first.first == again.first), true, "same octets at the same times");
    NS_TEST_EXPECT_MSG_EQ((first.second == again.second), true, "same traces");
    NS_TEST_EXPECT_MSG_EQ((first.first == silent.first), true, "traces change nothing");
    NS_TEST_EXPECT_MSG_EQ((first.first == other.first), false, "another run is another run");
}

/**
 * @ingroup l2tp-tests
 * @brief Different run numbers draw different Control Connection IDs, Session IDs and cookies.
 */
class LcceIdentifierTest : public TestCase
{
  public:
    LcceIdentifierTest()
        : TestCase("different run, different identifiers")
    {
    }

  private:
    void DoRun() override;

    /**
     * @brief Set a session up.
     * @param run run number
     * @return the session at the LAC
     */
    static LcceRecorder::News Simulate(uint64_t run);
};

LcceRecorder::News
LcceIdentifierTest::Simulate(uint64_t run)
{
    const auto before = RngSeedManager::GetRun();
    RngSeedManager::SetRun(run);
    LcceNetwork network;
    network.SetAll("AcceptPolicy", "Accept");
    const auto& records = network.Record();
    network.lcces[0]->PlaceCall(network.lcces[0]->Connect(LcceNetwork::GetAddress(1)), "one");
    LcceNetwork::Run(Seconds(1));
    RngSeedManager::SetRun(before);
    return records[0]->Find("SessionUp").at(0);
}

void
LcceIdentifierTest::DoRun()
{
    const auto a = Simulate(1);
    const auto b = Simulate(2);
    NS_TEST_EXPECT_MSG_NE(a.ids.connection, b.ids.connection, "Control Connection ID");
    NS_TEST_EXPECT_MSG_NE(a.ids.remoteConnection, b.ids.remoteConnection, "the peer's");
    NS_TEST_EXPECT_MSG_NE(a.ids.session, b.ids.session, "Session ID");
    NS_TEST_EXPECT_MSG_NE(a.ids.remoteSession, b.ids.remoteSession, "the peer's");
    NS_TEST_EXPECT_MSG_EQ((a.parameters.localCookie == b.parameters.localCookie), false, "cookie");
    NS_TEST_EXPECT_MSG_NE(a.ids.connection, a.ids.remoteConnection, "two ends, two draws");
    NS_TEST_EXPECT_MSG_NE(a.ids.session, a.ids.connection, "two IDs, two draws");
}

} // namespace

std::vector<TestCase*>
MakeLcceSeedTests()
{
    std::vector<TestCase*> cases;
    cases.push_back(new LcceSeedTest());
    cases.push_back(new LcceIdentifierTest());
    return cases;
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
