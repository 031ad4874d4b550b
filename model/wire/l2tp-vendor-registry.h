// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_VENDOR_REGISTRY_H
#define L2TP_VENDOR_REGISTRY_H

#include "l2tp-attribute.h"
#include "l2tp-bytes.h"
#include "l2tp-message-type.h"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief What a vendor says about an attribute of its own (\RFC{3931} sections 5.1 and 5.1.1).
 *
 * Lengths count the octets of the value, without the AVP header, before hiding, and without the
 * Vendor ID and Attribute Type that an Extended Vendor ID AVP puts in front.
 */
struct VendorAttribute
{
    uint32_t vendor{0};                            //!< SMI enterprise number, not 0
    uint16_t type{0};                              //!< Attribute Type in the vendor's numbering
    std::string name{};                            //!< name to print
    uint16_t minLength{0};                         //!< shortest value, in octets
    uint16_t maxLength{MAX_VALUE_SIZE};            //!< longest value, in octets
    bool mayHide{true};                            //!< whether the H bit may be set
    std::function<std::string(ByteView)> format{}; //!< value in words; none: hexadecimal digits
};

/**
 * @ingroup l2tp
 * @brief What a vendor says about a control message of its own (\RFC{3931} section 5.4.1).
 */
struct VendorMessage
{
    uint16_t vendor{0}; //!< Vendor ID of the Message Type AVP, not 0
    uint16_t type{0};   //!< message type in the vendor's numbering
    std::string name{}; //!< name to print
};

/**
 * @ingroup l2tp
 * @brief The attributes and messages of vendors that an implementation recognises.
 *
 * What is registered is no longer unknown when a message is decoded with the registry: it causes
 * no fault even with the M bit, its length is checked, it is printed by name, and
 * ControlMessage::FindVendorValue() and GetVendorMessage() give it to the user. Attributes are
 * found by the pair of vendor and type, in an AVP of that vendor and in an Extended Vendor ID AVP
 * alike.
 *
 * @code
 *   VendorRegistry vendors;
 *   vendors.Register(VendorAttribute{9, 1, "Cisco Control Connection ID", 4, 4});
 *   auto decoded = ControlMessage::Decode(octets, &vendors);
 * @endcode
 *
 * Messages point at their registry, which therefore has to live longer than they.
 */
class VendorRegistry
{
  public:
    /**
     * @brief Recognise an attribute.
     *
     * Aborts for Vendor ID 0, whose attributes are those of the RFC, and if the shortest length is
     * above the longest or the longest above 1017 octets.
     *
     * @param attribute the attribute; replaces one with the same vendor and type
     * @return this registry
     */
    VendorRegistry& Register(VendorAttribute attribute);

    /**
     * @brief Recognise a message; aborts for Vendor ID 0.
     * @param message the message; replaces one with the same vendor and type
     * @return this registry
     */
    VendorRegistry& Register(VendorMessage message);

    /**
     * @brief Look an attribute up.
     * @param vendor SMI enterprise number
     * @param type Attribute Type
     * @return the attribute, or null if it is not registered; valid until it is replaced
     */
    const VendorAttribute* FindAttribute(uint32_t vendor, uint16_t type) const;

    /**
     * @brief Look a message up.
     * @param vendor Vendor ID of the Message Type AVP
     * @param type its value
     * @return the message, or null if it is not registered; valid until it is replaced
     */
    const VendorMessage* FindMessage(uint16_t vendor, uint16_t type) const;

  private:
    std::map<std::pair<uint32_t, uint16_t>, VendorAttribute> m_attributes; //!< by vendor, type
    std::map<std::pair<uint16_t, uint16_t>, VendorMessage> m_messages;     //!< by vendor, type
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_VENDOR_REGISTRY_H
