// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-system-echo.h"
#include "l2tp-system-tests.h"

#include "ns3/bridge-helper.h"
#include "ns3/csma-helper.h"
#include "ns3/enum.h"
#include "ns3/error-model.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-static-routing-helper.h"
#include "ns3/l2tp-helper.h"
#include "ns3/l2tp-star-underlay.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <algorithm>
#include <array>
#include <map>
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

const Ipv4Mask MASK("255.255.255.0"); //!< of every network here

/**
 * @ingroup l2tp-tests
 * @brief Two nodes with an LCCE each on a point-to-point link, and what becomes of their circuits.
 */
class RoleNetwork
{
  public:
    /** @brief What is seen of the packets that leave an LCCE. */
    struct Seen
    {
        /** IP protocol, addresses, and ports if it is UDP; each once */
        std::vector<std::vector<uint8_t>> flows;
        uint32_t control{0}; //!< control messages
        uint32_t data{0};    //!< data messages
    };

    /**
     * @brief Build it.
     * @param encapsulation IP or UDP
     */
    explicit RoleNetwork(Lcce::EncapsulationMode encapsulation);
    ~RoleNetwork();

    RoleNetwork(const RoleNetwork&) = delete;
    RoleNetwork& operator=(const RoleNetwork&) = delete;

    /**
     * @brief Make a node with an IPv4 stack.
     * @return the node
     */
    static Ptr<Node> AddNode();

    /**
     * @brief Let an LCCE switch a circuit: a segment with remote systems is bridged to the device.
     * @param side index of the LCCE
     * @param device its pseudowire
     * @param remotes nodes on the segment
     * @return their devices
     */
    NetDeviceContainer Switch(uint32_t side, Ptr<NetDevice> device, const NodeContainer& remotes);

    /**
     * @brief Address of an LCCE on the link between them.
     * @param side index of the LCCE
     * @return 10.0.0.1 or 10.0.0.2
     */
    static Ipv4Address GetAddress(uint32_t side);

    L2tpHelper helper;            //!< makes LCCEs and devices
    NodeContainer nodes;          //!< of the LCCEs
    std::vector<Ptr<Lcce>> lcces; //!< one per node
    std::array<Seen, 2> seen;     //!< what has left them

  private:
    static void Sent(Seen* seen, Ptr<const Packet> packet);
};

RoleNetwork::RoleNetwork(Lcce::EncapsulationMode encapsulation)
{
    nodes.Add(AddNode());
    nodes.Add(AddNode());
    PointToPointHelper link;
    link.SetChannelAttribute("Delay", StringValue("5ms"));
    link.SetDeviceAttribute("DataRate", StringValue("10Mbps"));
    const auto devices = link.Install(nodes);
    helper.SetAttribute("Encapsulation", EnumValue(encapsulation));
    for (uint32_t side = 0; side < 2; ++side)
    {
        StarUnderlay::AddInterface(devices.Get(side), GetAddress(side), MASK);
        devices.Get(side)->TraceConnectWithoutContext(
            "MacTx",
            MakeBoundCallback(&RoleNetwork::Sent, &seen[side]));
        lcces.push_back(helper.InstallLcce(nodes.Get(side)));
    }
    L2tpHelper::AssignStreams(nodes, 1);
}

RoleNetwork::~RoleNetwork()
{
    Simulator::Destroy();
}

Ptr<Node>
RoleNetwork::AddNode()
{
    const auto node = CreateObject<Node>();
    InternetStackHelper stack;
    stack.SetIpv6StackInstall(false);
    stack.Install(node);
    stack.AssignStreams(NodeContainer(node), 100 + 10 * node->GetId());
    return node;
}

NetDeviceContainer
RoleNetwork::Switch(uint32_t side, Ptr<NetDevice> device, const NodeContainer& remotes)
{
    NodeContainer members(remotes);
    members.Add(nodes.Get(side));
    auto segment = CsmaHelper().Install(members);
    NetDeviceContainer ports(segment.Get(remotes.GetN()));
    ports.Add(device);
    BridgeHelper().Install(nodes.Get(side), ports);
    return segment;
}

