// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-abort-probe.h"
#include "l2tp-lcce-network.h"
#include "l2tp-lcce-test-circuit.h"
#include "l2tp-lcce-tests.h"

#include "ns3/inet-socket-address.h"
#include "ns3/ipv4.h"
#include "ns3/l2tp-session-directory.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/test.h"
#include "ns3/uinteger.h"

#include <functional>
#include <set>

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
 * @brief Verbs before the application starts take effect when it does.
 */
class LcceDeferredTest : public TestCase
{
  public:
    LcceDeferredTest()
        : TestCase("verbs before the start")
    {
    }

  private:
    void DoRun() override;
};

void
LcceDeferredTest::DoRun()
{
    LcceNetwork network("Udp", 2);
    network.SetAll("AcceptPolicy", "Accept");
    const auto& records = network.Record();
    const auto lac = network.lcces[0];
    lac->SetStartTime(Seconds(5));
    const auto peer = lac->Connect(LcceNetwork::GetAddress(1));
    const auto dropped = lac->Connect(LcceNetwork::GetAddress(2));
    const auto call = lac->PlaceCall(peer, "one");
    const auto hungUp = lac->PlaceCall(peer, "two");
    lac->HangUp(hungUp);
    lac->Disconnect(dropped);
    lac->Crash();
    lac->Restart();
    NS_TEST_EXPECT_MSG_EQ(lac->IsRunning(), false, "not yet started");
    LcceNetwork::Run(Seconds(10));
    const auto sccrqs = records[0]->Find(MessageType::Sccrq, true);
    NS_TEST_ASSERT_MSG_EQ(sccrqs.size(), 1, "one connection");
    NS_TEST_EXPECT_MSG_EQ(sccrqs[0].time, Seconds(5), "when the application starts");
    NS_TEST_EXPECT_MSG_EQ(lac->IsUp(call), true, "the call is up");
    NS_TEST_EXPECT_MSG_EQ(lac->IsUp(hungUp), false, "the other is not");
    NS_TEST_EXPECT_MSG_EQ(records[0]->Find(MessageType::Icrq, true).size(), 1, "one call");
    NS_TEST_EXPECT_MSG_EQ(lac->IsConnected(dropped), false, "the other peer is not called");
    NS_TEST_EXPECT_MSG_EQ(lac->IsRunning(), true, "started");
}

/**
 * @ingroup l2tp-tests
 * @brief Calls one function from a trace source, once.
 */
class LcceTrigger
{
  public:
    /**
     * @brief Connect.
     * @param lcce whose trace source
     * @param name its name
     * @param action what to do, the first time that it fires
     */
    LcceTrigger(Ptr<Lcce> lcce, const std::string& name, std::function<void()> action)
        : m_action(std::move(action))
    {
        const bool ids = name == "ConnectionUp" || name == "PeerDead";
        const auto sink =
            ids                        ? CallbackBase(MakeCallback(&LcceTrigger::OnIds, this))
            : name == "ConnectionDown" ? CallbackBase(MakeCallback(&LcceTrigger::OnDown, this))
            : name == "SessionUp"      ? CallbackBase(MakeCallback(&LcceTrigger::OnSessionUp, this))
            : name == "SessionDown" ? CallbackBase(MakeCallback(&LcceTrigger::OnSessionDown, this))
            : name == "StateTransition"
                ? CallbackBase(MakeCallback(&LcceTrigger::OnTransition, this))
                : CallbackBase(MakeCallback(&LcceTrigger::OnMessage, this));
        lcce->TraceConnectWithoutContext(name, sink);
    }

    LcceTrigger(const LcceTrigger&) = delete;
    LcceTrigger& operator=(const LcceTrigger&) = delete;

  private:
    /** @brief Do it, the first time. */
    void Fire()
    {
        if (const auto action = std::exchange(m_action, nullptr))
        {
            action();
        }
    }

    /** @brief Trace sink. */
    void OnIds(const ConnectionIds& /* ids */)
    {
        Fire();
    }

    /** @brief Trace sink. */
    void OnDown(const ConnectionIds& /* ids */, const DownReason& /* reason */)
    {
        Fire();
    }

    /** @brief Trace sink. */
    void OnSessionUp(const SessionUpEvent& /* event */)
    {
        Fire();
    }

    /** @brief Trace sink. */
    void OnSessionDown(const SessionDownEvent& /* event */)
    {
        Fire();
    }

    /** @brief Trace sink. */
    void OnTransition(const StateTransitionEvent& /* event */)
    {
        Fire();
    }

