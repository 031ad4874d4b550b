// SPDX-License-Identifier: GPL-2.0-only
// Circuit Status and Circuit Errors: SLI and WEN (RFC 3931 sections 5.4.5, 6.13 and 6.14).

#include "l2tp-call-scripts.h"

#include <gtest/gtest.h>
#include <limits>

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

/** Tell the endpoint of its circuit. */
void
SetStatus(ScriptedPeer& peer, bool active)
{
    peer.Dut().endpoint->SetCircuitStatus(peer.session, active, peer.link.now);
    peer.link.Drain();
}

/** Tell the endpoint of errors on its circuit. */
void
ReportErrors(ScriptedPeer& peer, const CircuitErrorsValue& errors)
{
    peer.Dut().endpoint->ReportCircuitErrors(peer.session, errors, peer.link.now);
    peer.link.Drain();
}

/** Counters of a WEN. */
std::vector<uint32_t>
CountersOf(const ControlMessage& message)
{
    EXPECT_EQ(message.GetType(), MessageType::Wen);
    const auto errors = message.Get<avp::CircuitErrors>().value_or(CircuitErrorsValue{});
    return {errors.crcErrors,
            errors.framingErrors,
            errors.hardwareOverruns,
            errors.bufferOverruns,
            errors.timeoutErrors,
            errors.alignmentErrors};
}

/** The last AVP of a message. */
Avp
LastAvp(const ControlMessage& message)
{
    Avp last{};
    for (const auto& avp : message.GetAvps())
    {
        last = avp;
    }
    return last;
}

/** An SLI of the peer. */
ControlMessage
MakeSli(const ScriptedPeer& peer, uint16_t status)
{
    ControlMessage message(MessageType::Sli);
    message.Add<avp::LocalSessionId>(ScriptedPeer::SESSION)
        .Add<avp::RemoteSessionId>(peer.session)
        .Add<avp::CircuitStatus>(status);
    return message;
}

using Counters = std::vector<uint32_t>;

// R6.14-08: a circuit that goes down and up: SLI with A=0 and A=1, once each; the session stays
TEST(SessionReport, SliWhenTheCircuitChanges)
{
    for (auto* prepare : {CallEstablished, CalledEstablished})
    {
        ScriptedPeer peer;
        prepare(peer);
        for (const bool active : {false, true})
        {
            SetStatus(peer, active);
            const auto sli = TakeOnly(peer);
            EXPECT_EQ(sli.GetType(), MessageType::Sli);
            EXPECT_EQ(sli.Get<avp::LocalSessionId>(), peer.session);
            EXPECT_EQ(sli.Get<avp::RemoteSessionId>(), ScriptedPeer::SESSION);
            EXPECT_EQ(sli.Get<avp::CircuitStatus>(), active ? CIRCUIT_STATUS_ACTIVE : 0);
            peer.Acknowledge();
            SetStatus(peer, active);
            EXPECT_TRUE(peer.Take().empty());
        }
        EXPECT_EQ(SessionState(peer), "established");
    }
}

// R5.4.5-05, R5.4.5-08: the peer's SLI changes what this end knows of its circuit, both ways
TEST(SessionReport, SliOfThePeer)
{
    ScriptedPeer peer;
    peer.EstablishRecipient();
    for (const uint16_t status : {0, 1, 1, 3, 0})
    {
        peer.Send(MakeSli(peer, status));
    }
    const auto updates = peer.Dut().Find<output::SessionUpdated>();
    ASSERT_EQ(updates.size(), 4U); // the third SLI says nothing new
    EXPECT_FALSE(updates[0]->parameters.peerCircuitActive);
    EXPECT_TRUE(updates[1]->parameters.peerCircuitActive);
    EXPECT_TRUE(updates[2]->parameters.peerCircuitNew);
    EXPECT_FALSE(updates[3]->parameters.peerCircuitActive);
    EXPECT_EQ(updates[0]->parameters.localSessionId, peer.session);
    EXPECT_EQ(peer.TakeNames(), (Names{"ACK", "ACK", "ACK", "ACK", "ACK"}));
    EXPECT_EQ(SessionState(peer), "established");
}

// R5.4.5-02: reserved bits are not looked at
TEST(SessionReport, ReservedStatusBits)
{
    ScriptedPeer peer;
    peer.EstablishRecipient();
    peer.Send(MakeSli(peer, 0xfffc));
    ASSERT_EQ(peer.Dut().Count<output::SessionUpdated>(), 1U);
    EXPECT_FALSE(peer.Dut().Find<output::SessionUpdated>()[0]->parameters.peerCircuitActive);
    EXPECT_EQ(SessionState(peer), "established");
}

