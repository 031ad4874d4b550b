// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_RELIABLE_CHANNEL_H
#define L2TP_RELIABLE_CHANNEL_H

#include "l2tp-acknowledgment-policy.h"
#include "l2tp-congestion-control.h"
#include "l2tp-control-message.h"
#include "l2tp-out-of-order-policy.h"
#include "l2tp-queue-discipline.h"
#include "l2tp-retransmission-scope.h"
#include "l2tp-retransmission-timing.h"

#include "ns3/nstime.h"
#include "ns3/ptr.h"

#include <array>
#include <boost/circular_buffer.hpp>
#include <functional>
#include <map>
#include <optional>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief The reliable control message channel of one control connection (\RFC{3931} section 4.2).
 *
 * It numbers what is sent (Ns), tells the peer what has arrived (Nr), keeps each message until the
 * peer has acknowledged it, sends it again when its time is up, holds back what the peer's receive
 * window and the congestion window do not admit, and hands received messages up in order and once.
 * The state machines above never see Ns or Nr.
 *
 * The class knows no clock, socket or simulator: every call brings the present time, what is to be
 * transmitted goes to the Port, and GetDeadline() tells when Expire() wants to be called.
 *
 * What the RFC leaves open is decided by policies, see Policies.
 */
class ReliableChannel
{
  public:
    /**
     * @brief What one transmission of a control message is about.
     */
    struct Transmission
    {
        MessageType type;    //!< message type
        uint16_t ns;         //!< Ns of the message; for an acknowledgment the next one to be used
        uint16_t nr;         //!< Nr of the message
        uint32_t attempt{0}; //!< 0 for the first transmission, i for the i-th retransmission
        Time timeout;        //!< wait until the next retransmission; zero for an acknowledgment
        uint32_t tag{0};     //!< what the sender gave to Send()
    };

    /**
     * @brief Where the channel puts what it has to say; implemented by its owner.
     *
     * No call comes back into the channel from here: the owner takes note and returns.
     */
    class Port
    {
      public:
        virtual ~Port() = default;

        /**
         * @brief A message goes to the peer now.
         * @param message wire image from the T bit, with current Ns and Nr; the port may copy it,
         *        or change it in place where a field depends on Nr (Message Digest, \RFC{3931}
         *        section 5.4.1)
         * @param transmission what it is
         */
        virtual void Transmit(Bytes& message, const Transmission& transmission) = 0;

        /**
         * @brief The peer has acknowledged a message.
         * @param type its type
         * @param tag what the sender gave to Send()
         */
        virtual void Acknowledged(MessageType type, uint32_t tag) = 0;

        /**
         * @brief The congestion window, SSTHRESH, the peer's window or the number of outstanding
         *        messages has changed.
         * @param window the new values
         */
        virtual void WindowChanged(const WindowState& window) = 0;
    };

    /**
     * @brief The strategies of a channel, one object each; none may be null.
     */
    struct Policies
    {
        Ptr<CongestionControl> congestion;        //!< how many messages may be outstanding
        Ptr<RetransmissionTiming> timing;         //!< how long to wait for an acknowledgment
        Ptr<RetransmissionScope> scope;           //!< what an expiry sends again
        Ptr<OutOfOrderPolicy> outOfOrder;         //!< what to do with early messages
        Ptr<AcknowledgmentPolicy> acknowledgment; //!< when to acknowledge explicitly
        Ptr<QueueDiscipline> discipline;          //!< what leaves first when the window opens
    };

    /**
     * @brief Numbers of a channel.
     */
    struct Parameters
    {
        uint16_t receiveWindow{DEFAULT_RECEIVE_WINDOW}; //!< own Receive Window Size, 1..32768
        uint32_t maxRetransmissions{10};      //!< retransmissions, not transmissions, of a message
        uint32_t maxSccrqRetransmissions{10}; //!< the same for SCCRQ (\RFC{3931} section 4.2)
    };

    /**
     * @brief What became of a received message.
     */
    enum class Disposition : uint8_t
    {
        InOrder,         //!< it is, and perhaps earlier arrivals are, ready for PollDelivery()
        Acknowledgement, //!< ACK or ZLB: only its Nr counted
        Duplicate,       //!< seen before: acknowledged again and dropped
        Queued,          //!< early: kept until the gap closes
        OutOfOrder,      //!< early: dropped by policy
        BeyondWindow,    //!< further ahead than the receive window: acknowledged and dropped
        InvalidNr,       //!< acknowledges what was never sent: dropped, nothing used
    };

