// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_LCCE_TESTS_H
#define L2TP_LCCE_TESTS_H

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
 * @brief Tests of Lcce: all of the following.
 * @return the cases, which belong to the caller
 */
std::vector<TestCase*> MakeLcceTests();

/**
 * @ingroup l2tp-tests
 * @brief The classes that Lcce is made of.
 * @return the cases, which belong to the caller
 */
std::vector<TestCase*> MakeLccePartsTests();

/**
 * @ingroup l2tp-tests
 * @brief Set-up of connections and sessions, with exact times.
 * @return the cases, which belong to the caller
 */
std::vector<TestCase*> MakeLcceSetupTests();

/**
 * @ingroup l2tp-tests
 * @brief Keepalive (\RFC{3931} section 4.4).
 * @return the cases, which belong to the caller
 */
std::vector<TestCase*> MakeLcceKeepaliveTests();

/**
 * @ingroup l2tp-tests
 * @brief Closing connections and sessions (\RFC{3931} sections 3.3.2, 3.4.3 and 7.5).
 * @return the cases, which belong to the caller
 */
std::vector<TestCase*> MakeLcceTerminationTests();

/**
 * @ingroup l2tp-tests
 * @brief Crash, restart, reconnection and failover.
 * @return the cases, which belong to the caller
 */
std::vector<TestCase*> MakeLcceRecoveryTests();

/**
 * @ingroup l2tp-tests
 * @brief What a script may do: verbs at any time, many connections and sessions, wrong settings.
 * @return the cases, which belong to the caller
 */
std::vector<TestCase*> MakeLcceScriptTests();

/**
 * @ingroup l2tp-tests
 * @brief Attributes that none of the others is about, and peers that are no Lcce.
 * @return the cases, which belong to the caller
 */
std::vector<TestCase*> MakeLcceAttributeTests();

/**
 * @ingroup l2tp-tests
 * @brief Outgoing calls (\RFC{3931} section 7.4).
 * @return the cases, which belong to the caller
 */
std::vector<TestCase*> MakeLcceCallTests();

/**
 * @ingroup l2tp-tests
 * @brief Circuits: status, errors, names; data that comes early.
 * @return the cases, which belong to the caller
 */
std::vector<TestCase*> MakeLcceCircuitTests();

/**
 * @ingroup l2tp-tests
 * @brief Circuits whose sessions are being set up.
 * @return new test cases, for the suite to own
 */
std::vector<TestCase*> MakeLccePromiseTests();

/**
 * @ingroup l2tp-tests
 * @brief What scripts do while the simulation runs.
 * @return new test cases, for the suite to own
 */
std::vector<TestCase*> MakeLcceRuntimeTests();

/**
 * @ingroup l2tp-tests
 * @brief Authentication and hiding (\RFC{3931} sections 4.3 and 5.3).
 * @return the cases, which belong to the caller
 */
std::vector<TestCase*> MakeLcceAuthenticationTests();

/**
 * @ingroup l2tp-tests
 * @brief Tie breakers (\RFC{3931} sections 5.4.3 and 5.4.4).
 * @return the cases, which belong to the caller
 */
std::vector<TestCase*> MakeLcceTieTests();

/**
 * @ingroup l2tp-tests
 * @brief What the packets look like: ports and identifiers.
 * @return the cases, which belong to the caller
 */
std::vector<TestCase*> MakeLcceWireTests();

/**
 * @ingroup l2tp-tests
 * @brief Peers: identity, profiles, referrals, AVPs of vendors.
 * @return the cases, which belong to the caller
 */
std::vector<TestCase*> MakeLccePeerTests();

/**
 * @ingroup l2tp-tests
 * @brief Same seed, same bytes.
 * @return the cases, which belong to the caller
 */
std::vector<TestCase*> MakeLcceSeedTests();

} // namespace tests
} // namespace l2tp
} // namespace ns3

#endif // L2TP_LCCE_TESTS_H
