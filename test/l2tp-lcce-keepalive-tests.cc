// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-lcce-network.h"
#include "l2tp-lcce-test-circuit.h"
#include "l2tp-lcce-tests.h"

#include "ns3/l2tp-transport.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/test.h"

#include <set>

namespace ns3
{
namespace l2tp
{
namespace tests
{

namespace
{

/** @brief Full retransmission cycle with the defaults, in seconds. */
constexpr int64_t CYCLE = 71;

/**
 * @ingroup l2tp-tests
 * @brief The peer crashes: HELLO after the interval, 10 retransmissions, death, clean-up, and then
 *        nothing more.
 */
class LcceDeadPeerTest : public TestCase
{
  public:
    /**
     * @brief A case.
     * @param encapsulation "Udp" or "Ip"
     * @param interval HELLO interval in seconds; 0 to leave the default alone
     */
    LcceDeadPeerTest(const std::string& encapsulation, int64_t interval)
        : TestCase("R4.4-01 R4.4-02 R4.4-03 R4.4-05 R4.4-08 R4.4-10 dead peer over " +
                   encapsulation + ", interval " + std::to_string(interval)),
          m_encapsulation(encapsulation),
          m_interval(interval)
    {
    }

  private:
    void DoRun() override;

    std::string m_encapsulation; //!< "Udp" or "Ip"
    int64_t m_interval;          //!< seconds, or 0
};

void
LcceDeadPeerTest::DoRun()
{
    LcceTestCircuit circuits[5];
    LcceNetwork network(m_encapsulation);
    if (m_interval != 0)
    {
        network.SetAll("HelloInterval", std::to_string(m_interval) + "s");
    }
    network.SetAll("AcceptPolicy", "Accept");
    const auto& records = network.Record();
    const auto lac = network.lcces[0];
    const auto peer = lac->Connect(LcceNetwork::GetAddress(1));
    for (uint32_t i = 0; i < 5; ++i)
    {
        lac->RegisterCircuit(std::to_string(i), circuits[i]);
        lac->PlaceCall(peer, std::to_string(i));
    }
    Simulator::Schedule(Seconds(3), &Lcce::Crash, network.lcces[1]);
    LcceNetwork::Run();

    const auto last = records[0]->GetLastReception();
    const auto interval = Seconds(static_cast<double>(m_interval == 0 ? 60 : m_interval));
    NS_TEST_EXPECT_MSG_LT(last, Seconds(3), "the crash comes after the set-up");
    const auto hellos = records[0]->Find(MessageType::Hello, true);
    NS_TEST_ASSERT_MSG_EQ(hellos.size(), 11, "one HELLO for 5 sessions, 10 retransmissions");
    NS_TEST_EXPECT_MSG_EQ(hellos[0].time, last + interval, "first HELLO");
    for (std::size_t i = 0; i < hellos.size(); ++i)
    {
        NS_TEST_EXPECT_MSG_EQ(hellos[i].ns, hellos[0].ns, "no second HELLO");
        NS_TEST_EXPECT_MSG_EQ(hellos[i].attempt, i, "attempt");
    }
    const auto death = last + interval + Seconds(static_cast<double>(CYCLE));
    for (const auto* what : {"HelloTimeout", "PeerDead", "ConnectionDown"})
    {
        NS_TEST_ASSERT_MSG_EQ(records[0]->Count(what), 1, what);
        NS_TEST_EXPECT_MSG_EQ(records[0]->Find(what)[0].time, death, what);
    }
    NS_TEST_EXPECT_MSG_EQ(records[0]->Count("HelloTx"), 1, "HelloTx");
    NS_TEST_EXPECT_MSG_EQ(records[0]->Count("Retransmit"), 10, "Retransmit");
    const auto downs = records[0]->Find("SessionDown");
    NS_TEST_ASSERT_MSG_EQ(downs.size(), 5, "all sessions end");
    for (uint32_t i = 0; i < 5; ++i)
    {
        NS_TEST_EXPECT_MSG_EQ(downs[i].time, death, "at the death of the peer");
        NS_TEST_EXPECT_MSG_EQ((downs[i].reason.cause == DownCause::ConnectionClosed),
                              true,
                              "cause");
        NS_TEST_EXPECT_MSG_EQ(circuits[i].downs, 1, "its circuit goes down");
    }
    NS_TEST_EXPECT_MSG_EQ(lac->GetConnections(), 0, "no connection is left");
    NS_TEST_EXPECT_MSG_EQ(lac->GetSessions(), 0, "no session is left");
    NS_TEST_EXPECT_MSG_EQ(lac->IsConnected(peer), false, "the handle says so");
    NS_TEST_EXPECT_MSG_EQ(Simulator::Now(), death, "nothing is left to simulate");
}

/**
 * @ingroup l2tp-tests
 * @brief One direction of the path goes: both ends find out by themselves (R4.4-06).
 */
class LcceOneWayTest : public TestCase
{
  public:
    LcceOneWayTest()
        : TestCase("R4.4-06 one-way blackhole")
    {
    }

