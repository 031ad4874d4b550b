// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-lcce-network.h"
#include "l2tp-lcce-test-circuit.h"
#include "l2tp-lcce-tests.h"

#include "ns3/ipv4-l3-protocol.h"
#include "ns3/l2tp-session-directory.h"
#include "ns3/l2tp-transport.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/test.h"

#include <algorithm>

namespace ns3
{
namespace l2tp
{
namespace tests
{

namespace
{

/** @brief Full retransmission cycle with the defaults. @return 71 s */
Time
GetCycle()
{
    return Seconds(71);
}

/**
 * @brief Count a packet.
 * @param count the counter
 * @param packet a packet with its IPv4 header
 * @param ipv4 the stack
 * @param interface index of the interface
 */
void
CountPacket(uint32_t* count,
            Ptr<const Packet> /* packet */,
            Ptr<Ipv4> /* ipv4 */,
            uint32_t /* interface */)
{
    ++*count;
}

/**
 * @ingroup l2tp-tests
 * @brief StopCCN from either end (R3.3.2-01), acknowledged by an ACK (R3.3.2-02, R7.5-02), clears
 *        all sessions without a CDN (R3.3.2-05); state is kept for a cycle (R3.3.2-04).
 */
class LcceStopTest : public TestCase
{
  public:
    /**
     * @brief A case.
     * @param encapsulation "Udp" or "Ip"
     * @param closer which node closes
     * @param stop true: StopApplication; false: a verb
     */
    LcceStopTest(const std::string& encapsulation, uint32_t closer, bool stop)
        : TestCase("R3.3.2-01 R3.3.2-02 R3.3.2-04 R3.3.2-05 R7.5-02 R5.4.2-04 R5.4.2-09 node " +
                   std::to_string(closer) + (stop ? " stops" : " closes") + " over " +
                   encapsulation),
          m_encapsulation(encapsulation),
          m_closer(closer),
          m_stop(stop)
    {
    }

  private:
    void DoRun() override;

    std::string m_encapsulation; //!< "Udp" or "Ip"
    uint32_t m_closer;           //!< index of the node that closes
    bool m_stop;                 //!< by the end of the application
};

void
LcceStopTest::DoRun()
{
    const auto when = Seconds(3);
    const auto rtt = LcceNetwork::GetRtt();
    LcceTestCircuit circuits[5];
    LcceNetwork network(m_encapsulation);
    network.SetAll("AcceptPolicy", "Accept");
    network.SetAll("Reconnect", "true");
    const auto& records = network.Record();
    const auto lac = network.lcces[0];
    const auto peer = lac->Connect(LcceNetwork::GetAddress(1));
    for (uint32_t i = 0; i < 5; ++i)
    {
        lac->RegisterCircuit(std::to_string(i), circuits[i]);
        lac->PlaceCall(peer, std::to_string(i));
    }
    const auto closer = network.lcces[m_closer];
    const auto other = network.lcces[1 - m_closer];
    if (m_stop)
    {
        closer->SetStopTime(when);
    }
    else
    {
        Simulator::Schedule(when, [this, closer, peer, &records]() {
            if (m_closer == 0)
            {
                closer->Disconnect(peer);
            }
            else
            {
                closer->CloseConnection(records[1]->Find("ConnectionUp").at(0).ids.connection);
            }
        });
    }
    std::size_t left = 9;
    std::size_t kept = 9;
    Simulator::Schedule(when + rtt + NanoSeconds(1), [&]() { left = closer->GetConnections(); });
    Simulator::Schedule(when + rtt / 2 + GetCycle() - NanoSeconds(1),
                        [&]() { kept = other->GetConnections(); });
    // With Reconnect, a peer that shuts down is called again; this test is about one connection.
    if (m_stop && m_closer == 1)
    {
        lac->SetAttribute("Reconnect", StringValue("false"));
    }
    LcceNetwork::Run();

    const auto sent = records[m_closer]->Find(MessageType::StopCcn, true);
    NS_TEST_ASSERT_MSG_EQ(sent.size(), 1, "one StopCCN");
    NS_TEST_EXPECT_MSG_EQ(sent[0].time, when, "sent at once");
    NS_TEST_EXPECT_MSG_EQ(records[1 - m_closer]->Find(MessageType::StopCcn, true).size(),
                          0,
                          "the other end sends none");
    const auto acks = records[1 - m_closer]->Find(MessageType::Ack, true);
    NS_TEST_ASSERT_MSG_EQ(acks.empty(), false, "an ACK");
    NS_TEST_EXPECT_MSG_EQ(acks.back().time, when + rtt / 2, "ACK on arrival");
    NS_TEST_EXPECT_MSG_EQ(acks.back().nr, sent[0].ns + 1, "Nr of the ACK");
    for (const auto& record : {0, 1})
    {
        NS_TEST_EXPECT_MSG_EQ(records[record]->Find(MessageType::Cdn, true).size(), 0, "no CDN");
        const auto downs = records[record]->Find("ConnectionDown");
        NS_TEST_ASSERT_MSG_EQ(downs.size(), 1, "down once");
        NS_TEST_EXPECT_MSG_EQ(downs[0].reason.result, (m_stop ? 6 : 1), "result of StopCCN");
        NS_TEST_EXPECT_MSG_EQ(records[record]->Count("SessionDown"), 5, "sessions end");
        NS_TEST_EXPECT_MSG_EQ(records[record]->Count("ConnectionUp"), 1, "no reconnection");
    }
    for (const auto& circuit : circuits)
    {
        NS_TEST_EXPECT_MSG_EQ(circuit.downs, 1, "each circuit goes down");
    }
    NS_TEST_EXPECT_MSG_EQ(left, 0, "the closer is done when the ACK is in");
    NS_TEST_EXPECT_MSG_EQ(kept, 1, "the other end keeps state");
    NS_TEST_EXPECT_MSG_EQ(other->GetConnections(), 0, "and then no more");
    NS_TEST_EXPECT_MSG_EQ(Simulator::Now(), when + rtt / 2 + GetCycle(), "nothing else is left");
    NS_TEST_EXPECT_MSG_EQ(closer->IsRunning(), !m_stop, "the application goes on unless stopped");
}

/**
 * @ingroup l2tp-tests
 * @brief The StopCCN gets lost for good: state is kept for the full cycle, then all ends
 *        (R7.5-01); the receiver acknowledges copies after a lost ACK (R3.3.2-03).
 */
class LcceLostStopTest : public TestCase
{
  public:
    LcceLostStopTest()
        : TestCase("R7.5-01 R3.3.2-03 lost StopCCN and lost ACK")
    {
    }

