// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_DISSECT_PATH_H
#define L2TP_DISSECT_PATH_H

#include "l2tp-constants.h"
#include "l2tp-dissect-ip-address.h"

#include <tuple>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief From which LCCE to which other a packet goes, and how.
 *
 * UDP ports are no part of it: the responder may choose its own (\RFC{3931} section 4.1.2.2), and
 * what an LCCE assigns is unique among all that it assigns.
 */
struct DissectPath
{
    IpAddress from;                //!< source address
    IpAddress to;                  //!< destination address
    Encapsulation encapsulation{}; //!< over UDP or IP

    /** @brief The way back. @return the path with both ends exchanged */
    DissectPath Reverse() const
    {
        return {to, from, encapsulation};
    }

    /**
     * @brief An order for use in maps.
     * @param other the other one
     * @return true if this one comes before it
     */
    bool operator<(const DissectPath& other) const
    {
        return std::tie(from, to, encapsulation) <
               std::tie(other.from, other.to, other.encapsulation);
    }
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_DISSECT_PATH_H
