// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_IDENTIFIER_H
#define L2TP_IDENTIFIER_H

#include <cstdint>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Draw a Control Connection ID or Session ID by lot: never 0, which is reserved (\RFC{3931}
 *        sections 3.2.1 and 4.1), and never one that is in use.
 * @tparam Draw callable that returns a random number
 * @tparam IsTaken callable that tells whether an identifier is in use
 * @param draw gives numbers
 * @param isTaken judges them
 * @return the first number that may be used
 */
template <typename Draw, typename IsTaken>
uint32_t
DrawIdentifier(const Draw& draw, const IsTaken& isTaken)
{
    uint32_t id = draw();
    while (id == 0 || isTaken(id))
    {
        id = draw();
    }
    return id;
}

} // namespace l2tp
} // namespace ns3

#endif // L2TP_IDENTIFIER_H
