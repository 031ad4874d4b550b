// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-study-figure.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iomanip>
#include <limits>
#include <set>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace
{

// Distinguishable for everybody (Okabe and Ito).
constexpr std::array<const char*, 7>
    COLOURS{"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000"};
constexpr std::array<int, 7> POINTS{7, 5, 9, 13, 11, 6, 4};
constexpr std::size_t CAPTION_WIDTH = 104;

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

std::vector<std::string>
Wrap(const std::string& text)
{
    std::istringstream is(text);
    std::vector<std::string> lines;
    for (std::string word; is >> word;)
    {
        if (lines.empty() || lines.back().size() + 1 + word.size() > CAPTION_WIDTH)
        {
            lines.push_back(word);
        }
        else
        {
            lines.back() += ' ' + word;
        }
    }
    return lines;
}

std::string
Substitute(const std::string& text, const std::string& value)
{
    const auto place = text.find('%');
    return place == std::string::npos ? text
                                      : text.substr(0, place) + value + text.substr(place + 1);
}

} // namespace

StudyFigure::StudyFigure(const StudyGrid& grid,
                         const StudyGrid::Figure& figure,
                         const StudyResults& results)
    : m_grid(grid),
      m_figure(figure),
      m_results(results)
{
}

StudyFigure::Curves
StudyFigure::MakeCurves() const
{
    Curves curves;
    const auto& measure = m_grid.GetMeasure(m_figure.y);
    const auto& cells = m_results.GetCells();
    for (std::size_t cell = 0; cell < cells.size(); ++cell)
    {
        if (!HasStudyOptions(cells[cell], m_figure.where) ||
            (measure.expression && m_results.GetValues(cell, measure).empty()))
        {
            continue;
        }
        const auto x = m_figure.distribution
                           ? std::optional<double>(0)
                           : ParseStudyValue(*FindStudyOption(cells[cell], m_figure.x));
        if (!x)
        {
            throw std::invalid_argument("figure " + m_figure.name + ": " + m_figure.x +
                                        " has a value that is no number");
        }
        const auto by =
            m_figure.by.empty() ? std::string() : *FindStudyOption(cells[cell], m_figure.by);
        auto curve = std::find_if(curves.begin(), curves.end(), [&by](const auto& each) {
            return each.first == by;
        });
        if (curve == curves.end())
        {
            curve = curves.insert(curves.end(), {by, {}});
        }
        if (!curve->second.emplace(*x, cell).second)
        {
            throw std::invalid_argument("figure " + m_figure.name +
                                        ": several cells have the same place; a line where is "
                                        "needed for what else varies");
        }
    }
    return curves;
}

void
StudyFigure::WriteFrame(std::ostream& os, const std::vector<std::string>& lines) const
{
    const auto& measure = m_grid.GetMeasure(m_figure.y).label;
    const auto& x = m_figure.xLabel.empty() ? m_figure.x : m_figure.xLabel;
    os << "set datafile separator \",\"\n"
       << "set title " << Quote(m_figure.title) << " noenhanced\n"
       << "set xlabel " << Quote(m_figure.distribution ? measure : x) << " noenhanced\n"
       << "set ylabel " << Quote(m_figure.distribution ? "share of the replications" : measure)
       << " noenhanced\n"
       << "set grid linecolor \"#dddddd\"\nset border 3\nset tics nomirror\n"
       << "set key outside center top horizontal samplen 2.5 noenhanced\n"
       << "set bmargin " << 5 + lines.size() << '\n';
    os << (m_figure.logX ? "set logscale x\n" : "");
    os << (m_figure.logY ? "set logscale y\n" : "set yrange [0:*]\n");
    for (std::size_t i = 0; i < lines.size(); ++i)
    {
        os << "set label " << i + 1 << ' ' << Quote(lines[i]) << " at screen 0.03, character "
           << lines.size() - i << " noenhanced font \",10\"\n";
    }
}

void
StudyFigure::WriteRange(std::ostream& os, const Curves& curves) const
{
    double least = std::numeric_limits<double>::max();
    double most = std::numeric_limits<double>::lowest();
    for (const auto& curve : curves)
    {
        for (const auto& point : curve.second)
        {
            least = std::min(least, point.first);
            most = std::max(most, point.first);
        }
    }
    if (m_figure.distribution || least >= most || (m_figure.logX && least <= 0))
    {
        return;
    }
    constexpr double MARGIN = 0.03;
    const double factor = std::pow(most / least, MARGIN);
    const double part = (most - least) * MARGIN;
    os << "set xrange [" << (m_figure.logX ? least / factor : least - part) << ':'
       << (m_figure.logX ? most * factor : most + part) << "]\n";
}

