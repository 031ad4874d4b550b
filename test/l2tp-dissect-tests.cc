// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-capture-writer.h"
#include "l2tp-dissect-collector.h"
#include "l2tp-dissect-packets.h"
#include "l2tp-tool-tests.h"

#include "ns3/l2tp-dissection-json.h"
#include "ns3/l2tp-dissector.h"
#include "ns3/l2tp-pcap-reader.h"

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

namespace ns3
{
namespace l2tp
{
namespace tests
{

namespace
{

using namespace packets;

constexpr uint8_t PROTOCOL_UDP = 17;
constexpr uint8_t PROTOCOL_TCP = 6;
constexpr uint8_t DESTINATION_OPTIONS = 60;
constexpr uint16_t PORT = UDP_PORT;

/**
 * @ingroup l2tp-tests
 * @brief A packet is found in the frames of every link type.
 */
class DissectLinkTest : public TestCase
{
  public:
    DissectLinkTest()
        : TestCase("dissect link types")
    {
    }

  private:
    void DoRun() override;

    /**
     * @brief Whether the HELLO of a frame is found.
     * @param linkType link type
     * @param header what is before the IP packet
     * @param isV6 whether it is IPv6
     * @return true if all fields are right
     */
    bool Finds(LinkType linkType, const Bytes& header, bool isV6 = false);

