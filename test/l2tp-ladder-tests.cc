// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-ladder-tests.h"

#include "l2tp-abort-probe.h"
#include "l2tp-tool-tests.h"

#include "ns3/string.h"

#include <algorithm>
#include <sstream>

namespace ns3
{
namespace l2tp
{
namespace tests
{

std::string
Draw(const Ladder& ladder)
{
    std::ostringstream os;
    ladder.Print(os);
    return os.str();
}

std::vector<std::string>
ListMessages(const std::string& drawing)
{
    std::vector<std::string> messages;
    std::istringstream lines(drawing);
    for (std::string line; std::getline(lines, line);)
    {
        const auto ns = line.find("  Ns ");
        if (ns == std::string::npos)
        {
            continue;
        }
        const auto begin = line.find_last_of(" ", ns - 1) + 1;
        std::istringstream words(line.substr(begin));
        std::string name;
        std::string label;
        uint32_t sent = 0;
        uint32_t next = 0;
        words >> name >> label >> sent >> label >> next;
        const bool right = line.find("|-- " + name) != std::string::npos;
        const bool left = line.find(" --|") != std::string::npos;
        const bool lost = line.find('X') != std::string::npos;
        messages.push_back((right && !left   ? "> "
                            : left && !right ? "< "
                                             : "? ") +
                           name + " Nr: " + std::to_string(next) + ", Ns: " + std::to_string(sent) +
                           (lost ? " (packet lost)" : ""));
    }
    return messages;
}

namespace
{

/**
 * @ingroup l2tp-tests
 * @brief A set-up with a loss in each direction, to the letter.
 */
class LadderTextTest : public TestCase
{
  public:
    /**
     * @brief One encapsulation.
     * @param encapsulation "Udp" or "Ip"
     */
    explicit LadderTextTest(const std::string& encapsulation)
        : TestCase("ladder over " + encapsulation),
          m_encapsulation(encapsulation)
    {
    }

  private:
    void DoRun() override;

