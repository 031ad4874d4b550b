// SPDX-License-Identifier: GPL-2.0-only
// What CallControl does with received messages.
#include "l2tp-avp.h"
#include "l2tp-call-control.h"
#include "l2tp-control-connection.h"
#include "l2tp-message-check.h"
#include "l2tp-message-type.h"
#include "l2tp-result-message.h"
#include "l2tp-session-negotiation.h"

#include "ns3/log.h"

#include <algorithm>

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpCallControlReceive");

namespace
{

/**
 * @brief Log the Physical Channel ID of a message, which is there for that only (section 5.4.4).
 * @param message the message
 */
void
LogPhysicalChannel(const ControlMessage& message)
{
    if (const auto channel = message.Get<avp::PhysicalChannelId>())
    {
        NS_LOG_INFO(MessageName(message.GetType()) << ": Physical Channel ID " << *channel);
    }
}

/**
 * @brief Words for a message of the wrong state.
 * @param session the session
 * @param message the message
 * @return for instance "ICCN in state wait-reply"
 */
std::string
DescribeState(const Session& session, const ControlMessage& message)
{
    return std::string(MessageName(message.GetType())) + " in state " + GetName(session.state);
}

} // namespace

void
CallControl::Receive(const ControlMessage& message, Time now)
{
    m_now = now;
    m_receiving = true;
    const auto type = message.GetType();
    if (type == MessageType::Icrq || type == MessageType::Ocrq)
    {
        HandleRequest(message);
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

CallControl::Events
CallControl::GetEvents(MessageType type)
{
    switch (type)
    {
    case MessageType::Icrq:
        return {Event::Icrq, Event::IcrqRefused};
    case MessageType::Icrp:
        return {Event::Icrp, Event::IcrpRefused};
    case MessageType::Iccn:
        return {Event::Iccn, Event::IccnRefused};
    case MessageType::Ocrq:
        return {Event::Ocrq, Event::OcrqRefused};
    case MessageType::Ocrp:
        return {Event::Ocrp, Event::OcrpRefused};
    case MessageType::Occn:
        return {Event::Occn, Event::OccnRefused};
    default:
        return {Event::Invalid, Event::Invalid};
    }
}

void
CallControl::HandleRequest(const ControlMessage& message)
{
    const auto type = message.GetType();
    if (auto* session = FindSession(message))
    {
        const auto text = std::string(MessageName(type)) + " of a known session";
        Report(ControlDropReason::NotAcceptable, text);
        if (!IsTolerated(*session, message))
        {
            Transition(*session,
                       GetEvents(type).accepted,
                       RefuseSession(CdnResult::FsmError, text));
        }
        return;
    }
    const auto objection = FindObjection(message);
    if (!message.Has<avp::LocalSessionId>())
    {
        // Without the peer's Session ID, a CDN could not say which request it refuses.
        Report(ControlDropReason::UnknownSession,
               std::string(MessageName(type)) + " names no new session",
               objection ? objection->fault : std::nullopt);
        return;
    }
    LogPhysicalChannel(message);
    auto request = ReadRequest(message);
    auto refusal = Judge(message, request);
    if (!refusal && !SettleTie(message, request))
    {
        return;
    }
    Admission admission;
    const auto limit = m_context.configuration.maxSessions;
    const auto others = m_context.sessions.GetSize() - (request.replaces != 0 ? 1 : 0);
    if (!refusal && limit != 0 && others >= limit)
    {
        refusal = RefuseSession(CdnResult::TemporaryLackOfFacilities, "too many sessions");
        Report(ControlDropReason::LimitReached, refusal->text);
    }
    if (!refusal)
    {
        admission = m_context.host.Admit(m_connection.GetLocalId(), request);
        if (!admission.accepted)
        {
            refusal = RefuseSession(admission);
        }
    }
    Answer(message, request, admission, std::move(refusal));
}

std::optional<DownReason>
CallControl::Judge(const ControlMessage& message, const SessionRequest& request)
{
    if (const auto objection = FindObjection(message))
    {
        Report(ControlDropReason::NotAcceptable, objection->text, objection->fault);
        return RefuseSession(*objection);
    }
    if (message.Get<avp::RemoteSessionId>().value_or(0) != 0)
    {
        const auto refusal = RefuseSession(CdnResult::GeneralError,
                                           "a request for an unknown session",
                                           ErrorCode::InvalidSessionId);
        Report(ControlDropReason::UnknownSession,
               refusal.text,
               LocateAvp(message, avp::RemoteSessionId::TYPE));
        return refusal;
    }
    const auto& types = m_context.configuration.pseudowireTypes;
    const auto type = static_cast<uint16_t>(request.pseudowireType);
    if (std::find(types.begin(), types.end(), type) == types.end())
    {
        const auto refusal = RefuseSession(CdnResult::UnsupportedPseudowireType,
                                           "unsupported pseudowire type " + std::to_string(type));
        Report(ControlDropReason::NotAcceptable,
               refusal.text,
               LocateAvp(message, avp::PseudowireTypeAvp::TYPE));
        return refusal;
    }
    SessionParameters trial;
    return TakeOver(trial, message);
}

std::optional<DownReason>
CallControl::TakeOver(SessionParameters& parameters, const ControlMessage& message)
{
    auto refusal = Negotiate(parameters, message, *m_context.configuration.sublayers);
    if (refusal)
    {
        const bool sequencing =
            refusal->result == static_cast<uint16_t>(CdnResult::SequencingWithoutSublayer) &&
            message.Has<avp::DataSequencingAvp>();
        const auto type =
            sequencing ? avp::DataSequencingAvp::TYPE : avp::L2SpecificSublayerAvp::TYPE;
        Report(ControlDropReason::NotAcceptable, refusal->text, LocateAvp(message, type));
    }
    return refusal;
}

bool
CallControl::SettleTie(const ControlMessage& message, SessionRequest& request)
{
    auto* own = m_context.requests.Find(m_connection, request.remoteEndId, m_context.sessions);
    if (own == nullptr)
    {
        return true;
    }
    auto& owner = own->connection->GetCalls(m_now);
    owner.m_now = m_now;
    if (&owner != this)
    {
        // The deadlines of that connection change too.
        m_context.changedPeers.push_back(m_connection.GetIdentity());
    }
    const auto tie = CompareTieBreakers(own->details ? own->details->tieBreaker : std::nullopt,
                                        message.Get<avp::SessionTieBreaker>());
    if (tie != Event::RequestTieWon && !own->inGuard.is_linked())
    {
        // It has lost before the window let it go.
        owner.m_connection.Withdraw(own->parameters.localSessionId);
    }
    if (tie == Event::RequestTieEqual)
    {
        owner.Restart(*own);
    }
    const auto id = own->parameters.localSessionId;
    const auto actions = owner.Transition(
        *own,
        tie,
        RefuseSession(CdnResult::LosingTieBreaker, "two requests and no tie breaker"));
    if ((actions & DISCONNECT_LOSER) != 0)
    {
        Report(ControlDropReason::TieLost, "a request for the same circuit is outstanding");
        Answer(message,
               request,
               {},
               RefuseSession(CdnResult::LosingTieBreaker, "the other request has won the tie"));
    }
    if ((actions & PROCESS_AS_RECIPIENT) == 0)
    {
        return false;
    }
    request.replaces = id;
    return true;
}

void
CallControl::Answer(const ControlMessage& message,
                    const SessionRequest& request,
                    const Admission& admission,
                    std::optional<DownReason> refusal)
{
    const bool incoming = request.direction == CallDirection::Incoming;
    auto& session =
        Create(incoming ? Machine::IncomingCallRecipient : Machine::OutgoingCallRecipient,
               admission.preferences);
    auto& parameters = session.parameters;
    parameters.remoteEndId = request.remoteEndId;
    parameters.pseudowireType = request.pseudowireType;
    parameters.serialNumber = request.serialNumber;
    session.circuitActive = admission.circuitActive;
    session.circuitNew = admission.circuitNew;
    LearnRemoteId(session, message);
    const auto events = GetEvents(message.GetType());
    if (refusal)
    {
        EndLoser(request.replaces, 0);
        Transition(session, events.refused, *refusal);
        return;
    }
    Negotiate(parameters, message, *m_context.configuration.sublayers);
    if (admission.txConnectSpeed || admission.rxConnectSpeed || admission.physicalChannelId)
    {
        session.details = std::make_unique<SessionDetails>();
        session.details->txConnectSpeed = admission.txConnectSpeed;
        session.details->rxConnectSpeed = admission.rxConnectSpeed;
        session.details->physicalChannelId = admission.physicalChannelId;
    }
    const auto connection = m_connection.GetLocalId();
    const auto id = parameters.localSessionId;
    m_context.outputs.emplace_back(output::SessionCreated{connection, id});
    m_context.host.Admitted(id, connection, request);
    EndLoser(request.replaces, id);
    const auto actions = Transition(session, events.accepted);
    if ((actions & PLACE_CALL) != 0)
    {
        m_context.outputs.emplace_back(output::PlaceCall{connection, id, request});
        std::get<output::PlaceCall>(m_context.outputs.back()).request.message = nullptr;
    }
}

void
CallControl::EndLoser(uint32_t id, uint32_t successor)
{
    auto* own = m_context.sessions.Find(id);
    if (own == nullptr)
    {
        return;
    }
    auto& owner = own->connection->GetCalls(m_now);
    if (successor != 0)
    {
        m_context.outputs.emplace_back(
            output::SessionReplaced{m_connection.GetLocalId(), id, successor});
        owner.Release(*own, State::WaitReply);
        return;
    }
    auto reason = RefuseSession(CdnResult::LosingTieBreaker, "the request of the peer has won");
    reason.cause = DownCause::TieLost;
    owner.CleanUp(*own, State::WaitReply, reason);
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
    if (type == MessageType::Wen || type == MessageType::Sli)
    {
        HandleReport(session, message);
        return;
    }
    LogPhysicalChannel(message);
    if (IsTolerated(session, message))
    {
        Report(ControlDropReason::NotAcceptable, DescribeState(session, message));
        return;
    }
    // Even a message that is not acceptable tells what a CDN has to echo (section 5.4.4).
    const bool unique = LearnRemoteId(session, message);
    const auto events = GetEvents(type);
    const auto* row = FindTransition(session.machine, session.state, events.accepted);
    const bool expected = row != nullptr && row->to != State::Idle;
    std::optional<DownReason> refusal;
    if (const auto objection = FindObjection(message))
    {
        refusal = RefuseSession(*objection);
        Report(ControlDropReason::NotAcceptable, objection->text, objection->fault);
    }
    else if (!expected)
    {
        refusal = RefuseSession(CdnResult::FsmError, DescribeState(session, message));
        Report(ControlDropReason::NotAcceptable, refusal->text);
    }
    else if (!unique)
    {
        refusal = RefuseSession(CdnResult::GeneralError,
                                "another session has this Local Session ID",
                                ErrorCode::InvalidSessionId);
        Report(ControlDropReason::NotAcceptable,
               refusal->text,
               LocateAvp(message, avp::LocalSessionId::TYPE));
    }
    else
    {
        refusal = TakeOver(session.parameters, message);
    }
    Transition(session,
               refusal && expected ? events.refused : events.accepted,
               refusal.value_or(DownReason{}));
}

void
CallControl::HandleReport(Session& session, const ControlMessage& message)
{
    const auto type = message.GetType();
    const auto objection = FindObjection(message);
    std::optional<DownReason> refusal;
    if (objection)
    {
        Report(ControlDropReason::NotAcceptable, objection->text, objection->fault);
        if (type == MessageType::Wen && objection->fault->what == ParseProblem::Missing)
        {
            return;
        }
        refusal = RefuseSession(*objection);
    }
    else if (session.state == State::WaitControlConn || session.state == State::WaitReply)
    {
        refusal = RefuseSession(CdnResult::FsmError, DescribeState(session, message));
        Report(ControlDropReason::NotAcceptable, refusal->text);
        if (IsTolerated(session, message))
        {
            return;
        }
    }
    if (refusal)
    {
        LearnRemoteId(session, message);
        Transition(session, Event::Invalid, *refusal);
        return;
    }
    const auto connection = m_connection.GetLocalId();
    if (type == MessageType::Wen)
    {
        m_context.outputs.emplace_back(output::CircuitErrors{connection,
                                                             session.parameters.localSessionId,
                                                             *message.Get<avp::CircuitErrors>()});
        return;
    }
    const bool active = session.parameters.peerCircuitActive;
    const bool fresh = session.parameters.peerCircuitNew;
    Negotiate(session.parameters, message, *m_context.configuration.sublayers);
    if (session.state == State::Established && (active != session.parameters.peerCircuitActive ||
                                                fresh != session.parameters.peerCircuitNew))
    {
        m_context.outputs.emplace_back(output::SessionUpdated{connection, session.parameters});
    }
}

bool
CallControl::IsTolerated(const Session& session, const ControlMessage& message) const
{
    if (!m_context.configuration.tolerateWrongState)
    {
        return false;
    }
    const auto event = GetEvents(message.GetType()).accepted;
    const auto* row = FindTransition(session.machine, session.state, event);
    return (row == nullptr || row->extension) && !FindObjection(message);
}

void
CallControl::HandleUnknown(const ControlMessage& message)
{
    const auto type = message.GetType();
    Report(ControlDropReason::UnknownSession,
           std::string(MessageName(type)) + " of an unknown session");
    const bool incoming = type == MessageType::Icrp;
    const auto remoteId = message.Get<avp::LocalSessionId>();
    if (!remoteId || (!incoming && type != MessageType::Ocrp))
    {
        return;
    }
    auto& session =
        Create(incoming ? Machine::IncomingCallRecipient : Machine::OutgoingCallRecipient, {});
    session.parameters.remoteSessionId = *remoteId;
    Transition(
        session,
        GetEvents(type).accepted,
        RefuseSession(CdnResult::GeneralError, "unknown session", ErrorCode::InvalidSessionId));
}

bool
CallControl::LearnRemoteId(Session& session, const ControlMessage& message)
{
    auto& known = session.parameters.remoteSessionId;
    const auto id = message.Get<avp::LocalSessionId>();
    if (!id || known != 0)
    {
        return true;
    }
    known = *id;
    return m_byRemoteId.emplace(*id, session.parameters.localSessionId).second;
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

} // namespace l2tp
} // namespace ns3
