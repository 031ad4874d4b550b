// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-study-models.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <utility>

namespace
{

using Inputs = std::vector<double>;

// Sum of the first time-outs.
double
Waits(uint32_t count, double rto, double cap)
{
    double sum = 0;
    double wait = rto;
    for (uint32_t i = 0; i < count; ++i)
    {
        sum += cap > 0 ? std::min(wait, cap) : wait;
        wait *= 2;
    }
    return sum;
}

// When the first copy leaves that is not before a time.
double
FirstCopy(double time, double rto, double cap)
{
    uint32_t count = 0;
    while (Waits(count, rto, cap) < time && rto > 0)
    {
        ++count;
    }
    return Waits(count, rto, cap);
}

double
MeanWait(double loss, uint32_t limit, double rto, double cap)
{
    double mean = 0;
    double total = 0;
    for (uint32_t lost = 0; lost <= limit; ++lost)
    {
        const double weight = std::pow(loss, lost) * (1 - loss);
        mean += weight * Waits(lost, rto, cap);
        total += weight;
    }
    return total > 0 ? mean / total : 0;
}

uint32_t
Count(double value)
{
    return static_cast<uint32_t>(std::lround(value));
}

struct Function
{
    std::size_t inputs;
    double (*call)(const Inputs& inputs);
};

const std::map<std::string, Function> FUNCTIONS{
    {"min", {2, [](const Inputs& in) { return std::min(in[0], in[1]); }}},
    {"max", {2, [](const Inputs& in) { return std::max(in[0], in[1]); }}},
    {"floor", {1, [](const Inputs& in) { return std::floor(in[0]); }}},
    {"ceil", {1, [](const Inputs& in) { return std::ceil(in[0]); }}},
    {"sqrt", {1, [](const Inputs& in) { return std::sqrt(in[0]); }}},
    {"if",
     {2,
      [](const Inputs& in) {
          return in[0] >= 0 ? in[1] : std::numeric_limits<double>::quiet_NaN();
      }}},
    {"waits", {3, [](const Inputs& in) { return Waits(Count(in[0]), in[1], in[2]); }}},
    {"giveup", {3, [](const Inputs& in) { return Waits(Count(in[0]) + 1, in[1], in[2]); }}},
    {"firstcopy", {3, [](const Inputs& in) { return FirstCopy(in[0], in[1], in[2]); }}},
    {"meanwait", {4, [](const Inputs& in) { return MeanWait(in[0], Count(in[1]), in[2], in[3]); }}},
    {"lost", {2, [](const Inputs& in) { return std::pow(in[0], in[1] + 1); }}},
    {"transmissions",
     {2, [](const Inputs& in) { return (1 - std::pow(1 - in[0], in[1] + 1)) / in[0]; }}},
};

} // namespace

bool
StudyModels::IsFunction(const std::string& name, std::size_t inputs)
{
    const auto function = FUNCTIONS.find(name);
    return function != FUNCTIONS.end() && function->second.inputs == inputs;
}

std::string
StudyModels::ListFunctions()
{
    std::string names;
    for (const auto& [name, function] : FUNCTIONS)
    {
        names += (names.empty() ? "" : ", ") + name + "/" + std::to_string(function.inputs);
    }
    return names;
}

double
StudyModels::Call(const std::string& name, const Inputs& inputs)
{
    return FUNCTIONS.at(name).call(inputs);
}
