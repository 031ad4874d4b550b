// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-lcce-tests.h"

namespace ns3
{
namespace l2tp
{
namespace tests
{

std::vector<TestCase*>
MakeLcceTests()
{
    std::vector<TestCase*> cases;
    for (const auto make : {MakeLccePartsTests,
                            MakeLcceSetupTests,
                            MakeLcceKeepaliveTests,
                            MakeLcceTerminationTests,
                            MakeLcceRecoveryTests,
                            MakeLcceScriptTests,
                            MakeLcceAttributeTests,
                            MakeLcceCallTests,
                            MakeLcceCircuitTests,
                            MakeLccePromiseTests,
                            MakeLcceRuntimeTests,
                            MakeLcceAuthenticationTests,
                            MakeLcceTieTests,
                            MakeLcceWireTests,
                            MakeLccePeerTests,
                            MakeLcceSeedTests})
    {
        const auto some = make();
        cases.insert(cases.end(), some.begin(), some.end());
    }
    return cases;
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
