// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_AVP_LIST_H
#define L2TP_AVP_LIST_H

#include "l2tp-attribute.h"
#include "l2tp-bytes.h"

#include <boost/endian/conversion.hpp>
#include <cstddef>
#include <cstdint>
#include <iterator>

namespace ns3
{
namespace l2tp
{

/** @brief M bit of an AVP (\RFC{3931} sections 5.1 and 10.4). */
constexpr uint16_t AVP_M_BIT = 0x8000;
/** @brief H bit of an AVP (\RFC{3931} sections 5.1 and 10.4). */
constexpr uint16_t AVP_H_BIT = 0x4000;
/** @brief Length field of an AVP (\RFC{3931} section 5.1). */
constexpr uint16_t AVP_LENGTH_MASK = 0x03ff;

/**
 * @ingroup l2tp
 * @brief The header of one AVP of a message (\RFC{3931} section 5.1).
 *
 * @verbatim
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |M|H| rsvd  |      Length       |           Vendor ID           |
 * |         Attribute Type        |      Attribute Value ...
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * @endverbatim
 */
struct Avp
{
    uint16_t vendor;           //!< Vendor ID
    uint16_t type;             //!< Attribute Type
    uint16_t offset;           //!< where its header starts, in octets from the T bit
    uint16_t length;           //!< octets, header included
    bool mandatory;            //!< M bit
    bool hidden;               //!< H bit
    const AttributeInfo* info; //!< row of the attribute table; null if it is unknown

    /**
     * @brief Read the header of an AVP without judging it.
     * @param message octets from the T bit
     * @param offset where the AVP starts; six octets must follow, not checked
     * @param in type of the message
     * @return the header
     */
    static Avp Read(ByteView message, std::size_t offset, MessageType in)
    {
        using boost::endian::load_big_u16;
        const uint8_t* from = message.data() + offset;
        const uint16_t word = load_big_u16(from);
        Avp avp{};
        avp.vendor = load_big_u16(from + 2);
        avp.type = load_big_u16(from + 4);
        avp.offset = static_cast<uint16_t>(offset);
        avp.length = word & AVP_LENGTH_MASK;
        avp.mandatory = (word & AVP_M_BIT) != 0;
        avp.hidden = (word & AVP_H_BIT) != 0;
        avp.info = avp.vendor == 0 ? FindAttribute(avp.type, in) : nullptr;
        return avp;
    }
};

/**
 * @ingroup l2tp
 * @brief The AVPs of a message in their order, Message Type included.
 *
 * A list is a view of a message whose AVP lengths have been checked. It stays valid until the
 * message is changed or destroyed; going through it reads the octets and copies none.
 *
 * The list shows what is on the wire: hidden and unknown AVPs, repeated ones and those with
 * faults too. ControlMessage::Get() and Has() are the way to what can be used.
 *
 * @code
 *   for (const Avp& avp : message.GetAvps())
 *   {
 *       std::cout << avp.vendor << "/" << avp.type << " " << avp.length << " octets\n";
 *   }
 * @endcode
 */
class AvpList
{
  public:
    /**
     * @brief Goes from AVP to AVP by their Length fields.
     *
     * An input iterator: AVPs are made from the octets when they are asked for.
     */
    class Iterator
    {
      public:
        using iterator_category = std::input_iterator_tag; //!< one pass at a time
        using value_type = Avp;                            //!< what it points at
        using difference_type = std::ptrdiff_t;            //!< unused
        using pointer = const Avp*;                        //!< unused
        using reference = Avp;                             //!< AVPs are made on the fly

        /**
         * @brief Point at an AVP.
         * @param message octets from the T bit
         * @param in type of the message
         * @param offset where the AVP starts, or the end of the message
         */
        Iterator(ByteView message, MessageType in, std::size_t offset)
            : m_message(message),
              m_offset(offset),
              m_in(in)
        {
        }

        /** @brief The AVP. @return its header */
        Avp operator*() const
        {
            return Avp::Read(m_message, m_offset, m_in);
        }

        /** @brief Go to the next AVP. @return this */
        Iterator& operator++()
        {
            const uint8_t* from = m_message.data() + m_offset;
            m_offset += boost::endian::load_big_u16(from) & AVP_LENGTH_MASK;
            return *this;
        }

        /**
         * @brief Compare positions within one message.
         * @param other the iterator to compare with
         * @return true if both point at the same octet
         */
        bool operator==(const Iterator& other) const
        {
            return m_offset == other.m_offset;
        }

        /**
         * @brief Compare positions within one message.
         * @param other the iterator to compare with
         * @return true if they point at different octets
         */
        bool operator!=(const Iterator& other) const
        {
            return m_offset != other.m_offset;
        }

      private:
        ByteView m_message;   //!< octets from the T bit
        std::size_t m_offset; //!< where the AVP starts
        MessageType m_in;     //!< type of the message
    };

    /**
     * @brief List the AVPs of a message.
     * @param message octets from the T bit, with checked AVP lengths
     * @param in type of the message
     */
    AvpList(ByteView message, MessageType in)
        : m_message(message),
          m_in(in)
    {
    }

    /** @brief The first AVP. @return an iterator */
    Iterator begin() const
    {
        return {m_message, m_in, CONTROL_HEADER_SIZE};
    }

    /** @brief Behind the last AVP. @return an iterator */
    Iterator end() const
    {
        return {m_message, m_in, m_message.size()};
    }

    /** @brief Whether there is no AVP: a ZLB. @return true if the list is empty */
    bool empty() const
    {
        return m_message.size() <= CONTROL_HEADER_SIZE;
    }

  private:
    ByteView m_message; //!< octets from the T bit
    MessageType m_in;   //!< type of the message
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_AVP_LIST_H
