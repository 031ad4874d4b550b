// SPDX-License-Identifier: GPL-2.0-only
// Two endpoints joined by a simulated link: set-up, tear-down, loss and the end of a connection.

#include "l2tp-simulated-link.h"

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

// RB.1-01, R3.3.1-01, R7.2-02, R7.2-03, R7.2-07, R7.2-13, R3.2.1-12: lock-step set-up
TEST(Endpoint, LockStepSetUp)
{
    SimulatedLink link;
    link.Connect();
    link.Run(Seconds(10));
    EXPECT_EQ(link.peers[A]->Sent(), (Names{"SCCRQ 0 0", "SCCCN 1 1"}));
    EXPECT_EQ(link.peers[B]->Sent(), (Names{"SCCRP 0 1", "ACK 1 2"}));
    ASSERT_EQ(link.peers[A]->Count<output::ConnectionUp>(), 1U);
    ASSERT_EQ(link.peers[B]->Count<output::ConnectionUp>(), 1U);
    EXPECT_EQ(link.peers[A]->Times<output::ConnectionUp>()[0], MilliSeconds(100));
    EXPECT_EQ(link.peers[B]->Times<output::ConnectionUp>()[0], MilliSeconds(150));
}

// R3.4.1-01, R7.3.1-01, R7.3.1-04, R7.3.1-05, R7.3.2-01, R7.3.2-05: a session asked for at once
TEST(Endpoint, SessionBehindScccn)
{
    SimulatedLink link;
    const auto connection = link.Connect();
    const auto session = link.PlaceCall(A, connection);
    link.Run(Seconds(10));
    EXPECT_EQ(link.peers[A]->Sent(), (Names{"SCCRQ 0 0", "SCCCN 1 1", "ICRQ 2 1", "ICCN 3 2"}));
    EXPECT_EQ(link.peers[B]->Sent(), (Names{"SCCRP 0 1", "ACK 1 2", "ICRP 1 3", "ACK 2 4"}));
    ASSERT_EQ(link.peers[A]->Count<output::SessionUp>(), 1U);
    ASSERT_EQ(link.peers[B]->Count<output::SessionUp>(), 1U);
    const auto& a = link.peers[A]->Find<output::SessionUp>()[0]->parameters;
    const auto& b = link.peers[B]->Find<output::SessionUp>()[0]->parameters;
    EXPECT_EQ(a.localSessionId, session);
    EXPECT_EQ(a.remoteSessionId, b.localSessionId);
    EXPECT_EQ(b.remoteSessionId, a.localSessionId);
    EXPECT_EQ(a.remoteCookie, b.localCookie);
    EXPECT_EQ(b.remoteCookie, a.localCookie);
    EXPECT_EQ(a.localCookie.GetSize(), 8U);
    EXPECT_EQ(b.remoteEndId, "vc-1");
}

// R3.2.1-02, R3.2.1-03, R3.2.1-06, R3.2.1-07: what is sent starts with 0xC803 and is as long as its
// Length says
TEST(Endpoint, ImagesAreAsLongAsTheySay)
{
    SimulatedLink link;
    const auto connection = link.Connect();
    const auto session = link.PlaceCall(A, connection);
    link.Run(Seconds(1));
    link.peers[A]->endpoint->HangUp(session, {DownCause::Local, 3, 0, "bye"}, link.now);
    link.Run(Seconds(2));
    link.peers[A]->endpoint->Disconnect(connection, {DownCause::Local, 6, 0, {}}, link.now);
    link.Run();
    std::size_t seen = 0;
    for (const auto& peer : link.peers)
    {
        for (const auto* message : peer->Find<output::Transmit>())
        {
            const auto& image = message->image;
            ASSERT_GE(image.size(), CONTROL_HEADER_SIZE);
            EXPECT_EQ(image[0], 0xc8);
            EXPECT_EQ(image[1], 0x03);
            EXPECT_EQ(image.size(), image[2] * 256U + image[3]);
            ++seen;
        }
    }
    EXPECT_EQ(seen, 12U);
}

// R4.2-24, R4.2-26, R4.2-46: nobody answers
TEST(Endpoint, BlackHoleGivesUpAfter71Seconds)
{
    SimulatedLink link;
    link.Cut(A);
    link.Connect();
    link.Run();
    EXPECT_EQ(link.now, Seconds(71));
    EXPECT_EQ(link.offered[A], 11U);
    EXPECT_EQ(link.peers[A]->Count<output::PeerDead>(), 1U);
    EXPECT_EQ(link.peers[A]->Count<output::ConnectionReleased>(), 1U);
    EXPECT_EQ(link.peers[A]->endpoint->GetConnections(), 0U);
}

// R3.3.2-01..05, R7.2-17, R7.2-19, R7.5-02: StopCCN, its acknowledgment, and the hold time
TEST(Endpoint, DisconnectClearsSessionsAndHolds)
{
    SimulatedLink link;
    const auto connection = link.Connect();
    for (const auto* end : {"vc-1", "vc-2", "vc-3"})
    {
        link.PlaceCall(A, connection, end);
    }
    link.Run(Seconds(5));
    ASSERT_EQ(link.peers[B]->endpoint->GetSessions(), 3U);
    link.peers[A]->endpoint->Disconnect(connection, {DownCause::Local, 6, 0, "bye"}, link.now);
    link.Run();
    EXPECT_EQ(link.peers[A]->endpoint->GetSessions(), 0U);
    EXPECT_EQ(link.peers[B]->endpoint->GetSessions(), 0U);
    EXPECT_EQ(link.peers[B]->endpoint->GetConnections(), 0U);
    EXPECT_EQ(link.peers[A]->Times<output::ConnectionReleased>()[0], MilliSeconds(5100));
    EXPECT_EQ(link.peers[B]->Times<output::ConnectionReleased>()[0], MilliSeconds(5050 + 71000));
    EXPECT_EQ(link.peers[B]->Find<output::ConnectionDown>()[0]->reason.result, 6);
    EXPECT_EQ(link.peers[B]->Find<output::ConnectionDown>()[0]->reason.text, "bye");
    EXPECT_EQ(link.peers[B]->Sent().back().substr(0, 3), "ACK");
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
