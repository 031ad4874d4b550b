// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-abort-probe.h"
#include "l2tp-helper-tests.h"

#include "ns3/double.h"
#include "ns3/l2tp-path-helper.h"
#include "ns3/node.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"

#include <cmath>
#include <functional>
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

/** @brief Half width of a 99.99 % interval in standard deviations. Seed and run are fixed. */
constexpr double BOUND = 3.8906;

constexpr uint16_t PROTOCOL = 0x0800;
constexpr uint32_t PPP_SIZE = 2;

/** @brief A model. @param loss mean @param burst mean length @param stream first @return it */
Ptr<PathModel>
MakeModel(double loss, double burst, int64_t stream)
{
    const auto model = CreateObject<PathModel>();
    model->SetAttribute("Loss", DoubleValue(loss));
    model->SetAttribute("MeanBurst", DoubleValue(burst));
    model->AssignStreams(stream);
    return model;
}

/** @brief Base of the tests: seed 1 and run 1, whatever the runner was started with. */
class PathTest : public TestCase
{
  public:
    using TestCase::TestCase;

  private:
    void DoSetup() override
    {
        m_seed = RngSeedManager::GetSeed();
        m_run = RngSeedManager::GetRun();
        RngSeedManager::SetSeed(1);
        RngSeedManager::SetRun(1);
    }

    void DoTeardown() override
    {
        RngSeedManager::SetSeed(m_seed);
        RngSeedManager::SetRun(m_run);
        Simulator::Destroy();
    }

    uint32_t m_seed{1}; //!< seed to restore
    uint64_t m_run{1};  //!< run to restore
};

/** @brief Lists count every packet that is offered; the first cause in the order decides. */
class PathOrderTest : public PathTest
{
  public:
    PathOrderTest()
        : PathTest("fates of packets: list, outage, loss, reordering, in this order")
    {
    }

  private:
    void DoRun() override
    {
        const auto model = MakeModel(1, 0, 1);
        model->SetAttribute("Reorder", DoubleValue(1));
        model->Drop(2);
        model->Drop(3);
        model->AddOutage(Seconds(3), Seconds(5));
        Expect(*model, 1, PathFate::Lost, "loss before reordering");
        Expect(*model, 2, PathFate::Dropped, "list before loss");
        Expect(*model, 3, PathFate::Dropped, "list before outage; the second packet counts");
        Expect(*model, 4, PathFate::Outage, "outage before loss");
        model->SetAttribute("Loss", DoubleValue(0));
        Expect(*model, 5, PathFate::Reordered, "the end of the outage is not in it");
        model->SetAttribute("Reorder", DoubleValue(0));
        Expect(*model, 6, PathFate::Delivered, "nothing is in the way");
        NS_TEST_EXPECT_MSG_EQ(model->GetOffered(), 6, "all");
        NS_TEST_EXPECT_MSG_EQ(model->GetDrops(), 4, "lost, dropped twice, outage");
        NS_TEST_EXPECT_MSG_EQ(model->GetReordered(), 1, "one");
    }

    /** @brief Offer a packet. @param model to it @param second when @param fate expected @param why
     * reason */
    void Expect(PathModel& model, int second, PathFate fate, const std::string& why)
    {
        const auto got = model.Decide(Seconds(second));
        NS_TEST_EXPECT_MSG_EQ(std::string(l2tp::GetName(got)),
                              std::string(l2tp::GetName(fate)),
                              why);
    }
};

/** @brief An outage is [from, to), to the nanosecond. */
class PathOutageTest : public PathTest
{
  public:
    PathOutageTest()
        : PathTest("edges of outages")
    {
    }

  private:
    void DoRun() override
    {
        const Time step = NanoSeconds(1);
        const auto model = MakeModel(0, 0, 1);
        model->AddOutage(Seconds(1), Seconds(2));
        model->AddOutage(Seconds(3), Seconds(3));
        const std::vector<std::pair<Time, PathFate>> cases = {
            {Seconds(0), PathFate::Delivered},
            {Seconds(1) - step, PathFate::Delivered},
            {Seconds(1), PathFate::Outage},
            {Seconds(2) - step, PathFate::Outage},
            {Seconds(2), PathFate::Delivered},
            {Seconds(3), PathFate::Delivered},
        };
        for (const auto& [when, fate] : cases)
        {
            NS_TEST_EXPECT_MSG_EQ((model->Decide(when) == fate), true, when.As(Time::NS));
        }
    }
};

