// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_IP_TRANSPORT_H
#define L2TP_IP_TRANSPORT_H

#include "l2tp-ip-protocol.h"
#include "l2tp-transport.h"

#include "ns3/ipv4-header.h"

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief L2TP directly over IP, protocol number 115 (\RFC{3931} section 4.1.1).
 */
class IpTransport : public Transport
{
  public:
    /** @brief Get the type ID. @return the type ID */
    static TypeId GetTypeId();

    IpTransport();
    ~IpTransport() override;

    /**
     * @brief Take a reassembled packet from the IPv4 stack.
     * @param packet the packet without its IP header
     * @param header the IP header
     */
    void ReceiveFromIp(Ptr<Packet> packet, const Ipv4Header& header);

    // inherited from Transport
    uint32_t GetOuterOverhead() const override;
    void Open(uint16_t port) override;

  protected:
    void DoDispose() override;

  private:
    void Transmit(Ptr<Packet> packet,
                  Ipv4Address source,
                  const Path& path,
                  Ptr<Ipv4Route> route,
                  bool checksum) override;

    Ptr<IpProtocol> m_ipProtocol; //!< what the IPv4 stack knows; null until Open()
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_IP_TRANSPORT_H
