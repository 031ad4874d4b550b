// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-call-control.h"

#include "l2tp-avp.h"
#include "l2tp-call-messages.h"
#include "l2tp-control-connection.h"
#include "l2tp-identifier.h"
#include "l2tp-message-type.h"
#include "l2tp-result-message.h"
#include "l2tp-session-negotiation.h"
#include "l2tp-tie-breaking.h"

#include "ns3/assert.h"
#include "ns3/log.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpCallControl");

namespace
{

/**
 * @brief Draw a random cookie.
 * @param stream random numbers
 * @param length octets: 0, 4 or 8
 * @return the cookie
 */
Cookie
DrawCookie(UniformRandomVariable& stream, uint8_t length)
{
    std::array<uint8_t, Cookie::MAX_SIZE> octets{};
    for (uint8_t i = 0; i < length; i += sizeof(uint32_t))
    {
        const auto word = stream.GetInteger(0, std::numeric_limits<uint32_t>::max());
        for (uint8_t j = 0; j < sizeof(uint32_t); ++j)
        {
            octets[i + j] = static_cast<uint8_t>(word >> (24U - 8U * j));
        }
    }
    const auto cookie = Cookie::FromBytes({octets.data(), length});
    NS_ASSERT_MSG(cookie, "a cookie has 0, 4 or 8 octets, not " << +length);
    return *cookie;
}

/**
 * @brief Whether a machine is the one of the end that asks.
 * @param machine a machine of a session
 * @return true for the senders of ICRQ and OCRQ
 */
bool
IsSender(Machine machine)
{
    return machine == Machine::IncomingCallSender || machine == Machine::OutgoingCallSender;
}

} // namespace

CallControl::CallControl(ControlConnection& connection, EndpointContext& context)
    : m_connection(connection),
      m_context(context)
{
}

uint32_t
CallControl::Place(const SessionRequest& request, Time now)
{
    m_now = now;
    const bool incoming = request.direction == CallDirection::Incoming;
    auto& session = Create(incoming ? Machine::IncomingCallSender : Machine::OutgoingCallSender,
                           request.preferences);
    auto& parameters = session.parameters;
    parameters.remoteEndId = request.remoteEndId;
    parameters.pseudowireType = request.pseudowireType;
    parameters.serialNumber = ++m_context.serialNumber;
    parameters.txConnectSpeed = request.txConnectSpeed.value_or(0);
    parameters.rxConnectSpeed = request.rxConnectSpeed.value_or(parameters.txConnectSpeed);
    session.circuitActive = request.circuitActive;
    session.circuitNew = request.circuitNew;
    if (request.tieBreaker || request.txConnectSpeed || request.rxConnectSpeed ||
        request.physicalChannelId)
    {
        session.details = std::make_unique<SessionDetails>();
        session.details->txConnectSpeed = request.txConnectSpeed;
        session.details->rxConnectSpeed = request.rxConnectSpeed;
        session.details->physicalChannelId = request.physicalChannelId;
    }
    if (request.tieBreaker)
    {
        session.details->tieBreaker = DrawTieBreaker(*m_context.streams.tieBreakers);
    }
    const auto id = parameters.localSessionId;
    m_context.outputs.emplace_back(output::SessionCreated{m_connection.GetLocalId(), id});
    session.guard = now + m_connection.GetSetupTimeout();
    m_guarded.push_back(session);
    m_waiting.push_back(id);
    Transition(session, Event::LocalOpen);
    return id;
}

void
CallControl::HangUp(Session& session, const DownReason& reason, Time now)
{
    m_now = now;
    Transition(session, Event::LocalClose, reason);
}

