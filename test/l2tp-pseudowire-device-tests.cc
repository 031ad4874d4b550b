// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-data-plane-network.h"
#include "l2tp-data-plane-tests.h"

#include "ns3/bridge-helper.h"
#include "ns3/csma-helper.h"
#include "ns3/flow-id-tag.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/l2tp-data-session.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/string.h"
#include "ns3/test.h"
#include "ns3/udp-echo-helper.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::l2tp;

namespace
{

constexpr uint16_t ETHERTYPE_EXPERIMENTAL = 0x88b5;
constexpr uint16_t ECHO_PORT = 7;

/**
 * @brief Let a node send UDP datagrams to another and have them echoed.
 * @param client who sends
 * @param server who echoes
 * @param address address of the server
 * @param size octets of a datagram
 */
void
InstallEcho(Ptr<Node> client, Ptr<Node> server, const char* address, uint32_t size)
{
    ApplicationContainer echoes = UdpEchoServerHelper(ECHO_PORT).Install(server);
    echoes.Start(Seconds(0));
    UdpEchoClientHelper helper(Ipv4Address(address), ECHO_PORT);
    helper.SetAttribute("MaxPackets", UintegerValue(3));
    helper.SetAttribute("Interval", StringValue("100ms"));
    helper.SetAttribute("PacketSize", UintegerValue(size));
    helper.Install(client).Start(Seconds(0.1));
}

/**
 * @brief Count calls of a trace source with one packet.
 * @param count the counter
 */
void
CountPacket(uint32_t* count, Ptr<const Packet>)
{
    ++*count;
}

/**
 * @brief Count calls of a link change callback.
 * @param count the counter
 */
void
CountChange(uint32_t* count)
{
    ++*count;
}

/**
 * @ingroup l2tp-tests
 * @brief Frames of all kinds come out as they went in, whatever their length.
 *
 * R3.2.2-06 (Ethernet: no FCS, no padding), R4.1.4-04 (frames larger than the path),
 * R4.1.4-07 (outer fragmentation, IPv4).
 */
class FramesUntouched : public TestCase
{
  public:
    explicit FramesUntouched(Encapsulation encapsulation)
        : TestCase("Frames of all kinds and sizes"),
          m_encapsulation(encapsulation)
    {
    }

  private:
    void DoRun() override
    {
        DataPlaneNetwork network(m_encapsulation, 1000);
        network.SetCookies("0102030405060708", "a1a2a3a4a5a6a7a8");
        network.SetSequencing("All");
        network.Open();
        std::vector<Bytes> frames{Bytes(1, 0xff), Bytes(13, 0xee)};
        for (const uint16_t etherType : {0x88b5, 0x8100, 0x86dd, 0x0026, 0x0000, 0xffff})
        {
            for (const std::size_t size : {14, 15, 18, 52, 60, 990, 1514, 1518, 9000, 65000})
            {
                frames.push_back(DataPlaneNetwork::MakeFrame(etherType, size));
            }
        }
        for (const Bytes& frame : frames)
        {
            network.A().device->SendFrame(DataPlaneNetwork::MakePacket(frame));
            network.Run();
            NS_TEST_ASSERT_MSG_EQ(network.B().frames.empty(), false, frame.size() << " octets");
            NS_TEST_EXPECT_MSG_EQ((network.B().frames.back() == frame),
                                  true,
                                  frame.size() << " octets");
            network.B().frames.clear();
        }
        Ptr<Packet> huge = Create<Packet>(65535 - network.GetOuterSize());
        NS_TEST_EXPECT_MSG_EQ(network.A().device->SendFrame(huge), false, "no IP packet so big");
        NS_TEST_EXPECT_MSG_EQ(network.A().session->GetDropCount(DataDropReason::TooBig),
                              1,
                              "counted");
        NS_TEST_EXPECT_MSG_EQ(network.B().packets.size(), 0, "no ICMP");
    }

    Encapsulation m_encapsulation; //!< IP or UDP
};

/**
 * @ingroup l2tp-tests
 * @brief The MTU is what Linux gives its interface for the same session; it can be set.
 */
class Mtu : public TestCase
{
  public:
    Mtu()
        : TestCase("MTU")
    {
    }

