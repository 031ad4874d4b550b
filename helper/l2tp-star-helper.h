// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_STAR_HELPER_H
#define L2TP_STAR_HELPER_H

#include "l2tp-helper.h"
#include "l2tp-star-link.h"
#include "l2tp-star.h"

#include "ns3/attribute.h"
#include "ns3/node-container.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Builds LACs and LNSs around routers in one call: links, addresses, routes, LCCEs,
 *        circuits, connections and calls.
 *
 * All LNSs hang on one router, and so do up to StarUnderlay::FAN_OUT LACs. More LACs get a tree of
 * routers with that fan-out, so that the work of a router for a packet does not grow with their
 * number.
 *
 * Addresses are computed, routes are static. The underlay is 10.0.0.0/8: the link of LAC i to the
 * router is the i-th /30 of 10.0.0.0/9 (with a gap behind each StarUnderlay::FAN_OUT), that of LNS
 * j the j-th of 10.128.0.0/10; 10.192.0.0/10 is for links between routers. On each link the router
 * has the lower address. Inside of the pseudowires it is 172.16.0.0/12, a /30 for each call, of
 * which the LNS has the lower address; a backup LNS has the same addresses, IP and MAC, there. No
 * queue disc is installed.
 *
 * Remote End IDs are "lac-i" for the first call of LAC i, "lac-i-k" for call k = 1, 2, ...
 */
class StarHelper
{
  public:
    /** @brief A link of the underlay. */
    using Link = StarLink;

    /** @brief What a session is bound to. */
    enum Circuits
    {
        NO_CIRCUITS, //!< nothing; AcceptPolicy of the LNSs is set to Accept
        DEVICES,     //!< bare devices
        INTERFACES,  //!< devices with an IPv4 address
    };

    StarHelper();

    /**
     * @brief Set an attribute of all LCCEs.
     * @param name an attribute of Lcce
     * @param value its value
     */
    void SetAttribute(const std::string& name, const AttributeValue& value);

    /**
     * @brief Set an attribute of the LCCEs of LACs.
     * @param name an attribute of Lcce
     * @param value its value
     */
    void SetLacAttribute(const std::string& name, const AttributeValue& value);

    /**
     * @brief Set an attribute of the LCCEs of LNSs.
     * @param name an attribute of Lcce
     * @param value its value
     */
    void SetLnsAttribute(const std::string& name, const AttributeValue& value);

    /**
     * @brief Set an attribute of all pseudowire devices.
     * @param name an attribute of PseudowireDevice
     * @param value its value
     */
    void SetDeviceAttribute(const std::string& name, const AttributeValue& value);

    /**
     * @brief Set the links of all LACs.
     * @param link the link; until it is set, 10 ms without serialisation and without loss
     */
    void SetLacLink(const Link& link);

    /**
     * @brief Set the link of one LAC, which is then not that of all.
     * @param lac its number
     * @param link the link
     */
    void SetLacLink(std::size_t lac, const Link& link);

    /**
     * @brief Set the links of all LNSs.
     * @param link the link; until it is set, 10 ms without serialisation and without loss
     */
    void SetLnsLink(const Link& link);

    /**
     * @brief Set the links between routers.
     * @param link the link; until it is set, 10 ms without serialisation and without loss
     */
    void SetTrunkLink(const Link& link);

    /**
     * @brief Choose the LNSs of a LAC. Without a choice, LAC i has LNS i modulo their number, and
     *        no backup.
     * @param lac its number
     * @param lnss numbers of its LNSs, at least one: the first one, then backups, as
     *        Lcce::Connect() takes them
     */
    void SetLnss(std::size_t lac, const std::vector<std::size_t>& lnss);

    /**
     * @brief Set what sessions are bound to.
     * @param circuits the kind of circuit; DEVICES until it is set
     */
    void SetCircuits(Circuits circuits);

    /**
     * @brief Set the number of sessions of each LAC.
     * @param calls the number; 1 until it is set
     */
    void SetCallsPerLac(std::size_t calls);

    /**
     * @brief Build it. Each LAC connects to its LNS, and places its calls, when its application
     *        starts.
     *
     * The nodes may have an Internet stack, then it needs static routing; else they get one with
     * IPv4 and static routing alone. A node must not be given twice.
     *
     * @param lnss nodes of the LNSs, at least one
     * @param lacs nodes of the LACs
     * @return what there is now
     */
    Star InstallStar(const NodeContainer& lnss, const NodeContainer& lacs) const;

  private:
    /**
     * @brief Which LNSs a LAC has.
     * @param lac its number
     * @param lnss how many LNSs there are; aborts if more were chosen from
     * @return their numbers
     */
    std::vector<std::size_t> PlanLnss(std::size_t lac, std::size_t lnss) const;

    /**
     * @brief Make circuits and place the calls of a LAC.
     * @param star what there is so far; takes the rest
     * @param lac number of the LAC
     */
    void AddCalls(Star& star, std::size_t lac) const;

    /**
     * @brief Make the circuits of a call.
     * @param star what there is so far
     * @param lac number of the LAC
     * @param call the call, which takes them
     */
    void AddDevices(const Star& star, std::size_t lac, Star::Call& call) const;

    /**
     * @brief Give addresses to the circuits of a call.
     * @param number of the call among all
     * @param call the call
     */
    static void AddAddresses(std::size_t number, Star::Call& call);

    L2tpHelper m_lacs;                                       //!< LCCEs and devices of LACs
    L2tpHelper m_lnss;                                       //!< LCCEs and devices of LNSs
    Link m_lacLink;                                          //!< links of LACs
    std::map<std::size_t, Link> m_lacLinks;                  //!< links of single LACs
    Link m_lnsLink;                                          //!< links of LNSs
    Link m_trunkLink;                                        //!< links between routers
    std::map<std::size_t, std::vector<std::size_t>> m_plans; //!< chosen LNSs by LAC
    Circuits m_circuits{DEVICES};                            //!< what sessions are bound to
    std::size_t m_calls{1};                                  //!< sessions of each LAC
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_STAR_HELPER_H
