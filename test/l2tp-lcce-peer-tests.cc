// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-lcce-network.h"
#include "l2tp-lcce-tests.h"

#include "ns3/inet-socket-address.h"
#include "ns3/l2tp-control-connection.h"
#include "ns3/l2tp-helper.h"
#include "ns3/l2tp-vendor-registry.h"
#include "ns3/output-stream-wrapper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/test.h"
#include "ns3/uinteger.h"

#include <memory>
#include <sstream>
#include <variant>

namespace ns3
{
namespace l2tp
{
namespace tests
{

namespace
{

/** @brief Enterprise number for documentation (\RFC{5612}). */
constexpr uint32_t VENDOR = 32473;
/** @brief Attribute Type of an AVP of that vendor. */
constexpr uint16_t STATUS = 7;

/**
 * @ingroup l2tp-tests
 * @brief A responder that has enough connections sends the others away: with error 7 an initiator
 *        goes on to its next address (R5.4.2-30), with error 9 to the first of those that the
 *        responder names (R5.4.2-33, R5.4.2-44). It stops when all have sent it away.
 */
class LcceReferralTest : public TestCase
{
  public:
    LcceReferralTest()
        : TestCase("R5.4.2-30 R5.4.2-33 R5.4.2-44 try another")
    {
    }

  private:
    void DoRun() override;
    void TestUndirected(); //!< error 7

    /**
     * @brief Run: neighbour 1 is full.
     * @param alternates what neighbour 1 suggests
     * @param backups what the initiator, the hub, knows
     * @param expected address that the initiator is connected to in the end, or any
     * @param error error of the StopCCN
     */
    void Simulate(const std::string& alternates,
                  const std::vector<Address>& backups,
                  Ipv4Address expected,
                  uint16_t error);
};

void
LcceReferralTest::DoRun()
{
    const auto second = LcceNetwork::GetAddress(2);
    const auto third = LcceNetwork::GetAddress(3);
    Simulate("", {}, Ipv4Address::GetAny(), 4);
    Simulate("10.0.3.2, 10.0.2.2", {}, third, 9);
    Simulate("10.0.3.2", {second}, third, 9);
    Simulate("[2001:db8::1]", {second}, second, 9);
    Simulate("10.0.1.2", {}, Ipv4Address::GetAny(), 9);
    TestUndirected();
}

void
LcceReferralTest::TestUndirected()
{
    LcceNetwork network("Udp", 2);
    const auto hub = network.lcces[0];
    network.SetAll("AcceptPolicy", "Accept");
    const auto& records = network.Record();
    const auto second = LcceNetwork::GetAddress(2);
    const auto peer = hub->Connect(LcceNetwork::GetAddress(1), {second});
    const auto call = hub->PlaceCall(peer, "one");
    const auto close = [&](uint32_t neighbour) {
        const auto up = records[neighbour]->Find("ConnectionUp");
        network.lcces[neighbour]->CloseConnection(
            up.at(0).ids.connection,
            {DownCause::Local,
             static_cast<uint16_t>(StopCcnResult::GeneralError),
             static_cast<uint16_t>(ErrorCode::TryAnother),
             {}});
    };
    Simulator::Schedule(Seconds(1), [&]() { close(1); });
    Simulator::Schedule(Seconds(9), [&]() {
        const auto* connection = hub->FindConnection(hub->GetConnectionId(peer));
        NS_TEST_ASSERT_MSG_NE(connection, nullptr, "connected again");
        const auto address = InetSocketAddress::ConvertFrom(connection->GetPeerAddress());
        NS_TEST_EXPECT_MSG_EQ(address.GetIpv4(), second, "to the next");
        NS_TEST_EXPECT_MSG_EQ(hub->IsUp(call), true, "the call goes with it");
        close(2);
    });
    LcceNetwork::Run(Seconds(300));
    const auto downs = records[0]->Find("ConnectionDown");
    NS_TEST_ASSERT_MSG_EQ(downs.size(), 2, "sent away twice");
    NS_TEST_EXPECT_MSG_EQ(downs[1].reason.error, 7, "error");
    const auto* connection = hub->FindConnection(hub->GetConnectionId(peer));
    NS_TEST_ASSERT_MSG_NE(connection, nullptr, "connected again");
    const auto address = InetSocketAddress::ConvertFrom(connection->GetPeerAddress());
    NS_TEST_EXPECT_MSG_EQ(address.GetIpv4(), LcceNetwork::GetAddress(1), "to the first again");
}

void
LcceReferralTest::Simulate(const std::string& alternates,
                           const std::vector<Address>& backups,
                           Ipv4Address expected,
                           uint16_t error)
{
    LcceNetwork network("Udp", 3);
    const auto hub = network.lcces[0];
    const auto full = network.lcces[1];
    full->SetAttribute("MaxConnections", UintegerValue(1));
    full->SetAttribute("AlternateAddresses", StringValue(alternates));
    network.SetAll("AcceptPolicy", "Accept");
    const auto& records = network.Record();
    hub->Connect(LcceNetwork::GetAddress(1));
    uint32_t peer = 0;
    uint32_t call = 0;
    Simulator::Schedule(Seconds(1), [&]() {
        peer = hub->Connect(LcceNetwork::GetAddress(1), backups);
        call = hub->PlaceCall(peer, "one");
    });
    LcceNetwork::Run(Seconds(300));
    const auto name = "\"" + alternates + "\", " + std::to_string(backups.size()) + " backups";
    const auto downs = records[0]->Find("ConnectionDown");
    NS_TEST_ASSERT_MSG_EQ(downs.size(), 1, name << ": sent away once");
    NS_TEST_EXPECT_MSG_EQ(downs[0].reason.result, 2, name << ": result");
    NS_TEST_EXPECT_MSG_EQ(downs[0].reason.error, error, name << ": error");
    NS_TEST_EXPECT_MSG_EQ(hub->IsConnected(peer), !expected.IsAny(), name << ": connected");
    NS_TEST_EXPECT_MSG_EQ(hub->IsUp(call), !expected.IsAny(), name << ": the call goes with it");
    if (error == 9)
    {
        NS_TEST_EXPECT_MSG_EQ(downs[0].reason.text, alternates, name << ": text");
    }
    if (const auto* connection = hub->FindConnection(hub->GetConnectionId(peer)))
    {
        const auto address = InetSocketAddress::ConvertFrom(connection->GetPeerAddress());
        NS_TEST_EXPECT_MSG_EQ(address.GetIpv4(), expected, name << ": to whom");
    }
}

/**
 * @ingroup l2tp-tests
 * @brief Profiles of peers, by Host Name and by Router ID, are applied when the SCCRQ comes
 *        (R3.3-02): secret, window and HELLO interval.
 */
class LcceProfileTest : public TestCase
{
  public:
    LcceProfileTest()
        : TestCase("R3.3-02 profiles of peers")
    {
    }

