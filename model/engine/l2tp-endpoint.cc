// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-endpoint.h"

#include "l2tp-avp.h"

#include "ns3/assert.h"
#include "ns3/log.h"

#include <limits>
#include <vector>

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpEndpoint");

Endpoint::Endpoint(EndpointConfiguration configuration, EndpointHost& host, RandomStreams streams)
    : m_context{std::move(configuration), host, std::move(streams), {}, {}, {}, {}, 0}
{
    NS_ASSERT(m_context.streams.identifiers && m_context.streams.cookies &&
              m_context.streams.hello);
}

Endpoint::~Endpoint() = default;

uint32_t
Endpoint::Connect(const Address& peer, Time now)
{
    auto& entry = Create(peer);
    const auto id = entry.connection->GetLocalId();
    entry.connection->Open(now);
    Settle(entry);
    return id;
}

void
Endpoint::Disconnect(uint32_t connection, const DownReason& reason, Time now)
{
    const auto entry = m_connections.find(connection);
    if (entry != m_connections.end())
    {
        entry->second.connection->Close(reason, now);
        Settle(entry->second);
    }
}

uint32_t
Endpoint::PlaceCall(uint32_t connection, const SessionRequest& request, Time now)
{
    const auto entry = m_connections.find(connection);
    if (entry == m_connections.end() || entry->second.connection->IsClosing())
    {
        return 0;
    }
    const auto session = entry->second.connection->GetCalls().Place(request, now);
    Settle(entry->second);
    return session;
}

void
Endpoint::HangUp(uint32_t session, const DownReason& reason, Time now)
{
    auto* found = m_context.sessions.Find(session);
    if (found == nullptr)
    {
        return;
    }
    auto& connection = *found->connection;
    connection.HangUp(*found, reason, now);
    Settle(m_connections.at(connection.GetLocalId()));
}

void
Endpoint::Crash(Time now)
{
    while (!m_connections.empty())
    {
        auto& entry = m_connections.begin()->second;
        entry.connection->Abandon(DownCause::Crash, now);
        Settle(entry);
    }
}

void
Endpoint::Receive(const Address& from, ByteView image, Time now)
{
    auto decoded = ControlMessage::Decode(image);
    if (const auto* error = std::get_if<ParseError>(&decoded))
    {
        ReceiveMalformed(*error, now);
        return;
    }
    auto& message = std::get<ControlMessage>(decoded);
    const auto id = message.GetControlConnectionId();
    if (id == 0)
    {
        if (auto* entry = FindByRemote(from, message))
        {
            Deliver(*entry, from, std::move(message), now);
            return;
        }
    }
    const auto entry = m_connections.find(id);
    if (entry == m_connections.end())
    {
        ReceiveStray(from, std::move(message), now);
        return;
    }
    Deliver(entry->second, from, std::move(message), now);
}

void
Endpoint::Alive(uint32_t connection, Time now)
{
    const auto entry = m_connections.find(connection);
    if (entry != m_connections.end())
    {
        entry->second.connection->Alive(now);
    }
}

void
Endpoint::Expire(uint32_t connection, Time now)
{
    const auto entry = m_connections.find(connection);
    if (entry != m_connections.end())
    {
        entry->second.connection->Expire(now);
        entry->second.deadline = Time::Max();
        Settle(entry->second);
    }
}

Time
Endpoint::GetDeadline(uint32_t connection) const
{
    const auto entry = m_connections.find(connection);
    return entry == m_connections.end() ? Time::Max() : entry->second.connection->GetDeadline();
}

std::optional<Output>
Endpoint::PollOutput()
{
    if (m_context.outputs.empty())
    {
        return std::nullopt;
    }
    std::optional<Output> output(std::move(m_context.outputs.front()));
    m_context.outputs.pop_front();
    return output;
}

const ControlConnection*
Endpoint::FindConnection(uint32_t connection) const
{
    const auto entry = m_connections.find(connection);
    return entry == m_connections.end() ? nullptr : entry->second.connection.get();
}

const Session*
Endpoint::FindSession(uint32_t session) const
{
    return m_context.sessions.Find(session);
}

std::size_t
Endpoint::GetConnections() const
{
    return m_connections.size();
}

std::size_t
Endpoint::GetSessions() const
{
    return m_context.sessions.GetSize();
}

Endpoint::Entry&
Endpoint::Create(const Address& peer)
{
    uint32_t id = 0;
    while (id == 0 || m_connections.find(id) != m_connections.end())
    {
        id = m_context.streams.identifiers->GetInteger(0, std::numeric_limits<uint32_t>::max());
    }
    auto& entry = m_connections[id];
    entry.connection = std::make_unique<ControlConnection>(m_context, id, peer);
    return entry;
}

