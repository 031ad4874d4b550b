// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_STATE_MACHINE_H
#define L2TP_STATE_MACHINE_H

#include <array>
#include <cstddef>
#include <cstdint>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief The state machines of \RFC{3931} section 7.
 */
enum class Machine : uint8_t
{
    ControlConnection,     //!< section 7.2
    IncomingCallSender,    //!< ICRQ sender, section 7.3.1
    IncomingCallRecipient, //!< ICRQ recipient, section 7.3.2
    OutgoingCallSender,    //!< OCRQ sender, section 7.4.1
    OutgoingCallRecipient, //!< OCRQ recipient, section 7.4.2
};

/** @brief Number of state machines. */
constexpr std::size_t MACHINES = 5;

/**
 * @ingroup l2tp
 * @brief States of all machines; each machine uses some of them.
 */
enum class State : uint8_t
{
    Idle,            //!< idle
    WaitCtlReply,    //!< wait-ctl-reply (section 7.2)
    WaitCtlConn,     //!< wait-ctl-conn (section 7.2)
    WaitControlConn, //!< wait-control-conn (section 7.3.1)
    WaitReply,       //!< wait-reply (section 7.3.1)
    WaitConnect,     //!< wait-connect (sections 7.3.2 and 7.4.1)
    WaitCsAnswer,    //!< wait-cs-answer (section 7.4.2)
    Established,     //!< established
};

/** @brief Number of states. */
constexpr std::size_t STATES = 8;

/**
 * @ingroup l2tp
 * @brief Events of all machines; each machine knows some of them.
 */
enum class Event : uint8_t
{
    LocalOpen,        //!< local open request; for a session the call signal
    LocalClose,       //!< administrative close, local close request, bearer line drop
    ControlConnOpen,  //!< control-conn-open: the control connection is established
    ConnectionClosed, //!< the session's control connection is going down
    SetupTimeout,     //!< the set-up guard has expired
    PeerUnreachable,  //!< the reliable channel has given up
    Sccrq,            //!< acceptable SCCRQ received
    SccrqRefused,     //!< SCCRQ received that is not acceptable
    SccrqTieWon,      //!< SCCRQ received, tie won
    SccrqTieLost,     //!< acceptable SCCRQ received, tie lost
    SccrqTieRefused,  //!< SCCRQ received that is not acceptable, tie lost
    SccrqTieEqual,    //!< SCCRQ received, equal tie breakers
    Sccrp,            //!< acceptable SCCRP received
    SccrpRefused,     //!< SCCRP received that is not acceptable
    Scccn,            //!< acceptable SCCCN received
    ScccnRefused,     //!< SCCCN received that is not acceptable
    StopCcn,          //!< StopCCN received
    Icrq,             //!< acceptable ICRQ received
    IcrqRefused,      //!< ICRQ received that is not acceptable
    RequestTieWon,    //!< ICRQ or OCRQ for the same circuit received, tie won
    RequestTieLost,   //!< ICRQ or OCRQ for the same circuit received, tie lost
    RequestTieEqual,  //!< ICRQ or OCRQ for the same circuit received, equal tie breakers
    RequestTieNone,   //!< ICRQ or OCRQ for the same circuit received, no tie breaker in either
    Icrp,             //!< acceptable ICRP received
    IcrpRefused,      //!< ICRP received that is not acceptable
    Iccn,             //!< acceptable ICCN received
    IccnRefused,      //!< ICCN received that is not acceptable
    Ocrq,             //!< acceptable OCRQ received
    OcrqRefused,      //!< OCRQ received that is not acceptable
    Ocrp,             //!< acceptable OCRP received
    OcrpRefused,      //!< OCRP received that is not acceptable
    Occn,             //!< acceptable OCCN received
    OccnRefused,      //!< OCCN received that is not acceptable
    CallPlaced,       //!< the call placed for an OCRQ was answered
    CallFailed,       //!< the call could not be placed, or took too long
    Cdn,              //!< CDN received
    Invalid,          //!< any other message that section 7.1 calls invalid or malformed
};

