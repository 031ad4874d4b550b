// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-system-tests.h"

#include "ns3/l2tp-star-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <set>
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
 * @brief 1000 sessions on one connection: all come up, at the time that the window allows, each
 *        carries its own frames, half are hung up, the rest ends with the connection.
 */
class ManySessionsTest : public TestCase
{
  public:
    ManySessionsTest()
        : TestCase("1000 sessions on one connection")
    {
    }

  private:
    static constexpr uint32_t SESSIONS = 1000;
    static constexpr uint32_t WINDOW = 16;
    static constexpr int64_t RTT_MS = 40;

    void DoRun() override
    {
        StarHelper helper;
        helper.SetCallsPerLac(SESSIONS);
        helper.SetAttribute("ReceiveWindowSize", UintegerValue(WINDOW));
        helper.SetAttribute("CongestionControl", StringValue("ns3::l2tp::FixedWindow"));
        auto star = helper.InstallStar(NodeContainer(1), NodeContainer(1));
        star.AssignStreams(1);
        const auto lac = star.GetLac(0);
        const auto lns = star.GetLns(0);
        const auto& calls = star.plans[0].calls;
        lns->TraceConnectWithoutContext("SessionUp", MakeCallback(&ManySessionsTest::Up, this));
        for (uint32_t i = 0; i < SESSIONS; ++i)
        {
            const auto device = calls[i].lacDevice;
            Simulator::Schedule(Seconds(10), [device, i]() {
                device->Send(Create<Packet>(100 + i), device->GetBroadcast(), 0x88b5);
            });
            calls[i].lnsDevices[0]->TraceConnect("MacRx",
                                                 std::to_string(i),
                                                 MakeCallback(&ManySessionsTest::Received, this));
            if (i % 2 == 0)
            {
                Simulator::Schedule(Seconds(11), &Lcce::HangUp, lac, calls[i].handle);
            }
        }
        Simulator::Schedule(Seconds(9), [this, lac, lns]() {
            NS_TEST_EXPECT_MSG_EQ(lac->GetSessions(), SESSIONS, "at the LAC");
            NS_TEST_EXPECT_MSG_EQ(lns->GetSessions(), SESSIONS, "at the LNS");
            NS_TEST_EXPECT_MSG_EQ(lns->GetConnections(), 1, "on one connection");
        });
        Simulator::Schedule(Seconds(30), [this, lac, lns, &calls]() {
            NS_TEST_EXPECT_MSG_EQ(lac->GetSessions(), SESSIONS / 2, "half are hung up");
            NS_TEST_EXPECT_MSG_EQ(lns->GetSessions(), SESSIONS / 2, "half are hung up");
            NS_TEST_EXPECT_MSG_EQ(calls[0].lnsDevices[0]->IsLinkUp(), false, "hung up");
            NS_TEST_EXPECT_MSG_EQ(calls[1].lnsDevices[0]->IsLinkUp(), true, "not hung up");
        });
        star.lacApps.Stop(Seconds(40));
        Simulator::Run();
        // All ICRQs are queued behind SCCCN, which takes one place of the window.
        const auto rtt = MilliSeconds(RTT_MS);
        NS_TEST_EXPECT_MSG_EQ(m_lastUp,
                              rtt * static_cast<int64_t>(1 + 2 * SESSIONS / WINDOW) + rtt / 2,
                              "the last session is up");
        NS_TEST_EXPECT_MSG_EQ(m_up, SESSIONS, "each once");
        NS_TEST_EXPECT_MSG_EQ(m_identifiers.size(), SESSIONS, "each has its Session ID");
        NS_TEST_EXPECT_MSG_EQ(m_right, SESSIONS, "each frame has come out of its own device");
        NS_TEST_EXPECT_MSG_EQ(m_wrong, 0, "and of no other");
        NS_TEST_EXPECT_MSG_EQ(lac->GetConnections() + lac->GetSessions(), 0, "clean");
        NS_TEST_EXPECT_MSG_EQ(lns->GetConnections() + lns->GetSessions(), 0, "clean");
        Simulator::Destroy();
    }

    void Up(const SessionUpEvent& event)
    {
        ++m_up;
        m_lastUp = Simulator::Now();
        m_identifiers.insert(event.ids.session);
    }

    void Received(std::string number, Ptr<const Packet> frame)
    {
        const auto size = 100 + std::stoul(number) + PseudowireDevice::HEADER_SIZE;
        ++(frame->GetSize() == size ? m_right : m_wrong);
    }

