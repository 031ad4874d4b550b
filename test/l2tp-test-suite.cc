// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-data-plane-tests.h"
#include "l2tp-helper-tests.h"
#include "l2tp-lcce-tests.h"
#include "l2tp-tool-tests.h"

#include "ns3/packet.h"
#include "ns3/test.h"

#include <vector>

using namespace ns3;

/**
 * @defgroup l2tp-tests Tests of the L2TP module
 * @ingroup l2tp
 */

namespace
{

/**
 * @ingroup l2tp-tests
 * @brief Tests of the floors that need a simulation: lcce, device and helper.
 *
 * They run with packet metadata on, so that a header that is taken off without having been put
 * on aborts.
 */
class L2tpTestSuite : public TestSuite
{
  public:
    L2tpTestSuite()
        : TestSuite("l2tp", Type::UNIT)
    {
        Add(MakeDataPlaneTests());
        Add(MakeDataSequencingTests());
        Add(MakeDataCircuitTests());
        Add(MakeDataSecurityTests());
        Add(MakeDataSignalledTests());
        Add(MakeDataMtuTests());
        Add(MakeTransportTests());
        Add(MakePseudowireDeviceTests());
        Add(l2tp::tests::MakeLcceTests());
        Add(l2tp::tests::MakeHelperTests());
        Add(l2tp::tests::MakeStarHelperTests());
        Add(l2tp::tests::MakePathTests());
        Add(l2tp::tests::MakeCaptureTests());
        Add(l2tp::tests::MakeEventLogTests());
        Add(l2tp::tests::MakeDissectTests());
        Add(l2tp::tests::MakeDissectDecodeTests());
        Add(l2tp::tests::MakeDissectLearningTests());
        Add(l2tp::tests::MakeDissectDamageTests());
        Add(l2tp::tests::MakeLadderTests());
        Add(l2tp::tests::MakeLadderRfcTests());
    }

  private:
    /**
     * @brief Add test cases.
     * @param cases the cases, which belong to the suite from now on
     */
    void Add(const std::vector<TestCase*>& cases)
    {
        for (TestCase* each : cases)
        {
            AddTestCase(each);
        }
    }

    void DoSetup() override
    {
        Packet::EnablePrinting();
        Packet::EnableChecking();
    }
};

L2tpTestSuite g_l2tpTestSuite; //!< registers the suite

} // namespace
