// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-system-tests.h"

#include "ns3/packet.h"
#include "ns3/test.h"

#include <vector>

using namespace ns3;

namespace
{

/**
 * @ingroup l2tp-tests
 * @brief Whole networks, end to end.
 *
 * They run with packet metadata on, so that a header that is taken off without having been put
 * on aborts.
 */
class L2tpSystemTestSuite : public TestSuite
{
  public:
    L2tpSystemTestSuite()
        : TestSuite("l2tp-system", Type::SYSTEM)
    {
        Add(l2tp::tests::MakeSystemRecoveryTests());
        Add(l2tp::tests::MakeSystemBridgeTests());
        Add(l2tp::tests::MakeSystemCircuitTests());
        Add(l2tp::tests::MakeSystemRoleTests());
        Add(l2tp::tests::MakeSystemMtuTests());
        Add(l2tp::tests::MakeSystemTraceTests());
        Add(l2tp::tests::MakeSystemScriptTests());
        Add(l2tp::tests::MakeSystemSeedTests());
        Add(l2tp::tests::MakeSystemScaleTests());
        Add(l2tp::tests::MakeSystemFloodTests());
        Add(l2tp::tests::MakeSystemLossTests());
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

L2tpSystemTestSuite g_l2tpSystemTestSuite; //!< registers the suite

} // namespace
