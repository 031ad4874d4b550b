// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_STUDY_STATISTICS_H
#define L2TP_STUDY_STATISTICS_H

#include <cstdint>
#include <vector>

/**
 * @ingroup l2tp
 * @brief An estimate from independent replications, with a confidence interval.
 */
struct StudyEstimate
{
    uint64_t count{0}; //!< replications that it is from
    double value{0};   //!< mean, or share
    double low{0};     //!< lower end of the interval; not a number if there is none
    double high{0};    //!< upper end; likewise
};

/**
 * @ingroup l2tp
 * @brief Estimate a mean, by Student's t distribution.
 * @param values one per replication; of a single one the interval is not a number
 * @param confidence probability that the interval covers the mean, above 0 and below 1
 * @return the estimate
 */
StudyEstimate EstimateMean(const std::vector<double>& values, double confidence);

/**
 * @ingroup l2tp
 * @brief Estimate a probability, by Wilson's score interval.
 * @param hits replications in which it happened
 * @param count all replications
 * @param confidence probability that the interval covers it, above 0 and below 1
 * @return the estimate
 */
StudyEstimate EstimateShare(uint64_t hits, uint64_t count, double confidence);

/**
 * @ingroup l2tp
 * @brief Estimate a quantile, with an interval between order statistics, whatever the distribution.
 * @param values one per replication
 * @param probability which quantile, above 0 and below 1
 * @param confidence probability that the interval covers it, above 0 and below 1; with few values
 *        the interval is that between the least and the greatest
 * @return the estimate
 */
StudyEstimate EstimateQuantile(std::vector<double> values, double probability, double confidence);

#endif // L2TP_STUDY_STATISTICS_H
