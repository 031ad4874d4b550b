// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-attribute.h"

#include <algorithm>

namespace ns3
{
namespace l2tp
{

namespace
{

// RFC 2661 section 4.4.3: Protocol Version, Framing and Bearer Capabilities, Firmware Revision,
// Assigned Tunnel ID, Challenge and Challenge Response.
constexpr std::array<uint16_t, 7> VERSION_2_OPENING{2, 3, 4, 6, 9, 11, 13};

} // namespace

bool
IsSkippedVersion2Attribute(uint16_t type, MessageType in)
{
    return (MessageBit(in) & messageset::OPENING) != 0 &&
           std::find(VERSION_2_OPENING.begin(), VERSION_2_OPENING.end(), type) !=
               VERSION_2_OPENING.end();
}

} // namespace l2tp
} // namespace ns3
