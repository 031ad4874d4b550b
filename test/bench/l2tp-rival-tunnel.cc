// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-rival-tunnel.h"

#include "l2tp-rival-header.h"

#include "ns3/ethernet-header.h"
#include "ns3/inet-socket-address.h"
#include "ns3/mac48-address.h"
#include "ns3/udp-socket-factory.h"

namespace ns3
{
namespace l2tp
{

RivalTunnel::RivalTunnel(Ptr<Node> node, Ipv4Address peer)
    : m_peer(peer),
      m_device(CreateObject<VirtualNetDevice>()),
      m_socket(Socket::CreateSocket(node, UdpSocketFactory::GetTypeId()))
{
    m_device->SetAddress(Mac48Address::Allocate());
    m_device->SetSendCallback(MakeCallback(&RivalTunnel::Send, this));
    m_device->SetNeedsArp(true);
    m_device->SetIsPointToPoint(false);
    node->AddDevice(m_device);

    m_socket->Bind(InetSocketAddress(Ipv4Address::GetAny(), PORT));
    m_socket->SetRecvCallback(MakeCallback(&RivalTunnel::Receive, this));
}

Ptr<NetDevice>
RivalTunnel::GetDevice() const
{
    return m_device;
}

bool
RivalTunnel::Send(Ptr<Packet> packet,
                  const Address& source,
                  const Address& destination,
                  uint16_t protocol)
{
    EthernetHeader ethernet(false);
    ethernet.SetSource(Mac48Address::ConvertFrom(source));
    ethernet.SetDestination(Mac48Address::ConvertFrom(destination));
    ethernet.SetLengthType(protocol);
    packet->AddHeader(ethernet);
    packet->AddHeader(RivalHeader(SESSION_ID, COOKIE));
    return m_socket->SendTo(packet, 0, InetSocketAddress(m_peer, PORT)) >= 0;
}

void
RivalTunnel::Receive(Ptr<Socket> socket)
{
    const Ptr<Packet> packet = socket->Recv();
    RivalHeader header;
    packet->RemoveHeader(header);
    if (header.GetSessionId() != SESSION_ID || header.GetCookie() != COOKIE)
    {
        return;
    }
    EthernetHeader ethernet(false);
    packet->RemoveHeader(ethernet);
    const Mac48Address destination = ethernet.GetDestination();
    m_device->Receive(packet,
                      ethernet.GetLengthType(),
                      ethernet.GetSource(),
                      destination,
                      destination.IsBroadcast() ? NetDevice::PACKET_BROADCAST
                                                : NetDevice::PACKET_HOST);
}

} // namespace l2tp
} // namespace ns3