    std::string m_encapsulation; //!< "Udp" or "Ip"
};

void
LadderTextTest::DoRun()
{
    LcceNetwork network(m_encapsulation);
    Ladder ladder;
    ladder.Watch(network.lcces[0], "LAC");
    ladder.Watch(network.lcces[1], "LNS");
    NS_TEST_EXPECT_MSG_EQ(Draw(ladder), "", "nothing yet");
    network.fromHub[0]->Lose(MessageType::Sccrq, 1);
    network.toHub[0]->Lose(MessageType::Ack, 1);
    network.lcces[0]->Connect(LcceNetwork::GetAddress(1));
    LcceNetwork::Run(Seconds(10));
    const std::string expected =
        R"(
      time (s) LAC                                                            LNS time (s)
wait-ctl-reply |                                                                |
      0.000000 |-- SCCRQ  Ns 0  Nr 0 ------------------------X  lost            |
       timeout |                                                                |
      1.000000 |-- SCCRQ  Ns 0  Nr 0  retransmission 1 ------------------------>| 1.050000
               |                                                                | wait-ctl-conn
      1.100000 |<------------------------------------------ SCCRP  Ns 0  Nr 1 --| 1.050000
   established |                                                                |
      1.100000 |-- SCCCN  Ns 1  Nr 1 ------------------------------------------>| 1.150000
               |                                                                | established
               |            lost  X- - - - - - - - - - - - -  ACK  Ns 1  Nr 2 --| 1.150000
       timeout |                                                                |
      2.100000 |-- SCCCN  Ns 1  Nr 1  retransmission 1 ------------ duplicate ->| 2.150000
      2.200000 |<-- - - - - - - - - - - - - - - - - - - - - - ACK  Ns 1  Nr 2 --| 2.150000

)";
    NS_TEST_EXPECT_MSG_EQ("\n" + Draw(ladder), expected, "the ladder");
    ladder.SetStates(false);
    const std::string plain =
        R"(
   time (s) LAC                                                                  LNS time (s)
   0.000000 |-- SCCRQ  Ns 0  Nr 0 ----------------------------X  lost: error model |
   1.000000 |-- SCCRQ  Ns 0  Nr 0  retransmission 1 ------------------------------>| 1.050000
   1.100000 |<------------------------------------------------ SCCRP  Ns 0  Nr 1 --| 1.050000
   1.100000 |-- SCCCN  Ns 1  Nr 1 ------------------------------------------------>| 1.150000
            | lost: error model  X- - - - - - - - - - - - - - -  ACK  Ns 1  Nr 2 --| 1.150000
   2.100000 |-- SCCCN  Ns 1  Nr 1  retransmission 1 ------------------ duplicate ->| 2.150000
   2.200000 |<-- - - - - - - - - - - - - - - - - - - - - - - - - ACK  Ns 1  Nr 2 --| 2.150000

)";
    NS_TEST_EXPECT_MSG_EQ("\n" + Draw(ladder), plain, "without states");
    ladder.SetStates(true);
    ladder.SetScale(MilliSeconds(25));
    const std::string scaled =
        R"(
      time (s) LAC                                                            LNS time (s)
wait-ctl-reply |                                                                |
      0.000000 |-- SCCRQ  Ns 0  Nr 0 -->                                        |
               |                                              X  lost           |
               |                                                                |
             ~ |                        ~  0.950000 s  ~                        | ~
               |                                                                |
       timeout |                                                                |
      1.000000 |-- SCCRQ  Ns 0  Nr 0  retransmission 1 -->                      |
               |                     --> SCCRQ  Ns 0  Nr 0  retransmission 1 -->| 1.050000
               |                                                                | wait-ctl-conn
               |                                        <-- SCCRP  Ns 0  Nr 1 --| 1.050000
      1.100000 |<-- SCCRP  Ns 0  Nr 1 <--                                       |
   established |                                                                |
      1.100000 |-- SCCCN  Ns 1  Nr 1 -->                                        |
               |                                       --> SCCCN  Ns 1  Nr 1 -->| 1.150000
               |                                                                | established
               |                                          <-- ACK  Ns 1  Nr 2 --| 1.150000
               |           lost  X                                              |
               |                                                                |
             ~ |                        ~  0.900000 s  ~                        | ~
               |                                                                |
       timeout |                                                                |
      2.100000 |-- SCCCN  Ns 1  Nr 1  retransmission 1 -->                      |
               |         --> SCCCN  Ns 1  Nr 1  retransmission 1 -- duplicate ->| 2.150000
               |                                          <-- ACK  Ns 1  Nr 2 --| 2.150000
      2.200000 |<-- ACK  Ns 1  Nr 2 <--                                         |

)";
    NS_TEST_EXPECT_MSG_EQ("\n" + Draw(ladder), scaled, "to scale");
    ladder.Forget();
    NS_TEST_EXPECT_MSG_EQ(Draw(ladder), "", "all is forgotten");
}

/**
 * @ingroup l2tp-tests
 * @brief Of two copies that look the same and are both under way, the right one is lost.
 */
class LadderCopiesTest : public TestCase
{
  public:
    LadderCopiesTest()
        : TestCase("ladder with copies under way")
    {
    }

  private:
    void DoRun() override;
};

void
LadderCopiesTest::DoRun()
{
    LcceNetwork network;
    // Shorter than the 50 ms to the peer: the copy leaves before the first one is there.
    network.lcces[0]->SetAttribute("RetransmissionTiming",
                                   StringValue("ns3::l2tp::FixedTimeout[Timeout=40ms]"));
    Ladder ladder;
    ladder.SetStates(false);
    ladder.Watch(network.lcces[0], "LAC");
    ladder.Watch(network.lcces[1], "LNS");
    network.fromHub[0]->Lose(MessageType::Sccrq, 1);
    network.lcces[0]->Connect(LcceNetwork::GetAddress(1));
    LcceNetwork::Run(Seconds(1));
    const std::string text = Draw(ladder);
    std::istringstream lines(text);
    std::string heading;
    std::string first;
    std::string second;
    std::getline(lines, heading);
    std::getline(lines, first);
    std::getline(lines, second);
    NS_TEST_EXPECT_MSG_EQ((first.find("   0.000000 |-- SCCRQ") == 0), true, first);
    NS_TEST_EXPECT_MSG_EQ((first.find("lost") != std::string::npos), true, first);
    NS_TEST_EXPECT_MSG_EQ((second.find("   0.040000 |-- SCCRQ") == 0), true, second);
    NS_TEST_EXPECT_MSG_EQ((second.find(">| 0.090000") != std::string::npos), true, second);
}

/**
 * @ingroup l2tp-tests
 * @brief Each pair of LCCEs has a ladder of its own, and no line is too wide.
 */
class LadderPairsTest : public TestCase
{
  public:
    LadderPairsTest()
        : TestCase("ladders of three LCCEs")
    {
    }

