// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-fault-sweep.h"

#include "l2tp-simulated-link.h"

#include <algorithm>

namespace ns3
{
namespace l2tp
{
namespace test
{

namespace
{

constexpr uint32_t SUBSET_PACKETS = 16;
constexpr uint32_t DELAYED_PACKETS = 10;
constexpr uint32_t DELAYS = 3;

const Time ONE_WAY = MilliSeconds(50);
const Time LATE = MilliSeconds(1500);
const Time VERY_LATE = Seconds(4);
const Time STEP = Seconds(5);
const Time HELLO_INTERVAL = Seconds(60);

// What the schedules allow in the worst case, one after the other: the set-up guards of connection
// and session (two cycles each), an end that stays behind notices by HELLO (interval and cycle),
// and the state after StopCCN goes (a cycle). The faults can keep an established pair busy until
// its last HELLO.
const Time CYCLE = Seconds(71);
const Time LIMIT = 4 * CYCLE + HELLO_INTERVAL + CYCLE + CYCLE;

SimulatedLink::Fate
Decide(FaultKind kind, uint32_t script, uint32_t n)
{
    switch (kind)
    {
    case FaultKind::Loss:
        return n <= SUBSET_PACKETS && (script >> (n - 1) & 1U) != 0 ? SimulatedLink::Fate{}
                                                                    : SimulatedLink::Fate{ONE_WAY};
    case FaultKind::Duplication:
        return n <= SUBSET_PACKETS && (script >> (n - 1) & 1U) != 0
                   ? SimulatedLink::Fate{ONE_WAY, ONE_WAY, ONE_WAY + LATE}
                   : SimulatedLink::Fate{ONE_WAY};
    case FaultKind::Delay:
        break;
    }
    uint32_t digit = 0;
    if (n <= DELAYED_PACKETS)
    {
        for (uint32_t i = 1; i < n; ++i)
        {
            script /= DELAYS;
        }
        digit = script % DELAYS;
    }
    return {ONE_WAY + (digit == 0 ? Time(0) : digit == 1 ? LATE : VERY_LATE)};
}

bool
IsClean(const SimulatedPeer& peer)
{
    return peer.endpoint->GetConnections() == 0 && peer.endpoint->GetSessions() == 0 &&
           std::all_of(peer.deadlines.begin(), peer.deadlines.end(), [](const auto& deadline) {
               return deadline.second == Time::Max();
           });
}

bool
IsEstablished(const SimulatedPeer& peer)
{
    const auto ups = peer.Find<output::SessionUp>();
    if (peer.endpoint->GetConnections() != 1 || peer.endpoint->GetSessions() != 1 || ups.empty())
    {
        return false;
    }
    const auto* session = peer.endpoint->FindSession(ups.back()->parameters.localSessionId);
    const auto* connection = peer.endpoint->FindConnection(ups.back()->connection);
    return session != nullptr && session->state == State::Established && connection != nullptr &&
           connection->GetState() == State::Established && connection->GetChannel().IsIdle();
}

EndpointConfiguration
Configure(const std::string& name)
{
    auto configuration = MakeConfiguration(name);
    configuration.helloInterval = HELLO_INTERVAL;
    return configuration;
}

std::string
Describe(const SimulatedPeer& peer)
{
    return std::to_string(peer.endpoint->GetConnections()) + " connections and " +
           std::to_string(peer.endpoint->GetSessions()) + " sessions";
}

} // namespace

uint32_t
CountFaultScripts(FaultKind kind)
{
    if (kind != FaultKind::Delay)
    {
        return 1U << SUBSET_PACKETS;
    }
    uint32_t scripts = 1;
    for (uint32_t i = 0; i < DELAYED_PACKETS; ++i)
    {
        scripts *= DELAYS;
    }
    return scripts;
}

FaultRun
RunFaultScript(FaultKind kind, uint32_t script)
{
    SimulatedLink link(ONE_WAY, Configure("lac.example"), Configure("lns.example"));
    uint32_t packets = 0;
    Time lastArrival;
    link.rule = [&](Side, uint32_t, const output::Transmit&) {
        auto fate = Decide(kind, script, ++packets);
        for (const auto& after : fate)
        {
            lastArrival = std::max(lastArrival, link.now + after);
        }
        return fate;
    };
    const auto connection = link.Connect();
    link.PlaceCall(A, connection);

    const auto faulty = kind == FaultKind::Delay ? DELAYED_PACKETS : SUBSET_PACKETS;
    const auto& a = *link.peers[A];
    const auto& b = *link.peers[B];
    while (link.now < LIMIT)
    {
        link.Run(link.now + STEP);
        if (lastArrival > link.now)
        {
            continue;
        }
        if (IsClean(a) && IsClean(b))
        {
            return {FaultEnd::Clean, link.now, {}};
        }
        if (packets >= faulty && IsEstablished(a) && IsEstablished(b))
        {
            return {FaultEnd::Established, link.now, {}};
        }
    }
    return {FaultEnd::Wrong,
            link.now,
            std::string(GetName(kind)) + " " + std::to_string(script) + ": " + Describe(a) +
                " at A, " + Describe(b) + " at B"};
}

const char*
GetName(FaultKind kind)
{
    constexpr std::array<const char*, FAULT_KINDS> NAMES{"loss", "duplication", "delay"};
    return NAMES[static_cast<std::size_t>(kind)];
}

void
FaultTally::Add(FaultKind kind, uint32_t script)
{
    const auto run = RunFaultScript(kind, script);
    ++ends[static_cast<std::size_t>(run.end)];
    if (run.end != FaultEnd::Wrong)
    {
        longest = std::max(longest, run.when);
    }
    else if (firstWrong.empty())
    {
        firstWrong = run.describe;
    }
}

} // namespace test
} // namespace l2tp
} // namespace ns3
