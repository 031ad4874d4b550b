// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-retransmission-scope.h"

#include "ns3/log.h"

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpRetransmissionScope");
NS_OBJECT_ENSURE_REGISTERED(RetransmissionScope);

TypeId
RetransmissionScope::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::l2tp::RetransmissionScope").SetParent<Object>().SetGroupName("L2tp");
    return tid;
}

} // namespace l2tp
} // namespace ns3
