// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_ACKNOWLEDGMENT_POLICY_H
#define L2TP_ACKNOWLEDGMENT_POLICY_H

#include "ns3/nstime.h"
#include "ns3/object.h"

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Policy: when a received control message is acknowledged.
 *
 * Every message carries an Nr, so an acknowledgment may ride on a message of one's own; an explicit
 * acknowledgment (ACK, \RFC{3931} section 6.15) is needed only if there is none. The RFC forbids to
 * withhold acknowledgments for flow control (section 4.2), which limits the wait to a small
 * fraction of the peer's retransmission timeout.
 */
class AcknowledgmentPolicy : public Object
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /**
     * @brief How long an acknowledgment may wait for a message to ride on.
     *
     * The wait begins when the first unacknowledged message arrives; later ones do not prolong it.
     * @return the wait, not negative; 0 to acknowledge each message at once, by a reply that leaves
     *         at that instant or by an explicit acknowledgment
     */
    virtual Time GetDelay() const = 0;
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_ACKNOWLEDGMENT_POLICY_H
