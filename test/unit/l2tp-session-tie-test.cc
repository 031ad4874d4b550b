// SPDX-License-Identifier: GPL-2.0-only
// Ties of session requests (RFC 3931 section 5.4.4).

#include "l2tp-call-scripts.h"
#include "l2tp-replies-first.h"

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
using Codes = std::pair<uint16_t, uint16_t>;

/** A request for "vc-1". */
SessionRequest
Request(MessageType type, bool tieBreaker)
{
    SessionRequest request;
    request.remoteEndId = "vc-1";
    request.direction =
        type == MessageType::Ocrq ? CallDirection::Outgoing : CallDirection::Incoming;
    request.tieBreaker = tieBreaker;
    return request;
}

/** The endpoint has sent a request; the message. */
ControlMessage
Ask(ScriptedPeer& peer, MessageType type, bool tieBreaker)
{
    peer.EstablishAsInitiator();
    PlaceRequest(peer, Request(type, tieBreaker));
    const auto sent = TakeOnly(peer);
    EXPECT_EQ(sent.GetType(), type);
    peer.Acknowledge();
    peer.Take();
    peer.TakeTransitions();
    return sent;
}

/** The peer's request with a given tie breaker. */
ControlMessage
Collide(MessageType type, std::optional<uint64_t> value)
{
    auto message = MakePeerRequest(type);
    if (value)
    {
        message.Add<avp::SessionTieBreaker>(*value);
    }
    return message;
}

/** All four ways in which requests can meet (R5.4.4-86). */
const std::vector<std::pair<MessageType, MessageType>> MEETINGS{
    {MessageType::Icrq, MessageType::Icrq},
    {MessageType::Ocrq, MessageType::Ocrq},
    {MessageType::Icrq, MessageType::Ocrq},
    {MessageType::Ocrq, MessageType::Icrq}};

std::string
SenderName(MessageType type)
{
    return type == MessageType::Icrq ? "ICRQ sender: " : "OCRQ sender: ";
}

// R5.4.4-13, R5.4.4-16, R5.4.4-86, R5.4.2-17, R7.3.1-08, R7.4.1-08: the lower value, here the own
// one, wins: CDN 13 to the peer's request, the own one goes on
TEST(SessionTie, Won)
{
    for (const auto& [own, received] : MEETINGS)
    {
        ScriptedPeer peer;
        const auto value = *Ask(peer, own, true).Get<avp::SessionTieBreaker>();
        ASSERT_LT(value, UINT64_MAX);
        peer.Send(Collide(received, value + 1));
        const auto cdn = TakeOnly(peer);
        EXPECT_EQ(cdn.GetType(), MessageType::Cdn);
        EXPECT_EQ(CodesOf(cdn), (Codes{13, 0}));
        EXPECT_EQ(cdn.Get<avp::RemoteSessionId>(), ScriptedPeer::SESSION);
        EXPECT_EQ(SessionState(peer), "wait-reply");
        EXPECT_EQ(peer.TakeTransitions().at(0),
                  SenderName(own) + "wait-reply / receive request, tie won -> wait-reply");
        EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 1U);
        // The peer answers the own request, with another session.
        ControlMessage reply(own == MessageType::Icrq ? MessageType::Icrp : MessageType::Ocrp);
        reply.Add<avp::LocalSessionId>(0xcafe0009)
            .Add<avp::RemoteSessionId>(peer.session)
            .Add<avp::CircuitStatus>(CIRCUIT_STATUS_ACTIVE);
        peer.Send(reply);
        EXPECT_EQ(SessionState(peer), own == MessageType::Icrq ? "established" : "wait-connect");
        EXPECT_EQ(peer.Dut().Count<output::SessionReplaced>(), 0U);
    }
}

