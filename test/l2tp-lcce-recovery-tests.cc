// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-lcce-network.h"
#include "l2tp-lcce-test-circuit.h"
#include "l2tp-lcce-tests.h"

#include "ns3/inet-socket-address.h"
#include "ns3/l2tp-session-directory.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/test.h"

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
 * @brief A peer crashes and comes back: it is called again, and its calls are (R4.4-11).
 */
class LcceReconnectTest : public TestCase
{
  public:
    /**
     * @brief A case.
     * @param encapsulation "Udp" or "Ip"
     */
    explicit LcceReconnectTest(const std::string& encapsulation)
        : TestCase("R4.4-11 reconnection over " + encapsulation),
          m_encapsulation(encapsulation)
    {
    }

  private:
    void DoRun() override;

    std::string m_encapsulation; //!< "Udp" or "Ip"
};

void
LcceReconnectTest::DoRun()
{
    LcceTestCircuit lacCircuits[3];
    LcceTestCircuit lnsCircuits[3];
    LcceNetwork network(m_encapsulation);
    network.SetAll("Reconnect", "true");
    network.SetAll("MaxSccrqRetransmissions", "1");
    const auto& records = network.Record();
    const auto lac = network.lcces[0];
    const auto lns = network.lcces[1];
    const auto peer = lac->Connect(LcceNetwork::GetAddress(1));
    std::vector<uint32_t> calls;
    for (uint32_t i = 0; i < 3; ++i)
    {
        lac->RegisterCircuit(std::to_string(i), lacCircuits[i]);
        lns->RegisterCircuit(std::to_string(i), lnsCircuits[i]);
        calls.push_back(lac->PlaceCall(peer, std::to_string(i)));
    }
    Simulator::Schedule(Seconds(5), &Lcce::HangUp, lac, calls[1]);
    Simulator::Schedule(Seconds(10), &Lcce::Crash, lns);
    Simulator::Schedule(Seconds(155), &Lcce::Restart, lns);
    LcceNetwork::Run(Seconds(190));

    const auto dead = records[0]->Find("PeerDead");
    NS_TEST_ASSERT_MSG_EQ(dead.size(), 4, "by HELLO, then three attempts in vain");
    const auto again = records[0]->Find("Reconnect");
    NS_TEST_ASSERT_MSG_EQ(again.size(), 4, "an attempt after each");
    const auto sccrqs = records[0]->Find(MessageType::Sccrq, true);
    NS_TEST_ASSERT_MSG_EQ(sccrqs.size(), 8, "first, three times two, and the last");
    Time wait = Seconds(1);
    for (std::size_t i = 0; i < 4; ++i)
    {
        NS_TEST_EXPECT_MSG_EQ(again[i].delay, wait, "back-off");
        NS_TEST_EXPECT_MSG_EQ(again[i].time, dead[i].time, "at the death");
        NS_TEST_EXPECT_MSG_EQ(again[i].ids.peer, peer, "the handle");
        const auto& fresh = sccrqs[i == 0 ? 1 : 1 + 2 * i];
        NS_TEST_EXPECT_MSG_EQ(fresh.time, dead[i].time + wait, "the attempt");
        NS_TEST_EXPECT_MSG_EQ(fresh.ns, 0, "R4.4-11: Ns 0");
        NS_TEST_EXPECT_MSG_NE(fresh.ids.connection, sccrqs[0].ids.connection, "R4.4-11: new ID");
        NS_TEST_EXPECT_MSG_EQ(fresh.ids.peer, peer, "the same handle");
        if (i > 0)
        {
            NS_TEST_EXPECT_MSG_EQ(dead[i].time, again[i - 1].time + wait / 2 + Seconds(3), "1+2 s");
        }
        wait = wait * 2;
    }
    const auto ups = records[0]->Find("ConnectionUp");
    NS_TEST_ASSERT_MSG_EQ(ups.size(), 2, "twice");
    NS_TEST_EXPECT_MSG_EQ(ups[1].time, sccrqs.back().time + LcceNetwork::GetRtt(), "T_A");
    NS_TEST_EXPECT_MSG_EQ(lac->IsConnected(peer), true, "the handle says so");
    const uint32_t expected[3] = {2, 1, 2};
    for (uint32_t i = 0; i < 3; ++i)
    {
        NS_TEST_EXPECT_MSG_EQ(lacCircuits[i].ups, expected[i], "attached at the LAC");
        NS_TEST_EXPECT_MSG_EQ(lnsCircuits[i].ups, expected[i], "attached at the LNS");
        NS_TEST_EXPECT_MSG_EQ(lac->IsUp(calls[i]), (i != 1), "what was hung up stays down");
    }
    NS_TEST_EXPECT_MSG_EQ(SessionDirectory::Get(network.nodes.Get(0))->GetSize(), 2, "LAC's IDs");
    NS_TEST_EXPECT_MSG_EQ(SessionDirectory::Get(network.nodes.Get(1))->GetSize(), 2, "LNS's IDs");
}

