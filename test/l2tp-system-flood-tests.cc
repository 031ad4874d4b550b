// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-lcce-network.h"
#include "l2tp-lcce-test-circuit.h"
#include "l2tp-system-tests.h"

#include "ns3/inet-socket-address.h"
#include "ns3/l2tp-avp.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/test.h"
#include "ns3/uinteger.h"

#include <functional>
#include <malloc.h>

namespace ns3
{
namespace l2tp
{
namespace tests
{

namespace
{

/** @brief An octet string that has to be sent. */
using Image = std::function<Bytes(uint32_t number)>;

/**
 * @ingroup l2tp-tests
 * @brief An attacker, neighbour 2, sends thousands of packets to an LCCE, the hub, that serves
 *        neighbour 1. What is kept is bounded, what is refused is counted, the tunnel stays.
 */
class FloodTest : public TestCase
{
  public:
    FloodTest()
        : TestCase("floods of SCCRQs, unknown sessions, bad digests and replays")
    {
    }

  private:
    static constexpr uint32_t PACKETS = 4000;
    static constexpr uint32_t LIMIT = 50;

    void DoRun() override;
    void FloodWithRequests(); //!< SCCRQs
    void FloodAtARate();      //!< SCCRQs, bounded in time
    void FloodWithSessions(); //!< data
    void FloodWithDigests();  //!< SCCRQs without the secret
    void FloodWithReplays();  //!< messages of the tunnel
    void FloodWithCalls();    //!< ICRQs of a peer that is allowed to

    /** @brief Make the network. @param settings of all LCCEs, attribute and value in turn */
    void Build(const std::vector<std::string>& settings);

    /**
     * @brief Send from the attacker, one packet each millisecond from 10 s on.
     * @param image makes the packets
     */
    void Attack(const Image& image);

    /** @brief Send the next packet. @param number how many were sent */
    void Send(uint32_t number);

    /** @brief Check that the tunnel of neighbour 1 works. @param name of the case */
    void ExpectTunnel(const std::string& name);

    /**
     * @brief SCCRQ.
     * @param number tells it from others
     * @return its octets
     */
    static Bytes MakeSccrq(uint32_t number);