/** @brief Mean loss and mean burst length of a path, within 99.99 % intervals. */
class PathLossTest : public PathTest
{
  public:
    /** @brief A case. @param loss mean loss @param burst mean burst length, or 0 */
    PathLossTest(double loss, double burst)
        : PathTest("loss " + std::to_string(loss) + ", mean burst length " + std::to_string(burst)),
          m_loss(loss),
          m_burst(burst)
    {
    }

  private:
    void DoRun() override
    {
        constexpr uint32_t PACKETS = 1'000'000;
        const auto model = MakeModel(m_loss, m_burst, 1);
        uint32_t lost = 0;
        uint32_t bursts = 0;
        uint32_t singles = 0;
        uint32_t length = 0;
        for (uint32_t i = 0; i < PACKETS; ++i)
        {
            if (model->Decide(Seconds(0)) == PathFate::Lost)
            {
                ++lost;
                ++length;
            }
            else if (length > 0)
            {
                ++bursts;
                singles += length == 1 ? 1 : 0;
                length = 0;
            }
        }
        // Of independent losses, 1 / (1 - p) come in a row on average.
        const double mean = m_burst == 0 ? 1 / (1 - m_loss) : m_burst;
        // Correlation of neighbours, by which the sum varies more than if they were independent.
        const double correlation = 1 - 1 / (mean * (1 - m_loss));
        const double spread =
            std::sqrt(m_loss * (1 - m_loss) * (1 + correlation) / (1 - correlation) / PACKETS);
        NS_TEST_EXPECT_MSG_EQ_TOL(1.0 * lost / PACKETS, m_loss, BOUND * spread + 1e-9, "mean loss");
        NS_TEST_EXPECT_MSG_EQ_TOL(1.0 * (lost - length) / bursts,
                                  mean,
                                  BOUND * std::sqrt(mean * (mean - 1) / bursts) + 1e-9,
                                  "mean length of bursts, which is geometric");
        NS_TEST_EXPECT_MSG_EQ_TOL(1.0 * singles / bursts,
                                  1 / mean,
                                  BOUND * std::sqrt((1 - 1 / mean) / mean / bursts) + 1e-9,
                                  "bursts of one packet");
        NS_TEST_EXPECT_MSG_EQ(model->GetDrops(), lost, "counter");
    }

    double m_loss;  //!< mean loss
    double m_burst; //!< mean burst length, or 0
};

/** @brief The first packet of a path with bursts is as likely lost as any other one. */
class PathStartTest : public PathTest
{
  public:
    PathStartTest()
        : PathTest("the chain of bursts starts in its stationary state")
    {
    }

  private:
    void DoRun() override
    {
        constexpr int PATHS = 5000;
        constexpr double LOSS = 0.2;
        int lost = 0;
        for (int i = 0; i < PATHS; ++i)
        {
            lost += MakeModel(LOSS, 5, 1 + 2 * i)->Decide(Seconds(0)) == PathFate::Lost ? 1 : 0;
        }
        NS_TEST_EXPECT_MSG_EQ_TOL(1.0 * lost / PATHS,
                                  LOSS,
                                  BOUND * std::sqrt(LOSS * (1 - LOSS) / PATHS),
                                  "loss of first packets");
    }
};

/** @brief Random loss is a matter of the stream alone, not of lists, outages or reordering. */
class PathStreamTest : public PathTest
{
  public:
    PathStreamTest()
        : PathTest("random loss depends on the stream alone")
    {
    }

  private:
    void DoRun() override
    {
        constexpr uint32_t PACKETS = 2000;
        const auto plain = MakeModel(0.3, 2, 7);
        const auto other = MakeModel(0.3, 2, 9);
        const auto busy = MakeModel(0.3, 2, 7);
        busy->SetAttribute("Reorder", DoubleValue(0.5));
        busy->AddOutage(Seconds(100), Seconds(200));
        for (uint32_t i = 1; i <= PACKETS; i += 3)
        {
            busy->Drop(i);
        }
        uint32_t hidden = 0;
        uint32_t different = 0;
        uint32_t reordered = 0;
        for (uint32_t i = 1; i <= PACKETS; ++i)
        {
            const bool lost = plain->Decide(Seconds(i)) == PathFate::Lost;
            different += lost != (other->Decide(Seconds(i)) == PathFate::Lost) ? 1 : 0;
            const auto fate = busy->Decide(Seconds(i));
            if (fate == PathFate::Dropped || fate == PathFate::Outage)
            {
                ++hidden;
                continue;
            }
            NS_TEST_EXPECT_MSG_EQ((fate == PathFate::Lost), lost, "packet " << i);
            reordered += fate == PathFate::Reordered ? 1 : 0;
        }
        NS_TEST_EXPECT_MSG_EQ(hidden, 667 + 66, "every third, and those of the outage");
        NS_TEST_EXPECT_MSG_GT(reordered, 0, "some are");
        NS_TEST_EXPECT_MSG_GT(different, 0, "another stream loses others");
    }
};

