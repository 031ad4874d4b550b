// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-control-image-header.h"

#include "l2tp-control-message-header.h"
#include "l2tp-data-header.h"

namespace ns3
{
namespace l2tp
{

ControlImageHeader::ControlImageHeader(ByteView image, Encapsulation encapsulation)
    : m_image(image),
      m_encapsulation(encapsulation)
{
}

TypeId
ControlImageHeader::GetInstanceTypeId() const
{
    return ControlMessageHeader::GetTypeId();
}

uint32_t
ControlImageHeader::GetSerializedSize() const
{
    return m_image.size() + (m_encapsulation == Encapsulation::Ip ? SESSION_ID_SIZE : 0);
}

void
ControlImageHeader::Serialize(Buffer::Iterator start) const
{
    if (m_encapsulation == Encapsulation::Ip)
    {
        start.WriteU32(0);
    }
    start.Write(m_image.data(), m_image.size());
}

uint32_t
ControlImageHeader::Deserialize(Buffer::Iterator)
{
    return 0;
}

void
ControlImageHeader::Print(std::ostream& os) const
{
    os << m_image.size() << " octets of control message";
}

} // namespace l2tp
} // namespace ns3
