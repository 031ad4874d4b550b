// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-session-negotiation.h"

#include "l2tp-avp.h"

namespace ns3
{
namespace l2tp
{

DownReason
RefuseSession(CdnResult result, const std::string& text, ErrorCode error)
{
    return {DownCause::Local, static_cast<uint16_t>(result), static_cast<uint16_t>(error), text};
}

DownReason
RefuseSession(const Objection& objection)
{
    return RefuseSession(CdnResult::GeneralError, objection.text, objection.error);
}

DownReason
RefuseSession(const Admission& admission)
{
    const auto* text = admission.refusal == CdnResult::PermanentLackOfFacilities
                           ? "no circuit for this Remote End ID"
                           : "the session is not admitted";
    return RefuseSession(admission.refusal,
                         admission.text.empty() ? text : admission.text,
                         admission.error);
}

SessionRequest
ReadRequest(const ControlMessage& message)
{
    SessionRequest request;
    request.remoteEndId = message.Get<avp::RemoteEndId>().value_or("");
    request.pseudowireType =
        static_cast<PseudowireType>(message.Get<avp::PseudowireTypeAvp>().value_or(0));
    const auto status = message.Get<avp::CircuitStatus>().value_or(0);
    request.circuitActive = (status & CIRCUIT_STATUS_ACTIVE) != 0;
    request.circuitNew = (status & CIRCUIT_STATUS_NEW) != 0;
    request.direction =
        message.GetType() == MessageType::Ocrq ? CallDirection::Outgoing : CallDirection::Incoming;
    request.tieBreaker = message.Has<avp::SessionTieBreaker>();
    request.txConnectSpeed = message.Get<avp::TxConnectSpeed>();
    request.rxConnectSpeed = message.Get<avp::RxConnectSpeed>();
    request.physicalChannelId = message.Get<avp::PhysicalChannelId>();
    request.serialNumber = message.Get<avp::SerialNumber>().value_or(0);
    request.message = &message;
    return request;
}

std::optional<DownReason>
Negotiate(SessionParameters& parameters,
          const ControlMessage& message,
          const SublayerRegistry& sublayers)
{
    if (const auto status = message.Get<avp::CircuitStatus>())
    {
        parameters.peerCircuitActive = (*status & CIRCUIT_STATUS_ACTIVE) != 0;
        parameters.peerCircuitNew = (*status & CIRCUIT_STATUS_NEW) != 0;
    }
    const auto tx = message.Get<avp::TxConnectSpeed>();
    const auto rx = message.Get<avp::RxConnectSpeed>();
    if (tx)
    {
        parameters.txConnectSpeed = *tx;
    }
    if (tx || rx)
    {
        parameters.rxConnectSpeed = rx ? *rx : *tx;
    }
    if (const auto cookie = message.Get<avp::AssignedCookie>())
    {
        parameters.remoteCookie = *cookie;
    }
    if (const auto sublayer = message.Get<avp::L2SpecificSublayerAvp>())
    {
        if (!sublayers.IsKnown(static_cast<L2SpecificSublayer>(*sublayer)))
        {
            return RefuseSession(CdnResult::GeneralError,
                                 "unsupported L2-Specific Sublayer " + std::to_string(*sublayer),
                                 ErrorCode::OutOfRange);
        }
        parameters.transmitSublayer = static_cast<L2SpecificSublayer>(*sublayer);
    }
    if (const auto sequencing = message.Get<avp::DataSequencingAvp>())
    {
        parameters.transmitSequencing = static_cast<DataSequencing>(*sequencing);
    }
    if (parameters.transmitSequencing != DataSequencing::None &&
        !sublayers.IsSequenced(parameters.transmitSublayer))
    {
        return RefuseSession(CdnResult::SequencingWithoutSublayer,
                             "sequencing needs an L2-Specific Sublayer with sequence numbers");
    }
    return std::nullopt;
}

Event
CompareTieBreakers(std::optional<uint64_t> own, std::optional<uint64_t> received)
{
    if (!own && !received)
    {
        return Event::RequestTieNone;
    }
    if (own == received)
    {
        return Event::RequestTieEqual;
    }
    return !received || (own && *own < *received) ? Event::RequestTieWon : Event::RequestTieLost;
}

} // namespace l2tp
} // namespace ns3