void
CallControl::CallPlaced(Session& session, const PlacedCall& call, Time now)
{
    m_now = now;
    if (session.state != State::WaitCsAnswer)
    {
        return;
    }
    auto& parameters = session.parameters;
    session.circuitActive = call.circuitActive.value_or(session.circuitActive);
    parameters.txConnectSpeed = call.txConnectSpeed.value_or(parameters.txConnectSpeed);
    parameters.rxConnectSpeed =
        call.rxConnectSpeed.value_or(call.txConnectSpeed.value_or(parameters.rxConnectSpeed));
    parameters.receiveSublayer = call.sublayer.value_or(parameters.receiveSublayer);
    parameters.receiveSequencing = call.sequencing.value_or(parameters.receiveSequencing);
    if (call.txConnectSpeed || call.rxConnectSpeed || call.sublayer || call.sequencing)
    {
        session.details = std::make_unique<SessionDetails>();
        session.details->txConnectSpeed = call.txConnectSpeed;
        session.details->rxConnectSpeed = call.rxConnectSpeed;
        session.details->formatChanged = call.sublayer || call.sequencing;
    }
    Transition(session, Event::CallPlaced);
}

void
CallControl::CallFailed(Session& session, const DownReason& reason, Time now)
{
    m_now = now;
    if (session.state == State::WaitCsAnswer)
    {
        Transition(session, Event::CallFailed, reason);
    }
}

void
CallControl::SetCircuitStatus(Session& session, bool active, Time now)
{
    m_now = now;
    session.circuitActive = active;
    if (session.state == State::Established && active != session.circuitTold)
    {
        SendSli(session);
    }
}

void
CallControl::SendLinkInfo(Session& session, Time now)
{
    m_now = now;
    if (session.state == State::Established)
    {
        SendSli(session);
    }
}

void
CallControl::ReportCircuitErrors(Session& session, const CircuitErrorsValue& errors, Time now)
{
    m_now = now;
    if (session.state == State::Established && m_reports.Add(session, errors, now))
    {
        SendWen(session);
    }
}

void
CallControl::OpenWaiting(Time now)
{
    m_now = now;
    std::vector<uint32_t> waiting;
    waiting.swap(m_waiting);
    for (const auto id : waiting)
    {
        auto* session = m_context.sessions.Find(id);
        if (session == nullptr || session->connection != &m_connection ||
            session->state != State::WaitControlConn)
        {
            continue;
        }
        const auto& types = m_connection.GetPeer().pseudowireTypes;
        const auto type = static_cast<uint16_t>(session->parameters.pseudowireType);
        if (std::find(types.begin(), types.end(), type) == types.end())
        {
            Transition(*session,
                       Event::LocalClose,
                       RefuseSession(CdnResult::UnsupportedPseudowireType,
                                     "the peer does not support the pseudowire type"));
            continue;
        }
        Transition(*session, Event::ControlConnOpen);
    }
}

void
CallControl::MoveTo(CallControl& other)
{
    for (auto& session : m_sessions)
    {
        NS_ASSERT_MSG(session.state == State::WaitControlConn, "the session is known to the peer");
        session.connection = &other.m_connection;
    }
    other.m_sessions.splice(other.m_sessions.end(), m_sessions);
    other.m_guarded.merge(m_guarded, [](const Session& one, const Session& two) {
        return one.guard < two.guard;
    });
    other.m_waiting.insert(other.m_waiting.end(), m_waiting.begin(), m_waiting.end());
    other.m_size += m_size;
    m_waiting.clear();
    m_size = 0;
}

void
CallControl::CloseAll(const DownReason& reason, Time now)
{
    m_now = now;
    const DownReason closed{reason.cause == DownCause::Crash ? DownCause::Crash
                                                             : DownCause::ConnectionClosed,
                            reason.result,
                            reason.error,
                            reason.text};
    while (!m_sessions.empty())
    {
        Transition(m_sessions.front(), Event::ConnectionClosed, closed);
    }
    m_waiting.clear();
}

void
CallControl::Transmitted(uint32_t id, Time now)
{
    auto* session = m_context.sessions.Find(id);
    if (session == nullptr || session->connection != &m_connection ||
        (session->state != State::WaitReply && session->state != State::WaitConnect))
    {
        return;
    }
    session->inGuard.unlink();
    session->guard = now + m_connection.GetSetupTimeout();
    m_guarded.push_back(*session);
}

Time
CallControl::GetDeadline() const
{
    const auto guard = m_guarded.empty() ? Time::Max() : m_guarded.front().guard;
    const auto placing = m_placing.empty() ? Time::Max() : m_placing.front().guard;
    return std::min({guard, placing, m_reports.GetDeadline()});
}

