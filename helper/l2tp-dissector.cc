// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-dissector.h"

#include <algorithm>
#include <boost/endian/conversion.hpp>

namespace ns3
{
namespace l2tp
{

namespace
{

using boost::endian::load_big_u16;
using boost::endian::load_big_u32;
using Digest = DissectionRecord::Digest;
using Kind = DissectionRecord::Kind;
using Origin = DissectionRecord::Origin;
using Reason = DemuxResult::Reason;

constexpr uint8_t PROTOCOL_UDP = 17;
constexpr std::size_t UDP_PORTS_SIZE = 4;
constexpr std::size_t UDP_HEADER_SIZE = 8;
constexpr uint16_t FIRST_FREE_PORT = 1024; // those below belong to other protocols
constexpr uint16_t CONTROL_FLAGS = HEADER_T_BIT | HEADER_L_BIT | HEADER_S_BIT | VERSION_3;
constexpr char CUT[] = "cut when it was captured";

bool
LooksLikeControl(ByteView bytes, std::size_t size)
{
    return bytes.size() >= CONTROL_HEADER_SIZE && load_big_u16(bytes.data()) == CONTROL_FLAGS &&
           load_big_u16(bytes.data() + ControlHeader::LENGTH) == size;
}

bool
LooksLikeData(ByteView bytes)
{
    return bytes.size() >= UDP_DATA_WORD_SIZE + SESSION_ID_SIZE &&
           load_big_u32(bytes.data()) == UDP_DATA_WORD &&
           load_big_u32(bytes.data() + UDP_DATA_WORD_SIZE) != 0;
}

// What a packet is that goes nowhere: L2TPv2 has the T bit where version 3 has it.
Kind
GuessKind(Reason reason, Encapsulation encapsulation, ByteView bytes)
{
    if (encapsulation == Encapsulation::Ip || bytes.empty() || reason == Reason::Layer2Forward ||
        reason == Reason::UnknownVersion)
    {
        return Kind::Unknown;
    }
    return (bytes[0] & (HEADER_T_BIT >> 8)) != 0 ? Kind::Control : Kind::Data;
}

DissectPath
GetPath(const Origin& origin)
{
    return {origin.source, origin.destination, origin.encapsulation};
}

} // namespace

Dissector::Dissector(const DissectorOptions& options, Sink sink)
    : m_sink(std::move(sink)),
      m_connections(options),
      m_sessions(options)
{
}

void
Dissector::TakeFrame(LinkType linkType, Time time, ByteView frame)
{
    Report(m_reassembly.TakeAbandoned(time));
    Origin origin;
    origin.index = ++m_counters.frames;
    origin.time = time;
    const auto bytes = FindIpPacket(linkType, frame);
    if (!bytes)
    {
        m_counters.skipped++;
        return;
    }
    const auto packet = IpPacket::Read(*bytes);
    if (!packet)
    {
        m_counters.damaged++;
    }
    else if (packet->fragment)
    {
        TakeFragment(*packet, origin);
    }
    else
    {
        TakeIpPacket(*packet, origin);
    }
}

void
Dissector::TakePacket(Encapsulation encapsulation, ByteView packet)
{
    Origin origin;
    origin.index = ++m_counters.frames;
    origin.encapsulation = encapsulation;
    Dissect(origin, packet, false);
}

void
Dissector::Finish()
{
    Report(m_reassembly.TakeAll());
}

const Dissector::Counters&
Dissector::GetCounters() const
{
    return m_counters;
}

void
Dissector::TakeFragment(const IpPacket& packet, Origin origin)
{
    m_counters.fragments++;
    if (!IpReassembly::IsUsable(packet))
    {
        IpPacket part = packet;
        part.fragment.reset();
        part.payload = packet.fragment->offset == 0 ? part.payload : ByteView();
        ReportPart(part, origin, packet.IsCut() ? CUT : "no sound fragment");
        return;
    }
    const auto datagram = m_reassembly.Take(packet, *origin.time, origin.index);
    if (datagram)
    {
        TakeIpPacket({datagram->source,
                      datagram->destination,
                      datagram->protocol,
                      std::nullopt,
                      datagram->payload.size(),
                      datagram->payload},
                     origin);
    }
}

void
Dissector::TakeIpPacket(const IpPacket& packet, Origin origin)
{
    IpPacket found = packet;
    const auto content = FindL2tp(found, origin);
    const bool isSound = content == Content::L2tp && !found.IsCut();
    m_counters.skipped += content == Content::Other ? 1 : 0;
    m_counters.damaged += content == Content::Other || isSound ? 0 : 1;
    if (content == Content::L2tp)
    {
        Dissect(origin, found.payload, found.IsCut());
    }
}

void
Dissector::Report(const std::vector<IpReassembly::Datagram>& datagrams)
{
    for (const auto& datagram : datagrams)
    {
        Origin origin;
        origin.index = datagram.index;
        origin.time = datagram.time;
        ReportPart({datagram.source,
                    datagram.destination,
                    datagram.protocol,
                    std::nullopt,
                    datagram.payload.size(),
                    datagram.payload},
                   origin,
                   "fragments are missing");
    }
}

void
Dissector::ReportPart(IpPacket packet, Origin origin, const char* what)
{
    const auto content = FindL2tp(packet, origin);
    m_counters.skipped += content == Content::Other ? 1 : 0;
    m_counters.damaged += content == Content::Other ? 0 : 1;
    if (content == Content::L2tp)
    {
        DissectionRecord record;
        record.origin = origin;
        record.error = {what, packet.payload.size()};
        Emit(record);
    }
}

Dissector::Content
Dissector::FindL2tp(IpPacket& packet, Origin& origin)
{
    if (packet.source.IsV6() && (!packet.SkipExtensions() || packet.fragment))
    {
        return Content::Unknown;
    }
    origin.source = packet.source;
    origin.destination = packet.destination;
    origin.encapsulation = packet.protocol == IP_PROTOCOL ? Encapsulation::Ip : Encapsulation::Udp;
    if (packet.protocol == IP_PROTOCOL)
    {
        return Content::L2tp;
    }
    return packet.protocol == PROTOCOL_UDP ? FindInUdp(packet, origin) : Content::Other;
}

Dissector::Content
Dissector::FindInUdp(IpPacket& packet, Origin& origin)
{
    if (packet.payload.size() < UDP_PORTS_SIZE)
    {
        return Content::Unknown;
    }
    const uint8_t* header = packet.payload.data();
    origin.sourcePort = load_big_u16(header);
    origin.destinationPort = load_big_u16(header + 2);
    if (packet.payload.size() < UDP_HEADER_SIZE)
    {
        // The payload is not there at all, however long it was.
        packet.size = std::max(packet.size, UDP_HEADER_SIZE + 1) - UDP_HEADER_SIZE;
        packet.payload = ByteView();
    }
    else
    {
        const std::size_t length = load_big_u16(header + 4);
        if (length >= UDP_HEADER_SIZE)
        {
            packet.size = std::min(packet.size, length);
        }
        packet.size -= UDP_HEADER_SIZE;
        packet.payload = packet.payload.Sub(UDP_HEADER_SIZE, packet.size);
    }
    const bool found = origin.sourcePort == UDP_PORT || origin.destinationPort == UDP_PORT ||
                       IsL2tpFlow(origin, packet);
    return found ? Content::L2tp : Content::Other;
}

bool
Dissector::IsL2tpFlow(const Origin& origin, const IpPacket& packet)
{
    const Endpoint from{origin.source, *origin.sourcePort};
    const Endpoint to{origin.destination, *origin.destinationPort};
    const Flow flow = from < to ? Flow{from, to} : Flow{to, from};
    if (LooksLikeControl(packet.payload, packet.size))
    {
        m_flows.Get(flow) = true;
    }
    const bool hasFreePorts = from.second >= FIRST_FREE_PORT && to.second >= FIRST_FREE_PORT;
    return m_flows.Find(flow) || (hasFreePorts && LooksLikeData(packet.payload));
}

void
Dissector::Dissect(const Origin& origin, ByteView bytes, bool isCut)
{
    DissectionRecord record;
    record.origin = origin;
    const DemuxResult found = Demux(origin.encapsulation, bytes);
    switch (found.kind)
    {
    case DemuxResult::Kind::Control:
        record.kind = Kind::Control;
        DissectControl(record, bytes.Sub(found.controlOffset), isCut);
        break;
    case DemuxResult::Kind::Data:
        record.kind = Kind::Data;
        record.sessionId = found.sessionId;
        DissectData(record, bytes, isCut);
        break;
    case DemuxResult::Kind::Discard:
        record.kind = GuessKind(found.reason, origin.encapsulation, bytes);
        if (found.reason == Reason::TooShort)
        {
            record.error = {isCut ? CUT : Describe(found.reason), bytes.size()};
        }
        else
        {
            record.error = {Describe(found.reason), 0};
        }
        break;
    }
    Emit(record);
}

void
Dissector::DissectControl(DissectionRecord& record, ByteView bytes, bool isCut)
{
    const DissectPath path = GetPath(record.origin);
    record.digest = m_connections.Judge(path, bytes, !record.origin.time);
    auto decoded = ControlMessage::Decode(bytes);
    if (const auto* error = std::get_if<ParseError>(&decoded))
    {
        RecordError(record, *error, bytes, isCut);
        return;
    }
    record.message = std::move(std::get<ControlMessage>(decoded));
    ControlMessage& message = *record.message;
    record.header = message.GetHeader();
    record.messageType = message.GetRawType();
    const bool isGood = record.digest != Digest::Bad;
    const bool isCaptured = record.origin.time.has_value();
    if (isGood)
    {
        m_connections.Unhide(message);
    }
    if (isCaptured)
    {
        m_connections.Learn(path, message, record.digest);
    }
    if (isCaptured && isGood)
    {
        m_sessions.Learn(path, message);
    }
    // An SCCRQ of an LCCE that speaks version 2 only (RFC 3931 section 4.7.3).
    if (message.GetVersion() == VERSION_2 && !message.MissingAttributes().empty())
    {
        record.error = {Describe(Reason::Version2), 0};
    }
}

void
Dissector::RecordError(DissectionRecord& record,
                       const ParseError& error,
                       ByteView bytes,
                       bool isCut)
{
    record.header = error.header;
    record.messageType = error.messageType;
    record.error = {Describe(error.what), error.offset, error.attribute};
    const bool lacksEnd =
        error.what == ParseProblem::Truncated || error.what == ParseProblem::BadLength;
    if (error.what == ParseProblem::BadLength)
    {
        record.header = ControlHeader::Read(bytes); // all but Length is good
        record.digest = Digest::Unchecked;
    }
    if (isCut && lacksEnd)
    {
        record.error = {CUT, bytes.size()};
    }
}

void
Dissector::DissectData(DissectionRecord& record, ByteView bytes, bool isCut)
{
    const auto shape = m_sessions.Find(GetPath(record.origin), *record.sessionId);
    const auto header = DataHeader::Read(shape.format, bytes);
    if (header)
    {
        record.data = {shape.format,
                       shape.source,
                       *header,
                       bytes.Sub(shape.format.GetSize()).ToBytes()};
    }
    else
    {
        record.error = {"shorter than cookie and sublayer", bytes.size()};
    }
    if (isCut)
    {
        record.error = {CUT, bytes.size()};
    }
}

void
Dissector::Emit(const DissectionRecord& record)
{
    m_counters.records++;
    m_counters.errors += record.error ? 1 : 0;
    m_sink(record);
}

} // namespace l2tp
} // namespace ns3
