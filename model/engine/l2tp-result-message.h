// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_RESULT_MESSAGE_H
#define L2TP_RESULT_MESSAGE_H

#include "l2tp-control-message.h"
#include "l2tp-engine-output.h"

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Start a StopCCN or CDN: the message with its Result Code (\RFC{3931} section 5.4.2).
 * @param type StopCCN or CDN
 * @param reason result, error code and error message; an error code of 0 is left out unless an
 *        error message needs it
 * @return the message, to which identifiers may be added
 */
ControlMessage MakeResultMessage(MessageType type, const DownReason& reason);

/**
 * @ingroup l2tp
 * @brief What a received StopCCN or CDN says.
 * @param message the message
 * @return result, error code and error message, as far as they are there; the cause is Peer
 */
DownReason ReadResult(const ControlMessage& message);

} // namespace l2tp
} // namespace ns3

#endif // L2TP_RESULT_MESSAGE_H
