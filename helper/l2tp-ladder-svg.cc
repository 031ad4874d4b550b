// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-ladder-svg.h"

#include "ns3/abort.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <iterator>
#include <utility>

namespace ns3
{
namespace l2tp
{

namespace
{

using Moment = LadderChart::Moment;
using Rung = LadderChart::Rung;

// Places across, in pixels.
constexpr std::array<int, 2> LIFELINES{256, 696};
constexpr int TIME_GAP = 8;
constexpr int NOTE_GAP = 82;
// Places down.
constexpr int HEADING = 24;
constexpr int TOP = 52;
constexpr int STEP = 26;
constexpr int BURST = 20;
constexpr int NOTE_STEP = 15;
constexpr int PAUSE = 30;
constexpr int BOTTOM = 30;
constexpr int MAX_HEIGHT = 1000000;
// Words: how far from the sender, and how much room they take.
constexpr double LABEL = 0.36;
constexpr double NEAR_LABEL = 0.26;
constexpr double REMARK = 0.87;
constexpr int CHARACTER = 7;
constexpr int CROSS = 11;
constexpr double UNKNOWN_PLACE = 0.75;
constexpr double DEGREES = 57.29577951308232;

constexpr const char* STYLE =
    "text{font:13px sans-serif;fill:#222}"
    ".name{font-weight:bold;font-size:15px;text-anchor:middle}"
    ".time{font:12px monospace;fill:#666}"
    ".note{font-style:italic;fill:#7a4a00}"
    ".label,.remark{text-anchor:middle;paint-order:stroke;stroke:#fff;stroke-width:4px}"
    ".remark{fill:#b35900;font-size:12px}"
    ".lost{fill:#c00000;paint-order:stroke;stroke:#fff;stroke-width:3px}"
    ".pause{fill:#888;font-size:12px;text-anchor:middle}"
    "line,path{stroke-width:1.5;fill:none}"
    ".life{stroke:#444;stroke-width:2}"
    ".gap{stroke:#fff;stroke-width:4;stroke-dasharray:3 3}"
    ".connection{stroke:#1f5fa8}"
    ".session{stroke:#1b7f5c}"
    ".hello{stroke:#7a3fa0}"
    ".ack{stroke:#888;stroke-dasharray:6 4}"
    ".head{stroke-dasharray:none}"
    ".cross{stroke:#c00000;stroke-width:2.5}";

std::string
Escape(const std::string& text)
{
    std::string escaped;
    for (const char c : text)
    {
        switch (c)
        {
        case '<':
            escaped += "&lt;";
            break;
        case '>':
            escaped += "&gt;";
            break;
        case '&':
            escaped += "&amp;";
            break;
        default:
            escaped += c;
        }
    }
    return escaped;
}

const char*
GetClass(MessageType type)
{
    switch (type)
    {
    case MessageType::Ack:
    case MessageType::Zlb:
        return "ack";
    case MessageType::Hello:
        return "hello";
    case MessageType::Sccrq:
    case MessageType::Sccrp:
    case MessageType::Scccn:
    case MessageType::StopCcn:
        return "connection";
    default:
        return "session";
    }
}

// Words beside a lifeline, on its outer side.
void
WriteOutside(std::ostream& os,
             const char* style,
             LadderChart::Side side,
             int gap,
             int y,
             const std::string& text)
{
    const bool left = side == LadderChart::LEFT;
    os << "<text class=\"" << style << "\" x=\"" << LIFELINES[side] + (left ? -gap : gap)
       << "\" y=\"" << y + 4 << "\"" << (left ? " text-anchor=\"end\"" : "") << ">" << Escape(text)
       << "</text>\n";
}

} // namespace

LadderSvg::LadderSvg(std::vector<LadderChart> charts, Time scale)
    : m_charts(std::move(charts)),
      m_scale(scale)
{
}

void
LadderSvg::Print(std::ostream& os) const
{
    std::vector<Layout> layouts;
    int height = 0;
    for (const auto& chart : m_charts)
    {
        layouts.push_back(Arrange(chart));
        height += layouts.back().height;
    }
    os << "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" << WIDTH << "\" height=\"" << height
       << "\" viewBox=\"0 0 " << WIDTH << " " << height << "\">\n<style>" << STYLE << "</style>\n"
       << "<rect width=\"" << WIDTH << "\" height=\"" << height << "\" fill=\"#fff\"/>\n";
    int top = 0;
    for (std::size_t i = 0; i < m_charts.size(); ++i)
    {
        os << "<g transform=\"translate(0 " << top << ")\">\n";
        DrawChart(os, m_charts[i], layouts[i]);
        os << "</g>\n";
        top += layouts[i].height;
    }
    os << "</svg>\n";
}

LadderSvg::Layout
LadderSvg::Arrange(const LadderChart& chart) const
{
    Layout layout;
    layout.departures.resize(chart.rungs.size());
    layout.ends.resize(chart.rungs.size());
    Time longest;
    for (const auto& rung : chart.rungs)
    {
        longest = rung.arrived ? std::max(longest, *rung.arrived - rung.sent) : longest;
    }
    const Time start = chart.moments.empty() ? Time(0) : chart.GetTime(chart.moments[0]);
    if (m_scale.IsStrictlyPositive() && !chart.moments.empty())
    {
        const auto span = chart.GetTime(chart.moments.back()) - start;
        NS_ABORT_MSG_IF(span.GetSeconds() / m_scale.GetSeconds() * SCALE > MAX_HEIGHT,
                        "the scale of a picture of " << span.As(Time::S) << " must be "
                                                     << Time(span * SCALE / MAX_HEIGHT).As(Time::S)
                                                     << " or more, not " << m_scale.As(Time::S));
    }
    Time now = Time::Min();
    int cursor = TOP;
    std::array<int, 2> messages{};       // where the next message of a side is drawn
    std::array<int, 2> notes{};          // and the next note
    std::array<const Moment*, 2> last{}; // last message of this instant
    for (const auto& moment : chart.moments)
    {
        const auto time = chart.GetTime(moment);
        const auto side = chart.GetSide(moment);
        if (time != now)
        {
            const bool pause = now != Time::Min() && time - now > longest + longest;
            cursor += now == Time::Min() ? 0 : STEP;
            if (m_scale.IsStrictlyPositive())
            {
                cursor = TOP + static_cast<int>(std::lround((time - start).GetSeconds() /
                                                            m_scale.GetSeconds() * SCALE));
            }
            else if (pause)
            {
                layout.pauses.push_back({cursor - STEP / 2 + PAUSE / 2, time - now});
                cursor += PAUSE;
            }
            now = time;
            messages = notes = {cursor, cursor};
            last = {};
        }
        int y = notes[side];
        if (moment.kind == Moment::NOTE)
        {
            notes[side] += NOTE_STEP;
        }
        else
        {
            // A reply leaves where the message has arrived, what follows a little below.
            const bool reply = last[side] != nullptr && last[side]->kind == Moment::ARRIVAL &&
                               moment.kind == Moment::DEPARTURE;
            messages[side] += last[side] == nullptr || reply ? 0 : BURST;
            last[side] = &moment;
            y = messages[side];
            auto& places = moment.kind == Moment::DEPARTURE ? layout.departures : layout.ends;
            places[moment.index] = y;
        }
        layout.moments.push_back(y);
        cursor = m_scale.IsStrictlyPositive() ? cursor : std::max(cursor, y);
        layout.height = std::max(layout.height, y);
    }
    layout.height += BOTTOM;
    if (!m_scale.IsStrictlyPositive())
    {
        Straighten(chart, layout);
    }
    return layout;
}

void
LadderSvg::Straighten(const LadderChart& chart, Layout& layout)
{
    const auto& rungs = chart.rungs;
    const auto fall = [&](std::size_t i) { return layout.ends[i] - layout.departures[i]; };
    for (std::size_t i = 0; i < rungs.size(); ++i)
    {
        const auto isLike = [&](const Rung& other) {
            return other.arrived && other.from == rungs[i].from && other.sent == rungs[i].sent;
        };
        const auto self = rungs.begin() + static_cast<std::ptrdiff_t>(i);
        const auto before = std::find_if(std::make_reverse_iterator(self), rungs.rend(), isLike);
        const auto after = std::find_if(self, rungs.end(), isLike);
        if (!rungs[i].lost || (before == rungs.rend() && after == rungs.end()))
        {
            continue;
        }
        const auto above =
            before == rungs.rend() ? after - rungs.begin() : before.base() - 1 - rungs.begin();
        const auto below = after == rungs.end() ? above : after - rungs.begin();
        layout.ends[i] =
            layout.departures[i] +
            static_cast<int>(std::lround(rungs[i].lost->place * (fall(above) + fall(below)) / 2));
    }
}

void
LadderSvg::DrawChart(std::ostream& os, const LadderChart& chart, const Layout& layout)
{
    for (const auto side : {LadderChart::LEFT, LadderChart::RIGHT})
    {
        const int x = LIFELINES[side];
        os << "<text class=\"name\" x=\"" << x << "\" y=\"" << HEADING << "\">"
           << Escape(chart.names[side]) << "</text>\n";
        os << "<line class=\"life\" x1=\"" << x << "\" y1=\"" << HEADING + 8 << "\" x2=\"" << x
           << "\" y2=\"" << layout.height - 10 << "\"/>\n";
        for (const auto& pause : layout.pauses)
        {
            os << "<line class=\"gap\" x1=\"" << x << "\" y1=\"" << pause.y - 8 << "\" x2=\"" << x
               << "\" y2=\"" << pause.y + 8 << "\"/>\n";
        }
    }
    for (const auto& pause : layout.pauses)
    {
        os << "<text class=\"pause\" x=\"" << WIDTH / 2 << "\" y=\"" << pause.y + 4 << "\">"
           << LadderChart::FormatTime(pause.length) << " s</text>\n";
    }
    std::vector<Arrow> arrows;
    for (std::size_t i = 0; i < chart.rungs.size(); ++i)
    {
        arrows.push_back(MakeArrow(chart.rungs[i], layout.departures[i], layout.ends[i]));
        DrawArrow(os, chart.rungs[i], arrows.back());
    }
    // Words last, so that no line goes through them.
    for (std::size_t i = 0; i < chart.rungs.size(); ++i)
    {
        WriteWords(os, chart.rungs[i], arrows[i]);
    }
    DrawMargins(os, chart, layout);
}

LadderSvg::Arrow
LadderSvg::MakeArrow(const Rung& rung, int y, int end)
{
    const int from = LIFELINES[rung.from];
    const int span = LIFELINES[rung.To()] - from;
    const double place = rung.arrived ? 1 : rung.lost ? rung.lost->place : UNKNOWN_PLACE;
    // What is lost at once still is seen to leave.
    return {from,
            y,
            from + static_cast<int>(std::lround(place * span)),
            end == 0 ? y + STEP / 2 : std::max(end, y + 4)};
}

void
LadderSvg::DrawArrow(std::ostream& os, const Rung& rung, const Arrow& arrow)
{
    const char* style = GetClass(rung.type);
    os << "<line class=\"" << style << "\" x1=\"" << arrow.x1 << "\" y1=\"" << arrow.y1
       << "\" x2=\"" << arrow.x2 << "\" y2=\"" << arrow.y2 << "\"/>\n";
    if (rung.arrived)
    {
        os << "<path class=\"" << style
           << " head\" d=\"M-10 -4 L0 0 L-10 4\" transform=\"translate(" << arrow.x2 << " "
           << arrow.y2 << ") rotate("
           << std::lround(std::atan2(arrow.y2 - arrow.y1, arrow.x2 - arrow.x1) * DEGREES)
           << ")\"/>\n";
    }
    else if (rung.lost)
    {
        os << "<path class=\"cross\" d=\"M-6 -6 L6 6 M-6 6 L6 -6\" transform=\"translate("
           << arrow.x2 << " " << arrow.y2 << ")\"/>\n";
    }
}

void
LadderSvg::WriteWords(std::ostream& os, const Rung& rung, const Arrow& arrow)
{
    const int span = LIFELINES[rung.To()] - arrow.x1;
    const double slope = static_cast<double>(arrow.y2 - arrow.y1) / (arrow.x2 - arrow.x1);
    const auto tilt = std::lround(std::atan(slope) * DEGREES * 10) / 10.0;
    const auto write = [&](const char* style, double place, const std::string& text) {
        os << "<text class=\"" << style << "\" transform=\"translate("
           << std::lround(arrow.x1 + place * span) << " "
           << std::lround(arrow.y1 + place * span * slope) << ") rotate(" << tilt << ")\" y=\"-5\">"
           << Escape(text) << "</text>\n";
    };
    write("label", rung.lost && rung.lost->place < 0.5 ? NEAR_LABEL : LABEL, rung.GetLabel());
    if (rung.arrived && !rung.remark.empty())
    {
        write("remark", REMARK, rung.remark);
    }
    if (rung.arrived || !rung.lost)
    {
        return;
    }
    const auto& reason = rung.lost->reason;
    const int room = std::abs(LIFELINES[rung.To()] - arrow.x2) - 2 * CROSS;
    const bool beside = static_cast<int>(reason.size()) * CHARACTER <= room;
    const int away = span > 0 ? CROSS : -CROSS;
    os << "<text class=\"lost\" x=\"" << arrow.x2 + (beside ? away : 0) << "\" y=\""
       << arrow.y2 + (beside ? 4 : 2 * CROSS) << "\" text-anchor=\""
       << (!beside    ? "middle"
           : span > 0 ? "start"
                      : "end")
       << "\">" << Escape(reason) << "</text>\n";
}

void
LadderSvg::DrawMargins(std::ostream& os, const LadderChart& chart, const Layout& layout)
{
    std::array<Time, 2> written{Time::Min(), Time::Min()};
    for (std::size_t i = 0; i < chart.moments.size(); ++i)
    {
        const auto& moment = chart.moments[i];
        if (moment.kind == Moment::LOSS)
        {
            continue;
        }
        const auto side = chart.GetSide(moment);
        const int y = layout.moments[i];
        if (chart.GetTime(moment) != written[side])
        {
            written[side] = chart.GetTime(moment);
            WriteOutside(os, "time", side, TIME_GAP, y, LadderChart::FormatTime(written[side]));
        }
        if (moment.kind == Moment::NOTE)
        {
            WriteOutside(os, "note", side, NOTE_GAP, y, chart.notes[moment.index].text);
        }
    }
}

} // namespace l2tp
} // namespace ns3
