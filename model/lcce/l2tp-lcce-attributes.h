// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_LCCE_ATTRIBUTES_H
#define L2TP_LCCE_ATTRIBUTES_H

#include "l2tp-authentication-attributes.h"
#include "l2tp-channel-attributes.h"
#include "l2tp-connection-attributes.h"
#include "l2tp-endpoint-attributes.h"
#include "l2tp-endpoint-context.h"
#include "l2tp-limit-attributes.h"
#include "l2tp-sequencing-attributes.h"
#include "l2tp-session-attributes.h"

#include "ns3/node.h"
#include "ns3/type-id.h"

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief The attributes of an Lcce, by subject; a part of it, never an object of its own.
 */
class LcceAttributes : public EndpointAttributes,
                       public ChannelAttributes,
                       public ConnectionAttributes,
                       public AuthenticationAttributes,
                       public LimitAttributes,
                       public SessionAttributes,
                       public SequencingAttributes
{
  protected:
    /**
     * @brief Add all attributes to a type ID.
     * @param id to what
     * @return the same
     */
    static TypeId AddAttributes(TypeId id);

    /**
     * @brief Abort, with one sentence, on attributes that cannot be or contradict each other.
     * @param profiles what is different towards single peers
     */
    void CheckAttributes(const std::vector<PeerProfile>& profiles) const;

    /**
     * @brief Collect the attributes for the endpoint.
     * @param node the node of the LCCE
     * @return the configuration; pseudowire types are missing
     */
    EndpointConfiguration MakeConfiguration(const Node& node) const;
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_LCCE_ATTRIBUTES_H
