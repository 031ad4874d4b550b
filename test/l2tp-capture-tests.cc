// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-capture-writer.h"
#include "l2tp-data-plane-network.h"
#include "l2tp-tool-tests.h"

#include "ns3/error-model.h"
#include "ns3/l2tp-capture-file.h"
#include "ns3/l2tp-capture-replay.h"
#include "ns3/point-to-point-net-device.h"
#include "ns3/simulator.h"

namespace ns3
{
namespace l2tp
{
namespace tests
{

namespace
{

constexpr uint32_t MICROSECONDS = CaptureWriter::MICROSECONDS;
constexpr uint32_t NANOSECONDS = CaptureWriter::NANOSECONDS;

/**
 * @ingroup l2tp-tests
 * @brief All four kinds of pcap file are read; times count from the earliest frame.
 */
class CaptureFormatTest : public TestCase
{
  public:
    /**
     * @brief One kind of file.
     * @param magic magic number
     * @param bigEndian order of octets
     * @param name of the test
     */
    CaptureFormatTest(uint32_t magic, bool bigEndian, const std::string& name)
        : TestCase("capture file with " + name),
          m_magic(magic),
          m_bigEndian(bigEndian)
    {
    }

  private:
    void DoRun() override;

    uint32_t m_magic; //!< magic number
    bool m_bigEndian; //!< order of octets
};

void
CaptureFormatTest::DoRun()
{
    const std::string path = CreateTempDirFilename("format.pcap");
    CaptureWriter writer(m_magic, m_bigEndian);
    writer.Add(1700000001, 5, {1, 2, 3}).Add(1700000000, 999999, {4}).Add(1700000001, 6, {5}, 60);
    writer.Add(1700000002, 7, {}).Add(1700000003, 8, {6, 7});
    writer.Write(path);

    CaptureFile capture;
    NS_TEST_ASSERT_MSG_EQ(capture.Read(path), "", "it is read");
    const auto& frames = capture.GetFrames();
    NS_TEST_ASSERT_MSG_EQ(frames.size(), 3, "frames that are whole");
    const auto unit = [this](int64_t n) {
        return m_magic == MICROSECONDS ? MicroSeconds(n) : ns3::NanoSeconds(n);
    };
    NS_TEST_EXPECT_MSG_EQ(frames[0].time, Seconds(1) + unit(5) - unit(999999), "after the second");
    NS_TEST_EXPECT_MSG_EQ(frames[1].time, Time(0), "the earliest");
    NS_TEST_EXPECT_MSG_EQ(frames[2].time, Seconds(3) + unit(8) - unit(999999), "the last");
    NS_TEST_EXPECT_MSG_EQ((frames[0].octets == Bytes{1, 2, 3}), true, "octets");
    NS_TEST_EXPECT_MSG_EQ((frames[2].octets == Bytes{6, 7}), true, "octets of the last");
    NS_TEST_EXPECT_MSG_EQ(capture.GetSnappedCount(), 1, "one was cut");
    NS_TEST_EXPECT_MSG_EQ(capture.GetEmptyCount(), 1, "one is empty");
}

/**
 * @ingroup l2tp-tests
 * @brief A file that cannot be used gives one sentence that names it and tells why.
 */
class CaptureFaultTest : public TestCase
{
  public:
    CaptureFaultTest()
        : TestCase("capture file that cannot be used")
    {
    }

  private:
    void DoRun() override;

