// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_LCCE_HOOKS_H
#define L2TP_LCCE_HOOKS_H

#include "l2tp-control-message.h"
#include "l2tp-session.h"

#include "ns3/callback.h"

#include <cstdint>

namespace ns3
{
namespace l2tp
{

class Circuit;

/**
 * @ingroup l2tp
 * @brief What an Lcce asks a script; each may be null.
 */
struct LcceHooks
{
    /**
     * @brief Makes, or finds, the circuit for a Remote End ID that nobody has registered.
     *
     * Called while a message is being handled: it must not call the Lcce. It gets the request and
     * returns a circuit, which is registered from then on, or null to refuse the request.
     */
    using CircuitFactory = Callback<Circuit*, const SessionRequest&>;

    /**
     * @brief Places the call that a peer has asked for by OCRQ (\RFC{3931} section 7.4.2).
     *
     * It gets the local Session ID and the request. Now or later CallPlaced() or CallFailed() has
     * to be called with that ID, before the attribute CallPlacementTimeout ends the attempt.
     */
    using CallPlacer = Callback<void, uint32_t, const SessionRequest&>;

    /**
     * @brief Releases a call that was given to CallPlacer, placed already or not: its session has
     *        ended (\RFC{3931} section 7.4.2). It gets the local Session ID.
     */
    using CallReleaser = Callback<void, uint32_t>;

    /**
     * @brief Adds AVPs to a message of a session.
     *
     * It gets ICRQ, ICRP, ICCN, OCRQ, OCRP, OCCN, SLI or WEN before it is sent, and what is known
     * of the session.
     */
    using MessageExtension = Callback<void, ControlMessage&, const SessionParameters&>;

    CircuitFactory circuitFactory; //!< makes circuits on demand
    CallPlacer callPlacer;         //!< places outgoing calls
    CallReleaser callReleaser;     //!< releases them
    MessageExtension extension;    //!< adds AVPs to messages
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_LCCE_HOOKS_H
