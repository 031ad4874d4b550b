// SPDX-License-Identifier: GPL-2.0-only

/**
 * @file
 * @ingroup l2tp-tests
 * @brief the same UDP traffic with and without a tunnel, to be measured by l2tp-bench.sh
 *
 * @verbatim
 *   left ---- router ---- right     two point-to-point links, static routes
 *     ::::::::::::::::::::::        mode tunnel, ip, udp: a tunnel from left to right
 * @endverbatim
 *
 * One UDP socket of left sends to one of right. In mode plain the packets are routed; in the other
 * modes they go to the address that right has inside the tunnel.
 */

#include "l2tp-rival-tunnel.h"

#include "ns3/boolean.h"
#include "ns3/command-line.h"
#include "ns3/inet-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/ipv4-static-routing-helper.h"
#include "ns3/l2tp-pseudowire-device.h"
#include "ns3/l2tp-static-session.h"
#include "ns3/net-device-container.h"
#include "ns3/node-container.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/traffic-control-helper.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

#include <functional>
#include <iostream>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::l2tp;

namespace
{

constexpr uint16_t PORT = 9;              //!< of the traffic
constexpr const char* LEFT = "10.1.1.1";  //!< outer address of the left node
constexpr const char* RIGHT = "10.1.2.2"; //!< outer address of the right node
const char* const COOKIE[]{"0011223344556677", "8899aabbccddeeff"}; //!< one of each end

/** @brief What the command line says. */
struct Options
{
    std::string mode{"plain"};    //!< plain, tunnel, ip or udp
    std::string qdisc{"default"}; //!< default or none
    bool cacheRoute{false};       //!< attribute of the static sessions
    uint32_t packets{1000};       //!< to be sent
    uint32_t payload{512};        //!< octets of UDP payload in each
};

/** @brief What makes up the tunnel, in the modes that have one. */
struct Tunnel
{
    NetDeviceContainer devices;               //!< inner interfaces of left and right
    std::vector<Ptr<RivalTunnel>> rivals;     //!< the ends in mode tunnel
    std::vector<Ptr<StaticSession>> sessions; //!< the ends in modes ip and udp
};

/**
 * @brief Join two nodes by a link that is never the bottleneck.
 * @param nodes the two
 * @param network the network; its addresses 1 and 2 are given to them
 * @param qdisc none to take the queue discs away again
 */
void
Link(const NodeContainer& nodes, const char* network, const std::string& qdisc)
{
    PointToPointHelper link;
    link.SetDeviceAttribute("DataRate", StringValue("1Gbps"));
    link.SetChannelAttribute("Delay", StringValue("10us"));
    const NetDeviceContainer devices = link.Install(nodes);
    Ipv4AddressHelper(network, "255.255.255.0").Assign(devices);
    if (qdisc == "none")
    {
        TrafficControlHelper::Default().Uninstall(devices);
    }
}

/**
 * @brief Make the topology.
 * @param nodes left, router, right
 * @param options the options
 */
void
Build(const NodeContainer& nodes, const Options& options)
{
    InternetStackHelper().Install(nodes);
    Link(NodeContainer(nodes.Get(0), nodes.Get(1)), "10.1.1.0", options.qdisc);
    Link(NodeContainer(nodes.Get(1), nodes.Get(2)), "10.1.2.0", options.qdisc);

    const auto route = [&nodes](uint32_t node, const char* network, const char* gateway) {
        Ipv4StaticRoutingHelper()
            .GetStaticRouting(nodes.Get(node)->GetObject<Ipv4>())
            ->AddNetworkRouteTo(network, "255.255.255.0", gateway, 1);
    };
    route(0, "10.1.2.0", "10.1.1.2");
    route(2, "10.1.1.0", "10.1.2.1");
}

/**
 * @brief Make one end of a pseudowire.
 * @param node where
 * @param end 0 on the left, 1 on the right
 * @param options the options
 * @param tunnel takes the device and the session
 */
void
AddPseudowire(Ptr<Node> node, uint32_t end, const Options& options, Tunnel& tunnel)
{
    auto device = CreateObject<PseudowireDevice>();
    node->AddDevice(device);
    auto session = CreateObject<StaticSession>();
    session->SetAttribute("Encapsulation", StringValue(options.mode == "ip" ? "Ip" : "Udp"));
    session->SetAttribute("PeerAddress", Ipv4AddressValue(end == 0 ? RIGHT : LEFT));
    session->SetAttribute("LocalSessionId", UintegerValue(1 + end));
    session->SetAttribute("RemoteSessionId", UintegerValue(2 - end));
    session->SetAttribute("LocalCookie", StringValue(COOKIE[end]));
    session->SetAttribute("RemoteCookie", StringValue(COOKIE[1 - end]));
    session->SetAttribute("CacheRoute", BooleanValue(options.cacheRoute));
    session->Open(node, PeekPointer(device));
    tunnel.devices.Add(device);
    tunnel.sessions.push_back(session);
}

/**
 * @brief Make the tunnel that the mode asks for.
 * @param nodes left, router, right
 * @param options the options
 * @param tunnel takes all that has to stay
 * @return where the traffic has to be sent to
 */
Ipv4Address
AddTunnel(const NodeContainer& nodes, const Options& options, Tunnel& tunnel)
{
    if (options.mode == "plain")
    {
        return RIGHT;
    }
    for (uint32_t end = 0; end < 2; ++end)
    {
        const Ptr<Node> node = nodes.Get(2 * end);
        if (options.mode == "tunnel")
        {
            auto rival = Create<RivalTunnel>(node, end == 0 ? RIGHT : LEFT);
            tunnel.devices.Add(rival->GetDevice());
            tunnel.rivals.push_back(rival);
        }
        else
        {
            AddPseudowire(node, end, options, tunnel);
        }
    }
    return Ipv4AddressHelper("10.9.0.0", "255.255.255.0").Assign(tunnel.devices).GetAddress(1);
}

/**
 * @brief Read the command line.
 * @param argc number of arguments
 * @param argv the arguments
 * @param options takes the options
 * @return false if an option has a value that does not exist
 */
bool
Parse(int argc, char* argv[], Options& options)
{
    CommandLine cmd(__FILE__);
    cmd.AddValue("mode", "plain, tunnel (written by hand), ip or udp (pseudowires)", options.mode);
    cmd.AddValue("qdisc", "queue disc of the links: default or none", options.qdisc);
    cmd.AddValue("cacheRoute", "let pseudowires look up the route only once", options.cacheRoute);
    cmd.AddValue("packets", "number of packets, 1 or more", options.packets);
    cmd.AddValue("payload", "octets of UDP payload in each packet, 0 to 1300", options.payload);
    cmd.Parse(argc, argv);

    const auto& mode = options.mode;
    return (mode == "plain" || mode == "tunnel" || mode == "ip" || mode == "udp") &&
           (options.qdisc == "default" || options.qdisc == "none") && options.packets > 0 &&
           options.payload <= 1300;
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    if (!Parse(argc, argv, options))
    {
        std::cerr << "l2tp-bench: illegal value of an option; see --help" << std::endl;
        return 1;
    }

    NodeContainer nodes;
    nodes.Create(3);
    Build(nodes, options);
    Tunnel tunnel;
    const Ipv4Address destination = AddTunnel(nodes, options, tunnel);

    uint32_t received = 0;
    const auto sink = Socket::CreateSocket(nodes.Get(2), UdpSocketFactory::GetTypeId());
    sink->Bind(InetSocketAddress(Ipv4Address::GetAny(), PORT));
    sink->SetRecvCallback(Callback<void, Ptr<Socket>>([&](Ptr<Socket> socket) {
        received += socket->Recv()->GetSize() == options.payload ? 1 : 0;
    }));

    const auto source = Socket::CreateSocket(nodes.Get(0), UdpSocketFactory::GetTypeId());
    uint32_t sent = 0;
    const std::function<void()> send = [&] {
        source->Send(Create<Packet>(options.payload));
        if (++sent < options.packets)
        {
            // The first packet has time to resolve the address at the other end of a pseudowire.
            Simulator::Schedule(sent == 1 ? Seconds(1) : MilliSeconds(1), send);
        }
    };
    Simulator::ScheduleWithContext(nodes.Get(0)->GetId(), Seconds(1), [&] {
        source->Connect(InetSocketAddress(destination, PORT));
        send();
    });
    Simulator::Run();
    Simulator::Destroy();

    std::cout << options.mode << ", queue disc " << options.qdisc << ": " << received << " of "
              << options.packets << " packets received" << std::endl;
    return received == options.packets ? 0 : 1;
}
