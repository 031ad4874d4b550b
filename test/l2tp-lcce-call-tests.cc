// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-lcce-network.h"
#include "l2tp-lcce-test-circuit.h"
#include "l2tp-lcce-tests.h"

#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/test.h"

#include <vector>

namespace ns3
{
namespace l2tp
{
namespace tests
{

namespace
{

/**
 * @ingroup l2tp-tests
 * @brief An LNS, node 0, that asks a LAC, node 1, to place calls.
 *
 * The connection is up at 1.5 round-trip times at the LAC, where the OCRQ arrives as well.
 */
class LcceOutgoing
{
  public:
    /**
     * @brief Build it.
     * @param encapsulation "Udp" or "Ip"
     */
    explicit LcceOutgoing(const std::string& encapsulation = "Udp")
        : network(encapsulation),
          lns(network.lcces[0]),
          lac(network.lcces[1])
    {
        network.SetAll("HelloInterval", "0s");
        network.Record();
    }

    /** @brief Let the LAC ask somebody who only takes notes. */
    void PlaceByHand()
    {
        lac->SetCallPlacer(
            Lcce::CallPlacer([this](uint32_t session, const SessionRequest& request) {
                asked.push_back(session);
                request_ = request;
            }),
            Lcce::CallReleaser([this](uint32_t session) { released.push_back(session); }));
    }

    /**
     * @brief Ask for a call.
     * @param remoteEndId Remote End ID
     */
    void Call(const std::string& remoteEndId)
    {
        auto request = lns->MakeRequest(remoteEndId);
        request.direction = CallDirection::Outgoing;
        call = lns->PlaceCall(lns->Connect(LcceNetwork::GetAddress(1)), request);
    }

    /** @brief When the LAC answers the OCRQ. @return the time */
    static Time GetAnswer()
    {
        return LcceNetwork::GetRtt() * 3 / 2;
    }

    LcceNetwork network;            //!< the nodes
    Ptr<Lcce> lns;                  //!< asks
    Ptr<Lcce> lac;                  //!< is asked
    uint32_t call{0};               //!< handle at the LNS
    std::vector<uint32_t> asked;    //!< sessions whose call is to be placed
    std::vector<uint32_t> released; //!< sessions whose call is to be released
    SessionRequest request_;        //!< the last request
};

/**
 * @ingroup l2tp-tests
 * @brief A call that is answered after three seconds, used, and hung up.
 *
 * R7.4-01: OCRP comes before the call is placed. R7.4-02: OCCN comes when it is. R7.4.2-01 and
 * R7.4.2-05: placement and its success. R7.4.2-11: a CDN releases the placed call. R2.0-01: the
 * set-up may be driven by the LNS.
 */
class LcceOutgoingCallTest : public TestCase
{
  public:
    /**
     * @brief A case.
     * @param encapsulation "Udp" or "Ip"
     */
    explicit LcceOutgoingCallTest(const std::string& encapsulation)
        : TestCase("R7.4-01 R7.4-02 R7.4.2-01 R7.4.2-05 R7.4.2-11 outgoing call over " +
                   encapsulation),
          m_encapsulation(encapsulation)
    {
    }

  private:
    void DoRun() override;

