// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-lcce.h"

#include "l2tp-alternate-addresses.h"
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

NS_OBJECT_ENSURE_REGISTERED(Lcce);

namespace
{

/**
 * @brief Whether the peer wants to be replaced by another one (\RFC{3931} section 5.4.2).
 * @param reason why its connection has ended
 * @return true if it says "try another", with addresses or without
 */
bool
IsReferral(const DownReason& reason)
{
    return reason.cause == DownCause::Peer &&
           reason.result == static_cast<uint16_t>(StopCcnResult::GeneralError) &&
           (reason.error == static_cast<uint16_t>(ErrorCode::TryAnother) ||
            reason.error == static_cast<uint16_t>(ErrorCode::TryAnotherDirected));
}

/**
 * @brief Addresses that the peer suggests to try.
 * @param reason why its connection has ended
 * @return IPv4 addresses, as Lcce::Connect() takes them
 */
std::vector<Address>
GetSuggestions(const DownReason& reason)
{
    std::vector<Address> addresses;
    if (reason.error == static_cast<uint16_t>(ErrorCode::TryAnotherDirected))
    {
        for (const auto& address : ParseAddresses(reason.text))
        {
            if (address.find(':') == std::string::npos)
            {
                addresses.emplace_back(Ipv4Address(address.c_str()));
            }
        }
    }
    return addresses;
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
        return !established || IsReferral(reason) ||
               reason.result == static_cast<uint16_t>(StopCcnResult::ShuttingDown);
    case DownCause::Crash:
        return false;
    default:
        return true;
    }
}

} // namespace

TypeId
Lcce::GetTypeId()
{
    static TypeId tid = []() {
        const auto id = TypeId("ns3::l2tp::Lcce")
                            .SetParent<Application>()
                            .SetGroupName("L2tp")
                            .AddConstructor<Lcce>();
        AddAttributes(id);
        return AddTraces(id);
    }();
    return tid;
}

