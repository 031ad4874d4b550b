// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-ladder.h"

#include "l2tp-ladder-svg.h"
#include "l2tp-ladder-text.h"

#include "ns3/abort.h"
#include "ns3/inet-socket-address.h"
#include "ns3/log.h"

#include <algorithm>

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpLadder");

namespace
{

using Kind = LogEvent::Kind;
using Moment = LadderChart::Moment;

// Where a loss is drawn if it was near an end, as seen from the sender.
constexpr double NEAR = 0.45;
constexpr double MIDDLE = 0.6;
constexpr double FAR = 0.72;

std::string
MakeLabel(const LogEvent::Message& message)
{
    std::string label = message.name;
    label += "  Ns " + std::to_string(message.ns) + "  Nr " + std::to_string(message.nr);
    return label;
}

} // namespace

Ladder::Ladder()
    : m_source(*this)
{
}

Ladder::~Ladder() = default;

void
Ladder::Watch(Ptr<Lcce> lcce, const std::string& name)
{
    NS_LOG_FUNCTION(this << lcce << name);
    m_source.Watch(lcce, name);
    m_names.push_back(name);
    m_nodes.push_back(lcce->GetNode()->GetId());
}

void
Ladder::WatchNode(Ptr<Node> node)
{
    m_source.WatchNode(node);
}

void
Ladder::WatchLink(Ptr<NetDevice> device)
{
    m_source.WatchLink(device);
}

void
Ladder::Dropped(Ptr<const Packet> packet, const std::string& reason, Ptr<Node> where)
{
    m_source.Dropped(packet, reason, where);
}

void
Ladder::Forget()
{
    NS_LOG_FUNCTION(this);
    m_rungs.clear();
    m_notes.clear();
    m_moments.clear();
    m_transmissions.clear();
}

void
Ladder::SetWidth(std::size_t columns)
{
    NS_ABORT_MSG_UNLESS(columns >= LEAST_WIDTH && columns <= MOST_WIDTH,
                        "the width of a ladder must be " << LEAST_WIDTH << " to " << MOST_WIDTH
                                                         << " columns, not " << columns);
    m_width = columns;
}

void
Ladder::SetScale(Time line)
{
    NS_ABORT_MSG_IF(line.IsStrictlyNegative(),
                    "the scale of a ladder must be 0 s or more, not " << line.As(Time::S));
    m_scale = line;
}

void
Ladder::SetStates(bool on)
{
    m_states = on;
}

void
Ladder::Take(const LogEvent& event)
{
    switch (event.kind)
    {
    case Kind::Sent:
        NoteSent(event);
        break;
    case Kind::Received:
    case Kind::Dropped:
        NoteArrival(event);
        break;
    case Kind::Lost:
        NoteLoss(event);
        break;
    case Kind::Transition:
        NoteTransition(event);
        break;
    case Kind::ConnectionDown:
        NoteEnd(event);
        break;
    case Kind::TimerExpired:
        AddNote(event, {0, 0, "timeout"});
        break;
    case Kind::GiveUp:
        AddNote(event, {0, 0, "gives up"});
        break;
    default:
        break;
    }
}

void
Ladder::NoteSent(const LogEvent& event)
{
    const auto& message = *event.message;
    m_transmissions[message.transmission] = m_rungs.size();
    m_moments.push_back({Moment::DEPARTURE, m_rungs.size()});
    m_rungs.push_back({event.lcce, m_source.FindByAddress(event.ids.peerAddress), {}, {}});
    auto& drawing = m_rungs.back().drawing;
    drawing.type = message.type;
    drawing.label = MakeLabel(message);
    drawing.attempt = message.attempt;
    drawing.sent = event.time;
}

void
Ladder::NoteArrival(const LogEvent& event)
{
    const auto found = Find(event);
    if (!found)
    {
        return;
    }
    auto& rung = m_rungs[*found];
    if (!rung.drawing.arrived)
    {
        rung.drawing.arrived = event.time;
        m_moments.push_back({Moment::ARRIVAL, *found});
    }
    if (event.lcce != LogEvent::NOBODY)
    {
        rung.receiver = event.lcce;
    }
    const bool usual = event.reason == "in order" || event.reason == "acknowledgment";
    if (!usual && rung.drawing.remark.empty())
    {
        rung.drawing.remark = event.reason;
    }
}

void
Ladder::NoteLoss(const LogEvent& event)
{
    const auto found = Find(event);
    if (!found)
    {
        return;
    }
    auto& rung = m_rungs[*found];
    rung.drawing.lost = LadderChart::Loss{event.time, 0, event.reason};
    rung.lostNode = event.node;
    m_moments.push_back({Moment::LOSS, *found});
}

void
Ladder::NoteTransition(const LogEvent& event)
{
    const auto* transition = std::get<const StateTransitionEvent*>(event.details);
    if (transition->from != transition->to)
    {
        const char kind = event.ids.session != 0 ? 's' : 'c';
        AddNote(event, {kind, FindNumber(event), GetName(transition->to)});
    }
}

void
Ladder::NoteEnd(const LogEvent& event)
{
    // No row of a state table stands for these.
    const auto cause = std::get<const DownReason*>(event.details)->cause;
    if (cause == DownCause::Crash || cause == DownCause::Replaced)
    {
        AddNote(event, {'c', FindNumber(event), GetName(State::Idle)});
    }
}