std::string
StudyFigure::GetTitle(const std::string& value) const
{
    return m_figure.by.empty() ? "simulation"
                               : Substitute(m_figure.byText.empty() ? "%" : m_figure.byText, value);
}

std::string
StudyFigure::WriteCurves(std::ostream& os, const Curves& curves, double confidence) const
{
    const auto& measure = m_grid.GetMeasure(m_figure.y);
    std::ostringstream plot;
    for (std::size_t i = 0; i < curves.size(); ++i)
    {
        os << "$data" << i << " << END\n";
        for (const auto& [x, cell] : curves[i].second)
        {
            const auto estimate = m_results.Estimate(cell, measure, confidence);
            // No bar where a single value is all there is.
            const bool single = std::isnan(estimate.low);
            os << x << ',' << estimate.value << ',' << (single ? estimate.value : estimate.low)
               << ',' << (single ? estimate.value : estimate.high) << '\n';
        }
        os << "END\n";
        plot << (i == 0 ? "plot " : ", \\\n     ") << "$data" << i << " using "
             << (m_grid.runs > 1 ? "1:2:3:4 with yerrorlines" : "1:2 with linespoints")
             << " linewidth 1.5 pointtype " << POINTS[i % POINTS.size()]
             << " pointsize 0.7 linecolor \"" << COLOURS[i % COLOURS.size()] << "\" title "
             << Quote(GetTitle(curves[i].first));
    }
    return plot.str();
}

std::string
StudyFigure::WriteTheory(std::ostream& os, const Curves& curves) const
{
    std::ostringstream plot;
    for (std::size_t i = 0; i < m_figure.theory.size(); ++i)
    {
        const auto& theory = m_figure.theory[i];
        std::set<std::string> drawn;
        for (std::size_t j = 0; j < curves.size(); ++j)
        {
            std::ostringstream points;
            points << std::setprecision(12);
            for (const auto& [x, cell] : curves[j].second)
            {
                points << x << ',' << m_results.Compute(cell, theory.expression) << '\n';
            }
            if (drawn.insert(points.str()).second)
            {
                os << "$theory" << i << '_' << j << " << END\n" << points.str() << "END\n";
                plot << ", \\\n     $theory" << i << '_' << j
                     << " using 1:2 with lines linewidth 1.5 linecolor \"#555555\" dashtype "
                     << 2 + i << ' '
                     << (drawn.size() == 1 ? "title " + Quote(theory.label) : "notitle");
            }
        }
    }
    return plot.str();
}

std::string
StudyFigure::WriteDistributions(std::ostream& os, const Curves& curves) const
{
    const auto& measure = m_grid.GetMeasure(m_figure.y);
    std::ostringstream plot;
    for (std::size_t i = 0; i < curves.size(); ++i)
    {
        os << "$data" << i << " << END\n";
        for (const auto& [x, cell] : curves[i].second)
        {
            auto values = m_results.GetValues(cell, measure);
            std::sort(values.begin(), values.end());
            for (std::size_t rank = 0; rank < values.size(); ++rank)
            {
                os << values[rank] << ','
                   << static_cast<double>(rank + 1) / static_cast<double>(m_grid.runs) << '\n';
            }
        }
        os << "END\n";
        plot << (i == 0 ? "plot " : ", \\\n     ") << "$data" << i
             << " using 1:2 with steps linewidth 2 linecolor \"" << COLOURS[i % COLOURS.size()]
             << "\" title " << Quote(GetTitle(curves[i].first));
    }
    return plot.str();
}

bool
StudyFigure::Write(std::ostream& os, const std::string& name, double confidence) const
{
    const auto curves = MakeCurves();
    if (curves.empty())
    {
        return false;
    }
    std::ostringstream caption;
    caption << m_figure.caption << ' ' << m_grid.runs
            << (m_grid.runs == 1 ? " run" : " replications")
            << (m_figure.distribution ? " per curve." : " per point");
    if (!m_figure.distribution)
    {
        caption << (m_grid.runs == 1 ? std::string(": nothing is random.")
                                     : "; bars: " + std::to_string(std::lround(confidence * 100)) +
                                           " % confidence.");
    }
    os << std::setprecision(12);
    WriteFrame(os, Wrap(caption.str()));
    WriteRange(os, curves);
    const auto plot = m_figure.distribution
                          ? WriteDistributions(os, curves)
                          : WriteCurves(os, curves, confidence) + WriteTheory(os, curves);
    os << "set terminal svg size 820,560 font \"DejaVu Sans,12\" background \"white\"\n"
       << "set output " << Quote(name + ".svg") << '\n'
       << plot << '\n'
       << "set terminal pngcairo size 1640,1120 fontscale 2 linewidth 2 font \"DejaVu Sans,12\"\n"
       << "set output " << Quote(name + ".png") << "\nreplot\n";
    return true;
}
