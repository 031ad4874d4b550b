// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-result-text.h"

namespace ns3
{
namespace l2tp
{

const char*
Describe(StopCcnResult result)
{
    switch (result)
    {
    case StopCcnResult::GeneralRequest:
        return "general request to clear control connection";
    case StopCcnResult::GeneralError:
        return "general error";
    case StopCcnResult::AlreadyExists:
        return "control connection already exists";
    case StopCcnResult::NotAuthorized:
        return "requester is not authorized to establish a control connection";
    case StopCcnResult::VersionUnsupported:
        return "protocol version of the requester is not supported";
    case StopCcnResult::ShuttingDown:
        return "requester is being shut down";
    case StopCcnResult::FsmError:
        return "finite state machine error or timeout";
    }
    return static_cast<uint16_t>(result) == 0 ? "reserved" : "unknown result";
}

// RFC 2661 and other documents define 6 to 12 for other circuits (RFC 3931 section 10.3).
const char*
Describe(CdnResult result)
{
    switch (result)
    {
    case CdnResult::LossOfCarrier:
        return "session disconnected due to loss of carrier or circuit disconnect";
    case CdnResult::GeneralError:
        return "session disconnected for the reason indicated in the error code";
    case CdnResult::Administrative:
        return "session disconnected for administrative reasons";
    case CdnResult::TemporaryLackOfFacilities:
        return "session not established for lack of facilities (temporary condition)";
    case CdnResult::PermanentLackOfFacilities:
        return "session not established for lack of facilities (permanent condition)";
    case CdnResult::LosingTieBreaker:
        return "session not established due to losing tie breaker";
    case CdnResult::UnsupportedPseudowireType:
        return "session not established due to unsupported pseudowire type";
    case CdnResult::SequencingWithoutSublayer:
        return "session not established, sequencing required without valid L2-Specific Sublayer";
    case CdnResult::FsmError:
        return "finite state machine error or timeout";
    }
    return static_cast<uint16_t>(result) == 0 ? "reserved" : "unknown result";
}

const char*
Describe(ErrorCode error)
{
    switch (error)
    {
    case ErrorCode::None:
        return "no general error";
    case ErrorCode::NoControlConnection:
        return "no control connection exists yet for this pair of LCCEs";
    case ErrorCode::BadLength:
        return "length is wrong";
    case ErrorCode::OutOfRange:
        return "one of the field values was out of range";
    case ErrorCode::InsufficientResources:
        return "insufficient resources to handle this operation now";
    case ErrorCode::InvalidSessionId:
        return "invalid Session ID";
    case ErrorCode::VendorSpecific:
        return "a generic vendor-specific error occurred";
    case ErrorCode::TryAnother:
        return "try another destination";
    case ErrorCode::UnknownMandatoryAvp:
        return "shut down due to receipt of an unknown AVP with the M bit set";
    case ErrorCode::TryAnotherDirected:
        return "try another destination out of those listed";
    }
    return "unknown error";
}

std::string
DescribeResult(const ResultCodeValue& code, MessageType in)
{
    const bool stop = in == MessageType::StopCcn;
    if (!stop && in != MessageType::Cdn)
    {
        return "";
    }
    std::string text = stop ? Describe(static_cast<StopCcnResult>(code.result))
                            : Describe(static_cast<CdnResult>(code.result));
    if (!code.error)
    {
        return text;
    }
    if (stop && code.result == static_cast<uint16_t>(StopCcnResult::VersionUnsupported))
    {
        return text + ", highest supported is " + std::to_string(*code.error);
    }
    // "The reason in the error code" is told even if that is "no error".
    const bool general = code.result == (stop ? static_cast<uint16_t>(StopCcnResult::GeneralError)
                                              : static_cast<uint16_t>(CdnResult::GeneralError));
    return general || *code.error != 0 ? text + ": " + Describe(static_cast<ErrorCode>(*code.error))
                                       : text;
}

} // namespace l2tp
} // namespace ns3
