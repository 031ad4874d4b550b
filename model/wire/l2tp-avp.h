// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_AVP_H
#define L2TP_AVP_H

#include "l2tp-attribute.h"
#include "l2tp-avp-value.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief The row of an attribute in ATTRIBUTES.
 * @param type Attribute Type, which must be in the table
 * @param role which of the rows of that type, from 0
 * @return the index
 */
constexpr std::size_t
AttributeRow(uint16_t type, std::size_t role)
{
    std::size_t row = 0;
    while (ATTRIBUTES[row].type != type)
    {
        ++row;
    }
    return row + role;
}

/**
 * @ingroup l2tp
 * @brief One name per attribute, for typed access: `message.Get<avp::HostName>()`.
 *
 * The names say which row of the attribute table is meant and which C++ type its value has;
 * all else is in the table.
 */
namespace avp
{

/**
 * @ingroup l2tp
 * @brief What all names have in common.
 * @tparam NUMBER Attribute Type
 * @tparam T C++ type of the value
 * @tparam ROLE which of the rows of that type
 */
template <uint16_t NUMBER, class T, std::size_t ROLE = 0>
struct Attribute
{
    static constexpr uint16_t TYPE = NUMBER;                       //!< Attribute Type
    static constexpr std::size_t ROW = AttributeRow(NUMBER, ROLE); //!< index in ATTRIBUTES
    static constexpr const AttributeInfo& INFO = ATTRIBUTES[ROW];  //!< row of ATTRIBUTES
    using Value = T;                                               //!< type of the value
};

/**
 * @brief Message Type (\RFC{3931} section 5.4.1).
 *
 * The number of the message; MessageType names those of the RFC.
 * ControlMessage writes it by itself, always first and with the M bit.
 */
struct MessageTypeAvp : Attribute<0, uint16_t>
{
};

/**
 * @brief Result Code (\RFC{3931} section 5.4.2).
 *
 * Why a control connection (StopCCN) or session (CDN) ends.
 * Result numbers beyond StopCcnResult and CdnResult are legal.
 */
struct ResultCode : Attribute<1, ResultCodeValue>
{
};

/**
 * @brief Control Connection Tie Breaker (\RFC{3931} section 5.4.3).
 *
 * Eight octets, compared as an unsigned number: the lower one wins.
 * Only SCCRQ carries it.
 */
struct ControlConnectionTieBreaker : Attribute<5, uint64_t>
{
};

/**
 * @brief Session Tie Breaker (\RFC{3931} section 5.4.4).
 *
 * Eight octets, compared as an unsigned number: the lower one wins.
 * ICRQ and OCRQ carry it, under the same type as the one of control connections.
 */
struct SessionTieBreaker : Attribute<5, uint64_t, 1>
{
};

/**
 * @brief Host Name (\RFC{3931} section 5.4.3).
 *
 * US-ASCII name of the sending LCCE, 1 to 1017 octets.
 */
struct HostName : Attribute<7, std::string>
{
};

/**
 * @brief Vendor Name (\RFC{3931} section 5.4.3).
 *
 * US-ASCII description of the sending LCCE, 0 to 1017 octets.
 */
struct VendorName : Attribute<8, std::string>
{
};

/**
 * @brief Receive Window Size (\RFC{3931} section 5.4.3).
 *
 * How many unacknowledged messages the sender takes, 1 to 65535.
 * Without it DEFAULT_RECEIVE_WINDOW applies.
 */
struct ReceiveWindowSize : Attribute<10, uint16_t>
{
};

/**
 * @brief Serial Number (\RFC{3931} section 5.4.4).
 *
 * Number of the call, for logs; both ends of a session know it.
 */
struct SerialNumber : Attribute<15, uint32_t>
{
};

/**
 * @brief Physical Channel ID (\RFC{3931} section 5.4.4).
 *
 * Number that a vendor gives the channel of the call, for logs.
 */
struct PhysicalChannelId : Attribute<25, uint32_t>
{
};

/**
 * @brief Circuit Errors (\RFC{3931} section 5.4.5).
 *
 * Error counters of the circuit since the call began.
 */
struct CircuitErrors : Attribute<34, CircuitErrorsValue>
{
};

/**
 * @brief Random Vector (\RFC{3931} section 5.4.1).
 *
 * Octets that hide the AVPs after it; 16 or more are recommended.
 */
struct RandomVector : Attribute<36, Bytes>
{
};

/**
 * @brief Extended Vendor ID (\RFC{3931} section 5.1.1).
 *
 * Wraps an AVP of a vendor whose number has more than 16 bits.
 * It never has the M bit and may be there several times.
 */
struct ExtendedVendorId : Attribute<58, ExtendedVendorIdValue>
{
};

/**
 * @brief Message Digest (\RFC{3931} section 5.4.1).
 *
 * Authenticates the message; one or two follow Message Type at once.
 */
struct MessageDigest : Attribute<59, MessageDigestValue>
{
};

/**
 * @brief Router ID (\RFC{3931} section 5.4.3).
 *
 * Number that identifies the LCCE, often one of its IPv4 addresses.
 */
struct RouterId : Attribute<60, uint32_t>
{
};

/**
 * @brief Assigned Control Connection ID (\RFC{3931} section 5.4.3).
 *
 * Identifier that the peer has to put into the header of all
 * messages to the sender, 1 to 4294967295.
 */
struct AssignedControlConnectionId : Attribute<61, uint32_t>
{
};

/**
 * @brief Pseudowire Capabilities List (\RFC{3931} section 5.4.3).
 *
 * The PseudowireType numbers that the sender supports; an
 * empty list is read as no type at all.
 */
struct PseudowireCapabilitiesList : Attribute<62, std::vector<uint16_t>>
{
};

/**
 * @brief Local Session ID (\RFC{3931} section 5.4.4).
 *
 * Identifier that the sender gives the session, 1 to 4294967295; 0 only in a
 * CDN whose sender has none.
 */
struct LocalSessionId : Attribute<63, uint32_t>
{
};

/**
 * @brief Remote Session ID (\RFC{3931} section 5.4.4).
 *
 * Identifier that the recipient gave the session; 0 in ICRQ, OCRQ, CDN, WEN
 * and SLI while it is not known.
 */
struct RemoteSessionId : Attribute<64, uint32_t>
{
};

/**
 * @brief Assigned Cookie (\RFC{3931} section 5.4.4).
 *
 * Cookie that the sender wants to see in all data messages to it.
 * Without it, or with an empty one, they carry no cookie field.
 */
struct AssignedCookie : Attribute<65, Cookie>
{
};

/**
 * @brief Remote End ID (\RFC{3931} section 5.4.4).
 *
 * Octets, often text, that name the circuit to the recipient, 0 to 1017.
 */
struct RemoteEndId : Attribute<66, std::string>
{
};

/**
 * @brief Pseudowire Type (\RFC{3931} section 5.4.4).
 *
 * The PseudowireType number of the session; any number is read.
 */
struct PseudowireTypeAvp : Attribute<68, uint16_t>
{
};

/**
 * @brief L2-Specific Sublayer (\RFC{3931} section 5.4.4).
 *
 * The L2SpecificSublayer number that the sender wants in all data
 * messages to it; any number is read, without it none is wanted.
 */
struct L2SpecificSublayerAvp : Attribute<69, uint16_t>
{
};

/**
 * @brief Data Sequencing (\RFC{3931} section 5.4.4).
 *
 * The DataSequencing number, 0 to 2: which data messages to the sender need
 * sequence numbers.
 */
struct DataSequencingAvp : Attribute<70, uint16_t>
{
};

/**
 * @brief Circuit Status (\RFC{3931} section 5.4.5).
 *
 * CIRCUIT_STATUS_ACTIVE and CIRCUIT_STATUS_NEW; other bits are sent as 0 and
 * ignored on receipt.
 */
struct CircuitStatus : Attribute<71, uint16_t>
{
};

/**
 * @brief Preferred Language (\RFC{3931} section 5.4.3).
 *
 * Language tag (\RFC{3066}) for text that people read.
 */
struct PreferredLanguage : Attribute<72, std::string>
{
};

/**
 * @brief Control Message Authentication Nonce (\RFC{3931} section 5.4.1).
 *
 * Random octets that go into the digests of
 * the connection; 16 or more are recommended.
 */
struct ControlMessageAuthenticationNonce : Attribute<73, Bytes>
{
};

/**
 * @brief Tx Connect Speed (\RFC{3931} section 5.4.4).
 *
 * Bits per second from the LAC to the remote system; 0 if unknown. Without
 * Rx Connect Speed it counts for both directions.
 */
struct TxConnectSpeed : Attribute<74, uint64_t>
{
};

/**
 * @brief Rx Connect Speed (\RFC{3931} section 5.4.4).
 *
 * Bits per second from the remote system to the LAC; 0 if unknown.
 */
struct RxConnectSpeed : Attribute<75, uint64_t>
{
};

} // namespace avp
} // namespace l2tp
} // namespace ns3

#endif // L2TP_AVP_H
