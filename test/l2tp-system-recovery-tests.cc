// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-lcce-recorder.h"
#include "l2tp-system-echo.h"
#include "l2tp-system-tests.h"

#include "ns3/boolean.h"
#include "ns3/enum.h"
#include "ns3/l2tp-star-helper.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <memory>
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
 * @brief Keepalive and retransmission settings, and what follows from them.
 */
struct RecoverySettings
{
    const char* name;             //!< for the name of the test
    Time helloInterval;           //!< silence before a HELLO
    uint32_t maxRetransmissions;  //!< retransmissions before a peer is given up
    std::vector<uint32_t> starts; //!< seconds from the first to each transmission
    uint32_t cycle;               //!< seconds from the first transmission to the end
    uint32_t restart;             //!< seconds from the death of the peer to its restart
};

/**
 * @ingroup l2tp-tests
 * @brief LAC 0 has LNS 0 and LNS 1 as backup, LAC 1 has LNS 0, LAC 2 has LNS 1. LNS 0 crashes: LAC
 *        0 fails over, LAC 1 comes back when LNS 0 does, LAC 2 notices nothing. All to the
 *        nanosecond.
 *
 * R4.4-01: HELLO at the interval after the last packet received. R4.4-11: the initiator comes back
 * with a fresh SCCRQ and a new Control Connection ID.
 */
class RecoveryTest : public TestCase
{
  public:
    /**
     * @brief A case.
     * @param settings keepalive and retransmission
     * @param encapsulation IP or UDP
     */
    RecoveryTest(const RecoverySettings& settings, Lcce::EncapsulationMode encapsulation)
        : TestCase(std::string("R4.4-01 R4.4-11 an LNS crashes: failover and reconnection, ") +
                   settings.name + (encapsulation == Lcce::IP ? ", over IP" : ", over UDP")),
          m_settings(settings),
          m_encapsulation(encapsulation)
    {
    }

  private:
    /** @brief 10 ms on each of two links, both ways. */
    static constexpr int64_t RTT_MS = 40;

    void DoRun() override;
    void Build();
    void CheckDetection();
    void CheckFailover();
    void CheckReconnection();
    void CheckBystander();
    void CheckEnd();

    /**
     * @brief When the LCCE of a LAC or LNS has told something.
     * @param recorder its recorder
     * @param what name of the trace source
     * @param index which of the times
     * @return the time; a negative one if there was none
     */
    static Time When(const LcceRecorder& recorder, const std::string& what, std::size_t index)
    {
        const auto found = recorder.Find(what);
        return index < found.size() ? found[index].time : Seconds(-1);
    }

    RecoverySettings m_settings;                       //!< keepalive and retransmission
    Lcce::EncapsulationMode m_encapsulation;           //!< IP or UDP
    Star m_star;                                       //!< the network
    std::vector<std::unique_ptr<LcceRecorder>> m_lacs; //!< what the LACs tell
    std::vector<std::unique_ptr<LcceRecorder>> m_lnss; //!< what the LNSs tell
    std::vector<std::unique_ptr<SystemEcho>> m_echoes; //!< traffic of the LACs
    Time m_crash;                                      //!< of LNS 0
    Time m_heard;                                      //!< LACs 0 and 1 receive the last packet
    Time m_dead;                                       //!< LACs 0 and 1 find out
    Time m_restart;                                    //!< of LNS 0
    Time m_back;                                       //!< LAC 1 is connected again
    Time m_end;                                        //!< of the LACs
};

