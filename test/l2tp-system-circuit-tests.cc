// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-lcce-network.h"
#include "l2tp-lcce-test-circuit.h"
#include "l2tp-system-echo.h"
#include "l2tp-system-tests.h"

#include "ns3/boolean.h"
#include "ns3/global-value.h"
#include "ns3/inet-socket-address.h"
#include "ns3/l2tp-avp.h"
#include "ns3/l2tp-helper.h"
#include "ns3/l2tp-star-underlay.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/test.h"

#include <set>
#include <sstream>
#include <string>
#include <vector>

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
 * @brief Two LNSs with a virtual interface each: the first packet for the other one has the control
 *        connection and the session set up (R2.0-03).
 */
class OnDemandTest : public TestCase
{
  public:
    OnDemandTest()
        : TestCase("R2.0-03 LNS-LNS, set up by the first packet")
    {
    }

  private:
    void DoRun() override;
};

void
OnDemandTest::DoRun()
{
    constexpr uint32_t REQUESTS = 5;
    LcceNetwork network;
    const L2tpHelper helper;
    std::vector<Ptr<PseudowireDevice>> interfaces;
    for (uint32_t side = 0; side < 2; ++side)
    {
        interfaces.push_back(helper.InstallDevice(network.lcces[side], "virtual"));
        StarUnderlay::AddInterface(interfaces[side],
                                   Ipv4Address(side == 0 ? "192.168.1.1" : "192.168.1.2"),
                                   Ipv4Mask("255.255.255.0"));
    }
    const auto& records = network.Record();
    uint32_t drops = 0;
    uint32_t call = 0;
    const auto lns = network.lcces[0];
    using Reason = PseudowireDevice::DropReason;
    const auto trigger = [&](Ptr<const Packet>, Reason) {
        ++drops;
        if (call == 0)
        {
            call = lns->PlaceCall(lns->Connect(LcceNetwork::GetAddress(1)), "virtual");
        }
    };
    interfaces[0]->TraceConnectWithoutContext("MacTxDrop",
                                              Callback<void, Ptr<const Packet>, Reason>(trigger));
    SystemEcho::InstallServer(network.nodes.Get(1));
    SystemEcho::Plan plan;
    plan.first = Seconds(10);
    plan.count = REQUESTS;
    const SystemEcho echo(network.nodes.Get(0), Ipv4Address("192.168.1.2"), plan);
    LcceNetwork::Run(Seconds(20));

    const auto sccrqs = records[0]->Find(MessageType::Sccrq, true);
    NS_TEST_ASSERT_MSG_EQ(sccrqs.size(), 1, "one connection");
    // ARP may put its request off by some milliseconds.
    NS_TEST_EXPECT_MSG_EQ_TOL(sccrqs[0].time.GetSeconds(),
                              10.05,
                              0.05,
                              "asked for by the first packet");
    NS_TEST_EXPECT_MSG_GT(drops, 0, "which is lost");
    NS_TEST_EXPECT_MSG_EQ(lns->IsUp(call), true, "the session is up");
    NS_TEST_EXPECT_MSG_EQ(echo.sent.size(), REQUESTS, "requests");
    NS_TEST_EXPECT_MSG_GT(echo.answered.size(), REQUESTS - 2, "the others get through");
}

/**
 * @ingroup l2tp-tests
 * @brief A circuit that is there from the start, and one that comes up later: both lead to an
 *        ICRQ (R1.3-03). A Remote End ID binds the session to the device that has it, whatever the
 *        order (R5.4.4-12).
 */
class CircuitUpTest : public TestCase
{
  public:
    CircuitUpTest()
        : TestCase("R1.3-03 R5.4.4-12 circuits, provisioned and signalled")
    {
    }

  private:
    void DoRun() override;
};