  private:
    void DoRun() override
    {
        Check(Encapsulation::Ip, "", "None", 1462);
        Check(Encapsulation::Ip, "01020304", "Default", 1454);
        Check(Encapsulation::Ip, "0102030405060708", "Default", 1450);
        Check(Encapsulation::Udp, "", "None", 1450);
        Check(Encapsulation::Udp, "01020304", "Default", 1442);
        Check(Encapsulation::Udp, "0102030405060708", "Default", 1438);

        DataPlaneNetwork network(Encapsulation::Udp);
        network.A().device->SetMtu(1300);
        NS_TEST_EXPECT_MSG_EQ(network.B().device->GetMtu(), 1500, "before a session");
        network.Open();
        NS_TEST_EXPECT_MSG_EQ(network.A().device->GetMtu(), 1300, "as it was set");
    }

    /**
     * @brief Look at the MTU of a device.
     * @param encapsulation IP or UDP
     * @param cookie what the peer assigns
     * @param sublayer what the peer asks for
     * @param mtu the MTU to be seen
     */
    void Check(Encapsulation encapsulation,
               const std::string& cookie,
               const std::string& sublayer,
               uint16_t mtu)
    {
        DataPlaneNetwork network(encapsulation);
        network.A().session->SetAttribute("RemoteCookie", StringValue(cookie));
        network.A().session->SetAttribute("TransmitSublayer", StringValue(sublayer));
        network.Open();
        NS_TEST_EXPECT_MSG_EQ(network.A().device->GetMtu(), mtu, cookie << " " << sublayer);
    }
};

/**
 * @ingroup l2tp-tests
 * @brief The device as an IP interface: ARP and UDP inside, no outer fragments at its MTU.
 *
 * R4.1.4-01.
 */
class IpInterface : public TestCase
{
  public:
    explicit IpInterface(Encapsulation encapsulation)
        : TestCase("Device as an IP interface"),
          m_encapsulation(encapsulation)
    {
    }

  private:
    void DoRun() override
    {
        DataPlaneNetwork network(m_encapsulation);
        network.SetCookies("0102030405060708", "a1a2a3a4a5a6a7a8");
        network.AddressPseudowire();
        const uint32_t full = m_encapsulation == Encapsulation::Ip ? 1426 : 1414;
        InstallEcho(network.A().node, network.B().node, "192.168.0.2", full);
        network.Open();
        NS_TEST_EXPECT_MSG_EQ(network.A().device->GetMtu(), full + 28, "full packets");
        NS_TEST_EXPECT_MSG_EQ(network.A().frames.size(), 10, "ARP both ways, 3 echoes");
        NS_TEST_ASSERT_MSG_EQ(network.A().packets.size(), 5, "ARP request and reply, 3 echoes");
        for (const Bytes& packet : network.A().packets)
        {
            const int fragment = (packet[6] << 8 | packet[7]) & 0x3fff;
            NS_TEST_EXPECT_MSG_EQ(fragment, 0, "no fragments");
        }
    }

    Encapsulation m_encapsulation; //!< IP or UDP
};

/**
 * @ingroup l2tp-tests
 * @brief The device as a port of a bridge at a LAC, towards an IP interface at an LNS.
 *
 * R4.5-05.
 */
class BridgePort : public TestCase
{
  public:
    BridgePort()
        : TestCase("Device as a port of a bridge")
    {
    }

  private:
    void DoRun() override
    {
        DataPlaneNetwork network(Encapsulation::Udp);
        Ptr<Node> host = CreateObject<Node>();
        InternetStackHelper().Install(host);
        NetDeviceContainer segment = CsmaHelper().Install(NodeContainer(host, network.A().node));
        NetDeviceContainer ports(segment.Get(1));
        ports.Add(network.A().device);
        BridgeHelper().Install(network.A().node, ports);
        DataPlaneNetwork::AddAddress(segment.Get(0), "192.168.0.1");
        DataPlaneNetwork::AddAddress(network.B().device, "192.168.0.2");
        uint32_t echoed = 0;
        segment.Get(0)->TraceConnectWithoutContext("MacRx",
                                                   MakeBoundCallback(&CountPacket, &echoed));
        InstallEcho(host, network.B().node, "192.168.0.2", 500);
        network.Open();
        NS_TEST_EXPECT_MSG_EQ(echoed, 5, "ARP reply, ARP request, 3 echoes");
        NS_TEST_EXPECT_MSG_EQ(network.B().frames.size(), 10, "the same at the other end");
        NS_TEST_EXPECT_MSG_EQ(network.A().packets.size(), 5, "each in a packet of its own");
    }
};

/**
 * @ingroup l2tp-tests
 * @brief The link follows the session; what is sent without one is dropped, not queued.
 */
class LinkState : public TestCase
{
  public:
    LinkState()
        : TestCase("Link state")
    {
    }

