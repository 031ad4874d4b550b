// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-static-session.h"

#include "l2tp-path.h"
#include "l2tp-session-directory.h"
#include "l2tp-transport.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/enum.h"
#include "ns3/log.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cctype>

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpStaticSession");

NS_OBJECT_ENSURE_REGISTERED(StaticSession);

namespace
{

template <typename E, typename M>
Ptr<const AttributeAccessor>
MakeEnumMemberAccessor(M member)
{
    return MakeAccessorHelper<decltype(EnumValue(E{}))>(member);
}

template <typename M>
Ptr<const AttributeAccessor>
MakeSublayerAccessor(M member)
{
    return MakeEnumMemberAccessor<StaticSession::SublayerMode>(member);
}

Ptr<const AttributeChecker>
MakeSublayerChecker()
{
    return MakeEnumChecker(StaticSession::NO_SUBLAYER,
                           "None",
                           StaticSession::DEFAULT_SUBLAYER,
                           "Default");
}

template <typename M>
Ptr<const AttributeAccessor>
MakeSequencingAccessor(M member)
{
    return MakeEnumMemberAccessor<StaticSession::SequencingMode>(member);
}

Ptr<const AttributeChecker>
MakeSequencingChecker()
{
    return MakeEnumChecker(StaticSession::NO_SEQUENCING,
                           "None",
                           StaticSession::NON_IP,
                           "NonIp",
                           StaticSession::ALL,
                           "All");
}

L2SpecificSublayer
Translate(StaticSession::SublayerMode mode)
{
    return mode == StaticSession::DEFAULT_SUBLAYER ? L2SpecificSublayer::Default
                                                   : L2SpecificSublayer::None;
}

DataSequencing
Translate(StaticSession::SequencingMode mode)
{
    switch (mode)
    {
    case StaticSession::NON_IP:
        return DataSequencing::NonIp;
    case StaticSession::ALL:
        return DataSequencing::All;
    default:
        return DataSequencing::None;
    }
}

uint8_t
ParseDigit(char digit)
{
    return digit <= '9' ? digit - '0' : std::tolower(digit) - 'a' + 10;
}

} // namespace

TypeId
StaticSession::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::l2tp::StaticSession")
            .SetParent<Object>()
            .SetGroupName("L2tp")
            .AddConstructor<StaticSession>()
            .AddAttribute(
                "Encapsulation",
                "How the session travels.",
                EnumValue(UDP),
                MakeEnumMemberAccessor<EncapsulationMode>(&StaticSession::m_encapsulation),
                MakeEnumChecker(IP, "Ip", UDP, "Udp"))
            .AddAttribute("LocalAddress",
                          "Own address; 0.0.0.0 takes that of the egress interface.",
                          Ipv4AddressValue(Ipv4Address::GetAny()),
                          MakeIpv4AddressAccessor(&StaticSession::m_localAddress),
                          MakeIpv4AddressChecker())
            .AddAttribute("PeerAddress",
                          "Address of the other end; has to be set.",
                          Ipv4AddressValue(Ipv4Address::GetAny()),
                          MakeIpv4AddressAccessor(&StaticSession::m_peerAddress),
                          MakeIpv4AddressChecker())
            .AddAttribute("LocalPort",
                          "Own UDP port.",
                          UintegerValue(UDP_PORT),
                          MakeUintegerAccessor(&StaticSession::m_localPort),
                          MakeUintegerChecker<uint16_t>(1))
            .AddAttribute("PeerPort",
                          "UDP port of the other end.",
                          UintegerValue(UDP_PORT),
                          MakeUintegerAccessor(&StaticSession::m_peerPort),
                          MakeUintegerChecker<uint16_t>(1))
            .AddAttribute("LocalSessionId",
                          "Session ID in packets received; has to be set.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&StaticSession::m_localSessionId),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("RemoteSessionId",
                          "Session ID in packets sent; has to be set.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&StaticSession::m_remoteSessionId),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("LocalCookie",
                          "Cookie in packets received: 0, 8 or 16 hexadecimal digits.",
                          StringValue(""),
                          MakeStringAccessor(&StaticSession::m_localCookie),
                          MakeStringChecker())
            .AddAttribute("RemoteCookie",
                          "Cookie in packets sent: 0, 8 or 16 hexadecimal digits.",
                          StringValue(""),
                          MakeStringAccessor(&StaticSession::m_remoteCookie),
                          MakeStringChecker())
            .AddAttribute("ReceiveSublayer",
                          "L2-Specific Sublayer in packets received.",
                          EnumValue(NO_SUBLAYER),
                          MakeSublayerAccessor(&StaticSession::m_receiveSublayer),
                          MakeSublayerChecker())
            .AddAttribute("TransmitSublayer",
                          "L2-Specific Sublayer in packets sent.",
                          EnumValue(NO_SUBLAYER),
                          MakeSublayerAccessor(&StaticSession::m_transmitSublayer),
                          MakeSublayerChecker())
            .AddAttribute("ReceiveSequencing",
                          "Which packets received have sequence numbers that count.",
                          EnumValue(NO_SEQUENCING),
                          MakeSequencingAccessor(&StaticSession::m_receiveSequencing),
                          MakeSequencingChecker())
            .AddAttribute("TransmitSequencing",
                          "Which packets sent get sequence numbers.",
                          EnumValue(NO_SEQUENCING),
                          MakeSequencingAccessor(&StaticSession::m_transmitSequencing),
                          MakeSequencingChecker())
            .AddAttribute("CacheRoute",
                          "Look the route to the peer up only once: faster, but later changes of "
                          "the routing tables go unnoticed.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&StaticSession::m_cacheRoute),
                          MakeBooleanChecker())
            .AddAttribute("DataChecksum",
                          "Whether packets over UDP have a checksum, provided that the global "
                          "value ChecksumEnabled is true (RFC 3931 section 4.1.2.3).",
                          BooleanValue(true),
                          MakeBooleanAccessor(&StaticSession::m_dataChecksum),
                          MakeBooleanChecker())
            .AddTraceSource("DataTx",
                            "A frame is sent.",
                            MakeTraceSourceAccessor(&StaticSession::m_dataTx),
                            "ns3::l2tp::StaticSession::DataCallback")
            .AddTraceSource("DataRx",
                            "A frame is received.",
                            MakeTraceSourceAccessor(&StaticSession::m_dataRx),
                            "ns3::l2tp::StaticSession::DataCallback")
            .AddTraceSource("DataDrop",
                            "A frame is dropped.",
                            MakeTraceSourceAccessor(&StaticSession::m_dataDrop),
                            "ns3::l2tp::StaticSession::DataDropCallback");
    static TypeId complete = SequencingAttributes::AddTo(tid);
    return complete;
}

