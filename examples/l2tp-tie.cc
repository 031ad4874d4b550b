// SPDX-License-Identifier: GPL-2.0-only

// Two LACs that cross-connect a circuit each open a connection and ask for the session at once.
//
//   circuit .... LAC A 10.0.0.1 ------------------ 10.0.0.2 LAC B .... circuit
//
// With tie breakers (RFC 3931 sections 5.4.3 and 5.4.4) both see that the two requests mean the
// same, and the one with the lower value stays. Without them there are two connections, and two
// requests for a circuit that each end has promised to its own one.

#include "ns3/boolean.h"
#include "ns3/command-line.h"
#include "ns3/enum.h"
#include "ns3/global-value.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/l2tp-helper.h"
#include "ns3/l2tp-ladder.h"
#include "ns3/node-container.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::l2tp;

int
main(int argc, char* argv[])
{
    bool tie = true;
    bool overIp = false;
    std::string pcap;
    CommandLine cmd(__FILE__);
    cmd.AddValue("tie", "use tie breakers", tie);
    cmd.AddValue("ip", "run over IP (protocol 115), not UDP", overIp);
    cmd.AddValue("pcap", "prefix of a capture file; none if empty", pcap);
    cmd.Parse(argc, argv);
    // Wireshark checks checksums, which ns-3 computes only if it is told to before there are nodes.
    GlobalValue::Bind("ChecksumEnabled", BooleanValue(!pcap.empty()));

    NodeContainer nodes(2);
    InternetStackHelper().Install(nodes);
    PointToPointHelper link;
    link.SetDeviceAttribute("DataRate", StringValue("100Mbps"));
    link.SetChannelAttribute("Delay", StringValue("20ms"));
    const auto devices = link.Install(nodes);
    Ipv4AddressHelper("10.0.0.0", "255.255.255.0").Assign(devices);

    L2tpHelper helper;
    helper.SetAttribute("Encapsulation", EnumValue(overIp ? Lcce::IP : Lcce::UDP));
    helper.SetAttribute("HelloInterval", StringValue("0s"));
    helper.SetAttribute("TieBreaker", BooleanValue(tie));
    helper.SetAttribute("SessionTieBreaker", BooleanValue(tie));
    Ladder ladder;
    std::vector<Ptr<Lcce>> lacs;
    std::vector<Ptr<PseudowireDevice>> circuits;
    for (uint32_t i = 0; i < 2; i++)
    {
        lacs.push_back(helper.InstallLcce(nodes.Get(i)));
        circuits.push_back(helper.InstallDevice(lacs[i], "circuit"));
        ladder.Watch(lacs[i], i == 0 ? "A" : "B");
    }
    L2tpHelper::AssignStreams(nodes, 1);
    if (!pcap.empty())
    {
        link.EnablePcap(pcap, devices.Get(0));
    }

    std::vector<uint32_t> peers;
    for (uint32_t i = 0; i < 2; i++)
    {
        peers.push_back(lacs[i]->Connect(Ipv4Address(i == 0 ? "10.0.0.2" : "10.0.0.1")));
        lacs[i]->PlaceCall(peers[i], "circuit");
    }
    uint32_t up = 0;
    // What has lost a tie is kept for a while, to answer copies of its messages.
    Simulator::Schedule(Seconds(100), [&]() {
        for (uint32_t i = 0; i < 2; i++)
        {
            std::cout << (i == 0 ? "A: " : "B: ") << lacs[i]->GetConnections() << " connections, "
                      << lacs[i]->GetSessions() << " sessions, circuit "
                      << (circuits[i]->IsLinkUp() ? "up" : "down") << "\n";
            up += circuits[i]->IsLinkUp();
            lacs[i]->Disconnect(peers[i]);
        }
    });
    Simulator::Run();
    std::cout << "\n";
    ladder.Print(std::cout);
    Simulator::Destroy();
    return up == (tie ? 2 : 0) ? 0 : 1;
}
