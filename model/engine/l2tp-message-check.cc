// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-message-check.h"

#include "l2tp-attribute.h"

namespace ns3
{
namespace l2tp
{

namespace
{

/**
 * @brief Error code that fits a problem of an AVP (RFC 3931 section 5.4.2).
 * @param problem the problem
 * @return the error code
 */
ErrorCode
GetErrorCode(ParseProblem problem)
{
    switch (problem)
    {
    case ParseProblem::UnknownAttribute:
        return ErrorCode::UnknownMandatoryAvp;
    case ParseProblem::BadValueLength:
        return ErrorCode::BadLength;
    default:
        return ErrorCode::OutOfRange;
    }
}

} // namespace

std::optional<Objection>
FindObjection(const ControlMessage& message)
{
    for (const auto& fault : message.GetFaults())
    {
        if (fault.mandatory)
        {
            return Objection{GetErrorCode(fault.what),
                             std::string(Describe(fault.what)) + ": vendor " +
                                 std::to_string(fault.vendor) + " attribute " +
                                 std::to_string(fault.type),
                             fault};
        }
    }
    const auto missing = message.MissingAttributes();
    if (missing.empty())
    {
        return std::nullopt;
    }
    const auto* info = FindAttribute(missing.front(), message.GetType());
    return Objection{ErrorCode::OutOfRange,
                     std::string("missing AVP: ") + info->name,
                     std::nullopt};
}

} // namespace l2tp
} // namespace ns3
