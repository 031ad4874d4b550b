// SPDX-License-Identifier: GPL-2.0-only

// Capture files with every control message and every AVP of RFC 3931.
//
//   calls      10.0.1.1 LAC ------ LNS 10.0.1.2   SCCRQ ... StopCCN as LCCEs send them
//   tie        10.0.2.1 LAC ------ LAC 10.0.2.2   both ends open, and ask for a session, at once
//   built      10.0.3.1 ---------- 10.0.3.2       messages put together one by one: a ZLB, a Random
//                                                 Vector AVP
//   vendor     10.0.4.1 ---------- 10.0.4.2       the same with an Extended Vendor ID AVP
//
// There is one control connection between two addresses, because Wireshark keeps the nonces of the
// first one; so the secret is not for the ties. With --secret every message but the ZLB has a
// Message Digest; --hide hides what may be hidden. --damage breaks one digest.

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/command-line.h"
#include "ns3/enum.h"
#include "ns3/global-value.h"
#include "ns3/inet-socket-address.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/l2tp-avp.h"
#include "ns3/l2tp-helper.h"
#include "ns3/l2tp-message-authenticator.h"
#include "ns3/node-container.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace ns3;
using namespace ns3::l2tp;

namespace
{

/** @brief What the command line sets. */
struct Options
{
    std::string transport{"udp"};      //!< udp or ip
    std::string secret;                //!< shared secret; empty: what the transport has by default
    std::string digest{"HmacMd5"};     //!< HmacMd5 or HmacSha1
    bool hide{false};                  //!< hide AVPs
    bool damage{false};                //!< break a digest
    std::string pcap{"l2tp-messages"}; //!< prefix of the capture files
};

/** @brief Nodes of one scenario. */
struct Pair
{
    NodeContainer nodes;          //!< two nodes with addresses
    Ipv4Address first;            //!< address of the first
    Ipv4Address second;           //!< address of the second
    std::vector<Ptr<Lcce>> lcces; //!< one on each node, if there are
};

/**
 * @brief Make two nodes and write what goes between them to a file.
 * @param options the options
 * @param number number of the network
 * @param name end of the name of the file
 * @return the nodes
 */
Pair
MakePair(const Options& options, int number, const std::string& name)
{
    Pair pair;
    pair.nodes.Create(2);
    InternetStackHelper stack;
    stack.SetIpv6StackInstall(false);
    stack.Install(pair.nodes);
    PointToPointHelper link;
    link.SetDeviceAttribute("DataRate", StringValue("100Mbps"));
    link.SetChannelAttribute("Delay", StringValue("10ms"));
    const auto devices = link.Install(pair.nodes);
    const std::string network = "10.0." + std::to_string(number) + ".0";
    const auto interfaces = Ipv4AddressHelper(network.c_str(), "255.255.255.0").Assign(devices);
    pair.first = interfaces.GetAddress(0);
    pair.second = interfaces.GetAddress(1);
    const std::string file = options.pcap + "-" + name + ".pcap";
    link.EnablePcap(file, devices.Get(0), true, true);
    std::cout << file << "\n";
    return pair;
}

/**
 * @brief Install LCCEs with devices for some circuits.
 * @param options the options
 * @param pair where
 * @param circuits Remote End IDs
 * @param tie whether to use tie breakers
 */
void
InstallLcces(const Options& options, Pair& pair, const std::vector<std::string>& circuits, bool tie)
{
    L2tpHelper helper;
    helper.SetAttribute("Encapsulation", StringValue(options.transport == "ip" ? "Ip" : "Udp"));
    helper.SetAttribute("SharedSecret", StringValue(options.secret));
    helper.SetAttribute("DigestType", StringValue(options.digest));
    helper.SetAttribute("HideAvps", BooleanValue(options.hide));
    helper.SetAttribute("VendorName", StringValue("ns-3"));
    helper.SetAttribute("PreferredLanguage", StringValue("en"));
    helper.SetAttribute("L2SpecificSublayer", EnumValue(Lcce::DEFAULT_SUBLAYER));
    helper.SetAttribute("DataSequencing", EnumValue(Lcce::ALL));
    helper.SetAttribute("HelloInterval", StringValue("5s"));
    helper.SetAttribute("TieBreaker", BooleanValue(tie));
    helper.SetAttribute("SessionTieBreaker", BooleanValue(tie));
    for (uint32_t i = 0; i < pair.nodes.GetN(); i++)
    {
        pair.lcces.push_back(helper.InstallLcce(pair.nodes.Get(i)));
        for (const auto& circuit : circuits)
        {
            helper.InstallDevice(pair.lcces.back(), circuit);
        }
    }
}

/**
 * @brief What to ask for, with all that a request may say.
 * @param lcce who asks
 * @param circuit Remote End ID
 * @param direction incoming or outgoing
 * @return the request
 */
SessionRequest
MakeRequest(Ptr<Lcce> lcce, const std::string& circuit, CallDirection direction)
{
    auto request = lcce->MakeRequest(circuit);
    request.direction = direction;
    request.txConnectSpeed = 100000000;
    request.rxConnectSpeed = 50000000;
    request.physicalChannelId = 7;
    return request;
}

/**
 * @brief An incoming and an outgoing call, errors, a circuit down and up, hang-up.
 * @param options the options
 */
void
ScheduleCalls(const Options& options)
{
    auto pair = MakePair(options, 1, "calls");
    InstallLcces(options, pair, {"in", "out"}, false);
    const auto lac = pair.lcces[0];
    const auto peer = lac->Connect(pair.second);
    const auto in = lac->PlaceCall(peer, MakeRequest(lac, "in", CallDirection::Incoming));
    Simulator::Schedule(Seconds(1), [=]() {
        lac->PlaceCall(peer, MakeRequest(lac, "out", CallDirection::Outgoing));
    });
    Simulator::Schedule(Seconds(2), [=]() {
        CircuitErrorsValue errors;
        errors.crcErrors = 3;
        lac->ReportCircuitErrors(lac->GetSessionId(in), errors);
    });
    Simulator::Schedule(Seconds(3), &Lcce::SetCircuitStatus, lac, "in", false);
    Simulator::Schedule(Seconds(4), &Lcce::SetCircuitStatus, lac, "in", true);
    Simulator::Schedule(Seconds(15), &Lcce::HangUp, lac, in);
    Simulator::Schedule(Seconds(16), &Lcce::Disconnect, lac, peer);
}

/**
 * @brief Two ends that do the same at the same time.
 * @param options the options
 */
void
ScheduleTie(const Options& options)
{
    // Wireshark takes the nonces of the first of the two connections for both.
    Options open = options;
    open.secret.clear();
    open.hide = false;
    auto pair = MakePair(options, 2, "tie");
    InstallLcces(open, pair, {"circuit"}, true);
    for (int i = 0; i < 2; i++)
    {
        const auto lac = pair.lcces[i];
        const auto peer = lac->Connect(i == 0 ? pair.second : pair.first);
        lac->PlaceCall(peer, "circuit");
        Simulator::Schedule(Seconds(3), &Lcce::Disconnect, lac, peer);
    }
}

/** @brief Sends messages that were put together by hand, in turn. */
class Builder
{
  public:
    /**
     * @brief Send from two nodes.
     * @param options the options
     * @param pair the nodes
     */
    Builder(const Options& options, const Pair& pair)
        : m_options(options)
    {
        const bool ip = options.transport == "ip";
        const uint16_t port = ip ? 0 : UDP_PORT;
        for (uint32_t i = 0; i < 2; i++)
        {
            m_transports.push_back(
                Transport::Get(pair.nodes.Get(i), ip ? Encapsulation::Ip : Encapsulation::Udp));
            m_transports[i]->Open(UDP_PORT);
            m_paths.emplace_back(InetSocketAddress(i == 0 ? pair.first : pair.second, port),
                                 InetSocketAddress(i == 0 ? pair.second : pair.first, port));
        }
        const auto type = options.digest == "HmacMd5" ? DigestType::HmacMd5 : DigestType::HmacSha1;
        m_authenticator = std::make_unique<MessageAuthenticator>(
            MessageAuthenticator::Secrets{std::make_shared<const SharedSecret>(options.secret)},
            type);
    }

