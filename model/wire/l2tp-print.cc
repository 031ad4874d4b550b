// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-print.h"

#include "l2tp-control-message.h"
#include "l2tp-message-type.h"
#include "l2tp-result-text.h"
#include "l2tp-value-check.h"
#include "l2tp-value-codec.h"
#include "l2tp-vendor-registry.h"

#include <string>

namespace ns3
{
namespace l2tp
{

namespace
{

constexpr char DIGITS[] = "0123456789abcdef";

template <class T>
T
Decoded(ByteView value)
{
    T decoded{};
    DecodeValue(value, decoded);
    return decoded;
}

std::string
FormatMessageType(ByteView value)
{
    const auto number = Decoded<uint16_t>(value);
    const MessageInfo* info = FindMessage(number);
    return info ? info->name : std::to_string(number);
}

std::string
FormatDottedQuad(ByteView value)
{
    std::string text;
    for (const uint8_t octet : value)
    {
        text += (text.empty() ? "" : ".") + std::to_string(octet);
    }
    return text;
}

std::string
FormatPseudowireType(uint16_t type)
{
    switch (static_cast<PseudowireType>(type))
    {
    case PseudowireType::FrameRelay:
        return "FrameRelay";
    case PseudowireType::EthernetVlan:
        return "EthernetVlan";
    case PseudowireType::Ethernet:
        return "Ethernet";
    case PseudowireType::Hdlc:
        return "Hdlc";
    case PseudowireType::Ppp:
        return "Ppp";
    }
    return std::to_string(type);
}

std::string
FormatPseudowireTypes(ByteView value)
{
    std::string text;
    for (const uint16_t type : Decoded<std::vector<uint16_t>>(value))
    {
        text += (text.empty() ? "" : ",") + FormatPseudowireType(type);
    }
    return text.empty() ? "none" : text;
}

// Reserved bits show up as the whole word, so that a peer's use of them is seen.
std::string
FormatCircuitStatus(ByteView value)
{
    const auto status = Decoded<uint16_t>(value);
    std::string text = (status & CIRCUIT_STATUS_ACTIVE) != 0 ? "active" : "inactive";
    text += (status & CIRCUIT_STATUS_NEW) != 0 ? ",new" : "";
    const auto reserved =
        static_cast<uint16_t>(status & ~(CIRCUIT_STATUS_ACTIVE | CIRCUIT_STATUS_NEW));
    return reserved == 0 ? text : text + ",0x" + FormatHex(value);
}

std::string
FormatResultCode(ByteView value, MessageType in)
{
    const auto code = Decoded<ResultCodeValue>(value);
    std::string text = std::to_string(code.result);
    text += code.error ? "/" + std::to_string(*code.error) : "";
    const std::string meaning = DescribeResult(code, in);
    text += meaning.empty() ? "" : " (" + meaning + ")";
    return code.text.empty() ? text : text + " " + FormatText(value.Sub(4));
}

std::string
FormatCircuitErrors(ByteView value)
{
    const auto errors = Decoded<CircuitErrorsValue>(value);
    std::string text;
    if (errors.hasFramingCounters)
    {
        text = "crc:" + std::to_string(errors.crcErrors) +
               ",framing:" + std::to_string(errors.framingErrors) + ",";
    }
    return text + "hardware:" + std::to_string(errors.hardwareOverruns) +
           ",buffer:" + std::to_string(errors.bufferOverruns) +
           ",timeout:" + std::to_string(errors.timeoutErrors) +
           ",alignment:" + std::to_string(errors.alignmentErrors);
}

std::string
FormatDigest(ByteView value)
{
    switch (value[0])
    {
    case 0:
        return "HMAC-MD5:" + FormatHex(value.Sub(1));
    case 1:
        return "HMAC-SHA-1:" + FormatHex(value.Sub(1));
    default:
        return std::to_string(value[0]) + ":" + FormatHex(value.Sub(1));
    }
}

std::string
FormatVendorAvp(ByteView value)
{
    const auto vendorAvp = Decoded<ExtendedVendorIdValue>(value);
    return std::to_string(vendorAvp.vendor) + "/" + std::to_string(vendorAvp.type) + ":0x" +
           FormatHex(value.Sub(6));
}

bool
IsPrintable(ByteView value)
{
    for (const uint8_t octet : value)
    {
        if (octet < 0x20 || octet > 0x7e)
        {
            return false;
        }
    }
    return true;
}

// The value of a registered attribute of a vendor, without what an Extended Vendor ID AVP puts
// first.
std::string
FormatVendorValue(const VendorAttribute& attribute, const Avp& avp, ByteView value)
{
    const ByteView own = avp.info ? value.Sub(avp.info->minLength) : value;
    return attribute.format ? attribute.format(own) : "0x" + FormatHex(own);
}

std::string
FormatAvp(const ControlMessage& message, const Avp& avp)
{
    const VendorAttribute* vendor = message.FindVendorAttribute(avp);
    std::string text = vendor ? vendor->name
                       : avp.info
                           ? avp.info->name
                           : "AVP " + std::to_string(avp.vendor) + "/" + std::to_string(avp.type);
    text += "=";
    const auto value = message.GetClearValue(avp);
    if (!value)
    {
        const std::size_t size = message.GetValue(avp).size();
        return text + "(hidden, " + std::to_string(size) + " octets)";
    }
    text += vendor     ? FormatVendorValue(*vendor, avp, *value)
            : avp.info ? FormatValue(*avp.info, *value, message.GetType())
                       : "0x" + FormatHex(*value);
    return avp.hidden ? text + " (hidden)" : text;
}

std::string
FormatType(const ControlMessage& message)
{
    if (const VendorMessage* vendor = message.GetVendorMessage())
    {
        return vendor->name;
    }
    return message.GetType() != MessageType::Unknown
               ? MessageName(message.GetType())
               : "message " + std::to_string(message.GetMessageVendor()) + "/" +
                     std::to_string(message.GetRawType());
}

} // namespace

std::string
FormatHex(ByteView bytes)
{
    std::string text;
    text.reserve(2 * bytes.size());
    for (const uint8_t octet : bytes)
    {
        text += DIGITS[octet >> 4];
        text += DIGITS[octet & 0xf];
    }
    return text;
}

std::string
FormatIdentifier(uint32_t value)
{
    return "0x" + FormatHex(ToOctets(value));
}

std::string
FormatText(ByteView bytes)
{
    std::string text = "\"";
    for (std::size_t i = 0; i < bytes.size(); ++i)
    {
        const ByteView octet = bytes.Sub(i, 1);
        if (!IsPrintable(octet))
        {
            text += "\\x" + FormatHex(octet);
            continue;
        }
        const char character = static_cast<char>(octet[0]);
        text += character == '"' || character == '\\' ? "\\" : "";
        text += character;
    }
    return text + "\"";
}

std::string
FormatValue(const AttributeInfo& info, ByteView value, MessageType in)
{
    // Form and length are judged here, so the functions above need not.
    if (CheckValue(info, value, MessageType::Unknown))
    {
        return "0x" + FormatHex(value);
    }
    switch (info.form)
    {
    case ValueForm::MessageType:
        return FormatMessageType(value);
    case ValueForm::Unsigned16:
        return std::to_string(Decoded<uint16_t>(value));
    case ValueForm::Unsigned32:
        return std::to_string(Decoded<uint32_t>(value));
    case ValueForm::Unsigned64:
        return std::to_string(Decoded<uint64_t>(value));
    case ValueForm::DottedQuad:
        return FormatDottedQuad(value);
    case ValueForm::Identifier:
    case ValueForm::Octets:
        return "0x" + FormatHex(value);
    case ValueForm::Cookie:
        return value.empty() ? "none" : "0x" + FormatHex(value);
    case ValueForm::Ascii:
        return FormatText(value);
    case ValueForm::Label:
        return IsPrintable(value) ? FormatText(value) : "0x" + FormatHex(value);
    case ValueForm::PseudowireTypes:
        return FormatPseudowireTypes(value);
    case ValueForm::CircuitStatus:
        return FormatCircuitStatus(value);
    case ValueForm::ResultCode:
        return FormatResultCode(value, in);
    case ValueForm::Digest:
        return FormatDigest(value);
    case ValueForm::CircuitErrors:
        return FormatCircuitErrors(value);
    case ValueForm::VendorAvp:
        return FormatVendorAvp(value);
    }
    return "0x" + FormatHex(value);
}

std::ostream&
operator<<(std::ostream& os, const ControlMessage& message)
{
    // Numbers become text first: the format flags of the stream are the caller's.
    os << FormatType(message) << " ccid=" << FormatIdentifier(message.GetControlConnectionId())
       << " Ns=" << std::to_string(message.GetNs()) << " Nr=" << std::to_string(message.GetNr());
    for (const Avp& avp : message.GetAvps())
    {
        if (avp.offset != CONTROL_HEADER_SIZE)
        {
            os << " " << FormatAvp(message, avp);
        }
    }
    return os;
}

} // namespace l2tp
} // namespace ns3
