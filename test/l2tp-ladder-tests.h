// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_LADDER_TESTS_H
#define L2TP_LADDER_TESTS_H

#include "l2tp-lcce-network.h"

#include "ns3/l2tp-ladder.h"
#include "ns3/simulator.h"

#include <string>
#include <vector>

namespace ns3
{
namespace l2tp
{
namespace tests
{

/**
 * @ingroup l2tp-tests
 * @brief Text of a ladder.
 * @param ladder the ladder
 * @return what it prints
 */
std::string Draw(const Ladder& ladder);

/**
 * @ingroup l2tp-tests
 * @brief Read a drawing that is not to scale, as one reads \RFC{3931} Appendix B.
 * @param drawing what Draw() has returned
 * @return each message from top to bottom, for instance "> SCCRQ Nr: 0, Ns: 0" for one from the
 *         left, with " (packet lost)" after it if it does not arrive
 */
std::vector<std::string> ListMessages(const std::string& drawing);

} // namespace tests
} // namespace l2tp
} // namespace ns3

#endif // L2TP_LADDER_TESTS_H
