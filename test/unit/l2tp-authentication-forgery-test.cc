// SPDX-License-Identifier: GPL-2.0-only
// Forged, replayed and unauthenticated messages (RFC 3931 sections 4.3 and 5.4.1).

#include "l2tp-message-peek.h"
#include "l2tp-scripted-peer.h"

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

EndpointConfiguration
Configure(AuthenticationMode mode = AuthenticationMode::Secret)
{
    auto configuration = MakeConfiguration("dut.example");
    configuration.authentication.mode = mode;
    if (mode == AuthenticationMode::Secret)
    {
        configuration.authentication.secrets = {"opensesame"};
    }
    return configuration;
}

/** An endpoint with a secret and a peer that shares it. */
struct Authentic : ScriptedPeer
{
    Authentic()
        : ScriptedPeer(Configure())
    {
        Authenticate("opensesame");
    }

    /** Send without a digest, or with the digest of another secret. */
    void Forge(ControlMessage message, bool digest)
    {
        auto own = std::exchange(authenticator, nullptr);
        const auto numbers = std::pair(ns, nr);
        if (digest)
        {
            Authenticate("closesesame");
            authenticator->SetLocalNonce(own->GetLocalNonce());
            authenticator->SetRemoteNonce(own->GetRemoteNonce());
        }
        Send(std::move(message));
        std::tie(ns, nr) = numbers;
        authenticator = std::move(own);
    }

    const ControlConnection& Connection()
    {
        return *Dut().endpoint->FindConnection(connection);
    }

    ControlDropReason LastDrop()
    {
        return Dut().Find<output::ControlDrop>().back()->reason;
    }
};

/** Everything of a connection that a message could change. */
struct Snapshot
{
    explicit Snapshot(Authentic& peer)
        : state(peer.Connection().GetState()),
          outstanding(peer.Connection().GetChannel().GetOutstanding()),
          cwnd(peer.Connection().GetChannel().GetWindow().cwnd),
          received(peer.Connection().GetChannel().GetCounters().received),
          deadline(peer.Connection().GetDeadline()),
          outputs(peer.Dut().log.size())
    {
    }

    State state;
    std::size_t outstanding;
    uint32_t cwnd;
    uint64_t received;
    Time deadline;
    std::size_t outputs;
};

// R4.3-10, R4.3-11, R5.4.1-20, R5.4.1-21, R6.15-03: a forged or unsigned message of an open
// connection leaves no trace but a count: no Nr, no window, no ACK, no HELLO timer, no event
TEST(AuthenticationForgery, LeavesNoTrace)
{
    auto configuration = Configure();
    configuration.helloInterval = Seconds(60);
    for (const auto digest : {true, false})
    {
        Authentic peer;
        peer.link.peers[A] = std::make_unique<SimulatedPeer>(configuration, 100);
        peer.EstablishAsResponder();
        peer.link.PlaceCall(A, peer.connection);
        peer.Take();
        peer.link.now += Seconds(1) / 2;
        ControlMessage unknown(MessageType::Hello);
        const std::vector<ControlMessage> messages{ScriptedPeer::MakeStopCcn(),
                                                   ControlMessage(MessageType::Hello),
                                                   ControlMessage(MessageType::Ack),
                                                   ScriptedPeer::MakeIcrq(),
                                                   WithUnknownAvp(unknown, true)};
        for (const auto& message : messages)
        {
            const Snapshot before(peer);
            ASSERT_EQ(before.outstanding, 1U);
            peer.Forge(message, digest);
            const Snapshot after(peer);
            EXPECT_EQ(after.state, State::Established);
            EXPECT_EQ(after.outstanding, before.outstanding);
            EXPECT_EQ(after.cwnd, before.cwnd);
            EXPECT_EQ(after.received, before.received);
            EXPECT_EQ(after.deadline, before.deadline);
            EXPECT_EQ(after.outputs, before.outputs + 1);
            EXPECT_EQ(peer.LastDrop(),
                      digest ? ControlDropReason::InvalidDigest : ControlDropReason::MissingDigest);
        }
        EXPECT_TRUE(peer.Take().empty());
        // The same messages with the right digest do something.
        peer.Send(ControlMessage(MessageType::Ack));
        EXPECT_EQ(Snapshot(peer).outstanding, 0U);
        peer.Send(ScriptedPeer::MakeStopCcn());
        EXPECT_EQ(peer.GetState(), State::Idle);
    }
}