  private:
    void DoRun() override;
};

void
LcceProfileTest::DoRun()
{
    LcceNetwork network("Udp", 3);
    const auto hub = network.lcces[0];
    network.SetAll("Authentication", "Secret");
    hub->SetAttribute("SharedSecret", StringValue("for all"));
    const std::string secrets[] = {"first", "second", "for all"};
    for (uint32_t i = 1; i <= 3; ++i)
    {
        network.lcces[i]->SetAttribute("SharedSecret", StringValue(secrets[i - 1]));
        network.lcces[i]->SetAttribute("HelloInterval", StringValue("0s"));
    }
    network.lcces[1]->SetAttribute("HostName", StringValue("one"));
    network.lcces[2]->SetAttribute("RouterId", UintegerValue(222));
    PeerProfile first;
    first.hostName = "one";
    first.secrets = {"first"};
    first.receiveWindow = 11;
    first.helloInterval = Seconds(5);
    hub->AddPeerProfile(first);
    PeerProfile second;
    second.routerId = 222;
    second.secrets = {"old", "second"};
    second.receiveWindow = 22;
    second.helloInterval = Seconds(20);
    hub->AddPeerProfile(second);
    const auto& records = network.Record();
    uint32_t peers[3];
    for (uint32_t i = 1; i <= 3; ++i)
    {
        peers[i - 1] = network.lcces[i]->Connect(LcceNetwork::GetHubAddress(i));
    }
    LcceNetwork::Run(Seconds(61));
    const std::size_t hellos[] = {11, 2, 0};
    const uint16_t windows[] = {11, 22, DEFAULT_RECEIVE_WINDOW};
    for (uint32_t i = 1; i <= 3; ++i)
    {
        const auto lcce = network.lcces[i];
        const auto name = "peer " + std::to_string(i);
        const auto id = lcce->GetConnectionId(peers[i - 1]);
        const auto* connection = lcce->FindConnection(id);
        NS_TEST_ASSERT_MSG_EQ(lcce->IsConnected(peers[i - 1]), true, name << ": its secret");
        NS_TEST_EXPECT_MSG_EQ(connection->GetPeer().receiveWindow, windows[i - 1], name);
        const auto received = records[i]->Find(MessageType::Hello, false).size();
        NS_TEST_EXPECT_MSG_EQ((received + 1 >= hellos[i - 1] && received <= hellos[i - 1] + 1),
                              true,
                              name << ": HELLOs " << received);
    }
    NS_TEST_EXPECT_MSG_EQ(hub->GetConnections(), 3, "all three");
}

/**
 * @ingroup l2tp-tests
 * @brief What tells peers apart is chosen by attribute (R5.4.3-12): with PeerRestart Replace
 * another SCCRQ of the same peer ends its former connection.
 */
class LcceIdentificationTest : public TestCase
{
  public:
    LcceIdentificationTest()
        : TestCase("R5.4.3-12 Host Name, Router ID or both")
    {
    }

