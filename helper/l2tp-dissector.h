// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_DISSECTOR_H
#define L2TP_DISSECTOR_H

#include "l2tp-bytes.h"
#include "l2tp-constants.h"
#include "l2tp-demux.h"
#include "l2tp-dissect-bounded-map.h"
#include "l2tp-dissect-connections.h"
#include "l2tp-dissect-ip-packet.h"
#include "l2tp-dissect-ip-reassembly.h"
#include "l2tp-dissect-link-layer.h"
#include "l2tp-dissect-path.h"
#include "l2tp-dissect-sessions.h"
#include "l2tp-dissection-record.h"
#include "l2tp-dissector-options.h"

#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Decodes the L2TP packets of a capture, frame by frame, with the decoder of the module.
 *
 * It finds IP protocol 115 and UDP in IPv4 and IPv6, puts fragments together, and learns from
 * control messages what is needed to read those that follow: nonces for digests, and cookies and
 * sublayers of data messages. Over UDP these are taken for L2TP:
 * - all packets from or to port 1701;
 * - packets between other ports that can hardly be anything else (\RFC{3931} section 4.1.2.2 lets
 *   the responder choose its port, and static sessions may have any): control messages whose flags
 *   and Length are right, and data messages whose first word is that of section 4.1.2.1 between two
 *   ports from 1024 on;
 * - packets between two ports between which such a control message was seen.
 *
 * All memory is bounded, however long the capture is. What cannot be decoded gives a record with
 * an error; nothing that is in a capture makes the dissector abort.
 *
 * @code
 *   Dissector dissector(DissectorOptions(), [](const DissectionRecord& record) {
 *       std::cout << ToJson(record, 6) << "\n";
 *   });
 *   for (PcapReader::Record frame; reader.Read(frame);)
 *   {
 *       dissector.TakeFrame(LinkType::Ethernet, frame.time, frame.octets);
 *   }
 *   dissector.Finish();
 * @endcode
 */
class Dissector
{
  public:
    /** @brief Takes records; they are valid during the call only. */
    using Sink = std::function<void(const DissectionRecord&)>;

    /** @brief What has been done so far. */
    struct Counters
    {
        uint64_t frames{0};    //!< frames taken
        uint64_t fragments{0}; //!< those of them that hold a fragment of an IP packet
        uint64_t skipped{0};   //!< those of them, and IP packets put together, that are not L2TP
        uint64_t damaged{0};   //!< packets, L2TP or not to be told, that are cut, wrong below L2TP
                               //!< or lack fragments
        uint64_t records{0};   //!< records given
        uint64_t errors{0};    //!< those of them with an error
    };

    /** @brief Most pairs of UDP ports other than 1701 that are remembered. */
    static constexpr std::size_t MAX_FLOWS = 16384;

    /**
     * @brief Begin a capture.
     * @param options what cannot be learnt from it
     * @param sink takes the records
     */
    Dissector(const DissectorOptions& options, Sink sink);

    /**
     * @brief Take the next frame. A frame that completes an IP packet gives the record of the
     * whole.
     * @param linkType link type; the frame is skipped if it is not one of LinkType
     * @param time when it was captured
     * @param frame the octets that were captured
     */
    void TakeFrame(LinkType linkType, Time time, ByteView frame);

    /**
     * @brief Take a packet that does not come from a capture; nothing is learnt from it.
     * @param encapsulation how it was carried
     * @param packet the packet from the first octet behind the UDP or IP header
     */
    void TakePacket(Encapsulation encapsulation, ByteView packet);

    /** @brief End the capture: IP packets of which fragments are missing give their errors. */
    void Finish();

    /** @brief What has been done so far. @return counts */
    const Counters& GetCounters() const;

  private:
    /** @brief An address and a UDP port. */
    using Endpoint = std::pair<IpAddress, uint16_t>;
    /** @brief Two endpoints, the lower one first. */
    using Flow = std::pair<Endpoint, Endpoint>;

    /** @brief What an IP packet holds. */
    enum class Content
    {
        L2tp,    //!< L2TP
        Other,   //!< something else
        Unknown, //!< it cannot be told: what would tell is not there
    };

    /**
     * @brief Take a fragment of an IP packet.
     * @param packet the fragment
     * @param origin frame and time
     */
    void TakeFragment(const IpPacket& packet, DissectionRecord::Origin origin);

    /**
     * @brief Take a whole IP packet.
     * @param packet the packet
     * @param origin frame and time
     */
    void TakeIpPacket(const IpPacket& packet, DissectionRecord::Origin origin);

    /**
     * @brief Report IP packets of which fragments are missing, unless they are not L2TP.
     * @param datagrams what there is of them
     */
    void Report(const std::vector<IpReassembly::Datagram>& datagrams);

    /**
     * @brief Report a part of an IP packet that does not become whole, unless it is not L2TP.
     * @param packet the part, as if it were a packet
     * @param origin frame and time
     * @param what what is wrong
     */
    void ReportPart(IpPacket packet, DissectionRecord::Origin origin, const char* what);

    /**
     * @brief Find the L2TP packet in an IP packet.
     * @param packet the IP packet; its payload becomes that of UDP
     * @param origin gets addresses, ports and encapsulation
     * @return what it holds
     */
    Content FindL2tp(IpPacket& packet, DissectionRecord::Origin& origin);

    /**
     * @brief Find the L2TP packet in a UDP packet.
     * @param packet the UDP packet; its payload becomes that of UDP
     * @param origin gets the ports
     * @return what it holds
     */
    Content FindInUdp(IpPacket& packet, DissectionRecord::Origin& origin);

    /**
     * @brief Whether a UDP packet between two ports other than 1701 is L2TP.
     * @param origin addresses and ports
     * @param packet the UDP packet, its header taken off
     * @return true if it is
     */
    bool IsL2tpFlow(const DissectionRecord::Origin& origin, const IpPacket& packet);

    /**
     * @brief Decode an L2TP packet.
     * @param origin how it came
     * @param bytes its octets, as many as were captured
     * @param isCut whether there were more
     */
    void Dissect(const DissectionRecord::Origin& origin, ByteView bytes, bool isCut);

    /**
     * @brief Decode a control message.
     * @param record what is known so far, gets what is found
     * @param bytes octets from the T bit
     * @param isCut whether there were more
     */
    void DissectControl(DissectionRecord& record, ByteView bytes, bool isCut);

    /**
     * @brief Note why a control message cannot be decoded.
     * @param record gets it, and what could be read
     * @param error the reason
     * @param bytes octets from the T bit
     * @param isCut whether there were more
     */
    static void RecordError(DissectionRecord& record,
                            const ParseError& error,
                            ByteView bytes,
                            bool isCut);

    /**
     * @brief Decode a data message.
     * @param record what is known so far, gets what is found
     * @param bytes octets from the first one
     * @param isCut whether there were more
     */
    void DissectData(DissectionRecord& record, ByteView bytes, bool isCut);

    /**
     * @brief Give a record.
     * @param record the record
     */
    void Emit(const DissectionRecord& record);

    Sink m_sink;                               //!< takes the records
    DissectConnections m_connections;          //!< nonces of control connections
    DissectSessions m_sessions;                //!< shapes of data messages
    IpReassembly m_reassembly;                 //!< fragments
    BoundedMap<Flow, bool> m_flows{MAX_FLOWS}; //!< pairs of ports that L2TP uses
    Counters m_counters;                       //!< what has been done
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_DISSECTOR_H
