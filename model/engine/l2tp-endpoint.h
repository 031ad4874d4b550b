// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_ENDPOINT_H
#define L2TP_ENDPOINT_H

#include "l2tp-control-connection.h"
#include "l2tp-endpoint-context.h"
#include "l2tp-engine-output.h"

#include "ns3/address.h"
#include "ns3/nstime.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief The control plane of one LCCE without any input or output of its own.
 *
 * The owner calls it with the present time and whatever has happened, then takes the outputs one
 * by one: messages to send, deadlines to keep, news to report. Addresses are opaque here: they
 * are compared and handed back.
 *
 * A verb may be called while outputs are being taken, as by a trace callback of the owner; what
 * it causes is appended. None may be called from EndpointHost.
 */
class Endpoint
{
  public:
    /**
     * @brief An endpoint without connections.
     * @param configuration everything that is configured
     * @param host answers the endpoint's questions; must outlive it
     * @param streams random numbers
     */
    Endpoint(EndpointConfiguration configuration, EndpointHost& host, RandomStreams streams);

    ~Endpoint();
    Endpoint(const Endpoint&) = delete;
    Endpoint& operator=(const Endpoint&) = delete;

    /**
     * @brief Open a control connection: send SCCRQ.
     * @param peer where to
     * @param now present time
     * @param hints what else is known of the peer
     * @return local Control Connection ID
     */
    uint32_t Connect(const Address& peer, Time now, const PeerHints& hints = {});

    /**
     * @brief Change the secrets, the digest or the hiding while running.
     *
     * New connections and open ones use the new settings at once; retransmissions too. To change
     * a secret without losing a message, give both ends the new secret behind the old one, then
     * before it, then alone. The mode cannot be changed on open connections: it stays for them.
     * Aborts if the settings contradict each other.
     * @param settings the new settings
     * @param now present time
     */
    void SetAuthentication(const AuthenticationSettings& settings, Time now);

    /**
     * @brief Close a control connection: send StopCCN. Ignored if there is none to close.
     * @param connection local Control Connection ID
     * @param reason what StopCCN says; the cause is Local
     * @param now present time
     */
    void Disconnect(uint32_t connection, const DownReason& reason, Time now);

    /**
     * @brief Ask the peer for a session, now or as soon as the connection is established: an
     *        incoming call by ICRQ, an outgoing one by OCRQ.
     * @param connection local Control Connection ID
     * @param request what to ask for
     * @param now present time
     * @return local Session ID, or 0 if there is no such connection or it is being closed
     */
    uint32_t PlaceCall(uint32_t connection, const SessionRequest& request, Time now);

    /**
     * @brief End a session: send CDN if the peer knows of it. Ignored if there is none.
     * @param session local Session ID
     * @param reason what CDN says; the cause is Local
     * @param now present time
     */
    void HangUp(uint32_t session, const DownReason& reason, Time now);

    /**
     * @brief The call of an output::PlaceCall is connected: send OCCN. Ignored if there is no
     *        such session or it does not wait for a call.
     * @param session local Session ID
     * @param now present time
     * @param call what is known only now
     */
    void CallPlaced(uint32_t session, Time now, const PlacedCall& call = {});

    /**
     * @brief The call of an output::PlaceCall could not be connected: send CDN. Ignored if there
     *        is no such session or it does not wait for a call.
     * @param session local Session ID
     * @param reason what CDN says, for instance CdnResult::LossOfCarrier; the cause is Local
     * @param now present time
     */
    void CallFailed(uint32_t session, const DownReason& reason, Time now);

    /**
     * @brief The circuit of a session is up or down: tell the peer (\RFC{3931} section 5.4.5).
     *
     * On an established session SLI goes out at once; before that, the next set-up message
     * says it, or SLI as soon as the session is established. Ignored if there is no such session
     * or the peer knows already.
     * @param session local Session ID
     * @param active A bit of the Circuit Status
     * @param now present time
     */
    void SetCircuitStatus(uint32_t session, bool active, Time now);

    /**
     * @brief Send SLI on an established session though its Circuit Status is as before.
     *
     * For what a companion document adds to SLI (EndpointHost::Extend()). Ignored if the session
     * is not established.
     * @param session local Session ID
     * @param now present time
     */
    void SendLinkInfo(uint32_t session, Time now);

    /**
     * @brief Errors have happened on the circuit of a session: tell the peer by WEN
     *        (\RFC{3931} section 6.13).
     *
     * The errors are added to those of earlier calls: WEN carries the sums since the session was
     * established. At most one WEN goes out per EndpointConfiguration::wenInterval; what is
     * reported meanwhile follows when the interval is over. Ignored if all counters are 0 or the
     * session is not established.
     * @param session local Session ID
     * @param errors errors since the last report; hasFramingCounters does not matter
     * @param now present time
     */
    void ReportCircuitErrors(uint32_t session, const CircuitErrorsValue& errors, Time now);

