// SPDX-License-Identifier: GPL-2.0-only

// A pseudowire between two nodes by a static session, without any control connection.
//
//   192.168.0.1                                     192.168.0.2
//   pseudowire ....................................  pseudowire
//        A ---------------- router ---------------- B
//     10.0.0.1                                   10.0.1.1
//
// Both ends are configured with Session IDs, cookies and the rest (RFC 3931 section 3). A sends UDP
// datagrams to B's address on the pseudowire, B echoes them.

#include "ns3/l2tp-static-session.h"

#include "ns3/abort.h"
#include "ns3/command-line.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/ipv4-global-routing-helper.h"
#include "ns3/l2tp-pseudowire-device.h"
#include "ns3/mac48-address.h"
#include "ns3/net-device-container.h"
#include "ns3/node-container.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/trace-helper.h"
#include "ns3/udp-echo-helper.h"
#include "ns3/uinteger.h"

#include <cstdint>
#include <iostream>
#include <string>

using namespace ns3;
using namespace ns3::l2tp;

namespace
{

/** @brief What the command line sets. */
struct Options
{
    std::string transport{"udp"}; //!< udp or ip
    uint32_t cookie{8};           //!< octets
    bool sequencing{false};       //!< sequence numbers on all frames
    uint32_t packets{5};          //!< datagrams to send
    uint32_t size{1000};          //!< octets of a datagram
    std::string pcap;             //!< prefix of capture files; empty: none
};

/**
 * @brief Read the command line; a wrong value ends the program.
 * @param argc number of words
 * @param argv the words
 * @return the options
 */
Options
Parse(int argc, char* argv[])
{
    Options options;
    CommandLine cmd(__FILE__);
    cmd.AddValue("transport", "udp (port 1701) or ip (protocol 115)", options.transport);
    cmd.AddValue("cookie", "octets of the cookies: 0, 4 or 8", options.cookie);
    cmd.AddValue("sequencing", "give all frames sequence numbers", options.sequencing);
    cmd.AddValue("packets", "datagrams to send", options.packets);
    cmd.AddValue("size", "octets of a datagram", options.size);
    cmd.AddValue("pcap", "prefix of capture files; none if empty", options.pcap);
    cmd.Parse(argc, argv);
    NS_ABORT_MSG_IF(options.transport != "udp" && options.transport != "ip",
                    "--transport takes udp or ip, not " << options.transport);
    NS_ABORT_MSG_IF(options.cookie != 0 && options.cookie != 4 && options.cookie != 8,
                    "--cookie takes 0, 4 or 8, not " << options.cookie);
    return options;
}

/**
 * @brief Make one end of the session and its device.
 * @param node where
 * @param peer address of the other end
 * @param local Session ID and cookie digits of this end
 * @param remote those of the other end
 * @param options the options
 * @return the session, and the device
 */
std::pair<Ptr<StaticSession>, Ptr<PseudowireDevice>>
MakeEnd(Ptr<Node> node,
        Ipv4Address peer,
        const std::pair<uint32_t, std::string>& local,
        const std::pair<uint32_t, std::string>& remote,
        const Options& options)
{
    Ptr<PseudowireDevice> device = CreateObject<PseudowireDevice>();
    node->AddDevice(device);
    Ptr<StaticSession> session = CreateObject<StaticSession>();
    session->SetAttribute("Encapsulation", StringValue(options.transport == "ip" ? "Ip" : "Udp"));
    session->SetAttribute("PeerAddress", Ipv4AddressValue(peer));
    session->SetAttribute("LocalSessionId", UintegerValue(local.first));
    session->SetAttribute("RemoteSessionId", UintegerValue(remote.first));
    session->SetAttribute("LocalCookie", StringValue(local.second.substr(0, 2 * options.cookie)));
    session->SetAttribute("RemoteCookie", StringValue(remote.second.substr(0, 2 * options.cookie)));
    for (const std::string direction : {"Receive", "Transmit"})
    {
        session->SetAttribute(direction + "Sublayer",
                              StringValue(options.sequencing ? "Default" : "None"));
        session->SetAttribute(direction + "Sequencing",
                              StringValue(options.sequencing ? "All" : "None"));
    }
    session->Open(node, PeekPointer(device));
    return {session, device};
}

/**
 * @brief Write what a device sends and receives to a capture file.
 * @param name name of the file
 * @param device the device
 */
void
Capture(const std::string& name, Ptr<PseudowireDevice> device)
{
    PcapHelper helper;
    constexpr auto ethernet = static_cast<PcapHelper::DataLinkType>(1);
    helper.HookDefaultSink<PseudowireDevice>(device,
                                             "PromiscSniffer",
                                             helper.CreateFile(name, std::ios::out, ethernet));
    std::cout << "frames in the pseudowire: " << name << std::endl;
}

/**
 * @brief Say that an echo has come back.
 * @param packet the datagram
 */
void
PrintEcho(Ptr<const Packet> packet)
{
    std::cout << Simulator::Now().As(Time::MS) << " A: echo of " << packet->GetSize() << " octets"
              << std::endl;
}

/**
 * @brief Say what has become of a device.
 * @param name name of the node
 * @param device the device
 */
void
PrintDevice(const char* name, Ptr<PseudowireDevice> device)
{
    std::cout << Simulator::Now().As(Time::MS) << " " << name << ": link "
              << (device->IsLinkUp() ? "up" : "down") << ", MTU " << device->GetMtu();
    if (Ptr<const DataSession> session = device->GetSession())
    {
        std::cout << ", header " << session->GetDataPath().GetOverhead() << " octets, "
                  << session->GetSentCount() << " frames sent, " << session->GetReceivedCount()
                  << " received";
    }
    std::cout << std::endl;
}

} // namespace

