// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_ENDPOINT_CONTEXT_H
#define L2TP_ENDPOINT_CONTEXT_H

#include "l2tp-engine-output.h"
#include "l2tp-reliable-channel.h"
#include "l2tp-session-table.h"
#include "l2tp-session.h"

#include "ns3/nstime.h"
#include "ns3/ptr.h"
#include "ns3/random-variable-stream.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief When a control connection without sessions is closed; local policy by \RFC{3931}
 *        section 7.5.
 */
enum class IdleClose : uint8_t
{
    Never,           //!< it stays
    After,           //!< a while after the last session
    WithLastSession, //!< at once
};

/**
 * @ingroup l2tp
 * @brief What becomes of the established connections of a peer that opens another one.
 */
enum class PeerRestart : uint8_t
{
    Keep,    //!< they stay: several connections between one pair are legal (\RFC{3931} section 3)
    Replace, //!< the peer is taken to have restarted: they are dropped without a message
};

/**
 * @ingroup l2tp
 * @brief Everything about an endpoint that is configured.
 */
struct EndpointConfiguration
{
    std::string hostName{"lcce"};               //!< Host Name, 1..1017 octets of US-ASCII
    uint32_t routerId{0};                       //!< Router ID
    std::string vendorName;                     //!< Vendor Name; empty: not sent
    std::vector<uint16_t> pseudowireTypes;      //!< Pseudowire Capabilities List, not empty
    ReliableChannel::Parameters channel;        //!< window and retransmission limits
    Time helloInterval{Seconds(60)};            //!< silence before a HELLO; 0: no HELLO
    double helloJitter{0.1};                    //!< largest part cut off the interval, [0, 1)
    Time setupTimeout;                          //!< set-up guard; 0: two full cycles
    IdleClose idleClose{IdleClose::Never};      //!< what to do without sessions
    Time idleTimeout{Seconds(60)};              //!< with IdleClose::After: how long to wait
    PeerRestart peerRestart{PeerRestart::Keep}; //!< what to do with a restarted peer
    bool strictIdle{false}; //!< answer SCCRP and SCCCN of no connection by StopCCN (section 7.2)
};

/**
 * @ingroup l2tp
 * @brief Where an endpoint gets its random numbers; none may be null.
 */
struct RandomStreams
{
    Ptr<UniformRandomVariable> identifiers; //!< Control Connection IDs and Session IDs
    Ptr<UniformRandomVariable> cookies;     //!< cookies (\RFC{3931} section 8.2)
    Ptr<UniformRandomVariable> hello;       //!< jitter of HELLO (\RFC{3931} section 4.4)
};

/**
 * @ingroup l2tp
 * @brief What an endpoint asks its owner, who has to answer on the spot.
 *
 * None of the calls may come back into the endpoint.
 */
class EndpointHost
{
  public:
    virtual ~EndpointHost() = default;

    /**
     * @brief Make the strategies of a new control connection.
     * @return one new object each
     */
    virtual ReliableChannel::Policies MakePolicies() = 0;

    /**
     * @brief Whether a local Session ID may be given to a new session.
     *
     * Session IDs are unique on a node, not on a connection (\RFC{3931} section 4.1).
     * @param id a non-zero Session ID that no session of this endpoint has
     * @return true if nobody else on the node uses it
     */
    virtual bool IsSessionIdFree(uint32_t id) const = 0;

    /**
     * @brief Decide about a session that a peer asks for.
     * @param connection local ID of its control connection
     * @param request what the ICRQ says
     * @return the answer
     */
    virtual Admission Admit(uint32_t connection, const SessionRequest& request) = 0;
};

/**
 * @ingroup l2tp
 * @brief Who a peer is: Host Name and Router ID (\RFC{3931} section 3.3).
 */
using PeerIdentity = std::pair<std::string, uint32_t>;

/**
 * @ingroup l2tp
 * @brief What the parts of one endpoint share.
 */
struct EndpointContext
{
    EndpointConfiguration configuration;                    //!< everything that is configured
    EndpointHost& host;                                     //!< the owner
    RandomStreams streams;                                  //!< random numbers
    OutputQueue outputs;                                    //!< what the owner has not taken yet
    SessionTable sessions;                                  //!< all sessions by local Session ID
    std::map<PeerIdentity, std::set<uint32_t>> established; //!< open connections by peer
    std::vector<PeerIdentity> changedPeers; //!< whose set of open connections has just changed
    uint32_t serialNumber{0};               //!< last Serial Number used (section 5.4.4)
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_ENDPOINT_CONTEXT_H
