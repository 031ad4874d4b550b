// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-abort-probe.h"
#include "l2tp-data-plane-network.h"
#include "l2tp-data-plane-tests.h"

#include "ns3/error-model.h"
#include "ns3/l2tp-data-header.h"
#include "ns3/l2tp-data-session.h"
#include "ns3/l2tp-session-directory.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/test.h"

#include <array>
#include <cstdint>
#include <list>
#include <string>
#include <utility>
#include <vector>

using namespace ns3;
using namespace ns3::l2tp;

namespace
{

constexpr uint16_t ETHERTYPE_IPV4 = 0x0800;
constexpr uint16_t ETHERTYPE_ARP = 0x0806;
constexpr std::size_t MARK = 14; //!< the octet of a frame that tells it from others

/**
 * @ingroup l2tp-tests
 * @brief Frames that come to B's end of a session at exact times.
 */
class Arrivals
{
  public:
    /** @brief What was delivered: mark and time in milliseconds. */
    using Log = std::vector<std::pair<int, int64_t>>;

    /**
     * @brief Open a session whose receiver is set as a test wants it.
     * @param level Data Sequencing
     * @param attributes attributes of B's end and their values
     */
    explicit Arrivals(const std::string& level,
                      const std::vector<std::pair<std::string, std::string>>& attributes = {})
        : network(Encapsulation::Ip)
    {
        network.SetSequencing(level);
        for (const auto& [name, value] : attributes)
        {
            network.B().session->SetAttribute(name, StringValue(value));
        }
        network.B().device->TraceConnectWithoutContext("PromiscSniffer",
                                                       MakeCallback(&Arrivals::Note, this));
        network.Open();
        m_begin = Simulator::Now();
    }

    /**
     * @brief Let a packet come.
     * @param ms when, in milliseconds from the start
     * @param sublayer its sublayer word
     * @param mark what to know it by
     * @param etherType type of the frame
     */
    void Add(int64_t ms, uint32_t sublayer, int mark, uint16_t etherType = ETHERTYPE_ARP)
    {
        Simulator::Schedule(m_begin + MilliSeconds(ms) - Simulator::Now(),
                            &Arrivals::Arrive,
                            this,
                            sublayer,
                            mark,
                            etherType);
    }

    /**
     * @brief Let packets with sequence numbers come, each marked with its number.
     * @param ms when, in milliseconds from the start
     * @param numbers the numbers
     */
    void Add(int64_t ms, const std::vector<uint32_t>& numbers)
    {
        for (const uint32_t number : numbers)
        {
            Add(ms, MakeSublayer(true, number), static_cast<int>(number & 0xff));
        }
    }

    /** @brief Run until nothing is left to do. @return what was delivered */
    const Log& Run()
    {
        Simulator::Run();
        return m_log;
    }

    /** @brief B's end. @return its data path */
    const DataPath& GetDataPath()
    {
        return network.B().session->GetDataSession()->GetDataPath();
    }

    /** @brief Packets that B has dropped as old. @return a count */
    uint64_t GetOld()
    {
        return network.B().session->GetDropCount(DataDropReason::OldSequence);
    }

    DataPlaneNetwork network; //!< the network

  private:
    /**
     * @brief A packet comes.
     * @param sublayer its sublayer word
     * @param mark what to know it by
     * @param etherType type of the frame
     */
    void Arrive(uint32_t sublayer, int mark, uint16_t etherType)
    {
        DataHeader header;
        header.sessionId = 0x77;
        header.sublayer = sublayer;
        Bytes octets(MAX_DATA_HEADER_SIZE);
        octets.resize(header.Write(Encapsulation::Ip, true, octets.data()));
        Bytes frame = DataPlaneNetwork::MakeFrame(etherType, 60);
        frame[MARK] = static_cast<uint8_t>(mark);
        octets.insert(octets.end(), frame.begin(), frame.end());
        SessionDirectory::Get(network.B().node)
            ->Find(0x77)
            .session->Receive(DataPlaneNetwork::MakePacket(octets), Encapsulation::Ip, octets);
    }

