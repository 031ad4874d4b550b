// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-study-grid.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <set>
#include <sstream>
#include <stdexcept>

namespace
{

using Options = StudyGrid::Options;

std::vector<std::string>
Split(const std::string& text)
{
    std::istringstream is(text);
    std::vector<std::string> words;
    for (std::string word; is >> word;)
    {
        words.push_back(word);
    }
    return words;
}

// The first word, which is taken off the text.
std::string
TakeWord(std::string& text)
{
    std::istringstream is(text);
    std::string word;
    is >> word >> std::ws;
    std::string rest;
    std::getline(is, rest, '\0');
    text = rest;
    return word;
}

std::string
Trim(const std::string& text)
{
    const auto first = text.find_first_not_of(" \t\r");
    const auto last = text.find_last_not_of(" \t\r");
    return first == std::string::npos ? "" : text.substr(first, last - first + 1);
}

// The text behind " : ", which is taken off.
std::string
TakeLabel(std::string& text)
{
    const auto colon = text.find(" : ");
    if (colon == std::string::npos)
    {
        return "";
    }
    const auto label = Trim(text.substr(colon + 3));
    text = Trim(text.substr(0, colon));
    return label;
}

Options
ReadOptions(const std::string& text)
{
    Options options;
    for (const auto& word : Split(text))
    {
        const auto equals = word.find('=');
        if (equals == std::string::npos || equals == 0)
        {
            throw std::invalid_argument("\"" + word + "\" is not OPTION=VALUE");
        }
        options.emplace_back(word.substr(0, equals), word.substr(equals + 1));
    }
    return options;
}

// The name in NAME=VALUE or NAME!=VALUE, of which ReadOptions() has taken off =VALUE.
std::string
GetName(const std::string& left)
{
    return left.substr(0, left.size() - (left.back() == '!' ? 1 : 0));
}

uint32_t
ReadCount(const std::string& text)
{
    const bool digits = text.size() <= 10 && text.find_first_not_of("0123456789") == text.npos;
    const auto count = digits && !text.empty() ? std::stoull(text) : 0;
    if (count < 1 || count > 1000000000)
    {
        throw std::invalid_argument("runs must be 1 to 1000000000, not " + text);
    }
    return static_cast<uint32_t>(count);
}

// A name that is part of the name of a file.
void
CheckName(const std::string& kind, const std::string& name)
{
    const bool legal = std::all_of(name.begin(), name.end(), [](unsigned char each) {
        return std::isalnum(each) != 0 || each == '-' || each == '_' || each == '.';
    });
    if (!legal || name.empty())
    {
        throw std::invalid_argument("the name of a " + kind +
                                    " has letters, digits, \"-\", \"_\" and \".\", not \"" + name +
                                    "\"");
    }
}

} // namespace

StudyGrid::StudyGrid(std::istream& is, bool quick)
{
    std::string line;
    for (uint32_t number = 1; std::getline(is, line); ++number)
    {
        line = line.substr(0, line.find('#'));
        if (Trim(line).empty())
        {
            continue;
        }
        try
        {
            if (line[0] == ' ' || line[0] == '\t')
            {
                ReadFigure(Trim(line));
            }
            else
            {
                Read(Trim(line), quick);
            }
        }
        catch (const std::invalid_argument& error)
        {
            throw std::invalid_argument("line " + std::to_string(number) + ": " + error.what());
        }
    }
    Finish();
}

void
StudyGrid::Read(const std::string& line, bool quick)
{
    std::string text = line;
    const auto label = TakeLabel(text);
    const auto keyword = TakeWord(text);
    if (keyword == "study")
    {
        name = text;
        question = label;
    }
    else if (keyword == "program")
    {
        program = text;
    }
    else if (keyword == "runs" || keyword == "quick-runs")
    {
        const auto count = ReadCount(text);
        runs = (keyword == "runs") != quick ? count : runs;
    }
    else if (keyword == "fixed")
    {
        const auto options = ReadOptions(text);
        fixed.insert(fixed.end(), options.begin(), options.end());
    }
    else if (keyword == "vary")
    {
        axes.push_back(ReadAxis(text));
    }
    else if (keyword == "quick")
    {
        const auto axis = ReadAxis(text);
        const auto known = std::find_if(axes.begin(), axes.end(), [&axis](const Axis& other) {
            return other.options == axis.options;
        });
        if (known == axes.end())
        {
            throw std::invalid_argument("quick " + axis.options[0] + " needs a line vary before");
        }
        known->values = quick ? axis.values : known->values;
    }
    else if (keyword == "skip")
    {
        skips.push_back(ReadOptions(text));
    }
    else if (keyword == "measure")
    {
        ReadMeasure(text, label);
    }
    else if (keyword == "check")
    {
        ReadCheck(text);
    }
    else if (keyword == "figure")
    {
        figures.emplace_back();
        figures.back().name = text;
        figures.back().title = label;
    }
    else
    {
        throw std::invalid_argument(
            "\"" + keyword +
            "\" is not one of study, program, runs, quick-runs, fixed, vary, "
            "quick, skip, measure, check, figure");
    }
}