/**
 * @ingroup l2tp-tests
 * @brief The first address does not answer: the backup is called after 1 + 2 + 4 s (R4.2-27), and
 *        back again when the backup dies.
 */
class LcceFailoverTest : public TestCase
{
  public:
    /**
     * @brief A case.
     * @param encapsulation "Udp" or "Ip"
     */
    explicit LcceFailoverTest(const std::string& encapsulation)
        : TestCase("R4.2-27 failover over " + encapsulation),
          m_encapsulation(encapsulation)
    {
    }

  private:
    void DoRun() override;

    std::string m_encapsulation; //!< "Udp" or "Ip"
};

void
LcceFailoverTest::DoRun()
{
    LcceTestCircuit circuit;
    LcceNetwork network(m_encapsulation, 2);
    network.SetAll("Reconnect", "true");
    network.SetAll("MaxSccrqRetransmissions", "2");
    network.SetAll("AcceptPolicy", "Accept");
    const auto& records = network.Record();
    const auto lac = network.lcces[0];
    lac->RegisterCircuit("one", circuit);
    network.lcces[1]->SetStartTime(Seconds(20));
    const auto peer = lac->Connect(LcceNetwork::GetAddress(1), {LcceNetwork::GetAddress(2)});
    const auto call = lac->PlaceCall(peer, "one");
    const auto crash = Seconds(30);
    Simulator::Schedule(crash, &Lcce::Crash, network.lcces[2]);
    LcceNetwork::Run(Seconds(200));

    const auto sccrqs = records[0]->Find(MessageType::Sccrq, true);
    NS_TEST_ASSERT_MSG_EQ(sccrqs.size(), 5, "three to the first, one to the backup, one back");
    NS_TEST_EXPECT_MSG_EQ(sccrqs[2].time, Seconds(3), "last to the first address");
    NS_TEST_EXPECT_MSG_EQ(sccrqs[3].time, Seconds(7), "R4.2-27: the backup, 1 + 2 + 4 s");
    const auto ups = records[0]->Find("SessionUp");
    NS_TEST_ASSERT_MSG_EQ(ups.size(), 2, "the session is up twice");
    NS_TEST_EXPECT_MSG_EQ(InetSocketAddress::ConvertFrom(ups[0].ids.peerAddress).GetIpv4(),
                          LcceNetwork::GetAddress(2),
                          "first at the backup");
    const auto dead = records[0]->Find("PeerDead");
    NS_TEST_ASSERT_MSG_EQ(dead.size(), 2, "two dead peers");
    NS_TEST_EXPECT_MSG_EQ(sccrqs[4].time, dead[1].time, "failover without a wait");
    NS_TEST_EXPECT_MSG_EQ(InetSocketAddress::ConvertFrom(ups[1].ids.peerAddress).GetIpv4(),
                          LcceNetwork::GetAddress(1),
                          "then at the first address");
    NS_TEST_EXPECT_MSG_EQ(ups[1].ids.call, call, "the same call");
    NS_TEST_EXPECT_MSG_EQ(ups[1].circuit, &circuit, "the same circuit");
    NS_TEST_EXPECT_MSG_EQ(circuit.ups, 2, "attached twice");
    NS_TEST_EXPECT_MSG_EQ(circuit.downs, 1, "detached once");
    NS_TEST_EXPECT_MSG_EQ(lac->IsUp(call), true, "the handle says so");
}

