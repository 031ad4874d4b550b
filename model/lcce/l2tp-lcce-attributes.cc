// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-appendix-a-congestion-control.h"
#include "l2tp-exponential-timeout.h"
#include "l2tp-fifo-discipline.h"
#include "l2tp-immediate-acknowledgment.h"
#include "l2tp-lcce.h"
#include "l2tp-queue-out-of-order.h"
#include "l2tp-retransmit-oldest.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/enum.h"
#include "ns3/integer.h"
#include "ns3/ipv4.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <limits>

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpLcceAttributes");

NS_OBJECT_ENSURE_REGISTERED(Lcce);

namespace
{

/** @brief Longest string in an AVP. */
constexpr std::size_t MAX_STRING = AVP_MAX_SIZE - AVP_HEADER_SIZE;

/**
 * @brief Accessor of an attribute with an enumeration, for every version of ns-3.
 * @tparam E the enumeration
 * @param member where the value is kept
 * @return the accessor
 */
template <typename E>
Ptr<const AttributeAccessor>
MakeModeAccessor(E Lcce::* member)
{
    return MakeAccessorHelper<decltype(EnumValue(E{}))>(member);
}

/**
 * @brief Default of an attribute that names a class.
 * @tparam T the class
 * @return the value
 */
template <typename T>
ObjectFactoryValue
MakeFactoryValue()
{
    ObjectFactory factory;
    factory.SetTypeId(T::GetTypeId());
    return ObjectFactoryValue(factory);
}

/**
 * @brief Abort unless an attribute fits into an AVP.
 * @param name name of the attribute
 * @param value its value
 */
void
CheckString(const char* name, const std::string& value)
{
    const bool ascii = std::all_of(value.begin(), value.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x80U;
    });
    NS_ABORT_MSG_UNLESS(ascii && value.size() <= MAX_STRING,
                        "ns3::l2tp::Lcce::" << name << " must be US-ASCII of at most " << MAX_STRING
                                            << " octets, not these " << value.size());
}

/**
 * @brief Abort unless an attribute names a class that can be made and is of the right kind.
 * @tparam Base what it must derive from
 * @param name name of the attribute
 * @param factory its value
 */
template <typename Base>
void
CheckFactory(const char* name, const ObjectFactory& factory)
{
    const auto id = factory.GetTypeId();
    NS_ABORT_MSG_UNLESS(id.IsChildOf(Base::GetTypeId()) && id.HasConstructor(),
                        "ns3::l2tp::Lcce::" << name << " must name a class derived from "
                                            << Base::GetTypeId().GetName() << ", not "
                                            << id.GetName());
}

} // namespace

/** @brief The attributes and trace sources, by subject. */
struct Lcce::Registration
{
    static TypeId AddEndpoint(TypeId id);      //!< @param id to what @return the same
    static TypeId AddChannel(TypeId id);       //!< @param id to what @return the same
    static TypeId AddPolicies(TypeId id);      //!< @param id to what @return the same
    static TypeId AddTimes(TypeId id);         //!< @param id to what @return the same
    static TypeId AddSessions(TypeId id);      //!< @param id to what @return the same
    static TypeId AddReconnection(TypeId id);  //!< @param id to what @return the same
    static TypeId AddControlTraces(TypeId id); //!< @param id to what @return the same
    static TypeId AddStateTraces(TypeId id);   //!< @param id to what @return the same
};

TypeId
Lcce::GetTypeId()
{
    static TypeId tid = []() {
        const auto id = TypeId("ns3::l2tp::Lcce")
                            .SetParent<Application>()
                            .SetGroupName("L2tp")
                            .AddConstructor<Lcce>();
        Registration::AddEndpoint(id);
        Registration::AddChannel(id);
        Registration::AddPolicies(id);
        Registration::AddTimes(id);
        Registration::AddSessions(id);
        Registration::AddReconnection(id);
        Registration::AddControlTraces(id);
        return Registration::AddStateTraces(id);
    }();
    return tid;
}

