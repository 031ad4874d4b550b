// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-dissect-sessions.h"

namespace ns3
{
namespace l2tp
{

namespace
{

using FormatSource = DissectionRecord::FormatSource;

bool
IsRequest(MessageType type)
{
    return (MessageBit(type) & (messageset::REQUESTS | messageset::REPLIES)) != 0;
}

bool
IsConnect(MessageType type)
{
    return (MessageBit(type) & messageset::CONNECTS) != 0;
}

// Numbers are compared modulo 2^16 (RFC 3931 section 4.2).
bool
IsBefore(uint16_t ns, uint16_t other)
{
    return static_cast<int16_t>(static_cast<uint16_t>(ns - other)) < 0;
}

} // namespace

DissectSessions::DissectSessions(const DissectorOptions& options)
    : m_options(options)
{
}

DissectSessions::Wish
DissectSessions::ReadWish(const ControlMessage& message)
{
    Wish wish;
    wish.ns = message.GetNs();
    wish.sublayer = message.Get<avp::L2SpecificSublayerAvp>();
    const auto cookie = message.Get<avp::AssignedCookie>();
    wish.cookieSize = cookie ? static_cast<uint8_t>(cookie->GetSize()) : 0;
    for (const Avp& avp : message.GetAvps())
    {
        const bool isCookie = avp.vendor == 0 && avp.type == avp::AssignedCookie::TYPE;
        const bool isSublayer = avp.vendor == 0 && avp.type == avp::L2SpecificSublayerAvp::TYPE;
        if ((isCookie && !cookie && IsRequest(message.GetType())) || (isSublayer && !wish.sublayer))
        {
            wish.isReadable = false;
        }
    }
    return wish;
}

void
DissectSessions::Learn(const DissectPath& path, const ControlMessage& message)
{
    const MessageType type = message.GetType();
    const auto id = message.Get<avp::LocalSessionId>();
    if (!id || (!IsRequest(type) && !IsConnect(type)))
    {
        return;
    }
    End& end = m_ends.Get({path, *id});
    if (end.connection != message.GetControlConnectionId())
    {
        end = {message.GetControlConnectionId(), {}, {}};
    }
    const Wish wish = ReadWish(message);
    if (IsConnect(type))
    {
        // One from before the request belongs to an older session with this ID.
        if (!end.request || IsBefore(end.request->ns, wish.ns))
        {
            end.connect = wish;
        }
    }
    else
    {
        end.request = wish;
        if (end.connect && IsBefore(end.connect->ns, wish.ns))
        {
            end.connect.reset(); // so does this one
        }
    }
}

DissectSessions::Shape
DissectSessions::Find(const DissectPath& path, uint32_t sessionId)
{
    Shape shape{{path.encapsulation, 0, false}, FormatSource::Assumed};
    const End* end = m_ends.Find({path.Reverse(), sessionId});
    if (end)
    {
        const bool changed = end->connect && end->connect->sublayer;
        const auto sublayer = changed        ? end->connect->sublayer
                              : end->request ? end->request->sublayer
                                             : std::nullopt;
        const auto number = sublayer.value_or(static_cast<uint16_t>(L2SpecificSublayer::None));
        shape.format.cookieSize = end->request ? end->request->cookieSize : 0;
        shape.format.sublayer = number == static_cast<uint16_t>(L2SpecificSublayer::Default);
        const bool isKnown = number <= static_cast<uint16_t>(L2SpecificSublayer::Default);
        const bool isReadable =
            end->request && end->request->isReadable && (!end->connect || end->connect->isReadable);
        shape.source = isKnown && isReadable ? FormatSource::Learnt : FormatSource::Assumed;
    }
    shape.format.cookieSize = m_options.cookieSize.value_or(shape.format.cookieSize);
    shape.format.sublayer = m_options.sublayer.value_or(shape.format.sublayer);
    if (m_options.cookieSize || m_options.sublayer)
    {
        shape.source = FormatSource::Given;
    }
    return shape;
}

} // namespace l2tp
} // namespace ns3