// R6.14-07: SLI without Circuit Status changes nothing
TEST(SessionReport, SliWithoutStatus)
{
    ScriptedPeer peer;
    peer.EstablishRecipient();
    ControlMessage message(MessageType::Sli);
    message.Add<avp::LocalSessionId>(ScriptedPeer::SESSION).Add<avp::RemoteSessionId>(peer.session);
    peer.Send(message);
    EXPECT_EQ(peer.TakeNames(), (Names{"ACK"}));
    EXPECT_EQ(peer.Dut().Count<output::SessionUpdated>(), 0U);
}

// R7.1-05: a malformed Circuit Status in SLI: its M bit decides
TEST(SessionReport, MalformedStatus)
{
    const Bytes three{0, 0, 1};
    for (const bool mandatory : {false, true})
    {
        ScriptedPeer peer;
        peer.EstablishRecipient();
        ControlMessage message(MessageType::Sli);
        message.Add<avp::LocalSessionId>(ScriptedPeer::SESSION)
            .Add<avp::RemoteSessionId>(peer.session)
            .AddRaw(0, avp::CircuitStatus::TYPE, mandatory, ByteView(three));
        peer.Send(message);
        EXPECT_EQ(SessionState(peer), mandatory ? "none" : "established");
        if (mandatory)
        {
            EXPECT_EQ(CodesOf(TakeOnly(peer)), (Codes{2, 2}));
            // What was wrong, and where: header, Message Type, two Session IDs
            const auto* drop = peer.Dut().Find<output::ControlDrop>().at(0);
            EXPECT_EQ(drop->reason, ControlDropReason::NotAcceptable);
            ASSERT_TRUE(drop->fault);
            EXPECT_EQ(drop->fault->what, ParseProblem::BadValueLength);
            EXPECT_EQ(drop->fault->type, avp::CircuitStatus::TYPE);
            EXPECT_EQ(drop->fault->offset, 12 + 8 + 10 + 10);
        }
        EXPECT_EQ(peer.GetState(), State::Established);
    }
}

// R5.4.5-08: a circuit that changes during the set-up: ICCN and OCCN say so, or SLI right after
TEST(SessionReport, StatusDuringSetUp)
{
    ScriptedPeer sender;
    sender.Place();
    SetStatus(sender, false);
    sender.Send(sender.MakeIcrp());
    const auto iccn = TakeOnly(sender);
    EXPECT_EQ(iccn.Get<avp::CircuitStatus>(), CIRCUIT_STATUS_NEW);
    sender.Acknowledge();
    EXPECT_TRUE(sender.Take().empty());

    ScriptedPeer recipient;
    recipient.Ask();
    SetStatus(recipient, false);
    EXPECT_TRUE(recipient.Take().empty());
    recipient.Send(recipient.MakeIccn());
    const auto sli = TakeOnly(recipient);
    EXPECT_EQ(sli.GetType(), MessageType::Sli);
    EXPECT_EQ(sli.Get<avp::CircuitStatus>(), 0);

    ScriptedPeer lac;
    Called(lac);
    SetStatus(lac, false);
    lac.Dut().endpoint->CallPlaced(lac.session, lac.link.now);
    lac.link.Drain();
    const auto occn = TakeOnly(lac);
    EXPECT_EQ(occn.GetType(), MessageType::Occn);
    EXPECT_EQ(occn.Get<avp::CircuitStatus>(), 0);

    ScriptedPeer requester;
    CallAccepted(requester);
    SetStatus(requester, false);
    requester.Send(MakeOfSession(requester, MessageType::Occn));
    EXPECT_EQ(TakeOnly(requester).GetType(), MessageType::Sli);

    ScriptedPeer waiting;
    waiting.Open();
    PlaceRequest(waiting, {});
    SetStatus(waiting, false);
    waiting.Take();
    waiting.Send(ScriptedPeer::MakeSccrp());
    waiting.Acknowledge();
    EXPECT_EQ(waiting.Take().at(1).Get<avp::CircuitStatus>(), CIRCUIT_STATUS_NEW);
}

// An ICCN that has nothing to change does not repeat the status.
TEST(SessionReport, IccnSaysWhatIsNew)
{
    ScriptedPeer peer;
    peer.Place();
    peer.Send(peer.MakeIcrp());
    EXPECT_FALSE(TakeOnly(peer).Has<avp::CircuitStatus>());
}

