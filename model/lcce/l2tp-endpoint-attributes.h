// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_ENDPOINT_ATTRIBUTES_H
#define L2TP_ENDPOINT_ATTRIBUTES_H

#include "l2tp-endpoint-context.h"

#include "ns3/ipv4-address.h"
#include "ns3/node.h"
#include "ns3/type-id.h"

#include <cstdint>
#include <string>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Attributes of an Lcce: where it is reached, and what it says of itself
 *        (\RFC{3931} sections 4.1 and 5.4.3).
 */
class EndpointAttributes
{
  public:
    /** @brief Values of the attribute Encapsulation. */
    enum EncapsulationMode
    {
        IP,  //!< IP protocol 115 (\RFC{3931} section 4.1.1)
        UDP, //!< UDP port 1701 (\RFC{3931} section 4.1.2)
    };

    /** @brief Values of the attribute PeerIdentification: what tells one peer from another. */
    enum PeerIdentificationMode
    {
        HOST_NAME_AND_ROUTER_ID, //!< both
        HOST_NAME,               //!< Host Name alone
        ROUTER_ID,               //!< Router ID alone
    };

  protected:
    /**
     * @brief Add the attributes to a type ID.
     * @param id to what
     * @return the same
     */
    static TypeId AddTo(TypeId id);

    /** @brief Abort, with one sentence, on values that cannot be or contradict each other. */
    void Check() const;

    /**
     * @brief Fill in the values.
     * @param configuration to what
     * @param node the node of the LCCE, for what is left to it
     */
    void Fill(EndpointConfiguration& configuration, const Node& node) const;

    /** @brief How packets are carried. @return the encapsulation */
    Encapsulation GetEncapsulation() const;

    Ipv4Address m_localAddress;        //!< LocalAddress
    uint16_t m_port;                   //!< Port
    EncapsulationMode m_encapsulation; //!< Encapsulation
    uint16_t m_responderPort;          //!< ResponderPort
    bool m_cacheRoute;                 //!< CacheRoute
    bool m_dataChecksum;               //!< DataChecksum
    std::string m_hostName;            //!< HostName
    uint32_t m_routerId;               //!< RouterId
    std::string m_vendorName;          //!< VendorName
    std::string m_preferredLanguage;   //!< PreferredLanguage

  private:
    PeerIdentificationMode m_peerIdentification; //!< PeerIdentification

    /**
     * @brief Router ID to send.
     * @param node the node of the LCCE
     * @return RouterId, else LocalAddress, else the first address of the node but loopback, else 0
     */
    uint32_t FindRouterId(const Node& node) const;
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_ENDPOINT_ATTRIBUTES_H