void
Endpoint::Settle(Entry& entry)
{
    const std::vector<PeerIdentity> changed = std::exchange(m_context.changedPeers, {});
    for (const auto& peer : changed)
    {
        const auto open = m_context.established.find(peer);
        if (open == m_context.established.end())
        {
            continue;
        }
        for (const auto id : open->second)
        {
            auto& other = m_connections.at(id);
            other.connection->SetPeerShared(open->second.size() > 1);
            if (&other != &entry)
            {
                ReportDeadline(other);
            }
        }
    }
    if (!entry.connection->IsReleased())
    {
        ReportDeadline(entry);
        return;
    }
    const auto id = entry.connection->GetLocalId();
    const auto remote = m_byRemote.find(entry.key);
    if (remote != m_byRemote.end() && remote->second == id)
    {
        m_byRemote.erase(remote);
    }
    m_context.outputs.emplace_back(output::ConnectionReleased{id});
    m_connections.erase(id);
}

void
Endpoint::ReportDeadline(Entry& entry)
{
    const auto deadline = entry.connection->GetDeadline();
    if (deadline != entry.deadline)
    {
        entry.deadline = deadline;
        m_context.outputs.emplace_back(output::Deadline{entry.connection->GetLocalId(), deadline});
    }
}

Endpoint::Entry*
Endpoint::FindByRemote(const Address& from, const ControlMessage& message)
{
    const auto type = message.GetType();
    const auto assigned = message.Get<avp::AssignedControlConnectionId>();
    if (!assigned || (type != MessageType::Sccrq && type != MessageType::StopCcn))
    {
        return nullptr;
    }
    const auto known = m_byRemote.find({from, *assigned});
    return known == m_byRemote.end() ? nullptr : &m_connections.at(known->second);
}

void
Endpoint::ReceiveStray(const Address& from, ControlMessage&& message, Time now)
{
    const auto type = message.GetType();
    const auto assigned = message.Get<avp::AssignedControlConnectionId>();
    const bool request =
        type == MessageType::Sccrq && message.GetControlConnectionId() == 0 && assigned;
    const bool strict = m_context.configuration.strictIdle &&
                        (type == MessageType::Sccrp || type == MessageType::Scccn);
    if (!request && !strict)
    {
        m_context.outputs.emplace_back(output::ControlDrop{
            0,
            ControlDropReason::UnknownConnection,
            std::nullopt,
            "Control Connection ID " + std::to_string(message.GetControlConnectionId())});
        return;
    }
    if (request && (message.GetNs() != 0 || message.GetNr() != 0))
    {
        m_context.outputs.emplace_back(
            output::ControlDrop{0,
                                ControlDropReason::NotAcceptable,
                                std::nullopt,
                                "the first message of a connection has Ns 0 and Nr 0"});
        return;
    }
    auto& entry = Create(from);
    if (strict)
    {
        // What is left of an older connection: take up its numbers, so that the peer accepts the
        // StopCCN.
        entry.connection->SetFirstNumbers(message.GetNr(), message.GetNs());
    }
    if (request)
    {
        entry.key = {from, *assigned};
        m_byRemote[entry.key] = entry.connection->GetLocalId();
    }
    Deliver(entry, from, std::move(message), now);
    if (m_context.configuration.peerRestart == PeerRestart::Replace &&
        entry.connection->GetState() == State::WaitCtlConn)
    {
        const auto& peer = entry.connection->GetPeer();
        ReplaceConnections({peer.hostName, peer.routerId}, now);
    }
}

void
Endpoint::Deliver(Entry& entry, const Address& from, ControlMessage&& message, Time now)
{
    m_context.outputs.emplace_back(
        output::Received{entry.connection->GetLocalId(), std::move(message)});
    auto& received = std::get<output::Received>(m_context.outputs.back());
    entry.connection->Receive(received, from, now);
    Settle(entry);
}

void
Endpoint::ReceiveMalformed(const ParseError& error, Time now)
{
    const auto id = error.header ? error.header->controlConnectionId : 0;
    const auto entry = m_connections.find(id);
    m_context.outputs.emplace_back(output::ControlDrop{entry == m_connections.end() ? 0 : id,
                                                       ControlDropReason::Malformed,
                                                       error,
                                                       Describe(error.what)});
    if (entry != m_connections.end())
    {
        entry->second.connection->ReceiveMalformed(error, now);
        Settle(entry->second);
    }
}

void
Endpoint::ReplaceConnections(const PeerIdentity& peer, Time now)
{
    const auto open = m_context.established.find(peer);
    if (open == m_context.established.end())
    {
        return;
    }
    const std::vector<uint32_t> old(open->second.begin(), open->second.end());
    for (const auto id : old)
    {
        auto& entry = m_connections.at(id);
        entry.connection->Abandon(DownCause::Replaced, now);
        Settle(entry);
    }
}

} // namespace l2tp
} // namespace ns3
