// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-dissect-conversation.h"

#include "l2tp-dissect-packets.h"

#include "ns3/l2tp-avp-hiding.h"

namespace ns3
{
namespace l2tp
{
namespace tests
{

using namespace packets;

namespace
{

// Random octets that are not random.
void
FillOctets(uint8_t* to, std::size_t size)
{
    for (std::size_t i = 0; i < size; ++i)
    {
        to[i] = static_cast<uint8_t>(0x30 + i);
    }
}

} // namespace

Conversation::Conversation(uint32_t idA,
                           uint32_t idB,
                           const std::optional<std::string>& secret,
                           bool nonces,
                           DigestType type)
    : m_idA(idA),
      m_idB(idB),
      m_hasNonces(nonces && secret),
      m_nonceA(17, static_cast<uint8_t>(idA)),
      m_nonceB(16, static_cast<uint8_t>(idB))
{
    if (secret)
    {
        m_secret = std::make_shared<const SharedSecret>(*secret);
        m_signer.emplace(MessageAuthenticator::Secrets{m_secret}, type);
    }
}

ControlMessage
Conversation::Opening(MessageType type, uint32_t id) const
{
    ControlMessage message(type);
    if (m_hasNonces)
    {
        message.Add<avp::ControlMessageAuthenticationNonce>(type == MessageType::Sccrq ? m_nonceA
                                                                                       : m_nonceB);
    }
    message.Add<avp::HostName>("lcce").Add<avp::RouterId>(id);
    message.Add<avp::AssignedControlConnectionId>(id);
    message.Add<avp::PseudowireCapabilitiesList>({5});
    return message;
}

Bytes
Conversation::Sccrq() const
{
    return Make(A, Opening(MessageType::Sccrq, m_idA), 0, 0);
}

Bytes
Conversation::Sccrp() const
{
    return Make(B, Opening(MessageType::Sccrp, m_idB), m_idA, 0);
}

std::vector<Bytes>
Conversation::SetUp() const
{
    return {Sccrq(), Sccrp(), FromA(ControlMessage(MessageType::Scccn), 1)};
}

Bytes
Conversation::FromA(const ControlMessage& message, uint16_t ns) const
{
    return Make(A, message, m_idB, ns);
}

Bytes
Conversation::FromB(const ControlMessage& message, uint16_t ns) const
{
    return Make(B, message, m_idA, ns);
}

ControlMessage
Conversation::Hidden(const ControlMessage& message) const
{
    return Hide(message, *m_secret, {}, FillOctets);
}

Bytes
Conversation::Make(uint8_t from,
                   const ControlMessage& message,
                   uint32_t ccid,
                   uint16_t ns,
                   bool knowsPeer) const
{
    Bytes octets = Number(message, ccid, ns, 1);
    if (m_signer)
    {
        MessageAuthenticator signer = *m_signer;
        if (m_hasNonces)
        {
            signer.SetLocalNonce(from == A ? m_nonceA : m_nonceB);
            signer.SetRemoteNonce(knowsPeer ? ByteView(from == A ? m_nonceB : m_nonceA)
                                            : ByteView());
        }
        signer.Sign(octets);
    }
    return Ipv4(from, A + B - from, IP_PROTOCOL, Join({Bytes(4), octets}));
}

ControlMessage
Session(MessageType type,
        uint32_t local,
        std::optional<std::size_t> cookie,
        std::optional<uint16_t> sublayer)
{
    ControlMessage message(type);
    message.Add<avp::LocalSessionId>(local);
    if (cookie)
    {
        message.Add<avp::AssignedCookie>(*Cookie::FromBytes(Bytes(*cookie, 0xc0)));
    }
    if (sublayer)
    {
        message.Add<avp::L2SpecificSublayerAvp>(*sublayer);
    }
    return message;
}

Bytes
Data(uint8_t from, uint8_t to, uint32_t id)
{
    return Ipv4(from, to, IP_PROTOCOL, Join({Put32(id), Bytes(20, 0xdd)}));
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
