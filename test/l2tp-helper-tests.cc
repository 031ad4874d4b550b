// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-helper-tests.h"

#include "ns3/ethernet-header.h"
#include "ns3/l2tp-star-helper.h"
#include "ns3/pcap-file.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <array>
#include <fstream>
#include <sstream>
#include <string>

namespace ns3
{
namespace l2tp
{
namespace tests
{

namespace
{

constexpr uint32_t FRAME_SIZE = 100;

/**
 * @brief A frame of an Ethernet type that nobody knows.
 * @param destination to whom
 * @return the frame
 */
Ptr<Packet>
MakeFrame(Mac48Address destination)
{
    EthernetHeader header(false);
    header.SetDestination(destination);
    header.SetSource(Mac48Address("02:00:00:00:00:01"));
    header.SetLengthType(0x88b5);
    const auto frame = Create<Packet>(FRAME_SIZE - PseudowireDevice::HEADER_SIZE);
    frame->AddHeader(header);
    return frame;
}

/**
 * @brief Text of a file.
 * @param name its name
 * @return the text
 */
std::string
ReadFile(const std::string& name)
{
    std::ostringstream text;
    text << std::ifstream(name).rdbuf();
    return text.str();
}

/**
 * @brief Lines of a text that contain something.
 * @param text the text
 * @param part what they contain
 * @return the number of lines
 */
uint32_t
CountLines(const std::string& text, const std::string& part)
{
    std::istringstream lines(text);
    uint32_t count = 0;
    for (std::string line; std::getline(lines, line);)
    {
        count += line.find(part) == std::string::npos ? 0 : 1;
    }
    return count;
}

/** @brief A LAC and an LNS with a session, each the only application of its node. */
struct Pair
{
    Star star;  //!< the network
    Time begin; //!< when frames can be sent

    explicit Pair(const StarHelper& helper = StarHelper())
        : star(helper.InstallStar(NodeContainer(1), NodeContainer(1))),
          begin(Seconds(1))
    {
        star.AssignStreams(1);
    }

    ~Pair()
    {
        Simulator::Destroy();
    }

    /**
     * @brief Send frames from the LAC's device, after set-up: one for the LNS's device, one for
     *        somebody else; and one before set-up.
     */
    void SendFrames() const
    {
        const auto& call = star.plans[0].calls[0];
        const auto own = Mac48Address::ConvertFrom(call.lnsDevices[0]->GetAddress());
        const auto device = call.lacDevice;
        Simulator::Schedule(Time(0), [=]() { device->SendFrame(MakeFrame(own)); });
        Simulator::Schedule(begin, [=]() { device->SendFrame(MakeFrame(own)); });
        Simulator::Schedule(begin, [=]() {
            device->SendFrame(MakeFrame(Mac48Address("02:00:00:00:00:02")));
        });
    }

    /** @brief Run until frames have arrived. */
    void Run() const
    {
        Simulator::Stop(begin + Seconds(1));
        Simulator::Run();
    }
};

/** @brief Attributes reach the LCCEs and devices, which are put on their nodes. */
class HelperInstallTest : public TestCase
{
  public:
    HelperInstallTest()
        : TestCase("L2tpHelper installs LCCEs and devices with their attributes")
    {
    }

  private:
    void DoRun() override
    {
        L2tpHelper helper;
        helper.SetAttribute("CookieLength", UintegerValue(4));
        helper.SetAttribute("HostName", StringValue("somebody"));
        helper.SetDeviceAttribute("Mtu", UintegerValue(1234));
        const NodeContainer nodes(3);
        const auto lcces = helper.Install(nodes);
        NS_TEST_ASSERT_MSG_EQ(lcces.GetN(), 3, "one on each node");
        for (uint32_t i = 0; i < nodes.GetN(); ++i)
        {
            NS_TEST_EXPECT_MSG_EQ(lcces.Get(i)->GetNode(), nodes.Get(i), "in order");
            NS_TEST_EXPECT_MSG_EQ(nodes.Get(i)->GetNApplications(), 1, "it knows its application");
            UintegerValue cookie;
            lcces.Get(i)->GetAttribute("CookieLength", cookie);
            NS_TEST_EXPECT_MSG_EQ(cookie.Get(), 4, "attribute");
            StringValue name;
            lcces.Get(i)->GetAttribute("HostName", name);
            NS_TEST_EXPECT_MSG_EQ(name.Get(), "somebody", "attribute");
        }
        const auto lcce = DynamicCast<Lcce>(lcces.Get(1));
        const auto device = helper.InstallDevice(lcce, "circuit");
        NS_TEST_EXPECT_MSG_EQ(nodes.Get(1)->GetNDevices(), 1, "on the node of the LCCE");
        NS_TEST_EXPECT_MSG_EQ(nodes.Get(1)->GetDevice(0), device, "the device");
        NS_TEST_EXPECT_MSG_EQ(device->GetNode(), nodes.Get(1), "it knows its node");
        NS_TEST_EXPECT_MSG_EQ(device->GetMtu(), 1234, "attribute");
        NS_TEST_EXPECT_MSG_EQ(L2tpHelper::AssignStreams(nodes, 5), 15, "five streams each");
        Simulator::Destroy();
    }
};

/** @brief The device factory makes a device for an unknown Remote End ID while the node runs. */
class HelperDeviceFactoryTest : public TestCase
{
  public:
    HelperDeviceFactoryTest()
        : TestCase("L2tpHelper makes devices on demand")
    {
    }