  private:
    void DoRun() override
    {
        DataPlaneNetwork network(Encapsulation::Ip);
        Ptr<PseudowireDevice> device = network.A().device;
        uint32_t changes = 0;
        uint32_t sent = 0;
        device->AddLinkChangeCallback(MakeBoundCallback(&CountChange, &changes));
        device->TraceConnectWithoutContext("MacTx", MakeBoundCallback(&CountPacket, &sent));
        const Bytes frame = DataPlaneNetwork::MakeFrame(ETHERTYPE_EXPERIMENTAL, 60);
        NS_TEST_EXPECT_MSG_EQ(device->IsLinkUp(), false, "no session");
        NS_TEST_EXPECT_MSG_EQ(device->SendFrame(DataPlaneNetwork::MakePacket(frame)),
                              false,
                              "no session");
        NS_TEST_ASSERT_MSG_EQ(network.A().drops.size(), 1, "traced");
        NS_TEST_EXPECT_MSG_EQ(network.A().drops[0], PseudowireDevice::LINK_DOWN, "reason");
        NS_TEST_EXPECT_MSG_EQ(device->GetDropCount(PseudowireDevice::LINK_DOWN), 1, "counted");

        network.Open();
        NS_TEST_EXPECT_MSG_EQ(device->IsLinkUp(), true, "session");
        NS_TEST_EXPECT_MSG_EQ(changes, 1, "up");
        NS_TEST_EXPECT_MSG_EQ(network.A().packets.size(), 0, "nothing was queued");
        NS_TEST_EXPECT_MSG_EQ(sent, 0, "nothing was sent");

        network.A().session->Close();
        NS_TEST_EXPECT_MSG_EQ(device->IsLinkUp(), false, "no session");
        NS_TEST_EXPECT_MSG_EQ(changes, 2, "down");
        network.Open(network.A());
        NS_TEST_EXPECT_MSG_EQ(changes, 3, "it takes the next session");
        NS_TEST_EXPECT_MSG_EQ(device->SendFrame(DataPlaneNetwork::MakePacket(frame)), true, "sent");
        NS_TEST_EXPECT_MSG_EQ(sent, 1, "MacTx");

        SessionParameters parameters;
        parameters.localSessionId = 1;
        parameters.remoteSessionId = 2;
        Path path(InetSocketAddress(Ipv4Address::GetAny(), 0), InetSocketAddress("10.0.0.1", 0));
        auto session =
            Create<DataSession>(parameters, network.GetTransport(network.B()), path, nullptr);
        network.B().session->Close();
        Ptr<PseudowireDevice> other = network.B().device;
        session->SetCircuit(PeekPointer(other));
        NS_TEST_EXPECT_MSG_EQ(other->IsLinkUp(), true, "the peer's circuit is active");
        parameters.peerCircuitActive = false;
        session->UpdateParameters(parameters);
        NS_TEST_EXPECT_MSG_EQ(other->IsLinkUp(), false, "the peer's circuit is not active");
        NS_TEST_EXPECT_MSG_EQ(session->Send(DataPlaneNetwork::MakePacket(frame)),
                              false,
                              "nothing is sent to it");
        parameters.peerCircuitActive = true;
        session->UpdateParameters(parameters);
        NS_TEST_EXPECT_MSG_EQ(other->IsLinkUp(), true, "it is active again");
        session->Close();
        NS_TEST_EXPECT_MSG_EQ(other->IsLinkUp(), false, "no session");
    }
};

/**
 * @ingroup l2tp-tests
 * @brief Packet tags stay outside, byte tags pass.
 */
class Tags : public TestCase
{
  public:
    Tags()
        : TestCase("Packet tags and byte tags")
    {
    }