    void TestLengths(); //!< lengths of 0 and wrong ones in IP headers
};

bool
DissectLinkTest::Finds(LinkType linkType, const Bytes& header, bool isV6)
{
    Collector collector;
    const Bytes packet =
        isV6 ? Ipv6(1, 2, PROTOCOL_UDP, Hello()) : Ipv4(1, 2, PROTOCOL_UDP, Hello());
    const Bytes padding(6, 0xee);
    collector.dissector.TakeFrame(linkType, Seconds(3), Join({header, packet, padding}));
    const DissectionRecord record = collector.Last();
    return collector.records.size() == 1 && record.message && record.header->length == 20 &&
           record.header->controlConnectionId == 0x11223344 && record.origin.index == 1 &&
           record.origin.source.ToString() == (isV6 ? "2001:db8::1" : "10.0.0.1") &&
           record.origin.destination.ToString() == (isV6 ? "2001:db8::2" : "10.0.0.2");
}

void
DissectLinkTest::TestLengths()
{
    const auto countOf = [](Bytes packet, std::size_t lengthOffset, uint8_t length) {
        packet[lengthOffset] = 0;
        packet[lengthOffset + 1] = length;
        Collector collector;
        collector.Take({packet});
        return collector.records.size();
    };
    const Bytes v4 = Ipv4(1, 2, PROTOCOL_UDP, Hello());
    NS_TEST_EXPECT_MSG_EQ(countOf(v4, 2, 0), 1, "IPv4 of length 0");
    NS_TEST_EXPECT_MSG_EQ(countOf(Ipv6(1, 2, PROTOCOL_UDP, Hello()), 4, 0), 1, "IPv6 of length 0");
    NS_TEST_EXPECT_MSG_EQ(countOf(v4, 2, 19), 0, "shorter than its header");
    NS_TEST_EXPECT_MSG_EQ(countOf(ByteView(v4).Sub(0, 19).ToBytes(), 2, 48), 0, "no whole header");

    Collector collector;
    collector.Take({Ipv4(1, 2, PROTOCOL_UDP, Join({LongData(5), Bytes(3)}))});
    NS_TEST_ASSERT_MSG_EQ(collector.Last().data.has_value(), true, "octets behind UDP");
    NS_TEST_EXPECT_MSG_EQ(collector.records[0].data->payload.size(), 5, "do not count");
    Bytes unknownLength = Ipv4(1, 2, IP_PROTOCOL, {0, 0, 0, 9, 1, 2});
    unknownLength[3] = 0;
    collector.Take({unknownLength});
    NS_TEST_EXPECT_MSG_EQ(collector.LastError(), "", "with length 0 nothing is cut");
}

void
DissectLinkTest::DoRun()
{
    const Bytes macs(12, 2);
    const Bytes cooked(14, 1);
    const Bytes tag{0x81, 0x00, 0x00, 0x64};
    const Bytes serviceTag{0x88, 0xa8, 0x00, 0x65};
    const Bytes v4{0x08, 0x00};
    const Bytes v6{0x86, 0xdd};
    const auto expect = [this](bool finds, const std::string& what) {
        NS_TEST_EXPECT_MSG_EQ(finds, true, what);
    };
    expect(Finds(LinkType::Ethernet, Join({macs, v4})), "Ethernet");
    expect(Finds(LinkType::Ethernet, Join({macs, v6}), true), "Ethernet, IPv6");
    expect(Finds(LinkType::Ethernet, Join({macs, tag, v4})), "802.1Q");
    expect(Finds(LinkType::Ethernet, Join({macs, serviceTag, tag, v6}), true), "two tags");
    expect(Finds(LinkType::LinuxCooked, Join({cooked, v4})), "cooked");
    expect(Finds(LinkType::LinuxCooked, Join({cooked, tag, v6}), true), "cooked with tag");
    expect(Finds(LinkType::LinuxCooked2, Join({v4, Bytes(18, 3)})), "cooked 2");
    expect(Finds(LinkType::Ppp, {0x00, 0x21}), "PPP of ns-3");
    expect(Finds(LinkType::Ppp, {0x21}), "PPP with compressed protocol");
    expect(Finds(LinkType::Ppp, {0xff, 0x03, 0x00, 0x57}, true), "PPP with address and control");
    expect(Finds(LinkType::PppHdlc, {0xff, 0x03, 0x21}), "PPP in HDLC-like framing");
    for (const auto raw : {LinkType::Raw, LinkType::RawOld, LinkType::RawOpenBsd, LinkType::Ipv4})
    {
        expect(Finds(raw, {}), "raw IP");
    }
    expect(Finds(LinkType::Ipv6, {}, true), "raw IPv6");
    TestLengths();
    expect(!Finds(LinkType::Ethernet, Join({macs, {0x08, 0x06}})), "ARP");
    expect(!Finds(LinkType::Ppp, {0xc0, 0x21}), "LCP");
    expect(!Finds(LinkType::Ethernet, macs), "shorter than its header");
    expect(!Finds(static_cast<LinkType>(147), {}), "an unknown link type");
    expect(!IsKnown(static_cast<LinkType>(147)), "and it says so");
    expect(IsKnown(LinkType::LinuxCooked2), "a known one");
}

/**
 * @ingroup l2tp-tests
 * @brief The times of a file come out with all their digits, whatever its byte order.
 */
class DissectTimeTest : public TestCase
{
  public:
    DissectTimeTest()
        : TestCase("dissect pcap files")
    {
    }

  private:
    void DoRun() override;

