// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-retransmit-all.h"

#include "ns3/log.h"

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpRetransmitAll");
NS_OBJECT_ENSURE_REGISTERED(RetransmitAll);

TypeId
RetransmitAll::GetTypeId()
{
    static TypeId tid = TypeId("ns3::l2tp::RetransmitAll")
                            .SetParent<RetransmissionScope>()
                            .SetGroupName("L2tp")
                            .AddConstructor<RetransmitAll>();
    return tid;
}

bool
RetransmitAll::HasTimerPerMessage() const
{
    NS_LOG_FUNCTION(this);
    return false;
}

std::size_t
RetransmitAll::GetBatch(std::size_t outstanding) const
{
    NS_LOG_FUNCTION(this << outstanding);
    return outstanding;
}

} // namespace l2tp
} // namespace ns3
