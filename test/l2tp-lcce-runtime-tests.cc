// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-abort-probe.h"
#include "l2tp-lcce-network.h"
#include "l2tp-lcce-recorder.h"
#include "l2tp-lcce-test-circuit.h"
#include "l2tp-lcce-tests.h"

#include "ns3/ipv4-header.h"
#include "ns3/ipv4.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/udp-header.h"
#include "ns3/udp-l4-protocol.h"
#include "ns3/uinteger.h"

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
 * @brief What a script may do while the simulation runs, and what comes of it.
 */
class LcceRuntimeTest : public TestCase
{
  public:
    LcceRuntimeTest()
        : TestCase("closed, changed and disposed of while it runs")
    {
    }

  private:
    void DoRun() override;
    void CloseForGood(uint16_t result);
    void ChangePort();
    void Contradict();
    void EndWithFramesHeld();
    void DisposeInSink();
    void AnswerBroadcast();
    void SecretOfNoUse();
    void CountForgedData();
    void CountFramesOfNoCircuit();
};

void
LcceRuntimeTest::DoRun()
{
    for (const uint16_t result : {1, 2, 4, 6})
    {
        CloseForGood(result);
    }
    ChangePort();
    Contradict();
    EndWithFramesHeld();
    DisposeInSink();
    AnswerBroadcast();
    SecretOfNoUse();
    CountForgedData();
    CountFramesOfNoCircuit();
}

// A close by the script is final, whatever its result.
void
LcceRuntimeTest::CloseForGood(uint16_t result)
{
    LcceNetwork network;
    network.SetAll("Reconnect", "true");
    const auto& records = network.Record();
    const auto lac = network.lcces[0];
    const auto peer = lac->Connect(LcceNetwork::GetAddress(1));
    Simulator::Schedule(Seconds(1), [&]() {
        lac->CloseConnection(lac->GetConnectionId(peer), {DownCause::Local, result, 0, "bye"});
    });
    LcceNetwork::Run(Seconds(20));
    NS_TEST_EXPECT_MSG_EQ(lac->IsConnected(peer), false, "result " << result);
    NS_TEST_EXPECT_MSG_EQ(records[0]->Count("ConnectionUp"), 1, "result " << result);
    NS_TEST_EXPECT_MSG_EQ(records[0]->Count("Reconnect"), 0, "result " << result);
}

// Port counts from the next start on; until then everything goes by the port that is open.
void
LcceRuntimeTest::ChangePort()
{
    LcceNetwork network;
    const auto lac = network.lcces[0];
    uint32_t peer = 0;
    Simulator::Schedule(Seconds(1), [&]() {
        lac->SetAttribute("Port", UintegerValue(4000));
        peer = lac->Connect(LcceNetwork::GetAddress(1));
    });
    LcceNetwork::Run(Seconds(5));
    NS_TEST_EXPECT_MSG_EQ(lac->IsConnected(peer), true, "not deaf");
}

// Contradictory attributes abort when they would be used.
void
LcceRuntimeTest::Contradict()
{
    const auto message = GetAbortMessage([]() {
        LcceNetwork network;
        network.SetAll("AcceptPolicy", "Accept");
        const auto lac = network.lcces[0];
        const auto peer = lac->Connect(LcceNetwork::GetAddress(1));
        Simulator::Schedule(Seconds(1), [&]() {
            network.lcces[1]->SetAttribute("DataSequencing", StringValue("All"));
            lac->PlaceCall(peer, "one");
        });
        LcceNetwork::Run(Seconds(5));
    });
    NS_TEST_EXPECT_MSG_NE(message.find("ns3::l2tp::Lcce::DataSequencing must be None unless"),
                          std::string::npos,
                          message);
    const auto placed = GetAbortMessage([]() {
        LcceNetwork network;
        network.SetAll("AcceptPolicy", "Accept");
        const auto lac = network.lcces[0];
        const auto lns = network.lcces[1];
        lns->SetCallPlacer([lns](uint32_t session, const SessionRequest&) {
            PlacedCall call;
            call.sequencing = DataSequencing::All;
            lns->CallPlaced(session, call);
        });
        auto request = lac->MakeRequest("one");
        request.direction = CallDirection::Outgoing;
        lac->PlaceCall(lac->Connect(LcceNetwork::GetAddress(1)), request);
        LcceNetwork::Run(Seconds(5));
    });
    NS_TEST_EXPECT_MSG_NE(placed.find("ns3::l2tp::Lcce::DataSequencing must be None unless"),
                          std::string::npos,
                          placed);
}