void
RecoveryTest::Build()
{
    StarHelper helper;
    helper.SetAttribute("Encapsulation", EnumValue(m_encapsulation));
    helper.SetAttribute("HelloInterval", TimeValue(m_settings.helloInterval));
    helper.SetAttribute("MaxRetransmissions", UintegerValue(m_settings.maxRetransmissions));
    helper.SetLacAttribute("Reconnect", BooleanValue(true));
    helper.SetCircuits(StarHelper::INTERFACES);
    helper.SetLnss(0, {0, 1});
    helper.SetLnss(1, {0});
    helper.SetLnss(2, {1});
    m_star = helper.InstallStar(NodeContainer(2), NodeContainer(3));
    m_star.AssignStreams(1);

    m_crash = MilliSeconds(20250);
    m_heard = Seconds(20) + MilliSeconds(RTT_MS);
    m_dead = m_heard + m_settings.helloInterval + Seconds(m_settings.cycle);
    m_restart = m_dead + Seconds(m_settings.restart) + MilliSeconds(500);
    // The first SCCRQ goes after the first back-off, which is ReconnectDelay.
    const auto sccrq = m_dead + Seconds(1);
    for (const auto start : m_settings.starts)
    {
        m_back = sccrq + Seconds(start) + MilliSeconds(RTT_MS);
        if (m_back - MilliSeconds(RTT_MS / 2) > m_restart)
        {
            break;
        }
    }
    m_end = m_back + Seconds(20);
    for (uint32_t i = 0; i < 3; ++i)
    {
        m_lacs.push_back(std::make_unique<LcceRecorder>(m_star.GetLac(i)));
        const auto seconds = static_cast<uint32_t>(m_end.GetSeconds());
        SystemEcho::Plan plan;
        plan.count = seconds - 1;
        m_echoes.push_back(std::make_unique<SystemEcho>(m_star.lacs.Get(i),
                                                        m_star.plans[i].calls[0].lnsAddress,
                                                        plan));
    }
    for (uint32_t i = 0; i < 2; ++i)
    {
        m_lnss.push_back(std::make_unique<LcceRecorder>(m_star.GetLns(i)));
        SystemEcho::InstallServer(m_star.lnss.Get(i));
    }
    Simulator::Schedule(m_crash, &Lcce::Crash, m_star.GetLns(0));
    Simulator::Schedule(m_restart, &Lcce::Restart, m_star.GetLns(0));
    m_star.lacApps.Stop(m_end);
}

void
RecoveryTest::DoRun()
{
    Build();
    Simulator::Run();
    CheckDetection();
    CheckFailover();
    CheckReconnection();
    CheckBystander();
    CheckEnd();
    m_lacs.clear();
    m_lnss.clear();
    m_echoes.clear();
    Simulator::Destroy();
    m_star = Star();
}

void
RecoveryTest::CheckDetection()
{
    for (std::size_t i = 0; i < 2; ++i)
    {
        const auto& lac = *m_lacs[i];
        NS_TEST_EXPECT_MSG_EQ(m_echoes[i]->answered[19], m_heard, "last packet received");
        NS_TEST_EXPECT_MSG_EQ(
            SystemEcho::Count(m_echoes[i]->answered, m_heard + NanoSeconds(1), m_dead),
            0,
            "nothing after it");
        NS_TEST_EXPECT_MSG_EQ(When(lac, "HelloTx", 0), m_heard + m_settings.helloInterval, "HELLO");
        NS_TEST_EXPECT_MSG_EQ(When(lac, "HelloTimeout", 0), m_dead, "HELLO given up");
        NS_TEST_EXPECT_MSG_EQ(When(lac, "PeerDead", 0), m_dead, "peer dead");
        NS_TEST_EXPECT_MSG_EQ(lac.Count("PeerDead"), 1, "once");
        NS_TEST_EXPECT_MSG_EQ(When(lac, "SessionDown", 0), m_dead, "session down");
        NS_TEST_EXPECT_MSG_EQ(When(lac, "ConnectionDown", 0), m_dead, "connection down");
        uint32_t hellos = 0;
        for (const auto& message : lac.Find(MessageType::Hello, true))
        {
            hellos += message.time < m_dead ? 1 : 0;
        }
        NS_TEST_EXPECT_MSG_EQ(hellos, 1 + m_settings.maxRetransmissions, "transmissions of it");
    }
    NS_TEST_EXPECT_MSG_EQ(m_lnss[0]->Find(MessageType::StopCcn, true).size(), 0, "crash is silent");
}

void
RecoveryTest::CheckFailover()
{
    const auto rtt = MilliSeconds(RTT_MS);
    const auto& lac = *m_lacs[0];
    const auto up = lac.Find("ConnectionUp");
    NS_TEST_ASSERT_MSG_EQ(up.size(), 2, "before and after");
    NS_TEST_EXPECT_MSG_EQ(up[1].time, m_dead + rtt, "at once");
    NS_TEST_EXPECT_MSG_EQ(InetSocketAddress::ConvertFrom(up[1].ids.peerAddress).GetIpv4(),
                          m_star.lnsAddresses[1],
                          "with the backup");
    NS_TEST_EXPECT_MSG_EQ(When(lac, "Reconnect", 0), m_dead, "announced");
    NS_TEST_EXPECT_MSG_EQ(When(lac, "SessionUp", 1), m_dead + rtt * 2, "session");
    // LNS 1 has LAC 2 from the beginning.
    NS_TEST_EXPECT_MSG_EQ(When(*m_lnss[1], "SessionUp", 1), m_dead + rtt * 2 + rtt / 2, "session");
    const auto lost = SystemEcho::Count(m_echoes[0]->sent, m_crash, m_dead + rtt * 2);
    NS_TEST_EXPECT_MSG_GT(lost, 0, "the outage has cost something");
    NS_TEST_EXPECT_MSG_EQ(m_echoes[0]->sent.size() - m_echoes[0]->answered.size(),
                          lost,
                          "but nothing before or after it");
    NS_TEST_EXPECT_MSG_EQ(m_star.GetLnsDevice(0, 1)->GetDropCount(PseudowireDevice::LINK_DOWN),
                          0,
                          "replies");
}

