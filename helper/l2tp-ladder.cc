// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-ladder.h"

#include "l2tp-ascii-control-trace.h"

#include "ns3/abort.h"
#include "ns3/inet-socket-address.h"
#include "ns3/ipv4-header.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <iomanip>
#include <sstream>

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpLadder");

namespace
{

constexpr std::size_t TIME_WIDTH = 11;
constexpr std::size_t NAME_WIDTH = 20;
constexpr std::size_t ARROW_WIDTH = Ladder::WIDTH - 2 * (TIME_WIDTH + 2);
constexpr std::size_t LOST_WIDTH = ARROW_WIDTH * 4 / 5;

std::string
FormatTime(Time time)
{
    std::ostringstream os;
    const int64_t microseconds = time.GetMicroSeconds();
    os << microseconds / 1000000 << '.' << std::setfill('0') << std::setw(6)
       << microseconds % 1000000;
    return os.str();
}

std::string
MakeLabel(const ControlEvent& event)
{
    std::string label = event.name;
    label += "  Ns " + std::to_string(event.ns) + "  Nr " + std::to_string(event.nr);
    if (event.attempt > 0)
    {
        label += "  retransmission " + std::to_string(event.attempt);
    }
    return label;
}

std::string
MakeRemark(ReliableChannel::Disposition disposition)
{
    const bool usual = disposition == ReliableChannel::Disposition::InOrder ||
                       disposition == ReliableChannel::Disposition::Acknowledgement;
    return usual ? "" : AsciiControlTrace::GetName(disposition);
}

/**
 * @brief Fill the space between two texts.
 * @param left text on the left
 * @param fill what to fill with
 * @param right text on the right
 * @param width octets of the result, unless the texts alone are longer
 * @return the line
 */
std::string
Stretch(const std::string& left, char fill, const std::string& right, std::size_t width)
{
    const std::size_t used = left.size() + right.size();
    return left + std::string(width > used ? width - used : 0, fill) + right;
}

std::string
DrawToRight(const std::string& label, const std::string& remark, bool arrives)
{
    const std::string start = "-- " + label + " ";
    if (!arrives)
    {
        return Stretch(Stretch(start, '-', "X  lost", LOST_WIDTH), ' ', "", ARROW_WIDTH);
    }
    return Stretch(start, '-', remark.empty() ? "->" : "- " + remark + " ->", ARROW_WIDTH);
}

std::string
DrawToLeft(const std::string& label, const std::string& remark, bool arrives)
{
    const std::string end = " " + label + " --";
    if (!arrives)
    {
        return Stretch("", ' ', Stretch("lost  X", '-', end, LOST_WIDTH), ARROW_WIDTH);
    }
    return Stretch(remark.empty() ? "<-" : "<- " + remark + " -", '-', end, ARROW_WIDTH);
}

} // namespace

/**
 * @brief Sees what one LCCE sends and receives, and in which packet.
 */
class Ladder::Watcher
{
  public:
    /**
     * @brief Watch an LCCE.
     * @param ladder who is told
     * @param index index of the LCCE
     * @param lcce the LCCE
     * @param name its name
     */
    Watcher(Ladder& ladder, std::size_t index, Ptr<Lcce> lcce, const std::string& name)
        : m_ladder(ladder),
          m_index(index),
          m_lcce(lcce),
          m_ip(lcce->GetNode()->GetObject<Ipv4L3Protocol>()),
          m_name(name.substr(0, NAME_WIDTH))
    {
        NS_ABORT_MSG_UNLESS(m_ip, "Ladder::Watch() needs an LCCE on a node with an Internet stack");
        m_ip->TraceConnectWithoutContext("SendOutgoing", MakeCallback(&Watcher::PacketSent, this));
        m_ip->TraceConnectWithoutContext("LocalDeliver",
                                         MakeCallback(&Watcher::PacketReceived, this));
        m_lcce->TraceConnectWithoutContext("ControlTx", MakeCallback(&Watcher::Sent, this));
        m_lcce->TraceConnectWithoutContext("ControlRx", MakeCallback(&Watcher::Received, this));
    }

    ~Watcher()
    {
        m_ip->TraceDisconnectWithoutContext("SendOutgoing",
                                            MakeCallback(&Watcher::PacketSent, this));
        m_ip->TraceDisconnectWithoutContext("LocalDeliver",
                                            MakeCallback(&Watcher::PacketReceived, this));
        m_lcce->TraceDisconnectWithoutContext("ControlTx", MakeCallback(&Watcher::Sent, this));
        m_lcce->TraceDisconnectWithoutContext("ControlRx", MakeCallback(&Watcher::Received, this));
    }

    /**
     * @brief Whether the LCCE is at an address.
     * @param address the address
     * @return true if it has no address of its own and the node has it, or if it is its own
     */
    bool IsAt(Ipv4Address address) const
    {
        Ipv4AddressValue local;
        m_lcce->GetAttribute("LocalAddress", local);
        return local.Get() == Ipv4Address::GetAny() ? m_ip->GetInterfaceForAddress(address) >= 0
                                                    : local.Get() == address;
    }

