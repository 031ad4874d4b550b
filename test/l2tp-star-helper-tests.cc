// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-abort-probe.h"
#include "l2tp-helper-tests.h"

#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4.h"
#include "ns3/l2tp-star-helper.h"
#include "ns3/l2tp-star-underlay.h"
#include "ns3/simulator.h"

#include <functional>
#include <map>
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
 * @brief The only address of an interface.
 * @param device its device
 * @return the address, or any
 */
Ipv4Address
GetAddress(Ptr<NetDevice> device)
{
    const auto ipv4 = device->GetNode()->GetObject<Ipv4>();
    const auto interface = ipv4->GetInterfaceForDevice(device);
    return interface < 0 ? Ipv4Address::GetAny() : ipv4->GetAddress(interface, 0).GetLocal();
}

/** @brief Nodes, addresses and calls of a small star are as documented, and it works. */
class StarPlanTest : public TestCase
{
  public:
    StarPlanTest()
        : TestCase("StarHelper builds what it documents")
    {
    }

  private:
    void DoRun() override
    {
        StarHelper helper;
        helper.SetCircuits(StarHelper::INTERFACES);
        helper.SetCallsPerLac(2);
        helper.SetLnss(1, {1, 0});
        NodeContainer lnss(2);
        InternetStackHelper().Install(lnss.Get(1)); // a stack that is there is used
        const auto star = helper.InstallStar(lnss, NodeContainer(3));
        NS_TEST_ASSERT_MSG_EQ(star.routers.GetN(), 1, "one router is enough");
        NS_TEST_EXPECT_MSG_EQ(star.trunkDevices.GetN(), 0, "no links between routers");
        NS_TEST_EXPECT_MSG_EQ(star.lacAddresses[2], Ipv4Address("10.0.0.10"), "third /30");
        NS_TEST_EXPECT_MSG_EQ(star.lnsAddresses[1], Ipv4Address("10.128.0.6"), "second /30");
        NS_TEST_EXPECT_MSG_EQ(GetAddress(star.lacDevices.Get(2)), star.lacAddresses[2], "LAC");
        NS_TEST_EXPECT_MSG_EQ(GetAddress(star.lacRouterDevices.Get(2)),
                              Ipv4Address("10.0.0.9"),
                              "its router");
        NS_TEST_EXPECT_MSG_EQ(GetAddress(star.lnsDevices.Get(1)), star.lnsAddresses[1], "LNS");
        NS_TEST_EXPECT_MSG_EQ((star.plans[0].lnss == std::vector<std::size_t>{0}), true, "robin");
        NS_TEST_EXPECT_MSG_EQ((star.plans[1].lnss == std::vector<std::size_t>{1, 0}),
                              true,
                              "chosen");
        NS_TEST_EXPECT_MSG_EQ((star.plans[2].lnss == std::vector<std::size_t>{0}), true, "robin");
        const auto& call = star.plans[1].calls.at(1);
        NS_TEST_EXPECT_MSG_EQ(call.remoteEndId, "lac-1-1", "Remote End ID");
        NS_TEST_EXPECT_MSG_EQ(call.lnsAddress, Ipv4Address("172.16.0.13"), "fourth /30");
        NS_TEST_EXPECT_MSG_EQ(call.lacAddress, Ipv4Address("172.16.0.14"), "fourth /30");
        NS_TEST_EXPECT_MSG_EQ(GetAddress(call.lacDevice), call.lacAddress, "inner address");
        NS_TEST_ASSERT_MSG_EQ(call.lnsDevices.size(), 2, "one at the backup");
        NS_TEST_EXPECT_MSG_EQ(GetAddress(call.lnsDevices[1]), call.lnsAddress, "same address");
        NS_TEST_EXPECT_MSG_EQ(call.lnsDevices[1]->GetAddress(),
                              call.lnsDevices[0]->GetAddress(),
                              "same MAC address");
        NS_TEST_EXPECT_MSG_EQ(call.lnsDevices[1]->GetNode(), star.lnss.Get(0), "at the backup");
        NS_TEST_EXPECT_MSG_EQ(star.GetLnsDevice(1, 0, 1), call.lnsDevices[1], "found");
        NS_TEST_EXPECT_MSG_EQ(star.GetLnsDevice(0, 1), nullptr, "no business with it");
        Simulator::Stop(Seconds(1));
        Simulator::Run();
        for (std::size_t i = 0; i < 3; ++i)
        {
            NS_TEST_EXPECT_MSG_EQ(star.IsUp(i, 0), true, "first session");
            NS_TEST_EXPECT_MSG_EQ(star.IsUp(i, 1), true, "second session");
            NS_TEST_EXPECT_MSG_EQ(star.GetLnsDevice(i, star.plans[i].lnss[0])->IsLinkUp(),
                                  true,
                                  "device of the LNS");
        }
        NS_TEST_EXPECT_MSG_EQ(call.lnsDevices[1]->IsLinkUp(), false, "the backup is idle");
        Simulator::Destroy();
    }
};

/** @brief More LACs than a router has links make a tree in which every LAC reaches its LNS. */
class StarTreeTest : public TestCase
{
  public:
    StarTreeTest()
        : TestCase("StarHelper builds a tree for many LACs")
    {
    }

