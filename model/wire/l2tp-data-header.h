// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_DATA_HEADER_H
#define L2TP_DATA_HEADER_H

#include "l2tp-bytes.h"
#include "l2tp-constants.h"
#include "l2tp-cookie.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace ns3
{
namespace l2tp
{

/** @brief First word of a data message over UDP: Ver 3, all else 0 (section 4.1.2.1). */
constexpr uint32_t UDP_DATA_WORD = 0x00030000;
/** @brief Octets of the first word over UDP. */
constexpr std::size_t UDP_DATA_WORD_SIZE = 4;
/** @brief Octets of the Session ID. */
constexpr std::size_t SESSION_ID_SIZE = 4;
/** @brief Octets of the Default L2-Specific Sublayer (\RFC{3931} section 4.6). */
constexpr std::size_t SUBLAYER_SIZE = 4;
/** @brief Largest data header in octets: UDP, cookie of 8 octets, sublayer. */
constexpr std::size_t MAX_DATA_HEADER_SIZE =
    UDP_DATA_WORD_SIZE + SESSION_ID_SIZE + Cookie::MAX_SIZE + SUBLAYER_SIZE;

/** @brief S bit of the sublayer: the sequence number is valid (\RFC{3931} section 4.6). */
constexpr uint32_t SUBLAYER_S_BIT = 0x40000000;
/** @brief Sequence number of the sublayer (\RFC{3931} section 4.6). */
constexpr uint32_t SUBLAYER_SEQUENCE_MASK = 0x00ffffff;

/**
 * @ingroup l2tp
 * @brief Make the word of the Default L2-Specific Sublayer (\RFC{3931} section 4.6).
 * @param sequenced whether the message has a sequence number
 * @param ns the sequence number, taken modulo 2^24; ignored if sequenced is false
 * @return the word in host order; reserved bits are 0
 */
constexpr uint32_t
MakeSublayer(bool sequenced, uint32_t ns)
{
    return sequenced ? SUBLAYER_S_BIT | (ns & SUBLAYER_SEQUENCE_MASK) : 0;
}

/**
 * @ingroup l2tp
 * @brief Whether a sublayer word has a sequence number; reserved bits are ignored.
 * @param sublayer the word in host order
 * @return the S bit
 */
constexpr bool
IsSequenced(uint32_t sublayer)
{
    return (sublayer & SUBLAYER_S_BIT) != 0;
}

/**
 * @ingroup l2tp
 * @brief The sequence number of a sublayer word.
 * @param sublayer the word in host order
 * @return a number below 2^24, with a meaning only if IsSequenced()
 */
constexpr uint32_t
GetSequence(uint32_t sublayer)
{
    return sublayer & SUBLAYER_SEQUENCE_MASK;
}

/**
 * @ingroup l2tp
 * @brief The shape of data messages in one direction of a session (\RFC{3931} section 4.1).
 *
 * @verbatim
 *  over UDP only:  |T|x x x x x x x x x x x|  Ver  |      Reserved (0)     |
 *                  |                      Session ID                      |
 *                  |                Cookie (0, 32 or 64 bits)             |
 *  if sublayer:    |x|S|x x x x x x|           Sequence Number            |
 * @endverbatim
 */
struct DataFormat
{
    Encapsulation encapsulation{Encapsulation::Ip}; //!< how it travels
    uint8_t cookieSize{0};                          //!< 0, 4 or 8 octets
    bool sublayer{false};                           //!< Default L2-Specific Sublayer there

    /** @brief Where the Session ID is. @return octets from the start: 0 over IP, 4 over UDP */
    constexpr std::size_t GetSessionIdOffset() const
    {
        return encapsulation == Encapsulation::Udp ? UDP_DATA_WORD_SIZE : 0;
    }

    /** @brief Size of the header. @return octets before the payload, 4 to 20 */
    constexpr std::size_t GetSize() const
    {
        return GetSessionIdOffset() + SESSION_ID_SIZE + cookieSize + (sublayer ? SUBLAYER_SIZE : 0);
    }
};

/**
 * @ingroup l2tp
 * @brief The header of a data message: Session ID, cookie, sublayer.
 */
struct DataHeader
{
    uint32_t sessionId{0}; //!< identifier that the recipient assigned; 0 names no session
    Cookie cookie;         //!< cookie that the recipient assigned
    uint32_t sublayer{0};  //!< sublayer word in host order, see MakeSublayer()

    /**
     * @brief Write the header.
     * @param encapsulation how the message travels
     * @param sublayerPresent whether to write the sublayer
     * @param to where to write; MAX_DATA_HEADER_SIZE octets always suffice
     * @return number of octets written, that of the DataFormat with this cookie's size
     */
    std::size_t Write(Encapsulation encapsulation, bool sublayerPresent, uint8_t* to) const;

    /**
     * @brief Read a header of known shape.
     *
     * The first word over UDP is not looked at again; see Demux(). Reserved bits are kept in
     * the sublayer word.
     *
     * @param format shape of the session's messages in this direction
     * @param bytes the packet from its first L2TP octet
     * @return the header, or nothing if there are fewer octets than the shape needs or the
     *         cookie size is none
     */
    static std::optional<DataHeader> Read(const DataFormat& format, ByteView bytes);
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_DATA_HEADER_H
