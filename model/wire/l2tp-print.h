// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_PRINT_H
#define L2TP_PRINT_H

#include "l2tp-attribute.h"
#include "l2tp-bytes.h"

#include <string>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Octets as lower-case hexadecimal digits.
 * @param bytes the octets
 * @return two digits per octet, nothing in between
 */
std::string FormatHex(ByteView bytes);

/**
 * @ingroup l2tp
 * @brief A 32-bit identifier the way all traces show it.
 * @param value the identifier
 * @return "0x" and eight hexadecimal digits
 */
std::string FormatIdentifier(uint32_t value);

/**
 * @ingroup l2tp
 * @brief Text in quotes on one line, whatever the octets are.
 *
 * Quotes, backslashes and octets that are not printable US-ASCII become escapes (`\x0a`), so
 * that a peer cannot break the line.
 *
 * @param bytes the octets
 * @return the text with quotes
 */
std::string FormatText(ByteView bytes);

/**
 * @ingroup l2tp
 * @brief The value of an attribute in words.
 *
 * @param info row of the attribute table
 * @param value octets that are not hidden, of any length
 * @param in message that carries it: what a Result Code means depends on it; if it is Unknown,
 *        only the numbers are given
 * @return one line; octets in hexadecimal if the length is not one the attribute can have
 */
std::string FormatValue(const AttributeInfo& info,
                        ByteView value,
                        MessageType in = MessageType::Unknown);

} // namespace l2tp
} // namespace ns3

#endif // L2TP_PRINT_H
