// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-event-log-reader.h"
#include "l2tp-lcce-network.h"
#include "l2tp-tool-tests.h"

#include "ns3/l2tp-event-log.h"
#include "ns3/l2tp-print.h"
#include "ns3/pointer.h"
#include "ns3/queue.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <memory>
#include <optional>
#include <sstream>

namespace ns3
{
namespace l2tp
{
namespace tests
{

namespace
{

using Lines = std::vector<std::string>;

/**
 * @ingroup l2tp-tests
 * @brief Lines of a text.
 * @param text the text
 * @return its lines
 */
Lines
Split(const std::string& text)
{
    Lines lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);)
    {
        lines.push_back(line);
    }
    return lines;
}

/**
 * @ingroup l2tp-tests
 * @brief Events of a log.
 * @param text the log
 * @param event category/name
 * @return lines of the event
 */
Lines
Find(const std::string& text, const std::string& event)
{
    Lines found;
    for (const auto& line : Split(text))
    {
        if (EventLogReader::Get(line, "category") + "/" + EventLogReader::Get(line, "name") ==
            event)
        {
            found.push_back(line);
        }
    }
    return found;
}

/**
 * @ingroup l2tp-tests
 * @brief Some members of a line.
 * @param line the line
 * @param names their names
 * @return the values of those that are there, with blanks between
 */
std::string
Pick(const std::string& line, const Lines& names)
{
    std::string text;
    for (const auto& name : names)
    {
        const auto value = EventLogReader::Get(line, name);
        text += (text.empty() || value.empty() ? "" : " ") + value;
    }
    return text;
}

/**
 * @ingroup l2tp-tests
 * @brief Everything happens that can be logged, and each line is as doc/event-log.csv says.
 */
class EventLogSchemaTest : public TestCase
{
  public:
    EventLogSchemaTest()
        : TestCase("event log: each event conforms to its description")
    {
    }

  private:
    void DoRun() override;

    /**
     * @brief Let everything happen.
     * @return the log
     */
    static std::string Simulate();
};

std::string
EventLogSchemaTest::Simulate()
{
    std::ostringstream os;
    LcceNetwork network("Udp", 2);
    network.SetAll("AcceptPolicy", "Accept");
    network.SetAll("HelloInterval", "10s");
    network.SetAll("Reconnect", "true");
    EventLog log(os);
    log.SetRawOctets(true);
    log.BeginRun(7);
    log.Watch(network.lcces[0], "hub");
    log.Watch(network.lcces[1], "first");
    log.Watch(network.lcces[2], "second");
    const auto hub = network.lcces[0];
    const auto first = network.lcces[1];
    network.fromHub[0]->Lose(MessageType::Sccrq, 1);
    const auto peer = hub->Connect(LcceNetwork::GetAddress(1));
    const auto call = hub->PlaceCall(peer, "one");
    auto outgoing = hub->MakeRequest("two");
    outgoing.direction = CallDirection::Outgoing;
    hub->PlaceCall(peer, outgoing);
    Simulator::Schedule(Seconds(3), &Lcce::SetCircuitStatus, hub, "one", false);
    Simulator::Schedule(Seconds(4), [hub, call]() {
        hub->ReportCircuitErrors(hub->GetSessionId(call), {true, 1, 2, 3, 4, 5, 6});
    });
    Simulator::Schedule(Seconds(5), [hub, peer]() {
        hub->SetMessageExtension(
            Lcce::MessageExtension([](ControlMessage& message, const SessionParameters&) {
                message.AddRaw(9, 1, true, Bytes{1});
            }));
        hub->PlaceCall(peer, "refused");
    });
    Simulator::Schedule(Seconds(20), [&network]() { network.fromHub[0]->SetCut(true); });
    LcceNetwork::Run(Seconds(200));
    return os.str();
}

void
EventLogSchemaTest::DoRun()
{
    EventLogReader reader;
    bool first = true;
    const auto text = Simulate();
    for (const auto& line : Split(text))
    {
        NS_TEST_EXPECT_MSG_EQ(reader.Check(line, first), "", "the description");
        first = false;
    }
    std::string unseen;
    for (const auto& name : reader.GetUnseen())
    {
        unseen += name + "\n";
    }
    NS_TEST_EXPECT_MSG_EQ(unseen, "", "each member has been seen");
    const auto header = "{\"schema\":\"" + std::string(EventLog::SCHEMA) +
                        "\",\"version\":" + std::to_string(EventLog::VERSION) + "}";
    NS_TEST_EXPECT_MSG_EQ(Split(text).at(0), header, "the first line");
    NS_TEST_EXPECT_MSG_EQ(Simulate(), text, "the same seed, the same octets");
}

/**
 * @ingroup l2tp-tests
 * @brief The check of the description finds what is wrong.
 */
class EventLogReaderTest : public TestCase
{
  public:
    EventLogReaderTest()
        : TestCase("event log: a wrong line is found")
    {
    }

