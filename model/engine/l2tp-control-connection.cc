// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-control-connection.h"

#include "l2tp-avp.h"
#include "l2tp-message-check.h"
#include "l2tp-message-type.h"
#include "l2tp-result-message.h"

#include "ns3/assert.h"
#include "ns3/log.h"

#include <algorithm>

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpControlConnection");

namespace
{

/**
 * @brief Reason of a StopCCN that complains about a message.
 * @param objection what is wrong with the message
 * @return the reason
 */
DownReason
Refuse(const Objection& objection)
{
    return {DownCause::Local,
            static_cast<uint16_t>(StopCcnResult::GeneralError),
            static_cast<uint16_t>(objection.error),
            objection.text};
}

/**
 * @brief Reason of a StopCCN about a message that the state does not allow, or a timeout.
 * @param cause who ends the connection
 * @param text error message
 * @return the reason
 */
DownReason
FsmError(DownCause cause, const std::string& text)
{
    return {cause, static_cast<uint16_t>(StopCcnResult::FsmError), 0, text};
}

/**
 * @brief Whether the reliable channel has dropped a message, and why.
 * @param disposition what became of the message
 * @return the reason, or nothing if it was not dropped
 */
std::optional<ControlDropReason>
GetDropReason(ReliableChannel::Disposition disposition)
{
    switch (disposition)
    {
    case ReliableChannel::Disposition::InvalidNr:
        return ControlDropReason::InvalidNr;
    case ReliableChannel::Disposition::Duplicate:
        return ControlDropReason::Duplicate;
    case ReliableChannel::Disposition::OutOfOrder:
        return ControlDropReason::OutOfOrder;
    case ReliableChannel::Disposition::BeyondWindow:
        return ControlDropReason::BeyondWindow;
    default:
        return std::nullopt;
    }
}

} // namespace

ControlConnection::ControlConnection(EndpointContext& context,
                                     uint32_t localId,
                                     const Address& peer)
    : m_context(context),
      m_localId(localId),
      m_peerAddress(peer),
      m_channel(*this, context.host.MakePolicies(), context.configuration.channel),
      m_calls(*this, context),
      m_keepalive(context.configuration.helloInterval,
                  context.configuration.helloJitter,
                  context.streams.hello)
{
}

ControlConnection::~ControlConnection() = default;

void
ControlConnection::SetFirstNumbers(uint16_t ns, uint16_t nr)
{
    m_channel.SetFirstNumbers(ns, nr);
}

void
ControlConnection::Open(Time now)
{
    m_now = now;
    Transition(Event::LocalOpen);
}

void
ControlConnection::Close(const DownReason& reason, Time now)
{
    m_now = now;
    if (!m_closing)
    {
        Transition(Event::LocalClose, reason);
    }
}

void
ControlConnection::Abandon(DownCause cause, Time now)
{
    m_now = now;
    m_channel.StopSending();
    if (!m_closing)
    {
        m_state = State::Idle;
        CleanUp({cause, 0, 0, {}});
    }
    m_released = true;
}

void
ControlConnection::Receive(output::Received& received, const Address& from, Time now)
{
    m_now = now;
    const auto& message = received.message;
    received.disposition = m_channel.Receive(message, now);
    if (received.disposition != ReliableChannel::Disposition::InvalidNr)
    {
        m_keepalive.Heard(now);
    }
    if (received.disposition == ReliableChannel::Disposition::InOrder)
    {
        Handle(message, from);
        while (const auto early = m_channel.PollDelivery())
        {
            Handle(*early, from);
        }
    }
    else if (const auto reason = GetDropReason(received.disposition))
    {
        Drop(*reason,
             "Ns " + std::to_string(message.GetNs()) + " Nr " + std::to_string(message.GetNr()));
    }
    m_channel.EndReceive(now);
}

void
ControlConnection::ReceiveMalformed(const ParseError& error, Time now)
{
    m_now = now;
    if (!m_closing)
    {
        const auto code =
            error.what == ParseProblem::AvpTooShort || error.what == ParseProblem::AvpBeyondEnd
                ? ErrorCode::BadLength
                : ErrorCode::OutOfRange;
        Transition(Event::Invalid, Refuse({code, Describe(error.what)}));
    }
}

