// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_SESSION_H
#define L2TP_SESSION_H

#include "l2tp-constants.h"
#include "l2tp-cookie.h"
#include "l2tp-state-machine.h"

#include "ns3/nstime.h"

#include <boost/intrusive/list_hook.hpp>
#include <cstdint>
#include <string>

namespace ns3
{
namespace l2tp
{

class ControlConnection;

/**
 * @ingroup l2tp
 * @brief What one end wants to find in the data messages that it receives on a session.
 *
 * The peer is told by the Assigned Cookie, L2-Specific Sublayer and Data Sequencing AVPs
 * (\RFC{3931} section 5.4.4), each of which speaks of the direction towards its sender only.
 */
struct ReceivePreferences
{
    uint8_t cookieLength{8};                               //!< octets: 0, 4 or 8
    L2SpecificSublayer sublayer{L2SpecificSublayer::None}; //!< sublayer wanted
    DataSequencing sequencing{DataSequencing::None};       //!< sequence numbers wanted; more than
                                                           //!< None needs a sublayer
};

/**
 * @ingroup l2tp
 * @brief A request for a session: what ICRQ says, or what a script wants it to say.
 */
struct SessionRequest
{
    std::string remoteEndId;                                 //!< Remote End ID, any octets
    PseudowireType pseudowireType{PseudowireType::Ethernet}; //!< Pseudowire Type
    ReceivePreferences preferences; //!< of the end that asks; ignored in a received request
    bool circuitActive{true};       //!< A bit of the Circuit Status
    bool circuitNew{true};          //!< N bit of the Circuit Status
};

/**
 * @ingroup l2tp
 * @brief Answer to a received session request.
 */
struct Admission
{
    bool accepted{false};                                    //!< whether ICRP may be sent
    CdnResult refusal{CdnResult::PermanentLackOfFacilities}; //!< result of the CDN otherwise
    ReceivePreferences preferences;                          //!< of this end
    bool circuitActive{true};                                //!< A bit of the Circuit Status
};

/**
 * @ingroup l2tp
 * @brief All that the data plane has to know of an established session (\RFC{3931} section 4.1).
 */
struct SessionParameters
{
    uint32_t localSessionId{0};                                    //!< in data messages received
    uint32_t remoteSessionId{0};                                   //!< in data messages sent
    Cookie localCookie;                                            //!< expected in data received
    Cookie remoteCookie;                                           //!< put into data sent
    L2SpecificSublayer receiveSublayer{L2SpecificSublayer::None};  //!< in data received
    L2SpecificSublayer transmitSublayer{L2SpecificSublayer::None}; //!< in data sent
    DataSequencing receiveSequencing{DataSequencing::None};        //!< in data received
    DataSequencing transmitSequencing{DataSequencing::None};       //!< in data sent
    PseudowireType pseudowireType{PseudowireType::Ethernet};       //!< what the frames are
    std::string remoteEndId;      //!< circuit that the session serves
    bool peerCircuitActive{true}; //!< A bit of the peer's Circuit Status
};

/**
 * @ingroup l2tp
 * @brief Control state of one end of a session.
 *
 * Plain data, owned by the endpoint and changed by CallControl.
 */
struct Session
{
    /** @brief Hook type of the lists a session may be in. */
    using Hook = boost::intrusive::list_member_hook<
        boost::intrusive::link_mode<boost::intrusive::auto_unlink>>;

    SessionParameters parameters;                 //!< identifiers and what was negotiated
    ControlConnection* connection{nullptr};       //!< where it was signalled
    Machine machine{Machine::IncomingCallSender}; //!< which table it follows
    State state{State::Idle};                     //!< its state
    bool circuitActive{true};                     //!< A bit of the own Circuit Status
    bool circuitNew{true};                        //!< N bit of the own Circuit Status
    uint32_t serialNumber{0};                     //!< Serial Number of the call
    Time guard;                                   //!< when its set-up has taken too long
    Hook inConnection;                            //!< place among the sessions of the connection
    Hook inGuard;                                 //!< place among those that are being set up
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_SESSION_H
