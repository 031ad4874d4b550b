// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-lcce-network.h"
#include "l2tp-tool-tests.h"

#include "ns3/l2tp-ladder.h"
#include "ns3/string.h"

#include <algorithm>
#include <sstream>

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
 * @brief Text of a ladder.
 * @param ladder the ladder
 * @return what it prints
 */
std::string
Draw(const Ladder& ladder)
{
    std::ostringstream os;
    ladder.Print(os);
    return os.str();
}

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
        "   time (s) LAC                                                                  LNS"
        " time (s)\n"
        "   0.000000 |-- SCCRQ  Ns 0  Nr 0 ----------------------------X  lost              |\n"
        "   1.000000 |-- SCCRQ  Ns 0  Nr 0  retransmission 1 ------------------------------>|"
        " 1.050000\n"
        "   1.100000 |<------------------------------------------------ SCCRP  Ns 0  Nr 1 --|"
        " 1.050000\n"
        "   1.100000 |-- SCCCN  Ns 1  Nr 1 ------------------------------------------------>|"
        " 1.150000\n"
        "            |              lost  X------------------------------ ACK  Ns 1  Nr 2 --|"
        " 1.150000\n"
        "   2.100000 |-- SCCCN  Ns 1  Nr 1  retransmission 1 ------------------ duplicate ->|"
        " 2.150000\n"
        "   2.200000 |<-------------------------------------------------- ACK  Ns 1  Nr 2 --|"
        " 2.150000\n"
        "\n";
    NS_TEST_EXPECT_MSG_EQ(Draw(ladder), expected, "the ladder");
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
    std::size_t rungs = 0;
    for (std::string line; std::getline(lines, line);)
    {
        NS_TEST_EXPECT_MSG_LT_OR_EQ(line.size(), Ladder::WIDTH, line);
        ladders += line.find("time (s)") != std::string::npos ? 1 : 0;
        rungs += line.find('|') != std::string::npos ? 1 : 0;
    }
    NS_TEST_EXPECT_MSG_EQ(ladders, 2, "one for each pair that has talked");
    NS_TEST_EXPECT_MSG_EQ(rungs, 8, "SCCRQ, SCCRP, SCCCN, ACK in each");
    NS_TEST_EXPECT_MSG_EQ((text.find("a name that is longe time") != std::string::npos),
                          true,
                          "the name is cut: " << text);
    NS_TEST_EXPECT_MSG_EQ(std::count(text.begin(), text.end(), '<'), 4, "to the left");
}

} // namespace

std::vector<TestCase*>
MakeLadderTests()
{
    return {new LadderTextTest("Udp"),
            new LadderTextTest("Ip"),
            new LadderCopiesTest,
            new LadderPairsTest};
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
