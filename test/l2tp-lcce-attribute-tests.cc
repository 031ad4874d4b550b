// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-abort-probe.h"
#include "l2tp-lcce-network.h"
#include "l2tp-lcce-test-circuit.h"
#include "l2tp-lcce-tests.h"

#include "ns3/config.h"
#include "ns3/inet-socket-address.h"
#include "ns3/l2tp-avp.h"
#include "ns3/l2tp-control-connection.h"
#include "ns3/l2tp-pseudowire-device.h"
#include "ns3/l2tp-static-session.h"
#include "ns3/object-factory.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/string.h"
#include "ns3/test.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <variant>
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
 * @brief What the peer learns of an LCCE: Host Name (R5.4.3-11), Router ID (R5.4.3-13), Vendor
 *        Name, window; and attributes that only this end sees.
 */
class LcceIdentityTest : public TestCase
{
  public:
    LcceIdentityTest()
        : TestCase("R5.4.3-11 R5.4.3-13 identity and other attributes")
    {
    }

  private:
    void DoRun() override;
};

void
LcceIdentityTest::DoRun()
{
    LcceNetwork network("Udp", 2);
    const auto hub = network.lcces[0];
    const auto other = network.lcces[1];
    network.SetAll("AcceptPolicy", "Accept");
    other->SetAttribute("HostName", StringValue("lns.example"));
    other->SetAttribute("RouterId", UintegerValue(1));
    other->SetAttribute("VendorName", StringValue("vendor"));
    other->SetAttribute("ReceiveWindowSize", UintegerValue(17));
    hub->SetAttribute("SetupTimeout", StringValue("5s"));
    hub->SetAttribute("CacheRoute", StringValue("true"));
    const auto& records = network.Record();
    const auto peer = hub->Connect(LcceNetwork::GetAddress(1));
    const auto call = hub->PlaceCall(peer, "one");
    // Nobody answers the third: the set-up guard acts before the retransmissions run out.
    network.fromHub[1]->SetCut(true);
    const auto silent = hub->Connect(LcceNetwork::GetAddress(2));
    const auto silentId = [hub, silent]() { return hub->GetConnectionId(silent); };
    uint32_t id = 0;
    Simulator::Schedule(Seconds(1), [&]() { id = silentId(); });
    LcceNetwork::Run(Seconds(20));

    const auto* atHub = hub->FindConnection(hub->GetConnectionId(peer));
    NS_TEST_ASSERT_MSG_NE(atHub, nullptr, "the connection is there");
    NS_TEST_EXPECT_MSG_EQ(atHub->GetPeer().hostName, "lns.example", "Host Name");
    NS_TEST_EXPECT_MSG_EQ(atHub->GetPeer().routerId, 1, "Router ID");
    NS_TEST_EXPECT_MSG_EQ(atHub->GetPeer().vendorName, "vendor", "Vendor Name");
    NS_TEST_EXPECT_MSG_EQ(atHub->GetPeer().receiveWindow, 17, "Receive Window Size");
    const auto up = records[1]->Find("ConnectionUp");
    NS_TEST_ASSERT_MSG_EQ(up.size(), 1, "up at the other end");
    const auto* atOther = other->FindConnection(up[0].ids.connection);
    NS_TEST_ASSERT_MSG_NE(atOther, nullptr, "the connection is there");
    NS_TEST_EXPECT_MSG_EQ(atOther->GetPeer().hostName,
                          "lcce-" + std::to_string(network.nodes.Get(0)->GetId()),
                          "R5.4.3-11: default Host Name");
    NS_TEST_EXPECT_MSG_EQ(atOther->GetPeer().routerId,
                          LcceNetwork::GetHubAddress(1).Get(),
                          "default Router ID");
    NS_TEST_EXPECT_MSG_EQ(atOther->GetPeer().vendorName, "", "no Vendor Name by default");
    const auto downs = records[0]->Find("ConnectionDown");
    NS_TEST_ASSERT_MSG_EQ(downs.size(), 1, "one set-up fails");
    NS_TEST_EXPECT_MSG_EQ(downs[0].ids.connection, id, "the one without an answer");
    NS_TEST_EXPECT_MSG_EQ(downs[0].time, Seconds(5), "SetupTimeout");
    const auto session = hub->FindDataSession(hub->GetSessionId(call));
    NS_TEST_ASSERT_MSG_NE(session, nullptr, "the session is there");
    NS_TEST_EXPECT_MSG_EQ(session->GetPath().cacheRoute, true, "CacheRoute");
}