// R4.3-11, R6.15-06: a ZLB cannot carry a digest and is dropped
TEST(AuthenticationForgery, ZlbIsDropped)
{
    Authentic peer;
    peer.EstablishAsResponder();
    peer.link.PlaceCall(A, peer.connection);
    peer.Take();
    peer.Send(ControlMessage(MessageType::Zlb));
    EXPECT_EQ(peer.Connection().GetChannel().GetOutstanding(), 1U);
    EXPECT_EQ(peer.LastDrop(), ControlDropReason::MissingDigest);
}

// R6.15-03: with authentication off an ACK may have no digest or a good one of the empty secret,
// not a wrong one
TEST(AuthenticationForgery, DigestsWithoutAuthentication)
{
    for (const auto* secret : {"", "x"})
    {
        ScriptedPeer peer(Configure(AuthenticationMode::Off));
        peer.EstablishAsResponder();
        peer.link.PlaceCall(A, peer.connection);
        peer.Take();
        peer.Authenticate(secret);
        peer.Send(ControlMessage(MessageType::Ack));
        const auto* found = peer.Dut().endpoint->FindConnection(peer.connection);
        EXPECT_EQ(found->GetChannel().GetOutstanding(), *secret == 0 ? 0U : 1U);
    }
}

// R4.3-13, R5.4.2-07: SCCRQ without a nonce: StopCCN 4, and no state is kept
TEST(AuthenticationForgery, RequestWithoutNonce)
{
    ScriptedPeer peer(Configure());
    for (int i = 0; i < 3; ++i)
    {
        peer.SendAsIs(ScriptedPeer::MakeSccrq());
        const auto sent = peer.Take();
        ASSERT_EQ(sent.size(), 1U);
        EXPECT_EQ(sent[0].GetType(), MessageType::StopCcn);
        EXPECT_EQ(sent[0].GetControlConnectionId(), ScriptedPeer::ID);
        EXPECT_EQ(sent[0].GetNs(), 0);
        EXPECT_EQ(sent[0].GetNr(), 1);
        EXPECT_EQ(sent[0].Get<avp::ResultCode>()->result, 4);
        EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 0U);
        EXPECT_EQ(peer.Dut().Find<output::ControlDrop>().back()->reason,
                  ControlDropReason::NotAuthorized);
    }
    EXPECT_TRUE(peer.Dut().deadlines.empty());
}

// R4.3-13: SCCRQ with a nonce but without a digest, or with a wrong one: silence and no state
TEST(AuthenticationForgery, RequestWithWrongDigest)
{
    Authentic peer;
    auto message = ScriptedPeer::MakeSccrq();
    message.Add<avp::ControlMessageAuthenticationNonce>(ScriptedPeer::MakeNonce());
    peer.Forge(message, false);
    EXPECT_EQ(peer.LastDrop(), ControlDropReason::MissingDigest);
    peer.Forge(message, true);
    EXPECT_EQ(peer.LastDrop(), ControlDropReason::InvalidDigest);
    EXPECT_TRUE(peer.Take().empty());
    EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 0U);
    EXPECT_EQ(peer.Dut().log.size(), 2U);
}

// R4.3-05: nonce in SCCRQ, none in SCCRP: StopCCN 4, no SCCCN
TEST(AuthenticationForgery, ReplyWithoutNonce)
{
    Authentic peer;
    peer.Open();
    peer.Take();
    peer.authenticator.reset();
    peer.Send(ScriptedPeer::MakeSccrp());
    const auto sent = peer.Take();
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].GetType(), MessageType::StopCcn);
    EXPECT_EQ(sent[0].Get<avp::ResultCode>()->result, 4);
    EXPECT_EQ(peer.LastDrop(), ControlDropReason::NotAuthorized);
    EXPECT_EQ(peer.GetState(), State::Idle);
}

// R4.3-05, R6.2-08: an SCCRP with a nonce that was not asked for
TEST(AuthenticationForgery, UnwantedNonce)
{
    ScriptedPeer peer(Configure(AuthenticationMode::Off));
    peer.Open();
    peer.Take();
    peer.Authenticate("");
    peer.Send(ScriptedPeer::MakeSccrp());
    const auto sent = peer.Take();
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].Get<avp::ResultCode>()->result, 4);
    // From a nonce on everything has a digest (R4.3-04), even this.
    EXPECT_TRUE(PeekValue(sent[0].GetBytes(), 59));
}

