// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-engine-output.h"

#include <array>

namespace ns3
{
namespace l2tp
{

const char*
GetName(ControlDropReason reason)
{
    static constexpr std::array<const char*, CONTROL_DROP_REASONS> NAMES{{"malformed",
                                                                          "unknown connection",
                                                                          "invalid Nr",
                                                                          "duplicate",
                                                                          "out of order",
                                                                          "beyond window",
                                                                          "closing",
                                                                          "unknown message",
                                                                          "unknown session",
                                                                          "not acceptable",
                                                                          "invalid digest",
                                                                          "missing digest",
                                                                          "not authorized",
                                                                          "limit reached",
                                                                          "rate limited",
                                                                          "tie lost",
                                                                          "plain version 2"}};
    return NAMES[static_cast<std::size_t>(reason)];
}

const char*
GetName(DownCause cause)
{
    static constexpr std::array<const char*, DOWN_CAUSES> NAMES{{"local",
                                                                 "peer",
                                                                 "set-up timeout",
                                                                 "peer unreachable",
                                                                 "connection closed",
                                                                 "crash",
                                                                 "replaced",
                                                                 "tie lost"}};
    return NAMES[static_cast<std::size_t>(cause)];
}

} // namespace l2tp
} // namespace ns3
