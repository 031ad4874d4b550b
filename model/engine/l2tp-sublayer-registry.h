// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_SUBLAYER_REGISTRY_H
#define L2TP_SUBLAYER_REGISTRY_H

#include "l2tp-constants.h"

#include <map>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief The L2-Specific Sublayers that an end can produce and read (\RFC{3931} section 4.6).
 *
 * None and Default are there from the beginning. A companion document may define others; one that
 * is registered here is a word of 4 octets as they all are: in the bits where the Default
 * L2-Specific Sublayer has them it may have the S bit and a sequence number of 24 bits, as the
 * ATM-Specific Sublayer has (type 2, \RFC{4454}). All other bits are sent as 0 and ignored.
 */
class SublayerRegistry
{
  public:
    /**
     * @brief Add a sublayer.
     * @param type its type; aborts on None and Default, and on one that is there already
     * @param sequenced whether it has the S bit and a sequence number
     */
    void Register(L2SpecificSublayer type, bool sequenced);

    /**
     * @brief Whether messages can have a sublayer.
     * @param type its type
     * @return true for None, Default and those registered
     */
    bool IsKnown(L2SpecificSublayer type) const;

    /**
     * @brief Whether a sublayer has sequence numbers.
     * @param type its type
     * @return false for None, and for those that are not known
     */
    bool IsSequenced(L2SpecificSublayer type) const;

  private:
    std::map<L2SpecificSublayer, bool> m_sublayers; //!< those registered; whether sequenced
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_SUBLAYER_REGISTRY_H
