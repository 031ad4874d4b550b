// SPDX-License-Identifier: GPL-2.0-only
// Every row of the tables of outgoing calls (RFC 3931 section 7.4), and the rows of a tie.

#include "l2tp-call-scripts.h"
#include "l2tp-machine-driver.h"

#include <gtest/gtest.h>

namespace ns3
{
namespace l2tp
{
namespace test
{
namespace
{

const std::string CC = "control connection: ";
const std::string CALLER = "OCRQ sender: ";
const std::string CALLEE = "OCRQ recipient: ";
const Names DISCONNECTED{"CDN"};
const Names ACKNOWLEDGED{"ACK"};

/** The peer sends a message that names the session. */
Step
Say(MessageType type)
{
    return [type](ScriptedPeer& peer) { peer.Send(MakeOfSession(peer, type)); };
}

/** The same with an AVP that is not acceptable. */
Step
SayBad(MessageType type)
{
    return
        [type](ScriptedPeer& peer) { peer.Send(WithUnknownAvp(MakeOfSession(peer, type), true)); };
}

void
HangUp(ScriptedPeer& peer)
{
    peer.Dut().endpoint->HangUp(peer.session, {DownCause::Local, 3, 0, {}}, peer.link.now);
    peer.link.Drain();
}

void
NoAnswer(ScriptedPeer& peer)
{
    peer.Acknowledge();
    peer.link.Run(peer.link.now + Seconds(142));
}

void
StopCcn(ScriptedPeer& peer)
{
    peer.Send(ScriptedPeer::MakeStopCcn());
}

void
Responder(ScriptedPeer& peer)
{
    peer.EstablishAsResponder();
}

/** Nothing has the Session ID that the peer will name. */
void
NoSession(ScriptedPeer& peer)
{
    peer.EstablishAsResponder();
    peer.session = 0x12345678;
}

void
WaitingForConnection(ScriptedPeer& peer)
{
    peer.Open();
    PlaceRequest(peer, Outgoing());
    peer.Take();
    peer.TakeTransitions();
}

void
Placed(ScriptedPeer& peer)
{
    peer.Dut().endpoint->CallPlaced(peer.session, peer.link.now);
    peer.link.Drain();
}

void
Failed(ScriptedPeer& peer)
{
    peer.Dut().endpoint->CallFailed(peer.session, {DownCause::Local, 1, 0, {}}, peer.link.now);
    peer.link.Drain();
}

/** A session that ends. */
Names
End(const std::string& machine, const std::string& state, const std::string& event)
{
    return {machine + state + " / " + event + " -> idle"};
}

/** The connection ends and the session with it. */
Names
EndBoth(const std::string& machine, const std::string& state)
{
    return {CC + "established / receive StopCCN -> idle",
            machine + state + " / control connection closed -> idle"};
}

DriveCases
CallerCases()
{
    const auto end = [](const std::string& state, const std::string& event) {
        return End(CALLER, state, event);
    };
    const auto own = {MessageType::Ocrq, MessageType::Ocrp, MessageType::Occn};
    DriveCases cases{
        {"R7.4.1-01",
         [](ScriptedPeer& peer) {
             peer.Open();
             peer.Take();
             peer.TakeTransitions();
         },
         [](ScriptedPeer& peer) { PlaceRequest(peer, Outgoing()); },
         {CALLER + "idle / local open request -> wait-control-conn",
          CC + "wait-ctl-reply / local open request -> wait-ctl-reply"},
         {}},
        {"R7.4.1-03",
         WaitingForConnection,
         [](ScriptedPeer& peer) { peer.Send(ScriptedPeer::MakeSccrp()); },
         {CC + "wait-ctl-reply / receive SCCRP -> established",
          CALLER + "wait-control-conn / control-conn-open -> wait-reply"},
         {"SCCCN", "OCRQ"}},
        {"R7.4.1-14",
         WaitingForConnection,
         HangUp,
         end("wait-control-conn", "local close request"),
         {}},
        {"",
         WaitingForConnection,
         NoAnswer,
         {CALLER + "wait-control-conn / set-up timeout -> idle",
          CC + "wait-ctl-reply / set-up timeout -> idle"},
         {"StopCCN"}},
        {"",
         WaitingForConnection,
         StopCcn,
         {CC + "wait-ctl-reply / receive StopCCN -> idle",
          CALLER + "wait-control-conn / control connection closed -> idle"},
         ACKNOWLEDGED},
        {"R7.4.1-04",
         Call,
         Say(MessageType::Ocrp),
         {CALLER + "wait-reply / receive OCRP -> wait-connect"},
         ACKNOWLEDGED},
        {"R7.4.1-05",
         Call,
         SayBad(MessageType::Ocrp),
         end("wait-reply", "receive OCRP, not acceptable"),
         DISCONNECTED},
        {"R7.4.1-06",
         Call,
         Say(MessageType::Occn),
         end("wait-reply", "receive OCCN"),
         DISCONNECTED},
        {"", Call, Say(MessageType::Ocrq), end("wait-reply", "receive OCRQ"), DISCONNECTED},
        {"R7.4.1-09",
         CallAccepted,
         Say(MessageType::Occn),
         {CALLER + "wait-connect / receive OCCN -> established"},
         ACKNOWLEDGED},
        {"",
         CallAccepted,
         SayBad(MessageType::Occn),
         end("wait-connect", "receive OCCN, not acceptable"),
         DISCONNECTED},
        {"R7.4.1-10",
         CallAccepted,
         Say(MessageType::Ocrq),
         end("wait-connect", "receive OCRQ"),
         DISCONNECTED},
        {"R7.4.1-10",
         CallAccepted,
         Say(MessageType::Ocrp),
         end("wait-connect", "receive OCRP"),
         DISCONNECTED},
    };
    const std::vector<std::pair<Step, std::string>> states{{Call, "wait-reply"},
                                                           {CallAccepted, "wait-connect"},
                                                           {CallEstablished, "established"}};
    for (const auto& [prepare, state] : states)
    {
        cases.push_back(
            {"R7.4.1-11", prepare, Say(MessageType::Cdn), end(state, "receive CDN"), ACKNOWLEDGED});
        cases.push_back(
            {"R7.4.1-13", prepare, HangUp, end(state, "local close request"), DISCONNECTED});
        cases.push_back({"", prepare, StopCcn, EndBoth(CALLER, state), ACKNOWLEDGED});
        cases.push_back({"",
                         prepare,
                         Say(MessageType::Icrp),
                         end(state, "receive invalid message"),
                         DISCONNECTED});
        if (state != "established")
        {
            cases.push_back({"", prepare, NoAnswer, end(state, "set-up timeout"), DISCONNECTED});
        }
    }
    for (const auto type : own)
    {
        const auto* name = type == MessageType::Ocrq   ? "receive OCRQ"
                           : type == MessageType::Ocrp ? "receive OCRP"
                                                       : "receive OCCN";
        cases.push_back(
            {"R7.4.1-12", CallEstablished, Say(type), end("established", name), DISCONNECTED});
    }
    return cases;
}

DriveCases
CalleeCases()
{
    const auto end = [](const std::string& state, const std::string& event) {
        return End(CALLEE, state, event);
    };
    DriveCases cases{
        {"R7.4.2-01",
         Responder,
         [](ScriptedPeer& peer) { peer.Send(MakePeerRequest(MessageType::Ocrq)); },
         {CALLEE + "idle / receive OCRQ -> wait-cs-answer"},
         {"OCRP"}},
        {"R7.4.2-02",
         Responder,
         [](ScriptedPeer& peer) {
             peer.Send(WithUnknownAvp(MakePeerRequest(MessageType::Ocrq), true));
         },
         end("idle", "receive OCRQ, not acceptable"),
         DISCONNECTED},
        {"R7.4.2-03", NoSession, Say(MessageType::Ocrp), end("idle", "receive OCRP"), DISCONNECTED},
        {"R7.4.2-05",
         Called,
         Placed,
         {CALLEE + "wait-cs-answer / call placed -> established"},
         {"OCCN"}},
        {"R7.4.2-06", Called, Failed, end("wait-cs-answer", "call not placed"), DISCONNECTED},
        {"R7.4.2-06, R7.4.2-13",
         Called,
         NoAnswer,
         end("wait-cs-answer", "call not placed"),
         DISCONNECTED},
    };
    const std::vector<std::pair<Step, std::string>> states{{Called, "wait-cs-answer"},
                                                           {CalledEstablished, "established"}};
    for (const auto& [prepare, state] : states)
    {
        const auto* rows = state == "established" ? "R7.4.2-08" : "R7.4.2-07";
        for (const auto& [type, name] :
             std::vector<std::pair<MessageType, std::string>>{{MessageType::Ocrq, "receive OCRQ"},
                                                              {MessageType::Ocrp, "receive OCRP"},
                                                              {MessageType::Occn, "receive OCCN"}})
        {
            cases.push_back({rows, prepare, Say(type), end(state, name), DISCONNECTED});
        }
        cases.push_back(
            {"R7.4.2-09", prepare, Say(MessageType::Cdn), end(state, "receive CDN"), ACKNOWLEDGED});
        cases.push_back(
            {"R7.4.2-10", prepare, HangUp, end(state, "local close request"), DISCONNECTED});
        cases.push_back({"", prepare, StopCcn, EndBoth(CALLEE, state), ACKNOWLEDGED});
        cases.push_back({"",
                         prepare,
                         Say(MessageType::Iccn),
                         end(state, "receive invalid message"),
                         DISCONNECTED});
    }
    return cases;
}

/** The endpoint has asked for "vc-1"; the peer, without a reply, asks for the same. */
DriveCases
TieCases(MessageType type)
{
    const bool incoming = type == MessageType::Icrq;
    const std::string sender = incoming ? "ICRQ sender: " : CALLER;
    const std::string recipient = incoming ? "ICRQ recipient: " : CALLEE;
    const std::string request = incoming ? "ICRQ" : "OCRQ";
    const auto asked = [incoming](bool tieBreaker) {
        return [=](ScriptedPeer& peer) {
            peer.EstablishAsInitiator();
            auto wanted = Outgoing();
            wanted.direction = incoming ? CallDirection::Incoming : CallDirection::Outgoing;
            wanted.tieBreaker = tieBreaker;
            PlaceRequest(peer, wanted);
            peer.Acknowledge();
            peer.Take();
            peer.TakeTransitions();
        };
    };
    const auto collide = [type](std::optional<uint64_t> value) {
        return [=](ScriptedPeer& peer) {
            auto message = MakePeerRequest(type);
            if (value)
            {
                message.Add<avp::SessionTieBreaker>(*value);
            }
            peer.Send(message);
            peer.Acknowledge();
        };
    };
    const auto equal = [type](ScriptedPeer& peer) {
        const auto* session = peer.Dut().endpoint->FindSession(peer.session);
        peer.Send(MakePeerRequest(type).Add<avp::SessionTieBreaker>(*session->details->tieBreaker));
        peer.Acknowledge();
    };
    const auto refused = recipient + "idle / receive " + request + ", not acceptable -> idle";
    return {
        {incoming ? "R7.3.1-08" : "R7.4.1-08",
         asked(true),
         collide(UINT64_MAX),
         {sender + "wait-reply / receive request, tie won -> wait-reply", refused},
         {"CDN"}},
        {incoming ? "R7.3.1-07" : "R7.4.1-07",
         asked(true),
         collide(0),
         {sender + "wait-reply / receive request, tie lost -> idle",
          recipient + "idle / receive " + request + " -> " +
              (incoming ? "wait-connect" : "wait-cs-answer")},
         {incoming ? "ICRP" : "OCRP"}},
        {"R5.4.4-17",
         asked(true),
         equal,
         {sender + "wait-reply / receive request, equal tie breakers -> wait-reply"},
         {request}},
        {"R5.4.4-19",
         asked(false),
         collide(std::nullopt),
         {sender + "wait-reply / receive request, no tie breaker -> idle", refused},
         {"CDN", "CDN"}},
    };
}

// Each case above, and then: no row of section 7.4 is left over, nor one of a tie.
TEST(StateMachineDrive, EveryRowOfOutgoingCalls)
{
    CoveredRows covered;
    Drive(CallerCases(), covered);
    Drive(CalleeCases(), covered);
    Drive(TieCases(MessageType::Icrq), covered);
    Drive(TieCases(MessageType::Ocrq), covered);
    // Rows of state idle that meet no session; the next test shows what happens instead.
    covered.emplace(Machine::OutgoingCallSender, State::Idle, Event::Occn);
    covered.emplace(Machine::OutgoingCallSender, State::Idle, Event::Ocrp);
    covered.emplace(Machine::OutgoingCallSender, State::Idle, Event::Cdn);
    covered.emplace(Machine::OutgoingCallRecipient, State::Idle, Event::Occn);
    covered.emplace(Machine::OutgoingCallRecipient, State::Idle, Event::Cdn);
    ExpectCovered(Machine::OutgoingCallSender, covered);
    ExpectCovered(Machine::OutgoingCallRecipient, covered);
    for (const auto event : {Event::RequestTieWon,
                             Event::RequestTieLost,
                             Event::RequestTieEqual,
                             Event::RequestTieNone})
    {
        EXPECT_EQ(covered.count({Machine::IncomingCallSender, State::WaitReply, event}), 1U);
    }
}

// R7.4.1-02, R7.4.1-11, R7.4.2-04: OCCN and CDN of no session are acknowledged and leave nothing
TEST(StateMachineDrive, IdleCall)
{
    for (const auto type : {MessageType::Occn, MessageType::Cdn})
    {
        ScriptedPeer peer;
        NoSession(peer);
        Say(type)(peer);
        EXPECT_EQ(peer.TakeNames(), ACKNOWLEDGED);
        EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 0U);
        EXPECT_EQ(peer.Dut().Count<output::StateTransition>(), 2U); // those of the connection
        EXPECT_EQ(peer.GetState(), State::Established);
    }
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
