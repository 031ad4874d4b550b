// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_DISSECT_SESSIONS_H
#define L2TP_DISSECT_SESSIONS_H

#include "l2tp-control-message.h"
#include "l2tp-data-header.h"
#include "l2tp-dissect-bounded-map.h"
#include "l2tp-dissect-path.h"
#include "l2tp-dissection-record.h"
#include "l2tp-dissector-options.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Learns from control messages what the data messages of each session look like.
 *
 * Cookie and sublayer are those of a direction: an LCCE tells in ICRQ, ICRP, OCRQ or OCRP what it
 * wants to receive, and may change its mind about the sublayer in ICCN or OCCN
 * (\RFC{3931} section 5.4.4). Copies of a message change nothing, nor does it matter in which order
 * the messages of one LCCE about a session were captured.
 */
class DissectSessions
{
  public:
    /** @brief Most session ends that are remembered. */
    static constexpr std::size_t MAX_ENDS = 262144;

    /** @brief The shape of a data message. */
    struct Shape
    {
        DataFormat format;                     //!< the shape
        DissectionRecord::FormatSource source; //!< from where it is known
    };

    /**
     * @brief Know no session.
     * @param options cookie and sublayer
     */
    explicit DissectSessions(const DissectorOptions& options);

    /**
     * @brief Learn from a message.
     * @param path from where to where it goes
     * @param message the message, unhidden; its digest is not wrong
     */
    void Learn(const DissectPath& path, const ControlMessage& message);

    /**
     * @brief The shape of a data message.
     * @param path from where to where it goes
     * @param sessionId its Session ID
     * @return what has been learnt or told, or the shape without cookie and sublayer
     */
    Shape Find(const DissectPath& path, uint32_t sessionId);

  private:
    /** @brief What an LCCE has said about what it wants to receive. */
    struct Wish
    {
        uint16_t ns{0};                   //!< number of the message
        std::optional<uint16_t> sublayer; //!< sublayer, if the message tells
        bool isReadable{true};            //!< false if cookie or sublayer cannot be decoded
        uint8_t cookieSize{0};            //!< octets of the cookie
    };

    /** @brief One end of a session. */
    struct End
    {
        uint32_t connection{0};      //!< Control Connection ID in the messages
        std::optional<Wish> request; //!< what ICRQ, ICRP, OCRQ or OCRP said
        std::optional<Wish> connect; //!< what ICCN or OCCN said
    };

    /**
     * @brief What a message says.
     * @param message the message
     * @return what its sender wants to receive
     */
    static Wish ReadWish(const ControlMessage& message);

    DissectorOptions m_options; //!< cookie and sublayer
    /** Ends by the path from their LCCE to its peer and the Session ID that it has assigned. */
    BoundedMap<std::pair<DissectPath, uint32_t>, End> m_ends{MAX_ENDS};
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_DISSECT_SESSIONS_H
