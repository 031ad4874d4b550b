// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-event-source-drop.h"

#include "l2tp-find-control-message.h"

#include "ns3/mac48-address.h"
#include "ns3/net-device.h"
#include "ns3/queue-disc.h"

#include <array>

namespace ns3
{
namespace l2tp
{

namespace
{

/**
 * @brief Whether a device on a shared medium has spoiled a frame that is not meant for it.
 * @param device the device, or null
 * @param frame the frame
 * @return true if so
 */
bool
IsForOthers(Ptr<NetDevice> device, Ptr<const Packet> frame)
{
    if (!device || device->IsPointToPoint() || !Mac48Address::IsMatchingType(device->GetAddress()))
    {
        return false;
    }
    std::array<uint8_t, 6> own;
    std::array<uint8_t, 6> destination;
    Mac48Address::ConvertFrom(device->GetAddress()).CopyTo(own.data());
    return frame->CopyData(destination.data(), destination.size()) < destination.size() ||
           own != destination;
}

} // namespace

EventSource::DropTap::DropTap(EventSource& source,
                              Ptr<Object> object,
                              const char* name,
                              const char* reason,
                              uint32_t node)
    : m_source(source),
      m_object(object),
      m_name(name),
      m_reason(reason),
      m_node(node),
      m_items(DynamicCast<QueueDisc>(object) != nullptr)
{
    m_items
        ? m_object->TraceConnectWithoutContext(m_name, MakeCallback(&DropTap::ItemDropped, this))
        : m_object->TraceConnectWithoutContext(m_name, MakeCallback(&DropTap::PacketDropped, this));
}

EventSource::DropTap::~DropTap()
{
    m_items
        ? m_object->TraceDisconnectWithoutContext(m_name, MakeCallback(&DropTap::ItemDropped, this))
        : m_object->TraceDisconnectWithoutContext(m_name,
                                                  MakeCallback(&DropTap::PacketDropped, this));
}

void
EventSource::DropTap::PacketDropped(Ptr<const Packet> packet)
{
    if (m_name == "PhyRxDrop" && IsForOthers(DynamicCast<NetDevice>(m_object), packet))
    {
        return;
    }
    m_source.Lose(packet, FindControlMessage(packet), LogEvent::Kind::Lost, m_reason, m_node);
}

void
EventSource::DropTap::ItemDropped(Ptr<const QueueDiscItem> item)
{
    // The IP header is not yet part of the packet.
    m_source.Lose(item->GetPacket(), {}, LogEvent::Kind::Lost, m_reason, m_node);
}

} // namespace l2tp
} // namespace ns3
