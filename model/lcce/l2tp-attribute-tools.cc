// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-attribute-tools.h"

#include "l2tp-constants.h"

#include "ns3/abort.h"

#include <algorithm>

namespace ns3
{
namespace l2tp
{

void
AttributeTools::CheckString(const char* name, const std::string& value)
{
    constexpr std::size_t longest = AVP_MAX_SIZE - AVP_HEADER_SIZE;
    const bool ascii = std::all_of(value.begin(), value.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x80U;
    });
    NS_ABORT_MSG_UNLESS(ascii && value.size() <= longest,
                        "ns3::l2tp::Lcce::" << name << " must be US-ASCII of at most " << longest
                                            << " octets, not these " << value.size());
}

void
AttributeTools::CheckTime(const char* name, Time value)
{
    NS_ABORT_MSG_IF(value.IsStrictlyNegative(),
                    "ns3::l2tp::Lcce::" << name << " must be 0 s or more, not "
                                        << value.As(Time::S));
}

} // namespace l2tp
} // namespace ns3