void
CircuitUpTest::DoRun()
{
    const std::vector<std::string> names{"vc-100", "vc-200"};
    LcceTestCircuit circuits[2][2];
    LcceNetwork network;
    for (uint32_t side = 0; side < 2; ++side)
    {
        // Not in the same order at both ends.
        for (uint32_t i = 0; i < 2; ++i)
        {
            network.lcces[side]->RegisterCircuit(names[i ^ side], circuits[side][i ^ side]);
        }
    }
    const auto& records = network.Record();
    const auto lac = network.lcces[0];
    const auto peer = lac->Connect(LcceNetwork::GetAddress(1));
    // Provisioned: before the LCCE has started. Signalled: the line comes up at 7 s.
    lac->PlaceCall(peer, "vc-200");
    Simulator::Schedule(Seconds(7), [&]() { lac->PlaceCall(peer, "vc-100"); });
    Simulator::Schedule(Seconds(9), [&]() {
        circuits[0][0].session->Send(Create<Packet>(64));
        circuits[0][1].session->Send(Create<Packet>(64));
        circuits[0][1].session->Send(Create<Packet>(64));
    });
    LcceNetwork::Run(Seconds(10));

    const auto icrqs = records[0]->Find(MessageType::Icrq, true);
    NS_TEST_ASSERT_MSG_EQ(icrqs.size(), 2, "an ICRQ for each");
    NS_TEST_EXPECT_MSG_EQ(icrqs[0].time, LcceNetwork::GetRtt(), "as soon as there is a connection");
    NS_TEST_EXPECT_MSG_EQ(icrqs[1].time, Seconds(7), "when the line comes up");
    for (uint32_t i = 0; i < 2; ++i)
    {
        NS_TEST_EXPECT_MSG_EQ(circuits[0][i].ups, 1, names[i] << " at the LAC");
        NS_TEST_EXPECT_MSG_EQ(circuits[1][i].ups, 1, names[i] << " at the LNS");
        NS_TEST_EXPECT_MSG_EQ(circuits[1][i].frames, i + 1, names[i] << " has its frames");
    }
}

/**
 * @ingroup l2tp-tests
 * @brief A LAC lists the types of its circuits; each listed type can be had, no other one can be
 *        had or installed (R5.4.3-24).
 */
class CapabilitiesTest : public TestCase
{
  public:
    CapabilitiesTest()
        : TestCase("R5.4.3-24 pseudowire types that are listed work")
    {
    }

  private:
    void DoRun() override;
};

void
CapabilitiesTest::DoRun()
{
    LcceNetwork network;
    L2tpHelper helper;
    std::vector<std::vector<Ptr<PseudowireDevice>>> devices(2);
    for (uint32_t side = 0; side < 2; ++side)
    {
        for (const auto* type : {"Ethernet", "EthernetVlan"})
        {
            helper.SetDeviceAttribute("PseudowireType", StringValue(type));
            devices[side].push_back(helper.InstallDevice(network.lcces[side], type));
        }
    }
    NS_TEST_EXPECT_MSG_EQ(
        devices[0][0]->SetAttributeFailSafe("PseudowireType", StringValue("Hdlc")),
        false,
        "a type without a handler");
    const auto& records = network.Record();
    const auto lac = network.lcces[0];
    const auto peer = lac->Connect(LcceNetwork::GetAddress(1));
    lac->PlaceCall(peer, "Ethernet");
    lac->PlaceCall(peer, "EthernetVlan");
    auto hdlc = lac->MakeRequest("Ethernet");
    hdlc.pseudowireType = PseudowireType::Hdlc;
    lac->PlaceCall(peer, hdlc);
    LcceNetwork::Run(Seconds(10));

    const auto sccrqs = records[0]->Find(MessageType::Sccrq, true);
    NS_TEST_ASSERT_MSG_EQ(sccrqs.size(), 1, "SCCRQ");
    const auto decoded = ControlMessage::Decode(ByteView(sccrqs[0].image));
    const auto listed =
        std::get<ControlMessage>(decoded).Get<avp::PseudowireCapabilitiesList>().value();
    const std::set<uint16_t> types(listed.begin(), listed.end());
    NS_TEST_EXPECT_MSG_EQ((types == std::set<uint16_t>{4, 5}), true, "what there are circuits for");
    const auto ups = records[1]->Find("SessionUp");
    NS_TEST_ASSERT_MSG_EQ(ups.size(), types.size(), "a session for each");
    for (const auto& up : ups)
    {
        const auto type = static_cast<uint16_t>(up.parameters.pseudowireType);
        NS_TEST_EXPECT_MSG_EQ(types.count(type), 1, "listed");
        NS_TEST_EXPECT_MSG_NE(up.circuit, nullptr, "and served");
    }
    const auto downs = records[0]->Find("SessionDown");
    NS_TEST_ASSERT_MSG_EQ(downs.size(), 1, "the other one");
    NS_TEST_EXPECT_MSG_EQ(downs[0].reason.result, 14, "unsupported pseudowire type");
}

