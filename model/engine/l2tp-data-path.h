// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_DATA_PATH_H
#define L2TP_DATA_PATH_H

#include "l2tp-bytes.h"
#include "l2tp-constants.h"
#include "l2tp-cookie.h"
#include "l2tp-data-drop-reason.h"
#include "l2tp-data-header.h"
#include "l2tp-sequence-receiver.h"
#include "l2tp-sequencing-settings.h"
#include "l2tp-session.h"

#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <variant>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief What one end of an established session does to the headers of data messages.
 *
 * It makes the header of each frame sent and judges the header of each packet received: cookie,
 * Default L2-Specific Sublayer and sequence numbers (\RFC{3931} sections 4.1, 4.5, 4.6 and
 * Appendix C). The two directions share nothing.
 */
class DataPath
{
  public:
    /** @brief Sequence numbers have so many bits (\RFC{3931} section 4.6). */
    static constexpr uint32_t SEQUENCE_BITS = 24;

    /** @brief A received packet is good: so many octets precede its frame. */
    struct Accepted
    {
        std::size_t headerSize; //!< octets of the header, 4 to 20
    };

    /** @brief A received packet is good, but has to wait for those before it. */
    struct Held
    {
        std::size_t headerSize; //!< octets of the header, 8 to 20
        std::size_t position;   //!< number of packets that wait before it
    };

    /** @brief What Judge() finds. */
    using Verdict = std::variant<Accepted, DataDropReason, Held>;

    /**
     * @brief Begin with sequence number 0 in both directions (\RFC{3931} Appendix C).
     * @param parameters what was negotiated or configured
     * @param encapsulation how messages are sent
     * @param settings how to treat the sequence numbers received
     */
    DataPath(const SessionParameters& parameters,
             Encapsulation encapsulation,
             const SequencingSettings& settings = SequencingSettings());

    /**
     * @brief Take over changed parameters; the sequence numbers go on.
     * @param parameters the new parameters
     */
    void Update(const SessionParameters& parameters);

    /** @brief Identifier of the session here. @return the local Session ID */
    uint32_t GetLocalSessionId() const
    {
        return m_localSessionId;
    }

    /** @brief Identifier of the session at the peer. @return the remote Session ID */
    uint32_t GetRemoteSessionId() const
    {
        return m_remoteSessionId;
    }

    /** @brief How messages are sent. @return IP or UDP */
    Encapsulation GetEncapsulation() const
    {
        return m_encapsulation;
    }

    /**
     * @brief Size of the header of messages sent.
     * @return octets from the first of L2TP to the frame, 4 to 20
     */
    std::size_t GetOverhead() const
    {
        return DataFormat{m_encapsulation,
                          static_cast<uint8_t>(m_remoteCookie.GetSize()),
                          m_transmitSublayer}
            .GetSize();
    }

    /** @brief Whether messages sent have the sublayer. @return true if they do */
    bool HasTransmitSublayer() const
    {
        return m_transmitSublayer;
    }

    /**
     * @brief Whether MakeHeader() wants to know which frames are IP.
     * @return true if the peer wants sequence numbers on other frames only
     */
    bool NeedsClassification() const
    {
        return m_transmitSequencing == DataSequencing::NonIp;
    }

    /**
     * @brief Make the header of the next frame and count it if it is sequenced.
     * @param frameIsIp whether the frame is known to be IP within its layer 2 framing; a frame
     *        that cannot be classified is not (\RFC{3931} section 5.4.4). Only heeded if
     *        NeedsClassification()
     * @return the header
     */
    DataHeader MakeHeader(bool frameIsIp);

    /**
     * @brief Judge a received packet that has the local Session ID, and take note of its sequence
     *        number.
     *
     * Sequence numbers are looked at only if this end has asked for them and the packet has the
     * S bit. A number ahead of the expected one is accepted and leaves a gap, unless packets may
     * be held: then its packet is kept by the caller, at the position told, until Release().
     *
     * @param arrival how the packet came: the Session ID alone selects the session, so it may
     *        be another way than the one of GetEncapsulation()
     * @param bytes the packet, or its first MAX_DATA_HEADER_SIZE octets, from its first L2TP octet
     * @param now the present time; any value unless NeedsTime()
     * @return the size of the header, or why the packet is dropped
     */
    Verdict Judge(Encapsulation arrival, ByteView bytes, const Time& now = Time());

    /** @brief Whether Judge() wants to know the time. @return false unless the settings need it */
    bool NeedsTime() const
    {
        return m_receiver && m_receiver->NeedsTime();
    }

    /**
     * @brief Let the first packet that is held go, if it must not wait any longer.
     *
     * To be called until it is false: after each packet judged, and at the deadline.
     *
     * @param now the present time
     * @return whether the first packet that is held has to be delivered
     */
    bool Release(const Time& now)
    {
        return m_receiver && m_receiver->Release(now);
    }

    /** @brief When Release() has to be called next. @return a time, or Time::Max() for never */
    Time GetDeadline() const
    {
        return m_receiver ? m_receiver->GetDeadline() : Time::Max();
    }

    /** @brief The next sequence number to send. @return a number below 2^24 */
    uint32_t GetNextSequence() const
    {
        return m_nextSequence;
    }

    /** @brief The next sequence number expected. @return a number below 2^24 */
    uint32_t GetExpectedSequence() const
    {
        return m_receiver ? m_receiver->GetExpected() : 0;
    }

    /** @brief What the sequence numbers received have shown. @return the counters */
    SequenceCounters GetSequenceCounters() const
    {
        return m_receiver ? m_receiver->GetCounters() : SequenceCounters();
    }

  private:
    std::unique_ptr<SequenceReceiver> m_receiver;              //!< null until it is needed
    SequencingSettings m_settings;                             //!< what m_receiver is made with
    uint32_t m_localSessionId{0};                              //!< in messages received
    uint32_t m_remoteSessionId{0};                             //!< in messages sent
    uint32_t m_nextSequence{0};                                //!< next to send
    Cookie m_localCookie;                                      //!< in messages received
    Cookie m_remoteCookie;                                     //!< in messages sent
    Encapsulation m_encapsulation;                             //!< of messages sent
    bool m_receiveSublayer{false};                             //!< in messages received
    bool m_transmitSublayer{false};                            //!< in messages sent
    DataSequencing m_receiveSequencing{DataSequencing::None};  //!< asked for by this end
    DataSequencing m_transmitSequencing{DataSequencing::None}; //!< asked for by the peer
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_DATA_PATH_H
