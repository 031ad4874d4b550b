// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-out-of-order-policy.h"

#include "ns3/log.h"

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpOutOfOrderPolicy");
NS_OBJECT_ENSURE_REGISTERED(OutOfOrderPolicy);

TypeId
OutOfOrderPolicy::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::l2tp::OutOfOrderPolicy").SetParent<Object>().SetGroupName("L2tp");
    return tid;
}

} // namespace l2tp
} // namespace ns3
