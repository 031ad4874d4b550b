// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_ATTRIBUTE_H
#define L2TP_ATTRIBUTE_H

#include "l2tp-constants.h"

#include <array>
#include <cstdint>
#include <limits>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief The shape of an Attribute Value: how it is checked and printed.
 */
enum class ValueForm : uint8_t
{
    MessageType,     //!< 16-bit control message type
    Unsigned16,      //!< 16-bit number
    Unsigned32,      //!< 32-bit number
    Unsigned64,      //!< 64-bit number
    Identifier,      //!< 32-bit number without order: a connection or session identifier
    DottedQuad,      //!< 32-bit number that is usually written like an IPv4 address
    Octets,          //!< octets of any value
    Ascii,           //!< US-ASCII text
    Label,           //!< octets of any value that are often text
    Cookie,          //!< 0, 4 or 8 octets
    PseudowireTypes, //!< 16-bit pseudowire types, one after the other
    CircuitStatus,   //!< 16-bit mask with the bits N and A
    ResultCode,      //!< 16-bit result, optional 16-bit error, optional UTF-8 text
    Digest,          //!< octet with the digest type, then 16 or 20 octets
    CircuitErrors,   //!< 16 reserved bits, then four or six 32-bit counters
    VendorAvp,       //!< 32-bit vendor, 16-bit type, value
};

/**
 * @ingroup l2tp
 * @brief The bit that stands for a message type in a set of messages.
 * @param type message type; Zlb and Unknown are in no set
 * @return one bit, or 0 for a type that is in no set
 */
constexpr uint32_t
MessageBit(MessageType type)
{
    const auto number = static_cast<uint16_t>(type);
    return number > 0 && number < 32 ? 1U << number : 0;
}

/**
 * @ingroup l2tp
 * @brief What the protocol says about one attribute in one role (\RFC{3931} section 5.4).
 *
 * All attributes of the table have Vendor ID 0. Lengths count the octets of the value, without
 * the AVP header and before hiding. An attribute that a message is not listed to carry is ignored
 * on receipt and never sent.
 */
struct AttributeInfo
{
    uint16_t type;       //!< Attribute Type
    const char* name;    //!< name in the words of the RFC
    ValueForm form;      //!< shape of the value
    uint16_t minLength;  //!< shortest value, in octets
    uint16_t maxLength;  //!< longest value, in octets
    bool mayHide;        //!< whether the H bit may be set (section 5.3)
    bool mandatory;      //!< the M bit that is sent unless the caller asks for another
    bool repeatable;     //!< whether one message may carry several
    uint32_t messages;   //!< messages that may carry it, a set of MessageBit()
    uint32_t nonZeroIn;  //!< messages in which the number 0 is out of range
    uint16_t maxValue16; //!< largest number of a 16-bit value
};

/** @brief Longest Attribute Value in octets (\RFC{3931} section 5.1). */
constexpr uint16_t MAX_VALUE_SIZE = AVP_MAX_SIZE - AVP_HEADER_SIZE;

/**
 * @ingroup l2tp
 * @brief Sets of messages that the attribute table is written with.
 */
namespace messageset
{
/** @brief SCCRQ and SCCRP. */
constexpr uint32_t OPENING = MessageBit(MessageType::Sccrq) | MessageBit(MessageType::Sccrp);
/** @brief ICRQ and OCRQ. */
constexpr uint32_t REQUESTS = MessageBit(MessageType::Icrq) | MessageBit(MessageType::Ocrq);
/** @brief ICRP and OCRP. */
constexpr uint32_t REPLIES = MessageBit(MessageType::Icrp) | MessageBit(MessageType::Ocrp);
/** @brief ICCN and OCCN. */
constexpr uint32_t CONNECTS = MessageBit(MessageType::Iccn) | MessageBit(MessageType::Occn);
/** @brief All messages that set a session up. */
constexpr uint32_t SETUP = REQUESTS | REPLIES | CONNECTS;
/** @brief CDN, WEN and SLI. */
constexpr uint32_t LATER =
    MessageBit(MessageType::Cdn) | MessageBit(MessageType::Wen) | MessageBit(MessageType::Sli);
/** @brief All messages of a session. */
constexpr uint32_t SESSION = SETUP | LATER;
/** @brief All messages. */
constexpr uint32_t ALL = OPENING | SESSION | MessageBit(MessageType::Scccn) |
                         MessageBit(MessageType::StopCcn) | MessageBit(MessageType::Hello) |
                         MessageBit(MessageType::Ack);
} // namespace messageset

/** @brief No bound on a 16-bit number. */
constexpr uint16_t ANY_VALUE = std::numeric_limits<uint16_t>::max();