StaticSession::StaticSession()
{
    NS_LOG_FUNCTION(this);
}

StaticSession::~StaticSession()
{
    NS_LOG_FUNCTION(this);
}

void
StaticSession::DoDispose()
{
    NS_LOG_FUNCTION(this);
    Close();
    Object::DoDispose();
}

void
StaticSession::Open(Ptr<Node> node, Circuit* circuit)
{
    NS_LOG_FUNCTION(this << node << circuit);
    NS_ABORT_MSG_IF(m_node, "A static session is open already; call Close() first");
    CheckAttributes();
    Ptr<SessionDirectory> directory = SessionDirectory::Get(node);
    NS_ABORT_MSG_IF(!directory->IsFree(m_localSessionId),
                    "Attribute LocalSessionId of a static session: " << m_localSessionId
                                                                     << " is in use on this node");
    m_node = node;
    m_circuit = circuit;
    m_drops.fill(0);
    directory->Reserve(m_localSessionId);
    GetTransport()->Open(m_localPort);
    m_establish = Simulator::ScheduleNow(&StaticSession::Establish, this);
    // This event also keeps the object while it is open.
    m_destroy = Simulator::ScheduleDestroy(&StaticSession::Close, Ptr<StaticSession>(this));
}

void
StaticSession::Close()
{
    NS_LOG_FUNCTION(this);
    if (!m_node)
    {
        return;
    }
    Ptr<StaticSession> alive(this);
    m_establish.Remove();
    m_destroy.Remove();
    m_establish = EventId();
    m_destroy = EventId();
    if (m_session)
    {
        m_session->Close();
    }
    if (Ptr<SessionDirectory> directory = m_node->GetObject<SessionDirectory>())
    {
        directory->Release(m_localSessionId);
    }
    m_session = nullptr;
    m_circuit = nullptr;
    m_node = nullptr;
}

void
StaticSession::Establish()
{
    NS_LOG_FUNCTION(this);
    Ptr<StaticSession> alive(this);
    Path path(InetSocketAddress(m_localAddress, m_localPort),
              InetSocketAddress(m_peerAddress, m_peerPort));
    path.cacheRoute = m_cacheRoute;
    path.dataChecksum = m_dataChecksum;
    DataSession::Observer* observer = this;
    m_session = Create<DataSession>(GetParameters(),
                                    GetTransport(),
                                    path,
                                    observer,
                                    MakeSequencingSettings());
    SessionDirectory::Get(m_node)->Bind(m_localSessionId, m_session);
    m_session->SetCircuit(m_circuit);
}

