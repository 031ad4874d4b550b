// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-lcce-network.h"
#include "l2tp-lcce-test-circuit.h"
#include "l2tp-lcce-tests.h"

#include "ns3/l2tp-avp.h"
#include "ns3/l2tp-control-connection.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/test.h"

#include <algorithm>
#include <set>

namespace ns3
{
namespace l2tp
{
namespace tests
{

namespace
{

/**
 * @brief Sum of the first waits between transmissions: 1 s doubled up to 8 s.
 * @param losses number of waits
 * @return the sum
 */
Time
SumOfWaits(uint32_t losses)
{
    int64_t sum = 0;
    int64_t wait = 1;
    for (uint32_t i = 0; i < losses; ++i)
    {
        sum += wait;
        wait = std::min<int64_t>(wait * 2, 8);
    }
    return Seconds(static_cast<double>(sum));
}

/**
 * @ingroup l2tp-tests
 * @brief Time of establishment at both ends with lost set-up messages, and without: T_A = R +
 *        S(K1) + S(K2), T_B = 1.5 R + S(K1) + S(K2) + S(K3) (R3.3.1-01).
 */
class LcceConnectionTimeTest : public TestCase
{
  public:
    /**
     * @brief A case.
     * @param encapsulation "Udp" or "Ip"
     * @param sccrq how many SCCRQ are lost
     * @param sccrp how many SCCRP are lost
     * @param scccn how many SCCCN are lost
     */
    LcceConnectionTimeTest(const std::string& encapsulation,
                           uint32_t sccrq,
                           uint32_t sccrp,
                           uint32_t scccn)
        : TestCase("R3.3.1-01 connection time over " + encapsulation + ", losses " +
                   std::to_string(sccrq) + " " + std::to_string(sccrp) + " " +
                   std::to_string(scccn)),
          m_encapsulation(encapsulation),
          m_sccrq(sccrq),
          m_sccrp(sccrp),
          m_scccn(scccn)
    {
    }

  private:
    void DoRun() override;

    std::string m_encapsulation; //!< "Udp" or "Ip"
    uint32_t m_sccrq;            //!< lost SCCRQ
    uint32_t m_sccrp;            //!< lost SCCRP
    uint32_t m_scccn;            //!< lost SCCCN
};

void
LcceConnectionTimeTest::DoRun()
{
    LcceNetwork network(m_encapsulation);
    network.SetAll("HelloInterval", "0s");
    const auto& records = network.Record();
    network.fromHub[0]->Lose(MessageType::Sccrq, m_sccrq);
    network.toHub[0]->Lose(MessageType::Sccrp, m_sccrp);
    network.fromHub[0]->Lose(MessageType::Scccn, m_scccn);
    const auto peer = network.lcces[0]->Connect(LcceNetwork::GetAddress(1));
    LcceNetwork::Run();

    const auto rtt = LcceNetwork::GetRtt();
    const auto atHub = records[0]->Find("ConnectionUp");
    const auto atNeighbour = records[1]->Find("ConnectionUp");
    NS_TEST_ASSERT_MSG_EQ(atHub.size(), 1, "the initiator is established once");
    NS_TEST_ASSERT_MSG_EQ(atNeighbour.size(), 1, "the responder is established once");
    const auto expected = rtt + SumOfWaits(m_sccrq) + SumOfWaits(m_sccrp);
    NS_TEST_EXPECT_MSG_EQ(atHub[0].time, expected, "T_A");
    NS_TEST_EXPECT_MSG_EQ(atNeighbour[0].time, expected + rtt / 2 + SumOfWaits(m_scccn), "T_B");
    NS_TEST_EXPECT_MSG_EQ(network.lcces[0]->IsConnected(peer), true, "the handle says so");
    NS_TEST_EXPECT_MSG_EQ(atHub[0].ids.peer, peer, "the trace names the handle");
    NS_TEST_EXPECT_MSG_EQ(atNeighbour[0].ids.peer, 0, "the responder has none");
    NS_TEST_EXPECT_MSG_EQ(atHub[0].ids.connection, atNeighbour[0].ids.remoteConnection, "A's ID");
    NS_TEST_EXPECT_MSG_EQ(atHub[0].ids.remoteConnection, atNeighbour[0].ids.connection, "B's ID");
    if (m_sccrq + m_sccrp + m_scccn == 0)
    {
        NS_TEST_EXPECT_MSG_EQ(records[0]->GetSentNames(), "SCCRQ SCCCN", "initiator");
        NS_TEST_EXPECT_MSG_EQ(records[1]->GetSentNames(), "SCCRP ACK", "responder");
    }
}

/**
 * @ingroup l2tp-tests
 * @brief Time to set up many sessions through a fixed window.
 */
class LcceSessionTimeTest : public TestCase
{
  public:
    /**
     * @brief A case.
     * @param encapsulation "Udp" or "Ip"
     * @param sessions number of sessions
     * @param window both receive windows
     * @param idle true: all are asked for on an idle established connection; false: at Connect
     */
    LcceSessionTimeTest(const std::string& encapsulation,
                        uint32_t sessions,
                        uint32_t window,
                        bool idle)
        : TestCase("session time over " + encapsulation + ", " + std::to_string(sessions) +
                   " sessions, window " + std::to_string(window) +
                   (idle ? ", idle connection" : ", at Connect")),
          m_encapsulation(encapsulation),
          m_sessions(sessions),
          m_window(window),
          m_idle(idle)
    {
    }