  private:
    void DoRun() override;

    /**
     * @brief Two neighbours open a connection.
     * @param mode PeerIdentification
     * @param sameName whether they have the same Host Name
     * @param sameId whether they have the same Router ID
     * @return connections in the end
     */
    static std::size_t Simulate(const std::string& mode, bool sameName, bool sameId);
};

std::size_t
LcceIdentificationTest::Simulate(const std::string& mode, bool sameName, bool sameId)
{
    LcceNetwork network("Udp", 2);
    const auto hub = network.lcces[0];
    hub->SetAttribute("PeerRestart", StringValue("Replace"));
    hub->SetAttribute("PeerIdentification", StringValue(mode));
    for (uint32_t i = 1; i <= 2; ++i)
    {
        const auto lcce = network.lcces[i];
        lcce->SetAttribute("HostName", StringValue(sameName ? "one" : std::to_string(i)));
        lcce->SetAttribute("RouterId", UintegerValue(sameId ? 1 : i));
        Simulator::Schedule(Seconds(i),
                            [lcce, i]() { lcce->Connect(LcceNetwork::GetHubAddress(i)); });
    }
    LcceNetwork::Run(Seconds(5));
    return hub->GetConnections();
}

void
LcceIdentificationTest::DoRun()
{
    const std::string both = "HostNameAndRouterId";
    NS_TEST_EXPECT_MSG_EQ(Simulate(both, true, true), 1, "both, same");
    NS_TEST_EXPECT_MSG_EQ(Simulate(both, true, false), 2, "both, other Router ID");
    NS_TEST_EXPECT_MSG_EQ(Simulate(both, false, true), 2, "both, other Host Name");
    NS_TEST_EXPECT_MSG_EQ(Simulate("HostName", true, false), 1, "Host Name, same");
    NS_TEST_EXPECT_MSG_EQ(Simulate("HostName", false, true), 2, "Host Name, other");
    NS_TEST_EXPECT_MSG_EQ(Simulate("RouterId", false, true), 1, "Router ID, same");
    NS_TEST_EXPECT_MSG_EQ(Simulate("RouterId", true, false), 2, "Router ID, other");
}

/**
 * @brief What is known of the vendor.
 * @return its attribute
 */
std::shared_ptr<const VendorRegistry>
MakeRegistry()
{
    auto registry = std::make_shared<VendorRegistry>();
    VendorAttribute attribute;
    attribute.vendor = VENDOR;
    attribute.type = STATUS;
    attribute.name = "Status";
    attribute.maxLength = 4;
    registry->Register(attribute);
    return registry;
}

/**
 * @ingroup l2tp-tests
 * @brief A script adds an AVP of a vendor, M = 0, to messages of sessions: a peer that knows it
 *        answers with it, one that does not still gets its session (R5.2-08). A status beyond A and
 *        N goes into such an AVP of SLI, not into Circuit Status (R5.4.5-20).
 */
class LcceExtensionTest : public TestCase
{
  public:
    LcceExtensionTest()
        : TestCase("R5.2-08 R5.4.5-20 AVPs of a vendor, and who does not know them")
    {
    }

