// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_RETRANSMISSION_SCOPE_H
#define L2TP_RETRANSMISSION_SCOPE_H

#include "ns3/object.h"

#include <cstddef>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Policy: what the expiry of a retransmission timer sends again.
 *
 * \RFC{3931} section 4.2 says that a message not acknowledged in time is sent again; it leaves open
 * whether the connection has one timer or each message its own, and whether the messages behind
 * the oldest one go along with it.
 */
class RetransmissionScope : public Object
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /**
     * @brief Whether each message has a timer of its own.
     *
     * With one timer per connection, attempts and back-off belong to the oldest message and start
     * afresh when the peer acknowledges something new; else each message has its own. The answer
     * never changes during the life of the object.
     * @return true for a timer per message, false for one per connection
     */
    virtual bool HasTimerPerMessage() const = 0;

    /**
     * @brief How many messages the expiry of the connection's timer sends again.
     *
     * Not asked with a timer per message: there, an expiry sends the messages that are due.
     * @param outstanding number of messages not yet acknowledged, at least 1
     * @return number of messages to send again, counted from the oldest, 1..outstanding
     */
    virtual std::size_t GetBatch(std::size_t outstanding) const = 0;
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_RETRANSMISSION_SCOPE_H