    /**
     * @brief Dissect a file.
     * @param writer the file
     * @param size how many octets of it
     * @param fault takes what is wrong with it
     * @return JSON lines
     */
    static std::string Dissect(const CaptureWriter& writer, std::size_t size, std::string& fault);
};

std::string
DissectTimeTest::Dissect(const CaptureWriter& writer, std::size_t size, std::string& fault)
{
    const Bytes& octets = writer.GetOctets();
    std::istringstream file(std::string(octets.begin(), octets.begin() + size));
    std::string text;
    PcapReader reader;
    fault = reader.Open(file);
    Dissector dissector({}, [&](const DissectionRecord& record) {
        text += ToJson(record, reader.GetTimeDecimals()) + "\n";
    });
    for (PcapReader::Record record; reader.Read(record);)
    {
        dissector.TakeFrame(static_cast<LinkType>(reader.GetLinkType()),
                            record.time,
                            record.octets);
    }
    fault += reader.GetFault();
    return text;
}

void
DissectTimeTest::DoRun()
{
    constexpr uint32_t RAW_WITH_FCS_BITS = 0x24000065;
    const Bytes packet = Ipv4(1, 2, PROTOCOL_UDP, Hello());
    for (const bool bigEndian : {false, true})
    {
        for (const bool nano : {false, true})
        {
            CaptureWriter writer(nano ? CaptureWriter::NANOSECONDS : CaptureWriter::MICROSECONDS,
                                 bigEndian,
                                 RAW_WITH_FCS_BITS);
            writer.Add(4000000000, 9, packet).Add(4000000001, 999999, packet);
            std::string fault;
            const std::string text = Dissect(writer, writer.GetSize(), fault);
            NS_TEST_EXPECT_MSG_EQ(fault, "", "it is read");
            const std::string first = nano ? "4000000000.000000009" : "4000000000.000009";
            const std::string second = nano ? "4000000001.000999999" : "4000000001.999999";
            NS_TEST_EXPECT_MSG_EQ((text.find("{\"index\":1,\"time\":" + first + ",") == 0),
                                  true,
                                  "first of " << text);
            NS_TEST_EXPECT_MSG_EQ(
                (text.find("{\"index\":2,\"time\":" + second + ",") != std::string::npos),
                true,
                "second of " << text);
            const std::string part = Dissect(writer, writer.GetSize() - 1, fault);
            NS_TEST_EXPECT_MSG_EQ(fault, "is truncated in record 2", "a truncated file");
            NS_TEST_EXPECT_MSG_EQ(part, text.substr(0, text.find('\n') + 1), "gives the rest");
        }
    }
}

/**
 * @ingroup l2tp-tests
 * @brief Fragments are put together in whatever order they come; what is missing is told.
 */
class DissectFragmentTest : public TestCase
{
  public:
    DissectFragmentTest()
        : TestCase("dissect fragments")
    {
    }

  private:
    void DoRun() override;

    /**
     * @brief Whether fragments give the record of LongData(), at the last of them.
     * @param fragments the IP packets
     * @param size octets of payload
     * @return true if they do, and nothing else
     */
    static bool Gives(const std::vector<Bytes>& fragments, std::size_t size);