    /**
     * @brief A frame is delivered.
     * @param frame the frame
     */
    void Note(Ptr<const Packet> frame)
    {
        m_log.emplace_back(DataPlaneNetwork::GetOctets(frame)[MARK],
                           (Simulator::Now() - m_begin).GetMilliSeconds());
    }

    Time m_begin; //!< start of the test
    Log m_log;    //!< what was delivered
};

/**
 * @ingroup l2tp-tests
 * @brief Reorder buffer in virtual time.
 *
 * RC-07, RC-08: packets come out in order, when the gap is closed, the time is over or the buffer
 * is full.
 */
class ReorderBuffer : public TestCase
{
  public:
    ReorderBuffer()
        : TestCase("Reorder buffer")
    {
    }

  private:
    void DoRun() override
    {
        {
            Arrivals arrivals("All", {{"ReorderHold", "20ms"}});
            arrivals.Add(0, {0, 2, 1, 5});
            arrivals.Add(5, {4});
            arrivals.Add(15, {3});
            arrivals.Add(30, {8});
            arrivals.Add(40, {10});
            arrivals.Add(45, {7});
            Expect(arrivals,
                   {{0, 0}, {1, 0}, {2, 0}, {3, 15}, {4, 15}, {5, 15}, {7, 50}, {8, 50}, {10, 60}});
            const auto counters = arrivals.GetDataPath().GetSequenceCounters();
            NS_TEST_EXPECT_MSG_EQ(counters.missing, 2, "6 and 9");
            NS_TEST_EXPECT_MSG_EQ(counters.gaps, 2, "6 and 9");
            NS_TEST_EXPECT_MSG_EQ(arrivals.GetOld(), 0, "none came too late");
        }
        {
            Arrivals arrivals("All", {{"ReorderHold", "20ms"}, {"ReorderLimit", "2"}});
            arrivals.Add(0, {1, 2, 3});
            arrivals.Add(1, {0});
            Expect(arrivals, {{1, 0}, {2, 0}, {3, 0}});
            NS_TEST_EXPECT_MSG_EQ(arrivals.GetOld(), 1, "0 came too late");
        }
        {
            // What comes at the very instant of the deadline is in time.
            Arrivals arrivals("All", {{"ReorderHold", "20ms"}});
            arrivals.Add(0, {1});
            arrivals.Add(20, {0});
            Expect(arrivals, {{0, 20}, {1, 20}});
        }
    }

    /**
     * @brief Run and compare.
     * @param arrivals what comes
     * @param log what is to be delivered
     */
    void Expect(Arrivals& arrivals, const Arrivals::Log& log)
    {
        NS_TEST_EXPECT_MSG_EQ((arrivals.Run() == log), true, "delivered, in order, at its time");
        NS_TEST_EXPECT_MSG_EQ(arrivals.network.B().session->GetDataSession()->GetWaitingCount(),
                              0,
                              "none left");
    }
};

/**
 * @ingroup l2tp-tests
 * @brief The session ends, or loses its circuit, while frames wait.
 */
class EndWhileFramesWait : public TestCase
{
  public:
    EndWhileFramesWait()
        : TestCase("End of a session in whose reorder buffer frames wait")
    {
    }

