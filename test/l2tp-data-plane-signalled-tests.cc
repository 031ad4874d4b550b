// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-data-plane-tests.h"
#include "l2tp-lcce-network.h"
#include "l2tp-lcce-test-circuit.h"

#include "ns3/boolean.h"
#include "ns3/global-value.h"
#include "ns3/l2tp-data-session.h"
#include "ns3/l2tp-pseudowire-device.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/test.h"
#include "ns3/uinteger.h"

#include <cstdint>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::l2tp;
using namespace ns3::l2tp::tests;

namespace
{

constexpr std::size_t LINK_HEADER = 2;
constexpr std::size_t IP_HEADER = 20;

/** @brief A packet on a link. */
struct WirePacket
{
    std::string source;  //!< its IPv4 address, in hexadecimal
    std::string payload; //!< octets behind the IP header, in hexadecimal
};

/**
 * @brief Packets that have left the nodes of a network.
 * @param network the network
 * @return the packets, in order
 */
std::vector<WirePacket>
GetPackets(const LcceNetwork& network)
{
    std::vector<WirePacket> packets;
    std::istringstream lines(network.GetWire());
    std::string time;
    std::string octets;
    while (lines >> time >> octets)
    {
        packets.push_back({octets.substr(2 * (LINK_HEADER + 12), 8),
                           octets.substr(2 * (LINK_HEADER + IP_HEADER))});
    }
    return packets;
}

/**
 * @brief Data messages that have left the nodes, over IP.
 * @param network the network
 * @return the packets whose Session ID is not 0, in order
 */
std::vector<WirePacket>
GetData(const LcceNetwork& network)
{
    std::vector<WirePacket> data;
    for (const auto& packet : GetPackets(network))
    {
        if (packet.payload.compare(0, 8, "00000000") != 0)
        {
            data.push_back(packet);
        }
    }
    return data;
}

/**
 * @brief Put a device on a node, as circuit "one".
 * @param network the network
 * @param node index of the node
 * @param type attribute PseudowireType
 * @return the device
 */
Ptr<PseudowireDevice>
AddDevice(LcceNetwork& network, uint32_t node, const std::string& type = "Ethernet")
{
    auto device = CreateObject<PseudowireDevice>();
    device->SetAttribute("PseudowireType", StringValue(type));
    network.nodes.Get(node)->AddDevice(device);
    network.lcces[node]->RegisterCircuit("one", *device);
    return device;
}

/** @brief A frame of 60 octets. @return the frame */
Ptr<Packet>
MakeFrame()
{
    return Create<Packet>(60);
}

/**
 * @ingroup l2tp-tests
 * @brief R3.0-04: no frame is forwarded before the session is established, at either end.
 */
class NoDataBeforeSession : public TestCase
{
  public:
    NoDataBeforeSession()
        : TestCase("R3.0-04 no data before the session is established")
    {
    }

  private:
    void DoRun() override
    {
        LcceNetwork network("Ip");
        const auto atHub = AddDevice(network, 0);
        const auto atLac = AddDevice(network, 1);
        const auto& records = network.Record();
        // The LAC is in wait-reply, then the hub in wait-connect, each for a second.
        network.fromHub[0]->Lose(MessageType::Icrp, 1);
        network.toHub[0]->Lose(MessageType::Iccn, 1);
        const auto lac = network.lcces[1];
        const auto call = lac->PlaceCall(lac->Connect(LcceNetwork::GetHubAddress(1)), "one");
        uint32_t refused = 0;
        for (int t = 0; t < 20; ++t)
        {
            Simulator::Schedule(MilliSeconds(100 * t), [&]() {
                if (records[1]->Count("SessionUp") == 0)
                {
                    refused += atLac->SendFrame(MakeFrame()) ? 0 : 1;
                }
                if (records[0]->Count("SessionUp") == 0)
                {
                    refused += atHub->SendFrame(MakeFrame()) ? 0 : 1;
                }
            });
        }
        uint32_t waiting = 0;
        Simulator::Schedule(MilliSeconds(700), [&]() { waiting = lac->GetSessionId(call); });
        LcceNetwork::Run(Seconds(10));
        NS_TEST_EXPECT_MSG_NE(waiting, 0, "the LAC was in wait-reply");
        NS_TEST_ASSERT_MSG_EQ(records[0]->Count("SessionUp"), 1, "established");
        NS_TEST_ASSERT_MSG_EQ(records[1]->Count("SessionUp"), 1, "established");
        NS_TEST_EXPECT_MSG_GT(records[1]->Find("SessionUp")[0].time, Seconds(1), "after a second");
        NS_TEST_EXPECT_MSG_GT(records[0]->Find("SessionUp")[0].time,
                              records[1]->Find("SessionUp")[0].time + Seconds(0.9),
                              "another second later");
        NS_TEST_EXPECT_MSG_GT(refused, 25, "frames were offered all the time");
        NS_TEST_EXPECT_MSG_EQ(GetData(network).size(), 0, "none was sent, then or later");
        const auto down = PseudowireDevice::LINK_DOWN;
        NS_TEST_EXPECT_MSG_EQ(atLac->GetDropCount(down) + atHub->GetDropCount(down),
                              refused,
                              "all of them are counted");
        NS_TEST_EXPECT_MSG_EQ(atLac->SendFrame(MakeFrame()), true, "now they pass");
        NS_TEST_EXPECT_MSG_EQ(atHub->SendFrame(MakeFrame()), true, "both ways");
        NS_TEST_EXPECT_MSG_EQ(GetData(network).size(), 2, "on the wire");
    }
};

/**
 * @ingroup l2tp-tests
 * @brief R5.4.5-07: a circuit that is not active when the session is created.
 */
class InactiveFromTheStart : public TestCase
{
  public:
    InactiveFromTheStart()
        : TestCase("R5.4.5-07 session for a circuit that is not active")
    {
    }

