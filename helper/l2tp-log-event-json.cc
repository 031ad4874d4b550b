// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-log-event-json.h"

#include "l2tp-control-message.h"
#include "l2tp-dissect-json-writer.h"
#include "l2tp-message-json.h"

#include "ns3/inet-socket-address.h"
#include "ns3/ipv4-address.h"

#include <sstream>
#include <variant>

namespace ns3
{
namespace l2tp
{

namespace
{

constexpr int DECIMALS = 9;

void
WriteTime(JsonWriter& json, const char* key, Time time)
{
    json.Key(key).Decimal(static_cast<uint64_t>(time.GetNanoSeconds()), DECIMALS);
}

void
WriteText(JsonWriter& json, const char* key, const std::string& text)
{
    json.Key(key).String(text);
}

void
WriteAddress(JsonWriter& json, const char* key, const Address& address)
{
    std::ostringstream text;
    text << (InetSocketAddress::IsMatchingType(address)
                 ? InetSocketAddress::ConvertFrom(address).GetIpv4()
                 : Ipv4Address::ConvertFrom(address));
    WriteText(json, key, text.str());
}

void
WriteUnlessZero(JsonWriter& json, const char* key, uint64_t number)
{
    if (number != 0)
    {
        json.Key(key).Number(number);
    }
}

void
WriteIds(JsonWriter& json, const ConnectionIds& ids)
{
    if (InetSocketAddress::IsMatchingType(ids.peerAddress))
    {
        WriteAddress(json, "peer", ids.peerAddress);
    }
    WriteUnlessZero(json, "connection", ids.connection);
    WriteUnlessZero(json, "remote_connection", ids.remoteConnection);
    WriteUnlessZero(json, "session", ids.session);
    WriteUnlessZero(json, "remote_session", ids.remoteSession);
}

void
WriteMessage(JsonWriter& json, const LogEvent& event, const LogEventStyle& style)
{
    const auto& message = *event.message;
    WriteUnlessZero(json, "tx", message.transmission);
    WriteText(json, "message", message.name);
    json.Key("ccid").Number(message.controlConnectionId);
    json.Key("ns").Number(message.ns).Key("nr").Number(message.nr);
    if (event.kind == LogEvent::Kind::Sent || event.kind == LogEvent::Kind::Retransmit)
    {
        json.Key("attempt").Number(message.attempt);
        if (message.timeout.IsStrictlyPositive())
        {
            WriteTime(json, "timeout", message.timeout);
        }
    }
    if (event.kind == LogEvent::Kind::Retransmit || event.kind == LogEvent::Kind::HelloSent)
    {
        return;
    }
    json.Key("length").Number(message.image.size());
    if (style.avps)
    {
        const auto decoded = ControlMessage::Decode(message.image);
        if (const auto* sound = std::get_if<ControlMessage>(&decoded))
        {
            json.Key("avps");
            WriteAvps(json, *sound);
        }
    }
    if (style.raw)
    {
        json.Key("raw").Hex(message.image);
    }
}

void
WriteReason(JsonWriter& json, const DownReason& reason)
{
    WriteText(json, "cause", GetName(reason.cause));
    json.Key("result").Number(reason.result).Key("error").Number(reason.error);
    WriteText(json, "text", reason.text);
}

/** @brief Writes what belongs to one kind of event only. */
struct DetailsWriter
{
    JsonWriter& json; //!< where to

    void operator()(std::monostate) const
    {
    }

    void operator()(const LogEvent::Timer& timer) const
    {
        WriteTime(json, "deadline", timer.deadline);
    }

    void operator()(const LogEvent::Reconnection& again) const
    {
        json.Key("peer_handle").Number(again.peer);
        WriteAddress(json, "peer", *again.address);
        WriteTime(json, "delay", again.delay);
    }

    void operator()(const LogEvent::Windows& windows) const
    {
        json.Key("cwnd").Number(windows.state.cwnd);
        json.Key("ssthresh").Number(windows.state.ssthresh);
        json.Key("window").Number(windows.state.peerWindow);
        json.Key("outstanding").Number(windows.state.outstanding);
        json.Key("waiting").Number(windows.waiting);
    }

