// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-message-json.h"

#include "l2tp-print.h"
#include "l2tp-value-check.h"
#include "l2tp-value-codec.h"

#include <algorithm>

namespace ns3
{
namespace l2tp
{

namespace
{

template <class T>
uint64_t
ToNumber(ByteView value)
{
    T number{};
    DecodeValue(value, number);
    return number;
}

bool
IsPrintable(ByteView value)
{
    return std::all_of(value.begin(), value.end(), [](uint8_t octet) {
        return octet >= 0x20 && octet <= 0x7e;
    });
}

// A value whose length is right.
void
WriteDecoded(JsonWriter& json, const AttributeInfo& info, ByteView value, MessageType in)
{
    switch (info.form)
    {
    case ValueForm::Unsigned16:
        json.Number(ToNumber<uint16_t>(value));
        break;
    case ValueForm::Unsigned32:
    case ValueForm::Identifier:
        json.Number(ToNumber<uint32_t>(value));
        break;
    case ValueForm::Unsigned64:
        json.Number(ToNumber<uint64_t>(value));
        break;
    case ValueForm::Ascii:
        json.String(value);
        break;
    case ValueForm::Label:
        IsPrintable(value) ? json.String(value) : json.String(FormatValue(info, value, in));
        break;
    default:
        json.String(FormatValue(info, value, in));
    }
}

const AvpFault*
FindFault(const ControlMessage& message, const Avp& avp)
{
    for (const AvpFault& fault : message.GetFaults())
    {
        if (fault.offset == avp.offset)
        {
            return &fault;
        }
    }
    return nullptr;
}

void
WriteAvp(JsonWriter& json, const ControlMessage& message, const Avp& avp)
{
    const auto clear = message.GetClearValue(avp);
    json.BeginObject().Key("name");
    avp.info ? json.String(avp.info->name) : json.Null();
    json.Key("vendor").Number(avp.vendor).Key("type").Number(avp.type);
    json.Key("m").Boolean(avp.mandatory).Key("h").Boolean(avp.hidden);
    json.Key("value").Hex(clear ? *clear : message.GetValue(avp)).Key("decoded");
    if (avp.info && clear && !CheckValue(*avp.info, *clear, MessageType::Unknown))
    {
        WriteDecoded(json, *avp.info, *clear, message.GetType());
    }
    else
    {
        json.Null();
    }
    if (const AvpFault* fault = FindFault(message, avp))
    {
        WriteError(json, Describe(fault->what), fault->offset, fault->type);
    }
    json.EndObject();
}

} // namespace

void
WriteError(JsonWriter& json,
           const std::string& what,
           std::size_t offset,
           std::optional<uint16_t> attribute)
{
    json.Key("error").BeginObject().Key("what").String(what);
    json.Key("offset").Number(offset).Key("attribute");
    attribute ? json.Number(*attribute) : json.Null();
    json.EndObject();
}

void
WriteAvps(JsonWriter& json, const ControlMessage& message)
{
    json.BeginArray();
    for (const Avp& avp : message.GetAvps())
    {
        WriteAvp(json, message, avp);
    }
    json.EndArray();
}

} // namespace l2tp
} // namespace ns3