  private:
    void DoRun() override
    {
        LcceNetwork network("Ip");
        const auto atHub = AddDevice(network, 0);
        const auto& records = network.Record();
        const auto lac = network.lcces[1];
        auto request = lac->MakeRequest("one");
        request.circuitActive = false;
        lac->PlaceCall(lac->Connect(LcceNetwork::GetHubAddress(1)), request);
        LcceNetwork::Run(Seconds(5));
        NS_TEST_EXPECT_MSG_EQ(records[0]->Count("SessionUp"), 1, "established");
        NS_TEST_EXPECT_MSG_EQ(records[1]->Count("SessionUp"), 1, "established");
        NS_TEST_ASSERT_MSG_NE(atHub->GetSession(), nullptr, "with its circuit");
        NS_TEST_EXPECT_MSG_EQ(atHub->IsLinkUp(), false, "but the link is down");
        NS_TEST_EXPECT_MSG_EQ(atHub->SendFrame(MakeFrame()), false, "no data");
        Ptr<DataSession> session = network.lcces[0]->FindDataSession(
            atHub->GetSession()->GetDataPath().GetLocalSessionId());
        NS_TEST_EXPECT_MSG_EQ(session->Send(MakeFrame()), false, "no data");
        NS_TEST_EXPECT_MSG_EQ(records[0]->Count("DataDrop"), 1, "but a trace");
        NS_TEST_EXPECT_MSG_EQ(GetData(network).size(), 0, "no data");
    }
};

/**
 * @ingroup l2tp-tests
 * @brief R4.6-01: who asks for the sublayer gets it, on the wire; who does not, does not.
 */
class SublayerAskedFor : public TestCase
{
  public:
    SublayerAskedFor()
        : TestCase("R4.6-01 sublayer for who asks for it")
    {
    }

  private:
    void DoRun() override
    {
        for (const bool hubAsks : {false, true})
        {
            LcceNetwork network("Ip");
            network.lcces[hubAsks ? 0 : 1]->SetAttribute("L2SpecificSublayer",
                                                         StringValue("Default"));
            const auto atHub = AddDevice(network, 0);
            const auto atLac = AddDevice(network, 1);
            const auto lac = network.lcces[1];
            lac->PlaceCall(lac->Connect(LcceNetwork::GetHubAddress(1)), "one");
            LcceNetwork::Run(Seconds(5));
            atLac->SendFrame(MakeFrame());
            atHub->SendFrame(MakeFrame());
            LcceNetwork::Run(Seconds(6));
            const auto data = GetData(network);
            NS_TEST_ASSERT_MSG_EQ(data.size(), 2, "one each way");
            const std::size_t plain = 2 * (4 + 8 + 60);
            NS_TEST_EXPECT_MSG_EQ(data[0].payload.size(), plain + (hubAsks ? 8 : 0), "to the hub");
            NS_TEST_EXPECT_MSG_EQ(data[1].payload.size(), plain + (hubAsks ? 0 : 8), "to the LAC");
            NS_TEST_EXPECT_MSG_EQ(data[hubAsks ? 0 : 1].payload.substr(24, 8),
                                  "00000000",
                                  "sublayer without a number");
        }
    }
};

/**
 * @ingroup l2tp-tests
 * @brief R1.3-06: a pseudowire per session, each of a type of its own, even under one name.
 */
class PseudowirePerSession : public TestCase
{
  public:
    PseudowirePerSession()
        : TestCase("R1.3-06 a pseudowire of its own type per session")
    {
    }

