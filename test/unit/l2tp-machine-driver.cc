// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-machine-driver.h"

#include "l2tp-message-type.h"

#include <gtest/gtest.h>

namespace ns3
{
namespace l2tp
{
namespace test
{

namespace
{

/** Names of messages, copies of a message left out. */
Names
Fresh(const std::vector<ControlMessage>& messages)
{
    Names names;
    std::set<uint16_t> seen;
    for (const auto& message : messages)
    {
        if (message.IsAcknowledgement() || seen.insert(message.GetNs()).second)
        {
            names.emplace_back(MessageName(message.GetType()));
        }
    }
    return names;
}

} // namespace

void
Drive(const DriveCases& cases, CoveredRows& covered)
{
    for (std::size_t i = 0; i < cases.size(); ++i)
    {
        const auto& one = cases[i];
        SCOPED_TRACE(std::string("case ") + std::to_string(i) + " " + one.rows);
        auto configuration = MakeConfiguration("dut.example");
        configuration.strictIdle = true;
        ScriptedPeer peer(configuration);
        one.prepare(peer);
        one.act(peer);
        EXPECT_EQ(peer.TakeTransitions(), one.transitions);
        EXPECT_EQ(Fresh(peer.Take()), one.sent);
        for (const auto* transition : peer.Dut().Find<output::StateTransition>())
        {
            covered.emplace(transition->machine, transition->from, transition->event);
        }
    }
}

void
ExpectCovered(Machine machine, const CoveredRows& covered)
{
    const auto& table = GetStateTable(machine);
    for (std::size_t i = 0; i < table.size; ++i)
    {
        const auto& row = table.rows[i];
        EXPECT_EQ(covered.count({machine, row.from, row.event}), 1U)
            << GetName(machine) << ": " << GetName(row.from) << " / " << GetName(row.event);
    }
}

} // namespace test
} // namespace l2tp
} // namespace ns3
