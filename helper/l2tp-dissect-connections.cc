// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-dissect-connections.h"

#include "l2tp-message-peek.h"
#include "l2tp-value-codec.h"

namespace ns3
{
namespace l2tp
{

namespace
{

using Digest = DissectionRecord::Digest;

std::optional<uint32_t>
PeekAssignedId(ByteView message)
{
    using avp::AssignedControlConnectionId;
    const auto value = PeekValue(message, AssignedControlConnectionId::TYPE);
    if (!value || value->size() != sizeof(uint32_t))
    {
        return std::nullopt;
    }
    uint32_t id;
    DecodeValue(*value, id);
    return id;
}

ByteView
View(const std::optional<Bytes>& nonce)
{
    return nonce ? ByteView(*nonce) : ByteView();
}

bool
Opens(MessageType type)
{
    return type == MessageType::Sccrq || type == MessageType::Sccrp;
}

} // namespace

DissectConnections::DissectConnections(const DissectorOptions& options)
    : m_options(options),
      m_secret(std::make_shared<const SharedSecret>(options.secret.value_or(""))),
      m_authenticator({m_secret}),
      m_integrity({std::make_shared<const SharedSecret>("")})
{
}

DissectConnections::End
DissectConnections::FindReceiver(const DissectPath& path, ByteView message)
{
    const ControlHeader header = ControlHeader::Read(message);
    if (header.controlConnectionId != 0)
    {
        const End* end = m_ends.Find({path.Reverse(), header.controlConnectionId});
        return end ? *end : End();
    }
    // A StopCCN may come before its sender knows the ID of the receiver: then its own tells
    // (RFC 3931 section 5.4.3).
    const auto id = PeekAssignedId(message);
    const End* sender = id ? m_ends.Find({path, *id}) : nullptr;
    return sender ? End{sender->connection, !sender->isInitiator} : End();
}

bool
DissectConnections::IsGood(ByteView message, ByteView sender, ByteView receiver, bool isEstablished)
{
    m_authenticator.SetLocalNonce(receiver);
    m_authenticator.SetRemoteNonce(sender);
    const auto rule = isEstablished ? MessageAuthenticator::NonceRule::AsSet
                                    : MessageAuthenticator::NonceRule::StopCcnMayLack;
    return m_authenticator.Verify(message, rule).IsGood();
}

bool
DissectConnections::IsGoodWithGiven(ByteView message, bool isSingle)
{
    const auto& [sender, receiver] = *m_options.nonces;
    return IsGood(message, sender, receiver, false) ||
           (!isSingle && IsGood(message, receiver, sender, false));
}

Digest
DissectConnections::Judge(const DissectPath& path, ByteView message, bool isSingle)
{
    message = PeekMessage(message);
    if (m_authenticator.Verify(message).verdict ==
        MessageAuthenticator::Verification::Verdict::Absent)
    {
        return Digest::Absent;
    }
    if (!m_options.secret)
    {
        return Digest::Unchecked;
    }
    const MessageType type = PeekType(message);
    const End receiver = type == MessageType::Sccrq ? End() : FindReceiver(path, message);
    // What is not known counts as no octets, as in an integrity check. An SCCRQ is hashed without
    // nonces, and an SCCRP brings that of its sender.
    Connection known = receiver.connection ? *receiver.connection : Connection();
    auto& senderNonce = receiver.isInitiator ? known.responderNonce : known.initiatorNonce;
    auto& receiverNonce = receiver.isInitiator ? known.initiatorNonce : known.responderNonce;
    if (type == MessageType::Sccrp)
    {
        senderNonce = Bytes();
    }
    if (IsGood(message, View(senderNonce), View(receiverNonce), known.isEstablished) ||
        (m_options.nonces && IsGoodWithGiven(message, isSingle)))
    {
        return Digest::Ok;
    }
    // Without a nonce there is no secret either, only an integrity check (section 4.3).
    const bool opens = Opens(type);
    const bool plain = (!opens || !PeekNonce(message)) &&
                       (type == MessageType::Sccrq || (receiverNonce && receiverNonce->empty())) &&
                       (opens || (senderNonce && senderNonce->empty()));
    if (plain && m_integrity.Verify(message).IsGood())
    {
        return Digest::Ok;
    }
    const bool isCertain = type == MessageType::Sccrq || m_options.secret->empty() ||
                           m_options.nonces || (senderNonce && receiverNonce);
    return isCertain ? Digest::Bad : Digest::Unchecked;
}

void
DissectConnections::Unhide(ControlMessage& message) const
{
    if (m_options.secret)
    {
        message.Unhide(*m_secret);
    }
}

void
DissectConnections::Learn(const DissectPath& path, const ControlMessage& message, Digest digest)
{
    const ByteView octets = message.GetBytes();
    const MessageType type = message.GetType();
    if (!Opens(type))
    {
        const End receiver = type == MessageType::StopCcn || digest != Digest::Ok
                                 ? End()
                                 : FindReceiver(path, octets);
        if (receiver.connection)
        {
            receiver.connection->isEstablished = true;
        }
        return;
    }
    const auto id = message.Get<avp::AssignedControlConnectionId>();
    const ByteView nonce = PeekNonce(octets).value_or(ByteView());
    if (!id)
    {
        return;
    }
    const bool isTrusted = digest != Digest::Bad;
    if (type == MessageType::Sccrq)
    {
        End& end = m_ends.Get({path, *id});
        if (!end.connection || (isTrusted && end.connection->initiatorNonce != nonce.ToBytes()))
        {
            end = {std::make_shared<Connection>(), true};
            end.connection->initiatorNonce = nonce.ToBytes();
        }
        return;
    }
    const End initiator = FindReceiver(path, octets);
    if (initiator.connection && (isTrusted || !initiator.connection->responderNonce))
    {
        initiator.connection->responderNonce = nonce.ToBytes();
        m_ends.Get({path, *id}) = {initiator.connection, false};
    }
}

} // namespace l2tp
} // namespace ns3
