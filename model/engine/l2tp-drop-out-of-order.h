// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_DROP_OUT_OF_ORDER_H
#define L2TP_DROP_OUT_OF_ORDER_H

#include "l2tp-out-of-order-policy.h"

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Drop early control messages, so that the peer sends them again.
 *
 * \RFC{3931} section 4.2 allows it. It spares the queue and costs a retransmission per message
 * behind a gap.
 */
class DropOutOfOrder : public OutOfOrderPolicy
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /**
     * @brief Keep nothing.
     * @param distance how far the Ns is ahead of the expected one, 1..32767
     * @param receiveWindow own Receive Window Size, 1..32768
     * @return false
     */
    bool Keep(uint32_t distance, uint32_t receiveWindow) const override;
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_DROP_OUT_OF_ORDER_H
