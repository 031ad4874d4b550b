// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-system-echo.h"

#include "ns3/application-container.h"
#include "ns3/simulator.h"
#include "ns3/udp-echo-helper.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3
{
namespace l2tp
{
namespace tests
{

namespace
{

constexpr uint16_t PORT = 9;

} // namespace

SystemEcho::SystemEcho(Ptr<Node> client, Ipv4Address server, const Plan& plan)
{
    UdpEchoClientHelper helper(server, PORT);
    helper.SetAttribute("MaxPackets", UintegerValue(plan.count));
    helper.SetAttribute("Interval", TimeValue(plan.interval));
    helper.SetAttribute("PacketSize", UintegerValue(plan.size - HEADERS));
    auto application = helper.Install(client);
    application.Start(plan.first);
    application.Get(0)->TraceConnectWithoutContext("Tx", MakeCallback(&SystemEcho::Sent, this));
    application.Get(0)->TraceConnectWithoutContext("Rx", MakeCallback(&SystemEcho::Answered, this));
}

void
SystemEcho::InstallServer(Ptr<Node> node)
{
    UdpEchoServerHelper(PORT).Install(node);
}

uint32_t
SystemEcho::Count(const std::vector<Time>& times, Time begin, Time end)
{
    return static_cast<uint32_t>(std::count_if(times.begin(), times.end(), [=](Time time) {
        return begin <= time && time < end;
    }));
}

void
SystemEcho::Sent(Ptr<const Packet>)
{
    sent.push_back(Simulator::Now());
}

void
SystemEcho::Answered(Ptr<const Packet>)
{
    answered.push_back(Simulator::Now());
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