TypeId
Lcce::Registration::AddEndpoint(TypeId id)
{
    return id
        .AddAttribute("LocalAddress",
                      "Own address; any (0.0.0.0) for all addresses of the node. Two LCCEs on one "
                      "node need different explicit addresses.",
                      Ipv4AddressValue(Ipv4Address::GetAny()),
                      MakeIpv4AddressAccessor(&Lcce::m_localAddress),
                      MakeIpv4AddressChecker())
        .AddAttribute("Port",
                      "Own UDP port, 1 to 65535. Not used over IP.",
                      UintegerValue(UDP_PORT),
                      MakeUintegerAccessor(&Lcce::m_port),
                      MakeUintegerChecker<uint16_t>())
        .AddAttribute("Encapsulation",
                      "How packets are carried: Ip (protocol 115) or Udp (port 1701) (RFC 3931 "
                      "section 4.1).",
                      EnumValue(UDP),
                      MakeModeAccessor(&Lcce::m_encapsulation),
                      MakeEnumChecker(IP, "Ip", UDP, "Udp"))
        .AddAttribute(
            "HostName",
            "Host Name AVP, US-ASCII of at most 1017 octets; empty for \"lcce-\" and the number of "
            "the node.",
            StringValue(""),
            MakeStringAccessor(&Lcce::m_hostName),
            MakeStringChecker())
        .AddAttribute("RouterId",
                      "Router ID AVP; 0 for LocalAddress, or the first address of the node if that "
                      "is any.",
                      UintegerValue(0),
                      MakeUintegerAccessor(&Lcce::m_routerId),
                      MakeUintegerChecker<uint32_t>())
        .AddAttribute("VendorName",
                      "Vendor Name AVP, US-ASCII of at most 1017 octets; empty for none.",
                      StringValue(""),
                      MakeStringAccessor(&Lcce::m_vendorName),
                      MakeStringChecker());
}

TypeId
Lcce::Registration::AddTimes(TypeId id)
{
    return id
        .AddAttribute("HelloInterval",
                      "Silence of the peer after which a HELLO is sent (RFC 3931 section 4.4); 0 "
                      "for no HELLO.",
                      TimeValue(Seconds(60)),
                      MakeTimeAccessor(&Lcce::m_helloInterval),
                      MakeTimeChecker(Time(0)))
        .AddAttribute("HelloJitter",
                      "Largest part by which HelloInterval is shortened at random while there is "
                      "another connection to the same peer; 0 or more, below 1.",
                      DoubleValue(0.1),
                      MakeDoubleAccessor(&Lcce::m_helloJitter),
                      MakeDoubleChecker<double>())
        .AddAttribute("SetupTimeout",
                      "How long a connection or session may take between idle and established; 0 "
                      "for twice the full retransmission cycle.",
                      TimeValue(Time(0)),
                      MakeTimeAccessor(&Lcce::m_setupTimeout),
                      MakeTimeChecker(Time(0)))
        .AddAttribute(
            "IdleClose",
            "When a connection without sessions is closed: Never, After (IdleTimeout) or "
            "WithLastSession (RFC 3931 section 7.5).",
            EnumValue(NEVER),
            MakeModeAccessor(&Lcce::m_idleClose),
            MakeEnumChecker(NEVER, "Never", AFTER, "After", WITH_LAST_SESSION, "WithLastSession"))
        .AddAttribute("IdleTimeout",
                      "How long IdleClose After waits.",
                      TimeValue(Seconds(60)),
                      MakeTimeAccessor(&Lcce::m_idleTimeout),
                      MakeTimeChecker(Time(0)))
        .AddAttribute("PeerRestart",
                      "What another SCCRQ of a peer with an established connection means: Keep "
                      "(one more connection) or Replace (the peer has restarted, so its other "
                      "connections are dropped without a message).",
                      EnumValue(KEEP),
                      MakeModeAccessor(&Lcce::m_peerRestart),
                      MakeEnumChecker(KEEP, "Keep", REPLACE, "Replace"))
        .AddAttribute("StrictIdle",
                      "Whether an SCCRP or SCCCN of no connection is answered by StopCCN, as the "
                      "table of RFC 3931 section 7.2 has it, or dropped.",
                      BooleanValue(false),
                      MakeBooleanAccessor(&Lcce::m_strictIdle),
                      MakeBooleanChecker());
}

