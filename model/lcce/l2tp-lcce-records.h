// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_LCCE_RECORDS_H
#define L2TP_LCCE_RECORDS_H

#include "l2tp-data-session.h"
#include "l2tp-deadline-timer.h"
#include "l2tp-lcce-events.h"
#include "l2tp-path.h"

#include "ns3/ptr.h"

#include <cstdint>
#include <map>
#include <memory>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief What an Lcce keeps of a control connection, until its last output is taken.
 */
struct LcceConnection
{
    ConnectionIds ids;                    //!< for the traces; no session
    Path path;                            //!< where messages go
    bool up{false};                       //!< was established
    std::unique_ptr<DeadlineTimer> timer; //!< when the endpoint wants to be called
};

/**
 * @ingroup l2tp
 * @brief What an Lcce keeps of a session.
 */
struct LcceSession
{
    uint32_t connection{0};    //!< local Control Connection ID
    uint32_t remoteSession{0}; //!< remote Session ID, once known
    uint32_t call{0};          //!< handle of the call, or 0
    bool placing{false};       //!< its call was given to the call placer
    Ptr<DataSession> data;     //!< data plane, once there is one
};

/**
 * @ingroup l2tp
 * @brief What trace sinks have closed while outputs of the endpoint are taken: one that has lost a
 * tie takes what is left of the two with it.
 */
struct LcceClosing
{
    std::map<uint32_t, DownReason> connections; //!< by local Control Connection ID
    std::map<uint32_t, DownReason> sessions;    //!< by local Session ID
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_LCCE_RECORDS_H
