// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-abort-probe.h"
#include "l2tp-data-plane-network.h"
#include "l2tp-data-plane-tests.h"

#include "ns3/arp-cache.h"
#include "ns3/inet-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-interface-address.h"
#include "ns3/ipv4-interface.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/l2tp-control-message.h"
#include "ns3/l2tp-control-receiver.h"
#include "ns3/l2tp-session-directory.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/test.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

#include <sstream>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::l2tp;

namespace
{

/**
 * @ingroup l2tp-tests
 * @brief Records the control messages that a transport hands out.
 */
class RecordingReceiver : public ControlReceiver
{
  public:
    /** @brief One control message. */
    struct Arrival
    {
        Ipv4Address to;   //!< destination address
        Ipv4Address from; //!< source address
        uint16_t port;    //!< source port
        Bytes image;      //!< the message
    };

    void ReceiveControl(const InetSocketAddress& local,
                        const InetSocketAddress& from,
                        ByteView image) override
    {
        arrivals.push_back({local.GetIpv4(), from.GetIpv4(), from.GetPort(), image.ToBytes()});
    }

    std::vector<Arrival> arrivals; //!< what has come
};

/**
 * @brief A control message as it is on the wire.
 * @param type its type
 * @return the octets from the T bit
 */
Bytes
MakeImage(MessageType type)
{
    ControlMessage message(type);
    message.SetControlConnectionId(0xc0ffee);
    return message.GetBytes().ToBytes();
}

/**
 * @brief A path from A to an address of B.
 * @param encapsulation IP or UDP
 * @param peer the address
 * @return the path
 */
Path
PathTo(Encapsulation encapsulation, const char* peer)
{
    const uint16_t port = encapsulation == Encapsulation::Udp ? UDP_PORT : 0;
    return Path(InetSocketAddress(Ipv4Address::GetAny(), port),
                InetSocketAddress(Ipv4Address(peer), port));
}

/**
 * @ingroup l2tp-tests
 * @brief Control messages on the wire, to whom they are handed, and what happens after Detach().
 *
 * R4.1.1.2-01, R4.1.1.2-02, R4.1.2.1-07 (first half), R3.2.2-03 (control).
 */
class ControlMessages : public TestCase
{
  public:
    explicit ControlMessages(Encapsulation encapsulation)
        : TestCase(std::string("Control messages over ") +
                   (encapsulation == Encapsulation::Ip ? "IP" : "UDP")),
          m_encapsulation(encapsulation)
    {
    }

