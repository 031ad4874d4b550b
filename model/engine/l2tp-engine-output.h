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
};

/** @brief Number of values of ControlDropReason. */
constexpr std::size_t CONTROL_DROP_REASONS = 10;

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
};

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

/** @brief A session exists and its local Session ID is taken. */
struct SessionCreated
{
    uint32_t connection; //!< local ID
    uint32_t session;    //!< local Session ID
};

/** @brief A session is established. */
struct SessionUp
{
    uint32_t connection;          //!< local ID
    SessionParameters parameters; //!< all that the data plane has to know
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
                            output::WindowChange,
                            output::StateTransition,
                            output::ConnectionUp,
                            output::ConnectionDown,
                            output::ConnectionReleased,
                            output::SessionCreated,
                            output::SessionUp,
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
