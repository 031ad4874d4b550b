// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-simulated-link.h"

#include "l2tp-appendix-a-congestion-control.h"
#include "l2tp-exponential-timeout.h"
#include "l2tp-fifo-discipline.h"
#include "l2tp-immediate-acknowledgment.h"
#include "l2tp-message-type.h"
#include "l2tp-queue-out-of-order.h"
#include "l2tp-retransmit-oldest.h"

#include "ns3/mac48-address.h"

#include <algorithm>

namespace ns3
{
namespace l2tp
{
namespace test
{

ReliableChannel::Policies
MakeDefaultPolicies()
{
    return {CreateObject<AppendixACongestionControl>(),
            CreateObject<ExponentialTimeout>(),
            CreateObject<RetransmitOldest>(),
            CreateObject<QueueOutOfOrder>(),
            CreateObject<ImmediateAcknowledgment>(),
            CreateObject<FifoDiscipline>()};
}

EndpointConfiguration
MakeConfiguration(const std::string& name)
{
    EndpointConfiguration configuration;
    configuration.hostName = name;
    configuration.routerId = 0x0a000001;
    configuration.pseudowireTypes = {static_cast<uint16_t>(PseudowireType::Ethernet)};
    configuration.helloInterval = Time(0);
    return configuration;
}

SimulatedPeer::SimulatedPeer(EndpointConfiguration configuration, int64_t stream)
{
    streams = {CreateObject<UniformRandomVariable>(),
               CreateObject<UniformRandomVariable>(),
               CreateObject<UniformRandomVariable>(),
               CreateObject<UniformRandomVariable>(),
               CreateObject<UniformRandomVariable>()};
    streams.identifiers->SetStream(stream);
    streams.cookies->SetStream(stream + 1);
    streams.hello->SetStream(stream + 2);
    streams.secrets->SetStream(stream + 3);
    streams.tieBreakers->SetStream(stream + 4);
    admit = [](const SessionRequest&) {
        Admission admission;
        admission.accepted = true;
        return admission;
    };
    endpoint = std::make_unique<Endpoint>(std::move(configuration), *this, streams);
}

ReliableChannel::Policies
SimulatedPeer::MakePolicies()
{
    return makePolicies();
}

bool
SimulatedPeer::IsSessionIdFree(uint32_t id) const
{
    return !isFree || isFree(id);
}

Admission
SimulatedPeer::Admit(uint32_t connection, const SessionRequest& request)
{
    admitted.push_back(connection);
    return admit(request);
}

void
SimulatedPeer::Extend(ControlMessage& message, const SessionParameters& /* session */)
{
    if (extend)
    {
        extend(message);
    }
}

std::vector<std::string>
SimulatedPeer::Sent() const
{
    std::vector<std::string> sent;
    for (const auto* message : Find<output::Transmit>())
    {
        const auto& transmission = message->transmission;
        sent.push_back(std::string(MessageName(transmission.type)) + " " +
                       std::to_string(transmission.ns) + " " + std::to_string(transmission.nr));
    }
    return sent;
}

SimulatedLink::SimulatedLink(Time oneWay, EndpointConfiguration a, EndpointConfiguration b)
    : delay(oneWay)
{
    peers[A] = std::make_unique<SimulatedPeer>(std::move(a), 100);
    peers[B] = std::make_unique<SimulatedPeer>(std::move(b), 200);
    rule = [this](Side from, uint32_t n, const output::Transmit&) {
        return m_cut[from] || m_dropped.count({from, n}) != 0 ? Fate{} : Fate{delay};
    };
}

void
SimulatedLink::Drop(Side from, uint32_t n)
{
    m_dropped.insert({from, n});
}

void
SimulatedLink::Cut(Side from, bool on)
{
    m_cut[from] = on;
}

void
SimulatedLink::Run(Time until)
{
    Drain();
    while (true)
    {
        auto next = m_flying.empty() ? Time::Max() : m_flying.begin()->first.first;
        const bool reception = next != Time::Max();
        auto due = Side::A;
        uint32_t connection = 0;
        for (const auto side : {A, B})
        {
            for (const auto& [id, deadline] : peers[side]->deadlines)
            {
                if (deadline < next)
                {
                    next = deadline;
                    due = side;
                    connection = id;
                }
            }
        }
        if (next == Time::Max() || next > until)
        {
            break;
        }
        now = next;
        if (connection != 0)
        {
            peers[due]->deadlines.erase(connection);
            peers[due]->endpoint->Expire(connection, now);
        }
        else if (reception)
        {
            auto arrival = std::move(m_flying.begin()->second);
            m_flying.erase(m_flying.begin());
            peers[arrival.first]->endpoint->Receive(AddressOf(arrival.first == A ? B : A),
                                                    arrival.second,
                                                    now);
        }
        Drain();
    }
    if (until != Time::Max())
    {
        now = std::max(now, until);
    }
}

void
SimulatedLink::Drain()
{
    for (const auto side : {A, B})
    {
        auto& peer = *peers[side];
        while (auto item = peer.endpoint->PollOutput())
        {
            if (const auto* deadline = std::get_if<output::Deadline>(&*item))
            {
                peer.deadlines[deadline->connection] = deadline->when;
                continue;
            }
            if (const auto* released = std::get_if<output::ConnectionReleased>(&*item))
            {
                peer.deadlines.erase(released->connection);
            }
            if (const auto* message = std::get_if<output::Transmit>(&*item))
            {
                for (const auto& after : rule(side, ++offered[side], *message))
                {
                    m_flying.emplace(Key{now + after, ++m_sequence},
                                     std::pair<Side, Bytes>{side == A ? B : A, message->image});
                }
            }
            peer.log.emplace_back(now, std::move(*item));
        }
    }
}

uint32_t
SimulatedLink::Connect(Side from)
{
    const auto id = peers[from]->endpoint->Connect(AddressOf(from == A ? B : A), now);
    Drain();
    return id;
}

uint32_t
SimulatedLink::PlaceCall(Side from, uint32_t connection, const std::string& remoteEndId)
{
    SessionRequest request;
    request.remoteEndId = remoteEndId;
    const auto id = peers[from]->endpoint->PlaceCall(connection, request, now);
    Drain();
    return id;
}

Address
SimulatedLink::AddressOf(Side side)
{
    return Mac48Address(side == A ? "00:00:00:00:00:0a" : "00:00:00:00:00:0b");
}

void
SimulatedLink::Inject(Side to, const Bytes& image)
{
    peers[to]->endpoint->Receive(AddressOf(to == A ? B : A), image, now);
    Drain();
}

} // namespace test
} // namespace l2tp
} // namespace ns3
