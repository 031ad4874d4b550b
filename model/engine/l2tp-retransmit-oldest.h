// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_RETRANSMIT_OLDEST_H
#define L2TP_RETRANSMIT_OLDEST_H

#include "l2tp-retransmission-scope.h"

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief One timer per connection; its expiry sends the oldest message again. The default.
 *
 * The receiver may have queued what came behind a lost message (\RFC{3931} section 4.2), so that
 * one copy repairs the gap; and one copy is what a congestion window of 1 admits (Appendix A).
 */
class RetransmitOldest : public RetransmissionScope
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
     * @brief Only the oldest message is sent again.
     * @param outstanding number of messages not yet acknowledged
     * @return 1
     */
    std::size_t GetBatch(std::size_t outstanding) const override;
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_RETRANSMIT_OLDEST_H
