// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_DEMUX_H
#define L2TP_DEMUX_H

#include "l2tp-bytes.h"
#include "l2tp-constants.h"

#include <cstddef>
#include <cstdint>

namespace ns3
{
namespace l2tp
{

/** @brief So many octets of a packet let Demux() decide. */
constexpr std::size_t DEMUX_SIZE = 8;

/**
 * @ingroup l2tp
 * @brief What a received packet is (\RFC{3931} sections 4.1.1 and 4.1.2).
 */
struct DemuxResult
{
    /** @brief Where the packet goes. */
    enum class Kind : uint8_t
    {
        Control, //!< to the control connections
        Data,    //!< to the session with that Session ID
        Discard, //!< nowhere
    };

    /** @brief Why a packet goes nowhere. */
    enum class Reason : uint8_t
    {
        None,           //!< it does not
        TooShort,       //!< fewer octets than the fixed part of a header has
        Layer2Forward,  //!< Ver 1, a packet of L2F (\RFC{2341})
        Version2,       //!< Ver 2, a packet of L2TPv2 (\RFC{2661})
        UnknownVersion, //!< any other Ver but 3
        ZeroSessionId,  //!< a data message over UDP with the reserved Session ID 0
    };

    Kind kind{Kind::Discard};    //!< where the packet goes
    Reason reason{Reason::None}; //!< why it goes nowhere
    /** @brief Octets before the control message (4 over IP, 0 over UDP); 0 for data. */
    uint8_t controlOffset{0};
    uint32_t sessionId{0}; //!< Session ID of a data message
};

/**
 * @ingroup l2tp
 * @brief Tell control, data and foreign packets apart.
 *
 * Over IP a first word of 0 announces a control message and any other is a Session ID. Over UDP
 * the Ver field is looked at before any other bit, then the T bit decides; reserved bits are
 * ignored. No more than DEMUX_SIZE octets are read.
 *
 * @param encapsulation how the packet came
 * @param bytes the packet, or its first DEMUX_SIZE octets, from its first L2TP octet
 * @return what it is
 */
DemuxResult Demux(Encapsulation encapsulation, ByteView bytes);

/**
 * @ingroup l2tp
 * @brief A reason in words.
 * @param reason the reason
 * @return a short phrase without a full stop, for logs and traces
 */
const char* Describe(DemuxResult::Reason reason);

} // namespace l2tp
} // namespace ns3

#endif // L2TP_DEMUX_H