Ptr<Transport>
StaticSession::GetTransport() const
{
    return Transport::Get(m_node, m_encapsulation == UDP ? Encapsulation::Udp : Encapsulation::Ip);
}

Ptr<const DataSession>
StaticSession::GetDataSession() const
{
    return m_session;
}

uint64_t
StaticSession::GetDropCount(DataDropReason reason) const
{
    return m_drops[static_cast<std::size_t>(reason)];
}

Cookie
StaticSession::ParseCookie(const std::string& attribute, const std::string& digits)
{
    const bool hexadecimal = std::all_of(digits.begin(), digits.end(), [](unsigned char digit) {
        return std::isxdigit(digit) != 0;
    });
    NS_ABORT_MSG_IF(
        !hexadecimal || digits.size() % 2 != 0 || !Cookie::IsValidSize(digits.size() / 2),
        "Attribute " << attribute
                     << " of a static session takes 0, 8 or 16 hexadecimal digits, not '" << digits
                     << "'");
    Bytes octets;
    for (std::size_t i = 0; i < digits.size(); i += 2)
    {
        octets.push_back(ParseDigit(digits[i]) << 4 | ParseDigit(digits[i + 1]));
    }
    return *Cookie::FromBytes(octets);
}

void
StaticSession::CheckAttributes() const
{
    NS_ABORT_MSG_IF(m_localSessionId == 0 || m_remoteSessionId == 0,
                    "Attributes LocalSessionId and RemoteSessionId of a static session take 1 to "
                    "4294967295; 0 is reserved for control messages");
    NS_ABORT_MSG_IF(
        m_peerAddress.IsAny() || m_peerAddress.IsBroadcast() || m_peerAddress.IsMulticast(),
        "Attribute PeerAddress of a static session takes a unicast address, not " << m_peerAddress);
    NS_ABORT_MSG_IF(m_receiveSequencing != NO_SEQUENCING && m_receiveSublayer == NO_SUBLAYER,
                    "Attribute ReceiveSequencing of a static session has to be None unless "
                    "ReceiveSublayer is Default");
    NS_ABORT_MSG_IF(m_transmitSequencing != NO_SEQUENCING && m_transmitSublayer == NO_SUBLAYER,
                    "Attribute TransmitSequencing of a static session has to be None unless "
                    "TransmitSublayer is Default");
    SequencingAttributes::Check("ns3::l2tp::StaticSession");
    ParseCookie("LocalCookie", m_localCookie);
    ParseCookie("RemoteCookie", m_remoteCookie);
}

SessionParameters
StaticSession::GetParameters() const
{
    SessionParameters parameters;
    parameters.localSessionId = m_localSessionId;
    parameters.remoteSessionId = m_remoteSessionId;
    parameters.localCookie = ParseCookie("LocalCookie", m_localCookie);
    parameters.remoteCookie = ParseCookie("RemoteCookie", m_remoteCookie);
    parameters.receiveSublayer = Translate(m_receiveSublayer);
    parameters.transmitSublayer = Translate(m_transmitSublayer);
    parameters.receiveSequencing = Translate(m_receiveSequencing);
    parameters.transmitSequencing = Translate(m_transmitSequencing);
    if (m_circuit)
    {
        parameters.pseudowireType = m_circuit->GetPseudowireType();
    }
    return parameters;
}

void
StaticSession::DataSent(const DataSession& session, Ptr<const Packet> frame)
{
    Ptr<StaticSession> alive(this);
    m_dataTx(session.GetDataPath().GetLocalSessionId(), frame);
}

void
StaticSession::DataReceived(const DataSession& session, Ptr<const Packet> frame)
{
    Ptr<StaticSession> alive(this);
    m_dataRx(session.GetDataPath().GetLocalSessionId(), frame);
}

void
StaticSession::DataDropped(const DataSession& session,
                           Ptr<const Packet> packet,
                           DataDropReason reason)
{
    m_drops[static_cast<std::size_t>(reason)]++;
    Ptr<StaticSession> alive(this);
    m_dataDrop(session.GetDataPath().GetLocalSessionId(), packet, reason);
}

} // namespace l2tp
} // namespace ns3
