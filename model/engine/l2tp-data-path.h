// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_DATA_PATH_H
#define L2TP_DATA_PATH_H

#include "l2tp-bytes.h"
#include "l2tp-constants.h"
#include "l2tp-cookie.h"
#include "l2tp-data-drop-reason.h"
#include "l2tp-data-header.h"
#include "l2tp-session.h"

#include <cstddef>
#include <cstdint>
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
 * Appendix C). The two directions share nothing. No frame is ever held back.
 */
class DataPath
{
  public:
    /** @brief Sequence numbers have so many bits (\RFC{3931} section 4.6). */
    static constexpr uint32_t SEQUENCE_BITS = 24;
    /** @brief So many numbers from the expected one on are new (\RFC{3931} section 4.6). */
    static constexpr uint32_t WINDOW = 1U << (SEQUENCE_BITS - 1);

    /** @brief A received packet is good: so many octets precede its frame. */
    struct Accepted
    {
        std::size_t headerSize; //!< octets of the header, 4 to 20
    };

    /** @brief What Judge() finds. */
    using Verdict = std::variant<Accepted, DataDropReason>;

    /**
     * @brief Begin with sequence number 0 in both directions (\RFC{3931} Appendix C).
     * @param parameters what was negotiated or configured
     * @param encapsulation how messages are sent
     */
    DataPath(const SessionParameters& parameters, Encapsulation encapsulation);

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
     * S bit. A number ahead of the expected one is accepted and leaves a gap.
     *
     * @param arrival how the packet came: the Session ID alone selects the session, so it may
     *        be another way than the one of GetEncapsulation()
     * @param bytes the packet, or its first MAX_DATA_HEADER_SIZE octets, from its first L2TP octet
     * @return the size of the header, or why the packet is dropped
     */
    Verdict Judge(Encapsulation arrival, ByteView bytes);

    /** @brief The next sequence number to send. @return a number below 2^24 */
    uint32_t GetNextSequence() const
    {
        return m_nextSequence;
    }

    /** @brief The next sequence number expected. @return a number below 2^24 */
    uint32_t GetExpectedSequence() const
    {
        return m_expectedSequence;
    }

    /** @brief How often a number was ahead of the expected one. @return a count */
    uint64_t GetGapCount() const
    {
        return m_gaps;
    }

    /** @brief How many numbers the gaps left out. @return a count of messages lost or late */
    uint64_t GetMissingCount() const
    {
        return m_missing;
    }

  private:
    /**
     * @brief Judge a sequence number.
     * @param sequence a number below 2^24
     * @return whether it is new
     */
    bool AcceptSequence(uint32_t sequence);

    uint64_t m_gaps{0};                                        //!< times a number was ahead
    uint64_t m_missing{0};                                     //!< numbers left out
    uint32_t m_localSessionId{0};                              //!< in messages received
    uint32_t m_remoteSessionId{0};                             //!< in messages sent
    uint32_t m_nextSequence{0};                                //!< next to send
    uint32_t m_expectedSequence{0};                            //!< next to come
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
