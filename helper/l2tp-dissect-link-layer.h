// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_DISSECT_LINK_LAYER_H
#define L2TP_DISSECT_LINK_LAYER_H

#include "l2tp-bytes.h"

#include <cstdint>
#include <optional>

/**
 * @file
 * @ingroup l2tp
 * @brief The way from a captured frame to the IP packet in it.
 */

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Link types of capture files, by their numbers in the registry of tcpdump.org.
 */
enum class LinkType : uint16_t
{
    Ethernet = 1,      //!< Ethernet, with any number of IEEE 802.1Q and 802.1ad tags
    Ppp = 9,           //!< PPP, with or without Address and Control (\RFC{1661}, \RFC{1662})
    RawOld = 12,       //!< IP of either version, as some systems number it in files
    RawOpenBsd = 14,   //!< IP of either version, as OpenBSD numbers it
    PppHdlc = 50,      //!< PPP in HDLC-like framing (\RFC{1662})
    Raw = 101,         //!< IP of either version
    LinuxCooked = 113, //!< Linux cooked capture
    Ipv4 = 228,        //!< IPv4
    Ipv6 = 229,        //!< IPv6
    LinuxCooked2 = 276 //!< Linux cooked capture, version 2
};

/**
 * @ingroup l2tp
 * @brief Whether frames of a link type can be looked into.
 * @param linkType link type
 * @return true for those of LinkType
 */
bool IsKnown(LinkType linkType);

/**
 * @ingroup l2tp
 * @brief Find the IP packet in a frame.
 * @param linkType link type of the frame
 * @param frame the frame from its first octet
 * @return the octets from the Version field of the IP header to the end of the frame, padding
 *         and checks of the link layer included, none if the frame ends before; nothing if it holds
 *         anything but IP
 */
std::optional<ByteView> FindIpPacket(LinkType linkType, ByteView frame);

} // namespace l2tp
} // namespace ns3

#endif // L2TP_DISSECT_LINK_LAYER_H
