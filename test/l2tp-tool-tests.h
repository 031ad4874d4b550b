// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_TOOL_TESTS_H
#define L2TP_TOOL_TESTS_H

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
 * @brief Tests of CaptureFile and CaptureReplay.
 * @return new test cases, for the suite to own
 */
std::vector<TestCase*> MakeCaptureTests();

/**
 * @ingroup l2tp-tests
 * @brief Tests of Dissector: how packets are found.
 * @return new test cases, for the suite to own
 */
std::vector<TestCase*> MakeDissectTests();

/**
 * @ingroup l2tp-tests
 * @brief Tests of Dissector: how packets are decoded and written.
 * @return new test cases, for the suite to own
 */
std::vector<TestCase*> MakeDissectDecodeTests();

/**
 * @ingroup l2tp-tests
 * @brief Tests of Dissector: what it learns from control messages.
 * @return new test cases, for the suite to own
 */
std::vector<TestCase*> MakeDissectLearningTests();

/**
 * @ingroup l2tp-tests
 * @brief Tests of Dissector: captures with all kinds of damage.
 * @return new test cases, for the suite to own
 */
std::vector<TestCase*> MakeDissectDamageTests();

/**
 * @ingroup l2tp-tests
 * @brief Tests of EventLog.
 * @return new test cases, for the suite to own
 */
std::vector<TestCase*> MakeEventLogTests();

/**
 * @ingroup l2tp-tests
 * @brief Tests of Ladder.
 * @return new test cases, for the suite to own
 */
std::vector<TestCase*> MakeLadderTests();

/**
 * @ingroup l2tp-tests
 * @brief Tests of Ladder: the examples of \RFC{3931} Appendix B.
 * @return new test cases, for the suite to own
 */
std::vector<TestCase*> MakeLadderRfcTests();

} // namespace tests
} // namespace l2tp
} // namespace ns3

#endif // L2TP_TOOL_TESTS_H
