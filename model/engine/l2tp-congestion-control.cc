// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-congestion-control.h"

#include "ns3/log.h"

#include <algorithm>

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpCongestionControl");
NS_OBJECT_ENSURE_REGISTERED(CongestionControl);

TypeId
CongestionControl::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::l2tp::CongestionControl").SetParent<Object>().SetGroupName("L2tp");
    return tid;
}

uint32_t
CongestionControl::GetWindow(const WindowState& state) const
{
    NS_LOG_FUNCTION(this << state.cwnd << state.peerWindow);
    return std::max<uint32_t>(std::min(state.cwnd, state.peerWindow), 1);
}

} // namespace l2tp
} // namespace ns3
