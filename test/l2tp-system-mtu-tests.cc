// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-system-echo.h"
#include "l2tp-system-tests.h"

#include "ns3/enum.h"
#include "ns3/l2tp-star-helper.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <array>
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

constexpr uint32_t PATH_MTU = 1500;

/**
 * @ingroup l2tp-tests
 * @brief Counts the fragments that leave devices of the underlay.
 */
class FragmentCounter
{
  public:
    /**
     * @brief Watch the whole underlay.
     * @param star the network
     */
    explicit FragmentCounter(const Star& star)
    {
        for (const auto* devices :
             {&star.lacDevices, &star.lacRouterDevices, &star.lnsDevices, &star.lnsRouterDevices})
        {
            for (auto device = devices->Begin(); device != devices->End(); ++device)
            {
                (*device)->TraceConnectWithoutContext("MacTx",
                                                      MakeCallback(&FragmentCounter::Sent, this));
            }
        }
    }

    /** @brief How many there were. @return a count */
    uint32_t Get() const
    {
        return m_fragments;
    }

  private:
    void Sent(Ptr<const Packet> packet)
    {
        std::array<uint8_t, 10> octets{}; // 2 of PPP, then the IPv4 header
        packet->CopyData(octets.data(), octets.size());
        const uint32_t word = octets[8] << 8 | octets[9];
        m_fragments += (word & 0x3fff) == 0 ? 0 : 1; // MF and Fragment Offset
    }

    uint32_t m_fragments{0}; //!< packets that are not whole
};

/**
 * @ingroup l2tp-tests
 * @brief R4.1.4-01: the MTU of a pseudowire is that of the path less all headers, so that the
 *        largest inner packets travel without fragmentation; and a larger MTU costs fragments, but
 *        no packets.
 */
class MtuTest : public TestCase
{
  public:
    /**
     * @brief A case.
     * @param encapsulation IP or UDP
     * @param cookie octets of the cookies
     * @param sublayer whether there is a sublayer
     */
    MtuTest(Lcce::EncapsulationMode encapsulation, uint32_t cookie, bool sublayer)
        : TestCase(std::string("R4.1.4-01 MTU over ") + (encapsulation == Lcce::IP ? "IP" : "UDP") +
                   ", cookie of " + std::to_string(cookie) + (sublayer ? ", sublayer" : "")),
          m_encapsulation(encapsulation),
          m_cookie(cookie),
          m_sublayer(sublayer)
    {
    }

  private:
    void DoRun() override
    {
        const uint32_t overhead = 20 + (m_encapsulation == Lcce::UDP ? 12 : 0) + 4 + m_cookie +
                                  (m_sublayer ? 4 : 0) + PseudowireDevice::HEADER_SIZE;
        RunWith(0, PATH_MTU - overhead, 0);
        RunWith(PATH_MTU, PATH_MTU, 2 * 2 * 2); // request and reply, in two, on two links
    }

    void RunWith(uint32_t configured, uint32_t expected, uint32_t fragments)
    {
        StarHelper helper;
        helper.SetAttribute("Encapsulation", EnumValue(m_encapsulation));
        helper.SetAttribute("CookieLength", UintegerValue(m_cookie));
        helper.SetAttribute("L2SpecificSublayer",
                            EnumValue(m_sublayer ? Lcce::DEFAULT_SUBLAYER : Lcce::NO_SUBLAYER));
        helper.SetDeviceAttribute("Mtu", UintegerValue(configured));
        helper.SetCircuits(StarHelper::INTERFACES);
        const auto star = helper.InstallStar(NodeContainer(1), NodeContainer(1));
        star.AssignStreams(1);
        const FragmentCounter counter(star);
        SystemEcho::InstallServer(star.lnss.Get(0));
        SystemEcho::Plan plan;
        plan.size = expected;
        const auto& call = star.plans[0].calls[0];
        const SystemEcho echo(star.lacs.Get(0), call.lnsAddress, plan);
        Simulator::Stop(Seconds(5));
        Simulator::Run();
        NS_TEST_EXPECT_MSG_EQ(call.lacDevice->GetMtu(), expected, "MTU at the LAC");
        NS_TEST_EXPECT_MSG_EQ(call.lnsDevices[0]->GetMtu(), expected, "MTU at the LNS");
        NS_TEST_EXPECT_MSG_EQ(echo.answered.size(), 1, "full-size packets come back");
        NS_TEST_EXPECT_MSG_EQ(counter.Get(), fragments, "fragments on all links");
        Simulator::Destroy();
    }

