// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_UDP_CHECKSUM_FILTER_H
#define L2TP_UDP_CHECKSUM_FILTER_H

#include "ns3/ip-l4-protocol.h"

namespace ns3
{

class UdpL4Protocol;

namespace l2tp
{

class UdpTransport;

/**
 * @ingroup l2tp
 * @brief UDP as the IPv4 stack of a node with L2TP sees it, where UDP checksums are computed.
 *
 * A datagram with checksum 0 was sent without one (RFC 768), as \RFC{3931} section 4.1.2.3 allows
 * for data messages. The UDP protocol of some versions of ns-3 takes the 0 for a wrong checksum;
 * therefore such datagrams to a port of the UdpTransport go there directly. Everything else goes to
 * the UDP protocol of the node.
 */
class UdpChecksumFilter : public IpL4Protocol
{
  public:
    /** @brief Get the type ID. @return the type ID */
    static TypeId GetTypeId();

    UdpChecksumFilter();
    ~UdpChecksumFilter() override;

    /**
     * @brief Set who takes the packets.
     * @param transport takes those without checksum; must stay until this is called with null
     * @param udp takes the others
     */
    void SetReceivers(UdpTransport* transport, Ptr<UdpL4Protocol> udp);

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
    using IpL4Protocol::ReceiveIcmp;
    void ReceiveIcmp(Ipv4Address icmpSource,
                     uint8_t icmpTtl,
                     uint8_t icmpType,
                     uint8_t icmpCode,
                     uint32_t icmpInfo,
                     Ipv4Address payloadSource,
                     Ipv4Address payloadDestination,
                     const uint8_t payload[8]) override;
    void SetDownTarget(DownTargetCallback callback) override;
    void SetDownTarget6(DownTargetCallback6 callback) override;
    DownTargetCallback GetDownTarget() const override;
    DownTargetCallback6 GetDownTarget6() const override;

  protected:
    void DoDispose() override;

  private:
    UdpTransport* m_transport{nullptr}; //!< takes datagrams without checksum
    Ptr<UdpL4Protocol> m_udp;           //!< takes the others
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_UDP_CHECKSUM_FILTER_H