  private:
    void DoRun() override
    {
        DataPlaneNetwork network(Encapsulation::Udp);
        network.Open();
        network.B().device->TraceConnectWithoutContext("MacRx", MakeCallback(&Tags::Look, this));
        network.B().node->GetDevice(1)->TraceConnectWithoutContext("PhyRxEnd",
                                                                   MakeCallback(&Tags::AddTag));
        Ptr<Packet> packet = Create<Packet>(100);
        SocketIpTosTag tos;
        tos.SetTos(0xb8);
        packet->AddPacketTag(tos);
        packet->AddByteTag(FlowIdTag(42));
        network.A().device->Send(packet, network.B().device->GetAddress(), ETHERTYPE_EXPERIMENTAL);
        network.Run();
        NS_TEST_ASSERT_MSG_EQ(m_frames, 1, "received");
        NS_TEST_EXPECT_MSG_EQ(m_frame->GetSize(), 114, "what a trace has shown stays as it was");
        NS_TEST_ASSERT_MSG_EQ(network.A().packets.size(), 1, "sent");
        NS_TEST_EXPECT_MSG_EQ(+network.A().packets[0][1], 0, "TOS of the outer packet");
    }

    /**
     * @brief Give an outer packet a tag on its arrival.
     * @param packet the packet
     */
    static void AddTag(Ptr<const Packet> packet)
    {
        SocketPriorityTag priority;
        priority.SetPriority(6);
        packet->AddPacketTag(priority);
    }

    /**
     * @brief Look at the tags of a frame.
     * @param frame the frame
     */
    void Look(Ptr<const Packet> frame)
    {
        m_frames++;
        m_frame = frame;
        FlowIdTag flow;
        NS_TEST_EXPECT_MSG_EQ(frame->FindFirstMatchingByteTag(flow), true, "byte tag");
        NS_TEST_EXPECT_MSG_EQ(flow.GetFlowId(), 42, "its value");
        NS_TEST_EXPECT_MSG_EQ(frame->GetPacketTagIterator().HasNext(), false, "packet tag");
    }

    uint32_t m_frames{0};      //!< frames looked at
    Ptr<const Packet> m_frame; //!< the last of them
};

/**
 * @ingroup l2tp-tests
 * @brief Who gets which frame: own, group and foreign ones, frames with a length, short frames.
 */
class Delivery : public TestCase
{
  public:
    Delivery()
        : TestCase("Delivery to protocols")
    {
    }

  private:
    void DoRun() override
    {
        DataPlaneNetwork network(Encapsulation::Ip);
        Ptr<Node> node = network.B().node;
        Ptr<PseudowireDevice> device = network.B().device;
        node->RegisterProtocolHandler(MakeCallback(&Delivery::Take, this),
                                      ETHERTYPE_EXPERIMENTAL,
                                      device);
        node->RegisterProtocolHandler(MakeCallback(&Delivery::TakeAll, this), 0, device, true);
        network.Open();
        const Bytes frame = DataPlaneNetwork::MakeFrame(ETHERTYPE_EXPERIMENTAL, 60);
        Expect(network, frame, 1, NetDevice::PACKET_HOST, 46);
        Bytes other = frame;
        other[0] = 0x03;
        Expect(network, other, 1, NetDevice::PACKET_MULTICAST, 46);
        std::fill(other.begin(), other.begin() + 6, 0xff);
        Expect(network, other, 1, NetDevice::PACKET_BROADCAST, 46);
        other = frame;
        other[5] = 9;
        Expect(network, other, 0, NetDevice::PACKET_OTHERHOST, 46);

        const Bytes snap{0xaa, 0xaa, 0x03, 0, 0, 0, 0x88, 0xb5};
        Bytes withLength = DataPlaneNetwork::MakeFrame(18, 60);
        std::copy(snap.begin(), snap.end(), withLength.begin() + 14);
        Expect(network, withLength, 1, NetDevice::PACKET_HOST, 10);

        network.B().drops.clear();
        SendAndCount(network, DataPlaneNetwork::MakeFrame(18, 60), 0, 0);
        withLength[13] = 47;
        SendAndCount(network, withLength, 0, 0);
        SendAndCount(network, Bytes(13, 0xff), 0, 0);
        const std::vector<PseudowireDevice::DropReason> drops{PseudowireDevice::NO_PROTOCOL,
                                                              PseudowireDevice::NO_PROTOCOL,
                                                              PseudowireDevice::TOO_SHORT};
        NS_TEST_EXPECT_MSG_EQ((network.B().drops == drops), true, "reasons");
        NS_TEST_EXPECT_MSG_EQ(network.B().frames.size(), 8, "the sniffer saw them all");
    }

