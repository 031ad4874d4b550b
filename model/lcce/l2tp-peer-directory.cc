// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-peer-directory.h"

#include "ns3/abort.h"
#include "ns3/inet-socket-address.h"
#include "ns3/ipv4-address.h"

#include <utility>

namespace ns3
{
namespace l2tp
{

PeerLink&
PeerDirectory::Add(std::vector<Address> addresses, PeerHints hints)
{
    for (const auto& address : addresses)
    {
        NS_ABORT_MSG_UNLESS(Ipv4Address::IsMatchingType(address) ||
                                InetSocketAddress::IsMatchingType(address),
                            "ns3::l2tp::Lcce::Connect takes an Ipv4Address or an "
                            "InetSocketAddress, not "
                                << address);
    }
    const auto handle = ++m_last;
    return m_links.emplace(handle, PeerLink(handle, std::move(addresses), std::move(hints)))
        .first->second;
}

PeerLink&
PeerDirectory::Get(uint32_t peer)
{
    auto* link = Find(peer);
    NS_ABORT_MSG_IF(link == nullptr, "ns3::l2tp::Lcce has no peer with handle " << peer);
    return *link;
}

PeerLink*
PeerDirectory::Find(uint32_t peer)
{
    const auto link = m_links.find(peer);
    return link == m_links.end() ? nullptr : &link->second;
}

const PeerLink*
PeerDirectory::Find(uint32_t peer) const
{
    const auto link = m_links.find(peer);
    return link == m_links.end() ? nullptr : &link->second;
}

PeerDirectory::Links&
PeerDirectory::GetAll()
{
    return m_links;
}

void
PeerDirectory::Clear()
{
    m_links.clear();
    m_calls.clear();
}

uint32_t
PeerDirectory::AddCall(PeerLink& link, const SessionRequest& request)
{
    const auto handle = ++m_last;
    link.GetCalls()[handle].request = request;
    m_calls[handle] = link.GetHandle();
    return handle;
}

bool
PeerDirectory::IsCall(uint32_t call) const
{
    return m_calls.count(call) != 0;
}

PeerLink::Call*
PeerDirectory::FindCall(uint32_t call)
{
    const auto peer = m_calls.find(call);
    if (peer == m_calls.end())
    {
        return nullptr;
    }
    auto& calls = m_links.at(peer->second).GetCalls();
    const auto found = calls.find(call);
    return found == calls.end() ? nullptr : &found->second;
}

const PeerLink::Call*
PeerDirectory::FindCall(uint32_t call) const
{
    const auto peer = m_calls.find(call);
    if (peer == m_calls.end())
    {
        return nullptr;
    }
    const auto& calls = m_links.at(peer->second).GetCalls();
    const auto found = calls.find(call);
    return found == calls.end() ? nullptr : &found->second;
}

PeerLink::Call*
PeerDirectory::FindCall(uint32_t call, uint32_t session)
{
    auto* found = FindCall(call);
    return found == nullptr || found->session != session ? nullptr : found;
}

void
PeerDirectory::EndCall(uint32_t call)
{
    const auto peer = m_calls.find(call);
    if (peer != m_calls.end())
    {
        m_links.at(peer->second).GetCalls().erase(call);
    }
}

} // namespace l2tp
} // namespace ns3
