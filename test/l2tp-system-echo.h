// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_SYSTEM_ECHO_H
#define L2TP_SYSTEM_ECHO_H

#include "ns3/ipv4-address.h"
#include "ns3/node.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <vector>

namespace ns3
{
namespace l2tp
{
namespace tests
{

/**
 * @ingroup l2tp-tests
 * @brief UDP echo requests from one node to an address, and their replies.
 */
class SystemEcho
{
  public:
    /** @brief Octets of the IPv4 and UDP headers of a request. */
    static constexpr uint32_t HEADERS = 28;

    /** @brief What to send. */
    struct Plan
    {
        Time first{Seconds(1)};    //!< when the first request leaves
        Time interval{Seconds(1)}; //!< time between requests
        uint32_t count{1};         //!< number of requests, at least one
        uint32_t size{HEADERS};    //!< octets of a request with its IPv4 header
    };

    /**
     * @brief Install the client. The node that has the address needs a server.
     * @param client where
     * @param server to which address
     * @param plan what to send
     */
    SystemEcho(Ptr<Node> client, Ipv4Address server, const Plan& plan);

    SystemEcho(const SystemEcho&) = delete;
    SystemEcho& operator=(const SystemEcho&) = delete;

    /**
     * @brief Let a node answer requests.
     * @param node the node
     */
    static void InstallServer(Ptr<Node> node);

    /**
     * @brief Count times in an interval.
     * @param times the times
     * @param begin first one that counts
     * @param end first one that does not
     * @return how many there are
     */
    static uint32_t Count(const std::vector<Time>& times, Time begin, Time end);

    std::vector<Time> sent;     //!< when requests have left
    std::vector<Time> answered; //!< when replies have come

  private:
    void Sent(Ptr<const Packet> packet);     //!< @param packet a request
    void Answered(Ptr<const Packet> packet); //!< @param packet a reply
};

} // namespace tests
} // namespace l2tp
} // namespace ns3

#endif // L2TP_SYSTEM_ECHO_H
