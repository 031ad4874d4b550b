// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-value-check.h"

#include "l2tp-cookie.h"

#include <boost/endian/conversion.hpp>

namespace ns3
{
namespace l2tp
{

namespace
{

bool
HasGoodForm(const AttributeInfo& info, ByteView value)
{
    switch (info.form)
    {
    case ValueForm::Cookie:
        return Cookie::IsValidSize(value.size());
    case ValueForm::PseudowireTypes:
        return value.size() % 2 == 0;
    case ValueForm::ResultCode:
        return value.size() != 3;
    case ValueForm::CircuitErrors:
        return value.size() == info.minLength || value.size() == info.maxLength;
    default:
        return true;
    }
}

// Digest types 0 and 1 fix the length; of others nothing is known (RFC 3931 section 5.4.1).
bool
IsGoodDigest(const AttributeInfo& info, ByteView value)
{
    if (value.size() != info.minLength && value.size() != info.maxLength)
    {
        return false;
    }
    return value[0] > 1 || value.size() == (value[0] == 0 ? info.minLength : info.maxLength);
}

bool
IsInRange(const AttributeInfo& info, ByteView value, MessageType in)
{
    if ((info.nonZeroIn & MessageBit(in)) != 0)
    {
        bool zero = true;
        for (const uint8_t octet : value)
        {
            zero = zero && octet == 0;
        }
        if (zero)
        {
            return false;
        }
    }
    return info.maxValue16 == ANY_VALUE ||
           boost::endian::load_big_u16(value.data()) <= info.maxValue16;
}

} // namespace

std::optional<ParseProblem>
CheckValue(const AttributeInfo& info, ByteView value, MessageType in)
{
    if (info.form == ValueForm::Digest)
    {
        return IsGoodDigest(info, value) ? std::nullopt
                                         : std::optional(ParseProblem::InvalidDigest);
    }
    if (value.size() < info.minLength || value.size() > info.maxLength || !HasGoodForm(info, value))
    {
        return ParseProblem::BadValueLength;
    }
    if (IsListed(info, in) && !IsInRange(info, value, in))
    {
        return ParseProblem::OutOfRange;
    }
    return std::nullopt;
}

} // namespace l2tp
} // namespace ns3
