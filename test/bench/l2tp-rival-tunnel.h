// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_RIVAL_TUNNEL_H
#define L2TP_RIVAL_TUNNEL_H

#include "ns3/address.h"
#include "ns3/ipv4-address.h"
#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/ptr.h"
#include "ns3/simple-ref-count.h"
#include "ns3/socket.h"
#include "ns3/virtual-net-device.h"

#include <cstdint>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp-tests
 * @brief One end of the tunnel that a script's author would write by hand, as in ns-3's example
 *        virtual-net-device: a VirtualNetDevice whose packets go through a UDP socket.
 *
 * It is what the pseudowires are measured against: the same Ethernet frames, with ARP, behind the
 * same octets of header as an L2TP session over UDP has. It does no more than it must: of what it
 * receives it checks the Session ID and the cookie, and it expects no other than unicast and
 * broadcast frames.
 */
class RivalTunnel : public SimpleRefCount<RivalTunnel>
{
  public:
    /** @brief UDP port at both ends. */
    static constexpr uint16_t PORT = 1701;

    /**
     * @brief Make one end and add its device to the node.
     * @param node where this end is
     * @param peer address of the other end
     */
    RivalTunnel(Ptr<Node> node, Ipv4Address peer);

    RivalTunnel(const RivalTunnel&) = delete;
    RivalTunnel& operator=(const RivalTunnel&) = delete;

    /** @brief The device to be used as an IP interface. @return the device */
    Ptr<NetDevice> GetDevice() const;

  private:
    /** @brief Session ID at both ends. */
    static constexpr uint32_t SESSION_ID = 1;
    /** @brief Cookie in both directions. */
    static constexpr uint64_t COOKIE = 0x1122334455667788;

    /**
     * @brief Take a packet from the device.
     * @param packet the payload of the frame
     * @param source source address
     * @param destination destination address
     * @param protocol EtherType
     * @return whether the socket took it
     */
    bool Send(Ptr<Packet> packet,
              const Address& source,
              const Address& destination,
              uint16_t protocol);

    /**
     * @brief Take a packet from the socket.
     * @param socket the socket
     */
    void Receive(Ptr<Socket> socket);

    Ipv4Address m_peer;             //!< address of the other end
    Ptr<VirtualNetDevice> m_device; //!< the device
    Ptr<Socket> m_socket;           //!< the socket
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_RIVAL_TUNNEL_H
