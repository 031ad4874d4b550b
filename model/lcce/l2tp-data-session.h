// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_DATA_SESSION_H
#define L2TP_DATA_SESSION_H

#include "l2tp-bytes.h"
#include "l2tp-constants.h"
#include "l2tp-data-drop-reason.h"
#include "l2tp-data-path.h"
#include "l2tp-path.h"
#include "l2tp-sequencing-settings.h"
#include "l2tp-session.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"
#include "ns3/simple-ref-count.h"

#include <cstddef>
#include <cstdint>
#include <memory>

namespace ns3
{
namespace l2tp
{

class Circuit;
class Transport;

/**
 * @ingroup l2tp
 * @brief The data plane of one end of an established session.
 *
 * It joins a circuit to a transport: what the circuit sends gets a data header and goes to the
 * peer, what the SessionDirectory finds for it loses the header and goes to the circuit.
 * Packet tags are removed at both, byte tags stay. If the settings say so, frames that have
 * overtaken others wait for them, for a bounded time and in bounded number.
 *
 * The owner, an LCCE or a StaticSession, makes it when the session is established, binds it in the
 * SessionDirectory, and calls Close() when the session ends. It may do so from any callback: an
 * object that is still in use stays until the call has returned.
 */
class DataSession : public SimpleRefCount<DataSession>
{
  public:
    /** @brief Who wants to know what happens to the frames of a session. */
    class Observer
    {
      public:
        virtual ~Observer() = default;

        /**
         * @brief A frame is about to be sent; nothing stands against it.
         * @param session the session
         * @param frame the frame without any L2TP header
         */
        virtual void DataSent(const DataSession& session, Ptr<const Packet> frame) = 0;

        /**
         * @brief A frame has passed all checks and is about to be delivered to the circuit.
         * @param session the session
         * @param frame the frame without any L2TP header
         */
        virtual void DataReceived(const DataSession& session, Ptr<const Packet> frame) = 0;

        /**
         * @brief A frame is dropped.
         * @param session the session
         * @param packet a frame to be sent, without any L2TP header; or a received packet, with
         *        its header; with NoCircuit the frame that DataReceived() was just called for
         * @param reason why
         */
        virtual void DataDropped(const DataSession& session,
                                 Ptr<const Packet> packet,
                                 DataDropReason reason) = 0;
    };

    /**
     * @brief Make the data plane of a session, without a circuit.
     * @param parameters what was negotiated or configured
     * @param transport how to send
     * @param path from where to where
     * @param observer who is told; may be null
     * @param sequencing how to treat the sequence numbers received
     */
    DataSession(const SessionParameters& parameters,
                Ptr<Transport> transport,
                const Path& path,
                Observer* observer,
                const SequencingSettings& sequencing = SequencingSettings());
    ~DataSession();

    DataSession(const DataSession&) = delete;
    DataSession& operator=(const DataSession&) = delete;

    /**
     * @brief The session has ended: detach the circuit, tell the observer nothing more, send and
     *        deliver nothing more; frames that wait are gone. May be called again.
     */
    void Close();

    /**
     * @brief Report frames that wait for others as dropped (SessionEnded); before Close().
     */
    void DropWaiting();

    /**
     * @brief Attach a circuit; one that is attached is detached first.
     * @param circuit the circuit, which must stay until it is detached; null for none
     */
    void SetCircuit(Circuit* circuit);

    /** @brief The circuit. @return null if none is attached */
    Circuit* GetCircuit() const;

    /**
     * @brief Take over changed parameters and tell the circuit by Circuit::Attach(). Sequence
     *        numbers go on.
     * @param parameters the new parameters
     */
    void UpdateParameters(const SessionParameters& parameters);

    /**
     * @brief Whether the peer's circuit can take frames (\RFC{3931} section 5.4.5).
     * @return the A bit of the peer's Circuit Status
     */
    bool IsPeerCircuitActive() const;

    /**
     * @brief Receive only, or not any more, and tell the circuit by Circuit::Attach().
     *
     * For an end that takes data that overtakes the message which establishes the session; nothing
     * may be sent before (\RFC{3931} sections 3 and 6.10). Off in the beginning.
     *
     * @param receiveOnly whether Send() drops all frames
     */
    void SetReceiveOnly(bool receiveOnly);

