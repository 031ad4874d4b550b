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

/**
 * @ingroup l2tp-tests
 * @brief Tests of data sequencing in a session (\RFC{3931} section 4.6.1 and Appendix C).
 * @return new test cases, for the suite to own
 */
std::vector<ns3::TestCase*> MakeDataSequencingTests();

/**
 * @ingroup l2tp-tests
 * @brief Tests of circuits that go down and up, and of sessions that only receive.
 * @return new test cases, for the suite to own
 */
std::vector<ns3::TestCase*> MakeDataCircuitTests();

/**
 * @ingroup l2tp-tests
 * @brief Tests of what cookies and checksums protect from (\RFC{3931} section 8.2).
 * @return new test cases, for the suite to own
 */
std::vector<ns3::TestCase*> MakeDataSecurityTests();

/**
 * @ingroup l2tp-tests
 * @brief Tests of data on sessions that are signalled.
 * @return new test cases, for the suite to own
 */
std::vector<ns3::TestCase*> MakeDataSignalledTests();

/**
 * @ingroup l2tp-tests
 * @brief Tests of what becomes of frames that do not fit the path (\RFC{3931} section 4.1.4).
 * @return new test cases, for the suite to own
 */
std::vector<ns3::TestCase*> MakeDataMtuTests();

#endif // L2TP_DATA_PLANE_TESTS_H
