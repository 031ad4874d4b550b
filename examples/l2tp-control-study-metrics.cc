// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-control-study-metrics.h"

#include "ns3/callback.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cstdio>

using namespace ns3;
using namespace ns3::l2tp;

namespace
{

/** @brief Types that have a column. */
constexpr std::array COLUMN_TYPES = {MessageType::Sccrq,
                                     MessageType::Sccrp,
                                     MessageType::Scccn,
                                     MessageType::Icrq,
                                     MessageType::Icrp,
                                     MessageType::Iccn,
                                     MessageType::Hello};

std::string
Format(const std::optional<Time>& time)
{
    constexpr int64_t SECOND = 1'000'000'000;
    if (!time)
    {
        return "";
    }
    std::array<char, 32> text{};
    const int64_t value = time->GetNanoSeconds();
    std::snprintf(text.data(),
                  text.size(),
                  "%lld.%09lld",
                  static_cast<long long>(value / SECOND),
                  static_cast<long long>(value % SECOND));
    return text.data();
}

std::string
Format(uint64_t count)
{
    return std::to_string(count);
}

} // namespace

ControlStudyMetrics::ControlStudyMetrics(Ptr<Lcce> initiator,
                                         Ptr<Lcce> responder,
                                         Ptr<PathModel> forward,
                                         Ptr<PathModel> reverse)
    : m_paths{forward, reverse}
{
    Watch(initiator, 0);
    Watch(responder, 1);
}

void
ControlStudyMetrics::Watch(Ptr<Lcce> lcce, std::size_t index)
{
    End& end = m_ends[index];
    WatchMessages(lcce, end);
    lcce->TraceConnectWithoutContext(
        "ConnectionUp",
        Callback<void, const ConnectionIds&>([&end](const ConnectionIds& ids) {
            end.connections.insert(ids.connection);
            end.connected = end.connected.value_or(Simulator::Now());
        }));
    lcce->TraceConnectWithoutContext(
        "ConnectionDown",
        Callback<void, const ConnectionIds&, const DownReason&>(
            [this, index](const ConnectionIds& ids, const DownReason& reason) {
                NoteDown(index, ids, reason);
            }));
    lcce->TraceConnectWithoutContext(
        "PeerDead",
        Callback<void, const ConnectionIds&>(
            [this](const ConnectionIds&) { m_dead = m_dead.value_or(Simulator::Now()); }));
    lcce->TraceConnectWithoutContext(
        "SessionUp",
        Callback<void, const SessionUpEvent&>([&end](const SessionUpEvent&) {
            ++end.sessions;
            end.lastSession = Simulator::Now();
            end.firstSession = end.firstSession.value_or(Simulator::Now());
        }));
}

void
ControlStudyMetrics::WatchMessages(Ptr<Lcce> lcce, End& end)
{
    lcce->TraceConnectWithoutContext(
        "ControlTx",
        Callback<void, const ControlEvent&>([this, &end](const ControlEvent& event) {
            const bool acknowledgment =
                event.type == MessageType::Ack || event.type == MessageType::Zlb;
            ++end.transmissions;
            end.retransmissions += event.attempt > 0 ? 1 : 0;
            end.acknowledgments += acknowledgment ? 1 : 0;
            ++m_types[event.type];
        }));
    lcce->TraceConnectWithoutContext(
        "ControlRx",
        Callback<void, const ControlEvent&>([&end](const ControlEvent& event) {
            end.duplicates += event.disposition == ReliableChannel::Disposition::Duplicate ? 1 : 0;
        }));
    lcce->TraceConnectWithoutContext("WindowChange",
                                     Callback<void, const ConnectionIds&, const WindowState&>(
                                         [&end](const ConnectionIds&, const WindowState& window) {
                                             end.maxOutstanding =
                                                 std::max(end.maxOutstanding, window.outstanding);
                                         }));
}

void
ControlStudyMetrics::NoteDown(std::size_t index, const ConnectionIds& ids, const DownReason& reason)
{
    m_ends[index].connections.erase(ids.connection);
    const bool givenUp =
        reason.cause == DownCause::PeerUnreachable || reason.cause == DownCause::SetupTimeout;
    if (givenUp && !m_giveUp)
    {
        m_giveUp = Simulator::Now();
        m_giveUpEnd = index;
    }
}

void
ControlStudyMetrics::NoteRequest()
{
    m_requested = Simulator::Now();
}

std::string
ControlStudyMetrics::GetOutcome() const
{
    if (!m_ends[0].connections.empty() && !m_ends[1].connections.empty())
    {
        return "established";
    }
    if (m_ends[0].connected && m_ends[1].connected)
    {
        return "dead";
    }
    return m_giveUp ? "failed" : "pending";
}

std::string
ControlStudyMetrics::GetHeader()
{
    return "run,outcome,t_cc_initiator,t_cc_responder,t_sessions_requested,sessions_initiator,"
           "sessions_responder,t_first_session_initiator,t_last_session_initiator,"
           "t_last_session_responder,t_peer_dead,t_give_up,give_up_end,tx_initiator,tx_responder,"
           "retransmissions_initiator,retransmissions_responder,acks_initiator,acks_responder,"
           "duplicates_initiator,duplicates_responder,drops_forward,drops_reverse,"
           "max_outstanding_initiator,tx_SCCRQ,tx_SCCRP,tx_SCCCN,tx_ICRQ,tx_ICRP,tx_ICCN,"
           "tx_HELLO\n";
}

std::string
ControlStudyMetrics::GetRow(uint32_t run) const
{
    const auto& [a, b] = m_ends;
    std::string row;
    for (const std::string& value : {Format(run),
                                     GetOutcome(),
                                     Format(a.connected),
                                     Format(b.connected),
                                     Format(m_requested),
                                     Format(a.sessions),
                                     Format(b.sessions),
                                     Format(a.firstSession),
                                     Format(a.lastSession),
                                     Format(b.lastSession),
                                     Format(m_dead),
                                     Format(m_giveUp),
                                     std::string(!m_giveUp          ? ""
                                                 : m_giveUpEnd == 0 ? "initiator"
                                                                    : "responder"),
                                     Format(a.transmissions),
                                     Format(b.transmissions),
                                     Format(a.retransmissions),
                                     Format(b.retransmissions),
                                     Format(a.acknowledgments),
                                     Format(b.acknowledgments),
                                     Format(a.duplicates),
                                     Format(b.duplicates),
                                     Format(m_paths[0]->GetDrops()),
                                     Format(m_paths[1]->GetDrops()),
                                     Format(a.maxOutstanding)})
    {
        row += value + ",";
    }
    for (const MessageType type : COLUMN_TYPES)
    {
        const auto count = m_types.find(type);
        row += Format(count == m_types.end() ? 0 : count->second) + ",";
    }
    row.back() = '\n';
    return row;
}