    std::string m_encapsulation; //!< "Udp" or "Ip"
};

void
LcceOutgoingCallTest::DoRun()
{
    LcceTestCircuit atLns;
    LcceTestCircuit atLac;
    LcceOutgoing scene(m_encapsulation);
    scene.lns->RegisterCircuit("one", atLns);
    scene.lac->RegisterCircuit("one", atLac);
    LcceRecorder lns(scene.lns);
    LcceRecorder lac(scene.lac);
    scene.PlaceByHand();
    scene.Call("one");
    const auto answer = LcceOutgoing::GetAnswer();
    Simulator::Schedule(answer + Seconds(3),
                        [&scene]() { scene.lac->CallPlaced(scene.asked.at(0)); });
    Simulator::Schedule(Seconds(4), [&]() {
        atLns.session->Send(Create<Packet>(100));
        atLac.session->Send(Create<Packet>(100));
    });
    Simulator::Schedule(Seconds(5), &Lcce::HangUp, scene.lns, scene.call);
    LcceNetwork::Run(Seconds(10));

    NS_TEST_EXPECT_MSG_EQ(lns.GetSentNames(), "SCCRQ SCCCN OCRQ ACK ACK CDN", "LNS");
    const auto ocrp = lac.Find(MessageType::Ocrp, true);
    const auto occn = lac.Find(MessageType::Occn, true);
    NS_TEST_ASSERT_MSG_EQ(ocrp.size() + occn.size(), 2, "one of each");
    NS_TEST_EXPECT_MSG_EQ(ocrp[0].time, answer, "OCRP before the call is placed");
    NS_TEST_EXPECT_MSG_EQ(occn[0].time, answer + Seconds(3), "OCCN when it is placed");
    NS_TEST_ASSERT_MSG_EQ(scene.asked.size(), 1, "the placer is asked once");
    NS_TEST_EXPECT_MSG_EQ(scene.request_.remoteEndId, "one", "it is told the Remote End ID");
    NS_TEST_EXPECT_MSG_EQ(lac.Count("CallRequested"), 1, "and so is the trace");
    const auto upLac = lac.Find("SessionUp");
    const auto upLns = lns.Find("SessionUp");
    NS_TEST_ASSERT_MSG_EQ(upLac.size() + upLns.size(), 2, "established at both ends");
    NS_TEST_EXPECT_MSG_EQ(upLac[0].time, answer + Seconds(3), "at the LAC");
    NS_TEST_EXPECT_MSG_EQ(upLns[0].time,
                          answer + Seconds(3) + LcceNetwork::GetRtt() / 2,
                          "at the LNS");
    NS_TEST_EXPECT_MSG_EQ(upLac[0].ids.session, scene.asked[0], "the placer knows its ID");
    NS_TEST_EXPECT_MSG_EQ(atLns.frames + atLac.frames, 2, "frames pass both ways");
    NS_TEST_ASSERT_MSG_EQ(scene.released.size(), 1, "the call is released");
    NS_TEST_EXPECT_MSG_EQ(scene.released[0], scene.asked[0], "that call");
    NS_TEST_EXPECT_MSG_EQ(scene.lac->GetSessions() + scene.lns->GetSessions(), 0, "idle");
}

/**
 * @ingroup l2tp-tests
 * @brief Calls that come to nothing (R7.4.2-06): busy, no answer in time (R7.4.2-13), given up by
 *        the LNS (R7.4.2-09), no circuit (R7.4.2-02), and a circuit that is disconnected later
 *        (R7.4.2-12).
 */
class LcceFailedCallTest : public TestCase
{
  public:
    LcceFailedCallTest()
        : TestCase("R7.4.2-02 R7.4.2-06 R7.4.2-09 R7.4.2-12 R7.4.2-13 calls that fail")
    {
    }

