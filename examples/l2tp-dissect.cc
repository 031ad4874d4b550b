// SPDX-License-Identifier: GPL-2.0-only

// The decoder as a tool: prints the L2TPv3 packets of a pcap file as JSON, one object a line.

#include "l2tp-dissect-options.h"

#include "ns3/l2tp-dissection-json.h"
#include "ns3/l2tp-dissector.h"
#include "ns3/l2tp-pcap-reader.h"

#include <cstdint>
#include <iostream>
#include <string>

using namespace ns3;
using namespace ns3::l2tp;

namespace
{

/** @brief Status of the program if something could not be read. */
constexpr int DAMAGED = 1;
/** @brief Status of the program if the command line is wrong. */
constexpr int MISUSED = 2;
/** @brief Decimals of times if there are none. */
constexpr int NO_DECIMALS = 6;

/**
 * @brief Tell what was skipped.
 * @param counters what the dissector has done
 */
void
PrintCounters(const Dissector::Counters& counters)
{
    std::cerr << counters.frames << " frames (" << counters.fragments << " fragments), "
              << counters.records << " L2TP packets (" << counters.errors << " with an error), "
              << counters.skipped << " packets that are not L2TP, " << counters.damaged
              << " that are cut, damaged or incomplete\n";
}

/**
 * @brief Complain about a file.
 * @param file its name
 * @param fault what is wrong with it
 * @return status of the program
 */
int
Complain(const std::string& file, const std::string& fault)
{
    std::cout.flush();
    std::cerr << "The capture file " << file << " " << fault << ".\n";
    return DAMAGED;
}

/**
 * @brief Dissect a capture file as far as it can be read.
 * @param options what to do
 * @return status of the program
 */
int
DissectFile(const DissectOptions& options)
{
    PcapReader reader;
    std::string fault = options.file == "-" ? reader.Open(std::cin) : reader.Open(options.file);
    const auto linkType = static_cast<LinkType>(reader.GetLinkType());
    if (fault.empty() && !IsKnown(linkType))
    {
        fault = "has link type " + std::to_string(reader.GetLinkType()) +
                "; Ethernet (1), PPP (9, 50), raw IP (12, 14, 101, 228, 229) and Linux cooked "
                "(113, 276) can be dissected";
    }
    if (!fault.empty())
    {
        return Complain(options.file, fault);
    }
    Dissector dissector(options.dissector, [&reader](const DissectionRecord& record) {
        std::cout << ToJson(record, reader.GetTimeDecimals()) << '\n';
    });
    for (PcapReader::Record record; std::cout && reader.Read(record);)
    {
        dissector.TakeFrame(linkType, record.time, record.octets);
    }
    dissector.Finish();
    std::cout.flush();
    if (options.verbose)
    {
        PrintCounters(dissector.GetCounters());
    }
    int status = 0;
    if (const auto damaged = dissector.GetCounters().damaged; damaged != 0)
    {
        status = Complain(options.file,
                          "has " + std::to_string(damaged) +
                              (damaged == 1 ? " packet that is" : " packets that are") +
                              " cut, damaged or incomplete");
    }
    return reader.GetFault().empty() ? status : Complain(options.file, reader.GetFault());
}

/**
 * @brief Dissect the packet that is given.
 * @param options what to do
 * @return status of the program
 */
int
DissectPacket(const DissectOptions& options)
{
    Dissector dissector(options.dissector, [](const DissectionRecord& record) {
        std::cout << ToJson(record, NO_DECIMALS) << '\n';
    });
    dissector.TakePacket(*options.encapsulation, *options.packet);
    if (options.verbose)
    {
        PrintCounters(dissector.GetCounters());
    }
    return 0;
}

} // namespace

int
main(int argc, char* argv[])
{
    std::ios::sync_with_stdio(false);
    DissectOptions options;
    const std::string fault = options.Parse(argc, argv);
    if (!fault.empty())
    {
        std::cerr << fault << "\n\n" << DissectOptions::GetUsage();
        return MISUSED;
    }
    if (options.help)
    {
        std::cout << DissectOptions::GetUsage();
        return 0;
    }
    const int status = options.packet ? DissectPacket(options) : DissectFile(options);
    if (!std::cout.flush())
    {
        std::cerr << "The output cannot be written.\n";
        return DAMAGED;
    }
    return status;
}
