// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_RETRANSMIT_ALL_H
#define L2TP_RETRANSMIT_ALL_H

#include "l2tp-retransmission-scope.h"

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief One timer per connection; its expiry sends all unacknowledged messages again.
 *
 * This suits a receiver that drops what arrives out of order, which \RFC{3931} section 4.2 allows:
 * go-back-N. The copies leave at once, whatever the congestion window.
 */
class RetransmitAll : public RetransmissionScope
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /**
     * @brief One timer serves the connection.
     * @return false
     */
    bool HasTimerPerMessage() const override;

    /**
     * @brief Everything unacknowledged is sent again.
     * @param outstanding number of messages not yet acknowledged
     * @return the number outstanding
     */
    std::size_t GetBatch(std::size_t outstanding) const override;
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_RETRANSMIT_ALL_H
