// SPDX-License-Identifier: GPL-2.0-only

// A small receive window, and a loss in it: everything behind has to wait.
//
// What to watch: the LNS takes four messages at a time. Eight calls are placed at 1 s; four ICRQs
// leave. The first one is lost. The LNS keeps the three that have come early, and cannot
// acknowledge them: Nr stays where it is. The LAC's window is full and it falls silent, until the
// timer of the oldest message expires. Then one copy fills the gap, one Nr acknowledges all four,
// and the window opens at once.

#include "l2tp-teach-scene.h"

#include "ns3/simulator.h"
#include "ns3/string.h"

#include <algorithm>
#include <string>

using namespace ns3;
using namespace ns3::l2tp;

int
main(int argc, char* argv[])
{
    TeachScene scene(argc, argv);
    scene.helper.SetAttribute("ReceiveWindowSize", StringValue("4"));
    scene.helper.SetAttribute("CongestionControl", StringValue("ns3::l2tp::FixedWindow"));
    scene.Build();
    scene.toLns->Drop(3); // behind SCCRQ and SCCCN
    const auto peer = scene.Connect();
    Simulator::Schedule(Seconds(1), [&scene, peer]() {
        for (uint32_t i = 0; i < 8; ++i)
        {
            scene.lac->PlaceCall(peer, "circuit " + std::to_string(i));
        }
    });
    scene.Run(Seconds(5));

    const auto fourth = scene.When(true, true, MessageType::Icrq, 3);
    const auto copy = scene.When(true, true, MessageType::Icrq, 4);
    const auto fifth = scene.When(true, true, MessageType::Icrq, 5);
    TeachScene::Say("Four ICRQs leave at " + TeachScene::Tell(fourth) +
                    ". The next packet of the " + "LAC is the copy of the first at " +
                    TeachScene::Tell(copy) + ", and the fifth ICRQ goes at " +
                    TeachScene::Tell(fifth) + ": the window was " + "shut for " +
                    TeachScene::Tell(*fifth - *fourth) + ", eleven round trips, " +
                    "though only one of four messages was lost.");
    TeachScene::Say(
        "All " + std::to_string(scene.sessions.size() / 2) + " sessions are up at both ends at " +
        TeachScene::Tell(*std::max_element(scene.sessions.begin(), scene.sessions.end())) +
        ", with " + std::to_string(scene.CountRetransmissions()) +
        " retransmission. A receiver that drops what comes early "
        "(OutOfOrderPolicy DropOutOfOrder) would have cost four.");
    return scene.sessions.size() == 16 ? 0 : 1;
}
