// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-data-plane-network.h"
#include "l2tp-data-plane-tests.h"

#include "ns3/enum.h"
#include "ns3/inet-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-static-routing-helper.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/string.h"
#include "ns3/test.h"
#include "ns3/udp-socket-factory.h"

#include <cstdint>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::l2tp;

namespace
{

constexpr uint16_t PATH_MTU = 1400;
constexpr uint16_t PORT = 9;
constexpr uint32_t DATAGRAM = 1472;

/**
 * @brief Whether an IP packet is a fragment.
 * @param packet its octets
 * @return true if MF or the Fragment Offset are not 0
 */
bool
IsFragment(const Bytes& packet)
{
    return ((packet[6] << 8 | packet[7]) & 0x3fff) != 0;
}

/**
 * @ingroup l2tp-tests
 * @brief R4.1.4-02: an LCCE that routes into a pseudowire fragments what is too large for its MTU
 *        before encapsulation, and the destination host reassembles.
 */
class FragmentsBeforeEncapsulation : public TestCase
{
  public:
    explicit FragmentsBeforeEncapsulation(Encapsulation encapsulation)
        : TestCase("R4.1.4-02 fragmentation before encapsulation"),
          m_encapsulation(encapsulation)
    {
    }

  private:
    void DoRun() override
    {
        DataPlaneNetwork network(m_encapsulation, PATH_MTU);
        network.A().node->GetDevice(1)->SetMtu(PATH_MTU);
        network.B().node->GetDevice(1)->SetMtu(PATH_MTU);
        Ptr<Node> source = AddHost(network.A().node, "172.16.0.");
        Ptr<Node> destination = AddHost(network.B().node, "172.16.1.");
        network.AddressPseudowire();
        Ipv4StaticRoutingHelper()
            .GetStaticRouting(network.A().node->GetObject<Ipv4>())
            ->AddNetworkRouteTo(
                "172.16.1.0",
                "255.255.255.0",
                "192.168.0.2",
                network.A().node->GetObject<Ipv4>()->GetInterfaceForDevice(network.A().device));
        network.B().node->GetObject<Ipv4>()->TraceConnectWithoutContext(
            "LocalDeliver",
            MakeCallback(&FragmentsBeforeEncapsulation::Delivered, this));
        destination->GetDevice(1)->TraceConnectWithoutContext(
            "MacRx",
            MakeCallback(&FragmentsBeforeEncapsulation::AtHost, this));
        auto sink = Socket::CreateSocket(destination, UdpSocketFactory::GetTypeId());
        sink->Bind(InetSocketAddress(Ipv4Address::GetAny(), PORT));
        sink->SetRecvCallback(MakeCallback(&FragmentsBeforeEncapsulation::Read, this));
        network.Open();

        auto socket = Socket::CreateSocket(source, UdpSocketFactory::GetTypeId());
        socket->SendTo(Create<Packet>(DATAGRAM), 0, InetSocketAddress("172.16.1.2", PORT));
        network.Run();
        NS_TEST_ASSERT_MSG_EQ(network.A().packets.size(), 3, "ARP and two fragments");
        for (const Bytes& packet : network.A().packets)
        {
            NS_TEST_EXPECT_MSG_EQ(IsFragment(packet), false, "no outer fragments");
            NS_TEST_EXPECT_MSG_LT_OR_EQ(packet.size(), PATH_MTU, "each fits the path");
            m_outer += packet.size();
        }
        NS_TEST_EXPECT_MSG_GT(m_outer, DATAGRAM, "all of the datagram");
        NS_TEST_EXPECT_MSG_EQ(m_fragments, 2, "the destination gets fragments");
        NS_TEST_EXPECT_MSG_EQ((m_read == std::vector<uint32_t>{DATAGRAM}), true, "and the whole");
        NS_TEST_EXPECT_MSG_EQ(m_outerDelivered, 2, "the peer LCCE gets two L2TP packets with them");
    }

    /**
     * @brief Put a host behind an LCCE.
     * @param lcce the LCCE
     * @param prefix first three octets of the addresses: 1 is the LCCE, 2 the host
     * @return the host
     */
    static Ptr<Node> AddHost(Ptr<Node> lcce, const std::string& prefix)
    {
        Ptr<Node> host = CreateObject<Node>();
        InternetStackHelper().Install(host);
        NetDeviceContainer link = PointToPointHelper().Install(lcce, host);
        DataPlaneNetwork::AddAddress(link.Get(0), (prefix + "1").c_str());
        DataPlaneNetwork::AddAddress(link.Get(1), (prefix + "2").c_str());
        Ipv4StaticRoutingHelper()
            .GetStaticRouting(host->GetObject<Ipv4>())
            ->SetDefaultRoute((prefix + "1").c_str(), 1);
        return host;
    }

