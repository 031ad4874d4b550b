// SPDX-License-Identifier: GPL-2.0-only

// What a pseudowire costs: headers, fragments and goodput of frames of one size on a busy link.
//
//   A ---------------- B     one link, always busy with frames of A's pseudowire to B
//
// Prints one CSV row, or one for each of --runs, which are all the same: nothing is random.

#include "ns3/command-line.h"
#include "ns3/data-rate.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/l2tp-pseudowire-device.h"
#include "ns3/l2tp-static-session.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <cstdint>
#include <iostream>
#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::l2tp;

namespace
{

/** @brief Status of the program if the command line is wrong. */
constexpr int MISUSED = 2;
/** @brief Octets of an Ethernet header. */
constexpr uint32_t ETHERNET_HEADER = 14;
/** @brief Octets of cookies, in hexadecimal. */
const std::string COOKIE = "1122334455667788";

/** @brief What the command line sets. */
struct Options
{
    std::string transport{"udp"}; //!< udp or ip
    uint32_t cookie{0};           //!< octets: 0, 4 or 8
    std::string sublayer{"none"}; //!< none or default
    uint32_t frame{1514};         //!< octets of a frame with its Ethernet header
    DataRate rate{"10Mbps"};      //!< of the link
    Time duration{Seconds(1)};    //!< how long it is busy
    uint32_t runs{1};             //!< rows
};

/** @brief The simulation: a link, a pseudowire over it, and a source that keeps the link busy. */
class Busy
{
  public:
    /** @brief Build it. @param options the options */
    explicit Busy(const Options& options);

    /** @brief Run it, and print a row. @param run number of the row */
    void Run(uint32_t run);

  private:
    /**
     * @brief Make one end of the pseudowire.
     * @param local index of its node
     * @return its device
     */
    Ptr<PseudowireDevice> MakeEnd(uint32_t local);

    /** @brief Send the next frame, if the link has nothing to do. */
    void Feed();

    /** @brief The link has sent a packet. @param packet the packet */
    void Sent(Ptr<const Packet> packet);

    /** @brief A frame has come out at B. @param frame the frame */
    void Delivered(Ptr<const Packet> frame);

