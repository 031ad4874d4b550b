// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_DISSECT_COLLECTOR_H
#define L2TP_DISSECT_COLLECTOR_H

#include "l2tp-dissect-packets.h"

#include "ns3/l2tp-dissection-record.h"
#include "ns3/l2tp-dissector.h"
#include "ns3/nstime.h"

#include <string>
#include <vector>

namespace ns3
{
namespace l2tp
{
namespace tests
{

/**
 * @ingroup l2tp-tests
 * @brief Collects the records of a dissector.
 */
struct Collector
{
    /**
     * @brief Begin a capture.
     * @param options of the dissector
     */
    explicit Collector(const DissectorOptions& options = {})
        : dissector(options, [this](const DissectionRecord& each) { records.push_back(each); })
    {
    }

    /**
     * @brief Take IP packets at the same time.
     * @param packets the packets
     * @param time their time, in seconds
     */
    void Take(const std::vector<Bytes>& packets, double time = 1)
    {
        for (const Bytes& packet : packets)
        {
            dissector.TakeFrame(LinkType::Raw, Seconds(time), packet);
        }
    }

    /** @brief The last record. @return it; an empty one if there is none */
    DissectionRecord Last() const
    {
        return records.empty() ? DissectionRecord() : records.back();
    }

    /** @brief What is wrong by the last record. @return the phrase, empty if nothing is */
    std::string LastError() const
    {
        return Last().error ? Last().error->what : "";
    }

    std::vector<DissectionRecord> records; //!< all records
    Dissector dissector;                   //!< the dissector
};

} // namespace tests
} // namespace l2tp
} // namespace ns3

#endif // L2TP_DISSECT_COLLECTOR_H
