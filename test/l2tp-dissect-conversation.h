// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_DISSECT_CONVERSATION_H
#define L2TP_DISSECT_CONVERSATION_H

#include "ns3/l2tp-bytes.h"
#include "ns3/l2tp-constants.h"
#include "ns3/l2tp-control-message.h"
#include "ns3/l2tp-message-authenticator.h"
#include "ns3/l2tp-shared-secret.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace l2tp
{
namespace tests
{

/**
 * @ingroup l2tp-tests
 * @brief Makes the IP packets of one control connection between A and B.
 */
class Conversation
{
  public:
    static constexpr uint8_t A = 1; //!< last octet of the initiator's address
    static constexpr uint8_t B = 2; //!< last octet of the responder's address

    /**
     * @brief Agree on identifiers, secret and nonces.
     * @param idA Control Connection ID that A assigns
     * @param idB Control Connection ID that B assigns
     * @param secret shared secret; nothing for no digests
     * @param nonces whether there are nonces
     * @param type digest
     */
    Conversation(uint32_t idA,
                 uint32_t idB,
                 const std::optional<std::string>& secret = std::nullopt,
                 bool nonces = true,
                 DigestType type = DigestType::HmacMd5);

    /**
     * @brief SCCRQ or SCCRP without its place in the connection.
     * @param type which of them
     * @param id Assigned Control Connection ID
     * @return the message
     */
    ControlMessage Opening(MessageType type, uint32_t id) const;

    /** @brief SCCRQ of A. @return an IP packet */
    Bytes Sccrq() const;

    /** @brief SCCRP of B. @return an IP packet */
    Bytes Sccrp() const;

    /** @brief SCCRQ, SCCRP and SCCCN. @return IP packets */
    std::vector<Bytes> SetUp() const;

    /**
     * @brief A message of A.
     * @param message the message
     * @param ns its Ns
     * @return an IP packet
     */
    Bytes FromA(const ControlMessage& message, uint16_t ns) const;

    /**
     * @brief A message of B.
     * @param message the message
     * @param ns its Ns
     * @return an IP packet
     */
    Bytes FromB(const ControlMessage& message, uint16_t ns) const;

    /**
     * @brief Hide the AVPs of a message.
     * @param message the message
     * @return it with AVPs hidden
     */
    ControlMessage Hidden(const ControlMessage& message) const;

    /**
     * @brief Make an IP packet.
     * @param from A or B
     * @param message the message
     * @param ccid Control Connection ID in its header
     * @param ns its Ns
     * @param knowsPeer whether the sender knows the nonce of its peer
     * @return the packet
     */
    Bytes Make(uint8_t from,
               const ControlMessage& message,
               uint32_t ccid,
               uint16_t ns,
               bool knowsPeer = true) const;

    /** @brief Nonce of A. @return its octets */
    const Bytes& NonceA() const
    {
        return m_nonceA;
    }

    /** @brief Nonce of B. @return its octets */
    const Bytes& NonceB() const
    {
        return m_nonceB;
    }

  private:
    uint32_t m_idA;                               //!< assigned by A
    uint32_t m_idB;                               //!< assigned by B
    bool m_hasNonces;                             //!< whether there are nonces
    Bytes m_nonceA;                               //!< nonce of A
    Bytes m_nonceB;                               //!< nonce of B
    std::shared_ptr<const SharedSecret> m_secret; //!< the secret, if there is one
    std::optional<MessageAuthenticator> m_signer; //!< signs
};

/**
 * @ingroup l2tp-tests
 * @brief A message that sets a session up.
 * @param type ICRQ, ICRP, ICCN, OCRQ, OCRP or OCCN
 * @param local Local Session ID
 * @param cookie octets of the cookie; nothing for no Assigned Cookie AVP
 * @param sublayer L2-Specific Sublayer; nothing for no such AVP
 * @return the message
 */
ControlMessage Session(MessageType type,
                       uint32_t local,
                       std::optional<std::size_t> cookie,
                       std::optional<uint16_t> sublayer);

/**
 * @ingroup l2tp-tests
 * @brief A data message over IP.
 * @param from last octet of its source address
 * @param to last octet of its destination address
 * @param id Session ID
 * @return an IP packet with 20 octets behind the Session ID
 */
Bytes Data(uint8_t from, uint8_t to, uint32_t id);

} // namespace tests
} // namespace l2tp
} // namespace ns3

#endif // L2TP_DISSECT_CONVERSATION_H