Ipv4Address
RoleNetwork::GetAddress(uint32_t side)
{
    return Ipv4Address(side == 0 ? "10.0.0.1" : "10.0.0.2");
}

void
RoleNetwork::Sent(Seen* seen, Ptr<const Packet> packet)
{
    constexpr std::size_t PPP = 2;
    constexpr std::size_t IP = 20;
    constexpr std::size_t UDP = 8;
    uint8_t octets[PPP + IP + UDP + 4] = {};
    packet->CopyData(octets, sizeof(octets));
    const uint8_t* ip = octets + PPP;
    std::vector<uint8_t> flow{ip[9]};
    flow.insert(flow.end(), ip + 12, ip + IP);
    const bool udp = ip[9] == 17;
    if (udp)
    {
        flow.insert(flow.end(), ip + IP, ip + IP + 4);
    }
    if (std::find(seen->flows.begin(), seen->flows.end(), flow) == seen->flows.end())
    {
        seen->flows.push_back(flow);
    }
    const uint8_t* l2tp = ip + IP + (udp ? UDP : 0);
    const bool control = udp ? (l2tp[0] & 0x80) != 0 : (l2tp[0] | l2tp[1] | l2tp[2] | l2tp[3]) == 0;
    ++(control ? seen->control : seen->data);
}

/**
 * @ingroup l2tp-tests
 * @brief Each end switches its circuit as a LAC does or ends it as an LNS does, and either opens:
 *        frames pass both ways in every case (R1.3-12), in band with the control messages
 *        (R3.2.1-13), over IP protocol 115 (R4.1-01) or UDP (R4.1-02) on an IP network (R1.3-08).
 *        The ICRQ is the same, however the other end treats its circuit (R6.6-18).
 */
class RoleTest : public TestCase
{
  public:
    /**
     * @brief A case.
     * @param encapsulation IP or UDP
     * @param switches for each end, whether it is a LAC
     * @param opener which end opens connection and session
     */
    RoleTest(Lcce::EncapsulationMode encapsulation, std::array<bool, 2> switches, uint32_t opener)
        : TestCase(std::string(switches[0] ? "LAC" : "LNS") + " and " +
                   (switches[1] ? "LAC" : "LNS") + (opener == 0 ? ", the first" : ", the second") +
                   " opens, over " + (encapsulation == Lcce::IP ? "IP" : "UDP")),
          m_encapsulation(encapsulation),
          m_switches(switches),
          m_opener(opener)
    {
    }

  private:
    static constexpr uint32_t REQUESTS = 5;

    void DoRun() override;

    Lcce::EncapsulationMode m_encapsulation; //!< IP or UDP
    std::array<bool, 2> m_switches;          //!< whether the end is a LAC
    uint32_t m_opener;                       //!< index of the end that opens
};

void
RoleTest::DoRun()
{
    RoleNetwork network(m_encapsulation);
    const std::array<Ipv4Address, 2> addresses{"192.168.1.1", "192.168.1.2"};
    std::array<Ptr<Node>, 2> systems;
    for (uint32_t side = 0; side < 2; ++side)
    {
        const auto device = network.helper.InstallDevice(network.lcces[side], "circuit");
        systems[side] = network.nodes.Get(side);
        Ptr<NetDevice> interface = device;
        if (m_switches[side])
        {
            systems[side] = RoleNetwork::AddNode();
            interface = network.Switch(side, device, NodeContainer(systems[side])).Get(0);
        }
        StarUnderlay::AddInterface(interface, addresses[side], MASK);
    }
    SystemEcho::InstallServer(systems[1]);
    SystemEcho::Plan plan;
    plan.count = REQUESTS;
    plan.size = 128;
    const SystemEcho echo(systems[0], addresses[1], plan);
    const auto& opener = network.lcces[m_opener];
    const auto call =
        opener->PlaceCall(opener->Connect(RoleNetwork::GetAddress(1 - m_opener)), "circuit");
    Simulator::Stop(Seconds(REQUESTS + 5));
    Simulator::Run();

    NS_TEST_EXPECT_MSG_EQ(opener->IsUp(call), true, "the session is up");
    NS_TEST_EXPECT_MSG_EQ(echo.answered.size(), REQUESTS, "frames pass both ways");
    for (uint32_t side = 0; side < 2; ++side)
    {
        NS_TEST_EXPECT_MSG_EQ(network.lcces[side]->GetConnections(), 1, "one connection");
        NS_TEST_EXPECT_MSG_EQ(network.lcces[side]->GetSessions(), 1, "one session");
        const auto& seen = network.seen[side];
        NS_TEST_EXPECT_MSG_GT(seen.control, 1, "control messages");
        NS_TEST_EXPECT_MSG_GT(seen.data, REQUESTS - 1, "data messages");
        NS_TEST_ASSERT_MSG_EQ(seen.flows.size(), 1, "one path for control and data");
        const auto& flow = seen.flows.front();
        if (m_encapsulation == Lcce::IP)
        {
            NS_TEST_EXPECT_MSG_EQ(+flow[0], 115, "IP protocol of L2TP");
            continue;
        }
        NS_TEST_EXPECT_MSG_EQ(+flow[0], 17, "UDP");
        NS_TEST_EXPECT_MSG_EQ(flow[9] * 256 + flow[10], 1701, "source port");
        NS_TEST_EXPECT_MSG_EQ(flow[11] * 256 + flow[12], 1701, "destination port");
    }
}

