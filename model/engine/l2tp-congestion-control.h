// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_CONGESTION_CONTROL_H
#define L2TP_CONGESTION_CONTROL_H

#include "l2tp-constants.h"

#include "ns3/object.h"

#include <cstdint>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief What a congestion control works on: the windows of one control connection.
 *
 * The unit is the control message, not the octet (\RFC{3931} section 4.2 and Appendix A).
 */
struct WindowState
{
    uint32_t cwnd{1};                            //!< congestion window, at least 1
    uint32_t ssthresh{DEFAULT_RECEIVE_WINDOW};   //!< slow start threshold, at least 1
    uint32_t peerWindow{DEFAULT_RECEIVE_WINDOW}; //!< peer's Receive Window Size, 1..32768
    uint32_t outstanding{0};                     //!< messages sent and not yet acknowledged
    uint32_t credit{0};    //!< acknowledgments since CWND last grew in congestion avoidance
    bool collapsed{false}; //!< a retransmission has lowered SSTHRESH
};

/**
 * @ingroup l2tp
 * @brief Policy: how many control messages may be outstanding.
 *
 * \RFC{3931} section 4.2 obliges the sender to respect the peer's Receive Window Size and
 * recommends slow start and congestion avoidance below it. The control connection owns the
 * WindowState and calls the methods when something happens; the policy changes @c cwnd, @c
 * ssthresh,
 * @c credit and @c collapsed. The other two members belong to the caller.
 *
 * One object may serve any number of connections, since it keeps nothing about them.
 */
class CongestionControl : public Object
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /**
     * @brief A control connection begins.
     *
     * Called once, before any other method. @c peerWindow is what to assume until the peer has
     * spoken (4, \RFC{3931} section 5.4.3); nothing is outstanding.
     * @param state the windows, to be set to their first values
     */
    virtual void Start(WindowState& state) const = 0;

    /**
     * @brief The peer has told its Receive Window Size, or has left it out.
     *
     * Called with @c peerWindow just set. Messages may be outstanding, even more than it admits.
     * @param state the windows
     */
    virtual void PeerWindowKnown(WindowState& state) const = 0;

    /**
     * @brief The peer has acknowledged messages for the first time.
     *
     * Called once per received Nr that moves the window, after @c outstanding was reduced.
     * @param state the windows
     * @param messages number of messages newly acknowledged, at least 1
     */
    virtual void Acknowledged(WindowState& state, uint32_t messages) const = 0;

    /**
     * @brief A retransmission timer has expired.
     *
     * Called once per expiry, however many messages it sends again, and before they leave. A
     * retransmission does not change @c outstanding.
     * @param state the windows
     */
    virtual void Expired(WindowState& state) const = 0;

    /**
     * @brief How many messages may be outstanding.
     *
     * Called before each first transmission. Retransmissions are not limited by it.
     * @param state the windows
     * @return limit of @c outstanding: the smaller of CWND and the peer's window, at least 1
     */
    virtual uint32_t GetWindow(const WindowState& state) const;
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_CONGESTION_CONTROL_H
