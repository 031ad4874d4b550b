// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_FIFO_DISCIPLINE_H
#define L2TP_FIFO_DISCIPLINE_H

#include "l2tp-queue-discipline.h"

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Waiting control messages leave in the order in which they were given; the default.
 *
 * Ns then follows the order of the calls, as in the examples of \RFC{3931} Appendix B.
 */
class FifoDiscipline : public QueueDiscipline
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /**
     * @brief All messages share one band.
     * @param type not used
     * @param reply whether the message answers one just received
     * @return 0
     */
    unsigned GetBand(MessageType type, bool reply) const override;
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_FIFO_DISCIPLINE_H
