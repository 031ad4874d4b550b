// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-ip-transport.h"

#include "ns3/abort.h"
#include "ns3/log.h"

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpIpTransport");

NS_OBJECT_ENSURE_REGISTERED(IpTransport);

namespace
{

constexpr uint32_t IPV4_HEADER_SIZE = 20;

} // namespace

TypeId
IpTransport::GetTypeId()
{
    static TypeId tid = TypeId("ns3::l2tp::IpTransport")
                            .SetParent<Transport>()
                            .SetGroupName("L2tp")
                            .AddConstructor<IpTransport>();
    return tid;
}

IpTransport::IpTransport()
    : Transport(Encapsulation::Ip, IP_PROTOCOL)
{
    NS_LOG_FUNCTION(this);
}

IpTransport::~IpTransport()
{
    NS_LOG_FUNCTION(this);
}

void
IpTransport::DoDispose()
{
    NS_LOG_FUNCTION(this);
    if (m_ipProtocol)
    {
        m_ipProtocol->SetTransport(nullptr);
        m_ipProtocol = nullptr;
    }
    Transport::DoDispose();
}

uint32_t
IpTransport::GetOuterOverhead() const
{
    return IPV4_HEADER_SIZE;
}

void
IpTransport::Open(uint16_t port)
{
    NS_LOG_FUNCTION(this << port);
    if (m_ipProtocol)
    {
        return;
    }
    NS_ABORT_MSG_IF(GetIpv4()->GetProtocol(IP_PROTOCOL),
                    "IP protocol 115 is taken by something else on this node; L2TP with "
                    "Encapsulation Ip needs it, Udp does not");
    m_ipProtocol = CreateObject<IpProtocol>();
    m_ipProtocol->SetTransport(this);
    GetIpv4()->Insert(m_ipProtocol);
}

void
IpTransport::Transmit(Ptr<Packet> packet,
                      Ipv4Address source,
                      const Path& path,
                      Ptr<Ipv4Route> route,
                      bool /* checksum */)
{
    NS_LOG_FUNCTION(this << packet << source << path.peer);
    GetIpv4()->Send(packet, source, path.peer, IP_PROTOCOL, route);
}

void
IpTransport::ReceiveFromIp(Ptr<Packet> packet, const Ipv4Header& header)
{
    NS_LOG_FUNCTION(this << packet << header);
    Receive(packet,
            InetSocketAddress(header.GetDestination(), 0),
            InetSocketAddress(header.GetSource(), 0));
}

} // namespace l2tp
} // namespace ns3
