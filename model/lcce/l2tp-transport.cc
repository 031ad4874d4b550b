// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-transport.h"

#include "l2tp-control-image-header.h"
#include "l2tp-data-header.h"
#include "l2tp-ip-transport.h"
#include "l2tp-udp-transport.h"

#include "ns3/abort.h"
#include "ns3/ipv4-header.h"
#include "ns3/ipv4-routing-protocol.h"
#include "ns3/log.h"
#include "ns3/net-device.h"

#include <iterator>

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpTransport");

NS_OBJECT_ENSURE_REGISTERED(Transport);

static_assert(MAX_DATA_HEADER_SIZE >= DEMUX_SIZE, "the first octets of a packet suffice for both");

const char*
GetName(TransportDropReason reason)
{
    switch (reason)
    {
    case TransportDropReason::TooShort:
        return "too short";
    case TransportDropReason::Version:
        return "version";
    case TransportDropReason::UnknownSession:
        return "unknown session";
    case TransportDropReason::NotEstablished:
        return "session not established";
    case TransportDropReason::Swallowed:
        return "swallowed";
    case TransportDropReason::NoRoute:
        return "no route";
    }
    return "unknown";
}

namespace
{

TransportDropReason
Translate(DemuxResult::Reason reason)
{
    switch (reason)
    {
    case DemuxResult::Reason::Layer2Forward:
    case DemuxResult::Reason::Version2:
    case DemuxResult::Reason::UnknownVersion:
        return TransportDropReason::Version;
    case DemuxResult::Reason::ZeroSessionId:
        return TransportDropReason::UnknownSession;
    default:
        return TransportDropReason::TooShort;
    }
}

template <class T>
Ptr<Transport>
Find(Ptr<Node> node)
{
    return node->GetObject<T>();
}

} // namespace

TypeId
Transport::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::l2tp::Transport")
            .SetParent<Object>()
            .SetGroupName("L2tp")
            .AddTraceSource("Drop",
                            "A packet was dropped before any session or LCCE saw it.",
                            MakeTraceSourceAccessor(&Transport::m_dropTrace),
                            "ns3::l2tp::Transport::DropCallback");
    return tid;
}

Ptr<Transport>
Transport::Get(Ptr<Node> node, Encapsulation encapsulation)
{
    NS_LOG_FUNCTION(node);
    const bool overUdp = encapsulation == Encapsulation::Udp;
    Ptr<Transport> transport = overUdp ? Find<UdpTransport>(node) : Find<IpTransport>(node);
    if (!transport)
    {
        if (overUdp)
        {
            transport = CreateObject<UdpTransport>();
        }
        else
        {
            transport = CreateObject<IpTransport>();
        }
        transport->Install(node);
        node->AggregateObject(transport);
    }
    return transport;
}

Transport::Transport(Encapsulation encapsulation, uint8_t protocol)
    : m_encapsulation(encapsulation),
      m_protocol(protocol)
{
    NS_LOG_FUNCTION(this);
}

Transport::~Transport()
{
    NS_LOG_FUNCTION(this);
}

void
Transport::DoDispose()
{
    NS_LOG_FUNCTION(this);
    m_receivers.clear();
    m_directory = nullptr;
    m_ipv4 = nullptr;
    Object::DoDispose();
}

void
Transport::Install(Ptr<Node> node)
{
    NS_LOG_FUNCTION(this << node);
    m_ipv4 = node->GetObject<Ipv4>();
    NS_ABORT_MSG_IF(!m_ipv4,
                    "Node " << node->GetId()
                            << " needs an IPv4 stack (InternetStackHelper) before L2TP");
    m_directory = SessionDirectory::Get(node);
}

Encapsulation
Transport::GetEncapsulation() const
{
    return m_encapsulation;
}

Ptr<SessionDirectory>
Transport::GetDirectory() const
{
    return m_directory;
}

Ptr<Ipv4>
Transport::GetIpv4() const
{
    return m_ipv4;
}

uint64_t
Transport::GetDropCount(TransportDropReason reason) const
{
    return m_drops[static_cast<std::size_t>(reason)];
}

void
Transport::Attach(ControlReceiver& receiver, Ipv4Address local, uint16_t port)
{
    NS_LOG_FUNCTION(this << &receiver << local << port);
    NS_ABORT_MSG_UNLESS(
        IsOwn(local),
        "ns3::l2tp::Lcce::LocalAddress must be 0.0.0.0 or an address of the node, not " << local);
    const uint16_t key = m_encapsulation == Encapsulation::Udp ? port : 0;
    for (const auto& [place, other] : m_receivers)
    {
        const bool clash =
            place.first == key && (place.second == local || place.second.IsAny() || local.IsAny());
        NS_ABORT_MSG_IF(clash,
                        "Two LCCEs of a node with the same encapsulation and Port need different "
                        "addresses in the attribute LocalAddress, none of them 0.0.0.0; "
                            << local << " and " << place.second << " are in the way of each other");
    }
    Open(port);
    m_receivers.emplace(Place(key, local), &receiver);
}

