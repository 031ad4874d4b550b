// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_CONTROL_CONNECTION_H
#define L2TP_CONTROL_CONNECTION_H

#include "l2tp-call-control.h"
#include "l2tp-endpoint-context.h"
#include "l2tp-keepalive.h"
#include "l2tp-message-check.h"
#include "l2tp-message-security.h"
#include "l2tp-peer-information.h"
#include "l2tp-reliable-channel.h"

#include "ns3/address.h"
#include "ns3/nstime.h"

#include <optional>
#include <string>

namespace ns3
{
namespace l2tp
{

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
 *
 * Messages are verified before they come here: the owner asks GetSecurity() about the octets, and
 * drops what does not pass, before it gives the message to Receive().
 *
 * When two SCCRQs cross (section 5.4.3) the owner decides about the tie. The connection that goes
 * on after a lost or an equal tie is another object than the one that has lost: it begins by
 * Inherit(), so that it has its own identifier, numbers and nonces.
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
     * @param hints what else is known of the peer
     */
    ControlConnection(EndpointContext& context,
                      uint32_t localId,
                      const Address& peer,
                      const PeerHints& hints);

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
     * @brief Local open request: send SCCRQ, or, once established, open what waits. Ignored while
     *        the connection waits for its end.
     * @param now present time
     */
    void Open(Time now);

    /**
     * @brief An SCCRQ of the peer has lost the tie against the one of this connection, which goes
     *        on.
     * @param now present time
     */
    void WinTie(Time now);

    /**
     * @brief Go on for a connection whose SCCRQ has lost a tie or is to be repeated, with the
     *        sessions that wait for it. Only in state idle.
     *
     * After a lost tie Receive() has to follow with the SCCRQ of the peer, after an equal one
     * RestartAfterTie().
     * @param loser the other connection, in wait-ctl-reply; it is closed without a message
     * @param now present time
     */
    void Inherit(ControlConnection& loser, Time now);

    /**
     * @brief Both SCCRQs had the same tie breaker: send another one.
     * @param now present time
     */
    void RestartAfterTie(Time now);

    /**
     * @brief Take over the sessions of a connection that waits for the SCCRQ of the peer that has
     *        won, or whose peer says that this connection exists already.
     * @param parked the other connection
     * @param now present time
     */
    void TakeOver(ControlConnection& parked, Time now);

    /**
     * @brief The SCCRQ that the peer has won with does not come: end the sessions after all.
     * @param now present time
     */
    void EndParking(Time now);

    /**
     * @brief Answer the SCCRQ about to be received by StopCCN, whatever it says.
     * @param reason what StopCCN says
     */
    void RefuseWith(const DownReason& reason);

    /** @brief Forget the connection now, without waiting for an acknowledgment. */
    void Forget();

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
     * @brief Send one message of a session (for CallControl).
     * @param message the message
     * @param reply whether it answers the message being received
     * @param tag comes back to CallControl::Transmitted()
     */
    void Send(ControlMessage message, bool reply, uint32_t tag);

    /**
     * @brief Forget messages that wait for the window (for CallControl).
     * @param tag what Send() was given with them
     */
    void Withdraw(uint32_t tag);

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

    /**
     * @brief The secrets of the endpoint were changed: use the new ones at once.
     */
    void UpdateSecrets();

    /** @brief When Expire() is to be called. @return a time, or Time::Max() */
    Time GetDeadline() const;

    /** @brief Authentication and hiding. @return the security */
    MessageSecurity& GetSecurity()
    {
        return m_security;
    }

    /**
     * @brief Judge a message of this connection before anything of it is used.
     * @param image octets from the T bit
     * @return the finding
     */
    MessageSecurity::Judgment Judge(ByteView image);

    /** @brief Whether this end has sent the SCCRQ that counts. @return false at the responder */
    bool IsInitiator() const
    {
        return m_initiator;
    }

    /** @brief The tie breaker of the SCCRQ sent. @return the value, or nothing if it had none */
    std::optional<uint64_t> GetTieBreaker() const
    {
        return m_tieBreaker;
    }

    /** @brief Where the SCCRQ was sent to. @return the address given to the constructor */
    const Address& GetFirstAddress() const
    {
        return m_firstAddress;
    }

