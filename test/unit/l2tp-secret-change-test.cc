// SPDX-License-Identifier: GPL-2.0-only
// Secrets that change while messages are on their way (RFC 3931 sections 4.3 and 5.3).

#include "l2tp-simulated-link.h"

#include <array>
#include <functional>
#include <gtest/gtest.h>

namespace ns3
{
namespace l2tp
{
namespace test
{
namespace
{

using Secrets = std::vector<std::string>;

/** Two ends that authenticate and hide. */
struct Changing
{
    explicit Changing(const Secrets& secrets)
        : link(MilliSeconds(50),
               Configure("lac.example", secrets),
               Configure("lns.example", secrets))
    {
    }

    static EndpointConfiguration Configure(const char* name, const Secrets& secrets)
    {
        auto configuration = MakeConfiguration(name);
        configuration.authentication.mode = AuthenticationMode::Secret;
        configuration.authentication.secrets = secrets;
        configuration.authentication.hiding = true;
        return configuration;
    }

    /** Both ends have other secrets from now on. */
    void Change(const Secrets& secrets)
    {
        for (const auto& peer : link.peers)
        {
            auto settings = Configure("", secrets).authentication;
            peer->endpoint->SetAuthentication(settings, link.now);
        }
        link.Drain();
    }

    /** The first copy of what A sends next is lost; the secrets change before the second one. */
    void LoseAndChange(const std::function<void()>& send, const Secrets& secrets)
    {
        link.Drop(A, link.offered[A] + 1);
        send();
        link.Run(link.now + MilliSeconds(500));
        Change(secrets);
        link.Run(link.now + Seconds(10));
    }

    std::size_t Sessions(Side side) const
    {
        return link.peers[side]->endpoint->GetSessions();
    }

    SimulatedLink link;
};

/** What comes after both ends know both secrets. */
const std::vector<Secrets> CHANGES{{"old", "new"}, {"new", "old"}, {"new"}};

// A message that was hidden with the old secret is sent again after the change: it can be read.
TEST(SecretChange, HiddenRequestOnItsWay)
{
    for (const auto& secrets : CHANGES)
    {
        Changing ends({"old", "new"});
        const auto connection = ends.link.Connect(A);
        ends.link.Run(Seconds(1));
        ends.LoseAndChange([&] { ends.link.PlaceCall(A, connection, "vc-1"); }, secrets);
        EXPECT_EQ(ends.link.peers[A]->Count<output::SessionUp>(), 1U);
        EXPECT_EQ(ends.link.peers[B]->Count<output::SessionUp>(), 1U);
        EXPECT_EQ(ends.link.peers[B]->Count<output::ControlDrop>(), 0U);
    }
}

// A CDN too, or one end would keep the session
TEST(SecretChange, HiddenDisconnectOnItsWay)
{
    for (const auto& secrets : CHANGES)
    {
        Changing ends({"old", "new"});
        const auto connection = ends.link.Connect(A);
        ends.link.Run(Seconds(1));
        const auto session = ends.link.PlaceCall(A, connection, "vc-1");
        ends.link.Run(Seconds(2));
        ASSERT_EQ(ends.Sessions(B), 1U);
        ends.LoseAndChange(
            [&] {
                ends.link.peers[A]->endpoint->HangUp(session,
                                                     {DownCause::Local, 3, 0, {}},
                                                     ends.link.now);
                ends.link.Drain();
            },
            secrets);
        EXPECT_EQ(ends.Sessions(A), 0U);
        EXPECT_EQ(ends.Sessions(B), 0U);
    }
}

// What waits for the window has not been sent at all, and was hidden when it began to wait.
TEST(SecretChange, HiddenRequestsThatWait)
{
    for (const auto& secrets : CHANGES)
    {
        Changing ends({"old", "new"});
        const auto connection = ends.link.Connect(A);
        ends.link.Run(Seconds(1));
        ends.LoseAndChange(
            [&] {
                for (int i = 0; i < 12; ++i)
                {
                    ends.link.PlaceCall(A, connection, "vc-" + std::to_string(i));
                }
            },
            secrets);
        EXPECT_EQ(ends.Sessions(B), 12U);
        EXPECT_EQ(ends.link.peers[A]->Count<output::SessionUp>(), 12U);
    }
}

TEST(SecretChange, SccrqOnItsWay)
{
    for (const auto& secrets : CHANGES)
    {
        Changing ends({"old", "new"});
        ends.LoseAndChange([&] { ends.link.Connect(A); }, secrets);
        EXPECT_EQ(ends.link.peers[A]->Count<output::ConnectionUp>(), 1U);
        EXPECT_EQ(ends.link.peers[B]->Count<output::ConnectionUp>(), 1U);
    }
}

// Apart from what hides it, a copy after the change is the message that was sent before.
TEST(SecretChange, SameMessage)
{
    Changing ends({"old", "new"});
    const auto connection = ends.link.Connect(A);
    ends.link.Run(Seconds(1));
    const auto before = ends.link.peers[A]->Find<output::Transmit>().size();
    ends.LoseAndChange([&] { ends.link.PlaceCall(A, connection, "vc-1"); }, {"new", "old"});
    const auto sent = ends.link.peers[A]->Find<output::Transmit>();
    std::vector<ControlMessage> copies;
    for (const auto* secret : {"old", "new"})
    {
        const auto& image = sent.at(before + copies.size())->image;
        auto message = std::get<ControlMessage>(ControlMessage::Decode(ByteView(image)));
        ASSERT_EQ(message.GetType(), MessageType::Icrq);
        ASSERT_TRUE(message.HasHidden());
        message.Unhide(SharedSecret(secret));
        EXPECT_TRUE(message.GetFaults().empty()) << secret;
        copies.push_back(std::move(message));
    }
    EXPECT_EQ(copies[0].GetNs(), copies[1].GetNs());
    EXPECT_EQ(copies[0].GetControlConnectionId(), copies[1].GetControlConnectionId());
    std::array<std::vector<std::string>, 2> lines;
    for (std::size_t i = 0; i < copies.size(); ++i)
    {
        for (const auto& avp : copies[i].GetAvps())
        {
            if (avp.type != avp::RandomVector::TYPE && avp.type != avp::MessageDigest::TYPE)
            {
                const auto value = copies[i].GetClearValue(avp)->ToBytes();
                lines[i].push_back(std::to_string(avp.type) + (avp.mandatory ? " M" : "") +
                                   (avp.hidden ? " H " : " ") +
                                   std::string(value.begin(), value.end()));
            }
        }
    }
    EXPECT_GT(lines[0].size(), 4U);
    EXPECT_EQ(lines[0], lines[1]);
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