TypeId
Lcce::Registration::AddSessions(TypeId id)
{
    return id
        .AddAttribute("AcceptPolicy",
                      "What to do with a request for a Remote End ID that has no circuit: Reject, "
                      "Accept (without a circuit) or Create (by the circuit factory).",
                      EnumValue(REJECT),
                      MakeModeAccessor(&Lcce::m_acceptPolicy),
                      MakeEnumChecker(REJECT, "Reject", ACCEPT, "Accept", CREATE, "Create"))
        .AddAttribute("CookieLength",
                      "Octets of the cookies that this end assigns: 0, 4 or 8.",
                      UintegerValue(8),
                      MakeUintegerAccessor(&Lcce::m_cookieLength),
                      MakeUintegerChecker<uint32_t>())
        .AddAttribute("L2SpecificSublayer",
                      "Sublayer that this end wants in data messages: None or Default (RFC 3931 "
                      "section 4.6).",
                      EnumValue(NO_SUBLAYER),
                      MakeModeAccessor(&Lcce::m_sublayer),
                      MakeEnumChecker(NO_SUBLAYER, "None", DEFAULT_SUBLAYER, "Default"))
        .AddAttribute("DataSequencing",
                      "Which data messages shall come with sequence numbers: None, NonIp or All; "
                      "more than None needs L2SpecificSublayer.",
                      EnumValue(NO_SEQUENCING),
                      MakeModeAccessor(&Lcce::m_sequencing),
                      MakeEnumChecker(NO_SEQUENCING, "None", NON_IP, "NonIp", ALL, "All"))
        .AddAttribute("CacheRoute",
                      "Whether the route to a peer is looked up only once per connection and "
                      "session. That is faster, but no later change of the route is noticed.",
                      BooleanValue(false),
                      MakeBooleanAccessor(&Lcce::m_cacheRoute),
                      MakeBooleanChecker());
}

TypeId
Lcce::Registration::AddReconnection(TypeId id)
{
    return id
        .AddAttribute("Reconnect",
                      "Whether a peer of Connect() that is lost, or cannot be had, is called "
                      "again, and its calls are placed again.",
                      BooleanValue(false),
                      MakeBooleanAccessor(&Lcce::m_reconnect),
                      MakeBooleanChecker())
        .AddAttribute("ReconnectDelay",
                      "How long to wait when each address of a lost peer has failed once, above 0; "
                      "doubled with each further round. Until then the next address is tried at "
                      "once.",
                      TimeValue(Seconds(1)),
                      MakeTimeAccessor(&Lcce::m_reconnectDelay),
                      MakeTimeChecker())
        .AddAttribute("ReconnectMaxDelay",
                      "Longest wait between two rounds, at least ReconnectDelay.",
                      TimeValue(Seconds(60)),
                      MakeTimeAccessor(&Lcce::m_reconnectMaxDelay),
                      MakeTimeChecker());
}

TypeId
Lcce::Registration::AddChannel(TypeId id)
{
    return id
        .AddAttribute("ReceiveWindowSize",
                      "Receive Window Size AVP: control messages that the peer may have "
                      "outstanding, 1 to 32768 (RFC 3931 section 5.4.3).",
                      UintegerValue(DEFAULT_RECEIVE_WINDOW),
                      MakeUintegerAccessor(&Lcce::m_receiveWindowSize),
                      MakeUintegerChecker<uint32_t>())
        .AddAttribute("MaxRetransmissions",
                      "Retransmissions, not transmissions, of a control message before the peer is "
                      "taken to be unreachable (RFC 3931 section 4.2).",
                      UintegerValue(10),
                      MakeUintegerAccessor(&Lcce::m_maxRetransmissions),
                      MakeUintegerChecker<uint32_t>())
        .AddAttribute("MaxSccrqRetransmissions",
                      "The same for SCCRQ; -1 for the value of MaxRetransmissions.",
                      IntegerValue(-1),
                      MakeIntegerAccessor(&Lcce::m_maxSccrqRetransmissions),
                      MakeIntegerChecker<int64_t>());
}

