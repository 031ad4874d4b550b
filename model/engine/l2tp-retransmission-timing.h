// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_RETRANSMISSION_TIMING_H
#define L2TP_RETRANSMISSION_TIMING_H

#include "ns3/nstime.h"
#include "ns3/object.h"

#include <cstdint>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief What a retransmission timing may remember about one control connection.
 */
struct TimingState
{
    Time smoothedRtt;     //!< smoothed round-trip time (SRTT)
    Time rttVariation;    //!< round-trip time variation (RTTVAR)
    bool measured{false}; //!< whether the two were ever set
};

/**
 * @ingroup l2tp
 * @brief Policy: how long a control message waits for its acknowledgment.
 *
 * \RFC{3931} section 4.2 asks for a first wait of 1 s by default and for exponential back-off,
 * which may be capped at no less than 8 s. The control connection owns the TimingState, counts the
 * attempts and runs the timer.
 *
 * One object may serve any number of connections, since it keeps nothing about them.
 */
class RetransmissionTiming : public Object
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /**
     * @brief The wait that begins with a transmission.
     *
     * With one timer per connection, @c attempt starts again at 0 when the peer acknowledges
     * something new; with a timer per message it counts the retransmissions of that message.
     * @param state what is known about the connection
     * @param attempt 0 for the wait after the first transmission, i for the one after the i-th
     *        retransmission
     * @return the wait, above 0 and at most GetLongest()
     */
    virtual Time GetTimeout(const TimingState& state, uint32_t attempt) const = 0;

    /**
     * @brief A round trip was measured.
     *
     * Called for messages transmitted exactly once, since the acknowledgment of a retransmitted
     * message does not tell which copy it answers. Does nothing unless overridden.
     * @param state what is known about the connection
     * @param rtt time from the transmission to the acknowledgment, not negative
     */
    virtual void Measured(TimingState& state, Time rtt) const;

    /**
     * @brief Length of the full retransmission cycle of a connection without measurements.
     *
     * That is the time from the first transmission of a message that is never acknowledged to the
     * moment the connection is given up: 71 s for 10 retransmissions, a first wait of 1 s and a cap
     * of 8 s (\RFC{3931} section 4.2). The time to compute it grows with the number.
     * @param maxRetransmissions number of retransmissions, the first transmission not counted
     * @return the sum of the waits, at most GetLongest()
     */
    Time GetCycle(uint32_t maxRetransmissions) const;

    /**
     * @brief The longest time this class and those derived from it speak of.
     *
     * It is a quarter of the largest Time (73 years at a resolution of 1 ns), so that twice of it
     * can be added to the present time.
     * @return the time
     */
    static Time GetLongest();

  protected:
    /**
     * @brief Exponential back-off (\RFC{3931} section 4.2).
     *
     * The cap limits the doubling, not the first wait: if that is longer already, it stays.
     * @param first wait of attempt 0, above 0
     * @param attempt number of doublings
     * @param cap where the doubling ends; 0 for no cap
     * @return first times 2 to the power of attempt, limited by cap and GetLongest()
     */
    static Time BackOff(Time first, uint32_t attempt, Time cap);
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_RETRANSMISSION_TIMING_H