  private:
    void DoRun() override;

    /** @brief Run. @param known whether the peer knows the AVP */
    void Simulate(bool known);

    /**
     * @brief Whether a message has the AVP.
     * @param message the message
     * @return true if so
     */
    static bool Has(const LcceRecorder::Message& message);
};

bool
LcceExtensionTest::Has(const LcceRecorder::Message& message)
{
    const auto registry = MakeRegistry();
    const auto decoded = ControlMessage::Decode(message.image, registry.get());
    const auto* control = std::get_if<ControlMessage>(&decoded);
    return control != nullptr && control->FindVendorValue(VENDOR, STATUS).has_value();
}

void
LcceExtensionTest::DoRun()
{
    Simulate(true);
    Simulate(false);
}

void
LcceExtensionTest::Simulate(bool known)
{
    const auto registry = MakeRegistry();
    LcceNetwork network;
    network.SetAll("AcceptPolicy", "Accept");
    const auto& records = network.Record();
    const Lcce::MessageExtension extension([](ControlMessage& message, const SessionParameters&) {
        const Bytes value{0, 0, 0, 1};
        message.AddRaw(VENDOR, STATUS, false, value);
    });
    for (uint32_t i = 0; i < (known ? 2 : 1); ++i)
    {
        network.lcces[i]->SetVendorRegistry(registry);
        network.lcces[i]->SetMessageExtension(extension);
    }
    const auto lac = network.lcces[0];
    std::ostringstream text;
    L2tpHelper::EnableAsciiControl(Create<OutputStreamWrapper>(&text), network.lcces[1]);
    const auto call = lac->PlaceCall(lac->Connect(LcceNetwork::GetAddress(1)), "one");
    Simulator::Schedule(Seconds(1), &Lcce::SetCircuitStatus, lac, "one", false);
    LcceNetwork::Run(Seconds(2));
    NS_TEST_EXPECT_MSG_EQ(lac->IsUp(call), true, "the session is there");
    NS_TEST_EXPECT_MSG_EQ(Has(records[0]->Find(MessageType::Icrq, true).at(0)), true, "in ICRQ");
    NS_TEST_EXPECT_MSG_EQ(Has(records[0]->Find(MessageType::Icrp, false).at(0)), known, "in ICRP");
    const auto sli = records[1]->Find(MessageType::Sli, false);
    NS_TEST_ASSERT_MSG_EQ(sli.size(), 1, "SLI");
    NS_TEST_EXPECT_MSG_EQ(Has(sli[0]), true, "in SLI");
    NS_TEST_EXPECT_MSG_EQ(records[1]->Count("CircuitStatus"), 1, "SLI acts");

    const auto faults = records[1]->Find("FaultyAvp");
    const auto counted = network.lcces[1]->GetFaultyAvps(ParseProblem::UnknownAttribute);
    NS_TEST_EXPECT_MSG_EQ(faults.size(), (known ? 0 : 3), "ICRQ, ICCN and SLI");
    NS_TEST_EXPECT_MSG_EQ(counted, faults.size(), "counted");
    NS_TEST_EXPECT_MSG_EQ(lac->GetFaultyAvps(ParseProblem::UnknownAttribute), 0, "not there");
    if (!known)
    {
        NS_TEST_EXPECT_MSG_EQ(faults.at(2).text, "SLI attribute unknown 7", "told");
        NS_TEST_EXPECT_MSG_NE(
            text.str().find("SLI Ns 4 attribute unknown vendor 32473 attribute 7 "),
            std::string::npos,
            "in the text trace");
    }
}

} // namespace

std::vector<TestCase*>
MakeLccePeerTests()
{
    return {new LcceReferralTest(),
            new LcceProfileTest(),
            new LcceIdentificationTest(),
            new LcceExtensionTest()};
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
