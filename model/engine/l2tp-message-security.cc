// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-message-security.h"

#include "l2tp-avp-hiding.h"
#include "l2tp-avp.h"
#include "l2tp-message-peek.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <variant>

namespace ns3
{
namespace l2tp
{

using NonceRule = MessageAuthenticator::NonceRule;
using Verdict = MessageAuthenticator::Verification::Verdict;

MessageSecurity::MessageSecurity(const SecretStore& store,
                                 const std::string& hostName,
                                 std::optional<uint32_t> routerId,
                                 Ptr<UniformRandomVariable> random)
    : m_settings(store.GetSettings()),
      m_authenticator(store.Find(hostName, routerId), store.GetSettings().digestType),
      m_random(std::move(random))
{
    m_settings.secrets.clear();
}

MessageSecurity::Judgment
MessageSecurity::Judge(ByteView image, bool established)
{
    const auto rule = established ? NonceRule::AsSet : NonceRule::StopCcnMayLack;
    const auto verification = m_authenticator.Verify(image, rule);
    switch (verification.verdict)
    {
    case Verdict::Good:
        m_peerSigns = true;
        return {std::nullopt, true, verification.secret};
    case Verdict::Bad:
        return {ControlDropReason::InvalidDigest, false, 0};
    case Verdict::Absent:
        break;
    }
    if (IsDigestRequired(image))
    {
        return {ControlDropReason::MissingDigest, false, 0};
    }
    return {std::nullopt, false, 0};
}

MessageSecurity::Judgment
MessageSecurity::JudgeReply(ByteView image, const SecretStore::Secrets& secrets)
{
    if (m_settings.mode == AuthenticationMode::Secret && !m_nonceReceived)
    {
        auto candidate = m_authenticator;
        candidate.SetSecrets(secrets, m_settings.digestType);
        const auto verification = candidate.Verify(image);
        if (verification.IsGood())
        {
            m_authenticator = std::move(candidate);
            return {std::nullopt, true, verification.secret};
        }
        if (verification.verdict == Verdict::Bad)
        {
            return {ControlDropReason::InvalidDigest, false, 0};
        }
    }
    return Judge(image, false);
}

std::optional<std::string>
MessageSecurity::GetObjection(ByteView image) const
{
    const bool nonce = PeekNonce(image).has_value();
    if (m_settings.mode == AuthenticationMode::Secret)
    {
        return nonce ? std::nullopt
                     : std::optional<std::string>("Control Message Authentication is required");
    }
    return nonce ? std::optional<std::string>("Control Message Authentication is not configured")
                 : std::nullopt;
}

void
MessageSecurity::LearnNonce(ByteView image)
{
    const auto nonce = PeekNonce(image);
    if (nonce && !m_nonceReceived)
    {
        m_nonceReceived = true;
        m_authenticator.SetRemoteNonce(*nonce);
    }
}

void
MessageSecurity::Unhide(ControlMessage& message, const Judgment& judgment) const
{
    if (judgment.verified && m_settings.mode == AuthenticationMode::Secret)
    {
        message.Unhide(*m_authenticator.GetSecrets()[judgment.secret]);
    }
}

void
MessageSecurity::AddNonce(ControlMessage& message)
{
    if (m_settings.mode != AuthenticationMode::Secret)
    {
        return;
    }
    Bytes nonce(m_settings.nonceLength);
    Draw(nonce.data(), nonce.size());
    m_authenticator.SetLocalNonce(nonce);
    m_nonceSent = true;
    message.Add<avp::ControlMessageAuthenticationNonce>(nonce);
}

ControlMessage
MessageSecurity::Hide(ControlMessage message) const
{
    if (!m_settings.hiding || !(m_nonceSent || m_nonceReceived))
    {
        return message;
    }
    HidingOptions options;
    options.vectorLength = m_settings.randomVectorLength;
    options.padding = m_settings.hidingPadding;
    return l2tp::Hide(message,
                      *m_authenticator.GetSecrets().front(),
                      options,
                      [this](uint8_t* to, std::size_t size) { Draw(to, size); });
}

void
MessageSecurity::HideAgain(Bytes& image,
                           const SharedSecret& former,
                           const VendorRegistry* vendors) const
{
    auto hidden = std::get<ControlMessage>(ControlMessage::Decode(ByteView(image), vendors));
    if (!hidden.HasHidden())
    {
        return;
    }
    hidden.Unhide(former);
    ControlMessage clear(hidden.GetType());
    clear.SetVendors(vendors);
    clear.SetControlConnectionId(hidden.GetControlConnectionId());
    clear.SetNs(hidden.GetNs());
    clear.SetNr(hidden.GetNr());
    for (const auto& avp : hidden.GetAvps())
    {
        // Vectors come with the new hiding, digests with the next signature.
        const bool added = avp.vendor == 0 && (avp.type == avp::MessageTypeAvp::TYPE ||
                                               avp.type == avp::RandomVector::TYPE ||
                                               avp.type == avp::MessageDigest::TYPE);
        if (!added)
        {
            clear.AddRaw(avp.vendor, avp.type, avp.mandatory, *hidden.GetClearValue(avp));
        }
    }
    image = Hide(std::move(clear)).Release();
}

void
MessageSecurity::Sign(Bytes& image) const
{
    if (m_settings.mode == AuthenticationMode::IntegrityOnly || m_nonceSent || m_nonceReceived)
    {
        m_authenticator.Sign(image);
    }
}

void
MessageSecurity::Update(const SecretStore& store,
                        const std::string& hostName,
                        std::optional<uint32_t> routerId)
{
    if (m_settings.mode == store.GetSettings().mode)
    {
        m_settings = store.GetSettings();
        m_settings.secrets.clear();
        m_authenticator.SetSecrets(store.Find(hostName, routerId), m_settings.digestType);
    }
}

bool
MessageSecurity::IsDigestRequired(ByteView image) const
{
    const auto type = PeekType(image);
    const bool setup = type == MessageType::Sccrq || type == MessageType::Sccrp;
    const bool nonce = PeekNonce(image).has_value();
    if (m_settings.mode == AuthenticationMode::Secret)
    {
        return !setup || nonce || m_nonceReceived;
    }
    const bool latched = m_settings.mode == AuthenticationMode::IntegrityOnly && m_peerSigns;
    return latched || nonce || m_nonceReceived;
}

void
MessageSecurity::Draw(uint8_t* to, std::size_t size) const
{
    std::generate_n(to, size, [this] {
        return static_cast<uint8_t>(m_random->GetInteger(0, std::numeric_limits<uint8_t>::max()));
    });
}

} // namespace l2tp
} // namespace ns3
