// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_RESULT_MESSAGE_H
#define L2TP_RESULT_MESSAGE_H

#include "l2tp-control-message.h"
#include "l2tp-engine-output.h"
#include "l2tp-message-check.h"

#include <string>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Start a StopCCN or CDN: the message with its Result Code (\RFC{3931} section 5.4.2).
 * @param type StopCCN or CDN
 * @param reason result, error code and error message; an error code of 0 is left out unless an
 *        error message needs it, and an error code without a message gets the one of Describe()
 * @return the message, to which identifiers may be added
 */
ControlMessage MakeResultMessage(MessageType type, const DownReason& reason);

/**
 * @ingroup l2tp
 * @brief Reason of a StopCCN that complains about a message.
 * @param objection what is wrong with the message
 * @return StopCCN result 2 with the error code and the text of the objection
 */
DownReason RefuseConnection(const Objection& objection);

/**
 * @ingroup l2tp
 * @brief Reason of a StopCCN about a message that the state does not allow, or a timeout.
 * @param cause who ends the connection
 * @param text error message
 * @return StopCCN result 7
 */
DownReason FsmError(DownCause cause, const std::string& text);

/**
 * @ingroup l2tp
 * @brief Reason to refuse a peer that does not authenticate itself as it has to.
 * @param why error message
 * @return StopCCN result 4, requester is not authorized to establish a control connection
 */
DownReason NotAuthorized(const std::string& why);

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
