// SPDX-License-Identifier: GPL-2.0-only

// Both ends open a connection at the same time, and a tie breaker decides.
//
// What to watch: the two SCCRQs cross. Each end gets an SCCRQ while it waits for the reply to its
// own. Both compare the Tie Breaker AVPs: the lower value wins. The winner refuses the other
// request by StopCCN and waits on; the loser drops its own and answers (RFC 3931 section 5.4.3). So
// one connection is left, and both know which.

#include "l2tp-teach-scene.h"

#include "ns3/boolean.h"

using namespace ns3;
using namespace ns3::l2tp;

int
main(int argc, char* argv[])
{
    TeachScene scene(argc, argv);
    scene.helper.SetAttribute("TieBreaker", BooleanValue(true));
    scene.Build();
    const auto atLac = scene.Connect();
    const auto atLns = scene.lns->Connect(Ipv4Address("10.0.0.1"));
    scene.Run(Seconds(100));

    const bool lacWins = scene.CountSent(true, MessageType::Scccn) > 0;
    TeachScene::Say(std::string("The ") + (lacWins ? "LAC" : "LNS") +
                    " has the lower value: it sends SCCCN, the other one SCCRP. " +
                    std::to_string(scene.CountSent(true, MessageType::StopCcn) +
                                   scene.CountSent(false, MessageType::StopCcn)) +
                    " StopCCN tells the loser, in case its SCCRQ comes first.");
    TeachScene::Say("Connections in the end: " + std::to_string(scene.lac->GetConnections()) +
                    " at the LAC, " + std::to_string(scene.lns->GetConnections()) +
                    " at the LNS; the handles of both ends name the same one.");
    return scene.lac->IsConnected(atLac) && scene.lns->IsConnected(atLns) &&
                   scene.lac->GetConnections() == 1
               ? 0
               : 1;
}
