// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_MESSAGE_PEEK_H
#define L2TP_MESSAGE_PEEK_H

#include "l2tp-bytes.h"
#include "l2tp-constants.h"

#include <cstdint>
#include <optional>

/**
 * @file
 * @ingroup l2tp
 * @brief A look into octets that claim to be a control message, before anything is believed.
 *
 * A digest is verified before a message is used (\RFC{3931} section 5.4.1), yet verifying needs
 * the message type and, in SCCRP, a nonce that stands behind the digest; and where each peer has
 * a secret of its own, Host Name or Router ID tell which one to try. These functions find them
 * in any octets at all: they check every length before they read, take an AVP sequence as far as
 * it is sound, and allocate nothing. What they return is unproven.
 */

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief The octets that belong to a control message.
 * @param bytes octets from the T bit
 * @return as many as the Length field says; nothing if the T or the L bit is 0 or if Length is
 *         less than 12 or more than what is there
 */
ByteView PeekMessage(ByteView bytes);

/**
 * @ingroup l2tp
 * @brief The type of a control message.
 * @param bytes octets from the T bit
 * @return the type; Zlb without any AVP; Unknown if the first AVP is not a sound Message Type AVP
 *         of Vendor ID 0 with a type that \RFC{3931} defines, or if PeekMessage() finds nothing
 */
MessageType PeekType(ByteView bytes);

/**
 * @ingroup l2tp
 * @brief The value of an attribute of Vendor ID 0.
 * @param bytes octets from the T bit
 * @param type Attribute Type
 * @return the value, not checked, of the first AVP of that type whose H bit is 0; nothing if
 *         there is none in front of the first AVP with an impossible Length
 */
std::optional<ByteView> PeekValue(ByteView bytes, uint16_t type);

/**
 * @ingroup l2tp
 * @brief The Control Message Authentication Nonce of an SCCRQ or SCCRP.
 *
 * That one is there says that the sender wants authentication (\RFC{3931} section 4.3).
 *
 * @param bytes octets from the T bit
 * @return the nonce, which may be empty; nothing if there is none or in other messages
 */
std::optional<ByteView> PeekNonce(ByteView bytes);

} // namespace l2tp
} // namespace ns3

#endif // L2TP_MESSAGE_PEEK_H
