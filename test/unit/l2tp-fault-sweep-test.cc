// SPDX-License-Identifier: GPL-2.0-only
#include "gtest/gtest.h"
#include "l2tp-fault-sweep.h"

#include <random>

using namespace ns3;
using namespace ns3::l2tp::test;

namespace
{

/** A fixed random sample of the fault scripts; the program l2tp-exhaustive-faults runs them all. */
class FaultSample : public testing::TestWithParam<FaultKind>
{
};

TEST_P(FaultSample, EndsEstablishedOrClean)
{
    constexpr uint32_t PER_CENT = 2;
    std::mt19937 generator(3931);
    FaultTally tally;
    const auto scripts = CountFaultScripts(GetParam());
    for (uint32_t i = 0; i < scripts * PER_CENT / 100; ++i)
    {
        tally.Add(GetParam(), generator() % scripts);
    }
    EXPECT_EQ(tally.ends[static_cast<std::size_t>(FaultEnd::Wrong)], 0U) << tally.firstWrong;
    EXPECT_GT(tally.ends[static_cast<std::size_t>(FaultEnd::Established)], 0U);
}

INSTANTIATE_TEST_SUITE_P(Kinds,
                         FaultSample,
                         testing::Values(FaultKind::Loss, FaultKind::Duplication, FaultKind::Delay),
                         [](const auto& info) { return std::string(GetName(info.param)); });

// A connection whose first packets are all lost is given up after the full cycle.
TEST(FaultSweep, NoPacketMeansClean)
{
    EXPECT_EQ(RunFaultScript(FaultKind::Loss, 0xffff).end, FaultEnd::Clean);
}

// The sweep can tell: without faults, and with copies of everything, the pair is established.
TEST(FaultSweep, NoFaultMeansEstablished)
{
    EXPECT_EQ(RunFaultScript(FaultKind::Loss, 0).end, FaultEnd::Established);
    EXPECT_EQ(RunFaultScript(FaultKind::Duplication, 0xffff).end, FaultEnd::Established);
    EXPECT_EQ(RunFaultScript(FaultKind::Delay, 0).end, FaultEnd::Established);
}

} // namespace
