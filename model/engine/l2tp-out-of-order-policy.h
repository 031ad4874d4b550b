// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_OUT_OF_ORDER_POLICY_H
#define L2TP_OUT_OF_ORDER_POLICY_H

#include "ns3/object.h"

#include <cstdint>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Policy: what becomes of a control message that arrives before its turn.
 *
 * \RFC{3931} section 4.2 allows both to queue it until the gap is filled and to drop it, so that
 * the peer has to send it again. Its Nr has been used before this question is asked, and it is
 * acknowledged with the unchanged Nr in either case.
 */
class OutOfOrderPolicy : public Object
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /**
     * @brief Whether to keep an early message until its turn has come.
     * @param distance how far its Ns is ahead of the expected one (modulo 65536), 1..32767
     * @param receiveWindow own Receive Window Size, 1..32768
     * @return true to queue the message, false to drop it
     */
    virtual bool Keep(uint32_t distance, uint32_t receiveWindow) const = 0;
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_OUT_OF_ORDER_POLICY_H