void
RecoveryTest::CheckReconnection()
{
    const auto rtt = MilliSeconds(RTT_MS);
    const auto& lac = *m_lacs[1];
    const auto up = lac.Find("ConnectionUp");
    NS_TEST_ASSERT_MSG_EQ(up.size(), 2, "before and after");
    NS_TEST_EXPECT_MSG_EQ(up[1].time, m_back, "the first SCCRQ that finds LNS 0 alive");
    NS_TEST_EXPECT_MSG_EQ(InetSocketAddress::ConvertFrom(up[1].ids.peerAddress).GetIpv4(),
                          m_star.lnsAddresses[0],
                          "with the same LNS");
    NS_TEST_EXPECT_MSG_NE(up[1].ids.connection, up[0].ids.connection, "new ID");
    const auto requests = lac.Find(MessageType::Sccrq, true);
    NS_TEST_ASSERT_MSG_GT(requests.size(), 1, "SCCRQ");
    NS_TEST_EXPECT_MSG_EQ(requests[1].time, m_dead + Seconds(1), "after ReconnectDelay");
    NS_TEST_EXPECT_MSG_EQ(requests[1].ns, 0, "from the beginning");
    NS_TEST_EXPECT_MSG_EQ(When(lac, "SessionUp", 1), m_back + rtt, "session");
    NS_TEST_EXPECT_MSG_EQ(When(*m_lnss[0], "SessionUp", 2), m_back + rtt + rtt / 2, "session");
    const auto lost = SystemEcho::Count(m_echoes[1]->sent, m_crash, m_back + rtt);
    NS_TEST_EXPECT_MSG_EQ(m_echoes[1]->sent.size() - m_echoes[1]->answered.size(),
                          lost,
                          "lost while there was no session, nothing before or after");
    NS_TEST_EXPECT_MSG_GT(SystemEcho::Count(m_echoes[1]->answered, m_back, m_end),
                          15,
                          "traffic flows again");
}

void
RecoveryTest::CheckBystander()
{
    NS_TEST_EXPECT_MSG_EQ(m_lacs[2]->Count("ConnectionUp"), 1, "never lost");
    NS_TEST_EXPECT_MSG_EQ(m_lacs[2]->Count("Retransmit"), 0, "nothing repeated");
    NS_TEST_EXPECT_MSG_EQ(m_lacs[2]->Count("HelloTx"), 0, "data keeps HELLO away");
    NS_TEST_EXPECT_MSG_EQ(m_echoes[2]->answered.size(), m_echoes[2]->sent.size(), "no loss");
}

void
RecoveryTest::CheckEnd()
{
    for (std::size_t i = 0; i < 3; ++i)
    {
        NS_TEST_EXPECT_MSG_EQ(m_star.GetLac(i)->GetConnections(), 0, "closed");
        NS_TEST_EXPECT_MSG_EQ(m_star.plans[i].calls[0].lacDevice->IsLinkUp(), false, "down");
    }
    for (std::size_t i = 0; i < 2; ++i)
    {
        NS_TEST_EXPECT_MSG_EQ(m_star.GetLns(i)->GetConnections(), 0, "closed by the LACs");
        NS_TEST_EXPECT_MSG_EQ(m_star.GetLns(i)->GetSessions(), 0, "closed by the LACs");
    }
}

} // namespace

std::vector<TestCase*>
MakeSystemRecoveryTests()
{
    const RecoverySettings standard{"defaults",
                                    Seconds(60),
                                    10,
                                    {0, 1, 3, 7, 15, 23, 31, 39, 47, 55, 63},
                                    71,
                                    25};
    const RecoverySettings brief{"brief", Seconds(10), 4, {0, 1, 3, 7, 15}, 23, 5};
    return {
        new RecoveryTest(standard, Lcce::UDP),
        new RecoveryTest(standard, Lcce::IP),
        new RecoveryTest(brief, Lcce::UDP),
        new RecoveryTest(brief, Lcce::IP),
    };
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
