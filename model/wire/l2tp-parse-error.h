// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_PARSE_ERROR_H
#define L2TP_PARSE_ERROR_H

#include "l2tp-control-header.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief What can be wrong with a received control message.
 *
 * The first two groups make the message unreadable and come in a ParseError. The third group
 * concerns a single AVP, the message can be read on, and comes in an AvpFault.
 */
enum class ParseProblem : uint8_t
{
    // the header (RFC 3931 sections 3.2.1 and 7.1): the message is discarded
    Truncated,          //!< fewer octets than the control message header has
    NotControl,         //!< the T bit is 0
    BadVersion,         //!< Ver is not 3, nor 2 in an SCCRQ (section 4.7.3)
    MissingLengthBit,   //!< the L bit is 0
    MissingSequenceBit, //!< the S bit is 0
    BadLength,          //!< Length is less than 12 or more than what was received
    // the sequence of AVPs (RFC 3931 sections 5.1, 5.4.1 and 7.1): the message is malformed
    AvpTooShort,          //!< Length of an AVP is less than its header
    AvpBeyondEnd,         //!< an AVP runs past the end of the message
    MessageTypeNotFirst,  //!< the first AVP is not the Message Type AVP
    MessageTypeMalformed, //!< the Message Type AVP is hidden or has not two octets of value
    // one AVP (RFC 3931 sections 5.2, 5.3 and 7.1): its M bit decides
    UnknownAttribute, //!< the attribute is not known
    BadValueLength,   //!< the value has a length that the attribute cannot have
    OutOfRange,       //!< the value is a number that the attribute cannot have
    HidingForbidden,  //!< the H bit is set on an attribute that must not be hidden
    Hidden,           //!< the value is hidden and nobody has unhidden it
    InvalidDigest,    //!< a Message Digest that cannot be valid; the M bit plays no part
    Duplicate,        //!< a further instance of an AVP that may be there once; the first counts
    NoRandomVector,   //!< a hidden AVP without a Random Vector AVP before it
    BadHiddenLength,  //!< an unhidden value is longer than its AVP: not hidden with this secret
    NotListed,        //!< the attribute has no place in this message; the M bit plays no part
    Missing,          //!< a required AVP is absent or not usable (sections 6 and 7.1)
};

/** @brief Number of values of ParseProblem. */
constexpr std::size_t PARSE_PROBLEMS = 21;

/**
 * @ingroup l2tp
 * @brief A problem in words.
 * @param problem the problem
 * @return a short phrase without a full stop, for logs and traces
 */
const char* Describe(ParseProblem problem);

/**
 * @ingroup l2tp
 * @brief Why a control message could not be read, and where.
 */
struct ParseError
{
    ParseProblem what;                   //!< what is wrong
    uint16_t offset;                     //!< octet, counted from the T bit, where it is wrong
    std::optional<uint16_t> attribute;   //!< Attribute Type of the AVP concerned
    bool mandatory;                      //!< M bit of that AVP; false if there is none
    std::optional<ControlHeader> header; //!< the header, if its 12 octets are good
    std::optional<uint16_t> messageType; //!< the Message Type, if it was read before
};

/**
 * @ingroup l2tp
 * @brief What is wrong with one AVP of a message that is readable otherwise.
 *
 * The AVP is treated as if it were not recognised: with the M bit set the session or control
 * connection is shut down, without it the AVP is ignored (\RFC{3931} sections 5.2 and 7.1).
 */
struct AvpFault
{
    ParseProblem what; //!< what is wrong
    bool mandatory;    //!< M bit to act on; false for InvalidDigest, Duplicate and NotListed
    uint16_t offset;   //!< octet, counted from the T bit, where the AVP starts; if it is missing,
                       //!< where the message ends
    uint16_t vendor;   //!< Vendor ID
    uint16_t type;     //!< Attribute Type
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_PARSE_ERROR_H
