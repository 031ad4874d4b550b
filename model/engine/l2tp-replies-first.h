// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_REPLIES_FIRST_H
#define L2TP_REPLIES_FIRST_H

#include "l2tp-queue-discipline.h"

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Waiting replies leave before waiting requests.
 *
 * A session in progress is finished before the next one is begun, which shortens the set-up of the
 * single session when many are waiting for the window (\RFC{3931} section 4.2).
 */
class RepliesFirst : public QueueDiscipline
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /**
     * @brief Replies have a band of their own, served first.
     * @param type not used
     * @param reply whether the message answers one just received
     * @return 0 for a reply, 1 otherwise
     */
    unsigned GetBand(MessageType type, bool reply) const override;
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_REPLIES_FIRST_H
