// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-session-table.h"

#include "ns3/assert.h"

#include <utility>

namespace ns3
{
namespace l2tp
{

Session&
SessionTable::Create(uint32_t id)
{
    NS_ASSERT_MSG(id != 0, "Session ID 0 is reserved for control messages");
    const auto [entry, fresh] = m_sessions.try_emplace(id);
    NS_ASSERT_MSG(fresh, "Session ID " << id << " is taken");
    entry->second.parameters.localSessionId = id;
    return entry->second;
}

Session*
SessionTable::Find(uint32_t id)
{
    const auto session = m_sessions.find(id);
    return session == m_sessions.end() ? nullptr : &session->second;
}

const Session*
SessionTable::Find(uint32_t id) const
{
    const auto session = m_sessions.find(id);
    return session == m_sessions.end() ? nullptr : &session->second;
}

void
SessionTable::Rename(Session& session, uint32_t id)
{
    NS_ASSERT_MSG(id != 0 && Find(id) == nullptr, "Session ID " << id << " is not free");
    auto node = m_sessions.extract(session.parameters.localSessionId);
    node.key() = id;
    session.parameters.localSessionId = id;
    m_sessions.insert(std::move(node));
}

void
SessionTable::Destroy(uint32_t id)
{
    m_sessions.erase(id);
}

std::size_t
SessionTable::GetSize() const
{
    return m_sessions.size();
}

} // namespace l2tp
} // namespace ns3
