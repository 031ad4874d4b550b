// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-peer-link.h"

#include "ns3/assert.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ns3
{
namespace l2tp
{

PeerLink::PeerLink(uint32_t handle, std::vector<Address> addresses, PeerHints hints)
    : m_handle(handle),
      m_addresses(std::move(addresses)),
      m_hints(std::move(hints))
{
    NS_ASSERT_MSG(!m_addresses.empty(), "a peer has at least one address");
}

uint32_t
PeerLink::GetHandle() const
{
    return m_handle;
}

const PeerHints&
PeerLink::GetHints() const
{
    return m_hints;
}

const Address&
PeerLink::GetAddress() const
{
    return m_addresses[m_turn];
}

void
PeerLink::Fail()
{
    ++m_failures;
    m_turn = (m_turn + 1) % m_addresses.size();
}

void
PeerLink::Suggest(const std::vector<Address>& addresses)
{
    auto place = m_turn + 1;
    for (const auto& address : addresses)
    {
        const bool known =
            std::find(m_addresses.begin(), m_addresses.end(), address) != m_addresses.end();
        if (!known && m_addresses.size() < MAX_ADDRESSES)
        {
            m_addresses.insert(m_addresses.begin() + static_cast<std::ptrdiff_t>(place++), address);
        }
    }
}

bool
PeerLink::HasFinishedRound() const
{
    return m_failures % m_addresses.size() == 0;
}

void
PeerLink::Succeed()
{
    m_failures = 0;
    m_connected = true;
}

Time
PeerLink::GetDelay(Time first, Time longest) const
{
    const auto rounds = m_failures / m_addresses.size();
    if (rounds == 0 || m_failures % m_addresses.size() != 0)
    {
        return Time(0);
    }
    Time delay = std::min(first, longest);
    for (std::size_t i = 1; i < rounds && delay < longest; ++i)
    {
        delay = delay > longest - delay ? longest : delay + delay;
    }
    return delay;
}

void
PeerLink::SetConnection(uint32_t connection)
{
    m_connection = connection;
    m_connected = false;
}

uint32_t
PeerLink::GetConnection() const
{
    return m_connection;
}

bool
PeerLink::IsConnected() const
{
    return m_connected;
}

void
PeerLink::SetWanted(bool wanted)
{
    m_wanted = wanted;
}

bool
PeerLink::IsWanted() const
{
    return m_wanted;
}

void
PeerLink::SetBackOff(const EventId& event)
{
    m_backOff = event;
}

bool
PeerLink::IsBackingOff() const
{
    return !m_backOff.IsExpired();
}

void
PeerLink::StopBackOff()
{
    if (IsBackingOff())
    {
        Simulator::Remove(m_backOff);
    }
}

PeerLink::Calls&
PeerLink::GetCalls()
{
    return m_calls;
}

const PeerLink::Calls&
PeerLink::GetCalls() const
{
    return m_calls;
}

void
PeerLink::Rewind()
{
    for (auto& [handle, call] : m_calls)
    {
        call.session = 0;
        call.placed = false;
        call.up = false;
    }
}

void
PeerLink::DropPlaced()
{
    for (auto call = m_calls.begin(); call != m_calls.end();)
    {
        call = call->second.placed ? m_calls.erase(call) : std::next(call);
    }
}

} // namespace l2tp
} // namespace ns3
