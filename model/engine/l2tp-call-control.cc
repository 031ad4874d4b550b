// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-call-control.h"

#include "l2tp-avp.h"
#include "l2tp-control-connection.h"
#include "l2tp-message-check.h"
#include "l2tp-message-type.h"
#include "l2tp-result-message.h"

#include "ns3/assert.h"
#include "ns3/log.h"

#include <algorithm>
#include <array>
#include <limits>

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpCallControl");

namespace
{

/**
 * @brief Reason of a CDN that this end sends.
 * @param result its result
 * @param text its error message
 * @param error its error code
 * @return the reason
 */
DownReason
Refuse(CdnResult result, const std::string& text, ErrorCode error = ErrorCode::None)
{
    return {DownCause::Local, static_cast<uint16_t>(result), static_cast<uint16_t>(error), text};
}

/**
 * @brief Reason of a CDN that complains about an AVP.
 * @param objection what is wrong
 * @return the reason
 */
DownReason
Refuse(const Objection& objection)
{
    return Refuse(CdnResult::GeneralError, objection.text, objection.error);
}

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
    auto& session = Create(Machine::IncomingCallSender, request.preferences);
    session.parameters.remoteEndId = request.remoteEndId;
    session.parameters.pseudowireType = request.pseudowireType;
    session.circuitActive = request.circuitActive;
    session.circuitNew = request.circuitNew;
    session.serialNumber = ++m_context.serialNumber;
    const auto id = session.parameters.localSessionId;
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
CallControl::Receive(const ControlMessage& message, Time now)
{
    m_now = now;
    m_receiving = true;
    if (message.GetType() == MessageType::Icrq)
    {
        HandleIcrq(message);
    }
    else if (auto* session = FindSession(message))
    {
        HandleKnown(*session, message);
    }
    else
    {
        HandleUnknown(message);
    }
    m_receiving = false;
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
                       Refuse(CdnResult::UnsupportedPseudowireType,
                              "the peer does not support the pseudowire type"));
            continue;
        }
        Transition(*session, Event::ControlConnOpen);
    }
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
        session->state == State::Established)
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
    return m_guarded.empty() ? Time::Max() : m_guarded.front().guard;
}

void
CallControl::Expire(Time now)
{
    m_now = now;
    while (!m_guarded.empty() && m_guarded.front().guard <= now)
    {
        auto reason = Refuse(CdnResult::FsmError, "set-up timeout");
        reason.cause = DownCause::SetupTimeout;
        Transition(m_guarded.front(), Event::SetupTimeout, reason);
    }
}

std::size_t
CallControl::GetSize() const
{
    return m_size;
}

Session&
CallControl::Create(Machine machine, const ReceivePreferences& preferences)
{
    uint32_t id = 0;
    while (id == 0 || m_context.sessions.Find(id) != nullptr || !m_context.host.IsSessionIdFree(id))
    {
        id = m_context.streams.identifiers->GetInteger(0, std::numeric_limits<uint32_t>::max());
    }
    auto& session = m_context.sessions.Create(id);
    session.connection = &m_connection;
    session.machine = machine;
    session.parameters.localCookie =
        DrawCookie(*m_context.streams.cookies, preferences.cookieLength);
    session.parameters.receiveSublayer = preferences.sublayer;
    session.parameters.receiveSequencing = preferences.sequencing;
    m_sessions.push_back(session);
    ++m_size;
    return session;
}

