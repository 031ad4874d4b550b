// SPDX-License-Identifier: GPL-2.0-only

// A LAC restarts and calls again before the LNS has noticed: what to do with the old connection.
//
// What to watch: the LAC crashes at 1 s, is back at 2 s, and sends an SCCRQ. The LNS still has the
// old connection. With PeerRestart "Replace" the new connection of a peer that it knows, by Host
// Name and Router ID, tells it that the old one is gone: it drops that as soon as SCCCN has come.
// An SCCRQ alone would prove nothing, it may be the copy of an old one. With "Keep", the default,
// the old one lives until HELLO finds it dead: run with --keep.

#include "l2tp-teach-scene.h"

#include "ns3/simulator.h"
#include "ns3/string.h"

using namespace ns3;
using namespace ns3::l2tp;

int
main(int argc, char* argv[])
{
    const bool keep = argc > 1 && std::string(argv[1]) == "--keep";
    TeachScene scene(keep ? argc - 1 : argc, keep ? argv + 1 : argv);
    scene.helper.SetAttribute("HelloInterval", StringValue("5s"));
    scene.Build();
    scene.lns->SetAttribute("PeerRestart", StringValue(keep ? "Keep" : "Replace"));
    const auto peer = scene.Connect();
    scene.lac->PlaceCall(peer, "circuit");
    Simulator::Schedule(Seconds(1), &Lcce::Crash, scene.lac);
    Simulator::Schedule(Seconds(2), &Lcce::Restart, scene.lac);
    std::size_t connections = 0;
    Simulator::Schedule(Seconds(3), [&]() { connections = scene.lns->GetConnections(); });
    scene.Run(Seconds(keep ? 100 : 10));

    TeachScene::Say("At 3 s the LNS has " + std::to_string(connections) +
                    (connections == 1 ? " connection: the old one is gone."
                                      : " connections: the old one is still there."));
    TeachScene::Say(scene.deaths.empty() ? "No time-out was needed for that."
                                         : "HELLO on the old one finds it dead at " +
                                               TeachScene::Tell(scene.deaths.at(0)) + ".");
    return connections == (keep ? 2 : 1) ? 0 : 1;
}
