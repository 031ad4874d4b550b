// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_CONTROL_HEADER_H
#define L2TP_CONTROL_HEADER_H

#include "l2tp-bytes.h"

#include <cstdint>

namespace ns3
{
namespace l2tp
{

/** @brief T bit: set in control messages (\RFC{3931} section 3.2.1). */
constexpr uint16_t HEADER_T_BIT = 0x8000;
/** @brief L bit: the Length field is present (\RFC{3931} section 3.2.1). */
constexpr uint16_t HEADER_L_BIT = 0x4000;
/** @brief S bit: Ns and Nr are present (\RFC{3931} section 3.2.1). */
constexpr uint16_t HEADER_S_BIT = 0x0800;
/** @brief O bit of L2TPv2, reserved in L2TPv3 (\RFC{3931} section 10.5). */
constexpr uint16_t HEADER_O_BIT = 0x0200;
/** @brief P bit of L2TPv2, reserved in L2TPv3 (\RFC{3931} section 10.5). */
constexpr uint16_t HEADER_P_BIT = 0x0100;
/** @brief Ver field (\RFC{3931} section 3.2.1). */
constexpr uint16_t HEADER_VERSION_MASK = 0x000f;

/**
 * @ingroup l2tp
 * @brief The header of a control message (\RFC{3931} section 3.2.1).
 *
 * @verbatim
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |T|L|x|x|S|x|x|x|x|x|x|x|  Ver  |             Length            |
 * |                     Control Connection ID                     |
 * |               Ns              |               Nr              |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * @endverbatim
 */
struct ControlHeader
{
    /** @brief Offset of the first word (flags and Ver), in octets from the T bit. */
    static constexpr std::size_t FLAGS = 0;
    /** @brief Offset of Length. */
    static constexpr std::size_t LENGTH = 2;
    /** @brief Offset of the Control Connection ID. */
    static constexpr std::size_t CONTROL_CONNECTION_ID = 4;
    /** @brief Offset of Ns. */
    static constexpr std::size_t NS = 8;
    /** @brief Offset of Nr. */
    static constexpr std::size_t NR = 10;

    uint16_t flags;               //!< the first word: flags, reserved bits and Ver
    uint16_t length;              //!< octets from the T bit to the end of the last AVP
    uint32_t controlConnectionId; //!< identifier that the recipient assigned; 0 if unknown
    uint16_t ns;                  //!< number of this message
    uint16_t nr;                  //!< number of the message that is expected next

    /**
     * @brief Read the fields without judging them.
     * @param bytes at least 12 octets from the T bit; not checked
     * @return the fields
     */
    static ControlHeader Read(ByteView bytes);
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_CONTROL_HEADER_H
