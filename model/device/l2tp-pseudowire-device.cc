// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-pseudowire-device.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/enum.h"
#include "ns3/ethernet-header.h"
#include "ns3/log.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <limits>

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpPseudowireDevice");

NS_OBJECT_ENSURE_REGISTERED(PseudowireDevice);

namespace
{

constexpr uint16_t ETHERTYPE_IPV4 = 0x0800;
constexpr uint16_t ETHERTYPE_IPV6 = 0x86dd;
constexpr uint16_t ETHERTYPE_VLAN = 0x8100;
constexpr uint16_t ETHERTYPE_SERVICE_VLAN = 0x88a8;
constexpr uint16_t MAX_LENGTH_FIELD = 1500;
constexpr uint32_t ADDRESS_SIZE = 6;
constexpr uint32_t SNAP_SIZE = 8;
constexpr std::array<uint8_t, 6> SNAP_PREFIX{0xaa, 0xaa, 0x03, 0, 0, 0};

bool
IsVlanTag(uint16_t etherType)
{
    return etherType == ETHERTYPE_VLAN || etherType == ETHERTYPE_SERVICE_VLAN;
}

uint16_t
LoadUint16(const uint8_t* octets)
{
    return octets[0] << 8 | octets[1];
}

} // namespace

TypeId
PseudowireDevice::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::l2tp::PseudowireDevice")
            .SetParent<NetDevice>()
            .SetGroupName("L2tp")
            .AddConstructor<PseudowireDevice>()
            .AddAttribute("Address",
                          "MAC address; if it is left at broadcast, the next free one is taken.",
                          Mac48AddressValue(Mac48Address::GetBroadcast()),
                          MakeMac48AddressAccessor(&PseudowireDevice::m_address),
                          MakeMac48AddressChecker())
            .AddAttribute(
                "Mtu",
                "Octets of the largest payload of a frame; 0 takes the MTU of the path to "
                "the peer less all headers, when a session is attached.",
                UintegerValue(0),
                MakeUintegerAccessor(&PseudowireDevice::SetMtu, &PseudowireDevice::GetMtu),
                MakeUintegerChecker<uint16_t>())
            .AddAttribute(
                "Oversize",
                "What becomes of frames that do not fit the path: FragmentOuter "
                "fragments the IP packet that carries them, Drop drops and traces them.",
                EnumValue(FRAGMENT_OUTER),
                MakeAccessorHelper<decltype(EnumValue(Oversize{}))>(&PseudowireDevice::m_oversize),
                MakeEnumChecker(FRAGMENT_OUTER, "FragmentOuter", DROP, "Drop"))
            .AddAttribute(
                "PseudowireType",
                "What sessions of the device are signalled as: Ethernet or EthernetVlan. Set it "
                "before the device is registered as a circuit; frames cross as they are.",
                EnumValue(ETHERNET),
                MakeAccessorHelper<decltype(EnumValue(TypeMode{}))>(&PseudowireDevice::m_type),
                MakeEnumChecker(ETHERNET, "Ethernet", ETHERNET_VLAN, "EthernetVlan"))
            .AddTraceSource("MacTx",
                            "A frame has been given to the device to be sent.",
                            MakeTraceSourceAccessor(&PseudowireDevice::m_macTx),
                            "ns3::Packet::TracedCallback")
            .AddTraceSource("MacTxDrop",
                            "A frame was not sent.",
                            MakeTraceSourceAccessor(&PseudowireDevice::m_macTxDrop),
                            "ns3::l2tp::PseudowireDevice::DropCallback")
            .AddTraceSource("MacPromiscRx",
                            "A frame has been received, for whomever.",
                            MakeTraceSourceAccessor(&PseudowireDevice::m_macPromiscRx),
                            "ns3::Packet::TracedCallback")
            .AddTraceSource("MacRx",
                            "A frame for this device, a group or all has been received.",
                            MakeTraceSourceAccessor(&PseudowireDevice::m_macRx),
                            "ns3::Packet::TracedCallback")
            .AddTraceSource("MacRxDrop",
                            "A received frame was not delivered.",
                            MakeTraceSourceAccessor(&PseudowireDevice::m_macRxDrop),
                            "ns3::l2tp::PseudowireDevice::DropCallback")
            .AddTraceSource("Sniffer",
                            "Frames sent, and frames received for this device, a group or all.",
                            MakeTraceSourceAccessor(&PseudowireDevice::m_sniffer),
                            "ns3::Packet::TracedCallback")
            .AddTraceSource("PromiscSniffer",
                            "All frames sent and received.",
                            MakeTraceSourceAccessor(&PseudowireDevice::m_promiscSniffer),
                            "ns3::Packet::TracedCallback");
    return tid;
}

