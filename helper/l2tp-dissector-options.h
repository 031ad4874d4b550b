// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_DISSECTOR_OPTIONS_H
#define L2TP_DISSECTOR_OPTIONS_H

#include "l2tp-bytes.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief What a Dissector is told besides the packets.
 */
struct DissectorOptions
{
    /** @brief The nonces of a message whose connection's set-up has not been seen. */
    struct Nonces
    {
        Bytes sender;   //!< nonce of the LCCE that has sent the message
        Bytes receiver; //!< nonce of the other one
    };

    /**
     * @brief The shared secret, with which digests are checked and AVPs unhidden.
     *
     * An empty one is that of an integrity check without authentication (\RFC{3931} section 4.3).
     * Without one no digest is checked.
     */
    std::optional<std::string> secret;
    /** @brief Nonces; in a capture they may be either way round. By default they are learnt. */
    std::optional<Nonces> nonces;
    /** @brief Cookie of all data messages: 0, 4 or 8 octets. By default it is learnt. */
    std::optional<uint8_t> cookieSize;
    /** @brief Whether data messages have the Default L2-Specific Sublayer. By default learnt. */
    std::optional<bool> sublayer;
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_DISSECTOR_OPTIONS_H