void
ControlConnection::Send(ControlMessage message, bool reply, uint32_t tag)
{
    m_channel.Send(std::move(message), reply, tag, m_now);
}

void
ControlConnection::NotifyNoSession()
{
    if (m_closing || m_state != State::Established)
    {
        return;
    }
    switch (m_context.configuration.idleClose)
    {
    case IdleClose::Never:
        break;
    case IdleClose::After:
        m_idleClose = m_now + m_context.configuration.idleTimeout;
        break;
    case IdleClose::WithLastSession:
        m_idleClose = m_now;
        break;
    }
}

void
ControlConnection::Alive(Time now)
{
    m_keepalive.Heard(now);
}

void
ControlConnection::Expire(Time now)
{
    m_now = now;
    if (m_channel.GetDeadline() <= now && !m_channel.Expire(now))
    {
        GiveUp();
        return;
    }
    m_calls.Expire(now);
    if (m_guard <= now)
    {
        Transition(Event::SetupTimeout, FsmError(DownCause::SetupTimeout, "set-up timeout"));
    }
    if (m_idleClose <= now)
    {
        m_idleClose = Time::Max();
        if (m_calls.GetSize() == 0)
        {
            Transition(Event::LocalClose,
                       {DownCause::Local,
                        static_cast<uint16_t>(StopCcnResult::GeneralRequest),
                        0,
                        "no session"});
        }
    }
    if (m_keepalive.GetDeadline() <= now)
    {
        m_keepalive.Sent();
        Send(ControlMessage(MessageType::Hello), false, 0);
    }
    m_released = m_released || m_hold <= now;
}

void
ControlConnection::SetPeerShared(bool shared)
{
    m_keepalive.SetShared(shared);
}

Time
ControlConnection::GetDeadline() const
{
    if (m_released)
    {
        return Time::Max();
    }
    return std::min({m_channel.GetDeadline(),
                     m_calls.GetDeadline(),
                     m_guard,
                     m_idleClose,
                     m_hold,
                     m_keepalive.GetDeadline()});
}

Time
ControlConnection::GetSetupTimeout() const
{
    const auto configured = m_context.configuration.setupTimeout;
    return configured.IsZero() ? m_channel.GetCycle() + m_channel.GetCycle() : configured;
}

void
ControlConnection::Transmit(Bytes& image, const ReliableChannel::Transmission& transmission)
{
    m_context.outputs.emplace_back(output::Transmit{m_localId, m_peerAddress, image, transmission});
    if (transmission.tag != 0 && transmission.attempt == 0)
    {
        m_calls.Transmitted(transmission.tag, m_now);
    }
}

void
ControlConnection::Acknowledged(MessageType type, uint32_t /* tag */)
{
    if (type == MessageType::Hello)
    {
        m_keepalive.Acknowledged();
    }
    else if (type == MessageType::StopCcn && m_stopSent)
    {
        m_stopSent = false;
        m_released = m_hold == Time::Max();
    }
}

void
ControlConnection::WindowChanged(const WindowState& window)
{
    m_context.outputs.emplace_back(output::WindowChange{m_localId, window});
}

void
ControlConnection::Transition(Event event, const DownReason& reason)
{
    const auto* row = FindTransition(Machine::ControlConnection, m_state, event);
    if (row == nullptr)
    {
        event = Event::Invalid;
        row = FindTransition(Machine::ControlConnection, m_state, event);
    }
    if (row == nullptr)
    {
        Drop(ControlDropReason::NotAcceptable,
             std::string(GetName(event)) + " in state " + GetName(m_state));
        return;
    }
    const auto from = m_state;
    m_state = row->to;
    m_context.outputs.emplace_back(
        output::StateTransition{m_localId, 0, Machine::ControlConnection, from, event, m_state});
    if (m_state != from)
    {
        const bool nascent = m_state == State::WaitCtlReply || m_state == State::WaitCtlConn;
        m_guard = nascent ? m_now + GetSetupTimeout() : Time::Max();
        if (m_state == State::Established)
        {
            Establish();
        }
    }
    Perform(row->actions, reason);
}

