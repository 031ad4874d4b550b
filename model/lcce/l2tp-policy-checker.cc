// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-policy-checker.h"

#include "ns3/abort.h"
#include "ns3/string.h"

#include <cstdint>
#include <set>
#include <utility>

namespace ns3
{
namespace l2tp
{

PolicyChecker::PolicyChecker(std::string attribute, TypeId base)
    : m_attribute(std::move(attribute)),
      m_base(base),
      m_plain(MakeObjectFactoryChecker())
{
}

bool
PolicyChecker::Check(const AttributeValue& value) const
{
    if (const auto* text = dynamic_cast<const StringValue*>(&value))
    {
        CheckText(text->Get());
        return false;
    }
    if (!m_plain->Check(value))
    {
        return false;
    }
    const auto factory = dynamic_cast<const ObjectFactoryValue&>(value).Get();
    CheckText(factory.IsTypeIdSet() ? factory.GetTypeId().GetName() : "");
    return true;
}

void
PolicyChecker::CheckText(const std::string& text) const
{
    const auto bracket = text.find('[');
    const bool whole = bracket == std::string::npos || text.back() == ']';
    TypeId type;
    NS_ABORT_MSG_UNLESS(whole && TypeId::LookupByNameFailSafe(text.substr(0, bracket), &type) &&
                            IsLegal(type),
                        "ns3::l2tp::Lcce::" << m_attribute << " must be " << DescribeLegal()
                                            << ", not \"" << text << "\"");
}

bool
PolicyChecker::IsLegal(TypeId type) const
{
    return type.IsChildOf(m_base) && type.HasConstructor();
}

std::string
PolicyChecker::DescribeLegal() const
{
    std::set<std::string> names;
    for (uint16_t i = 0; i < TypeId::GetRegisteredN(); ++i)
    {
        const auto type = TypeId::GetRegistered(i);
        if (IsLegal(type))
        {
            names.insert(type.GetName());
        }
    }
    std::string list;
    std::size_t left = names.size();
    for (const auto& name : names)
    {
        list += list.empty() ? name : (left == 1 ? " or " : ", ") + name;
        --left;
    }
    return list;
}

std::string
PolicyChecker::GetValueTypeName() const
{
    return m_plain->GetValueTypeName();
}

bool
PolicyChecker::HasUnderlyingTypeInformation() const
{
    return m_plain->HasUnderlyingTypeInformation();
}

std::string
PolicyChecker::GetUnderlyingTypeInformation() const
{
    return m_plain->GetUnderlyingTypeInformation();
}

Ptr<AttributeValue>
PolicyChecker::Create() const
{
    return m_plain->Create();
}

bool
PolicyChecker::Copy(const AttributeValue& source, AttributeValue& destination) const
{
    return m_plain->Copy(source, destination);
}

} // namespace l2tp
} // namespace ns3