    std::unique_ptr<LcceNetwork> m_network; //!< the nodes
    LcceTestCircuit m_circuits[2];          //!< of the tunnel
    Image m_image;                          //!< what the attacker sends
    std::vector<std::size_t> m_heap;        //!< octets in use, at a half and at the end
};

void
FloodTest::DoRun()
{
    FloodWithRequests();
    FloodAtARate();
    FloodWithSessions();
    FloodWithDigests();
    FloodWithReplays();
    FloodWithCalls();
    m_network.reset();
}

void
FloodTest::Build(const std::vector<std::string>& settings)
{
    m_network.reset();
    m_circuits[0] = LcceTestCircuit();
    m_circuits[1] = LcceTestCircuit();
    m_heap.clear();
    m_network = std::make_unique<LcceNetwork>("Udp", 2);
    m_network->ForgetWire();
    for (std::size_t i = 0; i < settings.size(); i += 2)
    {
        m_network->SetAll(settings[i], settings[i + 1]);
    }
    const auto hub = m_network->lcces[0];
    const auto lac = m_network->lcces[1];
    hub->RegisterCircuit("one", m_circuits[0]);
    lac->RegisterCircuit("one", m_circuits[1]);
    lac->PlaceCall(lac->Connect(LcceNetwork::GetHubAddress(1)), "one");
}

void
FloodTest::Attack(const Image& image)
{
    m_image = image;
    Simulator::Schedule(Seconds(10), &FloodTest::Send, this, 0);
    Simulator::Schedule(Seconds(16), [this]() { m_circuits[1].session->Send(Create<Packet>(1)); });
    LcceNetwork::Run(Seconds(17));
}

void
FloodTest::Send(uint32_t number)
{
    const auto attacker = Transport::Get(m_network->nodes.Get(2), Encapsulation::Udp);
    Path path(InetSocketAddress(LcceNetwork::GetAddress(2), 1701),
              InetSocketAddress(LcceNetwork::GetHubAddress(2), 1701));
    attacker->SendControl(path, m_image(number));
    if (number % (PACKETS / 2) == PACKETS / 2 - 1)
    {
        m_heap.push_back(mallinfo2().uordblks);
    }
    if (number + 1 < PACKETS)
    {
        Simulator::Schedule(MilliSeconds(1), &FloodTest::Send, this, number + 1);
    }
}

void
FloodTest::ExpectTunnel(const std::string& name)
{
    NS_TEST_EXPECT_MSG_EQ(m_circuits[0].frames, 1, name << ": the tunnel works");
    NS_TEST_ASSERT_MSG_EQ(m_heap.size(), 2, name << ": all are sent");
    NS_TEST_EXPECT_MSG_LT(m_heap[1],
                          m_heap[0] + 25 * PACKETS,
                          name << ": the second half costs no memory");
}

Bytes
FloodTest::MakeSccrq(uint32_t number)
{
    ControlMessage message(MessageType::Sccrq);
    message.Add<avp::HostName>("attacker " + std::to_string(number))
        .Add<avp::RouterId>(number + 1)
        .Add<avp::AssignedControlConnectionId>(number + 1)
        .Add<avp::PseudowireCapabilitiesList>({5});
    return std::move(message).Release();
}

void
FloodTest::FloodWithRequests()
{
    Build({"MaxConnections", std::to_string(LIMIT), "MaxRetransmissions", "2"});
    const auto hub = m_network->lcces[0];
    std::size_t most = 0;
    Attack([&](uint32_t number) {
        most = std::max(most, hub->GetConnections());
        return MakeSccrq(number);
    });
    ExpectTunnel("SCCRQs");
    NS_TEST_EXPECT_MSG_EQ(most, LIMIT, "as many connections as are allowed");
    NS_TEST_EXPECT_MSG_GT(hub->GetControlDrops(ControlDropReason::LimitReached),
                          PACKETS / 2,
                          "the others are counted");
    LcceNetwork::Run(Seconds(200));
    NS_TEST_EXPECT_MSG_EQ(hub->GetConnections(), 1, "nothing is left but the tunnel");
}

void
FloodTest::FloodAtARate()
{
    Build({"MaxSccrqRate", "10"});
    const auto hub = m_network->lcces[0];
    Attack(MakeSccrq);
    ExpectTunnel("rate");
    NS_TEST_EXPECT_MSG_LT(hub->GetConnections(), 100, "ten a second at most");
    NS_TEST_EXPECT_MSG_GT(hub->GetControlDrops(ControlDropReason::RateLimited),
                          PACKETS - 100,
                          "the others are counted");
}

void
FloodTest::FloodWithSessions()
{
    Build({});
    const auto transport = Transport::Get(m_network->nodes.Get(0), Encapsulation::Udp);
    Attack([](uint32_t number) {
        // Ver 3, T = 0: data over UDP, with a Session ID that nobody has.
        Bytes image{0x00, 0x03, 0x00, 0x00, 0x7f, 0x00, 0x00, 0x00, 1, 2, 3, 4, 5, 6, 7, 8};
        image[6] = static_cast<uint8_t>(number >> 8U);
        image[7] = static_cast<uint8_t>(number);
        return image;
    });
    ExpectTunnel("unknown sessions");
    NS_TEST_EXPECT_MSG_EQ(transport->GetDropCount(TransportDropReason::UnknownSession),
                          PACKETS,
                          "all are counted");
    NS_TEST_EXPECT_MSG_EQ(transport->GetDirectory()->GetSize(), 1, "no other session");
}

void
FloodTest::FloodWithDigests()
{
    Build({"SharedSecret", "secret"});
    const auto hub = m_network->lcces[0];
    Attack([](uint32_t number) {
        auto image = MakeSccrq(number);
        if (number % 2 == 1)
        {
            // A Message Digest AVP with a value that nobody has computed.
            Bytes avp{0x80, 23, 0, 0, 0, 59, 0};
            avp.insert(avp.end(), 16, 0x42);
            image.insert(image.begin() + CONTROL_HEADER_SIZE + 8, avp.begin(), avp.end());
            image[2] = static_cast<uint8_t>(image.size() >> 8U);
            image[3] = static_cast<uint8_t>(image.size());
        }
        return image;
    });
    ExpectTunnel("digests");
    NS_TEST_EXPECT_MSG_EQ(hub->GetControlDrops(ControlDropReason::InvalidDigest),
                          PACKETS / 2,
                          "wrong ones");
    NS_TEST_EXPECT_MSG_EQ(hub->GetControlDrops(ControlDropReason::NotAuthorized),
                          PACKETS / 2,
                          "without a nonce");
    NS_TEST_EXPECT_MSG_EQ(hub->GetConnections(), 1, "no connection");
}

void
FloodTest::FloodWithReplays()
{
    Build({});
    const auto hub = m_network->lcces[0];
    auto record = std::make_unique<LcceRecorder>(m_network->lcces[1]);
    std::vector<Bytes> heard;
    Simulator::Schedule(Seconds(5), [&]() {
        for (const auto& message : record->messages)
        {
            if (message.sent)
            {
                heard.emplace_back(message.image.begin(), message.image.end());
            }
        }
        record.reset();
    });
    Attack([&heard](uint32_t number) { return heard.at(number % heard.size()); });
    ExpectTunnel("replays");
    NS_TEST_EXPECT_MSG_EQ(hub->GetSessions(), 1, "no other session");
    NS_TEST_EXPECT_MSG_LT(hub->GetConnections(), 3, "at most one other connection");
}

void
FloodTest::FloodWithCalls()
{
    Build({"MaxSessions", std::to_string(LIMIT), "AcceptPolicy", "Accept"});
    const auto hub = m_network->lcces[0];
    const auto other = m_network->lcces[2];
    other->SetAttribute("MaxSessions", UintegerValue(0));
    const auto peer = other->Connect(LcceNetwork::GetHubAddress(2));
    LcceRecorder record(other);
    constexpr uint32_t calls = 200;
    Simulator::Schedule(Seconds(5), [&]() {
        for (uint32_t i = 0; i < calls; ++i)
        {
            other->PlaceCall(peer, "call " + std::to_string(i));
        }
    });
    LcceNetwork::Run(Seconds(300));
    NS_TEST_EXPECT_MSG_EQ(hub->GetSessions(), LIMIT, "as many sessions as are allowed");
    const auto downs = record.Find("SessionDown");
    NS_TEST_EXPECT_MSG_EQ(downs.size(), calls + 1 - LIMIT, "the others are refused");
    for (const auto& down : downs)
    {
        NS_TEST_EXPECT_MSG_EQ(down.reason.result, 4, "for now");
    }
}

} // namespace

std::vector<TestCase*>
MakeSystemFloodTests()
{
    return {new FloodTest};
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
