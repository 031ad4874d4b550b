// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-limit-attributes.h"

#include "l2tp-alternate-addresses.h"

#include "ns3/abort.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace l2tp
{

TypeId
LimitAttributes::AddTo(TypeId id)
{
    return id
        .AddAttribute("MaxConnections",
                      "Control connections in any state, above which further SCCRQs are refused "
                      "and counted; 0 for no limit.",
                      UintegerValue(16384),
                      MakeUintegerAccessor(&LimitAttributes::m_maxConnections),
                      MakeUintegerChecker<uint32_t>())
        .AddAttribute("MaxSessions",
                      "Sessions in any state, above which further ICRQs and OCRQs are refused by "
                      "CDN with result 4; 0 for no limit.",
                      UintegerValue(1048576),
                      MakeUintegerAccessor(&LimitAttributes::m_maxSessions),
                      MakeUintegerChecker<uint32_t>())
        .AddAttribute("MaxSccrqRate",
                      "SCCRQs of new connections that are looked at in a second of simulated "
                      "time, more are dropped and counted; 0 for no limit.",
                      UintegerValue(0),
                      MakeUintegerAccessor(&LimitAttributes::m_maxSccrqRate),
                      MakeUintegerChecker<uint32_t>())
        .AddAttribute("AlternateAddresses",
                      "Where a peer may try that is refused because of MaxConnections, as in "
                      "\"192.0.2.1, 192.0.2.2\", IPv6 addresses in brackets (RFC 3931 section "
                      "5.4.2, error 9); empty for no suggestion (error 7).",
                      StringValue(""),
                      MakeStringAccessor(&LimitAttributes::m_alternates),
                      MakeStringChecker());
}

void
LimitAttributes::Check() const
{
    const auto addresses = ParseAddresses(m_alternates);
    NS_ABORT_MSG_UNLESS((m_alternates.empty() && addresses.empty()) ||
                            (!addresses.empty() && FormatAddresses(addresses) == m_alternates),
                        "ns3::l2tp::Lcce::AlternateAddresses must be addresses with a comma and a "
                        "space between them, IPv6 addresses in brackets, not \""
                            << m_alternates << "\"");
}

void
LimitAttributes::Fill(EndpointConfiguration& configuration) const
{
    configuration.maxConnections = m_maxConnections;
    configuration.alternates = ParseAddresses(m_alternates);
    configuration.maxSessions = m_maxSessions;
    configuration.maxSccrqRate = m_maxSccrqRate;
}

} // namespace l2tp
} // namespace ns3