void
ControlConnection::Perform(uint16_t actions, const DownReason& reason)
{
    if ((actions & SEND_SCCRQ) != 0)
    {
        Send(MakeSetup(MessageType::Sccrq), false, 0);
    }
    if ((actions & SEND_SCCRP) != 0)
    {
        Send(MakeSetup(MessageType::Sccrp), true, 0);
    }
    if ((actions & SEND_SCCCN) != 0)
    {
        Send(ControlMessage(MessageType::Scccn), true, 0);
    }
    if ((actions & SEND_STOPCCN) != 0)
    {
        m_channel.DropUnsent();
        m_stopSent = true;
        Send(MakeStopCcn(reason), true, 0);
    }
    if ((actions & OPEN_SESSIONS) != 0)
    {
        m_calls.OpenWaiting(m_now);
    }
    if ((actions & CLEAN_UP) != 0)
    {
        CleanUp(reason);
    }
}

void
ControlConnection::Handle(const ControlMessage& message, const Address& from)
{
    const auto type = message.GetType();
    if (m_closing)
    {
        if (type == MessageType::StopCcn)
        {
            HandleStopCcn(message);
        }
        else
        {
            // An SCCRP tells where the StopCCN and the acknowledgments have to go.
            LearnRemoteId(message);
            Drop(ControlDropReason::Closing, "the connection is being closed");
        }
        return;
    }
    const auto* info = message.GetInfo();
    if (info == nullptr)
    {
        if (message.IsMandatory())
        {
            Transition(Event::Invalid,
                       Refuse({ErrorCode::UnknownMandatoryAvp,
                               "unknown Message Type " + std::to_string(message.GetRawType())}));
        }
        else
        {
            Drop(ControlDropReason::UnknownMessage,
                 "Message Type " + std::to_string(message.GetRawType()));
        }
        return;
    }
    if (info->scope == MessageInfo::Scope::Session)
    {
        if (m_state == State::Established)
        {
            m_calls.Receive(message, m_now);
        }
        else
        {
            Transition(Event::Invalid,
                       FsmError(DownCause::Local,
                                std::string(info->name) + " before the connection is established"));
        }
        return;
    }
    if (type == MessageType::StopCcn)
    {
        HandleStopCcn(message);
        return;
    }
    if (type != MessageType::Hello)
    {
        HandleSetup(message, from);
        return;
    }
    if (const auto objection = FindObjection(message))
    {
        Transition(Event::Invalid, Refuse(*objection));
    }
    else if (m_state != State::Established)
    {
        Transition(Event::Invalid,
                   FsmError(DownCause::Local, "HELLO before the connection is established"));
    }
}

void
ControlConnection::HandleSetup(const ControlMessage& message, const Address& from)
{
    const auto type = message.GetType();
    const bool request = type == MessageType::Sccrq;
    const bool expected = (request && m_state == State::Idle) ||
                          (type == MessageType::Sccrp && m_state == State::WaitCtlReply) ||
                          (type == MessageType::Scccn && m_state == State::WaitCtlConn);
    const auto event = request                      ? Event::Sccrq
                       : type == MessageType::Sccrp ? Event::Sccrp
                                                    : Event::Scccn;
    if (!expected)
    {
        LearnRemoteId(message);
        Transition(event,
                   FsmError(DownCause::Local,
                            std::string(MessageName(type)) + " in state " + GetName(m_state)));
        return;
    }
    LearnPeer(message);
    if (const auto objection = FindObjection(message))
    {
        const auto refused = request                      ? Event::SccrqRefused
                             : type == MessageType::Sccrp ? Event::SccrpRefused
                                                          : Event::ScccnRefused;
        Transition(refused, Refuse(*objection));
        return;
    }
    if (type == MessageType::Sccrp)
    {
        // The responder may answer from another port (section 4.1.2.2).
        m_peerAddress = from;
    }
    Transition(event);
}

void
ControlConnection::HandleStopCcn(const ControlMessage& message)
{
    LearnRemoteId(message);
    m_channel.StopSending();
    m_stopSent = false;
    m_released = false;
    if (!m_closing)
    {
        Transition(Event::StopCcn, ReadResult(message));
    }
    m_hold = m_now + std::max(Seconds(MIN_HOLD_SECONDS), m_channel.GetCycle());
}

