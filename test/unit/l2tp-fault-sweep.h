// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_FAULT_SWEEP_H
#define L2TP_FAULT_SWEEP_H

#include "ns3/nstime.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace ns3
{
namespace l2tp
{
namespace test
{

/** @brief What a network may do to the first control packets, counted over both directions. */
enum class FaultKind
{
    Loss,        //!< bit i of the script: packet i + 1 of the first 16 is lost
    Duplication, //!< bit i: it arrives a second time together with itself and once more 1.5 s later
    Delay,       //!< base-3 digit i: packet i + 1 of the first 10 arrives 0, 1.5 or 4 s late
};

/** @brief Number of kinds. */
constexpr std::size_t FAULT_KINDS = 3;

/** @brief How a run has ended. */
enum class FaultEnd
{
    Established, //!< one connection and one session, established on both ends, nothing outstanding
    Clean,       //!< nothing is left on either end
    Wrong,       //!< anything else, or later than the schedules allow
};

/** @brief Number of ends. */
constexpr std::size_t FAULT_ENDS = 3;

/** @brief A run. */
struct FaultRun
{
    FaultEnd end;         //!< how it has ended
    Time when;            //!< when that was certain
    std::string describe; //!< with Wrong: what was there instead
};

/**
 * @brief How many fault scripts of a kind there are.
 * @param kind the kind
 * @return 2^16 or 3^10
 */
uint32_t CountFaultScripts(FaultKind kind);

/**
 * @brief Set up one connection and one session, with HELLO at 60 s and the set-up guard at its
 *        default, over a network that does what a script says.
 * @param kind what it does
 * @param script number of the script, below CountFaultScripts()
 * @return how that ends
 */
FaultRun RunFaultScript(FaultKind kind, uint32_t script);

/** @brief Name of a kind. @param kind the kind @return for instance "loss" */
const char* GetName(FaultKind kind);

/**
 * @brief What came of many scripts.
 */
struct FaultTally
{
    std::array<uint32_t, FAULT_ENDS> ends{}; //!< runs by end
    Time longest;                            //!< longest run that has not ended wrong
    std::string firstWrong;                  //!< the first run that has, in words

    /** @brief Run a script and count it. @param kind its kind @param script its number */
    void Add(FaultKind kind, uint32_t script);
};

} // namespace test
} // namespace l2tp
} // namespace ns3

#endif // L2TP_FAULT_SWEEP_H
