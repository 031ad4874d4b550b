// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_EVENT_SOURCE_H
#define L2TP_EVENT_SOURCE_H

#include "l2tp-lcce.h"
#include "l2tp-log-event.h"

#include "ns3/address.h"
#include "ns3/net-device.h"
#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Watches LCCEs and the network between them, and tells what happens as LogEvents.
 *
 * It follows each control message through the network by the unique number of its packet, so that
 * of several copies that look the same each one is known by itself: where it was sent, whether and
 * when it arrived, or where it was lost. It changes nothing in the simulation. Where a node has
 * several LCCEs, watch all of them or none: losses on the node itself of messages of the others may
 * go without being told.
 */
class EventSource
{
  public:
    /** @brief Who is told. */
    class Sink
    {
      public:
        virtual ~Sink() = default;

        /**
         * @brief Something has happened.
         * @param event what; good only during the call
         */
        virtual void Take(const LogEvent& event) = 0;
    };

    /**
     * @brief Watch nobody yet.
     * @param sink who is told; must outlive the source
     */
    explicit EventSource(Sink& sink);

    /** @brief Stop watching. */
    ~EventSource();

    EventSource(const EventSource&) = delete;
    EventSource& operator=(const EventSource&) = delete;

    /**
     * @brief Watch an LCCE, and its node as WatchNode() does.
     * @param lcce the LCCE, which has been added to a node with an Internet stack
     * @param name what to call it
     * @return its index, from 0
     */
    std::size_t Watch(Ptr<Lcce> lcce, const std::string& name);

    /**
     * @brief Watch what a node loses: its devices as WatchLink() does, IPv4 and ARP. Watching a
     *        node twice is the same as once.
     * @param node the node; devices that it gets later are not watched
     */
    void WatchNode(Ptr<Node> node);

    /**
     * @brief Watch what is lost at a device: what it sends and cannot queue, what it receives
     *        and its error model spoils, what the queue disc in front of it drops. Watching a
     *        device twice is the same as once.
     * @param device the device, which has been added to a node
     */
    void WatchLink(Ptr<NetDevice> device);

    /**
     * @brief A packet was lost; for models of networks that have no trace source that WatchLink()
     *        knows. Ignored unless the packet carries a control message that is not known to be
     *        lost or to have arrived already.
     * @param packet the packet as any layer has it
     * @param reason a phrase without a full stop
     * @param where the node at which it was lost
     */
    void Dropped(Ptr<const Packet> packet, const std::string& reason, Ptr<Node> where);

    /** @brief Forget what is on its way and who is watched; number transmissions from 1 again. */
    void Reset();

    /**
     * @brief Find the LCCE at an address.
     * @param address an InetSocketAddress
     * @return its index, or LogEvent::NOBODY
     */
    std::size_t FindByAddress(const Address& address) const;

  private:
    class DropTap;
    class NodeTap;
    class LcceTap;

    /** @brief A message on its way. */
    struct Transmission
    {
        LogEvent::Message message; //!< the message; its image is below
        Bytes image;               //!< wire image from the T bit
    };

    /**
     * @brief Tell the sink; fills in the time.
     * @param event what has happened
     */
    void Tell(LogEvent& event);

    /**
     * @brief A message leaves.
     * @param packet unique number of its packet; nothing if it does not leave its node
     * @param message the message; gets its number
     */
    void Depart(std::optional<uint64_t> packet, LogEvent::Message& message);

    /**
     * @brief A packet has arrived or is lost: which message is it?
     * @param packet unique number of the packet
     * @return the message; nothing if it is none of a watched LCCE, or that was told before
     */
    std::optional<Transmission> TakeOff(uint64_t packet);

    /**
     * @brief Number of a transmission that TakeOff() has returned before.
     * @param packet unique number of the packet
     * @return the number, or 0
     */
    uint64_t FindTaken(uint64_t packet) const;

    /**
     * @brief A packet is lost.
     * @param packet the packet
     * @param image control message in it if it is not one of a watched LCCE; may be empty
     * @param kind Lost or Dropped
     * @param reason why
     * @param node ID of the node
     */
    void Lose(Ptr<const Packet> packet,
              ByteView image,
              LogEvent::Kind kind,
              const std::string& reason,
              uint32_t node);

    /**
     * @brief Watch a trace source of lost packets, if the object has it.
     * @param object the object
     * @param source name of the source
     * @param reason why the packets are lost
     * @param node ID of the node
     */
    void WatchDrops(Ptr<Object> object, const char* source, const char* reason, uint32_t node);

    Sink& m_sink;                                                    //!< who is told
    std::map<uint32_t, std::unique_ptr<NodeTap>> m_nodes;            //!< by node ID
    std::map<std::pair<uint32_t, uint32_t>, Ptr<NetDevice>> m_links; //!< node ID, device number
    std::vector<std::unique_ptr<DropTap>> m_drops;                   //!< sources of lost packets
    std::vector<std::unique_ptr<LcceTap>> m_lcces;                   //!< by index
    std::unordered_map<uint64_t, Transmission> m_onTheWay;           //!< by packet; only looked up
    std::unordered_map<uint64_t, uint64_t> m_taken; //!< number by packet; only looked up
    uint64_t m_transmissions{0};                    //!< number of the last one
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_EVENT_SOURCE_H
