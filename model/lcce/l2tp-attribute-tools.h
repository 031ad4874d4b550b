// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_ATTRIBUTE_TOOLS_H
#define L2TP_ATTRIBUTE_TOOLS_H

#include "ns3/enum.h"
#include "ns3/nstime.h"
#include "ns3/object-factory.h"
#include "ns3/ptr.h"

#include <string>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief What the groups of attributes of an Lcce are registered and checked with.
 */
struct AttributeTools
{
    /**
     * @brief Accessor of an attribute with an enumeration, for every version of ns-3.
     * @tparam T class that keeps the value
     * @tparam E the enumeration
     * @param member where the value is kept
     * @return the accessor
     */
    template <typename T, typename E>
    static Ptr<const AttributeAccessor> MakeModeAccessor(E T::* member)
    {
        return MakeAccessorHelper<decltype(EnumValue(E{}))>(member);
    }

    /**
     * @brief Default of an attribute that names a class.
     * @tparam T the class
     * @return the value
     */
    template <typename T>
    static ObjectFactoryValue MakeFactoryValue()
    {
        ObjectFactory factory;
        factory.SetTypeId(T::GetTypeId());
        return ObjectFactoryValue(factory);
    }

    /**
     * @brief Abort, with one sentence, unless an attribute fits into an AVP.
     * @param name name of the attribute
     * @param value its value: US-ASCII of at most 1017 octets
     */
    static void CheckString(const char* name, const std::string& value);

    /**
     * @brief Abort, with one sentence, on a negative time.
     * @param name name of the attribute
     * @param value its value
     */
    static void CheckTime(const char* name, Time value);
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_ATTRIBUTE_TOOLS_H
