// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_IMMEDIATE_ACKNOWLEDGMENT_H
#define L2TP_IMMEDIATE_ACKNOWLEDGMENT_H

#include "l2tp-acknowledgment-policy.h"

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Acknowledge each received control message at once; the default.
 *
 * A reply that leaves at that very instant carries the acknowledgment; else an explicit one is
 * sent (\RFC{3931} section 6.15). There is no coalescing.
 */
class ImmediateAcknowledgment : public AcknowledgmentPolicy
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /**
     * @brief There is no wait.
     * @return 0
     */
    Time GetDelay() const override;
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_IMMEDIATE_ACKNOWLEDGMENT_H
