// SPDX-License-Identifier: GPL-2.0-only

// Both ends ask for a session for the same circuit at the same time.
//
// What to watch: the two ICRQs cross, with the same Remote End ID. With Session Tie Breakers the
// lower value wins and one session is left (RFC 3931 section 5.4.4). Without them, run with
// --without, both requests are torn down: two sessions for one circuit help nobody, and neither
// end can know which one the other would keep.

#include "l2tp-teach-scene.h"

#include "ns3/boolean.h"
#include "ns3/simulator.h"

using namespace ns3;
using namespace ns3::l2tp;

int
main(int argc, char* argv[])
{
    const bool without = argc > 1 && std::string(argv[1]) == "--without";
    TeachScene scene(without ? argc - 1 : argc, without ? argv + 1 : argv);
    scene.helper.SetAttribute("TieBreaker", BooleanValue(true));
    scene.helper.SetAttribute("SessionTieBreaker", BooleanValue(!without));
    scene.Build();
    const auto lacDevice = scene.helper.InstallDevice(scene.lac, "circuit");
    const auto lnsDevice = scene.helper.InstallDevice(scene.lns, "circuit");
    const auto atLac = scene.Connect();
    const auto atLns = scene.lns->Connect(Ipv4Address("10.0.0.1"));
    Simulator::Schedule(Seconds(1), [&]() {
        scene.lac->PlaceCall(atLac, "circuit");
        scene.lns->PlaceCall(atLns, "circuit");
    });
    scene.Run(Seconds(5));

    const auto cdns =
        scene.CountSent(true, MessageType::Cdn) + scene.CountSent(false, MessageType::Cdn);
    TeachScene::Say("Two ICRQs, " + std::to_string(cdns) + " CDN, " +
                    std::to_string(scene.sessions.size()) + " ends of sessions established. The " +
                    "circuit is " + (lacDevice->IsLinkUp() ? "up" : "down") + " at the LAC and " +
                    (lnsDevice->IsLinkUp() ? "up" : "down") + " at the LNS.");
    const bool up = lacDevice->IsLinkUp() && lnsDevice->IsLinkUp();
    return up != without ? 0 : 1;
}
