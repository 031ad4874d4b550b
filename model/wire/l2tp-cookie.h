// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_COOKIE_H
#define L2TP_COOKIE_H

#include "l2tp-bytes.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief The cookie of a session in one direction (\RFC{3931} sections 4.1 and 5.4.4).
 *
 * Each end of a session may assign a random cookie that all data messages to it have to carry,
 * behind the Session ID. It guards against messages that go astray, for instance to a Session ID
 * that has been used again soon; it is no protection against an attacker who can read packets.
 * The two directions are independent: one end may use 8 octets and the other none.
 *
 * A cookie has 0, 4 or 8 octets; no other size can be made. It is a small value: nine octets,
 * no heap.
 */
class Cookie
{
  public:
    /** @brief Largest size in octets. */
    static constexpr std::size_t MAX_SIZE = 8;

    /** @brief The empty cookie: data messages carry no cookie field. */
    constexpr Cookie() = default;

    /**
     * @brief Whether a cookie may have this size.
     * @param size number of octets
     * @return true for 0, 4 and 8
     */
    static constexpr bool IsValidSize(std::size_t size)
    {
        return size == 0 || size == 4 || size == 8;
    }

    /**
     * @brief Take the octets of a cookie in wire order.
     * @param bytes 0, 4 or 8 octets
     * @return the cookie, or nothing if the size is none of these
     */
    static std::optional<Cookie> FromBytes(ByteView bytes)
    {
        if (!IsValidSize(bytes.size()))
        {
            return std::nullopt;
        }
        Cookie cookie;
        std::copy(bytes.begin(), bytes.end(), cookie.m_octets.begin());
        cookie.m_size = static_cast<uint8_t>(bytes.size());
        return cookie;
    }

    /**
     * @brief The octets in wire order.
     * @return a view that is valid as long as this cookie is
     */
    ByteView GetBytes() const
    {
        return {m_octets.data(), m_size};
    }

    /**
     * @brief Number of octets.
     * @return 0, 4 or 8
     */
    constexpr std::size_t GetSize() const
    {
        return m_size;
    }

    /**
     * @brief Compare size and octets.
     * @param other the cookie to compare with
     * @return true if both are the same
     */
    bool operator==(const Cookie& other) const
    {
        return m_size == other.m_size && m_octets == other.m_octets;
    }

    /**
     * @brief Compare size and octets.
     * @param other the cookie to compare with
     * @return true if they differ
     */
    bool operator!=(const Cookie& other) const
    {
        return !(*this == other);
    }

  private:
    std::array<uint8_t, MAX_SIZE> m_octets{}; //!< the octets, unused ones zero
    uint8_t m_size{0};                        //!< how many octets count
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_COOKIE_H
