// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_RETRANSMIT_PER_MESSAGE_H
#define L2TP_RETRANSMIT_PER_MESSAGE_H

#include "l2tp-retransmission-scope.h"

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief A timer per message; its expiry sends that message again.
 *
 * Messages sent together and lost together are sent again together. Attempts and back-off
 * (\RFC{3931} section 4.2) belong to each message and survive the acknowledgment of another.
 */
class RetransmitPerMessage : public RetransmissionScope
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /**
     * @brief Each message has its own timer.
     * @return true
     */
    bool HasTimerPerMessage() const override;

    /**
     * @brief Without meaning here, since each timer sends its own message.
     * @param outstanding number of messages not yet acknowledged
     * @return 1
     */
    std::size_t GetBatch(std::size_t outstanding) const override;
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_RETRANSMIT_PER_MESSAGE_H
