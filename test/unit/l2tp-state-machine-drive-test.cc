// SPDX-License-Identifier: GPL-2.0-only
// Every row of the state tables, driven through an endpoint by local requests, time and messages.

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
const std::string SENDER = "ICRQ sender: ";
const std::string RECIPIENT = "ICRQ recipient: ";

// Prepare
void
Nothing(ScriptedPeer&)
{
}

void
Open(ScriptedPeer& peer)
{
    peer.Open();
    peer.Take();
    peer.TakeTransitions();
}

void
Asked(ScriptedPeer& peer)
{
    peer.Send(ScriptedPeer::MakeSccrq());
    peer.Take();
    peer.TakeTransitions();
}

void
Initiator(ScriptedPeer& peer)
{
    peer.EstablishAsInitiator();
}

void
Responder(ScriptedPeer& peer)
{
    peer.EstablishAsResponder();
}

void
Placed(ScriptedPeer& peer)
{
    peer.Place();
}

void
Sender(ScriptedPeer& peer)
{
    peer.EstablishSender();
}

void
Invited(ScriptedPeer& peer)
{
    peer.Ask();
}

void
Recipient(ScriptedPeer& peer)
{
    peer.EstablishRecipient();
}

void
WaitingForConnection(ScriptedPeer& peer)
{
    peer.Open();
    peer.session = peer.link.PlaceCall(A, peer.connection);
    peer.Take();
    peer.TakeTransitions();
}

// Act
void
Close(ScriptedPeer& peer)
{
    peer.Dut().endpoint->Disconnect(peer.connection, {DownCause::Local, 1, 0, {}}, peer.link.now);
    peer.link.Drain();
    peer.Acknowledge();
}

void
HangUp(ScriptedPeer& peer)
{
    peer.Dut().endpoint->HangUp(peer.session, {DownCause::Local, 3, 0, {}}, peer.link.now);
    peer.link.Drain();
}

/** The peer acknowledges and says nothing else. */
void
NoAnswer(ScriptedPeer& peer)
{
    peer.Acknowledge();
    peer.link.Run(peer.link.now + Seconds(142));
}

void
Silence(ScriptedPeer& peer)
{
    peer.link.Run(peer.link.now + Seconds(71));
}

void
Place(ScriptedPeer& peer)
{
    peer.link.PlaceCall(A, peer.connection);
}

void
StopCcn(ScriptedPeer& peer)
{
    peer.Send(ScriptedPeer::MakeStopCcn());
}

Step
Say(MessageType type)
{
    return [type](ScriptedPeer& peer) { peer.Send(ControlMessage(type)); };
}

Step
SayUnacceptable(MessageType type)
{
    return [type](ScriptedPeer& peer) { peer.Send(WithUnknownAvp(ControlMessage(type), true)); };
}

void
Sccrq(ScriptedPeer& peer)
{
    peer.Send(ScriptedPeer::MakeSccrq());
}

void
BadSccrq(ScriptedPeer& peer)
{
    peer.Send(WithUnknownAvp(ScriptedPeer::MakeSccrq(), true));
}

void
Sccrp(ScriptedPeer& peer)
{
    peer.Send(ScriptedPeer::MakeSccrp());
}

void
BadSccrp(ScriptedPeer& peer)
{
    peer.Send(WithUnknownAvp(ScriptedPeer::MakeSccrp(), true));
}

void
Icrp(ScriptedPeer& peer)
{
    peer.Send(peer.MakeIcrp());
}

void
BadIcrp(ScriptedPeer& peer)
{
    peer.Send(WithUnknownAvp(peer.MakeIcrp(), true));
}

void
Iccn(ScriptedPeer& peer)
{
    peer.Send(peer.MakeIccn());
}

void
BadIccn(ScriptedPeer& peer)
{
    peer.Send(WithUnknownAvp(peer.MakeIccn(), true));
}

