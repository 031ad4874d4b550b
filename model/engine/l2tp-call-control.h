// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_CALL_CONTROL_H
#define L2TP_CALL_CONTROL_H

#include "l2tp-control-message.h"
#include "l2tp-endpoint-context.h"
#include "l2tp-session.h"

#include "ns3/nstime.h"

#include <boost/intrusive/list.hpp>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace ns3
{
namespace l2tp
{

class ControlConnection;

/**
 * @ingroup l2tp
 * @brief The sessions of one control connection: the machines of \RFC{3931} sections 7.3.1 (ICRQ
 *        sender) and 7.3.2 (ICRQ recipient).
 *
 * Outgoing calls (section 7.4), WEN and SLI are not there yet: an OCRQ is refused by CDN, and
 * WEN and SLI are acknowledged and reported as dropped.
 */
class CallControl
{
  public:
    /**
     * @brief No session.
     * @param connection the control connection; must outlive this object
     * @param context shared parts of the endpoint; must outlive this object
     */
    CallControl(ControlConnection& connection, EndpointContext& context);

    CallControl(const CallControl&) = delete;
    CallControl& operator=(const CallControl&) = delete;

    /**
     * @brief Incoming call at this LAC: ask the peer for a session, as soon as the control
     *        connection is established.
     * @param request what to ask for
     * @param now present time
     * @return local Session ID
     */
    uint32_t Place(const SessionRequest& request, Time now);

    /**
     * @brief End a session: local close request.
     * @param session a session of this connection; destroyed by the call
     * @param reason what CDN says
     * @param now present time
     */
    void HangUp(Session& session, const DownReason& reason, Time now);

    /**
     * @brief Handle a session message that has come in order.
     * @param message the message
     * @param now present time
     */
    void Receive(const ControlMessage& message, Time now);

    /**
     * @brief The control connection is established: control-conn-open to the sessions that wait.
     * @param now present time
     */
    void OpenWaiting(Time now);

    /**
     * @brief The control connection is going down: end all sessions without a message
     *        (\RFC{3931} section 3.3.2).
     * @param reason why it goes down
     * @param now present time
     */
    void CloseAll(const DownReason& reason, Time now);

    /**
     * @brief A message of a session was transmitted for the first time.
     *
     * The set-up guard of the session counts from here, not from the moment at which the message
     * was queued: a request that waits for the window is not yet owed an answer.
     * @param id tag of the message: local Session ID
     * @param now present time
     */
    void Transmitted(uint32_t id, Time now);

    /** @brief When Expire() is to be called. @return a time, or Time::Max() */
    Time GetDeadline() const;

    /**
     * @brief End the sessions whose set-up has taken too long.
     * @param now present time
     */
    void Expire(Time now);

    /** @brief Number of sessions in any state. @return the number */
    std::size_t GetSize() const;

  private:
    /** @brief Sessions in order of creation. */
    using SessionList = boost::intrusive::list<
        Session,
        boost::intrusive::member_hook<Session, Session::Hook, &Session::inConnection>,
        boost::intrusive::constant_time_size<false>>;
    /** @brief Sessions that are being set up, in order of their deadlines. */
    using GuardList = boost::intrusive::list<
        Session,
        boost::intrusive::member_hook<Session, Session::Hook, &Session::inGuard>,
        boost::intrusive::constant_time_size<false>>;

    /**
     * @brief Make a session with a fresh local Session ID and cookie.
     * @param machine which table it follows
     * @param preferences what this end wants to receive
     * @return the session, in state idle
     */
    Session& Create(Machine machine, const ReceivePreferences& preferences);

    /**
     * @brief Run the machine of a session; the session may be gone afterwards.
     * @param session the session
     * @param event what has happened; without a row it counts as Event::Invalid
     * @param reason what a CDN says and SessionDown reports
     */
    void Transition(Session& session, Event event, const DownReason& reason = {});

    /**
     * @brief Remove a session and tell the owner.
     * @param session the session, gone afterwards
     * @param from its last state
     * @param reason why
     */
    void CleanUp(Session& session, State from, const DownReason& reason);

    /**
     * @brief Handle ICRQ.
     * @param message the message
     */
    void HandleIcrq(const ControlMessage& message);

    /**
     * @brief Handle a message other than ICRQ of an existing session.
     * @param session the session
     * @param message the message
     */
    void HandleKnown(Session& session, const ControlMessage& message);

    /**
     * @brief Handle a message other than ICRQ that names no session.
     * @param message the message
     */
    void HandleUnknown(const ControlMessage& message);

    /**
     * @brief Find the session that a message names (\RFC{3931} section 5.4.4).
     * @param message the message
     * @return the session, or null
     */
    Session* FindSession(const ControlMessage& message) const;

    /**
     * @brief Judge what the peer wants to receive, and take it over.
     * @param session the session
     * @param message ICRQ, ICRP or ICCN
     * @return why it is not acceptable, or nothing
     */
    std::optional<DownReason> Negotiate(Session& session, const ControlMessage& message) const;

    /**
     * @brief Put what this end wants to receive into ICRQ or ICRP.
     * @param session the session
     * @param message the message
     */
    void AddPreferences(const Session& session, ControlMessage& message) const;

    /** @brief Send ICRQ. @param session the session */
    void SendIcrq(Session& session);
    /** @brief Send ICRP. @param session the session */
    void SendIcrp(Session& session);
    /** @brief Send ICCN. @param session the session */
    void SendIccn(Session& session);
    /** @brief Send CDN. @param session the session @param reason its Result Code */
    void SendCdn(const Session& session, const DownReason& reason);

    /**
     * @brief Start a message of a session with both Session IDs.
     * @param type which
     * @param session the session
     * @return the message
     */
    static ControlMessage Start(MessageType type, const Session& session);

    ControlConnection& m_connection;                     //!< the control connection
    EndpointContext& m_context;                          //!< shared parts of the endpoint
    SessionList m_sessions;                              //!< all sessions
    GuardList m_guarded;                                 //!< sessions that are being set up
    std::size_t m_size{0};                               //!< number of sessions
    std::vector<uint32_t> m_waiting;                     //!< sessions that wait for the connection
    std::unordered_map<uint32_t, uint32_t> m_byRemoteId; //!< local Session ID by the peer's
    Time m_now;                                          //!< time of the call in progress
    bool m_receiving{false};                             //!< a received message is being handled
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_CALL_CONTROL_H