/**
 * @ingroup l2tp-tests
 * @brief Without jitter the HELLOs of connections that are set up together leave together.
 */
class LcceNoJitterTest : public TestCase
{
  public:
    LcceNoJitterTest()
        : TestCase("HelloJitter 0")
    {
    }

  private:
    void DoRun() override;
};

void
LcceNoJitterTest::DoRun()
{
    LcceNetwork network;
    network.SetAll("HelloJitter", "0");
    network.lcces[1]->SetAttribute("HelloInterval", StringValue("0s"));
    const auto& records = network.Record();
    for (int i = 0; i < 5; ++i)
    {
        network.lcces[0]->Connect(LcceNetwork::GetAddress(1));
    }
    LcceNetwork::Run(Seconds(61));
    std::set<Time> times;
    const auto hellos = records[0]->Find(MessageType::Hello, true);
    for (const auto& hello : hellos)
    {
        times.insert(hello.time);
    }
    NS_TEST_EXPECT_MSG_EQ(hellos.size(), 5, "one each");
    NS_TEST_EXPECT_MSG_EQ(times.size(), 1, "all at once");
}

/**
 * @ingroup l2tp-tests
 * @brief An SCCRP of no connection: StopCCN with StrictIdle, else dropped (R7.2-05).
 */
class LcceStrictIdleTest : public TestCase
{
  public:
    LcceStrictIdleTest()
        : TestCase("R7.2-05 SCCRP of no connection")
    {
    }

  private:
    void DoRun() override;
};

void
LcceStrictIdleTest::DoRun()
{
    for (const bool strict : {false, true})
    {
        LcceNetwork network;
        network.SetAll("StrictIdle", strict ? "true" : "false");
        const auto& records = network.Record();
        const auto lac = network.lcces[0];
        const auto peer = lac->Connect(LcceNetwork::GetAddress(1));
        // The SCCRP is on its way.
        Simulator::Schedule(LcceNetwork::GetRtt() * 3 / 4, [lac, peer]() {
            lac->Crash();
            lac->Disconnect(peer);
            lac->Restart();
        });
        LcceNetwork::Run(Seconds(300));
        const auto stops = records[0]->Find(MessageType::StopCcn, true);
        NS_TEST_EXPECT_MSG_EQ(stops.empty(), !strict, "StopCCN");
        if (strict)
        {
            NS_TEST_EXPECT_MSG_EQ(records[1]->Find("ConnectionDown").at(0).time,
                                  LcceNetwork::GetRtt() * 3 / 2,
                                  "the peer cleans up");
        }
        else
        {
            NS_TEST_EXPECT_MSG_EQ(lac->GetControlDrops(ControlDropReason::UnknownConnection),
                                  11,
                                  "each SCCRP is dropped and counted");
            NS_TEST_EXPECT_MSG_EQ(records[1]->Count("PeerDead"), 1, "the peer gives up");
        }
        NS_TEST_EXPECT_MSG_EQ(lac->GetConnections(), 0, "idle");
        NS_TEST_EXPECT_MSG_EQ(records[0]->Count("ConnectionUp"), 0, "never up");
    }
}

/**
 * @ingroup l2tp-tests
 * @brief A responder, made of sockets, that listens at port 1701 and answers from port 50000.
 */
class SocketResponder
{
  public:
    /**
     * @brief Bind the sockets.
     * @param node where
     */
    explicit SocketResponder(Ptr<Node> node);
    ~SocketResponder();

    SocketResponder(const SocketResponder&) = delete;
    SocketResponder& operator=(const SocketResponder&) = delete;

    bool hello{false};    //!< say HELLO before SCCRP, where it is not allowed
    std::string atFirst;  //!< messages at port 1701
    std::string atSecond; //!< messages at port 50000

  private:
    /** @brief Something has come. @param socket where */
    void Receive(Ptr<Socket> socket);

