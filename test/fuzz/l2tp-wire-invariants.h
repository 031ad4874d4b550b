// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_WIRE_INVARIANTS_H
#define L2TP_WIRE_INVARIANTS_H

#include "l2tp-bytes.h"

#include <string>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp-tests
 * @brief Decode octets in every way the module does and compare the results with each other.
 *
 * The octets are taken as a packet over IP, as a packet over UDP, as a control message and as
 * data messages of every shape. What is accepted has to be reproduced by the encoder; what is
 * read has to lie within the octets; what is printed has to be one line. A message that is signed
 * has to be good until a bit of it changes; one that is hidden has to be the same when unhidden.
 *
 * @param bytes any octets
 * @return the first promise that is broken, empty if all are kept
 */
std::string FindBrokenInvariant(ByteView bytes);

} // namespace l2tp
} // namespace ns3

#endif // L2TP_WIRE_INVARIANTS_H