  private:
    void DoRun() override;
};

void
EventLogReaderTest::DoRun()
{
    EventLogReader reader;
    const std::string good =
        "{\"time\":1.000000000,\"node\":0,\"lcce\":\"A\",\"category\":\"recovery\","
        "\"name\":\"timer-set\",\"deadline\":2.000000000}";
    NS_TEST_EXPECT_MSG_EQ(reader.Check(good, false), "", "a good line");
    const std::vector<std::pair<std::string, std::string>> changes{
        {"{", ""},
        {"}", "},"},
        {"\"A\"", "A"},
        {"\"lcce\"", "\"LCCE\""},
        {"\"node\":0,", ""},
        {"2.000000000", "2"},
        {":0,", ":\"0\","},
        {"timer-set", "timer-expired"},
        {"recovery", "transport"},
        {"\"node\":0", "\"node\":0,\"node\":0"},
    };
    for (const auto& [from, to] : changes)
    {
        auto bad = good;
        bad.replace(bad.find(from), from.size(), to);
        NS_TEST_EXPECT_MSG_NE(reader.Check(bad, false), "", "a wrong line: " << bad);
    }
    NS_TEST_EXPECT_MSG_NE(reader.Check(good, true), "", "no first line");
}

/**
 * @ingroup l2tp-tests
 * @brief Loss and recovery of one message, event by event.
 */
class EventLogRecoveryTest : public TestCase
{
  public:
    EventLogRecoveryTest()
        : TestCase("event log: a lost SCCRQ, event by event")
    {
    }

  private:
    void DoRun() override;
};

void
EventLogRecoveryTest::DoRun()
{
    std::ostringstream os;
    LcceNetwork network;
    EventLog log(os);
    log.SetAvps(false);
    log.Watch(network.lcces[0], "A");
    log.Watch(network.lcces[1], "B");
    network.fromHub[0]->Lose(MessageType::Sccrq, 1);
    network.lcces[0]->Connect(LcceNetwork::GetAddress(1));
    LcceNetwork::Run(Seconds(1.06));
    std::string told;
    for (const auto& line : Split(os.str()))
    {
        if (line.find("\"state\"") == std::string::npos &&
            line.find("\"time\"") != std::string::npos)
        {
            told += Pick(line,
                         {"time",
                          "lcce",
                          "name",
                          "tx",
                          "message",
                          "attempt",
                          "timeout",
                          "disposition",
                          "reason",
                          "deadline",
                          "cwnd",
                          "ssthresh",
                          "outstanding"}) +
                    "\n";
        }
    }
    const std::string expected = "0.000000000 A sent 1 SCCRQ 0 1.000000000\n"
                                 "0.000000000 A timer-set 1.000000000\n"
                                 "0.000000000 A window 1 4 1\n"
                                 "0.050000000 lost 1 SCCRQ error model\n"
                                 "1.000000000 A timer-expired\n"
                                 "1.000000000 A retransmit 2 SCCRQ 1 2.000000000\n"
                                 "1.000000000 A sent 2 SCCRQ 1 2.000000000\n"
                                 "1.000000000 A timer-set 3.000000000\n"
                                 "1.000000000 A window 1 1 1\n"
                                 "1.050000000 B received 2 SCCRQ in order\n"
                                 "1.050000000 B sent 3 SCCRP 0 1.000000000\n"
                                 "1.050000000 B timer-set 2.050000000\n"
                                 "1.050000000 B window 1 4 1\n";
    NS_TEST_EXPECT_MSG_EQ(told, expected, "the events");
    NS_TEST_EXPECT_MSG_EQ(os.str().find("avps"), std::string::npos, "AVPs are off");
}

/**
 * @ingroup l2tp-tests
 * @brief Copies that look the same, duplicates, and what the receiving end drops.
 */
class EventLogCopiesTest : public TestCase
{
  public:
    /**
     * @brief One encapsulation.
     * @param encapsulation "Udp" or "Ip"
     */
    explicit EventLogCopiesTest(const std::string& encapsulation)
        : TestCase("event log: copies of a message over " + encapsulation),
          m_encapsulation(encapsulation)
    {
    }

  private:
    void DoRun() override;

