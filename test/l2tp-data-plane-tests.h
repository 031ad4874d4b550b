// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_DATA_PLANE_TESTS_H
#define L2TP_DATA_PLANE_TESTS_H

#include "ns3/test.h"

#include <vector>

/**
 * @ingroup l2tp-tests
 * @brief Tests of transports, sessions in the data plane and static sessions.
 * @return new test cases, for the suite to own
 */
std::vector<ns3::TestCase*> MakeDataPlaneTests();

/**
 * @ingroup l2tp-tests
 * @brief Tests of what configuration and transports refuse.
 * @return new test cases, for the suite to own
 */
std::vector<ns3::TestCase*> MakeTransportTests();

/**
 * @ingroup l2tp-tests
 * @brief Tests of the pseudowire device.
 * @return new test cases, for the suite to own
 */
std::vector<ns3::TestCase*> MakePseudowireDeviceTests();

#endif // L2TP_DATA_PLANE_TESTS_H
