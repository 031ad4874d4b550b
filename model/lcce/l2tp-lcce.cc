// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-lcce.h"

#include "l2tp-circuit.h"
#include "l2tp-session-directory.h"

#include "ns3/abort.h"
#include "ns3/inet-socket-address.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/simulator.h"

#include <utility>

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpLcce");

namespace
{

/**
 * @brief Reason of a StopCCN that a script or the end of the application asks for.
 * @param result its result
 * @return the reason
 */
DownReason
Close(StopCcnResult result)
{
    return {DownCause::Local, static_cast<uint16_t>(result), 0, {}};
}

/**
 * @brief Reason of a CDN that a script asks for.
 * @return the reason
 */
DownReason
HungUp()
{
    return {DownCause::Local, static_cast<uint16_t>(CdnResult::Administrative), 0, {}};
}

/**
 * @brief Whether a lost connection is one that "Reconnect" is about.
 * @param reason why it has ended
 * @param established whether it was established
 * @return false if one of the ends has closed it on purpose
 */
bool
IsFailure(const DownReason& reason, bool established)
{
    switch (reason.cause)
    {
    case DownCause::Local:
        return reason.result != static_cast<uint16_t>(StopCcnResult::GeneralRequest) &&
               reason.result != static_cast<uint16_t>(StopCcnResult::ShuttingDown);
    case DownCause::Peer:
        return !established || reason.result == static_cast<uint16_t>(StopCcnResult::ShuttingDown);
    case DownCause::Crash:
        return false;
    default:
        return true;
    }
}

} // namespace

Lcce::Lcce()
    : m_streams{CreateObject<UniformRandomVariable>(),
                CreateObject<UniformRandomVariable>(),
                CreateObject<UniformRandomVariable>()}
{
    NS_LOG_FUNCTION(this);
}

Lcce::~Lcce()
{
    NS_LOG_FUNCTION(this);
}

uint32_t
Lcce::Connect(const Address& peer, const std::vector<Address>& backups)
{
    NS_LOG_FUNCTION(this << peer << backups.size());
    std::vector<Address> addresses(1, peer);
    addresses.insert(addresses.end(), backups.begin(), backups.end());
    for (const auto& address : addresses)
    {
        NS_ABORT_MSG_UNLESS(Ipv4Address::IsMatchingType(address) ||
                                InetSocketAddress::IsMatchingType(address),
                            "ns3::l2tp::Lcce::Connect takes an Ipv4Address or an "
                            "InetSocketAddress, not "
                                << address);
    }
    const auto handle = ++m_lastHandle;
    auto& link = m_peers.emplace(handle, PeerLink(handle, std::move(addresses))).first->second;
    if (m_phase == Phase::Running)
    {
        Open(link);
    }
    return handle;
}

void
Lcce::Disconnect(uint32_t peer)
{
    NS_LOG_FUNCTION(this << peer);
    auto& link = GetPeer(peer);
    link.SetWanted(false);
    link.StopBackOff();
    link.GetCalls().clear();
    CloseConnection(link.GetConnection());
}

uint32_t
Lcce::PlaceCall(uint32_t peer, const std::string& remoteEndId)
{
    return PlaceCall(peer, MakeRequest(remoteEndId));
}

uint32_t
Lcce::PlaceCall(uint32_t peer, const SessionRequest& request)
{
    NS_LOG_FUNCTION(this << peer << request.remoteEndId);
    CheckPreferences(request.preferences);
    NS_ABORT_MSG_IF(request.remoteEndId.size() > AVP_MAX_SIZE - AVP_HEADER_SIZE,
                    "a Remote End ID has at most " << AVP_MAX_SIZE - AVP_HEADER_SIZE
                                                   << " octets, not "
                                                   << request.remoteEndId.size());
    auto& link = GetPeer(peer);
    const auto handle = ++m_lastHandle;
    link.GetCalls()[handle].request = request;
    link.SetWanted(true);
    m_calls[handle] = peer;
    if (m_phase == Phase::Running)
    {
        if (link.GetConnection() != 0)
        {
            Place(link, handle);
            Drain();
        }
        else if (!link.IsBackingOff())
        {
            Open(link);
        }
    }
    return handle;
}

void
Lcce::HangUp(uint32_t call)
{
    NS_LOG_FUNCTION(this << call);
    const auto peer = m_calls.find(call);
    NS_ABORT_MSG_IF(peer == m_calls.end(), "ns3::l2tp::Lcce has no call with handle " << call);
    auto& calls = GetPeer(peer->second).GetCalls();
    const auto found = calls.find(call);
    if (found != calls.end())
    {
        const auto session = found->second.session;
        calls.erase(found);
        CloseSession(session);
    }
}

