// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-call-messages.h"

#include "l2tp-avp.h"
#include "l2tp-result-message.h"

namespace ns3
{
namespace l2tp
{

namespace
{

/**
 * @brief Start a message of a session with both Session IDs.
 * @param type which
 * @param session the session
 * @return the message
 */
ControlMessage
Start(MessageType type, const Session& session)
{
    ControlMessage message(type);
    message.Add<avp::LocalSessionId>(session.parameters.localSessionId)
        .Add<avp::RemoteSessionId>(session.parameters.remoteSessionId);
    return message;
}

/**
 * @brief Circuit Status of this end.
 * @param session the session
 * @return value of the AVP
 */
uint16_t
GetStatus(const Session& session)
{
    return static_cast<uint16_t>((session.circuitActive ? CIRCUIT_STATUS_ACTIVE : 0) |
                                 (session.circuitNew ? CIRCUIT_STATUS_NEW : 0));
}

/**
 * @brief Put what this end wants to receive into a request or reply.
 * @param session the session
 * @param message the message
 */
void
AddPreferences(const Session& session, ControlMessage& message)
{
    const auto& parameters = session.parameters;
    if (parameters.localCookie.GetSize() != 0)
    {
        message.Add<avp::AssignedCookie>(parameters.localCookie);
    }
    if (parameters.receiveSublayer != L2SpecificSublayer::None)
    {
        message.Add<avp::L2SpecificSublayerAvp>(static_cast<uint16_t>(parameters.receiveSublayer));
    }
    if (parameters.receiveSequencing != DataSequencing::None)
    {
        message.Add<avp::DataSequencingAvp>(static_cast<uint16_t>(parameters.receiveSequencing));
    }
}

/**
 * @brief Put the speeds into a message.
 * @param session the session
 * @param message the message
 */
void
AddSpeeds(const Session& session, ControlMessage& message)
{
    if (session.details && session.details->txConnectSpeed)
    {
        message.Add<avp::TxConnectSpeed>(*session.details->txConnectSpeed);
    }
    if (session.details && session.details->rxConnectSpeed)
    {
        message.Add<avp::RxConnectSpeed>(*session.details->rxConnectSpeed);
    }
}

/**
 * @brief Put the Physical Channel ID into a message.
 * @param session the session
 * @param message the message
 */
void
AddChannel(const Session& session, ControlMessage& message)
{
    if (session.details && session.details->physicalChannelId)
    {
        message.Add<avp::PhysicalChannelId>(*session.details->physicalChannelId);
    }
}

} // namespace

ControlMessage
MakeRequest(const Session& session)
{
    const auto& parameters = session.parameters;
    const bool incoming = session.machine == Machine::IncomingCallSender;
    auto message = Start(incoming ? MessageType::Icrq : MessageType::Ocrq, session);
    message.Add<avp::SerialNumber>(parameters.serialNumber)
        .Add<avp::PseudowireTypeAvp>(static_cast<uint16_t>(parameters.pseudowireType))
        .Add<avp::RemoteEndId>(parameters.remoteEndId)
        .Add<avp::CircuitStatus>(GetStatus(session));
    AddPreferences(session, message);
    if (session.details && session.details->tieBreaker)
    {
        message.Add<avp::SessionTieBreaker>(*session.details->tieBreaker);
    }
    AddSpeeds(session, message);
    if (incoming)
    {
        AddChannel(session, message);
    }
    return message;
}

ControlMessage
MakeReply(const Session& session)
{
    const bool incoming = session.machine == Machine::IncomingCallRecipient;
    auto message = Start(incoming ? MessageType::Icrp : MessageType::Ocrp, session);
    message.Add<avp::CircuitStatus>(GetStatus(session));
    AddPreferences(session, message);
    AddSpeeds(session, message);
    AddChannel(session, message);
    return message;
}

ControlMessage
MakeIccn(const Session& session)
{
    auto message = Start(MessageType::Iccn, session);
    if (session.circuitActive != session.circuitTold)
    {
        message.Add<avp::CircuitStatus>(GetStatus(session));
    }
    return message;
}

ControlMessage
MakeOccn(const Session& session)
{
    const auto& parameters = session.parameters;
    auto message = Start(MessageType::Occn, session);
    message.Add<avp::CircuitStatus>(GetStatus(session));
    if (session.details && session.details->formatChanged)
    {
        message.Add<avp::L2SpecificSublayerAvp>(static_cast<uint16_t>(parameters.receiveSublayer))
            .Add<avp::DataSequencingAvp>(static_cast<uint16_t>(parameters.receiveSequencing));
    }
    AddSpeeds(session, message);
    return message;
}

ControlMessage
MakeCdn(const Session& session, const DownReason& reason)
{
    auto message = MakeResultMessage(MessageType::Cdn, reason);
    message.Add<avp::LocalSessionId>(session.parameters.localSessionId)
        .Add<avp::RemoteSessionId>(session.parameters.remoteSessionId);
    return message;
}

ControlMessage
MakeWen(const Session& session, const CircuitErrorsValue& errors)
{
    auto message = Start(MessageType::Wen, session);
    message.Add<avp::CircuitErrors>(errors);
    return message;
}

ControlMessage
MakeSli(const Session& session)
{
    auto message = Start(MessageType::Sli, session);
    message.Add<avp::CircuitStatus>(
        static_cast<uint16_t>(session.circuitActive ? CIRCUIT_STATUS_ACTIVE : 0));
    return message;
}

} // namespace l2tp
} // namespace ns3
