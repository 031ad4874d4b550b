// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-fixed-window.h"

#include "ns3/log.h"

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpFixedWindow");
NS_OBJECT_ENSURE_REGISTERED(FixedWindow);

TypeId
FixedWindow::GetTypeId()
{
    static TypeId tid = TypeId("ns3::l2tp::FixedWindow")
                            .SetParent<CongestionControl>()
                            .SetGroupName("L2tp")
                            .AddConstructor<FixedWindow>();
    return tid;
}

void
FixedWindow::Start(WindowState& state) const
{
    NS_LOG_FUNCTION(this << state.peerWindow);
    state.cwnd = state.peerWindow;
    state.ssthresh = state.peerWindow;
    state.credit = 0;
    state.collapsed = false;
}

void
FixedWindow::PeerWindowKnown(WindowState& state) const
{
    NS_LOG_FUNCTION(this << state.peerWindow);
    Start(state);
}

void
FixedWindow::Acknowledged(WindowState& state, uint32_t messages) const
{
    NS_LOG_FUNCTION(this << state.cwnd << messages);
}

void
FixedWindow::Expired(WindowState& state) const
{
    NS_LOG_FUNCTION(this << state.cwnd);
}

} // namespace l2tp
} // namespace ns3
