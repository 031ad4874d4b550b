// SPDX-License-Identifier: GPL-2.0-only
// Every state of the four session machines against every message, acceptable and not: what RFC 3931
// sections 7.1, 7.3 and 7.4 make of it, written down here message by message.

#include "l2tp-call-scripts.h"
#include "l2tp-message-type.h"

#include <gtest/gtest.h>
#include <map>

namespace ns3
{
namespace l2tp
{
namespace test
{
namespace
{

/** A state and how to get there. */
struct Place
{
    const char* name;
    void (*prepare)(ScriptedPeer&);
};

void
Idle(ScriptedPeer& peer)
{
    peer.EstablishAsResponder();
    peer.session = 0x12345678;
}

void
IcrqWaitReply(ScriptedPeer& peer)
{
    peer.Place();
}

void
IcrqEstablished(ScriptedPeer& peer)
{
    peer.EstablishSender();
}

void
WaitConnect(ScriptedPeer& peer)
{
    peer.Ask();
}

void
RecipientEstablished(ScriptedPeer& peer)
{
    peer.EstablishRecipient();
}

/** What was sent but acknowledgments, with result and error, then the state of the session. */
std::string
Outcome(ScriptedPeer& peer)
{
    std::string outcome;
    for (const auto& message : peer.Take())
    {
        if (!message.IsAcknowledgement())
        {
            const auto [result, error] = CodesOf(message);
            outcome += MessageName(message.GetType());
            if (result != 0)
            {
                outcome += " " + std::to_string(result) + "/" + std::to_string(error);
            }
            outcome += ", ";
        }
    }
    const auto* found = peer.Dut().endpoint->FindConnection(peer.connection);
    if (found == nullptr || found->IsClosing())
    {
        return outcome + "connection down";
    }
    return outcome + SessionState(peer);
}

/** Outcome of each message of SESSION_MESSAGES in that order. */
using Row = std::vector<std::string>;

const std::string CDN16 = "CDN 16/0, none";
const std::string CDN8 = "CDN 2/8, none";
const std::string CDN5 = "CDN 2/5, none";
const std::string NONE = "none";

struct Line
{
    Place place;
    Row good; //!< acceptable messages that name the session
    Row bad;  //!< the same with an unknown AVP whose M bit is set
};

// A message that a state does not know is invalid (section 7.1) and ends the session by CDN with
// result 16. A CDN is never answered, whatever is in it.
std::vector<Line>
Lines()
{
    const Row refused{CDN8, CDN8, CDN8, CDN8, CDN8, CDN8, NONE, CDN8, CDN8};
    //        OCRQ   OCRP   OCCN   ICRQ   ICRP   ICCN   CDN   WEN    SLI
    const std::string up = "established";
    return {
        // Nothing has the Session ID that the messages name.
        {{"idle", Idle},
         {CDN5, CDN5, NONE, CDN5, CDN5, NONE, NONE, NONE, NONE},
         {CDN8, CDN5, NONE, CDN8, CDN5, NONE, NONE, NONE, NONE}},
        // R7.3.1-05, R7.3.1-06, R7.3.1-09
        {{"ICRQ sender wait-reply", IcrqWaitReply},
         {CDN16, CDN16, CDN16, CDN16, "ICCN, " + up, NONE, NONE, CDN16, CDN16},
         {CDN16, CDN8, CDN8, CDN16, CDN8, NONE, NONE, CDN8, CDN8}},
        // R7.3.1-11, R7.3.1-12
        {{"ICRQ sender established", IcrqEstablished},
         {CDN16, CDN16, CDN16, CDN16, CDN16, CDN16, NONE, up, up},
         {CDN16, CDN8, CDN8, CDN16, CDN8, CDN8, NONE, CDN8, CDN8}},
        // R7.3.2-05..08
        {{"ICRQ recipient wait-connect", WaitConnect},
         {CDN16, CDN16, CDN16, CDN16, CDN16, up, NONE, "wait-connect", "wait-connect"},
         {CDN16, CDN8, CDN8, CDN16, CDN8, CDN8, NONE, CDN8, CDN8}},
        // R7.3.2-08, R7.3.2-10
        {{"ICRQ recipient established", RecipientEstablished},
         {CDN16, CDN16, CDN16, CDN16, CDN16, CDN16, NONE, up, up},
         {CDN16, CDN8, CDN8, CDN16, CDN8, CDN8, NONE, CDN8, CDN8}},
        // R7.4.1-04..06, R7.4.1-11
        {{"OCRQ sender wait-reply", Call},
         {CDN16, "wait-connect", CDN16, CDN16, CDN16, CDN16, NONE, CDN16, CDN16},
         {CDN16, CDN8, CDN8, CDN16, CDN8, CDN8, NONE, CDN8, CDN8}},
        // R7.4.1-09, R7.4.1-10, R7.4.1-11
        {{"OCRQ sender wait-connect", CallAccepted},
         {CDN16, CDN16, up, CDN16, CDN16, CDN16, NONE, "wait-connect", "wait-connect"},
         {CDN16, CDN8, CDN8, CDN16, CDN8, CDN8, NONE, CDN8, CDN8}},
        // R7.4.1-11, R7.4.1-12
        {{"OCRQ sender established", CallEstablished},
         {CDN16, CDN16, CDN16, CDN16, CDN16, CDN16, NONE, up, up},
         {CDN16, CDN8, CDN8, CDN16, CDN8, CDN8, NONE, CDN8, CDN8}},
        // R7.4.2-07, R7.4.2-09
        {{"OCRQ recipient wait-cs-answer", Called},
         {CDN16, CDN16, CDN16, CDN16, CDN16, CDN16, NONE, "wait-cs-answer", "wait-cs-answer"},
         {CDN16, CDN8, CDN8, CDN16, CDN8, CDN8, NONE, CDN8, CDN8}},
        // R7.4.2-08, R7.4.2-09
        {{"OCRQ recipient established", CalledEstablished},
         {CDN16, CDN16, CDN16, CDN16, CDN16, CDN16, NONE, up, up},
         {CDN16, CDN8, CDN8, CDN16, CDN8, CDN8, NONE, CDN8, CDN8}},
    };
}

TEST(SessionMatrix, SessionMessages)
{
    for (const auto& line : Lines())
    {
        for (std::size_t i = 0; i < SESSION_MESSAGES.size(); ++i)
        {
            for (const bool bad : {false, true})
            {
                SCOPED_TRACE(std::string(line.place.name) + ": " + (bad ? "bad " : "") +
                             MessageName(SESSION_MESSAGES[i]));
                ScriptedPeer peer;
                line.place.prepare(peer);
                const auto message = MakeOfSession(peer, SESSION_MESSAGES[i]);
                peer.Send(bad ? WithUnknownAvp(message, true) : message);
                EXPECT_EQ(Outcome(peer), (bad ? line.bad : line.good).at(i));
                EXPECT_EQ(peer.GetState(), State::Established);
                const auto state = SessionState(peer);
                EXPECT_EQ(peer.Dut().endpoint->GetSessions(), state == "none" ? 0U : 1U);
            }
        }
    }
}

/** A message that concerns the connection, and what it does. */
struct Concern
{
    const char* name;
    ControlMessage message;
    std::string outcome; //!< empty: nothing
};

/** A message whose type nobody knows. */
ControlMessage
UnknownType(bool mandatory)
{
    ControlMessage message(MessageType::Hello);
    auto image = message.GetBytes().ToBytes();
    image[12] = mandatory ? 0x80 : 0x00;
    image[18] = 0x03;
    image[19] = 0xe7;
    return std::get<ControlMessage>(ControlMessage::Decode(ByteView(image)));
}

// R7.1-02, R7.2-18, R5.4.1-02, R5.4.1-03, R6.15-04, R6.15-05: messages of the connection while a
// session is in any state: those out of place end both, the others leave the session alone.
TEST(SessionMatrix, ConnectionMessages)
{
    const std::vector<Concern> concerns{
        {"SCCRQ", ScriptedPeer::MakeSccrq(), "StopCCN 7/0, connection down"},
        {"SCCRP", ScriptedPeer::MakeSccrp(), "StopCCN 7/0, connection down"},
        {"SCCCN", ControlMessage(MessageType::Scccn), "StopCCN 7/0, connection down"},
        {"StopCCN", ScriptedPeer::MakeStopCcn(), "connection down"},
        {"HELLO", ControlMessage(MessageType::Hello), ""},
        {"ACK", ControlMessage(MessageType::Ack), ""},
        {"ZLB", ControlMessage(MessageType::Zlb), ""},
        {"unknown, M=1", UnknownType(true), "StopCCN 2/8, connection down"},
        {"unknown, M=0", UnknownType(false), ""},
    };
    for (const auto& line : Lines())
    {
        for (const auto& concern : concerns)
        {
            SCOPED_TRACE(std::string(line.place.name) + ": " + concern.name);
            ScriptedPeer peer;
            line.place.prepare(peer);
            const auto before = SessionState(peer);
            const auto transitions = peer.Dut().Count<output::StateTransition>();
            peer.Send(concern.message);
            EXPECT_EQ(Outcome(peer), concern.outcome.empty() ? before : concern.outcome);
            if (concern.outcome.empty())
            {
                EXPECT_EQ(peer.Dut().Count<output::StateTransition>(), transitions);
            }
            else
            {
                EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 0U);
            }
        }
    }
}

/** What was sent but acknowledgments, then the state of the connection. */
std::string
ConnectionOutcome(ScriptedPeer& peer)
{
    auto outcome = Outcome(peer);
    const auto cut = outcome.rfind("none");
    return cut == std::string::npos ? outcome : outcome.substr(0, cut) + GetName(peer.GetState());
}

// Section 7.2 for both roles: messages of the connection in each of its states. A state that has no
// row for a message ends by StopCCN with result 7, an AVP that is unknown by result 2 and error 8.
TEST(ConnectionMatrix, ConnectionMessages)
{
    const std::vector<ControlMessage> messages{ScriptedPeer::MakeSccrq(),
                                               ScriptedPeer::MakeSccrp(),
                                               ControlMessage(MessageType::Scccn),
                                               ScriptedPeer::MakeStopCcn(),
                                               ControlMessage(MessageType::Hello)};
    const std::string wrong = "StopCCN 7/0, connection down";
    const std::string refused = "StopCCN 2/8, connection down";
    const std::string down = "connection down";
    const std::string up = "established";
    const std::vector<Line> lines{
        // R7.2-07, R7.2-08, R7.2-12, R7.2-19
        {{"wait-ctl-reply",
          [](ScriptedPeer& peer) {
              peer.Open();
              peer.Acknowledge();
              peer.Take();
          }},
         {wrong, "SCCCN, " + up, wrong, down, wrong},
         {refused, refused, refused, down, refused}},
        // R7.2-13..15, R7.2-19
        {{"wait-ctl-conn",
          [](ScriptedPeer& peer) {
              peer.Send(ScriptedPeer::MakeSccrq());
              peer.Acknowledge();
              peer.Take();
          }},
         {wrong, wrong, up, down, wrong},
         {refused, refused, refused, down, refused}},
        // R7.2-18, R7.2-19
        {{"established, initiator", [](ScriptedPeer& peer) { peer.EstablishAsInitiator(); }},
         {wrong, wrong, wrong, down, up},
         {refused, refused, refused, down, refused}},
        {{"established, responder", [](ScriptedPeer& peer) { peer.EstablishAsResponder(); }},
         {wrong, wrong, wrong, down, up},
         {refused, refused, refused, down, refused}},
    };
    for (const auto& line : lines)
    {
        for (std::size_t i = 0; i < messages.size(); ++i)
        {
            for (const bool bad : {false, true})
            {
                SCOPED_TRACE(std::string(line.place.name) + ": " + (bad ? "bad " : "") +
                             MessageName(messages[i].GetType()));
                ScriptedPeer peer;
                line.place.prepare(peer);
                peer.session = 0x12345678;
                peer.Send(bad ? WithUnknownAvp(messages[i], true) : messages[i]);
                EXPECT_EQ(ConnectionOutcome(peer), (bad ? line.bad : line.good).at(i));
            }
        }
    }
}

// R3.4-01, R7.1-02: session messages before the connection is established end it.
TEST(SessionMatrix, BeforeTheConnection)
{
    for (const auto type : SESSION_MESSAGES)
    {
        SCOPED_TRACE(MessageName(type));
        for (const bool asked : {false, true})
        {
            ScriptedPeer peer;
            if (asked)
            {
                peer.Send(ScriptedPeer::MakeSccrq());
                peer.session = 0x12345678;
            }
            else
            {
                peer.Open();
                peer.session = peer.link.PlaceCall(A, peer.connection);
            }
            peer.Take();
            peer.Send(MakeOfSession(peer, type));
            EXPECT_EQ(Outcome(peer), "StopCCN 7/0, connection down");
            EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 0U);
        }
    }
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