    uint32_t m_up{0};                 //!< sessions of the LNS
    Time m_lastUp;                    //!< when the last one came up
    std::set<uint32_t> m_identifiers; //!< Session IDs of the LNS
    uint32_t m_right{0};              //!< frames that came out where they should
    uint32_t m_wrong{0};              //!< other frames
};

/**
 * @ingroup l2tp-tests
 * @brief One LNS, 30 LACs, three connections between each pair (R3.0-05), two sessions on each,
 *        whose devices the LNS makes when it is asked for them.
 */
class ManyLacsTest : public TestCase
{
  public:
    ManyLacsTest()
        : TestCase("R3.0-05 an LNS with 30 LACs and 90 connections")
    {
    }

  private:
    static constexpr uint32_t LACS = 30;
    static constexpr uint32_t CONNECTIONS = 3;
    static constexpr uint32_t SESSIONS = 2;

    void DoRun() override
    {
        StarHelper helper;
        helper.SetCircuits(StarHelper::NO_CIRCUITS);
        helper.SetCallsPerLac(0);
        auto star = helper.InstallStar(NodeContainer(1), NodeContainer(LACS));
        star.AssignStreams(1);
        const auto lns = star.GetLns(0);
        L2tpHelper devices;
        devices.InstallDeviceFactory(lns);
        for (uint32_t i = 0; i < LACS; ++i)
        {
            AddConnections(star, i);
        }
        lns->TraceConnectWithoutContext("SessionUp", MakeCallback(&ManyLacsTest::Up, this));
        lns->TraceConnectWithoutContext("DataRx", MakeCallback(&ManyLacsTest::Received, this));
        Simulator::Schedule(Seconds(9), [this, lns]() {
            NS_TEST_EXPECT_MSG_EQ(lns->GetConnections(), LACS * CONNECTIONS, "connections");
            NS_TEST_EXPECT_MSG_EQ(lns->GetSessions(), LACS * CONNECTIONS * SESSIONS, "sessions");
        });
        // HELLOs of several intervals find all connections alive.
        star.lacApps.Stop(Seconds(400));
        Simulator::Run();
        NS_TEST_EXPECT_MSG_EQ(m_connections.size(), LACS * CONNECTIONS, "each has its own ID");
        NS_TEST_EXPECT_MSG_EQ(m_sessions.size(), LACS * CONNECTIONS * SESSIONS, "unique on a node");
        NS_TEST_EXPECT_MSG_EQ(m_frames.size(), LACS * CONNECTIONS * SESSIONS, "frames of all");
        NS_TEST_EXPECT_MSG_EQ(lns->GetNode()->GetNDevices(),
                              2 + LACS * CONNECTIONS * SESSIONS,
                              "loopback, the link, and a device for each session");
        NS_TEST_EXPECT_MSG_EQ(lns->GetConnections() + lns->GetSessions(), 0, "clean");
        for (uint32_t i = 0; i < LACS; ++i)
        {
            NS_TEST_EXPECT_MSG_EQ(star.GetLac(i)->GetConnections(), 0, "clean");
        }
        Simulator::Destroy();
    }

    static void AddConnections(const Star& star, uint32_t lac)
    {
        const auto lcce = star.GetLac(lac);
        for (uint32_t connection = 0; connection < CONNECTIONS; ++connection)
        {
            const auto peer =
                connection == 0 ? star.plans[lac].peer : lcce->Connect(star.lnsAddresses[0]);
            for (uint32_t session = 0; session < SESSIONS; ++session)
            {
                const auto name = std::to_string(lac) + "." + std::to_string(connection) + "." +
                                  std::to_string(session);
                const auto device = L2tpHelper().InstallDevice(lcce, name);
                lcce->PlaceCall(peer, name);
                Simulator::Schedule(Seconds(10), [device]() {
                    device->Send(Create<Packet>(100), device->GetBroadcast(), 0x88b5);
                });
            }
        }
    }

    void Up(const SessionUpEvent& event)
    {
        m_connections.insert(event.ids.connection);
        m_sessions.insert(event.ids.session);
    }

    void Received(const ConnectionIds& ids, Ptr<const Packet>)
    {
        m_frames.insert(ids.session);
    }

    std::set<uint32_t> m_connections; //!< Control Connection IDs of the LNS
    std::set<uint32_t> m_sessions;    //!< Session IDs of the LNS
    std::set<uint32_t> m_frames;      //!< Session IDs that frames have come for
};

} // namespace

std::vector<TestCase*>
MakeSystemScaleTests()
{
    return {new ManySessionsTest, new ManyLacsTest};
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
