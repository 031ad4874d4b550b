// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_LOG_EVENT_H
#define L2TP_LOG_EVENT_H

#include "l2tp-bytes.h"
#include "l2tp-lcce-events.h"

#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Something that has happened to an LCCE or to one of its control messages, as an
 *        EventSource tells it to an EventLog or a Ladder.
 *
 * Pointers and views are good only while the event is being told.
 */
struct LogEvent
{
    /** @brief What has happened. Each one has a category and a name, see GetName(). */
    enum class Kind : uint8_t
    {
        Sent,           //!< transport: a control message was sent
        Received,       //!< transport: a control message of a connection has arrived
        Lost,           //!< transport: the network has dropped a control message
        Dropped,        //!< transport: the receiving end has dropped a message or a part of it
        FaultyAvp,      //!< transport: something is wrong with an AVP of a received message
        TimerSet,       //!< recovery: the retransmission timer runs, or runs anew
        TimerExpired,   //!< recovery: the retransmission timer has expired
        TimerStopped,   //!< recovery: the retransmission timer is off
        Retransmit,     //!< recovery: a message is about to be sent again
        GiveUp,         //!< recovery: the retransmissions are used up, the peer counts as dead
        Window,         //!< recovery: the windows
        Transition,     //!< state: a machine has made a transition
        ConnectionUp,   //!< connection: established
        ConnectionDown, //!< connection: ended, or not established
        Reconnect,      //!< connection: a lost peer will be called again
        SessionUp,      //!< session: established
        SessionDown,    //!< session: ended, or not established
        CircuitStatus,  //!< session: the peer has changed its Circuit Status
        CircuitErrors,  //!< session: the peer has reported errors of its circuit
        CallRequested,  //!< session: the peer asks for an outgoing call
        HelloSent,      //!< hello: a HELLO is sent for the first time
        HelloTimeout,   //!< hello: a HELLO has used up its retransmissions
    };

    /** @brief Number of values of Kind. */
    static constexpr std::size_t KINDS = 22;

    /** @brief In place of an index: no LCCE that is watched. */
    static constexpr std::size_t NOBODY = SIZE_MAX;

    /** @brief A control message. */
    struct Message
    {
        uint64_t transmission{0};        //!< number of the transmission from 1; 0: not known
        MessageType type{};              //!< message type
        const char* name{""};            //!< its name, "unknown" if it cannot be read
        uint32_t controlConnectionId{0}; //!< Control Connection ID of the header
        uint16_t ns{0};                  //!< Ns
        uint16_t nr{0};                  //!< Nr
        uint32_t attempt{0};             //!< 0 first transmission, i the i-th retransmission
        Time timeout;                    //!< wait until the next retransmission; 0: none
        ByteView image;                  //!< wire image from the T bit
        std::size_t sender{NOBODY};      //!< index of the LCCE that has sent it

        /**
         * @brief Read what the octets tell.
         * @param image octets from the T bit
         * @return a message; nothing if they have no sound header of a control message
         */
        static std::optional<Message> Read(ByteView image);
    };

    /** @brief Retransmission timer of a connection. */
    struct Timer
    {
        Time deadline; //!< when it expires
    };

    /** @brief A further attempt to reach a peer. */
    struct Reconnection
    {
        uint32_t peer;          //!< handle of Lcce::Connect()
        const Address* address; //!< where it goes
        Time delay;             //!< how long from now
    };

    /** @brief The windows, and what waits for them. */
    struct Windows
    {
        WindowState state;   //!< the windows
        std::size_t waiting; //!< messages that wait to be sent for the first time
    };

    /** @brief What belongs to one kind of event only. */
    using Details = std::variant<std::monostate,
                                 Timer,
                                 Reconnection,
                                 Windows,
                                 const ControlDropEvent*,
                                 const FaultyAvpEvent*,
                                 const StateTransitionEvent*,
                                 const DownReason*,
                                 const SessionUpEvent*,
                                 const SessionDownEvent*,
                                 const CircuitStatusEvent*,
                                 const CircuitErrorsEvent*,
                                 const CallRequestedEvent*>;

    /**
     * @brief Category of a kind of event.
     * @param kind the kind
     * @return for instance "transport"
     */
    static const char* GetCategory(Kind kind);

    /**
     * @brief Name of a kind of event within its category.
     * @param kind the kind
     * @return for instance "received"
     */
    static const char* GetName(Kind kind);

    Kind kind{};                      //!< what has happened
    Time time;                        //!< when
    uint32_t node{0};                 //!< ID of the node where it has happened
    std::size_t lcce{NOBODY};         //!< index of the LCCE, in the order of Watch()
    const std::string* name{nullptr}; //!< its name; null where it has happened to no LCCE
    ConnectionIds ids;                //!< connection and session, as far as it is about them
    std::optional<Message> message;   //!< the message it is about
    std::string reason; //!< Lost and Dropped: why; Received: what became of the message
    Details details;    //!< the rest
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_LOG_EVENT_H
