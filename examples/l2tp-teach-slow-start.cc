// SPDX-License-Identifier: GPL-2.0-only

// Slow start and congestion avoidance: how the congestion window grows, and collapses.
//
// What to watch: the LNS would take 32 messages at a time, but the LAC begins carefully. Each
// acknowledged message widens its congestion window by one, so that it doubles per round trip,
// up to the slow start threshold; then it grows by one per window. A loss, noticed by a time-out,
// puts it back to 1 and the threshold to half of what it was (RFC 3931 Appendix A). --series=FILE
// writes the time series as FILE.csv and a gnuplot script FILE.gp for it.

#include "l2tp-teach-scene.h"

#include "ns3/l2tp-time-series.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <algorithm>
#include <fstream>
#include <string>

using namespace ns3;
using namespace ns3::l2tp;

int
main(int argc, char* argv[])
{
    std::string series;
    std::vector<char*> others{argv[0]};
    for (int i = 1; i < argc; ++i)
    {
        const std::string word(argv[i]);
        if (word.compare(0, 9, "--series=") == 0)
        {
            series = word.substr(9);
        }
        else
        {
            others.push_back(argv[i]);
        }
    }
    TeachScene scene(static_cast<int>(others.size()), others.data());
    scene.helper.SetAttribute("ReceiveWindowSize", StringValue("32"));
    scene.Build();
    TimeSeries windows(scene.lac);
    scene.toLns->Drop(30);
    const auto peer = scene.Connect();
    Simulator::Schedule(Seconds(1), [&scene, peer]() {
        for (uint32_t i = 0; i < 40; ++i)
        {
            scene.lac->PlaceCall(peer, "circuit " + std::to_string(i));
        }
    });
    scene.Run(Seconds(10));

    std::string growth;
    for (const auto window : scene.windows)
    {
        growth += (growth.empty() ? "" : ", ") + std::to_string(window);
    }
    TeachScene::Say("Congestion window of the LAC: " + growth +
                    ". It falls where the timer of the " +
                    "lost message expires; what has come before counts as half.");
    TeachScene::Say(
        "The last session is up at " +
        TeachScene::Tell(*std::max_element(scene.sessions.begin(), scene.sessions.end())) +
        ", with " + std::to_string(scene.CountRetransmissions()) + " retransmission.");
    if (!series.empty())
    {
        std::ofstream csv(series + ".csv");
        windows.WriteCsv(csv);
        std::ofstream script(series + ".gp");
        windows.WriteScript(script, series, "Slow start, a loss, congestion avoidance");
        TeachScene::Say("Time series: " + series + ".csv; gnuplot " + series + ".gp draws it.");
    }
    return scene.sessions.size() == 80 ? 0 : 1;
}
