// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-message-peek.h"

#include "l2tp-avp-list.h"
#include "l2tp-avp.h"
#include "l2tp-control-header.h"
#include "l2tp-message-type.h"

#include <boost/endian/conversion.hpp>

namespace ns3
{
namespace l2tp
{

namespace
{

// The AVP at an offset of a message, if all of it is there.
std::optional<Avp>
PeekAvp(ByteView message, std::size_t offset)
{
    if (message.size() < offset + AVP_HEADER_SIZE)
    {
        return std::nullopt;
    }
    const Avp avp = Avp::Read(message, offset, MessageType::Unknown);
    const bool sound = avp.length >= AVP_HEADER_SIZE && avp.length <= message.size() - offset;
    return sound ? std::optional(avp) : std::nullopt;
}

ByteView
ValueOf(ByteView message, const Avp& avp)
{
    return message.Sub(avp.offset + AVP_HEADER_SIZE, avp.length - AVP_HEADER_SIZE);
}

} // namespace

ByteView
PeekMessage(ByteView bytes)
{
    constexpr uint16_t CONTROL = HEADER_T_BIT | HEADER_L_BIT;
    if (bytes.size() < CONTROL_HEADER_SIZE)
    {
        return {};
    }
    const ControlHeader header = ControlHeader::Read(bytes);
    const bool good = (header.flags & CONTROL) == CONTROL && header.length >= CONTROL_HEADER_SIZE &&
                      header.length <= bytes.size();
    return good ? bytes.Sub(0, header.length) : ByteView();
}

MessageType
PeekType(ByteView bytes)
{
    const ByteView message = PeekMessage(bytes);
    if (message.size() == CONTROL_HEADER_SIZE)
    {
        return MessageType::Zlb;
    }
    const auto avp = PeekAvp(message, CONTROL_HEADER_SIZE);
    if (!avp || avp->vendor != 0 || avp->type != avp::MessageTypeAvp::TYPE || avp->hidden ||
        avp->length != AVP_HEADER_SIZE + sizeof(uint16_t))
    {
        return MessageType::Unknown;
    }
    const auto* info = FindMessage(boost::endian::load_big_u16(ValueOf(message, *avp).data()));
    return info ? info->type : MessageType::Unknown;
}

std::optional<ByteView>
PeekValue(ByteView bytes, uint16_t type)
{
    const ByteView message = PeekMessage(bytes);
    std::size_t offset = CONTROL_HEADER_SIZE;
    while (const auto avp = PeekAvp(message, offset))
    {
        if (avp->vendor == 0 && avp->type == type && !avp->hidden)
        {
            return ValueOf(message, *avp);
        }
        offset += avp->length;
    }
    return std::nullopt;
}

std::optional<ByteView>
PeekNonce(ByteView bytes)
{
    using Nonce = avp::ControlMessageAuthenticationNonce;
    const MessageType type = PeekType(bytes);
    return IsListed(Nonce::INFO, type) ? PeekValue(bytes, Nonce::TYPE) : std::nullopt;
}

} // namespace l2tp
} // namespace ns3