// R7.3.1-07, R7.4.1-07, R5.4.4-86: the peer's value is lower: its request is answered, the own one
// is idle at once, and its CDN 13 is acknowledged and no more
TEST(SessionTie, Lost)
{
    for (const auto& [own, received] : MEETINGS)
    {
        ScriptedPeer peer;
        const auto value = *Ask(peer, own, true).Get<avp::SessionTieBreaker>();
        ASSERT_GT(value, 0U);
        const auto loser = peer.session;
        uint32_t replaces = 0;
        peer.Dut().admit = [&](const SessionRequest& request) {
            replaces = request.replaces;
            EXPECT_TRUE(request.tieBreaker);
            Admission admission;
            admission.accepted = true;
            return admission;
        };
        peer.Send(Collide(received, value - 1));
        EXPECT_EQ(replaces, loser);
        const auto reply = TakeOnly(peer);
        EXPECT_EQ(reply.GetType(),
                  received == MessageType::Icrq ? MessageType::Icrp : MessageType::Ocrp);
        EXPECT_EQ(peer.TakeTransitions().at(0),
                  SenderName(own) + "wait-reply / receive request, tie lost -> idle");
        EXPECT_EQ(peer.Dut().endpoint->FindSession(loser), nullptr);
        EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 1U);
        const auto replaced = peer.Dut().Find<output::SessionReplaced>();
        ASSERT_EQ(replaced.size(), 1U);
        EXPECT_EQ(replaced[0]->from, loser);
        EXPECT_EQ(replaced[0]->to, *reply.Get<avp::LocalSessionId>());
        EXPECT_EQ(peer.Dut().Count<output::SessionDown>(), 0U);
        // The CDN of the winner, as it knows the session: by the ID of the request.
        ControlMessage cdn(MessageType::Cdn);
        cdn.Add<avp::ResultCode>({13, std::nullopt, ""})
            .Add<avp::LocalSessionId>(0xcafe0077)
            .Add<avp::RemoteSessionId>(loser);
        peer.Acknowledge();
        peer.Send(cdn);
        EXPECT_EQ(peer.TakeNames(), (Names{"ACK"}));
        EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 1U);
    }
}

// The owner does not want what has won: no session is left, and the owner is told of both.
TEST(SessionTie, LostToWhatIsNotAdmitted)
{
    ScriptedPeer peer;
    const auto value = *Ask(peer, MessageType::Icrq, true).Get<avp::SessionTieBreaker>();
    const auto loser = peer.session;
    peer.Dut().admit = [](const SessionRequest&) { return Admission(); };
    peer.Send(Collide(MessageType::Icrq, value - 1));
    EXPECT_EQ(CodesOf(TakeOnly(peer)), (Codes{5, 0}));
    EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 0U);
    EXPECT_EQ(peer.Dut().Count<output::SessionReplaced>(), 0U);
    const auto* down = peer.Dut().Find<output::SessionDown>().at(0);
    EXPECT_EQ(down->session, loser);
    EXPECT_EQ(down->reason.cause, DownCause::TieLost);
    EXPECT_EQ(down->reason.result, 13);
}

// A request that is not acceptable in itself does not touch the own one.
TEST(SessionTie, UnacceptableRequest)
{
    ScriptedPeer peer;
    Ask(peer, MessageType::Icrq, true);
    peer.Send(WithUnknownAvp(Collide(MessageType::Icrq, 0), true));
    EXPECT_EQ(CodesOf(TakeOnly(peer)), (Codes{2, 8}));
    EXPECT_EQ(SessionState(peer), "wait-reply");
}

// R5.4.4-18: who alone has sent a tie breaker wins
TEST(SessionTie, OneSided)
{
    for (const auto& [own, received] : MEETINGS)
    {
        ScriptedPeer winner;
        Ask(winner, own, true);
        winner.Send(Collide(received, std::nullopt));
        EXPECT_EQ(CodesOf(TakeOnly(winner)), (Codes{13, 0}));
        EXPECT_EQ(SessionState(winner), "wait-reply");
        ScriptedPeer loser;
        Ask(loser, own, false);
        loser.Send(Collide(received, UINT64_MAX));
        EXPECT_EQ(SessionState(loser), "none");
        EXPECT_EQ(loser.Dut().Count<output::SessionReplaced>(), 1U);
        EXPECT_EQ(loser.Dut().endpoint->GetSessions(), 1U);
    }
}

// R5.4.4-19: no tie breaker in either: both requests end
TEST(SessionTie, None)
{
    for (const auto& [own, received] : MEETINGS)
    {
        ScriptedPeer peer;
        Ask(peer, own, false);
        const auto id = peer.session;
        peer.Send(Collide(received, std::nullopt));
        std::vector<ControlMessage> sent = peer.Take();
        peer.Acknowledge();
        for (auto& more : peer.Take())
        {
            sent.push_back(std::move(more));
        }
        ASSERT_EQ(sent.size(), 2U);
        for (const auto& cdn : sent)
        {
            EXPECT_EQ(cdn.GetType(), MessageType::Cdn);
            EXPECT_EQ(CodesOf(cdn), (Codes{13, 0}));
        }
        EXPECT_EQ(sent[0].Get<avp::LocalSessionId>(), id);
        EXPECT_EQ(sent[0].Get<avp::RemoteSessionId>(), 0U);
        EXPECT_EQ(sent[1].Get<avp::RemoteSessionId>(), ScriptedPeer::SESSION);
        EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 0U);
        EXPECT_EQ(peer.Dut().Find<output::SessionDown>().at(0)->session, id);
        EXPECT_EQ(peer.GetState(), State::Established);
    }
}

