// SPDX-License-Identifier: GPL-2.0-only

// Three LACs, two LNSs: one LNS crashes; a LAC fails over, another waits for it to come back.
//
//   LAC 0 (LNS 0, backup LNS 1) --+            +-- LNS 0, crashes and restarts
//   LAC 1 (LNS 0) ----------------+-- router --+
//   LAC 2 (LNS 1) ----------------+            +-- LNS 1
//
// Each LAC sends UDP echo requests through its pseudowire, once per second.

#include "ns3/applications-module.h"
#include "ns3/core-module.h"
#include "ns3/internet-module.h"
#include "ns3/l2tp-module.h"
#include "ns3/network-module.h"
#include "ns3/point-to-point-module.h"

#include <iomanip>
#include <iostream>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::l2tp;

namespace
{

constexpr std::size_t LACS = 3;
constexpr std::size_t LNSS = 2;
constexpr uint16_t ECHO_PORT = 9;
constexpr uint32_t MAX_RETRANSMISSIONS = 4; // a peer is given up after 1 + 2 + 4 + 8 + 8 s

/** @brief What happens to one LAC. */
struct Account
{
    uint32_t sent{0};     //!< echo requests
    uint32_t answered{0}; //!< echo replies
    uint32_t hellos{0};   //!< HELLOs, without retransmissions
    uint32_t repeats{0};  //!< retransmissions
    uint32_t sessions{0}; //!< times the session has come up
    Time down;            //!< when the session went down last
    Time outage;          //!< time without a session, after the first one
    bool hasSession{false};
};

/** @brief Prints the events of one LCCE, each on a line with its time. */
class Journal
{
  public:
    /**
     * @brief Watch an LCCE.
     * @param name what to call it
     * @param lcce the LCCE
     * @param account takes the figures; may be null
     */
    Journal(const std::string& name, Ptr<Lcce> lcce, Account* account)
        : m_name(name),
          m_account(account)
    {
        lcce->TraceConnectWithoutContext("ConnectionUp", MakeCallback(&Journal::Up, this));
        lcce->TraceConnectWithoutContext("ConnectionDown", MakeCallback(&Journal::Down, this));
        lcce->TraceConnectWithoutContext("SessionUp", MakeCallback(&Journal::SessionUp, this));
        lcce->TraceConnectWithoutContext("SessionDown", MakeCallback(&Journal::SessionDown, this));
        lcce->TraceConnectWithoutContext("HelloTimeout", MakeCallback(&Journal::Silent, this));
        lcce->TraceConnectWithoutContext("PeerDead", MakeCallback(&Journal::Dead, this));
        lcce->TraceConnectWithoutContext("Reconnect", MakeCallback(&Journal::Retry, this));
        if (account)
        {
            lcce->TraceConnectWithoutContext("HelloTx", MakeCallback(&Journal::Hello, this));
            lcce->TraceConnectWithoutContext("Retransmit", MakeCallback(&Journal::Repeat, this));
        }
    }

    /**
     * @brief Print a line.
     * @param name who
     * @param what happened
     */
    static void Print(const std::string& name, const std::string& what)
    {
        std::cout << std::setw(14) << AsciiControlTrace::FormatTime(Simulator::Now()) << "  "
                  << std::left << std::setw(5) << name << std::right << "  " << what << "\n";
    }

  private:
    static std::string Where(const Address& address)
    {
        std::ostringstream text;
        if (InetSocketAddress::IsMatchingType(address))
        {
            text << InetSocketAddress::ConvertFrom(address).GetIpv4();
        }
        else
        {
            text << Ipv4Address::ConvertFrom(address);
        }
        return text.str();
    }

    static std::string Why(const DownReason& reason)
    {
        return std::string(GetName(reason.cause)) +
               (reason.result == 0 ? "" : ", result " + std::to_string(reason.result));
    }

    void Up(const ConnectionIds& ids)
    {
        Print(m_name, "control connection with " + Where(ids.peerAddress) + " is up");
    }

    void Down(const ConnectionIds& ids, const DownReason& reason)
    {
        Print(m_name,
              "control connection with " + Where(ids.peerAddress) + " is down: " + Why(reason));
    }

