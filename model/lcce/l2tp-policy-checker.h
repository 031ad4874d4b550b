// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_POLICY_CHECKER_H
#define L2TP_POLICY_CHECKER_H

#include "ns3/attribute.h"
#include "ns3/object-factory.h"
#include "ns3/ptr.h"
#include "ns3/type-id.h"

#include <string>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Checker of an attribute of an Lcce that names the class of a policy.
 *
 * ns-3 would take any name, and end without a sentence on one that it does not know. This one
 * aborts, when the attribute or its default is set, with one sentence that names the attribute and
 * its legal values: all classes of the kind wanted that can be made, those of scripts as well.
 */
class PolicyChecker : public ObjectFactoryChecker
{
  public:
    /**
     * @brief Constructor.
     * @param attribute name of the attribute
     * @param base what its classes derive from
     */
    PolicyChecker(std::string attribute, TypeId base);

    /**
     * @brief Checker of an attribute.
     * @tparam Base what its classes derive from
     * @param attribute name of the attribute
     * @return the checker
     */
    template <typename Base>
    static Ptr<const AttributeChecker> Make(const std::string& attribute)
    {
        return ns3::Create<PolicyChecker>(attribute, Base::GetTypeId());
    }

    /**
     * @brief Check a value; abort, with one sentence, on a name that is none of a policy.
     * @param value the value; ns-3 shows text as such first, then what it has made of it
     * @return whether it is the value of an ObjectFactory
     */
    bool Check(const AttributeValue& value) const override;

    /** @brief Class of the values. @return its name */
    std::string GetValueTypeName() const override;

    /** @brief Whether more is known of what the values hold. @return true if it is */
    bool HasUnderlyingTypeInformation() const override;

    /** @brief What the values hold. @return the name of the type */
    std::string GetUnderlyingTypeInformation() const override;

    /** @brief Make a value. @return the value of an ObjectFactory */
    Ptr<AttributeValue> Create() const override;

    /**
     * @brief Copy a value.
     * @param source from
     * @param destination to
     * @return whether both are values of an ObjectFactory
     */
    bool Copy(const AttributeValue& source, AttributeValue& destination) const override;

  private:
    /**
     * @brief Abort unless text begins with the name of a legal class.
     * @param text the text: a name, or a name and attributes in brackets
     */
    void CheckText(const std::string& text) const;

    /**
     * @brief Whether a class is legal.
     * @param type the class
     * @return whether it is of the right kind and can be made
     */
    bool IsLegal(TypeId type) const;

    /** @brief All legal classes. @return their names, in their order, as part of a sentence */
    std::string DescribeLegal() const;

    std::string m_attribute;             //!< name of the attribute
    TypeId m_base;                       //!< what its classes derive from
    Ptr<const AttributeChecker> m_plain; //!< what ns-3 has for such attributes
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_POLICY_CHECKER_H
