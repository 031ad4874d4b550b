// SPDX-License-Identifier: GPL-2.0-only

#include "ns3/test.h"

/**
 * @file
 * @ingroup l2tp-tests
 * Runs the module's test suites in a standalone build, with the options of ns-3's test-runner.
 */

int
main(int argc, char* argv[])
{
    return ns3::TestRunner::Run(argc, argv);
}
