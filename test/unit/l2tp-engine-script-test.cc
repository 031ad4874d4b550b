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

// A script that the fuzzer has found: what the endpoint says is sent back to it, and answered.
TEST(EngineScript, Reflection)
{
    const Bytes script{0x2a, 0x08, 0x04, 0x25, 0x2d, 0x04, 0x19, 0x19, 0x06, 0x00, 0x00, 0x00,
                       0x19, 0x19, 0x19, 0xf5, 0x7b, 0x7b, 0x7b, 0x08, 0x19, 0x2d, 0x00, 0xf5,
                       0x44, 0x44, 0x44, 0x44, 0x44, 0x44, 0x44, 0x44, 0x44, 0x44, 0x44, 0x44,
                       0x74, 0x68, 0x68, 0x68, 0x68, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
                       0x00, 0x44, 0x44, 0x44, 0x3f, 0x44, 0x19, 0x18, 0x19, 0x19, 0x19, 0x24,
                       0x19, 0x25, 0x19, 0x19, 0x59, 0x19, 0x19, 0x1b, 0xf4, 0x4b};
    EXPECT_EQ(test::RunEngineScript(ByteView(script)), "");
}

INSTANTIATE_TEST_SUITE_P(Flavours, EngineScripts, testing::Range(0, 256));

} // namespace
