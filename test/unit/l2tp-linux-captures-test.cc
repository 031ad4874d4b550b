// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-data-header.h"
#include "l2tp-demux.h"
#include "l2tp-dissect-ip-packet.h"
#include "l2tp-dissect-ip-reassembly.h"
#include "l2tp-json-file.h"
#include "l2tp-pcap-reader.h"
#include "l2tp-print.h"

#include <algorithm>
#include <boost/endian/conversion.hpp>
#include <boost/property_tree/ptree.hpp>
#include <gtest/gtest.h>
#include <map>
#include <ostream>
#include <set>
#include <string>
#include <vector>

using namespace ns3::l2tp;
using boost::endian::load_big_u16;
using boost::endian::load_big_u32;
using boost::property_tree::ptree;

namespace
{

constexpr uint16_t ETHERTYPE_IPV4 = 0x0800;
constexpr uint16_t ETHERTYPE_ARP = 0x0806;
constexpr std::size_t ETHERNET_SIZE = 14;
constexpr std::size_t UDP_SIZE = 8;
constexpr uint8_t PROTOCOL_UDP = 17;
constexpr std::size_t IPV4_TYPE_OF_SERVICE = 1;
constexpr std::size_t IPV4_FLAGS = 6;
constexpr std::size_t IPV4_TIME_TO_LIVE = 8;
constexpr uint8_t IPV4_DONT_FRAGMENT = 0x40;

const std::string CAPTURES = std::string(L2TP_SOURCE_DIR) + "/test/captures/";

/**
 * What was seen in a capture, in the words of the manifest.
 */
struct Seen
{
    std::map<std::string, std::size_t> counts; //!< of "check"
    std::vector<uint32_t> sequenceA;           //!< numbers in the words from end A
    std::vector<uint32_t> sequenceB;           //!< numbers in the words from end B
    std::set<std::string> udpWords;            //!< first words over UDP
    std::size_t innerMin{SIZE_MAX};            //!< smallest inner frame
    std::size_t innerMax{0};                   //!< largest inner frame
};

/**
 * One capture: its entry in the manifest, and what its frames are compared with.
 */
class Capture
{
  public:
    explicit Capture(const ptree& entry)
        : m_entry(entry),
          m_encapsulation(Text("encap") == "udp" ? Encapsulation::Udp : Encapsulation::Ip)
    {
    }

    void Read();

    const ptree& Entry() const
    {
        return m_entry;
    }

    const Seen& Result() const
    {
        return m_seen;
    }

    std::string Text(const std::string& key) const
    {
        return m_entry.get<std::string>(key);
    }

    std::vector<uint32_t> Numbers(const std::string& key) const
    {
        std::vector<uint32_t> numbers;
        for (const auto& number : m_entry.get_child(key))
        {
            numbers.push_back(ToNumber(number.second));
        }
        return numbers;
    }

  private:
    void ReadPacket(ByteView octets);
    void ReadDatagram(const IpReassembly::Datagram& datagram);
    ByteView StripUdp(ByteView payload, bool fromA);
    void ReadData(ByteView packet, bool fromA);
    void ReadInner(ByteView frame, bool fromA);

