// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-vendor-registry.h"

#include "ns3/abort.h"

namespace ns3
{
namespace l2tp
{

VendorRegistry&
VendorRegistry::Register(VendorAttribute attribute)
{
    NS_ABORT_MSG_IF(attribute.vendor == 0, "Attributes of vendor 0 cannot be registered");
    NS_ABORT_MSG_IF(
        attribute.minLength > attribute.maxLength || attribute.maxLength > MAX_VALUE_SIZE,
        "The attribute " << attribute.name << " cannot have from " << attribute.minLength << " to "
                         << attribute.maxLength << " octets, only up to " << MAX_VALUE_SIZE);
    const auto key = std::make_pair(attribute.vendor, attribute.type);
    m_attributes.insert_or_assign(key, std::move(attribute));
    return *this;
}

VendorRegistry&
VendorRegistry::Register(VendorMessage message)
{
    NS_ABORT_MSG_IF(message.vendor == 0, "Messages of vendor 0 cannot be registered");
    const auto key = std::make_pair(message.vendor, message.type);
    m_messages.insert_or_assign(key, std::move(message));
    return *this;
}

const VendorAttribute*
VendorRegistry::FindAttribute(uint32_t vendor, uint16_t type) const
{
    const auto found = m_attributes.find({vendor, type});
    return found == m_attributes.end() ? nullptr : &found->second;
}

const VendorMessage*
VendorRegistry::FindMessage(uint16_t vendor, uint16_t type) const
{
    const auto found = m_messages.find({vendor, type});
    return found == m_messages.end() ? nullptr : &found->second;
}

} // namespace l2tp
} // namespace ns3
