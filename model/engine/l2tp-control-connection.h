// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_CONTROL_CONNECTION_H
#define L2TP_CONTROL_CONNECTION_H

#include "l2tp-call-control.h"
#include "l2tp-endpoint-context.h"
#include "l2tp-keepalive.h"
#include "l2tp-reliable-channel.h"

#include "ns3/address.h"
#include "ns3/nstime.h"

#include <string>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief What a peer has said of itself in SCCRQ or SCCRP (\RFC{3931} section 5.4.3).
 */
struct PeerInformation
{
    std::string hostName;                           //!< Host Name
    uint32_t routerId{0};                           //!< Router ID
    std::string vendorName;                         //!< Vendor Name, or empty
    uint16_t receiveWindow{DEFAULT_RECEIVE_WINDOW}; //!< Receive Window Size
    std::vector<uint16_t> pseudowireTypes;          //!< Pseudowire Capabilities List
};

/**
 * @ingroup l2tp
 * @brief One control connection: the machine of \RFC{3931} section 7.2, its reliable channel
 *        (section 4.2), its keepalive (section 4.4) and its sessions.
 *
 * Every call brings the present time. What happens goes to the output queue of the endpoint.
 *
 * A connection that has left the machine for good lives on for a while: after StopCCN was sent
 * until it is acknowledged, after StopCCN was received to acknowledge copies of it, each time for
 * max(31 s, full retransmission cycle) at most (sections 3.3.2 and 7.5). IsReleased() tells when
 * nothing is left to do.
 */
class ControlConnection : private ReliableChannel::Port
{
  public:
    /** @brief Shortest time that state is kept after StopCCN (\RFC{3931} section 3.3.2). */
    static constexpr int64_t MIN_HOLD_SECONDS = 31;

    /**
     * @brief A connection in state idle.
     * @param context shared parts of the endpoint; must outlive the connection
     * @param localId Assigned Control Connection ID of this end, not 0
     * @param peer address of the peer
     */
    ControlConnection(EndpointContext& context, uint32_t localId, const Address& peer);

    ~ControlConnection() override;
    ControlConnection(const ControlConnection&) = delete;
    ControlConnection& operator=(const ControlConnection&) = delete;

    /**
     * @brief Take up the numbers of a peer that talks to a connection which is no more.
     * @param ns first Ns to send
     * @param nr first Ns to expect
     */
    void SetFirstNumbers(uint16_t ns, uint16_t nr);

    /**
     * @brief Local open request: send SCCRQ, or, once established, open what waits.
     * @param now present time
     */
    void Open(Time now);

    /**
     * @brief Administrative close: send StopCCN and clean up.
     * @param reason what StopCCN says
     * @param now present time
     */
    void Close(const DownReason& reason, Time now);

    /**
     * @brief Vanish without a message.
     * @param cause Crash or Replaced
     * @param now present time
     */
    void Abandon(DownCause cause, Time now);

    /**
     * @brief Take a control message of this connection.
     * @param received the message, already in the output queue; its disposition is filled in
     * @param from where it came from
     * @param now present time
     */
    void Receive(output::Received& received, const Address& from, Time now);

    /**
     * @brief A message of this connection was malformed beyond single AVPs: clear the connection
     *        (\RFC{3931} section 7.1).
     * @param error what is wrong
     * @param now present time
     */
    void ReceiveMalformed(const ParseError& error, Time now);

    /**
     * @brief End a session of this connection: local close request.
     * @param session the session; destroyed by the call
     * @param reason what CDN says
     * @param now present time
     */
    void HangUp(Session& session, const DownReason& reason, Time now)
    {
        m_now = now;
        m_calls.HangUp(session, reason, now);
    }

    /**
     * @brief Send one message of a session (for CallControl).
     * @param message the message
     * @param reply whether it answers the message being received
     * @param tag comes back to CallControl::Transmitted()
     */
    void Send(ControlMessage message, bool reply, uint32_t tag);

    /**
     * @brief The last session has ended (for CallControl): apply IdleClose.
     */
    void NotifyNoSession();

    /**
     * @brief Something was received from the peer outside the control channel: data.
     * @param now present time
     */
    void Alive(Time now);

    /**
     * @brief Do what is due.
     * @param now present time
     */
    void Expire(Time now);

    /**
     * @brief Whether another connection to the same peer is open, so that HELLO is jittered
     *        (\RFC{3931} section 4.4).
     * @param shared true if there is one
     */
    void SetPeerShared(bool shared);

    /** @brief When Expire() is to be called. @return a time, or Time::Max() */
    Time GetDeadline() const;