    /**
     * @brief Answer a request.
     * @param request the request
     * @param answer the answer without its header
     */
    void Answer(const ControlMessage& request, ControlMessage answer);

    Ptr<Socket> m_first;      //!< at port 1701
    Ptr<Socket> m_second;     //!< at port 50000
    Address m_initiator;      //!< where the SCCRQ came from
    uint32_t m_connection{0}; //!< ID assigned by the initiator
    uint16_t m_ns{0};         //!< next Ns to send
};

SocketResponder::SocketResponder(Ptr<Node> node)
    : m_first(Socket::CreateSocket(node, UdpSocketFactory::GetTypeId())),
      m_second(Socket::CreateSocket(node, UdpSocketFactory::GetTypeId()))
{
    m_first->Bind(InetSocketAddress(Ipv4Address::GetAny(), UDP_PORT));
    m_second->Bind(InetSocketAddress(Ipv4Address::GetAny(), 50000));
    m_first->SetRecvCallback(MakeCallback(&SocketResponder::Receive, this));
    m_second->SetRecvCallback(MakeCallback(&SocketResponder::Receive, this));
}

SocketResponder::~SocketResponder()
{
    m_first->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
    m_second->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
}

void
SocketResponder::Answer(const ControlMessage& request, ControlMessage answer)
{
    answer.SetControlConnectionId(m_connection);
    answer.SetNs(m_ns++);
    answer.SetNr(request.GetNs() + 1);
    const auto octets = answer.GetBytes();
    m_second->SendTo(Create<Packet>(octets.data(), static_cast<uint32_t>(octets.size())),
                     0,
                     m_initiator);
}

void
SocketResponder::Receive(Ptr<Socket> socket)
{
    auto& names = socket == m_first ? atFirst : atSecond;
    const auto packet = socket->RecvFrom(m_initiator);
    Bytes octets(packet->GetSize());
    packet->CopyData(octets.data(), packet->GetSize());
    const auto decoded = ControlMessage::Decode(octets);
    const auto* message = std::get_if<ControlMessage>(&decoded);
    if (message == nullptr)
    {
        names += "data ";
        return;
    }
    names += std::string(MessageName(message->GetType())) + " ";
    if (message->GetType() == MessageType::Sccrq)
    {
        m_connection = message->Get<avp::AssignedControlConnectionId>().value_or(0);
        if (hello)
        {
            Answer(*message, ControlMessage(MessageType::Hello));
        }
        ControlMessage answer(MessageType::Sccrp);
        answer.Add<avp::HostName>("sockets")
            .Add<avp::RouterId>(1)
            .Add<avp::AssignedControlConnectionId>(99)
            .Add<avp::PseudowireCapabilitiesList>({5});
        Answer(*message, std::move(answer));
    }
    else if (message->GetType() == MessageType::Icrq)
    {
        ControlMessage answer(MessageType::Icrp);
        answer.Add<avp::LocalSessionId>(77)
            .Add<avp::RemoteSessionId>(message->Get<avp::LocalSessionId>().value_or(0))
            .Add<avp::CircuitStatus>(CIRCUIT_STATUS_ACTIVE);
        Answer(*message, std::move(answer));
    }
}

/**
 * @ingroup l2tp-tests
 * @brief A responder that answers from port 50000 (R4.1.2.2-03): all the rest goes there
 *        (R4.1.2.2-05).
 */
class LcceOtherPortTest : public TestCase
{
  public:
    LcceOtherPortTest()
        : TestCase("R4.1.2.2-03 R4.1.2.2-05 responder at another port")
    {
    }

  private:
    void DoRun() override;
};

