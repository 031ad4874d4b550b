// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_AUTHENTICATION_ATTRIBUTES_H
#define L2TP_AUTHENTICATION_ATTRIBUTES_H

#include "l2tp-constants.h"
#include "l2tp-endpoint-context.h"

#include "ns3/type-id.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Attributes of an Lcce: control message authentication (\RFC{3931} section 4.3) and hiding
 *        of AVPs (section 5.3).
 *
 * The two secrets may be set while the LCCE runs. To change the secret of a network, give every
 * LCCE the new one as SecondSharedSecret, then every LCCE the new one as SharedSecret and the old
 * one as SecondSharedSecret, then take the old one away.
 */
class AuthenticationAttributes
{
  public:
    /** @brief Values of the attribute Authentication. */
    enum AuthenticationChoice
    {
        AUTO,           //!< SECRET if a secret is set, else INTEGRITY_ONLY over IP, OFF over UDP
        OFF,            //!< no digest is sent, none is looked at
        INTEGRITY_ONLY, //!< a digest with an empty secret, without nonces
        SECRET,         //!< a digest with the secret, which may be empty, and nonces
    };

    /** @brief Values of the attribute DigestType. */
    enum DigestChoice
    {
        HMAC_MD5,  //!< HMAC-MD5
        HMAC_SHA1, //!< HMAC-SHA-1
    };

  protected:
    virtual ~AuthenticationAttributes() = default;

    /**
     * @brief Add the attributes to a type ID.
     * @param id to what
     * @return the same
     */
    static TypeId AddTo(TypeId id);

    /**
     * @brief Abort, with one sentence, on values that cannot be or contradict each other.
     * @param encapsulation how packets are carried
     * @param profiles those of peers, which may have secrets
     */
    void Check(Encapsulation encapsulation, const std::vector<PeerProfile>& profiles) const;

    /**
     * @brief What the attributes ask for.
     * @param encapsulation how packets are carried
     * @return the settings
     */
    AuthenticationSettings MakeAuthentication(Encapsulation encapsulation) const;

  private:
    /** @brief A secret has been set. */
    virtual void SecretChanged() = 0;

    /** @brief Setter of SharedSecret. @param secret its value */
    void SetSharedSecret(std::string secret);

    /** @brief Getter of SharedSecret. @return its value */
    std::string GetSharedSecret() const;

    /** @brief Setter of SecondSharedSecret. @param secret its value */
    void SetSecondSharedSecret(std::string secret);

    /** @brief Getter of SecondSharedSecret. @return its value */
    std::string GetSecondSharedSecret() const;

    /**
     * @brief What Auto stands for.
     * @param encapsulation how packets are carried
     * @return the mode
     */
    AuthenticationMode FindMode(Encapsulation encapsulation) const;

    AuthenticationChoice m_authentication; //!< Authentication
    std::string m_sharedSecret;            //!< SharedSecret
    std::string m_secondSharedSecret;      //!< SecondSharedSecret
    DigestChoice m_digestType;             //!< DigestType
    uint32_t m_nonceLength;                //!< NonceLength
    bool m_hideAvps;                       //!< HideAvps
    uint32_t m_hidingPadding;              //!< HidingPadding
    uint32_t m_randomVectorLength;         //!< RandomVectorLength
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_AUTHENTICATION_ATTRIBUTES_H