    /** @brief Trace sink. */
    void OnMessage(const ControlEvent& /* event */)
    {
        Fire();
    }

    std::function<void()> m_action; //!< what to do
};

/**
 * @ingroup l2tp-tests
 * @brief Every verb from every kind of trace callback.
 */
class LcceVerbsFromTracesTest : public TestCase
{
  public:
    LcceVerbsFromTracesTest()
        : TestCase("verbs from trace callbacks")
    {
    }

  private:
    void DoRun() override;

    /** @brief Call, hang up, disconnect and connect again, each from the trace before. */
    void Chain();

    /** @brief Place a call on a connection that is going down: it gets a new one. */
    void CallInTheEnd();

    /**
     * @brief Crash, or crash and restart, from a trace callback.
     * @param trace name of the trace source
     * @param restart whether to restart at once
     */
    void Vanish(const std::string& trace, bool restart);
};

void
LcceVerbsFromTracesTest::Chain()
{
    LcceNetwork network;
    network.SetAll("AcceptPolicy", "Accept");
    network.SetAll("HelloInterval", "0s");
    const auto& records = network.Record();
    const auto lac = network.lcces[0];
    uint32_t peer = 0;
    uint32_t call = 0;
    LcceTrigger up(lac, "ConnectionUp", [&]() { call = lac->PlaceCall(peer, "one"); });
    LcceTrigger sessionUp(lac, "SessionUp", [&]() { lac->HangUp(call); });
    LcceTrigger sessionDown(lac, "SessionDown", [&]() { lac->Disconnect(peer); });
    LcceTrigger down(lac, "ConnectionDown", [&]() { lac->Connect(LcceNetwork::GetAddress(1)); });
    peer = lac->Connect(LcceNetwork::GetAddress(1));
    LcceNetwork::Run();
    NS_TEST_EXPECT_MSG_EQ(records[0]->GetSentNames(),
                          "SCCRQ SCCCN ICRQ ICCN CDN StopCCN SCCRQ SCCCN",
                          "all messages in their order");
    NS_TEST_EXPECT_MSG_EQ(records[0]->Count("ConnectionUp"), 2, "two connections");
    NS_TEST_EXPECT_MSG_EQ(records[1]->Count("SessionDown"), 1, "the session is gone at the LNS");
    NS_TEST_EXPECT_MSG_EQ(lac->GetConnections(), 1, "one connection stays");
}

void
LcceVerbsFromTracesTest::CallInTheEnd()
{
    LcceNetwork network;
    network.SetAll("AcceptPolicy", "Accept");
    const auto& records = network.Record();
    const auto lac = network.lcces[0];
    const auto peer = lac->Connect(LcceNetwork::GetAddress(1));
    const auto first = lac->PlaceCall(peer, "one");
    uint32_t second = 0;
    LcceTrigger down(lac, "SessionDown", [&]() { second = lac->PlaceCall(peer, "two"); });
    Simulator::Schedule(Seconds(1), &Lcce::Disconnect, lac, peer);
    LcceNetwork::Run(Seconds(2));
    NS_TEST_EXPECT_MSG_EQ(records[0]->Count("ConnectionUp"), 2, "another connection");
    NS_TEST_EXPECT_MSG_EQ(lac->IsUp(first), false, "the first call has ended");
    NS_TEST_EXPECT_MSG_EQ(lac->IsUp(second), true, "the second call is up");
}

void
LcceVerbsFromTracesTest::Vanish(const std::string& trace, bool restart)
{
    LcceTestCircuit circuit;
    LcceNetwork network;
    network.SetAll("AcceptPolicy", "Accept");
    network.SetAll("PeerRestart", "Replace");
    const auto& records = network.Record();
    const auto lac = network.lcces[0];
    lac->RegisterCircuit("one", circuit);
    Time when = Seconds(-1);
    std::size_t messages = 0;
    LcceTrigger trigger(lac, trace, [&]() {
        when = Simulator::Now();
        messages = records[0]->messages.size();
        lac->Crash();
        if (restart)
        {
            lac->Restart();
        }
    });
    const auto peer = lac->Connect(LcceNetwork::GetAddress(1));
    const auto call = lac->PlaceCall(peer, "one");
    LcceNetwork::Run(Seconds(100));

    NS_TEST_ASSERT_MSG_EQ(when.IsStrictlyNegative(), false, trace << " has fired");
    const auto downs = records[0]->Find("ConnectionDown");
    NS_TEST_ASSERT_MSG_EQ(downs.size(), 1, "one connection is lost: " << trace);
    NS_TEST_EXPECT_MSG_EQ(downs[0].time, when, "at once: " << trace);
    NS_TEST_EXPECT_MSG_EQ((downs[0].reason.cause == DownCause::Crash), true, "cause: " << trace);
    NS_TEST_EXPECT_MSG_EQ(lac->IsUp(call), restart, "the call: " << trace);
    NS_TEST_EXPECT_MSG_EQ(lac->IsConnected(peer), restart, "the peer: " << trace);
    NS_TEST_EXPECT_MSG_EQ((circuit.session != nullptr), restart, "the circuit: " << trace);
    NS_TEST_EXPECT_MSG_EQ(lac->GetSessions(), (restart ? 1 : 0), "sessions: " << trace);
    NS_TEST_EXPECT_MSG_EQ(SessionDirectory::Get(network.nodes.Get(0))->GetSize(),
                          (restart ? 1 : 0),
                          "Session IDs: " << trace);
    if (!restart)
    {
        NS_TEST_EXPECT_MSG_EQ(records[0]->messages.size(),
                              messages,
                              "nothing is sent or received any more: " << trace);
        NS_TEST_EXPECT_MSG_EQ(lac->GetConnections(), 0, "no connection: " << trace);
    }
}

