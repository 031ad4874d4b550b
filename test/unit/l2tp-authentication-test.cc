// SPDX-License-Identifier: GPL-2.0-only
// Control Message Authentication between two endpoints (RFC 3931 section 4.3).

#include "l2tp-message-authenticator.h"
#include "l2tp-message-peek.h"
#include "l2tp-simulated-link.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>
#include <string>

namespace ns3
{
namespace l2tp
{
namespace test
{
namespace
{

using Secrets = std::vector<std::string>;

EndpointConfiguration
Configure(const std::string& name, AuthenticationMode mode, const Secrets& secrets = {})
{
    auto configuration = MakeConfiguration(name);
    configuration.authentication.mode = mode;
    configuration.authentication.secrets = secrets;
    return configuration;
}

EndpointConfiguration
WithSecret(const std::string& name, const std::string& secret = "opensesame")
{
    return Configure(name, AuthenticationMode::Secret, {secret});
}

/** A connection and a session are set up, ended by HELLO, CDN and StopCCN where they come up. */
bool
RunAll(SimulatedLink& link)
{
    const auto connection = link.Connect();
    const auto session = link.PlaceCall(A, connection);
    link.Run(Seconds(100));
    const auto& endpoint = *link.peers[A]->endpoint;
    const auto* found = endpoint.FindConnection(connection);
    const bool up = found != nullptr && found->GetState() == State::Established &&
                    endpoint.GetSessions() == 1 && link.peers[B]->endpoint->GetSessions() == 1;
    link.peers[A]->endpoint->HangUp(session, {DownCause::Local, 3, 0, "bye"}, link.now);
    link.Run(link.now + Seconds(10));
    link.peers[A]->endpoint->Disconnect(connection, {DownCause::Local, 6, 0, "bye"}, link.now);
    link.Run();
    EXPECT_EQ(link.peers[A]->endpoint->GetConnections(), 0U);
    EXPECT_EQ(link.peers[B]->endpoint->GetConnections(), 0U);
    return up;
}

std::size_t
CountDrops(const SimulatedPeer& peer, ControlDropReason reason)
{
    std::size_t count = 0;
    for (const auto* drop : peer.Find<output::ControlDrop>())
    {
        count += drop->reason == reason;
    }
    return count;
}

/** Octet offset of the first AVP behind Message Type. */
constexpr std::size_t SECOND_AVP = CONTROL_HEADER_SIZE + 8;

// R1-04, R4.3-03, R4.3-04, R5.4.1-10, R5.4.1-27, R6.1-08, R6.2-08, R6.15-06, R8.1-01: nonce in
// SCCRQ and SCCRP, a digest directly behind Message Type in every message, ACK and StopCCN too
TEST(Authentication, EveryMessageHasADigest)
{
    for (const auto type : {DigestType::HmacMd5, DigestType::HmacSha1})
    {
        auto a = WithSecret("lac.example");
        auto b = WithSecret("lns.example");
        a.authentication.digestType = b.authentication.digestType = type;
        a.helloInterval = Seconds(60);
        SimulatedLink link(MilliSeconds(50), a, b);
        EXPECT_TRUE(RunAll(link));
        std::set<MessageType> seen;
        for (const auto& peer : link.peers)
        {
            for (const auto* sent : peer->Find<output::Transmit>())
            {
                const auto& image = sent->image;
                ASSERT_GE(image.size(), SECOND_AVP + 6 + 1 + DigestSize(type));
                EXPECT_EQ(image[SECOND_AVP + 1], 6 + 1 + DigestSize(type));
                EXPECT_EQ(image[SECOND_AVP + 4], 0);
                EXPECT_EQ(image[SECOND_AVP + 5], 59);
                const bool setup = sent->transmission.type == MessageType::Sccrq ||
                                   sent->transmission.type == MessageType::Sccrp;
                EXPECT_EQ(PeekNonce(image).has_value(), setup);
                if (sent->transmission.type == MessageType::Ack)
                {
                    EXPECT_EQ(image.size(), SECOND_AVP + 6 + 1 + DigestSize(type));
                }
                seen.insert(sent->transmission.type);
                const std::string text(image.begin(), image.end());
                EXPECT_EQ(text.find("opensesame"), std::string::npos);
            }
            EXPECT_EQ(peer->Count<output::ControlDrop>(), 0U);
        }
        EXPECT_EQ(seen.size(), 10U);
    }
}

// R8.1-02, R4.3-13: with different secrets nothing comes up, and the SCCRQ is never answered
TEST(Authentication, OtherSecretGetsSilence)
{
    SimulatedLink link(MilliSeconds(50),
                       WithSecret("lac.example"),
                       WithSecret("lns.example", "closesesame"));
    EXPECT_FALSE(RunAll(link));
    EXPECT_EQ(link.offered[A], 11U);
    EXPECT_EQ(link.offered[B], 0U);
    EXPECT_EQ(CountDrops(*link.peers[B], ControlDropReason::InvalidDigest), 11U);
    EXPECT_EQ(link.peers[B]->log.size(), 11U) << "nothing but drops";
}

// R4.3-02, R4.3-05, R4.3-06, R4.3-09, R6.1-09: all pairs of modes
TEST(Authentication, PairsOfModes)
{
    struct Mode
    {
        AuthenticationMode mode;
        Secrets secrets;
    };

    const std::vector<Mode> modes{{AuthenticationMode::Off, {}},
                                  {AuthenticationMode::IntegrityOnly, {}},
                                  {AuthenticationMode::Secret, {"s"}},
                                  {AuthenticationMode::Secret, {""}}};
    // Off and integrity check go together; a secret, an empty one too, only with the same.
    const bool works[4][4] = {{true, true, false, false},
                              {true, true, false, false},
                              {false, false, true, false},
                              {false, false, false, true}};
    // A refusal is heard where the SCCRQ could be read; otherwise there is silence.
    const bool heard[4][4] = {{false, false, true, true},
                              {false, false, false, true},
                              {false, false, false, false},
                              {true, true, false, false}};
    for (std::size_t i = 0; i < modes.size(); ++i)
    {
        for (std::size_t j = 0; j < modes.size(); ++j)
        {
            SCOPED_TRACE(std::to_string(i) + " to " + std::to_string(j));
            SimulatedLink link(MilliSeconds(50),
                               Configure("lac.example", modes[i].mode, modes[i].secrets),
                               Configure("lns.example", modes[j].mode, modes[j].secrets));
            EXPECT_EQ(RunAll(link), works[i][j]);
            EXPECT_EQ(link.peers[B]->Count<output::ConnectionUp>(), works[i][j] ? 1U : 0U);
            ASSERT_EQ(link.peers[A]->Count<output::ConnectionDown>(), 1U);
            const auto& reason = link.peers[A]->Find<output::ConnectionDown>()[0]->reason;
            if (!works[i][j])
            {
                EXPECT_EQ(reason.cause, heard[i][j] ? DownCause::Peer : DownCause::PeerUnreachable);
                EXPECT_EQ(reason.result, heard[i][j] ? 4 : 0);
            }
        }
    }
}

// R5.4.1-25, R5.4.1-26: nonces are random, 16 octets, and no two connections have the same
TEST(Authentication, NoncesAreFresh)
{
    SimulatedLink link(MilliSeconds(50), WithSecret("lac.example"), WithSecret("lns.example"));
    for (int i = 0; i < 10; ++i)
    {
        link.Connect();
    }
    link.Run(Seconds(10));
    std::set<std::string> nonces;
    for (const auto& peer : link.peers)
    {
        EXPECT_EQ(peer->Count<output::ConnectionUp>(), 10U);
        for (const auto* sent : peer->Find<output::Transmit>())
        {
            if (const auto nonce = PeekNonce(sent->image))
            {
                EXPECT_EQ(nonce->size(), 16U);
                nonces.emplace(nonce->begin(), nonce->end());
            }
        }
    }
    EXPECT_EQ(nonces.size(), 20U);
}

// R4.2-42: a copy with another Nr has another digest, and is accepted
TEST(Authentication, CopiesAreSignedAnew)
{
    SimulatedLink link(MilliSeconds(50), WithSecret("lac.example"), WithSecret("lns.example"));
    const auto connection = link.Connect();
    link.Run(Seconds(5));
    // The ICRQ of A is lost; meanwhile a message of B raises the Nr of its copy.
    link.Drop(A, link.offered[A] + 1);
    link.PlaceCall(A, connection, "from-a");
    link.PlaceCall(B, link.peers[B]->Find<output::ConnectionUp>()[0]->connection, "from-b");
    link.Run(Seconds(20));
    std::vector<const output::Transmit*> copies;
    for (const auto* sent : link.peers[A]->Find<output::Transmit>())
    {
        if (sent->transmission.type == MessageType::Icrq)
        {
            copies.push_back(sent);
        }
    }
    ASSERT_EQ(copies.size(), 2U);
    EXPECT_EQ(copies[0]->transmission.ns, copies[1]->transmission.ns);
    EXPECT_NE(copies[0]->transmission.nr, copies[1]->transmission.nr);
    EXPECT_NE(PeekValue(copies[0]->image, 59)->ToBytes(),
              PeekValue(copies[1]->image, 59)->ToBytes());
    EXPECT_EQ(link.peers[B]->endpoint->GetSessions(), 2U);
    EXPECT_EQ(link.peers[B]->Count<output::SessionUp>(), 2U);
    EXPECT_EQ(link.peers[B]->Count<output::ControlDrop>(), 0U);
}

// R4.1.1.2-03, R4.3-07: with the integrity check one wrong bit anywhere makes a message go unheard,
// the header of the digest AVP excepted
TEST(Authentication, OneWrongBit)
{
    SimulatedLink link(MilliSeconds(50),
                       Configure("lac.example", AuthenticationMode::IntegrityOnly),
                       Configure("lns.example", AuthenticationMode::IntegrityOnly));
    std::vector<Bytes> images;
    const auto connection = link.Connect();
    link.PlaceCall(A, connection);
    link.Run(MilliSeconds(120));
    // On the way: SCCCN. What B has done so far must not change by any damaged copy of it.
    const auto& scccn = link.peers[A]->Find<output::Transmit>()[1]->image;
    const auto local = link.peers[B]->Find<output::Transmit>()[0]->connection;
    for (std::size_t bit = 0; bit < scccn.size() * 8; ++bit)
    {
        if (bit / 8 >= SECOND_AVP && bit / 8 < SECOND_AVP + 6)
        {
            continue;
        }
        auto damaged = scccn;
        damaged[bit / 8] ^= static_cast<uint8_t>(1U << bit % 8);
        const auto sent = link.peers[B]->Count<output::Transmit>();
        link.Inject(B, damaged);
        ASSERT_EQ(link.peers[B]->Count<output::Transmit>(), sent) << "bit " << bit;
        const auto* found = link.peers[B]->endpoint->FindConnection(local);
        ASSERT_NE(found, nullptr) << "bit " << bit;
        ASSERT_EQ(found->GetState(), State::WaitCtlConn) << "bit " << bit;
        ASSERT_EQ(found->GetChannel().GetOutstanding(), 1U) << "bit " << bit;
    }
    link.Run(Seconds(10));
    EXPECT_EQ(link.peers[B]->Count<output::SessionUp>(), 1U);
}

// R5.4.1-22, R5.4.1-11: a secret is changed on an open connection, with two secrets in between
TEST(Authentication, SecretsAreChanged)
{
    SimulatedLink link(MilliSeconds(50),
                       WithSecret("lac.example", "old"),
                       WithSecret("lns.example", "old"));
    const auto connection = link.Connect();
    link.Run(Seconds(5));
    Time step = Seconds(5);
    const std::vector<std::pair<Side, Secrets>> steps{{A, {"old", "new"}},
                                                      {B, {"old", "new"}},
                                                      {B, {"new", "old"}},
                                                      {A, {"new", "old"}},
                                                      {A, {"new"}},
                                                      {B, {"new"}}};
    for (const auto& [side, secrets] : steps)
    {
        auto settings = WithSecret("").authentication;
        settings.secrets = secrets;
        link.peers[side]->endpoint->SetAuthentication(settings, link.now);
        link.PlaceCall(A, connection, "vc-" + std::to_string(step.GetSeconds()));
        step += Seconds(5);
        link.Run(step);
        EXPECT_EQ(link.peers[A]->Count<output::SessionUp>(),
                  link.peers[A]->Count<output::SessionCreated>());
        link.Connect();
        step += Seconds(5);
        link.Run(step);
        EXPECT_EQ(link.peers[A]->Count<output::ConnectionUp>(),
                  link.peers[A]->endpoint->GetConnections());
    }
    EXPECT_EQ(link.peers[A]->Count<output::ControlDrop>(), 0U);
    EXPECT_EQ(link.peers[B]->Count<output::ControlDrop>(), 0U);
    // The old secret is worth nothing any more.
    link.peers[A]->endpoint->SetAuthentication(WithSecret("", "old").authentication, link.now);
    link.Connect();
    link.Run(step + Seconds(1));
    EXPECT_GT(CountDrops(*link.peers[B], ControlDropReason::InvalidDigest), 0U);
}

// R3.3-03, R3.3-02: one secret per peer, chosen by Host Name or Router ID
TEST(Authentication, SecretsByPeer)
{
    auto lns = WithSecret("lns.example", "common");
    lns.profiles.resize(2);
    lns.profiles[0].hostName = "x.example";
    lns.profiles[0].secrets = {"of x"};
    lns.profiles[1].routerId = 7;
    lns.profiles[1].secrets = {"of y"};
    const auto run = [&](const std::string& name, uint32_t router, const std::string& secret) {
        auto lac = WithSecret(name, secret);
        lac.routerId = router;
        SimulatedLink link(MilliSeconds(50), lac, lns);
        link.Connect();
        link.Run(Seconds(5));
        const auto& b = *link.peers[B];
        EXPECT_EQ(b.endpoint->GetConnections(), b.Count<output::ConnectionUp>());
        return b.Count<output::ConnectionUp>() == 1;
    };
    EXPECT_TRUE(run("x.example", 1, "of x"));
    EXPECT_TRUE(run("y.example", 7, "of y"));
    EXPECT_TRUE(run("z.example", 1, "common"));
    EXPECT_FALSE(run("x.example", 1, "of y"));
    EXPECT_FALSE(run("x.example", 1, "common"));
    EXPECT_FALSE(run("y.example", 7, "of x"));
    EXPECT_FALSE(run("z.example", 1, "of x"));
    // The other way round: the end that opens knows whom it calls.
    for (const auto hinted : {true, false})
    {
        SimulatedLink link(MilliSeconds(50), lns, WithSecret("x.example", "of x"));
        PeerHints hints;
        hints.hostName = hinted ? "x.example" : "";
        link.peers[A]->endpoint->Connect(SimulatedLink::AddressOf(B), link.now, hints);
        link.Run(Seconds(5));
        EXPECT_EQ(link.peers[A]->Count<output::ConnectionUp>(), hinted ? 1U : 0U);
    }
}

// R4.3-02, R5.3-01, R5.3-02: settings that contradict each other abort with a sentence
TEST(AuthenticationDeathTest, Contradictions)
{
    const auto make = [](AuthenticationMode mode, const Secrets& secrets, bool hiding) {
        auto configuration = Configure("lac.example", mode, secrets);
        configuration.authentication.hiding = hiding;
        SimulatedLink link(MilliSeconds(50), configuration);
    };
    EXPECT_DEATH(make(AuthenticationMode::Secret, {}, false), "needs one or two secrets");
    EXPECT_DEATH(make(AuthenticationMode::Secret, {"a", "b", "c"}, false), "not more");
    EXPECT_DEATH(make(AuthenticationMode::Off, {}, true), "can be hidden only if");
    EXPECT_DEATH(make(AuthenticationMode::IntegrityOnly, {}, true), "can be hidden only if");
    EXPECT_DEATH(make(AuthenticationMode::Off, {"a"}, false), "of no use");
    make(AuthenticationMode::Secret, {""}, true);
}

/** Whether a message has a hidden AVP. */
bool
HasHidden(const Bytes& image)
{
    return std::get<ControlMessage>(ControlMessage::Decode(ByteView(image))).HasHidden();
}

// R5.3-03, R5.4.1-28, R5.4.1-29, R5.4.1-31: all that may be hidden is, with a fresh vector each
// time
TEST(Authentication, Hiding)
{
    auto a = WithSecret("lac.example");
    auto b = WithSecret("lns.example");
    a.vendorName = b.vendorName = "a vendor";
    a.authentication.hiding = b.authentication.hiding = true;
    a.authentication.hidingPadding = 5;
    SimulatedLink link(MilliSeconds(50), a, b);
    EXPECT_TRUE(RunAll(link));
    std::set<std::string> vectors;
    std::size_t hidden = 0;
    for (const auto& peer : link.peers)
    {
        EXPECT_EQ(peer->Count<output::ControlDrop>(), 0U);
        for (const auto* sent : peer->Find<output::Transmit>())
        {
            const auto type = sent->transmission.type;
            const bool empty = type == MessageType::Ack || type == MessageType::Hello ||
                               type == MessageType::Scccn;
            EXPECT_EQ(HasHidden(sent->image), !empty) << MessageName(type);
            if (!empty)
            {
                ++hidden;
                const auto vector = PeekValue(sent->image, 36);
                ASSERT_TRUE(vector);
                EXPECT_GE(vector->size(), 16U);
                vectors.emplace(vector->begin(), vector->end());
            }
            const std::string text(sent->image.begin(), sent->image.end());
            EXPECT_EQ(text.find("a vendor"), std::string::npos);
            EXPECT_EQ(text.find("vc-1"), std::string::npos);
        }
    }
    EXPECT_EQ(vectors.size(), hidden);
    const auto& up = link.peers[B]->Find<output::SessionUp>();
    ASSERT_EQ(up.size(), 1U);
    EXPECT_EQ(up[0]->parameters.remoteEndId, "vc-1");
}

// R5.3-03: copies stay encrypted as they are; an end that hides nothing reads what is hidden
TEST(Authentication, HidingSurvivesLoss)
{
    auto a = WithSecret("lac.example");
    a.authentication.hiding = true;
    SimulatedLink link(MilliSeconds(50), a, WithSecret("lns.example"));
    link.Drop(A, 1);
    link.Drop(B, 1);
    EXPECT_TRUE(RunAll(link));
    const auto sent = link.peers[A]->Find<output::Transmit>();
    EXPECT_EQ(PeekValue(sent[0]->image, 36)->ToBytes(), PeekValue(sent[1]->image, 36)->ToBytes());
    EXPECT_EQ(sent[1]->transmission.attempt, 1U);
}

// R5.3-03, R4.3-12: a StopCCN that cannot name its connection in the header finds it though its
// Assigned Control Connection ID is hidden
TEST(Authentication, HiddenStopCcnWithoutId)
{
    auto a = WithSecret("lac.example");
    a.authentication.hiding = true;
    SimulatedLink link(MilliSeconds(50), a, WithSecret("lns.example"));
    link.Cut(B);
    const auto connection = link.Connect();
    link.Run(Seconds(3));
    ASSERT_EQ(link.peers[B]->endpoint->GetConnections(), 1U);
    link.peers[A]->endpoint->Disconnect(connection, {DownCause::Local, 6, 0, "bye"}, link.now);
    // With an initial window of 1 it follows the acknowledgment of the SCCRQ.
    link.Cut(B, false);
    link.Run(Seconds(60));
    ASSERT_EQ(link.peers[B]->Count<output::ConnectionDown>(), 1U);
    EXPECT_EQ(link.peers[B]->Find<output::ConnectionDown>()[0]->reason.text, "bye");
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