  private:
    void DoRun() override;

    /** @brief The path goes with the StopCCN. */
    void Blackhole();

    /** @brief The first two ACKs get lost. */
    void LostAck();
};

void
LcceLostStopTest::DoRun()
{
    Blackhole();
    LostAck();
}

void
LcceLostStopTest::Blackhole()
{
    LcceNetwork network;
    network.SetAll("HelloInterval", "0s");
    const auto& records = network.Record();
    const auto lac = network.lcces[0];
    lac->Connect(LcceNetwork::GetAddress(1));
    lac->SetStopTime(Seconds(3));
    Simulator::Schedule(Seconds(2), &LcceLoss::SetCut, network.fromHub[0], true);
    std::size_t kept = 9;
    std::size_t left = 9;
    Simulator::Schedule(Seconds(3) + GetCycle() - NanoSeconds(1),
                        [&]() { kept = lac->GetConnections(); });
    Simulator::Schedule(Seconds(3) + GetCycle() + NanoSeconds(1),
                        [&]() { left = lac->GetConnections(); });
    LcceNetwork::Run();
    NS_TEST_EXPECT_MSG_EQ(kept, 1, "kept for the cycle");
    NS_TEST_EXPECT_MSG_EQ(left, 0, "and no longer");
    NS_TEST_EXPECT_MSG_EQ(records[0]->Find(MessageType::StopCcn, true).size(), 11, "all tries");
    NS_TEST_EXPECT_MSG_EQ(records[0]->Count("ConnectionDown"), 1, "down once, at the StopCCN");
    NS_TEST_EXPECT_MSG_EQ(records[0]->Count("PeerDead"), 0, "a closed connection has no dead peer");
}

void
LcceLostStopTest::LostAck()
{
    LcceNetwork network;
    network.SetAll("HelloInterval", "0s");
    const auto& records = network.Record();
    const auto lac = network.lcces[0];
    lac->Connect(LcceNetwork::GetAddress(1));
    lac->SetStopTime(Seconds(3));
    Simulator::Schedule(Seconds(2), &LcceLoss::Lose, network.toHub[0], MessageType::Ack, 2);
    LcceNetwork::Run();
    NS_TEST_EXPECT_MSG_EQ(records[0]->Find(MessageType::StopCcn, true).size(), 3, "two copies");
    const auto acks = records[1]->Find(MessageType::Ack, true);
    NS_TEST_ASSERT_MSG_EQ(acks.size(), 4, "ACK of SCCCN, of StopCCN and of each copy");
    NS_TEST_EXPECT_MSG_EQ(acks[3].nr, acks[1].nr, "the same each time");
    NS_TEST_EXPECT_MSG_EQ(records[1]->Find("ControlDrop").size(), 2, "the copies are duplicates");
    NS_TEST_EXPECT_MSG_EQ(records[1]->Count("ConnectionDown"), 1, "down once");
}

/**
 * @ingroup l2tp-tests
 * @brief CDN from either end frees the session at both (R3.4.3-01).
 */
class LcceHangUpTest : public TestCase
{
  public:
    LcceHangUpTest()
        : TestCase("R3.4.3-01 CDN from either end")
    {
    }