void
StudyGrid::ReadFigure(const std::string& line)
{
    if (figures.empty())
    {
        throw std::invalid_argument("a line that begins with a space needs a figure above");
    }
    auto& figure = figures.back();
    std::string text = line;
    const auto keyword = TakeWord(text);
    const auto label = keyword == "caption" ? "" : TakeLabel(text);
    if (keyword == "x")
    {
        figure.x = text;
        figure.xLabel = label;
    }
    else if (keyword == "y")
    {
        figure.y = text;
    }
    else if (keyword == "by")
    {
        figure.by = text;
        figure.byText = label;
    }
    else if (keyword == "distribution")
    {
        figure.y = text;
        figure.distribution = true;
    }
    else if (keyword == "where")
    {
        figure.where = ReadOptions(text);
    }
    else if (keyword == "log")
    {
        if (text != "x" && text != "y" && text != "xy")
        {
            throw std::invalid_argument("log is x, y or xy, not \"" + text + "\"");
        }
        figure.logX = text[0] == 'x';
        figure.logY = text.back() == 'y';
    }
    else if (keyword == "theory")
    {
        figure.theory.push_back({StudyExpression(text), label});
    }
    else if (keyword == "caption")
    {
        figure.caption += (figure.caption.empty() ? "" : " ") + text;
    }
    else
    {
        throw std::invalid_argument("\"" + keyword +
                                    "\" is not one of x, y, distribution, by, where, log, theory, "
                                    "caption");
    }
}

StudyGrid::Axis
StudyGrid::ReadAxis(const std::string& text)
{
    auto words = Split(text);
    if (words.size() < 2)
    {
        throw std::invalid_argument("an option that varies needs a name and values");
    }
    Axis axis;
    std::istringstream names(words[0]);
    for (std::string option; std::getline(names, option, '+');)
    {
        axis.options.push_back(option);
    }
    axis.values.assign(words.begin() + 1, words.end());
    return axis;
}

void
StudyGrid::ReadMeasure(const std::string& text, const std::string& label)
{
    std::string rest = text;
    Measure measure;
    measure.name = TakeWord(rest);
    measure.label = label.empty() ? measure.name : label;
    const auto kind = TakeWord(rest);
    if (kind == "mean")
    {
        measure.expression.emplace(rest);
    }
    else if (kind == "quantile")
    {
        measure.probability = ParseStudyValue(TakeWord(rest)).value_or(0);
        if (measure.probability <= 0 || measure.probability >= 1)
        {
            throw std::invalid_argument("a quantile needs a probability between 0 and 1");
        }
        measure.expression.emplace(rest);
    }
    else if (kind == "share")
    {
        const auto options = ReadOptions(rest);
        if (options.size() != 1)
        {
            throw std::invalid_argument("a share needs one COLUMN=VALUE or COLUMN!=VALUE");
        }
        measure.column = GetName(options[0].first);
        measure.value = options[0].second;
        measure.others = options[0].first.back() == '!';
    }
    else
    {
        throw std::invalid_argument("a measure is a mean, a quantile or a share, not \"" + kind +
                                    "\"");
    }
    measures.push_back(measure);
}

void
StudyGrid::ReadCheck(const std::string& text)
{
    const auto equals = text.find(" = ");
    if (equals == std::string::npos)
    {
        throw std::invalid_argument("a check needs \" = \"");
    }
    std::string left = text.substr(0, equals);
    const auto kind = TakeWord(left);
    if (kind != "exact" && kind != "mean")
    {
        throw std::invalid_argument("a check is exact or mean, not \"" + kind + "\"");
    }
    checks.push_back({kind == "exact", Trim(left), StudyExpression(Trim(text.substr(equals + 3)))});
}

std::set<std::string>
StudyGrid::GetOptionNames() const
{
    auto options = fixed;
    for (const auto& axis : axes)
    {
        for (const auto& option : axis.options)
        {
            options.emplace_back(option, "");
        }
    }
    std::set<std::string> names;
    for (const auto& option : options)
    {
        if (!names.insert(option.first).second)
        {
            throw std::invalid_argument("option " + option.first + " is given twice");
        }
    }
    for (const auto* reserved : {"runs", "csv", "progress"})
    {
        if (names.count(reserved) != 0)
        {
            throw std::invalid_argument("option " + std::string(reserved) +
                                        " is for the study to set; there are lines runs and "
                                        "quick-runs");
        }
    }
    return names;
}