    std::string m_encapsulation; //!< "Udp" or "Ip"
};

void
EventLogCopiesTest::DoRun()
{
    std::ostringstream os;
    LcceNetwork network(m_encapsulation);
    // Shorter than the 50 ms to the peer: the copies leave before the first one is there.
    network.lcces[0]->SetAttribute("RetransmissionTiming",
                                   StringValue("ns3::l2tp::FixedTimeout[Timeout=20ms]"));
    const auto& records = network.Record();
    EventLog log(os);
    log.SetRawOctets(true);
    log.Watch(network.lcces[0], "A");
    log.Watch(network.lcces[1], "B");
    network.fromHub[0]->Lose(MessageType::Sccrq, 1);
    network.lcces[0]->Connect(LcceNetwork::GetAddress(1));
    Simulator::Schedule(MilliSeconds(92), &Lcce::Crash, network.lcces[1]);
    LcceNetwork::Run(MilliSeconds(115));
    const auto text = os.str();
    const auto lost = Find(text, "transport/lost");
    NS_TEST_ASSERT_MSG_EQ(lost.size(), 1, text);
    NS_TEST_EXPECT_MSG_EQ(Pick(lost[0], {"time", "tx", "lcce", "message", "ns", "nr", "node"}),
                          "0.050000000 1 SCCRQ 0 0 1",
                          "which one is lost, and where");
    auto received = Find(text, "transport/received");
    NS_TEST_ASSERT_MSG_EQ((received.size() >= 2), true, text);
    NS_TEST_EXPECT_MSG_EQ(Pick(received[0], {"time", "tx", "disposition"}),
                          "0.070000000 2 in order",
                          "the second copy");
    NS_TEST_EXPECT_MSG_EQ(Pick(received[1], {"time", "tx", "disposition"}),
                          "0.090000000 3 duplicate",
                          "the third copy");
    const auto sent = Find(text, "transport/sent");
    const auto record = records[0]->Find(MessageType::Sccrq, true).at(0);
    NS_TEST_EXPECT_MSG_EQ(EventLogReader::Get(sent.at(0), "raw"),
                          FormatHex(Bytes(record.image)),
                          "its octets");
    NS_TEST_EXPECT_MSG_EQ(EventLogReader::Get(lost[0], "raw"),
                          EventLogReader::Get(sent[0], "raw"),
                          "the octets that are lost");
    const auto dropped = Find(text, "transport/dropped");
    NS_TEST_ASSERT_MSG_EQ(dropped.size(), 2, text);
    NS_TEST_EXPECT_MSG_EQ(Pick(dropped[0], {"time", "lcce", "tx", "reason"}),
                          "0.090000000 B 3 duplicate",
                          "the LCCE drops");
    NS_TEST_EXPECT_MSG_EQ(Pick(dropped[1], {"time", "lcce", "tx", "reason"}),
                          "0.110000000 4 swallowed",
                          "the node drops");
}

/**
 * @ingroup l2tp-tests
 * @brief What is lost is known by the octets of the packet if its sender is not watched, and is
 *        told once.
 */
class EventLogLossTest : public TestCase
{
  public:
    EventLogLossTest()
        : TestCase("event log: where messages are lost")
    {
    }

  private:
    void DoRun() override;
};

void
EventLogLossTest::DoRun()
{
    std::ostringstream os;
    LcceNetwork network;
    const auto device = network.nodes.Get(0)->GetDevice(1);
    auto log = std::make_unique<EventLog>(os);
    log->WatchLink(network.nodes.Get(1)->GetDevice(1));
    device->TraceConnectWithoutContext(
        "MacTx",
        Callback<void, Ptr<const Packet>>([&](Ptr<const Packet> packet) {
            if (log && Simulator::Now() > Seconds(1))
            {
                log->Dropped(packet, "outage", network.nodes.Get(0));
            }
        }));
    network.fromHub[0]->SetCut(true);
    network.lcces[0]->SetAttribute("MaxSccrqRetransmissions", StringValue("2"));
    network.lcces[0]->Connect(LcceNetwork::GetAddress(1));
    Simulator::Schedule(Seconds(2), [&]() { log->Watch(network.lcces[0], "A"); });
    LcceNetwork::Run(Seconds(4));
    log.reset();
    const auto length = os.str().size();
    network.lcces[0]->Connect(LcceNetwork::GetAddress(1));
    LcceNetwork::Run(Seconds(6));
    NS_TEST_EXPECT_MSG_EQ(os.str().size(), length, "nothing after the end of the log");
    const auto lost = Find(os.str(), "transport/lost");
    NS_TEST_ASSERT_MSG_EQ(lost.size(), 3, os.str());
    const Lines members{"time", "node", "message", "ns", "nr", "tx", "reason"};
    NS_TEST_EXPECT_MSG_EQ(Pick(lost[0], members), "0.050000000 1 SCCRQ 0 0 error model", "first");
    NS_TEST_EXPECT_MSG_EQ(Pick(lost[1], members), "1.050000000 1 SCCRQ 0 0 error model", "second");
    // The model of the network says so before the LCCE says that the message was sent.
    NS_TEST_EXPECT_MSG_EQ(Pick(lost[2], members), "3.000000000 0 SCCRQ 0 0 1 outage", "third");
}

/**
 * @ingroup l2tp-tests
 * @brief What does not get off its node is sent, then lost, once.
 */
class EventLogNodeTest : public TestCase
{
  public:
    EventLogNodeTest()
        : TestCase("event log: messages that do not leave their node")
    {
    }

