// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_ENDPOINT_CONFIGURATION_H
#define L2TP_ENDPOINT_CONFIGURATION_H

#include "l2tp-authentication-settings.h"
#include "l2tp-constants.h"
#include "l2tp-reliable-channel.h"
#include "l2tp-sublayer-registry.h"

#include "ns3/address.h"
#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace l2tp
{

class VendorRegistry;

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
 * @brief Which AVPs tell whether two connections lead to the same peer
 *        (\RFC{3931} sections 3.3 and 5.4.3).
 */
enum class PeerIdentification : uint8_t
{
    Both,     //!< Host Name and Router ID
    HostName, //!< Host Name alone
    RouterId, //!< Router ID alone
};

/**
 * @ingroup l2tp
 * @brief Who a peer is: Host Name and Router ID (\RFC{3931} section 3.3), or one of them, the
 *        other being empty or 0.
 */
using PeerIdentity = std::pair<std::string, uint32_t>;

/**
 * @ingroup l2tp
 * @brief Name a peer.
 * @param identification which AVPs count
 * @param hostName its Host Name
 * @param routerId its Router ID
 * @return the same for all connections of this peer
 */
PeerIdentity MakeIdentity(PeerIdentification identification,
                          const std::string& hostName,
                          uint32_t routerId);

/**
 * @ingroup l2tp
 * @brief What is different towards one peer (\RFC{3931} section 3.3).
 *
 * Host Name and Router ID are those of SCCRQ or SCCRP, or those given to Endpoint::Connect(). Of
 * several profiles the first that fits counts. In a message that is not verified yet they select
 * the secrets and nothing else.
 */
struct PeerProfile
{
    std::string hostName;                  //!< Host Name of the peer; empty: any
    std::optional<uint32_t> routerId;      //!< Router ID of the peer; none: any
    std::vector<std::string> secrets;      //!< its secrets; none: those of AuthenticationSettings
    std::optional<Time> helloInterval;     //!< silence before a HELLO
    std::optional<uint16_t> receiveWindow; //!< Receive Window Size in SCCRQ and SCCRP to it
    std::optional<bool> tieBreaker;        //!< Control Connection Tie Breaker in SCCRQ
};

/**
 * @ingroup l2tp
 * @brief The profile of a peer.
 * @param profiles all profiles
 * @param hostName its Host Name, or empty
 * @param routerId its Router ID, if known
 * @return the first profile that fits, or null
 */
const PeerProfile* FindProfile(const std::vector<PeerProfile>& profiles,
                               const std::string& hostName,
                               std::optional<uint32_t> routerId);

/**
 * @ingroup l2tp
 * @brief What is known of a peer before it has said anything.
 */
struct PeerHints
{
    std::string hostName;                //!< Host Name; empty if not known
    std::optional<uint32_t> routerId;    //!< Router ID, if known
    std::vector<Address> otherAddresses; //!< further addresses that its SCCRQ may come from
};

/**
 * @ingroup l2tp
 * @brief Everything about an endpoint that is configured.
 */
struct EndpointConfiguration
{
    std::string hostName{"lcce"};          //!< Host Name, 1..1017 octets of US-ASCII
    uint32_t routerId{0};                  //!< Router ID
    std::string vendorName;                //!< Vendor Name; empty: not sent
    std::string preferredLanguage;         //!< Preferred Language (\RFC{3066}); empty: not sent
    std::vector<uint16_t> pseudowireTypes; //!< Pseudowire Capabilities List, not empty
    Encapsulation encapsulation{Encapsulation::Udp}; //!< how its messages travel
    ReliableChannel::Parameters channel;             //!< window and retransmission limits
    Time helloInterval{Seconds(60)};                 //!< silence before a HELLO; 0: no HELLO
    double helloJitter{0.1};                         //!< largest part cut off the interval, [0, 1)
    Time setupTimeout;                               //!< set-up guard; 0: two full cycles
    Time callPlacementTimeout;                  //!< for the LAC to place a call; 0: set-up guard
    IdleClose idleClose{IdleClose::Never};      //!< what to do without sessions
    Time idleTimeout{Seconds(60)};              //!< with IdleClose::After: how long to wait
    PeerRestart peerRestart{PeerRestart::Keep}; //!< what to do with a restarted peer
    PeerIdentification identification{PeerIdentification::Both}; //!< what names a peer
    bool strictIdle{false};         //!< answer SCCRP and SCCCN of no connection by StopCCN
    bool tolerateWrongState{false}; //!< ignore messages that a state has no row for
    bool tieBreaker{false};         //!< send Control Connection Tie Breaker, compare those received
    /**
     * Limit of connections that are open or being opened; 0: none. SCCRQs beyond it are refused.
     * As many again may be on their way out.
     */
    std::size_t maxConnections{0};
    std::vector<std::string> alternates; //!< IPv4 or IPv6 addresses to name when it is reached
    std::size_t maxSessions{0};          //!< limit of sessions in any state; 0: none
    uint32_t maxSccrqRate{0};       //!< SCCRQs of new connections taken in a second; 0: any number
    bool acceptEarlyData{false};    //!< take data before ICCN or OCCN (\RFC{3931} section 3)
    bool shortCircuitErrors{false}; //!< Circuit Errors of 24 octets instead of 32
    Time wenInterval{Seconds(60)};  //!< shortest time between two WENs of a session
    AuthenticationSettings authentication;         //!< authentication and hiding
    std::vector<PeerProfile> profiles;             //!< what is different towards single peers
    std::shared_ptr<const VendorRegistry> vendors; //!< vendors' messages and AVPs known, or null
    /** @brief L2-Specific Sublayers known; not null. */
    std::shared_ptr<const SublayerRegistry> sublayers{std::make_shared<SublayerRegistry>()};
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_ENDPOINT_CONFIGURATION_H