// R5.4.5-08: what ICCN and OCCN of the peer say of its circuit counts
TEST(SessionReport, StatusInIccnAndOccn)
{
    ScriptedPeer recipient;
    recipient.Ask();
    recipient.Send(recipient.MakeIccn().Add<avp::CircuitStatus>(0));
    EXPECT_FALSE(recipient.Dut().Find<output::SessionUp>().at(0)->parameters.peerCircuitActive);
    ScriptedPeer requester;
    CallAccepted(requester);
    requester.Send(MakeOfSession(requester, MessageType::Occn).Add<avp::CircuitStatus>(0));
    EXPECT_FALSE(requester.Dut().Find<output::SessionUp>().at(0)->parameters.peerCircuitActive);
}

// R5.4.5-04, R5.4.5-01: the N bit goes out as the owner says, in requests and in replies
TEST(SessionReport, NewCircuit)
{
    for (const bool fresh : {false, true})
    {
        const uint16_t expected = CIRCUIT_STATUS_ACTIVE | (fresh ? CIRCUIT_STATUS_NEW : 0);
        ScriptedPeer asking;
        asking.EstablishAsInitiator();
        SessionRequest request;
        request.circuitNew = fresh;
        PlaceRequest(asking, request);
        EXPECT_EQ(TakeOnly(asking).Get<avp::CircuitStatus>(), expected);
        ScriptedPeer asked;
        asked.EstablishAsResponder();
        asked.Dut().admit = [&](const SessionRequest& received) {
            EXPECT_FALSE(received.circuitNew);
            Admission admission;
            admission.accepted = true;
            admission.circuitNew = fresh;
            return admission;
        };
        asked.Send(ScriptedPeer::MakeIcrq());
        EXPECT_EQ(TakeOnly(asked).Get<avp::CircuitStatus>(), expected);
    }
}

// R5.4.4-07: SLI and WEN that name the session by the peer's ID alone
TEST(SessionReport, ReverseLookUp)
{
    ScriptedPeer peer;
    peer.Ask();
    ControlMessage sli(MessageType::Sli);
    sli.Add<avp::LocalSessionId>(ScriptedPeer::SESSION)
        .Add<avp::RemoteSessionId>(0)
        .Add<avp::CircuitStatus>(0);
    peer.Send(sli);
    ControlMessage wen(MessageType::Wen);
    wen.Add<avp::LocalSessionId>(ScriptedPeer::SESSION)
        .Add<avp::RemoteSessionId>(0)
        .Add<avp::CircuitErrors>({true, 1, 0, 0, 0, 0, 0});
    peer.Send(wen);
    ASSERT_EQ(peer.Dut().Count<output::CircuitErrors>(), 1U);
    EXPECT_EQ(peer.Dut().Find<output::CircuitErrors>()[0]->session, peer.session);
    peer.Send(peer.MakeIccn());
    EXPECT_FALSE(peer.Dut().Find<output::SessionUp>().at(0)->parameters.peerCircuitActive);
}

// R6.13-08: no errors, no WEN; R5.4.5-11: reserved octets are 0
TEST(SessionReport, WenOnErrors)
{
    for (const bool brief : {false, true})
    {
        auto configuration = MakeConfiguration("dut.example");
        configuration.shortCircuitErrors = brief;
        ScriptedPeer peer(configuration);
        CalledEstablished(peer);
        peer.link.Run(Seconds(300));
        ReportErrors(peer, {});
        EXPECT_TRUE(peer.Take().empty());
        ReportErrors(peer, {true, 1, 2, 3, 4, 5, 6});
        const auto wen = TakeOnly(peer);
        EXPECT_EQ(wen.Get<avp::LocalSessionId>(), peer.session);
        EXPECT_EQ(wen.Get<avp::RemoteSessionId>(), ScriptedPeer::SESSION);
        // R5.4.5-16: Length 32 or 24
        const auto avp = LastAvp(wen);
        EXPECT_EQ(avp.type, avp::CircuitErrors::TYPE);
        EXPECT_EQ(avp.length, brief ? 24 : 32);
        EXPECT_EQ(wen.GetBytes()[avp.offset + 6U], 0);
        EXPECT_EQ(wen.GetBytes()[avp.offset + 7U], 0);
        EXPECT_EQ(CountersOf(wen),
                  brief ? (Counters{0, 0, 3, 4, 5, 6}) : (Counters{1, 2, 3, 4, 5, 6}));
    }
}

