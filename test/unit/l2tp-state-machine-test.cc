// SPDX-License-Identifier: GPL-2.0-only
// The state tables against an independent transcription of RFC 3931 sections 7.2, 7.3 and 7.4.

#include "l2tp-state-machine.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace ns3
{
namespace l2tp
{
namespace test
{
namespace
{

/** A row in the words of the RFC: state, event, actions in order, next state. */
struct Row
{
    std::string state;
    std::string event;
    std::vector<std::string> actions;
    std::string next;

    bool operator<(const Row& other) const
    {
        return std::tie(state, event, actions, next) <
               std::tie(other.state, other.event, other.actions, other.next);
    }

    bool operator==(const Row& other) const
    {
        return !(*this < other) && !(other < *this);
    }
};

std::ostream&
operator<<(std::ostream& os, const Row& row)
{
    os << row.state << " / " << row.event << ":";
    for (const auto& action : row.actions)
    {
        os << " " << action << ",";
    }
    return os << " -> " << row.next;
}

constexpr std::array<Machine, MACHINES> ALL{Machine::ControlConnection,
                                            Machine::IncomingCallSender,
                                            Machine::IncomingCallRecipient,
                                            Machine::OutgoingCallSender,
                                            Machine::OutgoingCallRecipient};

/** The rows of a machine in words, the RFC's or the added ones. */
std::vector<Row>
Spell(Machine machine, bool extension)
{
    std::vector<Row> rows;
    const auto& table = GetStateTable(machine);
    for (std::size_t i = 0; i < table.size; ++i)
    {
        const auto& row = table.rows[i];
        if (row.extension != extension)
        {
            continue;
        }
        Row spelled{GetName(row.from), GetName(row.event), {}, GetName(row.to)};
        for (std::size_t bit = 0; bit < ACTIONS; ++bit)
        {
            if ((row.actions & (1U << bit)) != 0)
            {
                spelled.actions.emplace_back(GetName(static_cast<Action>(1U << bit)));
            }
        }
        rows.push_back(spelled);
    }
    std::sort(rows.begin(), rows.end());
    return rows;
}

const std::vector<std::string> CLEAR{"clean up"};
const std::vector<std::string> STOP{"send StopCCN", "clean up"};
const std::vector<std::string> DISCONNECT{"send CDN", "clean up"};
const std::string OPEN_EVENT = "send control-conn-open to sessions";

void
ExpectRows(Machine machine, bool extension, std::vector<Row> expected)
{
    std::sort(expected.begin(), expected.end());
    const auto rows = Spell(machine, extension);
    ASSERT_EQ(rows.size(), expected.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
    {
        EXPECT_EQ(rows[i], expected[i]);
    }
}

// R7.2-02..06, R7.2-07..08, R7.2-12..16, R7.2-17..19: section 7.2
TEST(StateTables, ControlConnection)
{
    std::vector<Row> rows{
        {"idle", "local open request", {"send SCCRQ"}, "wait-ctl-reply"},
        {"idle", "receive SCCRQ", {"send SCCRP"}, "wait-ctl-conn"},
        {"idle", "receive SCCRQ, not acceptable", STOP, "idle"},
        {"idle", "receive SCCRP", STOP, "idle"},
        {"idle", "receive SCCCN", STOP, "idle"},
        {"wait-ctl-reply", "receive SCCRP", {"send SCCCN", OPEN_EVENT}, "established"},
        {"wait-ctl-reply", "receive SCCRP, not acceptable", STOP, "idle"},
        {"wait-ctl-reply", "receive SCCCN", STOP, "idle"},
        {"wait-ctl-reply",
         "receive SCCRQ, tie lost",
         {"send SCCRP", "clean up losing connection"},
         "wait-ctl-conn"},
        {"wait-ctl-reply",
         "receive SCCRQ, tie lost, not acceptable",
         {"send StopCCN", "clean up losing connection", "clean up"},
         "idle"},
        {"wait-ctl-reply",
         "receive SCCRQ, tie won",
         {"send StopCCN for losing connection"},
         "wait-ctl-reply"},
        {"wait-ctl-conn", "receive SCCCN", {OPEN_EVENT}, "established"},
        {"wait-ctl-conn", "receive SCCCN, not acceptable", STOP, "idle"},
        {"established", "local open request", {OPEN_EVENT}, "established"},
        {"established", "local close request", STOP, "idle"},
    };
    for (const auto* event : {"receive SCCRQ", "receive SCCRP"})
    {
        rows.push_back({"wait-ctl-conn", event, STOP, "idle"});
    }
    for (const auto* event : {"receive SCCRQ", "receive SCCRP", "receive SCCCN"})
    {
        rows.push_back({"established", event, STOP, "idle"});
    }
    for (const auto* state : {"idle", "wait-ctl-reply", "wait-ctl-conn", "established"})
    {
        rows.push_back({state, "receive StopCCN", CLEAR, "idle"});
    }
    ExpectRows(Machine::ControlConnection, false, rows);
}

// R7.3.1-01..05, R7.3.1-06, R7.3.1-09..13: section 7.3.1
TEST(StateTables, IncomingCallSender)
{
    std::vector<Row> rows{
        {"idle", "local open request", {"initiate local control-conn open"}, "wait-control-conn"},
        {"wait-control-conn", "local close request", CLEAR, "idle"},
        {"wait-control-conn", "control-conn-open", {"send ICRQ"}, "wait-reply"},
        {"wait-reply", "receive ICRP", {"send ICCN"}, "established"},
        {"wait-reply", "receive ICRP, not acceptable", DISCONNECT, "idle"},
        {"wait-reply",
         "receive request, tie lost",
         {"process as recipient of the request"},
         "idle"},
        {"wait-reply", "receive request, tie won", {"send CDN for losing session"}, "wait-reply"},
        {"wait-reply", "receive CDN", CLEAR, "idle"},
        {"wait-reply", "receive ICCN", CLEAR, "idle"},
        {"wait-reply", "local close request", DISCONNECT, "idle"},
        {"established", "receive CDN", CLEAR, "idle"},
        {"established", "local close request", DISCONNECT, "idle"},
    };
    for (const auto* event : {"receive ICCN", "receive ICRP", "receive CDN"})
    {
        rows.push_back({"idle", event, CLEAR, "idle"});
    }
    for (const auto* event : {"receive ICRQ", "receive ICRP", "receive ICCN"})
    {
        rows.push_back({"established", event, DISCONNECT, "idle"});
    }
    ExpectRows(Machine::IncomingCallSender, false, rows);
}

// R7.3.2-01..05, R7.3.2-06..10: section 7.3.2
TEST(StateTables, IncomingCallRecipient)
{
    std::vector<Row> rows{
        {"idle", "receive ICRQ", {"send ICRP"}, "wait-connect"},
        {"idle", "receive ICRQ, not acceptable", DISCONNECT, "idle"},
        {"idle", "receive ICRP", DISCONNECT, "idle"},
        {"idle", "receive ICCN", CLEAR, "idle"},
        {"wait-connect", "receive ICCN", {"prepare for data"}, "established"},
        {"wait-connect", "receive ICCN, not acceptable", DISCONNECT, "idle"},
    };
    for (const auto* event : {"receive ICRQ", "receive ICRP"})
    {
        rows.push_back({"wait-connect", event, DISCONNECT, "idle"});
    }
    for (const auto* state : {"idle", "wait-connect", "established"})
    {
        rows.push_back({state, "receive CDN", CLEAR, "idle"});
    }
    for (const auto* state : {"wait-connect", "established"})
    {
        rows.push_back({state, "local close request", DISCONNECT, "idle"});
    }
    for (const auto* event : {"receive ICRQ", "receive ICRP", "receive ICCN"})
    {
        rows.push_back({"established", event, DISCONNECT, "idle"});
    }
    ExpectRows(Machine::IncomingCallRecipient, false, rows);
}

// R7.4.1-01..05, R7.4.1-06..10, R7.4.1-11..14: section 7.4.1
TEST(StateTables, OutgoingCallSender)
{
    std::vector<Row> rows{
        {"idle", "local open request", {"initiate local control-conn open"}, "wait-control-conn"},
        {"wait-control-conn", "control-conn-open", {"send OCRQ"}, "wait-reply"},
        {"wait-control-conn", "local close request", CLEAR, "idle"},
        {"wait-reply", "receive OCRP", {}, "wait-connect"},
        {"wait-reply", "receive OCRP, not acceptable", DISCONNECT, "idle"},
        {"wait-reply", "receive OCCN", DISCONNECT, "idle"},
        {"wait-reply",
         "receive request, tie lost",
         {"process as recipient of the request"},
         "idle"},
        {"wait-reply", "receive request, tie won", {"send CDN for losing session"}, "wait-reply"},
        {"wait-connect", "receive OCCN", {}, "established"},
    };
    for (const auto* event : {"receive OCCN", "receive OCRP"})
    {
        rows.push_back({"idle", event, CLEAR, "idle"});
    }
    for (const auto* event : {"receive OCRQ", "receive OCRP"})
    {
        rows.push_back({"wait-connect", event, DISCONNECT, "idle"});
    }
    for (const auto* state : {"idle", "wait-reply", "wait-connect", "established"})
    {
        rows.push_back({state, "receive CDN", CLEAR, "idle"});
    }
    for (const auto* event : {"receive OCRQ", "receive OCRP", "receive OCCN"})
    {
        rows.push_back({"established", event, DISCONNECT, "idle"});
    }
    for (const auto* state : {"wait-reply", "wait-connect", "established"})
    {
        rows.push_back({state, "local close request", DISCONNECT, "idle"});
    }
    ExpectRows(Machine::OutgoingCallSender, false, rows);
}

// R7.4.2-01..05, R7.4.2-06..10: section 7.4.2
TEST(StateTables, OutgoingCallRecipient)
{
    std::vector<Row> rows{
        {"idle", "receive OCRQ", {"send OCRP", "place call"}, "wait-cs-answer"},
        {"idle", "receive OCRQ, not acceptable", DISCONNECT, "idle"},
        {"idle", "receive OCRP", DISCONNECT, "idle"},
        {"wait-cs-answer", "call placed", {"send OCCN"}, "established"},
        {"wait-cs-answer", "call not placed", DISCONNECT, "idle"},
    };
    for (const auto* event : {"receive OCCN", "receive CDN"})
    {
        rows.push_back({"idle", event, CLEAR, "idle"});
    }
    for (const auto* state : {"wait-cs-answer", "established"})
    {
        for (const auto* event : {"receive OCRQ", "receive OCRP", "receive OCCN"})
        {
            rows.push_back({state, event, DISCONNECT, "idle"});
        }
        rows.push_back({state, "receive CDN", CLEAR, "idle"});
        rows.push_back({state, "local close request", DISCONNECT, "idle"});
    }
    ExpectRows(Machine::OutgoingCallRecipient, false, rows);
}

// Rows for what the text of section 7 asks for beyond its tables.
// R7.2-24, R7.2-25: open and close requests before the connection is established
TEST(StateTables, AddedRowsOfTheControlConnection)
{
    std::vector<Row> rows{{"wait-ctl-reply",
                           "receive SCCRQ, equal tie breakers",
                           {"send SCCRQ", "clean up losing connection"},
                           "wait-ctl-reply"}};
    for (const auto* state : {"wait-ctl-reply", "wait-ctl-conn"})
    {
        rows.push_back({state, "local open request", {}, state});
        rows.push_back({state, "local close request", STOP, "idle"});
        rows.push_back({state, "set-up timeout", STOP, "idle"});
    }
    for (const auto* state : {"wait-ctl-reply", "wait-ctl-conn", "established"})
    {
        rows.push_back({state, "peer unreachable", CLEAR, "idle"});
        rows.push_back({state, "receive invalid message", STOP, "idle"});
    }
    ExpectRows(Machine::ControlConnection, true, rows);
}

/** The rows that either of two machines has beyond its table: those that request sessions. */
std::vector<Row>
AddedRowsOfARequester(const std::string& request)
{
    std::vector<Row> rows{
        {"wait-control-conn", "set-up timeout", CLEAR, "idle"},
        {"wait-control-conn", "control connection closed", CLEAR, "idle"},
        {"wait-reply", "set-up timeout", DISCONNECT, "idle"},
        {"wait-reply", "receive " + request, DISCONNECT, "idle"},
        {"wait-reply", "receive request, equal tie breakers", {"send " + request}, "wait-reply"},
        {"wait-reply",
         "receive request, no tie breaker",
         {"send CDN", "send CDN for losing session", "clean up"},
         "idle"}};
    for (const auto* state : {"wait-reply", "established"})
    {
        rows.push_back({state, "control connection closed", CLEAR, "idle"});
        rows.push_back({state, "receive invalid message", DISCONNECT, "idle"});
    }
    return rows;
}

/** The rows that either of two machines has beyond its table: those that answer requests. */
std::vector<Row>
AddedRowsOfAnAnswerer(const std::string& waiting)
{
    std::vector<Row> rows;
    for (const auto& state : {waiting, std::string("established")})
    {
        rows.push_back({state, "control connection closed", CLEAR, "idle"});
        rows.push_back({state, "receive invalid message", DISCONNECT, "idle"});
    }
    return rows;
}

TEST(StateTables, AddedRowsOfTheSessions)
{
    ExpectRows(Machine::IncomingCallSender, true, AddedRowsOfARequester("ICRQ"));
    auto recipient = AddedRowsOfAnAnswerer("wait-connect");
    recipient.push_back({"wait-connect", "set-up timeout", DISCONNECT, "idle"});
    ExpectRows(Machine::IncomingCallRecipient, true, recipient);
    auto outgoing = AddedRowsOfARequester("OCRQ");
    outgoing.push_back({"wait-connect", "set-up timeout", DISCONNECT, "idle"});
    outgoing.push_back({"wait-connect", "control connection closed", CLEAR, "idle"});
    outgoing.push_back({"wait-connect", "receive invalid message", DISCONNECT, "idle"});
    outgoing.push_back({"wait-connect", "receive OCCN, not acceptable", DISCONNECT, "idle"});
    ExpectRows(Machine::OutgoingCallSender, true, outgoing);
    ExpectRows(Machine::OutgoingCallRecipient, true, AddedRowsOfAnAnswerer("wait-cs-answer"));
}

// Each pair of state and event has at most one row, and looking it up finds that row.
TEST(StateTables, LookUp)
{
    for (const auto machine : ALL)
    {
        const auto& table = GetStateTable(machine);
        std::map<std::pair<State, Event>, const TransitionRow*> rows;
        for (std::size_t i = 0; i < table.size; ++i)
        {
            const auto& row = table.rows[i];
            EXPECT_TRUE(rows.emplace(std::make_pair(row.from, row.event), &row).second)
                << GetName(machine) << " " << GetName(row.from) << " " << GetName(row.event);
        }
        for (std::size_t state = 0; state < STATES; ++state)
        {
            for (std::size_t event = 0; event < EVENTS; ++event)
            {
                const auto from = static_cast<State>(state);
                const auto what = static_cast<Event>(event);
                const auto found = rows.find({from, what});
                EXPECT_EQ(FindTransition(machine, from, what),
                          found == rows.end() ? nullptr : found->second);
            }
        }
    }
}

// Every state that a row leads to has rows of its own, and can be left again.
TEST(StateTables, NoDeadEnd)
{
    for (const auto machine : ALL)
    {
        const auto& table = GetStateTable(machine);
        for (std::size_t i = 0; i < table.size; ++i)
        {
            const auto to = table.rows[i].to;
            EXPECT_TRUE(std::any_of(table.rows, table.rows + table.size, [to](const auto& row) {
                return row.from == to && (row.to == State::Idle || to == State::Idle);
            })) << GetName(to);
        }
    }
}

// Every row that leads to idle cleans up or hands the session on, and no other row does.
TEST(StateTables, CleanUpMeansIdle)
{
    for (const auto machine : ALL)
    {
        const auto& table = GetStateTable(machine);
        for (std::size_t i = 0; i < table.size; ++i)
        {
            const auto& row = table.rows[i];
            EXPECT_EQ((row.actions & (CLEAN_UP | PROCESS_AS_RECIPIENT)) != 0,
                      row.to == State::Idle);
        }
    }
}

TEST(StateTables, NamesAndSections)
{
    EXPECT_STREQ(GetStateTable(Machine::ControlConnection).section, "7.2");
    EXPECT_STREQ(GetStateTable(Machine::IncomingCallSender).section, "7.3.1");
    EXPECT_STREQ(GetStateTable(Machine::IncomingCallRecipient).section, "7.3.2");
    EXPECT_STREQ(GetStateTable(Machine::OutgoingCallSender).section, "7.4.1");
    EXPECT_STREQ(GetStateTable(Machine::OutgoingCallRecipient).section, "7.4.2");
    EXPECT_STREQ(GetName(Machine::ControlConnection), "control connection");
    EXPECT_STREQ(GetName(Machine::IncomingCallSender), "ICRQ sender");
    EXPECT_STREQ(GetName(Machine::IncomingCallRecipient), "ICRQ recipient");
    EXPECT_STREQ(GetName(Machine::OutgoingCallSender), "OCRQ sender");
    EXPECT_STREQ(GetName(Machine::OutgoingCallRecipient), "OCRQ recipient");
    std::set<std::string> states;
    for (std::size_t i = 0; i < STATES; ++i)
    {
        states.insert(GetName(static_cast<State>(i)));
    }
    EXPECT_EQ(states,
              (std::set<std::string>{"idle",
                                     "wait-ctl-reply",
                                     "wait-ctl-conn",
                                     "wait-control-conn",
                                     "wait-reply",
                                     "wait-connect",
                                     "wait-cs-answer",
                                     "established"}));
    std::set<std::string> events;
    for (std::size_t i = 0; i < EVENTS; ++i)
    {
        events.insert(GetName(static_cast<Event>(i)));
    }
    EXPECT_EQ(events.size(), EVENTS);
    std::set<std::string> actions;
    for (std::size_t i = 0; i < ACTIONS; ++i)
    {
        actions.insert(GetName(static_cast<Action>(1U << i)));
    }
    EXPECT_EQ(actions.size(), ACTIONS);
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