    /**
     * @brief Vanish: forget everything without a message.
     * @param now present time
     */
    void Crash(Time now);

    /**
     * @brief Take a control message.
     * @param from where it came from
     * @param image octets from the T bit
     * @param now present time
     */
    void Receive(const Address& from, ByteView image, Time now);

    /**
     * @brief Data was received on a session of a connection: the peer is alive
     *        (\RFC{3931} section 4.4).
     *
     * Causes no output: the deadline of the connection can only have moved later, so its owner
     * finds out by asking GetDeadline() when the old one comes.
     * @param connection local Control Connection ID
     * @param now present time
     */
    void Alive(uint32_t connection, Time now);

    /**
     * @brief Do what is due on a connection. Ignored if there is none.
     * @param connection local Control Connection ID
     * @param now present time
     */
    void Expire(uint32_t connection, Time now);

    /**
     * @brief When Expire() is to be called.
     * @param connection local Control Connection ID
     * @return a time, or Time::Max() if nothing is pending or there is no such connection
     */
    Time GetDeadline(uint32_t connection) const;

    /**
     * @brief Take the next output.
     * @return the oldest output not yet taken, or nothing
     */
    std::optional<Output> PollOutput();

    /**
     * @brief Look at a connection.
     * @param connection local Control Connection ID
     * @return the connection, or null; good until the next call
     */
    const ControlConnection* FindConnection(uint32_t connection) const;

    /**
     * @brief Look at a session.
     * @param session local Session ID
     * @return the session, or null; good until the next call
     */
    const Session* FindSession(uint32_t session) const;

    /** @brief Number of connections in any state. @return the number */
    std::size_t GetConnections() const;

    /** @brief Number of sessions in any state. @return the number */
    std::size_t GetSessions() const;

  private:
    /** @brief What names a connection before this end's ID is known: peer and peer's ID. */
    using RemoteKey = std::pair<Address, uint32_t>;

    /** @brief A connection and what its owner was last told of its deadline. */
    struct Entry
    {
        std::unique_ptr<ControlConnection> connection; //!< the connection
        Time deadline{Time::Max()};                    //!< last deadline reported
        RemoteKey key;                                 //!< place in m_byRemote, if any
        RemoteKey discarded; //!< SCCRQ that was discarded after an equal tie, if any
        bool open{true};     //!< counted in m_open
    };

    /** @brief A received SCCRQ that opens a new connection, verified. */
    struct Request
    {
        const Address& from;      //!< where it came from
        ControlMessage& message;  //!< the message, its hidden AVPs readable
        MessageSecurity security; //!< what it was verified with; knows its nonce
        RemoteKey key;            //!< its sender's address and Control Connection ID
        Time now;                 //!< present time
    };

    /** @brief The connections by local ID. */
    using Connections = std::map<uint32_t, Entry>;

    /**
     * @brief Do something with a session, if there is one, then settle its connection.
     * @tparam Verb takes CallControl& and Session&
     * @param id local Session ID
     * @param now present time
     * @param verb what to do
     */
    template <class Verb>
    void WithSession(uint32_t id, Time now, Verb verb);

    /**
     * @brief Make a connection with a fresh local ID.
     * @param peer its peer
     * @param hints what is known of the peer
     * @return the entry
     */
    Entry& Create(const Address& peer, const PeerHints& hints);

    /**
     * @brief Make a connection.
     * @param id its local ID, not in use
     * @param peer its peer
     * @param hints what is known of the peer
     * @return the entry
     */
    Entry& Create(uint32_t id, const Address& peer, const PeerHints& hints);

    /**
     * @brief Make a connection for an SCCRQ, and know copies of the SCCRQ from now on.
     * @param request the SCCRQ
     * @return the entry
     */
    Entry& CreateFor(const Request& request);

    /**
     * @brief After each call into a connection: report a new deadline, destroy what is released,
     *        keep the indices up to date.
     * @param entry the connection
     */
    void Settle(Entry& entry);

    /** @brief Tell connections of one peer whether there are several. @param settled entry in hand
     */
    void SettlePeers(const Entry& settled);

    /**
     * @brief Tell the owner the deadline of a connection if it is not what was told last.
     * @param entry the connection
     */
    void ReportDeadline(Entry& entry);

    /**
     * @brief Handle a readable message without a Control Connection ID.
     * @param from where it came from
     * @param message the message
     * @param now present time
     */
    void ReceiveWithoutId(const Address& from, ControlMessage&& message, Time now);

    /**
     * @brief Handle an SCCRQ without a Control Connection ID.
     * @param from where it came from
     * @param message the message
     * @param now present time
     */
    void ReceiveSccrq(const Address& from, ControlMessage&& message, Time now);

    /**
     * @brief Whether an SCCRQ may open a connection at all; if not, it is dropped here.
     * @param request the SCCRQ
     * @return true if nothing but a tie or a limit stands against it
     */
    bool IsRequestSound(const Request& request);

