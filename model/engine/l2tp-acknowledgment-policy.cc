// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-acknowledgment-policy.h"

#include "ns3/log.h"

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpAcknowledgmentPolicy");
NS_OBJECT_ENSURE_REGISTERED(AcknowledgmentPolicy);

TypeId
AcknowledgmentPolicy::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::l2tp::AcknowledgmentPolicy").SetParent<Object>().SetGroupName("L2tp");
    return tid;
}

} // namespace l2tp
} // namespace ns3
