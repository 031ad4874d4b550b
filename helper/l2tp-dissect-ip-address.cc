// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-dissect-ip-address.h"

#include <algorithm>
#include <arpa/inet.h>
#include <tuple>

namespace ns3
{
namespace l2tp
{

IpAddress::IpAddress(ByteView octets)
{
    if (octets.size() == V4_SIZE || octets.size() == V6_SIZE)
    {
        m_size = octets.size();
        std::copy(octets.begin(), octets.end(), m_octets.begin());
    }
}

std::string
IpAddress::ToString() const
{
    if (m_size == 0)
    {
        return "";
    }
    std::array<char, INET6_ADDRSTRLEN> text{};
    inet_ntop(m_size == V4_SIZE ? AF_INET : AF_INET6, m_octets.data(), text.data(), text.size());
    return text.data();
}

bool
IpAddress::operator==(const IpAddress& other) const
{
    return m_size == other.m_size && m_octets == other.m_octets;
}

bool
IpAddress::operator<(const IpAddress& other) const
{
    return std::tie(m_size, m_octets) < std::tie(other.m_size, other.m_octets);
}

} // namespace l2tp
} // namespace ns3
