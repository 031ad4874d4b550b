// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_SESSION_NEGOTIATION_H
#define L2TP_SESSION_NEGOTIATION_H

#include "l2tp-control-message.h"
#include "l2tp-engine-output.h"
#include "l2tp-message-check.h"
#include "l2tp-session.h"
#include "l2tp-sublayer-registry.h"

#include <optional>
#include <string>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Reason of a CDN that this end sends.
 * @param result its result
 * @param text its error message
 * @param error its error code
 * @return the reason; the cause is Local
 */
DownReason RefuseSession(CdnResult result,
                         const std::string& text,
                         ErrorCode error = ErrorCode::None);

/**
 * @ingroup l2tp
 * @brief Reason of a CDN that complains about an AVP.
 * @param objection what is wrong
 * @return the reason, with result 2 and the error code of the objection; the cause is Local
 */
DownReason RefuseSession(const Objection& objection);

/**
 * @ingroup l2tp
 * @brief Reason of a CDN when the owner does not admit a session.
 * @param admission the owner's answer
 * @return the reason, with a text that fits the result if the owner gives none
 */
DownReason RefuseSession(const Admission& admission);

/**
 * @ingroup l2tp
 * @brief What a received ICRQ or OCRQ asks for; what is not in it has its default.
 * @param message the message; the request points at it
 * @return the request
 */
SessionRequest ReadRequest(const ControlMessage& message);

/**
 * @ingroup l2tp
 * @brief Take over what a message of the peer says of a session: its cookie, what it wants to
 *        receive (\RFC{3931} section 5.4.4), its Circuit Status and the speeds.
 *
 * Each AVP speaks of the direction towards its sender; one that is absent leaves things as they
 * are. ICCN and OCCN may thus change what was said before (section 6.8).
 * @param parameters of the session; changed also if the message is refused
 * @param message ICRQ, ICRP, ICCN, OCRQ, OCRP, OCCN or SLI
 * @param sublayers those that this end can produce
 * @return why the peer's wishes cannot be met, or nothing: a sublayer that this end cannot
 *         produce, or sequencing without a sublayer that has sequence numbers
 */
std::optional<DownReason> Negotiate(SessionParameters& parameters,
                                    const ControlMessage& message,
                                    const SublayerRegistry& sublayers);

/**
 * @ingroup l2tp
 * @brief Settle the tie between an own request and a received one (\RFC{3931} section 5.4.4).
 *
 * The lower Session Tie Breaker wins; if there is only one, its sender wins.
 * @param own Session Tie Breaker of the own request, if it has one
 * @param received Session Tie Breaker of the received request, if it has one
 * @return RequestTieWon, RequestTieLost, RequestTieEqual or RequestTieNone
 */
Event CompareTieBreakers(std::optional<uint64_t> own, std::optional<uint64_t> received);

} // namespace l2tp
} // namespace ns3

#endif // L2TP_SESSION_NEGOTIATION_H
