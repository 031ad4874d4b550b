// SPDX-License-Identifier: GPL-2.0-only

// Keepalive: how a dead peer is found.
//
// What to watch: after 10 s without a sign of the peer an end sends HELLO; the ACK of it is the
// sign. At 15 s the LNS vanishes without a word. The LAC sends HELLO, which is repeated after 1, 2,
// 4, 8, 8, ... s; when ten retransmissions were in vain the connection is dead, and the end cleans
// up without a message: nobody would hear it (RFC 3931 sections 4.2 and 4.4).

#include "l2tp-teach-scene.h"

#include "ns3/simulator.h"
#include "ns3/string.h"

using namespace ns3;
using namespace ns3::l2tp;

int
main(int argc, char* argv[])
{
    TeachScene scene(argc, argv);
    scene.helper.SetAttribute("HelloInterval", StringValue("10s"));
    scene.Build();
    scene.Connect();
    Simulator::Schedule(Seconds(15), &Lcce::Crash, scene.lns);
    scene.Run(Seconds(200));

    Time last;
    for (const auto& message : scene.messages)
    {
        last = message.atLac && !message.sent ? message.time : last;
    }
    TeachScene::Say("The LAC has heard from the LNS for the last time at " +
                    TeachScene::Tell(last) + ". It finds it dead at " +
                    TeachScene::Tell(scene.deaths.at(0)) + ", that is " +
                    TeachScene::Tell(scene.deaths.at(0) - last) +
                    " later: 10 s of HelloInterval, and 71 s for all time-outs of HELLO.");
    TeachScene::Say(
        "HELLO was sent " + std::to_string(scene.CountSent(true, MessageType::Hello)) +
        " times by the LAC. What arrives at a node that has crashed is swallowed, so no "
        "ICMP error gave it away.");
    return scene.deaths.size() == 1 ? 0 : 1;
}