  private:
    void DoRun() override;
};

void
EventLogNodeTest::DoRun()
{
    std::ostringstream os;
    LcceNetwork network;
    network.SetAll("AcceptPolicy", "Accept");
    network.SetAll("ReceiveWindowSize", "16");
    EventLog log(os);
    log.SetAvps(false);
    log.Watch(network.lcces[0], "A");
    log.Watch(network.lcces[1], "B");
    const auto device = network.nodes.Get(0)->GetDevice(1);
    const auto peer = network.lcces[0]->Connect(LcceNetwork::GetAddress(1));
    LcceNetwork::Run(Seconds(1));
    NS_TEST_EXPECT_MSG_EQ(Find(os.str(), "transport/lost").size(), 0, "nothing is lost");
    PointerValue queue;
    device->GetAttribute("TxQueue", queue);
    queue.Get<Queue<Packet>>()->SetAttribute("MaxSize", StringValue("1p"));
    device->SetAttribute("DataRate", StringValue("10kbps"));
    for (uint32_t i = 0; i < 8; ++i)
    {
        network.lcces[0]->PlaceCall(peer, std::to_string(i));
    }
    LcceNetwork::Run(Seconds(1.01));
    const auto lost = Find(os.str(), "transport/lost");
    const auto sent = Find(os.str(), "transport/sent");
    NS_TEST_ASSERT_MSG_EQ(lost.empty(), false, os.str());
    for (const auto& line : lost)
    {
        NS_TEST_EXPECT_MSG_EQ(Pick(line, {"time", "node", "reason"}),
                              "1.000000000 0 queue full",
                              line);
        const auto number = std::stoul(EventLogReader::Get(line, "tx"));
        const Lines members{"time", "tx", "message", "ns", "nr"};
        NS_TEST_EXPECT_MSG_EQ(Pick(line, members),
                              Pick(sent.at(number - 1), members),
                              "its message");
        NS_TEST_EXPECT_MSG_LT(os.str().find(sent.at(number - 1)), os.str().find(line), "its place");
    }
    log.BeginRun(2);
    log.Watch(network.lcces[0], "A");
    network.lcces[0]->Connect(Ipv4Address("1.2.3.4"));
    const auto next = Lines(Find(os.str(), "transport/sent")).back();
    const auto gone = Lines(Find(os.str(), "transport/lost")).back();
    NS_TEST_EXPECT_MSG_EQ(Pick(next, {"run", "tx", "message"}), "2 1 SCCRQ", "numbers begin anew");
    NS_TEST_EXPECT_MSG_EQ(Pick(gone, {"run", "tx", "reason"}), "2 1 no route", "no way");
}

/**
 * @ingroup l2tp-tests
 * @brief Nothing in the simulation depends on the log.
 */
class EventLogSilentTest : public TestCase
{
  public:
    EventLogSilentTest()
        : TestCase("event log: what leaves the nodes does not depend on it")
    {
    }

  private:
    void DoRun() override;

    /**
     * @brief Run with losses.
     * @param logged whether with a log
     * @return octets that have left the nodes, with times
     */
    static std::string Simulate(bool logged);
};

std::string
EventLogSilentTest::Simulate(bool logged)
{
    std::ostringstream os;
    LcceNetwork network;
    network.SetAll("AcceptPolicy", "Accept");
    std::optional<EventLog> log;
    if (logged)
    {
        log.emplace(os);
        log->Watch(network.lcces[0], "A");
        log->Watch(network.lcces[1], "B");
    }
    network.fromHub[0]->Lose(MessageType::Icrq, 1);
    network.toHub[0]->Lose(MessageType::Ack, 1);
    const auto lac = network.lcces[0];
    lac->PlaceCall(lac->Connect(LcceNetwork::GetAddress(1)), "one");
    LcceNetwork::Run(Seconds(100));
    return network.GetWire();
}

void
EventLogSilentTest::DoRun()
{
    const auto wire = Simulate(false);
    NS_TEST_EXPECT_MSG_EQ(wire.empty(), false, "something has left");
    NS_TEST_EXPECT_MSG_EQ(Simulate(true), wire, "with a log");
}

} // namespace

std::vector<TestCase*>
MakeEventLogTests()
{
    return {new EventLogSchemaTest,
            new EventLogReaderTest,
            new EventLogRecoveryTest,
            new EventLogCopiesTest("Udp"),
            new EventLogCopiesTest("Ip"),
            new EventLogLossTest,
            new EventLogNodeTest,
            new EventLogSilentTest};
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
