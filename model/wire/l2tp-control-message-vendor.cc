// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-control-message.h"
#include "l2tp-vendor-registry.h"

#include <algorithm>
#include <boost/endian/conversion.hpp>

namespace ns3
{
namespace l2tp
{

namespace
{

using boost::endian::load_big_u16;
using boost::endian::load_big_u32;

// Vendor ID and Attribute Type in front of the value of an Extended Vendor ID AVP.
constexpr std::size_t WRAPPER_SIZE = avp::ExtendedVendorId::INFO.minLength;

} // namespace

const VendorMessage*
ControlMessage::GetVendorMessage() const
{
    return m_vendors && m_type == MessageType::Unknown
               ? m_vendors->FindMessage(GetMessageVendor(), GetRawType())
               : nullptr;
}

const VendorAttribute*
ControlMessage::FindVendorAttribute(const Avp& avp) const
{
    if (!m_vendors)
    {
        return nullptr;
    }
    if (avp.vendor != 0)
    {
        return m_vendors->FindAttribute(avp.vendor, avp.type);
    }
    if (!avp.info || avp.info->form != ValueForm::VendorAvp)
    {
        return nullptr;
    }
    const auto value = GetClearValue(avp);
    return value && value->size() >= WRAPPER_SIZE
               ? m_vendors->FindAttribute(load_big_u32(value->data()),
                                          load_big_u16(value->data() + sizeof(uint32_t)))
               : nullptr;
}

std::optional<ParseProblem>
ControlMessage::CheckVendor(const Avp& avp) const
{
    const VendorAttribute* attribute = FindVendorAttribute(avp);
    if (!attribute)
    {
        return std::nullopt;
    }
    const std::size_t size = ValueAt(avp.offset).size() - (avp.vendor == 0 ? WRAPPER_SIZE : 0);
    return size < attribute->minLength || size > attribute->maxLength
               ? std::optional(ParseProblem::BadValueLength)
               : std::nullopt;
}

std::optional<ByteView>
ControlMessage::FindVendorValue(uint32_t vendor, uint16_t type) const
{
    const VendorAttribute* wanted = m_vendors ? m_vendors->FindAttribute(vendor, type) : nullptr;
    if (!wanted)
    {
        return std::nullopt;
    }
    for (const Avp& avp : GetAvps())
    {
        const auto faulty = [&avp](const AvpFault& fault) { return fault.offset == avp.offset; };
        const bool first = avp.offset == CONTROL_HEADER_SIZE; // a vendor's Message Type
        if (!first && FindVendorAttribute(avp) == wanted &&
            std::none_of(m_faults.begin(), m_faults.end(), faulty))
        {
            return ValueAt(avp.offset).Sub(avp.vendor == 0 ? WRAPPER_SIZE : 0);
        }
    }
    return std::nullopt;
}

} // namespace l2tp
} // namespace ns3