    void SessionUp(const SessionUpEvent& event)
    {
        Print(m_name, "session \"" + event.parameters.remoteEndId + "\" is up");
        if (m_account)
        {
            m_account->outage +=
                m_account->sessions > 0 ? Simulator::Now() - m_account->down : Time(0);
            ++m_account->sessions;
            m_account->hasSession = true;
        }
    }

    void SessionDown(const SessionDownEvent& event)
    {
        Print(m_name, "session \"" + event.remoteEndId + "\" is down: " + Why(event.reason));
        if (m_account && m_account->hasSession)
        {
            m_account->down = Simulator::Now();
            m_account->hasSession = false;
        }
    }

    void Silent(const ConnectionIds& ids)
    {
        Print(m_name, "HELLO to " + Where(ids.peerAddress) + " was not answered");
    }

    void Dead(const ConnectionIds& ids)
    {
        Print(m_name, "peer " + Where(ids.peerAddress) + " is dead");
    }

    void Retry(uint32_t, const Address& address, Time delay)
    {
        Print(m_name,
              "will call " + Where(address) + " in " + std::to_string(delay.GetMilliSeconds()) +
                  " ms");
    }

    void Hello(const ControlEvent&)
    {
        ++m_account->hellos;
    }

    void Repeat(const ControlEvent&)
    {
        ++m_account->repeats;
    }

    std::string m_name; //!< of the LCCE
    Account* m_account; //!< its figures, or null
};

/** @brief When what happens. */
struct Schedule
{
    /**
     * @brief Leave the LACs time to find out, which takes helloInterval and 23 s.
     * @param helloInterval silence before a HELLO
     */
    explicit Schedule(Time helloInterval)
        : restart(crash + helloInterval + Seconds(30)),
          end(restart + Seconds(40))
    {
    }

    Time crash{MilliSeconds(20250)}; //!< LNS 0 vanishes
    Time restart;                    //!< LNS 0 comes back
    Time end;                        //!< everything stops
};

void
CrashLns(Ptr<Lcce> lns)
{
    Journal::Print("LNS 0", "crashes");
    lns->Crash();
}

void
RestartLns(Ptr<Lcce> lns)
{
    Journal::Print("LNS 0", "restarts");
    lns->Restart();
}

void
Count(uint32_t* counter, Ptr<const Packet>)
{
    ++*counter;
}

/**
 * @brief Build LACs, LNSs and what lies between.
 * @param overIp encapsulation
 * @param helloInterval silence before a HELLO
 * @return what there is
 */
Star
BuildStar(bool overIp, Time helloInterval)
{
    StarHelper helper;
    helper.SetAttribute("Encapsulation", EnumValue(overIp ? Lcce::IP : Lcce::UDP));
    helper.SetAttribute("HelloInterval", TimeValue(helloInterval));
    helper.SetAttribute("MaxRetransmissions", UintegerValue(MAX_RETRANSMISSIONS));
    helper.SetLacAttribute("Reconnect", BooleanValue(true));
    StarLink link;
    link.rate = DataRate("10Mbps");
    helper.SetLacLink(link);
    link.rate = DataRate("100Mbps");
    helper.SetLnsLink(link);
    helper.SetCircuits(StarHelper::INTERFACES);
    helper.SetLnss(0, {0, 1});
    helper.SetLnss(1, {0});
    helper.SetLnss(2, {1});
    Star star = helper.InstallStar(NodeContainer(LNSS), NodeContainer(LACS));
    star.AssignStreams(1);
    return star;
}

/**
 * @brief Let each LAC send echo requests through its pseudowire.
 * @param star LACs and LNSs
 * @param accounts take the numbers
 * @param end when to stop
 */
void
InstallTraffic(const Star& star, std::vector<Account>& accounts, Time end)
{
    ApplicationContainer servers = UdpEchoServerHelper(ECHO_PORT).Install(star.lnss);
    servers.Stop(end);
    for (std::size_t i = 0; i < LACS; ++i)
    {
        UdpEchoClientHelper echo(star.plans[i].calls[0].lnsAddress, ECHO_PORT);
        echo.SetAttribute("Interval", TimeValue(Seconds(1)));
        echo.SetAttribute("MaxPackets", UintegerValue(1'000'000));
        ApplicationContainer client = echo.Install(star.lacs.Get(i));
        client.Start(Seconds(1) + MilliSeconds(10 * i));
        client.Stop(end - Seconds(1));
        client.Get(0)->TraceConnectWithoutContext("Tx",
                                                  MakeBoundCallback(&Count, &accounts[i].sent));
        client.Get(0)->TraceConnectWithoutContext("Rx",
                                                  MakeBoundCallback(&Count, &accounts[i].answered));
    }
}

/**
 * @brief Write pcap files of the links, and of the frames inside of the pseudowires.
 * @param star LACs and LNSs
 * @param prefix how the names of the files begin
 */
void
EnablePcap(const Star& star, const std::string& prefix)
{
    PointToPointHelper underlay;
    underlay.EnablePcap(prefix + "-lac", star.lacDevices);
    underlay.EnablePcap(prefix + "-lns", star.lnsDevices);
    L2tpHelper pseudowires;
    for (const auto& plan : star.plans)
    {
        pseudowires.EnablePcap(prefix + "-pseudowire", plan.calls[0].lacDevice, true);
    }
}

void
PrintSummary(const std::vector<Account>& accounts)
{
    std::cout << "\n        requests  replies  lost  sessions  without session  HELLOs  "
                 "retransmissions\n";
    for (std::size_t i = 0; i < LACS; ++i)
    {
        const auto& account = accounts[i];
        std::cout << "LAC " << i << std::setw(12) << account.sent << std::setw(9)
                  << account.answered << std::setw(6) << account.sent - account.answered
                  << std::setw(10) << account.sessions << std::setw(15)
                  << AsciiControlTrace::FormatTime(account.outage) << " s" << std::setw(8)
                  << account.hellos << std::setw(17) << account.repeats << "\n";
    }
}

} // namespace

