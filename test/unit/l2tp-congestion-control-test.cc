// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-appendix-a-congestion-control.h"
#include "l2tp-fixed-window.h"

#include <gtest/gtest.h>
#include <random>
#include <vector>

using namespace ns3;
using namespace ns3::l2tp;

namespace
{

/**
 * @brief The windows of a connection that has just begun.
 * @param policy the congestion control
 * @param peerWindow the peer's Receive Window Size
 * @return the windows after Start()
 */
WindowState
Begin(const CongestionControl& policy, uint32_t peerWindow)
{
    WindowState state;
    state.cwnd = 1000;
    state.ssthresh = 1000;
    state.credit = 7;
    state.collapsed = true;
    state.peerWindow = peerWindow;
    policy.Start(state);
    return state;
}

} // namespace

// RA-02: CWND 1, SSTHRESH the peer's window, whatever was there before.
TEST(L2tpAppendixA, StartsAtOneMessage_RA_02)
{
    const auto policy = CreateObject<AppendixACongestionControl>();
    const auto state = Begin(*policy, 8);
    EXPECT_EQ(state.cwnd, 1u);
    EXPECT_EQ(state.ssthresh, 8u);
    EXPECT_EQ(state.credit, 0u);
    EXPECT_FALSE(state.collapsed);
    EXPECT_EQ(policy->GetWindow(state), 1u);
}

// RA-03: each acknowledgment adds 1 to CWND, up to the peer's window.
TEST(L2tpAppendixA, SlowStartAddsOnePerAcknowledgment_RA_03)
{
    const auto policy = CreateObject<AppendixACongestionControl>();
    auto state = Begin(*policy, 8);
    for (uint32_t cwnd = 2; cwnd <= 8; ++cwnd)
    {
        policy->Acknowledged(state, 1);
        EXPECT_EQ(state.cwnd, cwnd);
    }
    policy->Acknowledged(state, 1);
    EXPECT_EQ(state.cwnd, 8u);
}

// RA-03: a window full of acknowledgments per round trip doubles CWND.
TEST(L2tpAppendixA, SlowStartDoublesPerRoundTrip_RA_03)
{
    const auto policy = CreateObject<AppendixACongestionControl>();
    auto state = Begin(*policy, 64);
    for (uint32_t cwnd = 2; cwnd <= 64; cwnd *= 2)
    {
        policy->Acknowledged(state, policy->GetWindow(state));
        EXPECT_EQ(state.cwnd, cwnd);
    }
}

// RA-04: from SSTHRESH on, CWND acknowledgments add 1: four from 4 to 5, then five to 6.
TEST(L2tpAppendixA, CongestionAvoidanceAddsOnePerWindow_RA_04)
{
    const auto policy = CreateObject<AppendixACongestionControl>();
    auto state = Begin(*policy, 8);
    policy->Acknowledged(state, 7);
    policy->Expired(state);
    policy->Acknowledged(state, 3);
    ASSERT_EQ(state.cwnd, 4u);
    ASSERT_EQ(state.ssthresh, 4u);
    const std::vector<uint32_t> expected{4, 4, 4, 5, 5, 5, 5, 5, 6};
    for (const auto cwnd : expected)
    {
        policy->Acknowledged(state, 1);
        EXPECT_EQ(state.cwnd, cwnd);
    }
}

// RA-05: a retransmission halves into SSTHRESH and starts again from 1 in slow start.
TEST(L2tpAppendixA, ExpiryReturnsToSlowStart_RA_05)
{
    const auto policy = CreateObject<AppendixACongestionControl>();
    auto state = Begin(*policy, 8);
    policy->Acknowledged(state, 7);
    ASSERT_EQ(state.cwnd, 8u);
    state.outstanding = 8;
    policy->Expired(state);
    EXPECT_EQ(state.ssthresh, 4u);
    EXPECT_EQ(state.cwnd, 1u);
    EXPECT_TRUE(state.collapsed);
    EXPECT_EQ(state.outstanding, 8u);
    EXPECT_EQ(state.peerWindow, 8u);
    policy->Acknowledged(state, 1);
    EXPECT_EQ(state.cwnd, 2u);
}

// An odd CWND is halved downwards.
TEST(L2tpAppendixA, HalfOfAnOddWindowIsRoundedDown)
{
    const auto policy = CreateObject<AppendixACongestionControl>();
    auto state = Begin(*policy, 8);
    policy->Acknowledged(state, 6);
    ASSERT_EQ(state.cwnd, 7u);
    policy->Expired(state);
    EXPECT_EQ(state.ssthresh, 3u);
}

// What congestion avoidance had counted before a retransmission does not count after it.
TEST(L2tpAppendixA, ExpiryForgetsCountedAcknowledgments)
{
    const auto policy = CreateObject<AppendixACongestionControl>();
    auto state = Begin(*policy, 8);
    policy->Acknowledged(state, 3);
    policy->Expired(state);
    policy->Acknowledged(state, 2);
    ASSERT_EQ(state.cwnd, 2u);
    ASSERT_EQ(state.ssthresh, 2u);
    ASSERT_EQ(state.credit, 1u);
    policy->Expired(state);
    ASSERT_EQ(state.ssthresh, 1u);
    EXPECT_EQ(state.credit, 0u);
}

// RA-07: SSTHRESH stays at least 1 and CWND still grows after timeouts in a row.
TEST(L2tpAppendixA, ThresholdNeverFallsToZero_RA_07)
{
    const auto policy = CreateObject<AppendixACongestionControl>();
    auto state = Begin(*policy, 8);
    for (int expiry = 0; expiry < 3; ++expiry)
    {
        policy->Expired(state);
        EXPECT_EQ(state.ssthresh, 1u);
        EXPECT_EQ(state.cwnd, 1u);
    }
    policy->Acknowledged(state, 1);
    EXPECT_EQ(state.cwnd, 2u);
    policy->Acknowledged(state, 2);
    EXPECT_EQ(state.cwnd, 3u);
}