void
LcceOtherPortTest::DoRun()
{
    LcceTestCircuit circuit;
    LcceNetwork network;
    network.lcces[1]->SetStartTime(Seconds(1000));
    const auto& records = network.Record();
    const SocketResponder responder(network.nodes.Get(1));
    const auto lac = network.lcces[0];
    lac->RegisterCircuit("one", circuit);
    lac->PlaceCall(lac->Connect(LcceNetwork::GetAddress(1)), "one");
    Simulator::Schedule(MilliSeconds(500), [&circuit]() {
        if (circuit.session != nullptr)
        {
            circuit.session->Send(Create<Packet>(60));
        }
    });
    LcceNetwork::Run(MilliSeconds(900));
    NS_TEST_EXPECT_MSG_EQ(responder.atFirst, "SCCRQ ", "at port 1701");
    NS_TEST_EXPECT_MSG_EQ(responder.atSecond, "SCCCN ICRQ ICCN data ", "at port 50000");
    const auto up = records[0]->Find("ConnectionUp");
    NS_TEST_ASSERT_MSG_EQ(up.size(), 1, "established");
    NS_TEST_EXPECT_MSG_EQ(InetSocketAddress::ConvertFrom(up[0].ids.peerAddress).GetPort(),
                          50000,
                          "the trace knows the port");
}

/**
 * @ingroup l2tp-tests
 * @brief A responder that says HELLO before SCCRP is sent away, or tolerated (R7.1-12).
 */
class LcceWrongStateTest : public TestCase
{
  public:
    LcceWrongStateTest()
        : TestCase("R7.1-12 TolerateWrongState")
    {
    }

  private:
    void DoRun() override;
};

void
LcceWrongStateTest::DoRun()
{
    for (const bool tolerant : {false, true})
    {
        LcceNetwork network;
        network.SetAll("TolerateWrongState", tolerant ? "true" : "false");
        network.lcces[1]->SetStartTime(Seconds(1000));
        const auto& records = network.Record();
        SocketResponder responder(network.nodes.Get(1));
        responder.hello = true;
        const auto lac = network.lcces[0];
        lac->Connect(LcceNetwork::GetAddress(1));
        LcceNetwork::Run(MilliSeconds(900));
        NS_TEST_EXPECT_MSG_EQ(records[0]->Count("ConnectionUp"), tolerant, "up");
        NS_TEST_EXPECT_MSG_EQ(lac->GetControlDrops(ControlDropReason::NotAcceptable),
                              1,
                              "reported in both modes");
        NS_TEST_EXPECT_MSG_EQ(records[0]->Find(MessageType::StopCcn, true).empty(),
                              tolerant,
                              "StopCCN");
    }
}

/**
 * @ingroup l2tp-tests
 * @brief A wrong name of a policy gives a sentence with the attribute and the legal names, however
 *        the attribute is set.
 */
class LccePolicyNameTest : public TestCase
{
  public:
    LccePolicyNameTest()
        : TestCase("names of policies")
    {
    }

  private:
    void DoRun() override;
};

void
LccePolicyNameTest::DoRun()
{
    const std::map<std::string, std::string> attributes{
        {"CongestionControl", "ns3::l2tp::AppendixACongestionControl or ns3::l2tp::FixedWindow"},
        {"RetransmissionTiming",
         "ns3::l2tp::AdaptiveTimeout, ns3::l2tp::ExponentialTimeout or ns3::l2tp::FixedTimeout"},
        {"RetransmissionScope",
         "ns3::l2tp::RetransmitAll, ns3::l2tp::RetransmitOldest or "
         "ns3::l2tp::RetransmitPerMessage"},
        {"OutOfOrderPolicy", "ns3::l2tp::DropOutOfOrder or ns3::l2tp::QueueOutOfOrder"},
        {"AcknowledgmentPolicy",
         "ns3::l2tp::DelayedAcknowledgment or ns3::l2tp::ImmediateAcknowledgment"},
        {"QueueDiscipline", "ns3::l2tp::FifoDiscipline or ns3::l2tp::RepliesFirst"}};
    // No class; none; half a list of attributes; no policy; abstract.
    const std::vector<std::string> wrong{"foo",
                                         "",
                                         "ns3::l2tp::FixedTimeout[",
                                         "ns3::l2tp::FixedTimeout Timeout=1s",
                                         "ns3::Node",
                                         "ns3::l2tp::RetransmissionTiming"};
    for (const auto& [name, legal] : attributes)
    {
        const auto sentence = "\"ns3::l2tp::Lcce::" + name + " must be " + legal;
        for (const auto& value : wrong)
        {
            const auto set = GetAbortMessage([name = name, &value]() {
                CreateObject<Lcce>()->SetAttribute(name, StringValue(value));
            });
            NS_TEST_EXPECT_MSG_NE(set.find(sentence), std::string::npos, value << ": " << set);
            const auto given = GetAbortMessage([name = name, &value]() {
                Config::SetDefault("ns3::l2tp::Lcce::" + name, StringValue(value));
            });
            NS_TEST_EXPECT_MSG_NE(given.find(sentence), std::string::npos, value << ": " << given);
        }
        const auto empty = GetAbortMessage([name = name]() {
            CreateObject<Lcce>()->SetAttribute(name, ObjectFactoryValue(ObjectFactory()));
        });
        NS_TEST_EXPECT_MSG_NE(empty.find(sentence), std::string::npos, "empty: " << empty);
    }
    const auto lcce = CreateObject<Lcce>();
    lcce->SetAttribute("RetransmissionTiming",
                       StringValue("ns3::l2tp::FixedTimeout[Timeout=250ms]"));
    ObjectFactoryValue timing;
    lcce->GetAttribute("RetransmissionTiming", timing);
    NS_TEST_EXPECT_MSG_EQ(timing.Get().GetTypeId().GetName(), "ns3::l2tp::FixedTimeout", "named");
    TimeValue timeout;
    timing.Get().Create<Object>()->GetAttribute("Timeout", timeout);
    NS_TEST_EXPECT_MSG_EQ(timeout.Get(), MilliSeconds(250), "with its attribute");
    NS_TEST_EXPECT_MSG_EQ(lcce->SetAttributeFailSafe("RetransmissionTiming", UintegerValue(1)),
                          false,
                          "a number is no policy");
}