/**
 * @ingroup l2tp-tests
 * @brief A call that is hung up, or whose device is removed, ends by CDN with result 1
 *        (R5.4.2-12); a circuit that is only out of order says so by SLI and stays.
 */
class LossOfCarrierTest : public TestCase
{
  public:
    LossOfCarrierTest()
        : TestCase("R5.4.2-12 loss of carrier")
    {
    }

  private:
    void DoRun() override;
};

void
LossOfCarrierTest::DoRun()
{
    LcceTestCircuit permanent;
    LcceNetwork network;
    network.SetAll("AcceptPolicy", "Accept");
    const L2tpHelper helper;
    const auto lac = network.lcces[0];
    const auto& records = network.Record();
    const auto device = helper.InstallDevice(lac, "removed");
    lac->RegisterCircuit("permanent", permanent);
    const auto peer = lac->Connect(LcceNetwork::GetAddress(1));
    const auto removed = lac->PlaceCall(peer, "removed");
    const auto hungUp = lac->PlaceCall(peer, "hung up");
    const auto stays = lac->PlaceCall(peer, "permanent");
    Simulator::Schedule(Seconds(2), [&]() { permanent.SetActive(false); });
    Simulator::Schedule(Seconds(3), [&]() { lac->CircuitDisconnected(lac->GetSessionId(hungUp)); });
    Simulator::Schedule(Seconds(4), [&]() { lac->UnregisterCircuit(*device); });
    LcceNetwork::Run(Seconds(10));

    const auto downs = records[1]->Find("SessionDown");
    NS_TEST_ASSERT_MSG_EQ(downs.size(), 2, "two have ended");
    NS_TEST_EXPECT_MSG_EQ(downs[0].text, "hung up", "the call that was hung up");
    NS_TEST_EXPECT_MSG_EQ(downs[0].reason.result, 1, "loss of carrier");
    NS_TEST_EXPECT_MSG_EQ(downs[1].text, "removed", "the one without a device");
    NS_TEST_EXPECT_MSG_EQ(downs[1].reason.result, 1, "loss of carrier");
    NS_TEST_EXPECT_MSG_EQ(lac->IsUp(removed), false, "gone");
    NS_TEST_EXPECT_MSG_EQ(device->IsLinkUp(), false, "and let go");
    NS_TEST_EXPECT_MSG_EQ(lac->IsUp(stays), true, "the permanent one stays");
    const auto slis = records[1]->Find(MessageType::Sli, false);
    NS_TEST_ASSERT_MSG_EQ(slis.size(), 1, "and says so");
    const auto decoded = ControlMessage::Decode(ByteView(slis[0].image));
    const auto status = std::get<ControlMessage>(decoded).Get<avp::CircuitStatus>().value();
    NS_TEST_EXPECT_MSG_EQ((status & CIRCUIT_STATUS_ACTIVE), 0, "A bit");
}

/**
 * @ingroup l2tp-tests
 * @brief A sublayer that is registered at both ends can be had, with sequence numbers if it has
 *        any; a peer that does not know it refuses (R4.6-02).
 */
class RegisteredSublayerTest : public TestCase
{
  public:
    RegisteredSublayerTest()
        : TestCase("R4.6-02 L2-Specific Sublayers that are registered")
    {
    }

  private:
    void DoRun() override;

    /**
     * @brief Set a session up, and send two frames.
     * @param registered whether the LNS knows the sublayer
     * @param sequenced whether it has sequence numbers there
     */
    void Try(bool registered, bool sequenced);

    LcceTestCircuit m_circuits[2];           //!< at both ends
    std::vector<LcceRecorder::News> m_downs; //!< SessionDown at the LAC
    std::vector<std::string> m_words;        //!< sublayers of the frames, in hexadecimal
};

