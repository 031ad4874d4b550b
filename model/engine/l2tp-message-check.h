// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_MESSAGE_CHECK_H
#define L2TP_MESSAGE_CHECK_H

#include "l2tp-constants.h"
#include "l2tp-control-message.h"
#include "l2tp-engine-output.h"

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
    std::optional<AvpFault> fault{}; //!< the AVP and where it is, or the one that is missing
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

/**
 * @ingroup l2tp
 * @brief Where an AVP is whose value is sound but not acceptable.
 * @param message a decoded message
 * @param type Attribute Type
 * @return the first AVP of the IETF with this type, as out of range; nothing if there is none
 */
std::optional<AvpFault> LocateAvp(const ControlMessage& message, uint16_t type);

/**
 * @ingroup l2tp
 * @brief Tell of everything that is wrong with the AVPs of a message, whatever comes of it.
 *
 * That is each fault of an AVP in the order of the message, then the required AVPs that are absent
 * or not usable. Nothing is told of a message without any.
 * @param outputs where to
 * @param connection local ID of the connection that it belongs to, or 0
 * @param message a decoded message
 */
void ReportFaults(OutputQueue& outputs, uint32_t connection, const ControlMessage& message);

} // namespace l2tp
} // namespace ns3

#endif // L2TP_MESSAGE_CHECK_H
