// SPDX-License-Identifier: GPL-2.0-only

// Studies over grids of options: what to run, and what came out of it. ./l2tp study calls it.
//
//   l2tp-study cells FILE [--quick]                    one line per cell: number, program, options
//   l2tp-study report FILE [--quick] CELLS DIRECTORY   from the files of the cells: all rows, means
//                                                      with confidence intervals, figures, checks

#include "l2tp-study-figure.h"
#include "l2tp-study-grid.h"
#include "l2tp-study-results.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace
{

/** @brief Of the intervals in tables and figures. */
constexpr double CONFIDENCE = 0.95;
/** @brief Of all checks of a study together; each has its part (Bonferroni). */
constexpr double CHECK_CONFIDENCE = 0.999;
/** @brief An exact check may be off by half a nanosecond, which is how results are written. */
constexpr double EXACT = 0.5e-9;
/** @brief Status of the program if a check has failed. */
constexpr int DISAGREEMENT = 1;
/** @brief Status of the program if something is wrong with the study or the command line. */
constexpr int MISUSED = 2;

/**
 * @brief Write one line per cell: its number, the program and its options, with tabs between.
 * @param grid the study
 */
void
PrintCells(const StudyGrid& grid)
{
    const auto cells = grid.GetCells();
    for (std::size_t cell = 0; cell < cells.size(); ++cell)
    {
        std::cout << cell << '\t' << grid.program << '\t';
        for (const auto& [name, value] : cells[cell])
        {
            std::cout << "--" << name << '=' << value << ' ';
        }
        std::cout << "--runs=" << grid.runs << '\n';
    }
}

/**
 * @brief What distinguishes a cell, for a reader.
 * @param results the study
 * @param cell index of the cell
 * @return its parameters
 */
std::string
Describe(const StudyResults& results, std::size_t cell)
{
    std::string text;
    for (const auto& name : results.GetParameters())
    {
        text += name + '=' + *FindStudyOption(results.GetCells()[cell], name) + ' ';
    }
    return text;
}

/**
 * @brief Compare the cells with what has to hold, and print a table.
 * @param grid the study
 * @param results its cells
 * @return number of disagreements
 */
uint32_t
Check(const StudyGrid& grid, const StudyResults& results)
{
    const auto cells = results.GetCells().size();
    const auto statistical =
        static_cast<double>(cells) *
        static_cast<double>(std::count_if(grid.checks.begin(),
                                          grid.checks.end(),
                                          [](const auto& check) { return !check.exact; }));
    const double confidence = 1 - (1 - CHECK_CONFIDENCE) / std::max(1.0, statistical);
    uint32_t failures = 0;
    std::cout << std::setprecision(12);
    for (const auto& check : grid.checks)
    {
        const auto& measure = grid.GetMeasure(check.measure);
        for (std::size_t cell = 0; cell < cells; ++cell)
        {
            const auto expected = results.Compute(cell, check.expression);
            const auto estimate = results.Estimate(cell, measure, confidence);
            bool agrees = estimate.count > 0;
            if (check.exact)
            {
                const auto values = results.GetValues(cell, measure);
                agrees = agrees && std::all_of(values.begin(), values.end(), [&](double value) {
                             return std::abs(value - expected) <= EXACT;
                         });
                std::cout << (agrees ? "agrees    " : "DISAGREES ") << Describe(results, cell)
                          << measure.name << " = " << estimate.value << ", theory " << expected
                          << " (exact, " << values.size() << " runs)\n";
            }
            else
            {
                agrees = agrees && estimate.low <= expected && expected <= estimate.high;
                std::cout << (agrees ? "agrees    " : "DISAGREES ") << Describe(results, cell)
                          << measure.name << " = " << estimate.value << " [" << estimate.low << ", "
                          << estimate.high << "], theory " << expected << " (" << estimate.count
                          << " runs)\n";
            }
            failures += agrees ? 0 : 1;
        }
    }
    if (!grid.checks.empty())
    {
        std::cout << grid.checks.size() * cells << " comparisons, " << failures
                  << " disagreements; the intervals hold together with " << CHECK_CONFIDENCE * 100
                  << " % confidence\n";
    }
    return failures;
}

/**
 * @brief Write everything that follows from the files of the cells.
 * @param grid the study
 * @param cells directory of the files
 * @param directory where to
 * @return number of disagreements
 */
uint32_t
Report(const StudyGrid& grid, const std::string& cells, const std::string& directory)
{
    const StudyResults results(grid, cells);
    std::ofstream rows(directory + "/runs.csv");
    results.WriteRows(rows);
    std::ofstream estimates(directory + "/estimates.csv");
    results.WriteEstimates(estimates, CONFIDENCE);
    for (const auto& figure : grid.figures)
    {
        const auto name = directory + '/' + grid.name + '-' + figure.name;
        std::ostringstream script;
        if (!StudyFigure(grid, figure, results).Write(script, name, CONFIDENCE))
        {
            std::remove((name + ".gp").c_str());
            std::cerr << "l2tp-study: figure " << figure.name
                      << " is not drawn: no cell of it has a "
                      << "value of " << figure.y << '\n';
            continue;
        }
        std::ofstream file(name + ".gp");
        if (!(file << script.str()).flush())
        {
            throw std::runtime_error("cannot write into " + directory);
        }
    }
    if (!rows.flush() || !estimates.flush())
    {
        throw std::runtime_error("cannot write into " + directory);
    }
    return Check(grid, results);
}

} // namespace

int
main(int argc, char* argv[])
{
    std::vector<std::string> words(argv + 1, argv + argc);
    const auto option = std::find(words.begin(), words.end(), "--quick");
    const bool quick = option != words.end();
    if (quick)
    {
        words.erase(option);
    }
    const bool report = words.size() == 4 && words[0] == "report";
    if (!report && (words.size() != 2 || words[0] != "cells"))
    {
        std::cerr << "usage: l2tp-study cells FILE [--quick]\n"
                     "       l2tp-study report FILE [--quick] CELLS DIRECTORY\n";
        return MISUSED;
    }
    try
    {
        std::ifstream file(words[1]);
        if (!file)
        {
            throw std::runtime_error("cannot be read");
        }
        const StudyGrid grid(file, quick);
        if (report)
        {
            return Report(grid, words[2], words[3]) == 0 ? 0 : DISAGREEMENT;
        }
        PrintCells(grid);
    }
    catch (const std::exception& error)
    {
        std::cerr << "l2tp-study: " << words[1] << ": " << error.what() << '\n';
        return MISUSED;
    }
    return 0;
}