void
RegisteredSublayerTest::Try(bool registered, bool sequenced)
{
    constexpr auto TYPE = static_cast<L2SpecificSublayer>(2);
    constexpr std::size_t PPP_IP = 22;
    LcceNetwork network("Ip");
    for (uint32_t side = 0; side < 2; ++side)
    {
        m_circuits[side] = LcceTestCircuit();
        network.lcces[side]->RegisterCircuit("one", m_circuits[side]);
        network.lcces[side]->SetAttribute("CookieLength", StringValue("0"));
    }
    const auto lac = network.lcces[0];
    const auto& records = network.Record();
    lac->RegisterSublayer(TYPE, true);
    lac->SetAttribute("L2SpecificSublayer", StringValue("Registered"));
    lac->SetAttribute("DataSequencing", StringValue("All"));
    if (registered)
    {
        network.lcces[1]->RegisterSublayer(TYPE, sequenced);
    }
    lac->PlaceCall(lac->Connect(LcceNetwork::GetAddress(1)), "one");
    Simulator::Schedule(Seconds(5), [this]() {
        for (uint32_t i = 0; m_circuits[1].session != nullptr && i < 2; ++i)
        {
            m_circuits[1].session->Send(Create<Packet>(64));
        }
    });
    LcceNetwork::Run(Seconds(6));
    m_downs = records[0]->Find("SessionDown");
    m_words.clear();
    std::istringstream lines(network.GetWire());
    std::string time;
    std::string octets;
    while (lines >> time >> octets)
    {
        const auto l2tp = octets.substr(2 * PPP_IP);
        if (l2tp.substr(0, 8) != "00000000")
        {
            m_words.push_back(l2tp.substr(8, 8));
        }
    }
}

void
RegisteredSublayerTest::DoRun()
{
    Try(true, true);
    NS_TEST_EXPECT_MSG_EQ(m_circuits[0].frames, 2, "frames with the sublayer");
    NS_TEST_ASSERT_MSG_EQ(m_words.size(), 2, "on the wire");
    NS_TEST_EXPECT_MSG_EQ(m_words[0], "40000000", "S bit and number");
    NS_TEST_EXPECT_MSG_EQ(m_words[1], "40000001", "the next one");
    Try(false, false);
    NS_TEST_ASSERT_MSG_EQ(m_downs.size(), 1, "unknown to the LNS");
    NS_TEST_EXPECT_MSG_EQ(m_downs[0].reason.result, 2, "general error");
    Try(true, false);
    NS_TEST_ASSERT_MSG_EQ(m_downs.size(), 1, "without sequence numbers at the LNS");
    NS_TEST_EXPECT_MSG_EQ(m_downs[0].reason.result, 15, "sequencing without sublayer");
}

/**
 * @ingroup l2tp-tests
 * @brief With DataChecksum off, data messages over UDP have checksum 0 and arrive, while control
 *        messages keep theirs (R4.1.2.3-01).
 */
class DataChecksumTest : public TestCase
{
  public:
    DataChecksumTest()
        : TestCase("R4.1.2.3-01 UDP checksums off for data messages")
    {
    }

  private:
    void DoRun() override;

    /**
     * @brief Send a frame each way.
     * @param checksum DataChecksum of the LAC; that of the LNS stays on
     */
    void Try(bool checksum);
};