  private:
    void DoRun() override;
};

void
LadderPairsTest::DoRun()
{
    LcceNetwork network("Udp", 2);
    Ladder ladder;
    ladder.Watch(network.lcces[0], "hub");
    ladder.Watch(network.lcces[1], "first");
    ladder.Watch(network.lcces[2], "a name that is longer than what can be shown");
    network.lcces[1]->Connect(LcceNetwork::GetHubAddress(1));
    network.lcces[0]->Connect(LcceNetwork::GetAddress(2));
    LcceNetwork::Run(Seconds(1));
    const std::string text = Draw(ladder);
    std::istringstream lines(text);
    std::size_t ladders = 0;
    for (std::string line; std::getline(lines, line);)
    {
        NS_TEST_EXPECT_MSG_LT_OR_EQ(line.size(), Ladder::WIDTH, line);
        ladders += line.find("time (s)") != std::string::npos ? 1 : 0;
    }
    NS_TEST_EXPECT_MSG_EQ(ladders, 2, "one for each pair that has talked");
    NS_TEST_EXPECT_MSG_EQ(ListMessages(text).size(), 8, "SCCRQ, SCCRP, SCCCN, ACK in each");
    NS_TEST_EXPECT_MSG_EQ((text.find("a name that is longe time") != std::string::npos),
                          true,
                          "the name is cut: " << text);
    NS_TEST_EXPECT_MSG_EQ(std::count(text.begin(), text.end(), '<'), 4, "to the left");
}

/**
 * @ingroup l2tp-tests
 * @brief Many sessions, losses, early messages and duplicates: every line fits into any width.
 */
class LadderWidthTest : public TestCase
{
  public:
    LadderWidthTest()
        : TestCase("ladder in terminals of several widths")
    {
    }