    /**
     * @brief Counters of a channel.
     */
    struct Counters
    {
        uint64_t transmitted{0};     //!< transmissions of every kind
        uint64_t retransmitted{0};   //!< of these, retransmissions
        uint64_t acknowledgments{0}; //!< of these, explicit acknowledgments
        uint64_t received{0};        //!< messages received, acknowledgments included
        uint64_t duplicates{0};      //!< messages received again
        uint64_t outOfOrder{0};      //!< messages received early, kept or not
        uint64_t invalidNr{0};       //!< messages with an impossible Nr
    };

    /**
     * @brief A channel with nothing sent and nothing received.
     * @param port takes the output; must outlive the channel
     * @param policies the strategies
     * @param parameters the numbers
     */
    ReliableChannel(Port& port, Policies policies, const Parameters& parameters);

    ReliableChannel(const ReliableChannel&) = delete;
    ReliableChannel& operator=(const ReliableChannel&) = delete;

    /**
     * @brief Set the first Ns to send and the first Ns to expect; both are 0 in the protocol.
     *
     * To answer a peer that still talks to a connection which is no more, and to test the wrap at
     * 65536 (\RFC{3931} section 4.2). Only before anything was sent or received.
     * @param ns first Ns to send
     * @param nr first Ns to expect
     */
    void SetFirstNumbers(uint16_t ns, uint16_t nr);

    /**
     * @brief The Control Connection ID that the peer has assigned is known
     *        (\RFC{3931} section 5.4.3).
     *
     * Every message sent for the first time from now on carries it; until then the field is 0,
     * and stays 0 in copies.
     * @param id the peer's Assigned Control Connection ID
     */
    void SetConnectionId(uint32_t id);

    /**
     * @brief The peer's Receive Window Size is known (\RFC{3931} section 5.4.3).
     * @param size number of messages; 0 is taken as 1, above 32768 as 32768
     */
    void SetPeerWindow(uint32_t size);

    /**
     * @brief Set the own receive window, before it is told to the peer.
     * @param size number of messages, 1..32768
     */
    void SetReceiveWindow(uint16_t size);

    /**
     * @brief Send a message reliably: now if the window admits it, else when it does.
     * @param message the message; Control Connection ID, Ns and Nr are set here
     * @param reply whether it answers the message being received
     * @param tag any value; comes back in Transmission
     * @param now present time
     */
    void Send(ControlMessage message, bool reply, uint32_t tag, Time now);

    /**
     * @brief Change the images of all messages that are not acknowledged yet, sent or not.
     * @param change changes one, but neither Ns nor Control Connection ID
     */
    void Rewrite(const std::function<void(Bytes&)>& change);

    /**
     * @brief Forget the messages with a tag that wait for the window and were never sent.
     * @param tag what the sender gave to Send()
     */
    void Withdraw(uint32_t tag);

    /**
     * @brief Forget what waits for the window and was never sent.
     *
     * Used before a StopCCN, which clears all sessions by itself.
     */
    void DropUnsent();

    /**
     * @brief Forget everything that waits for an acknowledgment or for the window.
     *
     * Afterwards the channel still receives and acknowledges. Used when the peer is known to have
     * closed the connection.
     */
    void StopSending();

    /**
     * @brief What numbers make of a message, whatever the policies; nothing changes.
     * @param ns its Ns
     * @param nr its Nr
     * @return InvalidNr, Duplicate, InOrder or OutOfOrder
     */
    Disposition Classify(uint16_t ns, uint16_t nr) const;

    /**
     * @brief Take a received message: judge its Nr, then its Ns.
     *
     * Call PollDelivery() until it returns nothing, handle each message, then call EndReceive().
     * @param message the message; kept only if it comes back from PollDelivery() later
     * @param now present time
     * @return what became of it
     */
    Disposition Receive(const ControlMessage& message, Time now);

    /**
     * @brief Next early message whose turn has come since the gap before it closed.
     * @return the message, or nothing
     */
    std::optional<ControlMessage> PollDelivery();

    /**
     * @brief The received message has been dealt with: send what may go, acknowledge what is owed.
     * @param now present time
     */
    void EndReceive(Time now);

    /**
     * @brief Do what is due.
     * @param now present time, not before GetDeadline()
     * @return false if a message has used up its retransmissions: the peer is unreachable
     */
    bool Expire(Time now);

    /**
     * @brief When Expire() has something to do.
     * @return a time, or Time::Max() if nothing is pending
     */
    Time GetDeadline() const;

    /**
     * @brief When the retransmission timer expires; part of GetDeadline().
     * @return a time, or Time::Max() while the timer is off
     */
    Time GetRetransmissionDeadline() const;

