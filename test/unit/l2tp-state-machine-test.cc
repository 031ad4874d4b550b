// SPDX-License-Identifier: GPL-2.0-only
// The state tables against an independent transcription of RFC 3931 sections 7.2, 7.3.1 and 7.3.2.

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
                                            Machine::IncomingCallRecipient};

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

// R7.2-02..08, R7.2-12..19: section 7.2 without the rows of a tie
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

// R7.3.1-01..06, R7.3.1-09..13: section 7.3.1 without the rows of a tie
TEST(StateTables, IncomingCallSender)
{
    std::vector<Row> rows{
        {"idle", "local open request", {"initiate local control-conn open"}, "wait-control-conn"},
        {"wait-control-conn", "local close request", CLEAR, "idle"},
        {"wait-control-conn", "control-conn-open", {"send ICRQ"}, "wait-reply"},
        {"wait-reply", "receive ICRP", {"send ICCN"}, "established"},
        {"wait-reply", "receive ICRP, not acceptable", DISCONNECT, "idle"},
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

// R7.3.2-01..10: section 7.3.2
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

// Rows for what the text of section 7 asks for beyond its tables.
// R7.2-24, R7.2-25: open and close requests before the connection is established
TEST(StateTables, AddedRowsOfTheControlConnection)
{
    std::vector<Row> rows;
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

TEST(StateTables, AddedRowsOfTheSessions)
{
    std::vector<Row> sender{{"wait-control-conn", "set-up timeout", CLEAR, "idle"},
                            {"wait-control-conn", "control connection closed", CLEAR, "idle"},
                            {"wait-reply", "set-up timeout", DISCONNECT, "idle"},
                            {"wait-reply", "receive ICRQ", DISCONNECT, "idle"}};
    for (const auto* state : {"wait-reply", "established"})
    {
        sender.push_back({state, "control connection closed", CLEAR, "idle"});
        sender.push_back({state, "receive invalid message", DISCONNECT, "idle"});
    }
    ExpectRows(Machine::IncomingCallSender, true, sender);
    std::vector<Row> recipient{{"wait-connect", "set-up timeout", DISCONNECT, "idle"}};
    for (const auto* state : {"wait-connect", "established"})
    {
        recipient.push_back({state, "control connection closed", CLEAR, "idle"});
        recipient.push_back({state, "receive invalid message", DISCONNECT, "idle"});
    }
    ExpectRows(Machine::IncomingCallRecipient, true, recipient);
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

// Clean-up ends every row that leads to idle from elsewhere, and no other row cleans up.
TEST(StateTables, CleanUpMeansIdle)
{
    for (const auto machine : ALL)
    {
        const auto& table = GetStateTable(machine);
        for (std::size_t i = 0; i < table.size; ++i)
        {
            const auto& row = table.rows[i];
            EXPECT_EQ((row.actions & CLEAN_UP) != 0, row.to == State::Idle);
        }
    }
}

TEST(StateTables, NamesAndSections)
{
    EXPECT_STREQ(GetStateTable(Machine::ControlConnection).section, "7.2");
    EXPECT_STREQ(GetStateTable(Machine::IncomingCallSender).section, "7.3.1");
    EXPECT_STREQ(GetStateTable(Machine::IncomingCallRecipient).section, "7.3.2");
    EXPECT_STREQ(GetName(Machine::ControlConnection), "control connection");
    EXPECT_STREQ(GetName(Machine::IncomingCallSender), "ICRQ sender");
    EXPECT_STREQ(GetName(Machine::IncomingCallRecipient), "ICRQ recipient");
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