void
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
        m_context.outputs.emplace_back(output::ControlDrop{
            m_connection.GetLocalId(),
            ControlDropReason::NotAcceptable,
            std::nullopt,
            std::string(GetName(event)) + " in state " + GetName(session.state)});
        return;
    }
    const auto from = session.state;
    session.state = row->to;
    m_context.outputs.emplace_back(output::StateTransition{m_connection.GetLocalId(),
                                                           session.parameters.localSessionId,
                                                           session.machine,
                                                           from,
                                                           event,
                                                           session.state});
    // What waits for the window is not yet owed an answer: Transmitted() starts the guard anew.
    if ((row->actions & (SEND_ICRQ | SEND_ICRP)) != 0 || session.state == State::Established)
    {
        session.inGuard.unlink();
    }
    if ((row->actions & OPEN_CONTROL_CONNECTION) != 0)
    {
        m_connection.Open(m_now);
        return;
    }
    if ((row->actions & SEND_ICRQ) != 0)
    {
        SendIcrq(session);
    }
    if ((row->actions & SEND_ICRP) != 0)
    {
        SendIcrp(session);
    }
    if ((row->actions & SEND_ICCN) != 0)
    {
        SendIccn(session);
    }
    if ((row->actions & SEND_CDN) != 0)
    {
        SendCdn(session, reason);
    }
    if ((row->actions & CLEAN_UP) != 0)
    {
        CleanUp(session, from, reason);
        return;
    }
    if (session.state == State::Established && from != State::Established)
    {
        m_context.outputs.emplace_back(
            output::SessionUp{m_connection.GetLocalId(), session.parameters});
    }
}

void
CallControl::CleanUp(Session& session, State from, const DownReason& reason)
{
    const auto id = session.parameters.localSessionId;
    const auto remote = m_byRemoteId.find(session.parameters.remoteSessionId);
    if (remote != m_byRemoteId.end() && remote->second == id)
    {
        m_byRemoteId.erase(remote);
    }
    m_context.outputs.emplace_back(output::SessionDown{m_connection.GetLocalId(),
                                                       id,
                                                       session.parameters.remoteEndId,
                                                       from == State::Established,
                                                       reason});
    m_context.sessions.Destroy(id);
    --m_size;
    if (m_size == 0 && from != State::Idle)
    {
        m_connection.NotifyNoSession();
    }
}

void
CallControl::HandleIcrq(const ControlMessage& message)
{
    const auto remoteId = message.Get<avp::LocalSessionId>();
    if (auto* session = FindSession(message))
    {
        Transition(*session, Event::Icrq, Refuse(CdnResult::FsmError, "ICRQ of a known session"));
        return;
    }
    if (!remoteId || message.Get<avp::RemoteSessionId>().value_or(0) != 0)
    {
        // Without the peer's Session ID, a CDN could not say which request it refuses.
        m_context.outputs.emplace_back(output::ControlDrop{m_connection.GetLocalId(),
                                                           ControlDropReason::UnknownSession,
                                                           std::nullopt,
                                                           "ICRQ names no new session"});
        return;
    }
    SessionRequest request;
    request.remoteEndId = message.Get<avp::RemoteEndId>().value_or("");
    request.pseudowireType =
        static_cast<PseudowireType>(message.Get<avp::PseudowireTypeAvp>().value_or(0));
    const auto status = message.Get<avp::CircuitStatus>().value_or(0);
    request.circuitActive = (status & CIRCUIT_STATUS_ACTIVE) != 0;
    request.circuitNew = (status & CIRCUIT_STATUS_NEW) != 0;

    std::optional<DownReason> refusal;
    Admission admission;
    const auto& types = m_context.configuration.pseudowireTypes;
    if (const auto objection = FindObjection(message))
    {
        refusal = Refuse(*objection);
    }
    else if (std::find(types.begin(), types.end(), static_cast<uint16_t>(request.pseudowireType)) ==
             types.end())
    {
        refusal = Refuse(CdnResult::UnsupportedPseudowireType, "unsupported pseudowire type");
    }
    else
    {
        admission = m_context.host.Admit(m_connection.GetLocalId(), request);
        if (!admission.accepted)
        {
            refusal = Refuse(admission.refusal, "no circuit for this Remote End ID");
        }
    }
    auto& session = Create(Machine::IncomingCallRecipient, admission.preferences);
    session.parameters.remoteSessionId = *remoteId;
    session.parameters.remoteEndId = request.remoteEndId;
    session.parameters.pseudowireType = request.pseudowireType;
    session.circuitActive = admission.circuitActive;
    m_byRemoteId.emplace(*remoteId, session.parameters.localSessionId);
    if (!refusal)
    {
        refusal = Negotiate(session, message);
    }
    if (refusal)
    {
        Transition(session, Event::IcrqRefused, *refusal);
        return;
    }
    m_context.outputs.emplace_back(
        output::SessionCreated{m_connection.GetLocalId(), session.parameters.localSessionId});
    Transition(session, Event::Icrq);
}