  private:
    void DoRun() override
    {
        DataPlaneNetwork network(m_encapsulation);
        Ptr<Ipv4> ipv4 = network.B().node->GetObject<Ipv4>();
        ipv4->AddAddress(1, Ipv4InterfaceAddress("10.0.1.9", "255.255.255.0"));
        Ptr<Transport> sender = network.GetTransport(network.A());
        Ptr<Transport> receiver = network.GetTransport(network.B());
        RecordingReceiver first;
        RecordingReceiver second;
        receiver->Attach(first, "10.0.1.1", UDP_PORT);
        receiver->Attach(second, "10.0.1.9", UDP_PORT);

        const Bytes zlb = MakeImage(MessageType::Zlb);
        Send(*sender, "10.0.1.1", zlb);
        network.Run();
        const Bytes onWire = network.GetLastFromA();
        const std::size_t zeros = m_encapsulation == Encapsulation::Ip ? 4 : 0;
        NS_TEST_ASSERT_MSG_EQ(onWire.size(), 12 + zeros, "a ZLB has 12 octets");
        for (std::size_t i = 0; i < zeros; ++i)
        {
            NS_TEST_EXPECT_MSG_EQ(+onWire[i], 0, "zero octets over IP only");
        }
        NS_TEST_EXPECT_MSG_EQ(+onWire[zeros], 0xc8, "T, L and S");
        NS_TEST_EXPECT_MSG_EQ(+onWire[zeros + 1], 3, "Ver");
        NS_TEST_EXPECT_MSG_EQ(+onWire[zeros + 3], 12, "Length without the zero octets");

        Send(*sender, "10.0.1.9", MakeImage(MessageType::Hello));
        network.Run();
        NS_TEST_ASSERT_MSG_EQ(first.arrivals.size(), 1, "by address");
        NS_TEST_ASSERT_MSG_EQ(second.arrivals.size(), 1, "by address");
        NS_TEST_EXPECT_MSG_EQ((first.arrivals[0].image == zlb), true, "from the T bit on");
        NS_TEST_EXPECT_MSG_EQ(first.arrivals[0].from, Ipv4Address("10.0.0.1"), "address of A");
        NS_TEST_EXPECT_MSG_EQ(first.arrivals[0].port,
                              (m_encapsulation == Encapsulation::Udp ? UDP_PORT : 0),
                              "port of A");
        NS_TEST_EXPECT_MSG_EQ(second.arrivals[0].to, Ipv4Address("10.0.1.9"), "address it was for");

        receiver->Detach(first);
        Send(*sender, "10.0.1.1", zlb);
        network.Run();
        NS_TEST_EXPECT_MSG_EQ(first.arrivals.size(), 1, "nothing after Detach");
        NS_TEST_EXPECT_MSG_EQ(receiver->GetDropCount(TransportDropReason::Swallowed),
                              1,
                              "swallowed");
        NS_TEST_EXPECT_MSG_EQ(network.B().packets.size(), 0, "no ICMP tells of it");
    }

    /**
     * @brief Send a control message from A.
     * @param sender A's transport
     * @param peer where to
     * @param image the message
     */
    void Send(Transport& sender, const char* peer, const Bytes& image)
    {
        Path path = PathTo(m_encapsulation, peer);
        NS_TEST_EXPECT_MSG_EQ(sender.SendControl(path, image), true, "there is a route");
    }

    Encapsulation m_encapsulation; //!< IP or UDP
};

/**
 * @ingroup l2tp-tests
 * @brief Every value of Ver, and reserved bits, at the UDP port; messages as L2TPv2 has them come
 *        to the same port and are told apart (R4.7.2-01).
 *
 * R4.1.2-01, R4.1.2.1-04, R4.1.2.1-06, R4.1.2.1-07.
 */
class UdpDemultiplexing : public TestCase
{
  public:
    UdpDemultiplexing()
        : TestCase("Versions and reserved bits over UDP")
    {
    }

