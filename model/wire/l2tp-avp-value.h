// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_AVP_VALUE_H
#define L2TP_AVP_VALUE_H

#include "l2tp-bytes.h"
#include "l2tp-cookie.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Value of the Result Code AVP (\RFC{3931} section 5.4.2).
 */
struct ResultCodeValue
{
    uint16_t result{0};            //!< StopCcnResult or CdnResult, by the message; any number
    std::optional<uint16_t> error; //!< ErrorCode, or a version number with StopCCN result 5
    std::string text;              //!< UTF-8 text; if not empty an error of 0 goes before it
};

/**
 * @ingroup l2tp
 * @brief Value of the Circuit Errors AVP (\RFC{3931} section 5.4.5).
 *
 * The RFC gives the AVP a Length of 32 octets but lists the fields of one with 24. A value of
 * 26 octets is that of \RFC{2661} section 4.4.6, which has two counters in front.
 */
struct CircuitErrorsValue
{
    bool hasFramingCounters{true}; //!< whether crcErrors and framingErrors are on the wire
    uint32_t crcErrors{0};         //!< frames with a CRC error
    uint32_t framingErrors{0};     //!< frames with a framing error
    uint32_t hardwareOverruns{0};  //!< receive buffer overruns
    uint32_t bufferOverruns{0};    //!< buffer overruns
    uint32_t timeoutErrors{0};     //!< timeouts
    uint32_t alignmentErrors{0};   //!< alignment errors
};

/**
 * @ingroup l2tp
 * @brief Value of the Message Digest AVP (\RFC{3931} section 5.4.1).
 */
struct MessageDigestValue
{
    uint8_t type{0}; //!< 0 for HMAC-MD5, 1 for HMAC-SHA-1
    Bytes digest;    //!< 16 octets for type 0, 20 octets for type 1
};

/**
 * @ingroup l2tp
 * @brief Value of the Extended Vendor ID AVP: an AVP of a vendor with a 32-bit number
 * (\RFC{3931} section 5.1.1).
 */
struct ExtendedVendorIdValue
{
    uint32_t vendor{0}; //!< SMI enterprise number
    uint16_t type{0};   //!< Attribute Type in the vendor's numbering
    Bytes value;        //!< Attribute Value
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_AVP_VALUE_H
