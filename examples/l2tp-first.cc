// SPDX-License-Identifier: GPL-2.0-only

// The shortest script: a LAC places a call to an LNS, and both are watched.

#include "ns3/core-module.h"
#include "ns3/l2tp-module.h"
#include "ns3/network-module.h"

using namespace ns3;
using namespace ns3::l2tp;

int
main(int argc, char* argv[])
{
    CommandLine(__FILE__).Parse(argc, argv);
    StarHelper helper; // LACs and LNSs with links, addresses, routes, LCCEs and pseudowires
    helper.SetAttribute("ReceiveWindowSize", UintegerValue(8));
    Star star = helper.InstallStar(NodeContainer(1), NodeContainer(1)); // one LNS, one LAC

    Ladder ladder;
    ladder.Watch(star.GetLac(0), "LAC");
    ladder.Watch(star.GetLns(0), "LNS");
    Simulator::Schedule(Seconds(3), &Lcce::HangUp, star.GetLac(0), star.plans[0].calls[0].handle);

    Simulator::Stop(Seconds(5));
    Simulator::Run();
    ladder.Print(std::cout);
    Simulator::Destroy();
}
