// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-control-message-header.h"

#include <algorithm>
#include <boost/endian/conversion.hpp>
#include <utility>

namespace ns3
{
namespace l2tp
{

NS_OBJECT_ENSURE_REGISTERED(ControlMessageHeader);

namespace
{

constexpr uint32_t ZERO_WORD_SIZE = 4;

bool
StartsWithZeroWord(Buffer::Iterator start)
{
    return start.GetRemainingSize() >= ZERO_WORD_SIZE && start.ReadU32() == 0;
}

// The header alone tells how many octets belong to the message.
Bytes
ReadMessageOctets(Buffer::Iterator start)
{
    uint32_t size = start.GetRemainingSize();
    if (size >= CONTROL_HEADER_SIZE)
    {
        Buffer::Iterator length = start;
        length.Next(ControlHeader::LENGTH);
        size = std::min<uint32_t>(size, length.ReadNtohU16());
    }
    Bytes octets(size);
    start.Read(octets.data(), size);
    return octets;
}

} // namespace

TypeId
ControlMessageHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::l2tp::ControlMessageHeader")
                            .SetParent<Header>()
                            .SetGroupName("L2tp")
                            .AddConstructor<ControlMessageHeader>();
    return tid;
}

ControlMessageHeader::ControlMessageHeader()
    : m_message(MessageType::Zlb)
{
}

ControlMessageHeader::ControlMessageHeader(const ControlMessage& message,
                                           Encapsulation encapsulation)
    : m_message(message),
      m_encapsulation(encapsulation)
{
}

const ControlMessage&
ControlMessageHeader::GetMessage() const
{
    return m_message;
}

Encapsulation
ControlMessageHeader::GetEncapsulation() const
{
    return m_encapsulation;
}

const std::optional<ParseError>&
ControlMessageHeader::GetError() const
{
    return m_error;
}

TypeId
ControlMessageHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

uint32_t
ControlMessageHeader::GetSerializedSize() const
{
    const uint32_t before = m_encapsulation == Encapsulation::Ip ? ZERO_WORD_SIZE : 0;
    return before + m_message.GetBytes().size();
}

void
ControlMessageHeader::Serialize(Buffer::Iterator start) const
{
    if (m_encapsulation == Encapsulation::Ip)
    {
        start.WriteU32(0);
    }
    start.Write(m_message.GetBytes().data(), m_message.GetBytes().size());
}

uint32_t
ControlMessageHeader::Deserialize(Buffer::Iterator start)
{
    m_encapsulation = StartsWithZeroWord(start) ? Encapsulation::Ip : Encapsulation::Udp;
    if (m_encapsulation == Encapsulation::Ip)
    {
        start.Next(ZERO_WORD_SIZE);
    }
    auto decoded = ControlMessage::Decode(ReadMessageOctets(start));
    if (const auto* error = std::get_if<ParseError>(&decoded))
    {
        m_error = *error;
        m_message = ControlMessage(MessageType::Zlb);
        return 0;
    }
    m_error.reset(); // a header may be read into again
    m_message = std::move(std::get<ControlMessage>(decoded));
    return GetSerializedSize();
}

void
ControlMessageHeader::Print(std::ostream& os) const
{
    if (m_error)
    {
        os << "malformed: " << Describe(m_error->what);
        return;
    }
    os << m_message;
}

} // namespace l2tp
} // namespace ns3
