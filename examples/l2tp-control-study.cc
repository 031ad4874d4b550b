// SPDX-License-Identifier: GPL-2.0-only

// One experiment with the control plane, many replications: a CSV row for each.
//
//   LAC A ------ rate, delay, loss, outage, reordering ------ LNS B
//
// A opens a control connection to B and asks for sessions. All that RFC 3931 leaves open can be
// chosen: windows, retransmission, acknowledgment. Times in the rows are seconds from Connect, and
// empty where a thing did not happen; a replication gives the same row alone and among others.

#include "l2tp-control-study-metrics.h"
#include "l2tp-control-study-options.h"
#include "l2tp-control-study-run.h"

#include "ns3/boolean.h"
#include "ns3/global-value.h"
#include "ns3/l2tp-event-log.h"

#include <cstdint>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>

using namespace ns3;

namespace
{

constexpr uint32_t PERCENT = 100;

/**
 * @brief Tell how far it is, when another percent is done.
 * @param done replications done
 * @param runs all replications
 */
void
TellProgress(uint32_t done, uint32_t runs)
{
    const auto percent = [runs](uint64_t number) { return number * PERCENT / runs; };
    if (percent(done) != percent(done - 1))
    {
        std::cerr << "\rrun " << done << " of " << runs << ", " << percent(done) << " %"
                  << (done == runs ? "\n" : "") << std::flush;
    }
}

/**
 * @brief Run all replications.
 * @param options the experiment
 * @param os where the rows go
 * @return what could not be written, as a sentence; empty if all could
 */
std::string
RunAll(const ControlStudyOptions& options, std::ostream& os)
{
    const auto log =
        options.events.empty() ? nullptr : std::make_unique<l2tp::EventLog>(options.events);
    os << ControlStudyMetrics::GetHeader();
    for (uint32_t i = 0; i < options.runs && os; ++i)
    {
        ControlStudyRun replication(options, options.run + i, log.get());
        os << replication.Run();
        if (options.progress)
        {
            TellProgress(i + 1, options.runs);
        }
    }
    if (log && !log->Flush())
    {
        return "The events cannot be written.";
    }
    return os.flush() ? "" : "The rows cannot be written.";
}

} // namespace

int
main(int argc, char* argv[])
{
    std::ios::sync_with_stdio(false);
    ControlStudyOptions options;
    std::string fault = options.Parse(argc, argv);
    if (fault.empty())
    {
        // Wireshark checks checksums; ns-3 computes them only if this is set before there are
        // nodes.
        GlobalValue::Bind("ChecksumEnabled", BooleanValue(!options.pcap.empty()));
        std::ofstream file(options.csv);
        fault = RunAll(options, options.csv.empty() ? std::cout : file);
    }
    if (!fault.empty())
    {
        std::cerr << "l2tp-control-study: " << fault << std::endl;
    }
    return fault.empty() ? 0 : 1;
}