    /**
     * @brief Send a message.
     * @param from number of the node
     * @param message the message, complete but for header and digest
     */
    void Send(uint32_t from, ControlMessage message)
    {
        const auto type = message.GetType();
        message.SetControlConnectionId(type == MessageType::Sccrq ? 0 : GetId(1 - from));
        message.SetNs(m_ns[from]);
        message.SetNr(m_ns[1 - from]);
        const bool acknowledgment = type == MessageType::Ack || type == MessageType::Zlb;
        m_ns[from] += acknowledgment ? 0 : 1;
        Bytes image = std::move(message).Release();
        if ((m_options.transport == "ip" || !m_options.secret.empty()) && type != MessageType::Zlb)
        {
            Sign(from, type, image);
        }
        m_delay += Seconds(1);
        Simulator::Schedule(m_delay, [this, from, image]() {
            m_transports[from]->SendControl(m_paths[from], image);
        });
    }

    /**
     * @brief Control Connection ID.
     * @param node number of the node
     * @return the ID that the node has assigned
     */
    static uint32_t GetId(uint32_t node)
    {
        return 1001 + node;
    }

  private:
    /**
     * @brief Put the digest into a message.
     * @param from number of the sender
     * @param type its type
     * @param image its octets
     */
    void Sign(uint32_t from, MessageType type, Bytes& image)
    {
        const Bytes none;
        const Bytes nonces[] = {Bytes(16, 0xaa), Bytes(16, 0xbb)};
        const bool early = m_options.secret.empty() || type == MessageType::Sccrq;
        m_authenticator->SetLocalNonce(early ? none : nonces[from]);
        m_authenticator->SetRemoteNonce(early ? none : nonces[1 - from]);
        m_authenticator->Sign(image);
        if (m_options.damage && type == MessageType::Hello)
        {
            image.back() ^= 1;
        }
    }

