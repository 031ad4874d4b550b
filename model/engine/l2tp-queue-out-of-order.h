// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_QUEUE_OUT_OF_ORDER_H
#define L2TP_QUEUE_OUT_OF_ORDER_H

#include "l2tp-out-of-order-policy.h"

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Queue early control messages as far as the own receive window reaches; the default.
 *
 * A peer that respects the window (\RFC{3931} section 4.2) sends nothing further ahead, so at most
 * the window less one message is ever queued.
 */
class QueueOutOfOrder : public OutOfOrderPolicy
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /**
     * @brief Keep what lies within the receive window.
     * @param distance how far the Ns is ahead of the expected one, 1..32767
     * @param receiveWindow own Receive Window Size, 1..32768
     * @return whether distance is below receiveWindow
     */
    bool Keep(uint32_t distance, uint32_t receiveWindow) const override;
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_QUEUE_OUT_OF_ORDER_H
