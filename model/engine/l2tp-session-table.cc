// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-session-table.h"

#include "ns3/assert.h"

namespace ns3
{
namespace l2tp
{

Session&
SessionTable::Create(uint32_t id)
{
    NS_ASSERT_MSG(id != 0, "Session ID 0 is reserved for control messages");
    auto& session = m_sessions[id];
    NS_ASSERT_MSG(!session, "Session ID " << id << " is taken");
    session = std::make_unique<Session>();
    session->parameters.localSessionId = id;
    return *session;
}

Session*
SessionTable::Find(uint32_t id) const
{
    const auto session = m_sessions.find(id);
    return session == m_sessions.end() ? nullptr : session->second.get();
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
