// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_CALL_SCRIPTS_H
#define L2TP_CALL_SCRIPTS_H

#include "l2tp-scripted-peer.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace l2tp
{
namespace test
{

/** @brief All session messages (RFC 3931 section 3.1), in the order of their numbers. */
extern const std::vector<MessageType> SESSION_MESSAGES;

/**
 * @brief An acceptable request of a scripted peer.
 * @param type ICRQ or OCRQ
 * @param local Local Session ID
 * @param remoteEndId Remote End ID
 * @param remote Remote Session ID
 * @return the message
 */
ControlMessage MakePeerRequest(MessageType type,
                               uint32_t local = ScriptedPeer::SESSION,
                               const std::string& remoteEndId = "vc-1",
                               uint32_t remote = 0);

/**
 * @brief A complete message of a scripted peer that names the session of the endpoint.
 * @param peer the peer
 * @param type any of SESSION_MESSAGES
 * @return the message
 */
ControlMessage MakeOfSession(const ScriptedPeer& peer, MessageType type);

/**
 * @brief Let the endpoint ask for a session.
 * @param peer its peer, connected
 * @param request what to ask for
 * @return local Session ID
 */
uint32_t PlaceRequest(ScriptedPeer& peer, const SessionRequest& request);

/** @brief A request for an outgoing call. @param remoteEndId Remote End ID @return the request */
SessionRequest Outgoing(const std::string& remoteEndId = "vc-1");

/** @brief OCRQ sender, wait-reply. @param peer fresh */
void Call(ScriptedPeer& peer);
/** @brief OCRQ sender, wait-connect. @param peer fresh */
void CallAccepted(ScriptedPeer& peer);
/** @brief OCRQ sender, established. @param peer fresh */
void CallEstablished(ScriptedPeer& peer);
/** @brief OCRQ recipient, wait-cs-answer. @param peer fresh */
void Called(ScriptedPeer& peer);
/** @brief OCRQ recipient, established. @param peer fresh */
void CalledEstablished(ScriptedPeer& peer);

/** @brief The only message but ACKs that was sent. @param peer the peer @return the message */
ControlMessage TakeOnly(ScriptedPeer& peer);

/** @brief Result and error code of StopCCN or CDN. @param message it @return 0 if absent */
std::pair<uint16_t, uint16_t> CodesOf(const ControlMessage& message);

/** @brief State of the session of the endpoint. @param peer its peer @return its name, or "none" */
std::string SessionState(ScriptedPeer& peer);

} // namespace test
} // namespace l2tp
} // namespace ns3

#endif // L2TP_CALL_SCRIPTS_H
