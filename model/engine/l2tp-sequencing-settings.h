// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_SEQUENCING_SETTINGS_H
#define L2TP_SEQUENCING_SETTINGS_H

#include "ns3/nstime.h"

#include <cstdint>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief How one end treats the sequence numbers of the data that it receives (\RFC{3931}
 *        section 4.6.1 and Appendix C).
 *
 * They are a local matter: the peer does not know them.
 */
struct SequencingSettings
{
    /**
     * @brief So many numbers from the expected one on are new, all others old; 1 to the size of the
     *        number space less 1. Default: half of 2^24.
     */
    uint32_t window{1U << 23};

    /**
     * @brief After so many old numbers, each the successor of the one before and no new one between
     *        them, the sender is taken to be elsewhere and the expected number follows it. 0:
     * never; 1 is no sequence. Default: 5.
     */
    uint32_t resyncThreshold{5};

    /**
     * @brief The expected number also follows the sender when nothing but old numbers has come for
     *        so long. 0, the default: never for that reason.
     */
    Time resyncTime;

    /**
     * @brief So long a packet ahead of the expected one waits for those before it; well below the
     *        retransmission time-out of what is carried. 0, the default: packets are never held,
     *        late ones are dropped.
     */
    Time reorderHold;

    /** @brief At most so many packets wait, 1 or more; one more lets the first go. Default: 64. */
    uint32_t reorderLimit{64};
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_SEQUENCING_SETTINGS_H
