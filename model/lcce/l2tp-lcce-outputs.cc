// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-avp.h"
#include "l2tp-circuit.h"
#include "l2tp-lcce.h"
#include "l2tp-session-directory.h"

#include "ns3/inet-socket-address.h"
#include "ns3/log.h"
#include "ns3/simulator.h"

#include <variant>

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpLcceOutputs");

void
Lcce::Drain()
{
    if (m_draining)
    {
        return;
    }
    m_draining = true;
    while (auto next = m_endpoint->PollOutput())
    {
        std::visit([this](auto& output) { Handle(output); }, *next);
    }
    m_draining = false;
}

void
Lcce::Handle(output::Transmit& transmit)
{
    if (!m_attached)
    {
        return;
    }
    auto& connection = Note(transmit.connection);
    Redirect(connection, transmit.peer);
    m_transport->SendControl(connection.path, transmit.image);
    TraceTransmit(transmit);
}

void
Lcce::TraceTransmit(const output::Transmit& transmit)
{
    const auto type = transmit.transmission.type;
    const bool again = transmit.transmission.attempt > 0;
    const bool acknowledgment = type == MessageType::Ack || type == MessageType::Zlb;
    const bool hello = type == MessageType::Hello && !again;
    if (m_controlTx.IsEmpty() && (!again || m_retransmit.IsEmpty()) &&
        (!acknowledgment || m_ackTx.IsEmpty()) && (!hello || m_helloTx.IsEmpty()))
    {
        return;
    }
    const auto decoded = ControlMessage::Decode(transmit.image);
    auto event = Describe(transmit.connection, std::get<ControlMessage>(decoded), true);
    event.attempt = transmit.transmission.attempt;
    event.timeout = transmit.transmission.timeout;
    m_controlTx(event);
    if (again)
    {
        m_retransmit(event);
    }
    if (acknowledgment)
    {
        m_ackTx(event);
    }
    if (hello)
    {
        m_helloTx(event);
    }
}

void
Lcce::Handle(output::Received& received)
{
    auto& connection = Note(received.connection);
    if (const auto* present = m_endpoint->FindConnection(received.connection))
    {
        connection.ids.remoteConnection = present->GetRemoteId();
        Redirect(connection, present->GetPeerAddress());
    }
    if (!m_controlRx.IsEmpty())
    {
        auto event = Describe(received.connection, received.message, false);
        event.disposition = received.disposition;
        m_controlRx(event);
    }
}

void
Lcce::Handle(output::ControlDrop& drop)
{
    ++m_controlDrops[static_cast<std::size_t>(drop.reason)];
    if (!m_controlDrop.IsEmpty())
    {
        m_controlDrop({Identify(drop.connection, 0), drop.reason, drop.error, drop.detail});
    }
}

void
Lcce::Handle(output::WindowChange& change)
{
    if (!m_windowChange.IsEmpty())
    {
        m_windowChange(Identify(change.connection, 0), change.window);
    }
}

void
Lcce::Handle(output::StateTransition& transition)
{
    Note(transition.connection);
    if (!m_stateTransition.IsEmpty())
    {
        m_stateTransition({Identify(transition.connection, transition.session),
                           transition.machine,
                           transition.from,
                           transition.event,
                           transition.to});
    }
}

void
Lcce::Handle(output::ConnectionUp& up)
{
    auto& connection = Note(up.connection);
    connection.up = true;
    const auto link = m_peers.find(connection.ids.peer);
    if (link != m_peers.end() && link->second.GetConnection() == up.connection)
    {
        link->second.Succeed();
    }
    m_connectionUp(ConnectionIds(connection.ids));
}

void
Lcce::Handle(output::ConnectionDown& down)
{
    const auto& connection = Note(down.connection);
    const auto ids = connection.ids;
    const bool established = connection.up;
    m_connectionDown(ids, down.reason);
    const auto link = m_peers.find(ids.peer);
    if (link != m_peers.end() && link->second.GetConnection() == down.connection)
    {
        Recover(link->second, down.reason, established);
    }
}

void
Lcce::Handle(output::ConnectionReleased& released)
{
    m_connections.erase(released.connection);
    StopIfIdle();
}

void
Lcce::Handle(output::SessionCreated& created)
{
    auto& record = m_sessions[created.session];
    record.connection = created.connection;
    m_directory->Reserve(created.session);
}

void
Lcce::Handle(output::SessionUp& up)
{
    const auto id = up.parameters.localSessionId;
    auto& record = m_sessions[id];
    record.remoteSession = up.parameters.remoteSessionId;
    if (auto* call = FindCall(record.call, id))
    {
        call->up = true;
    }
    if (m_attached)
    {
        auto path = Note(up.connection).path;
        path.cacheRoute = m_cacheRoute;
        Observer* const observer = this;
        record.data = Create<DataSession>(up.parameters, m_transport, path, observer);
        m_directory->Bind(id, record.data);
        Bind(record, up.parameters);
    }
    if (!m_sessionUp.IsEmpty())
    {
        m_sessionUp({Identify(up.connection, id),
                     up.parameters,
                     record.data ? record.data->GetCircuit() : nullptr});
    }
}

