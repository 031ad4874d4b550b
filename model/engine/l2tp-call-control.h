// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_CALL_CONTROL_H
#define L2TP_CALL_CONTROL_H

#include "l2tp-circuit-reports.h"
#include "l2tp-control-message.h"
#include "l2tp-endpoint-context.h"
#include "l2tp-session.h"

#include "ns3/nstime.h"

#include <boost/intrusive/list.hpp>
#include <cstdint>
#include <optional>
#include <string>
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
 *        sender), 7.3.2 (ICRQ recipient), 7.4.1 (OCRQ sender) and 7.4.2 (OCRQ recipient).
 *
 * Where the RFC leaves a choice:
 * - A request that names no session of the peer (without Local Session ID, or with 0) is dropped
 *   and reported; nobody could be told which session a CDN means (section 7.1).
 * - WEN and SLI have no rows in the tables. They are taken in wait-connect, wait-cs-answer and
 *   established, which are the states in which a peer that keeps to the tables may send them; in
 *   wait-reply they are invalid. A WEN that lacks an AVP is reported and changes nothing.
 * - EndpointConfiguration::maxSessions bounds what peers may ask for; own requests count but are
 *   not refused. CDN then has result 4.
 * - A tie is between own requests in wait-reply and a received one with the same Remote End ID,
 *   whatever their pseudowire types, on any control connection to the same peer (section 5.4.4).
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
     * @brief Ask the peer for a session, as soon as the control connection is established: an
     *        incoming call at this LAC, or an outgoing one at the peer.
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
     * @brief The call of an OCRQ is connected. Ignored unless the session waits for it.
     * @param session a session of this connection
     * @param call what is known only now
     * @param now present time
     */
    void CallPlaced(Session& session, const PlacedCall& call, Time now);

    /**
     * @brief The call of an OCRQ could not be connected. Ignored unless the session waits for it.
     * @param session a session of this connection; destroyed by the call
     * @param reason what CDN says
     * @param now present time
     */
    void CallFailed(Session& session, const DownReason& reason, Time now);

    /**
     * @brief The circuit of a session is up or down.
     * @param session a session of this connection
     * @param active A bit of the Circuit Status
     * @param now present time
     */
    void SetCircuitStatus(Session& session, bool active, Time now);

    /**
     * @brief Send SLI, unless the session is not established.
     * @param session a session of this connection
     * @param now present time
     */
    void SendLinkInfo(Session& session, Time now);

    /**
     * @brief Errors have happened on the circuit of a session (see CircuitReports).
     * @param session a session of this connection; nothing happens unless it is established
     * @param errors errors since the last report
     * @param now present time
     */
    void ReportCircuitErrors(Session& session, const CircuitErrorsValue& errors, Time now);

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
     * @brief Hand all sessions over to another connection to the same peer; they still wait for it
     *        to be established (\RFC{3931} section 5.4.3).
     * @param other the call control of that connection
     */
    void MoveTo(CallControl& other);

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
     * @brief End the sessions whose set-up has taken too long, send the WENs that are due.
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

    /** @brief What a message of a session is to its machine. */
    struct Events
    {
        Event accepted; //!< an acceptable one
        Event refused;  //!< one that is not acceptable
    };

    /**
     * @brief Events of a message type.
     * @param type ICRQ, ICRP, ICCN, OCRQ, OCRP or OCCN; any other is Event::Invalid
     * @return the events
     */
    static Events GetEvents(MessageType type);

    /** @brief Draw a local Session ID that nobody uses. @return the ID */
    uint32_t DrawSessionId() const;

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
     * @return the actions of the row, those of Action that concern a second session are left to
     *         the caller
     */
    uint32_t Transition(Session& session, Event event, const DownReason& reason = {});

    /**
     * @brief Send what a row says.
     * @param session the session
     * @param actions Action bits
     * @param reason what a CDN says
     */
    void SendMessages(Session& session, uint32_t actions, const DownReason& reason);

    /**
     * @brief Do what goes with the state that a session has reached: guards, news to the owner.
     * @param session the session
     * @param from its last state
     */
    void Enter(Session& session, State from);

    /**
     * @brief Remove a session and tell the owner.
     * @param session the session, gone afterwards
     * @param from its last state
     * @param reason why
     */
    void CleanUp(Session& session, State from, const DownReason& reason);

    /**
     * @brief Remove a session.
     * @param session the session, gone afterwards
     * @param from its last state
     */
    void Release(Session& session, State from);

    /**
     * @brief Handle ICRQ or OCRQ.
     * @param message the message
     */
    void HandleRequest(const ControlMessage& message);

    /**
     * @brief Look for what makes a new request unacceptable before the owner is asked.
     * @param message ICRQ or OCRQ
     * @param request what it says
     * @return why it is refused, or nothing
     */
    std::optional<DownReason> Judge(const ControlMessage& message, const SessionRequest& request);

    /**
     * @brief Take over what a message says of a session, and report what is not acceptable.
     * @param parameters of the session
     * @param message the message
     * @return why it is refused, or nothing
     */
    std::optional<DownReason> TakeOver(SessionParameters& parameters,
                                       const ControlMessage& message);

    /**
     * @brief Settle the tie with an own request, if there is one (\RFC{3931} section 5.4.4).
     * @param message ICRQ or OCRQ
     * @param request what it says; learns which own request it replaces
     * @return whether the received request goes on; if not it is dealt with
     */
    bool SettleTie(const ControlMessage& message, SessionRequest& request);

    /**
     * @brief Put an own request anew after an equal tie: with a new Session ID, cookie and tie
     *        breaker.
     * @param session its session
     */
    void Restart(Session& session);

    /**
     * @brief Make the session of a received request, and answer it.
     * @param message ICRQ or OCRQ
     * @param request what it says
     * @param admission what the owner says; ignored if the request is refused
     * @param refusal why the request is refused, or nothing
     */
    void Answer(const ControlMessage& message,
                const SessionRequest& request,
                const Admission& admission,
                std::optional<DownReason> refusal);

    /**
     * @brief End the own request that has lost a tie.
     * @param id its local Session ID
     * @param successor local Session ID of the session that takes its call over; 0 if there is none
     */
    void EndLoser(uint32_t id, uint32_t successor);

    /**
     * @brief Handle a message other than ICRQ and OCRQ of an existing session.
     * @param session the session
     * @param message the message
     */
    void HandleKnown(Session& session, const ControlMessage& message);

    /**
     * @brief Handle WEN or SLI of an existing session.
     * @param session the session
     * @param message the message
     */
    void HandleReport(Session& session, const ControlMessage& message);

    /**
     * @brief Whether a message of the wrong state is ignored.
     * @param session the session that it names
     * @param message the message
     * @return true if the tables of \RFC{3931} section 7 do not have it in the state of the
     *         session, its AVPs are in order, and the configuration says so
     */
    bool IsTolerated(const Session& session, const ControlMessage& message) const;

    /**
     * @brief Handle a message other than ICRQ and OCRQ that names no session.
     * @param message the message
     */
    void HandleUnknown(const ControlMessage& message);

    /**
     * @brief Take over the Session ID of the peer, unless it is known.
     * @param session the session
     * @param message the message
     * @return false if another session has it already
     */
    bool LearnRemoteId(Session& session, const ControlMessage& message);

    /**
     * @brief Find the session that a message names (\RFC{3931} section 5.4.4).
     * @param message the message
     * @return the session, or null
     */
    Session* FindSession(const ControlMessage& message) const;

    /**
     * @brief Send a message of a session; the owner may add to it.
     * @param session the session
     * @param message any message but CDN
     * @param reply whether it answers the message being received
     * @param guarded whether the set-up guard counts from its transmission
     */
    void Send(const Session& session, ControlMessage message, bool reply, bool guarded);

    /** @brief Send SLI. @param session the session */
    void SendSli(Session& session);
    /** @brief Send WEN. @param session the session */
    void SendWen(Session& session);

    /**
     * @brief Report a message that has no effect, or ends its session.
     * @param reason why
     * @param detail for a reader
     * @param fault the AVP that is to blame, if one is
     */
    void Report(ControlDropReason reason,
                const std::string& detail,
                const std::optional<AvpFault>& fault = std::nullopt);

    ControlConnection& m_connection;                     //!< the control connection
    EndpointContext& m_context;                          //!< shared parts of the endpoint
    SessionList m_sessions;                              //!< all sessions
    GuardList m_guarded;                                 //!< sessions that wait for the peer
    GuardList m_placing;                                 //!< sessions whose call is being placed
    std::size_t m_size{0};                               //!< number of sessions
    std::vector<uint32_t> m_waiting;                     //!< sessions that wait for the connection
    std::unordered_map<uint32_t, uint32_t> m_byRemoteId; //!< local Session ID by the peer's
    CircuitReports m_reports;                            //!< WENs still to be sent
    Time m_now;                                          //!< time of the call in progress
    bool m_receiving{false};                             //!< a received message is being handled
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_CALL_CONTROL_H