void
CallControl::Expire(Time now)
{
    m_now = now;
    while (!m_guarded.empty() && m_guarded.front().guard <= now)
    {
        auto reason = RefuseSession(CdnResult::FsmError, "set-up timeout");
        reason.cause = DownCause::SetupTimeout;
        Transition(m_guarded.front(), Event::SetupTimeout, reason);
    }
    while (!m_placing.empty() && m_placing.front().guard <= now)
    {
        auto reason = RefuseSession(CdnResult::TemporaryLackOfFacilities, "call placement timeout");
        reason.cause = DownCause::SetupTimeout;
        Transition(m_placing.front(), Event::CallFailed, reason);
    }
    while (const auto id = m_reports.PollDue(now))
    {
        SendWen(*m_context.sessions.Find(*id));
    }
}

std::size_t
CallControl::GetSize() const
{
    return m_size;
}

uint32_t
CallControl::DrawSessionId() const
{
    const auto draw = [this] {
        return m_context.streams.identifiers->GetInteger(0, std::numeric_limits<uint32_t>::max());
    };
    const auto isTaken = [this](uint32_t id) {
        return m_context.sessions.Find(id) != nullptr || !m_context.host.IsSessionIdFree(id);
    };
    return DrawIdentifier(draw, isTaken);
}

Session&
CallControl::Create(Machine machine, const ReceivePreferences& preferences)
{
    auto& session = m_context.sessions.Create(DrawSessionId());
    session.connection = &m_connection;
    session.machine = machine;
    auto& parameters = session.parameters;
    parameters.direction =
        machine == Machine::OutgoingCallSender || machine == Machine::OutgoingCallRecipient
            ? CallDirection::Outgoing
            : CallDirection::Incoming;
    parameters.localCookie = DrawCookie(*m_context.streams.cookies, preferences.cookieLength);
    parameters.receiveSublayer = preferences.sublayer;
    parameters.receiveSequencing = preferences.sequencing;
    m_sessions.push_back(session);
    ++m_size;
    return session;
}

void
CallControl::Restart(Session& session)
{
    const auto from = session.parameters.localSessionId;
    const auto to = DrawSessionId();
    m_context.requests.Remove(session);
    m_context.sessions.Rename(session, to);
    m_context.requests.Add(session);
    session.parameters.localCookie =
        DrawCookie(*m_context.streams.cookies,
                   static_cast<uint8_t>(session.parameters.localCookie.GetSize()));
    session.details->tieBreaker = DrawTieBreaker(*m_context.streams.tieBreakers);
    m_context.outputs.emplace_back(output::SessionCreated{m_connection.GetLocalId(), to});
    m_context.outputs.emplace_back(output::SessionReplaced{m_connection.GetLocalId(), from, to});
}

uint32_t
CallControl::Transition(Session& session, Event event, const DownReason& reason)
{
    const auto* row = FindTransition(session.machine, session.state, event);
    if (row == nullptr)
    {
        event = Event::Invalid;
        row = FindTransition(session.machine, session.state, event);
    }
    if (row == nullptr)
    {
        Report(ControlDropReason::NotAcceptable,
               std::string(GetName(event)) + " in state " + GetName(session.state));
        return NO_ACTION;
    }
    const auto from = session.state;
    session.state = row->to;
    m_context.outputs.emplace_back(output::StateTransition{m_connection.GetLocalId(),
                                                           session.parameters.localSessionId,
                                                           session.machine,
                                                           from,
                                                           event,
                                                           session.state});
    if (IsSender(session.machine) && (from == State::WaitReply) != (row->to == State::WaitReply))
    {
        if (from == State::WaitReply)
        {
            m_context.requests.Remove(session);
        }
        else
        {
            m_context.requests.Add(session);
        }
    }
    if ((row->actions & OPEN_CONTROL_CONNECTION) != 0)
    {
        m_connection.Open(m_now);
        return row->actions;
    }
    SendMessages(session, row->actions, reason);
    if ((row->actions & CLEAN_UP) != 0)
    {
        CleanUp(session, from, reason);
    }
    else if (session.state != from)
    {
        Enter(session, from);
    }
    return row->actions;
}