void
Ladder::AddNote(const LogEvent& event, const Subject& subject)
{
    const auto peer = m_source.FindByAddress(event.ids.peerAddress);
    const Note note{event.lcce, peer, event.time, subject, subject.number};
    const auto isNote = [this](std::size_t fromEnd) {
        return m_moments.size() >= fromEnd &&
               m_moments[m_moments.size() - fromEnd].kind == Moment::NOTE;
    };
    if (!isNote(1) || !Extend(m_notes.back(), note))
    {
        m_moments.push_back({Moment::NOTE, m_notes.size()});
        m_notes.push_back(note);
    }
    else if (isNote(2) && Extend(m_notes[m_notes.size() - 2], m_notes.back()))
    {
        m_moments.pop_back();
        m_notes.pop_back();
    }
}

bool
Ladder::Extend(Note& note, const Note& next)
{
    if (note.lcce != next.lcce || note.peer != next.peer || note.time != next.time ||
        note.subject.kind != next.subject.kind || note.subject.kind == 0)
    {
        return false;
    }
    if (note.subject.number == next.subject.number && note.last == next.last)
    {
        note.subject.text = next.subject.text;
        return true;
    }
    if (note.subject.text == next.subject.text && note.last + 1 == next.subject.number)
    {
        note.last = next.last;
        return true;
    }
    return false;
}

std::string
Ladder::Write(const Note& note)
{
    const auto& subject = note.subject;
    const auto first = std::to_string(subject.number);
    if (subject.kind == 's')
    {
        return "s" + first + (note.last > subject.number ? "-" + std::to_string(note.last) : "") +
               " " + subject.text;
    }
    return (subject.number > 1 ? "c" + first + " " : "") + subject.text;
}

uint32_t
Ladder::FindNumber(const LogEvent& event)
{
    const auto& ids = event.ids;
    const bool session = ids.session != 0;
    auto& numbers = session ? m_sessions : m_connections;
    const auto peer = m_source.FindByAddress(ids.peerAddress);
    const End own{event.lcce, session ? ids.session : ids.connection};
    const End other{peer, session ? ids.remoteSession : ids.remoteConnection};
    auto& number = numbers[own];
    if (number == 0 && other.second != 0)
    {
        const auto known = numbers.find(other);
        number = known == numbers.end() ? 0 : known->second;
    }
    if (number == 0)
    {
        auto& counts = session ? m_sessionCounts : m_connectionCounts;
        number = ++counts[std::minmax(event.lcce, peer)];
    }
    return number;
}

std::optional<std::size_t>
Ladder::Find(const LogEvent& event) const
{
    const auto found =
        event.message ? m_transmissions.find(event.message->transmission) : m_transmissions.end();
    return found == m_transmissions.end() ? std::nullopt : std::optional(found->second);
}

LadderChart
Ladder::MakeChart(std::size_t left, std::size_t right) const
{
    LadderChart chart;
    chart.names = {m_names[left], m_names[right]};
    std::map<std::size_t, std::size_t> rungs;
    for (const auto& moment : m_moments)
    {
        if (moment.kind == Moment::NOTE)
        {
            const auto& note = m_notes[moment.index];
            if (m_states && std::minmax(note.lcce, note.peer) == std::minmax(left, right))
            {
                chart.moments.push_back({Moment::NOTE, chart.notes.size()});
                const auto side = note.lcce == left ? LadderChart::LEFT : LadderChart::RIGHT;
                chart.notes.push_back({side, note.time, Write(note)});
            }
            continue;
        }
        const auto& rung = m_rungs[moment.index];
        if (std::minmax(rung.sender, rung.receiver) != std::minmax(left, right))
        {
            continue;
        }
        if (moment.kind == Moment::DEPARTURE)
        {
            rungs[moment.index] = chart.rungs.size();
            auto drawing = rung.drawing;
            drawing.from = rung.sender == left ? LadderChart::LEFT : LadderChart::RIGHT;
            if (drawing.lost)
            {
                drawing.lost->place = *rung.lostNode == m_nodes[rung.sender]     ? NEAR
                                      : *rung.lostNode == m_nodes[rung.receiver] ? FAR
                                                                                 : MIDDLE;
            }
            chart.rungs.push_back(drawing);
        }
        chart.moments.push_back({moment.kind, rungs.at(moment.index)});
    }
    return chart;
}

std::vector<LadderChart>
Ladder::MakeCharts() const
{
    std::vector<LadderChart> charts;
    for (std::size_t left = 0; left < m_names.size(); ++left)
    {
        for (std::size_t right = left + 1; right < m_names.size(); ++right)
        {
            auto chart = MakeChart(left, right);
            if (!chart.rungs.empty())
            {
                charts.push_back(std::move(chart));
            }
        }
    }
    return charts;
}

void
Ladder::Print(std::ostream& os) const
{
    NS_LOG_FUNCTION(this);
    for (const auto& chart : MakeCharts())
    {
        const LadderText text(chart, m_width);
        m_scale.IsStrictlyPositive() ? text.PrintToScale(os, m_scale) : text.Print(os);
    }
}

void
Ladder::PrintSvg(std::ostream& os) const
{
    NS_LOG_FUNCTION(this);
    LadderSvg(MakeCharts(), m_scale).Print(os);
}

} // namespace l2tp
} // namespace ns3
