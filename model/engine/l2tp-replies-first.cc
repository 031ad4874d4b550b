// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-replies-first.h"

#include "ns3/log.h"

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpRepliesFirst");
NS_OBJECT_ENSURE_REGISTERED(RepliesFirst);

TypeId
RepliesFirst::GetTypeId()
{
    static TypeId tid = TypeId("ns3::l2tp::RepliesFirst")
                            .SetParent<QueueDiscipline>()
                            .SetGroupName("L2tp")
                            .AddConstructor<RepliesFirst>();
    return tid;
}

unsigned
RepliesFirst::GetBand(MessageType type, bool reply) const
{
    NS_LOG_FUNCTION(this << static_cast<uint16_t>(type) << reply);
    return reply ? 0 : 1;
}

} // namespace l2tp
} // namespace ns3