void
Cdn(ScriptedPeer& peer)
{
    peer.Send(peer.MakeCdn());
}

/** An ICRQ that names the session of the endpoint. */
void
IcrqOfSession(ScriptedPeer& peer)
{
    ControlMessage message(MessageType::Icrq);
    message.Add<avp::LocalSessionId>(ScriptedPeer::SESSION)
        .Add<avp::RemoteSessionId>(peer.session)
        .Add<avp::SerialNumber>(2)
        .Add<avp::PseudowireTypeAvp>(static_cast<uint16_t>(PseudowireType::Ethernet))
        .Add<avp::RemoteEndId>("vc-2")
        .Add<avp::CircuitStatus>(CIRCUIT_STATUS_ACTIVE);
    peer.Send(message);
}

/** An OCRP that names the session of the endpoint: no row anywhere. */
void
OcrpOfSession(ScriptedPeer& peer)
{
    ControlMessage message(MessageType::Ocrp);
    message.Add<avp::LocalSessionId>(ScriptedPeer::SESSION)
        .Add<avp::RemoteSessionId>(peer.session)
        .Add<avp::CircuitStatus>(CIRCUIT_STATUS_ACTIVE);
    peer.Send(message);
}

/** A message of a connection that the endpoint does not have. */
Step
Stray(ControlMessage message)
{
    message.SetControlConnectionId(77);
    message.SetNs(3);
    message.SetNr(4);
    return
        [image = message.GetBytes().ToBytes()](ScriptedPeer& peer) { peer.link.Inject(A, image); };
}

