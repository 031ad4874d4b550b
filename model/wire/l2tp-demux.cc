// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-demux.h"

#include "l2tp-control-header.h"
#include "l2tp-data-header.h"

#include <boost/endian/conversion.hpp>

namespace ns3
{
namespace l2tp
{

namespace
{

using boost::endian::load_big_u16;
using boost::endian::load_big_u32;
using Kind = DemuxResult::Kind;
using Reason = DemuxResult::Reason;

DemuxResult
Discard(Reason reason)
{
    return {Kind::Discard, reason, 0, 0};
}

DemuxResult
Control(std::size_t offset)
{
    return {Kind::Control, Reason::None, static_cast<uint8_t>(offset), 0};
}

DemuxResult
DemuxIp(ByteView bytes)
{
    if (bytes.size() < SESSION_ID_SIZE)
    {
        return Discard(Reason::TooShort);
    }
    const uint32_t sessionId = load_big_u32(bytes.data());
    if (sessionId == 0) // RFC 3931 section 4.1.1.2
    {
        return Control(SESSION_ID_SIZE);
    }
    return {Kind::Data, Reason::None, 0, sessionId};
}

// RFC 3931 section 4.1.2.1: Ver has the same place in L2F, L2TPv2 and L2TPv3.
Reason
JudgeVersion(uint16_t version)
{
    switch (version)
    {
    case 1:
        return Reason::Layer2Forward;
    case 2:
        return Reason::Version2;
    case VERSION_3:
        return Reason::None;
    default:
        return Reason::UnknownVersion;
    }
}

// An LCCE that speaks both versions opens with Ver 2 and with zeros where the two versions have
// their identifiers (RFC 3931 section 4.7.3). The decoder tells whether it is an SCCRQ.
bool
MayBeOpening(uint16_t flags, ByteView bytes)
{
    constexpr std::size_t IDENTIFIERS = 4;
    return (flags & HEADER_T_BIT) != 0 && bytes.size() >= IDENTIFIERS + sizeof(uint32_t) &&
           load_big_u32(bytes.data() + IDENTIFIERS) == 0;
}

DemuxResult
DemuxUdp(ByteView bytes)
{
    if (bytes.size() < sizeof(uint16_t))
    {
        return Discard(Reason::TooShort);
    }
    const uint16_t flags = load_big_u16(bytes.data());
    const Reason reason = JudgeVersion(flags & HEADER_VERSION_MASK);
    if (reason == Reason::Version2 && MayBeOpening(flags, bytes))
    {
        return Control(0);
    }
    if (reason != Reason::None)
    {
        return Discard(reason);
    }
    if ((flags & HEADER_T_BIT) != 0)
    {
        return Control(0);
    }
    if (bytes.size() < UDP_DATA_WORD_SIZE + SESSION_ID_SIZE)
    {
        return Discard(Reason::TooShort);
    }
    const uint32_t sessionId = load_big_u32(bytes.data() + UDP_DATA_WORD_SIZE);
    if (sessionId == 0)
    {
        return Discard(Reason::ZeroSessionId);
    }
    return {Kind::Data, Reason::None, 0, sessionId};
}

} // namespace

DemuxResult
Demux(Encapsulation encapsulation, ByteView bytes)
{
    return encapsulation == Encapsulation::Ip ? DemuxIp(bytes) : DemuxUdp(bytes);
}

const char*
Describe(DemuxResult::Reason reason)
{
    switch (reason)
    {
    case Reason::None:
        return "not discarded";
    case Reason::TooShort:
        return "shorter than an L2TP header";
    case Reason::Layer2Forward:
        return "L2F";
    case Reason::Version2:
        return "L2TPv2";
    case Reason::UnknownVersion:
        return "version unknown";
    case Reason::ZeroSessionId:
        return "data with Session ID 0";
    }
    return "unknown reason";
}

} // namespace l2tp
} // namespace ns3