void
CallControl::HandleKnown(Session& session, const ControlMessage& message)
{
    const auto type = message.GetType();
    if (type == MessageType::Cdn)
    {
        Transition(session, Event::Cdn, ReadResult(message));
        return;
    }
    if (const auto id = message.Get<avp::LocalSessionId>();
        id && session.parameters.remoteSessionId == 0)
    {
        // Even a message that is not acceptable tells what a CDN has to echo (section 5.4.4).
        session.parameters.remoteSessionId = *id;
        m_byRemoteId.emplace(*id, session.parameters.localSessionId);
    }
    std::optional<DownReason> refusal;
    if (const auto objection = FindObjection(message))
    {
        refusal = Refuse(*objection);
    }
    const bool reply = type == MessageType::Icrp && session.state == State::WaitReply;
    const bool connected = type == MessageType::Iccn && session.state == State::WaitConnect;
    if (!reply && !connected)
    {
        if (!refusal && (type == MessageType::Wen || type == MessageType::Sli))
        {
            m_context.outputs.emplace_back(output::ControlDrop{m_connection.GetLocalId(),
                                                               ControlDropReason::NotAcceptable,
                                                               std::nullopt,
                                                               "WEN and SLI are not supported"});
            return;
        }
        const auto event = type == MessageType::Icrp   ? Event::Icrp
                           : type == MessageType::Iccn ? Event::Iccn
                                                       : Event::Invalid;
        Transition(session,
                   event,
                   refusal.value_or(Refuse(CdnResult::FsmError,
                                           std::string(MessageName(type)) + " in state " +
                                               GetName(session.state))));
        return;
    }
    if (!refusal)
    {
        refusal = Negotiate(session, message);
    }
    if (refusal)
    {
        Transition(session, reply ? Event::IcrpRefused : Event::IccnRefused, *refusal);
        return;
    }
    Transition(session, reply ? Event::Icrp : Event::Iccn);
}

void
CallControl::HandleUnknown(const ControlMessage& message)
{
    const auto type = message.GetType();
    m_context.outputs.emplace_back(
        output::ControlDrop{m_connection.GetLocalId(),
                            ControlDropReason::UnknownSession,
                            std::nullopt,
                            std::string(MessageName(type)) + " of an unknown session"});
    const auto remoteId = message.Get<avp::LocalSessionId>();
    const bool request = type == MessageType::Ocrq;
    if (!remoteId || (!request && type != MessageType::Icrp && type != MessageType::Ocrp))
    {
        return;
    }
    auto& session = Create(Machine::IncomingCallRecipient, {});
    session.parameters.remoteSessionId = *remoteId;
    if (type == MessageType::Icrp)
    {
        Transition(session,
                   Event::Icrp,
                   Refuse(CdnResult::GeneralError, "unknown session", ErrorCode::InvalidSessionId));
        return;
    }
    const auto reason =
        request ? Refuse(CdnResult::PermanentLackOfFacilities, "outgoing calls are not supported")
                : Refuse(CdnResult::GeneralError, "unknown session", ErrorCode::InvalidSessionId);
    SendCdn(session, reason);
    CleanUp(session, State::Idle, reason);
}

Session*
CallControl::FindSession(const ControlMessage& message) const
{
    auto id = message.Get<avp::RemoteSessionId>().value_or(0);
    if (id == 0)
    {
        const auto remote = message.Get<avp::LocalSessionId>();
        const auto known = remote ? m_byRemoteId.find(*remote) : m_byRemoteId.end();
        id = known == m_byRemoteId.end() ? 0 : known->second;
    }
    auto* session = m_context.sessions.Find(id);
    return session != nullptr && session->connection == &m_connection ? session : nullptr;
}