void
ControlConnection::LearnRemoteId(const ControlMessage& message)
{
    const auto id = message.Get<avp::AssignedControlConnectionId>();
    if (id && m_remoteId == 0)
    {
        m_remoteId = *id;
        m_channel.SetConnectionId(*id);
    }
}

void
ControlConnection::LearnPeer(const ControlMessage& message)
{
    LearnRemoteId(message);
    if (message.GetType() != MessageType::Sccrq && message.GetType() != MessageType::Sccrp)
    {
        return;
    }
    m_peer.hostName = message.Get<avp::HostName>().value_or("");
    m_peer.routerId = message.Get<avp::RouterId>().value_or(0);
    m_peer.vendorName = message.Get<avp::VendorName>().value_or("");
    m_peer.receiveWindow = message.Get<avp::ReceiveWindowSize>().value_or(DEFAULT_RECEIVE_WINDOW);
    if (auto types = message.Get<avp::PseudowireCapabilitiesList>())
    {
        m_peer.pseudowireTypes = std::move(*types);
    }
    m_channel.SetPeerWindow(m_peer.receiveWindow);
}

ControlMessage
ControlConnection::MakeSetup(MessageType type) const
{
    const auto& configuration = m_context.configuration;
    ControlMessage message(type);
    message.Add<avp::HostName>(configuration.hostName)
        .Add<avp::RouterId>(configuration.routerId)
        .Add<avp::AssignedControlConnectionId>(m_localId)
        .Add<avp::PseudowireCapabilitiesList>(configuration.pseudowireTypes)
        .Add<avp::ReceiveWindowSize>(configuration.channel.receiveWindow);
    if (!configuration.vendorName.empty())
    {
        message.Add<avp::VendorName>(configuration.vendorName);
    }
    return message;
}

ControlMessage
ControlConnection::MakeStopCcn(const DownReason& reason) const
{
    auto message = MakeResultMessage(MessageType::StopCcn, reason);
    // It is required once SCCRQ or SCCRP was sent (section 5.4.3); in the refusal of an SCCRQ it
    // lets the peer address its acknowledgment.
    message.Add<avp::AssignedControlConnectionId>(m_localId);
    return message;
}

void
ControlConnection::Establish()
{
    m_keepalive.Start(m_now);
    if (m_context.configuration.idleClose == IdleClose::After)
    {
        m_idleClose = m_now + m_context.configuration.idleTimeout;
    }
    const PeerIdentity peer{m_peer.hostName, m_peer.routerId};
    m_context.established[peer].insert(m_localId);
    m_context.changedPeers.push_back(peer);
    m_context.outputs.emplace_back(output::ConnectionUp{m_localId});
}

void
ControlConnection::CleanUp(const DownReason& reason)
{
    const auto peer = m_context.established.find({m_peer.hostName, m_peer.routerId});
    if (peer != m_context.established.end())
    {
        if (peer->second.erase(m_localId) != 0)
        {
            m_context.changedPeers.push_back(peer->first);
        }
        if (peer->second.empty())
        {
            m_context.established.erase(peer);
        }
    }
    m_closing = true;
    m_keepalive.Stop();
    m_idleClose = Time::Max();
    m_guard = Time::Max();
    m_calls.CloseAll(reason, m_now);
    m_context.outputs.emplace_back(output::ConnectionDown{m_localId, reason});
}

void
ControlConnection::GiveUp()
{
    if (m_closing)
    {
        // The StopCCN was never acknowledged. Nothing more is sent, but state is kept for the
        // time that section 3.3.2 asks for.
        m_channel.StopSending();
        const auto hold = Seconds(MIN_HOLD_SECONDS) - m_channel.GetCycle();
        m_released = hold <= Time(0);
        m_hold = m_now + hold;
        return;
    }
    if (m_keepalive.IsOutstanding())
    {
        m_context.outputs.emplace_back(output::HelloTimeout{m_localId});
    }
    m_context.outputs.emplace_back(output::PeerDead{m_localId});
    m_channel.StopSending();
    Transition(Event::PeerUnreachable, {DownCause::PeerUnreachable, 0, 0, {}});
    m_released = true;
}

void
ControlConnection::Drop(ControlDropReason reason, const std::string& detail)
{
    m_context.outputs.emplace_back(output::ControlDrop{m_localId, reason, std::nullopt, detail});
}

} // namespace l2tp
} // namespace ns3
