// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_QUICKSTART_SUMMARY_H
#define L2TP_QUICKSTART_SUMMARY_H

#include "ns3/l2tp-constants.h"
#include "ns3/l2tp-lcce.h"
#include "ns3/l2tp-pseudowire-device.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <array>
#include <cstdint>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

/**
 * @ingroup l2tp
 * @brief Counts what a LAC and an LNS do, by their trace sources, and prints it.
 */
class QuickstartSummary
{
  public:
    /**
     * @brief Count from now on.
     * @param lac the LAC
     * @param lns the LNS
     * @param encapsulation how packets are carried
     */
    QuickstartSummary(ns3::Ptr<ns3::l2tp::Lcce> lac,
                      ns3::Ptr<ns3::l2tp::Lcce> lns,
                      ns3::l2tp::Encapsulation encapsulation);

    QuickstartSummary(const QuickstartSummary&) = delete;
    QuickstartSummary& operator=(const QuickstartSummary&) = delete;

    /**
     * @brief Add a pair of devices, whose drops are to be shown.
     * @param atLac the device at the LAC
     * @param atLns the device at the LNS
     */
    void AddDevices(ns3::Ptr<const ns3::l2tp::PseudowireDevice> atLac,
                    ns3::Ptr<const ns3::l2tp::PseudowireDevice> atLns);

    /**
     * @brief Write the counts.
     * @param os where to
     */
    void Print(std::ostream& os) const;

  private:
    /** @brief What one end has done. */
    struct End
    {
        ns3::Ptr<ns3::l2tp::Lcce> lcce;                                   //!< the LCCE
        std::vector<ns3::Ptr<const ns3::l2tp::PseudowireDevice>> devices; //!< its devices
        uint64_t sent{0};                                                 //!< control messages sent
        uint64_t retransmissions{0};                                      //!< of these, sent again
        uint64_t acks{0};           //!< of these, explicit acknowledgments
        uint64_t hellos{0};         //!< of these, HELLOs sent for the first time
        uint64_t received{0};       //!< control messages received
        uint64_t duplicates{0};     //!< of these, received before
        uint64_t framesSent{0};     //!< frames sent in all sessions
        uint64_t framesReceived{0}; //!< frames received in all sessions
        std::array<uint64_t, ns3::l2tp::DATA_DROP_REASONS> drops{}; //!< dropped frames by reason
    };

    /**
     * @brief Connect the trace sources of an LCCE.
     * @param end where to count
     */
    static void Watch(End& end);

    /** @brief What became of the frames of one direction, in the order of printing. */
    using Fates = std::vector<std::pair<std::string, uint64_t>>;

    /**
     * @brief Look what became of the frames of one direction.
     * @param from the end that sends
     * @param to the end that receives
     * @return the same words for each direction, with counts
     */
    Fates GetFates(const End& from, const End& to) const;

    ns3::l2tp::Encapsulation m_encapsulation; //!< how packets are carried
    End m_lac;                                //!< the LAC
    End m_lns;                                //!< the LNS
};

#endif // L2TP_QUICKSTART_SUMMARY_H
