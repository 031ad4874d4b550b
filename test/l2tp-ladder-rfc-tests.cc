// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-ladder-tests.h"
#include "l2tp-tool-tests.h"

#include "ns3/string.h"

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
 * @brief An example of RFC 3931 Appendix B: messages as the RFC has them, and the whole drawing.
 */
class LadderExampleTest : public TestCase
{
  public:
    /**
     * @brief One example.
     * @param name name of the test case
     */
    explicit LadderExampleTest(const std::string& name)
        : TestCase(name)
    {
    }

  protected:
    /**
     * @brief Compare.
     * @param ladder ladder of A, on the left, and B
     * @param expected messages, one a line: "> SCCRQ Nr: 0, Ns: 0"
     * @param drawing what it looks like
     */
    void Compare(const Ladder& ladder, const std::string& expected, const std::string& drawing);
};

void
LadderExampleTest::Compare(const Ladder& ladder,
                           const std::string& expected,
                           const std::string& drawing)
{
    const auto text = Draw(ladder);
    std::string read;
    for (const auto& message : ListMessages(text))
    {
        read += message + "\n";
    }
    NS_TEST_EXPECT_MSG_EQ(read, expected, text);
    NS_TEST_EXPECT_MSG_EQ("\n" + text, drawing, "the drawing");
}

/**
 * @ingroup l2tp-tests
 * @brief Count words in a text.
 * @param text the text
 * @param words what to look for
 * @return how many there are
 */
uint32_t
Count(const std::string& text, const std::string& words)
{
    uint32_t count = 0;
    for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + 1))
    {
        ++count;
    }
    return count;
}

/**
 * @ingroup l2tp-tests
 * @brief RFC 3931 Appendix B.1, lock-step control connection establishment (RB.1-01).
 */
class LadderLockStepTest : public LadderExampleTest
{
  public:
    LadderLockStepTest()
        : LadderExampleTest("ladder of RFC 3931 Appendix B.1")
    {
    }

  private:
    void DoRun() override;
};

void
LadderLockStepTest::DoRun()
{
    LcceNetwork network;
    Ladder ladder;
    ladder.Watch(network.lcces[0], "LCCE A");
    ladder.Watch(network.lcces[1], "LCCE B");
    network.lcces[0]->Connect(LcceNetwork::GetAddress(1));
    LcceNetwork::Run(Seconds(1));
    Compare(ladder,
            "> SCCRQ Nr: 0, Ns: 0\n"
            "< SCCRP Nr: 1, Ns: 0\n"
            "> SCCCN Nr: 1, Ns: 1\n"
            "< ACK Nr: 2, Ns: 1\n",
            R"(
      time (s) LCCE A                                                      LCCE B time (s)
wait-ctl-reply |                                                                |
      0.000000 |-- SCCRQ  Ns 0  Nr 0 ------------------------------------------>| 0.050000
               |                                                                | wait-ctl-conn
      0.100000 |<------------------------------------------ SCCRP  Ns 0  Nr 1 --| 0.050000
   established |                                                                |
      0.100000 |-- SCCCN  Ns 1  Nr 1 ------------------------------------------>| 0.150000
               |                                                                | established
      0.200000 |<-- - - - - - - - - - - - - - - - - - - - - - ACK  Ns 1  Nr 2 --| 0.150000

)");
}

/**
 * @ingroup l2tp-tests
 * @brief The alternative that RFC 3931 Appendix B.1 names: the last acknowledgment rides on the
 *        reply to the ICRQ that follows (RB.1-02).
 */
class LadderPiggybackTest : public TestCase
{
  public:
    LadderPiggybackTest()
        : TestCase("ladder of the alternative in RFC 3931 Appendix B.1")
    {
    }

  private:
    void DoRun() override;
};

void
LadderPiggybackTest::DoRun()
{
    LcceNetwork network;
    network.SetAll("AcceptPolicy", "Accept");
    network.SetAll("AcknowledgmentPolicy", "ns3::l2tp::DelayedAcknowledgment");
    Ladder ladder;
    ladder.Watch(network.lcces[0], "LCCE A");
    ladder.Watch(network.lcces[1], "LCCE B");
    network.lcces[0]->PlaceCall(network.lcces[0]->Connect(LcceNetwork::GetAddress(1)), "one");
    LcceNetwork::Run(Seconds(0.22));
    const std::vector<std::string> expected{"> SCCRQ Nr: 0, Ns: 0",
                                            "< SCCRP Nr: 1, Ns: 0",
                                            "> SCCCN Nr: 1, Ns: 1",
                                            "> ICRQ Nr: 1, Ns: 2",
                                            "< ICRP Nr: 3, Ns: 1",
                                            "> ICCN Nr: 2, Ns: 3"};
    NS_TEST_EXPECT_MSG_EQ((ListMessages(Draw(ladder)) == expected), true, Draw(ladder));
}

