// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_FIND_CONTROL_MESSAGE_H
#define L2TP_FIND_CONTROL_MESSAGE_H

#include "l2tp-bytes.h"
#include "l2tp-constants.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>

/**
 * @file
 * @ingroup l2tp
 * @brief Control messages in packets, wherever in the network those are seen.
 */

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief What follows an IP header, if it has a control message. Of UDP any port will do: what is
 *        found has to be compared with what an LCCE has sent or received.
 * @param protocol IP protocol number; 17 and 115 can have one
 * @param payload what follows the IP header
 * @return octets from the T bit; nothing if it is anything else
 */
Bytes FindControlMessage(uint8_t protocol, Ptr<const Packet> payload);

/**
 * @ingroup l2tp
 * @brief The control message in a packet of IP protocol 115, or of UDP port 1701, that begins with
 * an IP header, or with one of PPP or of Ethernet in front of it.
 * @param packet the packet
 * @return octets from the T bit; nothing if it is anything else, or not a first or only fragment
 */
Bytes FindControlMessage(Ptr<const Packet> packet);

} // namespace l2tp
} // namespace ns3

#endif // L2TP_FIND_CONTROL_MESSAGE_H