/**
 * @ingroup l2tp-tests
 * @brief One LCCE is LAC for one session and LNS for another on the same connection (R1.3-01), each
 *        with a pseudowire of its own type (R1.3-06). The remote systems of the LAC are a host and
 * a router with a host behind it (R1.3-09).
 */
class BothRolesTest : public TestCase
{
  public:
    BothRolesTest()
        : TestCase("LAC and LNS on one connection; a host and a router as remote systems")
    {
    }

  private:
    static constexpr uint32_t REQUESTS = 5;

    void DoRun() override;

    static void NoteType(std::map<std::string, uint16_t>* types, const SessionUpEvent& event)
    {
        (*types)[event.parameters.remoteEndId] =
            static_cast<uint16_t>(event.parameters.pseudowireType);
    }
};

void
BothRolesTest::DoRun()
{
    RoleNetwork network(Lcce::UDP);
    const auto host = RoleNetwork::AddNode();
    const auto router = RoleNetwork::AddNode();
    const auto behind = RoleNetwork::AddNode();
    // The switched session: 192.168.1.0, on the far side of which the second LCCE routes.
    std::array<Ptr<PseudowireDevice>, 2> switched;
    std::array<Ptr<PseudowireDevice>, 2> routed;
    for (uint32_t side = 0; side < 2; ++side)
    {
        network.helper.SetDeviceAttribute("PseudowireType", EnumValue(PseudowireDevice::ETHERNET));
        switched[side] = network.helper.InstallDevice(network.lcces[side], "switched");
        network.helper.SetDeviceAttribute("PseudowireType",
                                          EnumValue(PseudowireDevice::ETHERNET_VLAN));
        routed[side] = network.helper.InstallDevice(network.lcces[side], "routed");
        StarUnderlay::AddInterface(routed[side],
                                   Ipv4Address(side == 0 ? "192.168.2.1" : "192.168.2.2"),
                                   MASK);
    }
    const auto segment = network.Switch(0, switched[0], NodeContainer(host, router));
    StarUnderlay::AddInterface(segment.Get(0), Ipv4Address("192.168.1.1"), MASK);
    const auto uplink =
        StarUnderlay::AddInterface(segment.Get(1), Ipv4Address("192.168.1.3"), MASK);
    const auto end = StarUnderlay::AddInterface(switched[1], Ipv4Address("192.168.1.2"), MASK);
    const auto subnet = CsmaHelper().Install(NodeContainer(router, behind));
    StarUnderlay::AddInterface(subnet.Get(0), Ipv4Address("192.168.3.1"), MASK);
    const auto stub = StarUnderlay::AddInterface(subnet.Get(1), Ipv4Address("192.168.3.2"), MASK);
    Ipv4StaticRoutingHelper routing;
    routing.GetStaticRouting(behind->GetObject<Ipv4>())
        ->SetDefaultRoute(Ipv4Address("192.168.3.1"), stub);
    routing.GetStaticRouting(network.nodes.Get(1)->GetObject<Ipv4>())
        ->AddNetworkRouteTo(Ipv4Address("192.168.3.0"), MASK, Ipv4Address("192.168.1.3"), end);
    NS_TEST_ASSERT_MSG_GT(uplink, 0, "the router is on the segment");

    SystemEcho::InstallServer(network.nodes.Get(1));
    SystemEcho::Plan plan;
    plan.count = REQUESTS;
    plan.size = 128;
    const SystemEcho fromHost(host, Ipv4Address("192.168.1.2"), plan);
    const SystemEcho fromBehind(behind, Ipv4Address("192.168.1.2"), plan);
    const SystemEcho fromLcce(network.nodes.Get(0), Ipv4Address("192.168.2.2"), plan);
    std::array<std::map<std::string, uint16_t>, 2> types;
    for (uint32_t side = 0; side < 2; ++side)
    {
        network.lcces[side]->TraceConnectWithoutContext(
            "SessionUp",
            MakeBoundCallback(&BothRolesTest::NoteType, &types[side]));
    }
    const auto& opener = network.lcces[0];
    const auto peer = opener->Connect(RoleNetwork::GetAddress(1));
    opener->PlaceCall(peer, "switched");
    opener->PlaceCall(peer, "routed");
    Simulator::Stop(Seconds(REQUESTS + 5));
    Simulator::Run();

    NS_TEST_EXPECT_MSG_EQ(fromHost.answered.size(), REQUESTS, "the host, through the LAC");
    NS_TEST_EXPECT_MSG_EQ(fromBehind.answered.size(), REQUESTS, "the host behind the router");
    NS_TEST_EXPECT_MSG_EQ(fromLcce.answered.size(), REQUESTS, "from the interface of the LNS");
    for (uint32_t side = 0; side < 2; ++side)
    {
        NS_TEST_EXPECT_MSG_EQ(network.lcces[side]->GetConnections(), 1, "one connection");
        NS_TEST_EXPECT_MSG_EQ(network.lcces[side]->GetSessions(), 2, "two sessions");
        const auto first = switched[side]->GetSession();
        const auto second = routed[side]->GetSession();
        NS_TEST_ASSERT_MSG_EQ(first && second, true, "a session per device");
        NS_TEST_EXPECT_MSG_NE(first, second, "not the same");
        NS_TEST_EXPECT_MSG_EQ(types[side]["switched"], 5, "Ethernet");
        NS_TEST_EXPECT_MSG_EQ(types[side]["routed"], 4, "Ethernet VLAN");
    }
}

