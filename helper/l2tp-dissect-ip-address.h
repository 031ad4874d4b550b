// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_DISSECT_IP_ADDRESS_H
#define L2TP_DISSECT_IP_ADDRESS_H

#include "l2tp-bytes.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief An IPv4 or IPv6 address of a captured packet: a small value that has an order.
 */
class IpAddress
{
  public:
    /** @brief Octets of an IPv4 address. */
    static constexpr std::size_t V4_SIZE = 4;
    /** @brief Octets of an IPv6 address. */
    static constexpr std::size_t V6_SIZE = 16;

    /** @brief No address. */
    IpAddress() = default;

    /**
     * @brief Take the octets of an address.
     * @param octets 4 or 16 octets in network byte order; of any other number none is taken
     */
    explicit IpAddress(ByteView octets);

    /** @brief Whether this is an IPv6 address. @return true if it is */
    bool IsV6() const
    {
        return m_size == V6_SIZE;
    }

    /**
     * @brief The address as it is usually written.
     * @return "10.1.1.1", or "2001:db8::1" as \RFC{5952} has it; empty for no address
     */
    std::string ToString() const;

    /**
     * @brief Compare two addresses.
     * @param other the other one
     * @return true if both are the same
     */
    bool operator==(const IpAddress& other) const;

    /**
     * @brief An order for use in maps: IPv4 first.
     * @param other the other one
     * @return true if this one comes before it
     */
    bool operator<(const IpAddress& other) const;

  private:
    std::size_t m_size{0};                   //!< octets that count: 0, 4 or 16
    std::array<uint8_t, V6_SIZE> m_octets{}; //!< the octets, unused ones zero
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_DISSECT_IP_ADDRESS_H
