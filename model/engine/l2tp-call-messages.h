// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_CALL_MESSAGES_H
#define L2TP_CALL_MESSAGES_H

#include "l2tp-control-message.h"
#include "l2tp-engine-output.h"
#include "l2tp-session.h"

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief ICRQ or OCRQ of a session (\RFC{3931} sections 6.6 and 6.9).
 *
 * Besides what is required it has what the session wants to receive (Assigned Cookie, L2-Specific
 * Sublayer, Data Sequencing), the Session Tie Breaker, the speeds, and in ICRQ the Physical
 * Channel ID, each if there is one.
 * @param session the session; its machine tells which of the two
 * @return the message
 */
ControlMessage MakeRequest(const Session& session);

/**
 * @ingroup l2tp
 * @brief ICRP or OCRP of a session (\RFC{3931} sections 6.7 and 6.10).
 * @param session the session; its machine tells which of the two
 * @return the message
 */
ControlMessage MakeReply(const Session& session);

/**
 * @ingroup l2tp
 * @brief ICCN of a session (\RFC{3931} section 6.8); with Circuit Status if that has changed since
 *        the ICRQ.
 * @param session the session
 * @return the message
 */
ControlMessage MakeIccn(const Session& session);

/**
 * @ingroup l2tp
 * @brief OCCN of a session (\RFC{3931} section 6.11): always with Circuit Status, and with the
 *        speeds, sublayer and sequencing that were not known before.
 * @param session the session
 * @return the message
 */
ControlMessage MakeOccn(const Session& session);

/**
 * @ingroup l2tp
 * @brief CDN of a session (\RFC{3931} section 6.12).
 * @param session the session
 * @param reason its Result Code
 * @return the message
 */
ControlMessage MakeCdn(const Session& session, const DownReason& reason);

/**
 * @ingroup l2tp
 * @brief WEN of a session (\RFC{3931} section 6.13).
 * @param session the session
 * @param errors its Circuit Errors
 * @return the message
 */
ControlMessage MakeWen(const Session& session, const CircuitErrorsValue& errors);

/**
 * @ingroup l2tp
 * @brief SLI of a session (\RFC{3931} section 6.14), with its Circuit Status. The N bit is 0: the
 *        circuit is known to the peer by now.
 * @param session the session
 * @return the message
 */
ControlMessage MakeSli(const Session& session);

} // namespace l2tp
} // namespace ns3

#endif // L2TP_CALL_MESSAGES_H
