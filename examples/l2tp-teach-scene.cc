// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-teach-scene.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/command-line.h"
#include "ns3/enum.h"
#include "ns3/global-value.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/l2tp-path-helper.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <regex>
#include <sstream>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace ns3;
using namespace ns3::l2tp;

namespace
{

// Columns of the terminal that standard output is, if it is one.
uint32_t
GetTerminalWidth()
{
    constexpr uint32_t MOST = 160; // arrows need not be longer
    winsize size{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < Ladder::LEAST_WIDTH)
    {
        return Ladder::WIDTH;
    }
    return std::min<uint32_t>(size.ws_col, MOST);
}

[[noreturn]] void
Refuse(const std::string& sentence)
{
    std::cerr << sentence << '\n';
    std::exit(1);
}

} // namespace

TeachScene::TeachScene(int argc, char* argv[])
{
    std::string scale = "0s";
    uint32_t width = GetTerminalWidth();
    CommandLine cmd;
    cmd.AddValue("svg", "write the ladder to this file as well", m_svg);
    cmd.AddValue("scale", "time of a line of the ladder; 0s: not to scale", scale);
    cmd.AddValue("width", "columns of the ladder, 72 to 1000; as wide as the terminal", width);
    cmd.AddValue("pcap", "first part of the names of capture files; none if empty", m_pcap);
    cmd.Parse(argc, argv);
    if (!std::regex_match(scale, std::regex(R"(\d+(\.\d+)?(s|ms|us|ns|min|h))")))
    {
        Refuse("--scale must be a time of 0 s or more, such as 10ms, not " + scale);
    }
    if (width < Ladder::LEAST_WIDTH || width > Ladder::MOST_WIDTH)
    {
        Refuse("--width must be 72 to 1000, not " + std::to_string(static_cast<int32_t>(width)));
    }
    m_ladder.SetScale(Time(scale));
    m_ladder.SetWidth(width);
    if (!m_svg.empty() && !std::ofstream(m_svg))
    {
        Refuse("--svg must be a file that can be written, not " + m_svg);
    }
    // Wireshark checks checksums, which ns-3 computes only if it is told to before there are nodes.
    GlobalValue::Bind("ChecksumEnabled", BooleanValue(!m_pcap.empty()));
    helper.SetAttribute("HelloInterval", TimeValue(Seconds(0)));
    helper.SetAttribute("AcceptPolicy", EnumValue(Lcce::ACCEPT));
}

TeachScene::~TeachScene()
{
    Simulator::Destroy();
}

void
TeachScene::Build()
{
    m_nodes.Create(2);
    InternetStackHelper().Install(m_nodes);
    toLns = CreateObject<PathModel>();
    toLac = CreateObject<PathModel>();
    PathHelper path;
    path.SetDelay(MilliSeconds(50));
    m_link = path.Install(m_nodes.Get(0), m_nodes.Get(1), toLns, toLac);
    Ipv4AddressHelper("10.0.0.0", "255.255.255.0").Assign(m_link);
    lac = helper.InstallLcce(m_nodes.Get(0));
    lns = helper.InstallLcce(m_nodes.Get(1));
    L2tpHelper::AssignStreams(m_nodes, 1);
    m_ladder.Watch(lac, "LAC");
    m_ladder.Watch(lns, "LNS");
    m_link.Get(0)->GetChannel()->TraceConnectWithoutContext(
        "Drop",
        Callback<void, Ptr<const Packet>, Ptr<NetDevice>, PathFate>(
            [this](Ptr<const Packet> packet, Ptr<NetDevice> device, PathFate fate) {
                m_ladder.Dropped(packet, GetName(fate), device->GetNode());
            }));
    Watch(lac, true);
    Watch(lns, false);
    if (!m_pcap.empty())
    {
        PointToPointHelper().EnablePcap(m_pcap, m_link);
    }
}

void
TeachScene::Watch(Ptr<Lcce> lcce, bool atLac)
{
    const auto note = [this, atLac](const ControlEvent& event, bool sent) {
        messages.push_back(
            {atLac, sent, Simulator::Now(), event.type, event.ns, event.nr, event.attempt});
    };
    lcce->TraceConnectWithoutContext("ControlTx",
                                     Callback<void, const ControlEvent&>(
                                         [note](const ControlEvent& event) { note(event, true); }));
    lcce->TraceConnectWithoutContext(
        "ControlRx",
        Callback<void, const ControlEvent&>(
            [note](const ControlEvent& event) { note(event, false); }));
    lcce->TraceConnectWithoutContext(
        "PeerDead",
        Callback<void, const ConnectionIds&>(
            [this](const ConnectionIds&) { deaths.push_back(Simulator::Now()); }));
    lcce->TraceConnectWithoutContext(
        "ConnectionUp",
        Callback<void, const ConnectionIds&>(
            [this](const ConnectionIds&) { ups.push_back(Simulator::Now()); }));
    lcce->TraceConnectWithoutContext(
        "SessionUp",
        Callback<void, const SessionUpEvent&>(
            [this](const SessionUpEvent&) { sessions.push_back(Simulator::Now()); }));
    lcce->TraceConnectWithoutContext(
        "WindowChange",
        Callback<void, const ConnectionIds&, const WindowState&>(
            [this, atLac](const ConnectionIds&, const WindowState& window) {
                if (atLac && (windows.empty() || windows.back() != window.cwnd))
                {
                    windows.push_back(window.cwnd);
                }
            }));
}

uint32_t
TeachScene::Connect()
{
    return lac->Connect(Ipv4Address("10.0.0.2"));
}

void
TeachScene::Run(Time end)
{
    if (end.IsStrictlyPositive())
    {
        Simulator::Stop(end - Simulator::Now());
    }
    Simulator::Run();
    m_ladder.Print(std::cout);
    std::cout << '\n';
    if (!m_svg.empty())
    {
        std::ofstream file(m_svg);
        m_ladder.PrintSvg(file);
        NS_ABORT_MSG_UNLESS(file.flush(), "cannot write " << m_svg);
    }
}

void
TeachScene::Say(const std::string& text)
{
    constexpr std::size_t WIDTH = 90;
    std::istringstream words(text);
    std::size_t column = 0;
    for (std::string word; words >> word;)
    {
        const bool breaks = column > 0 && column + 1 + word.size() > WIDTH;
        std::cout << (breaks ? "\n" : column > 0 ? " " : "") << word;
        column = word.size() + (breaks || column == 0 ? 0 : column + 1);
    }
    std::cout << "\n";
}

std::optional<Time>
TeachScene::When(bool atLac, bool sent, MessageType type, std::size_t index) const
{
    for (const auto& message : messages)
    {
        if (message.atLac == atLac && message.sent == sent && message.type == type && index-- == 0)
        {
            return message.time;
        }
    }
    return std::nullopt;
}

std::size_t
TeachScene::CountSent(bool atLac, MessageType type) const
{
    return std::count_if(messages.begin(), messages.end(), [=](const Message& message) {
        return message.sent && message.atLac == atLac && message.type == type;
    });
}

std::size_t
TeachScene::CountRetransmissions() const
{
    return std::count_if(messages.begin(), messages.end(), [](const Message& message) {
        return message.sent && message.attempt > 0;
    });
}

std::string
TeachScene::Tell(std::optional<Time> time)
{
    if (!time)
    {
        return "never";
    }
    std::ostringstream text;
    text << std::setprecision(6) << time->GetSeconds() << " s";
    return text.str();
}
