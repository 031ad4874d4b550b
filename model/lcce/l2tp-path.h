// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_PATH_H
#define L2TP_PATH_H

#include "ns3/inet-socket-address.h"
#include "ns3/ipv4-address.h"
#include "ns3/ipv4-route.h"
#include "ns3/net-device.h"
#include "ns3/ptr.h"

#include <cstdint>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief From where to where packets are sent.
 */
struct Path
{
    /** @brief A path to be filled in. */
    Path() = default;

    /**
     * @brief The path between two addresses.
     * @param local own address, or any to take the one of the egress interface; own UDP port, or
     *        0 over IP
     * @param peer address of the peer; UDP port of the peer, or 0 over IP
     */
    Path(const InetSocketAddress& local, const InetSocketAddress& peer)
        : local(local.GetIpv4()),
          peer(peer.GetIpv4()),
          localPort(local.GetPort()),
          peerPort(peer.GetPort())
    {
    }

    Ipv4Address local{Ipv4Address::GetAny()}; //!< source address; any: that of the route
    Ipv4Address peer{Ipv4Address::GetAny()};  //!< destination address
    uint16_t localPort{0};                    //!< source port over UDP
    uint16_t peerPort{0};                     //!< destination port over UDP
    /**
     * Whether to look the route up only once. That is faster, but later changes of the routing
     * tables go unnoticed, and nothing in ns-3 announces them.
     */
    bool cacheRoute{false};
    bool dataChecksum{true}; //!< whether data messages over UDP have the checksums of the node
    Ptr<Ipv4Route> route;    //!< the route, once it has been looked up and if it is to be kept
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_PATH_H
