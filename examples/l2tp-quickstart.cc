// SPDX-License-Identifier: GPL-2.0-only

// The main job: a LAC and an LNS set up an L2TPv3 tunnel over a lossy path and carry frames.

#include "l2tp-quickstart-options.h"
#include "l2tp-quickstart-summary.h"

#include "ns3/applications-module.h"
#include "ns3/bridge-module.h"
#include "ns3/core-module.h"
#include "ns3/csma-module.h"
#include "ns3/internet-module.h"
#include "ns3/l2tp-module.h"
#include "ns3/network-module.h"
#include "ns3/point-to-point-module.h"

#include <algorithm>
#include <cstdint>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::l2tp;

namespace
{

/**
 * @ingroup l2tp
 * @brief Two hosts joined by a pseudowire.
 *
 * @verbatim
    host ---CSMA--- LAC ---lossy--- router --------- LNS ---CSMA--- server
    192.168.1.2   bridge  10.1.1.0/30     10.1.2.0/30              192.168.2.2
                     \__ session 1: Ethernet pseudowire __/ 192.168.1.1
   @endverbatim
 * The LAC bridges the host's segment into session 1; the LNS has an IP address there and routes.
 * The other sessions have bare devices at both ends. Session 2 carries the frames of a capture, if
 * one is to be replayed, and nothing else, so that each frame can be accounted for.
 *
 * Once all sessions are up, the hosts talk and the capture is replayed. A quiet time follows, in
 * which the LCCEs send HELLO; then the LAC hangs up and disconnects.
 */
class Quickstart
{
  public:
    /**
     * @brief Build the network.
     * @param options what to build
     * @param capture what to replay; no frames for nothing
     */
    Quickstart(const QuickstartOptions& options, const CaptureFile& capture);

    /** @brief Run until nothing is left to do. */
    void Run();

    /**
     * @brief Write the ladder and the summary.
     * @param os where to
     */
    void Print(std::ostream& os) const;

    /**
     * @brief Whether all went well.
     * @return empty, or a sentence that says what did not
     */
    std::string GetFault() const;

  private:
    /** @brief Silence after which an LCCE sends HELLO. @return the time */
    Time GetHelloInterval() const;

    /** @brief How packets are carried. @return UDP or IP */
    Encapsulation GetEncapsulation() const;

    /**
     * @brief Name of a circuit, at both ends.
     * @param session number of the session, from 1
     * @return its Remote End ID
     */
    static std::string GetRemoteEndId(std::size_t session)
    {
        return "circuit-" + std::to_string(session);
    }

    // Build
    void BuildUnderlay(); //!< LAC, router, LNS; static routes
    void BuildLcces();    //!< LCCEs, a device at each end of each session
    void BuildHosts();    //!< the hosts and what joins them to session 1
    void EnableTraces();  //!< files

    // Act
    void NoteUp(const SessionUpEvent&);         //!< a session is up at one end
    void NoteDown(const SessionDownEvent&);     //!< a session is down at the LNS
    void PlaceCall();                           //!< ask for the next session
    void PlaceMoreCalls(const SessionUpEvent&); //!< a session is up at the LAC
    void UseTunnel();                           //!< traffic and replay begin
    void HangUp();                              //!< end all sessions
    void Disconnect();                          //!< end the control connection

    /**
     * @brief Lose packets that arrive at a device.
     * @param device the device
     */
    void LosePackets(Ptr<PointToPointNetDevice> device);

    /**
     * @brief Write what became of the replayed frames.
     * @param os where to
     */
    void PrintReplay(std::ostream& os) const;