    /** @brief Whether the connection can be destroyed. @return true if nothing is left to do */
    bool IsReleased() const
    {
        return m_released;
    }

    /** @brief Whether the connection only waits for its end. @return true after clean-up */
    bool IsClosing() const
    {
        return m_closing;
    }

    /** @brief State of the machine. @return the state */
    State GetState() const
    {
        return m_state;
    }

    /** @brief Local Control Connection ID. @return the ID this end has assigned */
    uint32_t GetLocalId() const
    {
        return m_localId;
    }

    /** @brief Remote Control Connection ID. @return the peer's ID, or 0 if it is unknown */
    uint32_t GetRemoteId() const
    {
        return m_remoteId;
    }

    /** @brief Where messages go to. @return the peer's address */
    const Address& GetPeerAddress() const
    {
        return m_peerAddress;
    }

    /** @brief What the peer has said of itself. @return the information */
    const PeerInformation& GetPeer() const
    {
        return m_peer;
    }

    /** @brief The reliable channel. @return the channel */
    const ReliableChannel& GetChannel() const
    {
        return m_channel;
    }

    /** @brief The sessions. @return the call control */
    CallControl& GetCalls()
    {
        return m_calls;
    }

    /** @brief Set-up guard in force (see EndpointConfiguration::setupTimeout). @return the time */
    Time GetSetupTimeout() const;

  private:
    // ReliableChannel::Port
    void Transmit(Bytes& image, const ReliableChannel::Transmission& transmission) override;
    void Acknowledged(MessageType type, uint32_t tag) override;
    void WindowChanged(const WindowState& window) override;

    /**
     * @brief Run the machine: find the row, change the state, report, act.
     * @param event what has happened; without a row it counts as Event::Invalid
     * @param reason what a StopCCN says and ConnectionDown reports
     */
    void Transition(Event event, const DownReason& reason = {});

    /**
     * @brief Do what a row says.
     * @param actions Action bits
     * @param reason see Transition()
     */
    void Perform(uint16_t actions, const DownReason& reason);

    /**
     * @brief Handle a message that has come in order.
     * @param message the message
     * @param from where it came from
     */
    void Handle(const ControlMessage& message, const Address& from);

    /**
     * @brief Handle SCCRQ, SCCRP or SCCCN.
     * @param message the message
     * @param from where it came from
     */
    void HandleSetup(const ControlMessage& message, const Address& from);

    /**
     * @brief Handle StopCCN.
     * @param message the message
     */
    void HandleStopCcn(const ControlMessage& message);

    /**
     * @brief Take over the peer's Assigned Control Connection ID, unless it is known.
     * @param message any message
     */
    void LearnRemoteId(const ControlMessage& message);

    /**
     * @brief Take over what SCCRQ or SCCRP says of the peer, as far as it is there.
     * @param message the message
     */
    void LearnPeer(const ControlMessage& message);

    /** @brief SCCRQ or SCCRP. @param type which @return the message */
    ControlMessage MakeSetup(MessageType type) const;

    /** @brief StopCCN. @param reason its Result Code @return the message */
    ControlMessage MakeStopCcn(const DownReason& reason) const;

    /** @brief The machine is established: start the keepalive, tell the owner. */
    void Establish();

    /**
     * @brief Clean up: end the sessions, leave the peer's set of open connections.
     * @param reason why
     */
    void CleanUp(const DownReason& reason);

    /** @brief The reliable channel has given up. */
    void GiveUp();

    /**
     * @brief Report a message that has no effect.
     * @param reason why
     * @param detail for a reader
     */
    void Drop(ControlDropReason reason, const std::string& detail);

    EndpointContext& m_context;    //!< shared parts of the endpoint
    uint32_t m_localId;            //!< own ID
    uint32_t m_remoteId{0};        //!< peer's ID, or 0
    Address m_peerAddress;         //!< where messages go to
    PeerInformation m_peer;        //!< what the peer has said of itself
    State m_state{State::Idle};    //!< state of the machine
    ReliableChannel m_channel;     //!< reliable channel
    CallControl m_calls;           //!< sessions
    Time m_now;                    //!< time of the call in progress
    Keepalive m_keepalive;         //!< when to send HELLO
    Time m_guard{Time::Max()};     //!< when the set-up has taken too long
    Time m_idleClose{Time::Max()}; //!< when to close for want of sessions
    Time m_hold{Time::Max()};      //!< when the state kept after StopCCN goes
    bool m_closing{false};         //!< only waits for its end
    bool m_stopSent{false};        //!< StopCCN was sent and is not yet acknowledged
    bool m_released{false};        //!< nothing is left to do
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_CONTROL_CONNECTION_H
