// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_EVENT_SOURCE_NODE_H
#define L2TP_EVENT_SOURCE_NODE_H

#include "l2tp-event-source.h"
#include "l2tp-transport.h"

#include "ns3/ipv4-header.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/node.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <array>
#include <cstdint>
#include <optional>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Sees which packets leave a node, arrive at it and are lost on it.
 */
class EventSource::NodeTap
{
  public:
    /**
     * @brief Watch a node.
     * @param source who is told
     * @param node the node; one without IPv4 has nothing to watch
     */
    NodeTap(EventSource& source, Ptr<Node> node);

    /** @brief Stop watching. */
    ~NodeTap();

    NodeTap(const NodeTap&) = delete;
    NodeTap& operator=(const NodeTap&) = delete;

    /** @brief ID of the node. @return the ID */
    uint32_t GetId() const;

    /** @brief IPv4 of the node. @return the protocol, or null */
    Ptr<Ipv4L3Protocol> GetIpv4() const;

    /** @brief An LCCE of the node is watched: it tells of what it has sent. */
    void ExpectSent();

    /**
     * @brief The packet that carries a message which was sent just now.
     * @param image the message from its T bit
     * @return its unique number, or nothing if the message has not left the node
     */
    std::optional<uint64_t> TakeSent(ByteView image);

    /**
     * @brief A packet is lost before its LCCE has told that it was sent: wait for that.
     * @param packet unique number of the packet
     * @param loss what to tell then
     * @return false if it is not such a packet
     */
    bool Hold(uint64_t packet, const LogEvent& loss);

    /**
     * @brief What was held of the packet that TakeSent() has returned.
     * @return its loss, if it is lost
     */
    std::optional<LogEvent> TakeHeld();

    /**
     * @brief The message that is being received.
     * @return the message, or nothing if none has arrived in this instant; its image is good until
     *         the next packet arrives
     */
    std::optional<LogEvent::Message> GetArrival() const;

  private:
    /**
     * @brief Trace sink of IPv4.
     * @param header its IP header
     * @param packet a packet that leaves the node
     */
    void PacketSent(const Ipv4Header& header, Ptr<const Packet> packet, uint32_t);

    /**
     * @brief Trace sink of IPv4.
     * @param header its IP header
     * @param packet a packet for the node, whole
     */
    void PacketReceived(const Ipv4Header& header, Ptr<const Packet> packet, uint32_t);

    /**
     * @brief Trace sink of IPv4.
     * @param header its IP header
     * @param packet a packet that is dropped
     * @param reason why
     */
    void PacketDropped(const Ipv4Header& header,
                       Ptr<const Packet> packet,
                       Ipv4L3Protocol::DropReason reason,
                       Ptr<Ipv4>,
                       uint32_t);

    /**
     * @brief Trace sink of the transports.
     * @param packet a packet that no LCCE gets
     * @param reason why
     */
    void TransportDropped(Ptr<const Packet> packet, TransportDropReason reason);

    /** @brief Watch the transports of the node that are there by now. */
    void WatchTransports();

    EventSource& m_source;                      //!< who is told
    Ptr<Node> m_node;                           //!< the node
    Ptr<Ipv4L3Protocol> m_ip;                   //!< its IPv4
    std::array<Ptr<Transport>, 2> m_transports; //!< of the node, as far as they are watched
    bool m_expectSent{false};                   //!< an LCCE of the node is watched
    uint64_t m_sent{0};                         //!< number of the last packet that has left
    Bytes m_sentImage;                          //!< control message in it, until it is told
    std::optional<LogEvent> m_held;             //!< its loss, without a message
    Time m_arrived;                             //!< when the last packet has arrived
    Bytes m_arrivedImage;                       //!< control message in it, or nothing
    std::optional<LogEvent::Message> m_arrival; //!< what it is, if it is one
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_EVENT_SOURCE_NODE_H
