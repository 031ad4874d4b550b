// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-rival-header.h"

namespace ns3
{
namespace l2tp
{

NS_OBJECT_ENSURE_REGISTERED(RivalHeader);

TypeId
RivalHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::l2tp::RivalHeader")
                            .SetParent<Header>()
                            .SetGroupName("L2tp")
                            .AddConstructor<RivalHeader>();
    return tid;
}

RivalHeader::RivalHeader(uint32_t sessionId, uint64_t cookie)
    : m_sessionId(sessionId),
      m_cookie(cookie)
{
}

uint32_t
RivalHeader::GetSessionId() const
{
    return m_sessionId;
}

uint64_t
RivalHeader::GetCookie() const
{
    return m_cookie;
}

TypeId
RivalHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
RivalHeader::GetSerializedSize() const
{
    return SIZE;
}

void
RivalHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteHtonU32(0x00030000); // version 3
    start.WriteHtonU32(m_sessionId);
    start.WriteHtonU64(m_cookie);
}

uint32_t
RivalHeader::Deserialize(Buffer::Iterator start)
{
    start.ReadNtohU32();
    m_sessionId = start.ReadNtohU32();
    m_cookie = start.ReadNtohU64();
    return SIZE;
}

void
RivalHeader::Print(std::ostream& os) const
{
    os << "Session ID=" << m_sessionId;
}

} // namespace l2tp
} // namespace ns3