/** A StopCCN that refuses an SCCRQ, signed with fewer nonces than there are. */
void
RefuseWith(bool peerNonce, bool ownNonce, bool heard)
{
    Authentic peer;
    peer.Open();
    peer.Take();
    const auto own = peer.authenticator->GetRemoteNonce().ToBytes();
    peer.authenticator->SetLocalNonce(ownNonce ? ByteView(ScriptedPeer::MakeNonce()) : ByteView());
    peer.authenticator->SetRemoteNonce(peerNonce ? ByteView(own) : ByteView());
    peer.Send(ScriptedPeer::MakeStopCcn());
    EXPECT_EQ(peer.Dut().Count<output::ConnectionDown>(), heard ? 1U : 0U);
}

// R4.3-12: before SCCRP, StopCCN may be signed with the nonce of the SCCRQ alone, or with none; a
// nonce that was never sent cannot be in it
TEST(AuthenticationForgery, StopCcnBeforeTheNonces)
{
    RefuseWith(true, false, true);
    RefuseWith(false, false, true);
    RefuseWith(true, true, false);
}

// R4.3-12: the same StopCCN is worth nothing once the connection is established
TEST(AuthenticationForgery, StopCcnNeedsBothNoncesLater)
{
    Authentic peer;
    peer.EstablishAsResponder();
    const auto nonce = peer.authenticator->GetRemoteNonce().ToBytes();
    peer.authenticator->SetLocalNonce({});
    peer.Send(ScriptedPeer::MakeStopCcn());
    peer.authenticator->SetRemoteNonce({});
    peer.Send(ScriptedPeer::MakeStopCcn());
    EXPECT_EQ(peer.GetState(), State::Established);
    EXPECT_EQ(peer.LastDrop(), ControlDropReason::InvalidDigest);
}

// R4.3-12: the initiator gives up before SCCRP: the responder accepts the digest without its nonce
TEST(AuthenticationForgery, StopCcnOfTheInitiator)
{
    Authentic peer;
    peer.Send(ScriptedPeer::MakeSccrq());
    peer.authenticator->SetRemoteNonce({});
    peer.Send(ScriptedPeer::MakeStopCcn());
    EXPECT_EQ(peer.Dut().Count<output::ConnectionDown>(), 1U);
}

// R4.3-14: what was recorded on one connection is worth nothing on the next one, where the nonces
// are fresh; a replayed SCCRQ gets an SCCRP at most
TEST(AuthenticationForgery, Replay)
{
    // The recorded conversation: same secret, same nonce of the peer, other nonce of the endpoint.
    Authentic first;
    first.EstablishAsResponder();
    Authentic second;
    second.link.peers[A] = std::make_unique<SimulatedPeer>(Configure(), 500);
    second.Send(ScriptedPeer::MakeSccrq());
    second.Take();
    ASSERT_NE(first.authenticator->GetRemoteNonce().ToBytes(),
              second.authenticator->GetRemoteNonce().ToBytes());
    const auto old = [&](ControlMessage message) {
        message.SetControlConnectionId(second.connection);
        message.SetNs(second.ns);
        message.SetNr(second.nr);
        auto image = message.GetBytes().ToBytes();
        first.authenticator->Sign(image);
        second.link.Inject(A, image);
    };
    for (const auto& message : {ControlMessage(MessageType::Scccn),
                                ControlMessage(MessageType::Hello),
                                ControlMessage(MessageType::Ack),
                                ScriptedPeer::MakeStopCcn(),
                                ScriptedPeer::MakeSccrp()})
    {
        old(message);
        EXPECT_EQ(second.LastDrop(), ControlDropReason::InvalidDigest);
        EXPECT_EQ(second.GetState(), State::WaitCtlConn);
    }
    EXPECT_TRUE(second.Take().empty());
    second.Send(ControlMessage(MessageType::Scccn));
    EXPECT_EQ(second.GetState(), State::Established);
    // The SCCRQ is hashed without nonces.
    Authentic third;
    third.link.peers[A] = std::make_unique<SimulatedPeer>(Configure(), 700);
    third.Send(ScriptedPeer::MakeSccrq());
    EXPECT_EQ(third.TakeNames(), (Names{"SCCRP"}));
    third.link.Run();
    EXPECT_EQ(third.Dut().Count<output::ConnectionUp>(), 0U);
    EXPECT_EQ(third.Dut().endpoint->GetConnections(), 0U);
}

