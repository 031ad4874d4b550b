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

/**
 * @brief A fault for an AVP that is missing.
 * @param message the message
 * @param type its Attribute Type
 * @return the fault
 */
AvpFault
MakeMissing(const ControlMessage& message, uint16_t type)
{
    const auto end = static_cast<uint16_t>(message.GetBytes().size());
    return {ParseProblem::Missing, true, end, 0, type};
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
                     MakeMissing(message, missing.front())};
}

std::optional<AvpFault>
LocateAvp(const ControlMessage& message, uint16_t type)
{
    for (const auto& avp : message.GetAvps())
    {
        if (avp.vendor == 0 && avp.type == type)
        {
            return AvpFault{ParseProblem::OutOfRange, avp.mandatory, avp.offset, 0, type};
        }
    }
    return std::nullopt;
}

void
ReportFaults(OutputQueue& outputs, uint32_t connection, const ControlMessage& message)
{
    const auto report = [&](const AvpFault& fault) {
        outputs.emplace_back(
            output::FaultyAvp{connection, message.GetType(), message.GetNs(), fault});
    };
    for (const auto& fault : message.GetFaults())
    {
        report(fault);
    }
    for (const auto type : message.MissingAttributes())
    {
        report(MakeMissing(message, type));
    }
}

} // namespace l2tp
} // namespace ns3
