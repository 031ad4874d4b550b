// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-data-plane-network.h"

#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-interface-address.h"
#include "ns3/ipv4-static-routing-helper.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/udp-l4-protocol.h"
#include "ns3/uinteger.h"

using namespace ns3;
using namespace ns3::l2tp;

namespace
{

void
AddDefaultRoute(Ptr<Node> node, const char* gateway)
{
    Ipv4StaticRoutingHelper()
        .GetStaticRouting(node->GetObject<Ipv4>())
        ->SetDefaultRoute(Ipv4Address(gateway), 1);
}

void
RecordPacket(std::vector<Bytes>* to, Ptr<const Packet> packet, Ptr<Ipv4>, uint32_t interface)
{
    if (interface == 1)
    {
        to->push_back(DataPlaneNetwork::GetOctets(packet));
    }
}

void
RecordFrame(std::vector<Bytes>* to, Ptr<const Packet> frame)
{
    to->push_back(DataPlaneNetwork::GetOctets(frame));
}

void
RecordDrop(std::vector<PseudowireDevice::DropReason>* to,
           Ptr<const Packet>,
           PseudowireDevice::DropReason reason)
{
    to->push_back(reason);
}

} // namespace

DataPlaneNetwork::DataPlaneNetwork(Encapsulation encapsulation, uint16_t mtu)
    : m_encapsulation(encapsulation)
{
    NodeContainer nodes(3);
    Ptr<Node> router = nodes.Get(2);
    InternetStackHelper().Install(nodes);
    PointToPointHelper link;
    link.SetDeviceAttribute("DataRate", StringValue("1Gbps"));
    link.SetChannelAttribute("Delay", StringValue("1ms"));
    NetDeviceContainer first = link.Install(nodes.Get(0), router);
    link.SetDeviceAttribute("Mtu", UintegerValue(mtu));
    NetDeviceContainer second = link.Install(nodes.Get(1), router);
    second.Get(0)->SetMtu(1500);
    AddAddress(first.Get(0), "10.0.0.1");
    AddAddress(first.Get(1), "10.0.0.2");
    AddAddress(second.Get(0), "10.0.1.1");
    AddAddress(second.Get(1), "10.0.1.2");
    AddDefaultRoute(nodes.Get(0), "10.0.0.2");
    AddDefaultRoute(nodes.Get(1), "10.0.1.2");
    A().node = nodes.Get(0);
    B().node = nodes.Get(1);
    Prepare(A(), "02:00:00:00:00:01");
    Prepare(B(), "02:00:00:00:00:02");
    A().session->SetAttribute("LocalSessionId", UintegerValue(0x11));
    A().session->SetAttribute("RemoteSessionId", UintegerValue(0x77));
    A().session->SetAttribute("PeerAddress", Ipv4AddressValue("10.0.1.1"));
    B().session->SetAttribute("LocalSessionId", UintegerValue(0x77));
    B().session->SetAttribute("RemoteSessionId", UintegerValue(0x11));
    B().session->SetAttribute("PeerAddress", Ipv4AddressValue("10.0.0.1"));
}

DataPlaneNetwork::~DataPlaneNetwork()
{
    Simulator::Destroy();
}

void
DataPlaneNetwork::Prepare(End& end, const std::string& address)
{
    end.device = CreateObject<PseudowireDevice>();
    end.device->SetAddress(Mac48Address(address.c_str()));
    end.node->AddDevice(end.device);
    end.session = CreateObject<StaticSession>();
    end.session->SetAttribute("Encapsulation",
                              StringValue(m_encapsulation == Encapsulation::Ip ? "Ip" : "Udp"));
    end.node->GetObject<Ipv4>()->TraceConnectWithoutContext(
        "Tx",
        MakeBoundCallback(&RecordPacket, &end.packets));
    end.device->TraceConnectWithoutContext("PromiscSniffer",
                                           MakeBoundCallback(&RecordFrame, &end.frames));
    end.device->TraceConnectWithoutContext("MacTxDrop", MakeBoundCallback(&RecordDrop, &end.drops));
    end.device->TraceConnectWithoutContext("MacRxDrop", MakeBoundCallback(&RecordDrop, &end.drops));
}