/** @brief A link between two nodes, and what arrives at the second one. */
class PathLinkTest : public PathTest
{
  public:
    using PathTest::PathTest;

  protected:
    /** @brief Time and size of a packet that has arrived. */
    using Arrival = std::pair<Time, uint32_t>;

    /** @brief Build the link. @param rate bit/s, 0 for no serialisation @param delay of it */
    void Build(uint64_t rate, Time delay)
    {
        m_forward = CreateObject<PathModel>();
        m_forward->AssignStreams(1);
        PathHelper helper;
        helper.SetRate(rate);
        helper.SetDelay(delay);
        const auto devices = helper.Install(CreateObject<Node>(),
                                            CreateObject<Node>(),
                                            m_forward,
                                            CreateObject<PathModel>());
        m_sender = devices.Get(0);
        devices.Get(1)->SetReceiveCallback(NetDevice::ReceiveCallback(
            [this](Ptr<NetDevice>, Ptr<const Packet> packet, uint16_t protocol, const Address&) {
                NS_TEST_EXPECT_MSG_EQ(protocol, PROTOCOL, "protocol");
                m_arrivals.emplace_back(Simulator::Now(), packet->GetSize());
                return true;
            }));
        m_sender->GetChannel()->TraceConnectWithoutContext(
            "Drop",
            Callback<void, Ptr<const Packet>, Ptr<NetDevice>, PathFate>(
                [this](Ptr<const Packet> packet, Ptr<NetDevice> device, PathFate) {
                    NS_TEST_EXPECT_MSG_EQ(device, m_sender, "who has sent it");
                    m_drops.emplace_back(Simulator::Now(), packet->GetSize() - PPP_SIZE);
                }));
    }

    /** @brief Hand a packet to the link. @param size its size, without PPP header */
    void Send(uint32_t size)
    {
        m_sender->Send(Create<Packet>(size), m_sender->GetBroadcast(), PROTOCOL);
    }

    /** @brief See what came. @param got what did @param wanted what should @param what it is */
    void Expect(const std::vector<Arrival>& got,
                const std::vector<Arrival>& wanted,
                const std::string& what)
    {
        NS_TEST_ASSERT_MSG_EQ(got.size(), wanted.size(), what);
        for (std::size_t i = 0; i < got.size(); ++i)
        {
            NS_TEST_EXPECT_MSG_EQ(got[i].first, wanted[i].first, what << ", time of " << i);
            NS_TEST_EXPECT_MSG_EQ(got[i].second, wanted[i].second, what << ", size of " << i);
        }
    }

    Ptr<PathModel> m_forward;        //!< decides
    Ptr<NetDevice> m_sender;         //!< device of the first node
    std::vector<Arrival> m_arrivals; //!< in the order of arrival
    std::vector<Arrival> m_drops;    //!< in the order in which they were offered
};

/** @brief A reordered packet takes one further delay and is overtaken; nothing else changes. */
class PathReorderTest : public PathLinkTest
{
  public:
    PathReorderTest()
        : PathLinkTest("a reordered packet is overtaken")
    {
    }

  private:
    void DoRun() override
    {
        Build(0, MilliSeconds(50));
        m_forward->Drop(3);
        Simulator::Schedule(Seconds(1), [this]() {
            m_forward->SetAttribute("Reorder", DoubleValue(1));
            Send(101);
            m_forward->SetAttribute("Reorder", DoubleValue(0));
            Send(102);
            Send(103);
            NS_TEST_EXPECT_MSG_EQ(m_drops.size(), 0, "told when the sender is done");
        });
        Simulator::Schedule(MilliSeconds(1049), [this]() { Send(104); });
        Simulator::Schedule(MilliSeconds(1051), [this]() { Send(105); });
        Simulator::Run();
        Expect(m_arrivals,
               {{MilliSeconds(1050), 102},
                {MilliSeconds(1099), 104},
                {MilliSeconds(1100), 101},
                {MilliSeconds(1101), 105}},
               "arrivals");
        Expect(m_drops, {{Seconds(1), 103}}, "drops");
    }
};

