// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_DISSECT_PACKETS_H
#define L2TP_DISSECT_PACKETS_H

#include "ns3/l2tp-bytes.h"
#include "ns3/l2tp-control-message.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3
{
namespace l2tp
{
namespace tests
{

/**
 * @ingroup l2tp-tests
 * @brief Makes the packets and frames of captures octet by octet, without checksums.
 *
 * Addresses are 10.0.0.n and 2001:db8::n.
 */
namespace packets
{

/** @brief Join octet strings. @param parts the strings @return all of them */
Bytes Join(const std::vector<Bytes>& parts);

/** @brief Number in network byte order. @param value the number @return 2 octets */
Bytes Put16(uint16_t value);

/** @brief Number in network byte order. @param value the number @return 4 octets */
Bytes Put32(uint32_t value);

/**
 * @brief An IPv4 packet.
 * @param from last octet of the source address
 * @param to last octet of the destination address
 * @param protocol Protocol
 * @param payload what follows the header
 * @param fragmentWord flags and offset in units of 8 octets
 * @param identification Identification
 * @return the packet
 */
Bytes Ipv4(uint8_t from,
           uint8_t to,
           uint8_t protocol,
           const Bytes& payload,
           uint16_t fragmentWord = 0,
           uint16_t identification = 7);

/**
 * @brief An IPv6 packet.
 * @param from last octet of the source address
 * @param to last octet of the destination address
 * @param protocol Next Header
 * @param payload what follows the header, extension headers included
 * @return the packet
 */
Bytes Ipv6(uint8_t from, uint8_t to, uint8_t protocol, const Bytes& payload);

/**
 * @brief The fragments of an IPv4 packet.
 * @param from last octet of the source address
 * @param to last octet of the destination address
 * @param protocol Protocol
 * @param payload payload of the whole packet
 * @param size octets of payload in each fragment but the last, a multiple of 8
 * @param identification Identification
 * @return the packets in order
 */
std::vector<Bytes> Ipv4Fragments(uint8_t from,
                                 uint8_t to,
                                 uint8_t protocol,
                                 const Bytes& payload,
                                 std::size_t size,
                                 uint16_t identification = 7);

/**
 * @brief The fragments of an IPv6 packet, each with a Hop-by-Hop Options header before.
 * @param from last octet of the source address
 * @param to last octet of the destination address
 * @param protocol Next Header of the part that is divided
 * @param payload that part
 * @param size octets of payload in each fragment but the last, a multiple of 8
 * @return the packets in order
 */
std::vector<Bytes> Ipv6Fragments(uint8_t from,
                                 uint8_t to,
                                 uint8_t protocol,
                                 const Bytes& payload,
                                 std::size_t size);

/**
 * @brief A UDP packet.
 * @param from source port
 * @param to destination port
 * @param payload what follows the header
 * @return the packet
 */
Bytes Udp(uint16_t from, uint16_t to, const Bytes& payload);

/**
 * @brief Give a message its place in a connection.
 * @param message the message
 * @param ccid Control Connection ID
 * @param ns Ns
 * @param nr Nr
 * @return its octets from the T bit
 */
Bytes Number(ControlMessage message, uint32_t ccid, uint16_t ns, uint16_t nr);

/**
 * @brief A HELLO over UDP, CCID 0x11223344, Ns 5, Nr 6.
 * @return the UDP packet
 */
Bytes Hello();

/**
 * @brief A data message over UDP for session 9, without cookie and sublayer.
 * @param size octets of payload
 * @return the UDP packet
 */
Bytes LongData(std::size_t size);

} // namespace packets

} // namespace tests
} // namespace l2tp
} // namespace ns3

#endif // L2TP_DISSECT_PACKETS_H
