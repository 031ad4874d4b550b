// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-dissect-ip-reassembly.h"

#include <iterator>
#include <utility>

namespace ns3
{
namespace l2tp
{

namespace
{

constexpr std::size_t OVERHEAD = 128; // about what a map takes for a part
constexpr std::size_t FRAGMENT_UNIT = 8;
constexpr uint8_t NO_PROTOCOL = 0; // in IPv6 only that of the first fragment counts

Time
Timeout()
{
    return Time::FromInteger(IpReassembly::TIMEOUT, Time::S);
}

} // namespace

bool
IpReassembly::IsUsable(const IpPacket& packet)
{
    const IpPacket::Fragment& fragment = *packet.fragment;
    return !packet.IsCut() && packet.size > 0 &&
           fragment.offset + packet.size <= MAX_DATAGRAM_SIZE &&
           (!fragment.more || packet.size % FRAGMENT_UNIT == 0);
}

std::optional<IpReassembly::Datagram>
IpReassembly::Take(const IpPacket& packet, Time time, uint64_t index)
{
    if (!IsUsable(packet))
    {
        return std::nullopt;
    }
    const auto pending = Find(packet, time, index);
    const IpPacket::Fragment& fragment = *packet.fragment;
    if (fragment.offset == 0)
    {
        pending->datagram.protocol = packet.protocol;
    }
    if (!fragment.more)
    {
        pending->size = fragment.offset + packet.size;
    }
    if (pending->parts.emplace(fragment.offset, packet.payload.ToBytes()).second)
    {
        pending->datagram.fragments++;
        pending->octets += packet.size;
        m_octets += packet.size + OVERHEAD;
    }
    if (pending->size && pending->octets >= *pending->size)
    {
        Assemble(*pending);
        if (pending->datagram.payload.size() >= *pending->size)
        {
            pending->datagram.payload.resize(*pending->size);
            m_completed.Get(pending->key) = time;
            return Remove(pending);
        }
    }
    while (m_octets > MAX_OCTETS)
    {
        Abandon();
    }
    return std::nullopt;
}

IpReassembly::Queue::iterator
IpReassembly::Find(const IpPacket& packet, Time time, uint64_t index)
{
    const Key key{packet.source,
                  packet.destination,
                  packet.source.IsV6() ? NO_PROTOCOL : packet.protocol,
                  packet.fragment->identification};
    const auto found = m_index.find(key);
    if (found != m_index.end())
    {
        return found->second;
    }
    m_queue.emplace_back();
    Pending& pending = m_queue.back();
    pending.key = key;
    pending.datagram.source = packet.source;
    pending.datagram.destination = packet.destination;
    pending.datagram.protocol = packet.protocol;
    pending.datagram.index = index;
    pending.datagram.time = time;
    return m_index.emplace(key, std::prev(m_queue.end())).first->second;
}

void
IpReassembly::Assemble(Pending& pending)
{
    Bytes& payload = pending.datagram.payload;
    payload.clear();
    for (const auto& [offset, octets] : pending.parts)
    {
        if (offset > payload.size())
        {
            return;
        }
        const ByteView added = ByteView(octets).Sub(payload.size() - offset);
        payload.insert(payload.end(), added.begin(), added.end());
    }
}

IpReassembly::Datagram
IpReassembly::Remove(Queue::iterator pending)
{
    m_octets -= pending->octets + pending->parts.size() * OVERHEAD;
    Datagram datagram = std::move(pending->datagram);
    m_index.erase(pending->key);
    m_queue.erase(pending);
    return datagram;
}

void
IpReassembly::Abandon()
{
    Pending& oldest = m_queue.front();
    const Time* completed = m_completed.Find(oldest.key);
    const bool isCopy = completed && oldest.datagram.time - *completed < Timeout();
    Assemble(oldest);
    Datagram datagram = Remove(m_queue.begin());
    if (!isCopy)
    {
        m_abandoned.push_back(std::move(datagram));
    }
}

std::vector<IpReassembly::Datagram>
IpReassembly::TakeAbandoned(Time now)
{
    while (!m_queue.empty() && now - m_queue.front().datagram.time > Timeout())
    {
        Abandon();
    }
    return std::exchange(m_abandoned, {});
}

std::vector<IpReassembly::Datagram>
IpReassembly::TakeAll()
{
    while (!m_queue.empty())
    {
        Abandon();
    }
    return std::exchange(m_abandoned, {});
}

std::size_t
IpReassembly::GetPendingCount() const
{
    return m_queue.size();
}

} // namespace l2tp
} // namespace ns3