std::optional<DownReason>
CallControl::Negotiate(Session& session, const ControlMessage& message) const
{
    auto& parameters = session.parameters;
    if (const auto status = message.Get<avp::CircuitStatus>())
    {
        parameters.peerCircuitActive = (*status & CIRCUIT_STATUS_ACTIVE) != 0;
    }
    if (const auto cookie = message.Get<avp::AssignedCookie>())
    {
        parameters.remoteCookie = *cookie;
    }
    if (const auto sublayer = message.Get<avp::L2SpecificSublayerAvp>())
    {
        if (*sublayer > static_cast<uint16_t>(L2SpecificSublayer::Default))
        {
            return Refuse(CdnResult::GeneralError,
                          "unsupported L2-Specific Sublayer",
                          ErrorCode::OutOfRange);
        }
        parameters.transmitSublayer = static_cast<L2SpecificSublayer>(*sublayer);
    }
    if (const auto sequencing = message.Get<avp::DataSequencingAvp>())
    {
        parameters.transmitSequencing = static_cast<DataSequencing>(*sequencing);
    }
    if (parameters.transmitSequencing != DataSequencing::None &&
        parameters.transmitSublayer == L2SpecificSublayer::None)
    {
        return Refuse(CdnResult::SequencingWithoutSublayer,
                      "sequencing needs an L2-Specific Sublayer");
    }
    return std::nullopt;
}

void
CallControl::AddPreferences(const Session& session, ControlMessage& message) const
{
    const auto& parameters = session.parameters;
    if (parameters.localCookie.GetSize() != 0)
    {
        message.Add<avp::AssignedCookie>(parameters.localCookie);
    }
    if (parameters.receiveSublayer != L2SpecificSublayer::None)
    {
        message.Add<avp::L2SpecificSublayerAvp>(static_cast<uint16_t>(parameters.receiveSublayer));
    }
    if (parameters.receiveSequencing != DataSequencing::None)
    {
        message.Add<avp::DataSequencingAvp>(static_cast<uint16_t>(parameters.receiveSequencing));
    }
}

void
CallControl::SendIcrq(Session& session)
{
    const auto& parameters = session.parameters;
    auto message = Start(MessageType::Icrq, session);
    message.Add<avp::SerialNumber>(session.serialNumber)
        .Add<avp::PseudowireTypeAvp>(static_cast<uint16_t>(parameters.pseudowireType))
        .Add<avp::RemoteEndId>(parameters.remoteEndId)
        .Add<avp::CircuitStatus>(
            static_cast<uint16_t>((session.circuitActive ? CIRCUIT_STATUS_ACTIVE : 0) |
                                  (session.circuitNew ? CIRCUIT_STATUS_NEW : 0)));
    AddPreferences(session, message);
    m_connection.Send(std::move(message), false, parameters.localSessionId);
}

void
CallControl::SendIcrp(Session& session)
{
    auto message = Start(MessageType::Icrp, session);
    message.Add<avp::CircuitStatus>(
        static_cast<uint16_t>(session.circuitActive ? CIRCUIT_STATUS_ACTIVE : 0));
    AddPreferences(session, message);
    m_connection.Send(std::move(message), true, session.parameters.localSessionId);
}

void
CallControl::SendIccn(Session& session)
{
    m_connection.Send(Start(MessageType::Iccn, session), true, 0);
}

void
CallControl::SendCdn(const Session& session, const DownReason& reason)
{
    auto message = MakeResultMessage(MessageType::Cdn, reason);
    message.Add<avp::LocalSessionId>(session.parameters.localSessionId)
        .Add<avp::RemoteSessionId>(session.parameters.remoteSessionId);
    // A close of this end keeps its place behind what the session has sent before.
    m_connection.Send(std::move(message), m_receiving, 0);
}

ControlMessage
CallControl::Start(MessageType type, const Session& session)
{
    ControlMessage message(type);
    message.Add<avp::LocalSessionId>(session.parameters.localSessionId)
        .Add<avp::RemoteSessionId>(session.parameters.remoteSessionId);
    return message;
}

} // namespace l2tp
} // namespace ns3
