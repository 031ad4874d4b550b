// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_DATA_DROP_REASON_H
#define L2TP_DATA_DROP_REASON_H

#include <cstddef>
#include <cstdint>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Why a session drops a frame, received or to be sent.
 *
 * A packet whose Session ID names no session never gets to a session; see TransportDropReason.
 */
enum class DataDropReason : uint8_t
{
    TooShort,            //!< received with fewer octets than the session's header has
    CookieMismatch,      //!< received with another cookie (\RFC{3931} section 4.5)
    OldSequence,         //!< received with an old sequence number (\RFC{3931} section 4.6.1)
    NoCircuit,           //!< received, but nothing is attached to the session
    PeerCircuitInactive, //!< not sent: the peer's circuit is down (\RFC{3931} section 5.4.5)
    TooBig,              //!< not sent: larger than an IP packet can be
    NoRoute,             //!< not sent: there is no route to the peer
    RoutingLoop,         //!< not sent: the route to the peer leads through the session itself
    NotEstablished,      //!< not sent: the session may only receive yet (\RFC{3931} section 3)
    SessionEnded,        //!< received, but the session has ended while it had to wait for others
};

/** @brief Number of values of DataDropReason. */
constexpr std::size_t DATA_DROP_REASONS = 10;

/**
 * @ingroup l2tp
 * @brief Name of a drop reason.
 * @param reason the reason
 * @return for instance "cookie mismatch"
 */
const char* GetName(DataDropReason reason);

} // namespace l2tp
} // namespace ns3

#endif // L2TP_DATA_DROP_REASON_H
