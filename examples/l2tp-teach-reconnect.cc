// SPDX-License-Identifier: GPL-2.0-only

// A peer is lost and comes back: the connection and its session are set up anew.
//
// What to watch: the LNS crashes at 2 s and is back at 20 s. The LAC finds it dead by HELLO, and
// calls again after 1, 2, 4, ... s. Each attempt is a new connection with a new Control Connection
// ID, and Ns begins at 0. When one is answered, the call is placed again, too.

#include "l2tp-teach-scene.h"

#include "ns3/simulator.h"
#include "ns3/string.h"

using namespace ns3;
using namespace ns3::l2tp;

int
main(int argc, char* argv[])
{
    TeachScene scene(argc, argv);
    scene.helper.SetAttribute("HelloInterval", StringValue("3s"));
    scene.helper.SetAttribute("MaxRetransmissions", StringValue("2"));
    scene.helper.SetAttribute("Reconnect", StringValue("true"));
    scene.Build();
    const auto peer = scene.Connect();
    scene.lac->PlaceCall(peer, "circuit");
    Simulator::Schedule(Seconds(2), &Lcce::Crash, scene.lns);
    Simulator::Schedule(Seconds(20), &Lcce::Restart, scene.lns);
    scene.Run(Seconds(40));

    TeachScene::Say("The LAC finds the LNS dead at " + TeachScene::Tell(scene.deaths.at(0)) +
                    " for the first time. Attempts that come to nothing: " +
                    std::to_string(scene.deaths.size() - 1) +
                    ". The one that is answered brings the connection " + "back at " +
                    TeachScene::Tell(scene.ups.at(2)) + " and the session at " +
                    TeachScene::Tell(scene.sessions.at(2)) + ".");
    TeachScene::Say(
        "The script has done nothing for that: the handles of Connect() and PlaceCall() "
        "name what is there now, call " +
        std::string(scene.lac->IsConnected(peer) ? "connected" : "lost") + ".");
    return scene.lac->IsConnected(peer) && scene.sessions.size() == 4 ? 0 : 1;
}