  private:
    void DoRun() override;
};

void
LcceOneWayTest::DoRun()
{
    LcceNetwork network;
    const auto& records = network.Record();
    network.lcces[0]->Connect(LcceNetwork::GetAddress(1));
    Simulator::Schedule(Seconds(1), &LcceLoss::SetCut, network.toHub[0], true);
    LcceNetwork::Run();

    for (const auto& record : {0, 1})
    {
        const auto dead = records[record]->Find("PeerDead");
        NS_TEST_ASSERT_MSG_EQ(dead.size(), 1, "the end finds out");
    }
    const auto hub = records[0]->Find("PeerDead")[0].time;
    const auto neighbour = records[1]->Find("PeerDead")[0].time;
    // The last that it hears is the acknowledgment of its SCCCN.
    NS_TEST_EXPECT_MSG_EQ(hub, LcceNetwork::GetRtt() * 2 + Seconds(60 + CYCLE), "the deaf end");
    // Its last reception before its own HELLO is the SCCCN. The HELLOs that still arrive afterwards
    // do not acknowledge that one.
    NS_TEST_EXPECT_MSG_EQ(neighbour,
                          LcceNetwork::GetRtt() * 3 / 2 + Seconds(60 + CYCLE),
                          "the other end");
    NS_TEST_EXPECT_MSG_GT(records[1]->GetLastReception(), Seconds(100), "it hears HELLO");
    NS_TEST_EXPECT_MSG_EQ(Simulator::Now(), hub, "nothing is left to simulate");
}

/**
 * @ingroup l2tp-tests
 * @brief Received data counts as life (R4.4-04), sent data does not (R4.4-09).
 */
class LcceDataAliveTest : public TestCase
{
  public:
    /** @brief What becomes of the data at the receiver. */
    enum class Fate
    {
        Delivered,   //!< goes to a circuit
        NoCircuit,   //!< dropped, since the session has none
        OldSequence, //!< all but the first dropped as old
    };

    /**
     * @brief A case.
     * @param encapsulation "Udp" or "Ip"
     * @param fate what becomes of the data
     */
    LcceDataAliveTest(const std::string& encapsulation, Fate fate)
        : TestCase("R4.4-04 R4.4-09 one-way data over " + encapsulation +
                   (fate == Fate::Delivered   ? ""
                    : fate == Fate::NoCircuit ? ", no circuit"
                                              : ", old sequence numbers")),
          m_encapsulation(encapsulation),
          m_fate(fate)
    {
    }

  private:
    void DoRun() override;

