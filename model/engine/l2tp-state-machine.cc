// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-state-machine.h"

namespace ns3
{
namespace l2tp
{

namespace
{

constexpr bool EXTENSION = true;
constexpr bool RFC = false;

// RFC 3931 section 7.2. The rows of a tie (two crossing SCCRQs) are not among them: without the
// Control Connection Tie Breaker, crossing requests open two connections (section 5.4.3).
constexpr TransitionRow CONTROL_CONNECTION[] = {
    {State::Idle, Event::LocalOpen, SEND_SCCRQ, State::WaitCtlReply, RFC},
    {State::Idle, Event::Sccrq, SEND_SCCRP, State::WaitCtlConn, RFC},
    {State::Idle, Event::SccrqRefused, SEND_STOPCCN | CLEAN_UP, State::Idle, RFC},
    {State::Idle, Event::Sccrp, SEND_STOPCCN | CLEAN_UP, State::Idle, RFC},
    {State::Idle, Event::Scccn, SEND_STOPCCN | CLEAN_UP, State::Idle, RFC},
    {State::WaitCtlReply, Event::Sccrp, SEND_SCCCN | OPEN_SESSIONS, State::Established, RFC},
    {State::WaitCtlReply, Event::SccrpRefused, SEND_STOPCCN | CLEAN_UP, State::Idle, RFC},
    {State::WaitCtlReply, Event::Scccn, SEND_STOPCCN | CLEAN_UP, State::Idle, RFC},
    {State::WaitCtlConn, Event::Scccn, OPEN_SESSIONS, State::Established, RFC},
    {State::WaitCtlConn, Event::ScccnRefused, SEND_STOPCCN | CLEAN_UP, State::Idle, RFC},
    {State::WaitCtlConn, Event::Sccrq, SEND_STOPCCN | CLEAN_UP, State::Idle, RFC},
    {State::WaitCtlConn, Event::Sccrp, SEND_STOPCCN | CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::LocalOpen, OPEN_SESSIONS, State::Established, RFC},
    {State::Established, Event::LocalClose, SEND_STOPCCN | CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::Sccrq, SEND_STOPCCN | CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::Sccrp, SEND_STOPCCN | CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::Scccn, SEND_STOPCCN | CLEAN_UP, State::Idle, RFC},
    {State::Idle, Event::StopCcn, CLEAN_UP, State::Idle, RFC},
    {State::WaitCtlReply, Event::StopCcn, CLEAN_UP, State::Idle, RFC},
    {State::WaitCtlConn, Event::StopCcn, CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::StopCcn, CLEAN_UP, State::Idle, RFC},
    // A close before the connection is open has no row, and neither has a second open request.
    {State::WaitCtlReply, Event::LocalOpen, NO_ACTION, State::WaitCtlReply, EXTENSION},
    {State::WaitCtlConn, Event::LocalOpen, NO_ACTION, State::WaitCtlConn, EXTENSION},
    {State::WaitCtlReply, Event::LocalClose, SEND_STOPCCN | CLEAN_UP, State::Idle, EXTENSION},
    {State::WaitCtlConn, Event::LocalClose, SEND_STOPCCN | CLEAN_UP, State::Idle, EXTENSION},
    // The set-up guard.
    {State::WaitCtlReply, Event::SetupTimeout, SEND_STOPCCN | CLEAN_UP, State::Idle, EXTENSION},
    {State::WaitCtlConn, Event::SetupTimeout, SEND_STOPCCN | CLEAN_UP, State::Idle, EXTENSION},
    // Section 4.2: when the retransmissions run out, the connection is cleared without a word.
    {State::WaitCtlReply, Event::PeerUnreachable, CLEAN_UP, State::Idle, EXTENSION},
    {State::WaitCtlConn, Event::PeerUnreachable, CLEAN_UP, State::Idle, EXTENSION},
    {State::Established, Event::PeerUnreachable, CLEAN_UP, State::Idle, EXTENSION},
    // Section 7.1: invalid messages clear the connection.
    {State::WaitCtlReply, Event::Invalid, SEND_STOPCCN | CLEAN_UP, State::Idle, EXTENSION},
    {State::WaitCtlConn, Event::Invalid, SEND_STOPCCN | CLEAN_UP, State::Idle, EXTENSION},
    {State::Established, Event::Invalid, SEND_STOPCCN | CLEAN_UP, State::Idle, EXTENSION},
};

// RFC 3931 section 7.3.1, without the rows of a tie.
constexpr TransitionRow INCOMING_CALL_SENDER[] = {
    {State::Idle, Event::LocalOpen, OPEN_CONTROL_CONNECTION, State::WaitControlConn, RFC},
    {State::Idle, Event::Iccn, CLEAN_UP, State::Idle, RFC},
    {State::Idle, Event::Icrp, CLEAN_UP, State::Idle, RFC},
    {State::Idle, Event::Cdn, CLEAN_UP, State::Idle, RFC},
    {State::WaitControlConn, Event::LocalClose, CLEAN_UP, State::Idle, RFC},
    {State::WaitControlConn, Event::ControlConnOpen, SEND_ICRQ, State::WaitReply, RFC},
    {State::WaitReply, Event::Icrp, SEND_ICCN, State::Established, RFC},
    {State::WaitReply, Event::IcrpRefused, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::WaitReply, Event::Cdn, CLEAN_UP, State::Idle, RFC},
    {State::WaitReply, Event::Iccn, CLEAN_UP, State::Idle, RFC},
    {State::WaitReply, Event::LocalClose, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::Cdn, CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::Icrq, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::Icrp, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::Iccn, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::LocalClose, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    // The set-up guard, the end of the control connection, and section 7.1.
    {State::WaitControlConn, Event::SetupTimeout, CLEAN_UP, State::Idle, EXTENSION},
    {State::WaitReply, Event::SetupTimeout, SEND_CDN | CLEAN_UP, State::Idle, EXTENSION},
    {State::WaitControlConn, Event::ConnectionClosed, CLEAN_UP, State::Idle, EXTENSION},
    {State::WaitReply, Event::ConnectionClosed, CLEAN_UP, State::Idle, EXTENSION},
    {State::Established, Event::ConnectionClosed, CLEAN_UP, State::Idle, EXTENSION},
    {State::WaitReply, Event::Icrq, SEND_CDN | CLEAN_UP, State::Idle, EXTENSION},
    {State::WaitReply, Event::Invalid, SEND_CDN | CLEAN_UP, State::Idle, EXTENSION},
    {State::Established, Event::Invalid, SEND_CDN | CLEAN_UP, State::Idle, EXTENSION},
};

// RFC 3931 section 7.3.2.
constexpr TransitionRow INCOMING_CALL_RECIPIENT[] = {
    {State::Idle, Event::Icrq, SEND_ICRP, State::WaitConnect, RFC},
    {State::Idle, Event::IcrqRefused, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::Idle, Event::Icrp, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::Idle, Event::Iccn, CLEAN_UP, State::Idle, RFC},
    {State::WaitConnect, Event::Iccn, PREPARE_FOR_DATA, State::Established, RFC},
    {State::WaitConnect, Event::IccnRefused, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::WaitConnect, Event::Icrq, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::WaitConnect, Event::Icrp, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::Idle, Event::Cdn, CLEAN_UP, State::Idle, RFC},
    {State::WaitConnect, Event::Cdn, CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::Cdn, CLEAN_UP, State::Idle, RFC},
    {State::WaitConnect, Event::LocalClose, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::LocalClose, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::Icrq, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::Icrp, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::Iccn, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    // The set-up guard, the end of the control connection, and section 7.1.
    {State::WaitConnect, Event::SetupTimeout, SEND_CDN | CLEAN_UP, State::Idle, EXTENSION},
    {State::WaitConnect, Event::ConnectionClosed, CLEAN_UP, State::Idle, EXTENSION},
    {State::Established, Event::ConnectionClosed, CLEAN_UP, State::Idle, EXTENSION},
    {State::WaitConnect, Event::Invalid, SEND_CDN | CLEAN_UP, State::Idle, EXTENSION},
    {State::Established, Event::Invalid, SEND_CDN | CLEAN_UP, State::Idle, EXTENSION},
};

constexpr std::array<StateTable, MACHINES> TABLES{{
    {"7.2", CONTROL_CONNECTION, std::size(CONTROL_CONNECTION)},
    {"7.3.1", INCOMING_CALL_SENDER, std::size(INCOMING_CALL_SENDER)},
    {"7.3.2", INCOMING_CALL_RECIPIENT, std::size(INCOMING_CALL_RECIPIENT)},
}};

using Index = std::array<std::array<const TransitionRow*, EVENTS>, STATES>;

/**
 * @brief Spread the rows of a table over states and events.
 * @param table the rows
 * @return for each pair its row, or null
 */
constexpr Index
MakeIndex(const StateTable& table)
{
    Index index{};
    for (std::size_t i = 0; i < table.size; ++i)
    {
        const auto& row = table.rows[i];
        index[static_cast<std::size_t>(row.from)][static_cast<std::size_t>(row.event)] = &row;
    }
    return index;
}

constexpr std::array<Index, MACHINES> INDEX{
    {MakeIndex(TABLES[0]), MakeIndex(TABLES[1]), MakeIndex(TABLES[2])}};

constexpr std::array<const char*, MACHINES> MACHINE_NAMES{
    {"control connection", "ICRQ sender", "ICRQ recipient"}};

constexpr std::array<const char*, STATES> STATE_NAMES{{"idle",
                                                       "wait-ctl-reply",
                                                       "wait-ctl-conn",
                                                       "wait-control-conn",
                                                       "wait-reply",
                                                       "wait-connect",
                                                       "established"}};

constexpr std::array<const char*, EVENTS> EVENT_NAMES{{"local open request",
                                                       "local close request",
                                                       "control-conn-open",
                                                       "control connection closed",
                                                       "set-up timeout",
                                                       "peer unreachable",
                                                       "receive SCCRQ",
                                                       "receive SCCRQ, not acceptable",
                                                       "receive SCCRP",
                                                       "receive SCCRP, not acceptable",
                                                       "receive SCCCN",
                                                       "receive SCCCN, not acceptable",
                                                       "receive StopCCN",
                                                       "receive ICRQ",
                                                       "receive ICRQ, not acceptable",
                                                       "receive ICRP",
                                                       "receive ICRP, not acceptable",
                                                       "receive ICCN",
                                                       "receive ICCN, not acceptable",
                                                       "receive CDN",
                                                       "receive invalid message"}};

constexpr std::array<const char*, ACTIONS> ACTION_NAMES{{"initiate local control-conn open",
                                                         "send SCCRQ",
                                                         "send SCCRP",
                                                         "send SCCCN",
                                                         "send StopCCN",
                                                         "send ICRQ",
                                                         "send ICRP",
                                                         "send ICCN",
                                                         "send CDN",
                                                         "send control-conn-open to sessions",
                                                         "prepare for data",
                                                         "clean up"}};

} // namespace

const StateTable&
GetStateTable(Machine machine)
{
    return TABLES[static_cast<std::size_t>(machine)];
}

const TransitionRow*
FindTransition(Machine machine, State from, Event event)
{
    return INDEX[static_cast<std::size_t>(machine)][static_cast<std::size_t>(from)]
                [static_cast<std::size_t>(event)];
}

const char*
GetName(Machine machine)
{
    return MACHINE_NAMES[static_cast<std::size_t>(machine)];
}

const char*
GetName(State state)
{
    return STATE_NAMES[static_cast<std::size_t>(state)];
}

const char*
GetName(Event event)
{
    return EVENT_NAMES[static_cast<std::size_t>(event)];
}

const char*
GetName(Action action)
{
    std::size_t bit = 0;
    while (bit + 1 < ACTIONS && (action >> (bit + 1)) != 0)
    {
        ++bit;
    }
    return ACTION_NAMES[bit];
}

} // namespace l2tp
} // namespace ns3
