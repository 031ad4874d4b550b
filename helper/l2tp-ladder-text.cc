// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-ladder-text.h"

#include <algorithm>
#include <cmath>

namespace ns3
{
namespace l2tp
{

namespace
{

using Moment = LadderChart::Moment;
using Rung = LadderChart::Rung;
using MomentIterator = std::vector<Moment>::const_iterator;

constexpr std::size_t TIME_WIDTH = 11;
constexpr std::size_t NAME_WIDTH = 20;
constexpr std::size_t NOTE_WIDTH = 22;
constexpr std::size_t LEAST_MIDDLE = 46;
// Both lines, and a blank between each of them and the margin.
constexpr std::size_t LINES = 4;
// So many lines without anything are drawn of a pause.
constexpr int64_t LONGEST_PAUSE = 12;

// Stands before and after words, so that they stay readable when a drawing is turned round.
constexpr char WORDS = '\1';

std::string
Mark(const std::string& words)
{
    return words.empty() ? words : WORDS + words + WORDS;
}

// Columns of a drawing: the marks take none.
std::size_t
Measure(const std::string& text)
{
    return text.size() - std::count(text.begin(), text.end(), WORDS);
}

std::string
Pad(const std::string& left, const std::string& right, std::size_t width)
{
    const auto used = Measure(left) + Measure(right);
    return left + std::string(width > used ? width - used : 0, ' ') + right;
}

// A line, broken for acknowledgments, that fills what two texts leave.
std::string
Stretch(const std::string& left, const Rung& rung, const std::string& right, std::size_t width)
{
    const auto used = Measure(left) + Measure(right);
    std::string line(width > used ? width - used : 0, '-');
    if (rung.IsAcknowledgment())
    {
        for (std::size_t i = line.size() % 2; i < line.size(); i += 2)
        {
            line[i] = ' ';
        }
    }
    return left + line + right;
}

// A full stop shows that something is cut off.
std::string
Cut(const std::string& text, std::size_t width)
{
    return text.size() <= width ? text : text.substr(0, width - 1) + ".";
}

} // namespace

LadderText::LadderText(const LadderChart& chart, std::size_t width)
    : m_chart(chart),
      m_margin(TIME_WIDTH)
{
    for (const auto& note : chart.notes)
    {
        m_margin = std::max(m_margin, std::min(note.text.size(), NOTE_WIDTH));
    }
    m_margin = std::min(m_margin, (width - LINES - LEAST_MIDDLE) / 2);
    m_middle = width - LINES - 2 * m_margin;
}

void
LadderText::Print(std::ostream& os) const
{
    const auto places = Arrange();
    const LadderChart::Note* alone = nullptr; // on the lines before, with its time
    WriteHeading(os);
    for (const auto& moment : m_chart.moments)
    {
        if (moment.kind == Moment::DEPARTURE)
        {
            const auto& rung = m_chart.rungs[moment.index];
            alone = nullptr;
            WriteNotes(os, places.above[moment.index]);
            Margins times;
            times[rung.from] = LadderChart::FormatTime(rung.sent);
            times[rung.To()] = rung.arrived ? LadderChart::FormatTime(*rung.arrived) : "";
            Write(os, times, DrawRung(rung));
            WriteNotes(os, places.below[moment.index]);
        }
        else if (moment.kind == Moment::NOTE && places.alone[moment.index])
        {
            const auto& note = m_chart.notes[moment.index];
            if (alone == nullptr || alone->side != note.side || alone->time != note.time)
            {
                Margins time;
                time[note.side] = LadderChart::FormatTime(note.time);
                Write(os, time, "");
            }
            alone = &note;
            Notes notes;
            notes[note.side].push_back(note.text);
            WriteNotes(os, notes);
        }
    }
    os << "\n";
}

void
LadderText::PrintToScale(std::ostream& os, Time line) const
{
    WriteHeading(os);
    const Time start = m_chart.moments.empty() ? Time(0) : m_chart.GetTime(m_chart.moments[0]);
    int64_t now = 0;
    int64_t skipped = 0;
    Time before = start;
    for (const auto& moment : m_chart.moments)
    {
        const auto time = m_chart.GetTime(moment);
        const auto due = std::llround((time - start).GetSeconds() / line.GetSeconds()) - skipped;
        auto wait = std::max<int64_t>(due - now, 0);
        if (wait > LONGEST_PAUSE)
        {
            const std::string pause = "~  " + LadderChart::FormatTime(time - before) + " s  ~";
            Write(os, {}, "");
            Write(os, {"~", "~"}, std::string((m_middle - pause.size()) / 2, ' ') + pause);
            Write(os, {}, "");
            skipped += wait - 3;
            now += 3;
            wait = 0;
        }
        for (now += wait; wait > 0; --wait)
        {
            Write(os, {}, "");
        }
        Margins margins;
        margins[m_chart.GetSide(moment)] = moment.kind == Moment::NOTE
                                               ? m_chart.notes[moment.index].text
                                               : LadderChart::FormatTime(time);
        if (moment.kind == Moment::LOSS)
        {
            margins = {};
        }
        Write(os, margins, moment.kind == Moment::NOTE ? "" : DrawPart(moment));
        ++now;
        before = time;
    }
    os << "\n";
}

void
LadderText::Write(std::ostream& os, const Margins& margins, const std::string& middle) const
{
    const auto left = Cut(margins[LadderChart::LEFT], m_margin);
    const auto right = Cut(margins[LadderChart::RIGHT], m_margin);
    const auto line = Pad("", left, m_margin) + " |" + Pad(middle, "", m_middle) + "| " + right;
    os << line.substr(0, line.find_last_not_of(' ') + 1) << "\n";
}

void
LadderText::WriteHeading(std::ostream& os) const
{
    os << Pad("", "time (s)", m_margin) << " "
       << Pad(m_chart.names[LadderChart::LEFT].substr(0, NAME_WIDTH),
              m_chart.names[LadderChart::RIGHT].substr(0, NAME_WIDTH),
              m_middle + 2)
       << " time (s)\n";
}

void
LadderText::WriteNotes(std::ostream& os, const Notes& notes) const
{
    const auto lines = std::max(notes[LadderChart::LEFT].size(), notes[LadderChart::RIGHT].size());
    for (std::size_t i = 0; i < lines; ++i)
    {
        Margins margins;
        for (const auto side : {LadderChart::LEFT, LadderChart::RIGHT})
        {
            margins[side] = i < notes[side].size() ? notes[side][i] : "";
        }
        Write(os, margins, "");
    }
}

std::string
LadderText::GetLabel(const Rung& rung) const
{
    // What stands besides the label and the remark on the longest line.
    constexpr std::size_t FRAME = 12;
    const auto needed = rung.GetLabel().size() + rung.remark.size() + FRAME;
    return Mark(rung.GetLabel(needed > m_middle));
}

std::string
LadderText::DrawRung(const Rung& rung) const
{
    const auto start = "-- " + GetLabel(rung) + " ";
    if (!rung.arrived)
    {
        return Turn(rung, DrawLost(start, rung));
    }
    const auto end = rung.remark.empty() ? "->" : "- " + Mark(rung.remark) + " ->";
    return Turn(rung, Stretch(start, rung, end, m_middle));
}

std::string
LadderText::DrawPart(const Moment& moment) const
{
    const auto& rung = m_chart.rungs[moment.index];
    switch (moment.kind)
    {
    case Moment::DEPARTURE:
        return Turn(rung, "-- " + GetLabel(rung) + " --> ");
    case Moment::LOSS: {
        const auto place = static_cast<std::size_t>(rung.lost->place * m_middle);
        const auto reason = "lost: " + rung.lost->reason;
        const auto full = reason + " (" + rung.GetLabel(true) + ")";
        const auto room = m_middle - std::min(m_middle, place + 3);
        const std::string words = full.size() <= room     ? full
                                  : reason.size() <= room ? reason
                                                          : "lost";
        return Turn(rung, std::string(place, ' ') + "X  " + Mark(words));
    }
    default: {
        const auto remark = rung.remark.empty() ? "" : "- " + Mark(rung.remark) + " ";
        return Turn(rung, Pad("", "--> " + GetLabel(rung) + " -" + remark + "->", m_middle));
    }
    }
}

std::string
LadderText::DrawLost(const std::string& start, const Rung& rung) const
{
    if (!rung.lost)
    {
        return Stretch(start, rung, "", m_middle * 3 / 4) + "  " + Mark("not arrived");
    }
    const auto place = static_cast<std::size_t>(rung.lost->place * m_middle);
    const auto line = Stretch(start, rung, "X", place);
    const auto full = "lost: " + rung.lost->reason;
    return line + "  " + Mark(Measure(line) + 2 + full.size() <= m_middle ? full : "lost");
}

std::string
LadderText::Turn(const Rung& rung, const std::string& text) const
{
    auto drawing = Pad(text, "", m_middle);
    if (rung.from == LadderChart::RIGHT)
    {
        std::reverse(drawing.begin(), drawing.end());
        std::replace(drawing.begin(), drawing.end(), '>', '<');
        for (auto open = drawing.find(WORDS); open != std::string::npos;)
        {
            const auto close = drawing.find(WORDS, open + 1);
            std::reverse(drawing.begin() + static_cast<std::ptrdiff_t>(open),
                         drawing.begin() + static_cast<std::ptrdiff_t>(close) + 1);
            open = drawing.find(WORDS, close + 1);
        }
    }
    drawing.erase(std::remove(drawing.begin(), drawing.end(), WORDS), drawing.end());
    return drawing;
}

LadderText::Places
LadderText::Arrange() const
{
    Places places;
    places.above.resize(m_chart.rungs.size());
    places.below.resize(m_chart.rungs.size());
    places.alone.resize(m_chart.notes.size());
    const auto& moments = m_chart.moments;
    std::vector<MomentIterator> departures(m_chart.rungs.size());
    for (auto moment = moments.begin(); moment != moments.end(); ++moment)
    {
        if (moment->kind == Moment::DEPARTURE)
        {
            departures[moment->index] = moment;
        }
    }
    // Down a margin, time does not go back.
    std::array<MomentIterator, 2> last{moments.begin(), moments.begin()};
    // A message at the same end and in the same instant, before or after the note.
    const auto isBeside = [&](const Moment& moment, const LadderChart::Note& note) {
        return (moment.kind == Moment::DEPARTURE || moment.kind == Moment::ARRIVAL) &&
               m_chart.GetSide(moment) == note.side && m_chart.GetTime(moment) == note.time;
    };
    for (auto moment = moments.begin(); moment != moments.end(); ++moment)
    {
        if (moment->kind != Moment::NOTE)
        {
            continue;
        }
        const auto& note = m_chart.notes[moment->index];
        const auto match = [&](const Moment& other) { return isBeside(other, note); };
        const auto before = std::find_if(std::make_reverse_iterator(moment), moments.rend(), match);
        const auto after = std::find_if(moment, moments.end(), match);
        const auto* beside = before != moments.rend() ? &*before
                             : after != moments.end() ? &*after
                                                      : nullptr;
        // An arrival is drawn where its departure is.
        const auto place = beside != nullptr ? departures[beside->index] : moment;
        if (beside == nullptr || place < last[note.side])
        {
            places.alone[moment->index] = true;
            last[note.side] = moment;
            continue;
        }
        const bool above = before == moments.rend() && beside->kind == Moment::DEPARTURE;
        auto& where = above ? places.above : places.below;
        where[beside->index][note.side].push_back(note.text);
        last[note.side] = place;
    }
    return places;
}

} // namespace l2tp
} // namespace ns3
