// SPDX-License-Identifier: GPL-2.0-only
#include "gtest/gtest.h"
#include "l2tp-engine-script.h"

#include <random>

using namespace ns3::l2tp;

namespace
{

/** Scripts of the same kind that the fuzzer makes up, with a fixed seed; by configuration. */
class EngineScripts : public testing::TestWithParam<int>
{
};

TEST_P(EngineScripts, KeepWhatMustHold)
{
    constexpr int SCRIPTS = 60;
    constexpr int OCTETS = 400;
    std::mt19937 generator(GetParam());
    for (int i = 0; i < SCRIPTS; ++i)
    {
        Bytes script;
        script.push_back(static_cast<uint8_t>(GetParam()));
        while (script.size() < OCTETS)
        {
            script.push_back(static_cast<uint8_t>(generator()));
        }
        EXPECT_EQ(test::RunEngineScript(ByteView(script)), "")
            << "flavour " << GetParam() << ", script " << i;
    }
}

INSTANTIATE_TEST_SUITE_P(Flavours, EngineScripts, testing::Range(0, 128));

} // namespace
