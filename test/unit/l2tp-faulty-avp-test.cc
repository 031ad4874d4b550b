// SPDX-License-Identifier: GPL-2.0-only
// Whatever is wrong with an AVP of a peer is told, with attribute and offset, though it is ignored.

#include "l2tp-call-scripts.h"
#include "l2tp-message-type.h"
#include "l2tp-wire-attribute-cases.h"

#include <gtest/gtest.h>

namespace ns3
{
namespace l2tp
{
namespace test
{
namespace
{

/** What is told of the AVPs, as "HELLO Ns 1: attribute unknown, vendor 0, type 999, M, at 20". */
std::vector<std::string>
Faults(ScriptedPeer& peer)
{
    std::vector<std::string> faults;
    for (const auto* faulty : peer.Dut().Find<output::FaultyAvp>())
    {
        const auto& fault = faulty->fault;
        faults.push_back(std::string(MessageName(faulty->type)) + " Ns " +
                         std::to_string(faulty->ns) + ": " + Describe(fault.what) + ", vendor " +
                         std::to_string(fault.vendor) + ", type " + std::to_string(fault.type) +
                         (fault.mandatory ? ", M" : "") + ", at " + std::to_string(fault.offset));
    }
    return faults;
}

using Lines = std::vector<std::string>;

/** An AVP with a value that it cannot have. */
struct Bad
{
    uint16_t type;      //!< Attribute Type
    std::size_t length; //!< octets of the value
};

ControlMessage
With(ControlMessage message, const Bad& bad)
{
    const Bytes value(bad.length, 0);
    message.AddRaw(0, bad.type, false, ByteView(value));
    return message;
}

// R5.4.1-40, R5.4.2-39, R5.4.3-28, R5.4.3-32, R5.4.3-36, R5.4.3-40, R5.4.3-44, R5.4.3-48,
// R5.4.3-52, R5.4.3-56, R5.4.4-36, R5.4.4-40, R5.4.4-44, R5.4.4-48, R5.4.4-52, R5.4.4-56,
// R5.4.4-60, R5.4.4-64, R5.4.4-68, R5.4.4-72, R5.4.4-76, R5.4.4-80, R5.4.5-13, R5.4.5-17: in
// HELLO, which may carry none of them; the M bit plays no part
TEST(FaultyAvp, NotListed)
{
    std::size_t tried = 0;
    for (const auto& attribute : wiretest::AllAttributeCases())
    {
        if (wiretest::MayCarry(attribute, MessageType::Hello))
        {
            continue;
        }
        SCOPED_TRACE(attribute.name);
        ++tried;
        ScriptedPeer peer;
        peer.EstablishAsResponder();
        ControlMessage hello(MessageType::Hello);
        const auto value = wiretest::FromHex(attribute.value);
        hello.AddRaw(0, attribute.type, true, ByteView(value));
        peer.Send(hello);
        EXPECT_EQ(Faults(peer),
                  Lines{"HELLO Ns 2: attribute has no place in this message, vendor 0, type " +
                        std::to_string(attribute.type) + ", at 20"});
        EXPECT_EQ(peer.Dut().Count<output::ControlDrop>(), 0U);
        EXPECT_EQ(peer.GetState(), State::Established);
    }
    EXPECT_GE(tried, 24U);
}

// R7.1-07, R5.2-03: HELLO with an unknown AVP, ICRQ with a malformed speed and cookie, SLI with a
// malformed Circuit Status; M is 0
TEST(FaultyAvp, Ignored)
{
    ScriptedPeer peer;
    peer.EstablishAsResponder();
    peer.Send(WithUnknownAvp(ControlMessage(MessageType::Hello), false));
    const auto icrq = ScriptedPeer::MakeIcrq();
    const auto first = std::to_string(icrq.GetBytes().size());
    const auto second = std::to_string(icrq.GetBytes().size() + 6 + 4);
    peer.Send(With(With(icrq, {avp::TxConnectSpeed::TYPE, 4}), {avp::AssignedCookie::TYPE, 3}));
    peer.Send(peer.MakeIccn());
    ControlMessage sli(MessageType::Sli);
    sli.Add<avp::LocalSessionId>(ScriptedPeer::SESSION).Add<avp::RemoteSessionId>(peer.session);
    const auto third = std::to_string(sli.GetBytes().size());
    peer.Send(With(sli, {avp::CircuitStatus::TYPE, 3}));
    EXPECT_EQ(Faults(peer),
              (Lines{"HELLO Ns 2: attribute unknown, vendor 0, type 999, at 20",
                     "ICRQ Ns 3: value length wrong, vendor 0, type 74, at " + first,
                     "ICRQ Ns 3: value length wrong, vendor 0, type 65, at " + second,
                     "SLI Ns 5: value length wrong, vendor 0, type 71, at " + third}));
    EXPECT_EQ(SessionState(peer), "established");
}

// R7.1-11: of two Host Names the first is used, and the second is told
TEST(FaultyAvp, Repeated)
{
    ScriptedPeer peer;
    auto sccrq = ScriptedPeer::MakeSccrq();
    const auto offset = std::to_string(sccrq.GetBytes().size());
    const std::string other = "other.example";
    sccrq.AddRaw(0,
                 avp::HostName::TYPE,
                 true,
                 ByteView(reinterpret_cast<const uint8_t*>(other.data()), other.size()));
    peer.Send(sccrq);
    EXPECT_EQ(Faults(peer),
              Lines{"SCCRQ Ns 0: attribute repeated, vendor 0, type 7, at " + offset});
    EXPECT_EQ(peer.GetState(), State::WaitCtlConn);
    const auto* connection = peer.Dut().endpoint->FindConnection(peer.connection);
    EXPECT_EQ(connection->GetPeer().hostName,
              ScriptedPeer::MakeSccrq().Get<avp::HostName>().value());
}

// R7.1-15: a CDN and a StopCCN are obeyed without a usable Result Code
TEST(FaultyAvp, ResultCode)
{
    for (const bool malformed : {false, true})
    {
        ScriptedPeer peer;
        peer.EstablishRecipient();
        ControlMessage cdn(MessageType::Cdn);
        cdn.Add<avp::LocalSessionId>(ScriptedPeer::SESSION).Add<avp::RemoteSessionId>(peer.session);
        peer.Send(malformed ? With(cdn, {avp::ResultCode::TYPE, 1}) : cdn);
        EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 0U);
        ControlMessage stop(MessageType::StopCcn);
        stop.Add<avp::AssignedControlConnectionId>(ScriptedPeer::ID);
        peer.Send(malformed ? With(stop, {avp::ResultCode::TYPE, 1}) : stop);
        EXPECT_EQ(peer.GetState(), State::Idle);
        const auto line = [&](const std::string& name, const ControlMessage& message) {
            const auto end = message.GetBytes().size();
            const auto offset = std::to_string(malformed ? end + 6 + 1 : end);
            Lines lines;
            if (malformed)
            {
                lines.push_back(name + "value length wrong, vendor 0, type 1, at " +
                                std::to_string(end));
            }
            lines.push_back(name + "required attribute missing, vendor 0, type 1, M, at " + offset);
            return lines;
        };
        auto expected = line("CDN Ns 4: ", cdn);
        const auto more = line("StopCCN Ns 5: ", stop);
        expected.insert(expected.end(), more.begin(), more.end());
        EXPECT_EQ(Faults(peer), expected);
    }
}

// R5.4.5-16: a WEN whose Circuit Errors has 3 octets says nothing, and that is told
TEST(FaultyAvp, CircuitErrors)
{
    ScriptedPeer peer;
    peer.EstablishRecipient();
    ControlMessage wen(MessageType::Wen);
    wen.Add<avp::LocalSessionId>(ScriptedPeer::SESSION).Add<avp::RemoteSessionId>(peer.session);
    const auto offset = std::to_string(wen.GetBytes().size());
    peer.Send(With(wen, {avp::CircuitErrors::TYPE, 3}));
    ASSERT_EQ(Faults(peer).size(), 2U);
    EXPECT_EQ(Faults(peer)[0], "WEN Ns 4: value length wrong, vendor 0, type 34, at " + offset);
    EXPECT_EQ(peer.Dut().endpoint->GetSessions(), 1U);
    EXPECT_EQ(peer.Dut().Count<output::CircuitErrors>(), 0U);
}

// What is missing has an attribute in the drop, too
TEST(FaultyAvp, MissingInTheDrop)
{
    ScriptedPeer peer;
    peer.EstablishAsResponder();
    ControlMessage icrq(MessageType::Icrq);
    icrq.Add<avp::LocalSessionId>(ScriptedPeer::SESSION).Add<avp::RemoteSessionId>(0);
    peer.Send(icrq);
    const auto drops = peer.Dut().Find<output::ControlDrop>();
    ASSERT_EQ(drops.size(), 1U);
    ASSERT_TRUE(drops[0]->fault);
    EXPECT_EQ(drops[0]->fault->what, ParseProblem::Missing);
    EXPECT_EQ(drops[0]->fault->offset, icrq.GetBytes().size());
    EXPECT_EQ(drops[0]->fault->type, peer.Dut().Find<output::FaultyAvp>().at(0)->fault.type);
}

// Once for each message, however often it comes; an explicit acknowledgment has no turn
TEST(FaultyAvp, CopiesAndAcknowledgments)
{
    ScriptedPeer peer;
    peer.EstablishAsResponder();
    auto hello = WithUnknownAvp(ControlMessage(MessageType::Hello), false);
    hello.SetControlConnectionId(peer.connection);
    hello.SetNs(peer.ns);
    hello.SetNr(peer.nr);
    peer.SendAsIs(hello);
    peer.SendAsIs(hello);
    EXPECT_EQ(Faults(peer).size(), 1U);
    auto ack = WithUnknownAvp(ControlMessage(MessageType::Ack), true);
    ack.SetControlConnectionId(peer.connection);
    ack.SetNs(static_cast<uint16_t>(peer.ns + 1));
    ack.SetNr(peer.nr);
    peer.SendAsIs(ack);
    ASSERT_EQ(Faults(peer).size(), 2U);
    EXPECT_EQ(Faults(peer)[1], "ACK Ns 3: attribute unknown, vendor 0, type 999, M, at 20");
    EXPECT_EQ(peer.GetState(), State::Established);
}

// An SCCRQ that cannot be answered belongs to no connection
TEST(FaultyAvp, OfNoConnection)
{
    ScriptedPeer peer;
    ControlMessage sccrq(MessageType::Sccrq);
    sccrq.Add<avp::HostName>("peer.example")
        .Add<avp::RouterId>(1)
        .Add<avp::PseudowireCapabilitiesList>({5});
    peer.SendAsIs(With(sccrq, {avp::AssignedControlConnectionId::TYPE, 2}));
    ASSERT_EQ(Faults(peer).size(), 2U);
    EXPECT_EQ(Faults(peer)[0],
              "SCCRQ Ns 0: value length wrong, vendor 0, type 61, at " +
                  std::to_string(sccrq.GetBytes().size()));
    EXPECT_EQ(peer.Dut().Find<output::FaultyAvp>()[0]->connection, 0U);
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