void
Lcce::CloseConnection(uint32_t connection)
{
    NS_LOG_FUNCTION(this << connection);
    if (m_endpoint)
    {
        m_endpoint->Disconnect(connection, Close(StopCcnResult::GeneralRequest), Simulator::Now());
        Drain();
    }
}

void
Lcce::CloseSession(uint32_t session)
{
    NS_LOG_FUNCTION(this << session);
    if (m_endpoint)
    {
        m_endpoint->HangUp(session, HungUp(), Simulator::Now());
        Drain();
    }
}

void
Lcce::Crash()
{
    NS_LOG_FUNCTION(this);
    if (m_phase != Phase::Running)
    {
        return;
    }
    m_phase = Phase::Crashed;
    End();
    for (auto& [handle, link] : m_peers)
    {
        link.SetConnection(0);
        link.Rewind();
    }
    m_endpoint->Crash(Simulator::Now());
    Drain();
}

void
Lcce::Restart()
{
    NS_LOG_FUNCTION(this);
    if (m_phase == Phase::Crashed)
    {
        Begin();
    }
}

void
Lcce::RegisterCircuit(const std::string& remoteEndId, Circuit& circuit)
{
    NS_LOG_FUNCTION(this << remoteEndId);
    m_circuits.Add(remoteEndId, circuit.GetPseudowireType(), circuit);
}

void
Lcce::SetCircuitFactory(CircuitFactory factory)
{
    NS_LOG_FUNCTION(this);
    m_circuitFactory = factory;
}

SessionRequest
Lcce::MakeRequest(const std::string& remoteEndId) const
{
    SessionRequest request;
    request.remoteEndId = remoteEndId;
    request.pseudowireType = m_circuits.FindType(remoteEndId);
    request.preferences = MakePreferences();
    return request;
}

bool
Lcce::IsRunning() const
{
    return m_phase == Phase::Running;
}

uint32_t
Lcce::GetConnectionId(uint32_t peer) const
{
    const auto link = m_peers.find(peer);
    return link == m_peers.end() ? 0 : link->second.GetConnection();
}

uint32_t
Lcce::GetSessionId(uint32_t call) const
{
    const auto* found = FindCall(call);
    return found == nullptr ? 0 : found->session;
}

bool
Lcce::IsConnected(uint32_t peer) const
{
    const auto link = m_peers.find(peer);
    return link != m_peers.end() && link->second.IsConnected();
}

bool
Lcce::IsUp(uint32_t call) const
{
    const auto* found = FindCall(call);
    return found != nullptr && found->up;
}

std::size_t
Lcce::GetConnections() const
{
    return m_endpoint ? m_endpoint->GetConnections() : 0;
}

std::size_t
Lcce::GetSessions() const
{
    return m_endpoint ? m_endpoint->GetSessions() : 0;
}

const ControlConnection*
Lcce::FindConnection(uint32_t connection) const
{
    return m_endpoint ? m_endpoint->FindConnection(connection) : nullptr;
}

Ptr<DataSession>
Lcce::FindDataSession(uint32_t session) const
{
    const auto record = m_sessions.find(session);
    return record == m_sessions.end() ? nullptr : record->second.data;
}

uint64_t
Lcce::GetControlDrops(ControlDropReason reason) const
{
    return m_controlDrops.at(static_cast<std::size_t>(reason));
}

int64_t
Lcce::AssignStreams(int64_t stream)
{
    NS_LOG_FUNCTION(this << stream);
    m_streams.identifiers->SetStream(stream);
    m_streams.cookies->SetStream(stream + 1);
    m_streams.hello->SetStream(stream + 2);
    return 3;
}

void
Lcce::DoDispose()
{
    NS_LOG_FUNCTION(this);
    m_phase = Phase::Stopped;
    End();
    m_connections.clear();
    for (auto& [id, record] : m_sessions)
    {
        if (record.data)
        {
            record.data->Close();
        }
        m_directory->Release(id);
    }
    m_sessions.clear();
    m_peers.clear();
    m_endpoint.reset();
    m_transport = nullptr;
    m_directory = nullptr;
    m_circuitFactory = CircuitFactory();
    m_streams = RandomStreams();
    Application::DoDispose();
}

void
Lcce::StartApplication()
{
    NS_LOG_FUNCTION(this);
    if (m_phase != Phase::Waiting || GetNode()->GetSystemId() != Simulator::GetSystemId())
    {
        return;
    }
    CheckAttributes();
    const auto encapsulation = m_encapsulation == UDP ? Encapsulation::Udp : Encapsulation::Ip;
    m_transport = Transport::Get(GetNode(), encapsulation);
    m_directory = m_transport->GetDirectory();
    EndpointHost& host = *this;
    m_endpoint = std::make_unique<Endpoint>(MakeConfiguration(), host, m_streams);
    Begin();
}

