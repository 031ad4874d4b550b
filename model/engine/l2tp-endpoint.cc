// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-endpoint.h"

#include "l2tp-identifier.h"

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
    : m_context(std::move(configuration), host, std::move(streams))
{
    NS_ASSERT(m_context.streams.identifiers && m_context.streams.cookies &&
              m_context.streams.hello && m_context.streams.secrets &&
              m_context.streams.tieBreakers);
}

Endpoint::~Endpoint() = default;

uint32_t
Endpoint::Connect(const Address& peer, Time now, const PeerHints& hints)
{
    auto& entry = Create(peer, hints);
    const auto id = entry.connection->GetLocalId();
    m_own.insert(id);
    entry.connection->Open(now);
    Settle(entry);
    return id;
}

void
Endpoint::SetAuthentication(const AuthenticationSettings& settings, Time /* now */)
{
    m_context.configuration.authentication = settings;
    m_context.secrets.Set(settings);
    for (auto& [id, entry] : m_connections)
    {
        entry.connection->UpdateSecrets();
    }
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
    if (entry == m_connections.end() ||
        (entry->second.connection->IsClosing() && !entry->second.connection->IsParked()))
    {
        return 0;
    }
    const auto session = entry->second.connection->GetCalls(now).Place(request, now);
    Settle(entry->second);
    return session;
}

template <class Verb>
void
Endpoint::WithSession(uint32_t id, Time now, Verb verb)
{
    auto* session = m_context.sessions.Find(id);
    if (session == nullptr)
    {
        return;
    }
    auto& connection = *session->connection;
    verb(connection.GetCalls(now), *session);
    Settle(m_connections.at(connection.GetLocalId()));
}

void
Endpoint::HangUp(uint32_t session, const DownReason& reason, Time now)
{
    WithSession(session, now, [&](CallControl& calls, Session& found) {
        calls.HangUp(found, reason, now);
    });
}

void
Endpoint::CallPlaced(uint32_t session, Time now, const PlacedCall& call)
{
    WithSession(session, now, [&](CallControl& calls, Session& found) {
        calls.CallPlaced(found, call, now);
    });
}

void
Endpoint::CallFailed(uint32_t session, const DownReason& reason, Time now)
{
    WithSession(session, now, [&](CallControl& calls, Session& found) {
        calls.CallFailed(found, reason, now);
    });
}

void
Endpoint::SetCircuitStatus(uint32_t session, bool active, Time now)
{
    WithSession(session, now, [&](CallControl& calls, Session& found) {
        calls.SetCircuitStatus(found, active, now);
    });
}

void
Endpoint::SendLinkInfo(uint32_t session, Time now)
{
    WithSession(session, now, [&](CallControl& calls, Session& found) {
        calls.SendLinkInfo(found, now);
    });
}

void
Endpoint::ReportCircuitErrors(uint32_t session, const CircuitErrorsValue& errors, Time now)
{
    WithSession(session, now, [&](CallControl& calls, Session& found) {
        calls.ReportCircuitErrors(found, errors, now);
    });
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
Endpoint::Create(const Address& peer, const PeerHints& hints)
{
    const auto draw = [this] {
        return m_context.streams.identifiers->GetInteger(0, std::numeric_limits<uint32_t>::max());
    };
    const auto isTaken = [this](uint32_t id) { return m_connections.count(id) != 0; };
    return Create(DrawIdentifier(draw, isTaken), peer, hints);
}

Endpoint::Entry&
Endpoint::Create(uint32_t id, const Address& peer, const PeerHints& hints)
{
    auto& entry = m_connections[id];
    entry.connection = std::make_unique<ControlConnection>(m_context, id, peer, hints);
    ++m_open;
    return entry;
}

void
Endpoint::Settle(Entry& entry)
{
    SettlePeers(entry);
    auto& connection = *entry.connection;
    if (entry.open && (connection.IsClosing() || connection.IsReleased()))
    {
        entry.open = false;
        --m_open;
    }
    const auto id = connection.GetLocalId();
    if (!connection.IsReleased())
    {
        if (entry.key.second == 0 && connection.GetRemoteId() != 0)
        {
            entry.key = {connection.GetPeerAddress(), connection.GetRemoteId()};
            m_byRemote.emplace(entry.key, id);
        }
        ReportDeadline(entry);
        return;
    }
    const auto remote = m_byRemote.find(entry.key);
    if (remote != m_byRemote.end() && remote->second == id)
    {
        m_byRemote.erase(remote);
    }
    m_own.erase(id);
    m_context.outputs.emplace_back(output::ConnectionReleased{id});
    m_connections.erase(id);
}

void
Endpoint::SettlePeers(const Entry& settled)
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
            if (&other != &settled)
            {
                ReportDeadline(other);
            }
        }
    }
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

void
Endpoint::Drop(uint32_t connection, ControlDropReason reason, const std::string& detail)
{
    m_context.outputs.emplace_back(output::ControlDrop{connection, reason, std::nullopt, detail});
}

void
Endpoint::ReplaceConnections(const ControlConnection& successor, Time now)
{
    const auto& open = m_context.established.at(successor.GetIdentity());
    const std::vector<uint32_t> ids(open.begin(), open.end());
    for (const auto id : ids)
    {
        auto& entry = m_connections.at(id);
        // That the peer opens a connection does not say that it has forgotten those of this end.
        if (entry.connection.get() != &successor && !entry.connection->IsInitiator())
        {
            entry.connection->Abandon(DownCause::Replaced, now);
            Settle(entry);
        }
    }
}

} // namespace l2tp
} // namespace ns3
