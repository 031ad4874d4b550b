// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_VALUE_CODEC_H
#define L2TP_VALUE_CODEC_H

#include "l2tp-avp-value.h"
#include "l2tp-bytes.h"
#include "l2tp-cookie.h"

#include <boost/endian/conversion.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @file
 * @ingroup l2tp
 * @brief Attribute Values as C++ values and as octets (\RFC{3931} section 5.4).
 *
 * One overload per C++ type, not per attribute: which attribute has which type is said in
 * namespace avp, which lengths and numbers are legal in the attribute table. The functions
 * neither check nor fail. All numbers are in network byte order on the wire (section 3.2).
 */

/**
 * @name Size of a value
 * Each function tells how many octets EncodeValue() writes.
 * The encoder asks first, makes room for the AVP once and then lets EncodeValue() fill it.
 * @param value the value
 * @return number of octets
 */
///@{
/** @brief A 16-bit number. */
constexpr std::size_t
EncodedSize(uint16_t value)
{
    return sizeof(value);
}

/** @brief A 32-bit number. */
constexpr std::size_t
EncodedSize(uint32_t value)
{
    return sizeof(value);
}

/** @brief A 64-bit number. */
constexpr std::size_t
EncodedSize(uint64_t value)
{
    return sizeof(value);
}

/** @brief Text. */
std::size_t EncodedSize(const std::string& value);
/** @brief Octets. */
std::size_t EncodedSize(const Bytes& value);
/** @brief 16-bit numbers. */
std::size_t EncodedSize(const std::vector<uint16_t>& value);
/** @brief A cookie. */
std::size_t EncodedSize(const Cookie& value);
/** @brief A Result Code. */
std::size_t EncodedSize(const ResultCodeValue& value);
/** @brief Circuit Errors. */
std::size_t EncodedSize(const CircuitErrorsValue& value);
/** @brief A Message Digest. */
std::size_t EncodedSize(const MessageDigestValue& value);
/** @brief An AVP of a vendor. */
std::size_t EncodedSize(const ExtendedVendorIdValue& value);

///@}

/**
 * @name Values to octets
 * Each function writes a value in network byte order.
 * @param value the value
 * @param to where to write EncodedSize() octets
 */
///@{
/** @brief Write a 16-bit number. */
inline void
EncodeValue(uint16_t value, uint8_t* to)
{
    boost::endian::store_big_u16(to, value);
}

/** @brief Write a 32-bit number. */
inline void
EncodeValue(uint32_t value, uint8_t* to)
{
    boost::endian::store_big_u32(to, value);
}

/** @brief Write a 64-bit number. */
inline void
EncodeValue(uint64_t value, uint8_t* to)
{
    boost::endian::store_big_u64(to, value);
}

/** @brief Write text as it is. */
void EncodeValue(const std::string& value, uint8_t* to);
/** @brief Write octets as they are. */
void EncodeValue(const Bytes& value, uint8_t* to);
/** @brief Write 16-bit numbers one after the other. */
void EncodeValue(const std::vector<uint16_t>& value, uint8_t* to);
/** @brief Write the octets of a cookie. */
void EncodeValue(const Cookie& value, uint8_t* to);
/** @brief Write a Result Code. */
void EncodeValue(const ResultCodeValue& value, uint8_t* to);
/** @brief Write Circuit Errors. */
void EncodeValue(const CircuitErrorsValue& value, uint8_t* to);
/** @brief Write a Message Digest. */
void EncodeValue(const MessageDigestValue& value, uint8_t* to);
/** @brief Write an AVP of a vendor. */
void EncodeValue(const ExtendedVendorIdValue& value, uint8_t* to);

///@}

/**
 * @brief Encode a value on its own.
 * @tparam T a type that EncodeValue() takes
 * @param value the value
 * @return its octets
 */
template <class T>
Bytes
ToOctets(const T& value)
{
    Bytes octets(EncodedSize(value));
    EncodeValue(value, octets.data());
    return octets;
}

/**
 * @name Octets to values
 * Each function reads a value whose length the attribute table allows; of fewer octets it takes
 * the missing ones as 0.
 * @param from the octets
 * @param value where to put the value
 */
///@{
/** @brief Read a 16-bit number. */
void DecodeValue(ByteView from, uint16_t& value);
/** @brief Read a 32-bit number. */
void DecodeValue(ByteView from, uint32_t& value);
/** @brief Read a 64-bit number. */
void DecodeValue(ByteView from, uint64_t& value);
/** @brief Read text as it is. */
void DecodeValue(ByteView from, std::string& value);
/** @brief Read octets as they are. */
void DecodeValue(ByteView from, Bytes& value);
/** @brief Read 16-bit numbers one after the other. */
void DecodeValue(ByteView from, std::vector<uint16_t>& value);
/** @brief Read a cookie; one of another size than 0, 4 or 8 becomes empty. */
void DecodeValue(ByteView from, Cookie& value);
/** @brief Read a Result Code. */
void DecodeValue(ByteView from, ResultCodeValue& value);
/** @brief Read Circuit Errors; 26 octets hold six counters, fewer hold four. */
void DecodeValue(ByteView from, CircuitErrorsValue& value);
/** @brief Read a Message Digest. */
void DecodeValue(ByteView from, MessageDigestValue& value);
/** @brief Read an AVP of a vendor. */
void DecodeValue(ByteView from, ExtendedVendorIdValue& value);
///@}

} // namespace l2tp
} // namespace ns3

#endif // L2TP_VALUE_CODEC_H