    QuickstartOptions m_options;                  //!< what to build
    const CaptureFile& m_capture;                 //!< what to replay
    Ptr<Node> m_host;                             //!< host behind the LAC
    Ptr<Node> m_lac;                              //!< LAC
    Ptr<Node> m_router;                           //!< router between LAC and LNS
    Ptr<Node> m_lns;                              //!< LNS
    Ptr<Node> m_server;                           //!< host behind the LNS
    NetDeviceContainer m_lacLink;                 //!< LAC and router
    NetDeviceContainer m_lnsLink;                 //!< router and LNS
    Ptr<Lcce> m_lacLcce;                          //!< LCCE of the LAC
    Ptr<Lcce> m_lnsLcce;                          //!< LCCE of the LNS
    std::vector<Ptr<PseudowireDevice>> m_lacEnds; //!< devices at the LAC
    std::vector<Ptr<PseudowireDevice>> m_lnsEnds; //!< devices at the LNS
    uint32_t m_peer{0};                           //!< the LNS, as the LAC's LCCE calls it
    std::vector<uint32_t> m_calls;                //!< the sessions, as the LAC's LCCE calls them
    uint32_t m_up{0};                             //!< ends of sessions that have come up
    uint32_t m_down{0};                           //!< sessions that have gone down at the LNS
    Time m_connected;                             //!< when the connection was up at the LAC
    Time m_ready;                                 //!< when all sessions were up at both ends
    int64_t m_streams{1};                         //!< next random stream
    std::vector<std::string> m_files;             //!< files written
    Ladder m_ladder;                              //!< control messages
    std::unique_ptr<QuickstartSummary> m_summary; //!< counts
    std::unique_ptr<CaptureReplay> m_replay;      //!< replay, if there is one
};

Quickstart::Quickstart(const QuickstartOptions& options, const CaptureFile& capture)
    : m_options(options),
      m_capture(capture)
{
    m_host = CreateObject<Node>();
    m_lac = CreateObject<Node>();
    m_router = CreateObject<Node>();
    m_lns = CreateObject<Node>();
    m_server = CreateObject<Node>();
    const NodeContainer nodes(m_host, m_lac, m_router, m_lns, m_server);
    InternetStackHelper internet;
    internet.SetIpv6StackInstall(false);
    internet.Install(nodes);
    m_streams += internet.AssignStreams(nodes, m_streams);

    BuildUnderlay();
    BuildLcces();
    BuildHosts();
    EnableTraces();
}

void
Quickstart::BuildUnderlay()
{
    PointToPointHelper link;
    link.SetDeviceAttribute("DataRate", StringValue("100Mbps"));
    link.SetChannelAttribute("Delay", TimeValue(m_options.delay / 2));
    m_lacLink = link.Install(m_lac, m_router);
    m_lnsLink = link.Install(m_router, m_lns);
    LosePackets(DynamicCast<PointToPointNetDevice>(m_lacLink.Get(0)));
    LosePackets(DynamicCast<PointToPointNetDevice>(m_lacLink.Get(1)));

    Ipv4AddressHelper addresses("10.1.1.0", "255.255.255.252");
    addresses.Assign(m_lacLink);
    addresses.SetBase("10.1.2.0", "255.255.255.252");
    addresses.Assign(m_lnsLink);
    Ipv4StaticRoutingHelper routing;
    routing.GetStaticRouting(m_lac->GetObject<Ipv4>())->SetDefaultRoute("10.1.1.2", 1);
    routing.GetStaticRouting(m_lns->GetObject<Ipv4>())->SetDefaultRoute("10.1.2.1", 1);
}

void
Quickstart::LosePackets(Ptr<PointToPointNetDevice> device)
{
    const auto loss = CreateObject<RateErrorModel>();
    loss->SetUnit(RateErrorModel::ERROR_UNIT_PACKET);
    loss->SetRate(m_options.loss);
    m_streams += loss->AssignStreams(m_streams);
    device->SetReceiveErrorModel(loss);
}

void
Quickstart::BuildLcces()
{
    L2tpHelper l2tp;
    for (const auto& [name, value] : m_options.attributes)
    {
        l2tp.SetAttribute(name, StringValue(value));
    }
    m_lacLcce = l2tp.InstallLcce(m_lac);
    m_lnsLcce = l2tp.InstallLcce(m_lns);
    m_streams += L2tpHelper::AssignStreams(NodeContainer(m_lac, m_lns), m_streams);

    m_summary = std::make_unique<QuickstartSummary>(m_lacLcce, m_lnsLcce, GetEncapsulation());
    m_ladder.Watch(m_lacLcce, "LAC");
    m_ladder.Watch(m_lnsLcce, "LNS");
    m_peer = m_lacLcce->Connect(Ipv4Address("10.1.2.2"));
    for (uint32_t i = 1; i <= m_options.sessions; i++)
    {
        const std::string remoteEndId = GetRemoteEndId(i);
        m_lacEnds.push_back(l2tp.InstallDevice(m_lacLcce, remoteEndId));
        m_lnsEnds.push_back(l2tp.InstallDevice(m_lnsLcce, remoteEndId));
        m_summary->AddDevices(m_lacEnds.back(), m_lnsEnds.back());
    }
    PlaceCall();
    if (!m_options.replay.empty())
    {
        m_replay = std::make_unique<CaptureReplay>(m_lacEnds[1], m_lnsEnds[1]);
    }

    const auto up = MakeCallback(&Quickstart::NoteUp, this);
    m_lacLcce->TraceConnectWithoutContext("SessionUp", up);
    m_lnsLcce->TraceConnectWithoutContext("SessionUp", up);
    m_lacLcce->TraceConnectWithoutContext("SessionUp",
                                          MakeCallback(&Quickstart::PlaceMoreCalls, this));
    m_lnsLcce->TraceConnectWithoutContext("SessionDown", MakeCallback(&Quickstart::NoteDown, this));
    m_lacLcce->TraceConnectWithoutContext(
        "ConnectionUp",
        Callback<void, const ConnectionIds&>(
            [this](const ConnectionIds&) { m_connected = Simulator::Now(); }));
}

Time
Quickstart::GetHelloInterval() const
{
    TimeValue interval;
    m_lacLcce->GetAttribute("HelloInterval", interval);
    return interval.Get();
}

Encapsulation
Quickstart::GetEncapsulation() const
{
    StringValue encapsulation;
    m_lacLcce->GetAttribute("Encapsulation", encapsulation);
    return encapsulation.Get() == "Ip" ? Encapsulation::Ip : Encapsulation::Udp;
}

void
Quickstart::BuildHosts()
{
    CsmaHelper segment;
    segment.SetChannelAttribute("DataRate", StringValue("100Mbps"));
    segment.SetChannelAttribute("Delay", TimeValue(MicroSeconds(1)));
    const auto left = segment.Install(NodeContainer(m_host, m_lac));
    const auto right = segment.Install(NodeContainer(m_lns, m_server));
    NetDeviceContainer ports(left.Get(1));
    ports.Add(m_lacEnds[0]);
    BridgeHelper().Install(m_lac, ports);

    Ipv4AddressHelper addresses("192.168.1.0", "255.255.255.0");
    addresses.Assign(NetDeviceContainer(m_lnsEnds[0]));
    addresses.Assign(left.Get(0));
    addresses.SetBase("192.168.2.0", "255.255.255.0");
    addresses.Assign(right);
    Ipv4StaticRoutingHelper routing;
    routing.GetStaticRouting(m_host->GetObject<Ipv4>())->SetDefaultRoute("192.168.1.1", 1);
    routing.GetStaticRouting(m_server->GetObject<Ipv4>())->SetDefaultRoute("192.168.2.1", 1);
    UdpEchoServerHelper(9).Install(m_server);
}

void
Quickstart::EnableTraces()
{
    if (!m_options.pcap.empty())
    {
        const auto name = [this](const std::string& what) {
            m_files.push_back(m_options.pcap + "-" + what + ".pcap");
            return m_files.back();
        };
        PointToPointHelper link;
        link.EnablePcap(name("lac"), m_lacLink.Get(0), true, true);
        link.EnablePcap(name("lns"), m_lnsLink.Get(1), true, true);
        L2tpHelper l2tp;
        for (std::size_t i = 0; i < std::min<std::size_t>(2, m_lnsEnds.size()); i++)
        {
            l2tp.EnablePcap(name("session-" + std::to_string(i + 1)), m_lnsEnds[i], true, true);
        }
    }
    if (!m_options.events.empty())
    {
        m_files.push_back(m_options.events);
        AsciiTraceHelper ascii;
        const auto stream = ascii.CreateFileStream(m_options.events);
        L2tpHelper::EnableAsciiControl(stream, m_lacLcce);
        L2tpHelper::EnableAsciiControl(stream, m_lnsLcce);
    }
}

void
Quickstart::Run()
{
    Simulator::Run();
}

void
Quickstart::NoteUp(const SessionUpEvent&)
{
    if (++m_up == 2 * m_options.sessions)
    {
        m_ready = Simulator::Now();
        UseTunnel();
    }
}

void
Quickstart::PlaceCall()
{
    const std::string remoteEndId = GetRemoteEndId(m_calls.size() + 1);
    m_calls.push_back(m_lacLcce->PlaceCall(m_peer, remoteEndId));
}

// Wireshark 4 takes an ICRQ for another one of the same session while the latter is unanswered. So
// the sessions with traffic are asked for one by one, and the rest at once.
void
Quickstart::PlaceMoreCalls(const SessionUpEvent&)
{
    const std::size_t wanted = m_calls.size() < 2 ? 2 : m_options.sessions;
    while (m_calls.size() < std::min<std::size_t>(wanted, m_options.sessions))
    {
        PlaceCall();
    }
}

void
Quickstart::UseTunnel()
{
    // An ns-3 application whose stop time is 0 never stops.
    if (m_options.duration.IsStrictlyPositive())
    {
        UdpEchoClientHelper echo(Ipv4Address("192.168.2.2"), 9);
        echo.SetAttribute("Interval", TimeValue(MilliSeconds(100)));
        echo.SetAttribute("MaxPackets", UintegerValue(std::numeric_limits<uint32_t>::max()));
        echo.SetAttribute("PacketSize", UintegerValue(200));
        auto traffic = echo.Install(m_host);
        traffic.Start(Seconds(0));
        traffic.Stop(m_options.duration);
    }

    Time busy = m_options.duration;
    if (m_replay)
    {
        m_replay->Start(m_capture.GetFrames());
        busy = std::max(busy, CaptureReplay::GetDuration(m_capture.GetFrames()));
    }
    Simulator::Schedule(busy + 2 * GetHelloInterval(), &Quickstart::HangUp, this);
}

void
Quickstart::HangUp()
{
    for (const uint32_t call : m_calls)
    {
        m_lacLcce->HangUp(call);
    }
}

void
Quickstart::NoteDown(const SessionDownEvent&)
{
    if (++m_down == m_options.sessions)
    {
        Simulator::Schedule(Seconds(1), &Quickstart::Disconnect, this);
    }
}

void
Quickstart::Disconnect()
{
    m_lacLcce->Disconnect(m_peer);
}

void
Quickstart::Print(std::ostream& os) const
{
    os << "L2TPv3 over " << (GetEncapsulation() == Encapsulation::Ip ? "IP" : "UDP") << ", "
       << m_options.delay.GetSeconds() << " s and loss " << m_options.loss << " each way, run "
       << RngSeedManager::GetRun() << "\n\n";
    m_ladder.Print(os);
    if (m_ready.IsStrictlyPositive())
    {
        os << "Control connection up at the LAC after "
           << AsciiControlTrace::FormatTime(m_connected) << " s\n"
           << "Sessions up at both ends after " << AsciiControlTrace::FormatTime(m_ready)
           << " s: " << m_options.sessions << "\n\n";
    }
    m_summary->Print(os);
    PrintReplay(os);
    if (!m_files.empty())
    {
        os << "\nFiles written\n";
        for (const std::string& file : m_files)
        {
            os << "  " << file << "\n";
        }
    }
}

void
Quickstart::PrintReplay(std::ostream& os) const
{
    if (!m_replay)
    {
        return;
    }
    const CaptureReplay::Result result = m_replay->GetResult();
    os << "\nReplay of " << m_options.replay << " in session 2\n"
       << "  frames sent " << result.sent << ", identical " << result.identical << ", lost "
       << result.lost << ", altered " << result.altered << ", unexpected " << result.unexpected
       << ", refused " << result.refused << "\n"
       << "  records skipped: snapped " << m_capture.GetSnappedCount() << ", empty "
       << m_capture.GetEmptyCount() << "\n";
}

std::string
Quickstart::GetFault() const
{
    if (!m_ready.IsStrictlyPositive())
    {
        return "The tunnel did not come up.";
    }
    if (m_replay)
    {
        const CaptureReplay::Result result = m_replay->GetResult();
        if (result.altered > 0 || result.unexpected > 0)
        {
            return "Replayed frames did not arrive as they were sent.";
        }
    }
    return "";
}

} // namespace

int
main(int argc, char* argv[])
{
    QuickstartOptions options;
    CaptureFile capture;
    std::string fault = options.Parse(argc, argv);
    if (fault.empty() && !options.replay.empty())
    {
        fault = capture.Read(options.replay);
    }
    if (fault.empty())
    {
        // Wireshark checks checksums; ns-3 computes them only if this is set before there are
        // nodes.
        if (!options.pcap.empty())
        {
            GlobalValue::Bind("ChecksumEnabled", BooleanValue(true));
        }
        RngSeedManager::SetRun(options.run);
        Quickstart quickstart(options, capture);
        quickstart.Run();
        quickstart.Print(std::cout);
        fault = quickstart.GetFault();
    }
    Simulator::Destroy();
    if (!fault.empty())
    {
        std::cerr << "l2tp-quickstart: " << fault << std::endl;
    }
    return fault.empty() ? 0 : 1;
}
