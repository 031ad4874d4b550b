// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-study-statistics.h"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>

StudyEstimate
EstimateMean(const std::vector<double>& values, double confidence)
{
    StudyEstimate estimate;
    estimate.count = values.size();
    if (values.empty())
    {
        return estimate;
    }
    const auto count = static_cast<double>(values.size());
    estimate.value = std::accumulate(values.begin(), values.end(), 0.0) / count;
    double half = std::numeric_limits<double>::quiet_NaN();
    if (values.size() > 1)
    {
        double squares = 0;
        for (const auto value : values)
        {
            squares += (value - estimate.value) * (value - estimate.value);
        }
        const boost::math::students_t distribution(count - 1);
        half = boost::math::quantile(distribution, (1 + confidence) / 2) *
               std::sqrt(squares / (count - 1) / count);
    }
    estimate.low = estimate.value - half;
    estimate.high = estimate.value + half;
    return estimate;
}

StudyEstimate
EstimateShare(uint64_t hits, uint64_t count, double confidence)
{
    StudyEstimate estimate;
    estimate.count = count;
    if (count == 0)
    {
        return estimate;
    }
    const auto n = static_cast<double>(count);
    const double share = static_cast<double>(hits) / n;
    const double z = boost::math::quantile(boost::math::normal(), (1 + confidence) / 2);
    const double scale = 1 + z * z / n;
    const double centre = (share + z * z / (2 * n)) / scale;
    const double half = z / scale * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
    estimate.value = share;
    estimate.low = hits == 0 ? 0 : centre - half;
    estimate.high = hits == count ? 1 : centre + half;
    return estimate;
}

StudyEstimate
EstimateQuantile(std::vector<double> values, double probability, double confidence)
{
    StudyEstimate estimate;
    estimate.count = values.size();
    if (values.empty())
    {
        return estimate;
    }
    std::sort(values.begin(), values.end());
    const auto last = values.size() - 1;
    const auto at = [&values, last](double rank) {
        return values[std::min(last, static_cast<std::size_t>(std::max(0.0, rank)))];
    };
    // Ranks count from 0: the number of values below the quantile is binomial.
    const boost::math::binomial below(static_cast<double>(values.size()), probability);
    estimate.value = at(std::ceil(static_cast<double>(values.size()) * probability) - 1);
    estimate.low = at(boost::math::quantile(below, (1 - confidence) / 2) - 1);
    estimate.high = at(boost::math::quantile(below, (1 + confidence) / 2));
    return estimate;
}
