// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-lcce-network.h"
#include "l2tp-lcce-test-circuit.h"
#include "l2tp-lcce-tests.h"

#include "ns3/error-model.h"
#include "ns3/inet-socket-address.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/test.h"
#include "ns3/uinteger.h"

#include <functional>
#include <set>
#include <sstream>
#include <utility>

namespace ns3
{
namespace l2tp
{
namespace tests
{

namespace
{

/** @brief Octets of the framing of a point-to-point link. */
constexpr std::size_t PPP = 2;
/** @brief Octets of an IPv4 header without options. */
constexpr std::size_t IPV4 = 20;
/** @brief Octets of a frame. */
constexpr uint32_t FRAME = 100;

/** @brief A packet, octet by octet. */
using Octets = std::vector<uint8_t>;

/**
 * @brief The packets of a network.
 * @param network the network, after its run
 * @return each packet with its link framing, as often as it was sent
 */
std::vector<Octets>
ReadWire(const LcceNetwork& network)
{
    std::vector<Octets> packets;
    std::istringstream lines(network.GetWire());
    std::string time;
    std::string digits;
    while (lines >> time >> digits)
    {
        Octets octets;
        for (std::size_t i = 0; i < digits.size(); i += 2)
        {
            octets.push_back(static_cast<uint8_t>(std::stoul(digits.substr(i, 2), nullptr, 16)));
        }
        packets.push_back(octets);
    }
    return packets;
}

/**
 * @brief Read a number of a packet.
 * @param octets the packet
 * @param at where
 * @param size octets of the number
 * @return the number
 */
uint64_t
Read(const Octets& octets, std::size_t at, std::size_t size)
{
    uint64_t number = 0;
    for (std::size_t i = 0; i < size; ++i)
    {
        number = number << 8U | octets.at(at + i);
    }
    return number;
}

/**
 * @ingroup l2tp-tests
 * @brief Looks at packets that arrive, and may lose them.
 */
class LcceFilter : public ErrorModel
{
  public:
    /** @brief What to do: gets the packet with its link framing, says whether it is lost. */
    using Action = std::function<bool(const Octets&)>;

    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId()
    {
        static TypeId tid = TypeId("ns3::l2tp::tests::LcceFilter")
                                .SetParent<ErrorModel>()
                                .AddConstructor<LcceFilter>();
        return tid;
    }

    Action action; //!< what to do

  private:
    bool DoCorrupt(Ptr<Packet> packet) override
    {
        Octets octets(packet->GetSize());
        packet->CopyData(octets.data(), packet->GetSize());
        return action && action(octets);
    }

    void DoReset() override
    {
    }
};

/**
 * @brief Put a filter on one direction of the link to the first neighbour.
 * @param network the network
 * @param toHub which direction
 * @param action what to do
 */
void
Filter(LcceNetwork& network, bool toHub, LcceFilter::Action action)
{
    const auto filter = CreateObject<LcceFilter>();
    filter->action = std::move(action);
    // The loopback device comes before or after, as the version of ns-3 has it.
    const auto node = network.nodes.Get(toHub ? 0 : 1);
    for (uint32_t i = 0; i < node->GetNDevices(); ++i)
    {
        node->GetDevice(i)->SetAttributeFailSafe("ReceiveErrorModel", PointerValue(filter));
    }
}

/**
 * @ingroup l2tp-tests
 * @brief Every data packet of a session carries the Session ID and the cookie of the handshake,
 *        from the first to the last (R4.1-09).
 */
class LcceSameIdsTest : public TestCase
{
  public:
    LcceSameIdsTest()
        : TestCase("R4.1-09 Session ID and cookie to the end")
    {
    }

