// SPDX-License-Identifier: GPL-2.0-only
// Two SCCRQs between the same two LCCEs (RFC 3931 section 5.4.3).
#include "l2tp-avp.h"
#include "l2tp-endpoint.h"
#include "l2tp-setup-message.h"
#include "l2tp-tie-breaking.h"

#include <algorithm>

namespace ns3
{
namespace l2tp
{

namespace
{

/** For how long an SCCRQ that has crossed an own one may be under way. */
const Time LATE_REQUEST = Seconds(8);

} // namespace

bool
Endpoint::IsSamePeer(const ControlConnection& own,
                     const Address& address,
                     const std::string& hostName,
                     uint32_t routerId) const
{
    const auto& hints = own.GetHints();
    if (hints.routerId)
    {
        return *hints.routerId == routerId;
    }
    const auto learnt = m_learnt.find(own.GetFirstAddress());
    if (learnt != m_learnt.end() &&
        learnt->second == MakeIdentity(m_context.configuration.identification, hostName, routerId))
    {
        return true;
    }
    const auto isHere = [&](const Address& one) { return m_context.host.IsSameHost(one, address); };
    return isHere(own.GetFirstAddress()) ||
           std::any_of(hints.otherAddresses.begin(), hints.otherAddresses.end(), isHere);
}

Endpoint::Entry*
Endpoint::FindOwn(const Request& request,
                  const std::function<bool(const ControlConnection&)>& condition)
{
    if (m_own.empty())
    {
        return nullptr;
    }
    const auto names = PeekIdentity(request.message.GetBytes());
    for (const auto id : m_own)
    {
        auto& entry = m_connections.at(id);
        if (condition(*entry.connection) &&
            IsSamePeer(*entry.connection, request.from, names.first, names.second.value_or(0)))
        {
            return &entry;
        }
    }
    return nullptr;
}

bool
Endpoint::IsLate(const Request& request) const
{
    const auto& configuration = m_context.configuration;
    if (configuration.peerRestart != PeerRestart::Keep || m_own.empty())
    {
        return false;
    }
    const auto names = PeekIdentity(request.message.GetBytes());
    const auto peer =
        MakeIdentity(configuration.identification, names.first, names.second.value_or(0));
    return std::any_of(m_own.begin(), m_own.end(), [&](uint32_t id) {
        const auto& own = *m_connections.at(id).connection;
        return own.GetState() == State::Established && own.GetTieBreaker() &&
               own.GetIdentity() == peer && request.now - own.GetUpTime() < LATE_REQUEST;
    });
}

bool
Endpoint::BreakTie(Request& request)
{
    const auto now = request.now;
    if (IsLate(request))
    {
        RefuseLoser(request);
        return true;
    }
    auto* own = FindOwn(request, [](const ControlConnection& candidate) {
        return candidate.GetState() == State::WaitCtlReply;
    });
    if (own == nullptr)
    {
        return false;
    }
    if (own->discarded == request.key)
    {
        Drop(own->connection->GetLocalId(),
             ControlDropReason::TieLost,
             "copy of an SCCRQ that was discarded");
        return true;
    }
    switch (JudgeTie(own->connection->GetTieBreaker(),
                     request.message.Get<avp::ControlConnectionTieBreaker>()))
    {
    case TieOutcome::None:
        return false;
    case TieOutcome::Won:
        own->connection->WinTie(now);
        Settle(*own);
        RefuseLoser(request);
        return true;
    case TieOutcome::Lost: {
        auto& entry = CreateFor(request);
        entry.connection->Inherit(*own->connection, now);
        Settle(*own);
        Hand(entry, request.from, std::move(request.message), now);
        Settle(entry);
        return true;
    }
    case TieOutcome::Equal:
        break;
    }
    auto& entry = Create(own->connection->GetFirstAddress(), own->connection->GetHints());
    entry.discarded = request.key;
    m_own.insert(entry.connection->GetLocalId());
    Drop(own->connection->GetLocalId(),
         ControlDropReason::TieLost,
         "equal tie breakers: both SCCRQs are discarded");
    entry.connection->Inherit(*own->connection, now);
    Settle(*own);
    entry.connection->RestartAfterTie(now);
    Settle(entry);
    return true;
}

void
Endpoint::RefuseLoser(Request& request)
{
    const auto reason = MakeTieRefusal();
    if (IsFull())
    {
        TurnAway(request, ControlDropReason::TieLost, reason);
        return;
    }
    auto& entry = CreateFor(request);
    Drop(entry.connection->GetLocalId(), ControlDropReason::TieLost, reason.text);
    entry.connection->RefuseWith(reason);
    Hand(entry, request.from, std::move(request.message), request.now);
    Settle(entry);
}

void
Endpoint::ResolveParking(Entry& entry, Time now)
{
    auto& parked = *entry.connection;
    for (auto& [id, other] : m_connections)
    {
        auto& candidate = *other.connection;
        const auto state = candidate.GetState();
        if ((state == State::WaitCtlConn || state == State::Established) &&
            IsSamePeer(parked,
                       candidate.GetPeerAddress(),
                       candidate.GetPeer().hostName,
                       candidate.GetPeer().routerId))
        {
            candidate.TakeOver(parked, now);
            Settle(other);
            return;
        }
    }
    if (!parked.GetTieBreaker())
    {
        parked.EndParking(now);
    }
}

} // namespace l2tp
} // namespace ns3
