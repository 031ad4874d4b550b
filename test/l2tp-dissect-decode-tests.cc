// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-dissect-collector.h"
#include "l2tp-dissect-packets.h"
#include "l2tp-tool-tests.h"

#include "ns3/l2tp-dissect-json-writer.h"
#include "ns3/l2tp-dissection-json.h"
#include "ns3/l2tp-dissector.h"

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
using Kind = DissectionRecord::Kind;

constexpr uint8_t PROTOCOL_UDP = 17;
constexpr uint8_t PROTOCOL_TCP = 6;
constexpr uint16_t PORT = UDP_PORT;

/**
 * @ingroup l2tp-tests
 * @brief What is on the ports of L2TP but cannot be decoded gives an error, what is not is skipped.
 */
class DissectErrorTest : public TestCase
{
  public:
    DissectErrorTest()
        : TestCase("dissect errors")
    {
    }

  private:
    void DoRun() override;

    /**
     * @brief Check the error of a packet.
     * @param packet the IP packet
     * @param what the error that has to be told, empty for none
     * @param offset where it is wrong
     * @param kind what the packet is
     */
    void Expect(const Bytes& packet, const std::string& what, std::size_t offset, Kind kind);

    void TestVersions();  //!< other versions of L2TP
    void TestMalformed(); //!< damaged packets
    void TestCut();       //!< packets cut by the capture
    void TestPorts();     //!< which packets are L2TP
};

void
DissectErrorTest::Expect(const Bytes& packet,
                         const std::string& what,
                         std::size_t offset,
                         Kind kind)
{
    Collector collector;
    collector.Take({packet});
    NS_TEST_ASSERT_MSG_EQ(collector.records.size(), 1, "one record for " << what);
    NS_TEST_EXPECT_MSG_EQ(collector.LastError(), what, "error");
    NS_TEST_EXPECT_MSG_EQ((collector.Last().kind == kind), true, "kind for " << what);
    if (!what.empty())
    {
        NS_TEST_EXPECT_MSG_EQ(collector.Last().error->offset, offset, "offset for " << what);
    }
}

void
DissectErrorTest::TestVersions()
{
    const auto udp = [](const Bytes& payload) {
        return Ipv4(1, 2, PROTOCOL_UDP, Udp(PORT, PORT, payload));
    };
    Expect(udp({0x00, 0x02, 0, 1, 0, 1, 0xff, 3, 0, 0x21}), "L2TPv2", 0, Kind::Data);
    Expect(udp({0xc8, 0x02, 0, 12, 0, 1, 0, 0, 0, 2, 0, 1}), "L2TPv2", 0, Kind::Control);
    Expect(udp({0xc8, 0x01, 0, 12, 0, 1, 0, 0, 0, 2, 0, 1}), "L2F", 0, Kind::Unknown);
    Expect(udp({0xc8, 0x07, 0, 12, 0, 1, 0, 0, 0, 2, 0, 1}), "version unknown", 0, Kind::Unknown);
    // An SCCRQ of L2TPv2: Message Type, Protocol Version, Host Name, Assigned Tunnel ID.
    const Bytes old = Join({{0xc8, 0x02, 0, 44, 0, 0, 0, 0, 0, 0, 0, 0},
                            {0x80, 8, 0, 0, 0, 0, 0, 1},
                            {0x80, 8, 0, 0, 0, 2, 1, 0},
                            {0x80, 8, 0, 0, 0, 7, 'a', 'b'},
                            {0x80, 8, 0, 0, 0, 9, 0, 5}});
    Expect(udp(old), "L2TPv2", 0, Kind::Control);
    ControlMessage sccrq(MessageType::Sccrq);
    sccrq.Add<avp::HostName>("both").Add<avp::RouterId>(1).Add<avp::AssignedControlConnectionId>(7);
    sccrq.Add<avp::PseudowireCapabilitiesList>({5});
    Bytes both = Number(sccrq, 0, 0, 0);
    both[1] = 2;
    Expect(udp(both), "", 0, Kind::Control);
}

