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

// RFC 2661 section 4.4 but for what RFC 3931 section 5.4 defines.
constexpr std::array<uint16_t, 29> VERSION_2_ALL{2,  3,  4,  6,  9,  11, 12, 13, 14, 16,
                                                 17, 18, 19, 21, 22, 23, 24, 26, 27, 28,
                                                 29, 30, 31, 32, 33, 35, 37, 38, 39};

template <class T>
bool
Contains(const T& types, uint16_t type)
{
    return std::find(types.begin(), types.end(), type) != types.end();
}

} // namespace

bool
IsSkippedVersion2Attribute(uint16_t type, MessageType in)
{
    return (MessageBit(in) & messageset::OPENING) != 0 && Contains(VERSION_2_OPENING, type);
}

bool
IsVersion2Attribute(uint16_t type)
{
    return Contains(VERSION_2_ALL, type);
}

} // namespace l2tp
} // namespace ns3
