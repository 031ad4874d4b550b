// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-control-connection.h"

#include "l2tp-avp.h"
#include "l2tp-message-check.h"
#include "l2tp-message-peek.h"
#include "l2tp-result-message.h"
#include "l2tp-setup-message.h"
#include "l2tp-tie-breaking.h"

#include "ns3/assert.h"
#include "ns3/log.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpControlConnection");

namespace
{

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
                                     const Address& peer,
                                     const PeerHints& hints)
    : m_context(context),
      m_localId(localId),
      m_firstAddress(peer),
      m_peerAddress(peer),
      m_hints(hints),
      m_channel(*this, context.host.MakePolicies(), context.configuration.channel),
      m_security(context.secrets, hints.hostName, hints.routerId, context.streams.secrets),
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
    if (!m_closing)
    {
        Transition(Event::LocalOpen);
    }
}

void
ControlConnection::Close(const DownReason& reason, Time now)
{
    m_now = now;
    if (IsParked())
    {
        m_parkReason = reason;
        EndParking(now);
    }
    else if (!m_closing)
    {
        Transition(Event::LocalClose, reason);
    }
}

void
ControlConnection::Abandon(DownCause cause, Time now)
{
    m_now = now;
    m_channel.StopSending();
    if (IsParked())
    {
        m_parkReason = {cause, 0, 0, {}};
        EndParking(now);
    }
    else if (!m_closing)
    {
        m_state = State::Idle;
        CleanUp({cause, 0, 0, {}});
    }
    m_released = true;
}

MessageSecurity::Judgment
ControlConnection::Judge(ByteView image)
{
    const bool established = m_upTime != Time::Max();
    if (m_state == State::WaitCtlReply && PeekType(image) == MessageType::Sccrp)
    {
        // Which secret it is verified with is all that its names are good for yet (section 3.3).
        const auto names = PeekIdentity(image);
        const auto* profile =
            FindProfile(m_context.configuration.profiles, names.first, names.second);
        if (profile != nullptr && !profile->secrets.empty())
        {
            return m_security.JudgeReply(image, m_context.secrets.Find(names.first, names.second));
        }
    }
    return m_security.Judge(image, established);
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
        if (m_remoteId == 0)
        {
            // The responder may answer from another port, whatever its answer is (section 4.1.2.2).
            m_peerAddress = from;
        }
        Handle(message);
        while (const auto early = m_channel.PollDelivery())
        {
            Handle(*early);
        }
    }
    else if (const auto reason = GetDropReason(received.disposition))
    {
        Drop(*reason,
             "Ns " + std::to_string(message.GetNs()) + " Nr " + std::to_string(message.GetNr()));
    }
    else if (received.disposition == ReliableChannel::Disposition::Acknowledgement)
    {
        ReportFaults(m_context.outputs, m_localId, message);
    }
    m_channel.EndReceive(now);
}

void
ControlConnection::ReceiveMalformed(const ParseError& error, Time now)
{
    m_now = now;
    // Only the message whose turn it is means anything to the connection (section 4.2).
    const bool due = m_channel.Classify(error.header->ns, error.header->nr) ==
                     ReliableChannel::Disposition::InOrder;
    if (!m_closing && due)
    {
        const auto code =
            error.what == ParseProblem::AvpTooShort || error.what == ParseProblem::AvpBeyondEnd
                ? ErrorCode::BadLength
                : ErrorCode::OutOfRange;
        Transition(Event::Invalid, RefuseConnection({code, Describe(error.what), std::nullopt}));
    }
}

void
ControlConnection::Send(ControlMessage message, bool reply, uint32_t tag)
{
    m_channel.Send(m_security.Hide(std::move(message)), reply, tag, m_now);
}

void
ControlConnection::Withdraw(uint32_t tag)
{
    m_channel.Withdraw(tag);
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
    if (m_parking <= now)
    {
        EndParking(now);
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
                     m_parking,
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
    m_security.Sign(image);
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
ControlConnection::Perform(uint32_t actions, const DownReason& reason)
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
ControlConnection::LearnPeer(const ControlMessage& message)
{
    LearnRemoteId(message);
    if (message.GetType() != MessageType::Sccrq && message.GetType() != MessageType::Sccrp)
    {
        return;
    }
    m_security.LearnNonce(message.GetBytes());
    m_peer = ReadPeerInformation(message);
    m_channel.SetPeerWindow(m_peer.receiveWindow);
    const auto* profile = GetProfile();
    if (profile != nullptr && profile->helloInterval)
    {
        m_keepalive.SetInterval(*profile->helloInterval);
    }
}

const PeerProfile*
ControlConnection::GetProfile() const
{
    const auto& profiles = m_context.configuration.profiles;
    return m_peer.hostName.empty() ? FindProfile(profiles, m_hints.hostName, m_hints.routerId)
                                   : FindProfile(profiles, m_peer.hostName, m_peer.routerId);
}

PeerIdentity
ControlConnection::GetIdentity() const
{
    return MakeIdentity(m_context.configuration.identification, m_peer.hostName, m_peer.routerId);
}

ControlMessage
ControlConnection::MakeSetup(MessageType type)
{
    const auto& configuration = m_context.configuration;
    const auto* profile = GetProfile();
    auto window = configuration.channel.receiveWindow;
    if (profile != nullptr && profile->receiveWindow)
    {
        window = *profile->receiveWindow;
        m_channel.SetReceiveWindow(window);
    }
    auto message = MakeSetupMessage(type, configuration, m_localId, window);
    m_security.AddNonce(message);
    if (type == MessageType::Sccrq)
    {
        m_initiator = true;
        const bool asked = profile != nullptr && profile->tieBreaker ? *profile->tieBreaker
                                                                     : configuration.tieBreaker;
        if (asked)
        {
            m_tieBreaker = DrawTieBreaker(*m_context.streams.tieBreakers);
            message.Add<avp::ControlConnectionTieBreaker>(*m_tieBreaker);
        }
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
    m_upTime = m_now;
    m_keepalive.Start(m_now);
    if (m_context.configuration.idleClose == IdleClose::After)
    {
        m_idleClose = m_now + m_context.configuration.idleTimeout;
    }
    const auto peer = GetIdentity();
    m_context.established[peer].insert(m_localId);
    m_context.changedPeers.push_back(peer);
    m_context.outputs.emplace_back(output::ConnectionUp{m_localId});
}

void
ControlConnection::BeginClosing()
{
    m_closing = true;
    m_keepalive.Stop();
    m_idleClose = Time::Max();
    m_guard = Time::Max();
}

void
ControlConnection::CleanUp(const DownReason& reason)
{
    BeginClosing();
    if (IsParked())
    {
        m_parkReason = reason;
        return;
    }
    const auto peer = m_context.established.find(GetIdentity());
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