  private:
    void DoRun() override;
};

void
LadderWidthTest::DoRun()
{
    LcceNetwork network;
    network.SetAll("AcceptPolicy", "Accept");
    Ladder ladder;
    ladder.Watch(network.lcces[0], "LAC");
    ladder.Watch(network.lcces[1], "LNS");
    network.fromHub[0]->Lose(MessageType::Icrq, 2);
    network.toHub[0]->Lose(MessageType::Ack, 3);
    const auto lac = network.lcces[0];
    const auto peer = lac->Connect(LcceNetwork::GetAddress(1));
    for (uint32_t i = 0; i < 12; ++i)
    {
        lac->PlaceCall(peer, std::to_string(i));
    }
    LcceNetwork::Run(Seconds(30));
    std::vector<std::string> all;
    for (const auto& scale : {Time(0), MilliSeconds(10)})
    {
        ladder.SetScale(scale);
        for (const std::size_t width : {Ladder::LEAST_WIDTH, std::size_t{80}, std::size_t{150}})
        {
            ladder.SetWidth(width);
            std::istringstream lines(Draw(ladder));
            std::size_t widest = 0;
            for (std::string line; std::getline(lines, line);)
            {
                widest = std::max(widest, line.size());
            }
            NS_TEST_EXPECT_MSG_LT_OR_EQ(widest, width, "the widest line");
            NS_TEST_EXPECT_MSG_GT(widest, width - 20, "uses the width");
        }
    }
    for (const std::size_t width :
         {std::size_t{0}, Ladder::LEAST_WIDTH - 1, Ladder::MOST_WIDTH + 1})
    {
        const auto message = GetAbortMessage([&] { ladder.SetWidth(width); });
        NS_TEST_EXPECT_MSG_NE(message.find("must be 72 to 1000 columns, not"),
                              std::string::npos,
                              width);
    }
    auto message = GetAbortMessage([&] { ladder.SetScale(MilliSeconds(-1)); });
    NS_TEST_EXPECT_MSG_NE(message.find("must be 0 s or more, not -0.001s"),
                          std::string::npos,
                          message);
    message = GetAbortMessage([&] {
        ladder.SetScale(NanoSeconds(1));
        std::ostringstream picture;
        ladder.PrintSvg(picture);
    });
    NS_TEST_EXPECT_MSG_NE(message.find("the scale of a picture of"), std::string::npos, message);
    ladder.SetScale(Time(0));
    const auto text = Draw(ladder);
    for (const auto* words : {"- duplicate ->|",
                              "- queued ->|",
                              "retransmission 1",
                              "s1-12 wait-reply",
                              "s12 established",
                              "timeout |",
                              "X  lost"})
    {
        NS_TEST_EXPECT_MSG_NE(text.find(words), std::string::npos, words << " in\n" << text);
    }
    const auto messages = ListMessages(text);
    NS_TEST_EXPECT_MSG_EQ(std::count_if(messages.begin(),
                                        messages.end(),
                                        [](const std::string& message) {
                                            return message.find("lost") != std::string::npos;
                                        }),
                          5,
                          "losses");
}

/**
 * @ingroup l2tp-tests
 * @brief A loss is drawn where it has happened, and what is under way is not called lost.
 */
class LadderPlaceTest : public TestCase
{
  public:
    LadderPlaceTest()
        : TestCase("ladder with losses at several places")
    {
    }

  private:
    void DoRun() override;
};

void
LadderPlaceTest::DoRun()
{
    LcceNetwork network("Udp", 2);
    Ladder ladder;
    ladder.SetStates(false);
    ladder.Watch(network.lcces[1], "first");
    ladder.Watch(network.lcces[2], "second");
    ladder.WatchNode(network.nodes.Get(0));
    network.lcces[1]->SetAttribute("MaxSccrqRetransmissions", StringValue("3"));
    network.lcces[1]->Connect(LcceNetwork::GetAddress(2));
    network.toHub[0]->Lose(MessageType::Sccrq, 1);
    network.fromHub[1]->Lose(MessageType::Sccrq, 1);
    // The model of a network tells of a loss before the LCCE tells that it has sent.
    network.nodes.Get(1)->GetDevice(1)->TraceConnectWithoutContext(
        "MacTx",
        Callback<void, Ptr<const Packet>>([&](Ptr<const Packet> packet) {
            if (Simulator::Now() == Seconds(3))
            {
                ladder.Dropped(packet, "outage", network.nodes.Get(1));
                network.toHub[0]->SetCut(true);
            }
        }));
    LcceNetwork::Run(Seconds(3.5));
    network.toHub[0]->SetCut(false);
    LcceNetwork::Run(Seconds(7.02));
    std::istringstream lines(Draw(ladder));
    std::string line;
    std::getline(lines, line);
    std::vector<std::size_t> places;
    for (const std::string reason : {"error model", "error model", "outage", ""})
    {
        std::getline(lines, line);
        const auto place = line.find("X  lost");
        places.push_back(place);
        NS_TEST_EXPECT_MSG_EQ((line.find("not arrived") != std::string::npos),
                              reason.empty(),
                              line);
        NS_TEST_EXPECT_MSG_EQ((place == std::string::npos), reason.empty(), line);
    }
    NS_TEST_EXPECT_MSG_LT(places[2], places[0], "at the sender, then on the way");
    NS_TEST_EXPECT_MSG_LT(places[0], places[1], "then at the receiver");
}

} // namespace

std::vector<TestCase*>
MakeLadderTests()
{
    return {new LadderTextTest("Udp"),
            new LadderTextTest("Ip"),
            new LadderCopiesTest,
            new LadderPairsTest,
            new LadderWidthTest,
            new LadderPlaceTest};
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