    const Options& m_options;                              //!< the options
    std::vector<Ptr<Transport>> m_transports;              //!< of the nodes
    std::vector<Path> m_paths;                             //!< to the other node
    std::unique_ptr<MessageAuthenticator> m_authenticator; //!< makes digests
    uint16_t m_ns[2]{0, 0};                                //!< next Ns
    Time m_delay;                                          //!< when the last one is sent
};

/**
 * @brief SCCRQ or SCCRP, with all that it may say.
 * @param type which
 * @param node number of the sender
 * @param nonce whether it has a nonce
 * @return the message
 */
ControlMessage
MakeOpening(MessageType type, uint32_t node, bool nonce)
{
    ControlMessage message(type);
    message.Add<avp::HostName>("node-" + std::to_string(node))
        .Add<avp::RouterId>(0x0a000301 + node)
        .Add<avp::AssignedControlConnectionId>(Builder::GetId(node))
        .Add<avp::PseudowireCapabilitiesList>({static_cast<uint16_t>(PseudowireType::Ethernet)});
    if (nonce)
    {
        message.Add<avp::ControlMessageAuthenticationNonce>(Bytes(16, node == 0 ? 0xaa : 0xbb));
    }
    message.Add<avp::VendorName>("by hand").Add<avp::PreferredLanguage>("en");
    message.Add<avp::ReceiveWindowSize>(8);
    return message;
}

/**
 * @brief The messages put together by hand.
 * @param options the options
 * @param vendor whether the HELLO has an Extended Vendor ID AVP, or a Random Vector AVP
 * @return what has to stay until they are sent
 */
std::unique_ptr<Builder>
ScheduleBuilt(const Options& options, bool vendor)
{
    const auto pair = MakePair(options, vendor ? 4 : 3, vendor ? "vendor" : "built");
    auto builder = std::make_unique<Builder>(options, pair);
    const bool nonce = !options.secret.empty();
    builder->Send(0, MakeOpening(MessageType::Sccrq, 0, nonce));
    builder->Send(1, MakeOpening(MessageType::Sccrp, 1, nonce));
    builder->Send(0, ControlMessage(MessageType::Scccn));
    builder->Send(1, ControlMessage(MessageType::Zlb));
    ControlMessage hello(MessageType::Hello);
    if (vendor)
    {
        // Enterprise number 32473 is for documentation (RFC 5612).
        hello.Add<avp::ExtendedVendorId>({32473, 1, Bytes{1, 2, 3, 4}});
    }
    else
    {
        hello.Add<avp::RandomVector>(Bytes(16, 0x55));
    }
    builder->Send(0, std::move(hello));
    builder->Send(1, ControlMessage(MessageType::Ack));
    ControlMessage stop(MessageType::StopCcn);
    stop.Add<avp::ResultCode>({static_cast<uint16_t>(StopCcnResult::GeneralRequest), 0, "done"})
        .Add<avp::AssignedControlConnectionId>(Builder::GetId(0));
    builder->Send(0, std::move(stop));
    builder->Send(1, ControlMessage(MessageType::Ack));
    return builder;
}

} // namespace

int
main(int argc, char* argv[])
{
    Options options;
    CommandLine cmd(__FILE__);
    cmd.AddValue("transport", "udp (port 1701) or ip (protocol 115)", options.transport);
    cmd.AddValue("secret", "shared secret; none if empty", options.secret);
    cmd.AddValue("digest", "HmacMd5 or HmacSha1", options.digest);
    cmd.AddValue("hide", "hide all AVPs that may be hidden; needs --secret", options.hide);
    cmd.AddValue("damage", "break one digest", options.damage);
    cmd.AddValue("pcap", "prefix of the capture files", options.pcap);
    cmd.Parse(argc, argv);
    NS_ABORT_MSG_IF(options.transport != "udp" && options.transport != "ip",
                    "--transport takes udp or ip, not " << options.transport);
    NS_ABORT_MSG_IF(options.digest != "HmacMd5" && options.digest != "HmacSha1",
                    "--digest takes HmacMd5 or HmacSha1, not " << options.digest);

    GlobalValue::Bind("ChecksumEnabled", BooleanValue(true));
    ScheduleCalls(options);
    ScheduleTie(options);
    const auto built = ScheduleBuilt(options, false);
    const auto vendor = ScheduleBuilt(options, true);
    Simulator::Run();
    Simulator::Destroy();
    return 0;
}
