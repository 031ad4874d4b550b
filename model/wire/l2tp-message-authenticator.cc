// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-message-authenticator.h"

#include "l2tp-avp-list.h"
#include "l2tp-avp.h"
#include "l2tp-control-header.h"
#include "l2tp-message-peek.h"

#include "ns3/abort.h"

#include <algorithm>
#include <array>
#include <boost/endian/conversion.hpp>
#include <nettle/memops.h>
#include <utility>

namespace ns3
{
namespace l2tp
{

namespace
{

using boost::endian::load_big_u16;
using boost::endian::store_big_u16;

constexpr std::size_t MESSAGE_TYPE_END = CONTROL_HEADER_SIZE + AVP_HEADER_SIZE + sizeof(uint16_t);
constexpr std::size_t PREFIX_SIZE = AVP_HEADER_SIZE + 1; // the AVP header and the Digest Type
constexpr std::array<uint8_t, AVP_MAX_SIZE> ZEROS{};

// One Message Digest AVP, right or wrong.
struct Field
{
    std::size_t offset{0}; // of the AVP
    std::size_t length{0}; // of the AVP
    bool usable{false};    // neither hidden nor of an unknown type nor of a wrong length
    DigestType type{DigestType::HmacMd5};

    std::size_t DigestBegin() const
    {
        return offset + std::min(length, PREFIX_SIZE);
    }

    std::size_t End() const
    {
        return offset + length;
    }
};

Field
ReadField(ByteView message, const Avp& avp)
{
    Field field{avp.offset, avp.length, false, DigestType::HmacMd5};
    if (avp.length >= PREFIX_SIZE && message[avp.offset + AVP_HEADER_SIZE] <= 1)
    {
        field.type = static_cast<DigestType>(message[avp.offset + AVP_HEADER_SIZE]);
        field.usable = !avp.hidden && avp.length == PREFIX_SIZE + DigestSize(field.type);
    }
    return field;
}

// AVP header of a Message Type AVP of the right Length, whatever its M bit and reserved bits are.
bool
StartsWithMessageType(ByteView message)
{
    constexpr uint16_t LENGTH = MESSAGE_TYPE_END - CONTROL_HEADER_SIZE;
    return message.size() >= MESSAGE_TYPE_END &&
           (load_big_u16(message.data() + CONTROL_HEADER_SIZE) & (AVP_H_BIT | AVP_LENGTH_MASK)) ==
               LENGTH &&
           load_big_u16(message.data() + CONTROL_HEADER_SIZE + 4) == avp::MessageTypeAvp::TYPE;
}

// The type of a message that starts with a Message Type AVP; any number of the IETF or Unknown.
MessageType
ReadType(ByteView message)
{
    const bool ietf = load_big_u16(message.data() + CONTROL_HEADER_SIZE + 2) == 0;
    const uint16_t number = load_big_u16(message.data() + CONTROL_HEADER_SIZE + AVP_HEADER_SIZE);
    return ietf ? static_cast<MessageType>(number) : MessageType::Unknown;
}

} // namespace

// The Message Digest AVPs that count: no more than two, directly behind Message Type.
struct MessageAuthenticator::Digests
{
    std::array<Field, MAX_SECRETS> fields;
    std::size_t count{0};

