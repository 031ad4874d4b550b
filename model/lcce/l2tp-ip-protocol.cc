// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-ip-protocol.h"

#include "l2tp-constants.h"
#include "l2tp-ip-transport.h"

#include "ns3/log.h"

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpIpProtocol");

NS_OBJECT_ENSURE_REGISTERED(IpProtocol);

TypeId
IpProtocol::GetTypeId()
{
    static TypeId tid = TypeId("ns3::l2tp::IpProtocol")
                            .SetParent<IpL4Protocol>()
                            .SetGroupName("L2tp")
                            .AddConstructor<IpProtocol>();
    return tid;
}

IpProtocol::IpProtocol()
{
    NS_LOG_FUNCTION(this);
}

IpProtocol::~IpProtocol()
{
    NS_LOG_FUNCTION(this);
}

void
IpProtocol::SetTransport(IpTransport* transport)
{
    NS_LOG_FUNCTION(this << transport);
    m_transport = transport;
}

int
IpProtocol::GetProtocolNumber() const
{
    return IP_PROTOCOL;
}

IpL4Protocol::RxStatus
IpProtocol::Receive(Ptr<Packet> packet, const Ipv4Header& header, Ptr<Ipv4Interface> interface)
{
    NS_LOG_FUNCTION(this << packet << header << interface);
    if (m_transport)
    {
        m_transport->ReceiveFromIp(packet, header);
    }
    return RX_OK;
}

IpL4Protocol::RxStatus
IpProtocol::Receive(Ptr<Packet> packet, const Ipv6Header& header, Ptr<Ipv6Interface> interface)
{
    NS_LOG_FUNCTION(this << packet << header << interface);
    return RX_ENDPOINT_UNREACH;
}

void
IpProtocol::SetDownTarget(DownTargetCallback callback)
{
    NS_LOG_FUNCTION(this);
    m_downTarget = callback;
}

void
IpProtocol::SetDownTarget6(DownTargetCallback6 callback)
{
    NS_LOG_FUNCTION(this);
    m_downTarget6 = callback;
}

IpL4Protocol::DownTargetCallback
IpProtocol::GetDownTarget() const
{
    return m_downTarget;
}

IpL4Protocol::DownTargetCallback6
IpProtocol::GetDownTarget6() const
{
    return m_downTarget6;
}

void
IpProtocol::DoDispose()
{
    NS_LOG_FUNCTION(this);
    m_transport = nullptr;
    m_downTarget.Nullify();
    m_downTarget6.Nullify();
    IpL4Protocol::DoDispose();
}

} // namespace l2tp
} // namespace ns3