// R5.4.4-17: equal values: the request is put anew, with another Session ID and tie breaker
TEST(SessionTie, Equal)
{
    for (const auto& [own, received] : MEETINGS)
    {
        ScriptedPeer peer;
        const auto first = Ask(peer, own, true);
        const auto id = peer.session;
        const auto value = *first.Get<avp::SessionTieBreaker>();
        peer.Send(Collide(received, value));
        const auto second = TakeOnly(peer);
        EXPECT_EQ(second.GetType(), own);
        EXPECT_NE(second.Get<avp::SessionTieBreaker>(), value);
        EXPECT_NE(second.Get<avp::LocalSessionId>(), id);
        EXPECT_EQ(second.Get<avp::RemoteEndId>(), "vc-1");
        EXPECT_EQ(second.Get<avp::RemoteSessionId>(), 0U);
        EXPECT_EQ(peer.Dut().endpoint->FindSession(id), nullptr);
        EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 1U);
        EXPECT_EQ(peer.Dut().Count<output::SessionDown>(), 0U);
        const auto replaced = peer.Dut().Find<output::SessionReplaced>();
        ASSERT_EQ(replaced.size(), 1U);
        EXPECT_EQ(replaced[0]->from, id);
        EXPECT_EQ(replaced[0]->to, *second.Get<avp::LocalSessionId>());
        // The peer starts anew too; its new value loses.
        peer.session = replaced[0]->to;
        const auto again = *second.Get<avp::SessionTieBreaker>();
        ASSERT_LT(again, UINT64_MAX);
        peer.Acknowledge();
        auto retry = MakePeerRequest(received, 0xcafe0002);
        retry.Add<avp::SessionTieBreaker>(again + 1);
        peer.Send(retry);
        EXPECT_EQ(CodesOf(TakeOnly(peer)), (Codes{13, 0}));
        EXPECT_EQ(SessionState(peer), "wait-reply");
    }
}

// A request that has lost before the window let it go never leaves, whatever leaves first.
TEST(SessionTie, LostBeforeItLeft)
{
    for (const bool repliesFirst : {false, true})
    {
        for (const auto outcome :
             {Event::RequestTieLost, Event::RequestTieNone, Event::RequestTieEqual})
        {
            SCOPED_TRACE(std::string(GetName(outcome)) + (repliesFirst ? ", replies first" : ""));
            ScriptedPeer peer;
            peer.Dut().makePolicies = [repliesFirst]() {
                auto policies = MakeDefaultPolicies();
                if (repliesFirst)
                {
                    policies.discipline = CreateObject<RepliesFirst>();
                }
                return policies;
            };
            peer.EstablishAsInitiator();
            auto request = Request(MessageType::Icrq, outcome == Event::RequestTieEqual);
            for (const std::string name : {"a", "b", "c", "d", "vc-1"})
            {
                request.remoteEndId = name;
                PlaceRequest(peer, request);
            }
            const auto lost = peer.session;
            const auto& own = *peer.Dut().endpoint->FindSession(lost);
            std::optional<uint64_t> value;
            if (outcome == Event::RequestTieLost)
            {
                value = 0;
            }
            else if (outcome == Event::RequestTieEqual)
            {
                value = own.details->tieBreaker;
            }
            auto sent = peer.Take();
            peer.Send(Collide(MessageType::Icrq, value));
            for (int i = 0; i < 10; ++i)
            {
                peer.Acknowledge();
                for (auto& message : peer.Take())
                {
                    sent.push_back(std::move(message));
                }
            }
            ASSERT_TRUE(
                peer.Dut().endpoint->FindConnection(peer.connection)->GetChannel().IsIdle());
            std::size_t requests = 0;
            for (const auto& message : sent)
            {
                if (message.GetType() == MessageType::Icrq)
                {
                    ++requests;
                    EXPECT_NE(message.Get<avp::LocalSessionId>(), lost);
                }
            }
            EXPECT_EQ(requests, outcome == Event::RequestTieEqual ? 5U : 4U);
        }
    }
}