  private:
    void DoRun() override
    {
        DataPlaneNetwork network(Encapsulation::Udp);
        network.Open();
        Ptr<Transport> transport = network.GetTransport(network.B());
        RecordingReceiver receiver;
        transport->Attach(receiver, Ipv4Address::GetAny(), UDP_PORT);
        Bytes data{0, 0, 0, 0, 0, 0, 0, 0x77};
        const Bytes frame = DataPlaneNetwork::MakeFrame(0x88b5, 60);
        data.insert(data.end(), frame.begin(), frame.end());
        for (const uint8_t flags : {0x00, 0x80})
        {
            for (uint8_t version = 0; version < 16; ++version)
            {
                data[0] = flags;
                data[1] = version;
                network.Inject(data);
            }
        }
        NS_TEST_EXPECT_MSG_EQ(transport->GetDropCount(TransportDropReason::Version),
                              30,
                              "all versions but 3, data and control");
        NS_TEST_EXPECT_MSG_EQ(network.B().frames.size(), 1, "data of version 3");
        NS_TEST_EXPECT_MSG_EQ(receiver.arrivals.size(), 1, "control of version 3");

        data[0] = 0x7f;
        data[1] = 0xf3;
        data[2] = 0xff;
        data[3] = 0xff;
        network.Inject(data);
        NS_TEST_ASSERT_MSG_EQ(network.B().frames.size(), 2, "reserved bits are ignored");
        NS_TEST_EXPECT_MSG_EQ((network.B().frames[1] == frame), true, "and nothing is skipped");

        Bytes zeroWord{0, 0, 0, 0};
        const Bytes hello = MakeImage(MessageType::Hello);
        zeroWord.insert(zeroWord.end(), hello.begin(), hello.end());
        network.Inject(zeroWord);
        NS_TEST_EXPECT_MSG_EQ(receiver.arrivals.size(), 1, "a zero word is no mark over UDP");
        NS_TEST_EXPECT_MSG_EQ(transport->GetDropCount(TransportDropReason::Version), 31, "Ver 0");
        network.Inject(hello);
        NS_TEST_EXPECT_MSG_EQ(receiver.arrivals.size(), 2, "the T bit is");

        // Version 2: ZLB of tunnel 1, and data of its session 2.
        network.Inject({0xc8, 0x02, 0, 12, 0, 1, 0, 0, 0, 0, 0, 0});
        network.Inject({0x00, 0x02, 0, 1, 0, 2, 0xff, 0x03, 0x00, 0x21});
        NS_TEST_EXPECT_MSG_EQ(transport->GetDropCount(TransportDropReason::Version), 33, "Ver 2");
        NS_TEST_EXPECT_MSG_EQ(receiver.arrivals.size(), 2, "no control message of version 3");
        NS_TEST_EXPECT_MSG_EQ(network.B().frames.size(), 2, "and no data");
        NS_TEST_EXPECT_MSG_EQ(network.B().packets.size(), 0, "nothing is answered");
    }
};

/**
 * @ingroup l2tp-tests
 * @brief A Session ID that is taken but not bound yet, and one for all encapsulations.
 *
 * R4.1-03, R4.1-05.
 */
class Directory : public TestCase
{
  public:
    Directory()
        : TestCase("Session IDs of a node")
    {
    }

  private:
    void DoRun() override
    {
        DataPlaneNetwork network(Encapsulation::Udp);
        network.Open();
        Ptr<SessionDirectory> directory = SessionDirectory::Get(network.B().node);
        NS_TEST_EXPECT_MSG_EQ(directory->GetSize(), 1, "one session");
        NS_TEST_EXPECT_MSG_EQ(directory->IsFree(0), false, "0 is no Session ID");
        NS_TEST_EXPECT_MSG_EQ(directory->IsFree(0x77), false, "taken");
        directory->Reserve(0x78);
        NS_TEST_EXPECT_MSG_EQ(directory->IsFree(0x78), false, "taken");
        network.Inject({0, 3, 0, 0, 0, 0, 0, 0x78});
        Ptr<Transport> overUdp = network.GetTransport(network.B());
        NS_TEST_EXPECT_MSG_EQ(overUdp->GetDropCount(TransportDropReason::NotEstablished),
                              1,
                              "taken, but no session yet");
        directory->Release(0x78);
        NS_TEST_EXPECT_MSG_EQ(directory->IsFree(0x78), true, "free again");

        Ptr<Transport> overIp = Transport::Get(network.B().node, Encapsulation::Ip);
        NS_TEST_EXPECT_MSG_EQ((overIp->GetDirectory() == directory), true, "one for both");
        overIp->Open(0);
        const Bytes frame = DataPlaneNetwork::MakeFrame(0x88b5, 60);
        Bytes data = frame;
        data.insert(data.begin(), {0, 0, 0, 0x77});
        network.A().node->GetObject<Ipv4>()->Send(DataPlaneNetwork::MakePacket(data),
                                                  "10.0.0.1",
                                                  "10.0.1.1",
                                                  IP_PROTOCOL,
                                                  nullptr);
        network.Run();
        NS_TEST_ASSERT_MSG_EQ(network.B().frames.size(), 1, "the Session ID alone selects");
        NS_TEST_EXPECT_MSG_EQ((network.B().frames[0] == frame), true, "the frame as it was");
    }
};

/**
 * @ingroup l2tp-tests
 * @brief No route, and a route that leads through the pseudowire itself.
 */
class RoutesThatDoNotWork : public TestCase
{
  public:
    RoutesThatDoNotWork()
        : TestCase("No route, routing loop")
    {
    }

