// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_MESSAGE_CHECK_H
#define L2TP_MESSAGE_CHECK_H

#include "l2tp-constants.h"
#include "l2tp-control-message.h"

#include <optional>
#include <string>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief What makes a decoded message not acceptable, whatever the state.
 */
struct Objection
{
    ErrorCode error;                 //!< for the Result Code AVP of the answer
    std::string text;                //!< its error message, which names the attribute
    std::optional<AvpFault> fault{}; //!< the AVP and where it is; none if an AVP is missing
};

/**
 * @ingroup l2tp
 * @brief Look for an AVP that makes a message unacceptable.
 *
 * That is an unrecognised or malformed AVP with the M bit set (\RFC{3931} sections 5.2 and 7.1), or
 * a required AVP that is absent, or ignored because it is malformed (section 7.1).
 * @param message a decoded message
 * @return the first objection, or nothing
 */
std::optional<Objection> FindObjection(const ControlMessage& message);

} // namespace l2tp
} // namespace ns3

#endif // L2TP_MESSAGE_CHECK_H
