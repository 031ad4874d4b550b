// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-value-codec.h"

#include <algorithm>

namespace ns3
{
namespace l2tp
{

namespace
{

// Circuit Errors by the fields of RFC 3931 section 5.4.5, and by its stated Length.
constexpr std::size_t FOUR_COUNTERS_SIZE = 18;
constexpr std::size_t SIX_COUNTERS_SIZE = 26;
constexpr std::size_t VENDOR_AND_TYPE_SIZE = 6;

template <class T>
uint8_t*
Put(T value, uint8_t* to)
{
    EncodeValue(value, to);
    return to + sizeof(value);
}

template <class T>
void
PutOctets(const T& octets, uint8_t* to)
{
    std::copy(octets.begin(), octets.end(), to);
}

// Octets that are missing at the end read as 0.
template <class T>
T
LoadBig(ByteView from, std::size_t offset)
{
    if (from.size() >= offset + sizeof(T))
    {
        return boost::endian::endian_load<T, sizeof(T), boost::endian::order::big>(from.data() +
                                                                                   offset);
    }
    T value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
    {
        const uint8_t octet = offset + i < from.size() ? from[offset + i] : 0;
        value = static_cast<T>(value << 8 | octet);
    }
    return value;
}

std::string
ToText(ByteView from)
{
    return std::string(from.begin(), from.end());
}

} // namespace

std::size_t
EncodedSize(const std::string& value)
{
    return value.size();
}

std::size_t
EncodedSize(const Bytes& value)
{
    return value.size();
}

std::size_t
EncodedSize(const std::vector<uint16_t>& value)
{
    return sizeof(uint16_t) * value.size();
}

std::size_t
EncodedSize(const Cookie& value)
{
    return value.GetSize();
}

std::size_t
EncodedSize(const ResultCodeValue& value)
{
    const bool withError = value.error || !value.text.empty();
    return sizeof(value.result) + (withError ? sizeof(uint16_t) + value.text.size() : 0);
}

std::size_t
EncodedSize(const CircuitErrorsValue& value)
{
    return value.hasFramingCounters ? SIX_COUNTERS_SIZE : FOUR_COUNTERS_SIZE;
}

std::size_t
EncodedSize(const MessageDigestValue& value)
{
    return sizeof(value.type) + value.digest.size();
}

std::size_t
EncodedSize(const ExtendedVendorIdValue& value)
{
    return VENDOR_AND_TYPE_SIZE + value.value.size();
}

void
EncodeValue(const std::string& value, uint8_t* to)
{
    PutOctets(value, to);
}

void
EncodeValue(const Bytes& value, uint8_t* to)
{
    PutOctets(value, to);
}

void
EncodeValue(const std::vector<uint16_t>& value, uint8_t* to)
{
    for (const uint16_t number : value)
    {
        to = Put(number, to);
    }
}

void
EncodeValue(const Cookie& value, uint8_t* to)
{
    PutOctets(value.GetBytes(), to);
}

void
EncodeValue(const ResultCodeValue& value, uint8_t* to)
{
    to = Put(value.result, to);
    if (value.error || !value.text.empty())
    {
        to = Put(value.error.value_or(0), to);
        PutOctets(value.text, to);
    }
}

void
EncodeValue(const CircuitErrorsValue& value, uint8_t* to)
{
    to = Put(uint16_t{0}, to); // reserved, RFC 3931 section 5.4.5
    if (value.hasFramingCounters)
    {
        to = Put(value.crcErrors, to);
        to = Put(value.framingErrors, to);
    }
    to = Put(value.hardwareOverruns, to);
    to = Put(value.bufferOverruns, to);
    to = Put(value.timeoutErrors, to);
    Put(value.alignmentErrors, to);
}

void
EncodeValue(const MessageDigestValue& value, uint8_t* to)
{
    *to = value.type;
    PutOctets(value.digest, to + sizeof(value.type));
}

void
EncodeValue(const ExtendedVendorIdValue& value, uint8_t* to)
{
    to = Put(value.vendor, to);
    to = Put(value.type, to);
    PutOctets(value.value, to);
}

void
DecodeValue(ByteView from, uint16_t& value)
{
    value = LoadBig<uint16_t>(from, 0);
}

void
DecodeValue(ByteView from, uint32_t& value)
{
    value = LoadBig<uint32_t>(from, 0);
}

void
DecodeValue(ByteView from, uint64_t& value)
{
    value = LoadBig<uint64_t>(from, 0);
}

void
DecodeValue(ByteView from, std::string& value)
{
    value = ToText(from);
}

void
DecodeValue(ByteView from, Bytes& value)
{
    value = from.ToBytes();
}

void
DecodeValue(ByteView from, std::vector<uint16_t>& value)
{
    value.clear();
    value.reserve((from.size() + 1) / sizeof(uint16_t));
    for (std::size_t offset = 0; offset < from.size(); offset += sizeof(uint16_t))
    {
        value.push_back(LoadBig<uint16_t>(from, offset));
    }
}

void
DecodeValue(ByteView from, Cookie& value)
{
    value = Cookie::FromBytes(from).value_or(Cookie());
}

void
DecodeValue(ByteView from, ResultCodeValue& value)
{
    value.result = LoadBig<uint16_t>(from, 0);
    value.error.reset();
    if (from.size() > sizeof(uint16_t))
    {
        value.error = LoadBig<uint16_t>(from, 2);
    }
    value.text = ToText(from.Sub(4));
}

void
DecodeValue(ByteView from, CircuitErrorsValue& value)
{
    value = {};
    value.hasFramingCounters = from.size() >= SIX_COUNTERS_SIZE;
    std::size_t offset = 2; // the reserved octets
    const auto next = [&from, &offset] {
        offset += sizeof(uint32_t);
        return LoadBig<uint32_t>(from, offset - sizeof(uint32_t));
    };
    if (value.hasFramingCounters)
    {
        value.crcErrors = next();
        value.framingErrors = next();
    }
    value.hardwareOverruns = next();
    value.bufferOverruns = next();
    value.timeoutErrors = next();
    value.alignmentErrors = next();
}

void
DecodeValue(ByteView from, MessageDigestValue& value)
{
    value.type = LoadBig<uint8_t>(from, 0);
    value.digest = from.Sub(1).ToBytes();
}

void
DecodeValue(ByteView from, ExtendedVendorIdValue& value)
{
    value.vendor = LoadBig<uint32_t>(from, 0);
    value.type = LoadBig<uint16_t>(from, 4);
    value.value = from.Sub(6).ToBytes();
}

} // namespace l2tp
} // namespace ns3
