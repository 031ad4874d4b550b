// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_PATH_HELPER_H
#define L2TP_PATH_HELPER_H

#include "l2tp-path-channel.h"
#include "l2tp-path-model.h"

#include "ns3/data-rate.h"
#include "ns3/net-device-container.h"
#include "ns3/node.h"
#include "ns3/nstime.h"
#include "ns3/ptr.h"

#include <cstdint>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Builds a point-to-point link that loses, delays and reorders as a script says.
 *
 * The models of the two directions belong to the caller, who sets them up, before or after the
 * link is built, and reads their counters:
 * @code
   const auto forward = CreateObject<PathModel>();
   forward->SetAttribute("Loss", DoubleValue(0.1));
   forward->Drop(3);
   PathHelper path;
   path.SetDelay(MilliSeconds(50));
   const auto devices = path.Install(a, b, forward, CreateObject<PathModel>());
   @endcode
 * The devices are ns-3's PointToPointNetDevice, so PointToPointHelper::EnablePcap() records them.
 * They queue without limit; what is lost is what the models decide.
 */
class PathHelper
{
  public:
    PathHelper();

    /**
     * @brief Set the rate of both directions.
     * @param rate bits per second; 0, the default: a packet takes no time but the delay, to the
     *        nanosecond
     */
    void SetRate(uint64_t rate);

    /**
     * @brief Set the delay of both directions.
     * @param delay from the end of the transmission of a packet to its arrival, 0 s or more; 0 s
     *        by default
     */
    void SetDelay(Time delay);

    /**
     * @brief Build a link.
     * @param a a node
     * @param b another node
     * @param forward decides on packets from @p a to @p b
     * @param reverse decides on packets from @p b to @p a; not the same object
     * @return the device of @p a, then that of @p b, neither of which has an address
     */
    NetDeviceContainer Install(Ptr<Node> a,
                               Ptr<Node> b,
                               Ptr<PathModel> forward,
                               Ptr<PathModel> reverse) const;

  private:
    DataRate m_rate; //!< of both directions
    Time m_delay;    //!< of both directions
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_PATH_HELPER_H
