// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-lcce-traces.h"

#include "ns3/trace-source-accessor.h"

namespace ns3
{
namespace l2tp
{

TypeId
LcceTraces::AddTraces(TypeId id)
{
    AddControlTraces(id);
    return AddStateTraces(id);
}

TypeId
LcceTraces::AddControlTraces(TypeId id)
{
    return id
        .AddTraceSource("ControlTx",
                        "A control message is sent, for the first time or again.",
                        MakeTraceSourceAccessor(&LcceTraces::m_controlTx),
                        "ns3::l2tp::ControlTracedCallback")
        .AddTraceSource("ControlRx",
                        "A control message of a connection is received, a duplicate as well.",
                        MakeTraceSourceAccessor(&LcceTraces::m_controlRx),
                        "ns3::l2tp::ControlTracedCallback")
        .AddTraceSource("ControlDrop",
                        "A received control message is dropped.",
                        MakeTraceSourceAccessor(&LcceTraces::m_controlDrop),
                        "ns3::l2tp::ControlDropTracedCallback")
        .AddTraceSource("FaultyAvp",
                        "An AVP of a received control message is unknown, malformed, out of place "
                        "or missing.",
                        MakeTraceSourceAccessor(&LcceTraces::m_faultyAvp),
                        "ns3::l2tp::FaultyAvpTracedCallback")
        .AddTraceSource("Retransmit",
                        "A control message is sent again; the attempt and the next wait are in the "
                        "event.",
                        MakeTraceSourceAccessor(&LcceTraces::m_retransmit),
                        "ns3::l2tp::ControlTracedCallback")
        .AddTraceSource("AckTx",
                        "An explicit acknowledgment, ACK or ZLB, is sent.",
                        MakeTraceSourceAccessor(&LcceTraces::m_ackTx),
                        "ns3::l2tp::ControlTracedCallback")
        .AddTraceSource("HelloTx",
                        "A HELLO is sent for the first time.",
                        MakeTraceSourceAccessor(&LcceTraces::m_helloTx),
                        "ns3::l2tp::ControlTracedCallback")
        .AddTraceSource("HelloTimeout",
                        "A HELLO has used up its retransmissions.",
                        MakeTraceSourceAccessor(&LcceTraces::m_helloTimeout),
                        "ns3::l2tp::ConnectionTracedCallback")
        .AddTraceSource("PeerDead",
                        "The peer does not answer any more, or never did.",
                        MakeTraceSourceAccessor(&LcceTraces::m_peerDead),
                        "ns3::l2tp::ConnectionTracedCallback");
}

TypeId
LcceTraces::AddStateTraces(TypeId id)
{
    return id
        .AddTraceSource("WindowChange",
                        "The congestion window, its threshold, the peer's window or the number of "
                        "outstanding messages has changed.",
                        MakeTraceSourceAccessor(&LcceTraces::m_windowChange),
                        "ns3::l2tp::WindowTracedCallback")
        .AddTraceSource("StateTransition",
                        "The machine of a connection or session has made a transition.",
                        MakeTraceSourceAccessor(&LcceTraces::m_stateTransition),
                        "ns3::l2tp::StateTransitionTracedCallback")
        .AddTraceSource("ConnectionUp",
                        "A control connection is established.",
                        MakeTraceSourceAccessor(&LcceTraces::m_connectionUp),
                        "ns3::l2tp::ConnectionTracedCallback")
        .AddTraceSource("ConnectionDown",
                        "A control connection has ended, or could not be established.",
                        MakeTraceSourceAccessor(&LcceTraces::m_connectionDown),
                        "ns3::l2tp::ConnectionDownTracedCallback")
        .AddTraceSource("SessionUp",
                        "A session is established.",
                        MakeTraceSourceAccessor(&LcceTraces::m_sessionUp),
                        "ns3::l2tp::SessionUpTracedCallback")
        .AddTraceSource("SessionDown",
                        "A session has ended, or could not be established.",
                        MakeTraceSourceAccessor(&LcceTraces::m_sessionDown),
                        "ns3::l2tp::SessionDownTracedCallback")
        .AddTraceSource("CircuitStatus",
                        "The peer has changed its Circuit Status, or what it wants to receive.",
                        MakeTraceSourceAccessor(&LcceTraces::m_circuitStatus),
                        "ns3::l2tp::CircuitStatusTracedCallback")
        .AddTraceSource("CircuitErrors",
                        "The peer has reported errors of its circuit.",
                        MakeTraceSourceAccessor(&LcceTraces::m_circuitErrors),
                        "ns3::l2tp::CircuitErrorsTracedCallback")
        .AddTraceSource("CallRequested",
                        "A peer asks this LAC to place an outgoing call.",
                        MakeTraceSourceAccessor(&LcceTraces::m_callRequested),
                        "ns3::l2tp::CallRequestedTracedCallback")
        .AddTraceSource("Reconnect",
                        "A lost peer will be called again.",
                        MakeTraceSourceAccessor(&LcceTraces::m_reconnecting),
                        "ns3::l2tp::ReconnectTracedCallback")
        .AddTraceSource("DataTx",
                        "A frame is sent on a session.",
                        MakeTraceSourceAccessor(&LcceTraces::m_dataTx),
                        "ns3::l2tp::DataTracedCallback")
        .AddTraceSource("DataRx",
                        "A frame is received on a session.",
                        MakeTraceSourceAccessor(&LcceTraces::m_dataRx),
                        "ns3::l2tp::DataTracedCallback")
        .AddTraceSource("DataDrop",
                        "A frame or data message of a session is dropped.",
                        MakeTraceSourceAccessor(&LcceTraces::m_dataDrop),
                        "ns3::l2tp::DataDropTracedCallback");
}

} // namespace l2tp
} // namespace ns3
