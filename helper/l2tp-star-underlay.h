// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_STAR_UNDERLAY_H
#define L2TP_STAR_UNDERLAY_H

#include "l2tp-star-link.h"
#include "l2tp-star.h"

#include "ns3/ipv4-address.h"
#include "ns3/net-device.h"
#include "ns3/node.h"
#include "ns3/ptr.h"

#include <cstddef>
#include <cstdint>
#include <functional>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Builds what lies below the LCCEs of a Star: stacks, routers, links, addresses, routes.
 *
 * See StarHelper for the plan of the network. A router knows its links and one prefix for each
 * router below; the rest goes up by a default route.
 */
class StarUnderlay
{
  public:
    /** @brief Links that a router has downwards, at most, apart from those to LNSs. */
    static constexpr std::size_t FAN_OUT = 100;

    /**
     * @brief Prepare to build.
     * @param star has the nodes of LNSs and LACs, and takes the rest
     * @param lacLink tells the link of a LAC by its number
     * @param lnsLink links of LNSs
     * @param trunkLink links between routers
     */
    StarUnderlay(Star& star,
                 const std::function<const StarLink&(std::size_t)>& lacLink,
                 const StarLink& lnsLink,
                 const StarLink& trunkLink);

    /** @brief Build it. Aborts if the LACs are more than the addresses are for. */
    void Build();

    /**
     * @brief Make a device an interface of its node's IPv4 stack.
     * @param device the device
     * @param address its only address
     * @param mask the mask
     * @return number of the interface
     */
    static uint32_t AddInterface(Ptr<NetDevice> device, Ipv4Address address, Ipv4Mask mask);

    /** @brief Mask of a link: two addresses. @return a /30 */
    static Ipv4Mask GetLinkMask();

  private:
    /**
     * @brief Give a node IPv4 with static routing, unless it has a stack.
     * @param node the node
     */
    static void InstallStack(Ptr<Node> node);

    /**
     * @brief Build a router and everything below.
     * @param level routers between it and its LACs
     * @param block first address of its LACs
     * @return the router
     */
    Ptr<Node> AddRouter(uint32_t level, uint32_t block);

    /**
     * @brief Build a router below another, and the link and routes between.
     * @param parent the router above
     * @param level routers between the new one and its LACs
     * @param block first address of its LACs
     */
    void AddChild(Ptr<Node> parent, uint32_t level, uint32_t block);

    /**
     * @brief Build the link of the next LAC.
     * @param router the router
     * @param network first address of the link
     */
    void AddLac(Ptr<Node> router, uint32_t network);

    /**
     * @brief Build the link of the next LNS.
     * @param router the router
     */
    void AddLns(Ptr<Node> router);

    /**
     * @brief Build a link between a router and a node below, which gets a default route.
     * @param link the link
     * @param router the router, which gets the lower address
     * @param node the node below
     * @param network first address of the link
     * @return device of the router, then that of the node
     */
    static NetDeviceContainer Join(const StarLink& link,
                                   Ptr<Node> router,
                                   Ptr<Node> node,
                                   uint32_t network);

    Star& m_star;                                          //!< what is built
    std::function<const StarLink&(std::size_t)> m_lacLink; //!< link of a LAC
    const StarLink& m_lnsLink;                             //!< links of LNSs
    const StarLink& m_trunkLink;                           //!< links between routers
    uint32_t m_trunks{0};                                  //!< links between routers so far
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_STAR_UNDERLAY_H
