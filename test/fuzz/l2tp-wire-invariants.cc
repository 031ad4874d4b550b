// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-wire-invariants.h"

#include "l2tp-control-message.h"
#include "l2tp-data-header.h"
#include "l2tp-demux.h"
#include "l2tp-typed-attributes.h"

#include <algorithm>
#include <sstream>
#include <variant>

namespace ns3
{
namespace l2tp
{

namespace
{

bool
Equal(ByteView a, ByteView b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

bool
SameDemux(const DemuxResult& a, const DemuxResult& b)
{
    return a.kind == b.kind && a.reason == b.reason && a.controlOffset == b.controlOffset &&
           a.sessionId == b.sessionId;
}

std::string
CheckDemux(Encapsulation encapsulation, ByteView bytes)
{
    const DemuxResult result = Demux(encapsulation, bytes);
    if (!SameDemux(result, Demux(encapsulation, bytes.Sub(0, DEMUX_SIZE))))
    {
        return "demultiplexing looks beyond the first octets";
    }
    if ((result.kind == DemuxResult::Kind::Discard) == (result.reason == DemuxResult::Reason::None))
    {
        return "a packet is discarded without a reason or for a reason not discarded";
    }
    if (result.kind == DemuxResult::Kind::Data && result.sessionId == 0)
    {
        return "data for Session ID 0";
    }
    if (result.controlOffset > bytes.size())
    {
        return "the control message starts behind the packet";
    }
    return "";
}

std::string
CheckDataHeader(const DataFormat& format, ByteView bytes)
{
    const auto header = DataHeader::Read(format, bytes);
    if (header.has_value() != (bytes.size() >= format.GetSize()))
    {
        return "a data header is read from too few octets or not from enough";
    }
    if (!header)
    {
        return "";
    }
    Bytes written(MAX_DATA_HEADER_SIZE);
    const std::size_t size = header->Write(format.encapsulation, format.sublayer, written.data());
    const std::size_t first = format.GetSessionIdOffset();
    const std::size_t count = format.GetSize() - first;
    if (size != format.GetSize() || header->cookie.GetSize() != format.cookieSize ||
        !Equal(ByteView(written).Sub(first, count), bytes.Sub(first, count)))
    {
        return "a data header is not written as it was read";
    }
    return "";
}

std::string
CheckDataHeaders(ByteView bytes)
{
    for (const Encapsulation encapsulation : {Encapsulation::Ip, Encapsulation::Udp})
    {
        for (const uint8_t cookieSize : {0, 4, 8})
        {
            for (const bool sublayer : {false, true})
            {
                const std::string broken =
                    CheckDataHeader({encapsulation, cookieSize, sublayer}, bytes);
                if (!broken.empty())
                {
                    return broken;
                }
            }
        }
    }
    return DataHeader::Read({Encapsulation::Ip, 5, false}, bytes) ? "a cookie of 5 octets" : "";
}

std::string
CheckError(const ParseError& error, ByteView bytes)
{
    const bool readable = error.what >= ParseProblem::AvpTooShort;
    if (error.offset > bytes.size() || error.what >= ParseProblem::UnknownAttribute)
    {
        return "an error that no message can have";
    }
    return error.header.has_value() == readable ? "" : "an error without the header it had";
}

// Build the message anew from its AVPs, hidden ones in the clear.
ControlMessage
Rebuild(const ControlMessage& message)
{
    ControlMessage again(message.GetType());
    again.SetControlConnectionId(message.GetControlConnectionId());
    again.SetNs(message.GetNs());
    again.SetNr(message.GetNr());
    for (const Avp& avp : message.GetAvps())
    {
        if (avp.offset != CONTROL_HEADER_SIZE)
        {
            again.AddRaw(avp.vendor, avp.type, avp.mandatory, message.GetValue(avp));
        }
    }
    return again;
}

// The image with what building never writes taken out: reserved bits, H bits, Message Type M=0.
Bytes
Normalized(const ControlMessage& message)
{
    Bytes bytes = message.GetBytes().ToBytes();
    bytes[0] = 0xc8;
    bytes[1] = 0x03;
    for (const Avp& avp : message.GetAvps())
    {
        bytes[avp.offset] &= 0x83;
    }
    if (bytes.size() > CONTROL_HEADER_SIZE)
    {
        bytes[CONTROL_HEADER_SIZE] |= 0x80;
    }
    return bytes;
}

bool
SameFaults(const ControlMessage& a, const ControlMessage& b)
{
    const auto same = [](const AvpFault& x, const AvpFault& y) {
        return x.what == y.what && x.mandatory == y.mandatory && x.offset == y.offset &&
               x.vendor == y.vendor && x.type == y.type;
    };
    return std::equal(a.GetFaults().begin(),
                      a.GetFaults().end(),
                      b.GetFaults().begin(),
                      b.GetFaults().end(),
                      same);
}

std::string
CheckRebuilt(const ControlMessage& message)
{
    if (message.GetType() == MessageType::Unknown)
    {
        return "";
    }
    const ControlMessage again = Rebuild(message);
    if (!Equal(again.GetBytes(), Normalized(message)))
    {
        return "a message is not encoded as it was decoded";
    }
    bool hidden = false;
    for (const Avp& avp : message.GetAvps())
    {
        hidden = hidden || avp.hidden;
    }
    if (!hidden &&
        !(SameFaults(message, again) && message.MissingAttributes() == again.MissingAttributes()))
    {
        return "a message is judged differently when built and when decoded";
    }
    return "";
}

std::string
CheckAvps(const ControlMessage& message)
{
    std::size_t end = CONTROL_HEADER_SIZE;
    for (const Avp& avp : message.GetAvps())
    {
        if (avp.offset != end || avp.length != AVP_HEADER_SIZE + message.GetValue(avp).size())
        {
            return "AVPs overlap or leave gaps";
        }
        end += avp.length;
    }
    return end == message.GetBytes().size() ? "" : "AVPs do not fill the message";
}

std::string
CheckTyped(const ControlMessage& message)
{
    for (const TypedAttribute& attribute : TYPED_ATTRIBUTES)
    {
        if (!attribute.has(message))
        {
            continue;
        }
        const Bytes value = attribute.encode(message);
        const Avp avp = FindFirst(message, attribute);
        ByteView original = message.GetValue(avp);
        if (avp.info->form == ValueForm::CircuitErrors) // reserved octets are sent as 0
        {
            original = original.Sub(2);
        }
        if (avp.hidden || !Equal(ByteView(value).Sub(value.size() - original.size()), original))
        {
            return std::string("not encoded as decoded: ") + avp.info->name;
        }
    }
    return "";
}

std::string
CheckPrinted(const ControlMessage& message)
{
    std::ostringstream os;
    os << message;
    const std::string text = os.str();
    const bool oneLine = std::all_of(text.begin(), text.end(), [](char character) {
        return character >= ' ' && character <= '~';
    });
    return oneLine && !text.empty() ? "" : "a message is not printed on one line";
}

std::string
CheckMessage(const ControlMessage& message, ByteView bytes)
{
    const ByteView image = message.GetBytes();
    if (image.size() != message.GetHeader().length || !Equal(image, bytes.Sub(0, image.size())))
    {
        return "a message has other octets than were given";
    }
    for (const auto& check : {CheckAvps, CheckTyped, CheckRebuilt, CheckPrinted})
    {
        const std::string broken = check(message);
        if (!broken.empty())
        {
            return broken;
        }
    }
    return "";
}

std::string
CheckControl(ByteView bytes)
{
    const auto decoded = ControlMessage::Decode(bytes);
    const auto* error = std::get_if<ParseError>(&decoded);
    return error ? CheckError(*error, bytes)
                 : CheckMessage(std::get<ControlMessage>(decoded), bytes);
}

} // namespace

std::string
FindBrokenInvariant(ByteView bytes)
{
    const ByteView behindZeroWord = bytes.Sub(4);
    for (const std::string& broken : {CheckDemux(Encapsulation::Ip, bytes),
                                      CheckDemux(Encapsulation::Udp, bytes),
                                      CheckDataHeaders(bytes),
                                      CheckControl(bytes),
                                      CheckControl(behindZeroWord)})
    {
        if (!broken.empty())
        {
            return broken;
        }
    }
    return "";
}

} // namespace l2tp
} // namespace ns3
