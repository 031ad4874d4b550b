// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-retransmit-oldest.h"

#include "ns3/log.h"

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpRetransmitOldest");
NS_OBJECT_ENSURE_REGISTERED(RetransmitOldest);

TypeId
RetransmitOldest::GetTypeId()
{
    static TypeId tid = TypeId("ns3::l2tp::RetransmitOldest")
                            .SetParent<RetransmissionScope>()
                            .SetGroupName("L2tp")
                            .AddConstructor<RetransmitOldest>();
    return tid;
}

bool
RetransmitOldest::HasTimerPerMessage() const
{
    NS_LOG_FUNCTION(this);
    return false;
}

std::size_t
RetransmitOldest::GetBatch(std::size_t outstanding) const
{
    NS_LOG_FUNCTION(this << outstanding);
    return 1;
}

} // namespace l2tp
} // namespace ns3
