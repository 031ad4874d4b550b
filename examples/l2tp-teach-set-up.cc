// SPDX-License-Identifier: GPL-2.0-only

// Set-up and tear-down of a control connection and a session, message by message.
//
// What to watch: three messages open the connection (SCCRQ, SCCRP, SCCCN), three more a session
// (ICRQ, ICRP, ICCN). Ns counts the messages of each end; Nr says which one it expects next, and
// so acknowledges all before. Where no message goes back at once, an ACK does; it has no Ns of its
// own. CDN ends the session, StopCCN the connection.

#include "l2tp-teach-scene.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <string>

using namespace ns3;
using namespace ns3::l2tp;

int
main(int argc, char* argv[])
{
    TeachScene scene(argc, argv);
    scene.Build();
    const auto peer = scene.Connect();
    const auto call = scene.lac->PlaceCall(peer, "circuit");
    Simulator::Schedule(Seconds(1), &Lcce::HangUp, scene.lac, call);
    Simulator::Schedule(Seconds(2), &Lcce::Disconnect, scene.lac, peer);
    scene.Run(Seconds(3));

    TeachScene::Say("The connection is up at the LAC after one round trip (" +
                    TeachScene::Tell(scene.ups.at(0)) + "), at the LNS half a round trip later (" +
                    TeachScene::Tell(scene.ups.at(1)) +
                    "). The ICRQ leaves right behind SCCCN, so " +
                    "the session is up at the LAC at " + TeachScene::Tell(scene.sessions.at(0)) +
                    " and at the LNS at " + TeachScene::Tell(scene.sessions.at(1)) + ".");
    TeachScene::Say(
        "Of " +
        std::to_string(std::count_if(scene.messages.begin(),
                                     scene.messages.end(),
                                     [](const auto& message) { return message.sent; })) +
        " packets " +
        std::to_string(scene.CountSent(true, MessageType::Ack) +
                       scene.CountSent(false, MessageType::Ack)) +
        " are explicit acknowledgments; nothing was sent twice.");
    return scene.CountRetransmissions() == 0 ? 0 : 1;
}
