// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_DISSECTION_RECORD_H
#define L2TP_DISSECTION_RECORD_H

#include "l2tp-bytes.h"
#include "l2tp-constants.h"
#include "l2tp-control-header.h"
#include "l2tp-control-message.h"
#include "l2tp-data-header.h"
#include "l2tp-dissect-ip-address.h"

#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief All that a Dissector tells about one L2TP packet.
 *
 * A record has a message or data or, if the packet cannot be decoded, an error. A packet whose end
 * was not captured has the data that is there and an error.
 */
struct DissectionRecord
{
    /** @brief What a packet is. */
    enum class Kind : uint8_t
    {
        Unknown, //!< it cannot be told
        Control, //!< a control message
        Data,    //!< a data message
    };

    /** @brief What is known of the Message Digest of a control message. */
    enum class Digest : uint8_t
    {
        Unchecked, //!< there is one, but no secret, or the nonces are not known
        Absent,    //!< there is none
        Ok,        //!< it is right
        Bad,       //!< it is wrong
    };

    /** @brief From where the shape of a data message is known. */
    enum class FormatSource : uint8_t
    {
        Assumed, //!< from nowhere: no cookie and no sublayer is assumed
        Learnt,  //!< from the control messages that have set the session up
        Given,   //!< the user has told it
    };

    /** @brief How a packet came. */
    struct Origin
    {
        uint64_t index{1};                       //!< number of the frame, from 1
        std::optional<Time> time;                //!< when it was captured
        IpAddress source;                        //!< source address, or none
        IpAddress destination;                   //!< destination address, or none
        std::optional<uint16_t> sourcePort;      //!< UDP source port
        std::optional<uint16_t> destinationPort; //!< UDP destination port
        Encapsulation encapsulation{};           //!< over UDP or IP
    };

    /** @brief Why a packet cannot be decoded. */
    struct Error
    {
        std::string what;                    //!< a phrase without a full stop
        std::size_t offset{0};               //!< octet where it is wrong: of a control message
                                             //!< counted from the T bit, else from the first octet
        std::optional<uint16_t> attribute{}; //!< Attribute Type of the AVP concerned
    };

    /** @brief A data message. */
    struct Data
    {
        DataFormat format;                          //!< its shape
        FormatSource source{FormatSource::Assumed}; //!< from where that is known
        DataHeader header;                          //!< its header
        Bytes payload;                              //!< what follows the header
    };

    Origin origin;                         //!< how the packet came
    Kind kind{Kind::Unknown};              //!< what it is
    std::optional<ControlHeader> header;   //!< header of a control message, if it can be read
    std::optional<uint16_t> messageType;   //!< number of the message type, if it can be read
    std::optional<ControlMessage> message; //!< the control message
    Digest digest{Digest::Absent};         //!< its Message Digest
    std::optional<uint32_t> sessionId;     //!< Session ID of a data message
    std::optional<Data> data;              //!< the data message
    std::optional<Error> error;            //!< what is wrong
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_DISSECTION_RECORD_H