  private:
    void DoRun() override;
};

void
LcceHangUpTest::DoRun()
{
    for (uint32_t closer = 0; closer < 2; ++closer)
    {
        LcceTestCircuit circuits[2];
        LcceNetwork network;
        network.SetAll("Reconnect", "true");
        const auto& records = network.Record();
        const auto lac = network.lcces[0];
        lac->RegisterCircuit("one", circuits[0]);
        network.lcces[1]->RegisterCircuit("one", circuits[1]);
        const auto call = lac->PlaceCall(lac->Connect(LcceNetwork::GetAddress(1)), "one");
        Simulator::Schedule(Seconds(1), [&]() {
            if (closer == 0)
            {
                lac->HangUp(call);
            }
            else
            {
                network.lcces[1]->CloseSession(records[1]->Find("SessionUp").at(0).ids.session);
            }
        });
        LcceNetwork::Run(Seconds(10));
        NS_TEST_EXPECT_MSG_EQ(records[closer]->Find(MessageType::Cdn, true).size(), 1, "one CDN");
        NS_TEST_EXPECT_MSG_EQ(records[1 - closer]->Find(MessageType::Cdn, true).size(), 0, "one");
        for (uint32_t i = 0; i < 2; ++i)
        {
            const auto downs = records[i]->Find("SessionDown");
            NS_TEST_ASSERT_MSG_EQ(downs.size(), 1, "down at both ends, and not called again");
            NS_TEST_EXPECT_MSG_EQ(downs[0].reason.result, 3, "administrative");
            NS_TEST_EXPECT_MSG_EQ(downs[0].established, true, "it was established");
            NS_TEST_EXPECT_MSG_EQ(
                (downs[0].reason.cause == (i == closer ? DownCause::Local : DownCause::Peer)),
                true,
                "cause");
            NS_TEST_EXPECT_MSG_EQ(circuits[i].downs, 1, "the circuit goes down");
            NS_TEST_EXPECT_MSG_EQ(network.lcces[i]->GetSessions(), 0, "no session is left");
            NS_TEST_EXPECT_MSG_EQ(SessionDirectory::Get(network.nodes.Get(i))->GetSize(),
                                  0,
                                  "the Session ID is free");
            NS_TEST_EXPECT_MSG_EQ(network.lcces[i]->GetConnections(), 1, "the connection stays");
        }
        NS_TEST_EXPECT_MSG_EQ(lac->IsUp(call), false, "the handle says so");
    }
}

/**
 * @ingroup l2tp-tests
 * @brief The three settings of IdleClose (R7.5-03, R3.4.3-02).
 */
class LcceIdleTest : public TestCase
{
  public:
    LcceIdleTest()
        : TestCase("R7.5-03 R3.4.3-02 idle connections")
    {
    }

  private:
    void DoRun() override;

