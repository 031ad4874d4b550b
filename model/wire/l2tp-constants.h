// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_CONSTANTS_H
#define L2TP_CONSTANTS_H

#include <cstddef>
#include <cstdint>

/**
 * @defgroup l2tp Layer Two Tunneling Protocol version 3
 * @brief L2TPv3 (\RFC{3931}) control connections and pseudowires.
 */

namespace ns3
{
namespace l2tp
{

/** @brief UDP port of L2TP (\RFC{3931} section 4.1.2.2). */
constexpr uint16_t UDP_PORT = 1701;
/** @brief IP protocol number of L2TP (\RFC{3931} section 4.1.1). */
constexpr uint8_t IP_PROTOCOL = 115;
/** @brief Value of the Ver field of L2TPv3 (\RFC{3931} section 3.2.1). */
constexpr uint8_t VERSION_3 = 3;
/** @brief Ver of a message that an LCCE for both versions opens with (\RFC{3931} section 4.7.3). */
constexpr uint8_t VERSION_2 = 2;
/** @brief Receive Window Size of a peer that sent none (\RFC{3931} section 5.4.3). */
constexpr uint16_t DEFAULT_RECEIVE_WINDOW = 4;
/** @brief Largest usable receive window: half of the Ns number space. */
constexpr uint16_t MAX_RECEIVE_WINDOW = 32768;
/** @brief Octets of the control message header (\RFC{3931} section 3.2.1). */
constexpr std::size_t CONTROL_HEADER_SIZE = 12;
/** @brief Octets of an AVP header (\RFC{3931} section 5.1). */
constexpr std::size_t AVP_HEADER_SIZE = 6;
/** @brief Largest AVP Length, header included (\RFC{3931} section 5.1). */
constexpr std::size_t AVP_MAX_SIZE = 1023;

/**
 * @ingroup l2tp
 * @brief How L2TP packets travel over the packet-switched network (\RFC{3931} section 4.1).
 */
enum class Encapsulation : uint8_t
{
    Ip,  //!< directly over IP, protocol 115 (section 4.1.1)
    Udp, //!< over UDP, port 1701 (section 4.1.2)
};

/**
 * @ingroup l2tp
 * @brief Control message types (\RFC{3931} sections 3.1 and 6).
 *
 * Zlb is not on the wire: it names the control message without any AVP, which acknowledges like
 * Ack does (section 6.15).
 */
enum class MessageType : uint16_t
{
    Unknown = 0,  //!< reserved on the wire; here any type that is not in this list
    Sccrq = 1,    //!< Start-Control-Connection-Request
    Sccrp = 2,    //!< Start-Control-Connection-Reply
    Scccn = 3,    //!< Start-Control-Connection-Connected
    StopCcn = 4,  //!< Stop-Control-Connection-Notification
    Hello = 6,    //!< keepalive
    Ocrq = 7,     //!< Outgoing-Call-Request
    Ocrp = 8,     //!< Outgoing-Call-Reply
    Occn = 9,     //!< Outgoing-Call-Connected
    Icrq = 10,    //!< Incoming-Call-Request
    Icrp = 11,    //!< Incoming-Call-Reply
    Iccn = 12,    //!< Incoming-Call-Connected
    Cdn = 14,     //!< Call-Disconnect-Notify
    Wen = 15,     //!< WAN-Error-Notify
    Sli = 16,     //!< Set-Link-Info
    Ack = 20,     //!< Explicit Acknowledgement
    Zlb = 0xffff, //!< no AVP at all (Zero-Length Body)
};

/**
 * @ingroup l2tp
 * @brief Pseudowire types of the IANA registry (\RFC{3931} section 10.6).
 *
 * Any other 16-bit value is legal on the wire.
 */
enum class PseudowireType : uint16_t
{
    FrameRelay = 0x0001,   //!< Frame Relay DLCI (\RFC{4591})
    EthernetVlan = 0x0004, //!< Ethernet VLAN (\RFC{4719})
    Ethernet = 0x0005,     //!< Ethernet port (\RFC{4719})
    Hdlc = 0x0006,         //!< HDLC (\RFC{4349})
    Ppp = 0x0007,          //!< PPP; used in practice though not assigned
};

/**
 * @ingroup l2tp
 * @brief L2-Specific Sublayer types (\RFC{3931} sections 5.4.4 and 10.9); others are registered
 *        by their number, see SublayerRegistry.
 */
enum class L2SpecificSublayer : uint16_t
{
    None = 0,    //!< no sublayer
    Default = 1, //!< Default L2-Specific Sublayer, 4 octets (section 4.6)
};

/**
 * @ingroup l2tp
 * @brief Data Sequencing levels (\RFC{3931} sections 5.4.4 and 10.10).
 */
enum class DataSequencing : uint16_t
{
    None = 0,  //!< no incoming data messages need sequencing
    NonIp = 1, //!< only non-IP data messages need sequencing
    All = 2,   //!< all incoming data messages need sequencing
};

/**
 * @ingroup l2tp
 * @brief Result codes of StopCCN (\RFC{3931} section 5.4.2).
 */
enum class StopCcnResult : uint16_t
{
    GeneralRequest = 1,     //!< general request to clear control connection
    GeneralError = 2,       //!< general error; the error code tells which
    AlreadyExists = 3,      //!< control connection already exists
    NotAuthorized = 4,      //!< requester is not authorized to establish a control connection
    VersionUnsupported = 5, //!< protocol version not supported; error code is the highest supported
    ShuttingDown = 6,       //!< requester is being shut down
    FsmError = 7,           //!< finite state machine error or timeout
};

/**
 * @ingroup l2tp
 * @brief Result codes of CDN (\RFC{3931} sections 5.4.2 and 10.3).
 */
enum class CdnResult : uint16_t
{
    LossOfCarrier = 1,              //!< disconnected due to loss of carrier or circuit disconnect
    GeneralError = 2,               //!< disconnected for the reason in the error code
    Administrative = 3,             //!< disconnected for administrative reasons
    TemporaryLackOfFacilities = 4,  //!< lack of appropriate facilities, temporary condition
    PermanentLackOfFacilities = 5,  //!< lack of appropriate facilities, permanent condition
    LosingTieBreaker = 13,          //!< session not established due to losing tie breaker
    UnsupportedPseudowireType = 14, //!< session not established due to unsupported PW type
    SequencingWithoutSublayer = 15, //!< sequencing required without valid L2-Specific Sublayer
    FsmError = 16,                  //!< finite state machine error or timeout
};

/**
 * @ingroup l2tp
 * @brief General error codes of the Result Code AVP (\RFC{3931} section 5.4.2).
 */
enum class ErrorCode : uint16_t
{
    None = 0,                  //!< no general error
    NoControlConnection = 1,   //!< no control connection exists yet for this pair of LCCEs
    BadLength = 2,             //!< length is wrong
    OutOfRange = 3,            //!< a field value was out of range
    InsufficientResources = 4, //!< insufficient resources to handle this operation now
    InvalidSessionId = 5,      //!< invalid Session ID
    VendorSpecific = 6,        //!< a generic vendor-specific error occurred
    TryAnother = 7,            //!< try another destination
    UnknownMandatoryAvp = 8,   //!< shut down because of an unknown AVP with the M bit set
    TryAnotherDirected = 9,    //!< try another destination; the message lists addresses
};

/**
 * @ingroup l2tp
 * @brief Digest Types of the Message Digest AVP (\RFC{3931} section 5.4.1).
 *
 * These are the numbers of the list in that section; the lengths named at its end are those of
 * types 0 and 1 too.
 */
enum class DigestType : uint8_t
{
    HmacMd5 = 0,  //!< HMAC-MD5, 16 octets; every implementation has it
    HmacSha1 = 1, //!< HMAC-SHA-1, 20 octets
};

/**
 * @ingroup l2tp
 * @brief Size of a digest.
 * @param type Digest Type
 * @return octets behind the Digest Type in the value of a Message Digest AVP
 */
constexpr std::size_t
DigestSize(DigestType type)
{
    return type == DigestType::HmacMd5 ? 16 : 20;
}

/** @brief A bit (Active) of the Circuit Status AVP (\RFC{3931} sections 5.4.5 and 10.7). */
constexpr uint16_t CIRCUIT_STATUS_ACTIVE = 0x0001;
/** @brief N bit (New) of the Circuit Status AVP (\RFC{3931} sections 5.4.5 and 10.7). */
constexpr uint16_t CIRCUIT_STATUS_NEW = 0x0002;

} // namespace l2tp
} // namespace ns3

#endif // L2TP_CONSTANTS_H
