// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_STUDY_RESULTS_H
#define L2TP_STUDY_RESULTS_H

#include "l2tp-study-grid.h"
#include "l2tp-study-statistics.h"

#include <cstddef>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

/**
 * @ingroup l2tp
 * @brief What the cells of a study have given: a CSV file each, with one row per replication.
 */
class StudyResults
{
  public:
    /**
     * @brief Read the files of all cells.
     * @param grid the study; must stay
     * @param directory where the files are; std::runtime_error tells which one is missing or wrong
     */
    StudyResults(const StudyGrid& grid, const std::string& directory);

    /**
     * @brief Name of the file of a cell.
     * @param directory where the files are
     * @param cell index of the cell
     * @return path of the file
     */
    static std::string GetFileName(const std::string& directory, std::size_t cell);

    /**
     * @brief Options that the cells do not have in common, or that are named in a figure.
     * @return their names
     */
    std::vector<std::string> GetParameters() const;

    /** @brief Write all rows of all cells, behind the parameters. @param os where to */
    void WriteRows(std::ostream& os) const;

    /**
     * @brief Write the estimates: one row per cell and measure, with the interval.
     * @param os where to
     * @param confidence probability that an interval covers what is estimated
     */
    void WriteEstimates(std::ostream& os, double confidence) const;

    /** @brief The cells. @return options of each */
    const std::vector<StudyGrid::Options>& GetCells() const;

    /**
     * @brief Values of a measure in a cell.
     * @param cell index of the cell
     * @param measure the measure; not a share
     * @return one per replication that has one
     */
    std::vector<double> GetValues(std::size_t cell, const StudyGrid::Measure& measure) const;

    /**
     * @brief Estimate a measure in a cell.
     * @param cell index of the cell
     * @param measure the measure
     * @param confidence probability that the interval covers it
     * @return the estimate; its count is 0 if no replication has a value
     */
    StudyEstimate Estimate(std::size_t cell,
                           const StudyGrid::Measure& measure,
                           double confidence) const;

    /**
     * @brief Evaluate an expression over the options of a cell.
     * @param cell index of the cell
     * @param expression the expression; std::invalid_argument names an option that has no number
     * @return its value
     */
    double Compute(std::size_t cell, const StudyExpression& expression) const;

  private:
    /** @brief Rows of a cell, as they were written. */
    struct Table
    {
        std::vector<std::string> columns;           //!< names
        std::vector<std::vector<std::string>> rows; //!< one per replication
    };

    /**
     * @brief Read a file.
     * @param name its name
     * @return what is in it
     */
    static Table ReadFile(const std::string& name);

    /**
     * @brief Index of a column.
     * @param table where
     * @param name its name
     * @return the index, if there is such a column
     */
    static std::optional<std::size_t> FindColumn(const Table& table, const std::string& name);

    const StudyGrid& m_grid;                 //!< the study
    std::vector<StudyGrid::Options> m_cells; //!< its cells
    std::vector<Table> m_tables;             //!< their files
};

#endif // L2TP_STUDY_RESULTS_H