  private:
    void DoRun() override
    {
        DataPlaneNetwork network(Encapsulation::Udp);
        network.Open();
        Ptr<PseudowireDevice> device = network.A().device;
        network.AddressPseudowire();
        Ptr<Ipv4> ipv4 = network.A().node->GetObject<Ipv4>();
        ipv4->SetDown(1);
        const Bytes frame = DataPlaneNetwork::MakeFrame(0x88b5, 60);
        NS_TEST_EXPECT_MSG_EQ(device->SendFrame(DataPlaneNetwork::MakePacket(frame)),
                              false,
                              "there is no route");
        NS_TEST_EXPECT_MSG_EQ(network.A().session->GetDropCount(DataDropReason::NoRoute),
                              1,
                              "counted by the session");
        NS_TEST_EXPECT_MSG_EQ(device->GetDropCount(PseudowireDevice::REFUSED),
                              1,
                              "and by the device");
        Path path = PathTo(Encapsulation::Udp, "10.0.1.1");
        Ptr<Transport> transport = network.GetTransport(network.A());
        NS_TEST_EXPECT_MSG_EQ(transport->SendControl(path, MakeImage(MessageType::Hello)),
                              false,
                              "there is no route");
        NS_TEST_EXPECT_MSG_EQ(transport->GetDropCount(TransportDropReason::NoRoute), 1, "counted");

        ipv4->AddAddress(2, Ipv4InterfaceAddress("10.0.1.8", "255.255.255.0"));
        Ptr<ArpCache> cache =
            network.A().node->GetObject<Ipv4L3Protocol>()->GetInterface(2)->GetArpCache();
        ArpCache::Entry* entry = cache->Add("10.0.1.1");
        entry->SetMacAddress(device->GetBroadcast());
        entry->MarkPermanent();
        device->Send(Create<Packet>(46), device->GetBroadcast(), 0x88b5);
        network.Run();
        NS_TEST_EXPECT_MSG_EQ(network.A().session->GetDropCount(DataDropReason::RoutingLoop),
                              1,
                              "the loop ends");
    }
};

/**
 * @ingroup l2tp-tests
 * @brief Wrong configuration aborts with a sentence that names the attribute.
 *
 * R4.1-06 (cookie of 5 octets), R4.1.1.1-02, R5.4.4-83 (static session).
 */
class WrongConfiguration : public TestCase
{
  public:
    WrongConfiguration()
        : TestCase("Wrong configuration of transports and static sessions")
    {
    }

  private:
    void DoRun() override
    {
        Expect("LocalSessionId", "LocalSessionId", "0");
        Expect("RemoteSessionId", "RemoteSessionId", "0");
        Expect("0, 8 or 16 hexadecimal digits", "LocalCookie", "0102030405");
        Expect("0, 8 or 16 hexadecimal digits", "RemoteCookie", "0102030x");
        Expect("PeerAddress", "PeerAddress", "255.255.255.255");
        Expect("ReceiveSublayer", "ReceiveSequencing", "All");
        Expect("TransmitSublayer", "TransmitSequencing", "NonIp");
        Expect("", "LocalCookie", "01020304");

        ExpectText("LocalAddress", [] {
            DataPlaneNetwork network(Encapsulation::Udp);
            RecordingReceiver receivers[2];
            Ptr<Transport> transport = network.GetTransport(network.A());
            transport->Attach(receivers[0], "10.0.0.1", UDP_PORT);
            transport->Attach(receivers[1], Ipv4Address::GetAny(), UDP_PORT);
        });
        ExpectText("", [] {
            DataPlaneNetwork network(Encapsulation::Udp);
            RecordingReceiver receivers[2];
            Ptr<Transport> transport = network.GetTransport(network.A());
            transport->Attach(receivers[0], Ipv4Address::GetAny(), UDP_PORT);
            transport->Attach(receivers[1], Ipv4Address::GetAny(), 40000);
        });
        ExpectText("UDP port 1701 is taken", [] {
            DataPlaneNetwork network(Encapsulation::Udp);
            Ptr<Socket> socket =
                Socket::CreateSocket(network.A().node, UdpSocketFactory::GetTypeId());
            socket->Bind(InetSocketAddress(Ipv4Address::GetAny(), UDP_PORT));
            network.GetTransport(network.A())->Open(UDP_PORT);
        });
        ExpectText("LocalSessionId of a static session: 17 is in use", [] {
            DataPlaneNetwork network(Encapsulation::Ip);
            SessionDirectory::Get(network.A().node)->Reserve(0x11);
            network.Open();
        });
        ExpectText("needs an IPv4 stack",
                   [] { Transport::Get(CreateObject<Node>(), Encapsulation::Ip); });
    }

