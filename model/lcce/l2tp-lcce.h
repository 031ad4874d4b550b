// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_LCCE_H
#define L2TP_LCCE_H

#include "l2tp-circuit-table.h"
#include "l2tp-control-receiver.h"
#include "l2tp-data-session.h"
#include "l2tp-deadline-timer.h"
#include "l2tp-endpoint.h"
#include "l2tp-lcce-events.h"
#include "l2tp-path.h"
#include "l2tp-peer-link.h"
#include "l2tp-transport.h"

#include "ns3/application.h"
#include "ns3/callback.h"
#include "ns3/event-id.h"
#include "ns3/ipv4-address.h"
#include "ns3/object-factory.h"
#include "ns3/traced-callback.h"

#include <array>
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
             private EndpointHost,
             private ControlReceiver,
             private DataSession::Observer,
             private DeadlineTimer::Owner
{
  public:
    /** @brief Values of the attribute Encapsulation. */
    enum EncapsulationMode
    {
        IP,  //!< IP protocol 115 (\RFC{3931} section 4.1.1)
        UDP, //!< UDP port 1701 (\RFC{3931} section 4.1.2)
    };

    /** @brief Values of the attribute IdleClose: when to close a connection without sessions. */
    enum IdleCloseMode
    {
        NEVER,             //!< it stays
        AFTER,             //!< IdleTimeout after its last session
        WITH_LAST_SESSION, //!< at once
    };

    /** @brief Values of the attribute PeerRestart: what a second SCCRQ of a known peer means. */
    enum PeerRestartMode
    {
        KEEP,    //!< one more connection
        REPLACE, //!< the peer has restarted: its other connections are dropped without a message
    };

    /** @brief Values of the attribute AcceptPolicy: an ICRQ names an unknown Remote End ID. */
    enum AcceptMode
    {
        REJECT, //!< refuse it: CDN with result 5
        ACCEPT, //!< accept it; the session has no circuit
        CREATE, //!< ask the circuit factory for a circuit
    };

    /** @brief Values of the attribute L2SpecificSublayer: what this end wants to receive. */
    enum SublayerMode
    {
        NO_SUBLAYER,      //!< none
        DEFAULT_SUBLAYER, //!< Default L2-Specific Sublayer (\RFC{3931} section 4.6)
    };

    /** @brief Values of the attribute DataSequencing: which data shall come with numbers. */
    enum SequencingMode
    {
        NO_SEQUENCING, //!< none
        NON_IP,        //!< frames that do not carry IP
        ALL,           //!< all frames
    };

    /**
     * @brief Makes, or finds, the circuit for a Remote End ID that nobody has registered.
     *
     * Called while a message is being handled: it must not call the Lcce. It gets the request and
     * returns a circuit, which is registered from then on, or null to refuse the request.
     */
    using CircuitFactory = Callback<Circuit*, const SessionRequest&>;

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
     * @return handle of the peer, not 0, good until the end of the simulation
     */
    uint32_t Connect(const Address& peer, const std::vector<Address>& backups = {});

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
     * @brief Incoming call with settings of its own.
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
     * @brief Close any control connection by StopCCN (result 1), one opened by the peer as well.
     * @param connection local Control Connection ID; ignored if there is none
     */
    void CloseConnection(uint32_t connection);

    /**
     * @brief End any session by CDN (result 3), one asked for by the peer as well.
     * @param session local Session ID; ignored if there is none
     */
    void CloseSession(uint32_t session);

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
     * @param circuit the circuit; belongs to the caller, who keeps it as long as the node lives
     */
    void RegisterCircuit(const std::string& remoteEndId, Circuit& circuit);

    /**
     * @brief Set what AcceptPolicy "Create" asks.
     * @param factory makes circuits
     */
    void SetCircuitFactory(CircuitFactory factory);

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
     * @brief How many control messages were dropped for a reason.
     * @param reason the reason
     * @return the number since the beginning
     */
    uint64_t GetControlDrops(ControlDropReason reason) const;

    /**
     * @brief Fix the random streams: identifiers, cookies, jitter of HELLO.
     * @param stream first stream to use
     * @return number of streams used: 3
     */
    int64_t AssignStreams(int64_t stream) L2TP_ASSIGN_STREAMS_OVERRIDE;

  protected:
    void DoDispose() override;

  private:
    /** @brief What outlives a connection of the endpoint until its last output is taken. */
    struct Connection
    {
        ConnectionIds ids;                    //!< for the traces; no session
        Path path;                            //!< where messages go
        bool up{false};                       //!< was established
        std::unique_ptr<DeadlineTimer> timer; //!< when the endpoint wants to be called
    };

    /** @brief A session of the endpoint. */
    struct SessionRecord
    {
        uint32_t connection{0};    //!< local Control Connection ID
        uint32_t remoteSession{0}; //!< remote Session ID, once known
        uint32_t call{0};          //!< handle of the call, or 0
        Ptr<DataSession> data;     //!< data plane, once established
    };

    /** @brief Adds attributes and trace sources to the type ID. */
    struct Registration;

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

    // DeadlineTimer::Owner
    Time GetDeadline(uint32_t connection) const override;
    void Expire(uint32_t connection) override;

    /** @brief Abort, with one sentence, on attributes that cannot be or contradict each other. */
    void CheckAttributes() const;

    /**
     * @brief Abort, with one sentence, on preferences that cannot be or contradict each other.
     * @param preferences what an end wants to receive
     */
    static void CheckPreferences(const ReceivePreferences& preferences);

    /** @brief Collect the attributes for the endpoint. @return the configuration */
    EndpointConfiguration MakeConfiguration() const;

    /** @brief What the attributes want to receive. @return the preferences */
    ReceivePreferences MakePreferences() const;

    /**
     * @brief Router ID to send.
     * @return RouterId, else LocalAddress, else the first address of the node but loopback, else 0
     */
    uint32_t FindRouterId() const;

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

    /**
     * @brief The peer of a handle; aborts if there is none.
     * @param peer handle given by Connect()
     * @return the peer
     */
    PeerLink& GetPeer(uint32_t peer);

    /**
     * @brief A call that has not ended.
     * @param call handle given by PlaceCall()
     * @return the call, or null
     */
    const PeerLink::Call* FindCall(uint32_t call) const;

    /**
     * @brief A call that has not ended, if it has a certain session at present.
     * @param call handle given by PlaceCall(), or 0
     * @param session local Session ID
     * @return the call, or null
     */
    PeerLink::Call* FindCall(uint32_t call, uint32_t session);

    /** @brief Take the outputs of the endpoint, unless that is already going on. */
    void Drain();

    // One for each output of the endpoint.
    void Handle(output::Transmit& transmit);           //!< @param transmit a message to send
    void Handle(output::Received& received);           //!< @param received a message
    void Handle(output::ControlDrop& drop);            //!< @param drop a dropped message
    void Handle(output::WindowChange& change);         //!< @param change the windows
    void Handle(output::StateTransition& transition);  //!< @param transition a transition
    void Handle(output::ConnectionUp& up);             //!< @param up a connection
    void Handle(output::ConnectionDown& down);         //!< @param down a connection
    void Handle(output::ConnectionReleased& released); //!< @param released a connection
    void Handle(output::SessionCreated& created);      //!< @param created a session
    void Handle(output::SessionUp& up);                //!< @param up a session
    void Handle(output::SessionDown& down);            //!< @param down a session
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
    Connection& MakeConnection(uint32_t id, const Path& path);

    /**
     * @brief The record of a connection, made if there is none.
     * @param connection local Control Connection ID
     * @return the record
     */
    Connection& Note(uint32_t connection);

    /**
     * @brief Send messages of a connection somewhere else, if the address is another one.
     * @param connection the connection
     * @param peer InetSocketAddress of the peer
     */
    static void Redirect(Connection& connection, const Address& peer);

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
     * @brief Bind a session to the circuit that its End ID names, if there is one. Another session
     *        that has it loses it.
     * @param record the session, with data plane
     * @param parameters its parameters
     */
    void Bind(SessionRecord& record, const SessionParameters& parameters);

    /**
     * @brief Whether a circuit serves a session that a new one must not take it from.
     * @param circuit the circuit
     * @param connection connection that the new one would belong to
     * @return true unless it is idle, or left from a former connection of the same peer
     */
    bool IsBusy(const Circuit& circuit, uint32_t connection) const;

    /**
     * @brief Make the event of a control message for the traces.
     * @param connection local Control Connection ID
     * @param message the message
     * @param sent whether it is on its way out
     * @return the event
     */
    ControlEvent Describe(uint32_t connection, const ControlMessage& message, bool sent) const;

    // Attributes
    Ipv4Address m_localAddress;           //!< LocalAddress
    uint16_t m_port;                      //!< Port
    EncapsulationMode m_encapsulation;    //!< Encapsulation
    std::string m_hostName;               //!< HostName
    uint32_t m_routerId;                  //!< RouterId
    std::string m_vendorName;             //!< VendorName
    uint32_t m_receiveWindowSize;         //!< ReceiveWindowSize
    uint32_t m_maxRetransmissions;        //!< MaxRetransmissions
    int64_t m_maxSccrqRetransmissions;    //!< MaxSccrqRetransmissions
    ObjectFactory m_congestionControl;    //!< CongestionControl
    ObjectFactory m_retransmissionTiming; //!< RetransmissionTiming
    ObjectFactory m_retransmissionScope;  //!< RetransmissionScope
    ObjectFactory m_outOfOrderPolicy;     //!< OutOfOrderPolicy
    ObjectFactory m_acknowledgmentPolicy; //!< AcknowledgmentPolicy
    ObjectFactory m_queueDiscipline;      //!< QueueDiscipline
    Time m_helloInterval;                 //!< HelloInterval
    double m_helloJitter;                 //!< HelloJitter
    Time m_setupTimeout;                  //!< SetupTimeout
    IdleCloseMode m_idleClose;            //!< IdleClose
    Time m_idleTimeout;                   //!< IdleTimeout
    PeerRestartMode m_peerRestart;        //!< PeerRestart
    bool m_strictIdle;                    //!< StrictIdle
    AcceptMode m_acceptPolicy;            //!< AcceptPolicy
    uint32_t m_cookieLength;              //!< CookieLength
    SublayerMode m_sublayer;              //!< L2SpecificSublayer
    SequencingMode m_sequencing;          //!< DataSequencing
    bool m_reconnect;                     //!< Reconnect
    Time m_reconnectDelay;                //!< ReconnectDelay
    Time m_reconnectMaxDelay;             //!< ReconnectMaxDelay
    bool m_cacheRoute;                    //!< CacheRoute

    RandomStreams m_streams;                      //!< random numbers
    CircuitFactory m_circuitFactory;              //!< makes circuits on demand
    CircuitTable m_circuits;                      //!< circuits by Remote End ID
    Phase m_phase{Phase::Waiting};                //!< life of the application
    std::unique_ptr<Endpoint> m_endpoint;         //!< control plane; null until started
    Ptr<Transport> m_transport;                   //!< of the node; null until started
    Ptr<SessionDirectory> m_directory;            //!< Session IDs of the node; null until started
    bool m_attached{false};                       //!< receives control messages
    bool m_draining{false};                       //!< outputs are being taken
    Path m_arrival;                               //!< back to where the present message came from
    std::map<uint32_t, Connection> m_connections; //!< by local Control Connection ID
    std::unordered_map<uint32_t, SessionRecord> m_sessions; //!< by local Session ID; looked up only
    std::map<uint32_t, PeerLink> m_peers;                   //!< by handle
    std::map<uint32_t, uint32_t> m_calls; //!< handle of the peer by handle of the call
    uint32_t m_lastHandle{0};             //!< last handle of a peer or call given out
    std::array<uint64_t, CONTROL_DROP_REASONS> m_controlDrops{}; //!< dropped messages by reason

    TracedCallback<const ControlEvent&> m_controlTx;                          //!< ControlTx
    TracedCallback<const ControlEvent&> m_controlRx;                          //!< ControlRx
    TracedCallback<const ControlDropEvent&> m_controlDrop;                    //!< ControlDrop
    TracedCallback<const ControlEvent&> m_retransmit;                         //!< Retransmit
    TracedCallback<const ControlEvent&> m_ackTx;                              //!< AckTx
    TracedCallback<const ControlEvent&> m_helloTx;                            //!< HelloTx
    TracedCallback<const ConnectionIds&> m_helloTimeout;                      //!< HelloTimeout
    TracedCallback<const ConnectionIds&> m_peerDead;                          //!< PeerDead
    TracedCallback<const ConnectionIds&, const WindowState&> m_windowChange;  //!< WindowChange
    TracedCallback<const StateTransitionEvent&> m_stateTransition;            //!< StateTransition
    TracedCallback<const ConnectionIds&> m_connectionUp;                      //!< ConnectionUp
    TracedCallback<const ConnectionIds&, const DownReason&> m_connectionDown; //!< ConnectionDown
    TracedCallback<const SessionUpEvent&> m_sessionUp;                        //!< SessionUp
    TracedCallback<const SessionDownEvent&> m_sessionDown;                    //!< SessionDown
    TracedCallback<uint32_t, const Address&, Time> m_reconnecting;            //!< Reconnect
    TracedCallback<const ConnectionIds&, Ptr<const Packet>> m_dataTx;         //!< DataTx
    TracedCallback<const ConnectionIds&, Ptr<const Packet>> m_dataRx;         //!< DataRx
    TracedCallback<const ConnectionIds&, Ptr<const Packet>, DataDropReason>
        m_dataDrop; //!< DataDrop
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_LCCE_H