int
main(int argc, char* argv[])
{
    const Options options = Parse(argc, argv);

    NodeContainer nodes(3);
    InternetStackHelper().Install(nodes);
    PointToPointHelper link;
    link.SetDeviceAttribute("DataRate", StringValue("100Mbps"));
    link.SetChannelAttribute("Delay", StringValue("5ms"));
    NetDeviceContainer underlay = link.Install(nodes.Get(0), nodes.Get(1));
    underlay.Add(link.Install(nodes.Get(1), nodes.Get(2)));
    Ipv4AddressHelper addresses("10.0.0.0", "255.255.255.0");
    addresses.Assign(NetDeviceContainer(underlay.Get(0), underlay.Get(1)));
    addresses.SetBase("10.0.1.0", "255.255.255.0", "0.0.0.1");
    addresses.Assign(NetDeviceContainer(underlay.Get(3), underlay.Get(2)));
    Ipv4GlobalRoutingHelper::PopulateRoutingTables();

    const std::pair<uint32_t, std::string> ofA{0xa, "1122334455667788"};
    const std::pair<uint32_t, std::string> ofB{0xb, "99aabbccddeeff00"};
    const auto endA = MakeEnd(nodes.Get(0), "10.0.1.1", ofA, ofB, options);
    const auto endB = MakeEnd(nodes.Get(2), "10.0.0.1", ofB, ofA, options);
    NetDeviceContainer pseudowire(endA.second);
    pseudowire.Add(endB.second);
    addresses.SetBase("192.168.0.0", "255.255.255.0");
    addresses.Assign(pseudowire);

    constexpr uint16_t port = 7;
    UdpEchoServerHelper(port).Install(nodes.Get(2)).Start(Seconds(0));
    UdpEchoClientHelper client(Ipv4Address("192.168.0.2"), port);
    client.SetAttribute("MaxPackets", UintegerValue(options.packets));
    client.SetAttribute("Interval", StringValue("100ms"));
    client.SetAttribute("PacketSize", UintegerValue(options.size));
    ApplicationContainer clients = client.Install(nodes.Get(0));
    clients.Start(MilliSeconds(10));
    clients.Get(0)->TraceConnectWithoutContext("Rx", MakeCallback(&PrintEcho));
    if (!options.pcap.empty())
    {
        link.EnablePcap(options.pcap + "-underlay", NetDeviceContainer(underlay.Get(0)));
        Capture(options.pcap + "-pseudowire.pcap", endA.second);
    }

    Simulator::Stop(MilliSeconds(100) * (options.packets + 2));
    Simulator::Run();
    PrintDevice("A", endA.second);
    PrintDevice("B", endB.second);
    const uint64_t received = endB.first->GetDataSession()->GetReceivedCount();
    const uint64_t sent = endA.first->GetDataSession()->GetSentCount();
    Simulator::Destroy();
    return received == sent ? 0 : 1;
}
