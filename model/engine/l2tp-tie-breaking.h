// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_TIE_BREAKING_H
#define L2TP_TIE_BREAKING_H

#include "l2tp-engine-output.h"

#include "ns3/random-variable-stream.h"

#include <cstdint>
#include <optional>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief How a tie of two SCCRQs ends for this end (\RFC{3931} section 5.4.3).
 */
enum class TieOutcome : uint8_t
{
    None,  //!< this end has sent no tie breaker: both connections go on
    Won,   //!< the lower value, or the only one, is this end's
    Lost,  //!< the lower value is the peer's
    Equal, //!< the values are equal: both ends start anew
};

/**
 * @ingroup l2tp
 * @brief Compare the tie breakers of two crossing SCCRQs as unsigned numbers.
 *
 * An end that sends none does not compare: the peer, if it has sent one, refuses the SCCRQ of this
 * end.
 * @param own value sent, if any
 * @param received value received, if any
 * @return the outcome
 */
TieOutcome JudgeTie(std::optional<uint64_t> own, std::optional<uint64_t> received);

/**
 * @ingroup l2tp
 * @brief Draw a tie breaker.
 * @param stream random numbers
 * @return eight random octets
 */
uint64_t DrawTieBreaker(UniformRandomVariable& stream);

/**
 * @ingroup l2tp
 * @brief What the StopCCN for the SCCRQ that has lost says; the RFC names no result for it.
 * @return result 3, control connection already exists
 */
DownReason MakeTieRefusal();

} // namespace l2tp
} // namespace ns3

#endif // L2TP_TIE_BREAKING_H