PseudowireDevice::PseudowireDevice()
    : m_channel(CreateObject<PseudowireChannel>())
{
    NS_LOG_FUNCTION(this);
}

PseudowireDevice::~PseudowireDevice()
{
    NS_LOG_FUNCTION(this);
}

void
PseudowireDevice::NotifyConstructionCompleted()
{
    NS_LOG_FUNCTION(this);
    NetDevice::NotifyConstructionCompleted();
    m_channel->SetDevice(this);
    if (m_address.IsBroadcast())
    {
        m_address = Mac48Address::Allocate();
    }
}

void
PseudowireDevice::DoDispose()
{
    NS_LOG_FUNCTION(this);
    m_receive.Nullify();
    m_promiscReceive.Nullify();
    m_linkChange = TracedCallback<>();
    ForgetListeners();
    if (Ptr<DataSession> session = m_session)
    {
        session->SetCircuit(nullptr);
    }
    m_channel->Dispose();
    m_node = nullptr;
    NetDevice::DoDispose();
}

PseudowireType
PseudowireDevice::GetPseudowireType() const
{
    return m_type == ETHERNET ? PseudowireType::Ethernet : PseudowireType::EthernetVlan;
}

void
PseudowireDevice::Attach(DataSession& session)
{
    NS_LOG_FUNCTION(this << &session);
    m_session = &session;
    m_pathFrameSize = session.GetMaxFrameSize();
    if (m_pathFrameSize > HEADER_SIZE)
    {
        m_pathMtu =
            std::min<uint32_t>(m_pathFrameSize - HEADER_SIZE, std::numeric_limits<uint16_t>::max());
    }
    UpdateLink();
}

void
PseudowireDevice::Detach()
{
    NS_LOG_FUNCTION(this);
    m_session = nullptr;
    m_pathFrameSize = 0;
    UpdateLink();
}

void
PseudowireDevice::SetActive(bool active)
{
    NS_LOG_FUNCTION(this << active);
    if (active != m_active)
    {
        m_active = active;
        UpdateLink();
        TellStatus();
    }
}

bool
PseudowireDevice::IsActive() const
{
    return m_active;
}

void
PseudowireDevice::UpdateLink()
{
    const bool up = m_active && m_session && m_session->MaySend();
    if (up != m_linkUp)
    {
        m_linkUp = up;
        m_linkChange();
    }
}

bool
PseudowireDevice::SendFrame(Ptr<Packet> frame)
{
    NS_LOG_FUNCTION(this << frame);
    if (!m_linkUp)
    {
        return Drop(m_macTxDrop, frame, LINK_DOWN);
    }
    if (IsTooBig(frame->GetSize()))
    {
        return Drop(m_macTxDrop, frame, TOO_BIG);
    }
    Show(m_macTx, frame);
    Show(m_promiscSniffer, frame);
    Show(m_sniffer, frame);
    Ptr<DataSession> session = m_session;
    if (!session || !session->Send(frame))
    {
        return Drop(m_macTxDrop, frame, REFUSED);
    }
    return true;
}