void
Lcce::StopApplication()
{
    NS_LOG_FUNCTION(this);
    if (m_phase == Phase::Crashed)
    {
        m_phase = Phase::Stopped;
    }
    if (m_phase != Phase::Running)
    {
        return;
    }
    m_phase = Phase::Stopping;
    for (auto& [handle, link] : m_peers)
    {
        link.StopBackOff();
    }
    for (const auto& [id, connection] : m_connections)
    {
        m_endpoint->Disconnect(id, Close(StopCcnResult::ShuttingDown), Simulator::Now());
    }
    Drain();
    StopIfIdle();
}

void
Lcce::Begin()
{
    m_phase = Phase::Running;
    m_transport->Attach(*this, m_localAddress, m_port);
    m_attached = true;
    for (auto& [handle, link] : m_peers)
    {
        // A trace callback may have crashed this LCCE, or opened the connection, in the meantime.
        if (m_phase == Phase::Running && link.IsWanted() && link.GetConnection() == 0)
        {
            Open(link);
        }
    }
}

void
Lcce::End()
{
    for (auto& [handle, link] : m_peers)
    {
        link.StopBackOff();
    }
    if (m_attached)
    {
        m_attached = false;
        m_transport->Detach(*this);
    }
}

void
Lcce::StopIfIdle()
{
    if (m_phase == Phase::Stopping && m_endpoint->GetConnections() == 0)
    {
        m_phase = Phase::Stopped;
        End();
    }
}

void
Lcce::Open(PeerLink& link)
{
    const auto& where = link.GetAddress();
    auto peer = InetSocketAddress::IsMatchingType(where)
                    ? InetSocketAddress::ConvertFrom(where)
                    : InetSocketAddress(Ipv4Address::ConvertFrom(where), UDP_PORT);
    if (m_encapsulation == IP)
    {
        peer.SetPort(0);
    }
    link.StopBackOff();
    const auto id = m_endpoint->Connect(peer, Simulator::Now());
    link.SetConnection(id);
    auto& connection = MakeConnection(id, Path(InetSocketAddress(m_localAddress, m_port), peer));
    connection.ids.peer = link.GetHandle();
    for (const auto& [handle, call] : link.GetCalls())
    {
        if (call.session == 0)
        {
            Place(link, handle);
        }
    }
    Drain();
}

void
Lcce::Reopen(uint32_t peer)
{
    Open(GetPeer(peer));
}

void
Lcce::Place(PeerLink& link, uint32_t handle)
{
    auto& call = link.GetCalls().at(handle);
    call.session = m_endpoint->PlaceCall(link.GetConnection(), call.request, Simulator::Now());
    if (call.session != 0)
    {
        call.placed = true;
        auto& record = m_sessions[call.session];
        record.connection = link.GetConnection();
        record.call = handle;
    }
}

void
Lcce::Recover(PeerLink& link, const DownReason& reason, bool established)
{
    link.SetConnection(0);
    if (m_phase != Phase::Running)
    {
        return;
    }
    if (m_reconnect && link.IsWanted() && IsFailure(reason, established))
    {
        link.Fail();
        link.Rewind();
        const auto delay = link.GetDelay(m_reconnectDelay, m_reconnectMaxDelay);
        link.SetBackOff(Simulator::Schedule(delay, &Lcce::Reopen, this, link.GetHandle()));
        m_reconnecting(link.GetHandle(), link.GetAddress(), delay);
        return;
    }
    // What was asked for while the connection was being closed is not lost with it.
    link.DropPlaced();
    if (!link.GetCalls().empty())
    {
        Open(link);
    }
}

PeerLink&
Lcce::GetPeer(uint32_t peer)
{
    const auto link = m_peers.find(peer);
    NS_ABORT_MSG_IF(link == m_peers.end(), "ns3::l2tp::Lcce has no peer with handle " << peer);
    return link->second;
}

const PeerLink::Call*
Lcce::FindCall(uint32_t call) const
{
    const auto peer = m_calls.find(call);
    if (peer == m_calls.end())
    {
        return nullptr;
    }
    const auto& calls = m_peers.at(peer->second).GetCalls();
    const auto found = calls.find(call);
    return found == calls.end() ? nullptr : &found->second;
}

PeerLink::Call*
Lcce::FindCall(uint32_t call, uint32_t session)
{
    const auto peer = m_calls.find(call);
    if (peer == m_calls.end())
    {
        return nullptr;
    }
    auto& calls = m_peers.at(peer->second).GetCalls();
    const auto found = calls.find(call);
    return found == calls.end() || found->second.session != session ? nullptr : &found->second;
}

} // namespace l2tp
} // namespace ns3