void
LcceVerbsFromTracesTest::DoRun()
{
    Chain();
    CallInTheEnd();
    for (const auto* trace :
         {"ControlTx", "ControlRx", "StateTransition", "ConnectionUp", "SessionUp"})
    {
        Vanish(trace, false);
        Vanish(trace, true);
    }
}

/**
 * @ingroup l2tp-tests
 * @brief Several connections between one pair, and many sessions on one connection.
 */
class LcceScaleTest : public TestCase
{
  public:
    LcceScaleTest()
        : TestCase("10 connections between one pair; 2000 sessions on one connection")
    {
    }

  private:
    void DoRun() override;

    /** @brief Connections in both directions, a session on each. */
    void Connections();

    /** @brief Sessions on one connection, then none. */
    void Sessions();
};

void
LcceScaleTest::Connections()
{
    LcceNetwork network;
    network.SetAll("AcceptPolicy", "Accept");
    const auto& records = network.Record();
    std::vector<uint32_t> calls[2];
    for (uint32_t i = 0; i < 10; ++i)
    {
        const auto side = i % 2;
        const auto lcce = network.lcces[side];
        const auto where = side == 0 ? LcceNetwork::GetAddress(1) : LcceNetwork::GetHubAddress(1);
        calls[side].push_back(lcce->PlaceCall(lcce->Connect(where), std::to_string(i)));
    }
    LcceNetwork::Run(Seconds(5));
    for (uint32_t side = 0; side < 2; ++side)
    {
        std::set<uint32_t> connections;
        std::set<uint32_t> sessions;
        for (const auto& item : records[side]->Find("SessionUp"))
        {
            connections.insert(item.ids.connection);
            sessions.insert(item.ids.session);
        }
        NS_TEST_EXPECT_MSG_EQ(connections.size(), 10, "each session has its own connection");
        NS_TEST_EXPECT_MSG_EQ(sessions.size(), 10, "and its own ID");
        for (const auto call : calls[side])
        {
            NS_TEST_EXPECT_MSG_EQ(network.lcces[side]->IsUp(call), true, "the call is up");
        }
    }
}

void
LcceScaleTest::Sessions()
{
    constexpr uint32_t COUNT = 2000;
    LcceNetwork network;
    network.SetAll("AcceptPolicy", "Accept");
    network.SetAll("ReceiveWindowSize", "64");
    const auto& records = network.Record();
    const auto lac = network.lcces[0];
    const auto peer = lac->Connect(LcceNetwork::GetAddress(1));
    std::vector<uint32_t> calls;
    for (uint32_t i = 0; i < COUNT; ++i)
    {
        calls.push_back(lac->PlaceCall(peer, std::to_string(i)));
    }
    std::size_t up[2] = {0, 0};
    Simulator::Schedule(Seconds(100), [&]() {
        for (uint32_t side = 0; side < 2; ++side)
        {
            up[side] = network.lcces[side]->GetSessions();
        }
        for (const auto call : calls)
        {
            NS_TEST_EXPECT_MSG_EQ(lac->IsUp(call), true, "each call is up");
            lac->HangUp(call);
        }
    });
    LcceNetwork::Run(Seconds(200));
    for (uint32_t side = 0; side < 2; ++side)
    {
        std::set<uint32_t> sessions;
        for (const auto& item : records[side]->Find("SessionUp"))
        {
            sessions.insert(item.ids.session);
        }
        NS_TEST_EXPECT_MSG_EQ(sessions.size(), COUNT, "each has its own Session ID");
        NS_TEST_EXPECT_MSG_EQ(up[side], COUNT, "all at one time");
        NS_TEST_EXPECT_MSG_EQ(records[side]->Count("SessionDown"), COUNT, "all end");
        NS_TEST_EXPECT_MSG_EQ(network.lcces[side]->GetSessions(), 0, "none is left");
        NS_TEST_EXPECT_MSG_EQ(SessionDirectory::Get(network.nodes.Get(side))->GetSize(), 0, "IDs");
    }
    NS_TEST_EXPECT_MSG_EQ(records[0]->Count("Retransmit"), 0, "nothing is sent twice");
}

