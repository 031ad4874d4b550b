// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-outstanding-requests.h"

#include "l2tp-control-connection.h"
#include "l2tp-session-table.h"

#include <functional>

namespace ns3
{
namespace l2tp
{

void
OutstandingRequests::Add(const Session& session)
{
    const auto& parameters = session.parameters;
    m_requests.emplace(GetKey(*session.connection, parameters.remoteEndId),
                       parameters.localSessionId);
}

void
OutstandingRequests::Remove(const Session& session)
{
    const auto& parameters = session.parameters;
    auto [at, end] = m_requests.equal_range(GetKey(*session.connection, parameters.remoteEndId));
    for (; at != end; ++at)
    {
        if (at->second == parameters.localSessionId)
        {
            m_requests.erase(at);
            return;
        }
    }
}

Session*
OutstandingRequests::Find(const ControlConnection& from,
                          const std::string& remoteEndId,
                          SessionTable& sessions) const
{
    const auto peer = from.GetIdentity();
    Session* found = nullptr;
    auto [at, end] = m_requests.equal_range(GetKey(from, remoteEndId));
    for (; at != end; ++at)
    {
        auto* session = sessions.Find(at->second);
        if (session->parameters.remoteEndId == remoteEndId &&
            session->connection->GetIdentity() == peer &&
            (found == nullptr || session->parameters.serialNumber < found->parameters.serialNumber))
        {
            found = session;
        }
    }
    return found;
}

std::size_t
OutstandingRequests::GetKey(const ControlConnection& connection, const std::string& remoteEndId)
{
    const auto peer = connection.GetIdentity();
    constexpr std::size_t SPREAD = 31;
    return (std::hash<std::string>{}(peer.first) * SPREAD + peer.second) * SPREAD +
           std::hash<std::string>{}(remoteEndId);
}

} // namespace l2tp
} // namespace ns3