  private:
    void DoRun() override
    {
        {
            Arrivals arrivals("All", {{"ReorderHold", "20ms"}});
            Ptr<StaticSession> session = arrivals.network.B().session;
            Ptr<const DataSession> data = session->GetDataSession();
            arrivals.Add(0, {1, 2});
            Simulator::Schedule(MilliSeconds(10), &StaticSession::Close, session);
            Simulator::Stop(MilliSeconds(5));
            arrivals.Run();
            NS_TEST_EXPECT_MSG_EQ(data->GetWaitingCount(), 2, "two frames wait");
            NS_TEST_EXPECT_MSG_EQ(arrivals.Run().size(), 0, "nothing is delivered any more");
            NS_TEST_EXPECT_MSG_EQ(data->GetWaitingCount(), 0, "they are gone");
            NS_TEST_EXPECT_MSG_EQ(data->GetReceivedCount(), 0, "they do not count");
        }
        {
            // It is closed by the first of the frames that are let go.
            Arrivals arrivals("All", {{"ReorderHold", "20ms"}});
            m_session = arrivals.network.B().session;
            m_session->TraceConnectWithoutContext("DataRx",
                                                  MakeCallback(&EndWhileFramesWait::Close, this));
            arrivals.Add(0, {1, 2, 3});
            NS_TEST_EXPECT_MSG_EQ(arrivals.Run().size(), 0, "closed before it was delivered");
            NS_TEST_EXPECT_MSG_EQ(m_received, 1, "and before the others");
            m_session = nullptr;
        }
    }

    /** @brief DataRx: close the session. */
    void Close(uint32_t, Ptr<const Packet>)
    {
        m_received++;
        m_session->Close();
    }

    Ptr<StaticSession> m_session; //!< what to close
    uint32_t m_received{0};       //!< calls
};

/**
 * @ingroup l2tp-tests
 * @brief By default nothing waits, not even for an instant.
 *
 * RC-15, RC-09 (with a whole session).
 */
class NothingWaitsByDefault : public TestCase
{
  public:
    NothingWaitsByDefault()
        : TestCase("RC-15 no packet is held by default")
    {
    }

  private:
    void DoRun() override
    {
        Arrivals arrivals("All");
        for (uint32_t pair = 0; pair < 20; pair += 2)
        {
            arrivals.Add(pair, {pair + 1, pair});
        }
        Arrivals::Log expected;
        for (int pair = 0; pair < 20; pair += 2)
        {
            expected.emplace_back(pair + 1, pair);
        }
        NS_TEST_EXPECT_MSG_EQ((arrivals.Run() == expected), true, "at once");
        NS_TEST_EXPECT_MSG_EQ(arrivals.GetOld(), 10, "late packets are dropped and counted");
        NS_TEST_EXPECT_MSG_EQ(arrivals.GetDataPath().GetSequenceCounters().late, 10, "as late");
    }
};

/**
 * @ingroup l2tp-tests
 * @brief Level 1: the order of frames that are not IP is enforced, that of IP is left alone.
 *
 * RC-10. The packets are those that A makes; they come to B in reverse order.
 */
class LevelOneOrdersNonIp : public TestCase
{
  public:
    LevelOneOrdersNonIp()
        : TestCase("RC-10 level 1 orders non-IP frames only")
    {
    }

  private:
    void DoRun() override
    {
        Check("NonIp", "0ms", {3, 2, 1});
        Check("NonIp", "20ms", {3, 1, 0, 2});
        Check("All", "0ms", {3});
        Check("All", "20ms", {0, 1, 2, 3});
        Check("None", "20ms", {3, 2, 1, 0});
    }

    /**
     * @brief Send ARP, IPv4, ARP and IPv4, marked 0 to 3.
     * @param level Data Sequencing
     * @param hold attribute ReorderHold
     * @param marks what is delivered, in order
     */
    void Check(const std::string& level, const std::string& hold, const std::vector<int>& marks)
    {
        Arrivals arrivals(level, {{"ReorderHold", hold}});
        arrivals.network.B().session->Close();
        for (uint8_t mark = 0; mark < 4; ++mark)
        {
            Bytes frame =
                DataPlaneNetwork::MakeFrame(mark % 2 == 0 ? ETHERTYPE_ARP : ETHERTYPE_IPV4, 60);
            frame[MARK] = mark;
            arrivals.network.A().device->SendFrame(DataPlaneNetwork::MakePacket(frame));
        }
        arrivals.network.Run();
        arrivals.network.Open(arrivals.network.B());
        const std::vector<Bytes> packets = arrivals.network.A().packets;
        NS_TEST_ASSERT_MSG_EQ(packets.size(), 4, "one packet each");
        Ptr<DataSession> session =
            SessionDirectory::Get(arrivals.network.B().node)->Find(0x77).session;
        for (auto packet = packets.rbegin(); packet != packets.rend(); ++packet)
        {
            const Bytes octets = ByteView(*packet).Sub(arrivals.network.GetOuterSize()).ToBytes();
            session->Receive(DataPlaneNetwork::MakePacket(octets), Encapsulation::Ip, octets);
        }
        std::vector<int> seen;
        for (const auto& [mark, when] : arrivals.Run())
        {
            seen.push_back(mark);
        }
        NS_TEST_EXPECT_MSG_EQ((seen == marks), true, "level " << level << ", hold " << hold);
    }
};

/**
 * @ingroup l2tp-tests
 * @brief A link that loses packets: they are counted, and nobody sends them again.
 *
 * R3.0-01 (data), R4.6.1-01.
 */
class LossOnTheWay : public TestCase
{
  public:
    LossOnTheWay()
        : TestCase("R3.0-01 R4.6.1-01 lost data is counted and not sent again")
    {
    }

