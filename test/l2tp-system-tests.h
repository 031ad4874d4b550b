// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_SYSTEM_TESTS_H
#define L2TP_SYSTEM_TESTS_H

#include "ns3/test.h"

#include <vector>

namespace ns3
{
namespace l2tp
{
namespace tests
{

/**
 * @ingroup l2tp-tests
 * @brief Frames of a host that is bridged at a LAC and routed at an LNS.
 * @return new test cases, for the suite to own
 */
std::vector<TestCase*> MakeSystemBridgeTests();

/**
 * @ingroup l2tp-tests
 * @brief What brings sessions and circuits together, and apart.
 * @return new test cases, for the suite to own
 */
std::vector<TestCase*> MakeSystemCircuitTests();

/**
 * @ingroup l2tp-tests
 * @brief What an attacker can do by sending very many packets.
 * @return new test cases, for the suite to own
 */
std::vector<TestCase*> MakeSystemFloodTests();

/**
 * @ingroup l2tp-tests
 * @brief Hundreds of runs over a very lossy path.
 * @return new test cases, for the suite to own
 */
std::vector<TestCase*> MakeSystemLossTests();

/**
 * @ingroup l2tp-tests
 * @brief Frames as large as the path allows, and larger.
 * @return new test cases, for the suite to own
 */
std::vector<TestCase*> MakeSystemMtuTests();

/**
 * @ingroup l2tp-tests
 * @brief Three LACs, two LNSs of which one crashes.
 * @return new test cases, for the suite to own
 */
std::vector<TestCase*> MakeSystemRecoveryTests();

/**
 * @ingroup l2tp-tests
 * @brief LACs and LNSs in all combinations.
 * @return new test cases, for the suite to own
 */
std::vector<TestCase*> MakeSystemRoleTests();

/**
 * @ingroup l2tp-tests
 * @brief Many sessions, many LACs, several connections between one pair.
 * @return new test cases, for the suite to own
 */
std::vector<TestCase*> MakeSystemScaleTests();

/**
 * @ingroup l2tp-tests
 * @brief Scripts that do anything at any time.
 * @return new test cases, for the suite to own
 */
std::vector<TestCase*> MakeSystemScriptTests();

/**
 * @ingroup l2tp-tests
 * @brief Same seed, same bytes, whoever looks.
 * @return new test cases, for the suite to own
 */
std::vector<TestCase*> MakeSystemSeedTests();

/**
 * @ingroup l2tp-tests
 * @brief Every trace source, by name.
 * @return new test cases, for the suite to own
 */
std::vector<TestCase*> MakeSystemTraceTests();

} // namespace tests
} // namespace l2tp
} // namespace ns3

#endif // L2TP_SYSTEM_TESTS_H
