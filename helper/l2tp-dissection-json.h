// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_DISSECTION_JSON_H
#define L2TP_DISSECTION_JSON_H

#include "l2tp-dissection-record.h"

#include <string>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief A record as a JSON object on one line.
 *
 * Members that do not apply are left out, but for `time`, `src` and `dst`, which are null where
 * they are not known, and so is `kind`. All octets are strings of hexadecimal digits.
 *
 * - always: `index`, `time` (seconds), `src`, `dst`, `src_port` and `dst_port` (over UDP), `encap`
 *   ("udp", "ip"), `kind` ("control", "data")
 * - control messages: `ccid`, `ns`, `nr`, `length`, `version` (only in an SCCRQ with Ver 2),
 *   `message` (its name, "unknown" for one that \RFC{3931} does not define), `avps`, `digest`
 *   ("ok", "bad", "absent", "unchecked")
 * - each of `avps`: `name` (null if unknown), `vendor`, `type`, `m`, `h`, `value` (octets, those
 * that were hidden if they could be unhidden), `decoded`, `error` if it cannot be decoded
 * - data messages: `session_id`, `format` ("learnt", "given", "assumed": from where the shape is
 *   known), `cookie` (octets), `sublayer` (octets, null without), `sequence` (null without),
 *   `payload`
 * - what cannot be decoded: `error`, an object of `what`, `offset` and `attribute` (or null)
 *
 * `decoded` is a number for numbers and identifiers, a string for text, and else a string in the
 * words of FormatValue(); null for a value that cannot be decoded.
 *
 * @param record the record
 * @param timeDecimals decimals of the time, 1 to 9
 * @return the object without a line feed
 */
std::string ToJson(const DissectionRecord& record, int timeDecimals);

} // namespace l2tp
} // namespace ns3

#endif // L2TP_DISSECTION_JSON_H
