// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-scripted-peer.h"

#include "l2tp-message-peek.h"
#include "l2tp-message-type.h"

#include <algorithm>

namespace ns3
{
namespace l2tp
{
namespace test
{
namespace
{

/** SCCRQ or SCCRP with what is required and no more. */
ControlMessage
MakeSetup(MessageType type)
{
    ControlMessage message(type);
    message.Add<avp::HostName>("peer.example")
        .Add<avp::RouterId>(0x0a0000fe)
        .Add<avp::AssignedControlConnectionId>(ScriptedPeer::ID)
        .Add<avp::PseudowireCapabilitiesList>({static_cast<uint16_t>(PseudowireType::Ethernet)});
    return message;
}

} // namespace

ScriptedPeer::ScriptedPeer(EndpointConfiguration configuration)
    : link(Seconds(0), std::move(configuration))
{
    link.rule = [](Side, uint32_t, const output::Transmit&) { return SimulatedLink::Fate{}; };
}

void
ScriptedPeer::Authenticate(const std::string& secret)
{
    MessageAuthenticator::Secrets secrets{std::make_shared<const SharedSecret>(secret)};
    authenticator = std::make_unique<MessageAuthenticator>(secrets);
}

Bytes
ScriptedPeer::MakeNonce()
{
    return Bytes(16, 0x5a);
}

void
ScriptedPeer::Open()
{
    connection = link.Connect(A);
    Listen();
}

void
ScriptedPeer::EstablishAsInitiator()
{
    Open();
    Send(MakeSccrp());
    Acknowledge();
    Take();
    TakeTransitions();
}

void
ScriptedPeer::EstablishAsResponder()
{
    Send(MakeSccrq());
    Send(ControlMessage(MessageType::Scccn));
    Take();
    TakeTransitions();
}

void
ScriptedPeer::Place()
{
    EstablishAsInitiator();
    session = link.PlaceCall(A, connection);
    Acknowledge();
    Take();
    TakeTransitions();
}

void
ScriptedPeer::EstablishSender()
{
    Place();
    Send(MakeIcrp());
    Acknowledge();
    Take();
    TakeTransitions();
}

void
ScriptedPeer::Ask()
{
    EstablishAsResponder();
    Send(MakeIcrq());
    Acknowledge();
    Take();
    TakeTransitions();
}

void
ScriptedPeer::EstablishRecipient()
{
    Ask();
    Send(MakeIccn());
    Take();
    TakeTransitions();
}

void
ScriptedPeer::Send(ControlMessage message)
{
    const bool first = message.GetType() == MessageType::Sccrq && connection == 0;
    message.SetControlConnectionId(first ? 0 : connection);
    message.SetNs(ns);
    message.SetNr(nr);
    if (!message.IsAcknowledgement())
    {
        ++ns;
    }
    const auto type = message.GetType();
    if (authenticator && (type == MessageType::Sccrq || type == MessageType::Sccrp) &&
        !message.Has<avp::ControlMessageAuthenticationNonce>())
    {
        message.Add<avp::ControlMessageAuthenticationNonce>(MakeNonce());
        authenticator->SetLocalNonce(MakeNonce());
    }
    SendAsIs(message);
}

void
ScriptedPeer::SendAsIs(const ControlMessage& message)
{
    auto image = message.GetBytes().ToBytes();
    if (authenticator && message.GetType() != MessageType::Zlb)
    {
        authenticator->Sign(image);
    }
    link.Inject(A, image);
    Listen();
}

void
ScriptedPeer::OpenAnother(const ControlMessage& request)
{
    SendAsIs(request);
    if (!m_heard.empty() && m_heard.back().GetType() == MessageType::Sccrp)
    {
        ControlMessage message(MessageType::Scccn);
        message.SetControlConnectionId(*m_heard.back().Get<avp::AssignedControlConnectionId>());
        message.SetNs(1);
        message.SetNr(1);
        SendAsIs(message);
    }
}

void
ScriptedPeer::Acknowledge()
{
    Listen();
    Send(ControlMessage(MessageType::Ack));
}

std::vector<ControlMessage>
ScriptedPeer::Take()
{
    Listen();
    std::vector<ControlMessage> taken(m_heard.begin() + static_cast<std::ptrdiff_t>(m_taken),
                                      m_heard.end());
    m_taken = m_heard.size();
    return taken;
}

std::vector<std::string>
ScriptedPeer::TakeNames()
{
    std::vector<std::string> names;
    for (const auto& message : Take())
    {
        names.emplace_back(MessageName(message.GetType()));
    }
    return names;
}

std::vector<std::string>
ScriptedPeer::TakeTransitions()
{
    const auto all = Dut().Find<output::StateTransition>();
    std::vector<std::string> names;
    for (; m_transitions < all.size(); ++m_transitions)
    {
        const auto& one = *all[m_transitions];
        names.push_back(std::string(GetName(one.machine)) + ": " + GetName(one.from) + " / " +
                        GetName(one.event) + " -> " + GetName(one.to));
    }
    return names;
}

SimulatedPeer&
ScriptedPeer::Dut()
{
    return *link.peers[A];
}

State
ScriptedPeer::GetState()
{
    const auto* found = Dut().endpoint->FindConnection(connection);
    return found == nullptr ? State::Idle : found->GetState();
}

ControlMessage
ScriptedPeer::MakeSccrq()
{
    return MakeSetup(MessageType::Sccrq);
}

ControlMessage
ScriptedPeer::MakeSccrp()
{
    return MakeSetup(MessageType::Sccrp);
}

ControlMessage
ScriptedPeer::MakeStopCcn()
{
    ControlMessage message(MessageType::StopCcn);
    message.Add<avp::ResultCode>({6, std::nullopt, "good night"})
        .Add<avp::AssignedControlConnectionId>(ID);
    return message;
}

ControlMessage
ScriptedPeer::MakeIcrq(uint32_t local)
{
    ControlMessage message(MessageType::Icrq);
    message.Add<avp::LocalSessionId>(local)
        .Add<avp::RemoteSessionId>(0)
        .Add<avp::SerialNumber>(1)
        .Add<avp::PseudowireTypeAvp>(static_cast<uint16_t>(PseudowireType::Ethernet))
        .Add<avp::RemoteEndId>("vc-1")
        .Add<avp::CircuitStatus>(CIRCUIT_STATUS_ACTIVE);
    return message;
}

ControlMessage
ScriptedPeer::MakeIcrp() const
{
    ControlMessage message(MessageType::Icrp);
    message.Add<avp::LocalSessionId>(SESSION)
        .Add<avp::RemoteSessionId>(session)
        .Add<avp::CircuitStatus>(CIRCUIT_STATUS_ACTIVE);
    return message;
}

ControlMessage
ScriptedPeer::MakeIccn() const
{
    ControlMessage message(MessageType::Iccn);
    message.Add<avp::LocalSessionId>(SESSION).Add<avp::RemoteSessionId>(session);
    return message;
}

ControlMessage
ScriptedPeer::MakeCdn() const
{
    ControlMessage message(MessageType::Cdn);
    message.Add<avp::ResultCode>({3, std::nullopt, "enough"})
        .Add<avp::LocalSessionId>(SESSION)
        .Add<avp::RemoteSessionId>(session);
    return message;
}

void
ScriptedPeer::Listen()
{
    const auto all = Dut().Find<output::Transmit>();
    for (; m_listened < all.size(); ++m_listened)
    {
        auto decoded = ControlMessage::Decode(ByteView(all[m_listened]->image));
        auto& message = std::get<ControlMessage>(decoded);
        if (!message.IsAcknowledgement() && message.GetNs() == nr)
        {
            ++nr;
        }
        connection = all[m_listened]->connection;
        if (const auto nonce = PeekNonce(all[m_listened]->image); authenticator && nonce)
        {
            authenticator->SetRemoteNonce(*nonce);
        }
        const auto local = message.Get<avp::LocalSessionId>();
        if (local && session == 0)
        {
            session = *local;
        }
        m_heard.push_back(std::move(message));
    }
}

ControlMessage
WithUnknownAvp(ControlMessage message, bool mandatory)
{
    const Bytes value{1, 2, 3};
    message.AddRaw(0, 999, mandatory, ByteView(value));
    return message;
}

} // namespace test
} // namespace l2tp
} // namespace ns3
