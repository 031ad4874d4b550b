// SPDX-License-Identifier: GPL-2.0-only

// An LNS asks a LAC to place calls: one is answered, one is busy, one rings in vain.
//
//   LNS 10.0.0.1 ------------------ 10.0.0.2 LAC .... subscribers
//        OCRQ, OCRP, OCCN or CDN                  calls
//
// The LAC is told who places calls by Lcce::SetCallPlacer(); here that is a table of how long each
// subscriber takes. A permanent circuit needs none: it is there, and the call succeeds at once.

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
#include <map>
#include <string>

using namespace ns3;
using namespace ns3::l2tp;

namespace
{

/** @brief What a subscriber does when the telephone rings. */
enum class Answer
{
    PickUp, //!< after three seconds
    Busy,   //!< is talking already
    Ring,   //!< nobody is there
};

/**
 * @brief Places the calls of the LAC.
 * @param lac the LAC
 * @param session session that the LNS has asked for
 * @param request what it has asked for
 */
void
PlaceCall(Ptr<Lcce> lac, uint32_t session, const SessionRequest& request)
{
    static const std::map<std::string, Answer> subscribers{{"anna", Answer::PickUp},
                                                           {"bert", Answer::Busy},
                                                           {"carl", Answer::Ring}};
    const auto subscriber = subscribers.find(request.remoteEndId);
    std::cout << Simulator::Now().As(Time::S) << " LAC: calls " << request.remoteEndId << "\n";
    if (subscriber == subscribers.end())
    {
        lac->CallFailed(session, CdnResult::PermanentLackOfFacilities, "no such subscriber");
    }
    else if (subscriber->second == Answer::PickUp)
    {
        Simulator::Schedule(Seconds(3), [lac, session]() { lac->CallPlaced(session); });
    }
    else if (subscriber->second == Answer::Busy)
    {
        Simulator::Schedule(Seconds(1), [lac, session]() {
            lac->CallFailed(session, CdnResult::TemporaryLackOfFacilities, "busy");
        });
    }
}

/**
 * @brief A call has been answered.
 * @param event the session at the LNS
 */
void
PrintUp(const SessionUpEvent& event)
{
    std::cout << Simulator::Now().As(Time::S) << " LNS: connected to "
              << event.parameters.remoteEndId << "\n";
}

/**
 * @brief A call has ended, or has never been answered.
 * @param event the session at the LNS
 */
void
PrintDown(const SessionDownEvent& event)
{
    std::cout << Simulator::Now().As(Time::S)
              << " LNS: " << (event.established ? "disconnected from " : "no connection to ")
              << event.remoteEndId << ", result " << event.reason.result;
    if (!event.reason.text.empty())
    {
        std::cout << " (" << event.reason.text << ")";
    }
    std::cout << "\n";
}

} // namespace

int
main(int argc, char* argv[])
{
    bool overIp = false;
    std::string pcap;
    CommandLine cmd(__FILE__);
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
    helper.SetAttribute("CallPlacementTimeout", StringValue("10s"));
    const auto lns = helper.InstallLcce(nodes.Get(0));
    const auto lac = helper.InstallLcce(nodes.Get(1));
    L2tpHelper::AssignStreams(nodes, 1);
    helper.InstallDevice(lac, "permanent");
    lns->TraceConnectWithoutContext("SessionUp", MakeCallback(&PrintUp));
    lns->TraceConnectWithoutContext("SessionDown", MakeCallback(&PrintDown));
    lac->SetCallPlacer(Lcce::CallPlacer([lac](uint32_t session, const SessionRequest& request) {
                           PlaceCall(lac, session, request);
                       }),
                       Lcce::CallReleaser([](uint32_t) {
                           std::cout << Simulator::Now().As(Time::S) << " LAC: on hook\n";
                       }));
    Ladder ladder;
    ladder.Watch(lns, "LNS");
    ladder.Watch(lac, "LAC");
    if (!pcap.empty())
    {
        link.EnablePcap(pcap, devices.Get(0));
    }

    const auto peer = lns->Connect(Ipv4Address("10.0.0.2"));
    int second = 1;
    for (const std::string subscriber : {"anna", "bert", "carl", "dora"})
    {
        helper.InstallDevice(lns, subscriber);
        Simulator::Schedule(Seconds(second++), [lns, peer, subscriber]() {
            auto request = lns->MakeRequest(subscriber);
            request.direction = CallDirection::Outgoing;
            const auto call = lns->PlaceCall(peer, request);
            Simulator::Schedule(Seconds(20), &Lcce::HangUp, lns, call);
        });
    }
    Simulator::Schedule(Seconds(30), &Lcce::Disconnect, lns, peer);
    Simulator::Run();
    std::cout << "\n";
    ladder.Print(std::cout);
    const bool idle = lns->GetSessions() + lac->GetSessions() == 0;
    Simulator::Destroy();
    return idle ? 0 : 1;
}
