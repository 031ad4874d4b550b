// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_LOG_EVENT_JSON_H
#define L2TP_LOG_EVENT_JSON_H

#include "l2tp-log-event.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief What an event is written with.
 */
struct LogEventStyle
{
    std::optional<uint32_t> run; //!< number of the run, if there are several
    bool avps{true};             //!< the AVPs of a message
    bool raw{false};             //!< the octets of a message
};

/**
 * @ingroup l2tp
 * @brief An event as a JSON object on one line, as doc/event-log.csv describes it.
 * @param event the event
 * @param style what to write with it
 * @return the object without a line feed
 */
std::string ToJson(const LogEvent& event, const LogEventStyle& style);

} // namespace l2tp
} // namespace ns3

#endif // L2TP_LOG_EVENT_JSON_H