/** @brief Number of events. */
constexpr std::size_t EVENTS = 37;

/**
 * @ingroup l2tp
 * @brief What a transition does, as bits that may be combined.
 *
 * They are carried out in ascending order of their values.
 */
enum Action : uint32_t
{
    NO_ACTION = 0,                      //!< only the state changes
    OPEN_CONTROL_CONNECTION = 1U << 0U, //!< initiate local control-conn open
    SEND_SCCRQ = 1U << 1U,              //!< send SCCRQ
    SEND_SCCRP = 1U << 2U,              //!< send SCCRP
    SEND_SCCCN = 1U << 3U,              //!< send SCCCN
    SEND_STOPCCN = 1U << 4U,            //!< send StopCCN
    STOP_LOSER = 1U << 5U,              //!< send StopCCN for the losing connection
    SEND_ICRQ = 1U << 6U,               //!< send ICRQ
    SEND_ICRP = 1U << 7U,               //!< send ICRP
    SEND_ICCN = 1U << 8U,               //!< send ICCN
    SEND_OCRQ = 1U << 9U,               //!< send OCRQ
    SEND_OCRP = 1U << 10U,              //!< send OCRP
    SEND_OCCN = 1U << 11U,              //!< send OCCN
    SEND_CDN = 1U << 12U,               //!< send CDN
    DISCONNECT_LOSER = 1U << 13U,       //!< send CDN for the losing session
    PLACE_CALL = 1U << 14U,             //!< place call
    PROCESS_AS_RECIPIENT = 1U << 15U,   //!< process as recipient of the request
    OPEN_SESSIONS = 1U << 16U,          //!< send control-conn-open event to waiting sessions
    PREPARE_FOR_DATA = 1U << 17U,       //!< prepare for data
    CLEAN_UP_LOSER = 1U << 18U,         //!< clean up losing connection
    CLEAN_UP = 1U << 19U,               //!< clean up
};

/** @brief Number of action bits. */
constexpr std::size_t ACTIONS = 20;

/**
 * @ingroup l2tp
 * @brief A row of a state table.
 */
struct TransitionRow
{
    State from;       //!< present state
    Event event;      //!< what happens
    uint32_t actions; //!< Action bits
    State to;         //!< next state
    bool extension;   //!< not a row of the RFC's table: added for what its text asks for
};

/**
 * @ingroup l2tp
 * @brief The rows of one machine.
 */
struct StateTable
{
    const char* section;       //!< section of \RFC{3931}
    const TransitionRow* rows; //!< first row
    std::size_t size;          //!< number of rows
};

/**
 * @ingroup l2tp
 * @brief The state table of a machine.
 * @param machine the machine
 * @return its rows, in the order of the RFC
 */
const StateTable& GetStateTable(Machine machine);

/**
 * @ingroup l2tp
 * @brief Find what a machine does; constant time.
 * @param machine the machine
 * @param from present state
 * @param event what happens
 * @return the row, or null if the machine has none for this pair
 */
const TransitionRow* FindTransition(Machine machine, State from, Event event);

/**
 * @ingroup l2tp
 * @brief Name of a machine.
 * @param machine the machine
 * @return for instance "control connection"
 */
const char* GetName(Machine machine);

/**
 * @ingroup l2tp
 * @brief Name of a state, as the RFC spells it.
 * @param state the state
 * @return for instance "wait-ctl-reply"
 */
const char* GetName(State state);

/**
 * @ingroup l2tp
 * @brief Name of an event.
 * @param event the event
 * @return for instance "receive SCCRQ"
 */
const char* GetName(Event event);

/**
 * @ingroup l2tp
 * @brief Name of one action bit.
 * @param action exactly one bit
 * @return for instance "send SCCRP"
 */
const char* GetName(Action action);

} // namespace l2tp
} // namespace ns3

#endif // L2TP_STATE_MACHINE_H
