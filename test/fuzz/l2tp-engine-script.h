// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_ENGINE_SCRIPT_H
#define L2TP_ENGINE_SCRIPT_H

#include "l2tp-bytes.h"

#include <string>

namespace ns3
{
namespace l2tp
{
namespace test
{

/**
 * @brief Let octets play the peer, the owner and the clock of one endpoint.
 *
 * Each octet stands for a message of any type that fits what the endpoint has said so far, mutated
 * or not, for a verb of the owner, or for time that passes; so sequences of octets reach every
 * state of every machine and do everything there. When the octets are used up the peer falls
 * silent.
 *
 * What must hold whatever the octets are: each message that the endpoint sends can be decoded
 * without a fault by a peer that knows the secret; no deadline lies in the past; no message makes
 * more than one connection or session; every session that was reported as created is reported as
 * down, and at the end, when the peer has been silent long enough, nothing is left.
 *
 * @param script any octets
 * @return the first thing that does not hold, in words; empty if all is well
 */
std::string RunEngineScript(ByteView script);

} // namespace test
} // namespace l2tp
} // namespace ns3

#endif // L2TP_ENGINE_SCRIPT_H