void
DataChecksumTest::Try(bool checksum)
{
    constexpr std::size_t PPP_IP = 22;
    constexpr std::size_t UDP = 8;
    LcceTestCircuit circuits[2];
    LcceNetwork network;
    const auto lac = network.lcces[0];
    lac->SetAttribute("DataChecksum", BooleanValue(checksum));
    for (uint32_t side = 0; side < 2; ++side)
    {
        network.lcces[side]->RegisterCircuit("one", circuits[side]);
    }
    lac->PlaceCall(lac->Connect(LcceNetwork::GetAddress(1)), "one");
    for (uint32_t side = 0; side < 2; ++side)
    {
        Simulator::Schedule(Seconds(5 + side), [&circuits, side]() {
            circuits[side].session->Send(Create<Packet>(64));
        });
    }
    LcceNetwork::Run(Seconds(7));
    NS_TEST_EXPECT_MSG_EQ(circuits[1].frames, 1, "from the LAC");
    NS_TEST_EXPECT_MSG_EQ(circuits[0].frames, 1, "from the LNS");
    std::istringstream lines(network.GetWire());
    std::string time;
    std::string octets;
    uint32_t data = 0;
    while (lines >> time >> octets)
    {
        const bool isControl = octets.substr(2 * (PPP_IP + UDP), 1) == "c";
        const bool isZero = octets.substr(2 * PPP_IP + 12, 4) == "0000";
        const bool fromLac = Time(std::stoull(time)) < Seconds(6);
        data += isControl ? 0 : 1;
        NS_TEST_EXPECT_MSG_EQ(isZero, (!isControl && fromLac && !checksum), "at " << time << " ns");
    }
    NS_TEST_EXPECT_MSG_EQ(data, 2, "data messages");
}

void
DataChecksumTest::DoRun()
{
    GlobalValue::Bind("ChecksumEnabled", BooleanValue(true));
    Try(false);
    Try(true);
    GlobalValue::Bind("ChecksumEnabled", BooleanValue(false));
}

/**
 * @ingroup l2tp-tests
 * @brief The peer's invalid message has cleared the connection: with Reconnect a fresh SCCRQ
 *        follows, without it none does (R7.1-09).
 */
class RestartAfterClearingTest : public TestCase
{
  public:
    RestartAfterClearingTest()
        : TestCase("R7.1-09 a new connection after one that was cleared")
    {
    }

  private:
    void DoRun() override;

    /**
     * @brief Let a HELLO with an unknown mandatory AVP come in at 5 s.
     * @param reconnect the attribute Reconnect
     * @return how many SCCRQs were sent by 30 s
     */
    std::size_t Try(bool reconnect);
};

std::size_t
RestartAfterClearingTest::Try(bool reconnect)
{
    LcceNetwork network;
    const auto& records = network.Record();
    const auto lac = network.lcces[0];
    lac->SetAttribute("Reconnect", BooleanValue(reconnect));
    const auto peer = lac->Connect(LcceNetwork::GetAddress(1));
    Simulator::Schedule(Seconds(5), [&]() {
        // The LNS has sent SCCRP, so that its next message has Ns 1; two of the LAC have come.
        ControlMessage hello(MessageType::Hello);
        hello.AddRaw(0, 9999, true, Bytes{1, 2, 3});
        hello.SetControlConnectionId(lac->GetConnectionId(peer));
        hello.SetNs(1);
        hello.SetNr(2);
        Path path(InetSocketAddress(LcceNetwork::GetAddress(1), 1701),
                  InetSocketAddress(LcceNetwork::GetHubAddress(1), 1701));
        Transport::Get(network.nodes.Get(1), Encapsulation::Udp)
            ->SendControl(path, hello.GetBytes());
    });
    LcceNetwork::Run(Seconds(30));
    const auto downs = records[0]->Find("ConnectionDown");
    NS_TEST_EXPECT_MSG_EQ(downs.size(), 1, "cleared");
    NS_TEST_EXPECT_MSG_EQ((downs.at(0).reason.cause == DownCause::Local), true, "by this end");
    NS_TEST_EXPECT_MSG_EQ(downs.at(0).reason.error, 8, "unknown mandatory AVP");
    NS_TEST_EXPECT_MSG_EQ(lac->IsConnected(peer), reconnect, "again, or not");
    return records[0]->Find(MessageType::Sccrq, true).size();
}

void
RestartAfterClearingTest::DoRun()
{
    NS_TEST_EXPECT_MSG_EQ(Try(true), 2, "with Reconnect");
    NS_TEST_EXPECT_MSG_EQ(Try(false), 1, "without");
}

} // namespace

std::vector<TestCase*>
MakeSystemCircuitTests()
{
    return {new OnDemandTest,
            new CircuitUpTest,
            new CapabilitiesTest,
            new LossOfCarrierTest,
            new RegisteredSublayerTest,
            new DataChecksumTest,
            new RestartAfterClearingTest};
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