// R6.13-09, R6.13-10: errors every second: WENs 60 s apart, each with the sums so far
TEST(SessionReport, WenPace)
{
    ScriptedPeer peer;
    CalledEstablished(peer);
    std::vector<std::pair<Time, uint32_t>> seen;
    for (int second = 0; second < 150; ++second)
    {
        peer.link.Run(Seconds(second));
        ReportErrors(peer, {true, 1, 0, 0, 0, 0, 2});
        for (const auto& message : peer.Take())
        {
            if (message.GetType() == MessageType::Wen)
            {
                EXPECT_EQ(CountersOf(message)[5], 2 * CountersOf(message)[0]);
                seen.emplace_back(peer.link.now, CountersOf(message)[0]);
            }
        }
        peer.Acknowledge();
        peer.Take();
    }
    // At 60 s and 120 s the timer is first; the report of that second waits for the next one.
    EXPECT_EQ(seen,
              (std::vector<std::pair<Time, uint32_t>>{{Seconds(0), 1},
                                                      {Seconds(60), 60},
                                                      {Seconds(120), 120}}));
    // What came since goes out when the interval is over, and nothing after that.
    peer.link.Run(Seconds(180));
    EXPECT_EQ(CountersOf(TakeOnly(peer))[0], 150U);
    peer.Acknowledge();
    peer.link.Run(Seconds(1000));
    EXPECT_TRUE(peer.Take().empty());
}

// The interval is configured, and each session has its own.
TEST(SessionReport, WenIntervals)
{
    auto configuration = MakeConfiguration("dut.example");
    configuration.wenInterval = Seconds(10);
    ScriptedPeer peer(configuration);
    CalledEstablished(peer);
    const auto first = peer.session;
    peer.Send(MakePeerRequest(MessageType::Icrq, 0xcafe0002, "vc-2"));
    const auto second = *TakeOnly(peer).Get<avp::LocalSessionId>();
    ControlMessage iccn(MessageType::Iccn);
    iccn.Add<avp::LocalSessionId>(0xcafe0002).Add<avp::RemoteSessionId>(second);
    peer.Send(iccn);
    peer.Take();
    const auto report = [&](uint32_t session) {
        peer.session = session;
        ReportErrors(peer, {true, 1, 0, 0, 0, 0, 0});
        peer.Acknowledge();
        return peer.Take().size();
    };
    EXPECT_EQ(report(first), 1U);
    EXPECT_EQ(report(second), 1U);
    peer.link.Run(Seconds(5));
    EXPECT_EQ(report(first), 0U);
    peer.link.Run(Seconds(10));
    EXPECT_EQ(CountersOf(TakeOnly(peer))[0], 2U);
    // A session that ends takes its reports along.
    peer.Acknowledge();
    EXPECT_EQ(report(first), 0U);
    peer.Dut().endpoint->HangUp(first, {DownCause::Local, 3, 0, {}}, peer.link.now);
    peer.link.Drain();
    EXPECT_EQ(TakeOnly(peer).GetType(), MessageType::Cdn);
    peer.Acknowledge();
    peer.link.Run(Seconds(100));
    EXPECT_TRUE(peer.Take().empty());
}

// R6.13-10: a new session counts from 0; errors before it is established do not count
TEST(SessionReport, WenOfANewCall)
{
    ScriptedPeer peer;
    CalledEstablished(peer);
    ReportErrors(peer, {true, 9, 9, 9, 9, 9, 9});
    EXPECT_EQ(CountersOf(TakeOnly(peer))[0], 9U);
    peer.Acknowledge();
    peer.Send(MakeOfSession(peer, MessageType::Cdn));
    peer.Send(MakePeerRequest(MessageType::Ocrq));
    peer.session = peer.Dut().Find<output::PlaceCall>().at(1)->session;
    ReportErrors(peer, {true, 5, 0, 0, 0, 0, 0});
    peer.Acknowledge();
    peer.Take();
    peer.Dut().endpoint->CallPlaced(peer.session, peer.link.now);
    ReportErrors(peer, {true, 1, 0, 0, 0, 0, 0});
    peer.Acknowledge();
    auto sent = peer.Take();
    ASSERT_EQ(sent.size(), 2U);
    EXPECT_EQ(CountersOf(sent[1]), (Counters{1, 0, 0, 0, 0, 0}));
}

