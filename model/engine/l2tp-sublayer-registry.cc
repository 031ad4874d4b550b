// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-sublayer-registry.h"

#include "ns3/abort.h"

#include <cstdint>

namespace ns3
{
namespace l2tp
{

void
SublayerRegistry::Register(L2SpecificSublayer type, bool sequenced)
{
    NS_ABORT_MSG_UNLESS(!IsKnown(type) && m_sublayers.emplace(type, sequenced).second,
                        "an L2-Specific Sublayer to be registered must have a type from 2 to "
                        "65535 that is not registered yet, not "
                            << static_cast<uint16_t>(type));
}

bool
SublayerRegistry::IsKnown(L2SpecificSublayer type) const
{
    return type == L2SpecificSublayer::None || type == L2SpecificSublayer::Default ||
           m_sublayers.count(type) > 0;
}

bool
SublayerRegistry::IsSequenced(L2SpecificSublayer type) const
{
    const auto registered = m_sublayers.find(type);
    return type == L2SpecificSublayer::Default ||
           (registered != m_sublayers.end() && registered->second);
}

} // namespace l2tp
} // namespace ns3