DriveCases
ConnectionCases()
{
    const Names stopped{"StopCCN"};
    const Names acknowledged{"ACK"};
    const auto end = [](const std::string& state, const std::string& event) {
        return Names{CC + state + " / " + event + " -> idle"};
    };
    const auto stray = [&](const std::string& event) { return end("idle", event); };
    return {
        {"R7.2-02",
         Nothing,
         [](ScriptedPeer& peer) { peer.Open(); },
         {CC + "idle / local open request -> wait-ctl-reply"},
         {"SCCRQ"}},
        {"R7.2-03", Nothing, Sccrq, {CC + "idle / receive SCCRQ -> wait-ctl-conn"}, {"SCCRP"}},
        {"R7.2-04", Nothing, BadSccrq, stray("receive SCCRQ, not acceptable"), stopped},
        {"R7.2-05", Nothing, Stray(ScriptedPeer::MakeSccrp()), stray("receive SCCRP"), stopped},
        {"R7.2-06",
         Nothing,
         Stray(ControlMessage(MessageType::Scccn)),
         stray("receive SCCCN"),
         stopped},
        {"R7.2-07", Open, Sccrp, {CC + "wait-ctl-reply / receive SCCRP -> established"}, {"SCCCN"}},
        {"R7.2-08",
         Open,
         BadSccrp,
         end("wait-ctl-reply", "receive SCCRP, not acceptable"),
         stopped},
        {"R7.2-12", Open, Say(MessageType::Scccn), end("wait-ctl-reply", "receive SCCCN"), stopped},
        {"R7.2-13",
         Asked,
         Say(MessageType::Scccn),
         {CC + "wait-ctl-conn / receive SCCCN -> established"},
         acknowledged},
        {"R7.2-14",
         Asked,
         SayUnacceptable(MessageType::Scccn),
         end("wait-ctl-conn", "receive SCCCN, not acceptable"),
         stopped},
        {"R7.2-15", Asked, Sccrq, end("wait-ctl-conn", "receive SCCRQ"), stopped},
        {"R7.2-15", Asked, Sccrp, end("wait-ctl-conn", "receive SCCRP"), stopped},
        {"R7.2-16",
         Initiator,
         Place,
         {SENDER + "idle / local open request -> wait-control-conn",
          CC + "established / local open request -> established",
          SENDER + "wait-control-conn / control-conn-open -> wait-reply"},
         {"ICRQ"}},
        {"R7.2-17", Initiator, Close, end("established", "local close request"), stopped},
        {"R7.2-18", Initiator, Sccrq, end("established", "receive SCCRQ"), stopped},
        {"R7.2-18", Responder, Sccrp, end("established", "receive SCCRP"), stopped},
        {"R7.2-18",
         Responder,
         Say(MessageType::Scccn),
         end("established", "receive SCCCN"),
         stopped},
        {"R7.2-19", Open, StopCcn, end("wait-ctl-reply", "receive StopCCN"), acknowledged},
        {"R7.2-19", Asked, StopCcn, end("wait-ctl-conn", "receive StopCCN"), acknowledged},
        {"R7.2-19", Initiator, StopCcn, end("established", "receive StopCCN"), acknowledged},
        {"R7.2-25",
         Open,
         Place,
         {SENDER + "idle / local open request -> wait-control-conn",
          CC + "wait-ctl-reply / local open request -> wait-ctl-reply"},
         {}},
        {"R7.2-25",
         Asked,
         Place,
         {SENDER + "idle / local open request -> wait-control-conn",
          CC + "wait-ctl-conn / local open request -> wait-ctl-conn"},
         {}},
        {"R7.2-24", Open, Close, end("wait-ctl-reply", "local close request"), stopped},
        {"R7.2-24", Asked, Close, end("wait-ctl-conn", "local close request"), stopped},
        {"", Open, NoAnswer, end("wait-ctl-reply", "set-up timeout"), stopped},
        {"", Asked, NoAnswer, end("wait-ctl-conn", "set-up timeout"), stopped},
        {"R4.2-46", Open, Silence, end("wait-ctl-reply", "peer unreachable"), {"SCCRQ"}},
        {"R4.2-46", Asked, Silence, end("wait-ctl-conn", "peer unreachable"), {"SCCRP"}},
        {"R4.2-26",
         Initiator,
         [](ScriptedPeer& peer) {
             Place(peer);
             peer.TakeTransitions();
             Silence(peer);
         },
         {CC + "established / peer unreachable -> idle",
          SENDER + "wait-reply / control connection closed -> idle"},
         {"ICRQ"}},
        {"R7.1-12",
         Open,
         Say(MessageType::Hello),
         end("wait-ctl-reply", "receive invalid message"),
         stopped},
        {"R7.1-12, R3.4-01",
         Asked,
         [](ScriptedPeer& peer) { peer.Send(ScriptedPeer::MakeIcrq()); },
         end("wait-ctl-conn", "receive invalid message"),
         stopped},
        {"R5.2-02",
         Initiator,
         SayUnacceptable(MessageType::Hello),
         end("established", "receive invalid message"),
         stopped},
    };
}