void
DissectErrorTest::TestMalformed()
{
    const Bytes message = Number(ControlMessage(MessageType::Hello), 1, 2, 3);
    const auto udp = [](const Bytes& payload) {
        return Ipv4(1, 2, PROTOCOL_UDP, Udp(40000, PORT, payload));
    };
    const auto ip = [](const Bytes& payload) { return Ipv4(1, 2, 115, payload); };
    Expect(udp({}), "shorter than an L2TP header", 0, Kind::Unknown);
    Expect(udp({0, 3, 0, 0, 0, 0}), "shorter than an L2TP header", 6, Kind::Data);
    Expect(udp({0, 3, 0, 0, 0, 0, 0, 0, 1}), "data with Session ID 0", 0, Kind::Data);
    Expect(ip({1, 2, 3}), "shorter than an L2TP header", 3, Kind::Unknown);
    Expect(ip({0, 0, 0, 0, 0xc8, 3}), "shorter than a control message header", 0, Kind::Control);
    Expect(ip(Join({{0, 0, 0, 0}, {0x08, 3}, Bytes(10)})), "T bit not set", 0, Kind::Control);
    Expect(ip(Join({{0, 0, 0, 0}, message})), "", 0, Kind::Control);

    Collector collector;
    Bytes wrong = Join({message, {0x80, 5, 0, 0, 0, 63}});
    wrong[3] += 6;
    collector.Take({udp(wrong)});
    NS_TEST_EXPECT_MSG_EQ(collector.LastError(), "AVP shorter than its header", "error");
    NS_TEST_EXPECT_MSG_EQ(collector.Last().error->offset, 20, "offset");
    NS_TEST_EXPECT_MSG_EQ((collector.Last().error->attribute == 63), true, "attribute");
    NS_TEST_EXPECT_MSG_EQ(collector.Last().header->ns, 2, "the header can be read");
    NS_TEST_EXPECT_MSG_EQ(*collector.Last().messageType, 6, "and the message type");
}

void
DissectErrorTest::TestCut()
{
    const std::string what = "cut when it was captured";
    const auto cut = [](const Bytes& packet, std::size_t missing) {
        return ByteView(packet).Sub(0, packet.size() - missing).ToBytes();
    };
    const Bytes hello = Ipv4(1, 2, PROTOCOL_UDP, Hello());
    Expect(cut(hello, 1), what, 19, Kind::Control);
    Expect(cut(hello, 9), what, 11, Kind::Control);
    Expect(cut(hello, 19), what, 1, Kind::Control);
    Expect(cut(Ipv4(1, 2, PROTOCOL_UDP, LongData(50)), 20), what, 38, Kind::Data);

    Collector collector;
    collector.Take({cut(hello, 1), cut(Ipv4(1, 2, PROTOCOL_UDP, LongData(50)), 20)});
    NS_TEST_EXPECT_MSG_EQ(collector.records[0].header->ns, 5, "header of a message that is cut");
    NS_TEST_EXPECT_MSG_EQ((collector.records[0].digest == DissectionRecord::Digest::Unchecked),
                          true,
                          "nobody knows its digest");
    NS_TEST_EXPECT_MSG_EQ(collector.records[1].data->payload.size(), 30, "data that is there");
    // What is cut off behind Length does not matter.
    Bytes trailing = Hello();
    trailing[5] += 4;
    const Bytes padded = Ipv4(1, 2, PROTOCOL_UDP, Join({trailing, Bytes(4)}));
    Expect(cut(padded, 3), "", 0, Kind::Control);
    Bytes wrong = Number(ControlMessage(MessageType::Hello), 1, 2, 3);
    wrong[3] += 6;
    wrong = Ipv4(1, 2, IP_PROTOCOL, Join({Bytes(4), wrong, {0x80, 5, 0, 0, 0, 63}, Bytes(4)}));
    Expect(cut(wrong, 3), "AVP shorter than its header", 20, Kind::Control);
}

void
DissectErrorTest::TestPorts()
{
    const Bytes hello = ByteView(Hello()).Sub(8).ToBytes();
    const Bytes data = ByteView(LongData(5)).Sub(8).ToBytes();
    const Bytes version2{0x00, 0x02, 0, 1, 0, 1, 0xff, 3};
    const auto udp = [](uint16_t from, uint16_t to, const Bytes& payload) {
        return Ipv4(1, 2, PROTOCOL_UDP, Udp(from, to, payload));
    };
    Collector collector;
    collector.Take({udp(53, 40000, data),        // may be anything else
                    udp(40001, 40002, version2), // likewise
                    Ipv4(1, 2, PROTOCOL_TCP, Hello()),
                    Ipv4(1, 2, PROTOCOL_UDP, {1, 2, 3})});
    NS_TEST_EXPECT_MSG_EQ(collector.records.size(), 0, "not L2TP");
    NS_TEST_EXPECT_MSG_EQ(collector.dissector.GetCounters().skipped, 3, "is counted");
    NS_TEST_EXPECT_MSG_EQ(collector.dissector.GetCounters().damaged, 1, "it has no ports");
    collector.Take({udp(5001, 6001, data), udp(40001, 40002, hello), udp(40001, 40002, version2)});
    NS_TEST_EXPECT_MSG_EQ(collector.records.size(), 3, "other ports");
    NS_TEST_EXPECT_MSG_EQ(collector.LastError(), "L2TPv2", "once a control message was seen");
    collector.Take({Ipv4(2, 1, PROTOCOL_UDP, Udp(40002, 40001, version2))});
    NS_TEST_EXPECT_MSG_EQ(collector.records.size(), 4, "the other direction too");
    NS_TEST_EXPECT_MSG_EQ(collector.dissector.GetCounters().errors, 2, "errors are counted");
}