    const ptree& m_entry;          //!< entry in the manifest
    Encapsulation m_encapsulation; //!< of the tunnel
    IpReassembly m_reassembly;     //!< fragments
    Seen m_seen;                   //!< what has been seen so far
};

std::string
FormatMac(ByteView octets)
{
    std::string text;
    for (std::size_t i = 0; i < octets.size(); ++i)
    {
        text += (i == 0 ? "" : ":") + FormatHex(octets.Sub(i, 1));
    }
    return text;
}

void
Capture::Read()
{
    PcapReader reader;
    ASSERT_EQ(reader.Open(CAPTURES + Text("pcap")), "");
    uint32_t frames = 0;
    for (PcapReader::Record frame; reader.Read(frame); ++frames)
    {
        ASSERT_GE(frame.octets.size(), ETHERNET_SIZE);
        const uint16_t etherType = load_big_u16(&frame.octets[12]);
        if (etherType == ETHERTYPE_ARP)
        {
            ++m_seen.counts["outer_arp"];
            continue;
        }
        ASSERT_EQ(etherType, ETHERTYPE_IPV4);
        ReadPacket(ByteView(frame.octets).Sub(ETHERNET_SIZE));
    }
    EXPECT_EQ(reader.GetFault(), "");
    EXPECT_EQ(frames, ToNumber(m_entry.get_child("packets")));
    EXPECT_EQ(m_reassembly.GetPendingCount(), 0U);
}

void
Capture::ReadPacket(ByteView octets)
{
    const auto packet = IpPacket::Read(octets);
    ASSERT_TRUE(packet);
    EXPECT_EQ(octets[IPV4_TIME_TO_LIVE], 64);
    EXPECT_EQ(octets[IPV4_TYPE_OF_SERVICE], 0);
    EXPECT_EQ(octets[IPV4_FLAGS] & IPV4_DONT_FRAGMENT, 0);
    if (!packet->fragment)
    {
        ReadDatagram({packet->source,
                      packet->destination,
                      packet->protocol,
                      1,
                      0,
                      {},
                      packet->payload.ToBytes()});
    }
    else if (const auto datagram = m_reassembly.Take(*packet, {}, 0))
    {
        m_seen.counts["outer_fragment"] += datagram->fragments;
        ++m_seen.counts["outer_reassembled"];
        ReadDatagram(*datagram);
    }
}

void
Capture::ReadDatagram(const IpReassembly::Datagram& datagram)
{
    const bool fromA = datagram.source.ToString() == Text("outer_a");
    EXPECT_EQ(datagram.source.ToString(), Text(fromA ? "outer_a" : "outer_b"));
    EXPECT_EQ(datagram.destination.ToString(), Text(fromA ? "outer_b" : "outer_a"));
    ByteView packet = datagram.payload;
    if (m_encapsulation == Encapsulation::Udp)
    {
        ASSERT_EQ(datagram.protocol, PROTOCOL_UDP);
        packet = StripUdp(packet, fromA);
    }
    else
    {
        ASSERT_EQ(datagram.protocol, IP_PROTOCOL);
    }
    ReadData(packet, fromA);
}

ByteView
Capture::StripUdp(ByteView payload, bool fromA)
{
    EXPECT_GE(payload.size(), UDP_SIZE + 4);
    const std::string source = std::to_string(load_big_u16(payload.data()));
    const std::string destination = std::to_string(load_big_u16(payload.data() + 2));
    EXPECT_EQ(source, Text(fromA ? "udp_port_a" : "udp_port_b"));
    EXPECT_EQ(destination, Text(fromA ? "udp_port_b" : "udp_port_a"));
    EXPECT_EQ(load_big_u16(payload.data() + 4), payload.size());
    m_seen.counts["udp_csum_zero"] += load_big_u16(payload.data() + 6) == 0 ? 1 : 0;
    const ByteView packet = payload.Sub(UDP_SIZE);
    m_seen.udpWords.insert(FormatHex(packet.Sub(0, 2)) + "/" + FormatHex(packet.Sub(2, 2)));
    return packet;
}

void
Capture::ReadData(ByteView packet, bool fromA)
{
    const std::string cookie = Text(fromA ? "cookie_a_to_b" : "cookie_b_to_a");
    const bool sublayer = Text("session_opts").find("none") == std::string::npos;
    const DataFormat format{m_encapsulation, static_cast<uint8_t>(cookie.size() / 2), sublayer};

    const DemuxResult demux = Demux(m_encapsulation, packet);
    EXPECT_EQ(demux.kind, DemuxResult::Kind::Data);
    EXPECT_EQ(std::to_string(demux.sessionId), Text(fromA ? "session_id_b" : "session_id_a"));
    const auto header = DataHeader::Read(format, packet);
    ASSERT_TRUE(header);
    EXPECT_EQ(header->sessionId, demux.sessionId);
    EXPECT_EQ(FormatHex(header->cookie.GetBytes()), cookie);
    Bytes written(MAX_DATA_HEADER_SIZE);
    written.resize(header->Write(m_encapsulation, sublayer, written.data()));
    EXPECT_EQ(FormatHex(written), FormatHex(packet.Sub(0, format.GetSize())));
    if (sublayer)
    {
        (fromA ? m_seen.sequenceA : m_seen.sequenceB).push_back(GetSequence(header->sublayer));
        m_seen.counts["S_bit"] += IsSequenced(header->sublayer) ? 1 : 0;
        EXPECT_EQ(header->sublayer,
                  MakeSublayer(IsSequenced(header->sublayer), GetSequence(header->sublayer)));
    }
    ++m_seen.counts["data"];
    ReadInner(packet.Sub(format.GetSize()), fromA);
}

void
Capture::ReadInner(ByteView frame, bool fromA)
{
    ASSERT_GE(frame.size(), ETHERNET_SIZE);
    EXPECT_EQ(FormatMac(frame.Sub(6, 6)), Text(fromA ? "inner_mac_a" : "inner_mac_b"));
    const std::string destination = FormatMac(frame.Sub(0, 6));
    EXPECT_TRUE(destination == Text(fromA ? "inner_mac_b" : "inner_mac_a") ||
                destination == "ff:ff:ff:ff:ff:ff");
    ++m_seen.counts["inner_" + FormatHex(frame.Sub(12, 2))];
    m_seen.innerMin = std::min(m_seen.innerMin, frame.size());
    m_seen.innerMax = std::max(m_seen.innerMax, frame.size());
}

// R3.2.2-01 R3.2.2-05 R4.1.1.1-01 R4.1.2.1-01 R4.1.2.1-03 R4.1.2.1-05: what Linux puts on the wire
TEST(LinuxCaptures, DecodeToWhatTheManifestSays)
{
    const ptree manifest = ReadTestJson("captures/manifest.json");
    ASSERT_EQ(manifest.size(), 7U);
    for (const auto& [key, entry] : manifest)
    {
        Capture capture(entry);
        SCOPED_TRACE(capture.Text("name"));
        capture.Read();
        const Seen& seen = capture.Result();
        for (const auto& [name, value] : entry.get_child("check"))
        {
            const auto expected = ToNumber(value);
            const std::size_t actual = name == "inner_min"            ? seen.innerMin
                                       : name == "inner_max"          ? seen.innerMax
                                       : seen.counts.count(name) == 0 ? 0
                                                                      : seen.counts.at(name);
            EXPECT_EQ(actual, expected) << name;
        }
        EXPECT_EQ(seen.sequenceA, capture.Numbers("ns_a"));
        EXPECT_EQ(seen.sequenceB, capture.Numbers("ns_b"));
        std::set<std::string> words;
        for (const auto& word : entry.get_child("udp_flags_ver_reserved"))
        {
            words.insert(word.second.get_value<std::string>());
        }
        EXPECT_EQ(seen.udpWords, words);
    }
}

} // namespace