/**
 * @ingroup l2tp-tests
 * @brief RFC 3931 Appendix B.2, lost packet with retransmission (RB.2-01).
 *
 * "LCCE A's timer started first, so fires first": B's first wait is a little longer, since A's
 * copy would else arrive at the instant at which B's timer expires.
 */
class LadderLostPacketTest : public LadderExampleTest
{
  public:
    LadderLostPacketTest()
        : LadderExampleTest("ladder of RFC 3931 Appendix B.2")
    {
    }

  private:
    void DoRun() override;
};

void
LadderLostPacketTest::DoRun()
{
    LcceNetwork network;
    network.SetAll("AcceptPolicy", "Accept");
    network.SetAll("HelloInterval", "0s");
    network.lcces[1]->SetAttribute(
        "RetransmissionTiming",
        StringValue("ns3::l2tp::ExponentialTimeout[InitialTimeout=1200ms]"));
    Ladder ladder;
    ladder.Watch(network.lcces[0], "LCCE A");
    ladder.Watch(network.lcces[1], "LCCE B");
    const auto peer = network.lcces[0]->Connect(LcceNetwork::GetAddress(1));
    LcceNetwork::Run(Seconds(1));
    ladder.Forget();
    network.toHub[0]->Lose(MessageType::Icrp, 1);
    network.lcces[0]->PlaceCall(peer, "one");
    LcceNetwork::Run(Seconds(5));
    Compare(ladder,
            "> ICRQ Nr: 1, Ns: 2\n"
            "< ICRP Nr: 3, Ns: 1 (packet lost)\n"
            "> ICRQ Nr: 1, Ns: 2\n"
            "< ACK Nr: 3, Ns: 2\n"
            "< ICRP Nr: 3, Ns: 1\n"
            "> ICCN Nr: 2, Ns: 3\n"
            "< ACK Nr: 4, Ns: 2\n",
            R"(
       time (s) LCCE A                                                    LCCE B time (s)
  s1 wait-reply |                                                              |
       1.000000 |-- ICRQ  Ns 2  Nr 1 ----------------------------------------->| 1.050000
                |                                                              | s1 wait-connect
                |            lost  X----------------------- ICRP  Ns 1  Nr 3 --| 1.050000
        timeout |                                                              |
       2.000000 |-- ICRQ  Ns 2  Nr 1  retransmission 1 ----------- duplicate ->| 2.050000
       2.100000 |<-- - - - - - - - - - - - - - - - - - - - - ACK  Ns 2  Nr 3 --| 2.050000
                |                                                              | timeout
       2.300000 |<----------------------- ICRP  Ns 1  Nr 3  retransmission 1 --| 2.250000
 s1 established |                                                              |
       2.300000 |-- ICCN  Ns 3  Nr 2 ----------------------------------------->| 2.350000
                |                                                              | s1 established
       2.400000 |<-- - - - - - - - - - - - - - - - - - - - - ACK  Ns 2  Nr 4 --| 2.350000

)");
    std::ostringstream svg;
    ladder.PrintSvg(svg);
    NS_TEST_EXPECT_MSG_EQ(Count(svg.str(), " head\""), 6, "what arrives has a head");
    NS_TEST_EXPECT_MSG_EQ(Count(svg.str(), "<path class=\"cross\""), 1, "what is lost has a cross");
    NS_TEST_EXPECT_MSG_EQ(Count(svg.str(), "<text class=\"label\""), 7, "each has a label");
    NS_TEST_EXPECT_MSG_EQ(Count(svg.str(), "<line class=\"ack\""), 2, "two acknowledge only");
    for (const auto* words : {"ICRQ  Ns 2  Nr 1  retransmission 1",
                              "class=\"cross\"",
                              ">duplicate<",
                              ">error model<",
                              ">timeout<",
                              ">s1 established<",
                              "class=\"ack\""})
    {
        NS_TEST_EXPECT_MSG_NE(svg.str().find(words), std::string::npos, words);
    }
}

} // namespace

std::vector<TestCase*>
MakeLadderRfcTests()
{
    return {new LadderLockStepTest, new LadderPiggybackTest, new LadderLostPacketTest};
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
