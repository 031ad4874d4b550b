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

class SharedSecret;
class VendorRegistry;
struct VendorAttribute;
struct VendorMessage;

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
     * while the message can are in GetFaults(); hidden ones are among them until Unhide().
     *
     * Ver is 3, or 2 in an SCCRQ to Control Connection ID 0, with which an LCCE that speaks both
     * versions opens (section 4.7.3). In such an SCCRQ all attributes of \RFC{2661} that version 3
     * has not taken over are ignored; one of a peer that speaks version 2 alone is found out by
     * its MissingAttributes().
     *
     * @param bytes octets from the T bit
     * @param vendors what is recognised of vendors, nothing if null; not owned, has to live
     *        longer than the message
     * @return the message, or why there is none
     */
    static std::variant<ControlMessage, ParseError> Decode(ByteView bytes,
                                                           const VendorRegistry* vendors = nullptr);

    /**
     * @brief Decode a message and keep its octets.
     * @param bytes octets from the T bit
     * @param vendors what is recognised of vendors, as above
     * @return the message, or why there is none
     */
    static std::variant<ControlMessage, ParseError> Decode(Bytes&& bytes,
                                                           const VendorRegistry* vendors = nullptr);

    /**
     * @brief Make hidden AVPs readable (\RFC{3931} section 5.3).
     *
     * Afterwards Has(), Get(), GetClearValue(), MissingAttributes(), GetFaults() and printing
     * treat a hidden AVP like any other. The wire image, GetAvps(), GetValue() and the offsets in
     * faults stay what they were. For each AVP the nearest Random Vector before it counts.
     *
     * A hidden AVP has a fault if there is no Random Vector before it in this message
     * (NoRandomVector), or if its original length is more than what is there (BadHiddenLength),
     * as it will mostly be with another secret. Without a hidden AVP nothing is done.
     *
     * @param secret the secret that the message has been verified with
     */
    void Unhide(const SharedSecret& secret);

    /**
     * @brief Whether an AVP is hidden and has not been unhidden.
     * @return true if Unhide() has something to do
     */
    bool HasHidden() const;

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

    /** @brief Ver. @return 3, or 2 in an SCCRQ of an LCCE that speaks both versions */
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
     * @brief The value of an AVP of this message as it is on the wire, checked or not.
     * @param avp an element of GetAvps()
     * @return a view that is valid until the message is changed or destroyed
     */
    ByteView GetValue(const Avp& avp) const
    {
        return GetBytes().Sub(avp.offset + AVP_HEADER_SIZE, avp.length - AVP_HEADER_SIZE);
    }

    /**
     * @brief The value of an AVP of this message as its sender meant it, checked or not.
     * @param avp an element of GetAvps()
     * @return a view that is valid until the message is changed or destroyed; nothing if the
     *         value is hidden and Unhide() was not called or did not succeed
     */
    std::optional<ByteView> GetClearValue(const Avp& avp) const;

    /**
     * @brief Recognise attributes of vendors in a message that is being built.
     * @param vendors what is recognised of the AVPs added from now on, nothing if null; not
     *        owned, has to live longer than the message
     */
    void SetVendors(const VendorRegistry* vendors)
    {
        m_vendors = vendors;
    }

    /** @brief What is recognised of vendors. @return the registry, or null */
    const VendorRegistry* GetVendors() const
    {
        return m_vendors;
    }

    /**
     * @brief The value of a vendor's attribute that is registered.
     *
     * It may stand in an AVP of that vendor or in an Extended Vendor ID AVP
     * (\RFC{3931} section 5.1.1); of several instances the first without a fault is given.
     *
     * @param vendor SMI enterprise number
     * @param type Attribute Type
     * @return a view that is valid until the message is changed or destroyed; nothing if the
     *         attribute is absent, not usable or not registered
     */
    std::optional<ByteView> FindVendorValue(uint32_t vendor, uint16_t type) const;

    /**
     * @brief What is registered of a vendor's message (\RFC{3931} section 5.4.1).
     *
     * GetType() of a vendor's message is Unknown; if it is registered it is nevertheless
     * recognised, so that IsMandatory() asks for nothing.
     *
     * @return the registration, or null
     */
    const VendorMessage* GetVendorMessage() const;

    /**
     * @brief What is registered of the attribute in an AVP.
     * @param avp an element of GetAvps(): an AVP of a vendor, or an Extended Vendor ID AVP that
     *        is readable
     * @return the registration, or null
     */
    const VendorAttribute* FindVendorAttribute(const Avp& avp) const;

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
     * @param vendors what is recognised of vendors, or null
     */
    ControlMessage(Bytes&& image, const VendorRegistry* vendors);

    /**
     * @brief Find the AVPs, the type, the usable attributes and the faults of the image.
     * @return why that is not possible, or nothing
     */
    std::optional<ParseError> Parse();

    /**
     * @brief Do what Parse() does, whatever Ver is.
     * @return why that is not possible, or nothing
     */
    std::optional<ParseError> ParseAvps();

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
     * @brief Note the fault of an AVP that is hidden or not in the attribute table.
     * @param avp an AVP behind the Message Type AVP
     */
    void RegisterUnreadable(const Avp& avp);

    /**
     * @brief Whether an attribute belongs to version 2 and is not to be noticed.
     * @param type Attribute Type (Vendor ID 0)
     * @return true if it causes no fault though it is unknown
     */
    bool IsSkipped(uint16_t type) const;

    /**
     * @brief Judge an AVP that is a vendor's or wraps one.
     * @param avp an AVP with readable value
     * @return the problem, or nothing if it is good
     */
    std::optional<ParseProblem> CheckVendor(const Avp& avp) const;

    /**
     * @brief Whether an AVP is hidden that may be.
     * @param avp an AVP behind the Message Type AVP
     * @return true if Unhide() has to make it readable
     */
    bool IsHidden(const Avp& avp) const;

    /**
     * @brief Make one hidden AVP readable in m_clear.
     * @param avp the AVP
     * @param vector offset of the nearest Random Vector AVP before it, or 0
     * @param secret the secret
     * @return the problem, or nothing if the AVP is in m_clear
     */
    std::optional<ParseProblem> Reveal(const Avp& avp,
                                       std::size_t vector,
                                       const SharedSecret& secret);

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
     * @brief The readable value of an AVP.
     * @param offset where the AVP starts
     * @return its octets, those of m_clear if it is there
     */
    ByteView ValueAt(std::size_t offset) const;

    Bytes m_image;                                       //!< octets from the T bit, then room
    std::array<uint16_t, ATTRIBUTES.size()> m_offsets{}; //!< first usable AVP per row, or 0
    std::size_t m_size{0};                               //!< octets of the message
    uint32_t m_bit{0};                                   //!< MessageBit() of the type
    MessageType m_type{MessageType::Zlb};                //!< type of the message
    FaultList m_faults;                                  //!< unusable AVPs
    Bytes m_clear;                                       //!< image with AVPs unhidden, or empty
    const VendorRegistry* m_vendors{nullptr};            //!< what is known of vendors, or null
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
