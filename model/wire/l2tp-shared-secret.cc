// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-shared-secret.h"

#include <algorithm>
#include <boost/endian/conversion.hpp>
#include <nettle/hmac.h>
#include <nettle/md5.h>
#include <nettle/sha1.h>

namespace ns3
{
namespace l2tp
{

namespace
{

constexpr std::size_t BLOCK = SharedSecret::KEY_SIZE;
constexpr std::size_t USUAL_SIZE = 512; // larger messages are rare and cost an allocation
constexpr uint8_t HIDING_KEY_DATA = 1;  // the octet, not the digit (RFC 3931 section 5.3)
constexpr uint8_t DIGEST_KEY_DATA = 2;  // RFC 3931 section 5.4.1

SharedSecret::Key
DeriveKey(const std::string& secret, uint8_t data)
{
    hmac_md5_ctx context;
    hmac_md5_set_key(&context, secret.size(), reinterpret_cast<const uint8_t*>(secret.data()));
    hmac_md5_update(&context, sizeof(data), &data);
    SharedSecret::Key key;
    hmac_md5_digest(&context, key.size(), key.data());
    return key;
}

void
Combine(uint8_t* octets, const SharedSecret::Key& mask, std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i)
    {
        octets[i] ^= mask[i];
    }
}

// HMAC of RFC 2104 with a key that has been taken in: what is left is to hash the message.
template <class HmacContext, auto Update, auto Digest, std::size_t SIZE>
void
Finish(const HmacContext& keyed, ByteView message, uint8_t* to)
{
    auto hash = keyed.inner;
    Update(&hash, message.size(), message.data());
    Digest(&hash, SIZE, to);
    hash = keyed.outer;
    Update(&hash, SIZE, to);
    Digest(&hash, SIZE, to);
}

} // namespace

struct SharedSecret::Contexts
{
    hmac_md5_ctx md5;
    hmac_sha1_ctx sha1;
};

SharedSecret::SharedSecret(const std::string& secret)
    : m_digestKey(DeriveKey(secret, DIGEST_KEY_DATA)),
      m_hidingKey(DeriveKey(secret, HIDING_KEY_DATA))
{
    auto contexts = std::make_unique<Contexts>();
    hmac_md5_set_key(&contexts->md5, m_digestKey.size(), m_digestKey.data());
    hmac_sha1_set_key(&contexts->sha1, m_digestKey.size(), m_digestKey.data());
    m_contexts = std::move(contexts);
}

SharedSecret::~SharedSecret() = default;

void
SharedSecret::ComputeDigest(DigestType type,
                            std::initializer_list<ByteView> pieces,
                            uint8_t* to) const
{
    // Hash functions take octets in one piece faster than in seven, even if they are copied first.
    std::array<uint8_t, USUAL_SIZE> usual;
    Bytes large;
    std::size_t size = 0;
    for (const ByteView piece : pieces)
    {
        size += piece.size();
    }
    large.resize(size > usual.size() ? size : 0);
    uint8_t* const begin = large.empty() ? usual.data() : large.data();
    uint8_t* end = begin;
    for (const ByteView piece : pieces)
    {
        end = std::copy(piece.begin(), piece.end(), end);
    }
    const ByteView all(begin, size);
    if (type == DigestType::HmacMd5)
    {
        Finish<hmac_md5_ctx, md5_update, md5_digest, DigestSize(DigestType::HmacMd5)>(
            m_contexts->md5,
            all,
            to);
    }
    else
    {
        Finish<hmac_sha1_ctx, sha1_update, sha1_digest, DigestSize(DigestType::HmacSha1)>(
            m_contexts->sha1,
            all,
            to);
    }
}

SharedSecret::Key
SharedSecret::FirstMask(uint16_t type, ByteView vector) const
{
    uint8_t typeOctets[sizeof(type)];
    boost::endian::store_big_u16(typeOctets, type);
    md5_ctx context;
    md5_init(&context);
    md5_update(&context, sizeof(typeOctets), typeOctets);
    md5_update(&context, m_hidingKey.size(), m_hidingKey.data());
    md5_update(&context, vector.size(), vector.data());
    Key mask;
    md5_digest(&context, mask.size(), mask.data());
    return mask;
}

SharedSecret::Key
SharedSecret::NextMask(const uint8_t* previous) const
{
    md5_ctx context;
    md5_init(&context);
    md5_update(&context, m_hidingKey.size(), m_hidingKey.data());
    md5_update(&context, BLOCK, previous);
    Key mask;
    md5_digest(&context, mask.size(), mask.data());
    return mask;
}

void
SharedSecret::Hide(uint16_t type, ByteView vector, uint8_t* octets, std::size_t size) const
{
    Combine(octets, FirstMask(type, vector), std::min(size, BLOCK));
    for (std::size_t at = BLOCK; at < size; at += BLOCK)
    {
        Combine(octets + at, NextMask(octets + at - BLOCK), std::min(size - at, BLOCK));
    }
}

void
SharedSecret::Unhide(uint16_t type, ByteView vector, uint8_t* octets, std::size_t size) const
{
    if (size > BLOCK)
    {
        for (std::size_t at = (size - 1) / BLOCK * BLOCK; at > 0; at -= BLOCK)
        {
            Combine(octets + at, NextMask(octets + at - BLOCK), std::min(size - at, BLOCK));
        }
    }
    Combine(octets, FirstMask(type, vector), std::min(size, BLOCK));
}

} // namespace l2tp
} // namespace ns3
