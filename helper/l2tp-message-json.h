// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_MESSAGE_JSON_H
#define L2TP_MESSAGE_JSON_H

#include "l2tp-control-message.h"
#include "l2tp-dissect-json-writer.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

/**
 * @file
 * @ingroup l2tp
 * @brief What the JSON of a dissection and that of an event log have in common.
 */

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Write the AVPs of a message as an array of objects.
 *
 * Each of them has `name` (null if unknown), `vendor`, `type`, `m`, `h`, `value` (octets, those
 * that were hidden if they could be unhidden), `decoded`, and `error` if it cannot be decoded.
 *
 * `decoded` is a number for numbers and identifiers, a string for text, and else a string in the
 * words of FormatValue(); null for a value that cannot be decoded.
 *
 * @param json where to; a value has to be due
 * @param message the message
 */
void WriteAvps(JsonWriter& json, const ControlMessage& message);

/**
 * @ingroup l2tp
 * @brief Write the member `error`, an object of `what`, `offset` and `attribute`.
 * @param json where to, inside of an object
 * @param what a phrase without a full stop
 * @param offset octet where it is wrong
 * @param attribute Attribute Type of the AVP concerned; null is written without one
 */
void WriteError(JsonWriter& json,
                const std::string& what,
                std::size_t offset,
                std::optional<uint16_t> attribute);

} // namespace l2tp
} // namespace ns3

#endif // L2TP_MESSAGE_JSON_H
