// SPDX-License-Identifier: GPL-2.0-only
//
// Runs every fault script of one kind, or of all, and says how many runs have ended which way.
//
//   l2tp-exhaustive-faults [loss|duplication|delay ...]

#include "l2tp-fault-sweep.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::l2tp::test;

namespace
{

uint32_t
Count(const FaultTally& tally, FaultEnd end)
{
    return tally.ends[static_cast<std::size_t>(end)];
}

bool
RunAll(FaultKind kind)
{
    const auto start = std::chrono::steady_clock::now();
    FaultTally tally;
    for (uint32_t script = 0; script < CountFaultScripts(kind); ++script)
    {
        tally.Add(kind, script);
    }
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    std::cout << GetName(kind) << ": " << CountFaultScripts(kind) << " runs, "
              << Count(tally, FaultEnd::Established) << " established, "
              << Count(tally, FaultEnd::Clean) << " clean, " << Count(tally, FaultEnd::Wrong)
              << " wrong; the longest took " << tally.longest.GetSeconds() << " s of virtual time; "
              << elapsed.count() << " s\n";
    if (!tally.firstWrong.empty())
    {
        std::cout << "first wrong: " << tally.firstWrong << "\n";
    }
    return tally.firstWrong.empty();
}

} // namespace

int
main(int argc, char* argv[])
{
    const std::vector<std::string> wanted(argv + 1, argv + argc);
    bool good = true;
    std::size_t known = 0;
    for (const auto kind : {FaultKind::Loss, FaultKind::Duplication, FaultKind::Delay})
    {
        const bool named = std::find(wanted.begin(), wanted.end(), GetName(kind)) != wanted.end();
        known += named ? 1 : 0;
        if (named || wanted.empty())
        {
            good = RunAll(kind) && good;
        }
    }
    if (known != wanted.size())
    {
        std::cerr << "usage: l2tp-exhaustive-faults [loss|duplication|delay ...]\n";
        return EXIT_FAILURE;
    }
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
