// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_DISSECT_IP_REASSEMBLY_H
#define L2TP_DISSECT_IP_REASSEMBLY_H

#include "l2tp-bytes.h"
#include "l2tp-dissect-bounded-map.h"
#include "l2tp-dissect-ip-packet.h"

#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Puts the fragments of IPv4 and IPv6 packets together, in whatever order they come.
 *
 * A fragment that is there already changes nothing; where fragments overlap, the octets of the one
 * that starts first count. Datagrams are given up when they are not complete within TIMEOUT of
 * their first fragment, or to keep within MAX_OCTETS of memory, the oldest first.
 */
class IpReassembly
{
  public:
    /** @brief Time within which all fragments have to come (\RFC{8200} section 4.5), in seconds. */
    static constexpr int64_t TIMEOUT = 60;
    /** @brief Memory that fragments may take, in octets. */
    static constexpr std::size_t MAX_OCTETS = 16777216;
    /** @brief Longest payload of a datagram, in octets. */
    static constexpr std::size_t MAX_DATAGRAM_SIZE = 65535;

    /** @brief A datagram, or what there is of it. */
    struct Datagram
    {
        IpAddress source;         //!< source address
        IpAddress destination;    //!< destination address
        uint8_t protocol{0};      //!< what the payload begins with
        std::size_t fragments{0}; //!< in how many packets it came
        uint64_t index{0};        //!< number of the first frame with a fragment of it
        Time time;                //!< time of that frame
        Bytes payload;            //!< the payload; of an incomplete one, what it begins with
    };

    /**
     * @brief Whether a fragment can be a part of a datagram.
     * @param packet a packet with a Fragment
     * @return false if it was cut, is empty, goes beyond MAX_DATAGRAM_SIZE, or is not the last and
     *         yet no multiple of 8 octets long
     */
    static bool IsUsable(const IpPacket& packet);

    /**
     * @brief Take a fragment.
     * @param packet a packet with a Fragment; ignored if it is not usable
     * @param time when it was captured
     * @param index number of its frame
     * @return the datagram that it completes, if it does
     */
    std::optional<Datagram> Take(const IpPacket& packet, Time time, uint64_t index);

    /**
     * @brief Give up what is too old.
     * @param now time of the capture
     * @return datagrams that have been given up since the last call, unless they are copies of one
     *         that was complete; the oldest first
     */
    std::vector<Datagram> TakeAbandoned(Time now);

    /**
     * @brief Give up all.
     * @return as TakeAbandoned() does
     */
    std::vector<Datagram> TakeAll();

    /** @brief How many datagrams are not complete. @return their number */
    std::size_t GetPendingCount() const;

  private:
    /** @brief Addresses, protocol (0 in IPv6) and identification of a datagram. */
    using Key = std::tuple<IpAddress, IpAddress, uint8_t, uint32_t>;

    /** @brief A datagram that is not complete. */
    struct Pending
    {
        Key key;                            //!< what its fragments have in common
        Datagram datagram;                  //!< all but the payload
        std::map<std::size_t, Bytes> parts; //!< payload by offset
        std::size_t octets{0};              //!< octets of all parts
        std::optional<std::size_t> size;    //!< octets of the payload, once the last part is there
    };

    using Queue = std::list<Pending>; //!< the oldest first

    /**
     * @brief The datagram that a fragment belongs to.
     * @param packet the fragment
     * @param time when it was captured
     * @param index number of its frame
     * @return the datagram, a new one if need be
     */
    Queue::iterator Find(const IpPacket& packet, Time time, uint64_t index);

    /**
     * @brief Put the parts of a datagram together, as far as there is no gap.
     * @param pending the datagram
     */
    static void Assemble(Pending& pending);

    /**
     * @brief Forget a datagram.
     * @param pending the datagram
     * @return it
     */
    Datagram Remove(Queue::iterator pending);

    /** @brief Give the oldest datagram up. */
    void Abandon();

    Queue m_queue;                              //!< incomplete datagrams
    std::map<Key, Queue::iterator> m_index;     //!< where they are
    std::size_t m_octets{0};                    //!< memory that they take
    std::vector<Datagram> m_abandoned;          //!< those given up
    BoundedMap<Key, Time> m_completed{1 << 12}; //!< when datagrams were completed
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_DISSECT_IP_REASSEMBLY_H