    /** @brief What was known of the peer. @return the hints given to the constructor */
    const PeerHints& GetHints() const
    {
        return m_hints;
    }

    /**
     * @brief Whether the peer has refused the SCCRQ since a connection exists already or is about
     *        to, and the sessions wait for that one.
     * @return true until TakeOver() or EndParking()
     */
    bool IsParked() const
    {
        return m_parking != Time::Max();
    }

    /** @brief When the connection was established. @return a time, or Time::Max() if never */
    Time GetUpTime() const
    {
        return m_upTime;
    }

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

    /** @brief What this end calls the peer. @return its identity */
    PeerIdentity GetIdentity() const;

    /** @brief The reliable channel. @return the channel */
    const ReliableChannel& GetChannel() const
    {
        return m_channel;
    }

    /**
     * @brief The sessions, for a call into them.
     * @param now present time
     * @return the call control
     */
    CallControl& GetCalls(Time now)
    {
        m_now = now;
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
    void Perform(uint32_t actions, const DownReason& reason);

    /**
     * @brief Handle a message that has come in order.
     * @param message the message
     */
    void Handle(const ControlMessage& message);

    /**
     * @brief Handle a message of a connection that waits for its end.
     * @param message the message
     */
    void HandleClosing(const ControlMessage& message);

    /**
     * @brief Handle a message of a type that the RFC does not define.
     * @param message the message
     */
    void HandleUnknown(const ControlMessage& message);

    /**
     * @brief Handle SCCRQ, SCCRP or SCCCN.
     * @param message the message
     */
    void HandleSetup(const ControlMessage& message);

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

    /**
     * @brief A message is not acceptable: report it, then run the machine.
     * @param event what it is to the machine
     * @param objection what is wrong with it
     */
    void Object(Event event, const Objection& objection);

    /**
     * @brief A message that the state does not allow, or that is not acceptable in any state.
     * @param event what it is to the machine
     * @param message the message
     */
    void RefuseInState(Event event, const ControlMessage& message);

    /** @brief The profile of the peer, as far as it is known. @return the profile, or null */
    const PeerProfile* GetProfile() const;

    /** @brief SCCRQ or SCCRP. @param type which @return the message */
    ControlMessage MakeSetup(MessageType type);

    /** @brief StopCCN. @param reason its Result Code @return the message */
    ControlMessage MakeStopCcn(const DownReason& reason) const;

    /** @brief The machine is established: start the keepalive, tell the owner. */
    void Establish();

    /**
     * @brief Stop everything but acknowledging.
     */
    void BeginClosing();

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
    Address m_firstAddress;        //!< where the first message went to
    Address m_peerAddress;         //!< where messages go to
    PeerHints m_hints;             //!< what was known of the peer
    PeerInformation m_peer;        //!< what the peer has said of itself
    State m_state{State::Idle};    //!< state of the machine
    ReliableChannel m_channel;     //!< reliable channel
    MessageSecurity m_security;    //!< authentication and hiding
    CallControl m_calls;           //!< sessions
    Time m_now;                    //!< time of the call in progress
    Keepalive m_keepalive;         //!< when to send HELLO
    Time m_guard{Time::Max()};     //!< when the set-up has taken too long
    Time m_idleClose{Time::Max()}; //!< when to close for want of sessions
    Time m_hold{Time::Max()};      //!< when the state kept after StopCCN goes
    Time m_parking{Time::Max()};   //!< when the sessions have waited for another one too long
    Time m_upTime{Time::Max()};    //!< when it was established
    std::optional<uint64_t> m_tieBreaker; //!< tie breaker of the SCCRQ sent
    std::optional<DownReason> m_refusal;  //!< how to answer the SCCRQ, if it is to be refused
    DownReason m_parkReason;              //!< with what the peer has refused the SCCRQ
    bool m_initiator{false};              //!< sender of the SCCRQ
    bool m_tieLost{false};                //!< the SCCRQ to come has won a tie
    bool m_discarded{false};              //!< closed without a message after a tie
    bool m_closing{false};                //!< only waits for its end
    bool m_stopSent{false};               //!< StopCCN was sent and is not yet acknowledged
    bool m_released{false};               //!< nothing is left to do
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_CONTROL_CONNECTION_H
