// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-system-echo.h"
#include "l2tp-system-tests.h"

#include "ns3/bridge-helper.h"
#include "ns3/csma-helper.h"
#include "ns3/enum.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-static-routing-helper.h"
#include "ns3/l2tp-star-helper.h"
#include "ns3/l2tp-star-underlay.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <string>

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
 * @brief A host on a CSMA segment, which the LAC bridges into a pseudowire, which the LNS ends as a
 *        routed interface, with another host behind. Requests of the first host reach the second,
 *        and replies come back.
 */
class BridgeTest : public TestCase
{
  public:
    /**
     * @brief A case.
     * @param encapsulation IP or UDP
     * @param cookie octets of the cookies
     * @param sequencing whether data messages are numbered
     */
    BridgeTest(Lcce::EncapsulationMode encapsulation, uint32_t cookie, bool sequencing)
        : TestCase(std::string("bridged at the LAC, routed at the LNS, over ") +
                   (encapsulation == Lcce::IP ? "IP" : "UDP") + ", cookie of " +
                   std::to_string(cookie) + (sequencing ? ", numbered" : "")),
          m_encapsulation(encapsulation),
          m_cookie(cookie),
          m_sequencing(sequencing)
    {
    }

  private:
    static constexpr uint32_t REQUESTS = 10;
    static constexpr uint32_t LARGE = 1400; //!< octets of a large request

    void DoRun() override;
    Star BuildStar() const;
    void AddHosts(const Star& star);

    /** @brief Octets from the outer IP header to the frame. @return model of the data message */
    uint32_t GetOverhead() const
    {
        return 20 + (m_encapsulation == Lcce::UDP ? 8 + 4 : 0) + 4 + m_cookie +
               (m_sequencing ? 4 : 0);
    }

    static void NoteSize(uint32_t* largest, Ptr<const Packet> packet)
    {
        *largest = std::max(*largest, packet->GetSize());
    }

    Lcce::EncapsulationMode m_encapsulation; //!< IP or UDP
    uint32_t m_cookie;                       //!< octets of the cookies
    bool m_sequencing;                       //!< whether data messages are numbered
    Ptr<Node> m_nearHost;                    //!< on the LAC's segment
    Ptr<Node> m_farHost;                     //!< behind the LNS
    Ipv4Address m_farAddress{"192.168.2.2"}; //!< of the far host
};

Star
BridgeTest::BuildStar() const
{
    StarHelper helper;
    helper.SetAttribute("Encapsulation", EnumValue(m_encapsulation));
    helper.SetAttribute("CookieLength", UintegerValue(m_cookie));
    if (m_sequencing)
    {
        helper.SetAttribute("L2SpecificSublayer", EnumValue(Lcce::DEFAULT_SUBLAYER));
        helper.SetAttribute("DataSequencing", EnumValue(Lcce::ALL));
    }
    const auto star = helper.InstallStar(NodeContainer(1), NodeContainer(1));
    star.AssignStreams(1);
    return star;
}

void
BridgeTest::AddHosts(const Star& star)
{
    const Ipv4Mask mask("255.255.255.0");
    const NodeContainer hosts(2);
    m_nearHost = hosts.Get(0);
    m_farHost = hosts.Get(1);
    InternetStackHelper stack;
    stack.SetIpv6StackInstall(false);
    stack.Install(hosts);
    stack.AssignStreams(hosts, 100);
    const auto& call = star.plans[0].calls[0];

    CsmaHelper csma;
    const auto segment = csma.Install(NodeContainer(m_nearHost, star.lacs.Get(0)));
    NetDeviceContainer ports(segment.Get(1));
    ports.Add(call.lacDevice);
    BridgeHelper().Install(star.lacs.Get(0), ports);
    const auto near = StarUnderlay::AddInterface(segment.Get(0), Ipv4Address("192.168.1.2"), mask);
    StarUnderlay::AddInterface(call.lnsDevices[0], Ipv4Address("192.168.1.1"), mask);

    const auto behind = csma.Install(NodeContainer(star.lnss.Get(0), m_farHost));
    StarUnderlay::AddInterface(behind.Get(0), Ipv4Address("192.168.2.1"), mask);
    const auto far = StarUnderlay::AddInterface(behind.Get(1), m_farAddress, mask);

    Ipv4StaticRoutingHelper routing;
    routing.GetStaticRouting(m_nearHost->GetObject<Ipv4>())
        ->SetDefaultRoute(Ipv4Address("192.168.1.1"), near);
    routing.GetStaticRouting(m_farHost->GetObject<Ipv4>())
        ->SetDefaultRoute(Ipv4Address("192.168.2.1"), far);
}

void
BridgeTest::DoRun()
{
    const auto star = BuildStar();
    AddHosts(star);
    const auto& call = star.plans[0].calls[0];
    uint32_t largestFrame = 0;
    uint32_t largestPacket = 0;
    call.lacDevice->TraceConnectWithoutContext(
        "MacTx",
        MakeBoundCallback(&BridgeTest::NoteSize, &largestFrame));
    star.lacDevices.Get(0)->TraceConnectWithoutContext(
        "MacTx",
        MakeBoundCallback(&BridgeTest::NoteSize, &largestPacket));
    SystemEcho::InstallServer(m_farHost);
    SystemEcho::Plan plan;
    plan.count = REQUESTS;
    plan.size = 128;
    const SystemEcho small(m_nearHost, m_farAddress, plan);
    plan.first += MilliSeconds(500);
    plan.size = LARGE;
    const SystemEcho large(m_nearHost, m_farAddress, plan);

    Simulator::Stop(Seconds(REQUESTS + 5));
    Simulator::Run();
    NS_TEST_EXPECT_MSG_EQ(small.answered.size(), REQUESTS, "small ones come back");
    NS_TEST_EXPECT_MSG_EQ(large.answered.size(), REQUESTS, "large ones come back");
    NS_TEST_EXPECT_MSG_EQ(largestFrame,
                          LARGE + PseudowireDevice::HEADER_SIZE,
                          "no padding, no FCS");
    NS_TEST_EXPECT_MSG_EQ(largestPacket, 2 + GetOverhead() + largestFrame, "PPP, L2TP, the frame");
    const auto lac = call.lacDevice->GetSession();
    const auto lns = call.lnsDevices[0]->GetSession();
    NS_TEST_EXPECT_MSG_GT(lac->GetSentCount(), 2 * REQUESTS, "requests and ARP");
    NS_TEST_EXPECT_MSG_EQ(lns->GetReceivedCount(), lac->GetSentCount(), "all frames arrive");
    NS_TEST_EXPECT_MSG_EQ(lac->GetReceivedCount(), lns->GetSentCount(), "all frames arrive");
    Simulator::Destroy();
    m_nearHost = nullptr;
    m_farHost = nullptr;
}

} // namespace

std::vector<TestCase*>
MakeSystemBridgeTests()
{
    std::vector<TestCase*> cases;
    for (const auto encapsulation : {Lcce::UDP, Lcce::IP})
    {
        for (const uint32_t cookie : {0, 4, 8})
        {
            for (const bool sequencing : {false, true})
            {
                cases.push_back(new BridgeTest(encapsulation, cookie, sequencing));
            }
        }
    }
    return cases;
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