    const Options& m_options;     //!< the options
    NodeContainer m_nodes;        //!< A and B
    NetDeviceContainer m_link;    //!< their devices
    Ptr<PseudowireDevice> m_from; //!< end of the pseudowire at A
    Ptr<PseudowireDevice> m_to;   //!< end of the pseudowire at B
    uint64_t m_packets{0};        //!< packets on the link
    uint64_t m_octets{0};         //!< their octets, with the header of the link
    uint64_t m_fed{0};            //!< frames sent
    uint64_t m_frames{0};         //!< frames delivered
    Time m_last;                  //!< when the last one was delivered
};

Busy::Busy(const Options& options)
    : m_options(options),
      m_nodes(2)
{
    InternetStackHelper().Install(m_nodes);
    PointToPointHelper link;
    link.SetDeviceAttribute("DataRate", DataRateValue(options.rate));
    link.SetDeviceAttribute("Mtu", UintegerValue(1500));
    link.SetChannelAttribute("Delay", StringValue("1ms"));
    m_link = link.Install(m_nodes);
    Ipv4AddressHelper("10.0.0.0", "255.255.255.0").Assign(m_link);
    m_from = MakeEnd(0);
    m_to = MakeEnd(1);
    m_link.Get(0)->TraceConnectWithoutContext("PhyTxEnd", MakeCallback(&Busy::Sent, this));
    m_to->TraceConnectWithoutContext("PromiscSniffer", MakeCallback(&Busy::Delivered, this));
}

Ptr<PseudowireDevice>
Busy::MakeEnd(uint32_t local)
{
    const auto device = CreateObject<PseudowireDevice>();
    m_nodes.Get(local)->AddDevice(device);
    const auto session = CreateObject<StaticSession>();
    session->SetAttribute("Encapsulation", StringValue(m_options.transport == "ip" ? "Ip" : "Udp"));
    session->SetAttribute("PeerAddress", StringValue(local == 0 ? "10.0.0.2" : "10.0.0.1"));
    session->SetAttribute("LocalSessionId", UintegerValue(1 + local));
    session->SetAttribute("RemoteSessionId", UintegerValue(2 - local));
    const bool sublayer = m_options.sublayer == "default";
    for (const std::string end : {"Local", "Remote"})
    {
        session->SetAttribute(end + "Cookie", StringValue(COOKIE.substr(0, 2 * m_options.cookie)));
    }
    for (const std::string direction : {"Receive", "Transmit"})
    {
        session->SetAttribute(direction + "Sublayer", StringValue(sublayer ? "Default" : "None"));
        session->SetAttribute(direction + "Sequencing", StringValue(sublayer ? "All" : "None"));
    }
    session->Open(m_nodes.Get(local), PeekPointer(device));
    return device;
}

void
Busy::Feed()
{
    // Two frames: one on the link, one behind it.
    while (m_fed < m_frames + 2 && Simulator::Now() < m_options.duration)
    {
        ++m_fed;
        // A group address as destination; the other end takes it in.
        std::vector<uint8_t> octets(m_options.frame, 0xff);
        m_from->SendFrame(Create<Packet>(octets.data(), octets.size()));
    }
}

void
Busy::Sent(Ptr<const Packet> packet)
{
    ++m_packets;
    m_octets += packet->GetSize();
}

void
Busy::Delivered(Ptr<const Packet> /* frame */)
{
    ++m_frames;
    m_last = Simulator::Now();
    Simulator::ScheduleNow(&Busy::Feed, this);
}

void
Busy::Run(uint32_t run)
{
    Simulator::Schedule(Seconds(0), &Busy::Feed, this);
    Simulator::Run();
    const auto frames = static_cast<double>(m_frames);
    const double busy = m_options.rate.CalculateBytesTxTime(m_octets).GetSeconds();
    const double goodput = frames * 8 * (m_options.frame - ETHERNET_HEADER) / busy;
    std::cout << run << ',' << m_frames << ',' << static_cast<double>(m_packets) / frames << ','
              << static_cast<double>(m_octets) / frames << ','
              << static_cast<double>(m_octets) / frames - m_options.frame << ',' << goodput << ','
              << goodput / static_cast<double>(m_options.rate.GetBitRate()) << '\n';
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    CommandLine cmd(__FILE__);
    cmd.AddValue("transport", "udp (port 1701) or ip (protocol 115)", options.transport);
    cmd.AddValue("cookie", "octets of the cookies: 0, 4 or 8", options.cookie);
    cmd.AddValue("sublayer", "L2-Specific Sublayer: none or default", options.sublayer);
    cmd.AddValue("frame", "octets of a frame with Ethernet header: 14 to 9014", options.frame);
    cmd.AddValue("rate", "of the link", options.rate);
    cmd.AddValue("duration", "how long the link is kept busy", options.duration);
    cmd.AddValue("runs", "number of rows, all alike", options.runs);
    cmd.Parse(argc, argv);
    if ((options.transport != "udp" && options.transport != "ip") ||
        (options.cookie != 0 && options.cookie != 4 && options.cookie != 8) ||
        (options.sublayer != "none" && options.sublayer != "default") || options.frame < 14 ||
        options.frame > 9014 || !options.duration.IsStrictlyPositive())
    {
        std::cerr << "l2tp-overhead: --transport is udp or ip, --cookie 0, 4 or 8, --sublayer none "
                     "or default, --frame 14 to 9014, --duration above 0\n";
        return MISUSED;
    }
    std::cout << "run,frames,packets_per_frame,octets_per_frame,overhead,goodput,efficiency\n";
    for (uint32_t run = 1; run <= options.runs; ++run)
    {
        Busy(options).Run(run);
        Simulator::Destroy();
    }
    return 0;
}