    /**
     * @brief Whether each message given to Send() was acknowledged.
     * @return true if nothing is outstanding and nothing waits
     */
    bool IsIdle() const;

    /**
     * @brief Number of messages sent and not yet acknowledged.
     * @return the number
     */
    std::size_t GetOutstanding() const;

    /**
     * @brief Number of messages that wait for the window.
     * @return the number
     */
    std::size_t GetWaiting() const;

    /**
     * @brief The window state.
     * @return the state
     */
    const WindowState& GetWindow() const;

    /**
     * @brief The counters.
     * @return the counters
     */
    const Counters& GetCounters() const;

    /**
     * @brief Length of the full retransmission cycle: from the first transmission of a message
     *        that is never acknowledged to the moment the channel gives up.
     * @return the time
     */
    Time GetCycle() const;

  private:
    /** @brief A message that the peer has not acknowledged. */
    struct Outstanding
    {
        Bytes image;         //!< wire image
        MessageType type;    //!< message type
        uint16_t ns;         //!< its Ns
        uint32_t tag;        //!< the caller's tag
        uint32_t attempt{0}; //!< number of retransmissions so far
        Time sent;           //!< when it was first sent
        Time deadline;       //!< own deadline, with a timer per message only
    };

    /** @brief A message that waits for the window. */
    struct Waiting
    {
        Bytes image;      //!< wire image
        MessageType type; //!< message type
        uint32_t tag;     //!< the caller's tag
    };

    /**
     * @brief Drop what a valid Nr acknowledges.
     * @param nr Nr of a received message
     * @param now present time
     */
    void Acknowledge(uint16_t nr, Time now);

    /**
     * @brief Send waiting messages as far as the window admits.
     * @param now present time
     */
    void Pump(Time now);

    /**
     * @brief Give a waiting message its Ns and send it for the first time.
     * @param waiting the message
     * @param now present time
     */
    void SendFirst(Waiting&& waiting, Time now);

    /**
     * @brief Send an outstanding message again.
     * @param index its place, 0 for the oldest
     * @param timeout the wait that begins now
     * @param now present time
     */
    void SendAgain(std::size_t index, Time timeout, Time now);

    /**
     * @brief Resend by the connection's timer.
     * @param now present time
     * @return false if the oldest message has used up its retransmissions
     */
    bool ExpireOldest(Time now);

    /**
     * @brief Resend by the messages' own timers.
     * @param now present time
     * @return false if a message has used up its retransmissions
     */
    bool ExpireEach(Time now);

    /**
     * @brief Stamp current numbers into an image and hand it to the port.
     * @param image wire image
     * @param transmission what it is; Nr is filled in here
     */
    void Emit(Bytes& image, Transmission transmission);

    /** @brief Send an explicit acknowledgment. */
    void SendAcknowledgment();

    /** @brief Tell the port the window state if it is no longer what was told last. */
    void ReportWindow();

    /**
     * @brief Retransmission limit of a message.
     * @param type its type
     * @return the number of retransmissions
     */
    uint32_t GetLimit(MessageType type) const;

    /**
     * @brief Set the retransmission deadline for the oldest message, or none.
     * @param now present time
     */
    void Rearm(Time now);

    Port& m_port;                                      //!< takes the output
    Policies m_policies;                               //!< strategies
    Parameters m_parameters;                           //!< numbers
    WindowState m_window;                              //!< windows and outstanding messages
    WindowState m_reported;                            //!< what WindowChanged() was last told
    Time m_cycle;                                      //!< full retransmission cycle
    TimingState m_timing;                              //!< round-trip time estimate
    Counters m_counters;                               //!< counters
    uint16_t m_ns{0};                                  //!< next Ns to send
    uint16_t m_nr{0};                                  //!< next Ns to expect
    uint32_t m_connectionId{0};                        //!< Control Connection ID the peer assigned
    boost::circular_buffer<Outstanding> m_outstanding; //!< sent, oldest first
    std::array<boost::circular_buffer<Waiting>, QueueDiscipline::BANDS> m_waiting; //!< by band
    std::map<uint16_t, ControlMessage> m_early; //!< received early, by Ns; only looked up
    bool m_receiving{false};                    //!< between Receive() and EndReceive()
    bool m_acknowledgmentOwed{false};           //!< something received is not yet acknowledged
    Time m_acknowledgeBy;                       //!< when it has to be acknowledged
    Time m_deadline{Time::Max()};               //!< when the retransmission timer expires
    Time m_lastRetransmission;                  //!< when a message was last sent again
    uint32_t m_backoff{0};                      //!< retransmissions of the oldest since Nr advanced
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_RELIABLE_CHANNEL_H
