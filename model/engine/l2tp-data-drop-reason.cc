// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-data-drop-reason.h"

namespace ns3
{
namespace l2tp
{

const char*
GetName(DataDropReason reason)
{
    switch (reason)
    {
    case DataDropReason::TooShort:
        return "too short";
    case DataDropReason::CookieMismatch:
        return "cookie mismatch";
    case DataDropReason::OldSequence:
        return "old sequence number";
    case DataDropReason::NoCircuit:
        return "no circuit";
    case DataDropReason::PeerCircuitInactive:
        return "peer circuit inactive";
    case DataDropReason::TooBig:
        return "too big";
    case DataDropReason::NoRoute:
        return "no route";
    case DataDropReason::RoutingLoop:
        return "routing loop";
    case DataDropReason::NotEstablished:
        return "not established";
    case DataDropReason::SessionEnded:
        return "session ended";
    }
    return "unknown";
}

} // namespace l2tp
} // namespace ns3
