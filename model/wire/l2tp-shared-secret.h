// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_SHARED_SECRET_H
#define L2TP_SHARED_SECRET_H

#include "l2tp-bytes.h"
#include "l2tp-constants.h"

#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief A secret that two LCCEs share, and the keys made of it (\RFC{3931} sections 4.3 and 5.3).
 *
 * The secret itself is never a key. Two keys of 16 octets are derived from it:
 * - digest key = HMAC-MD5(secret, 0x02), also for digests of type HMAC-SHA-1 (section 5.4.1);
 * - hiding key = HMAC-MD5(secret, 0x01) (section 5.3).
 *
 * All work that depends on the secret alone is done once, here. An object does not change, so
 * that any number of control connections can share one:
 *
 * @code
 *   auto secret = std::make_shared<const SharedSecret>("opensesame");
 * @endcode
 */
class SharedSecret
{
  public:
    /** @brief Octets of either key, and of a block that hiding works on. */
    static constexpr std::size_t KEY_SIZE = 16;
    /** @brief A derived key. */
    using Key = std::array<uint8_t, KEY_SIZE>;

    /**
     * @brief Derive the keys.
     * @param secret octets of any value and number; none at all is legal and gives digests that
     *        find corruption but prove nobody's identity (sections 4.1.1.2 and 4.3)
     */
    explicit SharedSecret(const std::string& secret);

    /** @brief Forget the keys. */
    ~SharedSecret();

    SharedSecret(const SharedSecret&) = delete;            //!< share it instead
    SharedSecret& operator=(const SharedSecret&) = delete; //!< share it instead

    /** @brief The key of digests. @return HMAC-MD5(secret, 0x02) */
    const Key& GetDigestKey() const
    {
        return m_digestKey;
    }

    /** @brief The key of hiding. @return HMAC-MD5(secret, 0x01) */
    const Key& GetHidingKey() const
    {
        return m_hidingKey;
    }

    /**
     * @brief A digest with the digest key.
     * @param type which digest
     * @param pieces what is hashed, one piece after the other; they may be empty
     * @param to where to write DigestSize(type) octets
     */
    void ComputeDigest(DigestType type, std::initializer_list<ByteView> pieces, uint8_t* to) const;

    /**
     * @brief Hide octets where they are (\RFC{3931} section 5.3).
     *
     * Block 1 is combined by exclusive or with MD5(type, hiding key, Random Vector), each further
     * block with MD5(hiding key, hidden block before it). A last block of fewer than 16 octets
     * stays that short.
     *
     * @param type Attribute Type of the AVP
     * @param vector value of the Random Vector AVP that applies; not a part of octets
     * @param octets first octet of the Hidden AVP Subformat: Length of Original Value, Original
     *        Attribute Value, Padding
     * @param size number of octets
     */
    void Hide(uint16_t type, ByteView vector, uint8_t* octets, std::size_t size) const;

    /**
     * @brief Undo Hide().
     *
     * The blocks are taken from the last to the first, since each needs the one before it as it
     * was received. With another secret or vector the result is random; nothing here tells.
     *
     * @param type Attribute Type of the AVP
     * @param vector value of the Random Vector AVP that applies; not a part of octets
     * @param octets first octet of the hidden Attribute Value
     * @param size number of octets
     */
    void Unhide(uint16_t type, ByteView vector, uint8_t* octets, std::size_t size) const;

  private:
    struct Contexts;

    /**
     * @brief What the first block of a hidden value is combined with.
     * @param type Attribute Type of the AVP
     * @param vector value of the Random Vector AVP
     * @return MD5(type, hiding key, vector)
     */
    Key FirstMask(uint16_t type, ByteView vector) const;

    /**
     * @brief What a further block of a hidden value is combined with.
     * @param previous the hidden block before it, KEY_SIZE octets
     * @return MD5(hiding key, previous)
     */
    Key NextMask(const uint8_t* previous) const;

    Key m_digestKey;                            //!< key of digests
    Key m_hidingKey;                            //!< key of hiding
    std::unique_ptr<const Contexts> m_contexts; //!< hash functions that hold the digest key
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_SHARED_SECRET_H