bool
PseudowireDevice::IsTooBig(uint32_t size) const
{
    return m_oversize == DROP && (size > GetMtu() + TAGGED_HEADER_SIZE ||
                                  (m_pathFrameSize > 0 && size > m_pathFrameSize));
}

bool
PseudowireDevice::Send(Ptr<Packet> packet, const Address& destination, uint16_t protocol)
{
    return SendPayload(packet, m_address, Mac48Address::ConvertFrom(destination), protocol);
}

bool
PseudowireDevice::SendFrom(Ptr<Packet> packet,
                           const Address& source,
                           const Address& destination,
                           uint16_t protocol)
{
    return SendPayload(packet,
                       Mac48Address::ConvertFrom(source),
                       Mac48Address::ConvertFrom(destination),
                       protocol);
}

bool
PseudowireDevice::SendPayload(Ptr<Packet> packet,
                              Mac48Address source,
                              Mac48Address destination,
                              uint16_t protocol)
{
    NS_LOG_FUNCTION(this << packet << source << destination << protocol);
    EthernetHeader header(false);
    header.SetSource(source);
    header.SetDestination(destination);
    header.SetLengthType(protocol);
    packet->AddHeader(header);
    return SendFrame(packet);
}

bool
PseudowireDevice::IsIp(const Packet& frame) const
{
    std::array<uint8_t, TAGGED_HEADER_SIZE> octets{};
    const uint32_t size = frame.CopyData(octets.data(), octets.size());
    uint16_t etherType = LoadUint16(&octets[HEADER_SIZE - 2]);
    if (IsVlanTag(etherType))
    {
        etherType = LoadUint16(&octets[TAGGED_HEADER_SIZE - 2]);
    }
    return size >= HEADER_SIZE && (etherType == ETHERTYPE_IPV4 || etherType == ETHERTYPE_IPV6);
}

void
PseudowireDevice::DeliverFrame(Ptr<Packet> frame)
{
    NS_LOG_FUNCTION(this << frame);
    if (!m_active)
    {
        Drop(m_macRxDrop, frame, LINK_DOWN);
        return;
    }
    Show(m_promiscSniffer, frame);
    if (frame->GetSize() < HEADER_SIZE)
    {
        Show(m_sniffer, frame);
        Drop(m_macRxDrop, frame, TOO_SHORT);
        return;
    }
    std::array<uint8_t, HEADER_SIZE> header;
    frame->CopyData(header.data(), header.size());
    Mac48Address destination;
    Mac48Address source;
    destination.CopyFrom(&header[0]);
    source.CopyFrom(&header[ADDRESS_SIZE]);
    uint16_t protocol = LoadUint16(&header[2 * ADDRESS_SIZE]);
    const PacketType type = Classify(destination);
    Show(m_macPromiscRx, frame);
    if (type != PACKET_OTHERHOST)
    {
        Show(m_sniffer, frame);
        Show(m_macRx, frame);
    }
    if (!Strip(frame, protocol))
    {
        Drop(m_macRxDrop, frame, NO_PROTOCOL);
        return;
    }
    if (!m_promiscReceive.IsNull())
    {
        m_promiscReceive(this, frame, protocol, source, destination, type);
    }
    if (type != PACKET_OTHERHOST && !m_receive.IsNull())
    {
        m_receive(this, frame, protocol, source);
    }
}

NetDevice::PacketType
PseudowireDevice::Classify(Mac48Address destination) const
{
    if (destination == m_address)
    {
        return PACKET_HOST;
    }
    if (destination.IsBroadcast())
    {
        return PACKET_BROADCAST;
    }
    return destination.IsGroup() ? PACKET_MULTICAST : PACKET_OTHERHOST;
}