  private:
    void DoRun() override
    {
        StarHelper helper;
        helper.SetCircuits(StarHelper::NO_CIRCUITS);
        const Pair pair(helper);
        const auto lns = pair.star.GetLns(0);
        const auto before = lns->GetNode()->GetNDevices();
        L2tpHelper devices;
        devices.SetDeviceAttribute("Mtu", UintegerValue(1000));
        devices.InstallDeviceFactory(lns);
        const auto lacDevice = L2tpHelper().InstallDevice(pair.star.GetLac(0), "lac-0");
        lns->TraceConnectWithoutContext("SessionUp",
                                        MakeCallback(&HelperDeviceFactoryTest::Up, this));
        Simulator::Schedule(pair.begin, [=]() {
            lacDevice->SendFrame(MakeFrame(Mac48Address::GetBroadcast()));
        });
        pair.Run();
        NS_TEST_ASSERT_MSG_NE(m_device, nullptr, "the session has a device");
        NS_TEST_EXPECT_MSG_EQ(lns->GetNode()->GetNDevices(), before + 1, "one was made");
        NS_TEST_EXPECT_MSG_EQ(m_device->GetNode(), lns->GetNode(), "on the node of the LNS");
        NS_TEST_EXPECT_MSG_EQ(m_device->GetMtu(), 1000, "with its attribute");
        NS_TEST_EXPECT_MSG_EQ(m_device->GetSession()->GetReceivedCount(), 1, "and works");
        m_device = nullptr;
    }

    void Up(const SessionUpEvent& event)
    {
        m_device = dynamic_cast<PseudowireDevice*>(event.circuit);
    }

    PseudowireDevice* m_device{nullptr}; //!< circuit of the session
};

/** @brief Pcap of the frames inside of a pseudowire: link type, promiscuity, octets. */
class HelperPcapTest : public TestCase
{
  public:
    /**
     * @brief A case.
     * @param promiscuous which frames
     */
    explicit HelperPcapTest(bool promiscuous)
        : TestCase(std::string("L2tpHelper pcap, ") + (promiscuous ? "promiscuous" : "own frames")),
          m_promiscuous(promiscuous)
    {
    }

  private:
    void DoRun() override
    {
        const auto name = CreateTempDirFilename("inner.pcap");
        {
            const Pair pair;
            L2tpHelper helper;
            const Ptr<NetDevice> device = pair.star.plans[0].calls[0].lnsDevices[0];
            helper.EnablePcap(name, device, m_promiscuous, true);
            helper.EnablePcap(name + ".none", pair.star.lnsDevices.Get(0), m_promiscuous, true);
            pair.SendFrames();
            pair.Run();
        }
        NS_TEST_EXPECT_MSG_EQ(std::ifstream(name + ".none").good(), false, "not a pseudowire");
        PcapFile file;
        file.Open(name, std::ios::in);
        NS_TEST_ASSERT_MSG_EQ(file.Fail(), false, "it is a pcap file");
        NS_TEST_EXPECT_MSG_EQ(file.GetDataLinkType(), 1, "Ethernet");
        uint32_t frames = 0;
        for (;; ++frames)
        {
            std::array<uint8_t, 2 * FRAME_SIZE> octets;
            uint32_t seconds;
            uint32_t micros;
            uint32_t included;
            uint32_t length;
            uint32_t read;
            file.Read(octets.data(), octets.size(), seconds, micros, included, length, read);
            if (file.Fail() || file.Eof())
            {
                break;
            }
            NS_TEST_EXPECT_MSG_EQ(length, FRAME_SIZE, "the frame with its Ethernet header");
            NS_TEST_EXPECT_MSG_EQ(octets[12], 0x88, "EtherType");
            NS_TEST_EXPECT_MSG_EQ(octets[13], 0xb5, "EtherType");
        }
        NS_TEST_EXPECT_MSG_EQ(frames, (m_promiscuous ? 2 : 1), "frames for others if promiscuous");
    }

    bool m_promiscuous; //!< which frames
};

/** @brief Ascii traces of devices: marks, contexts, reasons. */
class HelperAsciiTest : public TestCase
{
  public:
    HelperAsciiTest()
        : TestCase("L2tpHelper ascii traces of devices")
    {
    }

