// SPDX-License-Identifier: GPL-2.0-only
// Every state against every message, strict and tolerant: what the tables of RFC 3931 section 7
// have is done in both modes; what they do not have clears in one and is ignored in the other.

#include "l2tp-call-scripts.h"
#include "l2tp-message-type.h"

#include <gtest/gtest.h>
#include <map>
#include <optional>

namespace ns3
{
namespace l2tp
{
namespace test
{
namespace
{

/** A state, how to get there, and the messages that its table has. */
struct Place
{
    const char* name;
    void (*prepare)(ScriptedPeer&);
    std::vector<MessageType> listed;
};

using Type = MessageType;

/** An endpoint of one mode. */
ScriptedPeer
MakePeer(bool tolerant)
{
    auto configuration = MakeConfiguration("dut.example");
    configuration.tolerateWrongState = tolerant;
    return ScriptedPeer(configuration);
}

/** What was sent but acknowledgments, then the states of the connection and of its session. */
std::string
Outcome(ScriptedPeer& peer)
{
    std::string outcome;
    for (const auto& message : peer.Take())
    {
        if (!message.IsAcknowledgement())
        {
            const auto [result, error] = CodesOf(message);
            outcome += std::string(MessageName(message.GetType())) + " " + std::to_string(result) +
                       "/" + std::to_string(error) + ", ";
        }
    }
    return outcome + GetName(peer.GetState()) + ", " + SessionState(peer);
}

/** How many acknowledgments and other messages were sent since the last look. */
std::size_t
CountAnswers(ScriptedPeer& peer)
{
    return peer.Take().size();
}

/** Drops of the wrong state. */
std::size_t
CountDrops(ScriptedPeer& peer)
{
    std::size_t count = 0;
    for (const auto* drop : peer.Dut().Find<output::ControlDrop>())
    {
        count += drop->reason == ControlDropReason::NotAcceptable ? 1 : 0;
    }
    return count;
}

/** A complete message that fits the identifiers of the peer. */
ControlMessage
Make(const ScriptedPeer& peer, MessageType type)
{
    switch (type)
    {
    case Type::Sccrq:
        return ScriptedPeer::MakeSccrq();
    case Type::Sccrp:
        return ScriptedPeer::MakeSccrp();
    case Type::StopCcn:
        return ScriptedPeer::MakeStopCcn();
    case Type::Scccn:
    case Type::Hello:
        return ControlMessage(type);
    default:
        return MakeOfSession(peer, type);
    }
}

/** Outcome of a message in a state. */
std::string
Try(const Place& place, MessageType type, bool bad, bool tolerant)
{
    auto peer = MakePeer(tolerant);
    place.prepare(peer);
    const auto message = Make(peer, type);
    peer.Send(bad ? WithUnknownAvp(message, true) : message);
    return Outcome(peer);
}

/** Run a state against messages. */
void
Drive(const Place& place, const std::vector<MessageType>& types, const std::string& cleared)
{
    for (const auto type : types)
    {
        SCOPED_TRACE(std::string(place.name) + ": " + MessageName(type));
        // A mandatory AVP that is unknown clears in both modes (R5.2-01, R5.2-02).
        EXPECT_EQ(Try(place, type, true, true), Try(place, type, true, false));
        const auto strict = Try(place, type, false, false);
        const auto& listed = place.listed;
        if (std::find(listed.begin(), listed.end(), type) != listed.end())
        {
            EXPECT_EQ(Try(place, type, false, true), strict);
            continue;
        }
        EXPECT_EQ(strict, cleared);
        auto peer = MakePeer(true);
        place.prepare(peer);
        CountAnswers(peer);
        const auto before = Outcome(peer);
        const auto transitions = peer.Dut().Count<output::StateTransition>();
        peer.Send(Make(peer, type));
        const auto sent = peer.TakeNames();
        EXPECT_EQ(sent, std::vector<std::string>{"ACK"});
        EXPECT_EQ(Outcome(peer), before);
        EXPECT_EQ(peer.Dut().Count<output::StateTransition>(), transitions);
        EXPECT_EQ(CountDrops(peer), 1U);
    }
}

void
WaitCtlReply(ScriptedPeer& peer)
{
    peer.Open();
    peer.session = 0x12345678;
    peer.Acknowledge();
    peer.Take();
}

void
WaitCtlConn(ScriptedPeer& peer)
{
    peer.Send(ScriptedPeer::MakeSccrq());
    peer.session = 0x12345678;
    peer.Acknowledge();
    peer.Take();
}

// R7.1-12, R7.1-02: section 7.2
TEST(TolerantMatrix, Connection)
{
    std::vector<MessageType> types{Type::Sccrq,
                                   Type::Sccrp,
                                   Type::Scccn,
                                   Type::StopCcn,
                                   Type::Hello};
    types.insert(types.end(), SESSION_MESSAGES.begin(), SESSION_MESSAGES.end());
    const std::vector<Place> places{
        {"wait-ctl-reply", WaitCtlReply, {Type::Sccrp, Type::Scccn, Type::StopCcn}},
        {"wait-ctl-conn", WaitCtlConn, {Type::Sccrq, Type::Sccrp, Type::Scccn, Type::StopCcn}},
    };
    for (const auto& place : places)
    {
        Drive(place, types, "StopCCN 7/0, idle, none");
    }
    // Once it is established every message has its place, or has a row that clears.
    for (const auto type : {Type::Sccrq, Type::Sccrp, Type::Scccn})
    {
        for (const bool tolerant : {false, true})
        {
            auto peer = MakePeer(tolerant);
            peer.EstablishAsResponder();
            peer.session = 0x12345678;
            peer.Send(Make(peer, type));
            EXPECT_EQ(Outcome(peer), "StopCCN 7/0, idle, none") << MessageName(type);
        }
    }
}

// R7.1-12: sections 7.3 and 7.4; CDN, WEN and SLI are listed where the text of section 7 or 6 has
// them
TEST(TolerantMatrix, Sessions)
{
    const std::vector<Place> places{
        {"ICRQ sender wait-reply",
         [](ScriptedPeer& peer) { peer.Place(); },
         {Type::Icrp, Type::Iccn, Type::Cdn}},
        {"ICRQ sender established",
         [](ScriptedPeer& peer) { peer.EstablishSender(); },
         {Type::Icrq, Type::Icrp, Type::Iccn, Type::Cdn, Type::Wen, Type::Sli}},
        {"ICRQ recipient wait-connect",
         [](ScriptedPeer& peer) { peer.Ask(); },
         {Type::Icrq, Type::Icrp, Type::Iccn, Type::Cdn, Type::Wen, Type::Sli}},
        {"ICRQ recipient established",
         [](ScriptedPeer& peer) { peer.EstablishRecipient(); },
         {Type::Icrq, Type::Icrp, Type::Iccn, Type::Cdn, Type::Wen, Type::Sli}},
        {"OCRQ sender wait-reply", Call, {Type::Ocrp, Type::Occn, Type::Cdn}},
        {"OCRQ sender wait-connect",
         CallAccepted,
         {Type::Ocrq, Type::Ocrp, Type::Occn, Type::Cdn, Type::Wen, Type::Sli}},
        {"OCRQ sender established",
         CallEstablished,
         {Type::Ocrq, Type::Ocrp, Type::Occn, Type::Cdn, Type::Wen, Type::Sli}},
        {"OCRQ recipient wait-cs-answer",
         Called,
         {Type::Ocrq, Type::Ocrp, Type::Occn, Type::Cdn, Type::Wen, Type::Sli}},
        {"OCRQ recipient established",
         CalledEstablished,
         {Type::Ocrq, Type::Ocrp, Type::Occn, Type::Cdn, Type::Wen, Type::Sli}},
    };
    for (const auto& place : places)
    {
        Drive(place, SESSION_MESSAGES, "CDN 16/0, established, none");
    }
}

// R7.1-12: nothing of a message that is ignored is used: neither its Assigned Control Connection ID
// nor its Local Session ID
TEST(TolerantMatrix, NothingIsLearnt)
{
    auto peer = MakePeer(true);
    peer.Open();
    ControlMessage sccrq(Type::Sccrq);
    sccrq.Add<avp::HostName>("peer.example")
        .Add<avp::RouterId>(1)
        .Add<avp::AssignedControlConnectionId>(0x77777777)
        .Add<avp::PseudowireCapabilitiesList>({5});
    sccrq.SetControlConnectionId(peer.connection);
    sccrq.SetNs(peer.ns++);
    sccrq.SetNr(peer.nr);
    peer.SendAsIs(sccrq);
    EXPECT_EQ(peer.Dut().endpoint->FindConnection(peer.connection)->GetRemoteId(), 0U);
    peer.Send(ScriptedPeer::MakeSccrp());
    EXPECT_EQ(peer.GetState(), State::Established);
    EXPECT_EQ(peer.Dut().endpoint->FindConnection(peer.connection)->GetRemoteId(),
              ScriptedPeer::ID);

    auto other = MakePeer(true);
    other.Place();
    ControlMessage ocrp(Type::Ocrp);
    ocrp.Add<avp::LocalSessionId>(0x77777777)
        .Add<avp::RemoteSessionId>(other.session)
        .Add<avp::CircuitStatus>(CIRCUIT_STATUS_ACTIVE);
    other.Send(ocrp);
    other.Send(other.MakeIcrp());
    const auto ups = other.Dut().Find<output::SessionUp>();
    ASSERT_EQ(ups.size(), 1U);
    EXPECT_EQ(ups[0]->parameters.remoteSessionId, ScriptedPeer::SESSION);
}

// R7.1-12, R7.1-14: a required AVP that is missing clears in both modes
TEST(TolerantMatrix, Incomplete)
{
    for (const bool tolerant : {false, true})
    {
        auto peer = MakePeer(tolerant);
        WaitCtlReply(peer);
        ControlMessage sccrq(Type::Sccrq);
        sccrq.Add<avp::AssignedControlConnectionId>(ScriptedPeer::ID);
        sccrq.SetControlConnectionId(peer.connection);
        sccrq.SetNs(peer.ns);
        sccrq.SetNr(peer.nr);
        peer.SendAsIs(sccrq);
        EXPECT_EQ(Outcome(peer), "StopCCN 7/0, idle, none");
    }
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
