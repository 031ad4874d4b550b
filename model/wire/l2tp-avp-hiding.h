// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_AVP_HIDING_H
#define L2TP_AVP_HIDING_H

#include "l2tp-attribute.h"
#include "l2tp-control-message.h"
#include "l2tp-shared-secret.h"

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief What is hidden and how (\RFC{3931} section 5.3).
 */
struct HidingOptions
{
    /** @brief Octets of each Random Vector, 1 to 1017; 16 or more are recommended. */
    std::size_t vectorLength{16};
    /** @brief Octets of random padding in each hidden AVP, fewer where 1023 octets are reached. */
    std::size_t padding{0};
    /** @brief Rows of ATTRIBUTES to hide, if the table allows it: `rows[avp::HostName::ROW]`. */
    std::bitset<ATTRIBUTES.size()> rows{~0ULL};
    /** @brief Whether registered attributes of vendors are hidden, if their registration allows. */
    bool vendors{true};
};

/**
 * @ingroup l2tp
 * @brief A source of random octets.
 *
 * The first argument says where to write them, the second how many.
 */
using RandomOctets = std::function<void(uint8_t*, std::size_t)>;

/**
 * @ingroup l2tp
 * @brief Hide all AVPs of a message that may be hidden (\RFC{3931} section 5.3).
 *
 * A Random Vector AVP stands before the first hidden AVP, and a further one before each AVP whose
 * value differs from one of the same Attribute Type that was hidden with the vector at hand. A
 * Random Vector AVP that the message has already is used for what follows it. M bits, order, header
 * and all that stays clear are as they were; so does an AVP stay clear that hiding would make
 * longer than 1023 octets.
 *
 * Hiding is for connections with authentication only: the message has to be signed afterwards.
 *
 * @param clear the message
 * @param secret the secret; while there are two, the first is meant, and the receiver takes the
 *        one that verified the message
 * @param options what to hide and how
 * @param random source of vectors and padding; asked for a vector, then in the order of the AVPs
 *        for each padding
 * @return the message as a receiver has it before ControlMessage::Unhide()
 */
ControlMessage Hide(const ControlMessage& clear,
                    const SharedSecret& secret,
                    const HidingOptions& options,
                    const RandomOctets& random);

} // namespace l2tp
} // namespace ns3

#endif // L2TP_AVP_HIDING_H
