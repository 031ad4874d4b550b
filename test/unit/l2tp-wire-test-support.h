// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_WIRE_TEST_SUPPORT_H
#define L2TP_WIRE_TEST_SUPPORT_H

#include "l2tp-bytes.h"
#include "l2tp-control-message.h"
#include "l2tp-print.h"
#include "l2tp-value-codec.h"

#include <array>
#include <cctype>
#include <string>
#include <variant>
#include <vector>

/**
 * @file
 * @ingroup l2tp-tests
 * What the tests of the wire format share.
 */

namespace ns3
{
namespace l2tp
{
namespace wiretest
{

/** @brief Every control message that has a Message Type AVP, by number. */
constexpr std::array<MessageType, 15> ALL_MESSAGES{MessageType::Sccrq,
                                                   MessageType::Sccrp,
                                                   MessageType::Scccn,
                                                   MessageType::StopCcn,
                                                   MessageType::Hello,
                                                   MessageType::Ocrq,
                                                   MessageType::Ocrp,
                                                   MessageType::Occn,
                                                   MessageType::Icrq,
                                                   MessageType::Icrp,
                                                   MessageType::Iccn,
                                                   MessageType::Cdn,
                                                   MessageType::Wen,
                                                   MessageType::Sli,
                                                   MessageType::Ack};

/**
 * @brief Octets from hexadecimal digits.
 * @param hex pairs of digits; white space is skipped
 * @return the octets
 */
inline Bytes
FromHex(const std::string& hex)
{
    Bytes bytes;
    std::string pair;
    for (const char digit : hex)
    {
        if (std::isspace(static_cast<unsigned char>(digit)) == 0)
        {
            pair += digit;
        }
        if (pair.size() == 2)
        {
            bytes.push_back(static_cast<uint8_t>(std::stoul(pair, nullptr, 16)));
            pair.clear();
        }
    }
    return bytes;
}

/**
 * @brief A number as four hexadecimal digits.
 * @param value the number
 * @return the digits
 */
inline std::string
Hex16(std::size_t value)
{
    return FormatHex(Bytes{static_cast<uint8_t>(value >> 8), static_cast<uint8_t>(value)});
}

/**
 * @brief The octets of an AVP, right or wrong.
 * @param flags the flag bits above the Length field
 * @param vendor Vendor ID
 * @param type Attribute Type
 * @param value Attribute Value in hexadecimal
 * @return the AVP in hexadecimal
 */
inline std::string
AvpHex(uint16_t flags, uint16_t vendor, uint16_t type, const std::string& value)
{
    const std::size_t length = AVP_HEADER_SIZE + FromHex(value).size();
    return Hex16(flags | length) + Hex16(vendor) + Hex16(type) + value;
}

/**
 * @brief The octets of a message with CCID 1, Ns 2 and Nr 3.
 * @param body all AVPs in hexadecimal
 * @return the message
 */
inline Bytes
MessageOf(const std::string& body)
{
    const std::size_t length = CONTROL_HEADER_SIZE + FromHex(body).size();
    return FromHex("c803" + Hex16(length) + "0000000100020003" + body);
}

/**
 * @brief The octets of a message with CCID 1, Ns 2 and Nr 3.
 * @param type message type
 * @param avps the AVPs after Message Type in hexadecimal
 * @return the message
 */
inline Bytes
MessageOf(MessageType type, const std::string& avps)
{
    return MessageOf("800800000000" + Hex16(static_cast<uint16_t>(type)) + avps);
}

/**
 * @brief Decode octets that are a message.
 * @param bytes the octets
 * @return the message; throws what fails a test if there is none
 */
inline ControlMessage
Decoded(ByteView bytes)
{
    return std::get<ControlMessage>(ControlMessage::Decode(bytes));
}

/**
 * @brief Decode octets that are no message.
 * @param bytes the octets
 * @return the error; throws what fails a test if there is none
 */
inline ParseError
Refused(ByteView bytes)
{
    return std::get<ParseError>(ControlMessage::Decode(bytes));
}

/**
 * @brief The name of a test with parameters, made of words about them.
 * @param words the words
 * @return the words with an underscore for everything that such a name cannot have
 */
inline std::string
TestName(std::string words)
{
    for (char& character : words)
    {
        character = std::isalnum(static_cast<unsigned char>(character)) != 0 ? character : '_';
    }
    return words;
}

/**
 * @brief The faults of a message.
 * @param message the message
 * @return the problems in their order
 */
inline std::vector<ParseProblem>
ProblemsOf(const ControlMessage& message)
{
    std::vector<ParseProblem> problems;
    for (const AvpFault& fault : message.GetFaults())
    {
        problems.push_back(fault.what);
    }
    return problems;
}

} // namespace wiretest
} // namespace l2tp
} // namespace ns3

#endif // L2TP_WIRE_TEST_SUPPORT_H