void
Transport::Detach(ControlReceiver& receiver)
{
    NS_LOG_FUNCTION(this << &receiver);
    for (auto at = m_receivers.begin(); at != m_receivers.end();)
    {
        at = at->second == &receiver ? m_receivers.erase(at) : std::next(at);
    }
}

ControlReceiver*
Transport::FindReceiver(const InetSocketAddress& local) const
{
    auto at = m_receivers.find(Place(local.GetPort(), local.GetIpv4()));
    if (at == m_receivers.end())
    {
        at = m_receivers.find(Place(local.GetPort(), Ipv4Address::GetAny()));
    }
    return at == m_receivers.end() ? nullptr : at->second;
}

Ptr<Ipv4Route>
Transport::FindRoute(Ptr<Packet> packet, Path& path) const
{
    if (path.route)
    {
        return path.route;
    }
    Ptr<Ipv4Route> route = LookUpRoute(packet, path);
    if (path.cacheRoute)
    {
        path.route = route;
    }
    return route;
}

Ptr<Ipv4Route>
Transport::LookUpRoute(Ptr<Packet> packet, const Path& path) const
{
    Ptr<Ipv4RoutingProtocol> routing = m_ipv4 ? m_ipv4->GetRoutingProtocol() : nullptr;
    if (!routing)
    {
        return nullptr;
    }
    Ipv4Header header;
    header.SetSource(path.local);
    header.SetDestination(path.peer);
    header.SetProtocol(m_protocol);
    Socket::SocketErrno error;
    return routing->RouteOutput(packet, header, nullptr, error);
}

uint32_t
Transport::GetEgressMtu(const Path& path) const
{
    NS_LOG_FUNCTION(this);
    const Ptr<Ipv4Route> route = LookUpRoute(nullptr, path);
    return route ? route->GetOutputDevice()->GetMtu() : 0;
}

bool
Transport::IsOwn(Ipv4Address address) const
{
    return address.IsAny() || m_ipv4->GetInterfaceForAddress(address) >= 0;
}

bool
Transport::SendControl(Path& path, ByteView image)
{
    NS_LOG_FUNCTION(this << path.peer);
    Ptr<Packet> packet = Create<Packet>();
    packet->AddHeader(ControlImageHeader(image, m_encapsulation));
    const Ptr<Ipv4Route> route = FindRoute(packet, path);
    if (!route)
    {
        Drop(packet, TransportDropReason::NoRoute);
        return false;
    }
    Transmit(packet, GetSource(path, *route), path, route, true);
    return true;
}

void
Transport::SendData(Ptr<Packet> packet, const Path& path, Ptr<Ipv4Route> route)
{
    NS_LOG_FUNCTION(this << packet << path.peer);
    Transmit(packet, GetSource(path, *route), path, route, path.dataChecksum);
}

Ipv4Address
Transport::GetSource(const Path& path, const Ipv4Route& route)
{
    return path.local.IsAny() ? route.GetSource() : path.local;
}

void
Transport::Receive(Ptr<Packet> packet,
                   const InetSocketAddress& local,
                   const InetSocketAddress& from)
{
    NS_LOG_FUNCTION(this << packet);
    std::array<uint8_t, MAX_DATA_HEADER_SIZE> octets;
    const ByteView head(octets.data(), packet->CopyData(octets.data(), octets.size()));
    const DemuxResult result = Demux(m_encapsulation, head);
    switch (result.kind)
    {
    case DemuxResult::Kind::Data:
        ReceiveData(packet, result.sessionId, head);
        break;
    case DemuxResult::Kind::Control:
        ReceiveControl(packet, result.controlOffset, local, from);
        break;
    case DemuxResult::Kind::Discard:
        Drop(packet, Translate(result.reason));
        break;
    }
}

void
Transport::ReceiveData(Ptr<Packet> packet, uint32_t sessionId, ByteView head)
{
    if (!m_directory)
    {
        return;
    }
    const SessionDirectory::Entry entry = m_directory->Find(sessionId);
    if (entry.session)
    {
        entry.session->Receive(packet, m_encapsulation, head);
    }
    else
    {
        Drop(packet,
             entry.reserved ? TransportDropReason::NotEstablished
                            : TransportDropReason::UnknownSession);
    }
}

void
Transport::ReceiveControl(Ptr<Packet> packet,
                          std::size_t offset,
                          const InetSocketAddress& local,
                          const InetSocketAddress& from)
{
    ControlReceiver* receiver = FindReceiver(local);
    if (!receiver)
    {
        Drop(packet, TransportDropReason::Swallowed);
        return;
    }
    Bytes octets(packet->GetSize());
    packet->CopyData(octets.data(), octets.size());
    receiver->ReceiveControl(local, from, ByteView(octets).Sub(offset));
}

void
Transport::Drop(Ptr<const Packet> packet, TransportDropReason reason)
{
    NS_LOG_LOGIC("drop: " << GetName(reason));
    m_drops[static_cast<std::size_t>(reason)]++;
    m_dropTrace(packet, reason);
}

} // namespace l2tp
} // namespace ns3
