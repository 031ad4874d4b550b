// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_LIMIT_ATTRIBUTES_H
#define L2TP_LIMIT_ATTRIBUTES_H

#include "l2tp-endpoint-context.h"

#include "ns3/type-id.h"

#include <cstdint>
#include <string>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Attributes of an Lcce: how much state peers can make it keep, so that a flood of requests
 *        (\RFC{3931} section 8.1) is bounded.
 */
class LimitAttributes
{
  protected:
    /**
     * @brief Add the attributes to a type ID.
     * @param id to what
     * @return the same
     */
    static TypeId AddTo(TypeId id);

    /** @brief Abort, with one sentence, on values that cannot be. */
    void Check() const;

    /**
     * @brief Fill in the values.
     * @param configuration to what
     */
    void Fill(EndpointConfiguration& configuration) const;

  private:
    uint32_t m_maxConnections; //!< MaxConnections
    uint32_t m_maxSessions;    //!< MaxSessions
    uint32_t m_maxSccrqRate;   //!< MaxSccrqRate
    std::string m_alternates;  //!< AlternateAddresses
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_LIMIT_ATTRIBUTES_H