  private:
    void DoRun() override;
    void TestBusy();         //!< the placer says busy
    void TestTimeout();      //!< the placer says nothing
    void TestGivenUp();      //!< the LNS hangs up first
    void TestNoCircuit();    //!< there is neither placer nor circuit
    void TestDisconnected(); //!< the circuit is disconnected
};

void
LcceFailedCallTest::DoRun()
{
    TestBusy();
    TestTimeout();
    TestGivenUp();
    TestNoCircuit();
    TestDisconnected();
}

void
LcceFailedCallTest::TestBusy()
{
    LcceOutgoing scene;
    LcceRecorder lns(scene.lns);
    scene.lac->SetCallPlacer(Lcce::CallPlacer([&scene](uint32_t session, const SessionRequest&) {
        scene.lac->CallFailed(session, CdnResult::TemporaryLackOfFacilities, "busy");
    }));
    scene.Call("one");
    LcceNetwork::Run(Seconds(10));
    const auto downs = lns.Find("SessionDown");
    NS_TEST_ASSERT_MSG_EQ(downs.size(), 1, "busy");
    NS_TEST_EXPECT_MSG_EQ(downs[0].reason.result, 4, "result");
    NS_TEST_EXPECT_MSG_EQ(downs[0].reason.text, "busy", "text");
    NS_TEST_EXPECT_MSG_EQ((downs[0].reason.cause == DownCause::Peer), true, "by the LAC");
    NS_TEST_EXPECT_MSG_EQ(downs[0].established, false, "never established");
    NS_TEST_EXPECT_MSG_EQ(scene.lac->GetSessions() + scene.lns->GetSessions(), 0, "idle");
    NS_TEST_EXPECT_MSG_EQ(scene.lns->GetConnections(), 1, "the connection stays");
}

void
LcceFailedCallTest::TestTimeout()
{
    LcceOutgoing scene;
    LcceRecorder lns(scene.lns);
    LcceRecorder lac(scene.lac);
    scene.lac->SetAttribute("CallPlacementTimeout", StringValue("5s"));
    scene.PlaceByHand();
    scene.Call("one");
    LcceNetwork::Run(Seconds(10));
    const auto downs = lns.Find("SessionDown");
    NS_TEST_ASSERT_MSG_EQ(downs.size(), 1, "no answer");
    NS_TEST_EXPECT_MSG_EQ((downs[0].reason.result == 4 || downs[0].reason.result == 16),
                          true,
                          "result " << downs[0].reason.result);
    NS_TEST_EXPECT_MSG_EQ(lac.Find("SessionDown").at(0).time,
                          LcceOutgoing::GetAnswer() + Seconds(5),
                          "CallPlacementTimeout");
    NS_TEST_EXPECT_MSG_EQ(scene.released.size(), 1, "the attempt is given up");
    // Too late.
    scene.lac->CallPlaced(scene.asked.at(0));
    NS_TEST_EXPECT_MSG_EQ(lac.Find(MessageType::Occn, true).size(), 0, "no OCCN");
}

void
LcceFailedCallTest::TestGivenUp()
{
    LcceOutgoing scene;
    LcceRecorder lac(scene.lac);
    scene.PlaceByHand();
    scene.Call("one");
    Simulator::Schedule(Seconds(2), &Lcce::HangUp, scene.lns, scene.call);
    Simulator::Schedule(Seconds(3), [&scene]() { scene.lac->CallPlaced(scene.asked.at(0)); });
    LcceNetwork::Run(Seconds(10));
    NS_TEST_EXPECT_MSG_EQ(scene.released.size(), 1, "the attempt is given up");
    NS_TEST_EXPECT_MSG_EQ(lac.Find(MessageType::Occn, true).size(), 0, "no OCCN");
    NS_TEST_EXPECT_MSG_EQ(scene.lac->GetSessions() + scene.lns->GetSessions(), 0, "idle");
}

void
LcceFailedCallTest::TestNoCircuit()
{
    LcceTestCircuit circuit;
    LcceOutgoing scene;
    LcceRecorder lns(scene.lns);
    LcceRecorder lac(scene.lac);
    scene.lac->RegisterCircuit("one", circuit);
    scene.Call("two");
    Simulator::Schedule(Seconds(1), &LcceOutgoing::Call, &scene, std::string("one"));
    LcceNetwork::Run(Seconds(10));
    const auto downs = lns.Find("SessionDown");
    NS_TEST_ASSERT_MSG_EQ(downs.size(), 1, "one is refused");
    NS_TEST_EXPECT_MSG_EQ(downs[0].text, "two", "the one without a circuit");
    NS_TEST_EXPECT_MSG_EQ(downs[0].reason.result, 5, "result");
    NS_TEST_EXPECT_MSG_EQ(lac.Find(MessageType::Ocrp, true).size(), 1, "no OCRP for it");
    NS_TEST_EXPECT_MSG_EQ(scene.lns->IsUp(scene.call), true, "the other succeeds by itself");
    NS_TEST_EXPECT_MSG_EQ(circuit.ups, 1, "on its circuit");
}

void
LcceFailedCallTest::TestDisconnected()
{
    LcceTestCircuit circuit;
    LcceOutgoing scene;
    LcceRecorder lns(scene.lns);
    scene.lac->RegisterCircuit("one", circuit);
    scene.PlaceByHand();
    scene.Call("one");
    Simulator::Schedule(Seconds(1), [&scene]() { scene.lac->CallPlaced(scene.asked.at(0)); });
    Simulator::Schedule(Seconds(2),
                        [&scene]() { scene.lac->CircuitDisconnected(scene.asked.at(0)); });
    LcceNetwork::Run(Seconds(10));
    const auto downs = lns.Find("SessionDown");
    NS_TEST_ASSERT_MSG_EQ(downs.size(), 1, "disconnected");
    NS_TEST_EXPECT_MSG_EQ(downs[0].reason.result, 1, "loss of carrier");
    NS_TEST_EXPECT_MSG_EQ(downs[0].established, true, "it was established");
    NS_TEST_EXPECT_MSG_EQ(circuit.downs, 1, "the circuit is detached");
    NS_TEST_EXPECT_MSG_EQ(scene.lac->GetSessions() + scene.lns->GetSessions(), 0, "idle");
}

} // namespace

std::vector<TestCase*>
MakeLcceCallTests()
{
    return {new LcceOutgoingCallTest("Udp"),
            new LcceOutgoingCallTest("Ip"),
            new LcceFailedCallTest()};
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
