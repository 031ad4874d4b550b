// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-endpoint-configuration.h"

#include <algorithm>

namespace ns3
{
namespace l2tp
{

PeerIdentity
MakeIdentity(PeerIdentification identification, const std::string& hostName, uint32_t routerId)
{
    switch (identification)
    {
    case PeerIdentification::HostName:
        return {hostName, 0};
    case PeerIdentification::RouterId:
        return {{}, routerId};
    case PeerIdentification::Both:
        break;
    }
    return {hostName, routerId};
}

const PeerProfile*
FindProfile(const std::vector<PeerProfile>& profiles,
            const std::string& hostName,
            std::optional<uint32_t> routerId)
{
    const auto found =
        std::find_if(profiles.begin(), profiles.end(), [&](const PeerProfile& profile) {
            return (profile.hostName.empty() || profile.hostName == hostName) &&
                   (!profile.routerId || profile.routerId == routerId);
        });
    return found == profiles.end() ? nullptr : &*found;
}

} // namespace l2tp
} // namespace ns3
