// SPDX-License-Identifier: GPL-2.0-only
// The examples of RFC 3931 Appendix B.

#include "l2tp-delayed-acknowledgment.h"
#include "l2tp-exponential-timeout.h"
#include "l2tp-simulated-link.h"

#include "ns3/nstime.h"

#include <gtest/gtest.h>

namespace ns3
{
namespace l2tp
{
namespace test
{
namespace
{

using Names = std::vector<std::string>;

/** Policies whose acknowledgments wait 100 ms for something to ride on. */
ReliableChannel::Policies
MakeDelayedPolicies()
{
    auto policies = MakeDefaultPolicies();
    policies.acknowledgment = CreateObject<DelayedAcknowledgment>();
    return policies;
}

// RB.1-02: ICRQ right behind SCCCN: where an ACK may wait, ICRP acknowledges both; else it is sent
TEST(AppendixB, FinalAcknowledgmentRidesOnTheNextReply)
{
    SimulatedLink delayed;
    delayed.peers[B]->makePolicies = MakeDelayedPolicies;
    delayed.PlaceCall(A, delayed.Connect());
    delayed.Run(MilliSeconds(240));
    EXPECT_EQ(delayed.peers[A]->Sent(), (Names{"SCCRQ 0 0", "SCCCN 1 1", "ICRQ 2 1", "ICCN 3 2"}));
    EXPECT_EQ(delayed.peers[B]->Sent(), (Names{"SCCRP 0 1", "ICRP 1 3"}));

    SimulatedLink immediate;
    immediate.PlaceCall(A, immediate.Connect());
    immediate.Run(MilliSeconds(240));
    EXPECT_EQ(immediate.peers[B]->Sent(), (Names{"SCCRP 0 1", "ACK 1 2", "ICRP 1 3"}));
}

// RB.2-01: the first ICRP is lost; B waits for 1.2 s, so that the copy of A's ICRQ is there first
TEST(AppendixB, LostReplyIsRepairedByBothEnds)
{
    SimulatedLink link;
    link.peers[B]->makePolicies = [] {
        auto policies = MakeDefaultPolicies();
        auto timing = CreateObject<ExponentialTimeout>();
        timing->SetInitialTimeout(MilliSeconds(1200));
        policies.timing = timing;
        return policies;
    };
    const auto connection = link.Connect();
    link.Run(Seconds(1));
    link.Drop(B, link.offered[B] + 1);
    link.PlaceCall(A, connection);
    link.Run();
    EXPECT_EQ(link.peers[A]->Sent(),
              (Names{"SCCRQ 0 0", "SCCCN 1 1", "ICRQ 2 1", "ICRQ 2 1", "ICCN 3 2"}));
    EXPECT_EQ(link.peers[B]->Sent(),
              (Names{"SCCRP 0 1", "ACK 1 2", "ICRP 1 3", "ACK 2 3", "ICRP 1 3", "ACK 2 4"}));
    const auto& sentByA = link.peers[A]->Find<output::Transmit>();
    EXPECT_EQ(sentByA[2]->image, sentByA[3]->image);
    const auto drops = link.peers[B]->Find<output::ControlDrop>();
    ASSERT_EQ(drops.size(), 1U);
    EXPECT_EQ(drops[0]->reason, ControlDropReason::Duplicate);
    EXPECT_EQ(link.peers[A]->Times<output::SessionUp>().at(0), MilliSeconds(2300));
    EXPECT_EQ(link.peers[B]->Times<output::SessionUp>().at(0), MilliSeconds(2350));
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
