// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_LCCE_NETWORK_H
#define L2TP_LCCE_NETWORK_H

#include "l2tp-lcce-loss.h"
#include "l2tp-lcce-recorder.h"

#include "ns3/ipv4-address.h"
#include "ns3/l2tp-lcce.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace l2tp
{
namespace tests
{

/**
 * @ingroup l2tp-tests
 * @brief A hub, node 0, and its neighbours, each on a point-to-point link without serialisation
 *        time; an Lcce on every node.
 *
 * Every run of the simulation is ended by the destructor.
 */
class LcceNetwork
{
  public:
    /**
     * @brief Build it.
     * @param encapsulation "Udp" or "Ip"
     * @param neighbours number of neighbours, 1 to 250
     */
    explicit LcceNetwork(const std::string& encapsulation = "Udp", uint32_t neighbours = 1);
    ~LcceNetwork();

    LcceNetwork(const LcceNetwork&) = delete;
    LcceNetwork& operator=(const LcceNetwork&) = delete;

    /** @brief Round-trip time of each link. @return 100 ms */
    static Time GetRtt();

    /**
     * @brief Make one more Lcce.
     * @param node index of its node
     * @return the Lcce
     */
    Ptr<Lcce> AddLcce(uint32_t node);

    /**
     * @brief Set an attribute of every Lcce.
     * @param name name of the attribute
     * @param value its value
     */
    void SetAll(const std::string& name, const std::string& value);

    /**
     * @brief Address of a neighbour.
     * @param neighbour 1 for the first
     * @return 10.0.neighbour.2
     */
    static Ipv4Address GetAddress(uint32_t neighbour);

    /**
     * @brief Address of the hub on the link to a neighbour.
     * @param neighbour 1 for the first
     * @return 10.0.neighbour.1
     */
    static Ipv4Address GetHubAddress(uint32_t neighbour);

    /**
     * @brief Start to record.
     * @return a recorder per node, that of the hub first
     */
    const std::vector<std::unique_ptr<LcceRecorder>>& Record();

    /** @brief Run until nothing is left to do, or until the time. @param end when; 0: no limit */
    static void Run(Time end = Time(0));

    /** @brief Octets that have left the nodes, with times. @return lines of text */
    const std::string& GetWire() const;

    /** @brief Forget what has left, and keep it no more. */
    void ForgetWire();

    NodeContainer nodes;                //!< hub and neighbours
    std::vector<Ptr<Lcce>> lcces;       //!< the first Lcce of each node
    std::vector<Ptr<LcceLoss>> toHub;   //!< losses on the way from neighbour i + 1
    std::vector<Ptr<LcceLoss>> fromHub; //!< losses on the way to neighbour i + 1

  private:
    /** @brief Trace sink of the devices. @param packet a packet that leaves */
    void Sent(Ptr<const Packet> packet);

    std::string m_encapsulation;                            //!< "Udp" or "Ip"
    std::vector<std::unique_ptr<LcceRecorder>> m_recorders; //!< one per node
    bool m_keepsWire{true};                                 //!< whether to keep it
    std::string m_wire;                                     //!< what has left
};

} // namespace tests
} // namespace l2tp
} // namespace ns3

#endif // L2TP_LCCE_NETWORK_H
