// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_STAR_H
#define L2TP_STAR_H

#include "l2tp-lcce.h"
#include "l2tp-pseudowire-device.h"

#include "ns3/application-container.h"
#include "ns3/ipv4-address.h"
#include "ns3/net-device-container.h"
#include "ns3/node-container.h"
#include "ns3/ptr.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief What StarHelper::InstallStar() has built.
 *
 * LACs and LNSs are numbered in the order in which they were given. Everything may be changed
 * afterwards: links get another error model by their devices, LCCEs more connections by
 * Lcce::Connect(), and so on.
 */
struct Star
{
    /** @brief One session that a LAC asks for. */
    struct Call
    {
        std::string remoteEndId;         //!< Remote End ID, at both ends
        uint32_t handle{0};              //!< given by Lcce::PlaceCall() of the LAC
        Ptr<PseudowireDevice> lacDevice; //!< circuit at the LAC; null without devices
        std::vector<Ptr<PseudowireDevice>>
            lnsDevices;         //!< circuits at its LNSs, in the order of LacPlan::lnss
        Ipv4Address lacAddress; //!< of lacDevice; any without addresses
        Ipv4Address lnsAddress; //!< of all lnsDevices; any without addresses
    };

    /** @brief What belongs to one LAC. */
    struct LacPlan
    {
        std::vector<std::size_t> lnss; //!< numbers of its LNSs: the first one, then backups
        uint32_t peer{0};              //!< handle given by Lcce::Connect() of the LAC
        std::vector<Call> calls;       //!< its sessions
    };

    NodeContainer lnss;    //!< LNSs
    NodeContainer lacs;    //!< LACs
    NodeContainer routers; //!< the routers between; the first one has the links to the LNSs

    ApplicationContainer lnsApps; //!< one Lcce on each LNS
    ApplicationContainer lacApps; //!< one Lcce on each LAC

    NetDeviceContainer lnsDevices;       //!< underlay: each LNS's end of its link
    NetDeviceContainer lnsRouterDevices; //!< underlay: the router's end of that link
    NetDeviceContainer lacDevices;       //!< underlay: each LAC's end of its link
    NetDeviceContainer lacRouterDevices; //!< underlay: the router's end of that link
    NetDeviceContainer trunkDevices;     //!< underlay: both ends of links between routers

    std::vector<Ipv4Address> lnsAddresses; //!< underlay: where each LNS is
    std::vector<Ipv4Address> lacAddresses; //!< underlay: where each LAC is

    std::vector<LacPlan> plans; //!< one for each LAC

    /**
     * @brief LCCE of an LNS.
     * @param i its number
     * @return the LCCE
     */
    Ptr<Lcce> GetLns(std::size_t i) const;

    /**
     * @brief LCCE of a LAC.
     * @param i its number
     * @return the LCCE
     */
    Ptr<Lcce> GetLac(std::size_t i) const;

    /**
     * @brief Whether the session of a call is established at its LAC.
     * @param lac number of the LAC
     * @param call number of the call
     * @return true if it is
     */
    bool IsUp(std::size_t lac, std::size_t call = 0) const;

    /**
     * @brief Device at an LNS that a LAC's call is bound to there.
     * @param lac number of the LAC
     * @param lns number of the LNS
     * @param call number of the call
     * @return the device, or null if the LAC has no business with that LNS
     */
    Ptr<PseudowireDevice> GetLnsDevice(std::size_t lac,
                                       std::size_t lns,
                                       std::size_t call = 0) const;

    /**
     * @brief Fix every random stream there is: of the stacks, of error models on the links, of the
     *        LCCEs. What is installed on the nodes later has to be seen to.
     * @param stream first stream to use
     * @return number of streams used
     */
    int64_t AssignStreams(int64_t stream) const;
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_STAR_H