// Frames that wait for one that was lost are told as dropped when the session ends.
void
LcceRuntimeTest::EndWithFramesHeld()
{
    LcceTestCircuit circuits[2];
    LcceNetwork network;
    network.SetAll("L2SpecificSublayer", "Default");
    network.SetAll("DataSequencing", "All");
    network.SetAll("ReorderHold", "1s");
    for (uint32_t side = 0; side < 2; ++side)
    {
        network.lcces[side]->RegisterCircuit("one", circuits[side]);
    }
    std::vector<DataDropReason> drops;
    network.lcces[1]->TraceConnectWithoutContext(
        "DataDrop",
        Callback<void, const ConnectionIds&, Ptr<const Packet>, DataDropReason>(
            [&drops](const ConnectionIds& ids, Ptr<const Packet>, DataDropReason reason) {
                if (ids.session != 0 && ids.connection != 0)
                {
                    drops.push_back(reason);
                }
            }));
    const auto lac = network.lcces[0];
    const auto call = lac->PlaceCall(lac->Connect(LcceNetwork::GetAddress(1)), "one");
    const auto send = [&circuits](uint32_t count) {
        for (uint32_t i = 0; i < count; ++i)
        {
            circuits[0].session->Send(Create<Packet>(10));
        }
    };
    const auto ipv4 = network.nodes.Get(1)->GetObject<Ipv4>();
    Simulator::Schedule(Seconds(1), [&]() { send(1); });
    Simulator::Schedule(Seconds(2), [&]() {
        ipv4->SetDown(1);
        send(1);
    });
    Simulator::Schedule(Seconds(2.2), [&]() {
        ipv4->SetUp(1);
        send(3);
    });
    Simulator::Schedule(Seconds(2.4), [&]() { lac->HangUp(call); });
    LcceNetwork::Run(Seconds(10));
    NS_TEST_EXPECT_MSG_EQ(circuits[1].frames, 1, "the first");
    NS_TEST_EXPECT_MSG_EQ(drops.size(), 3, "those behind the one that was lost");
    for (const auto reason : drops)
    {
        NS_TEST_EXPECT_MSG_EQ((reason == DataDropReason::SessionEnded),
                              true,
                              l2tp::GetName(reason));
    }
}

// Whoever disposes of an LCCE in one of its sinks is not the end of the process.
void
LcceRuntimeTest::DisposeInSink()
{
    LcceNetwork network;
    const auto lns = network.lcces[1];
    bool disposed = false;
    lns->TraceConnectWithoutContext(
        "ConnectionUp",
        Callback<void, const ConnectionIds&>([&disposed, &lns](const ConnectionIds&) {
            disposed = true;
            lns->Dispose();
        }));
    network.lcces[0]->Connect(LcceNetwork::GetAddress(1));
    LcceNetwork::Run(Seconds(200));
    NS_TEST_EXPECT_MSG_EQ(disposed, true, "in the middle of things");
    NS_TEST_EXPECT_MSG_EQ(network.lcces[0]->GetConnections(), 0, "its peer has found it dead");
}

// Secrets of a profile that would be ignored abort at the start.
void
LcceRuntimeTest::SecretOfNoUse()
{
    for (const std::string mode : {"Auto", "Off", "IntegrityOnly"})
    {
        for (const std::string encapsulation : {"Udp", "Ip"})
        {
            const auto message = GetAbortMessage([&]() {
                LcceNetwork network(encapsulation);
                network.SetAll("Authentication", mode);
                PeerProfile profile;
                profile.hostName = "lac.example";
                profile.secrets = {"their secret"};
                network.lcces[0]->AddPeerProfile(profile);
                LcceNetwork::Run(Seconds(1));
            });
            NS_TEST_EXPECT_MSG_NE(message.find("ns3::l2tp::Lcce::Authentication must be Secret"),
                                  std::string::npos,
                                  mode << ": " << message);
        }
    }
}

