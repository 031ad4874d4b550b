// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-appendix-a-congestion-control.h"

#include "ns3/log.h"

#include <algorithm>

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpAppendixACongestionControl");
NS_OBJECT_ENSURE_REGISTERED(AppendixACongestionControl);

TypeId
AppendixACongestionControl::GetTypeId()
{
    static TypeId tid = TypeId("ns3::l2tp::AppendixACongestionControl")
                            .SetParent<CongestionControl>()
                            .SetGroupName("L2tp")
                            .AddConstructor<AppendixACongestionControl>();
    return tid;
}

void
AppendixACongestionControl::Start(WindowState& state) const
{
    NS_LOG_FUNCTION(this << state.peerWindow);
    state.cwnd = 1;
    state.ssthresh = state.peerWindow;
    state.credit = 0;
    state.collapsed = false;
}

void
AppendixACongestionControl::PeerWindowKnown(WindowState& state) const
{
    NS_LOG_FUNCTION(this << state.peerWindow);
    state.ssthresh =
        state.collapsed ? std::min(state.ssthresh, state.peerWindow) : state.peerWindow;
    if (state.cwnd > state.peerWindow)
    {
        state.cwnd = state.peerWindow;
        state.credit = 0;
    }
}

void
AppendixACongestionControl::Acknowledged(WindowState& state, uint32_t messages) const
{
    NS_LOG_FUNCTION(this << messages);
    for (; messages > 0 && state.cwnd < state.peerWindow; --messages)
    {
        // In slow start every acknowledgment counts, afterwards every CWND-th.
        if (state.cwnd < state.ssthresh || ++state.credit >= state.cwnd)
        {
            ++state.cwnd;
            state.credit = 0;
        }
    }
}

void
AppendixACongestionControl::Expired(WindowState& state) const
{
    NS_LOG_FUNCTION(this << state.cwnd);
    state.ssthresh = std::max<uint32_t>(state.cwnd / 2, 1);
    state.cwnd = 1;
    state.credit = 0;
    state.collapsed = true;
}

} // namespace l2tp
} // namespace ns3
