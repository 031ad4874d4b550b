// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-result-message.h"

#include "l2tp-avp.h"
#include "l2tp-result-text.h"

namespace ns3
{
namespace l2tp
{

ControlMessage
MakeResultMessage(MessageType type, const DownReason& reason)
{
    ResultCodeValue code;
    code.result = reason.result;
    // Result 2 of StopCCN and of CDN says that there is an error code (section 5.4.2).
    constexpr auto GENERAL_ERROR = static_cast<uint16_t>(StopCcnResult::GeneralError);
    static_assert(GENERAL_ERROR == static_cast<uint16_t>(CdnResult::GeneralError));
    if (reason.error != 0 || reason.result == GENERAL_ERROR)
    {
        code.error = reason.error;
    }
    code.text = reason.text;
    const bool version = type == MessageType::StopCcn &&
                         reason.result == static_cast<uint16_t>(StopCcnResult::VersionUnsupported);
    if (code.text.empty() && reason.error != 0 && !version)
    {
        code.text = Describe(static_cast<ErrorCode>(reason.error));
    }
    ControlMessage message(type);
    message.Add<avp::ResultCode>(code);
    return message;
}

DownReason
RefuseConnection(const Objection& objection)
{
    return {DownCause::Local,
            static_cast<uint16_t>(StopCcnResult::GeneralError),
            static_cast<uint16_t>(objection.error),
            objection.text};
}

DownReason
FsmError(DownCause cause, const std::string& text)
{
    return {cause, static_cast<uint16_t>(StopCcnResult::FsmError), 0, text};
}

DownReason
NotAuthorized(const std::string& why)
{
    return {DownCause::Local, static_cast<uint16_t>(StopCcnResult::NotAuthorized), 0, why};
}

DownReason
ReadResult(const ControlMessage& message)
{
    DownReason reason{DownCause::Peer, 0, 0, {}};
    if (const auto code = message.Get<avp::ResultCode>())
    {
        reason.result = code->result;
        reason.error = code->error.value_or(0);
        reason.text = code->text;
    }
    return reason;
}

} // namespace l2tp
} // namespace ns3
