// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_STUDY_MODELS_H
#define L2TP_STUDY_MODELS_H

#include <cstddef>
#include <string>
#include <vector>

/**
 * @ingroup l2tp
 * @brief The functions that an expression of a study may call: arithmetic, and closed forms of the
 *        reliable channel (\RFC{3931} section 4.2); the manual derives them.
 *
 * They are for independent losses, exponential time-outs from `rto` seconds doubled up to `cap`
 * seconds (0: no cap), and at most `n` retransmissions.
 *
 * | function | value |
 * |---|---|
 * | min(a, b), max(a, b), floor(a), ceil(a), sqrt(a) | as everywhere |
 * | waits(k, rto, cap) | sum of the first k time-outs |
 * | firstcopy(t, rto, cap) | the least waits(k) that is not below t |
 * | giveup(n, rto, cap) | waits(n + 1): from the first transmission to the give-up |
 * | meanwait(p, n, rto, cap) | mean of waits(K), K the copies lost before one arrives, given K <= n
 * | | lost(p, n) | probability that all n + 1 copies are lost | | transmissions(q, n) | mean copies
 * until one is acknowledged; each is with probability q |
 */
class StudyModels
{
  public:
    /**
     * @brief Whether there is a function.
     * @param name its name
     * @param inputs number of its arguments
     * @return true if so
     */
    static bool IsFunction(const std::string& name, std::size_t inputs);

    /** @brief All functions. @return their names */
    static std::string ListFunctions();

    /**
     * @brief Call a function.
     * @param name its name; one that IsFunction() knows
     * @param inputs its arguments
     * @return its value
     */
    static double Call(const std::string& name, const std::vector<double>& inputs);
};

#endif // L2TP_STUDY_MODELS_H
