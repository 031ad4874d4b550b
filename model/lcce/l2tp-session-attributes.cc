// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-session-attributes.h"

#include "l2tp-attribute-tools.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace l2tp
{

namespace
{

void
CheckCookieLength(uint32_t length)
{
    NS_ABORT_MSG_UNLESS(Cookie::IsValidSize(length),
                        "ns3::l2tp::Lcce::CookieLength must be 0, 4 or 8, not " << length);
}

} // namespace

TypeId
SessionAttributes::AddTo(TypeId id)
{
    return AddCallsTo(id)
        .AddAttribute("AcceptPolicy",
                      "What to do with a request for a Remote End ID that has no circuit: Reject, "
                      "Accept (without a circuit) or Create (by the circuit factory).",
                      EnumValue(REJECT),
                      AttributeTools::MakeModeAccessor(&SessionAttributes::m_acceptPolicy),
                      MakeEnumChecker(REJECT, "Reject", ACCEPT, "Accept", CREATE, "Create"))
        .AddAttribute("CookieLength",
                      "Octets of the cookies that this end assigns: 0, 4 or 8.",
                      UintegerValue(8),
                      MakeUintegerAccessor(&SessionAttributes::m_cookieLength),
                      MakeUintegerChecker<uint32_t>())
        .AddAttribute("L2SpecificSublayer",
                      "Sublayer that this end wants in data messages: None, Default (RFC 3931 "
                      "section 4.6) or Registered, the last one of RegisterSublayer().",
                      EnumValue(NO_SUBLAYER),
                      AttributeTools::MakeModeAccessor(&SessionAttributes::m_sublayer),
                      MakeEnumChecker(NO_SUBLAYER,
                                      "None",
                                      DEFAULT_SUBLAYER,
                                      "Default",
                                      REGISTERED_SUBLAYER,
                                      "Registered"))
        .AddAttribute("DataSequencing",
                      "Which data messages shall come with sequence numbers: None, NonIp or All; "
                      "more than None needs an L2SpecificSublayer that has them.",
                      EnumValue(NO_SEQUENCING),
                      AttributeTools::MakeModeAccessor(&SessionAttributes::m_sequencing),
                      MakeEnumChecker(NO_SEQUENCING, "None", NON_IP, "NonIp", ALL, "All"));
}

TypeId
SessionAttributes::AddCallsTo(TypeId id)
{
    return id
        .AddAttribute("SessionTieBreaker",
                      "Whether ICRQ and OCRQ carry a Session Tie Breaker: of two sessions for the "
                      "same Remote End ID that both ends ask for at a time only one is set up "
                      "(RFC 3931 section 5.4.4). SessionRequest::tieBreaker does so for one call.",
                      BooleanValue(false),
                      MakeBooleanAccessor(&SessionAttributes::m_sessionTieBreaker),
                      MakeBooleanChecker())
        .AddAttribute("AcceptEarlyData",
                      "Whether data that overtakes ICCN or OCCN is delivered, or dropped and "
                      "counted.",
                      BooleanValue(false),
                      MakeBooleanAccessor(&SessionAttributes::m_acceptEarlyData),
                      MakeBooleanChecker())
        .AddAttribute("CallPlacementTimeout",
                      "How long the call of an OCRQ may take to be placed before it is refused by "
                      "CDN; 0 for SetupTimeout.",
                      TimeValue(Time(0)),
                      MakeTimeAccessor(&SessionAttributes::m_callPlacementTimeout),
                      MakeTimeChecker())
        .AddAttribute("WenInterval",
                      "Least time between two WENs of a session, 0 or more (RFC 3931 section 6.13 "
                      "asks for 60 s).",
                      TimeValue(Seconds(60)),
                      MakeTimeAccessor(&SessionAttributes::m_wenInterval),
                      MakeTimeChecker())
        .AddAttribute(
            "ShortCircuitErrors",
            "Whether Circuit Errors is sent with the four counters that RFC 3931 section "
            "5.4.5 lists (24 octets), or with CRC and framing errors as well, which gives "
            "the 32 octets that it states.",
            BooleanValue(false),
            MakeBooleanAccessor(&SessionAttributes::m_shortCircuitErrors),
            MakeBooleanChecker());
}

void
SessionAttributes::Check() const
{
    AttributeTools::CheckTime("CallPlacementTimeout", m_callPlacementTimeout);
    AttributeTools::CheckTime("WenInterval", m_wenInterval);
    NS_ABORT_MSG_IF(m_sublayer == REGISTERED_SUBLAYER &&
                        m_registered == l2tp::L2SpecificSublayer::None,
                    "ns3::l2tp::Lcce::L2SpecificSublayer must be None or Default unless "
                    "RegisterSublayer() was called");
    Check(MakePreferences());
}

void
SessionAttributes::Check(const ReceivePreferences& preferences) const
{
    CheckCookieLength(preferences.cookieLength);
    NS_ABORT_MSG_UNLESS(m_sublayers->IsKnown(preferences.sublayer),
                        "ns3::l2tp::Lcce::L2SpecificSublayer must be None, Default or one of "
                        "RegisterSublayer(), not type "
                            << static_cast<uint16_t>(preferences.sublayer));
    NS_ABORT_MSG_IF(preferences.sequencing != l2tp::DataSequencing::None &&
                        !m_sublayers->IsSequenced(preferences.sublayer),
                    "ns3::l2tp::Lcce::DataSequencing must be None unless L2SpecificSublayer is "
                    "Default or a registered one with sequence numbers");
}

void
SessionAttributes::Fill(EndpointConfiguration& configuration) const
{
    configuration.acceptEarlyData = m_acceptEarlyData;
    configuration.callPlacementTimeout = m_callPlacementTimeout;
    configuration.wenInterval = m_wenInterval;
    configuration.shortCircuitErrors = m_shortCircuitErrors;
    configuration.sublayers = m_sublayers;
}

void
SessionAttributes::RegisterSublayer(l2tp::L2SpecificSublayer type, bool sequenced)
{
    m_sublayers->Register(type, sequenced);
    m_registered = type;
}

ReceivePreferences
SessionAttributes::MakePreferences() const
{
    ReceivePreferences preferences;
    CheckCookieLength(m_cookieLength);
    preferences.cookieLength = static_cast<uint8_t>(m_cookieLength);
    preferences.sublayer = m_sublayer == NO_SUBLAYER        ? l2tp::L2SpecificSublayer::None
                           : m_sublayer == DEFAULT_SUBLAYER ? l2tp::L2SpecificSublayer::Default
                                                            : m_registered;
    preferences.sequencing = m_sequencing == NO_SEQUENCING ? l2tp::DataSequencing::None
                             : m_sequencing == NON_IP      ? l2tp::DataSequencing::NonIp
                                                           : l2tp::DataSequencing::All;
    return preferences;
}

} // namespace l2tp
} // namespace ns3
