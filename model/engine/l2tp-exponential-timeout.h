// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_EXPONENTIAL_TIMEOUT_H
#define L2TP_EXPONENTIAL_TIMEOUT_H

#include "l2tp-retransmission-timing.h"

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Retransmission timing of \RFC{3931} section 4.2; the default.
 *
 * The wait doubles with each retransmission: 1, 2, 4, 8, 8, 8 s with the attributes' defaults. An
 * InitialTimeout above Cap is kept and not doubled.
 */
class ExponentialTimeout : public RetransmissionTiming
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /**
     * @brief Set the wait after the first transmission.
     * @param initialTimeout the wait, above 0; aborts otherwise. Default: 1 s
     */
    void SetInitialTimeout(Time initialTimeout);

    /**
     * @brief Get the wait after the first transmission.
     * @return the wait, above 0
     */
    Time GetInitialTimeout() const;

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
     * @brief InitialTimeout, doubled once per retransmission as far as Cap.
     * @param state not used
     * @param attempt number of retransmissions before the wait
     * @return the wait
     */
    Time GetTimeout(const TimingState& state, uint32_t attempt) const override;

  private:
    Time m_initialTimeout; //!< wait after the first transmission
    Time m_cap;            //!< limit of the doubling, 0 for none
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_EXPONENTIAL_TIMEOUT_H