DriveCases
SenderCases()
{
    const Names disconnected{"CDN"};
    const Names acknowledged{"ACK"};
    const auto end = [](const std::string& state, const std::string& event) {
        return Names{SENDER + state + " / " + event + " -> idle"};
    };
    return {
        {"R7.3.1-03",
         WaitingForConnection,
         HangUp,
         end("wait-control-conn", "local close request"),
         {}},
        {"R7.3.1-04",
         WaitingForConnection,
         Sccrp,
         {CC + "wait-ctl-reply / receive SCCRP -> established",
          SENDER + "wait-control-conn / control-conn-open -> wait-reply"},
         {"SCCCN", "ICRQ"}},
        {"R7.3.1-05",
         Placed,
         Icrp,
         {SENDER + "wait-reply / receive ICRP -> established"},
         {"ICCN"}},
        {"R7.3.1-06",
         Placed,
         BadIcrp,
         end("wait-reply", "receive ICRP, not acceptable"),
         disconnected},
        {"R7.3.1-09", Placed, Cdn, end("wait-reply", "receive CDN"), acknowledged},
        {"R7.3.1-09", Placed, Iccn, end("wait-reply", "receive ICCN"), acknowledged},
        {"R7.3.1-10", Placed, HangUp, end("wait-reply", "local close request"), disconnected},
        {"R7.3.1-11", Sender, Cdn, end("established", "receive CDN"), acknowledged},
        {"R7.3.1-12", Sender, IcrqOfSession, end("established", "receive ICRQ"), disconnected},
        {"R7.3.1-12", Sender, Icrp, end("established", "receive ICRP"), disconnected},
        {"R7.3.1-12", Sender, Iccn, end("established", "receive ICCN"), disconnected},
        {"R7.3.1-13", Sender, HangUp, end("established", "local close request"), disconnected},
        {"",
         WaitingForConnection,
         NoAnswer,
         {SENDER + "wait-control-conn / set-up timeout -> idle",
          CC + "wait-ctl-reply / set-up timeout -> idle"},
         {"StopCCN"}},
        {"", Placed, NoAnswer, end("wait-reply", "set-up timeout"), disconnected},
        {"",
         WaitingForConnection,
         StopCcn,
         {CC + "wait-ctl-reply / receive StopCCN -> idle",
          SENDER + "wait-control-conn / control connection closed -> idle"},
         acknowledged},
        {"R3.3.2-05",
         Placed,
         StopCcn,
         {CC + "established / receive StopCCN -> idle",
          SENDER + "wait-reply / control connection closed -> idle"},
         acknowledged},
        {"R3.3.2-05",
         Sender,
         Close,
         {CC + "established / local close request -> idle",
          SENDER + "established / control connection closed -> idle"},
         {"StopCCN"}},
        {"", Placed, IcrqOfSession, end("wait-reply", "receive ICRQ"), disconnected},
        {"", Placed, OcrpOfSession, end("wait-reply", "receive invalid message"), disconnected},
        {"", Sender, OcrpOfSession, end("established", "receive invalid message"), disconnected},
    };
}

DriveCases
RecipientCases()
{
    const Names disconnected{"CDN"};
    const Names acknowledged{"ACK"};
    const auto end = [](const std::string& state, const std::string& event) {
        return Names{RECIPIENT + state + " / " + event + " -> idle"};
    };
    return {
        {"R7.3.2-01",
         Responder,
         [](ScriptedPeer& peer) { peer.Send(ScriptedPeer::MakeIcrq()); },
         {RECIPIENT + "idle / receive ICRQ -> wait-connect"},
         {"ICRP"}},
        {"R7.3.2-02",
         Responder,
         [](ScriptedPeer& peer) { peer.Send(WithUnknownAvp(ScriptedPeer::MakeIcrq(), true)); },
         end("idle", "receive ICRQ, not acceptable"),
         disconnected},
        {"R7.3.2-03",
         Responder,
         [](ScriptedPeer& peer) {
             peer.session = 0x12345678;
             Icrp(peer);
         },
         end("idle", "receive ICRP"),
         disconnected},
        {"R7.3.2-05",
         Invited,
         Iccn,
         {RECIPIENT + "wait-connect / receive ICCN -> established"},
         acknowledged},
        {"R7.3.2-06",
         Invited,
         BadIccn,
         end("wait-connect", "receive ICCN, not acceptable"),
         disconnected},
        {"R7.3.2-07", Invited, IcrqOfSession, end("wait-connect", "receive ICRQ"), disconnected},
        {"R7.3.2-07", Invited, Icrp, end("wait-connect", "receive ICRP"), disconnected},
        {"R7.3.2-08", Invited, Cdn, end("wait-connect", "receive CDN"), acknowledged},
        {"R7.3.2-08", Recipient, Cdn, end("established", "receive CDN"), acknowledged},
        {"R7.3.2-09", Invited, HangUp, end("wait-connect", "local close request"), disconnected},
        {"R7.3.2-09", Recipient, HangUp, end("established", "local close request"), disconnected},
        {"R7.3.2-10", Recipient, IcrqOfSession, end("established", "receive ICRQ"), disconnected},
        {"R7.3.2-10", Recipient, Icrp, end("established", "receive ICRP"), disconnected},
        {"R7.3.2-10", Recipient, Iccn, end("established", "receive ICCN"), disconnected},
        {"", Invited, NoAnswer, end("wait-connect", "set-up timeout"), disconnected},
        {"",
         Invited,
         StopCcn,
         {CC + "established / receive StopCCN -> idle",
          RECIPIENT + "wait-connect / control connection closed -> idle"},
         acknowledged},
        {"",
         Recipient,
         StopCcn,
         {CC + "established / receive StopCCN -> idle",
          RECIPIENT + "established / control connection closed -> idle"},
         acknowledged},
        {"", Invited, OcrpOfSession, end("wait-connect", "receive invalid message"), disconnected},
        {"", Recipient, OcrpOfSession, end("established", "receive invalid message"), disconnected},
    };
}