/**
 * @ingroup l2tp-tests
 * @brief Nobody answers: rounds over all addresses with a wait that doubles up to its limit;
 *        stopping ends it.
 */
class LcceBackOffTest : public TestCase
{
  public:
    LcceBackOffTest()
        : TestCase("back-off over several addresses")
    {
    }

  private:
    void DoRun() override;
};

void
LcceBackOffTest::DoRun()
{
    LcceNetwork network("Udp", 2);
    network.SetAll("MaxSccrqRetransmissions", "0");
    network.SetAll("ReconnectDelay", "2s");
    network.SetAll("ReconnectMaxDelay", "5s");
    network.lcces[0]->SetAttribute("Reconnect", StringValue("true"));
    for (auto& loss : network.fromHub)
    {
        loss->SetCut(true);
    }
    const auto& records = network.Record();
    const auto lac = network.lcces[0];
    const auto peer = lac->Connect(LcceNetwork::GetAddress(1), {LcceNetwork::GetAddress(2)});
    // A call that is placed during a back-off waits for its end.
    Simulator::Schedule(Seconds(3), [lac, peer]() { lac->PlaceCall(peer, "one"); });
    lac->SetStopTime(Seconds(30));
    LcceNetwork::Run();

    // Each attempt takes 1 s; there is a wait of 2, 4, 5, 5 ... seconds after each second one.
    const std::vector<int64_t> seconds{0, 1, 4, 5, 10, 11, 17, 18, 24, 25};
    const auto sccrqs = records[0]->Find(MessageType::Sccrq, true);
    NS_TEST_ASSERT_MSG_EQ(sccrqs.size(), seconds.size(), "attempts");
    for (std::size_t i = 0; i < seconds.size(); ++i)
    {
        NS_TEST_EXPECT_MSG_EQ(sccrqs[i].time, Seconds(static_cast<double>(seconds[i])), "attempt");
        NS_TEST_EXPECT_MSG_EQ(InetSocketAddress::ConvertFrom(sccrqs[i].ids.peerAddress).GetIpv4(),
                              LcceNetwork::GetAddress(1 + i % 2),
                              "in turn");
    }
    NS_TEST_EXPECT_MSG_EQ(Simulator::Now(), Seconds(30), "stopped for good");
}

/**
 * @ingroup l2tp-tests
 * @brief When not to reconnect: not asked for, or closed on purpose. And when to: the peer is
 *        being shut down.
 */
class LcceNoReconnectTest : public TestCase
{
  public:
    LcceNoReconnectTest()
        : TestCase("which ends of a connection are failures")
    {
    }

  private:
    void DoRun() override;
};

void
LcceNoReconnectTest::DoRun()
{
    {
        LcceNetwork network;
        const auto& records = network.Record();
        network.lcces[0]->PlaceCall(network.lcces[0]->Connect(LcceNetwork::GetAddress(1)), "one");
        Simulator::Schedule(Seconds(1), &Lcce::Crash, network.lcces[1]);
        LcceNetwork::Run();
        NS_TEST_EXPECT_MSG_EQ(records[0]->Count("PeerDead"), 1, "dead");
        NS_TEST_EXPECT_MSG_EQ(records[0]->Count("Reconnect"), 0, "Reconnect is off");
        NS_TEST_EXPECT_MSG_EQ(records[0]->Find(MessageType::Sccrq, true).size(), 1, "one SCCRQ");
    }
    {
        LcceNetwork network("Udp", 2);
        network.SetAll("Reconnect", "true");
        const auto& records = network.Record();
        network.lcces[0]->Connect(LcceNetwork::GetAddress(1), {LcceNetwork::GetAddress(2)});
        network.lcces[1]->SetStopTime(Seconds(1));
        Simulator::Schedule(Seconds(2), [&]() {
            network.lcces[2]->CloseConnection(
                records[2]->Find("ConnectionUp").at(0).ids.connection);
        });
        LcceNetwork::Run();
        NS_TEST_EXPECT_MSG_EQ(records[0]->Count("Reconnect"), 1, "after result 6, not after 1");
        NS_TEST_EXPECT_MSG_EQ(records[0]->Count("ConnectionUp"), 2, "two connections");
        NS_TEST_EXPECT_MSG_EQ(records[0]->Count("ConnectionDown"), 2, "both closed");
    }
}