/**
 * @ingroup l2tp-tests
 * @brief The control channel is reliable, the data channel is not (R1.3-02): with a fifth of all
 *        packets lost, the state machines see the same as without loss, and a lost frame is gone.
 */
class ChannelsTest : public TestCase
{
  public:
    ChannelsTest()
        : TestCase("reliable control channel, unreliable data channel")
    {
    }

  private:
    static constexpr uint32_t FRAMES = 200;

    /** @brief What a run has shown. */
    struct Outcome
    {
        std::array<std::vector<std::string>, 2> transitions; //!< of each end, in order
        std::vector<uint32_t> received;                      //!< sizes of frames received
        uint32_t data{0};                                    //!< data messages sent
        uint32_t copies{0};                                  //!< control messages sent again
    };

    void DoRun() override;

    /** @brief Run. @param loss probability of loss, each way @return what it has shown */
    static Outcome Observe(double loss);

    static void NoteTransition(std::vector<std::string>* lines, const StateTransitionEvent& event);

    static void NoteSize(std::vector<uint32_t>* sizes, Ptr<const Packet> frame)
    {
        sizes->push_back(frame->GetSize());
    }

    static void Count(uint32_t* copies, const ControlEvent& /* event */)
    {
        ++*copies;
    }
};

void
ChannelsTest::NoteTransition(std::vector<std::string>* lines, const StateTransitionEvent& event)
{
    lines->push_back(std::string(l2tp::GetName(event.machine)) + ": " + l2tp::GetName(event.from) +
                     " / " + l2tp::GetName(event.event) + " -> " + l2tp::GetName(event.to));
}

