// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_STUDY_GRID_H
#define L2TP_STUDY_GRID_H

#include "l2tp-study-expression.h"

#include <cstddef>
#include <cstdint>
#include <istream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

/**
 * @ingroup l2tp
 * @brief A study: which program is run with which options, what is measured, what is plotted.
 *
 * It is read from a file of lines. A line begins with a keyword; lines that begin with a space
 * belong to the figure above. `#` begins a comment. Text behind ` : ` is for the reader.
 *
 * | line | meaning |
 * |---|---|
 * | study NAME : TEXT | name of the study, and its question |
 * | program NAME | what is run; l2tp-control-study unless said otherwise |
 * | runs N, quick-runs N | replications per cell; for a quick look |
 * | fixed OPTION=VALUE ... | options of all cells |
 * | vary OPTION[+OPTION] VALUE ... | an option that varies; those joined by + have the same value |
 * | quick OPTION[+OPTION] VALUE ... | its values for a quick look |
 * | skip OPTION=VALUE ... | leave out cells for which all of these are true; also OPTION!=VALUE |
 * | measure NAME mean EXPRESSION : LABEL | mean over the replications where it has a value |
 * | measure NAME quantile P EXPRESSION : LABEL | that quantile of them |
 * | measure NAME share COLUMN=VALUE : LABEL | share of the replications; also COLUMN!=VALUE |
 * | check exact MEASURE = EXPRESSION | every replication has this value, to the nanosecond |
 * | check mean MEASURE = EXPRESSION | its confidence interval has to contain this value |
 * | figure NAME : TITLE | a plot; its parts follow |
 * | x OPTION : LABEL, y MEASURE | the axes |
 * | distribution MEASURE | instead of x and y: share of the replications that are not above |
 * | by OPTION : TEXT | one curve per value, named by TEXT with % for the value |
 * | where OPTION=VALUE ... | which cells |
 * | log x, log y, log xy | logarithmic axes |
 * | theory EXPRESSION : LABEL | a curve that is computed, for each value of `by` |
 * | caption TEXT | what was held fixed, and what is to be seen |
 */
class StudyGrid
{
  public:
    /** @brief Options of a cell, by name, in the order of the file. */
    using Options = std::vector<std::pair<std::string, std::string>>;

    /** @brief An option that varies. */
    struct Axis
    {
        std::vector<std::string> options; //!< names; all have the same value
        std::vector<std::string> values;  //!< values
    };

    /** @brief What is measured. */
    struct Measure
    {
        std::string name;                          //!< its name
        std::optional<StudyExpression> expression; //!< of a mean or quantile
        double probability{0};                     //!< of a quantile; 0: it is a mean
        std::string column;                        //!< of a share
        std::string value;                         //!< of a share
        bool others{false};                        //!< of a share: all other values count
        std::string label;                         //!< with its unit, for axes
    };

    /** @brief What has to hold. */
    struct Check
    {
        bool exact;                 //!< for every replication, else for the mean or share
        std::string measure;        //!< name of the measure
        StudyExpression expression; //!< what it has to be
    };

    /** @brief A curve that is computed. */
    struct Theory
    {
        StudyExpression expression; //!< over the options of a cell
        std::string label;          //!< its name
    };

    /** @brief A plot. */
    struct Figure
    {
        std::string name;           //!< of its files
        std::string title;          //!< above it
        std::string x;              //!< option along the x axis
        std::string xLabel;         //!< with its unit
        std::string y;              //!< name of the measure
        std::string by;             //!< option that tells curves apart; empty for one curve
        std::string byText;         //!< name of a curve
        Options where;              //!< which cells
        bool distribution{false};   //!< of y along the x axis, instead of its estimate along x
        bool logX{false};           //!< logarithmic x axis
        bool logY{false};           //!< logarithmic y axis
        std::vector<Theory> theory; //!< curves that are computed
        std::string caption;        //!< below it
    };

    /**
     * @brief Read a study.
     * @param is from where; std::invalid_argument tells the line that is wrong, and why
     * @param quick take the values for a quick look
     */
    StudyGrid(std::istream& is, bool quick);

    /** @brief All combinations of values, the last axis fastest. @return options of each cell */
    std::vector<Options> GetCells() const;

    /**
     * @brief The measure of a name.
     * @param name the name; std::invalid_argument if there is none
     * @return the measure
     */
    const Measure& GetMeasure(const std::string& name) const;

    std::string name;                          //!< name
    std::string question;                      //!< what it is about
    std::string program{"l2tp-control-study"}; //!< what is run
    uint32_t runs{100};                        //!< replications per cell
    Options fixed;                             //!< options of all cells
    std::vector<Axis> axes;                    //!< what varies
    std::vector<Options> skips;                //!< cells that are left out
    std::vector<Measure> measures;             //!< what is measured
    std::vector<Check> checks;                 //!< what has to hold
    std::vector<Figure> figures;               //!< plots

  private:
    /** @brief Read a line. @param line the line, without comment @param quick as above */
    void Read(const std::string& line, bool quick);
    /** @brief Read a line of a figure. @param line the line */
    void ReadFigure(const std::string& line);
    /** @brief Read an axis. @param text what follows `vary` @return the axis */
    static Axis ReadAxis(const std::string& text);
    /** @brief Read a measure. @param text what follows the keyword @param label its label */
    void ReadMeasure(const std::string& text, const std::string& label);
    /** @brief Read a check. @param text what follows the keyword */
    void ReadCheck(const std::string& text);
    /** @brief What is fixed or varies; std::invalid_argument for a name twice. @return names */
    std::set<std::string> GetOptionNames() const;
    /** @brief See that all names exist. */
    void Finish() const;
};

/**
 * @ingroup l2tp
 * @brief The number in the value of an option.
 * @param value a number; or a time such as 50ms, in seconds then; or a span of time such as
 *        10s-25s, of which it is the length
 * @return the number, if it is one
 */
std::optional<double> ParseStudyValue(const std::string& value);

/**
 * @ingroup l2tp
 * @brief Value of an option.
 * @param options options of a cell
 * @param name which one
 * @return the value, or null
 */
const std::string* FindStudyOption(const StudyGrid::Options& options, const std::string& name);

/**
 * @ingroup l2tp
 * @brief Whether a cell is one of those that are meant.
 * @param options options of the cell
 * @param wanted values that it has to have; where the name ends in `!`, must not have
 * @return true if it has all of these options, with such values
 */
bool HasStudyOptions(const StudyGrid::Options& options, const StudyGrid::Options& wanted);

#endif // L2TP_STUDY_GRID_H