TypeId
Lcce::Registration::AddPolicies(TypeId id)
{
    return id
        .AddAttribute("CongestionControl",
                      "How many control messages may be outstanding: AppendixACongestionControl, "
                      "FixedWindow or an own subclass of ns3::l2tp::CongestionControl.",
                      MakeFactoryValue<AppendixACongestionControl>(),
                      MakeObjectFactoryAccessor(&Lcce::m_congestionControl),
                      MakeObjectFactoryChecker())
        .AddAttribute("RetransmissionTiming",
                      "How long to wait for an acknowledgment: ExponentialTimeout, FixedTimeout, "
                      "AdaptiveTimeout or an own subclass of ns3::l2tp::RetransmissionTiming.",
                      MakeFactoryValue<ExponentialTimeout>(),
                      MakeObjectFactoryAccessor(&Lcce::m_retransmissionTiming),
                      MakeObjectFactoryChecker())
        .AddAttribute("RetransmissionScope",
                      "What is sent again: RetransmitOldest, RetransmitAll, RetransmitPerMessage "
                      "or an own subclass of ns3::l2tp::RetransmissionScope.",
                      MakeFactoryValue<RetransmitOldest>(),
                      MakeObjectFactoryAccessor(&Lcce::m_retransmissionScope),
                      MakeObjectFactoryChecker())
        .AddAttribute("OutOfOrderPolicy",
                      "What becomes of early control messages: QueueOutOfOrder, DropOutOfOrder or "
                      "an own subclass of ns3::l2tp::OutOfOrderPolicy.",
                      MakeFactoryValue<QueueOutOfOrder>(),
                      MakeObjectFactoryAccessor(&Lcce::m_outOfOrderPolicy),
                      MakeObjectFactoryChecker())
        .AddAttribute("AcknowledgmentPolicy",
                      "When to acknowledge explicitly: ImmediateAcknowledgment, "
                      "DelayedAcknowledgment or an own subclass of "
                      "ns3::l2tp::AcknowledgmentPolicy.",
                      MakeFactoryValue<ImmediateAcknowledgment>(),
                      MakeObjectFactoryAccessor(&Lcce::m_acknowledgmentPolicy),
                      MakeObjectFactoryChecker())
        .AddAttribute("QueueDiscipline",
                      "What leaves first when the window opens: FifoDiscipline, RepliesFirst or an "
                      "own subclass of ns3::l2tp::QueueDiscipline.",
                      MakeFactoryValue<FifoDiscipline>(),
                      MakeObjectFactoryAccessor(&Lcce::m_queueDiscipline),
                      MakeObjectFactoryChecker());
}

TypeId
Lcce::Registration::AddControlTraces(TypeId id)
{
    return id
        .AddTraceSource("ControlTx",
                        "A control message is sent, for the first time or again.",
                        MakeTraceSourceAccessor(&Lcce::m_controlTx),
                        "ns3::l2tp::ControlTracedCallback")
        .AddTraceSource("ControlRx",
                        "A control message of a connection is received, a duplicate as well.",
                        MakeTraceSourceAccessor(&Lcce::m_controlRx),
                        "ns3::l2tp::ControlTracedCallback")
        .AddTraceSource("ControlDrop",
                        "A received control message is dropped.",
                        MakeTraceSourceAccessor(&Lcce::m_controlDrop),
                        "ns3::l2tp::ControlDropTracedCallback")
        .AddTraceSource("Retransmit",
                        "A control message is sent again; the attempt and the next wait are in the "
                        "event.",
                        MakeTraceSourceAccessor(&Lcce::m_retransmit),
                        "ns3::l2tp::ControlTracedCallback")
        .AddTraceSource("AckTx",
                        "An explicit acknowledgment, ACK or ZLB, is sent.",
                        MakeTraceSourceAccessor(&Lcce::m_ackTx),
                        "ns3::l2tp::ControlTracedCallback")
        .AddTraceSource("HelloTx",
                        "A HELLO is sent for the first time.",
                        MakeTraceSourceAccessor(&Lcce::m_helloTx),
                        "ns3::l2tp::ControlTracedCallback")
        .AddTraceSource("HelloTimeout",
                        "A HELLO has used up its retransmissions.",
                        MakeTraceSourceAccessor(&Lcce::m_helloTimeout),
                        "ns3::l2tp::ConnectionTracedCallback")
        .AddTraceSource("PeerDead",
                        "The peer does not answer any more, or never did.",
                        MakeTraceSourceAccessor(&Lcce::m_peerDead),
                        "ns3::l2tp::ConnectionTracedCallback");
}

