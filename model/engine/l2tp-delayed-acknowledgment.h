// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_DELAYED_ACKNOWLEDGMENT_H
#define L2TP_DELAYED_ACKNOWLEDGMENT_H

#include "l2tp-acknowledgment-policy.h"

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Hold an acknowledgment back for a short time, so that a message can carry it.
 *
 * It saves explicit acknowledgments (\RFC{3931} Appendix B.1 shows such an exchange). The delay
 * adds to the round-trip time the peer sees and has to stay well below its first retransmission
 * timeout, 1 s by default (section 4.2); a delay of 1 s or more is refused.
 */
class DelayedAcknowledgment : public AcknowledgmentPolicy
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /**
     * @brief Set how long an acknowledgment may wait for a message to ride on.
     * @param delay the wait, at least 0 and below 1 s; aborts otherwise. Default: 100 ms
     */
    void SetDelay(Time delay);

    /**
     * @brief Get how long an acknowledgment may wait for a message to ride on.
     * @return the attribute Delay
     */
    Time GetDelay() const override;

  private:
    Time m_delay; //!< how long an acknowledgment may wait
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_DELAYED_ACKNOWLEDGMENT_H
