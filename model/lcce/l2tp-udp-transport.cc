// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-udp-transport.h"

#include "ns3/abort.h"
#include "ns3/ipv4-end-point.h"
#include "ns3/log.h"
#include "ns3/udp-header.h"

#include <array>
#include <cstddef>

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpUdpTransport");

NS_OBJECT_ENSURE_REGISTERED(UdpTransport);

namespace
{

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
    : Transport(Encapsulation::Udp, UdpL4Protocol::PROT_NUMBER)
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
    if (m_filter)
    {
        m_filter->SetReceivers(nullptr, nullptr);
    }
    m_filter = nullptr;
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
    if (Node::ChecksumEnabled())
    {
        m_filter = CreateObject<UdpChecksumFilter>();
        m_filter->SetReceivers(this, m_udp);
        GetIpv4()->Insert(m_filter);
    }
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
                       Ptr<Ipv4Route> route,
                       bool checksum)
{
    NS_LOG_FUNCTION(this << packet << source << path.peer << path.peerPort << checksum);
    if (m_udp && checksum)
    {
        m_udp->Send(packet, source, path.peer, path.localPort, path.peerPort, route);
    }
    else if (m_udp)
    {
        UdpHeader header;
        header.SetSourcePort(path.localPort);
        header.SetDestinationPort(path.peerPort);
        packet->AddHeader(header);
        GetIpv4()->Send(packet, source, path.peer, UdpL4Protocol::PROT_NUMBER, route);
    }
}

bool
UdpTransport::ReceiveUnchecked(Ptr<Packet> packet, const Ipv4Header& header)
{
    constexpr std::size_t PORT = 2;
    constexpr std::size_t CHECKSUM = 6;
    std::array<uint8_t, 8> octets;
    if (packet->CopyData(octets.data(), octets.size()) < octets.size() || octets[CHECKSUM] != 0 ||
        octets[CHECKSUM + 1] != 0 || m_ports.count(octets[PORT] << 8 | octets[PORT + 1]) == 0)
    {
        return false;
    }
    UdpHeader udp;
    packet->RemoveHeader(udp);
    Receive(packet,
            InetSocketAddress(header.GetDestination(), udp.GetDestinationPort()),
            InetSocketAddress(header.GetSource(), udp.GetSourcePort()));
    return true;
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