  private:
    void DoRun() override
    {
        const std::vector<PseudowireType> types{PseudowireType::Ethernet,
                                                PseudowireType::EthernetVlan};
        LcceNetwork network("Ip");
        std::vector<Ptr<PseudowireDevice>> atHub;
        std::vector<Ptr<PseudowireDevice>> atLac;
        for (const std::string type : {"Ethernet", "EthernetVlan"})
        {
            atHub.push_back(AddDevice(network, 0, type));
            atLac.push_back(AddDevice(network, 1, type));
        }
        const auto& records = network.Record();
        const auto lac = network.lcces[1];
        const auto peer = lac->Connect(LcceNetwork::GetHubAddress(1));
        for (const auto type : types)
        {
            auto request = lac->MakeRequest("one");
            request.pseudowireType = type;
            lac->PlaceCall(peer, request);
        }
        LcceNetwork::Run(Seconds(5));
        const auto ups = records[0]->Find("SessionUp");
        NS_TEST_ASSERT_MSG_EQ(ups.size(), 2, "two sessions");
        for (std::size_t i = 0; i < types.size(); ++i)
        {
            NS_TEST_EXPECT_MSG_EQ((ups[i].parameters.pseudowireType == types[i]), true, "session");
            NS_TEST_EXPECT_MSG_EQ((atHub[i]->GetPseudowireType() == types[i]), true, "device");
            NS_TEST_ASSERT_MSG_NE(atHub[i]->GetSession(), nullptr, "they belong together");
            NS_TEST_EXPECT_MSG_EQ(atHub[i]->GetSession()->GetDataPath().GetLocalSessionId(),
                                  ups[i].parameters.localSessionId,
                                  "they belong together");
            atLac[i]->SendFrame(Create<Packet>(60 + static_cast<uint32_t>(i)));
        }
        LcceNetwork::Run(Seconds(6));
        for (std::size_t i = 0; i < types.size(); ++i)
        {
            NS_TEST_EXPECT_MSG_EQ(atHub[i]->GetSession()->GetReceivedCount(), 1, "one frame each");
            NS_TEST_EXPECT_MSG_EQ(atHub[i]->GetSession()->GetReceivedOctets(),
                                  60 + i,
                                  "that of the other end");
        }
    }
};

/**
 * @ingroup l2tp-tests
 * @brief R1.3-07: many sessions on one connection, each with one stream of frames of its own.
 */
class ManySessions : public TestCase
{
  public:
    ManySessions()
        : TestCase("R1.3-07 a hundred sessions on one connection count separately")
    {
    }

  private:
    /** @brief Number of sessions. */
    static constexpr uint32_t SESSIONS = 100;

    void DoRun() override
    {
        std::vector<std::unique_ptr<LcceTestCircuit>> atHub;
        std::vector<std::unique_ptr<LcceTestCircuit>> atLac;
        LcceNetwork network;
        const auto lac = network.lcces[1];
        const auto& records = network.Record();
        const auto peer = lac->Connect(LcceNetwork::GetHubAddress(1));
        for (uint32_t i = 0; i < SESSIONS; ++i)
        {
            atHub.push_back(std::make_unique<LcceTestCircuit>());
            atLac.push_back(std::make_unique<LcceTestCircuit>());
            network.lcces[0]->RegisterCircuit(std::to_string(i), *atHub[i]);
            lac->RegisterCircuit(std::to_string(i), *atLac[i]);
            lac->PlaceCall(peer, std::to_string(i));
        }
        LcceNetwork::Run(Seconds(30));
        NS_TEST_EXPECT_MSG_EQ(records[0]->Count("ConnectionUp"), 1, "one connection");
        NS_TEST_ASSERT_MSG_EQ(records[0]->Count("SessionUp"), SESSIONS, "all are up");
        for (uint32_t i = 0; i < SESSIONS; ++i)
        {
            for (uint32_t frame = 0; frame <= i % 7; ++frame)
            {
                atLac[i]->session->Send(Create<Packet>(100 + i));
            }
            atHub[i]->session->Send(Create<Packet>(300 + i));
        }
        LcceNetwork::Run(Seconds(40));
        for (uint32_t i = 0; i < SESSIONS; ++i)
        {
            const uint64_t frames = 1 + i % 7;
            NS_TEST_EXPECT_MSG_EQ(atHub[i]->session->GetReceivedCount(), frames, "session " << i);
            NS_TEST_EXPECT_MSG_EQ(atHub[i]->frames, frames, "session " << i);
            NS_TEST_EXPECT_MSG_EQ(atHub[i]->session->GetReceivedOctets(),
                                  frames * (100 + i),
                                  "session " << i);
            NS_TEST_EXPECT_MSG_EQ(atLac[i]->session->GetSentOctets(),
                                  frames * (100 + i),
                                  "session " << i);
            NS_TEST_EXPECT_MSG_EQ(atHub[i]->session->GetSentOctets(), 300 + i, "session " << i);
            NS_TEST_EXPECT_MSG_EQ(atLac[i]->session->GetReceivedOctets(), 300 + i, "session " << i);
        }
    }
};

/**
 * @ingroup l2tp-tests
 * @brief R8.2-01: cookies of 64 bits unless something else is asked for.
 */
class DefaultCookies : public TestCase
{
  public:
    DefaultCookies()
        : TestCase("R8.2-01 cookies of 64 bits by default")
    {
    }

