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

// RFC 3931 section 7.2. Crossing SCCRQs without any tie breaker have no row: they open two
// connections (section 5.4.3).
constexpr TransitionRow CONTROL_CONNECTION[] = {
    {State::Idle, Event::LocalOpen, SEND_SCCRQ, State::WaitCtlReply, RFC},
    {State::Idle, Event::Sccrq, SEND_SCCRP, State::WaitCtlConn, RFC},
    {State::Idle, Event::SccrqRefused, SEND_STOPCCN | CLEAN_UP, State::Idle, RFC},
    {State::Idle, Event::Sccrp, SEND_STOPCCN | CLEAN_UP, State::Idle, RFC},
    {State::Idle, Event::Scccn, SEND_STOPCCN | CLEAN_UP, State::Idle, RFC},
    {State::WaitCtlReply, Event::Sccrp, SEND_SCCCN | OPEN_SESSIONS, State::Established, RFC},
    {State::WaitCtlReply, Event::SccrpRefused, SEND_STOPCCN | CLEAN_UP, State::Idle, RFC},
    {State::WaitCtlReply, Event::Scccn, SEND_STOPCCN | CLEAN_UP, State::Idle, RFC},
    {State::WaitCtlReply,
     Event::SccrqTieLost,
     SEND_SCCRP | CLEAN_UP_LOSER,
     State::WaitCtlConn,
     RFC},
    {State::WaitCtlReply,
     Event::SccrqTieRefused,
     SEND_STOPCCN | CLEAN_UP_LOSER | CLEAN_UP,
     State::Idle,
     RFC},
    {State::WaitCtlReply, Event::SccrqTieWon, STOP_LOSER, State::WaitCtlReply, RFC},
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
    // Section 5.4.3: with equal tie breakers both ends start anew.
    {State::WaitCtlReply,
     Event::SccrqTieEqual,
     SEND_SCCRQ | CLEAN_UP_LOSER,
     State::WaitCtlReply,
     EXTENSION},
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

// RFC 3931 section 7.3.1.
constexpr TransitionRow INCOMING_CALL_SENDER[] = {
    {State::Idle, Event::LocalOpen, OPEN_CONTROL_CONNECTION, State::WaitControlConn, RFC},
    {State::Idle, Event::Iccn, CLEAN_UP, State::Idle, RFC},
    {State::Idle, Event::Icrp, CLEAN_UP, State::Idle, RFC},
    {State::Idle, Event::Cdn, CLEAN_UP, State::Idle, RFC},
    {State::WaitControlConn, Event::LocalClose, CLEAN_UP, State::Idle, RFC},
    {State::WaitControlConn, Event::ControlConnOpen, SEND_ICRQ, State::WaitReply, RFC},
    {State::WaitReply, Event::Icrp, SEND_ICCN, State::Established, RFC},
    {State::WaitReply, Event::IcrpRefused, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::WaitReply, Event::RequestTieLost, PROCESS_AS_RECIPIENT, State::Idle, RFC},
    {State::WaitReply, Event::RequestTieWon, DISCONNECT_LOSER, State::WaitReply, RFC},
    {State::WaitReply, Event::Cdn, CLEAN_UP, State::Idle, RFC},
    {State::WaitReply, Event::Iccn, CLEAN_UP, State::Idle, RFC},
    {State::WaitReply, Event::LocalClose, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::Cdn, CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::Icrq, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::Icrp, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::Iccn, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::LocalClose, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    // Section 5.4.4: equal tie breakers start anew, a tie without any tears both sessions down.
    {State::WaitReply, Event::RequestTieEqual, SEND_ICRQ, State::WaitReply, EXTENSION},
    {State::WaitReply,
     Event::RequestTieNone,
     SEND_CDN | DISCONNECT_LOSER | CLEAN_UP,
     State::Idle,
     EXTENSION},
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

// RFC 3931 section 7.4.1.
constexpr TransitionRow OUTGOING_CALL_SENDER[] = {
    {State::Idle, Event::LocalOpen, OPEN_CONTROL_CONNECTION, State::WaitControlConn, RFC},
    {State::Idle, Event::Occn, CLEAN_UP, State::Idle, RFC},
    {State::Idle, Event::Ocrp, CLEAN_UP, State::Idle, RFC},
    {State::Idle, Event::Cdn, CLEAN_UP, State::Idle, RFC},
    {State::WaitControlConn, Event::ControlConnOpen, SEND_OCRQ, State::WaitReply, RFC},
    {State::WaitReply, Event::Ocrp, NO_ACTION, State::WaitConnect, RFC},
    {State::WaitReply, Event::OcrpRefused, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::WaitReply, Event::Occn, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::WaitReply, Event::RequestTieLost, PROCESS_AS_RECIPIENT, State::Idle, RFC},
    {State::WaitReply, Event::RequestTieWon, DISCONNECT_LOSER, State::WaitReply, RFC},
    {State::WaitConnect, Event::Occn, NO_ACTION, State::Established, RFC},
    {State::WaitConnect, Event::Ocrq, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::WaitConnect, Event::Ocrp, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::WaitReply, Event::Cdn, CLEAN_UP, State::Idle, RFC},
    {State::WaitConnect, Event::Cdn, CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::Cdn, CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::Ocrq, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::Ocrp, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::Occn, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::WaitReply, Event::LocalClose, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::WaitConnect, Event::LocalClose, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::LocalClose, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::WaitControlConn, Event::LocalClose, CLEAN_UP, State::Idle, RFC},
    // Section 5.4.4: equal tie breakers start anew, a tie without any tears both sessions down.
    {State::WaitReply, Event::RequestTieEqual, SEND_OCRQ, State::WaitReply, EXTENSION},
    {State::WaitReply,
     Event::RequestTieNone,
     SEND_CDN | DISCONNECT_LOSER | CLEAN_UP,
     State::Idle,
     EXTENSION},
    // The set-up guard, the end of the control connection, and section 7.1.
    {State::WaitControlConn, Event::SetupTimeout, CLEAN_UP, State::Idle, EXTENSION},
    {State::WaitReply, Event::SetupTimeout, SEND_CDN | CLEAN_UP, State::Idle, EXTENSION},
    {State::WaitConnect, Event::SetupTimeout, SEND_CDN | CLEAN_UP, State::Idle, EXTENSION},
    {State::WaitControlConn, Event::ConnectionClosed, CLEAN_UP, State::Idle, EXTENSION},
    {State::WaitReply, Event::ConnectionClosed, CLEAN_UP, State::Idle, EXTENSION},
    {State::WaitConnect, Event::ConnectionClosed, CLEAN_UP, State::Idle, EXTENSION},
    {State::Established, Event::ConnectionClosed, CLEAN_UP, State::Idle, EXTENSION},
    {State::WaitReply, Event::Ocrq, SEND_CDN | CLEAN_UP, State::Idle, EXTENSION},
    {State::WaitConnect, Event::OccnRefused, SEND_CDN | CLEAN_UP, State::Idle, EXTENSION},
    {State::WaitReply, Event::Invalid, SEND_CDN | CLEAN_UP, State::Idle, EXTENSION},
    {State::WaitConnect, Event::Invalid, SEND_CDN | CLEAN_UP, State::Idle, EXTENSION},
    {State::Established, Event::Invalid, SEND_CDN | CLEAN_UP, State::Idle, EXTENSION},
};

// RFC 3931 section 7.4.2.
constexpr TransitionRow OUTGOING_CALL_RECIPIENT[] = {
    {State::Idle, Event::Ocrq, SEND_OCRP | PLACE_CALL, State::WaitCsAnswer, RFC},
    {State::Idle, Event::OcrqRefused, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::Idle, Event::Ocrp, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::Idle, Event::Occn, CLEAN_UP, State::Idle, RFC},
    {State::Idle, Event::Cdn, CLEAN_UP, State::Idle, RFC},
    {State::WaitCsAnswer, Event::CallPlaced, SEND_OCCN, State::Established, RFC},
    {State::WaitCsAnswer, Event::CallFailed, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::WaitCsAnswer, Event::Ocrq, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::WaitCsAnswer, Event::Ocrp, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::WaitCsAnswer, Event::Occn, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::Ocrq, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::Ocrp, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::Occn, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::WaitCsAnswer, Event::Cdn, CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::Cdn, CLEAN_UP, State::Idle, RFC},
    {State::WaitCsAnswer, Event::LocalClose, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    {State::Established, Event::LocalClose, SEND_CDN | CLEAN_UP, State::Idle, RFC},
    // The end of the control connection, and section 7.1; the call placement timer is CallFailed.
    {State::WaitCsAnswer, Event::ConnectionClosed, CLEAN_UP, State::Idle, EXTENSION},
    {State::Established, Event::ConnectionClosed, CLEAN_UP, State::Idle, EXTENSION},
    {State::WaitCsAnswer, Event::Invalid, SEND_CDN | CLEAN_UP, State::Idle, EXTENSION},
    {State::Established, Event::Invalid, SEND_CDN | CLEAN_UP, State::Idle, EXTENSION},
};

constexpr std::array<StateTable, MACHINES> TABLES{{
    {"7.2", CONTROL_CONNECTION, std::size(CONTROL_CONNECTION)},
    {"7.3.1", INCOMING_CALL_SENDER, std::size(INCOMING_CALL_SENDER)},
    {"7.3.2", INCOMING_CALL_RECIPIENT, std::size(INCOMING_CALL_RECIPIENT)},
    {"7.4.1", OUTGOING_CALL_SENDER, std::size(OUTGOING_CALL_SENDER)},
    {"7.4.2", OUTGOING_CALL_RECIPIENT, std::size(OUTGOING_CALL_RECIPIENT)},
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

constexpr std::array<Index, MACHINES> INDEX{{MakeIndex(TABLES[0]),
                                             MakeIndex(TABLES[1]),
                                             MakeIndex(TABLES[2]),
                                             MakeIndex(TABLES[3]),
                                             MakeIndex(TABLES[4])}};

constexpr std::array<const char*, MACHINES> MACHINE_NAMES{
    {"control connection", "ICRQ sender", "ICRQ recipient", "OCRQ sender", "OCRQ recipient"}};

constexpr std::array<const char*, STATES> STATE_NAMES{{"idle",
                                                       "wait-ctl-reply",
                                                       "wait-ctl-conn",
                                                       "wait-control-conn",
                                                       "wait-reply",
                                                       "wait-connect",
                                                       "wait-cs-answer",
                                                       "established"}};

constexpr std::array<const char*, EVENTS> EVENT_NAMES{{"local open request",
                                                       "local close request",
                                                       "control-conn-open",
                                                       "control connection closed",
                                                       "set-up timeout",
                                                       "peer unreachable",
                                                       "receive SCCRQ",
                                                       "receive SCCRQ, not acceptable",
                                                       "receive SCCRQ, tie won",
                                                       "receive SCCRQ, tie lost",
                                                       "receive SCCRQ, tie lost, not acceptable",
                                                       "receive SCCRQ, equal tie breakers",
                                                       "receive SCCRP",
                                                       "receive SCCRP, not acceptable",
                                                       "receive SCCCN",
                                                       "receive SCCCN, not acceptable",
                                                       "receive StopCCN",
                                                       "receive ICRQ",
                                                       "receive ICRQ, not acceptable",
                                                       "receive request, tie won",
                                                       "receive request, tie lost",
                                                       "receive request, equal tie breakers",
                                                       "receive request, no tie breaker",
                                                       "receive ICRP",
                                                       "receive ICRP, not acceptable",
                                                       "receive ICCN",
                                                       "receive ICCN, not acceptable",
                                                       "receive OCRQ",
                                                       "receive OCRQ, not acceptable",
                                                       "receive OCRP",
                                                       "receive OCRP, not acceptable",
                                                       "receive OCCN",
                                                       "receive OCCN, not acceptable",
                                                       "call placed",
                                                       "call not placed",
                                                       "receive CDN",
                                                       "receive invalid message"}};

constexpr std::array<const char*, ACTIONS> ACTION_NAMES{{"initiate local control-conn open",
                                                         "send SCCRQ",
                                                         "send SCCRP",
                                                         "send SCCCN",
                                                         "send StopCCN",
                                                         "send StopCCN for losing connection",
                                                         "send ICRQ",
                                                         "send ICRP",
                                                         "send ICCN",
                                                         "send OCRQ",
                                                         "send OCRP",
                                                         "send OCCN",
                                                         "send CDN",
                                                         "send CDN for losing session",
                                                         "place call",
                                                         "process as recipient of the request",
                                                         "send control-conn-open to sessions",
                                                         "prepare for data",
                                                         "clean up losing connection",
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
