// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_SESSION_H
#define L2TP_SESSION_H

#include "l2tp-avp-value.h"
#include "l2tp-constants.h"
#include "l2tp-cookie.h"
#include "l2tp-state-machine.h"

#include "ns3/nstime.h"

#include <boost/intrusive/list_hook.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace ns3
{
namespace l2tp
{

class ControlConnection;
class ControlMessage;

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
 * @brief Who asks whom to bring up a circuit (\RFC{3931} section 1.3).
 */
enum class CallDirection : uint8_t
{
    Incoming, //!< the circuit has come up at the end that asks, a LAC: ICRQ (section 3.4.1)
    Outgoing, //!< the end that is asked, a LAC, has to place the call: OCRQ (section 3.4.2)
};

/**
 * @ingroup l2tp
 * @brief A request for a session: what ICRQ or OCRQ says, or what a script wants it to say.
 */
struct SessionRequest
{
    std::string remoteEndId;                                 //!< Remote End ID, any octets
    PseudowireType pseudowireType{PseudowireType::Ethernet}; //!< Pseudowire Type
    ReceivePreferences preferences; //!< of the end that asks; ignored in a received request
    bool circuitActive{true};       //!< A bit of the Circuit Status
    bool circuitNew{true};          //!< N bit of the Circuit Status: not set up before
    CallDirection direction{CallDirection::Incoming}; //!< ICRQ or OCRQ
    bool tieBreaker{false};                           //!< whether there is a Session Tie Breaker
    std::optional<uint64_t> txConnectSpeed;           //!< Tx Connect Speed in bit/s; 0 if unknown
    std::optional<uint64_t> rxConnectSpeed;           //!< Rx Connect Speed in bit/s; 0 if unknown
    std::optional<uint32_t> physicalChannelId;        //!< Physical Channel ID, for logs only
    uint32_t serialNumber{0}; //!< Serial Number; ignored in a script's request
    /**
     * In a received request that has won a tie: local Session ID of the own request which it
     * replaces if it is accepted; else 0.
     */
    uint32_t replaces{0};
    const ControlMessage* message{nullptr}; //!< in EndpointHost::Admit() the request itself, for
                                            //!< AVPs of companion documents; else null
};

/**
 * @ingroup l2tp
 * @brief Answer to a received session request.
 */
struct Admission
{
    bool accepted{false};                                    //!< whether ICRP or OCRP may be sent
    CdnResult refusal{CdnResult::PermanentLackOfFacilities}; //!< result of the CDN otherwise
    ReceivePreferences preferences;                          //!< of this end
    bool circuitActive{true};                                //!< A bit of the Circuit Status
    ErrorCode error{ErrorCode::None};                        //!< error code of the CDN
    std::string text{};     //!< error message of the CDN; empty: one that fits the result
    bool circuitNew{false}; //!< N bit of the Circuit Status: the circuit was not set up before
    std::optional<uint64_t> txConnectSpeed{};    //!< Tx Connect Speed to send in the answer
    std::optional<uint64_t> rxConnectSpeed{};    //!< Rx Connect Speed to send in the answer
    std::optional<uint32_t> physicalChannelId{}; //!< Physical Channel ID to send in the answer
};

/**
 * @ingroup l2tp
 * @brief What is known of an outgoing call only once it is connected: what OCCN says
 *        (\RFC{3931} section 6.11). All may be left as it is.
 */
struct PlacedCall
{
    std::optional<uint64_t> txConnectSpeed;     //!< Tx Connect Speed in bit/s
    std::optional<uint64_t> rxConnectSpeed;     //!< Rx Connect Speed in bit/s
    std::optional<bool> circuitActive;          //!< A bit; if absent as set before
    std::optional<L2SpecificSublayer> sublayer; //!< sublayer wanted, if it has changed
    std::optional<DataSequencing> sequencing;   //!< sequencing wanted, if it has changed
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
    std::string remoteEndId;                          //!< circuit that the session serves
    bool peerCircuitActive{true};                     //!< A bit of the peer's Circuit Status
    bool peerCircuitNew{false};                       //!< N bit of the peer's Circuit Status
    CallDirection direction{CallDirection::Incoming}; //!< which of the two calls it is
    uint32_t serialNumber{0};                         //!< Serial Number of ICRQ or OCRQ
    uint64_t txConnectSpeed{0}; //!< bit/s from the LAC to the remote system; 0 if unknown
    uint64_t rxConnectSpeed{0}; //!< bit/s the other way; as txConnectSpeed if nobody told
};

/**
 * @ingroup l2tp
 * @brief What only some sessions have.
 */
struct SessionDetails
{
    std::optional<uint64_t> tieBreaker;        //!< Session Tie Breaker of the own request
    std::optional<uint64_t> txConnectSpeed;    //!< Tx Connect Speed still to be sent
    std::optional<uint64_t> rxConnectSpeed;    //!< Rx Connect Speed still to be sent
    std::optional<uint32_t> physicalChannelId; //!< Physical Channel ID still to be sent
    CircuitErrorsValue errors;                 //!< counters since the call was established
    Time nextWen;                              //!< before this time no WEN may be sent
    bool wenPending{false};                    //!< errors has changed since the last WEN
    bool formatChanged{false};                 //!< OCCN has to say the sublayer and sequencing
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
    bool circuitTold{true};                       //!< A bit that the peer was last told
    Time guard;                                   //!< when its set-up has taken too long
    Hook inConnection;                            //!< place among the sessions of the connection
    Hook inGuard;                                 //!< place among those that are being set up
    std::unique_ptr<SessionDetails> details;      //!< null as long as there are none
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_SESSION_H
