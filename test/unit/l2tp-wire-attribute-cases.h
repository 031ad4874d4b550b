// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_WIRE_ATTRIBUTE_CASES_H
#define L2TP_WIRE_ATTRIBUTE_CASES_H

#include "l2tp-wire-test-support.h"

#include <functional>
#include <ostream>
#include <string>
#include <vector>

namespace ns3
{
namespace l2tp
{
namespace wiretest
{

/**
 * @ingroup l2tp-tests
 * @brief What the RFC says about an attribute, and one value of it.
 */
struct AttributeCase
{
    std::string name;                                           //!< name in the RFC
    uint16_t type;                                              //!< Attribute Type
    bool mandatory;                                             //!< default M bit
    bool mayHide;                                               //!< whether H may be set
    std::vector<MessageType> messages;                          //!< where it may be
    std::string value;                                          //!< value in hexadecimal
    std::vector<std::size_t> wrongLengths;                      //!< value lengths it cannot have
    std::function<void(ControlMessage&)> add;                   //!< Add(value)
    std::function<void(ControlMessage&, bool)> addWithM;        //!< Add(value, mandatory)
    std::function<bool(const ControlMessage&)> has;             //!< Has()
    std::function<std::string(const ControlMessage&)> getAsHex; //!< Get(), encoded again
    std::function<bool(const ControlMessage&)> getEquals;       //!< Get() equals the value
};

/**
 * @brief All attributes but Message Type, some with several values, typed in from RFC 3931.
 * @return the cases
 */
std::vector<AttributeCase> AllAttributeCases();

/**
 * @brief Whether a message may carry the attribute of a case.
 * @param attribute the case
 * @param type the message
 * @return true if it is listed
 */
bool MayCarry(const AttributeCase& attribute, MessageType type);

/**
 * @brief Show a case in the output of GoogleTest.
 * @param attribute the case
 * @param os where to print
 */
void PrintTo(const AttributeCase& attribute, std::ostream* os);

/**
 * @brief Hexadecimal digits several times over.
 * @param part the digits
 * @param count how many times
 * @return the digits
 */
std::string Repeat(const std::string& part, std::size_t count);

} // namespace wiretest
} // namespace l2tp
} // namespace ns3

#endif // L2TP_WIRE_ATTRIBUTE_CASES_H