void
CallControl::SendMessages(Session& session, uint32_t actions, const DownReason& reason)
{
    // What waits for the window is not yet owed an answer: Transmitted() starts the guard anew.
    if ((actions & (SEND_ICRQ | SEND_OCRQ)) != 0)
    {
        session.inGuard.unlink();
        Send(session, MakeRequest(session), false, true);
    }
    if ((actions & (SEND_ICRP | SEND_OCRP)) != 0)
    {
        Send(session, MakeReply(session), true, (actions & SEND_ICRP) != 0);
    }
    if ((actions & SEND_ICCN) != 0)
    {
        Send(session, MakeIccn(session), true, false);
    }
    if ((actions & SEND_OCCN) != 0)
    {
        Send(session, MakeOccn(session), false, false);
    }
    if ((actions & (SEND_ICRQ | SEND_OCRQ | SEND_ICRP | SEND_OCRP | SEND_ICCN | SEND_OCCN)) != 0)
    {
        session.circuitTold = session.circuitActive;
    }
    if ((actions & SEND_CDN) != 0)
    {
        // A close of this end keeps its place behind what the session has sent before.
        m_connection.Send(MakeCdn(session, reason), m_receiving, 0);
    }
}

void
CallControl::Enter(Session& session, State from)
{
    const auto connection = m_connection.GetLocalId();
    if (session.state == State::WaitCsAnswer)
    {
        const auto configured = m_context.configuration.callPlacementTimeout;
        session.guard = m_now + (configured.IsZero() ? m_connection.GetSetupTimeout() : configured);
        m_placing.push_back(session);
    }
    else if (session.state == State::WaitConnect)
    {
        if (from == State::WaitReply)
        {
            // The peer has answered OCRQ; from now on its call is being placed.
            Transmitted(session.parameters.localSessionId, m_now);
        }
        if (m_context.configuration.acceptEarlyData)
        {
            m_context.outputs.emplace_back(output::SessionPrepared{connection, session.parameters});
        }
    }
    else if (session.state == State::Established)
    {
        session.inGuard.unlink();
        session.details.reset();
        m_context.outputs.emplace_back(output::SessionUp{connection, session.parameters});
        if (session.circuitActive != session.circuitTold)
        {
            SendSli(session);
        }
    }
}

void
CallControl::CleanUp(Session& session, State from, const DownReason& reason)
{
    m_context.outputs.emplace_back(output::SessionDown{m_connection.GetLocalId(),
                                                       session.parameters.localSessionId,
                                                       session.parameters.remoteEndId,
                                                       from == State::Established,
                                                       reason});
    Release(session, from);
}

void
CallControl::Release(Session& session, State from)
{
    const auto id = session.parameters.localSessionId;
    const auto remote = m_byRemoteId.find(session.parameters.remoteSessionId);
    if (remote != m_byRemoteId.end() && remote->second == id)
    {
        m_byRemoteId.erase(remote);
    }
    m_reports.Forget(session);
    m_context.sessions.Destroy(id);
    --m_size;
    if (m_size == 0 && from != State::Idle)
    {
        m_connection.NotifyNoSession();
    }
}

void
CallControl::Send(const Session& session, ControlMessage message, bool reply, bool guarded)
{
    m_context.host.Extend(message, session.parameters);
    m_connection.Send(std::move(message), reply, guarded ? session.parameters.localSessionId : 0);
}

void
CallControl::SendSli(Session& session)
{
    session.circuitTold = session.circuitActive;
    Send(session, MakeSli(session), false, false);
}

void
CallControl::SendWen(Session& session)
{
    auto errors = session.details->errors;
    errors.hasFramingCounters = !m_context.configuration.shortCircuitErrors;
    Send(session, MakeWen(session, errors), false, false);
    m_reports.Sent(session, m_now + m_context.configuration.wenInterval);
}

void
CallControl::Report(ControlDropReason reason,
                    const std::string& detail,
                    const std::optional<AvpFault>& fault)
{
    m_context.outputs.emplace_back(
        output::ControlDrop{m_connection.GetLocalId(), reason, std::nullopt, detail, fault});
}

} // namespace l2tp
} // namespace ns3