void
LcceScaleTest::DoRun()
{
    Connections();
    Sessions();
}

/**
 * @ingroup l2tp-tests
 * @brief Two LCCEs on one node with addresses of their own, and another port than 1701.
 */
class LcceAddressTest : public TestCase
{
  public:
    LcceAddressTest()
        : TestCase("R4.1.2.2-01 R4.1.2.2-02 R4.1.2.2-04 two LCCEs on one node; ports")
    {
    }

  private:
    void DoRun() override;

    /** @brief One LCCE at two addresses. */
    void ManyAddresses();
};

void
LcceAddressTest::ManyAddresses()
{
    LcceNetwork network("Udp", 2);
    const auto& records = network.Record();
    network.lcces[1]->Connect(LcceNetwork::GetHubAddress(2));
    LcceNetwork::Run(Seconds(1));
    const auto ups = records[1]->Find("ConnectionUp");
    NS_TEST_ASSERT_MSG_EQ(ups.size(), 1, "one connection");
    NS_TEST_EXPECT_MSG_EQ(InetSocketAddress::ConvertFrom(ups[0].ids.peerAddress).GetIpv4(),
                          LcceNetwork::GetHubAddress(2),
                          "the answer comes from where the request went to");
}

void
LcceAddressTest::DoRun()
{
    ManyAddresses();
    LcceNetwork network("Udp", 2);
    network.SetAll("HelloInterval", "0s");
    const auto first = network.lcces[0];
    const auto second = network.AddLcce(0);
    first->SetAttribute("LocalAddress", Ipv4AddressValue(LcceNetwork::GetHubAddress(1)));
    second->SetAttribute("LocalAddress", Ipv4AddressValue(LcceNetwork::GetHubAddress(2)));
    network.lcces[1]->SetAttribute("Port", UintegerValue(5555));
    network.lcces[2]->SetAttribute("Port", UintegerValue(6666));
    const auto& records = network.Record();
    const auto toFirst = network.lcces[1]->Connect(LcceNetwork::GetHubAddress(1));
    // The second LCCE is behind the link that the packets do not come by.
    const auto toSecond = network.lcces[1]->Connect(LcceNetwork::GetHubAddress(2));
    const auto back = second->Connect(InetSocketAddress(LcceNetwork::GetAddress(2), 6666));
    LcceNetwork::Run(Seconds(10));
    NS_TEST_EXPECT_MSG_EQ(network.lcces[1]->IsConnected(toFirst), true, "to the first");
    NS_TEST_EXPECT_MSG_EQ(network.lcces[1]->IsConnected(toSecond), true, "to the second");
    NS_TEST_EXPECT_MSG_EQ(second->IsConnected(back), true, "to another port");
    NS_TEST_EXPECT_MSG_EQ(first->GetConnections(), 1, "of the first");
    NS_TEST_EXPECT_MSG_EQ(second->GetConnections(), 2, "of the second");
    const auto ups = records[1]->Find("ConnectionUp");
    NS_TEST_ASSERT_MSG_EQ(ups.size(), 2, "two connections");
    NS_TEST_EXPECT_MSG_EQ(InetSocketAddress::ConvertFrom(ups[1].ids.peerAddress).GetIpv4(),
                          LcceNetwork::GetHubAddress(2),
                          "the answer comes from where the request went to");
    const auto from = records[0]->Find("ConnectionUp").at(0).ids.peerAddress;
    NS_TEST_EXPECT_MSG_EQ(InetSocketAddress::ConvertFrom(from).GetPort(), 5555, "own port");
}

/**
 * @ingroup l2tp-tests
 * @brief Settings that cannot be abort with a sentence that names them: among them windows above
 *        32768 (R4.2-45), and names that are not US-ASCII (R9-01, R5.4.3-15).
 */
class LcceWrongSettingTest : public TestCase
{
  public:
    LcceWrongSettingTest()
        : TestCase("wrong settings")
    {
    }