  private:
    void DoRun() override
    {
        LcceNetwork network;
        UintegerValue length;
        network.lcces[0]->GetAttribute("CookieLength", length);
        NS_TEST_EXPECT_MSG_EQ(length.Get(), 8, "default of the attribute");
        const auto& records = network.Record();
        network.SetAll("AcceptPolicy", "Accept");
        network.lcces[1]->PlaceCall(network.lcces[1]->Connect(LcceNetwork::GetHubAddress(1)),
                                    "one");
        LcceNetwork::Run(Seconds(5));
        for (const auto& record : records)
        {
            const auto ups = record->Find("SessionUp");
            NS_TEST_ASSERT_MSG_EQ(ups.size(), 1, "established");
            NS_TEST_EXPECT_MSG_EQ(ups[0].parameters.localCookie.GetSize(), 8, "octets");
            NS_TEST_EXPECT_MSG_EQ(ups[0].parameters.remoteCookie.GetSize(), 8, "octets");
        }
    }
};

/**
 * @ingroup l2tp-tests
 * @brief R4.1.2.3-02: control messages have UDP checksums, and right ones, if nodes use checksums.
 */
class ControlChecksums : public TestCase
{
  public:
    ControlChecksums()
        : TestCase("R4.1.2.3-02 UDP checksum of control messages")
    {
    }

  private:
    void DoRun() override
    {
        GlobalValue::Bind("ChecksumEnabled", BooleanValue(true));
        {
            LcceNetwork network;
            const auto lac = network.lcces[1];
            network.SetAll("AcceptPolicy", "Accept");
            const auto peer = lac->Connect(LcceNetwork::GetHubAddress(1));
            lac->PlaceCall(peer, "one");
            Simulator::Schedule(Seconds(100), &Lcce::Disconnect, lac, peer);
            LcceNetwork::Run(Seconds(200));
            const auto packets = GetPackets(network);
            NS_TEST_EXPECT_MSG_GT(packets.size(), 10, "set-up, HELLO and tear-down");
            for (const auto& packet : packets)
            {
                NS_TEST_EXPECT_MSG_NE(packet.payload.substr(12, 4), "0000", packet.payload);
                NS_TEST_EXPECT_MSG_EQ(AddUp(packet), 0xffff, packet.payload);
            }
        }
        GlobalValue::Bind("ChecksumEnabled", BooleanValue(false));
    }

    /**
     * @brief One's complement sum of a datagram and its pseudo header.
     * @param packet the datagram, between 10.0.1.1 and 10.0.1.2
     * @return 0xffff if the checksum is right
     */
    static uint32_t AddUp(const WirePacket& packet)
    {
        std::string octets = "0a0001010a0001020011" + packet.payload.substr(8, 4) + packet.payload;
        octets += octets.size() % 4 == 0 ? "" : "00";
        uint32_t sum = 0;
        for (std::size_t i = 0; i < octets.size(); i += 4)
        {
            sum += std::stoul(octets.substr(i, 4), nullptr, 16);
        }
        while (sum > 0xffff)
        {
            sum = (sum & 0xffff) + (sum >> 16);
        }
        return sum;
    }
};

} // namespace

std::vector<TestCase*>
MakeDataSignalledTests()
{
    return {new NoDataBeforeSession,
            new InactiveFromTheStart,
            new SublayerAskedFor,
            new PseudowirePerSession,
            new ManySessions,
            new DefaultCookies,
            new ControlChecksums};
}
