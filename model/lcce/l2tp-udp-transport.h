// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_UDP_TRANSPORT_H
#define L2TP_UDP_TRANSPORT_H

#include "l2tp-transport.h"
#include "l2tp-udp-checksum-filter.h"

#include "ns3/ipv4-header.h"
#include "ns3/ipv4-interface.h"
#include "ns3/udp-l4-protocol.h"

#include <cstdint>
#include <set>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief L2TP over UDP (\RFC{3931} section 4.1.2).
 *
 * It uses the end points of the node's UDP protocol without a Socket. A port that was opened
 * once stays open. If the global value ChecksumEnabled is true, there are UDP checksums on all
 * control messages and, unless Path::dataChecksum is false, on data messages; datagrams without
 * are accepted (section 4.1.2.3).
 */
class UdpTransport : public Transport
{
  public:
    /** @brief Get the type ID. @return the type ID */
    static TypeId GetTypeId();

    UdpTransport();
    ~UdpTransport() override;

    // inherited from Transport
    uint32_t GetOuterOverhead() const override;
    void Open(uint16_t port) override;

    /**
     * @brief Take a UDP datagram that has come to an open port without a checksum (RFC 768).
     * @param packet the datagram with its UDP header, which is taken off if it is accepted
     * @param header the IP header
     * @return false if it has a checksum or is for something else; then it is as it was
     */
    bool ReceiveUnchecked(Ptr<Packet> packet, const Ipv4Header& header);

  protected:
    void DoDispose() override;

  private:
    void Install(Ptr<Node> node) override;
    void Transmit(Ptr<Packet> packet,
                  Ipv4Address source,
                  const Path& path,
                  Ptr<Ipv4Route> route,
                  bool checksum) override;

    /**
     * @brief Take a packet from the end point of a port.
     * @param port own port
     * @param packet the packet without its UDP header
     * @param header the IP header
     * @param sourcePort the peer's port
     * @param interface where it came in
     */
    void ReceiveFromUdp(uint16_t port,
                        Ptr<Packet> packet,
                        Ipv4Header header,
                        uint16_t sourcePort,
                        Ptr<Ipv4Interface> interface);

    Ptr<UdpL4Protocol> m_udp;        //!< the node's UDP protocol
    Ptr<UdpChecksumFilter> m_filter; //!< before it; null where checksums are not computed
    std::set<uint16_t> m_ports;      //!< ports that are open
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_UDP_TRANSPORT_H
