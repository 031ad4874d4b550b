// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_PATH_CHANNEL_H
#define L2TP_PATH_CHANNEL_H

#include "l2tp-path-model.h"

#include "ns3/net-device.h"
#include "ns3/packet.h"
#include "ns3/point-to-point-channel.h"
#include "ns3/point-to-point-net-device.h"
#include "ns3/traced-callback.h"

#include <array>
#include <deque>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief A point-to-point channel that does to each packet what a PathModel decides.
 *
 * The decision is made when the packet is handed to the device, before it waits in the device's
 * queue. A packet that will not arrive takes its place in the queue and its time on the wire like
 * any other, so it is in a trace of the device that sends it. A reordered one arrives after twice
 * the delay of the channel, and what is sent in the meantime overtakes it.
 *
 * The trace Drop tells of packets that do not arrive, at the instant at which they are handed over
 * and after what the sender itself has to say of them.
 *
 * PathHelper builds links of this kind. Both ends have to be in the same logical process.
 */
class PathChannel : public PointToPointChannel
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    PathChannel();
    ~PathChannel() override;

    /**
     * @brief Attach a device, which must not have been attached to any channel before.
     * @param device the device; the first one is side A, the second one side B
     * @param model decides on what this device sends; not shared with another one
     */
    void AddSide(Ptr<PointToPointNetDevice> device, Ptr<PathModel> model);

    /**
     * @brief A device transmits the packet that was handed to it longest ago.
     * @param packet the packet
     * @param source the device
     * @param txTime how long that takes
     * @return true
     */
    bool TransmitStart(Ptr<const Packet> packet,
                       Ptr<PointToPointNetDevice> source,
                       Time txTime) override;

    /**
     * @brief Signature of the trace Drop.
     * @param packet the packet as the link carries it, PPP header first
     * @param device the device that it was handed to
     * @param fate why it does not arrive
     */
    typedef void (*DropTracedCallback)(Ptr<const Packet> packet,
                                       Ptr<NetDevice> device,
                                       PathFate fate);

  private:
    /** @brief One direction. */
    struct Side
    {
        Ptr<PointToPointNetDevice> device; //!< sends
        Ptr<PathModel> model;              //!< decides
        std::deque<PathFate> fates;        //!< of the packets in the queue of the device
    };

    /** @brief Let go of the devices and models. */
    void DoDispose() override;

    /**
     * @brief A packet was handed to a device.
     * @param side the direction
     * @param packet the packet
     */
    void Offer(Side& side, Ptr<const Packet> packet);

    /**
     * @brief Fire the trace Drop.
     * @param packet the packet
     * @param device the device that it was handed to
     * @param fate why it does not arrive
     */
    void TellDrop(Ptr<const Packet> packet, Ptr<NetDevice> device, PathFate fate);

    std::array<Side, 2> m_sides;                                        //!< the directions
    std::size_t m_attached{0};                                          //!< how many there are
    TracedCallback<Ptr<const Packet>, Ptr<NetDevice>, PathFate> m_drop; //!< Drop
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_PATH_CHANNEL_H
