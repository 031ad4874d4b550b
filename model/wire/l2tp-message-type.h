// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_MESSAGE_TYPE_H
#define L2TP_MESSAGE_TYPE_H

#include "l2tp-constants.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief The Attribute Types that a message must carry, besides Message Type.
 *
 * A small list of fixed capacity that can be a member of a constexpr table. The types stand in
 * the order in which \RFC{3931} section 6 lists them; ControlMessage::MissingAttributes() reports
 * in that order.
 */
class RequiredAttributes
{
  public:
    /** @brief Largest number of required attributes of a message. */
    static constexpr std::size_t MAX_COUNT = 6;

    /**
     * @brief List the types.
     * @param types up to MAX_COUNT Attribute Types
     */
    constexpr RequiredAttributes(std::initializer_list<uint16_t> types)
        : m_types{},
          m_count(0)
    {
        for (const uint16_t type : types)
        {
            m_types[m_count++] = type;
        }
    }

    /** @brief First type. @return an iterator */
    constexpr const uint16_t* begin() const
    {
        return m_types.data();
    }

    /** @brief Behind the last type. @return an iterator */
    constexpr const uint16_t* end() const
    {
        return m_types.data() + m_count;
    }

    /** @brief How many there are. @return a number up to MAX_COUNT */
    constexpr std::size_t size() const
    {
        return m_count;
    }

  private:
    std::array<uint16_t, MAX_COUNT> m_types; //!< the types, then zeros
    std::size_t m_count;                     //!< how many count
};

/**
 * @ingroup l2tp
 * @brief What the protocol says about one message type (\RFC{3931} sections 3.1 and 6).
 *
 * The attributes that a message may carry besides follow from AttributeInfo::messages.
 */
struct MessageInfo
{
    /** @brief What a message is about. */
    enum class Scope : uint8_t
    {
        ControlConnection, //!< the control connection: errors end in StopCCN
        Session,           //!< one session: errors end in CDN
        Acknowledgement,   //!< nothing but Nr: raises no event (section 6.15)
    };

    MessageType type;            //!< message type
    const char* name;            //!< short name in the words of the RFC, "SCCRQ"
    Scope scope;                 //!< what it is about
    RequiredAttributes required; //!< attributes it must carry
};

// clang-format off
/**
 * @ingroup l2tp
 * @brief Every control message of \RFC{3931} section 6, by type; ZLB is last.
 *
 * The columns are those of MessageInfo: type, name, scope, required attributes by type. What a
 * message may carry besides is in the attribute table, so that neither table repeats the other.
 */
inline constexpr std::array<MessageInfo, 16> MESSAGES{{
    {MessageType::Sccrq, "SCCRQ", MessageInfo::Scope::ControlConnection, {7, 60, 61, 62}},
    {MessageType::Sccrp, "SCCRP", MessageInfo::Scope::ControlConnection, {7, 60, 61, 62}},
    {MessageType::Scccn, "SCCCN", MessageInfo::Scope::ControlConnection, {}},
    {MessageType::StopCcn, "StopCCN", MessageInfo::Scope::ControlConnection, {1}},
    {MessageType::Hello, "HELLO", MessageInfo::Scope::ControlConnection, {}},
    {MessageType::Ocrq, "OCRQ", MessageInfo::Scope::Session, {63, 64, 15, 68, 66, 71}},
    {MessageType::Ocrp, "OCRP", MessageInfo::Scope::Session, {63, 64, 71}},
    {MessageType::Occn, "OCCN", MessageInfo::Scope::Session, {63, 64}},
    {MessageType::Icrq, "ICRQ", MessageInfo::Scope::Session, {63, 64, 15, 68, 66, 71}},
    {MessageType::Icrp, "ICRP", MessageInfo::Scope::Session, {63, 64, 71}},
    {MessageType::Iccn, "ICCN", MessageInfo::Scope::Session, {63, 64}},
    {MessageType::Cdn, "CDN", MessageInfo::Scope::Session, {1, 63, 64}},
    {MessageType::Wen, "WEN", MessageInfo::Scope::Session, {63, 64, 34}},
    {MessageType::Sli, "SLI", MessageInfo::Scope::Session, {63, 64}},
    {MessageType::Ack, "ACK", MessageInfo::Scope::Acknowledgement, {}},
    {MessageType::Zlb, "ZLB", MessageInfo::Scope::Acknowledgement, {}},
}};
// clang-format on

/**
 * @ingroup l2tp
 * @brief The row of a message type on the wire, in constant time.
 *
 * Numbers 0, 5 and 13 are reserved (\RFC{3931} section 3.1) and as unknown as any other.
 *
 * @param type the number in a Message Type AVP of Vendor ID 0
 * @return the row, or null if \RFC{3931} does not define the type
 */
const MessageInfo* FindMessage(uint16_t type);

/**
 * @ingroup l2tp
 * @brief The row of a message type, in constant time.
 * @param type message type
 * @return the row, ZLB included, or null for Unknown and any number outside the enumeration
 */
const MessageInfo* FindMessage(MessageType type);

/**
 * @ingroup l2tp
 * @brief The short name of a message type.
 * @param type message type
 * @return "SCCRQ" and so on, "ZLB", or "unknown"
 */
const char* MessageName(MessageType type);

} // namespace l2tp
} // namespace ns3

#endif // L2TP_MESSAGE_TYPE_H