// RA-09: SSTHRESH is 4 until the peer's window is known, and that window afterwards.
TEST(L2tpAppendixA, PeerWindowReplacesFour_RA_09)
{
    const auto policy = CreateObject<AppendixACongestionControl>();
    for (const uint32_t window : {1u, 2u, 4u, 16u, 32768u})
    {
        WindowState state;
        policy->Start(state);
        EXPECT_EQ(state.ssthresh, 4u);
        state.peerWindow = window;
        policy->PeerWindowKnown(state);
        EXPECT_EQ(state.ssthresh, window);
        EXPECT_EQ(state.cwnd, 1u);
    }
}

// RA-09: an SSTHRESH lowered by a lost SCCRQ is not raised by the peer's window.
TEST(L2tpAppendixA, PeerWindowDoesNotUndoALoss_RA_09)
{
    const auto policy = CreateObject<AppendixACongestionControl>();
    WindowState state;
    policy->Start(state);
    policy->Expired(state);
    state.peerWindow = 16;
    policy->PeerWindowKnown(state);
    EXPECT_EQ(state.ssthresh, 1u);
}

// A peer's window below what was assumed lowers SSTHRESH after a loss too, and CWND.
TEST(L2tpAppendixA, SmallPeerWindowClips)
{
    const auto policy = CreateObject<AppendixACongestionControl>();
    auto state = Begin(*policy, 16);
    policy->Acknowledged(state, 15);
    policy->Expired(state);
    policy->Acknowledged(state, 12);
    ASSERT_EQ(state.ssthresh, 8u);
    ASSERT_EQ(state.cwnd, 8u);
    ASSERT_EQ(state.credit, 5u);
    state.peerWindow = 3;
    policy->PeerWindowKnown(state);
    EXPECT_EQ(state.ssthresh, 3u);
    EXPECT_EQ(state.cwnd, 3u);
    EXPECT_EQ(state.credit, 0u);
}

// One Nr that acknowledges many does the same as many that acknowledge one each.
TEST(L2tpAppendixA, BatchingIsHarmless)
{
    const auto policy = CreateObject<AppendixACongestionControl>();
    for (uint32_t messages = 1; messages <= 40; ++messages)
    {
        auto single = Begin(*policy, 12);
        policy->Acknowledged(single, 7);
        policy->Expired(single);
        auto batch = single;
        policy->Acknowledged(batch, messages);
        for (uint32_t i = 0; i < messages; ++i)
        {
            policy->Acknowledged(single, 1);
        }
        EXPECT_EQ(batch.cwnd, single.cwnd) << messages;
        EXPECT_EQ(batch.credit, single.credit) << messages;
    }
}

// RA-01: whatever happens, CWND is at least 1 and never above the peer's window, which it reaches.
TEST(L2tpAppendixA, NeverExceedsPeerWindow_RA_01)
{
    const auto policy = CreateObject<AppendixACongestionControl>();
    std::mt19937 random(3931);
    auto state = Begin(*policy, DEFAULT_RECEIVE_WINDOW);
    uint32_t full = 0;
    for (int step = 0; step < 20000; ++step)
    {
        const auto draw = random() % 100;
        if (draw < 2)
        {
            state.peerWindow = 1 + random() % 20;
            policy->PeerWindowKnown(state);
        }
        else if (draw < 6)
        {
            policy->Expired(state);
        }
        else
        {
            policy->Acknowledged(state, 1 + random() % 5);
        }
        ASSERT_GE(state.cwnd, 1u);
        ASSERT_LE(state.cwnd, state.peerWindow);
        ASSERT_GE(state.ssthresh, 1u);
        ASSERT_LT(state.credit, state.cwnd);
        ASSERT_EQ(policy->GetWindow(state), state.cwnd);
        full += state.cwnd == state.peerWindow;
    }
    EXPECT_GT(full, 1000u);
}

// The limit is the smaller of the two windows and never 0.
TEST(L2tpCongestionControl, WindowIsTheSmallerOne)
{
    const auto policy = CreateObject<AppendixACongestionControl>();
    WindowState state;
    state.cwnd = 5;
    state.peerWindow = 8;
    EXPECT_EQ(policy->GetWindow(state), 5u);
    state.peerWindow = 3;
    EXPECT_EQ(policy->GetWindow(state), 3u);
    state.peerWindow = 0;
    EXPECT_EQ(policy->GetWindow(state), 1u);
}

// The fixed window is the peer's, 4 until known, whatever is acknowledged or lost.
TEST(L2tpFixedWindow, IsThePeersWindow)
{
    const auto policy = CreateObject<FixedWindow>();
    auto state = Begin(*policy, DEFAULT_RECEIVE_WINDOW);
    EXPECT_EQ(policy->GetWindow(state), 4u);
    EXPECT_FALSE(state.collapsed);
    policy->Expired(state);
    state.peerWindow = 16;
    policy->PeerWindowKnown(state);
    EXPECT_EQ(policy->GetWindow(state), 16u);
    policy->Acknowledged(state, 5);
    policy->Expired(state);
    EXPECT_EQ(policy->GetWindow(state), 16u);
    EXPECT_EQ(state.cwnd, 16u);
    EXPECT_EQ(state.ssthresh, 16u);
    state.peerWindow = 2;
    policy->PeerWindowKnown(state);
    EXPECT_EQ(policy->GetWindow(state), 2u);
}