    /**
     * @brief Read the file and check the sentence.
     * @param path its name
     * @param reason what the sentence must contain
     */
    void Expect(const std::string& path, const std::string& reason);
};

void
CaptureFaultTest::Expect(const std::string& path, const std::string& reason)
{
    CaptureFile capture;
    const std::string fault = capture.Read(path);
    NS_TEST_EXPECT_MSG_EQ((fault.find(path) != std::string::npos), true, "names " << path);
    NS_TEST_EXPECT_MSG_EQ((fault.find(reason) != std::string::npos), true, "reason in: " << fault);
    NS_TEST_EXPECT_MSG_EQ(capture.GetFrames().size(), 0, "no frames of " << path);
}

void
CaptureFaultTest::DoRun()
{
    const std::string path = CreateTempDirFilename("fault.pcap");
    CaptureWriter good(MICROSECONDS, false);
    good.Add(1, 0, {1, 2, 3, 4}).Add(2, 0, {5, 6, 7, 8});

    Expect(path + ".missing", "does not exist");
    Expect(path.substr(0, path.rfind('/')), "cannot be read");
    good.Write(path, 0);
    Expect(path, "too short");
    good.Write(path, 23);
    Expect(path, "too short");
    good.Write(path, good.GetSize() - 1);
    Expect(path, "truncated in record 2");
    good.Write(path, good.GetSize() - 5);
    Expect(path, "truncated in the header of record 2");
    good.Write(path);
    NS_TEST_EXPECT_MSG_EQ(CaptureFile().Read(path), "", "the whole file is good");

    CaptureWriter(0x0a0d0d0a, false).Write(path);
    Expect(path, "pcapng");
    CaptureWriter(0x12345678, false).Write(path);
    Expect(path, "no pcap file");
    CaptureWriter(MICROSECONDS, true, 101).Add(1, 0, {0x45}).Write(path);
    Expect(path, "link type 101");
    CaptureWriter(MICROSECONDS, false).AddHeader(1, 0, 0xffffffff, 0xffffffff).Write(path);
    Expect(path, "claims 4294967295 octets");
}

/**
 * @ingroup l2tp-tests
 * @brief Puts a wrong last octet into a packet, given its number, instead of losing it.
 */
class OctetChanger : public ErrorModel
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId()
    {
        static TypeId tid = TypeId("ns3::l2tp::tests::OctetChanger").SetParent<ErrorModel>();
        return tid;
    }

    uint32_t victim{0}; //!< number of the packet, from 1

  private:
    bool DoCorrupt(Ptr<Packet> packet) override
    {
        if (++m_count == victim)
        {
            packet->RemoveAtEnd(1);
            constexpr uint8_t wrong = 0xff;
            packet->AddAtEnd(Create<Packet>(&wrong, 1));
        }
        return false;
    }

    void DoReset() override
    {
        m_count = 0;
    }

    uint32_t m_count{0}; //!< packets so far
};

/**
 * @ingroup l2tp-tests
 * @brief Frames of every kind cross a pseudowire octet by octet, at their times, and each one that
 *        does not is found out.
 */
class CaptureReplayTest : public TestCase
{
  public:
    /**
     * @brief One encapsulation.
     * @param encapsulation which
     * @param name its name
     */
    CaptureReplayTest(Encapsulation encapsulation, const std::string& name)
        : TestCase("replay over " + name),
          m_encapsulation(encapsulation)
    {
    }

  private:
    void DoRun() override;

    void TestIdentical(); //!< without loss
    void TestFates();     //!< with a lost, an altered, a repeated and a foreign frame
    void TestLinkDown();  //!< without a session

    /**
     * @brief Frames of all kinds, 100 ms apart, the first and the last the same.
     * @return the frames
     */
    static std::vector<CaptureFile::Frame> MakeFrames();

