// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-system-tests.h"

#include "ns3/l2tp-star-helper.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <cmath>
#include <string>

namespace ns3
{
namespace l2tp
{
namespace tests
{

namespace
{

constexpr double LOSS = 0.3;
constexpr uint32_t RUNS = 200;
constexpr uint32_t FRAMES = 100;

/**
 * @ingroup l2tp-tests
 * @brief 200 runs with 30 % loss each way: each carries data or ends by the retransmission limit or
 *        the set-up guard, and nothing is left of it: the simulation ends by itself.
 */
class LossTest : public TestCase
{
  public:
    /**
     * @brief A case.
     * @param maxRetransmissions retransmissions before a peer is given up
     */
    explicit LossTest(uint32_t maxRetransmissions)
        : TestCase("30 % loss each way, at most " + std::to_string(maxRetransmissions) +
                   " retransmissions"),
          m_maxRetransmissions(maxRetransmissions)
    {
    }

  private:
    /** @brief What has happened in one run. */
    struct Outcome
    {
        uint32_t delivered{0};   //!< frames
        bool connected{false};   //!< the LNS was connected
        bool unreachable{false}; //!< an end has used up its retransmissions
        bool guard{false};       //!< the set-up guard has expired at an end
        bool late{false};        //!< something is still sent when everything ought to be over
    };

    void DoRun() override;
    void RunOnce(uint64_t run);
    void CheckClean(const Star& star, uint64_t run);
    void Watch(Ptr<Lcce> lcce);

    void Down(const ConnectionIds& ids, const DownReason& reason);
    void SessionDown(const SessionDownEvent& event);
    void Connected(const ConnectionIds& ids);
    void Sent(const ControlEvent& event);
    void Delivered(Ptr<const Packet> frame);

    /**
     * @brief Send a frame each second, as the session of the LAC is up; that of the LNS follows.
     * @param device the LAC's device
     */
    static void SendFrames(PseudowireDevice* device, const SessionUpEvent&);

    uint32_t m_maxRetransmissions; //!< before a peer is given up
    Outcome m_outcome;             //!< of the present run
};

void
LossTest::DoRun()
{
    uint32_t carried = 0;
    uint32_t unreachable = 0;
    uint32_t guarded = 0;
    uint32_t refused = 0;
    const auto former = RngSeedManager::GetRun();
    for (uint64_t run = 1; run <= RUNS; ++run)
    {
        RunOnce(run);
        carried += m_outcome.delivered > 0 ? 1 : 0;
        unreachable += m_outcome.unreachable ? 1 : 0;
        guarded += m_outcome.guard ? 1 : 0;
        refused += m_outcome.connected ? 0 : 1;
    }
    RngSeedManager::SetRun(former);
    if (m_maxRetransmissions > 2)
    {
        NS_TEST_EXPECT_MSG_GT(carried, RUNS * 95 / 100, "11 losses in a row are rare");
        return;
    }
    NS_TEST_EXPECT_MSG_GT(carried, RUNS / 2, "most do");
    NS_TEST_EXPECT_MSG_GT(unreachable, 0, "some give up");
    NS_TEST_EXPECT_MSG_GT(guarded, 0, "some wait in vain for a reply");
    // SCCRQ, SCCRP and SCCCN must each get through once in three times.
    const double failure = 1 - std::pow(1 - std::pow(LOSS, 3), 3);
    const double deviation = std::sqrt(RUNS * failure * (1 - failure));
    NS_TEST_EXPECT_MSG_EQ_TOL(refused, RUNS * failure, 3 * deviation, "failed set-ups");
}

void
LossTest::RunOnce(uint64_t run)
{
    m_outcome = Outcome();
    RngSeedManager::SetRun(run);
    StarHelper helper;
    StarLink link;
    link.SetLoss(LOSS);
    helper.SetLacLink(link);
    helper.SetAttribute("MaxRetransmissions", UintegerValue(m_maxRetransmissions));
    auto star = helper.InstallStar(NodeContainer(1), NodeContainer(1));
    star.AssignStreams(1);
    Watch(star.GetLac(0));
    Watch(star.GetLns(0));
    const auto& call = star.plans[0].calls[0];
    star.GetLac(0)->TraceConnectWithoutContext(
        "SessionUp",
        MakeBoundCallback(&LossTest::SendFrames, PeekPointer(call.lacDevice)));
    star.GetLns(0)->TraceConnectWithoutContext("ConnectionUp",
                                               MakeCallback(&LossTest::Connected, this));
    call.lnsDevices[0]->TraceConnectWithoutContext("MacRx",
                                                   MakeCallback(&LossTest::Delivered, this));
    star.lacApps.Stop(Seconds(200));
    Simulator::Run();
    CheckClean(star, run);
    Simulator::Destroy();
}

void
LossTest::CheckClean(const Star& star, uint64_t run)
{
    const auto text = "run " + std::to_string(run);
    NS_TEST_EXPECT_MSG_EQ((m_outcome.delivered > 0 || m_outcome.unreachable || m_outcome.guard),
                          true,
                          text << " neither carries data nor gives up");
    NS_TEST_EXPECT_MSG_EQ(m_outcome.late, false, text << " does not come to an end");
    const auto& call = star.plans[0].calls[0];
    for (const auto& lcce : {star.GetLac(0), star.GetLns(0)})
    {
        NS_TEST_EXPECT_MSG_EQ(lcce->GetConnections(), 0, text);
        NS_TEST_EXPECT_MSG_EQ(lcce->GetSessions(), 0, text);
    }
    NS_TEST_EXPECT_MSG_EQ(call.lacDevice->IsLinkUp(), false, text);
    NS_TEST_EXPECT_MSG_EQ(call.lnsDevices[0]->IsLinkUp(), false, text);
    NS_TEST_EXPECT_MSG_EQ(call.lacDevice->GetSession(), nullptr, text);
}

void
LossTest::Watch(Ptr<Lcce> lcce)
{
    lcce->TraceConnectWithoutContext("ConnectionDown", MakeCallback(&LossTest::Down, this));
    lcce->TraceConnectWithoutContext("SessionDown", MakeCallback(&LossTest::SessionDown, this));
    lcce->TraceConnectWithoutContext("ControlTx", MakeCallback(&LossTest::Sent, this));
}

void
LossTest::Down(const ConnectionIds&, const DownReason& reason)
{
    m_outcome.unreachable |= reason.cause == DownCause::PeerUnreachable;
    m_outcome.guard |= reason.cause == DownCause::SetupTimeout;
}

void
LossTest::SessionDown(const SessionDownEvent& event)
{
    m_outcome.guard |= event.reason.cause == DownCause::SetupTimeout;
}

void
LossTest::Connected(const ConnectionIds&)
{
    m_outcome.connected = true;
}

void
LossTest::Sent(const ControlEvent&)
{
    if (Simulator::Now() > Seconds(1000))
    {
        m_outcome.late = true;
        Simulator::Stop();
    }
}

void
LossTest::Delivered(Ptr<const Packet>)
{
    ++m_outcome.delivered;
}

void
LossTest::SendFrames(PseudowireDevice* device, const SessionUpEvent&)
{
    for (uint32_t i = 0; i < FRAMES; ++i)
    {
        Simulator::Schedule(Seconds(i), [device]() {
            device->Send(Create<Packet>(100), device->GetBroadcast(), 0x88b5);
        });
    }
}

} // namespace

std::vector<TestCase*>
MakeSystemLossTests()
{
    return {new LossTest(10), new LossTest(2)};
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