void
StudyGrid::Finish() const
{
    if (name.empty())
    {
        throw std::invalid_argument("a line study NAME is missing");
    }
    CheckName("study", name);
    for (const auto& check : checks)
    {
        if (check.exact && !GetMeasure(check.measure).expression)
        {
            throw std::invalid_argument("a share, " + check.measure + ", has no exact value");
        }
    }
    const auto options = GetOptionNames();
    const auto need = [&options](const std::string& where, const std::string& option) {
        if (options.count(option) == 0)
        {
            throw std::invalid_argument(where + ": no option " + option + " is fixed or varies");
        }
    };
    for (const auto& skip : skips)
    {
        for (const auto& each : skip)
        {
            need("skip", GetName(each.first));
        }
    }
    for (const auto& figure : figures)
    {
        CheckName("figure", figure.name);
        const auto where = "figure " + figure.name;
        if (figure.distribution && !GetMeasure(figure.y).expression)
        {
            throw std::invalid_argument("a share, " + figure.y + ", has no distribution");
        }
        GetMeasure(figure.y);
        if (!figure.distribution && figure.x.empty())
        {
            throw std::invalid_argument(where + " needs a line x or distribution");
        }
        if (!figure.x.empty())
        {
            need(where, figure.x);
        }
        if (!figure.by.empty())
        {
            need(where, figure.by);
        }
        for (const auto& each : figure.where)
        {
            need(where, GetName(each.first));
        }
    }
    if (GetCells().empty())
    {
        throw std::invalid_argument("every cell is skipped");
    }
}

std::vector<Options>
StudyGrid::GetCells() const
{
    std::vector<Options> cells{fixed};
    for (const auto& axis : axes)
    {
        std::vector<Options> finer;
        for (const auto& cell : cells)
        {
            for (const auto& value : axis.values)
            {
                finer.push_back(cell);
                for (const auto& option : axis.options)
                {
                    finer.back().emplace_back(option, value);
                }
            }
        }
        cells = finer;
    }
    cells.erase(std::remove_if(cells.begin(),
                               cells.end(),
                               [this](const Options& cell) {
                                   return std::any_of(skips.begin(),
                                                      skips.end(),
                                                      [&cell](const Options& skip) {
                                                          return HasStudyOptions(cell, skip);
                                                      });
                               }),
                cells.end());
    return cells;
}

const StudyGrid::Measure&
StudyGrid::GetMeasure(const std::string& wanted) const
{
    const auto found = std::find_if(measures.begin(), measures.end(), [&wanted](const auto& each) {
        return each.name == wanted;
    });
    if (found == measures.end())
    {
        throw std::invalid_argument("there is no measure \"" + wanted + "\"");
    }
    return *found;
}

std::optional<double>
ParseStudyValue(const std::string& value)
{
    char* end = nullptr;
    const double number = std::strtod(value.c_str(), &end);
    if (end == value.c_str())
    {
        return std::nullopt;
    }
    const std::string unit(end);
    const auto dash = unit.find('-');
    if (dash != std::string::npos)
    {
        const auto from = ParseStudyValue(value.substr(0, value.size() - unit.size() + dash));
        const auto to = ParseStudyValue(unit.substr(dash + 1));
        return from && to ? std::optional<double>(*to - *from) : std::nullopt;
    }
    for (const auto& [name, factor] : {std::pair<const char*, double>{"", 1},
                                       {"s", 1},
                                       {"ms", 1e-3},
                                       {"us", 1e-6},
                                       {"ns", 1e-9},
                                       {"min", 60},
                                       {"h", 3600}})
    {
        if (unit == name)
        {
            return number * factor;
        }
    }
    return std::nullopt;
}

const std::string*
FindStudyOption(const Options& options, const std::string& name)
{
    const auto found = std::find_if(options.begin(), options.end(), [&name](const auto& option) {
        return option.first == name;
    });
    return found == options.end() ? nullptr : &found->second;
}

bool
HasStudyOptions(const Options& options, const Options& wanted)
{
    return std::all_of(wanted.begin(), wanted.end(), [&options](const auto& want) {
        const auto* value = FindStudyOption(options, GetName(want.first));
        return value != nullptr && (*value == want.second) != (want.first.back() == '!');
    });
}