TypeId
Lcce::Registration::AddStateTraces(TypeId id)
{
    return id
        .AddTraceSource("WindowChange",
                        "The congestion window, its threshold, the peer's window or the number of "
                        "outstanding messages has changed.",
                        MakeTraceSourceAccessor(&Lcce::m_windowChange),
                        "ns3::l2tp::WindowTracedCallback")
        .AddTraceSource("StateTransition",
                        "The machine of a connection or session has made a transition.",
                        MakeTraceSourceAccessor(&Lcce::m_stateTransition),
                        "ns3::l2tp::StateTransitionTracedCallback")
        .AddTraceSource("ConnectionUp",
                        "A control connection is established.",
                        MakeTraceSourceAccessor(&Lcce::m_connectionUp),
                        "ns3::l2tp::ConnectionTracedCallback")
        .AddTraceSource("ConnectionDown",
                        "A control connection has ended, or could not be established.",
                        MakeTraceSourceAccessor(&Lcce::m_connectionDown),
                        "ns3::l2tp::ConnectionDownTracedCallback")
        .AddTraceSource("SessionUp",
                        "A session is established.",
                        MakeTraceSourceAccessor(&Lcce::m_sessionUp),
                        "ns3::l2tp::SessionUpTracedCallback")
        .AddTraceSource("SessionDown",
                        "A session has ended, or could not be established.",
                        MakeTraceSourceAccessor(&Lcce::m_sessionDown),
                        "ns3::l2tp::SessionDownTracedCallback")
        .AddTraceSource("Reconnect",
                        "A lost peer will be called again.",
                        MakeTraceSourceAccessor(&Lcce::m_reconnecting),
                        "ns3::l2tp::ReconnectTracedCallback")
        .AddTraceSource("DataTx",
                        "A frame is sent on a session.",
                        MakeTraceSourceAccessor(&Lcce::m_dataTx),
                        "ns3::l2tp::DataTracedCallback")
        .AddTraceSource("DataRx",
                        "A frame is received on a session.",
                        MakeTraceSourceAccessor(&Lcce::m_dataRx),
                        "ns3::l2tp::DataTracedCallback")
        .AddTraceSource("DataDrop",
                        "A frame or data message of a session is dropped.",
                        MakeTraceSourceAccessor(&Lcce::m_dataDrop),
                        "ns3::l2tp::DataDropTracedCallback");
}

void
Lcce::CheckAttributes() const
{
    NS_ABORT_MSG_IF(m_encapsulation == UDP && m_port == 0,
                    "ns3::l2tp::Lcce::Port must be 1 to 65535, not 0");
    CheckString("HostName", m_hostName);
    CheckString("VendorName", m_vendorName);
    NS_ABORT_MSG_IF(m_receiveWindowSize == 0 || m_receiveWindowSize > MAX_RECEIVE_WINDOW,
                    "ns3::l2tp::Lcce::ReceiveWindowSize must be 1 to "
                        << MAX_RECEIVE_WINDOW << ", not " << m_receiveWindowSize);
    NS_ABORT_MSG_IF(m_maxSccrqRetransmissions < -1 ||
                        m_maxSccrqRetransmissions > std::numeric_limits<uint32_t>::max(),
                    "ns3::l2tp::Lcce::MaxSccrqRetransmissions must be -1 to "
                        << std::numeric_limits<uint32_t>::max() << ", not "
                        << m_maxSccrqRetransmissions);
    NS_ABORT_MSG_UNLESS(m_helloJitter >= 0 && m_helloJitter < 1,
                        "ns3::l2tp::Lcce::HelloJitter must be at least 0 and below 1, not "
                            << m_helloJitter);
    NS_ABORT_MSG_IF(m_reconnect && !m_reconnectDelay.IsStrictlyPositive(),
                    "ns3::l2tp::Lcce::ReconnectDelay must be above 0, not " << m_reconnectDelay);
    NS_ABORT_MSG_IF(m_reconnect && m_reconnectMaxDelay < m_reconnectDelay,
                    "ns3::l2tp::Lcce::ReconnectMaxDelay must be at least ReconnectDelay, "
                        << m_reconnectDelay << ", not " << m_reconnectMaxDelay);
    CheckPreferences(MakePreferences());
    CheckFactory<CongestionControl>("CongestionControl", m_congestionControl);
    CheckFactory<RetransmissionTiming>("RetransmissionTiming", m_retransmissionTiming);
    CheckFactory<RetransmissionScope>("RetransmissionScope", m_retransmissionScope);
    CheckFactory<OutOfOrderPolicy>("OutOfOrderPolicy", m_outOfOrderPolicy);
    CheckFactory<AcknowledgmentPolicy>("AcknowledgmentPolicy", m_acknowledgmentPolicy);
    CheckFactory<QueueDiscipline>("QueueDiscipline", m_queueDiscipline);
}