    /**
     * @brief Handle an SCCRQ that may open a connection.
     * @param request the SCCRQ
     */
    void AcceptRequest(Request& request);

    /**
     * @brief Answer an SCCRQ by StopCCN and forget it: no state is kept for it.
     * @param request the SCCRQ
     * @param drop what to report
     * @param reason what StopCCN says
     */
    void TurnAway(Request& request, ControlDropReason drop, const DownReason& reason);

    /**
     * @brief Whether an SCCRQ has crossed the one that an own connection was opened with, and has
     *        come only after that was established: a peer that opens another one within 8 s
     *        cannot be told from it.
     * @param request the SCCRQ
     * @return true if so; never without own tie breakers or with PeerRestart::Replace
     */
    bool IsLate(const Request& request) const;

    /**
     * @brief Compare an SCCRQ with an own one that has no answer yet, and act on the outcome
     *        (\RFC{3931} section 5.4.3).
     * @param request the SCCRQ
     * @return true if the request is done with
     */
    bool BreakTie(Request& request);

    /**
     * @brief Refuse an SCCRQ that has lost a tie: StopCCN, acknowledged and all.
     * @param request the SCCRQ
     */
    void RefuseLoser(Request& request);

    /**
     * @brief Whether the other end of a connection that this end has opened is the sender of
     *        some SCCRQ, as far as it is known.
     * @param own the connection
     * @param address where the SCCRQ has come from
     * @param hostName Host Name in it
     * @param routerId Router ID in it
     * @return true if they are one LCCE
     */
    bool IsSamePeer(const ControlConnection& own,
                    const Address& address,
                    const std::string& hostName,
                    uint32_t routerId) const;

    /**
     * @brief Among the connections that this end has opened find one with the sender of an SCCRQ.
     * @param request the SCCRQ
     * @param condition what else has to hold
     * @return the entry, or null
     */
    Entry* FindOwn(const Request& request,
                   const std::function<bool(const ControlConnection&)>& condition);

    /**
     * @brief The peer has refused an SCCRQ since a connection exists: find that connection, or let
     *        the sessions wait for it, or give up.
     * @param entry the connection that was refused
     * @param now present time
     */
    void ResolveParking(Entry& entry, Time now);

    /**
     * @brief Find the connection that a StopCCN with Control Connection ID 0 belongs to.
     * @param from where it came from
     * @param message the message
     * @return the entry, or null
     */
    Entry* FindByStopCcn(const Address& from, const ControlMessage& message);

    /**
     * @brief Handle a message that belongs to no connection.
     * @param from where it came from
     * @param message the message
     * @param now present time
     */
    void ReceiveStray(const Address& from, ControlMessage&& message, Time now);

    /**
     * @brief Verify a message and give it to its connection.
     * @param entry the connection
     * @param from where it came from
     * @param message the message
     * @param now present time
     */
    void Deliver(Entry& entry, const Address& from, ControlMessage&& message, Time now);

    /**
     * @brief Give a verified message to its connection.
     * @param entry the connection
     * @param from where it came from
     * @param message the message
     * @param now present time
     */
    void Hand(Entry& entry, const Address& from, ControlMessage&& message, Time now);

    /**
     * @brief Handle a message that could not be decoded.
     * @param image its octets
     * @param error what is wrong
     * @param now present time
     */
    void ReceiveMalformed(ByteView image, const ParseError& error, Time now);

    /**
     * @brief Whether there are as many connections as there may be.
     * @return true if no SCCRQ can be taken
     */
    bool IsFull() const;

    /**
     * @brief Count an SCCRQ.
     * @param now present time
     * @return true if it is one too many in this second
     */
    bool IsRateExceeded(Time now);

    /**
     * @brief Report a message that has no effect.
     * @param connection local ID, or 0
     * @param reason why
     * @param detail for a reader
     */
    void Drop(uint32_t connection, ControlDropReason reason, const std::string& detail);

    /**
     * @brief Drop the connections that a peer had opened before it restarted.
     * @param successor the one that it has opened since, established: only SCCCN proves that the
     *        peer is there, an SCCRQ may be a copy of an old one
     * @param now present time
     */
    void ReplaceConnections(const ControlConnection& successor, Time now);

    EndpointContext m_context;                //!< shared with the connections
    Connections m_connections;                //!< all connections
    std::map<RemoteKey, uint32_t> m_byRemote; //!< local ID by peer and peer's ID
    std::set<uint32_t> m_own;                 //!< connections that this end has opened
    std::map<Address, PeerIdentity> m_learnt; //!< who has answered at an address
    std::size_t m_open{0};                    //!< connections that are not being closed
    Time m_rateStart;                         //!< when the present second has begun
    uint32_t m_rateCount{0};                  //!< SCCRQs in it
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_ENDPOINT_H