    /**
     * @brief Hang the only session up at 5 s and see when the connection is closed.
     * @param mode value of IdleClose
     * @return when StopCCN is sent, or 0 if it is not within 300 s
     */
    Time Close(const std::string& mode);
};

Time
LcceIdleTest::Close(const std::string& mode)
{
    LcceNetwork network;
    network.lcces[0]->SetAttribute("IdleClose", StringValue(mode));
    network.lcces[0]->SetAttribute("IdleTimeout", StringValue("20s"));
    network.lcces[0]->SetAttribute("Reconnect", StringValue("true"));
    network.lcces[1]->SetAttribute("AcceptPolicy", StringValue("Accept"));
    const auto& records = network.Record();
    const auto lac = network.lcces[0];
    const auto peer = lac->Connect(LcceNetwork::GetAddress(1));
    const auto call = lac->PlaceCall(peer, "one");
    Simulator::Schedule(Seconds(5), &Lcce::HangUp, lac, call);
    Simulator::Schedule(Seconds(290), [lac, peer]() { lac->PlaceCall(peer, "again"); });
    LcceNetwork::Run(Seconds(300));
    const auto stops = records[0]->Find(MessageType::StopCcn, true);
    NS_TEST_EXPECT_MSG_LT(stops.size(), 2, "at most one StopCCN");
    NS_TEST_EXPECT_MSG_EQ(records[0]->Find(MessageType::Hello, true).empty(),
                          !stops.empty(),
                          "HELLO goes on unless closed");
    NS_TEST_EXPECT_MSG_EQ(records[0]->Count("ConnectionUp"), 1 + stops.size(), "opened for a call");
    NS_TEST_EXPECT_MSG_EQ(records[0]->Count("SessionUp"), 2, "the second call gets through");
    return stops.empty() ? Time(0) : stops[0].time;
}

void
LcceIdleTest::DoRun()
{
    NS_TEST_EXPECT_MSG_EQ(Close("Never"), Time(0), "Never");
    NS_TEST_EXPECT_MSG_EQ(Close("After"), Seconds(25), "After");
    NS_TEST_EXPECT_MSG_EQ(Close("WithLastSession"), Seconds(5), "WithLastSession");
}

/**
 * @ingroup l2tp-tests
 * @brief After a crash, while stopping and when stopped: nothing new is accepted, nothing is
 *        answered, not even by ICMP.
 */
class LcceSilenceTest : public TestCase
{
  public:
    /**
     * @brief A case.
     * @param encapsulation "Udp" or "Ip"
     */
    explicit LcceSilenceTest(const std::string& encapsulation)
        : TestCase("silence after crash and stop over " + encapsulation),
          m_encapsulation(encapsulation)
    {
    }

  private:
    void DoRun() override;

    std::string m_encapsulation; //!< "Udp" or "Ip"
};

void
LcceSilenceTest::DoRun()
{
    for (const bool crash : {true, false})
    {
        LcceNetwork network(m_encapsulation, 2);
        network.SetAll("HelloInterval", "0s");
        const auto& records = network.Record();
        const auto lns = network.lcces[0];
        uint32_t answers = 0;
        network.lcces[1]->Connect(LcceNetwork::GetHubAddress(1));
        const auto count = MakeBoundCallback(&CountPacket, &answers);
        const auto stack = network.nodes.Get(0)->GetObject<Ipv4L3Protocol>();
        if (crash)
        {
            Simulator::Schedule(Seconds(1), &Lcce::Crash, lns);
        }
        else
        {
            // The connection to the first neighbour is kept for the hold time.
            Simulator::Schedule(Seconds(1), &LcceLoss::SetCut, network.toHub[0], true);
            Simulator::Schedule(Seconds(1), &LcceLoss::SetCut, network.fromHub[0], true);
            lns->SetStopTime(Seconds(1));
        }
        Simulator::Schedule(Seconds(2),
                            [&]() { network.lcces[2]->Connect(LcceNetwork::GetHubAddress(2)); });
        Simulator::Schedule(Seconds(100), [&]() {
            stack->TraceConnectWithoutContext("Tx", count);
            network.lcces[2]->Connect(LcceNetwork::GetHubAddress(2));
        });
        LcceNetwork::Run();
        NS_TEST_EXPECT_MSG_EQ(records[2]->messages.size(), 22, "two SCCRQ, 11 times each");
        NS_TEST_EXPECT_MSG_EQ(records[2]->GetLastReception(), Time(0), "no answer");
        NS_TEST_EXPECT_MSG_EQ(records[2]->Count("PeerDead"), 2, "they give up");
        NS_TEST_EXPECT_MSG_EQ(answers, 0, "no packet at all");
        NS_TEST_EXPECT_MSG_EQ(lns->GetControlDrops(ControlDropReason::Closing),
                              (crash ? 0 : 11),
                              "refused while the application is being stopped");
        const auto encapsulation =
            m_encapsulation == "Udp" ? Encapsulation::Udp : Encapsulation::Ip;
        NS_TEST_EXPECT_MSG_EQ(Transport::Get(network.nodes.Get(0), encapsulation)
                                  ->GetDropCount(TransportDropReason::Swallowed),
                              (crash ? 22 : 11),
                              "swallowed");
    }
}

} // namespace

std::vector<TestCase*>
MakeLcceTerminationTests()
{
    std::vector<TestCase*> cases;
    for (const auto* encapsulation : {"Udp", "Ip"})
    {
        for (uint32_t closer = 0; closer < 2; ++closer)
        {
            cases.push_back(new LcceStopTest(encapsulation, closer, true));
            cases.push_back(new LcceStopTest(encapsulation, closer, false));
        }
        cases.push_back(new LcceSilenceTest(encapsulation));
    }
    cases.push_back(new LcceLostStopTest());
    cases.push_back(new LcceHangUpTest());
    cases.push_back(new LcceIdleTest());
    return cases;
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
