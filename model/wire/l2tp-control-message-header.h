// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_CONTROL_MESSAGE_HEADER_H
#define L2TP_CONTROL_MESSAGE_HEADER_H

#include "l2tp-control-message.h"
#include "l2tp-parse-error.h"

#include "ns3/header.h"

#include <optional>
#include <ostream>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief A whole control message as a packet header, so that packets print themselves.
 *
 * The message is decoded when the header is read, so a packet that is printed shows the type, the
 * header fields and every AVP by name, and a malformed one what is wrong with it.
 *
 * Over IP four zero octets precede the message (\RFC{3931} section 4.1.1.2); they tell on
 * reading which encapsulation it is, so that a header made with the default constructor reads
 * both.
 */
class ControlMessageHeader : public Header
{
  public:
    /** @brief Get the type ID. @return the type ID */
    static TypeId GetTypeId();

    /** @brief A header to read into; until then it holds a ZLB over UDP. */
    ControlMessageHeader();

    /**
     * @brief A header to put in front of an empty packet.
     * @param message the message
     * @param encapsulation how it will travel
     */
    ControlMessageHeader(const ControlMessage& message, Encapsulation encapsulation);

    /** @brief The message. @return what was given or read; a ZLB if reading failed */
    const ControlMessage& GetMessage() const;

    /** @brief How the message travels. @return Ip if four zero octets precede it */
    Encapsulation GetEncapsulation() const;

    /** @brief Why the last Deserialize() failed. @return the error, or nothing */
    const std::optional<ParseError>& GetError() const;

    // inherited from Header
    TypeId GetInstanceTypeId() const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;

    /**
     * @brief Read a message.
     * @param start first octet; all of the message must follow
     * @return octets taken; 0 if what follows is no control message
     */
    uint32_t Deserialize(Buffer::Iterator start) override;
    void Print(std::ostream& os) const override;

  private:
    ControlMessage m_message;                          //!< the message
    Encapsulation m_encapsulation{Encapsulation::Udp}; //!< how it travels
    std::optional<ParseError> m_error;                 //!< why reading failed
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_CONTROL_MESSAGE_HEADER_H
