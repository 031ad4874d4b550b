// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_CONTROL_MESSAGE_H
#define L2TP_CONTROL_MESSAGE_H

#include "l2tp-avp-list.h"
#include "l2tp-avp.h"
#include "l2tp-bytes.h"
#include "l2tp-constants.h"
#include "l2tp-message-type.h"
#include "l2tp-parse-error.h"
#include "l2tp-value-check.h"
#include "l2tp-value-codec.h"

#include <array>
#include <cstdint>
#include <optional>
#include <ostream>
#include <variant>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief A control message: its wire image and where in it the attributes are.
 *
 * The image is complete at any time: adding an AVP appends its octets and corrects Length,
 * setting Ns or Nr patches two octets, so that a retransmission costs nothing but the new Nr.
 * An array with one offset per attribute makes Has() and Get() constant in time.
 *
 * A message that is built and the same message decoded are equal in every respect. Building
 * refuses, by NS_ABORT_MSG, what a receiver would have to find fault with; decoding takes any
 * octets and never aborts, throws or reads outside of them.
 *
 * @code
 *   ControlMessage hello(MessageType::Hello);
 *   hello.SetControlConnectionId(peer);
 *   Send(hello.GetBytes());
 *
 *   auto decoded = ControlMessage::Decode(octets);
 *   if (const auto* message = std::get_if<ControlMessage>(&decoded))
 *   {
 *       const std::optional<Cookie> cookie = message->Get<avp::AssignedCookie>();
 *   }
 * @endcode
 */
class ControlMessage
{
  public:
    /** @brief What is wrong with single AVPs. */
    using FaultList = std::vector<AvpFault>;

    /**
     * @brief Begin a message with all header fields 0 but flags, Ver and Length.
     *
     * The Message Type AVP follows with its M bit set (\RFC{3931} section 5.4.1); Zlb has none.
     *
     * @param type any message type but Unknown
     */
    explicit ControlMessage(MessageType type);

    /**
     * @brief Decode a message and copy its octets.
     *
     * Length has to be at least 12 and at most the size given; octets behind it are ignored, and
     * so are reserved bits (\RFC{3931} sections 3.2.1, 5.1 and 7.1). AVPs that cannot be used
     * while the message can are in GetFaults().
     *
     * @param bytes octets from the T bit
     * @return the message, or why there is none
     */
    static std::variant<ControlMessage, ParseError> Decode(ByteView bytes);

    /**
     * @brief Decode a message and keep its octets.
     * @param bytes octets from the T bit
     * @return the message, or why there is none
     */
    static std::variant<ControlMessage, ParseError> Decode(Bytes&& bytes);

    /**
     * @brief Append an attribute with the M bit that the attribute table gives it.
     *
     * Aborts if the attribute is not listed for this message, is there already though it may not
     * be repeated, or has a value that is too long or out of range.
     *
     * @tparam A a name of namespace avp
     * @param value the value
     * @return this message
     */
    template <class A>
    ControlMessage& Add(const typename A::Value& value)
    {
        return Add<A>(value, A::INFO.mandatory);
    }

    /**
     * @brief Append an attribute.
     *
     * Aborts like Add(value) does.
     *
     * @tparam A a name of namespace avp
     * @param value the value
     * @param mandatory the M bit; Extended Vendor ID goes without it whatever is asked for
     * @return this message
     */
    template <class A>
    ControlMessage& Add(const typename A::Value& value, bool mandatory)
    {
        const std::size_t size = EncodedSize(value);
        uint8_t* to = BeginAvp(A::ROW, mandatory, size);
        EncodeValue(value, to);
        if constexpr (NeedsCheck(A::INFO))
        {
            CheckAdded(A::INFO, {to, size});
        }
        return *this;
    }

    /**
     * @brief Append an AVP of any vendor and type, with any value.
     *
     * A vendor above 65535 goes into an Extended Vendor ID AVP without the M bit
     * (\RFC{3931} section 5.1.1). The value is not checked against the attribute table: what a
     * receiver would find fault with is in GetFaults() afterwards. Aborts if the value is longer
     * than 1017 octets (1011 octets in an Extended Vendor ID AVP).
     *
     * @param vendor SMI enterprise number, 0 for IETF attributes
     * @param type Attribute Type
     * @param mandatory the M bit
     * @param value Attribute Value; not a part of this message
     * @return this message
     */
    ControlMessage& AddRaw(uint32_t vendor, uint16_t type, bool mandatory, ByteView value);