    /**
     * @brief Send a frame to B.
     * @param network the network
     * @param frame the frame
     * @param own how many the protocol handler gets
     * @param all how many the promiscuous handler gets
     */
    void SendAndCount(DataPlaneNetwork& network, const Bytes& frame, uint32_t own, uint32_t all)
    {
        m_own = 0;
        m_all = 0;
        network.A().device->SendFrame(DataPlaneNetwork::MakePacket(frame));
        network.Run();
        NS_TEST_EXPECT_MSG_EQ(m_own, own, "protocol handler");
        NS_TEST_EXPECT_MSG_EQ(m_all, all, "promiscuous handler");
    }

    /**
     * @brief Send a frame to B that is delivered.
     * @param network the network
     * @param frame the frame
     * @param own how many the protocol handler gets
     * @param type who it is for
     * @param size octets of the payload
     */
    void Expect(DataPlaneNetwork& network,
                const Bytes& frame,
                uint32_t own,
                NetDevice::PacketType type,
                uint32_t size)
    {
        SendAndCount(network, frame, own, 1);
        NS_TEST_EXPECT_MSG_EQ(m_type, type, "who it is for");
        NS_TEST_EXPECT_MSG_EQ(m_size, size, "payload");
    }

    /** @brief Take a frame for this device. @param packet the payload */
    void Take(Ptr<NetDevice>,
              Ptr<const Packet> packet,
              uint16_t,
              const Address&,
              const Address&,
              NetDevice::PacketType)
    {
        m_own++;
        m_size = packet->GetSize();
    }

    /** @brief Take any frame. @param packet the payload @param type who it is for */
    void TakeAll(Ptr<NetDevice>,
                 Ptr<const Packet> packet,
                 uint16_t,
                 const Address&,
                 const Address&,
                 NetDevice::PacketType type)
    {
        m_all++;
        m_size = packet->GetSize();
        m_type = type;
    }

    uint32_t m_own{0};                                    //!< frames for this device
    uint32_t m_all{0};                                    //!< all frames
    uint32_t m_size{0};                                   //!< octets of the last payload
    NetDevice::PacketType m_type{NetDevice::PACKET_HOST}; //!< who the last one was for
};

/**
 * @ingroup l2tp-tests
 * @brief Attribute Oversize set to Drop, and the private channel.
 */
class OversizeDrop : public TestCase
{
  public:
    OversizeDrop()
        : TestCase("Frames that do not fit are dropped if asked for")
    {
    }

  private:
    void DoRun() override
    {
        DataPlaneNetwork network(Encapsulation::Ip);
        Ptr<PseudowireDevice> device = network.A().device;
        device->SetAttribute("Oversize", StringValue("Drop"));
        network.Open();
        NS_TEST_EXPECT_MSG_EQ(device->SendFrame(Create<Packet>(1476)), true, "just fits");
        NS_TEST_EXPECT_MSG_EQ(device->SendFrame(Create<Packet>(1477)), false, "too big");
        NS_TEST_ASSERT_MSG_EQ(network.A().drops.size(), 1, "traced");
        NS_TEST_EXPECT_MSG_EQ(network.A().drops[0], PseudowireDevice::TOO_BIG, "reason");
        device->SetMtu(1000);
        NS_TEST_EXPECT_MSG_EQ(device->SendFrame(Create<Packet>(1018)), true, "just fits");
        NS_TEST_EXPECT_MSG_EQ(device->SendFrame(Create<Packet>(1019)), false, "too big");

        Ptr<Channel> channel = device->GetChannel();
        NS_TEST_ASSERT_MSG_EQ(channel->GetNDevices(), 1, "a channel of its own");
        NS_TEST_EXPECT_MSG_EQ((channel->GetDevice(0) == device), true, "with this device");
    }
};

} // namespace

std::vector<TestCase*>
MakePseudowireDeviceTests()
{
    return {new FramesUntouched(Encapsulation::Ip),
            new FramesUntouched(Encapsulation::Udp),
            new Mtu,
            new IpInterface(Encapsulation::Ip),
            new IpInterface(Encapsulation::Udp),
            new BridgePort,
            new LinkState,
            new Tags,
            new Delivery,
            new OversizeDrop};
}