// Nothing is taken off by RemoveHeader(): the frame may have been made of plain octets.
bool
PseudowireDevice::Strip(Ptr<Packet> frame, uint16_t& protocol)
{
    if (protocol > MAX_LENGTH_FIELD)
    {
        frame->RemoveAtStart(HEADER_SIZE);
        return true;
    }
    const uint32_t length = protocol;
    std::array<uint8_t, HEADER_SIZE + SNAP_SIZE> octets;
    if (length < SNAP_SIZE || frame->GetSize() < HEADER_SIZE + length ||
        frame->CopyData(octets.data(), octets.size()) < octets.size() ||
        !std::equal(SNAP_PREFIX.begin(), SNAP_PREFIX.end(), octets.begin() + HEADER_SIZE))
    {
        return false;
    }
    protocol = LoadUint16(&octets[octets.size() - 2]);
    frame->RemoveAtEnd(frame->GetSize() - HEADER_SIZE - length);
    frame->RemoveAtStart(HEADER_SIZE + SNAP_SIZE);
    return true;
}

void
PseudowireDevice::Show(const FrameTrace& trace, Ptr<const Packet> frame)
{
    if (!trace.IsEmpty())
    {
        trace(frame->Copy());
    }
}

bool
PseudowireDevice::Drop(const DropTrace& trace, Ptr<const Packet> frame, DropReason reason)
{
    NS_LOG_LOGIC("drop, reason " << reason);
    m_drops[reason]++;
    trace(frame, reason);
    return false;
}

uint64_t
PseudowireDevice::GetDropCount(DropReason reason) const
{
    return m_drops[reason];
}

Ptr<const DataSession>
PseudowireDevice::GetSession() const
{
    return m_session;
}

void
PseudowireDevice::SetIfIndex(const uint32_t index)
{
    m_ifIndex = index;
}

uint32_t
PseudowireDevice::GetIfIndex() const
{
    return m_ifIndex;
}

Ptr<Channel>
PseudowireDevice::GetChannel() const
{
    return m_channel;
}

void
PseudowireDevice::SetAddress(Address address)
{
    m_address = Mac48Address::ConvertFrom(address);
}

Address
PseudowireDevice::GetAddress() const
{
    return m_address;
}

bool
PseudowireDevice::SetMtu(const uint16_t mtu)
{
    m_configuredMtu = mtu;
    return true;
}

uint16_t
PseudowireDevice::GetMtu() const
{
    return m_configuredMtu > 0 ? m_configuredMtu : m_pathMtu;
}

bool
PseudowireDevice::IsLinkUp() const
{
    return m_linkUp;
}

void
PseudowireDevice::AddLinkChangeCallback(Callback<void> callback)
{
    m_linkChange.ConnectWithoutContext(callback);
}

bool
PseudowireDevice::IsBroadcast() const
{
    return true;
}

Address
PseudowireDevice::GetBroadcast() const
{
    return Mac48Address::GetBroadcast();
}

bool
PseudowireDevice::IsMulticast() const
{
    return true;
}

Address
PseudowireDevice::GetMulticast(Ipv4Address group) const
{
    return Mac48Address::GetMulticast(group);
}

Address
PseudowireDevice::GetMulticast(Ipv6Address group) const
{
    return Mac48Address::GetMulticast(group);
}

bool
PseudowireDevice::IsBridge() const
{
    return false;
}

bool
PseudowireDevice::IsPointToPoint() const
{
    return false;
}

Ptr<Node>
PseudowireDevice::GetNode() const
{
    return m_node;
}

void
PseudowireDevice::SetNode(Ptr<Node> node)
{
    m_node = node;
}

bool
PseudowireDevice::NeedsArp() const
{
    return true;
}

void
PseudowireDevice::SetReceiveCallback(NetDevice::ReceiveCallback callback)
{
    m_receive = callback;
}

void
PseudowireDevice::SetPromiscReceiveCallback(NetDevice::PromiscReceiveCallback callback)
{
    m_promiscReceive = callback;
}

bool
PseudowireDevice::SupportsSendFrom() const
{
    return true;
}

} // namespace l2tp
} // namespace ns3
