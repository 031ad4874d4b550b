// SPDX-License-Identifier: GPL-2.0-only

// An acknowledgment is lost: the message that it acknowledged comes twice, and is used once.
//
// What to watch: SCCCN arrives, and the LNS is established; but its ACK is lost. After a second the
// LAC sends SCCCN again with the same Ns. The LNS knows that number already: it discards the
// message as a duplicate and acknowledges it once more.

#include "l2tp-teach-scene.h"

using namespace ns3;
using namespace ns3::l2tp;

int
main(int argc, char* argv[])
{
    TeachScene scene(argc, argv);
    scene.Build();
    scene.toLac->Drop(2); // the first is SCCRP
    scene.Connect();
    scene.Run(Seconds(5));

    TeachScene::Say("SCCCN arrives at " +
                    TeachScene::Tell(scene.When(false, false, MessageType::Scccn, 0)) +
                    " and as a duplicate at " +
                    TeachScene::Tell(scene.When(false, false, MessageType::Scccn, 1)) +
                    ". The LNS is established at " + TeachScene::Tell(scene.ups.at(1)) +
                    ", once; of its " + std::to_string(scene.CountSent(false, MessageType::Ack)) +
                    " ACKs one was lost. ACKs are never sent again by themselves: nobody "
                    "acknowledges an acknowledgment.");
    TeachScene::Say("Nothing was delayed by this loss, because nothing waited for the ACK. With a "
                    "full window behind it, see l2tp-teach-window-stall.");
    return scene.ups.size() == 2 && scene.CountSent(true, MessageType::Scccn) == 2 ? 0 : 1;
}