void
Lcce::CheckPreferences(const ReceivePreferences& preferences)
{
    NS_ABORT_MSG_UNLESS(Cookie::IsValidSize(preferences.cookieLength),
                        "ns3::l2tp::Lcce::CookieLength must be 0, 4 or 8, not "
                            << +preferences.cookieLength);
    NS_ABORT_MSG_IF(preferences.sequencing != l2tp::DataSequencing::None &&
                        preferences.sublayer == l2tp::L2SpecificSublayer::None,
                    "ns3::l2tp::Lcce::DataSequencing must be None unless L2SpecificSublayer is "
                    "Default");
}

EndpointConfiguration
Lcce::MakeConfiguration() const
{
    EndpointConfiguration configuration;
    configuration.hostName =
        m_hostName.empty() ? "lcce-" + std::to_string(GetNode()->GetId()) : m_hostName;
    configuration.routerId = FindRouterId();
    configuration.vendorName = m_vendorName;
    auto types = m_circuits.GetTypes();
    types.insert(PseudowireType::Ethernet);
    for (const auto type : types)
    {
        configuration.pseudowireTypes.push_back(static_cast<uint16_t>(type));
    }
    configuration.channel.receiveWindow = static_cast<uint16_t>(m_receiveWindowSize);
    configuration.channel.maxRetransmissions = m_maxRetransmissions;
    configuration.channel.maxSccrqRetransmissions =
        m_maxSccrqRetransmissions < 0 ? m_maxRetransmissions
                                      : static_cast<uint32_t>(m_maxSccrqRetransmissions);
    configuration.helloInterval = m_helloInterval;
    configuration.helloJitter = m_helloJitter;
    configuration.setupTimeout = m_setupTimeout;
    configuration.idleClose = m_idleClose == NEVER   ? l2tp::IdleClose::Never
                              : m_idleClose == AFTER ? l2tp::IdleClose::After
                                                     : l2tp::IdleClose::WithLastSession;
    configuration.idleTimeout = m_idleTimeout;
    configuration.peerRestart =
        m_peerRestart == KEEP ? l2tp::PeerRestart::Keep : l2tp::PeerRestart::Replace;
    configuration.strictIdle = m_strictIdle;
    return configuration;
}

ReceivePreferences
Lcce::MakePreferences() const
{
    ReceivePreferences preferences;
    preferences.cookieLength = static_cast<uint8_t>(
        std::min<uint32_t>(m_cookieLength, std::numeric_limits<uint8_t>::max()));
    preferences.sublayer = m_sublayer == NO_SUBLAYER ? l2tp::L2SpecificSublayer::None
                                                     : l2tp::L2SpecificSublayer::Default;
    preferences.sequencing = m_sequencing == NO_SEQUENCING ? l2tp::DataSequencing::None
                             : m_sequencing == NON_IP      ? l2tp::DataSequencing::NonIp
                                                           : l2tp::DataSequencing::All;
    return preferences;
}

uint32_t
Lcce::FindRouterId() const
{
    if (m_routerId != 0)
    {
        return m_routerId;
    }
    if (m_localAddress != Ipv4Address::GetAny())
    {
        return m_localAddress.Get();
    }
    const auto ipv4 = GetNode()->GetObject<Ipv4>();
    for (uint32_t i = 0; i < ipv4->GetNInterfaces(); ++i)
    {
        for (uint32_t j = 0; j < ipv4->GetNAddresses(i); ++j)
        {
            const auto address = ipv4->GetAddress(i, j).GetLocal();
            if (!address.IsLocalhost())
            {
                return address.Get();
            }
        }
    }
    return 0;
}

ReliableChannel::Policies
Lcce::MakePolicies()
{
    return {m_congestionControl.Create<CongestionControl>(),
            m_retransmissionTiming.Create<RetransmissionTiming>(),
            m_retransmissionScope.Create<RetransmissionScope>(),
            m_outOfOrderPolicy.Create<OutOfOrderPolicy>(),
            m_acknowledgmentPolicy.Create<AcknowledgmentPolicy>(),
            m_queueDiscipline.Create<QueueDiscipline>()};
}

} // namespace l2tp
} // namespace ns3