  private:
    void DoRun() override
    {
        constexpr uint32_t lacs = 2 * StarUnderlay::FAN_OUT + 5;
        StarHelper helper;
        helper.SetCircuits(StarHelper::NO_CIRCUITS);
        const auto star = helper.InstallStar(NodeContainer(2), NodeContainer(lacs));
        NS_TEST_ASSERT_MSG_EQ(star.routers.GetN(), 4, "a root and three more");
        NS_TEST_EXPECT_MSG_EQ(star.trunkDevices.GetN(), 6, "three links");
        NS_TEST_EXPECT_MSG_EQ(star.lacAddresses[StarUnderlay::FAN_OUT],
                              Ipv4Address("10.0.2.2"),
                              "second /23");
        NS_TEST_EXPECT_MSG_EQ(star.lacAddresses[lacs - 1], Ipv4Address("10.0.4.18"), "third /23");
        for (uint32_t i = 0; i < star.routers.GetN(); ++i)
        {
            NS_TEST_EXPECT_MSG_EQ((star.routers.Get(i)->GetNDevices() <= StarUnderlay::FAN_OUT + 2),
                                  true,
                                  "links, loopback and a link up");
        }
        Simulator::Stop(Seconds(1));
        Simulator::Run();
        uint32_t up = 0;
        for (uint32_t i = 0; i < lacs; ++i)
        {
            up += star.IsUp(i) ? 1 : 0;
        }
        NS_TEST_EXPECT_MSG_EQ(up, lacs, "all sessions");
        NS_TEST_EXPECT_MSG_EQ(star.GetLns(0)->GetConnections(), (lacs + 1) / 2, "every other");
        NS_TEST_EXPECT_MSG_EQ(star.GetLns(1)->GetConnections(), lacs / 2, "every other");
        Simulator::Destroy();
    }
};

/** @brief Delay, rate and loss of links are those that were set. */
class StarLinkTest : public TestCase
{
  public:
    StarLinkTest()
        : TestCase("StarHelper links have rate, delay and loss")
    {
    }

  private:
    void DoRun() override
    {
        StarHelper helper;
        StarLink link;
        link.delay = MilliSeconds(3);
        helper.SetLnsLink(link);
        link.delay = MilliSeconds(7);
        helper.SetLacLink(link);
        link.rate = DataRate("1Mbps");
        helper.SetLacLink(1, link);
        link.SetLoss(1);
        helper.SetLacLink(2, link);
        link.SetLoss(0);
        helper.SetLacLink(3, link);
        const auto star = helper.InstallStar(NodeContainer(1), NodeContainer(4));
        for (uint32_t i = 0; i < 4; ++i)
        {
            star.GetLac(i)->TraceConnect("ConnectionUp",
                                         std::to_string(i),
                                         MakeCallback(&StarLinkTest::Up, this));
        }
        Simulator::Stop(Seconds(1));
        Simulator::Run();
        Simulator::Destroy();
        NS_TEST_ASSERT_MSG_EQ(m_up.size(), 3, "all but the one behind the lossy link");
        NS_TEST_EXPECT_MSG_EQ(m_up[0], MilliSeconds(20), "delays alone");
        NS_TEST_EXPECT_MSG_GT(m_up[1], MilliSeconds(21), "and the time of two packets");
        NS_TEST_EXPECT_MSG_LT(m_up[1], MilliSeconds(24), "at the rate");
        NS_TEST_EXPECT_MSG_EQ(m_up.count(2), 0, "all is lost");
        NS_TEST_EXPECT_MSG_EQ(m_up[3], m_up[1], "nothing is lost");
    }

    void Up(std::string lac, const ConnectionIds&)
    {
        m_up[std::stoi(lac)] = Simulator::Now();
    }

    std::map<int, Time> m_up; //!< when each LAC was connected
};

/** @brief What cannot be built aborts with a sentence. */
class StarAbortTest : public TestCase
{
  public:
    StarAbortTest()
        : TestCase("StarHelper refuses what cannot be")
    {
    }

  private:
    void Expect(const std::string& sentence, const std::function<void()>& action)
    {
        const auto message = GetAbortMessage(action);
        NS_TEST_EXPECT_MSG_NE(message.find(sentence), std::string::npos, message);
    }

    void DoRun() override
    {
        Expect("a star needs at least one LNS",
               []() { StarHelper().InstallStar(NodeContainer(), NodeContainer(1)); });
        Expect("LAC 3 needs at least one LNS", []() { StarHelper().SetLnss(3, {}); });
        Expect("LAC 0 cannot have LNS 2, there are only 2, numbered from 0", []() {
            StarHelper helper;
            helper.SetLnss(0, {1, 2});
            helper.InstallStar(NodeContainer(2), NodeContainer(1));
        });
        Expect("the loss of a link must be 0 to 1, not 1.5", []() { StarLink().SetLoss(1.5); });
        Expect("a star has addresses for at most 262144 calls, not 262145", []() {
            StarHelper helper;
            helper.SetCircuits(StarHelper::INTERFACES);
            helper.SetCallsPerLac(262145);
            helper.InstallStar(NodeContainer(1), NodeContainer(1));
        });
    }
};

} // namespace

std::vector<TestCase*>
MakeStarHelperTests()
{
    return {
        new StarPlanTest,
        new StarTreeTest,
        new StarLinkTest,
        new StarAbortTest,
    };
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
