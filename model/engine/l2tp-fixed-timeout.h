// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_FIXED_TIMEOUT_H
#define L2TP_FIXED_TIMEOUT_H

#include "l2tp-retransmission-timing.h"

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief The same wait after every transmission.
 *
 * It does not conform to \RFC{3931} section 4.2, which demands exponential back-off. Some
 * implementations behave like this, and it shows what the back-off is for.
 */
class FixedTimeout : public RetransmissionTiming
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /**
     * @brief Set the wait after each transmission.
     * @param timeout the wait, above 0; aborts otherwise. Default: 1 s
     */
    void SetInterval(Time timeout);

    /**
     * @brief Get the wait after each transmission.
     * @return the wait, above 0
     */
    Time GetInterval() const;

    /**
     * @brief The attribute Timeout.
     * @param state not used
     * @param attempt not used
     * @return the wait
     */
    Time GetTimeout(const TimingState& state, uint32_t attempt) const override;

  private:
    Time m_timeout; //!< wait after each transmission
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_FIXED_TIMEOUT_H