    std::size_t End() const
    {
        return count == 0 ? MESSAGE_TYPE_END : fields[count - 1].End();
    }
};

// What is hashed before a message, the sender's nonce first.
struct MessageAuthenticator::Nonces
{
    ByteView sender;
    ByteView receiver;
};

MessageAuthenticator::MessageAuthenticator(Secrets secrets, DigestType type)
    : m_secrets(std::move(secrets)),
      m_type(type)
{
    NS_ABORT_MSG_IF(m_secrets.empty(), "A message authenticator needs one or two secrets");
}

void
MessageAuthenticator::SetSecrets(Secrets secrets, DigestType type)
{
    NS_ABORT_MSG_IF(secrets.empty(), "A message authenticator needs one or two secrets");
    m_secrets = std::move(secrets);
    m_type = type;
}

void
MessageAuthenticator::SetLocalNonce(ByteView nonce)
{
    m_localNonce = nonce.ToBytes();
}

void
MessageAuthenticator::SetRemoteNonce(ByteView nonce)
{
    m_remoteNonce = nonce.ToBytes();
}

std::size_t
MessageAuthenticator::GetSize() const
{
    return m_secrets.size() * (PREFIX_SIZE + DigestSize(m_type));
}

MessageAuthenticator::Digests
MessageAuthenticator::FindDigests(ByteView message)
{
    Digests digests;
    while (digests.count < MAX_SECRETS && message.size() >= digests.End() + AVP_HEADER_SIZE)
    {
        const Avp avp = Avp::Read(message, digests.End(), MessageType::Unknown);
        if (avp.vendor != 0 || avp.type != avp::MessageDigest::TYPE ||
            avp.length < AVP_HEADER_SIZE || avp.length > message.size() - avp.offset)
        {
            break;
        }
        digests.fields[digests.count] = ReadField(message, avp);
        ++digests.count;
    }
    return digests;
}

bool
MessageAuthenticator::HasOwnLayout(const Digests& digests) const
{
    const auto own = [this](const Field& field) { return field.usable && field.type == m_type; };
    const auto* begin = digests.fields.data();
    return digests.count == m_secrets.size() && std::all_of(begin, begin + digests.count, own);
}

void
MessageAuthenticator::Insert(Bytes& image, Digests& digests) const
{
    const std::size_t size = PREFIX_SIZE + DigestSize(m_type);
    const auto begin = image.begin() + MESSAGE_TYPE_END;
    for (; digests.count != 0; digests = FindDigests(image))
    {
        image.erase(begin, begin + (digests.End() - MESSAGE_TYPE_END));
    }
    image.insert(begin, GetSize(), 0);
    while (digests.count < m_secrets.size())
    {
        const std::size_t offset = digests.End();
        uint8_t* to = image.data() + offset;
        store_big_u16(to, static_cast<uint16_t>(AVP_M_BIT | size));
        store_big_u16(to + 4, avp::MessageDigest::TYPE);
        to[AVP_HEADER_SIZE] = static_cast<uint8_t>(m_type);
        digests.fields[digests.count] = {offset, size, true, m_type};
        ++digests.count;
    }
    NS_ABORT_MSG_IF(image.size() > UINT16_MAX,
                    "The Message Digest makes the message longer than 65535 octets");
    store_big_u16(image.data() + ControlHeader::LENGTH, static_cast<uint16_t>(image.size()));
}

void
MessageAuthenticator::Sign(Bytes& image) const
{
    NS_ABORT_MSG_UNLESS(StartsWithMessageType(image),
                        "Only a message with a Message Type AVP can carry a Message Digest");
    Digests digests = FindDigests(image);
    if (!HasOwnLayout(digests))
    {
        Insert(image, digests);
    }
    for (std::size_t i = 0; i < digests.count; ++i)
    {
        const Field& field = digests.fields[i];
        std::fill(image.begin() + field.DigestBegin(), image.begin() + field.End(), 0);
    }
    const bool first = ReadType(image) == MessageType::Sccrq;
    const Nonces nonces = first ? Nonces{} : Nonces{m_localNonce, m_remoteNonce};
    std::array<std::array<uint8_t, DigestSize(DigestType::HmacSha1)>, MAX_SECRETS> made;
    for (std::size_t i = 0; i < digests.count; ++i)
    {
        m_secrets[i]->ComputeDigest(m_type,
                                    {nonces.sender, nonces.receiver, image},
                                    made[i].data());
    }
    for (std::size_t i = 0; i < digests.count; ++i)
    {
        std::copy_n(made[i].begin(),
                    DigestSize(m_type),
                    image.begin() + digests.fields[i].DigestBegin());
    }
}

MessageAuthenticator::Verification
MessageAuthenticator::Verify(ByteView image, NonceRule rule) const
{
    using Verdict = Verification::Verdict;
    const ByteView message = PeekMessage(image);
    const Digests digests = StartsWithMessageType(message) ? FindDigests(message) : Digests();
    if (digests.count == 0)
    {
        return {Verdict::Absent, 0};
    }
    // Hashed by the sender, whose nonce is the remote one here.
    const MessageType type = ReadType(message);
    if (type == MessageType::Sccrq)
    {
        return Try(message, digests, {});
    }
    ByteView remote = m_remoteNonce;
    if (type == MessageType::Sccrp && remote.empty())
    {
        remote = PeekNonce(message).value_or(ByteView());
    }
    Verification result = Try(message, digests, {remote, m_localNonce});
    if (type == MessageType::StopCcn && rule == NonceRule::StopCcnMayLack)
    {
        for (const Nonces& fewer : {Nonces{{}, m_localNonce}, Nonces{remote, {}}, Nonces{}})
        {
            result = result.IsGood() ? result : Try(message, digests, fewer);
        }
    }
    return result;
}

MessageAuthenticator::Verification
MessageAuthenticator::Try(ByteView message, const Digests& digests, const Nonces& nonces) const
{
    // Both digests count as zero for either of them, their types as they are.
    const Field first = digests.fields[0];
    const Field second =
        digests.count == 2 ? digests.fields[1] : Field{message.size(), 0, false, first.type};
    const ByteView zeros(ZEROS.data(), ZEROS.size());
    const auto upTo = [message](std::size_t begin, std::size_t end) {
        return message.Sub(begin, end - begin);
    };
    for (std::size_t i = 0; i < digests.count; ++i)
    {
        const Field& field = digests.fields[i];
        for (std::size_t secret = 0; field.usable && secret < m_secrets.size(); ++secret)
        {
            std::array<uint8_t, DigestSize(DigestType::HmacSha1)> expected;
            m_secrets[secret]->ComputeDigest(field.type,
                                             {nonces.sender,
                                              nonces.receiver,
                                              upTo(0, first.DigestBegin()),
                                              zeros.Sub(0, first.End() - first.DigestBegin()),
                                              upTo(first.End(), second.DigestBegin()),
                                              zeros.Sub(0, second.End() - second.DigestBegin()),
                                              upTo(second.End(), message.size())},
                                             expected.data());
            if (memeql_sec(expected.data(),
                           message.data() + field.DigestBegin(),
                           DigestSize(field.type)) != 0)
            {
                return {Verification::Verdict::Good, secret};
            }
        }
    }
    return {Verification::Verdict::Bad, 0};
}

} // namespace l2tp
} // namespace ns3