  private:
    void DoRun() override;
};

void
LcceSameIdsTest::DoRun()
{
    LcceTestCircuit circuits[2];
    LcceNetwork network("Ip");
    const auto& records = network.Record();
    for (uint32_t i = 0; i < 2; ++i)
    {
        network.lcces[i]->RegisterCircuit("one", circuits[i]);
    }
    const auto lac = network.lcces[0];
    const auto call = lac->PlaceCall(lac->Connect(LcceNetwork::GetAddress(1)), "one");
    constexpr int frames = 50;
    for (int i = 1; i <= frames; ++i)
    {
        Simulator::Schedule(Seconds(i), [&circuits]() {
            circuits[0].session->Send(Create<Packet>(FRAME));
            circuits[1].session->Send(Create<Packet>(FRAME));
        });
    }
    // The peer changes what it says of the session in the meantime.
    Simulator::Schedule(Seconds(20.5), &Lcce::SetCircuitStatus, network.lcces[1], "one", true);
    Simulator::Schedule(Seconds(frames + 1), &Lcce::HangUp, lac, call);
    LcceNetwork::Run(Seconds(frames + 2));
    std::set<std::pair<uint64_t, uint64_t>> expected;
    for (const auto& record : records)
    {
        const auto ups = record->Find("SessionUp");
        NS_TEST_ASSERT_MSG_EQ(ups.size(), 1, "established");
        const auto& parameters = ups[0].parameters;
        Octets cookie(parameters.localCookie.GetBytes().begin(),
                      parameters.localCookie.GetBytes().end());
        expected.insert({parameters.localSessionId, Read(cookie, 0, 8)});
    }
    std::size_t data = 0;
    for (const auto& packet : ReadWire(network))
    {
        const auto id = Read(packet, PPP + IPV4, 4);
        if (id != 0)
        {
            ++data;
            NS_TEST_EXPECT_MSG_EQ(expected.count({id, Read(packet, PPP + IPV4 + 4, 8)}),
                                  1,
                                  "Session ID and cookie");
        }
    }
    NS_TEST_EXPECT_MSG_EQ(data, 2 * frames, "data packets");
}

/**
 * @ingroup l2tp-tests
 * @brief A responder with a port of its own (R4.1.2.2-03): the initiator follows it, with control
 *        and data (R4.1.2.2-05). Behind a NAT that lets in only what comes from where something
 *        was sent to, the default, to answer from the port asked, works (R4.1.2.2-06).
 */
class LccePortTest : public TestCase
{
  public:
    LccePortTest()
        : TestCase("R4.1.2.2-03 R4.1.2.2-05 R4.1.2.2-06 port of the responder")
    {
    }

  private:
    void DoRun() override;

    /**
     * @brief Run.
     * @param port ResponderPort
     * @param nat whether there is a NAT before the initiator
     * @return whether frames get through
     */
    bool Simulate(uint16_t port, bool nat);
};

void
LccePortTest::DoRun()
{
    NS_TEST_EXPECT_MSG_EQ(Simulate(0, false), true, "default");
    NS_TEST_EXPECT_MSG_EQ(Simulate(5000, false), true, "another port");
    NS_TEST_EXPECT_MSG_EQ(Simulate(0, true), true, "default behind a NAT");
    NS_TEST_EXPECT_MSG_EQ(Simulate(5000, true), false, "another port behind a NAT");
}

bool
LccePortTest::Simulate(uint16_t port, bool nat)
{
    LcceTestCircuit circuits[2];
    LcceNetwork network;
    std::set<std::pair<uint64_t, uint64_t>> open;
    if (nat)
    {
        Filter(network, false, [&open](const Octets& packet) {
            open.insert({Read(packet, PPP + 16, 4), Read(packet, PPP + IPV4 + 2, 2)});
            return false;
        });
        Filter(network, true, [&open](const Octets& packet) {
            return open.count({Read(packet, PPP + 12, 4), Read(packet, PPP + IPV4, 2)}) == 0;
        });
    }
    const auto& records = network.Record();
    network.lcces[1]->SetAttribute("ResponderPort", UintegerValue(port));
    for (uint32_t i = 0; i < 2; ++i)
    {
        network.lcces[i]->RegisterCircuit("one", circuits[i]);
    }
    const auto lac = network.lcces[0];
    lac->PlaceCall(lac->Connect(LcceNetwork::GetAddress(1)), "one");
    Simulator::Schedule(Seconds(5), [&circuits]() {
        for (auto& circuit : circuits)
        {
            if (circuit.session != nullptr)
            {
                circuit.session->Send(Create<Packet>(FRAME));
            }
        }
    });
    LcceNetwork::Run(Seconds(10));
    const bool through = circuits[0].frames + circuits[1].frames == 2;
    if (through)
    {
        const uint16_t expected = port == 0 ? UDP_PORT : port;
        const auto up = records[0]->Find("ConnectionUp").at(0);
        NS_TEST_EXPECT_MSG_EQ(InetSocketAddress::ConvertFrom(up.ids.peerAddress).GetPort(),
                              expected,
                              "the trace knows the port");
        std::size_t first = 0;
        for (const auto& packet : ReadWire(network))
        {
            const bool toResponder = Read(packet, PPP + 16, 4) == LcceNetwork::GetAddress(1).Get();
            const auto there = Read(packet, PPP + IPV4 + (toResponder ? 2 : 0), 2);
            first += there != expected;
            NS_TEST_EXPECT_MSG_EQ(Read(packet, PPP + IPV4 + (toResponder ? 0 : 2), 2),
                                  UDP_PORT,
                                  "the initiator stays where it is");
        }
        NS_TEST_EXPECT_MSG_EQ(first, (port == 0 ? 0 : 1), "only SCCRQ goes to the known port");
    }
    return through;
}

} // namespace

std::vector<TestCase*>
MakeLcceWireTests()
{
    return {new LcceSameIdsTest(), new LccePortTest()};
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
