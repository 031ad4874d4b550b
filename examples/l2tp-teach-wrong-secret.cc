// SPDX-License-Identifier: GPL-2.0-only

// Two ends with different shared secrets: silence.
//
// What to watch: the SCCRQ carries a Message Digest that the LNS cannot reproduce. It must not use
// anything of such a message, not even to refuse it (RFC 3931 section 4.3), so nothing goes back,
// and the LAC sends SCCRQ again and again until it gives up. The trace ControlDrop and the
// counter of the LNS tell what a capture cannot show.

#include "l2tp-teach-scene.h"

#include "ns3/string.h"

using namespace ns3;
using namespace ns3::l2tp;

int
main(int argc, char* argv[])
{
    TeachScene scene(argc, argv);
    scene.helper.SetAttribute("SharedSecret", StringValue("correct horse"));
    scene.helper.SetAttribute("MaxSccrqRetransmissions", StringValue("3"));
    scene.Build();
    scene.lns->SetAttribute("SharedSecret", StringValue("battery staple"));
    scene.Connect();
    scene.Run(Seconds(0));

    TeachScene::Say("The LNS has dropped " +
                    std::to_string(scene.lns->GetControlDrops(ControlDropReason::InvalidDigest)) +
                    " messages because of their digest, and sent none. The LAC gives up at " +
                    TeachScene::Tell(scene.deaths.at(0)) + ", as if nobody were there.");
    TeachScene::Say("Nothing of it is left: " +
                    std::to_string(scene.lac->GetConnections() + scene.lns->GetConnections()) +
                    " connections.");
    return scene.ups.empty() && scene.CountSent(false, MessageType::StopCcn) == 0 ? 0 : 1;
}
