// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-dissection-json.h"

#include "l2tp-dissect-json-writer.h"
#include "l2tp-message-json.h"
#include "l2tp-message-type.h"

namespace ns3
{
namespace l2tp
{

namespace
{

using Digest = DissectionRecord::Digest;
using FormatSource = DissectionRecord::FormatSource;
using Kind = DissectionRecord::Kind;

constexpr int MAX_DECIMALS = 9;

const char*
Name(Digest digest)
{
    switch (digest)
    {
    case Digest::Ok:
        return "ok";
    case Digest::Bad:
        return "bad";
    case Digest::Absent:
        return "absent";
    case Digest::Unchecked:
        break;
    }
    return "unchecked";
}

const char*
Name(FormatSource source)
{
    switch (source)
    {
    case FormatSource::Learnt:
        return "learnt";
    case FormatSource::Given:
        return "given";
    case FormatSource::Assumed:
        break;
    }
    return "assumed";
}

void
WriteAddress(JsonWriter& json, const char* key, const IpAddress& address)
{
    const std::string text = address.ToString();
    json.Key(key);
    text.empty() ? json.Null() : json.String(text);
}

void
WriteOrigin(JsonWriter& json, const DissectionRecord& record, int decimals)
{
    const auto& origin = record.origin;
    json.Key("index").Number(origin.index).Key("time");
    if (origin.time)
    {
        uint64_t unit = 1;
        for (int i = decimals; i < MAX_DECIMALS; ++i)
        {
            unit *= 10;
        }
        json.Decimal(static_cast<uint64_t>(origin.time->GetNanoSeconds()) / unit, decimals);
    }
    else
    {
        json.Null();
    }
    WriteAddress(json, "src", origin.source);
    WriteAddress(json, "dst", origin.destination);
    if (origin.sourcePort && origin.destinationPort)
    {
        json.Key("src_port").Number(*origin.sourcePort);
        json.Key("dst_port").Number(*origin.destinationPort);
    }
    json.Key("encap").String(origin.encapsulation == Encapsulation::Udp ? "udp" : "ip");
    json.Key("kind");
    record.kind == Kind::Unknown ? json.Null()
                                 : json.String(record.kind == Kind::Control ? "control" : "data");
}

void
WriteControl(JsonWriter& json, const DissectionRecord& record)
{
    if (!record.header)
    {
        return;
    }
    json.Key("ccid").Number(record.header->controlConnectionId);
    json.Key("ns").Number(record.header->ns).Key("nr").Number(record.header->nr);
    json.Key("length").Number(record.header->length);
    const int version = record.header->flags & HEADER_VERSION_MASK;
    if (version != VERSION_3)
    {
        json.Key("version").Number(version);
    }
    if (record.message)
    {
        json.Key("message").String(MessageName(record.message->GetType()));
        json.Key("avps");
        WriteAvps(json, *record.message);
    }
    else if (record.messageType)
    {
        const MessageInfo* info = FindMessage(*record.messageType);
        json.Key("message").String(info ? info->name : MessageName(MessageType::Unknown));
    }
    json.Key("digest").String(Name(record.digest));
}

void
WriteData(JsonWriter& json, const DissectionRecord& record)
{
    if (record.sessionId)
    {
        json.Key("session_id").Number(*record.sessionId);
    }
    if (!record.data)
    {
        return;
    }
    const auto& data = *record.data;
    json.Key("format").String(Name(data.source));
    json.Key("cookie").Hex(data.header.cookie.GetBytes()).Key("sublayer");
    data.format.sublayer ? json.Hex(ToOctets(data.header.sublayer)) : json.Null();
    json.Key("sequence");
    data.format.sublayer&& IsSequenced(data.header.sublayer)
        ? json.Number(GetSequence(data.header.sublayer))
        : json.Null();
    json.Key("payload").Hex(data.payload);
}

} // namespace

std::string
ToJson(const DissectionRecord& record, int timeDecimals)
{
    JsonWriter json;
    json.BeginObject();
    WriteOrigin(json, record, timeDecimals);
    WriteControl(json, record);
    WriteData(json, record);
    if (record.error)
    {
        WriteError(json, record.error->what, record.error->offset, record.error->attribute);
    }
    return json.EndObject().GetText();
}

} // namespace l2tp
} // namespace ns3
