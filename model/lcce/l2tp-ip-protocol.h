// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_IP_PROTOCOL_H
#define L2TP_IP_PROTOCOL_H

#include "ns3/ip-l4-protocol.h"

namespace ns3
{
namespace l2tp
{

class IpTransport;

/**
 * @ingroup l2tp
 * @brief Protocol 115 as the IPv4 stack of a node sees it (\RFC{3931} section 4.1.1).
 *
 * It hands everything to the IpTransport and never reports a packet as undeliverable, so that no
 * ICMP error tells a peer that an LCCE has vanished.
 */
class IpProtocol : public IpL4Protocol
{
  public:
    /** @brief Get the type ID. @return the type ID */
    static TypeId GetTypeId();

    IpProtocol();
    ~IpProtocol() override;

    /**
     * @brief Set who takes the packets.
     * @param transport the transport, which must stay until this is called with null
     */
    void SetTransport(IpTransport* transport);

    // inherited from IpL4Protocol
    int GetProtocolNumber() const override;
    RxStatus Receive(Ptr<Packet> packet,
                     const Ipv4Header& header,
                     Ptr<Ipv4Interface> interface) override;

    /**
     * @brief Take a packet of an IPv6 stack, into which this protocol is not inserted.
     * @param packet the packet
     * @param header the IP header
     * @param interface where it came in
     * @return that there is no receiver
     */
    RxStatus Receive(Ptr<Packet> packet,
                     const Ipv6Header& header,
                     Ptr<Ipv6Interface> interface) override;
    void SetDownTarget(DownTargetCallback callback) override;
    void SetDownTarget6(DownTargetCallback6 callback) override;
    DownTargetCallback GetDownTarget() const override;
    DownTargetCallback6 GetDownTarget6() const override;

  protected:
    void DoDispose() override;

  private:
    IpTransport* m_transport{nullptr}; //!< who takes the packets
    DownTargetCallback m_downTarget;   //!< set by the IPv4 stack; the transport does not need it
    DownTargetCallback6 m_downTarget6; //!< set by an IPv6 stack
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_IP_PROTOCOL_H
