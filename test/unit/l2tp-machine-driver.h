// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_MACHINE_DRIVER_H
#define L2TP_MACHINE_DRIVER_H

#include "l2tp-scripted-peer.h"

#include <functional>
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

using Names = std::vector<std::string>;
using Step = std::function<void(ScriptedPeer&)>;

/** @brief One row of a state table: how to get to its state, what happens, what is to be seen. */
struct DriveCase
{
    const char* rows;  //!< catalogue rows
    Step prepare;      //!< leads to the state
    Step act;          //!< what happens
    Names transitions; //!< "machine: from / event -> to"
    Names sent;        //!< messages, copies left out
};

using DriveCases = std::vector<DriveCase>;
/** @brief Rows that have been gone through. */
using CoveredRows = std::set<std::tuple<Machine, State, Event>>;

/**
 * @brief Run each case with an endpoint of its own and compare.
 * @param cases the cases
 * @param covered learns the rows that were gone through
 */
void Drive(const DriveCases& cases, CoveredRows& covered);

/** @brief No row of a machine may be left over. @param machine which @param covered the rows */
void ExpectCovered(Machine machine, const CoveredRows& covered);

} // namespace test
} // namespace l2tp
} // namespace ns3

#endif // L2TP_MACHINE_DRIVER_H
