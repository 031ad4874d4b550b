// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-session-directory.h"

#include "ns3/assert.h"
#include "ns3/log.h"

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpSessionDirectory");

NS_OBJECT_ENSURE_REGISTERED(SessionDirectory);

TypeId
SessionDirectory::GetTypeId()
{
    static TypeId tid = TypeId("ns3::l2tp::SessionDirectory")
                            .SetParent<Object>()
                            .SetGroupName("L2tp")
                            .AddConstructor<SessionDirectory>();
    return tid;
}

SessionDirectory::SessionDirectory()
{
    NS_LOG_FUNCTION(this);
}

SessionDirectory::~SessionDirectory()
{
    NS_LOG_FUNCTION(this);
}

Ptr<SessionDirectory>
SessionDirectory::Get(Ptr<Node> node)
{
    NS_LOG_FUNCTION(node);
    Ptr<SessionDirectory> directory = node->GetObject<SessionDirectory>();
    if (!directory)
    {
        directory = CreateObject<SessionDirectory>();
        node->AggregateObject(directory);
    }
    return directory;
}

bool
SessionDirectory::IsFree(uint32_t id) const
{
    NS_LOG_FUNCTION(this << id);
    return id != 0 && m_sessions.count(id) == 0;
}

void
SessionDirectory::Reserve(uint32_t id)
{
    NS_LOG_FUNCTION(this << id);
    NS_ASSERT_MSG(IsFree(id), "Session ID " << id << " is not free");
    m_sessions.emplace(id, nullptr);
}

void
SessionDirectory::Bind(uint32_t id, Ptr<DataSession> session)
{
    NS_LOG_FUNCTION(this << id << session);
    NS_ASSERT_MSG(id != 0 && session, "a session without an identifier, or none");
    m_sessions[id] = session;
}

void
SessionDirectory::Release(uint32_t id)
{
    NS_LOG_FUNCTION(this << id);
    m_sessions.erase(id);
}

std::size_t
SessionDirectory::GetSize() const
{
    NS_LOG_FUNCTION(this);
    return m_sessions.size();
}

void
SessionDirectory::DoDispose()
{
    NS_LOG_FUNCTION(this);
    m_sessions.clear();
    Object::DoDispose();
}

} // namespace l2tp
} // namespace ns3
