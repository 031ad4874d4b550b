// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_TYPED_ATTRIBUTES_H
#define L2TP_TYPED_ATTRIBUTES_H

#include "l2tp-control-message.h"

#include <array>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp-tests
 * @brief Typed access to an attribute that is chosen at run time.
 */
struct TypedAttribute
{
    std::size_t row;                        //!< index in ATTRIBUTES
    bool (*has)(const ControlMessage&);     //!< Has()
    Bytes (*encode)(const ControlMessage&); //!< Get(), encoded again
    void (*copy)(const ControlMessage& from, ControlMessage& to, bool mandatory); //!< Add(Get())
};

/**
 * @brief Make the entry of one attribute.
 * @tparam A a name of namespace avp
 * @return the entry
 */
template <class A>
constexpr TypedAttribute
MakeTypedAttribute()
{
    return {A::ROW,
            [](const ControlMessage& message) { return message.Has<A>(); },
            [](const ControlMessage& message) { return ToOctets(*message.Get<A>()); },
            [](const ControlMessage& from, ControlMessage& to, bool mandatory) {
                to.Add<A>(*from.Get<A>(), mandatory);
            }};
}

/** @brief All attributes, in the order of ATTRIBUTES. */
inline constexpr std::array<TypedAttribute, ATTRIBUTES.size()> TYPED_ATTRIBUTES{
    MakeTypedAttribute<avp::MessageTypeAvp>(),
    MakeTypedAttribute<avp::ResultCode>(),
    MakeTypedAttribute<avp::ControlConnectionTieBreaker>(),
    MakeTypedAttribute<avp::SessionTieBreaker>(),
    MakeTypedAttribute<avp::HostName>(),
    MakeTypedAttribute<avp::VendorName>(),
    MakeTypedAttribute<avp::ReceiveWindowSize>(),
    MakeTypedAttribute<avp::SerialNumber>(),
    MakeTypedAttribute<avp::PhysicalChannelId>(),
    MakeTypedAttribute<avp::CircuitErrors>(),
    MakeTypedAttribute<avp::RandomVector>(),
    MakeTypedAttribute<avp::ExtendedVendorId>(),
    MakeTypedAttribute<avp::MessageDigest>(),
    MakeTypedAttribute<avp::RouterId>(),
    MakeTypedAttribute<avp::AssignedControlConnectionId>(),
    MakeTypedAttribute<avp::PseudowireCapabilitiesList>(),
    MakeTypedAttribute<avp::LocalSessionId>(),
    MakeTypedAttribute<avp::RemoteSessionId>(),
    MakeTypedAttribute<avp::AssignedCookie>(),
    MakeTypedAttribute<avp::RemoteEndId>(),
    MakeTypedAttribute<avp::PseudowireTypeAvp>(),
    MakeTypedAttribute<avp::L2SpecificSublayerAvp>(),
    MakeTypedAttribute<avp::DataSequencingAvp>(),
    MakeTypedAttribute<avp::CircuitStatus>(),
    MakeTypedAttribute<avp::PreferredLanguage>(),
    MakeTypedAttribute<avp::ControlMessageAuthenticationNonce>(),
    MakeTypedAttribute<avp::TxConnectSpeed>(),
    MakeTypedAttribute<avp::RxConnectSpeed>(),
};

/**
 * @brief The AVP that Get() reads: the first of its attribute without a fault.
 * @param message a message that has the attribute
 * @param attribute the attribute
 * @return its header
 */
inline Avp
FindFirst(const ControlMessage& message, const TypedAttribute& attribute)
{
    const auto faulty = [&message](const Avp& avp) {
        for (const AvpFault& fault : message.GetFaults())
        {
            if (fault.offset == avp.offset)
            {
                return true;
            }
        }
        return false;
    };
    for (const Avp& avp : message.GetAvps())
    {
        if (avp.info == &ATTRIBUTES[attribute.row] && !faulty(avp))
        {
            return avp;
        }
    }
    return *message.GetAvps().begin();
}

} // namespace l2tp
} // namespace ns3

#endif // L2TP_TYPED_ATTRIBUTES_H
