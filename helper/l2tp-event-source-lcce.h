// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_EVENT_SOURCE_LCCE_H
#define L2TP_EVENT_SOURCE_LCCE_H

#include "l2tp-event-source.h"
#include "l2tp-lcce-events.h"
#include "l2tp-lcce.h"

#include "ns3/address.h"
#include "ns3/nstime.h"
#include "ns3/ptr.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Sees the events of one LCCE.
 *
 * The retransmission timer has no trace source: whatever happens to a connection, its timer is
 * looked at, and told of if it has been set to another time.
 */
class EventSource::LcceTap
{
  public:
    /**
     * @brief Watch an LCCE.
     * @param source who is told
     * @param node sees the packets of its node
     * @param index index of the LCCE
     * @param lcce the LCCE
     * @param name its name
     */
    LcceTap(EventSource& source,
            NodeTap& node,
            std::size_t index,
            Ptr<Lcce> lcce,
            const std::string& name);

    /** @brief Stop watching. */
    ~LcceTap();

    LcceTap(const LcceTap&) = delete;
    LcceTap& operator=(const LcceTap&) = delete;

    /**
     * @brief Whether the LCCE is at an address.
     * @param address an InetSocketAddress
     * @return true if the address is its own, or one of its node's if it has none of its own
     */
    bool IsAt(const Address& address) const;

  private:
    // One for each trace source.
    void Sent(const ControlEvent& event);                //!< @param event the message
    void Received(const ControlEvent& event);            //!< @param event the message
    void Dropped(const ControlDropEvent& event);         //!< @param event what was dropped
    void Faulty(const FaultyAvpEvent& event);            //!< @param event a faulty AVP
    void HelloSent(const ControlEvent& event);           //!< @param event the message
    void HelloTimeout(const ConnectionIds& ids);         //!< @param ids the connection
    void PeerDead(const ConnectionIds& ids);             //!< @param ids the connection
    void Transition(const StateTransitionEvent& event);  //!< @param event the transition
    void ConnectionUp(const ConnectionIds& ids);         //!< @param ids the connection
    void SessionUp(const SessionUpEvent& event);         //!< @param event the session
    void SessionDown(const SessionDownEvent& event);     //!< @param event the session
    void CircuitStatus(const CircuitStatusEvent& event); //!< @param event the session
    void CircuitErrors(const CircuitErrorsEvent& event); //!< @param event the errors
    void CallRequested(const CallRequestedEvent& event); //!< @param event the request

    /**
     * @brief Trace sink.
     * @param ids the connection
     * @param window the windows
     */
    void WindowChanged(const ConnectionIds& ids, const WindowState& window);

    /**
     * @brief Trace sink.
     * @param ids the connection
     * @param reason why it has ended
     */
    void ConnectionDown(const ConnectionIds& ids, const DownReason& reason);

    /**
     * @brief Trace sink.
     * @param peer handle of the peer
     * @param address where the next attempt goes
     * @param delay how long from now
     */
    void Reconnect(uint32_t peer, const Address& address, Time delay);

    /**
     * @brief Tell of a message that was lost before it was told that it was sent.
     * @param packet unique number of its packet; nothing if it has not left the node
     * @param message the message
     */
    void TellLoss(std::optional<uint64_t> packet, const LogEvent::Message& message);

    /**
     * @brief Connect or disconnect all trace sinks.
     * @param on whether to connect
     */
    void Switch(bool on);

    /**
     * @brief Begin an event of the LCCE.
     * @param kind what has happened
     * @param ids connection and session
     * @return the event
     */
    LogEvent Make(LogEvent::Kind kind, const ConnectionIds& ids) const;

    /**
     * @brief Tell of an event.
     * @param kind what has happened
     * @param ids connection and session
     * @param details the rest
     */
    void Tell(LogEvent::Kind kind, const ConnectionIds& ids, LogEvent::Details details = {});

    /**
     * @brief Tell if the retransmission timer of a connection has been set anew or stopped.
     * @param ids the connection
     */
    void CheckTimer(const ConnectionIds& ids);

    /**
     * @brief The retransmission timer of a connection seems to have expired: tell of it once.
     * @param ids the connection
     */
    void Expire(const ConnectionIds& ids);

    EventSource& m_source;             //!< who is told
    NodeTap& m_node;                   //!< sees the packets of its node
    std::size_t m_index;               //!< index of the LCCE
    Ptr<Lcce> m_lcce;                  //!< the LCCE
    std::string m_name;                //!< its name
    std::map<uint32_t, Time> m_timers; //!< when timers that run expire, by connection
    uint64_t m_last{0};                //!< number of the last transmission
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_EVENT_SOURCE_LCCE_H