  private:
    void DoRun() override
    {
        DataPlaneNetwork network(Encapsulation::Udp);
        network.SetSequencing("All");
        network.Open();
        Ptr<ReceiveListErrorModel> losses = CreateObject<ReceiveListErrorModel>();
        losses->SetList({2, 3, 7});
        network.B().node->GetDevice(1)->SetAttribute("ReceiveErrorModel", PointerValue(losses));
        const Bytes frame = DataPlaneNetwork::MakeFrame(ETHERTYPE_ARP, 60);
        for (int i = 0; i < 10; ++i)
        {
            network.A().device->SendFrame(DataPlaneNetwork::MakePacket(frame));
            network.Run();
        }
        Simulator::Stop(Seconds(600));
        Simulator::Run();
        NS_TEST_EXPECT_MSG_EQ(network.A().packets.size(), 10, "each is sent once");
        NS_TEST_EXPECT_MSG_EQ(network.B().frames.size(), 7, "three are lost for good");
        NS_TEST_EXPECT_MSG_EQ(network.B().packets.size(), 0, "B asks for none of them");
        const auto sent = network.A().packets;
        const auto lost = GetCounters(network);
        NS_TEST_EXPECT_MSG_EQ(lost.GetLost(), 3, "lost");
        NS_TEST_EXPECT_MSG_EQ(lost.gaps, 2, "2 and 3, 7");
        NS_TEST_EXPECT_MSG_EQ(lost.duplicates + lost.reordered, 0, "and nothing else");

        // A copy of what was received, then one of the lost packets late.
        network.Inject(ByteView(sent[9]).Sub(network.GetOuterSize()).ToBytes());
        NS_TEST_EXPECT_MSG_EQ(GetCounters(network).duplicates, 1, "duplicate");
        network.Inject(ByteView(sent[7]).Sub(network.GetOuterSize()).ToBytes());
        NS_TEST_EXPECT_MSG_EQ(GetCounters(network).reordered, 1, "out of order");
        NS_TEST_EXPECT_MSG_EQ(GetCounters(network).GetLost(), 2, "it was not lost");
        NS_TEST_EXPECT_MSG_EQ(network.B().frames.size(), 7, "neither is delivered");
    }

    /** @brief What B has seen. @param network the network @return its counters */
    static SequenceCounters GetCounters(DataPlaneNetwork& network)
    {
        return network.B().session->GetDataSession()->GetDataPath().GetSequenceCounters();
    }
};

/**
 * @ingroup l2tp-tests
 * @brief The attributes of a session reach its receiver.
 *
 * RC-05, RC-12, RC-13: window and thresholds by attribute, and their defaults.
 */
class ReceiverAttributes : public TestCase
{
  public:
    ReceiverAttributes()
        : TestCase("Attributes of the receiver of sequence numbers")
    {
    }