// Each case above, and then: no row of the tables is left over.
TEST(StateMachineDrive, EveryRow)
{
    CoveredRows covered;
    Drive(ConnectionCases(), covered);
    Drive(SenderCases(), covered);
    Drive(RecipientCases(), covered);
    // Rows of state idle that meet no connection or session: nothing is there that could make a
    // transition. The next test shows what happens instead.
    covered.emplace(Machine::ControlConnection, State::Idle, Event::StopCcn);
    covered.emplace(Machine::IncomingCallSender, State::Idle, Event::Iccn);
    covered.emplace(Machine::IncomingCallSender, State::Idle, Event::Icrp);
    covered.emplace(Machine::IncomingCallSender, State::Idle, Event::Cdn);
    covered.emplace(Machine::IncomingCallRecipient, State::Idle, Event::Iccn);
    covered.emplace(Machine::IncomingCallRecipient, State::Idle, Event::Cdn);
    // The rows of a tie, which need tie breakers, are driven elsewhere.
    for (const auto event : {Event::SccrqTieWon,
                             Event::SccrqTieLost,
                             Event::SccrqTieRefused,
                             Event::SccrqTieEqual,
                             Event::RequestTieWon,
                             Event::RequestTieLost,
                             Event::RequestTieEqual,
                             Event::RequestTieNone})
    {
        covered.emplace(Machine::ControlConnection, State::WaitCtlReply, event);
        covered.emplace(Machine::IncomingCallSender, State::WaitReply, event);
    }
    for (const auto machine :
         {Machine::ControlConnection, Machine::IncomingCallSender, Machine::IncomingCallRecipient})
    {
        ExpectCovered(machine, covered);
    }
}

// R7.3.1-02, R7.3.2-04, R7.3.2-08: ICCN and CDN of no session are acknowledged and leave nothing
TEST(StateMachineDrive, IdleSession)
{
    for (const auto& act : {Step(Iccn), Step(Cdn)})
    {
        ScriptedPeer peer;
        peer.EstablishAsResponder();
        peer.session = 0x12345678;
        act(peer);
        EXPECT_EQ(peer.TakeNames(), (Names{"ACK"}));
        EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 0U);
        EXPECT_EQ(peer.Dut().Count<output::SessionDown>(), 0U);
        EXPECT_EQ(peer.GetState(), State::Established);
    }
}

// R7.2-19: StopCCN of no connection is not answered
TEST(StateMachineDrive, IdleConnection)
{
    auto configuration = MakeConfiguration("dut.example");
    configuration.strictIdle = true;
    ScriptedPeer peer(configuration);
    Stray(ScriptedPeer::MakeStopCcn())(peer);
    EXPECT_TRUE(peer.Take().empty());
    EXPECT_EQ(peer.Dut().endpoint->GetConnections(), 0U);
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