/**
 * @ingroup l2tp-tests
 * @brief A time below 0 gives a sentence with the attribute and its legal values.
 */
class LcceNegativeTimeTest : public TestCase
{
  public:
    LcceNegativeTimeTest()
        : TestCase("times below 0")
    {
    }

  private:
    void DoRun() override;
};

void
LcceNegativeTimeTest::DoRun()
{
    for (const std::string name :
         {"HelloInterval", "SetupTimeout", "IdleTimeout", "CallPlacementTimeout", "WenInterval"})
    {
        const auto message = GetAbortMessage([&name]() {
            LcceNetwork network;
            network.SetAll(name, "-1s");
            LcceNetwork::Run(Seconds(1));
        });
        const auto sentence = "ns3::l2tp::Lcce::" + name + " must be 0 s or more, not -1s";
        NS_TEST_EXPECT_MSG_NE(message.find(sentence), std::string::npos, name << ": " << message);
    }
}

/**
 * @ingroup l2tp-tests
 * @brief The manual names every attribute and trace source that a script can use.
 */
class ManualTest : public TestCase
{
  public:
    ManualTest()
        : TestCase("every attribute and trace source is in the manual")
    {
    }

  private:
    void DoRun() override;
};

void
ManualTest::DoRun()
{
    std::ifstream file(L2TP_SOURCE_DIR "/doc/l2tp.rst");
    const std::string manual{std::istreambuf_iterator<char>(file),
                             std::istreambuf_iterator<char>()};
    NS_TEST_ASSERT_MSG_GT(manual.size(), 10000, "the manual is there");
    const auto expect = [this, &manual](const TypeId& id, const std::string& name) {
        NS_TEST_EXPECT_MSG_NE(manual.find("``" + name + "``"),
                              std::string::npos,
                              id.GetName() << "::" << name);
    };
    for (const auto& id :
         {Lcce::GetTypeId(), PseudowireDevice::GetTypeId(), StaticSession::GetTypeId()})
    {
        for (std::size_t i = 0; i < id.GetAttributeN(); ++i)
        {
            expect(id, id.GetAttribute(i).name);
        }
        for (std::size_t i = 0; i < id.GetTraceSourceN(); ++i)
        {
            expect(id, id.GetTraceSource(i).name);
        }
    }
}

} // namespace

std::vector<TestCase*>
MakeLcceAttributeTests()
{
    return {new LcceIdentityTest(),
            new LcceNoJitterTest(),
            new LcceStrictIdleTest(),
            new LcceOtherPortTest(),
            new LcceWrongStateTest(),
            new LccePolicyNameTest(),
            new LcceNegativeTimeTest(),
            new ManualTest()};
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