// R5.4.1-20: a message that cannot be read clears an authenticated connection only if its digest
// is right
TEST(AuthenticationForgery, MalformedMessages)
{
    for (const auto right : {false, true})
    {
        Authentic peer;
        peer.EstablishAsResponder();
        ControlMessage message(MessageType::Hello);
        const Bytes value{1, 2, 3};
        message.AddRaw(0, 999, false, ByteView(value));
        message.SetControlConnectionId(peer.connection);
        message.SetNs(peer.ns);
        message.SetNr(peer.nr);
        auto image = message.GetBytes().ToBytes();
        image[image.size() - value.size() - 5] = 3; // Length of the last AVP
        if (!right)
        {
            peer.Authenticate("closesesame");
        }
        peer.authenticator->Sign(image);
        peer.link.Inject(A, image);
        EXPECT_EQ(peer.GetState(), right ? State::Idle : State::Established);
        EXPECT_EQ(peer.LastDrop(),
                  right ? ControlDropReason::Malformed : ControlDropReason::InvalidDigest);
    }
}

/** A message whose last AVP runs past its end, in its turn and not signed. */
Bytes
MakeMalformed(const ScriptedPeer& peer, MessageType type)
{
    ControlMessage message(type);
    const Bytes value{1, 2, 3};
    message.AddRaw(0, 999, false, ByteView(value));
    message.SetControlConnectionId(peer.connection);
    message.SetNs(peer.ns);
    message.SetNr(peer.nr);
    auto image = message.GetBytes().ToBytes();
    image[image.size() - value.size() - 5] = 60; // Length of the last AVP
    return image;
}

// R5.4.1-20, R7.1-01: with integrity only, a message that cannot be read may be a damaged one with
// a digest; it clears the connection only where it is known that the peer has none
TEST(AuthenticationForgery, MalformedWithIntegrityOnly)
{
    const auto mode = AuthenticationMode::IntegrityOnly;
    ScriptedPeer unknown(Configure(mode));
    unknown.Open();
    unknown.link.Inject(A, MakeMalformed(unknown, MessageType::Sccrp));
    EXPECT_EQ(unknown.GetState(), State::WaitCtlReply);
    unknown.Send(ScriptedPeer::MakeSccrp());
    EXPECT_EQ(unknown.GetState(), State::Established);

    ScriptedPeer plain(Configure(mode));
    plain.EstablishAsResponder();
    plain.link.Inject(A, MakeMalformed(plain, MessageType::Hello));
    EXPECT_EQ(plain.GetState(), State::Idle);
    EXPECT_EQ(plain.Take().back().GetType(), MessageType::StopCcn);
    EXPECT_EQ(plain.Dut().Find<output::ControlDrop>().back()->reason, ControlDropReason::Malformed);
}

/** A peer that signs without nonces. */
void
SignOnly(ScriptedPeer& peer, ControlMessage message)
{
    message.SetControlConnectionId(peer.connection);
    message.SetNs(peer.ns++);
    message.SetNr(peer.nr);
    peer.SendAsIs(message);
}

// R5.4.1-20: a peer that has signed once is expected to sign what is malformed, too
TEST(AuthenticationForgery, MalformedOfAPeerThatSigns)
{
    ScriptedPeer peer(Configure(AuthenticationMode::IntegrityOnly));
    peer.Authenticate("");
    SignOnly(peer, ScriptedPeer::MakeSccrq());
    SignOnly(peer, ControlMessage(MessageType::Scccn));
    ASSERT_EQ(peer.GetState(), State::Established);
    peer.link.Inject(A, MakeMalformed(peer, MessageType::Hello));
    EXPECT_EQ(peer.GetState(), State::Established);
    EXPECT_EQ(peer.Dut().Find<output::ControlDrop>().back()->reason,
              ControlDropReason::MissingDigest);
}

// R5.4.1-14: the nonce of an SCCRP is used, though the connection is being closed when it comes
TEST(AuthenticationForgery, NonceWhileClosing)
{
    Authentic peer;
    peer.Open();
    peer.Dut().endpoint->Disconnect(peer.connection, {DownCause::Local, 1, 0, {}}, peer.link.now);
    peer.link.Drain();
    peer.Send(ScriptedPeer::MakeSccrp());
    peer.link.Run(peer.link.now + Seconds(2));
    const auto transmits = peer.Dut().Find<output::Transmit>();
    std::size_t signedWithBoth = 0;
    for (const auto* transmit : transmits)
    {
        if (transmit->transmission.type != MessageType::Sccrq)
        {
            const auto verdict = peer.authenticator->Verify(ByteView(transmit->image),
                                                            MessageAuthenticator::NonceRule::AsSet);
            EXPECT_TRUE(verdict.IsGood()) << MessageName(transmit->transmission.type);
            ++signedWithBoth;
        }
    }
    EXPECT_GE(signedWithBoth, 2U);
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