    /**
     * @brief Open a session with one attribute changed.
     * @param text what the message has to contain; empty: it does not abort
     * @param attribute name
     * @param value value
     */
    void Expect(const std::string& text, const std::string& attribute, const std::string& value)
    {
        ExpectText(text, [&attribute, &value] {
            DataPlaneNetwork network(Encapsulation::Udp);
            network.A().session->SetAttribute(attribute, StringValue(value));
            network.Open();
        });
    }

    /**
     * @brief Run something that aborts.
     * @param text what the message has to contain; empty: it does not abort
     * @param action what to run
     */
    void ExpectText(const std::string& text, const std::function<void()>& action)
    {
        const std::string message = GetAbortMessage(action);
        NS_TEST_EXPECT_MSG_EQ(message.empty(), text.empty(), "aborts or not: " << text);
        NS_TEST_EXPECT_MSG_NE(message.find(text), std::string::npos, message);
    }
};

/**
 * @ingroup l2tp-tests
 * @brief Packets print what they carry, decoded.
 */
class PrintedPackets : public TestCase
{
  public:
    PrintedPackets()
        : TestCase("Packets print L2TP")
    {
    }

  private:
    void DoRun() override
    {
        for (const Encapsulation encapsulation : {Encapsulation::Ip, Encapsulation::Udp})
        {
            DataPlaneNetwork network(encapsulation);
            network.Open();
            network.A().node->GetObject<Ipv4>()->TraceConnectWithoutContext(
                "Tx",
                MakeCallback(&PrintedPackets::Print, this));
            Path path = PathTo(encapsulation, "10.0.1.1");
            network.GetTransport(network.A())->SendControl(path, MakeImage(MessageType::Hello));
            Expect("HELLO ccid=");
            network.A().device->Send(Create<Packet>(46), network.B().device->GetAddress(), 0x88b5);
            Expect("Session ID=");
            Expect("EthernetHeader");
        }
    }

    /**
     * @brief Print a packet.
     * @param packet the packet
     */
    void Print(Ptr<const Packet> packet, Ptr<Ipv4>, uint32_t)
    {
        std::ostringstream stream;
        packet->Print(stream);
        m_last = stream.str();
    }

    /**
     * @brief Look at what the last packet printed.
     * @param text what it has to contain
     */
    void Expect(const std::string& text)
    {
        NS_TEST_EXPECT_MSG_NE(m_last.find(text), std::string::npos, text << " in " << m_last);
    }

    std::string m_last; //!< what the last packet printed
};

} // namespace

std::vector<TestCase*>
MakeTransportTests()
{
    return {new ControlMessages(Encapsulation::Ip),
            new ControlMessages(Encapsulation::Udp),
            new UdpDemultiplexing,
            new Directory,
            new RoutesThatDoNotWork,
            new WrongConfiguration,
            new PrintedPackets};
}