    std::string m_encapsulation; //!< "Udp" or "Ip"
    Fate m_fate;                 //!< what becomes of the data
};

void
LcceDataAliveTest::DoRun()
{
    LcceTestCircuit receiver;
    LcceTestCircuit sender;
    LcceNetwork network(m_encapsulation);
    network.lcces[1]->RegisterCircuit("one", sender);
    // The hub must not live on HELLO of the neighbour alone.
    network.lcces[1]->SetAttribute("HelloInterval", StringValue("90s"));
    if (m_fate != Fate::NoCircuit)
    {
        network.lcces[0]->RegisterCircuit("one", receiver);
    }
    if (m_fate == Fate::OldSequence)
    {
        network.SetAll("L2SpecificSublayer", "Default");
        network.SetAll("DataSequencing", "All");
    }
    const auto& records = network.Record();
    network.lcces[0]->PlaceCall(network.lcces[0]->Connect(LcceNetwork::GetAddress(1)), "one");
    for (int64_t t = 5; t < 400; t += 10)
    {
        Simulator::Schedule(Seconds(static_cast<double>(t)), [this, &network, &records, &sender]() {
            auto session = Ptr<DataSession>(sender.session);
            if (m_fate == Fate::OldSequence)
            {
                // Each frame leaves from a new copy of the session, so each has number 0.
                const auto encapsulation =
                    m_encapsulation == "Udp" ? Encapsulation::Udp : Encapsulation::Ip;
                session = Create<DataSession>(records[1]->Find("SessionUp").at(0).parameters,
                                              Transport::Get(network.nodes.Get(1), encapsulation),
                                              session->GetPath(),
                                              nullptr);
            }
            session->Send(Create<Packet>(50));
        });
    }
    LcceNetwork::Run(Seconds(600));

    const auto fromHub = records[0]->Find(MessageType::Hello, true);
    const auto fromNeighbour = records[1]->Find(MessageType::Hello, true);
    NS_TEST_ASSERT_MSG_EQ(fromHub.empty(), false, "HELLO once the data has stopped");
    NS_TEST_ASSERT_MSG_GT(fromNeighbour.size(), 3, "the sender of data hears nothing");
    Time previous;
    for (const auto& message : records[1]->messages)
    {
        if (message.sent && message.type == MessageType::Hello && message.attempt == 0)
        {
            NS_TEST_EXPECT_MSG_EQ(message.time, previous + Seconds(90), "R4.4-09");
        }
        previous = message.sent ? previous : message.time;
    }
    Time last = Seconds(395) + LcceNetwork::GetRtt() / 2;
    for (const auto& message : records[0]->messages)
    {
        if (!message.sent && message.time < fromHub[0].time)
        {
            last = std::max(last, message.time);
        }
    }
    NS_TEST_EXPECT_MSG_EQ(fromHub[0].time,
                          last + Seconds(60),
                          "one interval after the last of all");
    NS_TEST_EXPECT_MSG_GT(fromHub[0].time, Seconds(400), "none while there is data");
    const uint32_t delivered = m_fate == Fate::Delivered ? 40 : m_fate == Fate::OldSequence ? 1 : 0;
    NS_TEST_EXPECT_MSG_EQ(receiver.frames, delivered, "frames delivered");
    NS_TEST_EXPECT_MSG_EQ(records[0]->Count("DataDrop"), 40 - delivered, "frames dropped");
}

/**
 * @ingroup l2tp-tests
 * @brief HELLOs of several connections between one pair do not bunch (R4.4-07).
 */
class LcceJitterTest : public TestCase
{
  public:
    LcceJitterTest()
        : TestCase("R4.4-07 jitter of HELLO")
    {
    }

  private:
    void DoRun() override;
};

void
LcceJitterTest::DoRun()
{
    LcceNetwork network;
    network.lcces[1]->SetAttribute("HelloInterval", StringValue("0s"));
    const auto& records = network.Record();
    for (int i = 0; i < 10; ++i)
    {
        network.lcces[0]->Connect(LcceNetwork::GetAddress(1));
    }
    LcceNetwork::Run(Seconds(200));

    const auto hellos = records[0]->Find(MessageType::Hello, true);
    NS_TEST_ASSERT_MSG_GT_OR_EQ(hellos.size(), 30, "HELLOs of 10 connections in 200 s");
    std::set<Time> times;
    std::set<uint32_t> connections;
    for (const auto& hello : hellos)
    {
        times.insert(hello.time);
        connections.insert(hello.ids.connection);
    }
    NS_TEST_EXPECT_MSG_EQ(connections.size(), 10, "each connection has its own");
    NS_TEST_EXPECT_MSG_EQ(times.size(), hellos.size(), "no two at one instant");
    const auto last = LcceNetwork::GetRtt() * 2;
    for (std::size_t i = 0; i < 10; ++i)
    {
        NS_TEST_EXPECT_MSG_EQ(
            (hellos[i].time > last + Seconds(54) && hellos[i].time <= last + Seconds(60)),
            true,
            "at most a tenth early, never late");
    }
}

} // namespace

std::vector<TestCase*>
MakeLcceKeepaliveTests()
{
    std::vector<TestCase*> cases;
    for (const auto* encapsulation : {"Udp", "Ip"})
    {
        cases.push_back(new LcceDeadPeerTest(encapsulation, 0));
        cases.push_back(new LcceDeadPeerTest(encapsulation, 5));
        for (const auto fate : {LcceDataAliveTest::Fate::Delivered,
                                LcceDataAliveTest::Fate::NoCircuit,
                                LcceDataAliveTest::Fate::OldSequence})
        {
            cases.push_back(new LcceDataAliveTest(encapsulation, fate));
        }
    }
    cases.push_back(new LcceOneWayTest());
    cases.push_back(new LcceJitterTest());
    return cases;
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
