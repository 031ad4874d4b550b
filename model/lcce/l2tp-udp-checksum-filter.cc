// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-udp-checksum-filter.h"

#include "l2tp-udp-transport.h"

#include "ns3/log.h"
#include "ns3/udp-l4-protocol.h"

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpUdpChecksumFilter");

NS_OBJECT_ENSURE_REGISTERED(UdpChecksumFilter);

TypeId
UdpChecksumFilter::GetTypeId()
{
    static TypeId tid = TypeId("ns3::l2tp::UdpChecksumFilter")
                            .SetParent<IpL4Protocol>()
                            .SetGroupName("L2tp")
                            .AddConstructor<UdpChecksumFilter>();
    return tid;
}

UdpChecksumFilter::UdpChecksumFilter()
{
    NS_LOG_FUNCTION(this);
}

UdpChecksumFilter::~UdpChecksumFilter()
{
    NS_LOG_FUNCTION(this);
}

void
UdpChecksumFilter::SetReceivers(UdpTransport* transport, Ptr<UdpL4Protocol> udp)
{
    NS_LOG_FUNCTION(this << transport << udp);
    m_transport = transport;
    m_udp = udp;
}

int
UdpChecksumFilter::GetProtocolNumber() const
{
    return UdpL4Protocol::PROT_NUMBER;
}

IpL4Protocol::RxStatus
UdpChecksumFilter::Receive(Ptr<Packet> packet,
                           const Ipv4Header& header,
                           Ptr<Ipv4Interface> interface)
{
    NS_LOG_FUNCTION(this << packet << header << interface);
    if (m_transport && m_transport->ReceiveUnchecked(packet, header))
    {
        return RX_OK;
    }
    return m_udp ? m_udp->Receive(packet, header, interface) : RX_ENDPOINT_CLOSED;
}

IpL4Protocol::RxStatus
UdpChecksumFilter::Receive(Ptr<Packet> packet,
                           const Ipv6Header& header,
                           Ptr<Ipv6Interface> interface)
{
    NS_LOG_FUNCTION(this << packet << header << interface);
    return RX_ENDPOINT_UNREACH;
}

void
UdpChecksumFilter::ReceiveIcmp(Ipv4Address icmpSource,
                               uint8_t icmpTtl,
                               uint8_t icmpType,
                               uint8_t icmpCode,
                               uint32_t icmpInfo,
                               Ipv4Address payloadSource,
                               Ipv4Address payloadDestination,
                               const uint8_t payload[8])
{
    NS_LOG_FUNCTION(this << icmpSource << icmpType << icmpCode);
    if (m_udp)
    {
        m_udp->ReceiveIcmp(icmpSource,
                           icmpTtl,
                           icmpType,
                           icmpCode,
                           icmpInfo,
                           payloadSource,
                           payloadDestination,
                           payload);
    }
}

void
UdpChecksumFilter::SetDownTarget(DownTargetCallback callback)
{
    NS_LOG_FUNCTION(this);
    m_udp->SetDownTarget(callback);
}

void
UdpChecksumFilter::SetDownTarget6(DownTargetCallback6 callback)
{
    NS_LOG_FUNCTION(this);
    m_udp->SetDownTarget6(callback);
}

IpL4Protocol::DownTargetCallback
UdpChecksumFilter::GetDownTarget() const
{
    return m_udp->GetDownTarget();
}

IpL4Protocol::DownTargetCallback6
UdpChecksumFilter::GetDownTarget6() const
{
    return m_udp->GetDownTarget6();
}

void
UdpChecksumFilter::DoDispose()
{
    NS_LOG_FUNCTION(this);
    m_transport = nullptr;
    m_udp = nullptr;
    IpL4Protocol::DoDispose();
}

} // namespace l2tp
} // namespace ns3