// clang-format off
/**
 * @ingroup l2tp
 * @brief Every attribute of \RFC{3931}, by type; type 5 has a row for each of its two roles.
 *
 * Encoder, decoder and printer read this table; nothing about an attribute is written elsewhere.
 * The columns are those of AttributeInfo.
 *
 * Where the RFC leaves room, the table reads it like this:
 * - Values of no octet are taken for attributes that are octets or text, except Host Name, of
 *   which section 5.4.3 asks at least one octet; an empty Pseudowire Capabilities List is a list
 *   of no type.
 * - Circuit Errors has a Length of 32 octets by the text of section 5.4.5, but of 24 by its list
 *   of fields; both are taken, see CircuitErrorsValue.
 * - Local Session ID is 0 in no message but CDN, whose sender may have made no session, and
 *   Remote Session ID is 0 wherever the peer's identifier may not be known yet (section 5.4.4).
 * - Message Digest has bounds for the two digests of section 5.4.1.
 */
inline constexpr std::array<AttributeInfo, 28> ATTRIBUTES{{
    {0, "Message Type", ValueForm::MessageType, 2, 2, false, true, false,
     messageset::ALL, 0, ANY_VALUE},
    {1, "Result Code", ValueForm::ResultCode, 2, MAX_VALUE_SIZE, false, true, false,
     MessageBit(MessageType::StopCcn) | MessageBit(MessageType::Cdn), 0, ANY_VALUE},
    {5, "Control Connection Tie Breaker", ValueForm::Octets, 8, 8, false, true, false,
     MessageBit(MessageType::Sccrq), 0, ANY_VALUE},
    {5, "Session Tie Breaker", ValueForm::Octets, 8, 8, false, true, false,
     messageset::REQUESTS, 0, ANY_VALUE},
    {7, "Host Name", ValueForm::Ascii, 1, MAX_VALUE_SIZE, false, true, false,
     messageset::OPENING, 0, ANY_VALUE},
    {8, "Vendor Name", ValueForm::Ascii, 0, MAX_VALUE_SIZE, true, false, false,
     messageset::OPENING, 0, ANY_VALUE},
    {10, "Receive Window Size", ValueForm::Unsigned16, 2, 2, false, true, false,
     messageset::OPENING, messageset::OPENING, ANY_VALUE},
    {15, "Serial Number", ValueForm::Unsigned32, 4, 4, true, false, false,
     messageset::REQUESTS, 0, ANY_VALUE},
    {25, "Physical Channel ID", ValueForm::Unsigned32, 4, 4, true, false, false,
     MessageBit(MessageType::Icrq) | messageset::REPLIES, 0, ANY_VALUE},
    {34, "Circuit Errors", ValueForm::CircuitErrors, 18, 26, true, false, false,
     MessageBit(MessageType::Wen), 0, ANY_VALUE},
    {36, "Random Vector", ValueForm::Octets, 0, MAX_VALUE_SIZE, false, true, true,
     messageset::ALL, 0, ANY_VALUE},
    {58, "Extended Vendor ID", ValueForm::VendorAvp, 6, MAX_VALUE_SIZE, true, false, true,
     messageset::ALL, 0, ANY_VALUE},
    {59, "Message Digest", ValueForm::Digest, 17, 21, false, true, true,
     messageset::ALL, 0, ANY_VALUE},
    {60, "Router ID", ValueForm::DottedQuad, 4, 4, false, true, false,
     messageset::OPENING, 0, ANY_VALUE},
    {61, "Assigned Control Connection ID", ValueForm::Identifier, 4, 4, true, true, false,
     messageset::OPENING | MessageBit(MessageType::StopCcn),
     messageset::OPENING | MessageBit(MessageType::StopCcn), ANY_VALUE},
    {62, "Pseudowire Capabilities List", ValueForm::PseudowireTypes, 0, MAX_VALUE_SIZE - 1,
     true, true, false, messageset::OPENING, 0, ANY_VALUE},
    {63, "Local Session ID", ValueForm::Identifier, 4, 4, true, true, false,
     messageset::SESSION, messageset::SESSION & ~MessageBit(MessageType::Cdn), ANY_VALUE},
    {64, "Remote Session ID", ValueForm::Identifier, 4, 4, true, true, false,
     messageset::SESSION, messageset::REPLIES | messageset::CONNECTS, ANY_VALUE},
    {65, "Assigned Cookie", ValueForm::Cookie, 0, 8, true, true, false,
     messageset::REQUESTS | messageset::REPLIES, 0, ANY_VALUE},
    {66, "Remote End ID", ValueForm::Label, 0, MAX_VALUE_SIZE, true, true, false,
     messageset::REQUESTS, 0, ANY_VALUE},
    {68, "Pseudowire Type", ValueForm::PseudowireTypes, 2, 2, true, true, false,
     messageset::REQUESTS, 0, ANY_VALUE},
    {69, "L2-Specific Sublayer", ValueForm::Unsigned16, 2, 2, true, true, false,
     messageset::SETUP, 0, ANY_VALUE},
    {70, "Data Sequencing", ValueForm::Unsigned16, 2, 2, true, true, false,
     messageset::SETUP, 0, static_cast<uint16_t>(DataSequencing::All)},
    {71, "Circuit Status", ValueForm::CircuitStatus, 2, 2, true, true, false,
     messageset::SETUP | MessageBit(MessageType::Sli), 0, ANY_VALUE},
    {72, "Preferred Language", ValueForm::Ascii, 0, MAX_VALUE_SIZE, true, false, false,
     messageset::OPENING, 0, ANY_VALUE},
    {73, "Control Message Authentication Nonce", ValueForm::Octets, 0, MAX_VALUE_SIZE,
     false, true, false, messageset::OPENING, 0, ANY_VALUE},
    {74, "Tx Connect Speed", ValueForm::Unsigned64, 8, 8, true, false, false,
     messageset::SETUP, 0, ANY_VALUE},
    {75, "Rx Connect Speed", ValueForm::Unsigned64, 8, 8, true, false, false,
     messageset::SETUP, 0, ANY_VALUE},
}};
// clang-format on

