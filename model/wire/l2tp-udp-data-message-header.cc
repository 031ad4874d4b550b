// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-udp-data-message-header.h"

namespace ns3
{
namespace l2tp
{

NS_OBJECT_ENSURE_REGISTERED(UdpDataMessageHeader);

TypeId
UdpDataMessageHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::l2tp::UdpDataMessageHeader")
                            .SetParent<DataMessageHeader>()
                            .SetGroupName("L2tp")
                            .AddConstructor<UdpDataMessageHeader>();
    return tid;
}

UdpDataMessageHeader::UdpDataMessageHeader()
    : DataMessageHeader(Encapsulation::Udp)
{
}

} // namespace l2tp
} // namespace ns3