    /**
     * @brief Whether a usable AVP with the attribute is there.
     * @tparam A a name of namespace avp
     * @return true if Get() has a value
     */
    template <class A>
    bool Has() const
    {
        return m_offsets[A::ROW] != 0;
    }

    /**
     * @brief The value of an attribute.
     *
     * AVPs with a fault count as absent, and so do attributes that are not listed for this
     * message. Of several instances the first is given.
     *
     * @tparam A a name of namespace avp
     * @return the value, or nothing
     */
    template <class A>
    std::optional<typename A::Value> Get() const
    {
        if (!Has<A>())
        {
            return std::nullopt;
        }
        std::optional<typename A::Value> value(std::in_place);
        DecodeValue(ValueAt(m_offsets[A::ROW]), *value);
        return value;
    }

    /**
     * @brief The type of the message.
     * @return the type; Unknown if \RFC{3931} does not define it or a vendor does; Zlb for a
     *         message without any AVP
     */
    MessageType GetType() const
    {
        return m_type;
    }

    /**
     * @brief The number in the Message Type AVP.
     * @return the number as received; 0 in a ZLB
     */
    uint16_t GetRawType() const;

    /**
     * @brief The vendor whose message this is (\RFC{3931} section 5.4.1).
     * @return Vendor ID of the Message Type AVP, 0 for messages of the IETF
     */
    uint16_t GetMessageVendor() const;

    /**
     * @brief The M bit of the Message Type AVP.
     * @return true if a receiver that does not know the message has to clear the control
     *         connection (\RFC{3931} section 5.4.1); false in a ZLB
     */
    bool IsMandatory() const;

    /**
     * @brief What is known of the type.
     * @return the row of the message table, null if GetType() is Unknown
     */
    const MessageInfo* GetInfo() const;

    /**
     * @brief Whether the message does nothing but acknowledge (\RFC{3931} section 6.15).
     * @return true for ACK and ZLB
     */
    bool IsAcknowledgement() const
    {
        return m_type == MessageType::Ack || m_type == MessageType::Zlb;
    }

    /** @brief All fields of the header. @return a copy of them */
    ControlHeader GetHeader() const;

    /** @brief Ver. @return 3 */
    uint8_t GetVersion() const;

    /** @brief Control Connection ID. @return the identifier that the recipient assigned, or 0 */
    uint32_t GetControlConnectionId() const;

    /** @brief Ns. @return number of this message */
    uint16_t GetNs() const;

    /** @brief Nr. @return number of the message expected next */
    uint16_t GetNr() const;

    /**
     * @brief Set the Control Connection ID.
     * @param id identifier that the recipient assigned; 0 while it is unknown
     */
    void SetControlConnectionId(uint32_t id);

    /**
     * @brief Set Ns.
     * @param ns number of this message
     */
    void SetNs(uint16_t ns);

    /**
     * @brief Set Nr.
     * @param nr number of the message expected next
     */
    void SetNr(uint16_t nr);

    /**
     * @brief Give the wire image away; the message is empty afterwards.
     * @return octets from the T bit
     */
    Bytes Release() &&;

    /**
     * @brief Stamp Ns and Nr into a wire image.
     * @param image octets of a control message from the T bit, at least its header
     * @param ns number of the message
     * @param nr number of the message expected next
     */
    static void PatchSequence(Bytes& image, uint16_t ns, uint16_t nr);

    /**
     * @brief Stamp the Control Connection ID into a wire image.
     * @param image octets of a control message from the T bit, at least its header
     * @param id the ID that the receiver has assigned, or 0
     */
    static void PatchControlConnectionId(Bytes& image, uint32_t id);

    /**
     * @brief The wire image, from the T bit to the end of the last AVP.
     * @return a view that is valid until the message is changed or destroyed
     */
    ByteView GetBytes() const
    {
        return {m_image.data(), m_size};
    }

    /**
     * @brief All AVPs in their order, usable or not.
     * @return a view that is valid until the message is changed or destroyed
     */
    AvpList GetAvps() const&
    {
        return {GetBytes(), m_type};
    }

    /** @brief A list of the AVPs of a temporary message would not outlive it. @return nothing */
    AvpList GetAvps() const&& = delete;