  private:
    void DoRun() override;

    /**
     * @brief Run with an attribute.
     * @param name name of the attribute
     * @param value its value
     * @return what was said on the way down, or nothing
     */
    static std::string Try(const std::string& name, const std::string& value);
};

std::string
LcceWrongSettingTest::Try(const std::string& name, const std::string& value)
{
    return GetAbortMessage([&]() {
        LcceNetwork network;
        network.SetAll("L2SpecificSublayer", name == "DataSequencing" ? "None" : "Default");
        network.SetAll("Reconnect", "true");
        network.SetAll(name, value);
        LcceNetwork::Run(Seconds(1));
    });
}

void
LcceWrongSettingTest::DoRun()
{
    const std::vector<std::pair<std::string, std::string>> wrong{
        {"Port", "0"},
        {"LocalAddress", "192.0.2.1"},
        {"AcceptPolicy", "Create"},
        {"SecondSharedSecret", "new"},
        {"HideAvps", "true"},
        {"NonceLength", "0"},
        {"AlternateAddresses", "192.0.2.1 192.0.2.2"},
        {"ReorderLimit", "0"},
        {"SequenceWindow", "0"},
        {"L2SpecificSublayer", "Registered"},
        {"HostName", std::string(1018, 'x')},
        {"HostName", "\xc3\xa4"},
        {"VendorName", std::string(1018, 'x')},
        {"VendorName", "\xc3\xa4"},
        {"ReceiveWindowSize", "0"},
        {"ReceiveWindowSize", "32769"},
        {"MaxSccrqRetransmissions", "-2"},
        {"CookieLength", "5"},
        {"CookieLength", "260"},
        {"DataSequencing", "All"},
        {"HelloJitter", "1"},
        {"ReconnectDelay", "0s"},
        {"ReconnectMaxDelay", "0.5s"},
        {"CongestionControl", "ns3::l2tp::FixedTimeout"},
        {"CongestionControl", "ns3::l2tp::CongestionControl"},
        {"RetransmissionTiming", "ns3::l2tp::FixedWindow"},
        {"RetransmissionScope", "ns3::l2tp::FixedWindow"},
        {"OutOfOrderPolicy", "ns3::l2tp::FixedWindow"},
        {"AcknowledgmentPolicy", "ns3::l2tp::FixedWindow"},
        {"QueueDiscipline", "ns3::l2tp::FixedWindow"}};
    for (const auto& [name, value] : wrong)
    {
        const auto message = Try(name, value);
        NS_TEST_EXPECT_MSG_NE(message.find("ns3::l2tp::Lcce::" + name + " must"),
                              std::string::npos,
                              name << " = " << value << ": " << message);
    }
    NS_TEST_EXPECT_MSG_EQ(Try("CookieLength", "4"), "", "a right setting");
    const auto cookie = Try("CookieLength", "300");
    NS_TEST_EXPECT_MSG_NE(cookie.find("must be 0, 4 or 8, not 300\""),
                          std::string::npos,
                          "what was given: " << cookie);
    const auto placed = GetAbortMessage([]() {
        LcceNetwork network;
        network.SetAll("CookieLength", "300");
        network.lcces[0]->PlaceCall(network.lcces[0]->Connect(LcceNetwork::GetAddress(1)), "one");
    });
    NS_TEST_EXPECT_MSG_NE(placed.find("must be 0, 4 or 8, not 300\""),
                          std::string::npos,
                          "by a call: " << placed);
    const auto port = GetAbortMessage([]() {
        LcceNetwork network("Ip");
        network.SetAll("ResponderPort", "4000");
        LcceNetwork::Run(Seconds(1));
    });
    NS_TEST_EXPECT_MSG_NE(
        port.find("ns3::l2tp::Lcce::ResponderPort must be 0 unless Encapsulation"),
        std::string::npos,
        "IP has no ports: " << port);
    const auto twice = GetAbortMessage([]() {
        LcceNetwork network;
        network.AddLcce(0);
        LcceNetwork::Run(Seconds(1));
    });
    NS_TEST_EXPECT_MSG_NE(twice.find("LocalAddress"), std::string::npos, "two LCCEs: " << twice);
}

} // namespace

std::vector<TestCase*>
MakeLcceScriptTests()
{
    std::vector<TestCase*> cases;
    cases.push_back(new LcceDeferredTest());
    cases.push_back(new LcceVerbsFromTracesTest());
    cases.push_back(new LcceScaleTest());
    cases.push_back(new LcceAddressTest());
    cases.push_back(new LcceWrongSettingTest());
    return cases;
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