  private:
    void DoRun() override;

    std::string m_encapsulation; //!< "Udp" or "Ip"
    uint32_t m_sessions;         //!< number of sessions
    uint32_t m_window;           //!< both receive windows
    bool m_idle;                 //!< wait for an idle connection
};

void
LcceSessionTimeTest::DoRun()
{
    LcceNetwork network(m_encapsulation);
    network.SetAll("HelloInterval", "0s");
    network.SetAll("CongestionControl", "ns3::l2tp::FixedWindow");
    network.SetAll("ReceiveWindowSize", std::to_string(m_window));
    network.SetAll("AcceptPolicy", "Accept");
    const auto& records = network.Record();
    const auto lac = network.lcces[0];
    const auto peer = lac->Connect(LcceNetwork::GetAddress(1));
    const auto start = m_idle ? Seconds(10) : Seconds(0);
    const auto place = [this, lac, peer]() {
        for (uint32_t i = 0; i < m_sessions; ++i)
        {
            lac->PlaceCall(peer, "circuit " + std::to_string(i));
        }
    };
    if (m_idle)
    {
        Simulator::Schedule(start, place);
    }
    else
    {
        place();
    }
    LcceNetwork::Run();

    const int64_t n = m_sessions;
    const int64_t w = m_window;
    const auto rtt = LcceNetwork::GetRtt();
    const auto turnsA = m_idle ? (n + w - 1) / w : 2 + n / w;
    const auto turnsB = m_idle ? std::max<int64_t>(1, (2 * n + w - 1) / w - 1)
                               : 1 + std::max<int64_t>(1, 2 * n / w);
    const auto upA = records[0]->Find("SessionUp");
    const auto upB = records[1]->Find("SessionUp");
    NS_TEST_ASSERT_MSG_EQ(upA.size(), m_sessions, "sessions at the sender of ICRQ");
    NS_TEST_ASSERT_MSG_EQ(upB.size(), m_sessions, "sessions at the recipient");
    NS_TEST_EXPECT_MSG_EQ(upA.back().time - start, rtt * turnsA, "T_A");
    NS_TEST_EXPECT_MSG_EQ(upB.back().time - start, rtt * turnsB + rtt / 2, "T_B");
    const auto sent = records[0]->Find(MessageType::Icrq, true).size() +
                      records[0]->Find(MessageType::Iccn, true).size() +
                      records[1]->Find(MessageType::Icrp, true).size();
    NS_TEST_EXPECT_MSG_EQ(sent, 3 * m_sessions, "no message was sent twice");
    NS_TEST_EXPECT_MSG_EQ(network.fromHub[0]->GetPassed() + network.toHub[0]->GetPassed(),
                          4 + 4 * m_sessions,
                          "packets, set-up of the connection included");
}

/**
 * @ingroup l2tp-tests
 * @brief What a session agrees on: IDs and cookies of both ends, and the circuits
 *        (R3.4.1-01: ICRQ, ICRP, ICCN in order; Remote Session ID 0 in ICRQ only).
 */
class LcceSessionTest : public TestCase
{
  public:
    /**
     * @brief A case.
     * @param encapsulation "Udp" or "Ip"
     * @param cookie octets of the cookie
     */
    LcceSessionTest(const std::string& encapsulation, uint8_t cookie)
        : TestCase("R3.4.1-01 session over " + encapsulation + ", cookie of " +
                   std::to_string(cookie)),
          m_encapsulation(encapsulation),
          m_cookie(cookie)
    {
    }

  private:
    void DoRun() override;