// A frame for a session without a circuit is counted and told.
void
LcceRuntimeTest::CountFramesOfNoCircuit()
{
    LcceTestCircuit circuit;
    LcceNetwork network;
    network.SetAll("AcceptPolicy", "Accept");
    network.lcces[0]->RegisterCircuit("one", circuit);
    const auto& records = network.Record();
    const auto lac = network.lcces[0];
    lac->PlaceCall(lac->Connect(LcceNetwork::GetAddress(1)), "one");
    Simulator::Schedule(Seconds(1), [&circuit]() { circuit.session->Send(Create<Packet>(60)); });
    LcceNetwork::Run(Seconds(2));
    const auto lns = network.lcces[1];
    NS_TEST_EXPECT_MSG_EQ(lns->GetDataDrops(DataDropReason::NoCircuit), 1, "counted");
    NS_TEST_EXPECT_MSG_EQ(lac->GetDataDrops(DataDropReason::NoCircuit), 0, "not there");
    const auto drops = records[1]->Find("DataDrop");
    NS_TEST_ASSERT_MSG_EQ(drops.size(), 1, "told");
    NS_TEST_EXPECT_MSG_EQ(drops[0].text,
                          "60 " + std::string(l2tp::GetName(DataDropReason::NoCircuit)),
                          "with the reason");
}

// R4.1-08, R8.2-05: data with a wrong cookie is counted at a signalled session, too.
void
LcceRuntimeTest::CountForgedData()
{
    LcceTestCircuit circuits[2];
    LcceNetwork network;
    network.lcces[0]->RegisterCircuit("one", circuits[0]);
    network.lcces[1]->RegisterCircuit("one", circuits[1]);
    const auto lac = network.lcces[0];
    const auto lns = network.lcces[1];
    lac->PlaceCall(lac->Connect(LcceNetwork::GetAddress(1)), "one");
    uint32_t session = 0;
    lns->TraceConnectWithoutContext(
        "SessionUp",
        Callback<void, const SessionUpEvent&>(
            [&session](const SessionUpEvent& event) { session = event.ids.session; }));
    Simulator::Schedule(Seconds(1), [&]() {
        std::vector<uint8_t> octets{0, 3, 0, 0};
        for (const int shift : {24, 16, 8, 0})
        {
            octets.push_back(static_cast<uint8_t>(session >> shift));
        }
        octets.resize(octets.size() + 8 + 20, 0x5a);
        const auto packet = Create<Packet>(octets.data(), octets.size());
        UdpHeader header;
        header.SetSourcePort(1701);
        header.SetDestinationPort(1701);
        packet->AddHeader(header);
        network.nodes.Get(0)->GetObject<Ipv4>()->Send(packet,
                                                      LcceNetwork::GetHubAddress(1),
                                                      LcceNetwork::GetAddress(1),
                                                      UdpL4Protocol::PROT_NUMBER,
                                                      nullptr);
    });
    LcceNetwork::Run(Seconds(2));
    NS_TEST_EXPECT_MSG_EQ(circuits[1].frames, 0, "not delivered");
    NS_TEST_EXPECT_MSG_EQ(lns->GetDataDrops(DataDropReason::CookieMismatch), 1, "counted");
    NS_TEST_EXPECT_MSG_EQ(lac->GetDataDrops(DataDropReason::CookieMismatch), 0, "not there");
}

// An SCCRQ to all hosts of a network is answered, from an address of one's own.
void
LcceRuntimeTest::AnswerBroadcast()
{
    LcceNetwork network;
    std::vector<Ipv4Address> sources;
    network.nodes.Get(1)->GetObject<Ipv4>()->TraceConnectWithoutContext(
        "SendOutgoing",
        Callback<void, const Ipv4Header&, Ptr<const Packet>, uint32_t>(
            [&sources](const Ipv4Header& header, Ptr<const Packet>, uint32_t) {
                sources.push_back(header.GetSource());
            }));
    network.lcces[0]->Connect(Ipv4Address("10.0.1.255"));
    LcceNetwork::Run(Seconds(2));
    NS_TEST_ASSERT_MSG_EQ(sources.empty(), false, "an answer");
    for (const auto& source : sources)
    {
        NS_TEST_EXPECT_MSG_EQ(source, LcceNetwork::GetAddress(1), "its own address");
    }
}

} // namespace

std::vector<TestCase*>
MakeLcceRuntimeTests()
{
    return {new LcceRuntimeTest};
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
