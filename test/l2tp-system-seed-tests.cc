// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-lcce-recorder.h"
#include "l2tp-system-echo.h"
#include "l2tp-system-tests.h"

#include "ns3/boolean.h"
#include "ns3/enum.h"
#include "ns3/global-value.h"
#include "ns3/l2tp-star-helper.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <fstream>
#include <sstream>
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
 * @brief Two runs in one process with the same run number give the same text and the same pcap
 *        files, whoever looks; another run number gives other identifiers.
 */
class SeedTest : public TestCase
{
  public:
    /**
     * @brief A case.
     * @param encapsulation IP or UDP
     */
    explicit SeedTest(Lcce::EncapsulationMode encapsulation)
        : TestCase(std::string("same seed, same bytes, over ") +
                   (encapsulation == Lcce::IP ? "IP" : "UDP")),
          m_encapsulation(encapsulation)
    {
    }

  private:
    /** @brief What one run is looked at with. */
    enum Look : uint32_t
    {
        TEXT = 1,     //!< control events as text
        PCAP = 2,     //!< pcap of the links
        INNER = 4,    //!< pcap of the pseudowires
        RECORDER = 8, //!< every trace source, frames as text
    };

    /** @brief What came out. */
    struct Result
    {
        std::string text;                  //!< control events
        std::string pcap;                  //!< links
        std::string inner;                 //!< pseudowires
        std::vector<uint32_t> connections; //!< Control Connection IDs of the LACs
        std::vector<Time> replies;         //!< when echo replies came
    };

    void DoRun() override;
    Result RunOnce(uint64_t run, uint32_t looks);
    static std::string ReadFiles(const std::vector<std::string>& names);

    Lcce::EncapsulationMode m_encapsulation; //!< IP or UDP
    uint32_t m_runs{0};                      //!< runs so far
};

void
SeedTest::DoRun()
{
    const auto former = RngSeedManager::GetRun();
    const auto all = RunOnce(3, TEXT | PCAP | INNER | RECORDER);
    const auto other = RunOnce(4, TEXT);
    const auto again = RunOnce(3, TEXT | PCAP | INNER | RECORDER);
    const auto text = RunOnce(3, TEXT);
    const auto pcap = RunOnce(3, PCAP);
    const auto inner = RunOnce(3, INNER);
    const auto nothing = RunOnce(3, 0);
    RngSeedManager::SetRun(former);

    NS_TEST_EXPECT_MSG_EQ(all.text.empty() || all.pcap.empty() || all.inner.empty(), false, "some");
    NS_TEST_EXPECT_MSG_NE(all.text.find(" attempt 1 "), std::string::npos, "something was lost");
    NS_TEST_EXPECT_MSG_GT(all.replies.size(), 20, "traffic");
    NS_TEST_EXPECT_MSG_EQ((all.text == again.text), true, "text");
    NS_TEST_EXPECT_MSG_EQ((all.pcap == again.pcap), true, "pcap of links");
    NS_TEST_EXPECT_MSG_EQ((all.inner == again.inner), true, "pcap of pseudowires");
    NS_TEST_EXPECT_MSG_EQ((all.text == text.text), true, "text alone");
    NS_TEST_EXPECT_MSG_EQ((all.pcap == pcap.pcap), true, "pcap of links alone");
    NS_TEST_EXPECT_MSG_EQ((all.inner == inner.inner), true, "pcap of pseudowires alone");
    NS_TEST_EXPECT_MSG_EQ((all.replies == nothing.replies), true, "replies without any trace");
    NS_TEST_EXPECT_MSG_EQ((all.connections == nothing.connections), true, "IDs without any trace");
    for (std::size_t i = 0; i < all.connections.size(); ++i)
    {
        NS_TEST_EXPECT_MSG_NE(all.connections[i], 0, "connected");
        NS_TEST_EXPECT_MSG_NE(all.connections[i], other.connections[i], "IDs of another run");
    }
}

