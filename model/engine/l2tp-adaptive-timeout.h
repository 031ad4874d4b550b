// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_ADAPTIVE_TIMEOUT_H
#define L2TP_ADAPTIVE_TIMEOUT_H

#include "l2tp-retransmission-timing.h"

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Retransmission timing that follows the measured round-trip time.
 *
 * The estimator is that of \RFC{6298} section 2: the first wait is SRTT + 4 RTTVAR, with weights
 * 1/8 and 1/4, once a round trip was measured, and InitialTimeout before. The clock granularity G
 * is zero, since virtual time is exact. The wait doubles with each retransmission as far as Cap; a
 * first wait above Cap is kept and not doubled.
 *
 * It does not conform to \RFC{3931} section 4.2, where the first wait is a configured constant and
 * only the number of retransmissions makes it grow. Minimum keeps a peer that delays its
 * acknowledgments from provoking retransmissions.
 */
class AdaptiveTimeout : public RetransmissionTiming
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /**
     * @brief Set the first wait without a measured round trip.
     * @param initialTimeout the wait, above 0; aborts otherwise. Default: 1 s
     */
    void SetInitialTimeout(Time initialTimeout);

    /**
     * @brief Get the first wait without a measured round trip.
     * @return the wait, above 0
     */
    Time GetInitialTimeout() const;

    /**
     * @brief Set the least first wait once a round trip was measured.
     * @param minimum the wait, above 0; aborts otherwise. Default: 200 ms
     */
    void SetMinimum(Time minimum);

    /**
     * @brief Get the least first wait once a round trip was measured.
     * @return the wait, above 0
     */
    Time GetMinimum() const;

    /**
     * @brief Set the limit of the doubling.
     * @param cap 0 for no limit, else 8 s or more; aborts otherwise. Default: 8 s
     */
    void SetCap(Time cap);

    /**
     * @brief Get the limit of the doubling.
     * @return 0 for no limit, else 8 s or more
     */
    Time GetCap() const;

    /**
     * @brief The estimate, or InitialTimeout, doubled once per retransmission as far as Cap.
     * @param state the estimate
     * @param attempt number of retransmissions before the wait
     * @return the wait
     */
    Time GetTimeout(const TimingState& state, uint32_t attempt) const override;

    /**
     * @brief Move SRTT and RTTVAR towards the measured value (\RFC{6298} section 2).
     * @param state the estimate; the first measurement sets it
     * @param rtt the measured round-trip time
     */
    void Measured(TimingState& state, Time rtt) const override;

  private:
    Time m_initialTimeout; //!< first wait without a measured round trip
    Time m_minimum;        //!< least first wait with one
    Time m_cap;            //!< limit of the doubling, 0 for none
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_ADAPTIVE_TIMEOUT_H