Lcce::Lcce()
    : m_streams{CreateObject<UniformRandomVariable>(),
                CreateObject<UniformRandomVariable>(),
                CreateObject<UniformRandomVariable>(),
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
Lcce::Connect(const Address& peer, const std::vector<Address>& backups, const PeerHints& hints)
{
    NS_LOG_FUNCTION(this << peer << backups.size());
    std::vector<Address> addresses(1, peer);
    addresses.insert(addresses.end(), backups.begin(), backups.end());
    auto& link = m_peers.Add(std::move(addresses), hints);
    if (m_phase == Phase::Running)
    {
        Open(link);
    }
    return link.GetHandle();
}

void
Lcce::AddPeerProfile(const PeerProfile& profile)
{
    NS_LOG_FUNCTION(this << profile.hostName);
    NS_ABORT_MSG_IF(m_phase != Phase::Waiting,
                    "ns3::l2tp::Lcce::AddPeerProfile must be called before the application starts");
    const auto window = profile.receiveWindow.value_or(1);
    NS_ABORT_MSG_IF(window == 0 || window > MAX_RECEIVE_WINDOW,
                    "the receive window of a profile must be 1 to " << MAX_RECEIVE_WINDOW
                                                                    << ", not " << window);
    NS_ABORT_MSG_IF(profile.secrets.size() > 2,
                    "a profile must have at most two secrets, not " << profile.secrets.size());
    m_profiles.push_back(profile);
}

void
Lcce::SetVendorRegistry(std::shared_ptr<const VendorRegistry> vendors)
{
    NS_LOG_FUNCTION(this);
    NS_ABORT_MSG_IF(
        m_phase != Phase::Waiting,
        "ns3::l2tp::Lcce::SetVendorRegistry must be called before the application starts");
    m_vendors = std::move(vendors);
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
    SessionAttributes::Check(request.preferences);
    NS_ABORT_MSG_IF(request.remoteEndId.size() > AVP_MAX_SIZE - AVP_HEADER_SIZE,
                    "a Remote End ID has at most " << AVP_MAX_SIZE - AVP_HEADER_SIZE
                                                   << " octets, not "
                                                   << request.remoteEndId.size());
    auto& link = m_peers.Get(peer);
    const auto handle = m_peers.AddCall(link, request);
    link.SetWanted(true);
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
Lcce::Crash()
{
    NS_LOG_FUNCTION(this);
    if (m_phase != Phase::Running)
    {
        return;
    }
    m_phase = Phase::Crashed;
    End();
    for (auto& [handle, link] : m_peers.GetAll())
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

SessionRequest
Lcce::MakeRequest(const std::string& remoteEndId) const
{
    SessionRequest request;
    request.remoteEndId = remoteEndId;
    request.pseudowireType = m_circuits.FindType(remoteEndId);
    request.preferences = MakePreferences();
    request.tieBreaker = m_sessionTieBreaker;
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
    const auto* link = m_peers.Find(peer);
    return link == nullptr ? 0 : link->GetConnection();
}

uint32_t
Lcce::GetSessionId(uint32_t call) const
{
    const auto* found = m_peers.FindCall(call);
    return found == nullptr ? 0 : found->session;
}

bool
Lcce::IsConnected(uint32_t peer) const
{
    const auto* link = m_peers.Find(peer);
    return link != nullptr && link->IsConnected();
}

bool
Lcce::IsUp(uint32_t call) const
{
    const auto* found = m_peers.FindCall(call);
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

int64_t
Lcce::AssignStreams(int64_t stream)
{
    NS_LOG_FUNCTION(this << stream);
    m_streams.identifiers->SetStream(stream);
    m_streams.cookies->SetStream(stream + 1);
    m_streams.hello->SetStream(stream + 2);
    m_streams.secrets->SetStream(stream + 3);
    m_streams.tieBreakers->SetStream(stream + 4);
    return 5;
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
    m_peers.Clear();
    m_endpoint.reset();
    m_transport = nullptr;
    m_directory = nullptr;
    m_hooks = LcceHooks();
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
    CheckAttributes(m_profiles);
    NS_ABORT_MSG_IF(m_acceptPolicy == CREATE && m_hooks.circuitFactory.IsNull(),
                    "ns3::l2tp::Lcce::AcceptPolicy must be Reject or Accept unless "
                    "SetCircuitFactory() was called");
    m_transport = Transport::Get(GetNode(), GetEncapsulation());
    m_directory = m_transport->GetDirectory();
    EndpointHost& host = *this;
    m_endpoint = std::make_unique<Endpoint>(MakeConfiguration(), host, m_streams);
    Begin();
}

EndpointConfiguration
Lcce::MakeConfiguration() const
{
    auto types = m_circuits.GetTypes();
    types.insert(PseudowireType::Ethernet);
    auto configuration = LcceAttributes::MakeConfiguration(*GetNode());
    configuration.profiles = m_profiles;
    configuration.vendors = m_vendors;
    for (const auto type : types)
    {
        configuration.pseudowireTypes.push_back(static_cast<uint16_t>(type));
    }
    return configuration;
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
    for (auto& [handle, link] : m_peers.GetAll())
    {
        link.StopBackOff();
    }
    DownReason reason;
    reason.result = static_cast<uint16_t>(StopCcnResult::ShuttingDown);
    for (const auto& [id, connection] : m_connections)
    {
        m_endpoint->Disconnect(id, reason, Simulator::Now());
    }
    Drain();
    StopIfIdle();
}

void
Lcce::Begin()
{
    m_phase = Phase::Running;
    m_ownPort = m_port;
    m_transport->Attach(*this, m_localAddress, m_ownPort);
    if (m_encapsulation == UDP && m_responderPort != 0 && m_responderPort != m_ownPort)
    {
        m_transport->Attach(*this, m_localAddress, m_responderPort);
    }
    m_attached = true;
    for (auto& [handle, link] : m_peers.GetAll())
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
    for (auto& [handle, link] : m_peers.GetAll())
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
    const auto id = m_endpoint->Connect(peer, Simulator::Now(), link.GetHints());
    link.SetConnection(id);
    auto& connection = MakeConnection(id, Path(InetSocketAddress(m_localAddress, m_ownPort), peer));
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
    Open(m_peers.Get(peer));
}

void
Lcce::Place(PeerLink& link, uint32_t handle)
{
    auto& call = link.GetCalls().at(handle);
    const auto connection = link.GetConnection();
    auto request = call.request;
    const auto* circuit = FindCircuit(connection, request.remoteEndId, request.pseudowireType);
    request.circuitActive &= IsActive(circuit, request.remoteEndId);
    request.circuitNew &= circuit == nullptr ? !call.wasUp : m_circuits.IsNew(circuit);
    call.session = m_endpoint->PlaceCall(connection, request, Simulator::Now());
    if (call.session != 0)
    {
        call.placed = true;
        auto& record = m_sessions[call.session];
        record.connection = connection;
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
    const bool referral = link.IsWanted() && IsReferral(reason);
    if (referral)
    {
        link.Suggest(GetSuggestions(reason));
    }
    const bool again = m_reconnect && link.IsWanted() && IsFailure(reason, established);
    if (again || referral)
    {
        link.Fail();
    }
    if (again || (referral && !link.HasFinishedRound()))
    {
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

} // namespace l2tp
} // namespace ns3