// R5.4.4-13: another Remote End ID, a request that is answered already: no tie
TEST(SessionTie, NoTie)
{
    ScriptedPeer other;
    Ask(other, MessageType::Icrq, true);
    other.Send(MakePeerRequest(MessageType::Icrq, ScriptedPeer::SESSION, "vc-2")
                   .Add<avp::SessionTieBreaker>(0));
    EXPECT_EQ(TakeOnly(other).GetType(), MessageType::Icrp);
    EXPECT_EQ(other.Dut().endpoint->GetSessions(), 2U);
    EXPECT_EQ(SessionState(other), "wait-reply");
    ScriptedPeer answered;
    Ask(answered, MessageType::Icrq, true);
    answered.Send(answered.MakeIcrp());
    answered.Take();
    answered.Acknowledge();
    answered.Send(MakePeerRequest(MessageType::Icrq, 0xcafe0002).Add<avp::SessionTieBreaker>(0));
    EXPECT_EQ(TakeOnly(answered).GetType(), MessageType::Icrp);
    EXPECT_EQ(answered.Dut().endpoint->GetSessions(), 2U);
    ScriptedPeer ended;
    Ask(ended, MessageType::Icrq, true);
    ended.Dut().endpoint->HangUp(ended.session, {DownCause::Local, 3, 0, {}}, ended.link.now);
    ended.link.Drain();
    ended.Take();
    ended.Acknowledge();
    ended.Send(MakePeerRequest(MessageType::Icrq).Add<avp::SessionTieBreaker>(0));
    EXPECT_EQ(TakeOnly(ended).GetType(), MessageType::Icrp);
}

/** Both ends of a link ask for "vc-1" at the same instant. */
struct Crossing
{
    SimulatedLink link;
    std::array<uint32_t, 2> calls{};

    void Run(bool a, bool b, MessageType typeA = MessageType::Icrq, bool sameStream = false)
    {
        const auto connection = link.Connect();
        link.Run(Seconds(1));
        const auto remote = link.peers[A]->endpoint->FindConnection(connection)->GetRemoteId();
        if (sameStream)
        {
            for (const auto side : {A, B})
            {
                link.peers[side]->streams.tieBreakers->SetStream(999);
            }
        }
        calls[A] = link.peers[A]->endpoint->PlaceCall(connection, Request(typeA, a), link.now);
        calls[B] =
            link.peers[B]->endpoint->PlaceCall(remote, Request(MessageType::Icrq, b), link.now);
        link.peers[B]->streams.tieBreakers->SetStream(888);
        link.Drain();
        link.Run(Seconds(2));
    }

    /** CDNs with result 13 that both ends have sent. */
    std::size_t Refusals() const
    {
        std::size_t count = 0;
        for (const auto side : {A, B})
        {
            for (const auto* received : link.peers[side]->Find<output::Received>())
            {
                const auto code = received->message.Get<avp::ResultCode>();
                count += received->message.GetType() == MessageType::Cdn && code->result == 13;
            }
        }
        return count;
    }
};

// R5.4.4-16, R5.4.4-13: simultaneous requests: one CDN 13, one session, and both ends know it
TEST(SessionTie, Simultaneous)
{
    Crossing both;
    both.Run(true, true);
    Crossing onlyA;
    onlyA.Run(true, false);
    Crossing onlyB;
    onlyB.Run(false, true);
    Crossing mixed;
    mixed.Run(false, true, MessageType::Ocrq);
    // R5.4.4-17: equal values first, then different ones
    Crossing equal;
    equal.Run(true, true, MessageType::Icrq, true);
    for (auto* crossing : {&both, &onlyA, &onlyB, &mixed, &equal})
    {
        EXPECT_EQ(crossing->Refusals(), 1U);
        const auto a = crossing->link.peers[A]->Find<output::SessionUp>();
        const auto b = crossing->link.peers[B]->Find<output::SessionUp>();
        ASSERT_EQ(a.size(), 1U);
        ASSERT_EQ(b.size(), 1U);
        EXPECT_EQ(a[0]->parameters.remoteSessionId, b[0]->parameters.localSessionId);
        // Follow the own call through the replacements: it has come to the session.
        for (const auto side : {A, B})
        {
            auto id = crossing->calls[side];
            for (const auto* replaced : crossing->link.peers[side]->Find<output::SessionReplaced>())
            {
                id = replaced->from == id ? replaced->to : id;
            }
            EXPECT_EQ(id, (side == A ? a : b)[0]->parameters.localSessionId);
            EXPECT_EQ(crossing->link.peers[side]->endpoint->GetSessions(), 1U);
        }
    }
    EXPECT_EQ(equal.link.peers[A]->Find<output::SessionReplaced>().at(0)->from, equal.calls[A]);
    EXPECT_EQ(equal.link.peers[B]->Find<output::SessionReplaced>().at(0)->from, equal.calls[B]);
}