ChannelsTest::Outcome
ChannelsTest::Observe(double loss)
{
    Outcome outcome;
    RoleNetwork network(Lcce::UDP);
    std::vector<Ptr<PseudowireDevice>> devices;
    for (uint32_t side = 0; side < 2; ++side)
    {
        const auto losses = CreateObject<RateErrorModel>();
        losses->SetUnit(RateErrorModel::ERROR_UNIT_PACKET);
        losses->SetRate(loss);
        losses->AssignStreams(1000 + side);
        // Device 0 of a node is its loopback.
        network.nodes.Get(side)->GetDevice(1)->SetAttribute("ReceiveErrorModel",
                                                            PointerValue(losses));
        devices.push_back(network.helper.InstallDevice(network.lcces[side], "circuit"));
        network.lcces[side]->TraceConnectWithoutContext(
            "StateTransition",
            MakeBoundCallback(&ChannelsTest::NoteTransition, &outcome.transitions[side]));
        network.lcces[side]->TraceConnectWithoutContext(
            "Retransmit",
            MakeBoundCallback(&ChannelsTest::Count, &outcome.copies));
    }
    devices[1]->TraceConnectWithoutContext(
        "PromiscSniffer",
        MakeBoundCallback(&ChannelsTest::NoteSize, &outcome.received));
    const auto& opener = network.lcces[0];
    const auto call = opener->PlaceCall(opener->Connect(RoleNetwork::GetAddress(1)), "circuit");
    for (uint32_t i = 0; i < FRAMES; ++i)
    {
        Simulator::Schedule(Seconds(200) + MilliSeconds(10 * i), [&devices, i]() {
            // A group address, which the other end takes in; each frame has a size of its own.
            std::vector<uint8_t> octets(60 + i, 0xff);
            devices[0]->SendFrame(Create<Packet>(octets.data(), octets.size()));
        });
    }
    Simulator::Schedule(Seconds(210), [&opener, call]() { opener->HangUp(call); });
    Simulator::Stop(Seconds(500));
    Simulator::Run();
    outcome.data = network.seen[0].data;
    return outcome;
}

void
ChannelsTest::DoRun()
{
    const auto clean = Observe(0);
    const auto lossy = Observe(0.2);
    NS_TEST_EXPECT_MSG_EQ(clean.copies, 0, "nothing is sent again without loss");
    NS_TEST_EXPECT_MSG_EQ(clean.received.size(), FRAMES, "all frames arrive");
    NS_TEST_EXPECT_MSG_GT(lossy.copies, 0, "control messages are sent again");
    for (uint32_t side = 0; side < 2; ++side)
    {
        NS_TEST_EXPECT_MSG_GT(clean.transitions[side].size(), 4, "connection and session");
        NS_TEST_EXPECT_MSG_EQ((lossy.transitions[side] == clean.transitions[side]),
                              true,
                              "once each and in order");
    }
    NS_TEST_EXPECT_MSG_EQ(lossy.data, FRAMES, "no frame is sent again");
    const std::set<uint32_t> different(lossy.received.begin(), lossy.received.end());
    NS_TEST_EXPECT_MSG_EQ(different.size(), lossy.received.size(), "none arrives twice");
    NS_TEST_EXPECT_MSG_LT(lossy.received.size(), FRAMES * 9 / 10, "lost frames are gone");
    NS_TEST_EXPECT_MSG_GT(lossy.received.size(), FRAMES * 7 / 10, "the others are not");
}

} // namespace

std::vector<TestCase*>
MakeSystemRoleTests()
{
    std::vector<TestCase*> cases{new BothRolesTest, new ChannelsTest};
    for (const auto encapsulation : {Lcce::UDP, Lcce::IP})
    {
        for (uint32_t cell = 0; cell < 8; ++cell)
        {
            cases.push_back(
                new RoleTest(encapsulation, {(cell & 1) != 0, (cell & 2) != 0}, (cell & 4) >> 2));
        }
    }
    return cases;
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
