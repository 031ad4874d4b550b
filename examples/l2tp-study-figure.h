// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_STUDY_FIGURE_H
#define L2TP_STUDY_FIGURE_H

#include "l2tp-study-results.h"

#include <cstddef>
#include <map>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

/**
 * @ingroup l2tp
 * @brief A figure of a study as a script for gnuplot, which draws it as SVG and as PNG.
 *
 * ns-3's own Gnuplot class is not used because its error bars are symmetric, and confidence
 * intervals of proportions are not.
 */
class StudyFigure
{
  public:
    /**
     * @brief Take a figure of a study.
     * @param grid the study; must stay
     * @param figure the figure; must stay
     * @param results what its cells have given; must stay
     */
    StudyFigure(const StudyGrid& grid,
                const StudyGrid::Figure& figure,
                const StudyResults& results);

    /**
     * @brief Write the script.
     * @param os where to
     * @param name path of the pictures, without .svg and .png
     * @param confidence of the error bars
     * @return false, with nothing written, if there is nothing to be drawn
     */
    bool Write(std::ostream& os, const std::string& name, double confidence) const;

  private:
    /** @brief The cells of a curve: index by value of x. */
    using Curve = std::map<double, std::size_t>;

    /** @brief Curves by the value of the option `by`, in the order of the grid. */
    using Curves = std::vector<std::pair<std::string, Curve>>;

    /** @brief Sort the cells that have a value into curves. @return the curves */
    Curves MakeCurves() const;

    /**
     * @brief Write the range of the x axis: all points that there are, and a margin.
     * @param os where to
     * @param curves the curves
     */
    void WriteRange(std::ostream& os, const Curves& curves) const;

    /**
     * @brief Name of a curve.
     * @param value value of the option `by`
     * @return the name
     */
    std::string GetTitle(const std::string& value) const;

    /**
     * @brief Write the points of all curves.
     * @param os where to
     * @param curves the curves
     * @param confidence of the error bars
     * @return the command that draws them
     */
    std::string WriteCurves(std::ostream& os, const Curves& curves, double confidence) const;

    /**
     * @brief Write the points of the curves that are computed, each only once.
     * @param os where to
     * @param curves the curves that they belong to
     * @return how the command that draws them goes on
     */
    std::string WriteTheory(std::ostream& os, const Curves& curves) const;

    /**
     * @brief Write distribution functions.
     * @param os where to
     * @param curves the curves, of one cell each
     * @return the command that draws them
     */
    std::string WriteDistributions(std::ostream& os, const Curves& curves) const;

    /**
     * @brief Write what is the same for all figures, and the axes.
     * @param os where to
     * @param lines lines of the caption
     */
    void WriteFrame(std::ostream& os, const std::vector<std::string>& lines) const;

    const StudyGrid& m_grid;           //!< the study
    const StudyGrid::Figure& m_figure; //!< the figure
    const StudyResults& m_results;     //!< its cells
};

#endif // L2TP_STUDY_FIGURE_H
