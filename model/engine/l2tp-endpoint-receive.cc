// SPDX-License-Identifier: GPL-2.0-only
// Where a received control message goes, and what becomes of an SCCRQ.
#include "l2tp-alternate-addresses.h"
#include "l2tp-avp.h"
#include "l2tp-endpoint.h"
#include "l2tp-message-check.h"
#include "l2tp-message-type.h"
#include "l2tp-result-message.h"
#include "l2tp-setup-message.h"
#include "l2tp-tie-breaking.h"

#include <string>

namespace ns3
{
namespace l2tp
{

namespace
{

/**
 * @brief Whether an SCCRQ of version 2 comes from a peer that cannot do better: it has none of the
 *        AVPs that version 3 adds to it (RFC 3931 section 4.7.3).
 * @param message an SCCRQ
 * @return true if it must not be answered by version 3
 */
bool
IsPlainVersion2(const ControlMessage& message)
{
    return message.GetVersion() == VERSION_2 && !message.HasHidden() &&
           !message.Has<avp::RouterId>() && !message.Has<avp::AssignedControlConnectionId>() &&
           !message.Has<avp::PseudowireCapabilitiesList>();
}

/**
 * @brief Why an SCCRQ beyond the limit is refused.
 * @param alternates addresses that the peer may try
 * @return StopCCN result 2 with error 9 and the addresses, or error 4 if there are none
 */
DownReason
MakeLimitRefusal(const std::vector<std::string>& alternates)
{
    if (!alternates.empty())
    {
        return MakeTryAnother(alternates);
    }
    return {DownCause::Local,
            static_cast<uint16_t>(StopCcnResult::GeneralError),
            static_cast<uint16_t>(ErrorCode::InsufficientResources),
            "too many control connections"};
}

} // namespace

void
Endpoint::Receive(const Address& from, ByteView image, Time now)
{
    auto decoded = ControlMessage::Decode(image, m_context.configuration.vendors.get());
    if (const auto* error = std::get_if<ParseError>(&decoded))
    {
        ReceiveMalformed(image, *error, now);
        return;
    }
    auto& message = std::get<ControlMessage>(decoded);
    if (message.GetVersion() == VERSION_2 &&
        m_context.configuration.encapsulation == Encapsulation::Ip)
    {
        // Version 2 does not run over IP (section 4.7.1).
        ReceiveMalformed(
            image,
            {ParseProblem::BadVersion, 0, std::nullopt, false, std::nullopt, std::nullopt},
            now);
        return;
    }
    const auto id = message.GetControlConnectionId();
    if (id == 0)
    {
        ReceiveWithoutId(from, std::move(message), now);
        return;
    }
    const auto entry = m_connections.find(id);
    if (entry == m_connections.end())
    {
        ReceiveStray(from, std::move(message), now);
        return;
    }
    Deliver(entry->second, from, std::move(message), now);
}

void
Endpoint::ReceiveWithoutId(const Address& from, ControlMessage&& message, Time now)
{
    const auto type = message.GetType();
    if (type == MessageType::Sccrq)
    {
        ReceiveSccrq(from, std::move(message), now);
        return;
    }
    auto* entry = type == MessageType::StopCcn ? FindByStopCcn(from, message) : nullptr;
    if (entry == nullptr)
    {
        ReceiveStray(from, std::move(message), now);
        return;
    }
    Deliver(*entry, from, std::move(message), now);
}

void
Endpoint::ReceiveSccrq(const Address& from, ControlMessage&& message, Time now)
{
    const auto image = message.GetBytes();
    const auto names = PeekIdentity(image);
    MessageSecurity security(m_context.secrets,
                             names.first,
                             names.second,
                             m_context.streams.secrets);
    const auto judgment = security.Judge(image, false);
    if (judgment.drop)
    {
        Drop(0, *judgment.drop, "SCCRQ");
        return;
    }
    security.Unhide(message, judgment);
    if (IsPlainVersion2(message))
    {
        Drop(0, ControlDropReason::PlainVersion2, "SCCRQ of a peer that speaks version 2 alone");
        return;
    }
    const auto assigned = message.Get<avp::AssignedControlConnectionId>();
    if (!assigned)
    {
        // There is no connection to refuse: where to send a StopCCN is not known (section 7.1).
        ReportFaults(m_context.outputs, 0, message);
        const auto objection = FindObjection(message);
        m_context.outputs.emplace_back(output::ControlDrop{
            0,
            ControlDropReason::NotAcceptable,
            std::nullopt,
            objection ? objection->text : "no valid Assigned Control Connection ID",
            objection ? objection->fault : std::nullopt});
        return;
    }
    const RemoteKey key{from, *assigned};
    const auto known = m_byRemote.find(key);
    if (known != m_byRemote.end() && !m_connections.at(known->second).connection->IsInitiator())
    {
        Deliver(m_connections.at(known->second), from, std::move(message), now);
        return;
    }
    security.LearnNonce(image);
    Request request{from, message, std::move(security), key, now};
    if (IsRequestSound(request))
    {
        AcceptRequest(request);
    }
}

bool
Endpoint::IsRequestSound(const Request& request)
{
    if (request.message.GetNs() != 0 || request.message.GetNr() != 0)
    {
        Drop(0,
             ControlDropReason::NotAcceptable,
             "the first message of a connection has Ns 0 and Nr 0");
        return false;
    }
    if (IsRateExceeded(request.now))
    {
        Drop(0, ControlDropReason::RateLimited, "SCCRQ");
        return false;
    }
    return true;
}

void
Endpoint::AcceptRequest(Request& request)
{
    if (const auto why = request.security.GetObjection(request.message.GetBytes()))
    {
        TurnAway(request, ControlDropReason::NotAuthorized, NotAuthorized(*why));
        return;
    }
    if (BreakTie(request))
    {
        return;
    }
    if (IsFull())
    {
        TurnAway(request,
                 ControlDropReason::LimitReached,
                 MakeLimitRefusal(m_context.configuration.alternates));
        return;
    }
    const auto* parked =
        FindOwn(request, [](const ControlConnection& own) { return own.IsParked(); });
    auto& entry = CreateFor(request);
    Hand(entry, request.from, std::move(request.message), request.now);
    if (entry.connection->GetState() == State::WaitCtlConn && parked != nullptr)
    {
        entry.connection->TakeOver(*parked->connection, request.now);
    }
    Settle(entry);
}

void
Endpoint::TurnAway(Request& request, ControlDropReason drop, const DownReason& reason)
{
    Drop(0, drop, reason.text);
    auto& entry = Create(request.from, {});
    entry.connection->GetSecurity() = request.security;
    entry.connection->RefuseWith(reason);
    Hand(entry, request.from, std::move(request.message), request.now);
    entry.connection->Forget();
    Settle(entry);
}

Endpoint::Entry&
Endpoint::CreateFor(const Request& request)
{
    auto& entry = Create(request.from, {});
    entry.connection->GetSecurity() = request.security;
    entry.key = request.key;
    m_byRemote[entry.key] = entry.connection->GetLocalId();
    return entry;
}

Endpoint::Entry*
Endpoint::FindByStopCcn(const Address& from, const ControlMessage& message)
{
    const auto assigned = message.Get<avp::AssignedControlConnectionId>();
    if (assigned)
    {
        const auto known = m_byRemote.find({from, *assigned});
        return known == m_byRemote.end() ? nullptr : &m_connections.at(known->second);
    }
    if (!message.HasHidden())
    {
        return nullptr;
    }
    // Only the connection that it belongs to can read the identifier.
    for (auto known = m_byRemote.lower_bound({from, 0});
         known != m_byRemote.end() && known->first.first == from;
         ++known)
    {
        auto& entry = m_connections.at(known->second);
        const auto judgment = entry.connection->Judge(message.GetBytes());
        if (judgment.verified)
        {
            auto readable = message;
            entry.connection->GetSecurity().Unhide(readable, judgment);
            if (readable.Get<avp::AssignedControlConnectionId>() == known->first.second)
            {
                return &entry;
            }
        }
    }
    return nullptr;
}

void
Endpoint::ReceiveStray(const Address& from, ControlMessage&& message, Time now)
{
    const auto type = message.GetType();
    const auto id = message.GetControlConnectionId();
    const auto& configuration = m_context.configuration;
    const bool answered = configuration.strictIdle &&
                          configuration.authentication.mode != AuthenticationMode::Secret &&
                          (type == MessageType::Sccrp || type == MessageType::Scccn) && !IsFull();
    if (!answered)
    {
        Drop(0,
             ControlDropReason::UnknownConnection,
             "Control Connection ID " + std::to_string(id));
        return;
    }
    MessageSecurity security(m_context.secrets, {}, std::nullopt, m_context.streams.secrets);
    if (const auto judgment = security.Judge(message.GetBytes(), false); judgment.drop)
    {
        Drop(0, *judgment.drop, MessageName(type));
        return;
    }
    // What is left of an older connection: take up its identifier and numbers, so that the peer
    // accepts the StopCCN, and its acknowledgment and further copies find their way.
    auto& entry = id == 0 ? Create(from, {}) : Create(id, from, {});
    entry.connection->SetFirstNumbers(message.GetNr(), message.GetNs());
    Hand(entry, from, std::move(message), now);
    Settle(entry);
}

void
Endpoint::Deliver(Entry& entry, const Address& from, ControlMessage&& message, Time now)
{
    auto& connection = *entry.connection;
    const auto judgment = connection.Judge(message.GetBytes());
    if (judgment.drop)
    {
        Drop(connection.GetLocalId(), *judgment.drop, MessageName(message.GetType()));
        return;
    }
    connection.GetSecurity().Unhide(message, judgment);
    Hand(entry, from, std::move(message), now);
    if (connection.IsParked())
    {
        ResolveParking(entry, now);
    }
    Settle(entry);
}

void
Endpoint::Hand(Entry& entry, const Address& from, ControlMessage&& message, Time now)
{
    auto& connection = *entry.connection;
    const auto before = connection.GetState();
    m_context.outputs.emplace_back(output::Received{connection.GetLocalId(), std::move(message)});
    auto& received = std::get<output::Received>(m_context.outputs.back());
    connection.Receive(received, from, now);
    if (connection.GetState() != State::Established)
    {
        return;
    }
    if (before == State::WaitCtlReply)
    {
        m_learnt[connection.GetFirstAddress()] = connection.GetIdentity();
    }
    else if (before == State::WaitCtlConn &&
             m_context.configuration.peerRestart == PeerRestart::Replace)
    {
        ReplaceConnections(connection, now);
    }
}

void
Endpoint::ReceiveMalformed(ByteView image, const ParseError& error, Time now)
{
    const auto id = error.header ? error.header->controlConnectionId : 0;
    const auto entry = m_connections.find(id);
    if (entry == m_connections.end())
    {
        m_context.outputs.emplace_back(
            output::ControlDrop{0, ControlDropReason::Malformed, error, Describe(error.what)});
        return;
    }
    auto& connection = *entry->second.connection;
    const auto judgment = connection.Judge(image);
    if (judgment.drop)
    {
        Drop(id, *judgment.drop, Describe(error.what));
        return;
    }
    m_context.outputs.emplace_back(
        output::ControlDrop{id, ControlDropReason::Malformed, error, Describe(error.what)});
    // Without a digest it may be nothing but a damaged message with one, as long as nothing is
    // known of the peer; later Judge() asks for the digest of a peer that signs.
    const bool plain = connection.GetSecurity().GetMode() == AuthenticationMode::Off ||
                       connection.GetState() != State::WaitCtlReply;
    if (judgment.verified || plain)
    {
        connection.ReceiveMalformed(error, now);
        Settle(entry->second);
    }
}

bool
Endpoint::IsFull() const
{
    const auto limit = m_context.configuration.maxConnections;
    return limit != 0 && (m_open >= limit || m_connections.size() >= 2 * limit);
}

bool
Endpoint::IsRateExceeded(Time now)
{
    const auto rate = m_context.configuration.maxSccrqRate;
    if (now - m_rateStart >= Seconds(1))
    {
        m_rateStart = now;
        m_rateCount = 0;
    }
    return rate != 0 && m_rateCount++ >= rate;
}

} // namespace l2tp
} // namespace ns3
