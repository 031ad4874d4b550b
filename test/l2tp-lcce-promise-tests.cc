// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-lcce-network.h"
#include "l2tp-lcce-recorder.h"
#include "l2tp-lcce-test-circuit.h"
#include "l2tp-lcce-tests.h"

#include "ns3/simulator.h"

#include <array>
#include <memory>
#include <string>
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
 * @brief A circuit that is promised to a session is not given to another one that is asked for
 *        before the first one is up (R7.3.2-02).
 */
class LccePromiseTest : public TestCase
{
  public:
    /**
     * @brief A case.
     * @param lacs two LACs with a call each, or one with two
     */
    explicit LccePromiseTest(uint32_t lacs)
        : TestCase("R7.3.2-02 two requests for one circuit, LACs: " + std::to_string(lacs)),
          m_lacs(lacs)
    {
    }

  private:
    void DoRun() override
    {
        LcceTestCircuit circuit;
        LcceNetwork network("Udp", m_lacs);
        network.SetAll("AcceptPolicy", "Accept");
        const auto& records = network.Record();
        // The hub is the LNS.
        network.lcces[0]->RegisterCircuit("one", circuit);
        for (uint32_t lac = 1; lac <= m_lacs; ++lac)
        {
            const auto peer = network.lcces[lac]->Connect(LcceNetwork::GetHubAddress(lac));
            for (uint32_t call = 0; call < 2 / m_lacs; ++call)
            {
                network.lcces[lac]->PlaceCall(peer, "one");
            }
        }
        LcceNetwork::Run(Seconds(3));
        NS_TEST_EXPECT_MSG_EQ(network.lcces[0]->GetSessions(), 1, "sessions");
        NS_TEST_EXPECT_MSG_EQ(circuit.ups, 1, "attached once");
        NS_TEST_EXPECT_MSG_EQ(circuit.downs, 0, "and not taken away");
        std::size_t refused = 0;
        for (uint32_t lac = 1; lac <= m_lacs; ++lac)
        {
            for (const auto& down : records[lac]->Find("SessionDown"))
            {
                NS_TEST_EXPECT_MSG_EQ(down.reason.result, 4, "temporary lack of facilities");
                ++refused;
            }
        }
        NS_TEST_EXPECT_MSG_EQ(refused, 1, "one of them");
    }

    uint32_t m_lacs; //!< how many
};

/**
 * @ingroup l2tp-tests
 * @brief A circuit is removed while its session is being set up: the session ends by CDN 1
 *        (R5.4.2-12), in each state and at both ends.
 */
class LcceUnregisterInSetupTest : public TestCase
{
  public:
    /**
     * @brief A case.
     * @param side where: 0 LAC, 1 LNS
     * @param state when, the state of the session there
     */
    LcceUnregisterInSetupTest(uint32_t side, State state)
        : TestCase(std::string("R5.4.2-12 circuit removed in state ") + l2tp::GetName(state)),
          m_side(side),
          m_state(state)
    {
    }

  private:
    void DoRun() override
    {
        std::array<LcceTestCircuit, 2> circuits;
        LcceNetwork network;
        const auto& records = network.Record();
        for (uint32_t side = 0; side < 2; ++side)
        {
            network.lcces[side]->RegisterCircuit("one", circuits[side]);
        }
        const auto lcce = network.lcces[m_side];
        // Not in the sink, but at once behind it.
        lcce->TraceConnectWithoutContext(
            "StateTransition",
            Callback<void, const StateTransitionEvent&>(
                [this, &lcce, &circuits](const StateTransitionEvent& event) {
                    if (event.ids.session != 0 && event.to == m_state)
                    {
                        Simulator::ScheduleNow([this, lcce, &circuits]() {
                            lcce->UnregisterCircuit(circuits[m_side]);
                        });
                    }
                }));
        const auto lac = network.lcces[0];
        lac->PlaceCall(lac->Connect(LcceNetwork::GetAddress(1)), "one");
        LcceNetwork::Run(Seconds(5));
        for (uint32_t side = 0; side < 2; ++side)
        {
            NS_TEST_EXPECT_MSG_EQ(network.lcces[side]->GetSessions(), 0, "sessions");
            NS_TEST_EXPECT_MSG_EQ(circuits[side].ups, circuits[side].downs, "circuits are free");
            const auto downs = records[side]->Find("SessionDown");
            NS_TEST_ASSERT_MSG_EQ(downs.empty(), false, "the session has ended");
            NS_TEST_EXPECT_MSG_EQ(downs[0].reason.result, 1, "loss of carrier");
        }
    }

    uint32_t m_side; //!< where
    State m_state;   //!< when
};

/**
 * @ingroup l2tp-tests
 * @brief A circuit that was unregistered may be deleted at once, in a trace sink too.
 */
class LcceDeletedCircuitTest : public TestCase
{
  public:
    /**
     * @brief A case.
     * @param trace in the sink of which trace of the LNS
     */
    explicit LcceDeletedCircuitTest(const std::string& trace)
        : TestCase("circuit unregistered and deleted in " + trace),
          m_trace(trace)
    {
    }

  private:
    void DoRun() override
    {
        LcceTestCircuit kept;
        auto deleted = std::make_unique<LcceTestCircuit>();
        LcceNetwork network;
        const auto lac = network.lcces[0];
        const auto lns = network.lcces[1];
        lac->RegisterCircuit("one", kept);
        lns->RegisterCircuit("one", *deleted);
        const auto destroy = [&deleted, &lns]() {
            if (deleted)
            {
                lns->UnregisterCircuit(*deleted);
                deleted.reset();
            }
        };
        if (m_trace == "SessionUp")
        {
            lns->TraceConnectWithoutContext(m_trace,
                                            Callback<void, const SessionUpEvent&>(
                                                [destroy](const SessionUpEvent&) { destroy(); }));
        }
        else
        {
            lns->TraceConnectWithoutContext(m_trace,
                                            Callback<void, const StateTransitionEvent&>(
                                                [destroy](const StateTransitionEvent& event) {
                                                    if (event.to == State::Established &&
                                                        event.ids.session != 0)
                                                    {
                                                        destroy();
                                                    }
                                                }));
        }
        lac->PlaceCall(lac->Connect(LcceNetwork::GetAddress(1)), "one");
        LcceNetwork::Run(Seconds(5));
        NS_TEST_EXPECT_MSG_EQ((deleted == nullptr), true, "it was deleted");
        NS_TEST_EXPECT_MSG_EQ(lns->GetSessions(), 0, "its session has ended");
        NS_TEST_EXPECT_MSG_EQ(lac->GetSessions(), 0, "at the peer too");
    }

    std::string m_trace; //!< in the sink of which trace
};

} // namespace

std::vector<TestCase*>
MakeLccePromiseTests()
{
    return {new LccePromiseTest(1),
            new LccePromiseTest(2),
            new LcceUnregisterInSetupTest(0, State::WaitReply),
            new LcceUnregisterInSetupTest(1, State::WaitConnect),
            new LcceUnregisterInSetupTest(0, State::Established),
            new LcceUnregisterInSetupTest(1, State::Established),
            new LcceDeletedCircuitTest("SessionUp"),
            new LcceDeletedCircuitTest("StateTransition")};
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