    /**
     * @brief Whether the link is up.
     * @return true if the session may send and the peer's circuit is active
     */
    bool MaySend() const
    {
        return m_peerCircuitActive && !m_receiveOnly;
    }

    /**
     * @brief Send a frame.
     * @param frame the frame, which belongs to the session from now on
     * @return false if it was dropped; the observer knows why
     */
    bool Send(Ptr<Packet> frame);

    /**
     * @brief Take a packet that has the local Session ID.
     * @param packet the packet from its first L2TP octet, which belongs to the session
     * @param arrival how it came
     * @param head its first octets, at least MAX_DATA_HEADER_SIZE of them if it has so many
     */
    void Receive(Ptr<Packet> packet, Encapsulation arrival, ByteView head);

    /**
     * @brief Largest frame that travels without outer fragmentation, as routes are now.
     * @return octets, or 0 if there is no route or no room
     */
    uint32_t GetMaxFrameSize() const;

    /** @brief Headers and sequence numbers. @return the data path */
    const DataPath& GetDataPath() const;

    /** @brief From where to where. @return the path */
    const Path& GetPath() const;

    /** @brief Frames sent. @return a count */
    uint64_t GetSentCount() const;

    /** @brief Frames received that have passed all checks and wait no more. @return a count */
    uint64_t GetReceivedCount() const;

    /** @brief Octets of the frames sent, without L2TP headers. @return a count */
    uint64_t GetSentOctets() const;

    /** @brief Octets of the frames GetReceivedCount() counts. @return a count */
    uint64_t GetReceivedOctets() const;

    /** @brief Frames that wait for others. @return a count, see SequencingSettings */
    std::size_t GetWaitingCount() const;

  private:
    /** @brief Frames that wait for others, with the one timer that they need. */
    struct Waiting;

    /** @brief A frame may pass the same session so many times on its way out of the node. */
    static constexpr uint8_t MAX_NESTING = 8;
    /** @brief Total Length of an IPv4 packet has 16 bits. */
    static constexpr uint32_t MAX_IP_PACKET = 65535;

    /**
     * @brief Look for a reason not to send a frame.
     * @param frame the frame
     * @param reason takes the reason
     * @return true if there is one
     */
    bool MustNotSend(const Packet& frame, DataDropReason& reason) const;

    /**
     * @brief Put the data header in front of a frame.
     * @param frame the frame
     */
    void AddDataHeader(Packet& frame);

    /**
     * @brief Deliver a frame to the circuit.
     * @param frame the frame
     */
    void Deliver(const Ptr<Packet>& frame);

    /**
     * @brief Let a frame wait.
     * @param frame the frame
     * @param position number of frames that wait before it
     */
    void Hold(Ptr<Packet> frame, std::size_t position);

    /** @brief Deliver the frames that need not or must not wait any longer. */
    void Release();

    /**
     * @brief Tell the observer about a packet that is dropped.
     * @param packet the packet
     * @param reason why
     */
    void Drop(Ptr<const Packet> packet, DataDropReason reason);

    DataPath m_dataPath;                //!< headers and sequence numbers
    Path m_path;                        //!< from where to where
    Ptr<Transport> m_transport;         //!< how to send; null after Close()
    Circuit* m_circuit{nullptr};        //!< where frames go
    Observer* m_observer;               //!< who is told
    std::unique_ptr<Waiting> m_waiting; //!< null until a frame has to wait
    uint64_t m_sent{0};                 //!< frames sent
    uint64_t m_received{0};             //!< frames received
    uint64_t m_sentOctets{0};           //!< octets of the frames sent
    uint64_t m_receivedOctets{0};       //!< octets of the frames received
    bool m_peerCircuitActive;           //!< A bit of the peer
    bool m_receiveOnly{false};          //!< whether nothing may be sent yet
    uint8_t m_nesting{0};               //!< calls of Send() that have not returned
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_DATA_SESSION_H
