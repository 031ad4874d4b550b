// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-udp-transport.h"

#include "ns3/abort.h"
#include "ns3/ipv4-end-point.h"
#include "ns3/log.h"

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpUdpTransport");

NS_OBJECT_ENSURE_REGISTERED(UdpTransport);

namespace
{

constexpr uint8_t UDP_PROTOCOL = 17;
constexpr uint32_t IPV4_AND_UDP_HEADER_SIZE = 28;

} // namespace

TypeId
UdpTransport::GetTypeId()
{
    static TypeId tid = TypeId("ns3::l2tp::UdpTransport")
                            .SetParent<Transport>()
                            .SetGroupName("L2tp")
                            .AddConstructor<UdpTransport>();
    return tid;
}

UdpTransport::UdpTransport()
    : Transport(Encapsulation::Udp, UDP_PROTOCOL)
{
    NS_LOG_FUNCTION(this);
}

UdpTransport::~UdpTransport()
{
    NS_LOG_FUNCTION(this);
}

void
UdpTransport::DoDispose()
{
    NS_LOG_FUNCTION(this);
    m_udp = nullptr;
    Transport::DoDispose();
}

void
UdpTransport::Install(Ptr<Node> node)
{
    NS_LOG_FUNCTION(this << node);
    Transport::Install(node);
    m_udp = node->GetObject<UdpL4Protocol>();
    NS_ABORT_MSG_IF(!m_udp,
                    "Node " << node->GetId()
                            << " needs UDP (InternetStackHelper) before L2TP with Encapsulation "
                               "Udp");
}

uint32_t
UdpTransport::GetOuterOverhead() const
{
    return IPV4_AND_UDP_HEADER_SIZE;
}

void
UdpTransport::Open(uint16_t port)
{
    NS_LOG_FUNCTION(this << port);
    if (m_ports.count(port) > 0)
    {
        return;
    }
    NS_ABORT_MSG_IF(port == 0, "L2TP over UDP needs a port from 1 to 65535, not 0");
    Ipv4EndPoint* endPoint = m_udp->Allocate(nullptr, port);
    NS_ABORT_MSG_IF(!endPoint,
                    "UDP port " << port
                                << " is taken by something else on this node; L2TP with "
                                   "Encapsulation Udp needs it or another Port");
    endPoint->SetRxCallback(MakeCallback(&UdpTransport::ReceiveFromUdp, this, port));
    m_ports.insert(port);
}

void
UdpTransport::Transmit(Ptr<Packet> packet,
                       Ipv4Address source,
                       const Path& path,
                       Ptr<Ipv4Route> route)
{
    NS_LOG_FUNCTION(this << packet << source << path.peer << path.peerPort);
    if (m_udp)
    {
        m_udp->Send(packet, source, path.peer, path.localPort, path.peerPort, route);
    }
}

void
UdpTransport::ReceiveFromUdp(uint16_t port,
                             Ptr<Packet> packet,
                             Ipv4Header header,
                             uint16_t sourcePort,
                             Ptr<Ipv4Interface> interface)
{
    NS_LOG_FUNCTION(this << port << packet << header << sourcePort << interface);
    Receive(packet,
            InetSocketAddress(header.GetDestination(), port),
            InetSocketAddress(header.GetSource(), sourcePort));
}

} // namespace l2tp
} // namespace ns3
