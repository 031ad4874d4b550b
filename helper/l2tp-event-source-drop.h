// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_EVENT_SOURCE_DROP_H
#define L2TP_EVENT_SOURCE_DROP_H

#include "l2tp-event-source.h"

#include "ns3/object.h"
#include "ns3/packet.h"
#include "ns3/ptr.h"
#include "ns3/queue-item.h"

#include <cstdint>
#include <string>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Sees the packets that one trace source of the network says are lost.
 */
class EventSource::DropTap
{
  public:
    /**
     * @brief Watch a trace source, which has to be there.
     * @param source who is told
     * @param object the object that has the trace source
     * @param name name of the trace source: of queue disc items where the object is a queue disc,
     *        else of packets
     * @param reason why the packets are lost
     * @param node ID of the node
     */
    DropTap(EventSource& source,
            Ptr<Object> object,
            const char* name,
            const char* reason,
            uint32_t node);

    /** @brief Stop watching. */
    ~DropTap();

    DropTap(const DropTap&) = delete;
    DropTap& operator=(const DropTap&) = delete;

  private:
    /** @brief Trace sink of devices. @param packet the packet */
    void PacketDropped(Ptr<const Packet> packet);

    /** @brief Trace sink of queue discs. @param item the packet */
    void ItemDropped(Ptr<const QueueDiscItem> item);

    EventSource& m_source; //!< who is told
    Ptr<Object> m_object;  //!< what is watched
    std::string m_name;    //!< its trace source
    std::string m_reason;  //!< why packets are lost
    uint32_t m_node;       //!< ID of the node
    bool m_items;          //!< whether it is a source of queue disc items
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_EVENT_SOURCE_DROP_H
