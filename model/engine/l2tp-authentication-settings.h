// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_AUTHENTICATION_SETTINGS_H
#define L2TP_AUTHENTICATION_SETTINGS_H

#include "l2tp-constants.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Control Message Authentication of an endpoint (\RFC{3931} section 4.3).
 */
enum class AuthenticationMode : uint8_t
{
    /** No Message Digest is sent, and those received are not looked at. */
    Off,
    /**
     * Each message has a digest made with an empty secret and no nonces: it finds out damage, but
     * proves nothing about the sender. A peer that sends a nonce is not authorized.
     */
    IntegrityOnly,
    /** Each message has a digest for each secret, made with the nonces of both ends. */
    Secret,
};

/**
 * @ingroup l2tp
 * @brief How the control messages of an endpoint are authenticated and hidden
 *        (\RFC{3931} sections 4.3, 5.3 and 5.4.1).
 */
struct AuthenticationSettings
{
    AuthenticationMode mode{AuthenticationMode::Off}; //!< what is asked of both ends
    /**
     * One secret, or two while it is being changed; with Secret only. An empty string is a secret
     * too. Messages are hidden with the first one.
     */
    std::vector<std::string> secrets;
    DigestType digestType{DigestType::HmacMd5}; //!< digest of messages sent
    std::size_t nonceLength{16};                //!< octets of a nonce, 1..1017; 16 or more advised
    bool hiding{false};                         //!< hide all AVPs that may be hidden; Secret only
    std::size_t hidingPadding{0};               //!< octets of padding in each hidden AVP
    std::size_t randomVectorLength{16};         //!< octets of a Random Vector, 1..1017
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_AUTHENTICATION_SETTINGS_H
