// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-endpoint-attributes.h"

#include "l2tp-attribute-tools.h"
#include "l2tp-constants.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/ipv4.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace l2tp
{

TypeId
EndpointAttributes::AddTo(TypeId id)
{
    return id
        .AddAttribute("LocalAddress",
                      "Own address; any (0.0.0.0) for all addresses of the node. Two LCCEs on one "
                      "node need different explicit addresses.",
                      Ipv4AddressValue(Ipv4Address::GetAny()),
                      MakeIpv4AddressAccessor(&EndpointAttributes::m_localAddress),
                      MakeIpv4AddressChecker())
        .AddAttribute("Port",
                      "Own UDP port, 1 to 65535. Not used over IP.",
                      UintegerValue(UDP_PORT),
                      MakeUintegerAccessor(&EndpointAttributes::m_port),
                      MakeUintegerChecker<uint16_t>())
        .AddAttribute("ResponderPort",
                      "UDP port from which a connection that a peer opens is answered, and where "
                      "the peer has to send from then on; 0 for Port, which is what a NAT between "
                      "the two needs (RFC 3931 section 4.1.2.2). Not used over IP.",
                      UintegerValue(0),
                      MakeUintegerAccessor(&EndpointAttributes::m_responderPort),
                      MakeUintegerChecker<uint16_t>())
        .AddAttribute("Encapsulation",
                      "How packets are carried: Ip (protocol 115) or Udp (port 1701) (RFC 3931 "
                      "section 4.1).",
                      EnumValue(UDP),
                      AttributeTools::MakeModeAccessor(&EndpointAttributes::m_encapsulation),
                      MakeEnumChecker(IP, "Ip", UDP, "Udp"))
        .AddAttribute(
            "HostName",
            "Host Name AVP, US-ASCII of at most 1017 octets; empty for \"lcce-\" and the number of "
            "the node.",
            StringValue(""),
            MakeStringAccessor(&EndpointAttributes::m_hostName),
            MakeStringChecker())
        .AddAttribute("RouterId",
                      "Router ID AVP; 0 for LocalAddress, or the first address of the node if that "
                      "is any.",
                      UintegerValue(0),
                      MakeUintegerAccessor(&EndpointAttributes::m_routerId),
                      MakeUintegerChecker<uint32_t>())
        .AddAttribute("VendorName",
                      "Vendor Name AVP, US-ASCII of at most 1017 octets; empty for none.",
                      StringValue(""),
                      MakeStringAccessor(&EndpointAttributes::m_vendorName),
                      MakeStringChecker())
        .AddAttribute("PreferredLanguage",
                      "Preferred Language AVP: a language tag as en-US (RFC 5646) for the texts of "
                      "results, US-ASCII of at most 1017 octets; empty for none (RFC 3931 section "
                      "5.4.3).",
                      StringValue(""),
                      MakeStringAccessor(&EndpointAttributes::m_preferredLanguage),
                      MakeStringChecker())
        .AddAttribute("PeerIdentification",
                      "What tells one peer from another, for ties, PeerRestart and HelloJitter: "
                      "HostNameAndRouterId, HostName or RouterId (RFC 3931 section 3.3).",
                      EnumValue(HOST_NAME_AND_ROUTER_ID),
                      AttributeTools::MakeModeAccessor(&EndpointAttributes::m_peerIdentification),
                      MakeEnumChecker(HOST_NAME_AND_ROUTER_ID,
                                      "HostNameAndRouterId",
                                      HOST_NAME,
                                      "HostName",
                                      ROUTER_ID,
                                      "RouterId"))
        .AddAttribute("CacheRoute",
                      "Whether the route to a peer is looked up only once per connection and "
                      "session. That is faster, but no later change of the route is noticed.",
                      BooleanValue(false),
                      MakeBooleanAccessor(&EndpointAttributes::m_cacheRoute),
                      MakeBooleanChecker())
        .AddAttribute("DataChecksum",
                      "Whether data messages over UDP have a checksum, provided that the global "
                      "value ChecksumEnabled is true; control messages always have one then (RFC "
                      "3931 section 4.1.2.3). Messages without are always accepted.",
                      BooleanValue(true),
                      MakeBooleanAccessor(&EndpointAttributes::m_dataChecksum),
                      MakeBooleanChecker());
}

void
EndpointAttributes::Check() const
{
    NS_ABORT_MSG_IF(m_encapsulation == UDP && m_port == 0,
                    "ns3::l2tp::Lcce::Port must be 1 to 65535, not 0");
    NS_ABORT_MSG_IF(m_encapsulation == IP && m_responderPort != 0,
                    "ns3::l2tp::Lcce::ResponderPort must be 0 unless Encapsulation is Udp");
    AttributeTools::CheckString("HostName", m_hostName);
    AttributeTools::CheckString("VendorName", m_vendorName);
    AttributeTools::CheckString("PreferredLanguage", m_preferredLanguage);
}

void
EndpointAttributes::Fill(EndpointConfiguration& configuration, const Node& node) const
{
    configuration.hostName =
        m_hostName.empty() ? "lcce-" + std::to_string(node.GetId()) : m_hostName;
    configuration.routerId = FindRouterId(node);
    configuration.vendorName = m_vendorName;
    configuration.encapsulation = GetEncapsulation();
    configuration.identification =
        m_peerIdentification == HOST_NAME   ? l2tp::PeerIdentification::HostName
        : m_peerIdentification == ROUTER_ID ? l2tp::PeerIdentification::RouterId
                                            : l2tp::PeerIdentification::Both;
    configuration.preferredLanguage = m_preferredLanguage;
}

Encapsulation
EndpointAttributes::GetEncapsulation() const
{
    return m_encapsulation == UDP ? Encapsulation::Udp : Encapsulation::Ip;
}

uint32_t
EndpointAttributes::FindRouterId(const Node& node) const
{
    if (m_routerId != 0)
    {
        return m_routerId;
    }
    if (m_localAddress != Ipv4Address::GetAny())
    {
        return m_localAddress.Get();
    }
    const auto ipv4 = node.GetObject<Ipv4>();
    for (uint32_t i = 0; i < ipv4->GetNInterfaces(); ++i)
    {
        for (uint32_t j = 0; j < ipv4->GetNAddresses(i); ++j)
        {
            const auto address = ipv4->GetAddress(i, j).GetLocal();
            if (!address.IsLocalhost())
            {
                return address.Get();
            }
        }
    }
    return 0;
}

} // namespace l2tp
} // namespace ns3
