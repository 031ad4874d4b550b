// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_IPV4_REASSEMBLY_H
#define L2TP_IPV4_REASSEMBLY_H

#include "l2tp-bytes.h"

#include <cstdint>
#include <map>
#include <optional>
#include <tuple>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp-tests
 * @brief An IPv4 datagram.
 */
struct Ipv4Datagram
{
    uint32_t source{0};       //!< source address
    uint32_t destination{0};  //!< destination address
    uint8_t protocol{0};      //!< Protocol
    uint8_t timeToLive{0};    //!< Time to Live
    uint8_t typeOfService{0}; //!< Type of Service
    bool dontFragment{false}; //!< DF
    std::size_t fragments{0}; //!< how many packets it came in
    Bytes payload;            //!< what follows the header
};

/**
 * @ingroup l2tp-tests
 * @brief Puts IPv4 fragments together that arrive in any order, without overlap.
 */
class Ipv4Reassembly
{
  public:
    /**
     * @brief Take a packet.
     * @param packet the packet from its IPv4 header; throws std::runtime_error if it is none
     * @return the datagram that it completes, if any
     */
    std::optional<Ipv4Datagram> Take(ByteView packet);

    /** @brief How many datagrams are not complete. @return their number */
    std::size_t GetPending() const;

  private:
    /** @brief A datagram of which some fragments are there. */
    struct Pending
    {
        std::map<std::size_t, Bytes> parts; //!< payload by offset
        std::size_t size{SIZE_MAX};         //!< size of the payload, once the last part is there
    };

    using Key = std::tuple<uint32_t, uint32_t, uint8_t, uint16_t>; //!< addresses, protocol, id

    std::map<Key, Pending> m_pending; //!< datagrams that are not complete
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_IPV4_REASSEMBLY_H
