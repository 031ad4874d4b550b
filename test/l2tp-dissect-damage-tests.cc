// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-capture-writer.h"
#include "l2tp-dissect-conversation.h"
#include "l2tp-dissect-packets.h"
#include "l2tp-tool-tests.h"

#include "ns3/l2tp-dissection-json.h"
#include "ns3/l2tp-dissector.h"
#include "ns3/l2tp-pcap-reader.h"

#define BOOST_BIND_GLOBAL_PLACEHOLDERS // keeps the JSON parser from a remark about itself
#include <boost/property_tree/json_parser.hpp>
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

constexpr uint8_t A = Conversation::A;
constexpr uint8_t B = Conversation::B;
constexpr uint16_t DEFAULT_SUBLAYER = 1;

/**
 * @ingroup l2tp-tests
 * @brief Whatever is in a capture, the dissector writes sound JSON and reports each frame once.
 */
class DissectDamageTest : public TestCase
{
  public:
    DissectDamageTest()
        : TestCase("dissect damaged captures")
    {
    }

  private:
    void DoRun() override;

    /** @brief A capture with all kinds of packets. @return the file */
    static Bytes MakeCapture();

    /**
     * @brief Dissect a file.
     * @param octets the file
     * @return how many records it has given; each has been parsed
     */
    std::size_t Dissect(const Bytes& octets);
};

Bytes
DissectDamageTest::MakeCapture()
{
    const Conversation one(10, 20, "secret");
    std::vector<Bytes> packets = one.SetUp();
    packets.push_back(
        one.FromA(one.Hidden(Session(MessageType::Icrq, 100, 8, DEFAULT_SUBLAYER)), 2));
    packets.push_back(one.FromB(Session(MessageType::Icrp, 200, 4, {}), 1));
    packets.push_back(Data(B, A, 100));
    packets.push_back(Ipv6(A, B, 17, Hello()));
    for (const auto& fragments :
         {Ipv4Fragments(A, B, 17, LongData(60), 32), Ipv6Fragments(A, B, 17, LongData(60), 32)})
    {
        packets.insert(packets.end(), fragments.begin(), fragments.end());
    }
    CaptureWriter writer(CaptureWriter::MICROSECONDS, false, 101);
    for (const Bytes& packet : packets)
    {
        writer.Add(1, 2, packet);
    }
    return writer.GetOctets();
}

std::size_t
DissectDamageTest::Dissect(const Bytes& octets)
{
    std::istringstream file(std::string(octets.begin(), octets.end()));
    PcapReader reader;
    if (!reader.Open(file).empty())
    {
        return 0;
    }
    DissectorOptions options;
    options.secret = "secret";
    std::size_t count = 0;
    Dissector dissector(options, [&](const DissectionRecord& record) {
        std::istringstream json(ToJson(record, reader.GetTimeDecimals()));
        boost::property_tree::ptree tree;
        boost::property_tree::read_json(json, tree); // throws if it is not JSON
        count += tree.get<std::string>("encap").empty() ? 0 : 1;
    });
    for (PcapReader::Record record; reader.Read(record);)
    {
        dissector.TakeFrame(static_cast<LinkType>(reader.GetLinkType()),
                            record.time,
                            record.octets);
    }
    dissector.Finish();
    NS_TEST_EXPECT_MSG_EQ(count, dissector.GetCounters().records, "all are JSON");
    return count;
}

void
DissectDamageTest::DoRun()
{
    constexpr int ROUNDS = 2000;
    constexpr std::size_t FILE_HEADER_SIZE = 24;
    const Bytes capture = MakeCapture();
    NS_TEST_EXPECT_MSG_EQ(Dissect(capture), 9, "what is sound");
    uint32_t state = 1;
    const auto draw = [&state](std::size_t limit) {
        state = state * 1664525 + 1013904223; // Numerical Recipes' generator
        return (state >> 8) % limit;
    };
    std::size_t records = 0;
    for (int round = 0; round < ROUNDS; ++round)
    {
        Bytes damaged = capture;
        for (std::size_t changes = draw(8) + 1; changes > 0; --changes)
        {
            damaged[FILE_HEADER_SIZE + draw(damaged.size() - FILE_HEADER_SIZE)] =
                static_cast<uint8_t>(draw(256));
        }
        damaged.resize(draw(10) == 0 ? draw(damaged.size()) : damaged.size());
        records += Dissect(damaged);
    }
    NS_TEST_EXPECT_MSG_GT(records, ROUNDS, "most can be read");
}

} // namespace

std::vector<TestCase*>
MakeDissectDamageTests()
{
    return {new DissectDamageTest};
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
