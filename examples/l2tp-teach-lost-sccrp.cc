// SPDX-License-Identifier: GPL-2.0-only

// The reply to the first message is lost: both ends send again.
//
// What to watch: the LAC has no answer to its SCCRQ, the LNS none to its SCCRP. Both timers run for
// a second. The LAC's copy of SCCRQ arrives as a duplicate: it is acknowledged, but not answered by
// a second SCCRP, because the LNS repeats the first one by its own timer.

#include "l2tp-teach-scene.h"

using namespace ns3;
using namespace ns3::l2tp;

int
main(int argc, char* argv[])
{
    TeachScene scene(argc, argv);
    scene.Build();
    scene.toLac->Drop(1);
    scene.Connect();
    scene.Run(Seconds(5));

    const auto first = scene.When(false, true, MessageType::Sccrp, 0);
    const auto second = scene.When(false, true, MessageType::Sccrp, 1);
    TeachScene::Say("SCCRP left at " + TeachScene::Tell(first) + " and again at " +
                    TeachScene::Tell(second) + ", when the LNS had waited for " +
                    TeachScene::Tell(*second - *first) + ". The LAC had sent SCCRQ again at " +
                    TeachScene::Tell(scene.When(true, true, MessageType::Sccrq, 1)) +
                    ", which told the LNS only that the LAC was still there.");
    TeachScene::Say("One lost packet cost " + std::to_string(scene.CountRetransmissions()) +
                    " retransmissions and one time-out: the connection is up at the LAC at " +
                    TeachScene::Tell(scene.ups.at(0)) + " instead of 0.1 s.");
    return scene.ups.size() == 2 ? 0 : 1;
}