// R5.4.4-19: without tie breakers nothing is left on either end
TEST(SessionTie, SimultaneousWithout)
{
    Crossing crossing;
    crossing.Run(false, false);
    for (const auto side : {A, B})
    {
        const auto& peer = *crossing.link.peers[side];
        EXPECT_EQ(peer.Count<output::SessionUp>(), 0U);
        EXPECT_EQ(peer.endpoint->GetSessions(), 0U);
        EXPECT_EQ(peer.Find<output::SessionDown>().at(0)->session, crossing.calls[side]);
    }
}

// R5.4.4-13: "to the same peer" also when the requests use two connections
TEST(SessionTie, AcrossConnections)
{
    SimulatedLink link;
    const auto first = link.Connect();
    const auto second = link.Connect();
    link.Run(Seconds(1));
    const auto remote = link.peers[A]->endpoint->FindConnection(second)->GetRemoteId();
    const auto a =
        link.peers[A]->endpoint->PlaceCall(first, Request(MessageType::Icrq, false), link.now);
    const auto b =
        link.peers[B]->endpoint->PlaceCall(remote, Request(MessageType::Icrq, true), link.now);
    link.Drain();
    link.Run(Seconds(2));
    EXPECT_EQ(link.peers[A]->endpoint->GetSessions(), 1U);
    EXPECT_EQ(link.peers[B]->endpoint->GetSessions(), 1U);
    const auto* replaced = link.peers[A]->Find<output::SessionReplaced>().at(0);
    EXPECT_EQ(replaced->connection, second);
    EXPECT_EQ(replaced->from, a);
    EXPECT_EQ(replaced->to,
              link.peers[A]->Find<output::SessionUp>().at(0)->parameters.localSessionId);
    EXPECT_EQ(b, link.peers[B]->Find<output::SessionUp>().at(0)->parameters.localSessionId);
}

// The connection that has lost its only request to another one is idle from then on.
TEST(SessionTie, ConnectionWithoutSessions)
{
    auto configuration = MakeConfiguration("lac.example");
    configuration.idleClose = IdleClose::WithLastSession;
    SimulatedLink link(MilliSeconds(50), configuration);
    const auto first = link.Connect();
    const auto second = link.Connect();
    link.Run(Seconds(1));
    const auto remote = link.peers[A]->endpoint->FindConnection(second)->GetRemoteId();
    link.peers[A]->endpoint->PlaceCall(first, Request(MessageType::Icrq, false), link.now);
    link.peers[B]->endpoint->PlaceCall(remote, Request(MessageType::Icrq, true), link.now);
    link.Drain();
    // It knows at once, not only when something else happens there.
    link.Run(MilliSeconds(1099));
    const auto downs = link.peers[A]->Find<output::ConnectionDown>();
    ASSERT_EQ(downs.size(), 1U);
    EXPECT_EQ(downs[0]->connection, first);
}

// Tie breakers differ from session to session, and repeat with the seed.
TEST(SessionTie, Values)
{
    const auto draw = [] {
        ScriptedPeer peer;
        peer.EstablishAsInitiator();
        std::vector<uint64_t> values;
        for (const auto* id : {"vc-1", "vc-2", "vc-3"})
        {
            auto request = Request(MessageType::Icrq, true);
            request.remoteEndId = id;
            PlaceRequest(peer, request);
            peer.Acknowledge();
            values.push_back(*TakeOnly(peer).Get<avp::SessionTieBreaker>());
        }
        return values;
    };
    const auto values = draw();
    EXPECT_NE(values[0], values[1]);
    EXPECT_NE(values[1], values[2]);
    EXPECT_GT(values[0] >> 32U, 0U);
    EXPECT_EQ(draw(), values);
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
