// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_ENGINE_OUTPUT_H
#define L2TP_ENGINE_OUTPUT_H

#include "l2tp-control-message.h"
#include "l2tp-reliable-channel.h"
#include "l2tp-session.h"
#include "l2tp-state-machine.h"

#include "ns3/address.h"
#include "ns3/nstime.h"

#include <deque>
#include <optional>
#include <string>
#include <variant>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Why an endpoint drops a control message.
 */
enum class ControlDropReason : uint8_t
{
    Malformed,         //!< it could not be decoded (\RFC{3931} section 7.1)
    UnknownConnection, //!< its Control Connection ID names no connection
    InvalidNr,         //!< it acknowledges what was never sent (section 4.2)
    Duplicate,         //!< it was received before; it was acknowledged again
    OutOfOrder,        //!< it came early and the policy drops such messages
    BeyondWindow,      //!< it is further ahead than the receive window
    Closing,           //!< the connection is being closed: acknowledged, else ignored
    UnknownMessage,    //!< unknown Message Type whose M bit is 0 (section 5.4.1)
    UnknownSession,    //!< a session message that names no session
    NotAcceptable,     //!< a message of the wrong state or with unacceptable content
    InvalidDigest,     //!< none of its Message Digests is right (section 5.4.1)
    MissingDigest,     //!< it has no Message Digest though it must have one (section 5.4.1)
    NotAuthorized,     //!< its sender does not authenticate itself as it must (section 4.3)
    LimitReached,      //!< the endpoint has as many connections as it may have
    RateLimited,       //!< more SCCRQs in a second than the endpoint takes
    TieLost,           //!< an SCCRQ that has lost a tie (section 5.4.3)
    PlainVersion2,     //!< the SCCRQ of a peer that speaks L2TPv2 alone (section 4.7.3)
};

/** @brief Number of values of ControlDropReason. */
constexpr std::size_t CONTROL_DROP_REASONS = 17;

/**
 * @ingroup l2tp
 * @brief Name of a drop reason.
 * @param reason the reason
 * @return for instance "unknown connection"
 */
const char* GetName(ControlDropReason reason);

/**
 * @ingroup l2tp
 * @brief Who ended a connection or session.
 */
enum class DownCause : uint8_t
{
    Local,            //!< this end closed or refused it
    Peer,             //!< the peer closed or refused it
    SetupTimeout,     //!< the set-up guard expired
    PeerUnreachable,  //!< the retransmissions ran out
    ConnectionClosed, //!< a session's control connection went down
    Crash,            //!< this end vanished
    Replaced,         //!< the peer has restarted and opened a new connection
    TieLost,          //!< the peer has won a tie (\RFC{3931} sections 5.4.3 and 5.4.4)
};

/** @brief Number of values of DownCause. */
constexpr std::size_t DOWN_CAUSES = 8;

/**
 * @ingroup l2tp
 * @brief Name of a cause.
 * @param cause the cause
 * @return for instance "peer unreachable"
 */
const char* GetName(DownCause cause);

/**
 * @ingroup l2tp
 * @brief Why a connection or session ended: the content of the Result Code AVP that was sent or
 *        received, and who ended it (\RFC{3931} section 5.4.2).
 */
struct DownReason
{
    DownCause cause{DownCause::Local}; //!< who ended it
    uint16_t result{0};                //!< StopCcnResult or CdnResult; 0 if no message told
    uint16_t error{0};                 //!< ErrorCode, or 0
    std::string text;                  //!< error message, or empty
};