/** @brief Without serialisation a burst arrives at one instant; more than ns-3's default queue. */
class PathInstantTest : public PathLinkTest
{
  public:
    PathInstantTest()
        : PathLinkTest("no serialisation: a burst takes the delay, to the nanosecond")
    {
    }

  private:
    void DoRun() override
    {
        constexpr uint32_t BURST = 1000;
        Build(0, NanoSeconds(1234567));
        std::vector<Arrival> wanted;
        Simulator::Schedule(Seconds(1), [this]() {
            for (uint32_t i = 1; i <= BURST; ++i)
            {
                Send(i);
            }
        });
        for (uint32_t i = 1; i <= BURST; ++i)
        {
            wanted.emplace_back(Seconds(1) + NanoSeconds(1234567), i);
        }
        Simulator::Run();
        Expect(m_arrivals, wanted, "arrivals");
    }
};

/**
 * @brief With a rate packets wait for each other, lost ones too, but their fate is that of the
 *        instant at which they were handed to the link.
 */
class PathRateTest : public PathLinkTest
{
  public:
    PathRateTest()
        : PathLinkTest("a rate: the fate is decided before the queue")
    {
    }

  private:
    void DoRun() override
    {
        // 100 octets on the wire take 1 s.
        constexpr uint32_t SIZE = 100 - PPP_SIZE;
        Build(800, MilliSeconds(10));
        m_forward->Drop(2);
        m_forward->AddOutage(MilliSeconds(1), MilliSeconds(2500));
        Simulator::ScheduleNow([this]() {
            Send(SIZE);
            Send(SIZE);
            Send(SIZE);
        });
        Simulator::Schedule(MilliSeconds(2), [this]() { Send(SIZE); });
        Simulator::Schedule(MilliSeconds(2500), [this]() { Send(SIZE); });
        Simulator::Run();
        Expect(m_arrivals,
               {{MilliSeconds(1010), SIZE}, {MilliSeconds(3010), SIZE}, {MilliSeconds(5010), SIZE}},
               "arrivals");
        Expect(m_drops, {{Seconds(0), SIZE}, {MilliSeconds(2), SIZE}}, "drops");
    }
};

/** @brief What is wrong is said in one sentence. */
class PathAbortTest : public PathTest
{
  public:
    PathAbortTest()
        : PathTest("wrong paths abort")
    {
    }

  private:
    void DoRun() override
    {
        const std::vector<std::pair<std::string, std::function<void()>>> cases = {
            {"there is no packet 0", []() { MakeModel(0, 0, 1)->Drop(0); }},
            {"must not end", []() { MakeModel(0, 0, 1)->AddOutage(Seconds(2), Seconds(1)); }},
            {"MeanBurst must be 0 or at least 1, not 0.5",
             []() { MakeModel(0.1, 0.5, 1)->Decide(Seconds(0)); }},
            {"Loss must be at most MeanBurst / (MeanBurst + 1), 0.75, not 0.8",
             []() { MakeModel(0.8, 3, 1)->Decide(Seconds(0)); }},
            {"delay of a path must be at least 0 s", []() { PathHelper().SetDelay(Seconds(-1)); }},
            {"a model each",
             []() {
                 const auto model = MakeModel(0, 0, 1);
                 PathHelper().Install(CreateObject<Node>(), CreateObject<Node>(), model, model);
             }},
        };
        for (const auto& [sentence, action] : cases)
        {
            const auto message = GetAbortMessage(action);
            NS_TEST_EXPECT_MSG_NE(message.find(sentence), std::string::npos, sentence);
        }
    }
};

} // namespace

std::vector<TestCase*>
MakePathTests()
{
    return {new PathOrderTest,
            new PathOutageTest,
            new PathLossTest(0.1, 0),
            new PathLossTest(0.1, 3),
            new PathLossTest(0.02, 10),
            new PathLossTest(0.5, 1),
            new PathStartTest,
            new PathStreamTest,
            new PathReorderTest,
            new PathInstantTest,
            new PathRateTest,
            new PathAbortTest};
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
