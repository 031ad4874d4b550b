// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_WIRE_HIDING_SUPPORT_H
#define L2TP_WIRE_HIDING_SUPPORT_H

#include "l2tp-avp-hiding.h"
#include "l2tp-shared-secret.h"
#include "l2tp-wire-test-support.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

/**
 * @file
 * @ingroup l2tp-tests
 * What the tests of AVP hiding share.
 */

namespace ns3
{
namespace l2tp
{
namespace wiretest
{

/** @brief What ProblemsOf() gives. */
using Problems = std::vector<ParseProblem>;

/** @brief A Random Vector in hexadecimal. */
inline const std::string VECTOR = "00112233445566778899aabbccddeeff";
/** @brief The secret of all hidden values. */
inline const SharedSecret SECRET("l2tp-secret");

/** @brief A source that gives the octets of VECTOR over and over. @return the source */
inline RandomOctets
Fixed()
{
    return [octets = FromHex(VECTOR), next = std::size_t{0}](uint8_t* to, std::size_t n) mutable {
        for (std::size_t i = 0; i < n; ++i, ++next)
        {
            to[i] = octets[next % octets.size()];
        }
    };
}

/**
 * @brief A source of octets that look random.
 * @param seed makes each source another
 * @return the source
 */
inline RandomOctets
Drawn(uint32_t seed)
{
    return [random = std::mt19937(seed)](uint8_t* to, std::size_t n) mutable { // NOLINT
        std::generate_n(to, n, [&random] { return static_cast<uint8_t>(random()); });
    };
}

/**
 * @brief Hide all that may be hidden, with SECRET and VECTOR.
 * @param clear the message
 * @param padding octets of padding per AVP
 * @return the hidden message
 */
inline ControlMessage
Hidden(const ControlMessage& clear, std::size_t padding = 0)
{
    HidingOptions options;
    options.padding = padding;
    return Hide(clear, SECRET, options, Fixed());
}

/**
 * @brief The AVPs of a message, to be chosen from by number.
 * @param message the message
 * @return all AVPs, Message Type first
 */
inline std::vector<Avp>
AvpsOf(const ControlMessage& message)
{
    std::vector<Avp> avps;
    for (const Avp& avp : message.GetAvps())
    {
        avps.push_back(avp);
    }
    return avps;
}

/** @brief Local Session ID 11223344 hidden with SECRET and VECTOR, the whole AVP. */
inline const std::string LOCAL_SESSION_ID = "c00c0000003fbc1e952d7fff";

} // namespace wiretest
} // namespace l2tp
} // namespace ns3

#endif // L2TP_WIRE_HIDING_SUPPORT_H