    Encapsulation m_encapsulation; //!< how packets are carried
};

std::vector<CaptureFile::Frame>
CaptureReplayTest::MakeFrames()
{
    Bytes tagged = DataPlaneNetwork::MakeFrame(0x8100, 64); // IEEE 802.1Q
    tagged[16] = 0x08;
    tagged[17] = 0x00;
    Bytes llc = DataPlaneNetwork::MakeFrame(39, 60); // IEEE 802.3 with LLC, a BPDU of STP
    llc[14] = 0x42;
    llc[15] = 0x42;
    llc[16] = 0x03;
    const Bytes shortest{7};
    const Bytes noHeader(10, 0xab);
    std::vector<CaptureFile::Frame> frames;
    for (const Bytes& octets : {DataPlaneNetwork::MakeFrame(0x0800, 98),
                                tagged,
                                llc,
                                shortest,
                                noHeader,
                                DataPlaneNetwork::MakeFrame(0x0800, 1514),
                                DataPlaneNetwork::MakeFrame(0x86dd, 9000),
                                DataPlaneNetwork::MakeFrame(0x0800, 98)})
    {
        frames.push_back({MilliSeconds(100 * frames.size()), octets});
    }
    return frames;
}

void
CaptureReplayTest::TestIdentical()
{
    DataPlaneNetwork network(m_encapsulation);
    network.Open();
    std::vector<Time> times;
    network.A().device->TraceConnectWithoutContext(
        "MacTx",
        Callback<void, Ptr<const Packet>>(
            [&times](Ptr<const Packet>) { times.push_back(Simulator::Now()); }));
    CaptureReplay replay(network.A().device, network.B().device);
    auto frames = MakeFrames();
    for (auto& frame : frames)
    {
        frame.time += Seconds(5); // what counts is the time after the first one
    }
    std::swap(frames[1], frames[2]);
    NS_TEST_EXPECT_MSG_EQ(CaptureReplay::GetDuration(frames), MilliSeconds(700), "duration");
    const Time start = Simulator::Now();
    replay.Start(frames);
    network.Run();

    const auto result = replay.GetResult();
    NS_TEST_EXPECT_MSG_EQ(result.sent, frames.size(), "all sent");
    NS_TEST_EXPECT_MSG_EQ(result.identical, frames.size(), "all identical");
    NS_TEST_EXPECT_MSG_EQ(result.lost + result.altered + result.unexpected + result.refused,
                          0,
                          "and nothing else");
    NS_TEST_ASSERT_MSG_EQ(times.size(), frames.size(), "times");
    for (std::size_t i = 0; i < times.size(); i++)
    {
        NS_TEST_EXPECT_MSG_EQ(times[i] - start, MilliSeconds(100 * i), "time of frame " << i);
    }
}

void
CaptureReplayTest::TestFates()
{
    DataPlaneNetwork network(m_encapsulation);
    network.Open();
    const auto wire = [](const DataPlaneNetwork::End& end) {
        return DynamicCast<PointToPointNetDevice>(end.node->GetObject<Ipv4>()->GetNetDevice(1));
    };
    const auto changer = CreateObject<OctetChanger>();
    changer->victim = 1;
    wire(network.B())->SetReceiveErrorModel(changer);

    CaptureReplay replay(network.A().device, network.B().device);
    const Bytes frame = DataPlaneNetwork::MakeFrame(0x0800, 100);
    replay.Start({{Seconds(0), frame}, {MilliSeconds(100), frame}, {MilliSeconds(200), frame}});
    Simulator::Stop(MilliSeconds(150));
    Simulator::Run();
    NS_TEST_EXPECT_MSG_EQ(replay.GetResult().altered, 1, "the first one is altered");
    NS_TEST_EXPECT_MSG_EQ(replay.GetResult().identical, 1, "the second one is not");
    NS_TEST_EXPECT_MSG_EQ(replay.GetResult().sent, 2, "the third one is not sent");

    const auto loss = CreateObject<ReceiveListErrorModel>();
    loss->SetList({0});
    wire(network.B())->SetReceiveErrorModel(loss);
    network.Run();
    network.Inject(network.GetLastFromA());
    network.B().device->SendFrame(DataPlaneNetwork::MakePacket(frame));
    const auto result = replay.GetResult();
    NS_TEST_EXPECT_MSG_EQ(result.sent, 3, "all are sent");
    NS_TEST_EXPECT_MSG_EQ(result.altered, 1, "altered");
    NS_TEST_EXPECT_MSG_EQ(result.identical, 1, "identical");
    NS_TEST_EXPECT_MSG_EQ(result.lost, 1, "the third one is lost");
    NS_TEST_EXPECT_MSG_EQ(result.unexpected, 2, "a copy that nobody sent, and one sent by B");
}

void
CaptureReplayTest::TestLinkDown()
{
    DataPlaneNetwork network(m_encapsulation);
    CaptureReplay replay(network.A().device, network.B().device);
    replay.Start(MakeFrames());
    network.Run();
    NS_TEST_EXPECT_MSG_EQ(replay.GetResult().refused, MakeFrames().size(), "no session");
    NS_TEST_EXPECT_MSG_EQ(replay.GetResult().sent, 0, "nothing sent");
}

void
CaptureReplayTest::DoRun()
{
    TestIdentical();
    TestFates();
    TestLinkDown();
}

} // namespace

std::vector<TestCase*>
MakeCaptureTests()
{
    return {new CaptureFormatTest(MICROSECONDS, false, "microseconds"),
            new CaptureFormatTest(MICROSECONDS, true, "microseconds, the other byte order"),
            new CaptureFormatTest(NANOSECONDS, false, "nanoseconds"),
            new CaptureFormatTest(NANOSECONDS, true, "nanoseconds, the other byte order"),
            new CaptureFaultTest,
            new CaptureReplayTest(Encapsulation::Udp, "UDP"),
            new CaptureReplayTest(Encapsulation::Ip, "IP")};
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