  private:
    void DoRun() override
    {
        const auto name = CreateTempDirFilename("lac.tr");
        const auto shared = Create<OutputStreamWrapper>(&m_shared);
        std::string place;
        {
            const Pair pair;
            const auto& call = pair.star.plans[0].calls[0];
            L2tpHelper helper;
            helper.EnableAscii(name, Ptr<NetDevice>(call.lacDevice), true);
            helper.EnableAscii(shared, Ptr<NetDevice>(call.lacDevice));
            helper.EnableAscii(shared, Ptr<NetDevice>(call.lnsDevices[0]));
            place = "/NodeList/" + std::to_string(pair.star.lacs.Get(0)->GetId()) + "/DeviceList/" +
                    std::to_string(call.lacDevice->GetIfIndex()) + "/$ns3::l2tp::PseudowireDevice/";
            pair.SendFrames();
            pair.Run();
        }
        const auto own = ReadFile(name);
        NS_TEST_EXPECT_MSG_EQ(CountLines(own, ""), 3, own);
        NS_TEST_EXPECT_MSG_EQ(own.rfind("d 0.000000000 ns3::EthernetHeader", 0), 0, own);
        NS_TEST_EXPECT_MSG_EQ(CountLines(own, "(link down)"), 1, "a frame before the session");
        NS_TEST_EXPECT_MSG_EQ(CountLines(own, "t 1.000000000 ns3::EthernetHeader"), 2, own);
        const auto both = m_shared.str();
        NS_TEST_EXPECT_MSG_EQ(CountLines(both, "d 0.000000000 " + place + "MacTxDrop "), 1, both);
        NS_TEST_EXPECT_MSG_EQ(CountLines(both, "t 1.000000000 " + place + "MacTx "), 2, both);
        NS_TEST_EXPECT_MSG_EQ(CountLines(both, "r 1.020000000 "),
                              1,
                              "one was for the LNS: " + both);
        NS_TEST_EXPECT_MSG_EQ(CountLines(both, ""), 4, "nothing else: " + both);
    }

    std::ostringstream m_shared; //!< lines of both devices
};

/** @brief The text of control events, line by line. */
class HelperAsciiControlTest : public TestCase
{
  public:
    HelperAsciiControlTest()
        : TestCase("L2tpHelper ascii trace of control events")
    {
    }

  private:
    void DoRun() override
    {
        const Pair pair;
        const auto lac = pair.star.GetLac(0);
        L2tpHelper::EnableAsciiControl(Create<OutputStreamWrapper>(&m_text), pair.star.lacApps);
        pair.Run();
        const auto local = std::to_string(lac->GetConnectionId(pair.star.plans[0].peer));
        const auto* connection = lac->FindConnection(lac->GetConnectionId(pair.star.plans[0].peer));
        const auto ids = local + "/" + std::to_string(connection->GetRemoteId());
        const auto place = std::to_string(lac->GetNode()->GetId()) + "/0 ";
        const auto text = m_text.str();
        for (const auto& line : {
                 "t 0.000000000 " + place +
                     "SCCRQ Ns 0 Nr 0 attempt 0 wait 1.000000000 connection " + local + "/0\n",
                 "s 0.000000000 " + place +
                     "control connection: idle, local open request, wait-ctl-reply connection " +
                     local + "/0\n",
                 "r 0.040000000 " + place + "SCCRP Ns 0 Nr 1 (in order) connection " + ids + "\n",
                 "+ 0.040000000 " + place + "connection up connection " + ids + "\n",
                 "t 0.040000000 " + place +
                     "SCCCN Ns 1 Nr 1 attempt 0 wait 1.000000000 connection " + ids + "\n",
                 "w 0.000000000 " + place + "cwnd 1 ssthresh 4 outstanding 1 connection " + local +
                     "/0\n",
                 "+ 0.080000000 " + place + "session up, end ID \"lac-0\" connection " + ids +
                     " session ",
             })
        {
            NS_TEST_EXPECT_MSG_NE(text.find(line),
                                  std::string::npos,
                                  "missing: " + line + "in:\n" + text);
        }
    }

    std::ostringstream m_text; //!< the lines
};

/** @brief AssignStreams() and the run number decide about the identifiers. */
class HelperStreamsTest : public TestCase
{
  public:
    HelperStreamsTest()
        : TestCase("L2tpHelper streams fix the identifiers")
    {
    }

  private:
    uint32_t GetIdentifier(uint64_t run, int64_t stream) const
    {
        RngSeedManager::SetRun(run);
        const Pair pair;
        L2tpHelper::AssignStreams(NodeContainer(pair.star.lacs, pair.star.lnss), stream);
        pair.Run();
        return pair.star.GetLac(0)->GetConnectionId(pair.star.plans[0].peer);
    }

    void DoRun() override
    {
        const auto run = RngSeedManager::GetRun();
        const auto first = GetIdentifier(1, 7);
        NS_TEST_EXPECT_MSG_NE(first, 0, "there is a connection");
        NS_TEST_EXPECT_MSG_EQ(first, GetIdentifier(1, 7), "same streams, same run");
        NS_TEST_EXPECT_MSG_NE(first, GetIdentifier(1, 8), "other streams");
        NS_TEST_EXPECT_MSG_NE(first, GetIdentifier(2, 7), "other run");
        RngSeedManager::SetRun(run);
    }
};

} // namespace

std::vector<TestCase*>
MakeHelperTests()
{
    return {
        new HelperInstallTest,
        new HelperDeviceFactoryTest,
        new HelperPcapTest(false),
        new HelperPcapTest(true),
        new HelperAsciiTest,
        new HelperAsciiControlTest,
        new HelperStreamsTest,
    };
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
