// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_MESSAGE_AUTHENTICATOR_H
#define L2TP_MESSAGE_AUTHENTICATOR_H

#include "l2tp-bytes.h"
#include "l2tp-constants.h"
#include "l2tp-shared-secret.h"

#include <boost/container/static_vector.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Message Digests of one control connection (\RFC{3931} sections 4.3 and 5.4.1).
 *
 * A digest is HMAC(digest key, sender's nonce, receiver's nonce, message), the message taken from
 * the T bit with all digests in it zero. SCCRQ is hashed without nonces. A nonce that is empty or
 * not known yet counts as no octets, so that an authenticator with one empty secret and no nonces
 * does the integrity check of section 4.3.
 *
 * While a secret is being changed there are two: each message then carries a digest for each, and
 * a message is good if any of its digests fits any of the secrets.
 *
 * @code
 *   MessageAuthenticator authenticator({secret}, DigestType::HmacMd5);
 *   authenticator.SetLocalNonce(nonce);
 *   authenticator.Sign(sccrq);                     // inserts the Message Digest AVP
 *   if (authenticator.Verify(answer).IsGood())     // before anything of it is used
 *   {
 *       authenticator.SetRemoteNonce(*PeekNonce(answer));
 *   }
 * @endcode
 */
class MessageAuthenticator
{
  public:
    /** @brief A message can carry a digest for each of so many secrets. */
    static constexpr std::size_t MAX_SECRETS = 2;
    /** @brief One or two secrets, which other connections may share. */
    using Secrets =
        boost::container::static_vector<std::shared_ptr<const SharedSecret>, MAX_SECRETS>;

    /** @brief Which nonces a digest may have been made with. */
    enum class NonceRule : uint8_t
    {
        /** Those that are set. */
        AsSet,
        /**
         * In a StopCCN also fewer: before both ends have both nonces its sender may know but one,
         * or have sent none (section 4.3). Only for a connection that is not established.
         */
        StopCcnMayLack,
    };

    /** @brief What Verify() finds. */
    struct Verification
    {
        /** @brief Whether a message is authentic. */
        enum class Verdict : uint8_t
        {
            Good,   //!< a digest is right
            Bad,    //!< there are digests, but none is right
            Absent, //!< there is no digest directly behind Message Type, or no message at all
        };

        Verdict verdict{Verdict::Absent}; //!< the finding
        std::size_t secret{0};            //!< if Good, the index of the secret that fits

        /** @brief Whether the message may be used. @return true if the verdict is Good */
        bool IsGood() const
        {
            return verdict == Verdict::Good;
        }
    };

    /**
     * @brief Begin without nonces.
     * @param secrets one or two secrets, none of them null
     * @param type digest that messages are signed with; received ones may have either
     */
    explicit MessageAuthenticator(Secrets secrets, DigestType type = DigestType::HmacMd5);

    /**
     * @brief Use other secrets and another digest from now on; the nonces stay.
     *
     * A message that is signed again gets digests for the new secrets in place of those it has.
     *
     * @param secrets one or two secrets, none of them null
     * @param type digest that messages are signed with
     */
    void SetSecrets(Secrets secrets, DigestType type);

    /**
     * @brief The secrets in use.
     * @return one or two secrets, in the order in which Verify() counts them
     */
    const Secrets& GetSecrets() const
    {
        return m_secrets;
    }

    /** @brief Digest that messages are signed with. @return its type */
    DigestType GetDigestType() const
    {
        return m_type;
    }

    /**
     * @brief Set the nonce that this end has sent in its SCCRQ or SCCRP.
     * @param nonce its octets; empty takes it back
     */
    void SetLocalNonce(ByteView nonce);

    /**
     * @brief Set the nonce that the peer has sent in its SCCRQ or SCCRP.
     * @param nonce its octets; empty takes it back
     */
    void SetRemoteNonce(ByteView nonce);

    /** @brief Nonce of this end. @return its octets, none if it is not set */
    ByteView GetLocalNonce() const
    {
        return m_localNonce;
    }

    /** @brief Nonce of the peer. @return its octets, none if it is not set */
    ByteView GetRemoteNonce() const
    {
        return m_remoteNonce;
    }

    /**
     * @brief By how much Sign() makes a message longer that has no digest.
     * @return octets of the Message Digest AVPs
     */
    std::size_t GetSize() const;

    /**
     * @brief Make the digests of a message that is about to be sent.
     *
     * Message Digest AVPs, one per secret, are put directly behind the Message Type AVP with the
     * M bit set, and Length grows by GetSize(). If they are there already only the digests are
     * made anew, as a retransmission with another Nr needs it (section 4.2).
     *
     * Aborts if the image is no message with a Message Type AVP: a ZLB has no digest and so
     * cannot be sent where there is authentication (section 6.15).
     *
     * @param image octets from the T bit to the end of the last AVP, as ControlMessage builds them
     */
    void Sign(Bytes& image) const;

    /**
     * @brief Judge a received message before anything of it is used.
     *
     * Looks at no more than the header, the Message Type AVP and the one or two Message Digest
     * AVPs directly behind it, so that malformed AVPs further on do not matter. Every secret is
     * tried on each digest. A digest with the H bit, an unknown Digest Type or a Length that is
     * not that of its type is not valid, but does not spoil the other one. Digests are compared
     * in a time that does not depend on their octets.
     *
     * An SCCRP carries the nonce it is hashed with: while the remote nonce is not set, the one in
     * the message is taken.
     *
     * @param image octets from the T bit; those behind Length are ignored
     * @param rule which nonces the peer may have used
     * @return the verdict
     */
    Verification Verify(ByteView image, NonceRule rule = NonceRule::AsSet) const;

  private:
    struct Digests;
    struct Nonces;

    /**
     * @brief Find the Message Digest AVPs behind the Message Type AVP.
     * @param message octets from the T bit to the end of the last AVP
     * @return where they are
     */
    static Digests FindDigests(ByteView message);

    /**
     * @brief Whether a message has one digest per secret, all of the type in use.
     * @param digests the digests of a message
     * @return true if only the digests have to be made anew
     */
    bool HasOwnLayout(const Digests& digests) const;

    /**
     * @brief Replace the Message Digest AVPs by new ones that are still zero.
     * @param image octets from the T bit
     * @param digests where its digests are, changed to where they are then
     */
    void Insert(Bytes& image, Digests& digests) const;

    /**
     * @brief Try all secrets on all digests.
     * @param message octets from the T bit to the end of the last AVP
     * @param digests where its digests are
     * @param nonces what is hashed before the message
     * @return Good or Bad
     */
    Verification Try(ByteView message, const Digests& digests, const Nonces& nonces) const;

    Secrets m_secrets;   //!< one or two
    DigestType m_type;   //!< digest of messages that are sent
    Bytes m_localNonce;  //!< nonce of this end, or empty
    Bytes m_remoteNonce; //!< nonce of the peer, or empty
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_MESSAGE_AUTHENTICATOR_H
