// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-result-message.h"

#include "l2tp-avp.h"

namespace ns3
{
namespace l2tp
{

ControlMessage
MakeResultMessage(MessageType type, const DownReason& reason)
{
    ResultCodeValue code;
    code.result = reason.result;
    if (reason.error != 0)
    {
        code.error = reason.error;
    }
    code.text = reason.text;
    ControlMessage message(type);
    message.Add<avp::ResultCode>(code);
    return message;
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
