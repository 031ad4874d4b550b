// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-study-results.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iomanip>
#include <sstream>
#include <stdexcept>

namespace
{

std::vector<std::string>
SplitRow(const std::string& line)
{
    std::vector<std::string> fields(1);
    for (const char each : line)
    {
        if (each == ',')
        {
            fields.emplace_back();
        }
        else
        {
            fields.back() += each;
        }
    }
    return fields;
}

} // namespace

StudyResults::StudyResults(const StudyGrid& grid, const std::string& directory)
    : m_grid(grid),
      m_cells(grid.GetCells())
{
    for (std::size_t cell = 0; cell < m_cells.size(); ++cell)
    {
        const auto name = GetFileName(directory, cell);
        m_tables.push_back(ReadFile(name));
        if (m_tables.back().columns != m_tables.front().columns)
        {
            throw std::runtime_error(name + " has other columns than the first cell");
        }
    }
}

std::string
StudyResults::GetFileName(const std::string& directory, std::size_t cell)
{
    return directory + "/" + std::to_string(cell) + ".csv";
}

StudyResults::Table
StudyResults::ReadFile(const std::string& name)
{
    std::ifstream file(name);
    Table table;
    std::string line;
    if (!std::getline(file, line))
    {
        throw std::runtime_error("cannot read " + name);
    }
    table.columns = SplitRow(line);
    while (std::getline(file, line))
    {
        table.rows.push_back(SplitRow(line));
        if (table.rows.back().size() != table.columns.size())
        {
            throw std::runtime_error(name + ": a row has not as many fields as the header");
        }
    }
    if (table.rows.empty())
    {
        throw std::runtime_error(name + " has no rows");
    }
    return table;
}

std::optional<std::size_t>
StudyResults::FindColumn(const Table& table, const std::string& name)
{
    const auto found = std::find(table.columns.begin(), table.columns.end(), name);
    return found == table.columns.end() ? std::nullopt
                                        : std::optional<std::size_t>(static_cast<std::size_t>(
                                              found - table.columns.begin()));
}

std::vector<std::string>
StudyResults::GetParameters() const
{
    std::vector<std::string> names;
    for (const auto& axis : m_grid.axes)
    {
        names.insert(names.end(), axis.options.begin(), axis.options.end());
    }
    return names;
}

void
StudyResults::WriteRows(std::ostream& os) const
{
    const auto parameters = GetParameters();
    for (const auto& name : parameters)
    {
        os << name << ',';
    }
    for (std::size_t i = 0; i < m_tables[0].columns.size(); ++i)
    {
        os << (i == 0 ? "" : ",") << m_tables[0].columns[i];
    }
    os << '\n';
    for (std::size_t cell = 0; cell < m_cells.size(); ++cell)
    {
        for (const auto& row : m_tables[cell].rows)
        {
            for (const auto& name : parameters)
            {
                os << *FindStudyOption(m_cells[cell], name) << ',';
            }
            for (std::size_t i = 0; i < row.size(); ++i)
            {
                os << (i == 0 ? "" : ",") << row[i];
            }
            os << '\n';
        }
    }
}

void
StudyResults::WriteEstimates(std::ostream& os, double confidence) const
{
    const auto parameters = GetParameters();
    for (const auto& name : parameters)
    {
        os << name << ',';
    }
    os << "measure,count,value,low,high\n" << std::setprecision(9);
    for (std::size_t cell = 0; cell < m_cells.size(); ++cell)
    {
        for (const auto& measure : m_grid.measures)
        {
            const auto estimate = Estimate(cell, measure, confidence);
            for (const auto& name : parameters)
            {
                os << *FindStudyOption(m_cells[cell], name) << ',';
            }
            os << measure.name << ',' << estimate.count << ',';
            if (estimate.count > 0)
            {
                os << estimate.value << ',';
                // One value alone says nothing of others.
                std::isnan(estimate.low) ? os << ',' : os << estimate.low << ',' << estimate.high;
            }
            else
            {
                os << ",,";
            }
            os << '\n';
        }
    }
}

const std::vector<StudyGrid::Options>&
StudyResults::GetCells() const
{
    return m_cells;
}

std::vector<double>
StudyResults::GetValues(std::size_t cell, const StudyGrid::Measure& measure) const
{
    const auto& table = m_tables[cell];
    std::vector<double> values;
    for (const auto& row : table.rows)
    {
        const auto value =
            measure.expression->Evaluate([&](const std::string& name) -> std::optional<double> {
                if (const auto column = FindColumn(table, name))
                {
                    return ParseStudyValue(row[*column]);
                }
                const auto* option = FindStudyOption(m_cells[cell], name);
                if (option == nullptr)
                {
                    throw std::invalid_argument("measure " + measure.name + ": \"" + name +
                                                "\" is neither a column nor an option");
                }
                return ParseStudyValue(*option);
            });
        // Such as 0 / 0, for a share of nothing.
        if (value && std::isfinite(*value))
        {
            values.push_back(*value);
        }
    }
    return values;
}

StudyEstimate
StudyResults::Estimate(std::size_t cell, const StudyGrid::Measure& measure, double confidence) const
{
    if (measure.expression)
    {
        return measure.probability > 0
                   ? EstimateQuantile(GetValues(cell, measure), measure.probability, confidence)
                   : EstimateMean(GetValues(cell, measure), confidence);
    }
    const auto& table = m_tables[cell];
    const auto column = FindColumn(table, measure.column);
    if (!column)
    {
        throw std::invalid_argument("measure " + measure.name + ": there is no column " +
                                    measure.column);
    }
    const auto hits = std::count_if(table.rows.begin(),
                                    table.rows.end(),
                                    [&](const std::vector<std::string>& row) {
                                        return (row[*column] == measure.value) != measure.others;
                                    });
    return EstimateShare(static_cast<uint64_t>(hits), table.rows.size(), confidence);
}

double
StudyResults::Compute(std::size_t cell, const StudyExpression& expression) const
{
    const auto value = expression.Evaluate([&](const std::string& name) -> std::optional<double> {
        const auto* option = FindStudyOption(m_cells[cell], name);
        return option == nullptr ? std::nullopt : ParseStudyValue(*option);
    });
    if (!value)
    {
        throw std::invalid_argument("\"" + expression.GetText() +
                                    "\" needs an option that is not set, or is no number");
    }
    return *value;
}