void
DissectErrorTest::DoRun()
{
    TestVersions();
    TestMalformed();
    TestCut();
    TestPorts();
}

/**
 * @ingroup l2tp-tests
 * @brief Records as JSON, whatever octets a peer has sent.
 */
class DissectJsonTest : public TestCase
{
  public:
    DissectJsonTest()
        : TestCase("dissect to JSON")
    {
    }

  private:
    void DoRun() override;

    void TestWriter();  //!< JsonWriter
    void TestControl(); //!< control messages
    void TestData();    //!< data messages
};

void
DissectJsonTest::TestWriter()
{
    const auto string = [](const std::string& text) { return JsonWriter().String(text).GetText(); };
    NS_TEST_EXPECT_MSG_EQ(string("a\"\\\n\r\t\x01\x7f/"),
                          "\"a\\\"\\\\\\n\\r\\t\\u0001\x7f/\"",
                          "escapes");
    NS_TEST_EXPECT_MSG_EQ(string(std::string("\0", 1)), "\"\\u0000\"", "zero");
    const std::string good = "\xc3\xa4\xe2\x82\xac\xed\x9f\xbf\xf0\x90\x80\x80\xf4\x8f\xbf\xbf";
    NS_TEST_EXPECT_MSG_EQ(string(good), "\"" + good + "\"", "UTF-8");
    const std::string no = "\xef\xbf\xbd";
    for (const char* bad : {"\x80",
                            "\xc3",
                            "\xc0\xaf",
                            "\xed\xa0\x80",
                            "\xf4\x90\x80\x80",
                            "\xff",
                            "\xe0\x80\x80",
                            "\xf0\x8f\xbf\xbf",
                            "\xe2\x82",
                            "\xf5\x80\x80\x80"})
    {
        std::string expected = "\"";
        for (const char* each = bad; *each != '\0'; ++each)
        {
            expected += no;
        }
        NS_TEST_EXPECT_MSG_EQ(string(bad), expected + "\"", "not UTF-8");
    }
    NS_TEST_EXPECT_MSG_EQ(string("\xe2\x82z"), "\"" + no + no + "z\"", "goes on behind it");

    JsonWriter json;
    json.BeginObject().Key("a").Number(18446744073709551615U).Key("b").BeginArray();
    json.Null().Boolean(true).Boolean(false).BeginObject().EndObject().Hex(Bytes{0, 255});
    json.EndArray().Key("c").Decimal(5, 6).Key("d").Decimal(12345678, 6).EndObject();
    NS_TEST_EXPECT_MSG_EQ(json.GetText(),
                          "{\"a\":18446744073709551615,\"b\":[null,true,false,{},\"00ff\"],"
                          "\"c\":0.000005,\"d\":12.345678}",
                          "all kinds of values");
}