    Lcce::EncapsulationMode m_encapsulation; //!< IP or UDP
    uint32_t m_cookie;                       //!< octets of the cookies
    bool m_sublayer;                         //!< whether there is a sublayer
};

/**
 * @ingroup l2tp-tests
 * @brief R4.1.4-04: a router on the way fragments the L2TP packets, the peer LCCE reassembles them,
 *        and the frames are what they were.
 */
class PathMtuTest : public TestCase
{
  public:
    /**
     * @brief A case.
     * @param encapsulation IP or UDP
     */
    explicit PathMtuTest(Lcce::EncapsulationMode encapsulation)
        : TestCase(std::string("R4.1.4-04 fragments are reassembled, over ") +
                   (encapsulation == Lcce::IP ? "IP" : "UDP")),
          m_encapsulation(encapsulation)
    {
    }

  private:
    using Octets = std::vector<uint8_t>;

    void DoRun() override
    {
        StarHelper helper;
        helper.SetAttribute("Encapsulation", EnumValue(m_encapsulation));
        const auto star = helper.InstallStar(NodeContainer(1), NodeContainer(1));
        star.AssignStreams(1);
        star.lnsRouterDevices.Get(0)->SetMtu(1000);
        star.lnsDevices.Get(0)->SetMtu(1000);
        const FragmentCounter counter(star);
        const auto& call = star.plans[0].calls[0];
        call.lnsDevices[0]->TraceConnectWithoutContext("PromiscSniffer",
                                                       MakeCallback(&PathMtuTest::Received, this));
        std::vector<Octets> sent;
        for (const std::size_t size : {60, 900, 1000, 1400, 1450})
        {
            Octets octets(size);
            for (std::size_t i = 0; i < size; ++i)
            {
                octets[i] = static_cast<uint8_t>(i * 7 + i / 251);
            }
            sent.push_back(octets);
            Simulator::Schedule(Seconds(1), [octets, device = call.lacDevice]() {
                device->SendFrame(Create<Packet>(octets.data(), octets.size()));
            });
        }
        Simulator::Stop(Seconds(5));
        Simulator::Run();
        NS_TEST_EXPECT_MSG_EQ(counter.Get(), 3 * 2, "three frames in two, on one link");
        NS_TEST_EXPECT_MSG_EQ((m_received == sent), true, "octet by octet, in order");
        Simulator::Destroy();
        m_received.clear();
    }

    void Received(Ptr<const Packet> frame)
    {
        Octets octets(frame->GetSize());
        frame->CopyData(octets.data(), octets.size());
        m_received.push_back(octets);
    }

    Lcce::EncapsulationMode m_encapsulation; //!< IP or UDP
    std::vector<Octets> m_received;          //!< frames
};

} // namespace

std::vector<TestCase*>
MakeSystemMtuTests()
{
    std::vector<TestCase*> cases;
    for (const auto encapsulation : {Lcce::UDP, Lcce::IP})
    {
        for (const uint32_t cookie : {0, 4, 8})
        {
            for (const bool sublayer : {false, true})
            {
                cases.push_back(new MtuTest(encapsulation, cookie, sublayer));
            }
        }
        cases.push_back(new PathMtuTest(encapsulation));
    }
    return cases;
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
