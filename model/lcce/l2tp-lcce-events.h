// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_LCCE_EVENTS_H
#define L2TP_LCCE_EVENTS_H

#include "l2tp-avp-value.h"
#include "l2tp-bytes.h"
#include "l2tp-congestion-control.h"
#include "l2tp-constants.h"
#include "l2tp-data-path.h"
#include "l2tp-engine-output.h"
#include "l2tp-reliable-channel.h"
#include "l2tp-session.h"
#include "l2tp-state-machine.h"

#include "ns3/address.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ns3
{
namespace l2tp
{

class Circuit;

/**
 * @ingroup l2tp
 * @brief What an event of an Lcce is about; part of every one.
 *
 * The two ends of a connection name it by (connection, remoteConnection) and the same pair turned
 * round, and so with sessions: that joins the events of the two ends.
 */
struct ConnectionIds
{
    uint32_t connection{0};       //!< Control Connection ID assigned by this end; 0: none
    uint32_t remoteConnection{0}; //!< the one assigned by the peer; 0 while it is unknown
    uint32_t session{0};          //!< Session ID assigned by this end; 0: not about a session
    uint32_t remoteSession{0};    //!< the one assigned by the peer; 0 while it is unknown
    uint32_t peer{0};             //!< handle given by Lcce::Connect(); 0 if the peer has opened
    uint32_t call{0};             //!< handle given by Lcce::PlaceCall(); 0 if the peer has called
    Address peerAddress;          //!< InetSocketAddress of the peer; port 0 over IP
};

/**
 * @ingroup l2tp
 * @brief A control message on its way out or in (ControlTx, ControlRx, Retransmit, AckTx, HelloTx).
 *
 * A ladder of messages follows from ControlTx and ControlRx of both ends: the copy that was sent
 * with (connection, remoteConnection, type, ns, nr) arrives with the first two swapped. What has
 * no counterpart was lost, or is still on its way. While the sender does not know the peer's
 * Control Connection ID, its remoteConnection is 0, but the receiver knows both as soon as it has
 * read an SCCRQ.
 */
struct ControlEvent
{
    ConnectionIds ids;   //!< connection, and session if the message names one
    MessageType type;    //!< message type; Unknown if \RFC{3931} does not define it
    const char* name;    //!< its name: "SCCRQ", ..., "ACK", "ZLB", "unknown"
    uint16_t ns;         //!< Ns
    uint16_t nr;         //!< Nr
    uint32_t attempt{0}; //!< sent: 0 for the first transmission, i for the i-th retransmission
    Time timeout;        //!< sent: wait until the next retransmission; 0 for an acknowledgment
    ByteView image;      //!< wire image from the T bit; good only during the callback
    ReliableChannel::Disposition disposition{
        ReliableChannel::Disposition::InOrder}; //!< received: what became of it
};

/**
 * @ingroup l2tp
 * @brief A control message was dropped, or a part of it was not accepted (ControlDrop).
 *
 * A message that belongs to a connection has an event ControlRx as well, just before or after,
 * unless it is malformed.
 */
struct ControlDropEvent
{
    ConnectionIds ids;               //!< connection; all 0 if it belongs to none
    ControlDropReason reason;        //!< why; GetName() gives the words
    std::optional<ParseError> error; //!< with Malformed: what is wrong, and where
    std::string detail;              //!< for a reader; may be empty
    std::optional<AvpFault> fault;   //!< the AVP that is not acceptable, and where it is
};

/**
 * @ingroup l2tp
 * @brief Something is wrong with an AVP of a received message (FaultyAvp): it is not recognised,
 *        malformed, repeated, not listed for the message, or missing (\RFC{3931} sections 5.2, 6
 * and 7.1).
 *
 * There is one for each such AVP of a message whose turn it is, whatever comes of it: an AVP that
 * is ignored leaves no other sign, one that makes the message unacceptable has a ControlDrop as
 * well.
 */
struct FaultyAvpEvent
{
    ConnectionIds ids; //!< connection; all 0 if it belongs to none
    MessageType type;  //!< message type; Unknown if \RFC{3931} does not define it
    const char* name;  //!< its name
    uint16_t ns;       //!< Ns of the message
    AvpFault fault;    //!< what is wrong, with which AVP, and where; Describe() gives the words
};

/**
 * @ingroup l2tp
 * @brief A state machine has made a transition (StateTransition).
 */
struct StateTransitionEvent
{
    ConnectionIds ids; //!< connection, and session unless it is the machine of the connection
    Machine machine;   //!< which machine; GetName() gives the words, as for the other members
    State from;        //!< state before
    Event event;       //!< what happened
    State to;          //!< state after
};

/**
 * @ingroup l2tp
 * @brief A session is established at this end (SessionUp).
 */
struct SessionUpEvent
{
    ConnectionIds ids;            //!< connection and session
    SessionParameters parameters; //!< what was negotiated
    Circuit* circuit;             //!< the circuit bound to it, or null if it has none
};

/**
 * @ingroup l2tp
 * @brief A session has ended, or could not be established (SessionDown).
 */
struct SessionDownEvent
{
    ConnectionIds ids;       //!< connection and session
    std::string remoteEndId; //!< its Remote End ID
    bool established;        //!< whether it was established, that is SessionUp was fired
    DownReason reason;       //!< who, result and error
};

/**
 * @ingroup l2tp
 * @brief The peer has changed what it says of an established session (CircuitStatus): Circuit
 *        Status, L2-Specific Sublayer or Data Sequencing, by SLI (\RFC{3931} section 6.14).
 */
struct CircuitStatusEvent
{
    ConnectionIds ids;            //!< connection and session
    SessionParameters parameters; //!< all parameters; peerCircuitActive is the A bit
    Circuit* circuit;             //!< the circuit bound to it, or null if it has none
};

/**
 * @ingroup l2tp
 * @brief The peer has reported errors of its circuit by WEN (CircuitErrors) (\RFC{3931} section
 *        6.13).
 */
struct CircuitErrorsEvent
{
    ConnectionIds ids;         //!< connection and session
    CircuitErrorsValue errors; //!< its counters since the session was set up
};

/**
 * @ingroup l2tp
 * @brief A peer asks this LAC to place a call, by OCRQ that has just been answered (CallRequested)
 *        (\RFC{3931} section 7.4.2).
 */
struct CallRequestedEvent
{
    ConnectionIds ids;      //!< connection and session
    SessionRequest request; //!< what the peer asks for
};

/**
 * @ingroup l2tp
 * @brief Signature of the traces ControlTx, ControlRx, Retransmit, AckTx and HelloTx.
 * @param event the message
 */
typedef void (*ControlTracedCallback)(const ControlEvent& event);

/**
 * @ingroup l2tp
 * @brief Signature of the trace ControlDrop.
 * @param event what was dropped
 */
typedef void (*ControlDropTracedCallback)(const ControlDropEvent& event);

/**
 * @ingroup l2tp
 * @brief Signature of the trace FaultyAvp.
 * @param event the AVP
 */
typedef void (*FaultyAvpTracedCallback)(const FaultyAvpEvent& event);

/**
 * @ingroup l2tp
 * @brief Signature of the traces ConnectionUp, HelloTimeout and PeerDead.
 * @param ids the connection
 */
typedef void (*ConnectionTracedCallback)(const ConnectionIds& ids);

/**
 * @ingroup l2tp
 * @brief Signature of the trace ConnectionDown.
 * @param ids the connection
 * @param reason who, result and error
 */
typedef void (*ConnectionDownTracedCallback)(const ConnectionIds& ids, const DownReason& reason);

/**
 * @ingroup l2tp
 * @brief Signature of the trace WindowChange.
 * @param ids the connection
 * @param window congestion window, slow start threshold, messages outstanding
 */
typedef void (*WindowTracedCallback)(const ConnectionIds& ids, const WindowState& window);

/**
 * @ingroup l2tp
 * @brief Signature of the trace StateTransition.
 * @param event the transition
 */
typedef void (*StateTransitionTracedCallback)(const StateTransitionEvent& event);

/**
 * @ingroup l2tp
 * @brief Signature of the trace SessionUp.
 * @param event the session
 */
typedef void (*SessionUpTracedCallback)(const SessionUpEvent& event);

/**
 * @ingroup l2tp
 * @brief Signature of the trace SessionDown.
 * @param event the session
 */
typedef void (*SessionDownTracedCallback)(const SessionDownEvent& event);

/**
 * @ingroup l2tp
 * @brief Signature of the trace CircuitStatus.
 * @param event the session
 */
typedef void (*CircuitStatusTracedCallback)(const CircuitStatusEvent& event);

/**
 * @ingroup l2tp
 * @brief Signature of the trace CircuitErrors.
 * @param event the errors
 */
typedef void (*CircuitErrorsTracedCallback)(const CircuitErrorsEvent& event);

/**
 * @ingroup l2tp
 * @brief Signature of the trace CallRequested.
 * @param event the request
 */
typedef void (*CallRequestedTracedCallback)(const CallRequestedEvent& event);

/**
 * @ingroup l2tp
 * @brief Signature of the traces DataTx and DataRx.
 * @param ids connection and session
 * @param frame the frame of the pseudowire, without any header of L2TP
 */
typedef void (*DataTracedCallback)(const ConnectionIds& ids, Ptr<const Packet> frame);

/**
 * @ingroup l2tp
 * @brief Signature of the trace DataDrop.
 * @param ids connection and session
 * @param packet the frame, or the data message if it was dropped with its headers on
 * @param reason why
 */
typedef void (*DataDropTracedCallback)(const ConnectionIds& ids,
                                       Ptr<const Packet> packet,
                                       DataDropReason reason);

/**
 * @ingroup l2tp
 * @brief Signature of the trace Reconnect.
 * @param peer handle given by Lcce::Connect()
 * @param address where the next attempt goes
 * @param delay how long from now; 0 or more
 */
typedef void (*ReconnectTracedCallback)(uint32_t peer, const Address& address, Time delay);

} // namespace l2tp
} // namespace ns3

#endif // L2TP_LCCE_EVENTS_H