    /** @brief Trace sink of B's stack. @param packet what is delivered locally */
    void Delivered(const Ipv4Header& /* header */, Ptr<const Packet> packet, uint32_t)
    {
        m_outerDelivered += packet->GetSize() > 100 ? 1 : 0;
    }

    /** @brief Trace sink of the destination's device. @param packet with an IP header */
    void AtHost(Ptr<const Packet> packet)
    {
        const Bytes octets = DataPlaneNetwork::GetOctets(packet);
        m_fragments +=
            IsFragment(ByteView(octets).Sub(octets[0] == 0x45 ? 0 : 2).ToBytes()) ? 1 : 0;
    }

    /** @brief A datagram has come to the destination. @param socket who took it */
    void Read(Ptr<Socket> socket)
    {
        m_read.push_back(socket->Recv()->GetSize());
    }

    Encapsulation m_encapsulation; //!< IP or UDP
    std::size_t m_outer{0};        //!< octets that A has sent
    uint32_t m_outerDelivered{0};  //!< large packets that B's stack has delivered to L2TP
    uint32_t m_fragments{0};       //!< fragments that have come to the destination
    std::vector<uint32_t> m_read;  //!< sizes of the datagrams that it has got
};

/**
 * @ingroup l2tp-tests
 * @brief R4.1.4-06: what can be chosen for frames that do not fit is all here, and the default
 * loses nothing.
 */
class OversizeModes : public TestCase
{
  public:
    explicit OversizeModes(Encapsulation encapsulation)
        : TestCase("R4.1.4-06 modes for frames that do not fit"),
          m_encapsulation(encapsulation)
    {
    }

  private:
    void DoRun() override
    {
        TypeId::AttributeInformation attribute;
        NS_TEST_ASSERT_MSG_EQ(
            PseudowireDevice::GetTypeId().LookupAttributeByName("Oversize", &attribute),
            true,
            "attribute");
        NS_TEST_EXPECT_MSG_EQ(attribute.checker->GetUnderlyingTypeInformation(),
                              "FragmentOuter|Drop",
                              "modes");
        Check("", 2, 1);
        Check("FragmentOuter", 2, 1);
        Check("Drop", 0, 0);
    }

    /**
     * @brief Send a frame of 2000 octets.
     * @param mode attribute Oversize; empty for the default
     * @param packets IP packets that leave A
     * @param frames frames that B delivers
     */
    void Check(const std::string& mode, std::size_t packets, std::size_t frames)
    {
        DataPlaneNetwork network(m_encapsulation);
        if (!mode.empty())
        {
            network.A().device->SetAttribute("Oversize", StringValue(mode));
        }
        network.Open();
        network.A().device->SendFrame(
            DataPlaneNetwork::MakePacket(DataPlaneNetwork::MakeFrame(0x88b5, 2000)));
        network.Run();
        NS_TEST_EXPECT_MSG_EQ(network.A().packets.size(), packets, "packets, mode " << mode);
        for (const Bytes& packet : network.A().packets)
        {
            NS_TEST_EXPECT_MSG_EQ(IsFragment(packet), true, "outer fragments");
        }
        NS_TEST_EXPECT_MSG_EQ(network.B().frames.size(), frames, "frames, mode " << mode);
        const uint64_t drops = frames == 0 ? 1 : 0;
        NS_TEST_EXPECT_MSG_EQ(network.A().device->GetDropCount(PseudowireDevice::TOO_BIG),
                              drops,
                              "drops, mode " << mode);
    }

    Encapsulation m_encapsulation; //!< IP or UDP
};

} // namespace

std::vector<TestCase*>
MakeDataMtuTests()
{
    std::vector<TestCase*> cases;
    for (const Encapsulation encapsulation : {Encapsulation::Ip, Encapsulation::Udp})
    {
        cases.push_back(new FragmentsBeforeEncapsulation(encapsulation));
        cases.push_back(new OversizeModes(encapsulation));
    }
    return cases;
}