  private:
    void DoRun() override
    {
        // Expected is 1000; the sender begins again at 0.
        for (const auto& [threshold, dropped] :
             {std::pair<std::string, uint32_t>{"", 5}, {"2", 2}, {"9", 9}, {"0", 20}})
        {
            Arrivals arrivals("All");
            if (!threshold.empty())
            {
                Reopen(arrivals, "ResyncThreshold", threshold);
            }
            arrivals.Add(0, {999});
            for (uint32_t number = 0; number < 20; ++number)
            {
                arrivals.Add(1 + number, {number});
            }
            NS_TEST_EXPECT_MSG_EQ(arrivals.Run().size(), 21 - dropped, "threshold " << threshold);
            NS_TEST_EXPECT_MSG_EQ(arrivals.GetOld(), dropped, "threshold " << threshold);
        }
        {
            Arrivals arrivals("All", {{"ResyncThreshold", "0"}, {"ResyncTime", "10ms"}});
            arrivals.Add(0, {999});
            for (uint32_t number = 0; number < 20; ++number)
            {
                arrivals.Add(1 + number, {number});
            }
            NS_TEST_EXPECT_MSG_EQ(arrivals.Run().size(), 10, "those after 10 ms");
        }
        for (const auto& [window, last] :
             {std::pair<std::string, uint32_t>{"", 8388607}, {"100", 99}, {"16777215", 16777214}})
        {
            for (const uint32_t number : {last, last + 1})
            {
                Arrivals arrivals("All");
                if (!window.empty())
                {
                    Reopen(arrivals, "SequenceWindow", window);
                }
                arrivals.Add(0, {number});
                NS_TEST_EXPECT_MSG_EQ(arrivals.Run().size(),
                                      (number == last ? 1 : 0),
                                      "window " << window << ", number " << number);
            }
        }
        CheckWrongValues();
    }

    /**
     * @brief Open B's end again with an attribute changed.
     * @param arrivals the session
     * @param name attribute
     * @param value its value
     */
    static void Reopen(Arrivals& arrivals, const std::string& name, const std::string& value)
    {
        auto& end = arrivals.network.B();
        end.session->Close();
        end.session->SetAttribute(name, StringValue(value));
        end.session->Open(end.node, PeekPointer(end.device));
    }

    /** @brief Wrong values abort with one sentence that names the attribute. */
    void CheckWrongValues()
    {
        const std::vector<std::array<std::string, 3>> rows{
            {"SequenceWindow", "0", "must be 1 to 16777215"},
            {"SequenceWindow", "16777216", "must be 1 to 16777215"},
            {"ResyncThreshold", "1", "must be 0 (never) or at least 2"},
            {"ResyncTime", "-1s", "must not be negative"},
            {"ReorderHold", "-1ms", "must not be negative"},
            {"ReorderLimit", "0", "must be 1 to 4096"},
            {"ReorderLimit", "4097", "must be 1 to 4096"},
        };
        for (const auto& [name, value, text] : rows)
        {
            const std::string message = GetAbortMessage([name = name, value = value] {
                DataPlaneNetwork network(Encapsulation::Udp);
                network.A().session->SetAttribute(name, StringValue(value));
                network.Open();
            });
            NS_TEST_EXPECT_MSG_NE(message.find("ns3::l2tp::StaticSession::" + name + " " + text),
                                  std::string::npos,
                                  name << " " << value << ": " << message);
        }
        const std::string none = GetAbortMessage([] {
            DataPlaneNetwork network(Encapsulation::Udp);
            network.A().session->SetAttribute("ReorderLimit", StringValue("4096"));
            network.A().session->SetAttribute("ResyncThreshold", StringValue("2"));
            network.Open();
        });
        NS_TEST_EXPECT_MSG_EQ(none, "", "legal values");
    }
};

} // namespace

std::vector<TestCase*>
MakeDataSequencingTests()
{
    return {new ReorderBuffer,
            new EndWhileFramesWait,
            new NothingWaitsByDefault,
            new LevelOneOrdersNonIp,
            new LossOnTheWay,
            new ReceiverAttributes};
}
