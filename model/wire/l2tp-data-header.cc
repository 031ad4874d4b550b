// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-data-header.h"

#include <boost/endian/conversion.hpp>
#include <cstring>

namespace ns3
{
namespace l2tp
{

using boost::endian::load_big_u32;
using boost::endian::store_big_u32;

std::size_t
DataHeader::Write(Encapsulation encapsulation, bool sublayerPresent, uint8_t* to) const
{
    uint8_t* at = to;
    if (encapsulation == Encapsulation::Udp)
    {
        store_big_u32(at, UDP_DATA_WORD);
        at += UDP_DATA_WORD_SIZE;
    }
    store_big_u32(at, sessionId);
    at += SESSION_ID_SIZE;
    const ByteView octets = cookie.GetBytes();
    std::memcpy(at, octets.data(), octets.size());
    at += octets.size();
    if (sublayerPresent)
    {
        store_big_u32(at, sublayer);
        at += SUBLAYER_SIZE;
    }
    return at - to;
}

std::optional<DataHeader>
DataHeader::Read(const DataFormat& format, ByteView bytes)
{
    if (!Cookie::IsValidSize(format.cookieSize) || bytes.size() < format.GetSize())
    {
        return std::nullopt;
    }
    DataHeader header;
    std::size_t offset = format.GetSessionIdOffset();
    header.sessionId = load_big_u32(bytes.data() + offset);
    offset += SESSION_ID_SIZE;
    header.cookie = *Cookie::FromBytes(bytes.Sub(offset, format.cookieSize));
    offset += format.cookieSize;
    if (format.sublayer)
    {
        header.sublayer = load_big_u32(bytes.data() + offset);
    }
    return header;
}

} // namespace l2tp
} // namespace ns3