int
main(int argc, char* argv[])
{
    std::string transport = "udp";
    std::string pcap;
    Time helloInterval = Seconds(10);
    CommandLine command(__FILE__);
    command.AddValue("transport", "udp (port 1701) or ip (protocol 115)", transport);
    command.AddValue("helloInterval", "silence before a HELLO, above 0", helloInterval);
    command.AddValue("pcap", "write pcap files, whose names begin so", pcap);
    command.Parse(argc, argv);
    if ((transport != "udp" && transport != "ip") || !helloInterval.IsStrictlyPositive())
    {
        std::cerr << "l2tp-multi-lac: --transport must be udp or ip, --helloInterval above 0\n";
        return 1;
    }

    // Wireshark checks checksums; ns-3 computes them only if this is set before there are nodes.
    GlobalValue::Bind("ChecksumEnabled", BooleanValue(!pcap.empty()));
    const Schedule schedule(helloInterval);
    const Star star = BuildStar(transport == "ip", helloInterval);
    std::vector<Account> accounts(LACS);
    std::vector<std::unique_ptr<Journal>> logs;
    for (std::size_t i = 0; i < LACS; ++i)
    {
        logs.push_back(
            std::make_unique<Journal>("LAC " + std::to_string(i), star.GetLac(i), &accounts[i]));
    }
    for (std::size_t i = 0; i < LNSS; ++i)
    {
        logs.push_back(
            std::make_unique<Journal>("LNS " + std::to_string(i), star.GetLns(i), nullptr));
    }
    InstallTraffic(star, accounts, schedule.end);
    if (!pcap.empty())
    {
        EnablePcap(star, pcap);
    }
    Simulator::Schedule(schedule.crash, &CrashLns, star.GetLns(0));
    Simulator::Schedule(schedule.restart, &RestartLns, star.GetLns(0));
    ApplicationContainer lacApps = star.lacApps;
    lacApps.Stop(schedule.end);

    // The run ends by itself, when the LACs have closed their connections.
    Simulator::Run();
    PrintSummary(accounts);
    Simulator::Destroy();
    return 0;
}
