// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_HELPER_TESTS_H
#define L2TP_HELPER_TESTS_H

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
 * @brief Tests of L2tpHelper.
 * @return new test cases, for the suite to own
 */
std::vector<TestCase*> MakeHelperTests();

/**
 * @ingroup l2tp-tests
 * @brief Tests of StarHelper.
 * @return new test cases, for the suite to own
 */
std::vector<TestCase*> MakeStarHelperTests();

/**
 * @ingroup l2tp-tests
 * @brief PathModel, PathChannel and PathHelper: fates of packets, bursts, outages, reordering.
 * @return new test cases, for the suite to own
 */
std::vector<TestCase*> MakePathTests();

} // namespace tests
} // namespace l2tp
} // namespace ns3

#endif // L2TP_HELPER_TESTS_H
