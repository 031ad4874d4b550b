// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_STUDY_EXPRESSION_H
#define L2TP_STUDY_EXPRESSION_H

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/**
 * @ingroup l2tp
 * @brief Arithmetic over the columns of a study: numbers, names, + - * / ^, parentheses, functions.
 *
 * Names stand for columns of the results or for options of the grid, times in seconds. The
 * functions are min, max, floor, ceil, sqrt, and the closed forms of StudyModels.
 */
class StudyExpression
{
  public:
    /** @brief Gives the value of a name; nothing where the column is empty. */
    using Lookup = std::function<std::optional<double>(const std::string& name)>;

    /**
     * @brief Read an expression.
     * @param text the expression; std::invalid_argument says what is wrong with it
     */
    explicit StudyExpression(const std::string& text);

    /**
     * @brief Compute it.
     * @param lookup values of the names
     * @return the value; nothing if a name has none
     */
    std::optional<double> Evaluate(const Lookup& lookup) const;

    /** @brief What was read. @return the text */
    const std::string& GetText() const;

    /** @brief A part of an expression. */
    struct Node;

  private:
    std::string m_text;                 //!< what was read
    std::shared_ptr<const Node> m_root; //!< the whole
};

#endif // L2TP_STUDY_EXPRESSION_H
