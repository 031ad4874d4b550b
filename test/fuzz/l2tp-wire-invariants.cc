// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-wire-invariants.h"

#include "l2tp-avp-hiding.h"
#include "l2tp-control-message.h"
#include "l2tp-data-header.h"
#include "l2tp-demux.h"
#include "l2tp-message-authenticator.h"
#include "l2tp-message-peek.h"
#include "l2tp-shared-secret.h"
#include "l2tp-typed-attributes.h"
#include "l2tp-vendor-registry.h"

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
    const bool sameRules = !hidden && message.GetVersion() == VERSION_3;
    if (sameRules &&
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
        ByteView original = message.GetClearValue(avp).value_or(ByteView());
        if (avp.info->form == ValueForm::CircuitErrors) // reserved octets are sent as 0
        {
            original = original.Sub(2);
        }
        if (!message.GetClearValue(avp) ||
            !Equal(ByteView(value).Sub(value.size() - original.size()), original))
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

// The secret of the corpus.
const std::shared_ptr<const SharedSecret>&
Secret()
{
    static const auto secret = std::make_shared<const SharedSecret>("l2tp-secret");
    return secret;
}

MessageAuthenticator
MakeAuthenticator(uint8_t local, uint8_t remote, DigestType type, bool two)
{
    MessageAuthenticator authenticator({Secret()}, type);
    if (two)
    {
        authenticator.SetSecrets({std::make_shared<const SharedSecret>(""), Secret()}, type);
    }
    authenticator.SetLocalNonce(Bytes(16, local));
    authenticator.SetRemoteNonce(Bytes(17, remote));
    return authenticator;
}

// Sign what was received as if it were to be sent, and change one bit of it.
std::string
CheckSigned(const ControlMessage& message, DigestType type, bool two)
{
    const auto sender = MakeAuthenticator(1, 2, type, two);
    MessageAuthenticator receiver({Secret()});
    receiver.SetLocalNonce(Bytes(17, 2));
    receiver.SetRemoteNonce(Bytes(16, 1));
    Bytes image = message.GetBytes().ToBytes();
    if (message.GetType() == MessageType::Zlb || image.size() + sender.GetSize() > UINT16_MAX)
    {
        return "";
    }
    sender.Sign(image);
    const Bytes once = image;
    sender.Sign(image);
    if (image != once)
    {
        return "signing twice is not signing once";
    }
    if (!receiver.Verify(image).IsGood() ||
        !std::holds_alternative<ControlMessage>(ControlMessage::Decode(ByteView(image))))
    {
        return "a message is not good after signing";
    }
    const std::size_t bit = (image.back() + 256 * image.size()) % (8 * image.size());
    image[bit / 8] ^= static_cast<uint8_t>(1 << bit % 8);
    const bool spare = two && bit / 8 >= 27 && bit / 8 < 20 + sender.GetSize() / 2;
    return receiver.Verify(image).IsGood() != spare ? "a changed message is good" : "";
}

std::string
CheckAuthentication(ByteView bytes)
{
    using Rule = MessageAuthenticator::NonceRule;
    const auto receiver = MakeAuthenticator(1, 2, DigestType::HmacMd5, true);
    const auto strict = receiver.Verify(bytes);
    const auto lenient = receiver.Verify(bytes, Rule::StopCcnMayLack);
    if ((strict.IsGood() && !lenient.IsGood()) ||
        (strict.verdict != lenient.verdict && PeekType(bytes) != MessageType::StopCcn))
    {
        return "more nonces are worse than fewer";
    }
    const ByteView message = PeekMessage(bytes);
    const auto nonce = PeekNonce(bytes);
    if (message.size() > bytes.size() || (nonce && nonce->size() > message.size()))
    {
        return "looks behind the end";
    }
    return "";
}

std::string
CheckUnhidden(const ControlMessage& received)
{
    ControlMessage message = received;
    message.Unhide(*Secret());
    if (message.HasHidden() || !Equal(message.GetBytes(), received.GetBytes()))
    {
        return "unhiding is not complete or changes the wire image";
    }
    for (const Avp& avp : message.GetAvps())
    {
        const auto clear = message.GetClearValue(avp);
        const ByteView value = message.GetValue(avp);
        if (avp.hidden ? clear && clear->size() + 2 > value.size()
                       : !clear || !Equal(*clear, value))
        {
            return "a clear value is not that of its AVP";
        }
    }
    const std::string typed = CheckTyped(message);
    return typed.empty() ? CheckPrinted(message) : typed;
}

std::string
CheckHidden(const ControlMessage& message)
{
    const std::size_t size = message.GetBytes().size();
    if (2 * size > UINT16_MAX / 8)
    {
        return ""; // more Random Vectors might not fit
    }
    HidingOptions options;
    options.padding = size % 40;
    options.vectorLength = 1 + size % 20;
    uint8_t next = 0;
    ControlMessage hidden =
        Hide(message, *Secret(), options, [&next](uint8_t* to, std::size_t count) {
            std::generate_n(to, count, [&next] { return ++next; });
        });
    hidden.Unhide(*Secret());
    ControlMessage expected = message;
    expected.Unhide(*Secret());
    if (hidden.MissingAttributes() != expected.MissingAttributes())
    {
        return "hiding loses an attribute";
    }
    for (const TypedAttribute& attribute : TYPED_ATTRIBUTES)
    {
        if (attribute.row != avp::RandomVector::ROW &&
            (attribute.has(hidden) != attribute.has(expected) ||
             (attribute.has(hidden) && attribute.encode(hidden) != attribute.encode(expected))))
        {
            return std::string("not read as hidden: ") + ATTRIBUTES[attribute.row].name;
        }
    }
    return "";
}

std::string
CheckVendors(ByteView bytes)
{
    VendorRegistry vendors;
    vendors.Register(VendorAttribute{9, 1, "A", 2, 4}).Register(VendorAttribute{0x10000, 1, "B"});
    vendors.Register(VendorMessage{9, 1, "M"});
    auto decoded = ControlMessage::Decode(bytes, &vendors);
    auto* message = std::get_if<ControlMessage>(&decoded);
    if (!message)
    {
        return "";
    }
    message->Unhide(*Secret());
    const auto value = message->FindVendorValue(9, 1);
    if (value && (value->size() < 2 || value->size() > 4))
    {
        return "a vendor's attribute of a wrong length";
    }
    message->FindVendorValue(0x10000, 1);
    return CheckPrinted(*message);
}

std::string
CheckProtected(const ControlMessage& message)
{
    for (const DigestType type : {DigestType::HmacMd5, DigestType::HmacSha1})
    {
        for (const bool two : {false, true})
        {
            const std::string broken = CheckSigned(message, type, two);
            if (!broken.empty())
            {
                return broken;
            }
        }
    }
    const std::string broken = CheckUnhidden(message);
    return broken.empty() ? CheckHidden(message) : broken;
}

std::string
CheckControl(ByteView bytes)
{
    for (const auto& check : {CheckAuthentication, CheckVendors})
    {
        const std::string broken = check(bytes);
        if (!broken.empty())
        {
            return broken;
        }
    }
    const auto decoded = ControlMessage::Decode(bytes);
    if (const auto* error = std::get_if<ParseError>(&decoded))
    {
        return CheckError(*error, bytes);
    }
    const auto& message = std::get<ControlMessage>(decoded);
    const std::string broken = CheckMessage(message, bytes);
    return broken.empty() ? CheckProtected(message) : broken;
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