void
DataPlaneNetwork::Open()
{
    for (End& end : m_ends)
    {
        end.session->Open(end.node, PeekPointer(end.device));
    }
    Run();
}

void
DataPlaneNetwork::Open(End& end)
{
    end.session->Open(end.node, PeekPointer(end.device));
    Run();
}

void
DataPlaneNetwork::AddAddress(Ptr<NetDevice> device, const char* address)
{
    Ptr<Ipv4> ipv4 = device->GetNode()->GetObject<Ipv4>();
    const uint32_t interface = ipv4->AddInterface(device);
    ipv4->AddAddress(interface, Ipv4InterfaceAddress(Ipv4Address(address), "255.255.255.0"));
    ipv4->SetUp(interface);
}

void
DataPlaneNetwork::AddressPseudowire()
{
    AddAddress(A().device, "192.168.0.1");
    AddAddress(B().device, "192.168.0.2");
}

void
DataPlaneNetwork::SetCookies(const std::string& ofA, const std::string& ofB)
{
    A().session->SetAttribute("LocalCookie", StringValue(ofA));
    A().session->SetAttribute("RemoteCookie", StringValue(ofB));
    B().session->SetAttribute("LocalCookie", StringValue(ofB));
    B().session->SetAttribute("RemoteCookie", StringValue(ofA));
}

void
DataPlaneNetwork::SetSequencing(const std::string& level)
{
    for (End& end : m_ends)
    {
        end.session->SetAttribute("ReceiveSublayer", StringValue("Default"));
        end.session->SetAttribute("TransmitSublayer", StringValue("Default"));
        end.session->SetAttribute("ReceiveSequencing", StringValue(level));
        end.session->SetAttribute("TransmitSequencing", StringValue(level));
    }
}

void
DataPlaneNetwork::Run()
{
    Simulator::Stop(Seconds(1));
    Simulator::Run();
}

void
DataPlaneNetwork::Inject(const Bytes& octets, uint16_t port)
{
    const Ipv4Address from("10.0.0.1");
    const Ipv4Address to("10.0.1.1");
    if (m_encapsulation == Encapsulation::Ip)
    {
        A().node->GetObject<Ipv4>()->Send(MakePacket(octets), from, to, 115, nullptr);
    }
    else
    {
        A().node->GetObject<UdpL4Protocol>()->Send(MakePacket(octets), from, to, 1701, port);
    }
    Run();
}

Bytes
DataPlaneNetwork::GetLastFromA()
{
    return A().packets.empty() ? Bytes()
                               : ByteView(A().packets.back()).Sub(GetOuterSize()).ToBytes();
}

Ptr<Transport>
DataPlaneNetwork::GetTransport(const End& end) const
{
    return Transport::Get(end.node, m_encapsulation);
}

std::size_t
DataPlaneNetwork::GetOuterSize() const
{
    return m_encapsulation == Encapsulation::Ip ? 20 : 28;
}

Bytes
DataPlaneNetwork::MakeFrame(uint16_t etherType, std::size_t size)
{
    Bytes frame{2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1};
    frame.push_back(etherType >> 8);
    frame.push_back(etherType & 0xff);
    while (frame.size() < size)
    {
        frame.push_back(static_cast<uint8_t>(frame.size()));
    }
    return frame;
}

Bytes
DataPlaneNetwork::GetOctets(Ptr<const Packet> packet)
{
    Bytes octets(packet->GetSize());
    packet->CopyData(octets.data(), octets.size());
    return octets;
}

Ptr<Packet>
DataPlaneNetwork::MakePacket(const Bytes& octets)
{
    return Create<Packet>(octets.data(), octets.size());
}
