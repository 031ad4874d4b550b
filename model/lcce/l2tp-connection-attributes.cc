// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-connection-attributes.h"

#include "l2tp-attribute-tools.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/double.h"

namespace ns3
{
namespace l2tp
{

TypeId
ConnectionAttributes::AddTo(TypeId id)
{
    return AddReconnectionTo(id)
        .AddAttribute("HelloInterval",
                      "Silence of the peer after which a HELLO is sent (RFC 3931 section 4.4); 0 "
                      "for no HELLO.",
                      TimeValue(Seconds(60)),
                      MakeTimeAccessor(&ConnectionAttributes::m_helloInterval),
                      MakeTimeChecker())
        .AddAttribute("HelloJitter",
                      "Largest part by which HelloInterval is shortened at random while there is "
                      "another connection to the same peer; 0 or more, below 1.",
                      DoubleValue(0.1),
                      MakeDoubleAccessor(&ConnectionAttributes::m_helloJitter),
                      MakeDoubleChecker<double>())
        .AddAttribute("SetupTimeout",
                      "How long a connection or session may take between idle and established; 0 "
                      "for twice the full retransmission cycle.",
                      TimeValue(Time(0)),
                      MakeTimeAccessor(&ConnectionAttributes::m_setupTimeout),
                      MakeTimeChecker())
        .AddAttribute(
            "IdleClose",
            "When a connection without sessions is closed: Never, After (IdleTimeout) or "
            "WithLastSession (RFC 3931 section 7.5).",
            EnumValue(NEVER),
            AttributeTools::MakeModeAccessor(&ConnectionAttributes::m_idleClose),
            MakeEnumChecker(NEVER, "Never", AFTER, "After", WITH_LAST_SESSION, "WithLastSession"))
        .AddAttribute("IdleTimeout",
                      "How long IdleClose After waits.",
                      TimeValue(Seconds(60)),
                      MakeTimeAccessor(&ConnectionAttributes::m_idleTimeout),
                      MakeTimeChecker())
        .AddAttribute("PeerRestart",
                      "What another SCCRQ of a peer with an established connection means: Keep "
                      "(one more connection) or Replace (the peer has restarted: as soon as it "
                      "is established, other connections that this peer has opened are dropped "
                      "without a message).",
                      EnumValue(KEEP),
                      AttributeTools::MakeModeAccessor(&ConnectionAttributes::m_peerRestart),
                      MakeEnumChecker(KEEP, "Keep", REPLACE, "Replace"))
        .AddAttribute("TieBreaker",
                      "Whether SCCRQ carries a Control Connection Tie Breaker: of two "
                      "connections that both ends open at a time only one stays (RFC 3931 "
                      "section 5.4.3).",
                      BooleanValue(false),
                      MakeBooleanAccessor(&ConnectionAttributes::m_tieBreaker),
                      MakeBooleanChecker())
        .AddAttribute("StrictIdle",
                      "Whether an SCCRP or SCCCN of no connection is answered by StopCCN, as the "
                      "table of RFC 3931 section 7.2 has it, or dropped.",
                      BooleanValue(false),
                      MakeBooleanAccessor(&ConnectionAttributes::m_strictIdle),
                      MakeBooleanChecker())
        .AddAttribute("TolerateWrongState",
                      "Whether a message that the tables of RFC 3931 section 7 do not have in the "
                      "present state is acknowledged and ignored, or clears the connection or "
                      "session as section 7.1 says.",
                      BooleanValue(false),
                      MakeBooleanAccessor(&ConnectionAttributes::m_tolerateWrongState),
                      MakeBooleanChecker());
}

TypeId
ConnectionAttributes::AddReconnectionTo(TypeId id)
{
    return id
        .AddAttribute("Reconnect",
                      "Whether a peer of Connect() that is lost, or cannot be had, is called "
                      "again, and its calls are placed again.",
                      BooleanValue(false),
                      MakeBooleanAccessor(&ConnectionAttributes::m_reconnect),
                      MakeBooleanChecker())
        .AddAttribute("ReconnectDelay",
                      "How long to wait when each address of a lost peer has failed once, above 0; "
                      "doubled with each further round. Until then the next address is tried at "
                      "once.",
                      TimeValue(Seconds(1)),
                      MakeTimeAccessor(&ConnectionAttributes::m_reconnectDelay),
                      MakeTimeChecker())
        .AddAttribute("ReconnectMaxDelay",
                      "Longest wait between two rounds, at least ReconnectDelay.",
                      TimeValue(Seconds(60)),
                      MakeTimeAccessor(&ConnectionAttributes::m_reconnectMaxDelay),
                      MakeTimeChecker());
}

void
ConnectionAttributes::Check() const
{
    AttributeTools::CheckTime("HelloInterval", m_helloInterval);
    AttributeTools::CheckTime("SetupTimeout", m_setupTimeout);
    AttributeTools::CheckTime("IdleTimeout", m_idleTimeout);
    NS_ABORT_MSG_UNLESS(m_helloJitter >= 0 && m_helloJitter < 1,
                        "ns3::l2tp::Lcce::HelloJitter must be at least 0 and below 1, not "
                            << m_helloJitter);
    NS_ABORT_MSG_IF(m_reconnect && !m_reconnectDelay.IsStrictlyPositive(),
                    "ns3::l2tp::Lcce::ReconnectDelay must be above 0, not " << m_reconnectDelay);
    NS_ABORT_MSG_IF(m_reconnect && m_reconnectMaxDelay < m_reconnectDelay,
                    "ns3::l2tp::Lcce::ReconnectMaxDelay must be at least ReconnectDelay, "
                        << m_reconnectDelay << ", not " << m_reconnectMaxDelay);
}

void
ConnectionAttributes::Fill(EndpointConfiguration& configuration) const
{
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
    configuration.tolerateWrongState = m_tolerateWrongState;
    configuration.tieBreaker = m_tieBreaker;
}

} // namespace l2tp
} // namespace ns3