    /**
     * @brief The value of an AVP of this message, hidden or not, checked or not.
     * @param avp an element of GetAvps()
     * @return a view that is valid until the message is changed or destroyed
     */
    ByteView GetValue(const Avp& avp) const
    {
        return GetBytes().Sub(avp.offset + AVP_HEADER_SIZE, avp.length - AVP_HEADER_SIZE);
    }

    /**
     * @brief What is wrong with single AVPs, in their order.
     * @return the faults, usually none
     */
    const FaultList& GetFaults() const
    {
        return m_faults;
    }

    /**
     * @brief Required attributes that are absent or not usable (\RFC{3931} sections 6 and 7.1).
     * @return their Attribute Types in the order of the message table
     */
    std::vector<uint16_t> MissingAttributes() const;

  private:
    /**
     * @brief Keep octets without reading them.
     * @param image octets from the T bit
     */
    explicit ControlMessage(Bytes&& image);

    /**
     * @brief Find the AVPs, the type, the usable attributes and the faults of the image.
     * @return why that is not possible, or nothing
     */
    std::optional<ParseError> Parse();

    /**
     * @brief Read the Message Type AVP.
     * @return why that is not possible, or nothing
     */
    std::optional<ParseError> ParseMessageType();

    /**
     * @brief An error in the sequence of AVPs.
     * @param what the problem
     * @param offset where the AVP starts
     * @return the error with all that is known of the AVP and the message
     */
    ParseError MakeError(ParseProblem what, std::size_t offset) const;

    /**
     * @brief Make an AVP usable or note its fault.
     * @param avp an AVP behind the Message Type AVP
     */
    void Register(const Avp& avp);

    /**
     * @brief Note the fault of an AVP that is unknown or hidden.
     * @param avp an AVP behind the Message Type AVP
     */
    void RegisterUnreadable(const Avp& avp);

    /**
     * @brief Note a fault.
     * @param avp the AVP
     * @param what the problem
     * @param mandatory the M bit to act on
     */
    void AddFault(const Avp& avp, ParseProblem what, bool mandatory);

    /**
     * @brief Set the type and what depends on it.
     * @param type type of the message
     */
    void SetType(MessageType type)
    {
        m_type = type;
        m_bit = MessageBit(type);
    }

    /**
     * @brief Append an AVP but for its value; abort if the table does not allow it.
     * @param row index of the attribute in ATTRIBUTES
     * @param mandatory the M bit, left out where the table says so
     * @param size octets of the value
     * @return where to write the value, at once
     */
    uint8_t* BeginAvp(std::size_t row, bool mandatory, std::size_t size);

    /**
     * @brief Abort because the table does not allow an AVP.
     * @param row index of the attribute in ATTRIBUTES
     * @param size octets of the value
     */
    [[noreturn]] void Refuse(std::size_t row, std::size_t size) const;

    /**
     * @brief Abort if the table does not allow the value of an AVP just added.
     * @param info row of the attribute
     * @param value the value
     */
    void CheckAdded(const AttributeInfo& info, ByteView value) const;

    /**
     * @brief Append the header of an AVP and room for its value.
     * @param name name of the attribute
     * @param flags M bit or 0
     * @param type Vendor ID in the upper 16 bits, Attribute Type in the lower
     * @param size octets of the value
     * @return where to write the value, at once
     */
    uint8_t* AppendAvp(const char* name, uint16_t flags, uint32_t type, std::size_t size);

    /**
     * @brief The value of an AVP.
     * @param offset where the AVP starts
     * @return its octets
     */
    ByteView ValueAt(std::size_t offset) const;

    Bytes m_image;                                       //!< octets from the T bit, then room
    std::array<uint16_t, ATTRIBUTES.size()> m_offsets{}; //!< first usable AVP per row, or 0
    std::size_t m_size{0};                               //!< octets of the message
    uint32_t m_bit{0};                                   //!< MessageBit() of the type
    MessageType m_type{MessageType::Zlb};                //!< type of the message
    FaultList m_faults;                                  //!< unusable AVPs
};

/**
 * @ingroup l2tp
 * @brief Print a message on one line: type, header fields, then the AVPs by name.
 * @param os where to print
 * @param message the message
 * @return os
 */
std::ostream& operator<<(std::ostream& os, const ControlMessage& message);

} // namespace l2tp
} // namespace ns3

#endif // L2TP_CONTROL_MESSAGE_H