/** @brief What an endpoint tells its owner; in the order in which it happened. */
namespace output
{

/** @brief A control message has to go to the peer. */
struct Transmit
{
    uint32_t connection;                        //!< local Control Connection ID
    Address peer;                               //!< where to
    Bytes image;                                //!< wire image from the T bit
    ReliableChannel::Transmission transmission; //!< what it is
};

/** @brief A control message was received and belongs to a connection. */
struct Received
{
    uint32_t connection;    //!< local ID
    ControlMessage message; //!< the message
    ReliableChannel::Disposition disposition{
        ReliableChannel::Disposition::InOrder}; //!< what became of it
};

/** @brief A control message was dropped, or something in it was not accepted. */
struct ControlDrop
{
    uint32_t connection;             //!< local ID, or 0 if it belongs to none
    ControlDropReason reason;        //!< why
    std::optional<ParseError> error; //!< with Malformed: what is wrong, where
    std::string detail;              //!< for a reader; may be empty
    std::optional<AvpFault> fault{}; //!< the AVP that is not acceptable, and where it is
};

/** @brief The window of a connection has changed. */
struct WindowChange
{
    uint32_t connection; //!< local ID
    WindowState window;  //!< the new values
};

/** @brief A state machine has made a transition. */
struct StateTransition
{
    uint32_t connection; //!< local ID
    uint32_t session;    //!< local Session ID; 0 for the control connection
    Machine machine;     //!< which machine
    State from;          //!< state before
    Event event;         //!< what happened
    State to;            //!< state after
};

/** @brief A control connection is established. */
struct ConnectionUp
{
    uint32_t connection; //!< local ID
};

/** @brief A control connection has ended, or could not be established. */
struct ConnectionDown
{
    uint32_t connection; //!< local ID
    DownReason reason;   //!< why
};

/** @brief Nothing is left of a control connection. */
struct ConnectionReleased
{
    uint32_t connection; //!< local ID
};

/**
 * @brief A tie of two SCCRQs was lost or is to be repeated: another connection takes over what
 *        waits for this one (\RFC{3931} section 5.4.3).
 *
 * From now on all sessions of the old connection belong to the new one. The old one goes without
 * ConnectionDown; it is released later.
 */
struct ConnectionReplaced
{
    uint32_t from; //!< local ID of the connection that has lost
    uint32_t to;   //!< local ID of the connection that goes on
};

/** @brief A session exists and its local Session ID is taken. */
struct SessionCreated
{
    uint32_t connection; //!< local ID
    uint32_t session;    //!< local Session ID
};

/**
 * @brief The peer may send data on a session before ICCN or OCCN arrives, and this end is
 *        configured to accept it (EndpointConfiguration::acceptEarlyData).
 *
 * SessionUp follows when the session is established; until then no data may be sent.
 */
struct SessionPrepared
{
    uint32_t connection;          //!< local ID
    SessionParameters parameters; //!< as far as they are known
};

/** @brief A session is established. */
struct SessionUp
{
    uint32_t connection;          //!< local ID
    SessionParameters parameters; //!< all that the data plane has to know
};

/**
 * @brief The peer has changed something of an established session: its Circuit Status.
 */
struct SessionUpdated
{
    uint32_t connection;          //!< local ID
    SessionParameters parameters; //!< all parameters, with what has changed
};

/**
 * @brief A tie of two requests was lost or is to be repeated: another session takes over the call
 *        (\RFC{3931} section 5.4.4).
 *
 * The session `to` was created before. The session `from` is no more; it goes without
 * SessionDown.
 */
struct SessionReplaced
{
    uint32_t connection; //!< local ID of the connection of `to`
    uint32_t from;       //!< local Session ID of the own request
    uint32_t to;         //!< local Session ID of what goes on: the session that the peer has
                         //!< asked for, or, if the tie was equal, a new request of this end
};

/** @brief The peer reports errors of the circuit: WEN (\RFC{3931} section 6.13). */
struct CircuitErrors
{
    uint32_t connection;       //!< local ID
    uint32_t session;          //!< local Session ID
    CircuitErrorsValue errors; //!< counters since the call was established
};

/**
 * @brief The peer wants this end to place a call (\RFC{3931} section 7.4.2).
 *
 * The owner answers by Endpoint::CallPlaced() or Endpoint::CallFailed(). SessionDown tells it to
 * give up or to release the call.
 */
struct PlaceCall
{
    uint32_t connection;    //!< local ID
    uint32_t session;       //!< local Session ID
    SessionRequest request; //!< what OCRQ says
};

/** @brief A session has ended, or could not be established; its Session ID is free again. */
struct SessionDown
{
    uint32_t connection;     //!< local ID
    uint32_t session;        //!< local Session ID
    std::string remoteEndId; //!< its Remote End ID
    bool established;        //!< whether it was established
    DownReason reason;       //!< why
};

/** @brief A HELLO has used up its retransmissions. */
struct HelloTimeout
{
    uint32_t connection; //!< local ID
};

/** @brief The peer of an established or nascent connection does not answer any more. */
struct PeerDead
{
    uint32_t connection; //!< local ID
};

/**
 * @brief Something is wrong with an AVP of a message that is not dropped for its numbers or digest.
 *
 * Whether the message is used, refused or dropped for it, is told by what follows.
 */
struct FaultyAvp
{
    uint32_t connection; //!< local ID, or 0 if it belongs to none
    MessageType type;    //!< type of the message
    uint16_t ns;         //!< Ns of the message
    AvpFault fault;      //!< the AVP, what is wrong with it, and where it is
};

/** @brief The next deadline of a connection is another one than before. */
struct Deadline
{
    uint32_t connection; //!< local ID
    Time when;           //!< when Endpoint::Expire() is to be called; Time::Max() for never
};

} // namespace output

/**
 * @ingroup l2tp
 * @brief One item that an endpoint tells its owner.
 */
using Output = std::variant<output::Transmit,
                            output::Received,
                            output::ControlDrop,
                            output::FaultyAvp,
                            output::WindowChange,
                            output::StateTransition,
                            output::ConnectionUp,
                            output::ConnectionDown,
                            output::ConnectionReleased,
                            output::ConnectionReplaced,
                            output::SessionCreated,
                            output::SessionPrepared,
                            output::SessionUp,
                            output::SessionUpdated,
                            output::SessionReplaced,
                            output::CircuitErrors,
                            output::PlaceCall,
                            output::SessionDown,
                            output::HelloTimeout,
                            output::PeerDead,
                            output::Deadline>;

/**
 * @ingroup l2tp
 * @brief The queue between an endpoint and its owner.
 *
 * A reference to an element stays good while others are appended.
 */
using OutputQueue = std::deque<Output>;

} // namespace l2tp
} // namespace ns3

#endif // L2TP_ENGINE_OUTPUT_H
