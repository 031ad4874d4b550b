// SPDX-License-Identifier: GPL-2.0-only
// What the messages of a control connection mean to it.
#include "l2tp-avp.h"
#include "l2tp-control-connection.h"
#include "l2tp-message-check.h"
#include "l2tp-message-type.h"
#include "l2tp-result-message.h"
#include "l2tp-tie-breaking.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace l2tp
{

void
ControlConnection::Handle(const ControlMessage& message)
{
    const auto type = message.GetType();
    ReportFaults(m_context.outputs, m_localId, message);
    if (m_closing)
    {
        HandleClosing(message);
        return;
    }
    const auto* info = message.GetInfo();
    if (info == nullptr)
    {
        HandleUnknown(message);
        return;
    }
    if (info->scope == MessageInfo::Scope::Session)
    {
        if (m_state == State::Established)
        {
            m_calls.Receive(message, m_now);
        }
        else
        {
            RefuseInState(Event::Invalid, message);
        }
        return;
    }
    if (type == MessageType::StopCcn)
    {
        HandleStopCcn(message);
        return;
    }
    if (type != MessageType::Hello)
    {
        HandleSetup(message);
        return;
    }
    if (m_state != State::Established)
    {
        RefuseInState(Event::Invalid, message);
    }
    else if (const auto objection = FindObjection(message))
    {
        Object(Event::Invalid, *objection);
    }
}

void
ControlConnection::HandleClosing(const ControlMessage& message)
{
    const auto type = message.GetType();
    if (type == MessageType::StopCcn)
    {
        HandleStopCcn(message);
        return;
    }
    // An SCCRP tells where the StopCCN and the acknowledgments have to go.
    LearnRemoteId(message);
    m_security.LearnNonce(message.GetBytes());
    Drop(ControlDropReason::Closing, "the connection is being closed");
    if (type == MessageType::Sccrp && m_discarded && !m_stopSent)
    {
        // The peer has answered an SCCRQ that has lost a tie: it must not wait for SCCCN.
        m_stopSent = true;
        Send(MakeStopCcn(MakeTieRefusal()), true, 0);
    }
}

void
ControlConnection::HandleUnknown(const ControlMessage& message)
{
    if (message.GetVendorMessage() != nullptr)
    {
        // A vendor's message that is registered: its meaning is the owner's business.
        return;
    }
    const auto vendor = message.GetMessageVendor();
    const auto name = (vendor == 0 ? std::string() : "vendor " + std::to_string(vendor) + " ") +
                      "Message Type " + std::to_string(message.GetRawType());
    if (message.IsMandatory())
    {
        const AvpFault fault{ParseProblem::UnknownAttribute, true, CONTROL_HEADER_SIZE, vendor, 0};
        Object(Event::Invalid, {ErrorCode::UnknownMandatoryAvp, "unknown " + name, fault});
    }
    else
    {
        Drop(ControlDropReason::UnknownMessage, name);
    }
}

void
ControlConnection::Object(Event event, const Objection& objection)
{
    m_context.outputs.emplace_back(output::ControlDrop{m_localId,
                                                       ControlDropReason::NotAcceptable,
                                                       std::nullopt,
                                                       objection.text,
                                                       objection.fault});
    Transition(event, RefuseConnection(objection));
}

void
ControlConnection::RefuseInState(Event event, const ControlMessage& message)
{
    const auto objection = FindObjection(message);
    const bool known = FindTransition(Machine::ControlConnection, m_state, event) != nullptr &&
                       event != Event::Invalid;
    const bool tolerated = m_context.configuration.tolerateWrongState && !known && !objection;
    if (!tolerated)
    {
        LearnRemoteId(message);
    }
    if (objection && objection->error == ErrorCode::UnknownMandatoryAvp)
    {
        // What the sender would have to mend first is the attribute (section 5.2).
        Object(event, *objection);
        return;
    }
    const auto text = std::string(MessageName(message.GetType())) + " in state " + GetName(m_state);
    m_context.outputs.emplace_back(
        output::ControlDrop{m_localId, ControlDropReason::NotAcceptable, std::nullopt, text});
    if (!tolerated)
    {
        Transition(event, FsmError(DownCause::Local, text));
    }
}

void
ControlConnection::HandleSetup(const ControlMessage& message)
{
    const auto type = message.GetType();
    const bool request = type == MessageType::Sccrq;
    const bool expected = (request && (m_state == State::Idle || m_tieLost)) ||
                          (type == MessageType::Sccrp && m_state == State::WaitCtlReply) ||
                          (type == MessageType::Scccn && m_state == State::WaitCtlConn);
    auto event = request ? Event::Sccrq : type == MessageType::Sccrp ? Event::Sccrp : Event::Scccn;
    if (!expected)
    {
        RefuseInState(event, message);
        return;
    }
    LearnPeer(message);
    auto refused = request                      ? Event::SccrqRefused
                   : type == MessageType::Sccrp ? Event::SccrpRefused
                                                : Event::ScccnRefused;
    if (request && m_tieLost)
    {
        m_tieLost = false;
        event = Event::SccrqTieLost;
        refused = Event::SccrqTieRefused;
    }
    if (type == MessageType::Sccrp)
    {
        if (const auto why = m_security.GetObjection(message.GetBytes()))
        {
            m_refusal = NotAuthorized(*why);
            Drop(ControlDropReason::NotAuthorized, *why);
        }
    }
    if (const auto refusal = std::exchange(m_refusal, std::nullopt))
    {
        Transition(refused, *refusal);
        return;
    }
    if (const auto objection = FindObjection(message))
    {
        Object(refused, *objection);
        return;
    }
    Transition(event);
}

void
ControlConnection::HandleStopCcn(const ControlMessage& message)
{
    LearnRemoteId(message);
    m_channel.StopSending();
    m_stopSent = false;
    m_released = false;
    if (!m_closing)
    {
        const auto reason = ReadResult(message);
        if (m_state == State::WaitCtlReply &&
            reason.result == static_cast<uint16_t>(StopCcnResult::AlreadyExists))
        {
            m_parking = m_now + GetSetupTimeout();
        }
        Transition(Event::StopCcn, reason);
    }
    m_hold = m_now + std::max(Seconds(MIN_HOLD_SECONDS), m_channel.GetCycle());
    if (IsParked())
    {
        m_hold = std::max(m_hold, m_parking);
    }
}

void
ControlConnection::LearnRemoteId(const ControlMessage& message)
{
    const auto id = message.Get<avp::AssignedControlConnectionId>();
    if (id && m_remoteId == 0)
    {
        m_remoteId = *id;
        m_channel.SetConnectionId(*id);
    }
}

} // namespace l2tp
} // namespace ns3