void
Lcce::Handle(output::SessionDown& down)
{
    const auto ids = Identify(down.connection, down.session);
    const auto record = m_sessions.find(down.session);
    if (record != m_sessions.end())
    {
        const auto data = record->second.data;
        if (auto* call = FindCall(record->second.call, down.session))
        {
            call->session = 0;
            call->up = false;
            // What ends with its connection may come back with the next one, see Recover().
            if (down.reason.cause != DownCause::ConnectionClosed &&
                down.reason.cause != DownCause::Crash)
            {
                GetPeer(m_calls.at(record->second.call)).GetCalls().erase(record->second.call);
            }
        }
        m_sessions.erase(record);
        if (data)
        {
            if (auto* circuit = data->GetCircuit())
            {
                m_circuits.SetUser(*circuit, 0);
            }
            data->Close();
        }
        m_directory->Release(down.session);
    }
    if (!m_sessionDown.IsEmpty())
    {
        m_sessionDown({ids, down.remoteEndId, down.established, down.reason});
    }
}

void
Lcce::Handle(output::HelloTimeout& timeout)
{
    m_helloTimeout(Identify(timeout.connection, 0));
}

void
Lcce::Handle(output::PeerDead& dead)
{
    m_peerDead(Identify(dead.connection, 0));
}

void
Lcce::Handle(output::Deadline& deadline)
{
    Note(deadline.connection).timer->Set(deadline.when);
}

Lcce::Connection&
Lcce::MakeConnection(uint32_t id, const Path& path)
{
    auto& connection = m_connections[id];
    connection.ids.connection = id;
    connection.ids.peerAddress = InetSocketAddress(path.peer, path.peerPort);
    connection.path = path;
    connection.path.cacheRoute = m_cacheRoute;
    Owner& owner = *this;
    connection.timer = std::make_unique<DeadlineTimer>(owner, id);
    return connection;
}

void
Lcce::Redirect(Connection& connection, const Address& peer)
{
    if (peer != connection.ids.peerAddress)
    {
        const auto where = InetSocketAddress::ConvertFrom(peer);
        connection.ids.peerAddress = peer;
        connection.path.peer = where.GetIpv4();
        connection.path.peerPort = where.GetPort();
        connection.path.route = nullptr;
    }
}

Lcce::Connection&
Lcce::Note(uint32_t connection)
{
    const auto known = m_connections.find(connection);
    return known == m_connections.end() ? MakeConnection(connection, m_arrival) : known->second;
}

ConnectionIds
Lcce::Identify(uint32_t connection, uint32_t session) const
{
    ConnectionIds ids;
    const auto known = m_connections.find(connection);
    if (known != m_connections.end())
    {
        ids = known->second.ids;
    }
    ids.connection = connection;
    ids.session = session;
    const auto record = m_sessions.find(session);
    if (record != m_sessions.end())
    {
        ids.call = record->second.call;
        ids.remoteSession = record->second.remoteSession;
    }
    if (const auto* present = m_endpoint->FindSession(session))
    {
        ids.remoteSession = present->parameters.remoteSessionId;
    }
    return ids;
}

ConnectionIds
Lcce::Identify(const DataSession& session) const
{
    const auto id = session.GetDataPath().GetLocalSessionId();
    const auto record = m_sessions.find(id);
    return Identify(record == m_sessions.end() ? 0 : record->second.connection, id);
}

ControlEvent
Lcce::Describe(uint32_t connection, const ControlMessage& message, bool sent) const
{
    const auto sender = message.Get<avp::LocalSessionId>().value_or(0);
    const auto receiver = message.Get<avp::RemoteSessionId>().value_or(0);
    ControlEvent event;
    event.ids = Identify(connection, sent ? sender : receiver);
    if (event.ids.remoteSession == 0)
    {
        event.ids.remoteSession = sent ? receiver : sender;
    }
    event.type = message.GetType();
    event.name = MessageName(event.type);
    event.ns = message.GetNs();
    event.nr = message.GetNr();
    event.image = message.GetBytes();
    return event;
}

void
Lcce::Bind(SessionRecord& record, const SessionParameters& parameters)
{
    auto* circuit = m_circuits.Find(parameters.remoteEndId, parameters.pseudowireType);
    if (circuit == nullptr)
    {
        return;
    }
    const auto former = m_sessions.find(m_circuits.GetUser(*circuit));
    if (former != m_sessions.end() && former->second.data)
    {
        former->second.data->SetCircuit(nullptr);
    }
    m_circuits.SetUser(*circuit, parameters.localSessionId);
    record.data->SetCircuit(circuit);
}

} // namespace l2tp
} // namespace ns3
