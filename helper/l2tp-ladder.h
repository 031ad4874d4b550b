// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_LADDER_H
#define L2TP_LADDER_H

#include "l2tp-lcce-events.h"
#include "l2tp-lcce.h"
#include "l2tp-reliable-channel.h"

#include "ns3/nstime.h"
#include "ns3/ptr.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Draws the control messages between LCCEs as ladders, one for each pair of them.
 *
 * Each transmission is a rung: the LCCE watched first is on the left, times stand on the side where
 * they were taken, in seconds. What never arrives ends in an X.
 * @verbatim
   time (s) LAC                                                                  LNS time (s)
   0.000000 |-- SCCRQ  Ns 0  Nr 0 ------------------------------------X  lost       |
   1.000000 |-- SCCRQ  Ns 0  Nr 0  retransmission 1 ------------------------------->| 1.020000
   1.040000 |<----------------------------------------------- SCCRP  Ns 0  Nr 1 --| 1.020000
   @endverbatim
 * Which transmission has arrived is known exactly, also when copies look the same: a ladder follows
 * the packets on the IPv4 layer of the nodes. It changes nothing in the simulation.
 */
class Ladder
{
  public:
    /** @brief Columns of the widest line that Print() writes. */
    static constexpr std::size_t WIDTH = 96;

    /** @brief A ladder that watches nobody. */
    Ladder();

    /** @brief Stop watching. */
    ~Ladder();

    Ladder(const Ladder&) = delete;
    Ladder& operator=(const Ladder&) = delete;

    /**
     * @brief Take note of all control messages of an LCCE from now on.
     * @param lcce the LCCE, which has been added to a node with an Internet stack
     * @param name what to call it, at most 20 characters of it are shown
     */
    void Watch(Ptr<Lcce> lcce, const std::string& name);

    /**
     * @brief Write what has happened so far. Messages between a watched LCCE and one that is not
     *        are left out.
     * @param os where to
     */
    void Print(std::ostream& os) const;

  private:
    class Watcher;

    /** @brief One transmission of a control message. */
    struct Rung
    {
        std::size_t sender;          //!< index of the LCCE that has sent it
        std::size_t receiver;        //!< index of the LCCE it is for, or UNKNOWN
        Time sent;                   //!< when it was sent
        std::optional<Time> arrived; //!< when the receiver got it, if it did
        std::string label;           //!< message type, Ns, Nr, retransmission
        std::string remark;          //!< what the receiver thought of it, or empty
    };

    /** @brief In place of an index: no LCCE that is watched. */
    static constexpr std::size_t UNKNOWN = SIZE_MAX;

    /**
     * @brief A message was sent.
     * @param sender index of the LCCE
     * @param packet unique number of the packet that carries it
     * @param event the message
     */
    void NoteSent(std::size_t sender, uint64_t packet, const ControlEvent& event);

    /**
     * @brief A message was received.
     * @param receiver index of the LCCE
     * @param packet unique number of the packet that carried it
     * @param event the message
     */
    void NoteReceived(std::size_t receiver, uint64_t packet, const ControlEvent& event);

    /**
     * @brief Find the LCCE at an address.
     * @param address an InetSocketAddress
     * @return its index or UNKNOWN
     */
    std::size_t FindByAddress(const Address& address) const;

    /**
     * @brief Write the ladder of a pair, if there are messages between the two.
     * @param os where to
     * @param left index of the LCCE on the left
     * @param right index of the LCCE on the right
     */
    void PrintPair(std::ostream& os, std::size_t left, std::size_t right) const;

    std::vector<std::unique_ptr<Watcher>> m_watchers; //!< one for each LCCE
    std::vector<Rung> m_rungs;                        //!< in the order in which they were sent
    std::map<uint64_t, std::size_t> m_onTheWay;       //!< index of the rung by number of the packet
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_LADDER_H