    std::string m_encapsulation; //!< "Udp" or "Ip"
    uint8_t m_cookie;            //!< octets of the cookie
};

void
LcceSessionTest::DoRun()
{
    LcceTestCircuit lacCircuit;
    LcceTestCircuit lnsCircuit;
    LcceNetwork network(m_encapsulation);
    network.SetAll("HelloInterval", "0s");
    network.SetAll("CookieLength", std::to_string(m_cookie));
    network.SetAll("L2SpecificSublayer", "Default");
    network.lcces[1]->SetAttribute("DataSequencing", StringValue("All"));
    const auto& records = network.Record();
    network.lcces[0]->RegisterCircuit("one", lacCircuit);
    network.lcces[1]->RegisterCircuit("one", lnsCircuit);
    const auto call =
        network.lcces[0]->PlaceCall(network.lcces[0]->Connect(LcceNetwork::GetAddress(1)), "one");
    LcceNetwork::Run();

    NS_TEST_EXPECT_MSG_EQ(records[0]->GetSentNames(), "SCCRQ SCCCN ICRQ ICCN", "LAC");
    NS_TEST_EXPECT_MSG_EQ(records[1]->GetSentNames(), "SCCRP ACK ICRP ACK", "LNS");
    const auto upA = records[0]->Find("SessionUp");
    const auto upB = records[1]->Find("SessionUp");
    NS_TEST_ASSERT_MSG_EQ(upA.size() + upB.size(), 2, "one session");
    const auto& a = upA[0].parameters;
    const auto& b = upB[0].parameters;
    const auto icrq = records[0]->Find(MessageType::Icrq, true).at(0).ids;
    const auto icrp = records[1]->Find(MessageType::Icrp, true).at(0).ids;
    const auto iccn = records[0]->Find(MessageType::Iccn, true).at(0).ids;
    NS_TEST_EXPECT_MSG_EQ(icrq.session, a.localSessionId, "Local Session ID of ICRQ");
    NS_TEST_EXPECT_MSG_EQ(icrp.session, b.localSessionId, "Local Session ID of ICRP");
    NS_TEST_EXPECT_MSG_EQ(icrp.remoteSession, a.localSessionId, "Remote Session ID of ICRP");
    NS_TEST_EXPECT_MSG_EQ(iccn.remoteSession, b.localSessionId, "Remote Session ID of ICCN");
    const auto image = records[0]->Find(MessageType::Icrq, true).at(0).image;
    const auto decoded = ControlMessage::Decode(image);
    const auto* message = std::get_if<ControlMessage>(&decoded);
    NS_TEST_ASSERT_MSG_NE(message, nullptr, "the trace gives the octets");
    NS_TEST_EXPECT_MSG_EQ(message->Get<avp::RemoteSessionId>().value_or(1), 0, "in ICRQ");
    NS_TEST_EXPECT_MSG_EQ(a.remoteSessionId, b.localSessionId, "B's ID");
    NS_TEST_EXPECT_MSG_EQ(b.remoteSessionId, a.localSessionId, "A's ID");
    NS_TEST_EXPECT_MSG_EQ((a.localCookie == b.remoteCookie), true, "A's cookie");
    NS_TEST_EXPECT_MSG_EQ((b.localCookie == a.remoteCookie), true, "B's cookie");
    NS_TEST_EXPECT_MSG_EQ(a.localCookie.GetSize(), m_cookie, "size of the cookie");
    NS_TEST_EXPECT_MSG_EQ((m_cookie != 0 && a.localCookie == b.localCookie), false, "two draws");
    NS_TEST_EXPECT_MSG_EQ((a.transmitSequencing == DataSequencing::All), true, "B wants numbers");
    NS_TEST_EXPECT_MSG_EQ((b.transmitSequencing == DataSequencing::None), true, "A does not");
    NS_TEST_EXPECT_MSG_EQ(network.lcces[0]->IsUp(call), true, "the handle says so");
    NS_TEST_EXPECT_MSG_EQ(network.lcces[0]->GetSessionId(call), a.localSessionId, "and names it");
    NS_TEST_EXPECT_MSG_EQ(upA[0].circuit, &lacCircuit, "the trace hands out the circuit");
    NS_TEST_EXPECT_MSG_EQ(lacCircuit.ups, 1, "the LAC's circuit is attached");
    NS_TEST_EXPECT_MSG_EQ(lnsCircuit.ups, 1, "the LNS's circuit is attached");
    NS_TEST_ASSERT_MSG_NE(lacCircuit.session, nullptr, "the LAC's circuit can send");
    Simulator::Schedule(Seconds(0), [&lacCircuit]() {
        lacCircuit.session->Send(Create<Packet>(100));
        lacCircuit.session->Send(Create<Packet>(1));
    });
    Simulator::Run();
    NS_TEST_EXPECT_MSG_EQ(lnsCircuit.frames, 2, "frames get through");
    NS_TEST_EXPECT_MSG_EQ(records[0]->Count("DataTx"), 2, "DataTx");
    NS_TEST_EXPECT_MSG_EQ(records[1]->Count("DataRx"), 2, "DataRx");
    NS_TEST_EXPECT_MSG_EQ(records[1]->Find("DataRx").at(0).ids.session, b.localSessionId, "its ID");
}

/**
 * @ingroup l2tp-tests
 * @brief What becomes of a request for a Remote End ID without a circuit (R7.3.2-02), and for a
 *        circuit that another peer has.
 */
class LcceAcceptTest : public TestCase
{
  public:
    LcceAcceptTest()
        : TestCase("R7.3.2-02 unknown and busy Remote End IDs")
    {
    }

