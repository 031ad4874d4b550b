// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-retransmit-per-message.h"

#include "ns3/log.h"

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpRetransmitPerMessage");
NS_OBJECT_ENSURE_REGISTERED(RetransmitPerMessage);

TypeId
RetransmitPerMessage::GetTypeId()
{
    static TypeId tid = TypeId("ns3::l2tp::RetransmitPerMessage")
                            .SetParent<RetransmissionScope>()
                            .SetGroupName("L2tp")
                            .AddConstructor<RetransmitPerMessage>();
    return tid;
}

bool
RetransmitPerMessage::HasTimerPerMessage() const
{
    NS_LOG_FUNCTION(this);
    return true;
}

std::size_t
RetransmitPerMessage::GetBatch(std::size_t outstanding) const
{
    NS_LOG_FUNCTION(this << outstanding);
    return 1;
}

} // namespace l2tp
} // namespace ns3
