// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_VALUE_CHECK_H
#define L2TP_VALUE_CHECK_H

#include "l2tp-attribute.h"
#include "l2tp-bytes.h"
#include "l2tp-parse-error.h"

#include <optional>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Whether more than the length bounds decides if a value is good.
 *
 * Most attributes are numbers of which every value is legal, or octets; for them the comparison
 * of the length with the bounds in the table is enough and CheckValue() need not be called.
 *
 * @param info row of the attribute
 * @return true if CheckValue() may refuse a value whose length is within the bounds
 */
constexpr bool
NeedsCheck(const AttributeInfo& info)
{
    switch (info.form)
    {
    case ValueForm::Cookie:
    case ValueForm::PseudowireTypes:
    case ValueForm::ResultCode:
    case ValueForm::Digest:
    case ValueForm::CircuitErrors:
    case ValueForm::VendorAvp:
        return true;
    default:
        return info.nonZeroIn != 0 || info.maxValue16 != ANY_VALUE;
    }
}

/**
 * @ingroup l2tp
 * @brief Compare a value that is not hidden with its row of the attribute table.
 *
 * Decoder, encoder and printer judge values by this function, so that what one sends another
 * takes. Length and form are always judged. The range is judged only where the message may carry
 * the attribute, because it depends on the message: a Remote Session ID of 0 is right in ICRQ and
 * wrong in ICRP (\RFC{3931} section 5.4.4).
 *
 * A Message Digest is good if its digest has the length of its type; types other than 0 and 1 are
 * taken with either length, since a second digest may be the valid one (section 5.4.1).
 *
 * @param info row of the attribute
 * @param value the octets of the value
 * @param in message that carries it
 * @return BadValueLength, OutOfRange, InvalidDigest, or nothing if the value is good
 */
std::optional<ParseProblem> CheckValue(const AttributeInfo& info, ByteView value, MessageType in);

} // namespace l2tp
} // namespace ns3

#endif // L2TP_VALUE_CHECK_H
