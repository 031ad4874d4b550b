// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-parse-error.h"

namespace ns3
{
namespace l2tp
{

const char*
Describe(ParseProblem problem)
{
    switch (problem)
    {
    case ParseProblem::Truncated:
        return "shorter than a control message header";
    case ParseProblem::NotControl:
        return "T bit not set";
    case ParseProblem::BadVersion:
        return "version not supported";
    case ParseProblem::MissingLengthBit:
        return "L bit not set";
    case ParseProblem::MissingSequenceBit:
        return "S bit not set";
    case ParseProblem::BadLength:
        return "message length wrong";
    case ParseProblem::AvpTooShort:
        return "AVP shorter than its header";
    case ParseProblem::AvpBeyondEnd:
        return "AVP runs past the end of the message";
    case ParseProblem::MessageTypeNotFirst:
        return "first AVP is not Message Type";
    case ParseProblem::MessageTypeMalformed:
        return "Message Type AVP malformed";
    case ParseProblem::UnknownAttribute:
        return "attribute unknown";
    case ParseProblem::BadValueLength:
        return "value length wrong";
    case ParseProblem::OutOfRange:
        return "value out of range";
    case ParseProblem::HidingForbidden:
        return "attribute must not be hidden";
    case ParseProblem::Hidden:
        return "value hidden";
    case ParseProblem::InvalidDigest:
        return "message digest invalid";
    case ParseProblem::Duplicate:
        return "attribute repeated";
    case ParseProblem::NoRandomVector:
        return "value hidden without a Random Vector";
    case ParseProblem::BadHiddenLength:
        return "hidden value malformed or hidden with another secret";
    case ParseProblem::NotListed:
        return "attribute has no place in this message";
    case ParseProblem::Missing:
        return "required attribute missing";
    }
    return "unknown problem";
}

} // namespace l2tp
} // namespace ns3
