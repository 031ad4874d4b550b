// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_MESSAGE_SECURITY_H
#define L2TP_MESSAGE_SECURITY_H

#include "l2tp-authentication-settings.h"
#include "l2tp-control-message.h"
#include "l2tp-engine-output.h"
#include "l2tp-message-authenticator.h"
#include "l2tp-secret-store.h"

#include "ns3/ptr.h"
#include "ns3/random-variable-stream.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Control Message Authentication and hiding of one control connection
 *        (\RFC{3931} sections 4.3, 5.3 and 5.4.1): it signs and hides what is sent, judges and
 *        unhides what is received, and keeps the nonces.
 *
 * What the three modes make of a received message:
 * - Secret: it has to carry a digest that fits a secret and the nonces. SCCRQ and SCCRP without a
 *   nonce pass without a digest, so that GetObjection() can have them refused.
 * - IntegrityOnly: a digest has to fit the empty secret. A peer that has sent one has to send one
 *   with each message; one that never did may go without.
 * - Off: a digest has to fit the empty secret, but none is asked for.
 *
 * In the latter two a nonce asks for more than this end can do: GetObjection() says so.
 */
class MessageSecurity
{
  public:
    /** @brief What Judge() finds. */
    struct Judgment
    {
        std::optional<ControlDropReason> drop; //!< why the message must not be used, if so
        bool verified{false};                  //!< whether it has a good digest
        std::size_t secret{0};                 //!< index of the secret that fits
    };

    /**
     * @brief Security of a connection before its first message.
     * @param store secrets of the endpoint; their keys are shared, the object is not kept
     * @param hostName Host Name of the peer, or empty
     * @param routerId Router ID of the peer, if known
     * @param random source of nonces, Random Vectors and padding
     */
    MessageSecurity(const SecretStore& store,
                    const std::string& hostName,
                    std::optional<uint32_t> routerId,
                    Ptr<UniformRandomVariable> random);

    /**
     * @brief Judge a received message. If it is not to be used, nothing has changed.
     * @param image octets from the T bit
     * @param established whether the connection was ever established: the exceptions for StopCCN
     *        before that do not count any more
     * @return the finding
     */
    Judgment Judge(ByteView image, bool established);

    /**
     * @brief Judge an SCCRP by the secrets of the peer it names, which were not known before.
     * @param image octets from the T bit
     * @param secrets secrets of that peer; taken over if they fit
     * @return the finding
     */
    Judgment JudgeReply(ByteView image, const SecretStore::Secrets& secrets);

    /**
     * @brief Whether SCCRQ or SCCRP asks for something else than this end does.
     * @param image octets from the T bit of a message that was judged
     * @return why its sender is not authorized (StopCCN result 4), or nothing
     */
    std::optional<std::string> GetObjection(ByteView image) const;

    /**
     * @brief Take over the nonce of an SCCRQ or SCCRP that was judged.
     * @param image octets from the T bit
     */
    void LearnNonce(ByteView image);

    /**
     * @brief Make the hidden AVPs of a message readable.
     * @param message a message that was judged
     * @param judgment the finding
     */
    void Unhide(ControlMessage& message, const Judgment& judgment) const;

    /**
     * @brief Put a nonce into SCCRQ or SCCRP, if this end authenticates.
     * @param message SCCRQ or SCCRP
     */
    void AddNonce(ControlMessage& message);

    /**
     * @brief Hide what may be hidden, if this is configured.
     * @param message a message about to be sent
     * @return the message to send
     */
    ControlMessage Hide(ControlMessage message) const;

    /**
     * @brief Hide with the secret of now what was hidden with a former one.
     * @param image octets from the T bit of a message that Hide() has made
     * @param former the secret that it was hidden with
     * @param vendors attributes of vendors that may be hidden, or null
     */
    void HideAgain(Bytes& image, const SharedSecret& former, const VendorRegistry* vendors) const;

    /**
     * @brief Sign a message, if this connection does so; each copy anew.
     * @param image octets from the T bit
     */
    void Sign(Bytes& image) const;

    /**
     * @brief The secrets were changed. Without effect unless they are used, before and now.
     * @param store secrets of the endpoint
     * @param hostName Host Name of the peer, or empty
     * @param routerId Router ID of the peer, if known
     */
    void Update(const SecretStore& store,
                const std::string& hostName,
                std::optional<uint32_t> routerId);

    /** @brief What is asked of both ends. @return the mode, which never changes */
    AuthenticationMode GetMode() const
    {
        return m_settings.mode;
    }

    /** @brief Secrets and nonces. @return the authenticator */
    const MessageAuthenticator& GetAuthenticator() const
    {
        return m_authenticator;
    }

  private:
    /**
     * @brief Whether a message must not lack a digest.
     * @param image octets from the T bit
     * @return true if it is dropped without one
     */
    bool IsDigestRequired(ByteView image) const;

    /**
     * @brief Draw random octets.
     * @param to where to write them
     * @param size how many
     */
    void Draw(uint8_t* to, std::size_t size) const;

    AuthenticationSettings m_settings;    //!< all but the secrets
    MessageAuthenticator m_authenticator; //!< secrets and nonces
    Ptr<UniformRandomVariable> m_random;  //!< random octets
    bool m_peerSigns{false};              //!< the peer has sent a good digest
    bool m_nonceReceived{false};          //!< the peer has sent a nonce, perhaps an empty one
    bool m_nonceSent{false};              //!< this end has sent a nonce
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_MESSAGE_SECURITY_H
