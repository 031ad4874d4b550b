// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_STAR_LINK_H
#define L2TP_STAR_LINK_H

#include "ns3/data-rate.h"
#include "ns3/net-device-container.h"
#include "ns3/node.h"
#include "ns3/nstime.h"
#include "ns3/object-factory.h"
#include "ns3/ptr.h"

#include <cstdint>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief A point-to-point link of the underlay of a Star.
 */
struct StarLink
{
    /** @brief Rate of a link on which a packet takes no time, so that only the delay is left. */
    static constexpr uint64_t NO_SERIALISATION = 1'000'000'000'000'000'000;

    DataRate rate{NO_SERIALISATION}; //!< rate in each direction, in bit/s
    Time delay{MilliSeconds(10)};    //!< delay in each direction
    ObjectFactory errorModel;        //!< makes an ErrorModel for each end; no type ID for none
    uint32_t queue{0}; //!< packets that each end can queue; 0: 100, but without limit if the rate
                       //!< is NO_SERIALISATION, where nothing but a burst at one instant queues

    /**
     * @brief Lose packets at random, in both directions.
     * @param probability of each packet to be lost, 0 to 1
     */
    void SetLoss(double probability);

    /**
     * @brief Make such a link.
     * @param a node at one end
     * @param b node at the other end
     * @return the device of a, then that of b
     */
    NetDeviceContainer Install(Ptr<Node> a, Ptr<Node> b) const;
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_STAR_LINK_H
