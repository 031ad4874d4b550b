// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_DISSECT_IP_PACKET_H
#define L2TP_DISSECT_IP_PACKET_H

#include "l2tp-bytes.h"
#include "l2tp-dissect-ip-address.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief An IPv4 or IPv6 packet of a capture, or a fragment of one (\RFC{791}, \RFC{8200}).
 */
struct IpPacket
{
    /** @brief Where a fragment belongs. */
    struct Fragment
    {
        uint32_t identification{0}; //!< Identification
        std::size_t offset{0};      //!< octets of the payload before it
        bool more{false};           //!< whether fragments follow it
    };

    IpAddress source;                 //!< source address
    IpAddress destination;            //!< destination address
    uint8_t protocol{0};              //!< what the payload begins with
    std::optional<Fragment> fragment; //!< where it belongs; nothing for a whole packet
    std::size_t size{0};              //!< octets that the payload had when it was sent
    ByteView payload;                 //!< those that were captured

    /** @brief Whether the end of the payload was not captured. @return true if it is cut */
    bool IsCut() const
    {
        return payload.size() < size;
    }

    /**
     * @brief Read the header of a packet, and in IPv6 its extension headers up to a fragment's.
     *
     * Octets behind the length in the header are ignored. A length of 0 stands for all octets, as
     * in packets that were captured before the network device has divided them.
     *
     * @param bytes the packet from the Version field; has to live as long as the payload is used
     * @return the packet, or nothing if it is not IP or the header is not whole or wrong
     */
    static std::optional<IpPacket> Read(ByteView bytes);

    /**
     * @brief Go past IPv6 extension headers (\RFC{8200} section 4).
     *
     * It ends at a Fragment header that divides the packet, at any other header that is not to be
     * skipped, and where there are no more octets.
     *
     * @return false if an extension header is not whole
     */
    bool SkipExtensions();

  private:
    /**
     * @brief Read an IPv4 packet.
     * @param bytes the packet
     * @return false if it is wrong
     */
    bool ReadV4(ByteView bytes);

    /**
     * @brief Read an IPv6 packet.
     * @param bytes the packet
     * @return false if it is wrong
     */
    bool ReadV6(ByteView bytes);

    /**
     * @brief Set the payload.
     * @param rest octets behind the header
     * @param length octets of the payload by the header, or nothing for all
     */
    void SetPayload(ByteView rest, std::optional<std::size_t> length);

    /**
     * @brief Take octets off the front of the payload.
     * @param count how many
     */
    void Skip(std::size_t count);
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_DISSECT_IP_PACKET_H
