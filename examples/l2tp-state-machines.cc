// SPDX-License-Identifier: GPL-2.0-only

// Prints the state machines of RFC 3931 section 7 as the module runs them.
//
//   ./l2tp run l2tp-state-machines                     all tables as text
//   ./l2tp run l2tp-state-machines --dot               all as Graphviz, one cluster a machine
//   ./l2tp run l2tp-state-machines --machine=7.3.1     one of them, by its section
//
// Rows marked with + are not in the RFC's tables: they carry out what its text asks for elsewhere
// (the set-up guard, a peer that has become unreachable, invalid messages by section 7.1).

#include "ns3/core-module.h"
#include "ns3/l2tp-state-machine.h"

#include <iomanip>
#include <iostream>
#include <string>

using namespace ns3;
using namespace ns3::l2tp;

namespace
{

/**
 * @brief Actions of a row in words.
 * @param actions action bits
 * @return the names, separated by commas; "-" for none
 */
std::string
DescribeActions(uint16_t actions)
{
    std::string text;
    for (std::size_t bit = 0; bit < ACTIONS; ++bit)
    {
        const auto action = static_cast<Action>(1U << bit);
        if ((actions & action) != 0)
        {
            text += (text.empty() ? "" : ", ") + std::string(GetName(action));
        }
    }
    return text.empty() ? "-" : text;
}

/**
 * @brief Print a table as text.
 * @param machine which
 */
void
PrintText(Machine machine)
{
    const auto& table = GetStateTable(machine);
    std::cout << GetName(machine) << " (RFC 3931 section " << table.section << ")\n";
    std::cout << std::left << "  " << std::setw(18) << "state" << std::setw(32) << "event"
              << std::setw(52) << "action"
              << "next state\n";
    for (std::size_t i = 0; i < table.size; ++i)
    {
        const auto& row = table.rows[i];
        std::cout << (row.extension ? "+ " : "  ") << std::setw(18) << GetName(row.from)
                  << std::setw(32) << GetName(row.event) << std::setw(52)
                  << DescribeActions(row.actions) << GetName(row.to) << "\n";
    }
    std::cout << "\n";
}

/**
 * @brief Print a table as a Graphviz cluster.
 * @param machine which
 */
void
PrintDot(Machine machine)
{
    const auto& table = GetStateTable(machine);
    const std::string prefix = "m" + std::to_string(static_cast<unsigned>(machine)) + "_";
    std::cout << "  subgraph cluster_" << prefix << " {\n    label=\"" << GetName(machine)
              << " (RFC 3931 section " << table.section << ")\";\n";
    for (std::size_t i = 0; i < table.size; ++i)
    {
        const auto& row = table.rows[i];
        for (const auto state : {row.from, row.to})
        {
            std::cout << "    " << prefix << static_cast<unsigned>(state) << " [label=\""
                      << GetName(state) << "\"];\n";
        }
        std::cout << "    " << prefix << static_cast<unsigned>(row.from) << " -> " << prefix
                  << static_cast<unsigned>(row.to) << " [label=\"" << GetName(row.event) << "\\n"
                  << DescribeActions(row.actions) << "\"" << (row.extension ? ", style=dashed" : "")
                  << "];\n";
    }
    std::cout << "  }\n";
}

} // namespace

int
main(int argc, char* argv[])
{
    bool dot = false;
    std::string section;
    CommandLine cmd(__FILE__);
    cmd.AddValue("dot", "print Graphviz instead of text", dot);
    cmd.AddValue("machine", "section of the machine to print: 7.2, 7.3.1 or 7.3.2", section);
    cmd.Parse(argc, argv);

    bool found = false;
    if (dot)
    {
        std::cout << "digraph l2tp {\n  node [shape=box, style=rounded];\n";
    }
    for (std::size_t i = 0; i < MACHINES; ++i)
    {
        const auto machine = static_cast<Machine>(i);
        if (section.empty() || section == GetStateTable(machine).section)
        {
            found = true;
            dot ? PrintDot(machine) : PrintText(machine);
        }
    }
    if (dot)
    {
        std::cout << "}\n";
    }
    if (!found)
    {
        std::cerr << "There is no machine of section " << section
                  << "; --machine is one of 7.2, 7.3.1 and 7.3.2.\n";
        return 1;
    }
    return 0;
}
