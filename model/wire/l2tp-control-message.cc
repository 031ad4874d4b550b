// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-control-message.h"

#include "l2tp-vendor-registry.h"

#include "ns3/abort.h"

#include <algorithm>
#include <boost/endian/conversion.hpp>
#include <limits>
#include <utility>

namespace ns3
{
namespace l2tp
{

namespace
{

using boost::endian::load_big_u16;
using boost::endian::store_big_u16;
using boost::endian::store_big_u32;

constexpr uint16_t CONTROL_FLAGS = HEADER_T_BIT | HEADER_L_BIT | HEADER_S_BIT | VERSION_3;
constexpr std::size_t USUAL_SIZE = 160; // one allocation serves most messages
constexpr std::size_t MESSAGE_TYPE_VALUE = CONTROL_HEADER_SIZE + AVP_HEADER_SIZE;
constexpr std::size_t MESSAGE_TYPE_SIZE = AVP_HEADER_SIZE + sizeof(uint16_t);

std::size_t
RowOf(const AttributeInfo& info)
{
    return &info - ATTRIBUTES.data();
}

// Whether the octets have to be looked at before an AVP is taken.
bool
IsGoodByLength(const AttributeInfo& info, std::size_t size)
{
    return size >= info.minLength && size <= info.maxLength && !NeedsCheck(info);
}

// Whether this may be the SCCRQ of an LCCE that speaks both versions: Tunnel ID and Session ID, or
// Control Connection ID, are 0 (RFC 3931 section 4.7.3).
bool
MayOpenWithVersion2(ByteView bytes)
{
    constexpr uint16_t FLAGS = CONTROL_FLAGS & ~HEADER_VERSION_MASK;
    return bytes.size() >= CONTROL_HEADER_SIZE && (load_big_u16(bytes.data()) & FLAGS) == FLAGS &&
           ControlHeader::Read(bytes).controlConnectionId == 0;
}

// The flags come first, because they tell whether the rest is what it is taken for.
std::optional<ParseProblem>
CheckHeader(ByteView bytes)
{
    if (bytes.size() < sizeof(uint16_t))
    {
        return ParseProblem::Truncated;
    }
    const uint16_t flags = load_big_u16(bytes.data());
    if ((flags & HEADER_T_BIT) == 0)
    {
        return ParseProblem::NotControl;
    }
    const uint16_t version = flags & HEADER_VERSION_MASK;
    if (version != VERSION_3 && !(version == VERSION_2 && MayOpenWithVersion2(bytes)))
    {
        return ParseProblem::BadVersion;
    }
    if ((flags & HEADER_L_BIT) == 0)
    {
        return ParseProblem::MissingLengthBit;
    }
    if ((flags & HEADER_S_BIT) == 0)
    {
        return ParseProblem::MissingSequenceBit;
    }
    if (bytes.size() < CONTROL_HEADER_SIZE)
    {
        return ParseProblem::Truncated;
    }
    const uint16_t length = load_big_u16(bytes.data() + ControlHeader::LENGTH);
    if (length < CONTROL_HEADER_SIZE || length > bytes.size())
    {
        return ParseProblem::BadLength;
    }
    return std::nullopt;
}

ParseError
HeaderError(ParseProblem what)
{
    const auto offset =
        what == ParseProblem::BadLength ? ControlHeader::LENGTH : ControlHeader::FLAGS;
    return {what, static_cast<uint16_t>(offset), {}, false, {}, {}};
}

} // namespace

ControlMessage::ControlMessage(MessageType type)
    : m_image(USUAL_SIZE),
      m_size(CONTROL_HEADER_SIZE)
{
    SetType(type);
    NS_ABORT_MSG_UNLESS(GetInfo(), "There is no control message to build with this message type");
    store_big_u16(m_image.data() + ControlHeader::FLAGS, CONTROL_FLAGS);
    store_big_u16(m_image.data() + ControlHeader::LENGTH, CONTROL_HEADER_SIZE);
    if (type != MessageType::Zlb)
    {
        Add<avp::MessageTypeAvp>(static_cast<uint16_t>(type));
    }
}

ControlMessage::ControlMessage(Bytes&& image, const VendorRegistry* vendors)
    : m_image(std::move(image)),
      m_size(m_image.size()),
      m_vendors(vendors)
{
}

std::variant<ControlMessage, ParseError>
ControlMessage::Decode(ByteView bytes, const VendorRegistry* vendors)
{
    if (const auto problem = CheckHeader(bytes))
    {
        return HeaderError(*problem);
    }
    const uint16_t length = load_big_u16(bytes.data() + ControlHeader::LENGTH);
    ControlMessage message(bytes.Sub(0, length).ToBytes(), vendors);
    if (auto error = message.Parse())
    {
        return *error;
    }
    return message;
}

std::variant<ControlMessage, ParseError>
ControlMessage::Decode(Bytes&& bytes, const VendorRegistry* vendors)
{
    if (const auto problem = CheckHeader(bytes))
    {
        return HeaderError(*problem);
    }
    bytes.resize(load_big_u16(bytes.data() + ControlHeader::LENGTH));
    ControlMessage message(std::move(bytes), vendors);
    if (auto error = message.Parse())
    {
        return *error;
    }
    return message;
}

std::optional<ParseError>
ControlMessage::Parse()
{
    auto error = ParseAvps();
    // Only SCCRQ opens with the other version; what else has Ver 2 is for L2TPv2.
    if (GetVersion() == VERSION_2 && m_type != MessageType::Sccrq)
    {
        return HeaderError(ParseProblem::BadVersion);
    }
    return error;
}

std::optional<ParseError>
ControlMessage::ParseAvps()
{
    std::size_t offset = CONTROL_HEADER_SIZE;
    while (offset < m_size)
    {
        const std::size_t left = m_size - offset;
        if (left < AVP_HEADER_SIZE)
        {
            return MakeError(ParseProblem::AvpBeyondEnd, offset);
        }
        const Avp avp = Avp::Read(GetBytes(), offset, m_type);
        if (avp.length < AVP_HEADER_SIZE)
        {
            return MakeError(ParseProblem::AvpTooShort, offset);
        }
        if (avp.length > left)
        {
            return MakeError(ParseProblem::AvpBeyondEnd, offset);
        }
        if (offset == CONTROL_HEADER_SIZE)
        {
            if (auto error = ParseMessageType())
            {
                return error;
            }
        }
        else
        {
            Register(avp);
        }
        offset += avp.length;
    }
    return std::nullopt;
}

std::optional<ParseError>
ControlMessage::ParseMessageType()
{
    const Avp avp = Avp::Read(GetBytes(), CONTROL_HEADER_SIZE, m_type);
    // A vendor's message has the Vendor ID in this AVP (RFC 3931 section 5.4.1).
    if (avp.type != avp::MessageTypeAvp::TYPE)
    {
        return MakeError(ParseProblem::MessageTypeNotFirst, avp.offset);
    }
    if (avp.hidden || avp.length != MESSAGE_TYPE_SIZE)
    {
        return MakeError(ParseProblem::MessageTypeMalformed, avp.offset);
    }
    const uint16_t number = load_big_u16(m_image.data() + MESSAGE_TYPE_VALUE);
    const MessageInfo* info = avp.vendor == 0 ? FindMessage(number) : nullptr;
    SetType(info ? info->type : MessageType::Unknown);
    if (info)
    {
        m_offsets[avp::MessageTypeAvp::ROW] = avp.offset;
    }
    return std::nullopt;
}

ParseError
ControlMessage::MakeError(ParseProblem what, std::size_t offset) const
{
    const ByteView image = GetBytes();
    ParseError error{what, static_cast<uint16_t>(offset), {}, false, {}, {}};
    error.header = ControlHeader::Read(image);
    if (image.size() - offset >= AVP_HEADER_SIZE)
    {
        const Avp avp = Avp::Read(image, offset, m_type);
        error.attribute = avp.type;
        error.mandatory = avp.mandatory;
    }
    if (offset > CONTROL_HEADER_SIZE)
    {
        error.messageType = GetRawType();
    }
    return error;
}

void
ControlMessage::Register(const Avp& avp)
{
    // Faults come before the question whether the message may carry the attribute: a malformed
    // AVP is treated as unrecognised wherever it stands (RFC 3931 section 7.1).
    if (!avp.info || avp.hidden)
    {
        RegisterUnreadable(avp);
        return;
    }
    const AttributeInfo& info = *avp.info;
    if (!IsGoodByLength(info, avp.length - AVP_HEADER_SIZE))
    {
        auto problem = CheckValue(info, ValueAt(avp.offset), m_type);
        if (!problem && info.form == ValueForm::VendorAvp)
        {
            problem = CheckVendor(avp);
        }
        if (problem)
        {
            AddFault(avp, *problem, avp.mandatory && *problem != ParseProblem::InvalidDigest);
            return;
        }
    }
    // Known but not listed for this message: ignored whatever the M bit is, since section 5.2
    // applies that to attributes that are not recognised. Nobody knows what a vendor lists.
    if ((info.messages & m_bit) == 0)
    {
        if (m_type != MessageType::Unknown)
        {
            AddFault(avp, ParseProblem::NotListed, false);
        }
        return;
    }
    uint16_t& first = m_offsets[RowOf(info)];
    if (first == 0)
    {
        first = avp.offset;
    }
    else if (!info.repeatable)
    {
        AddFault(avp, ParseProblem::Duplicate, false);
    }
}

void
ControlMessage::RegisterUnreadable(const Avp& avp)
{
    const VendorAttribute* vendor = avp.vendor != 0 ? FindVendorAttribute(avp) : nullptr;
    if (avp.hidden && (avp.info || vendor))
    {
        // The sender of a digest is unproven: the message is dropped, never answered
        // (section 5.4.1).
        const bool digest = avp.info && avp.info->form == ValueForm::Digest;
        AddFault(avp,
                 digest          ? ParseProblem::InvalidDigest
                 : IsHidden(avp) ? ParseProblem::Hidden
                                 : ParseProblem::HidingForbidden,
                 avp.mandatory && !digest);
    }
    else if (vendor)
    {
        if (const auto problem = CheckVendor(avp))
        {
            AddFault(avp, *problem, avp.mandatory);
        }
    }
    else if (avp.vendor != 0 || !IsSkipped(avp.type))
    {
        AddFault(avp, ParseProblem::UnknownAttribute, avp.mandatory);
    }
}

bool
ControlMessage::IsSkipped(uint16_t type) const
{
    return IsSkippedVersion2Attribute(type, m_type) ||
           (GetVersion() == VERSION_2 && IsVersion2Attribute(type));
}

void
ControlMessage::AddFault(const Avp& avp, ParseProblem what, bool mandatory)
{
    m_faults.push_back({what, mandatory, avp.offset, avp.vendor, avp.type});
}

uint8_t*
ControlMessage::BeginAvp(std::size_t row, bool mandatory, std::size_t size)
{
    const AttributeInfo& info = ATTRIBUTES[row];
    const bool taken = m_offsets[row] != 0;
    if ((info.messages & m_bit) == 0 || (taken && !info.repeatable) || size < info.minLength ||
        size > info.maxLength)
    {
        Refuse(row, size);
    }
    const std::size_t start = m_size;
    const bool flagged = mandatory && info.form != ValueForm::VendorAvp; // RFC 3931 section 5.1.1
    uint8_t* value = AppendAvp(info.name, flagged ? AVP_M_BIT : 0, info.type, size);
    if (!taken)
    {
        m_offsets[row] = static_cast<uint16_t>(start);
    }
    return value;
}

void
ControlMessage::Refuse(std::size_t row, std::size_t size) const
{
    const AttributeInfo& info = ATTRIBUTES[row];
    NS_ABORT_MSG_IF((info.messages & m_bit) == 0,
                    "The attribute " << info.name << " is not allowed in " << MessageName(m_type));
    NS_ABORT_MSG_IF(size >= info.minLength && size <= info.maxLength,
                    "The attribute " << info.name << " is in this " << MessageName(m_type)
                                     << " already");
    NS_ABORT_MSG("The attribute " << info.name << " cannot have a value of " << size
                                  << " octets, only of " << info.minLength << " to "
                                  << info.maxLength);
}

void
ControlMessage::CheckAdded(const AttributeInfo& info, ByteView value) const
{
    if (const auto problem = CheckValue(info, value, m_type))
    {
        NS_ABORT_MSG("The attribute " << info.name
                                      << " cannot have this value: " << Describe(*problem));
    }
}

ControlMessage&
ControlMessage::AddRaw(uint32_t vendor, uint16_t type, bool mandatory, ByteView value)
{
    constexpr const char* NAME = "added by number";
    NS_ABORT_MSG_IF(m_type == MessageType::Zlb, "A ZLB cannot carry an attribute");
    const std::size_t start = m_size;
    uint8_t* to = nullptr;
    if (vendor > std::numeric_limits<uint16_t>::max())
    {
        const AttributeInfo& wrapper = avp::ExtendedVendorId::INFO;
        to = AppendAvp(NAME, 0, wrapper.type, wrapper.minLength + value.size());
        EncodeValue(vendor, to);
        EncodeValue(type, to + sizeof(vendor));
        to += wrapper.minLength;
    }
    else
    {
        to = AppendAvp(NAME, mandatory ? AVP_M_BIT : 0, vendor << 16 | type, value.size());
    }
    std::copy(value.begin(), value.end(), to);
    Register(Avp::Read(GetBytes(), start, m_type));
    return *this;
}

uint8_t*
ControlMessage::AppendAvp(const char* name, uint16_t flags, uint32_t type, std::size_t size)
{
    const std::size_t length = AVP_HEADER_SIZE + size;
    const std::size_t end = m_size + length;
    NS_ABORT_MSG_IF(length > AVP_MAX_SIZE,
                    "The value of the attribute " << name << " has more than 1017 octets");
    NS_ABORT_MSG_IF(end > std::numeric_limits<uint16_t>::max(),
                    "The attribute " << name << " makes the message longer than 65535 octets");
    if (end > m_image.size())
    {
        m_image.resize(std::max(end, 2 * m_image.size()));
    }
    uint8_t* to = m_image.data() + m_size;
    store_big_u16(to, static_cast<uint16_t>(flags | length));
    store_big_u32(to + sizeof(flags), type);
    m_size = end;
    store_big_u16(m_image.data() + ControlHeader::LENGTH, static_cast<uint16_t>(end));
    return to + AVP_HEADER_SIZE;
}

ByteView
ControlMessage::ValueAt(std::size_t offset) const
{
    const uint8_t* from = (offset < m_clear.size() ? m_clear : m_image).data() + offset;
    return {from + AVP_HEADER_SIZE, (load_big_u16(from) & AVP_LENGTH_MASK) - AVP_HEADER_SIZE};
}

uint16_t
ControlMessage::GetRawType() const
{
    return m_type == MessageType::Zlb ? 0 : load_big_u16(m_image.data() + MESSAGE_TYPE_VALUE);
}

uint16_t
ControlMessage::GetMessageVendor() const
{
    return m_type == MessageType::Zlb ? 0 : load_big_u16(m_image.data() + CONTROL_HEADER_SIZE + 2);
}

bool
ControlMessage::IsMandatory() const
{
    return m_type != MessageType::Zlb &&
           (load_big_u16(m_image.data() + CONTROL_HEADER_SIZE) & AVP_M_BIT) != 0;
}

const MessageInfo*
ControlMessage::GetInfo() const
{
    return FindMessage(m_type);
}

ControlHeader
ControlMessage::GetHeader() const
{
    return ControlHeader::Read(GetBytes());
}

uint8_t
ControlMessage::GetVersion() const
{
    return GetHeader().flags & HEADER_VERSION_MASK;
}

uint32_t
ControlMessage::GetControlConnectionId() const
{
    return GetHeader().controlConnectionId;
}

uint16_t
ControlMessage::GetNs() const
{
    return GetHeader().ns;
}

uint16_t
ControlMessage::GetNr() const
{
    return GetHeader().nr;
}

void
ControlMessage::SetControlConnectionId(uint32_t id)
{
    store_big_u32(m_image.data() + ControlHeader::CONTROL_CONNECTION_ID, id);
}

void
ControlMessage::SetNs(uint16_t ns)
{
    store_big_u16(m_image.data() + ControlHeader::NS, ns);
}

void
ControlMessage::SetNr(uint16_t nr)
{
    store_big_u16(m_image.data() + ControlHeader::NR, nr);
}

Bytes
ControlMessage::Release() &&
{
    m_image.resize(m_size);
    return std::move(m_image);
}

void
ControlMessage::PatchSequence(Bytes& image, uint16_t ns, uint16_t nr)
{
    store_big_u16(image.data() + ControlHeader::NS, ns);
    store_big_u16(image.data() + ControlHeader::NR, nr);
}

void
ControlMessage::PatchControlConnectionId(Bytes& image, uint32_t id)
{
    store_big_u32(image.data() + ControlHeader::CONTROL_CONNECTION_ID, id);
}

std::vector<uint16_t>
ControlMessage::MissingAttributes() const
{
    std::vector<uint16_t> missing;
    if (const MessageInfo* info = GetInfo())
    {
        for (const uint16_t type : info->required)
        {
            if (m_offsets[RowOf(*FindAttribute(type, m_type))] == 0)
            {
                missing.push_back(type);
            }
        }
    }
    return missing;
}

} // namespace l2tp
} // namespace ns3
