// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-call-scripts.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace ns3
{
namespace l2tp
{
namespace test
{

const std::vector<MessageType> SESSION_MESSAGES{MessageType::Ocrq,
                                                MessageType::Ocrp,
                                                MessageType::Occn,
                                                MessageType::Icrq,
                                                MessageType::Icrp,
                                                MessageType::Iccn,
                                                MessageType::Cdn,
                                                MessageType::Wen,
                                                MessageType::Sli};

ControlMessage
MakePeerRequest(MessageType type, uint32_t local, const std::string& remoteEndId, uint32_t remote)
{
    ControlMessage message(type);
    message.Add<avp::LocalSessionId>(local)
        .Add<avp::RemoteSessionId>(remote)
        .Add<avp::SerialNumber>(77)
        .Add<avp::PseudowireTypeAvp>(static_cast<uint16_t>(PseudowireType::Ethernet))
        .Add<avp::RemoteEndId>(remoteEndId)
        .Add<avp::CircuitStatus>(CIRCUIT_STATUS_ACTIVE);
    return message;
}

ControlMessage
MakeOfSession(const ScriptedPeer& peer, MessageType type)
{
    if (type == MessageType::Icrq || type == MessageType::Ocrq)
    {
        return MakePeerRequest(type, ScriptedPeer::SESSION, "vc-2", peer.session);
    }
    ControlMessage message(type);
    if (type == MessageType::Cdn)
    {
        message.Add<avp::ResultCode>({3, std::nullopt, "enough"});
    }
    message.Add<avp::LocalSessionId>(ScriptedPeer::SESSION).Add<avp::RemoteSessionId>(peer.session);
    if (type == MessageType::Icrp || type == MessageType::Ocrp || type == MessageType::Sli)
    {
        message.Add<avp::CircuitStatus>(CIRCUIT_STATUS_ACTIVE);
    }
    if (type == MessageType::Wen)
    {
        message.Add<avp::CircuitErrors>({true, 1, 2, 3, 4, 5, 6});
    }
    return message;
}

uint32_t
PlaceRequest(ScriptedPeer& peer, const SessionRequest& request)
{
    const auto id = peer.Dut().endpoint->PlaceCall(peer.connection, request, peer.link.now);
    peer.link.Drain();
    peer.session = id;
    return id;
}

SessionRequest
Outgoing(const std::string& remoteEndId)
{
    SessionRequest request;
    request.remoteEndId = remoteEndId;
    request.direction = CallDirection::Outgoing;
    return request;
}

namespace
{

/** Look away from what has happened so far. */
void
Settle(ScriptedPeer& peer)
{
    peer.Acknowledge();
    peer.Take();
    peer.TakeTransitions();
}

} // namespace

void
Call(ScriptedPeer& peer)
{
    peer.EstablishAsInitiator();
    PlaceRequest(peer, Outgoing());
    Settle(peer);
}

void
CallAccepted(ScriptedPeer& peer)
{
    Call(peer);
    peer.Send(MakeOfSession(peer, MessageType::Ocrp));
    Settle(peer);
}

void
CallEstablished(ScriptedPeer& peer)
{
    CallAccepted(peer);
    peer.Send(MakeOfSession(peer, MessageType::Occn));
    Settle(peer);
}

void
Called(ScriptedPeer& peer)
{
    peer.EstablishAsResponder();
    peer.Send(MakePeerRequest(MessageType::Ocrq));
    Settle(peer);
}

void
CalledEstablished(ScriptedPeer& peer)
{
    Called(peer);
    peer.Dut().endpoint->CallPlaced(peer.session, peer.link.now);
    peer.link.Drain();
    Settle(peer);
}

ControlMessage
TakeOnly(ScriptedPeer& peer)
{
    auto sent = peer.Take();
    sent.erase(std::remove_if(sent.begin(),
                              sent.end(),
                              [](const ControlMessage& one) { return one.IsAcknowledgement(); }),
               sent.end());
    EXPECT_EQ(sent.size(), 1U);
    return sent.empty() ? ControlMessage(MessageType::Ack) : sent.front();
}

std::pair<uint16_t, uint16_t>
CodesOf(const ControlMessage& message)
{
    const auto code = message.Get<avp::ResultCode>().value_or(ResultCodeValue{});
    return {code.result, code.error.value_or(0)};
}

std::string
SessionState(ScriptedPeer& peer)
{
    const auto* session = peer.Dut().endpoint->FindSession(peer.session);
    return session == nullptr ? "none" : GetName(session->state);
}

} // namespace test
} // namespace l2tp
} // namespace ns3