/**
 * @ingroup l2tp-tests
 * @brief The LAC restarts before the LNS finds out: with PeerRestart "Replace" the LNS drops the
 *        old connection, with "Keep" the circuits go over to the new one all the same.
 */
class LcceRestartTest : public TestCase
{
  public:
    /**
     * @brief A case.
     * @param replace value of PeerRestart
     */
    explicit LcceRestartTest(bool replace)
        : TestCase(std::string("restart of the initiator, ") + (replace ? "Replace" : "Keep")),
          m_replace(replace)
    {
    }

  private:
    void DoRun() override;

    bool m_replace; //!< value of PeerRestart
};

void
LcceRestartTest::DoRun()
{
    LcceTestCircuit circuits[2];
    LcceNetwork network;
    network.SetAll("PeerRestart", m_replace ? "Replace" : "Keep");
    const auto& records = network.Record();
    const auto lac = network.lcces[0];
    const auto lns = network.lcces[1];
    lac->RegisterCircuit("one", circuits[0]);
    lns->RegisterCircuit("one", circuits[1]);
    const auto peer = lac->Connect(LcceNetwork::GetAddress(1));
    const auto call = lac->PlaceCall(peer, "one");
    Simulator::Schedule(Seconds(10), &Lcce::Crash, lac);
    Simulator::Schedule(Seconds(12), &Lcce::Restart, lac);
    std::size_t connections = 0;
    Simulator::Schedule(Seconds(13), [&]() { connections = lns->GetConnections(); });
    LcceNetwork::Run(Seconds(150));

    const auto downs = records[0]->Find("ConnectionDown");
    NS_TEST_ASSERT_MSG_EQ(downs.size(), 1, "the LAC crashed");
    NS_TEST_EXPECT_MSG_EQ(downs[0].time, Seconds(10), "when it did");
    NS_TEST_EXPECT_MSG_EQ((downs[0].reason.cause == DownCause::Crash), true, "cause");
    NS_TEST_EXPECT_MSG_EQ(records[0]->Find(MessageType::Sccrq, true).back().time,
                          Seconds(12),
                          "the LAC calls again by itself");
    NS_TEST_EXPECT_MSG_EQ(lac->IsUp(call), true, "the call is back");
    NS_TEST_EXPECT_MSG_EQ(connections, (m_replace ? 1 : 2), "connections at the LNS");
    const auto lost = records[1]->Find("ConnectionDown");
    NS_TEST_ASSERT_MSG_EQ(lost.size(), 1, "the LNS loses the old connection");
    NS_TEST_EXPECT_MSG_EQ(
        (lost[0].reason.cause == (m_replace ? DownCause::Replaced : DownCause::PeerUnreachable)),
        true,
        "cause");
    NS_TEST_EXPECT_MSG_EQ((lost[0].time < Seconds(13)), m_replace, "at once, or by HELLO");
    NS_TEST_EXPECT_MSG_EQ(lns->GetConnections(), 1, "the new one stays");
    NS_TEST_EXPECT_MSG_EQ(circuits[0].ups, 2, "LAC's circuit");
    NS_TEST_EXPECT_MSG_EQ(circuits[1].ups, 2, "LNS's circuit");
    NS_TEST_ASSERT_MSG_NE(circuits[1].session, nullptr, "attached at the end");
    NS_TEST_EXPECT_MSG_EQ(circuits[1].session->GetDataPath().GetRemoteSessionId(),
                          lac->GetSessionId(call),
                          "to the new session");
}

} // namespace

std::vector<TestCase*>
MakeLcceRecoveryTests()
{
    std::vector<TestCase*> cases;
    for (const auto* encapsulation : {"Udp", "Ip"})
    {
        cases.push_back(new LcceReconnectTest(encapsulation));
        cases.push_back(new LcceFailoverTest(encapsulation));
    }
    cases.push_back(new LcceBackOffTest());
    cases.push_back(new LcceNoReconnectTest());
    cases.push_back(new LcceRestartTest(true));
    cases.push_back(new LcceRestartTest(false));
    return cases;
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