/**
 * @ingroup l2tp
 * @brief Whether some message may carry an attribute in the role of this row.
 * @param info row of the attribute table
 * @param in the message
 * @return true if section 6 lists the attribute for the message, or section 5 for every message
 */
constexpr bool
IsListed(const AttributeInfo& info, MessageType in)
{
    return (info.messages & MessageBit(in)) != 0;
}

/** @brief What ATTRIBUTE_ROWS holds for a type that is not defined. */
constexpr uint8_t NO_ATTRIBUTE_ROW = 0xff;

/**
 * @ingroup l2tp
 * @brief Number the attribute table by type.
 * @return for each Attribute Type up to the last its first row, or NO_ATTRIBUTE_ROW
 */
constexpr std::array<uint8_t, ATTRIBUTES.back().type + 1>
MakeAttributeRows()
{
    std::array<uint8_t, ATTRIBUTES.back().type + 1> rows{};
    for (auto& row : rows)
    {
        row = NO_ATTRIBUTE_ROW;
    }
    for (std::size_t row = ATTRIBUTES.size(); row-- > 0;)
    {
        rows[ATTRIBUTES[row].type] = static_cast<uint8_t>(row);
    }
    return rows;
}

/** @brief First row of ATTRIBUTES by Attribute Type. */
inline constexpr auto ATTRIBUTE_ROWS = MakeAttributeRows();

/**
 * @ingroup l2tp
 * @brief The row of an attribute as some message uses it.
 *
 * The look-up takes constant time.
 *
 * @param type Attribute Type (Vendor ID 0)
 * @param in message that carries the attribute
 * @return the row whose role fits the message; if no role does, the first row of that type;
 *         null if \RFC{3931} does not define the type
 */
inline const AttributeInfo*
FindAttribute(uint16_t type, MessageType in)
{
    if (type >= ATTRIBUTE_ROWS.size() || ATTRIBUTE_ROWS[type] == NO_ATTRIBUTE_ROW)
    {
        return nullptr;
    }
    const std::size_t row = ATTRIBUTE_ROWS[type];
    const AttributeInfo* info = &ATTRIBUTES[row];
    const bool hasOtherRole = row + 1 < ATTRIBUTES.size() && info[1].type == type;
    return hasOtherRole && !IsListed(info[0], in) && IsListed(info[1], in) ? info + 1 : info;
}

/**
 * @ingroup l2tp
 * @brief Whether an attribute belongs to L2TPv2 alone and is skipped when a connection opens.
 *
 * Implementations that speak both versions put AVPs of \RFC{2661} with the M bit set into
 * SCCRQ and SCCRP; they must not end a connection (\RFC{3931} section 4.7.3).
 *
 * @param type Attribute Type (Vendor ID 0)
 * @param in message that carries the attribute
 * @return true if the attribute is to be ignored whatever its M bit says
 */
bool IsSkippedVersion2Attribute(uint16_t type, MessageType in);

/**
 * @ingroup l2tp
 * @brief Whether an attribute is one of \RFC{2661} that L2TPv3 has not taken over.
 *
 * In an SCCRQ with Ver 2 all of them are ignored (\RFC{3931} section 4.7.3).
 *
 * @param type Attribute Type (Vendor ID 0)
 * @return true if only version 2 has it
 */
bool IsVersion2Attribute(uint16_t type);

} // namespace l2tp
} // namespace ns3

#endif // L2TP_ATTRIBUTE_H
