// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-time-series.h"

#include "ns3/callback.h"
#include "ns3/log.h"
#include "ns3/simulator.h"

#include <iomanip>

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpTimeSeries");

namespace
{

/**
 * @brief A number of 16 bits near another one, without wrap (RFC 3931 section 4.2).
 * @param near a number near it
 * @param number the number
 * @return the number that is meant
 */
uint64_t
Unwrap(uint64_t near, uint16_t number)
{
    const auto distance = static_cast<int16_t>(number - static_cast<uint16_t>(near));
    return static_cast<uint64_t>(static_cast<int64_t>(near) + distance);
}

/** @brief A quoted string for gnuplot. @param text the string @return it in quotes */
std::string
Quote(const std::string& text)
{
    std::string quoted = "\"";
    for (const char each : text)
    {
        quoted += each == '"' || each == '\\' ? std::string("\\") + each : std::string(1, each);
    }
    return quoted + "\"";
}

} // namespace

TimeSeries::TimeSeries(Ptr<Lcce> lcce, uint32_t connection)
    : m_lcce(lcce),
      m_connection(connection),
      m_window{}
{
    NS_LOG_FUNCTION(this << lcce << connection);
    Wire(true);
}

TimeSeries::~TimeSeries()
{
    NS_LOG_FUNCTION(this);
    Wire(false);
}

void
TimeSeries::Wire(bool connect)
{
    const auto wire = [&](const std::string& source, const CallbackBase& sink) {
        if (connect)
        {
            m_lcce->TraceConnectWithoutContext(source, sink);
        }
        else
        {
            m_lcce->TraceDisconnectWithoutContext(source, sink);
        }
    };
    wire("ControlTx", MakeCallback(&TimeSeries::Sent, this));
    wire("ControlRx", MakeCallback(&TimeSeries::Received, this));
    wire("WindowChange", MakeCallback(&TimeSeries::WindowChanged, this));
}

bool
TimeSeries::IsMine(uint32_t connection)
{
    m_connection = m_connection == 0 ? connection : m_connection;
    return connection == m_connection;
}

void
TimeSeries::Add(Kind kind, uint64_t ns, uint32_t attempt)
{
    m_notes.push_back({Simulator::Now(), kind, m_window, ns, attempt, m_acknowledged});
}

void
TimeSeries::Sent(const ControlEvent& event)
{
    const bool acknowledgment = event.type == MessageType::Ack || event.type == MessageType::Zlb;
    if (!IsMine(event.ids.connection) || acknowledgment)
    {
        return;
    }
    const auto ns = Unwrap(m_next, event.ns);
    m_next = event.attempt == 0 ? ns + 1 : m_next;
    Add(Kind::Sent, ns, event.attempt);
}

void
TimeSeries::Received(const ControlEvent& event)
{
    if (!IsMine(event.ids.connection) ||
        event.disposition == ReliableChannel::Disposition::InvalidNr)
    {
        return;
    }
    const auto nr = Unwrap(m_acknowledged, event.nr);
    if (static_cast<int64_t>(nr - m_acknowledged) > 0)
    {
        m_acknowledged = nr;
        Add(Kind::Acknowledged);
    }
}

void
TimeSeries::WindowChanged(const ConnectionIds& ids, const WindowState& window)
{
    if (IsMine(ids.connection))
    {
        m_window = window;
        Add(Kind::Window);
    }
}

void
TimeSeries::WriteCsv(std::ostream& os) const
{
    os << "time,event,cwnd,ssthresh,outstanding,window,ns,attempt,acknowledged\n"
       << std::fixed << std::setprecision(9);
    for (const auto& note : m_notes)
    {
        const char* const kind = note.kind == Kind::Window ? "window"
                                 : note.kind == Kind::Sent ? "sent"
                                                           : "acknowledged";
        os << note.time.GetSeconds() << ',' << kind << ',' << note.window.cwnd << ','
           << note.window.ssthresh << ',' << note.window.outstanding << ','
           << note.window.peerWindow << ',';
        if (note.kind == Kind::Sent)
        {
            os << note.ns << ',' << note.attempt;
        }
        else
        {
            os << ',';
        }
        os << ',' << note.acknowledged << '\n';
    }
}

void
TimeSeries::WriteScript(std::ostream& os, const std::string& name, const std::string& title) const
{
    os << std::fixed << std::setprecision(9) << "set datafile separator \",\"\n$windows << END\n";
    for (const auto& note : m_notes)
    {
        os << note.time.GetSeconds() << ',' << note.window.cwnd << ',' << note.window.ssthresh
           << ',' << note.window.outstanding << ',' << note.window.peerWindow << ','
           << note.acknowledged << '\n';
    }
    os << "END\n$sent << END\n-1,-1,0\n";
    for (const auto& note : m_notes)
    {
        if (note.kind == Kind::Sent)
        {
            os << note.time.GetSeconds() << ',' << note.ns << ',' << note.attempt << '\n';
        }
    }
    const double end = m_notes.empty() ? 1 : m_notes.back().time.GetSeconds();
    os << "END\nset grid linecolor \"#dddddd\"\nset border 3\nset tics nomirror\n"
       << "set key outside right top samplen 2 noenhanced\nset xrange [0:" << end << "]\n"
       << "set yrange [0:*]\nset lmargin 9\nset rmargin 26\n";
    for (const char* const kind : {"svg", "png"})
    {
        const bool svg = kind[0] == 's';
        os << (svg ? "set terminal svg size 900,640 font \"DejaVu Sans,12\" background \"white\"\n"
                   : "set terminal pngcairo size 1800,1280 fontscale 2 linewidth 2 font \"DejaVu "
                     "Sans,12\"\n")
           << "set output " << Quote(name + "." + kind) << "\nset multiplot layout 2,1 title "
           << Quote(title) << " noenhanced\nset ylabel \"messages\"\nunset xlabel\n"
           << "plot $windows using 1:2 with steps linewidth 2 linecolor \"#0072b2\" title "
              "\"congestion window\", $windows using 1:3 with steps dashtype 2 linecolor "
              "\"#e69f00\" title \"slow start threshold\", $windows using 1:5 with steps dashtype "
              "3 linecolor \"#555555\" title \"peer's window\", $windows using 1:4 with steps "
              "linecolor \"#d55e00\" title \"outstanding\"\n"
           << "set ylabel \"Ns\"\nset xlabel \"time (s)\"\n"
           << "plot $windows using 1:6 with steps linewidth 2 linecolor \"#009e73\" title "
              "\"acknowledged below\", $sent using 1:($3 == 0 ? $2 : 1/0) with points pointtype 7 "
              "pointsize 0.4 linecolor \"#0072b2\" title \"sent\", $sent using 1:($3 > 0 ? $2 : "
              "1/0) with points pointtype 2 pointsize 1.2 linewidth 2 linecolor \"#d55e00\" title "
              "\"sent again\"\n"
           << "unset multiplot\n";
    }
}

} // namespace l2tp
} // namespace ns3
