// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_QUEUE_DISCIPLINE_H
#define L2TP_QUEUE_DISCIPLINE_H

#include "l2tp-constants.h"

#include "ns3/object.h"

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Policy: which of the waiting control messages leaves first when the window opens.
 *
 * \RFC{3931} section 4.2 has new messages wait while the window is closed. A message gets its Ns
 * when it leaves, so the order among the waiting ones is free.
 */
class QueueDiscipline : public Object
{
  public:
    /** @brief Number of bands; band 0 empties before band 1 is served, each is first in first out.
     */
    static constexpr unsigned BANDS = 2;

    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /**
     * @brief Which band a message waits in.
     *
     * Called once per message, also if the window lets it go at once.
     * @param type type of the message; never Ack or Zlb, which do not wait
     * @param reply whether it answers a message that was just received
     * @return the band, below BANDS
     */
    virtual unsigned GetBand(MessageType type, bool reply) const = 0;
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_QUEUE_DISCIPLINE_H
