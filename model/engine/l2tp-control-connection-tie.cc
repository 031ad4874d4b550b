// SPDX-License-Identifier: GPL-2.0-only
// What two crossing SCCRQs do to a control connection (RFC 3931 section 5.4.3).
#include "l2tp-control-connection.h"
#include "l2tp-tie-breaking.h"

#include "ns3/assert.h"

#include <algorithm>

namespace ns3
{
namespace l2tp
{

void
ControlConnection::WinTie(Time now)
{
    m_now = now;
    Transition(Event::SccrqTieWon);
}

void
ControlConnection::Inherit(ControlConnection& loser, Time now)
{
    NS_ASSERT(m_state == State::Idle && loser.m_state == State::WaitCtlReply);
    m_now = now;
    m_state = State::WaitCtlReply;
    m_guard = loser.m_guard;
    m_tieLost = true;
    m_context.outputs.emplace_back(output::ConnectionReplaced{loser.m_localId, m_localId});
    loser.m_calls.MoveTo(m_calls);
    loser.m_state = State::Idle;
    loser.m_discarded = true;
    loser.m_channel.StopSending();
    loser.BeginClosing();
    loser.m_hold = now + std::max(Seconds(MIN_HOLD_SECONDS), m_channel.GetCycle());
}

void
ControlConnection::RestartAfterTie(Time now)
{
    m_now = now;
    m_tieLost = false;
    Transition(Event::SccrqTieEqual);
}

void
ControlConnection::TakeOver(ControlConnection& parked, Time now)
{
    NS_ASSERT(parked.IsParked());
    m_now = now;
    parked.m_parking = Time::Max();
    m_context.outputs.emplace_back(output::ConnectionReplaced{parked.m_localId, m_localId});
    parked.m_calls.MoveTo(m_calls);
    if (m_state == State::Established)
    {
        m_calls.OpenWaiting(now);
    }
}

void
ControlConnection::EndParking(Time now)
{
    m_now = now;
    m_parking = Time::Max();
    m_calls.CloseAll(m_parkReason, now);
    m_context.outputs.emplace_back(output::ConnectionDown{m_localId, m_parkReason});
}

void
ControlConnection::RefuseWith(const DownReason& reason)
{
    m_refusal = reason;
}

void
ControlConnection::Forget()
{
    m_channel.StopSending();
    m_released = true;
}

void
ControlConnection::UpdateSecrets()
{
    const bool known = !m_peer.hostName.empty();
    const auto former = m_security.GetAuthenticator().GetSecrets().front();
    m_security.Update(m_context.secrets,
                      known ? m_peer.hostName : m_hints.hostName,
                      known ? std::optional<uint32_t>(m_peer.routerId) : m_hints.routerId);
    // The peer unhides with the secret whose digest fits first, which is the new one now.
    m_channel.Rewrite([&](Bytes& image) {
        m_security.HideAgain(image, *former, m_context.configuration.vendors.get());
    });
}

} // namespace l2tp
} // namespace ns3
