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
    // A trace sink may dispose of this.
    while (m_endpoint)
    {
        auto next = m_endpoint->PollOutput();
        if (!next)
        {
            break;
        }
        std::visit([this](auto& output) { Handle(output); }, *next);
    }
    m_closing = {};
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
    Count(drop.reason);
    if (!m_controlDrop.IsEmpty())
    {
        m_controlDrop(
            {Identify(drop.connection, 0), drop.reason, drop.error, drop.detail, drop.fault});
    }
}

void
Lcce::Handle(output::FaultyAvp& faulty)
{
    Count(faulty.fault.what);
    if (!m_faultyAvp.IsEmpty())
    {
        m_faultyAvp({Identify(faulty.connection, 0),
                     faulty.type,
                     MessageName(faulty.type),
                     faulty.ns,
                     faulty.fault});
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
    auto* link = m_peers.Find(connection.ids.peer);
    if (link != nullptr && link->GetConnection() == up.connection)
    {
        link->Succeed();
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
    auto* link = m_peers.Find(ids.peer);
    if (link != nullptr && link->GetConnection() == down.connection)
    {
        Recover(*link, down.reason, established);
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
Lcce::Handle(output::SessionPrepared& prepared)
{
    const auto record = m_sessions.find(prepared.parameters.localSessionId);
    if (record != m_sessions.end() && m_attached)
    {
        Open(record->second, prepared.connection, prepared.parameters).SetReceiveOnly(true);
        Bind(record->second, prepared.parameters);
    }
}

void
Lcce::Handle(output::SessionUp& up)
{
    const auto id = up.parameters.localSessionId;
    auto& record = m_sessions[id];
    record.remoteSession = up.parameters.remoteSessionId;
    auto* call = m_peers.FindCall(record.call, id);
    if (call != nullptr)
    {
        call->up = true;
        call->wasUp = true;
    }
    if (m_attached)
    {
        Open(record, up.connection, up.parameters).SetReceiveOnly(false);
        Bind(record, up.parameters);
    }
    if (call == nullptr || call->request.circuitActive)
    {
        SignalStatus(id);
    }
    if (!m_sessionUp.IsEmpty())
    {
        m_sessionUp({Identify(up.connection, id),
                     up.parameters,
                     record.data ? record.data->GetCircuit() : nullptr});
    }
}

void
Lcce::Handle(output::SessionUpdated& updated)
{
    const auto id = updated.parameters.localSessionId;
    const auto record = m_sessions.find(id);
    const auto data = record == m_sessions.end() ? nullptr : record->second.data;
    if (data)
    {
        data->UpdateParameters(updated.parameters);
    }
    if (!m_circuitStatus.IsEmpty())
    {
        m_circuitStatus({Identify(updated.connection, id),
                         updated.parameters,
                         data ? data->GetCircuit() : nullptr});
    }
}

void
Lcce::Handle(output::SessionDown& down)
{
    const auto ids = Identify(down.connection, down.session);
    if (const auto data = FindDataSession(down.session))
    {
        data->DropWaiting();
    }
    const auto record = m_sessions.find(down.session);
    if (record != m_sessions.end())
    {
        const auto data = record->second.data;
        if (auto* call = m_peers.FindCall(record->second.call, down.session))
        {
            call->session = 0;
            call->up = false;
            // What ends with its connection may come back with the next one, see Recover().
            if (down.reason.cause != DownCause::ConnectionClosed &&
                down.reason.cause != DownCause::Crash)
            {
                m_peers.EndCall(record->second.call);
            }
        }
        const bool placing = record->second.placing;
        m_sessions.erase(record);
        if (placing && !m_hooks.callReleaser.IsNull())
        {
            m_hooks.callReleaser(down.session);
        }
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
Lcce::Handle(output::CircuitErrors& errors)
{
    if (!m_circuitErrors.IsEmpty())
    {
        m_circuitErrors({Identify(errors.connection, errors.session), errors.errors});
    }
}

void
Lcce::Handle(output::PlaceCall& call)
{
    if (!m_callRequested.IsEmpty())
    {
        m_callRequested({Identify(call.connection, call.session), call.request});
    }
    const auto record = m_sessions.find(call.session);
    if (record == m_sessions.end())
    {
        return;
    }
    if (m_hooks.callPlacer.IsNull())
    {
        m_endpoint->CallPlaced(call.session, Simulator::Now());
        return;
    }
    record->second.placing = true;
    m_hooks.callPlacer(call.session, call.request);
}

void
Lcce::Handle(output::ConnectionReplaced& replaced)
{
    const auto peer = Note(replaced.from).ids.peer;
    auto& to = Note(replaced.to);
    to.ids.peer = peer;
    auto* link = m_peers.Find(peer);
    if (link != nullptr && link->GetConnection() == replaced.from)
    {
        link->SetConnection(replaced.to);
        if (to.up)
        {
            link->Succeed();
        }
    }
    for (auto& [id, record] : m_sessions)
    {
        if (record.connection == replaced.from)
        {
            record.connection = replaced.to;
        }
    }
    const auto closing = m_closing.connections.find(replaced.from);
    if (closing != m_closing.connections.end())
    {
        CloseConnection(replaced.to, closing->second);
    }
}

void
Lcce::Handle(output::SessionReplaced& replaced)
{
    const auto from = m_sessions.find(replaced.from);
    if (from == m_sessions.end())
    {
        return;
    }
    const auto handle = from->second.call;
    m_sessions.erase(from);
    m_directory->Release(replaced.from);
    if (auto* call = m_peers.FindCall(handle, replaced.from))
    {
        call->session = replaced.to;
    }
    auto& to = m_sessions[replaced.to];
    to.connection = replaced.connection;
    to.call = handle;
    const auto closing = m_closing.sessions.find(replaced.from);
    if (closing != m_closing.sessions.end())
    {
        CloseSession(replaced.to, closing->second);
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

LcceConnection&
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
Lcce::Redirect(LcceConnection& connection, const Address& peer)
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

LcceConnection&
Lcce::Note(uint32_t connection)
{
    const auto known = m_connections.find(connection);
    if (known != m_connections.end())
    {
        return known->second;
    }
    // The peer has opened it, and is told where to send by the port that it is answered from.
    auto path = m_arrival;
    if (!m_transport->IsOwn(path.local))
    {
        path.local = Ipv4Address::GetAny();
    }
    if (m_encapsulation == UDP && m_responderPort != 0)
    {
        path.localPort = m_responderPort;
    }
    return MakeConnection(connection, path);
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

} // namespace l2tp
} // namespace ns3
