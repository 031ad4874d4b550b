// SPDX-License-Identifier: GPL-2.0-only
// What a message means depends on when and from where it comes (RFC 3931 sections 4.1.2.2 and 4.2).

#include "l2tp-call-scripts.h"

#include "ns3/inet-socket-address.h"

#include <gtest/gtest.h>

namespace ns3
{
namespace l2tp
{
namespace test
{
namespace
{

/** A HELLO with an AVP of Length 3, which no AVP can have. */
Bytes
MakeMalformed(const ScriptedPeer& peer, uint16_t ns, uint16_t nr)
{
    ControlMessage message(MessageType::Hello);
    message.SetControlConnectionId(peer.connection);
    message.SetNs(ns);
    message.SetNr(nr);
    auto image = message.GetBytes().ToBytes();
    for (const uint8_t octet : {0x80, 0x03, 0, 0, 0, 9})
    {
        image.push_back(octet);
    }
    image[3] = static_cast<uint8_t>(image.size());
    return image;
}

// R4.2-05, R4.2-11: a malformed message out of its turn is dropped, as a sound one would be; who
// knows only the Control Connection ID cannot end a connection by it
TEST(ControlConnectionSender, MalformedOutOfTurn)
{
    struct Numbers
    {
        int ns;
        int nr;
        bool due;
    };

    for (const auto& [ns, nr, due] :
         {Numbers{-1, 0, false}, {1, 0, false}, {1000, 0, false}, {0, 77, false}, {0, 0, true}})
    {
        SCOPED_TRACE(std::to_string(ns) + " " + std::to_string(nr));
        ScriptedPeer peer;
        peer.EstablishAsResponder();
        peer.Take();
        const auto drops = peer.Dut().Count<output::ControlDrop>();
        peer.link.Inject(A,
                         MakeMalformed(peer,
                                       static_cast<uint16_t>(peer.ns + ns),
                                       static_cast<uint16_t>(peer.nr + nr)));
        EXPECT_EQ(peer.Dut().Count<output::ControlDrop>(), drops + 1);
        EXPECT_EQ(peer.Dut().Find<output::ControlDrop>().back()->reason,
                  ControlDropReason::Malformed);
        EXPECT_EQ(peer.GetState(), due ? State::Idle : State::Established);
        EXPECT_EQ(peer.Take().size(), due ? 1U : 0U);
    }
}

/** The first answer to an SCCRQ comes from another port; where this end sends from then on. */
Address
AnswerFromElsewhere(ScriptedPeer& peer, ControlMessage answer, const Address& from)
{
    const auto before = peer.Dut().Find<output::Transmit>().size();
    answer.SetControlConnectionId(peer.connection);
    answer.SetNs(peer.ns++);
    answer.SetNr(peer.nr);
    const auto image = answer.GetBytes().ToBytes();
    peer.Dut().endpoint->Receive(from, image, peer.link.now);
    peer.link.Drain();
    const auto sent = peer.Dut().Find<output::Transmit>();
    EXPECT_GT(sent.size(), before) << "an answer, or an acknowledgment";
    return sent.size() > before ? sent[before]->peer : Address();
}

// R4.1.2.2-05: whatever the answer is, all that follows goes to where it came from
TEST(ControlConnectionSender, AnswerFromAnotherPort)
{
    const Address other = InetSocketAddress("192.0.2.9", 5000);
    ScriptedPeer accepted;
    accepted.Open();
    EXPECT_EQ(AnswerFromElsewhere(accepted, ScriptedPeer::MakeSccrp(), other), other) << "SCCCN";
    ScriptedPeer refused;
    refused.Open();
    EXPECT_EQ(AnswerFromElsewhere(refused, WithUnknownAvp(ScriptedPeer::MakeSccrp(), true), other),
              other)
        << "StopCCN";
    ScriptedPeer stopped;
    stopped.Open();
    EXPECT_EQ(AnswerFromElsewhere(stopped, ScriptedPeer::MakeStopCcn(), other), other) << "ACK";
    ScriptedPeer closed;
    closed.Open();
    closed.Dut().endpoint->Disconnect(closed.connection,
                                      {DownCause::Local, 1, 0, ""},
                                      closed.link.now);
    closed.link.Drain();
    EXPECT_EQ(AnswerFromElsewhere(closed, ScriptedPeer::MakeSccrp(), other), other) << "StopCCN";
}

// Result 2 says that there is an error code; 0, no general error, is one.
TEST(ControlConnectionSender, GeneralErrorHasAnErrorCode)
{
    ScriptedPeer peer;
    Called(peer);
    peer.Take();
    const auto session = peer.Dut().Find<output::PlaceCall>().at(0)->session;
    peer.Dut().endpoint->CallFailed(
        session,
        {DownCause::Local, static_cast<uint16_t>(CdnResult::GeneralError), 0, ""},
        peer.link.now);
    peer.link.Drain();
    const auto sent = peer.Take();
    ASSERT_EQ(sent.size(), 1U);
    const auto code = sent[0].Get<avp::ResultCode>();
    ASSERT_TRUE(code.has_value());
    EXPECT_EQ(code->result, 2);
    EXPECT_EQ(code->error, 0);
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