    void operator()(const ControlDropEvent* drop) const
    {
        if (!drop->detail.empty())
        {
            WriteText(json, "detail", drop->detail);
        }
        if (drop->fault)
        {
            json.Key("vendor").Number(drop->fault->vendor);
            json.Key("attribute").Number(drop->fault->type);
            json.Key("offset").Number(drop->fault->offset);
        }
        else if (drop->error)
        {
            if (drop->error->attribute)
            {
                json.Key("attribute").Number(*drop->error->attribute);
            }
            json.Key("offset").Number(drop->error->offset);
        }
    }

    void operator()(const FaultyAvpEvent* faulty) const
    {
        WriteText(json, "message", faulty->name);
        json.Key("ns").Number(faulty->ns);
        WriteText(json, "reason", Describe(faulty->fault.what));
        json.Key("vendor").Number(faulty->fault.vendor);
        json.Key("attribute").Number(faulty->fault.type);
        json.Key("offset").Number(faulty->fault.offset);
        json.Key("mandatory").Boolean(faulty->fault.mandatory);
    }

    void operator()(const StateTransitionEvent* transition) const
    {
        WriteText(json, "machine", GetName(transition->machine));
        WriteText(json, "from", GetName(transition->from));
        WriteText(json, "event", GetName(transition->event));
        WriteText(json, "to", GetName(transition->to));
    }

    void operator()(const DownReason* reason) const
    {
        WriteReason(json, *reason);
    }

    void operator()(const SessionUpEvent* up) const
    {
        WriteText(json, "end_id", up->parameters.remoteEndId);
        json.Key("pseudowire").Number(static_cast<uint16_t>(up->parameters.pseudowireType));
    }

    void operator()(const SessionDownEvent* down) const
    {
        WriteText(json, "end_id", down->remoteEndId);
        json.Key("established").Boolean(down->established);
        WriteReason(json, down->reason);
    }

    void operator()(const CircuitStatusEvent* status) const
    {
        WriteText(json, "end_id", status->parameters.remoteEndId);
        json.Key("active").Boolean(status->parameters.peerCircuitActive);
    }

    void operator()(const CircuitErrorsEvent* circuit) const
    {
        const auto& errors = circuit->errors;
        if (errors.hasFramingCounters)
        {
            json.Key("crc_errors").Number(errors.crcErrors);
            json.Key("framing_errors").Number(errors.framingErrors);
        }
        json.Key("hardware_overruns").Number(errors.hardwareOverruns);
        json.Key("buffer_overruns").Number(errors.bufferOverruns);
        json.Key("timeouts").Number(errors.timeoutErrors);
        json.Key("alignment_errors").Number(errors.alignmentErrors);
    }

    void operator()(const CallRequestedEvent* call) const
    {
        WriteText(json, "end_id", call->request.remoteEndId);
    }
};

} // namespace

std::string
ToJson(const LogEvent& event, const LogEventStyle& style)
{
    JsonWriter json;
    json.BeginObject();
    if (style.run)
    {
        json.Key("run").Number(*style.run);
    }
    WriteTime(json, "time", event.time);
    json.Key("node").Number(event.node);
    if (event.name)
    {
        WriteText(json, "lcce", *event.name);
    }
    WriteText(json, "category", LogEvent::GetCategory(event.kind));
    WriteText(json, "name", LogEvent::GetName(event.kind));
    WriteIds(json, event.ids);
    if (event.message)
    {
        WriteMessage(json, event, style);
    }
    if (!event.reason.empty())
    {
        const bool received = event.kind == LogEvent::Kind::Received;
        WriteText(json, received ? "disposition" : "reason", event.reason);
    }
    std::visit(DetailsWriter{json}, event.details);
    return json.EndObject().GetText();
}

} // namespace l2tp
} // namespace ns3
