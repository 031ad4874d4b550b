// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_LCCE_H
#define L2TP_LCCE_H

#include "l2tp-circuit-table.h"
#include "l2tp-control-receiver.h"
#include "l2tp-data-session.h"
#include "l2tp-deadline-timer.h"
#include "l2tp-endpoint.h"
#include "l2tp-lcce-attributes.h"
#include "l2tp-lcce-counters.h"
#include "l2tp-lcce-hooks.h"
#include "l2tp-lcce-records.h"
#include "l2tp-lcce-traces.h"
#include "l2tp-path.h"
#include "l2tp-peer-directory.h"
#include "l2tp-transport.h"

#include "ns3/application.h"
#include "ns3/callback.h"
#include "ns3/event-id.h"

#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

// Application::AssignStreams is virtual since application-helper.h belongs to the network module.
#if __has_include("ns3/application-helper.h")
#define L2TP_ASSIGN_STREAMS_OVERRIDE override
#else
#define L2TP_ASSIGN_STREAMS_OVERRIDE
#endif

namespace ns3
{
namespace l2tp
{

class SessionDirectory;

/**
 * @ingroup l2tp
 * @brief An L2TP Control Connection Endpoint: LAC, LNS or both (\RFC{3931} section 1.2).
 *
 * It opens control connections and accepts them, places calls and accepts them, and binds each
 * established session to a circuit of the node, if it has one for the session's Remote End ID.
 *
 * Peers and calls are named by handles, which survive what happens to control connections and
 * sessions: with the attribute Reconnect a peer that is lost is called again at the next of its
 * addresses, and its calls are placed again, until Disconnect() or HangUp().
 *
 * Verbs may be called at any time: before the application starts they are kept until it does. They
 * may be called from any trace callback of this class. Every trace callback gets ConnectionIds.
 *
 * Wrong configuration aborts, when the application starts, with one sentence that names the
 * attribute. A wrong packet of a peer never aborts: it is counted and traced.
 *
 * When the application stops, each connection is closed by StopCCN with result 6, and what is
 * left of it answers the peer for as long as \RFC{3931} section 3.3.2 asks for; nothing new is
 * accepted. After that, and after Crash(), packets for this LCCE are swallowed by the node.
 */
class Lcce : public Application,
             public LcceAttributes,
             public LcceTraces,
             public LcceCounters,
             private EndpointHost,
             private ControlReceiver,
             private DataSession::Observer,
             private DeadlineTimer::Owner
{
  public:
    using CircuitFactory = LcceHooks::CircuitFactory;     //!< makes circuits
    using CallPlacer = LcceHooks::CallPlacer;             //!< places outgoing calls
    using CallReleaser = LcceHooks::CallReleaser;         //!< releases them
    using MessageExtension = LcceHooks::MessageExtension; //!< adds AVPs to messages

    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    Lcce();
    ~Lcce() override;

    /**
     * @brief Open a control connection, and keep it as the attribute Reconnect says.
     *
     * Several connections to one address are legal.
     * @param peer Ipv4Address, or InetSocketAddress where the peer's UDP port is not 1701; aborts
     *        on any other kind
     * @param backups addresses to go to, in turn, when a peer is lost or does not answer
     * @param hints what else is known of the peer; lets a profile act on the SCCRQ already
     * @return handle of the peer, not 0, good until the end of the simulation
     */
    uint32_t Connect(const Address& peer,
                     const std::vector<Address>& backups = {},
                     const PeerHints& hints = PeerHints());

    /**
     * @brief Treat a peer differently: secrets, HELLO interval, window, tie breaker (\RFC{3931}
     *        section 3.3). Of several profiles the first that fits counts.
     * @param profile which peer, and what is different; aborts on a window that is not 1 to 32768,
     *        more than two secrets, and after the application has started
     */
    void AddPeerProfile(const PeerProfile& profile);

    /**
     * @brief Set the messages and AVPs of vendors that this LCCE knows (\RFC{3931} section 5.2).
     * @param vendors the registry, which is not changed any more; aborts after the start
     */
    void SetVendorRegistry(std::shared_ptr<const VendorRegistry> vendors);

    /**
     * @brief Close the connection to a peer by StopCCN (result 1) and forget its calls. The peer is
     *        not called again, unless another call is placed.
     * @param peer handle given by Connect(); aborts on any other number
     */
    void Disconnect(uint32_t peer);

    /**
     * @brief Incoming call: the circuit at this LAC is up, ask the peer for a session
     *        (\RFC{3931} section 3.4.1).
     *
     * The request leaves as soon as the control connection is established. If there is none, one is
     * opened, unless a back-off is running. A session that goes down with its connection is asked
     * for again on the next one.
     * @param peer handle given by Connect(); aborts on any other number
     * @param remoteEndId Remote End ID; names the circuit at both ends
     * @return handle of the call, not 0, good until the end of the simulation
     */
    uint32_t PlaceCall(uint32_t peer, const std::string& remoteEndId);

    /**
     * @brief Call with settings of its own. With direction Outgoing the peer, a LAC, is asked to
     *        place the call by OCRQ (\RFC{3931} section 3.4.2); all else is as for incoming calls.
     * @param peer handle given by Connect(); aborts on any other number
     * @param request what to ask for; start from MakeRequest()
     * @return handle of the call, not 0, good until the end of the simulation
     */
    uint32_t PlaceCall(uint32_t peer, const SessionRequest& request);

    /**
     * @brief End a call of PlaceCall() by CDN (result 3). It is not placed again. Ignored if the
     * call has ended.
     * @param call handle given by PlaceCall(); aborts on any other number
     */
    void HangUp(uint32_t call);

    /**
     * @brief Close any control connection by StopCCN, one opened by the peer as well.
     * @param connection local Control Connection ID; ignored if there is none
     * @param reason result, error and text; result 1 (general request) if it has none
     */
    void CloseConnection(uint32_t connection, const DownReason& reason = DownReason());

    /**
     * @brief End any session by CDN, one asked for by the peer as well.
     * @param session local Session ID; ignored if there is none
     * @param reason result, error and text; result 3 (administrative) if it has none
     */
    void CloseSession(uint32_t session, const DownReason& reason = DownReason());

    /**
     * @brief Vanish without a message, as in a power failure: all connections and sessions are
     *        forgotten, what arrives is swallowed. Ignored unless the application runs.
     */
    void Crash();

    /**
     * @brief Come back after Crash(): accept connections, open those of Connect() that were not
     *        disconnected, place their calls. Ignored unless crashed.
     */
    void Restart();

    /**
     * @brief Name the circuit of a Remote End ID and of the pseudowire type that the circuit has.
     *
     * Sessions with that End ID are bound to it, whoever asks for them. A second circuit under the
     * same name takes the place of the first.
     * @param remoteEndId Remote End ID
     * @param circuit the circuit; belongs to the caller, who keeps it as long as the node lives, or
     *        until UnregisterCircuit()
     */
    void RegisterCircuit(const std::string& remoteEndId, Circuit& circuit);

    /**
     * @brief Name the circuit of a Remote End ID for one peer only, so that the same Remote End ID
     *        means another circuit for each peer (\RFC{3931} section 5.4.4).
     * @param router Router ID of the peer
     * @param remoteEndId Remote End ID
     * @param circuit the circuit, as above
     */
    void RegisterCircuit(uint32_t router, const std::string& remoteEndId, Circuit& circuit);

    /**
     * @brief A circuit is being removed: no session is bound to it any more, and the one that is
     *        ends by CDN with result 1 (\RFC{3931} section 5.4.2).
     * @param circuit the circuit; one that is not registered is ignored
     */
    void UnregisterCircuit(Circuit& circuit);

    /**
     * @brief The circuits of a Remote End ID at this end have gone down or come up: peers are told
     *        by SLI, and in the set-up of later sessions (\RFC{3931} sections 5.4.5 and 6.14).
     *
     * Frames of the peer stop, those to the peer do not.
     * @param remoteEndId Remote End ID, registered or not
     * @param active whether they can take frames
     */
    void SetCircuitStatus(const std::string& remoteEndId, bool active);

    /**
     * @brief Report errors of the circuit of a session to the peer by WEN (\RFC{3931} section
     *        6.13). What comes before WenInterval has passed goes with the next report.
     * @param session local Session ID; ignored if there is none, or it is not established
     * @param errors errors since the last report
     */
    void ReportCircuitErrors(uint32_t session, const CircuitErrorsValue& errors);

    /**
     * @brief Set who places outgoing calls at this LAC, and who releases them.
     *
     * Without one, an outgoing call succeeds at once if its Remote End ID has a circuit, or if
     * AcceptPolicy makes one or needs none, and is refused otherwise. With one, every Remote End ID
     * is accepted whose circuit, if it has one, is free.
     * @param place places calls
     * @param release is told when they end; may be null
     */
    void SetCallPlacer(CallPlacer place, CallReleaser release = CallReleaser());

    /**
     * @brief The call of an OCRQ was placed: OCCN.
     * @param session local Session ID; ignored if there is none that waits for this
     * @param call what is known only now, such as its speed
     */
    void CallPlaced(uint32_t session, const PlacedCall& call = PlacedCall());

    /**
     * @brief The call of an OCRQ could not be placed: CDN.
     * @param session local Session ID; ignored if there is none that waits for this
     * @param result why; CdnResult::TemporaryLackOfFacilities stands for busy
     * @param text error message for the peer, UTF-8, may be empty
     */
    void CallFailed(uint32_t session, CdnResult result, const std::string& text = "");

    /**
     * @brief The circuit of a session has been disconnected: CDN with result 1 (\RFC{3931} section
     *        7.4.2). For one that is permanent and only out of order, see SetCircuitStatus().
     * @param session local Session ID; ignored if there is none
     */
    void CircuitDisconnected(uint32_t session);

    /**
     * @brief Set what AcceptPolicy "Create" asks.
     * @param factory makes circuits
     */
    void SetCircuitFactory(CircuitFactory factory);

    /**
     * @brief Set what adds AVPs to messages of sessions: those of companion documents, or of
     *        vendors (\RFC{3931} sections 5.2 and 5.4.5). What a peer adds is in the trace
     *        ControlRx, and in SessionRequest::message.
     * @param extension may add AVPs; must not call the Lcce
     */
    void SetMessageExtension(MessageExtension extension);

    /**
     * @brief What PlaceCall() asks for by default.
     * @param remoteEndId Remote End ID
     * @return type of the registered circuit, else Ethernet; preferences as the attributes say
     */
    SessionRequest MakeRequest(const std::string& remoteEndId) const;

    /** @brief Whether it has started, and neither crashed nor stopped. @return true if so */
    bool IsRunning() const;

    /**
     * @brief Present control connection of a peer.
     * @param peer handle given by Connect()
     * @return local Control Connection ID, in any state; 0 if there is none
     */
    uint32_t GetConnectionId(uint32_t peer) const;

    /**
     * @brief Present session of a call.
     * @param call handle given by PlaceCall()
     * @return local Session ID, in any state; 0 if there is none
     */
    uint32_t GetSessionId(uint32_t call) const;

    /**
     * @brief Whether the connection to a peer is established.
     * @param peer handle given by Connect()
     * @return true if it is
     */
    bool IsConnected(uint32_t peer) const;

    /**
     * @brief Whether the session of a call is established.
     * @param call handle given by PlaceCall()
     * @return true if it is
     */
    bool IsUp(uint32_t call) const;

    /** @brief Number of control connections in any state. @return the number */
    std::size_t GetConnections() const;

    /** @brief Number of sessions in any state. @return the number */
    std::size_t GetSessions() const;

    /**
     * @brief Look at a control connection.
     * @param connection local Control Connection ID
     * @return the connection, or null; good until the next event
     */
    const ControlConnection* FindConnection(uint32_t connection) const;

    /**
     * @brief The data plane of an established session.
     * @param session local Session ID
     * @return the data plane, or null
     */
    Ptr<DataSession> FindDataSession(uint32_t session) const;

    /**
     * @brief Fix the random streams: identifiers, cookies, jitter of HELLO, secrets (nonces, random
     *        vectors, padding), tie breakers.
     * @param stream first stream to use
     * @return number of streams used: 5
     */
    int64_t AssignStreams(int64_t stream) L2TP_ASSIGN_STREAMS_OVERRIDE;

  protected:
    void DoDispose() override;

  private:
    /** @brief Life of the application. */
    enum class Phase
    {
        Waiting,  //!< not yet started
        Running,  //!< normal
        Crashed,  //!< after Crash()
        Stopping, //!< stopped; connections are being closed
        Stopped,  //!< nothing left
    };

    // Application
    void StartApplication() override;
    void StopApplication() override;

    // EndpointHost
    ReliableChannel::Policies MakePolicies() override;
    bool IsSessionIdFree(uint32_t id) const override;
    Admission Admit(uint32_t connection, const SessionRequest& request) override;
    void Admitted(uint32_t session, uint32_t connection, const SessionRequest& request) override;
    bool IsSameHost(const Address& one, const Address& other) const override;
    void Extend(ControlMessage& message, const SessionParameters& session) override;

    // ControlReceiver
    void ReceiveControl(const InetSocketAddress& local,
                        const InetSocketAddress& from,
                        ByteView image) override;

    // DataSession::Observer
    void DataSent(const DataSession& session, Ptr<const Packet> frame) override;
    void DataReceived(const DataSession& session, Ptr<const Packet> frame) override;
    void DataDropped(const DataSession& session,
                     Ptr<const Packet> packet,
                     DataDropReason reason) override;

    // AuthenticationAttributes
    void SecretChanged() override;

    // DeadlineTimer::Owner
    Time GetDeadline(uint32_t connection) const override;
    void Expire(uint32_t connection) override;

    /** @brief Collect all settings for the endpoint. @return the configuration */
    EndpointConfiguration MakeConfiguration() const;

    /** @brief Receive control messages, open the connections of all peers. */
    void Begin();

    /** @brief Receive no more, stop all back-offs. */
    void End();

    /** @brief End(), if the application was stopped and its last connection is gone. */
    void StopIfIdle();

    /**
     * @brief Open a connection to the present address of a peer and place its calls.
     * @param link the peer
     */
    void Open(PeerLink& link);

    /**
     * @brief The back-off of a peer is over.
     * @param peer its handle
     */
    void Reopen(uint32_t peer);

    /**
     * @brief Ask for the session of a call on the present connection of its peer.
     * @param link the peer
     * @param call handle of the call
     */
    void Place(PeerLink& link, uint32_t call);

    /**
     * @brief The connection of a peer has ended: what next.
     * @param link the peer
     * @param reason why it has ended
     * @param established whether it was established
     */
    void Recover(PeerLink& link, const DownReason& reason, bool established);

    /** @brief Take the outputs of the endpoint, unless that is already going on. */
    void Drain();

    // One for each output of the endpoint.
    void Handle(output::Transmit& transmit);           //!< @param transmit a message to send
    void Handle(output::Received& received);           //!< @param received a message
    void Handle(output::ControlDrop& drop);            //!< @param drop a dropped message
    void Handle(output::FaultyAvp& faulty);            //!< @param faulty a faulty AVP
    void Handle(output::WindowChange& change);         //!< @param change the windows
    void Handle(output::StateTransition& transition);  //!< @param transition a transition
    void Handle(output::ConnectionUp& up);             //!< @param up a connection
    void Handle(output::ConnectionDown& down);         //!< @param down a connection
    void Handle(output::ConnectionReleased& released); //!< @param released a connection
    void Handle(output::SessionCreated& created);      //!< @param created a session
    void Handle(output::SessionPrepared& prepared);    //!< @param prepared a session
    void Handle(output::SessionUp& up);                //!< @param up a session
    void Handle(output::SessionUpdated& updated);      //!< @param updated a session
    void Handle(output::SessionDown& down);            //!< @param down a session
    void Handle(output::CircuitErrors& errors);        //!< @param errors of a circuit
    void Handle(output::PlaceCall& call);              //!< @param call a call to be placed
    void Handle(output::ConnectionReplaced& replaced); //!< @param replaced a connection
    void Handle(output::SessionReplaced& replaced);    //!< @param replaced a session
    void Handle(output::HelloTimeout& timeout);        //!< @param timeout a connection
    void Handle(output::PeerDead& dead);               //!< @param dead a connection
    void Handle(output::Deadline& deadline);           //!< @param deadline a new deadline

    /**
     * @brief Fire the traces of a message that was sent.
     * @param transmit the message
     */
    void TraceTransmit(const output::Transmit& transmit);

    /**
     * @brief Make the record of a connection.
     * @param id local Control Connection ID
     * @param path where its messages go
     * @return the record
     */
    LcceConnection& MakeConnection(uint32_t id, const Path& path);

    /**
     * @brief The record of a connection, made if there is none.
     * @param connection local Control Connection ID
     * @return the record
     */
    LcceConnection& Note(uint32_t connection);

    /**
     * @brief Send messages of a connection somewhere else, if the address is another one.
     * @param connection the connection
     * @param peer InetSocketAddress of the peer
     */
    static void Redirect(LcceConnection& connection, const Address& peer);

    /**
     * @brief IDs for the traces.
     * @param connection local Control Connection ID
     * @param session local Session ID, or 0
     * @return the IDs, as far as they are known
     */
    ConnectionIds Identify(uint32_t connection, uint32_t session) const;

    /**
     * @brief IDs for the traces of data.
     * @param session the data plane of a session
     * @return the IDs
     */
    ConnectionIds Identify(const DataSession& session) const;

    /**
     * @brief Data of a session has shown that the peer is alive (\RFC{3931} section 4.4).
     * @param session the data plane of the session
     */
    void NoteAlive(const DataSession& session);

    /**
     * @brief Make the data plane of a session, and bind it to its circuit.
     * @param record the session
     * @param connection local Control Connection ID
     * @param parameters its parameters
     * @return the data plane
     */
    DataSession& Open(LcceSession& record,
                      uint32_t connection,
                      const SessionParameters& parameters);

    /**
     * @brief Notified by a circuit when it has gone up or down by itself.
     * @param circuit the circuit
     */
    void CircuitStatusChanged(Circuit& circuit);

    /**
     * @brief Whether a circuit can take frames: A bit of the own Circuit Status.
     * @param circuit the circuit, or null
     * @param remoteEndId its Remote End ID
     * @return false if the script or the circuit says so
     */
    bool IsActive(const Circuit* circuit, const std::string& remoteEndId) const;

    /**
     * @brief Tell the peer of a session if the circuit has another status than was signalled.
     * @param session local Session ID
     */
    void SignalStatus(uint32_t session);

    /**
     * @brief Find the circuit of a session.
     * @param connection local Control Connection ID
     * @param remoteEndId Remote End ID
     * @param type pseudowire type
     * @return the circuit, or null
     */
    Circuit* FindCircuit(uint32_t connection,
                         const std::string& remoteEndId,
                         PseudowireType type) const;

    /**
     * @brief Bind a session to the circuit that its End ID names, if there is one. Another session
     *        that has it loses it.
     * @param record the session, with data plane
     * @param parameters its parameters
     */
    void Bind(LcceSession& record, const SessionParameters& parameters);

    /**
     * @brief Whether a circuit serves a session that a new one must not take it from.
     * @param circuit the circuit
     * @param connection connection that the new one would belong to
     * @param replaces session that the new one stands for after a tie, or 0
     * @return true unless it is idle, or left from a former connection of the same peer
     */
    bool IsBusy(const Circuit& circuit, uint32_t connection, uint32_t replaces) const;

    /**
     * @brief Make the event of a control message for the traces.
     * @param connection local Control Connection ID
     * @param message the message
     * @param sent whether it is on its way out
     * @return the event
     */
    ControlEvent Describe(uint32_t connection, const ControlMessage& message, bool sent) const;

    std::vector<PeerProfile> m_profiles;             //!< what is different towards single peers
    std::shared_ptr<const VendorRegistry> m_vendors; //!< what is known of vendors, or null
    RandomStreams m_streams;                         //!< random numbers
    LcceHooks m_hooks;                               //!< callbacks of the script
    CircuitTable m_circuits;                         //!< circuits by Remote End ID
    Phase m_phase{Phase::Waiting};                   //!< life of the application
    std::unique_ptr<Endpoint> m_endpoint;            //!< control plane; null until started
    Ptr<Transport> m_transport;                      //!< of the node; null until started
    Ptr<SessionDirectory> m_directory; //!< Session IDs of the node; null until started
    bool m_attached{false};            //!< receives control messages
    uint16_t m_ownPort{0};             //!< port it does so at, whatever Port is changed to
    bool m_draining{false};            //!< outputs are being taken
    LcceClosing m_closing;             //!< closed by sinks meanwhile
    Path m_arrival;                    //!< back to where the present message came from
    std::map<uint32_t, LcceConnection> m_connections;     //!< by local Control Connection ID
    std::unordered_map<uint32_t, LcceSession> m_sessions; //!< by local Session ID; looked up only
    PeerDirectory m_peers;                                //!< peers and calls by handle
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_LCCE_H