void
DissectJsonTest::TestControl()
{
    ControlMessage message(MessageType::Icrq);
    message.Add<avp::LocalSessionId>(0x01020304);
    message.Add<avp::TxConnectSpeed>(10000000000);
    message.Add<avp::RemoteEndId>("port \"1\"");
    message.AddRaw(0, 65, true, Bytes{1, 2, 3}); // a cookie of 3 octets
    message.AddRaw(9, 77, false, Bytes{0xff});
    Collector collector;
    collector.dissector.TakePacket(Encapsulation::Udp, Number(message, 7, 8, 9));
    NS_TEST_EXPECT_MSG_EQ(
        ToJson(collector.Last(), 6),
        "{\"index\":1,\"time\":null,\"src\":null,\"dst\":null,\"encap\":\"udp\",\"kind\":"
        "\"control\","
        "\"ccid\":7,\"ns\":8,\"nr\":9,\"length\":74,\"message\":\"ICRQ\",\"avps\":["
        "{\"name\":\"Message Type\",\"vendor\":0,\"type\":0,\"m\":true,\"h\":false,"
        "\"value\":\"000a\",\"decoded\":\"ICRQ\"},"
        "{\"name\":\"Local Session ID\",\"vendor\":0,\"type\":63,\"m\":true,\"h\":false,"
        "\"value\":\"01020304\",\"decoded\":16909060},"
        "{\"name\":\"Tx Connect Speed\",\"vendor\":0,\"type\":74,\"m\":false,\"h\":false,"
        "\"value\":\"00000002540be400\",\"decoded\":10000000000},"
        "{\"name\":\"Remote End ID\",\"vendor\":0,\"type\":66,\"m\":true,\"h\":false,"
        "\"value\":\"706f727420223122\",\"decoded\":\"port \\\"1\\\"\"},"
        "{\"name\":\"Assigned Cookie\",\"vendor\":0,\"type\":65,\"m\":true,\"h\":false,"
        "\"value\":\"010203\",\"decoded\":null,"
        "\"error\":{\"what\":\"value length wrong\",\"offset\":58,\"attribute\":65}},"
        "{\"name\":null,\"vendor\":9,\"type\":77,\"m\":false,\"h\":false,"
        "\"value\":\"ff\",\"decoded\":null,"
        "\"error\":{\"what\":\"attribute unknown\",\"offset\":67,\"attribute\":77}}],"
        "\"digest\":\"absent\"}",
        "ICRQ");

    collector.Take({Ipv6(1, 2, 115, {0, 0, 0, 0, 0xc8, 3, 0, 14, 0, 0, 0, 1, 0, 2, 0, 3, 0, 0})},
                   1.5);
    NS_TEST_EXPECT_MSG_EQ(
        ToJson(collector.Last(), 9),
        "{\"index\":2,\"time\":1.500000000,\"src\":\"2001:db8::1\",\"dst\":\"2001:db8::2\","
        "\"encap\":\"ip\",\"kind\":\"control\",\"ccid\":1,\"ns\":2,\"nr\":3,\"length\":14,"
        "\"digest\":\"absent\",\"error\":{\"what\":\"AVP runs past the end of the "
        "message\",\"offset\":12,"
        "\"attribute\":null}}",
        "an error over IPv6");
}

void
DissectJsonTest::TestData()
{
    DissectorOptions options;
    options.cookieSize = 4;
    options.sublayer = true;
    Collector collector(options);
    const Bytes header{0, 3, 0, 0, 0, 0, 0, 9, 1, 2, 3, 4};
    collector.Take(
        {Ipv4(1, 2, PROTOCOL_UDP, Udp(PORT, 1702, Join({header, {0x40, 0, 1, 0, 0xab}})))});
    const std::string start =
        "{\"index\":1,\"time\":1.000000,\"src\":\"10.0.0.1\",\"dst\":\"10.0.0.2\","
        "\"src_port\":1701,\"dst_port\":1702,\"encap\":\"udp\","
        "\"kind\":\"data\",\"session_id\":9,\"format\":\"given\","
        "\"cookie\":\"01020304\",";
    NS_TEST_EXPECT_MSG_EQ(ToJson(collector.Last(), 6),
                          start + "\"sublayer\":\"40000100\",\"sequence\":256,\"payload\":\"ab\"}",
                          "with a sequence number");
    collector.dissector.TakePacket(Encapsulation::Udp, Join({header, {0, 0, 0, 1}}));
    const std::string json = ToJson(collector.Last(), 6);
    NS_TEST_EXPECT_MSG_EQ(json.substr(json.find("\"sublayer")),
                          "\"sublayer\":\"00000001\",\"sequence\":null,\"payload\":\"\"}",
                          "without one");
    collector.dissector.TakePacket(Encapsulation::Udp, header);
    NS_TEST_EXPECT_MSG_EQ(ToJson(collector.Last(), 6),
                          "{\"index\":3,\"time\":null,\"src\":null,\"dst\":null,\"encap\":\"udp\","
                          "\"kind\":\"data\",\"session_id\":9,\"error\":{\"what\":\"shorter than "
                          "cookie and sublayer\",\"offset\":12,\"attribute\":null}}",
                          "too short");
}

void
DissectJsonTest::DoRun()
{
    TestWriter();
    TestControl();
    TestData();
}

} // namespace

std::vector<TestCase*>
MakeDissectDecodeTests()
{
    return {new DissectErrorTest, new DissectJsonTest};
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