    /** @brief Name of the LCCE. @return as much as is shown */
    const std::string& GetName() const
    {
        return m_name;
    }

  private:
    /** @brief Trace sink of IPv4. @param packet a packet that leaves the node */
    void PacketSent(const Ipv4Header&, Ptr<const Packet> packet, uint32_t)
    {
        m_sent = packet->GetUid();
    }

    /** @brief Trace sink of IPv4. @param packet a packet for the node */
    void PacketReceived(const Ipv4Header&, Ptr<const Packet> packet, uint32_t)
    {
        m_received = packet->GetUid();
    }

    /** @brief Trace sink of the LCCE. @param event a message that was sent just now */
    void Sent(const ControlEvent& event)
    {
        m_ladder.NoteSent(m_index, m_sent, event);
    }

    /** @brief Trace sink of the LCCE. @param event a message that was received just now */
    void Received(const ControlEvent& event)
    {
        m_ladder.NoteReceived(m_index, m_received, event);
    }

    Ladder& m_ladder;         //!< who is told
    std::size_t m_index;      //!< index of the LCCE
    Ptr<Lcce> m_lcce;         //!< the LCCE
    Ptr<Ipv4L3Protocol> m_ip; //!< IPv4 of its node
    std::string m_name;       //!< its name
    uint64_t m_sent{0};       //!< last packet that has left the node
    uint64_t m_received{0};   //!< last packet for the node
};

Ladder::Ladder() = default;

Ladder::~Ladder() = default;

void
Ladder::Watch(Ptr<Lcce> lcce, const std::string& name)
{
    NS_LOG_FUNCTION(this << lcce << name);
    m_watchers.push_back(std::make_unique<Watcher>(*this, m_watchers.size(), lcce, name));
}

void
Ladder::NoteSent(std::size_t sender, uint64_t packet, const ControlEvent& event)
{
    NS_LOG_FUNCTION(this << sender << event.name);
    m_onTheWay[packet] = m_rungs.size();
    m_rungs.push_back({sender,
                       FindByAddress(event.ids.peerAddress),
                       Simulator::Now(),
                       std::nullopt,
                       MakeLabel(event),
                       ""});
}

void
Ladder::NoteReceived(std::size_t receiver, uint64_t packet, const ControlEvent& event)
{
    NS_LOG_FUNCTION(this << receiver << event.name);
    const auto found = m_onTheWay.find(packet);
    if (found == m_onTheWay.end())
    {
        return;
    }
    Rung& rung = m_rungs[found->second];
    rung.receiver = receiver;
    rung.arrived = Simulator::Now();
    rung.remark = MakeRemark(event.disposition);
    m_onTheWay.erase(found);
}

std::size_t
Ladder::FindByAddress(const Address& address) const
{
    const auto peer = InetSocketAddress::ConvertFrom(address).GetIpv4();
    const auto found = std::find_if(m_watchers.begin(),
                                    m_watchers.end(),
                                    [&peer](const auto& watcher) { return watcher->IsAt(peer); });
    return found == m_watchers.end() ? UNKNOWN : found - m_watchers.begin();
}

void
Ladder::Print(std::ostream& os) const
{
    NS_LOG_FUNCTION(this);
    for (std::size_t left = 0; left < m_watchers.size(); left++)
    {
        for (std::size_t right = left + 1; right < m_watchers.size(); right++)
        {
            PrintPair(os, left, right);
        }
    }
}

void
Ladder::PrintPair(std::ostream& os, std::size_t left, std::size_t right) const
{
    bool empty = true;
    for (const Rung& rung : m_rungs)
    {
        const bool toRight = rung.sender == left && rung.receiver == right;
        if (!toRight && !(rung.sender == right && rung.receiver == left))
        {
            continue;
        }
        if (empty)
        {
            os << std::setw(TIME_WIDTH) << "time (s)"
               << " "
               << Stretch(m_watchers[left]->GetName(),
                          ' ',
                          m_watchers[right]->GetName(),
                          ARROW_WIDTH + 2)
               << " time (s)\n";
            empty = false;
        }
        const std::string sent = FormatTime(rung.sent);
        const std::string arrived = rung.arrived ? FormatTime(*rung.arrived) : "";
        const auto draw = toRight ? DrawToRight : DrawToLeft;
        std::string line = Stretch("", ' ', toRight ? sent : arrived, TIME_WIDTH) + " |" +
                           draw(rung.label, rung.remark, rung.arrived.has_value()) + "| " +
                           (toRight ? arrived : sent);
        os << line.substr(0, line.find_last_not_of(' ') + 1) << "\n";
    }
    if (!empty)
    {
        os << "\n";
    }
}

} // namespace l2tp
} // namespace ns3
