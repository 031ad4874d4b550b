// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-fifo-discipline.h"

#include "ns3/log.h"

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpFifoDiscipline");
NS_OBJECT_ENSURE_REGISTERED(FifoDiscipline);

TypeId
FifoDiscipline::GetTypeId()
{
    static TypeId tid = TypeId("ns3::l2tp::FifoDiscipline")
                            .SetParent<QueueDiscipline>()
                            .SetGroupName("L2tp")
                            .AddConstructor<FifoDiscipline>();
    return tid;
}

unsigned
FifoDiscipline::GetBand(MessageType type, bool reply) const
{
    NS_LOG_FUNCTION(this << static_cast<uint16_t>(type) << reply);
    return 0;
}

} // namespace l2tp
} // namespace ns3
