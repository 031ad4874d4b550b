// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-authentication-attributes.h"

#include "l2tp-attribute-tools.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace l2tp
{

namespace
{

constexpr uint32_t MAX_VALUE = AVP_MAX_SIZE - AVP_HEADER_SIZE;

} // namespace

TypeId
AuthenticationAttributes::AddTo(TypeId id)
{
    return id
        .AddAttribute("Authentication",
                      "Control message authentication (RFC 3931 section 4.3): Off, IntegrityOnly "
                      "(Message Digest with an empty secret, against damage only), Secret (with "
                      "SharedSecret and nonces) or Auto, which is Secret if SharedSecret is not "
                      "empty, else IntegrityOnly over IP and Off over UDP (section 4.1.1.2).",
                      EnumValue(AUTO),
                      AttributeTools::MakeModeAccessor(&AuthenticationAttributes::m_authentication),
                      MakeEnumChecker(AUTO,
                                      "Auto",
                                      OFF,
                                      "Off",
                                      INTEGRITY_ONLY,
                                      "IntegrityOnly",
                                      SECRET,
                                      "Secret"))
        .AddAttribute("SharedSecret",
                      "Secret shared with the peers, any octets. With Authentication Secret an "
                      "empty one is a secret as well, with Off and IntegrityOnly it has to be "
                      "empty. May be changed at any time.",
                      StringValue(""),
                      MakeStringAccessor(&AuthenticationAttributes::SetSharedSecret,
                                         &AuthenticationAttributes::GetSharedSecret),
                      MakeStringChecker())
        .AddAttribute("SecondSharedSecret",
                      "Second secret during a change (RFC 3931 section 4.3): messages carry a "
                      "digest for each, one that fits is enough; empty for none. May be changed at "
                      "any time. Needs a secret.",
                      StringValue(""),
                      MakeStringAccessor(&AuthenticationAttributes::SetSecondSharedSecret,
                                         &AuthenticationAttributes::GetSecondSharedSecret),
                      MakeStringChecker())
        .AddAttribute("DigestType",
                      "Message Digest to send: HmacMd5 or HmacSha1 (RFC 3931 section 5.4.1).",
                      EnumValue(HMAC_MD5),
                      AttributeTools::MakeModeAccessor(&AuthenticationAttributes::m_digestType),
                      MakeEnumChecker(HMAC_MD5, "HmacMd5", HMAC_SHA1, "HmacSha1"))
        .AddAttribute("NonceLength",
                      "Octets of the Control Message Authentication Nonce, 1 to 1017; 16 or more "
                      "are recommended (RFC 3931 section 5.4.3).",
                      UintegerValue(16),
                      MakeUintegerAccessor(&AuthenticationAttributes::m_nonceLength),
                      MakeUintegerChecker<uint32_t>())
        .AddAttribute("HideAvps",
                      "Whether all AVPs that may be hidden are (RFC 3931 section 5.3). Needs a "
                      "SharedSecret, even if all peers have profiles with secrets.",
                      BooleanValue(false),
                      MakeBooleanAccessor(&AuthenticationAttributes::m_hideAvps),
                      MakeBooleanChecker())
        .AddAttribute("HidingPadding",
                      "Octets of random padding in each hidden AVP, 0 to 1017; fewer where an AVP "
                      "would be longer than 1023 octets.",
                      UintegerValue(0),
                      MakeUintegerAccessor(&AuthenticationAttributes::m_hidingPadding),
                      MakeUintegerChecker<uint32_t>())
        .AddAttribute("RandomVectorLength",
                      "Octets of the Random Vector of hidden AVPs, 1 to 1017; 16 or more are "
                      "recommended (RFC 3931 section 5.4.1).",
                      UintegerValue(16),
                      MakeUintegerAccessor(&AuthenticationAttributes::m_randomVectorLength),
                      MakeUintegerChecker<uint32_t>());
}

void
AuthenticationAttributes::Check(Encapsulation encapsulation,
                                const std::vector<PeerProfile>& profiles) const
{
    const bool secret = FindMode(encapsulation) == AuthenticationMode::Secret;
    NS_ABORT_MSG_IF(!m_sharedSecret.empty() && !secret,
                    "ns3::l2tp::Lcce::SharedSecret must be empty unless Authentication is Auto or "
                    "Secret");
    // Everybody knows the empty secret: it authenticates nobody and hides nothing.
    NS_ABORT_MSG_IF(m_hideAvps && (!secret || m_sharedSecret.empty()),
                    "ns3::l2tp::Lcce::HideAvps must be false unless SharedSecret is not empty and "
                    "Authentication is Auto or Secret");
    const bool emptyOfPeers =
        std::any_of(profiles.begin(), profiles.end(), [](const auto& profile) {
            return !profile.secrets.empty() && profile.secrets.front().empty();
        });
    NS_ABORT_MSG_IF(m_hideAvps && emptyOfPeers,
                    "ns3::l2tp::Lcce::HideAvps must be false if the first secret of a profile of a "
                    "peer is empty");
    const bool ofPeers = std::any_of(profiles.begin(), profiles.end(), [](const auto& profile) {
        return !profile.secrets.empty();
    });
    NS_ABORT_MSG_IF(ofPeers && !secret,
                    "ns3::l2tp::Lcce::Authentication must be Secret, or Auto with a SharedSecret, "
                    "if a profile of a peer has secrets");
    NS_ABORT_MSG_IF(!m_secondSharedSecret.empty() && !secret,
                    "ns3::l2tp::Lcce::SecondSharedSecret must be empty unless Authentication is "
                    "Secret, or Auto with a SharedSecret");
    NS_ABORT_MSG_IF(m_nonceLength == 0 || m_nonceLength > MAX_VALUE,
                    "ns3::l2tp::Lcce::NonceLength must be 1 to " << MAX_VALUE << ", not "
                                                                 << m_nonceLength);
    NS_ABORT_MSG_IF(m_hidingPadding > MAX_VALUE,
                    "ns3::l2tp::Lcce::HidingPadding must be 0 to " << MAX_VALUE << ", not "
                                                                   << m_hidingPadding);
    NS_ABORT_MSG_IF(m_randomVectorLength == 0 || m_randomVectorLength > MAX_VALUE,
                    "ns3::l2tp::Lcce::RandomVectorLength must be 1 to " << MAX_VALUE << ", not "
                                                                        << m_randomVectorLength);
}

AuthenticationSettings
AuthenticationAttributes::MakeAuthentication(Encapsulation encapsulation) const
{
    AuthenticationSettings settings;
    settings.mode = FindMode(encapsulation);
    if (settings.mode == AuthenticationMode::Secret)
    {
        settings.secrets.push_back(m_sharedSecret);
        if (!m_secondSharedSecret.empty())
        {
            settings.secrets.push_back(m_secondSharedSecret);
        }
    }
    settings.digestType =
        m_digestType == HMAC_MD5 ? l2tp::DigestType::HmacMd5 : l2tp::DigestType::HmacSha1;
    settings.nonceLength = m_nonceLength;
    settings.hiding = m_hideAvps;
    settings.hidingPadding = m_hidingPadding;
    settings.randomVectorLength = m_randomVectorLength;
    return settings;
}

AuthenticationMode
AuthenticationAttributes::FindMode(Encapsulation encapsulation) const
{
    switch (m_authentication)
    {
    case OFF:
        return AuthenticationMode::Off;
    case INTEGRITY_ONLY:
        return AuthenticationMode::IntegrityOnly;
    case SECRET:
        return AuthenticationMode::Secret;
    default:
        return !m_sharedSecret.empty()              ? AuthenticationMode::Secret
               : encapsulation == Encapsulation::Ip ? AuthenticationMode::IntegrityOnly
                                                    : AuthenticationMode::Off;
    }
}

void
AuthenticationAttributes::SetSharedSecret(std::string secret)
{
    m_sharedSecret = std::move(secret);
    SecretChanged();
}

std::string
AuthenticationAttributes::GetSharedSecret() const
{
    return m_sharedSecret;
}

void
AuthenticationAttributes::SetSecondSharedSecret(std::string secret)
{
    m_secondSharedSecret = std::move(secret);
    SecretChanged();
}

std::string
AuthenticationAttributes::GetSecondSharedSecret() const
{
    return m_secondSharedSecret;
}

} // namespace l2tp
} // namespace ns3
