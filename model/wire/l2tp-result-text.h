// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_RESULT_TEXT_H
#define L2TP_RESULT_TEXT_H

#include "l2tp-avp-value.h"
#include "l2tp-constants.h"

#include <string>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief A StopCCN result in words (\RFC{3931} section 5.4.2).
 * @param result a result, also one that the RFC does not define
 * @return a short phrase without a full stop; "reserved" for 0, "unknown result" for others
 */
const char* Describe(StopCcnResult result);

/**
 * @ingroup l2tp
 * @brief A CDN result in words (\RFC{3931} sections 5.4.2 and 10.3).
 * @param result a result, also one that the RFC does not define
 * @return a short phrase without a full stop; "reserved" for 0, "unknown result" for others
 */
const char* Describe(CdnResult result);

/**
 * @ingroup l2tp
 * @brief A general error code in words (\RFC{3931} section 5.4.2).
 * @param error an error code, also one that the RFC does not define
 * @return a short phrase without a full stop; "unknown error" for others
 */
const char* Describe(ErrorCode error);

/**
 * @ingroup l2tp
 * @brief A Result Code AVP in words: what its numbers mean in the message that carries it.
 *
 * The error code is told if the result is a general error or if the error is not 0. With StopCCN
 * result 5 it is not an error but the highest version that the sender supports.
 *
 * @param code the value of the AVP
 * @param in StopCcn or Cdn
 * @return "general error: length is wrong", without the text of the AVP; empty in other messages
 */
std::string DescribeResult(const ResultCodeValue& code, MessageType in);

} // namespace l2tp
} // namespace ns3

#endif // L2TP_RESULT_TEXT_H
