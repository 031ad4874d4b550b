// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-ladder-chart.h"

#include <iomanip>
#include <sstream>

namespace ns3
{
namespace l2tp
{

std::string
LadderChart::Rung::GetLabel(bool brief) const
{
    return attempt == 0
               ? label
               : label + (brief ? "  retr. " : "  retransmission ") + std::to_string(attempt);
}

Time
LadderChart::GetTime(const Moment& moment) const
{
    switch (moment.kind)
    {
    case Moment::DEPARTURE:
        return rungs[moment.index].sent;
    case Moment::ARRIVAL:
        return *rungs[moment.index].arrived;
    case Moment::LOSS:
        return rungs[moment.index].lost->time;
    default:
        return notes[moment.index].time;
    }
}

LadderChart::Side
LadderChart::GetSide(const Moment& moment) const
{
    switch (moment.kind)
    {
    case Moment::NOTE:
        return notes[moment.index].side;
    case Moment::ARRIVAL:
        return rungs[moment.index].To();
    case Moment::LOSS: {
        const auto& rung = rungs[moment.index];
        return rung.lost->place > 0.5 ? rung.To() : rung.from;
    }
    default:
        return rungs[moment.index].from;
    }
}

std::string
LadderChart::FormatTime(Time time)
{
    constexpr int64_t MICROSECONDS = 1'000'000;
    constexpr int DIGITS = 6;
    std::ostringstream os;
    os << time.GetMicroSeconds() / MICROSECONDS << '.' << std::setfill('0') << std::setw(DIGITS)
       << time.GetMicroSeconds() % MICROSECONDS;
    return os.str();
}

} // namespace l2tp
} // namespace ns3
