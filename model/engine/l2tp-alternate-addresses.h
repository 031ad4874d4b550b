// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_ALTERNATE_ADDRESSES_H
#define L2TP_ALTERNATE_ADDRESSES_H

#include "l2tp-engine-output.h"

#include <string>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief The error message of error code 9, "try another directed" (\RFC{3931} section 5.4.2).
 * @param addresses IPv4 addresses in dotted decimal and IPv6 addresses as usual, without brackets;
 *        not empty, for without an address to suggest error code 7 is the right one
 * @return the addresses, IPv6 ones in brackets, with one comma and one space between them
 */
std::string FormatAddresses(const std::vector<std::string>& addresses);

/**
 * @ingroup l2tp
 * @brief Reason to send a peer elsewhere (\RFC{3931} section 5.4.2).
 * @param addresses where it may try, as above; may be empty
 * @return StopCCN result 2 with error code 9 and the addresses, or error code 7 without any
 */
DownReason MakeTryAnother(const std::vector<std::string>& addresses);

/**
 * @ingroup l2tp
 * @brief Read the error message of error code 9.
 *
 * Spaces around an address do not matter. What cannot be an address is left out: an IPv4 address
 * has four numbers up to 255 without leading zeros, an IPv6 address stands in brackets.
 * @param text the error message of a peer
 * @return the addresses in their order, IPv6 ones without brackets
 */
std::vector<std::string> ParseAddresses(const std::string& text);

} // namespace l2tp
} // namespace ns3

#endif // L2TP_ALTERNATE_ADDRESSES_H
