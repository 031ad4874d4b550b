// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_PEER_INFORMATION_H
#define L2TP_PEER_INFORMATION_H

#include "l2tp-constants.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief What a peer has said of itself in SCCRQ or SCCRP (\RFC{3931} section 5.4.3).
 */
struct PeerInformation
{
    std::string hostName;                           //!< Host Name
    uint32_t routerId{0};                           //!< Router ID
    std::string vendorName;                         //!< Vendor Name, or empty
    uint16_t receiveWindow{DEFAULT_RECEIVE_WINDOW}; //!< Receive Window Size
    std::vector<uint16_t> pseudowireTypes;          //!< Pseudowire Capabilities List
    /**
     * Language in which the peer wants to read text (\RFC{3066}), or empty. The text that this
     * module sends is in the default language whatever it says, as section 5.4.3 wants it of a
     * sender that knows no other.
     */
    std::string preferredLanguage;
    std::optional<uint64_t> tieBreaker; //!< Control Connection Tie Breaker of its SCCRQ
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_PEER_INFORMATION_H