SeedTest::Result
SeedTest::RunOnce(uint64_t run, uint32_t looks)
{
    RngSeedManager::SetRun(run);
    // Not for this test but for who looks at its captures.
    GlobalValue::Bind("ChecksumEnabled", BooleanValue(true));
    StarHelper helper;
    helper.SetAttribute("Encapsulation", EnumValue(m_encapsulation));
    helper.SetAttribute("HelloInterval", StringValue("5s"));
    StarLink link;
    link.rate = DataRate("1Mbps");
    link.SetLoss(0.1);
    helper.SetLacLink(link);
    helper.SetCircuits(StarHelper::INTERFACES);
    auto star = helper.InstallStar(NodeContainer(1), NodeContainer(2));
    star.AssignStreams(1);

    std::ostringstream text;
    std::ostringstream frames;
    std::vector<std::string> pcaps;
    std::vector<std::string> inners;
    std::vector<std::unique_ptr<LcceRecorder>> recorders;
    std::vector<std::unique_ptr<SystemEcho>> echoes;
    SystemEcho::InstallServer(star.lnss.Get(0));
    for (uint32_t i = 0; i < star.lacs.GetN(); ++i)
    {
        const auto number = std::to_string(m_runs) + "-" + std::to_string(i);
        const Ptr<NetDevice> device = star.plans[i].calls[0].lacDevice;
        if ((looks & TEXT) != 0)
        {
            L2tpHelper::EnableAsciiControl(Create<OutputStreamWrapper>(&text), star.GetLac(i));
        }
        if ((looks & PCAP) != 0)
        {
            pcaps.push_back(CreateTempDirFilename("link-" + number));
            PointToPointHelper().EnablePcap(pcaps.back(), star.lacDevices.Get(i), true, true);
        }
        if ((looks & INNER) != 0)
        {
            inners.push_back(CreateTempDirFilename("inner-" + number));
            L2tpHelper().EnablePcap(inners.back(), device, true, true);
        }
        if ((looks & RECORDER) != 0)
        {
            recorders.push_back(std::make_unique<LcceRecorder>(star.GetLac(i)));
            L2tpHelper().EnableAscii(Create<OutputStreamWrapper>(&frames), device);
        }
        SystemEcho::Plan plan;
        plan.first = Seconds(2);
        plan.interval = MilliSeconds(700);
        plan.count = 20;
        plan.size = 500;
        echoes.push_back(std::make_unique<SystemEcho>(star.lacs.Get(i),
                                                      star.plans[i].calls[0].lnsAddress,
                                                      plan));
    }
    ++m_runs;
    Result result;
    Simulator::Schedule(Seconds(30), [&]() {
        for (uint32_t i = 0; i < star.lacs.GetN(); ++i)
        {
            result.connections.push_back(star.GetLac(i)->GetConnectionId(star.plans[i].peer));
        }
    });
    star.lacApps.Stop(Seconds(31));
    Simulator::Run();
    recorders.clear();
    Simulator::Destroy();
    GlobalValue::Bind("ChecksumEnabled", BooleanValue(false));
    star = Star(); // the last to hold the devices, and their traces the files
    result.text = text.str();
    result.pcap = ReadFiles(pcaps);
    result.inner = ReadFiles(inners);
    for (const auto& echo : echoes)
    {
        result.replies.insert(result.replies.end(), echo->answered.begin(), echo->answered.end());
    }
    return result;
}

std::string
SeedTest::ReadFiles(const std::vector<std::string>& names)
{
    std::ostringstream octets;
    for (const auto& name : names)
    {
        octets << std::ifstream(name, std::ios::binary).rdbuf();
    }
    return octets.str();
}

} // namespace

std::vector<TestCase*>
MakeSystemSeedTests()
{
    return {new SeedTest(Lcce::UDP), new SeedTest(Lcce::IP)};
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