// A report at the instant at which an earlier one is due takes that along: one WEN, not two.
TEST(SessionReport, WenWhenOneIsDue)
{
    ScriptedPeer peer;
    CalledEstablished(peer);
    ReportErrors(peer, {true, 1, 0, 0, 0, 0, 0});
    peer.Acknowledge();
    peer.Take();
    ReportErrors(peer, {true, 1, 0, 0, 0, 0, 0});
    peer.link.now = Seconds(60);
    ReportErrors(peer, {true, 1, 0, 0, 0, 0, 0});
    EXPECT_EQ(CountersOf(TakeOnly(peer))[0], 3U);
    peer.Acknowledge();
    peer.link.Run(Seconds(200));
    EXPECT_TRUE(peer.Take().empty());
}

// Counters that are full stay full.
TEST(SessionReport, WenCountersSaturate)
{
    ScriptedPeer peer;
    CalledEstablished(peer);
    constexpr auto MOST = std::numeric_limits<uint32_t>::max();
    ReportErrors(peer, {true, MOST - 1, 0, 0, 0, 0, 0});
    peer.Acknowledge();
    peer.Take();
    ReportErrors(peer, {true, 5, 0, 0, 0, 0, 0});
    peer.link.Run(Seconds(60));
    EXPECT_EQ(CountersOf(TakeOnly(peer))[0], MOST);
}

// R5.4.5-10, R5.4.5-11: WEN of the peer in both forms, whatever its reserved octets are
TEST(SessionReport, WenOfThePeer)
{
    ScriptedPeer peer;
    CallEstablished(peer);
    for (const bool framing : {true, false})
    {
        ControlMessage wen(MessageType::Wen);
        wen.Add<avp::LocalSessionId>(ScriptedPeer::SESSION)
            .Add<avp::RemoteSessionId>(peer.session)
            .Add<avp::CircuitErrors>({framing, 1, 2, 3, 4, 5, 6});
        auto image = wen.GetBytes().ToBytes();
        const auto offset = LastAvp(wen).offset;
        image[offset + 6U] = 0xff;
        image[offset + 7U] = 0xff;
        peer.Send(std::get<ControlMessage>(ControlMessage::Decode(ByteView(image))));
        const auto* errors = peer.Dut().Find<output::CircuitErrors>().back();
        EXPECT_EQ(errors->session, peer.session);
        EXPECT_EQ(errors->errors.hasFramingCounters, framing);
        EXPECT_EQ(errors->errors.crcErrors, framing ? 1U : 0U);
        EXPECT_EQ(errors->errors.hardwareOverruns, 3U);
        EXPECT_EQ(errors->errors.alignmentErrors, 6U);
    }
    EXPECT_EQ(peer.Dut().Count<output::CircuitErrors>(), 2U);
    EXPECT_EQ(SessionState(peer), "established");
}

// R6.13-03..05: a WEN that lacks an AVP, or whose counters cannot be read, is reported and ignored
TEST(SessionReport, IncompleteWen)
{
    const Bytes odd(25);
    for (int missing = 0; missing < 4; ++missing)
    {
        ScriptedPeer peer;
        CallEstablished(peer);
        ControlMessage wen(MessageType::Wen);
        if (missing != 0)
        {
            wen.Add<avp::LocalSessionId>(ScriptedPeer::SESSION);
        }
        if (missing != 1)
        {
            wen.Add<avp::RemoteSessionId>(peer.session);
        }
        if (missing == 3)
        {
            wen.AddRaw(0, avp::CircuitErrors::TYPE, false, ByteView(odd));
        }
        else if (missing != 2)
        {
            wen.Add<avp::CircuitErrors>({true, 1, 2, 3, 4, 5, 6});
        }
        peer.Send(wen);
        EXPECT_EQ(peer.TakeNames(), (Names{"ACK"}));
        EXPECT_EQ(peer.Dut().Count<output::CircuitErrors>(), 0U);
        EXPECT_EQ(peer.Dut().Count<output::ControlDrop>(), 1U);
        EXPECT_EQ(SessionState(peer), "established");
    }
}

// R6.14-03, R6.14-04: an SLI without one of the Session IDs ends the session found by the other
TEST(SessionReport, IncompleteSli)
{
    for (const bool local : {false, true})
    {
        ScriptedPeer peer;
        CallEstablished(peer);
        ControlMessage sli(MessageType::Sli);
        if (local)
        {
            sli.Add<avp::LocalSessionId>(ScriptedPeer::SESSION);
        }
        else
        {
            sli.Add<avp::RemoteSessionId>(peer.session);
        }
        peer.Send(sli);
        EXPECT_EQ(CodesOf(TakeOnly(peer)), (Codes{2, 3}));
        EXPECT_EQ(SessionState(peer), "none");
    }
}

} // namespace
} // namespace test
} // namespace l2tp
} // namespace ns3
