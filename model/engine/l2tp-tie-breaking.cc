// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-tie-breaking.h"

#include <limits>

namespace ns3
{
namespace l2tp
{

TieOutcome
JudgeTie(std::optional<uint64_t> own, std::optional<uint64_t> received)
{
    if (!own)
    {
        return TieOutcome::None;
    }
    if (!received || *own < *received)
    {
        return TieOutcome::Won;
    }
    return *own == *received ? TieOutcome::Equal : TieOutcome::Lost;
}

uint64_t
DrawTieBreaker(UniformRandomVariable& stream)
{
    const uint64_t high = stream.GetInteger(0, std::numeric_limits<uint32_t>::max());
    const uint64_t low = stream.GetInteger(0, std::numeric_limits<uint32_t>::max());
    return high << 32U | low;
}

DownReason
MakeTieRefusal()
{
    return {DownCause::TieLost,
            static_cast<uint16_t>(StopCcnResult::AlreadyExists),
            0,
            "the SCCRQ has lost the tie"};
}

} // namespace l2tp
} // namespace ns3
