// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_SCRIPT_PEER_H
#define L2TP_SCRIPT_PEER_H

#include "l2tp-bytes.h"
#include "l2tp-control-message.h"
#include "l2tp-endpoint-context.h"
#include "l2tp-message-authenticator.h"
#include "l2tp-shared-secret.h"

#include "ns3/address.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace l2tp
{
namespace test
{

/**
 * @brief Octets, one after the other; zeros behind the last.
 */
class ScriptReader
{
  public:
    /** @brief Read from the first octet. @param octets must outlive the reader */
    explicit ScriptReader(ByteView octets)
        : m_octets(octets)
    {
    }

    /** @brief Whether all octets were read. @return true if so */
    bool IsAtEnd() const
    {
        return m_position >= m_octets.size();
    }

    /** @brief Next octet. @return the octet, or 0 */
    uint8_t Next()
    {
        return IsAtEnd() ? 0 : m_octets.data()[m_position++];
    }

  private:
    ByteView m_octets;         //!< the octets
    std::size_t m_position{0}; //!< how many were read
};

/**
 * @brief A peer that does what octets tell it, with the identifiers and numbers that are due.
 */
class ScriptPeer
{
  public:
    /**
     * @brief A peer that has said and heard nothing.
     * @param flavour octet that the configuration of the endpoint was made from
     * @param script where decisions come from; must outlive the peer
     */
    ScriptPeer(uint8_t flavour, ScriptReader& script);

    /**
     * @brief What the endpoint has to be configured with.
     * @param flavour octet: the lowest two bits tell the mode
     * @return the settings
     */
    static AuthenticationSettings Authenticate(uint8_t flavour);

    /** @brief Where the peer is. @return an opaque address */
    const Address& GetAddress() const;

    /** @brief A message of a type that the script chooses. @return octets without digest */
    Bytes MakeMessage();

    /** @brief Such a message with an AVP too many, or a header of its own. @return octets */
    Bytes MakeStrange();

    /** @brief ACK or ZLB. @return octets without digest */
    Bytes MakeAcknowledgement();

    /** @brief Change some octets. @param image a message @return what is left of it */
    Bytes Mutate(Bytes image);

    /** @brief Put in the digest, if there has to be one. @param image a message @return it */
    Bytes Seal(Bytes image);

    /** @brief Something that was said before, by either side. @return octets */
    Bytes Repeat();

    /**
     * @brief Take what the endpoint sends, and note identifiers, numbers and nonces in it.
     * @param image the message
     * @return what is wrong with it, or an empty string
     */
    std::string Hear(const Bytes& image);

    /** @brief How many messages the peer has sent, or sent again. @return the number */
    std::size_t CountSent() const;

  private:
    /** @brief Session ID of the peer for a session. @return one of a few */
    uint32_t ChooseLocalSession();

    /** @brief Session ID of the endpoint. @return one that was heard, or 0 */
    uint32_t ChooseRemoteSession();

    /** @brief Add the AVPs that a message must have. @param message the message */
    void Fill(ControlMessage& message);

    /** @brief Add AVPs that a message may have. @param message the message */
    void Garnish(ControlMessage& message);

    /** @brief Keep what was said. @param image a message */
    void Remember(const Bytes& image);

    /** @brief Header fields. @param message the message @return its octets */
    Bytes Finish(ControlMessage message);

    ScriptReader& m_script;                       //!< decisions
    Address m_address;                            //!< where the peer is
    std::shared_ptr<const SharedSecret> m_secret; //!< secret of both ends
    MessageAuthenticator m_security;              //!< digests
    bool m_authenticated;                         //!< whether messages need one
    bool m_nonces;                                //!< whether nonces are exchanged
    uint32_t m_connection{0};                     //!< Control Connection ID of the endpoint
    uint16_t m_ns{0};                             //!< next Ns
    uint16_t m_nr{0};                             //!< next Ns expected
    std::vector<uint32_t> m_sessions;             //!< Session IDs of the endpoint
    std::vector<Bytes> m_said;                    //!< what was sent and heard
    std::size_t m_sent{0};                        //!< messages sent
};

} // namespace test
} // namespace l2tp
} // namespace ns3

#endif // L2TP_SCRIPT_PEER_H