  private:
    void DoRun() override;
};

void
LcceAcceptTest::DoRun()
{
    LcceTestCircuit made;
    LcceTestCircuit shared;
    uint32_t asked = 0;
    LcceNetwork network("Udp", 2);
    const auto lns = network.lcces[0];
    lns->RegisterCircuit("shared", shared);
    const auto& records = network.Record();
    const auto lac = network.lcces[1];
    const auto peer = lac->Connect(LcceNetwork::GetHubAddress(1));
    const auto unknown = lac->PlaceCall(peer, "unknown");
    Simulator::Schedule(Seconds(1), [&]() {
        lns->SetAttribute("AcceptPolicy", StringValue("Create"));
        lns->SetCircuitFactory(
            Callback<Circuit*, const SessionRequest&>([&](const SessionRequest& request) {
                ++asked;
                return request.remoteEndId == "made" ? static_cast<Circuit*>(&made) : nullptr;
            }));
        lac->PlaceCall(peer, "made");
        lac->PlaceCall(peer, "not made");
        lac->PlaceCall(peer, "shared");
    });
    Simulator::Schedule(Seconds(2), [&]() {
        const auto other = network.lcces[2];
        other->PlaceCall(other->Connect(LcceNetwork::GetHubAddress(2)), "shared");
    });
    LcceNetwork::Run(Seconds(3));

    const auto downs = records[1]->Find("SessionDown");
    NS_TEST_ASSERT_MSG_EQ(downs.size(), 2, "two refusals");
    NS_TEST_EXPECT_MSG_EQ(downs[0].ids.call, unknown, "the first is by policy Reject");
    NS_TEST_EXPECT_MSG_EQ(downs[0].reason.result, 5, "CDN result");
    NS_TEST_EXPECT_MSG_EQ((downs[0].reason.cause == DownCause::Peer), true, "by the peer");
    NS_TEST_EXPECT_MSG_EQ(downs[0].established, false, "never established");
    NS_TEST_EXPECT_MSG_EQ(downs[1].reason.result, 5, "CDN result");
    NS_TEST_EXPECT_MSG_EQ(downs[1].text, "not made", "the second is by the factory");
    NS_TEST_EXPECT_MSG_EQ(asked, 2, "the factory is asked once per unknown name");
    NS_TEST_EXPECT_MSG_EQ(made.ups, 1, "the circuit made is attached");
    NS_TEST_EXPECT_MSG_EQ(shared.ups, 1, "the shared circuit stays with its first session");
    const auto busy = records[2]->Find("SessionDown");
    NS_TEST_ASSERT_MSG_EQ(busy.size(), 1, "the other peer is refused");
    NS_TEST_EXPECT_MSG_EQ(busy[0].reason.result, 4, "temporarily");
    NS_TEST_EXPECT_MSG_EQ(lns->GetSessions(), 2, "nothing is left of the refused ones");
}

} // namespace

std::vector<TestCase*>
MakeLcceSetupTests()
{
    std::vector<TestCase*> cases;
    for (const auto* encapsulation : {"Udp", "Ip"})
    {
        for (uint32_t losses = 0; losses < 27; ++losses)
        {
            cases.push_back(
                new LcceConnectionTimeTest(encapsulation, losses % 3, losses / 3 % 3, losses / 9));
        }
        cases.push_back(new LcceConnectionTimeTest(encapsulation, 5, 0, 4));
        for (const auto& [sessions, window] : std::vector<std::pair<uint32_t, uint32_t>>{{1, 1},
                                                                                         {1, 4},
                                                                                         {7, 1},
                                                                                         {7, 4},
                                                                                         {8, 8},
                                                                                         {5, 8},
                                                                                         {30, 64},
                                                                                         {100, 4},
                                                                                         {100, 16}})
        {
            cases.push_back(new LcceSessionTimeTest(encapsulation, sessions, window, true));
            cases.push_back(new LcceSessionTimeTest(encapsulation, sessions, window, false));
        }
        for (const uint8_t cookie : {0, 4, 8})
        {
            cases.push_back(new LcceSessionTest(encapsulation, cookie));
        }
    }
    cases.push_back(new LcceAcceptTest());
    return cases;
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