    void TestOrders();     //!< any order, copies, overlaps
    void TestExtensions(); //!< IPv6 extension headers
    void TestMissing();    //!< what is given up
    void TestBounds();     //!< memory
};

bool
DissectFragmentTest::Gives(const std::vector<Bytes>& fragments, std::size_t size)
{
    Collector collector;
    collector.Take(fragments);
    collector.dissector.Finish();
    const DissectionRecord record = collector.Last();
    const Bytes expected = ByteView(LongData(size)).Sub(16).ToBytes();
    return collector.records.size() == 1 && record.data && record.data->payload == expected &&
           record.origin.index == fragments.size() && record.sessionId == 9U;
}

void
DissectFragmentTest::TestOrders()
{
    const auto v4 = Ipv4Fragments(1, 2, PROTOCOL_UDP, LongData(100), 32);
    const auto v6 = Ipv6Fragments(1, 2, PROTOCOL_UDP, LongData(100), 32);
    NS_TEST_ASSERT_MSG_EQ(v4.size(), 4, "fragments");
    std::vector<std::size_t> order{0, 1, 2, 3};
    do
    {
        std::vector<Bytes> some;
        std::vector<Bytes> others;
        for (const std::size_t i : order)
        {
            some.push_back(v4[i]);
            others.push_back(v6[i]);
        }
        NS_TEST_EXPECT_MSG_EQ(Gives(some, 100), true, "IPv4, from " << order[0] << order[1]);
        NS_TEST_EXPECT_MSG_EQ(Gives(others, 100), true, "IPv6, from " << order[0] << order[1]);
    } while (std::next_permutation(order.begin(), order.end()));

    NS_TEST_EXPECT_MSG_EQ(Gives({v4[0], v4[0], v4[2], v4[2], v4[3], v4[1]}, 100), true, "copies");
    const auto wider = Ipv4Fragments(1, 2, PROTOCOL_UDP, LongData(100), 56);
    NS_TEST_EXPECT_MSG_EQ(Gives({v4[0], wider[1], v4[3], v4[1]}, 100), true, "overlap");

    // The copies of a datagram that is complete give no error.
    Collector collector;
    collector.Take({v4[0], v4[1], v4[2], v4[3], v4[0]});
    collector.dissector.Finish();
    NS_TEST_EXPECT_MSG_EQ(collector.records.size(), 1, "a late copy");

    // Of two datagrams at a time, each gets its own fragments.
    Collector both;
    const auto other = Ipv4Fragments(1, 2, PROTOCOL_UDP, LongData(40), 32, 8);
    both.Take({v4[3], other[0], v4[0], v4[2], other[1], v4[1]});
    NS_TEST_ASSERT_MSG_EQ(both.records.size(), 2, "two datagrams");
    NS_TEST_EXPECT_MSG_EQ(both.records[0].data->payload.size(), 40, "the short one");
    NS_TEST_EXPECT_MSG_EQ(both.records[1].data->payload.size(), 100, "the long one");
    NS_TEST_EXPECT_MSG_EQ(both.dissector.GetCounters().fragments, 6, "counted");
}

void
DissectFragmentTest::TestExtensions()
{
    const Bytes options{PROTOCOL_UDP, 0, 1, 4, 0, 0, 0, 0};
    const auto divided =
        Ipv6Fragments(1, 2, DESTINATION_OPTIONS, Join({options, LongData(60)}), 24);
    NS_TEST_EXPECT_MSG_EQ(Gives(divided, 60), true, "options in the fragments");
    NS_TEST_EXPECT_MSG_EQ(Gives(Ipv6Fragments(1, 2, PROTOCOL_UDP, LongData(60), 80), 60),
                          true,
                          "a fragment that is the whole");
    auto differing = Ipv6Fragments(1, 2, PROTOCOL_UDP, LongData(60), 24);
    constexpr std::size_t FRAGMENT_OFFSET = 48;
    differing[1][FRAGMENT_OFFSET] = PROTOCOL_TCP;
    NS_TEST_EXPECT_MSG_EQ(Gives(differing, 60), true, "Next Header of the first fragment counts");
    const Bytes routing{51, 2, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    const Bytes authentication{PROTOCOL_UDP, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1};
    NS_TEST_EXPECT_MSG_EQ(Gives({Ipv6(1, 2, 43, Join({routing, authentication, LongData(5)}))}, 5),
                          true,
                          "routing and authentication headers");
    const Bytes nested{PROTOCOL_UDP, 0, 0, 1, 0, 0, 0, 1};
    NS_TEST_EXPECT_MSG_EQ(Gives(Ipv6Fragments(1, 2, 44, Join({nested, LongData(60)}), 24), 60),
                          false,
                          "a fragment of a fragment");
    Collector collector;
    collector.Take({Ipv6(1, 2, 43, {PROTOCOL_UDP, 9, 0, 0, 0, 0, 0, 0}), Ipv6(1, 2, 0, {})});
    NS_TEST_EXPECT_MSG_EQ(collector.records.size(), 0, "headers that are not whole");
    NS_TEST_EXPECT_MSG_EQ(collector.dissector.GetCounters().damaged, 2, "are damaged");
}

void
DissectFragmentTest::TestMissing()
{
    const auto fragments = Ipv4Fragments(1, 2, PROTOCOL_UDP, LongData(100), 32);
    Collector collector;
    collector.Take({fragments[1], fragments[0], fragments[3]}, 10);
    collector.Take({Ipv4(1, 2, PROTOCOL_TCP, {})}, 70);
    NS_TEST_EXPECT_MSG_EQ(collector.records.size(), 0, "it may still come");
    collector.Take({Ipv4(1, 2, PROTOCOL_TCP, {})}, 71);
    NS_TEST_ASSERT_MSG_EQ(collector.records.size(), 1, "but not after a minute");
    NS_TEST_EXPECT_MSG_EQ(collector.LastError(), "fragments are missing", "error");
    NS_TEST_EXPECT_MSG_EQ(collector.Last().error->offset, 56, "octets that are there");
    NS_TEST_EXPECT_MSG_EQ(collector.Last().origin.index, 1, "the first frame");
    NS_TEST_EXPECT_MSG_EQ((collector.Last().origin.sourcePort == PORT), true, "port");
    collector.Take({fragments[2]}, 72);
    collector.dissector.Finish();
    NS_TEST_EXPECT_MSG_EQ(collector.records.size(), 1, "not known to be L2TP");
    NS_TEST_EXPECT_MSG_EQ(collector.dissector.GetCounters().damaged, 2, "but it may be");

    const Bytes cut = ByteView(fragments[1]).Sub(0, fragments[1].size() - 1).ToBytes();
    Collector other;
    other.Take({fragments[0], cut, fragments[2], fragments[3]});
    other.Take(Ipv4Fragments(1, 2, PROTOCOL_TCP, Bytes(40), 32));
    other.Take({Ipv4(1, 2, 115, Bytes(9), 0x2000)}); // no multiple of 8 octets
    other.Take({Ipv4(1, 2, 115, Bytes(16, 1), 0x2000, 99)});
    other.dissector.Finish();
    NS_TEST_ASSERT_MSG_EQ(other.records.size(), 3, "one is wrong, one is cut, one has no end");
    NS_TEST_EXPECT_MSG_EQ(other.records[0].error->what, "no sound fragment", "length");
    NS_TEST_EXPECT_MSG_EQ(other.records[1].error->offset, 24, "UDP payload before the cut");
    NS_TEST_EXPECT_MSG_EQ(other.dissector.GetCounters().damaged, 4, "and the part that is cut");
    NS_TEST_EXPECT_MSG_EQ(other.dissector.GetCounters().skipped, 1, "TCP");
    NS_TEST_EXPECT_MSG_EQ((other.Last().origin.encapsulation == Encapsulation::Ip), true, "IP");
}

void
DissectFragmentTest::TestBounds()
{
    IpReassembly reassembly;
    const Bytes beyond = Ipv4(1, 2, 115, Bytes(16), 0x1fff);
    reassembly.Take(*IpPacket::Read(beyond), Seconds(1), 1);
    NS_TEST_EXPECT_MSG_EQ(reassembly.GetPendingCount(), 0, "beyond 65535 octets");
    const Bytes payload(1024, 1);
    const std::size_t count = 4 * IpReassembly::MAX_OCTETS / payload.size();
    std::size_t abandoned = 0;
    for (uint32_t i = 0; i < count; ++i)
    {
        const Bytes octets = Ipv4(i >> 16, 2, 115, payload, 0x2000, static_cast<uint16_t>(i));
        reassembly.Take(*IpPacket::Read(octets), Seconds(1), i);
        NS_TEST_ASSERT_MSG_LT_OR_EQ(reassembly.GetPendingCount() * payload.size(),
                                    IpReassembly::MAX_OCTETS,
                                    "octets that wait");
        abandoned += reassembly.TakeAbandoned(Seconds(1)).size();
    }
    NS_TEST_EXPECT_MSG_EQ(abandoned + reassembly.GetPendingCount(), count, "none gets lost");
    NS_TEST_EXPECT_MSG_EQ(abandoned + reassembly.TakeAll().size(), count, "all are told");
}

void
DissectFragmentTest::DoRun()
{
    TestOrders();
    TestExtensions();
    TestMissing();
    TestBounds();
}

} // namespace

std::vector<TestCase*>
MakeDissectTests()
{
    return {new DissectLinkTest, new DissectTimeTest, new DissectFragmentTest};
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
