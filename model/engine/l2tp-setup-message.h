// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_SETUP_MESSAGE_H
#define L2TP_SETUP_MESSAGE_H

#include "l2tp-control-message.h"
#include "l2tp-endpoint-configuration.h"
#include "l2tp-peer-information.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Build SCCRQ or SCCRP (\RFC{3931} sections 6.1 and 6.2) without nonce and tie breaker.
 * @param type which
 * @param configuration what is told
 * @param connection Assigned Control Connection ID
 * @param receiveWindow Receive Window Size
 * @return the message, to which AVPs may be added
 */
ControlMessage MakeSetupMessage(MessageType type,
                                const EndpointConfiguration& configuration,
                                uint32_t connection,
                                uint16_t receiveWindow);

/**
 * @ingroup l2tp
 * @brief What a peer says of itself.
 * @param message SCCRQ or SCCRP
 * @return what is there; defaults for what is not
 */
PeerInformation ReadPeerInformation(const ControlMessage& message);

/**
 * @ingroup l2tp
 * @brief The names in an SCCRQ or SCCRP that is not verified yet: good to choose the secret that it
 *        is verified with, and for nothing else (\RFC{3931} section 3.3).
 * @param image octets from the T bit
 * @return Host Name, or empty, and Router ID, if it is there
 */
std::pair<std::string, std::optional<uint32_t>> PeekIdentity(ByteView image);

} // namespace l2tp
} // namespace ns3

#endif // L2TP_SETUP_MESSAGE_H
