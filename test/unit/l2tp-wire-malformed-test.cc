// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-wire-invariants.h"
#include "l2tp-wire-test-support.h"

#include <gtest/gtest.h>
#include <optional>
#include <random>
#include <set>

using namespace ns3::l2tp;
using namespace ns3::l2tp::wiretest;

namespace
{

/**
 * Octets that are no message.
 */
struct BadCase
{
    std::string hex;                   //!< octets from the T bit
    ParseProblem what;                 //!< what is wrong
    uint16_t offset;                   //!< where
    std::optional<uint16_t> attribute; //!< Attribute Type concerned
    bool mandatory;                    //!< its M bit
    bool hasHeader;                    //!< whether the header could be read
};

// R7.1-04 R7.1-10 R5.4.1-01 R5.4.1-34 R5.4.1-47 R5.1-06
const std::vector<BadCase> BAD_CASES{
    {"", ParseProblem::Truncated, 0, {}, false, false},
    {"c8", ParseProblem::Truncated, 0, {}, false, false},
    {"c803", ParseProblem::Truncated, 0, {}, false, false},
    {"c803000c0a0b", ParseProblem::Truncated, 0, {}, false, false},
    {"c803000b00000001000200", ParseProblem::Truncated, 0, {}, false, false},
    {"4803000c0000000100020003", ParseProblem::NotControl, 0, {}, false, false},
    {"0003000000000001c0ffee01", ParseProblem::NotControl, 0, {}, false, false},
    {"c800000c0000000100020003", ParseProblem::BadVersion, 0, {}, false, false},
    {"c801000c0000000100020003", ParseProblem::BadVersion, 0, {}, false, false},
    {"c802000c0000000100020003", ParseProblem::BadVersion, 0, {}, false, false},
    {"c804000c0000000100020003", ParseProblem::BadVersion, 0, {}, false, false},
    {"c80f000c0000000100020003", ParseProblem::BadVersion, 0, {}, false, false},
    {"8803000c0000000100020003", ParseProblem::MissingLengthBit, 0, {}, false, false},
    {"c003000c0000000100020003", ParseProblem::MissingSequenceBit, 0, {}, false, false},
    {"c80300000000000100020003", ParseProblem::BadLength, 2, {}, false, false},
    {"c803000b0000000100020003", ParseProblem::BadLength, 2, {}, false, false},
    {"c803000d0000000100020003", ParseProblem::BadLength, 2, {}, false, false},
    {"c803ffff00000001000200038008000000000006", ParseProblem::BadLength, 2, {}, false, false},
    // five octets are no AVP header
    {"c8030011000000010002000380080000"
     "00",
     ParseProblem::AvpBeyondEnd,
     12,
     {},
     false,
     true},
    {"c8030012000000010002000380050000"
     "0000",
     ParseProblem::AvpTooShort,
     12,
     0,
     true,
     true},
    {"c803001400000001000200038009000000000006", ParseProblem::AvpBeyondEnd, 12, 0, true, true},
    {"c803001a000000010002000380080000000000060005000003e7",
     ParseProblem::AvpTooShort,
     20,
     999,
     false,
     true},
    {"c803001a00000001000200038008000000000006800000000007",
     ParseProblem::AvpTooShort,
     20,
     7,
     true,
     true},
    {"c803001a00000001000200038008000000000006000700000008",
     ParseProblem::AvpBeyondEnd,
     20,
     8,
     false,
     true},
    {"c803001a0000000100020003800800000000000683ff00000007",
     ParseProblem::AvpBeyondEnd,
     20,
     7,
     true,
     true},
    {"c80300150000000100020003800800000000000680", ParseProblem::AvpBeyondEnd, 20, {}, false, true},
    {"c803001e00000001000200038"
     "00a00000007686f7374"
     "8008000000000006",
     ParseProblem::MessageTypeNotFirst,
     12,
     7,
     true,
     true},
    {"c803001e00000001000200030"
     "00a00c10007686f7374"
     "800800c100000006",
     ParseProblem::MessageTypeNotFirst,
     12,
     7,
     false,
     true},
    {"c80300230000000100020003"
     "80170000003b0000000000000000000000000000000000",
     ParseProblem::MessageTypeNotFirst,
     12,
     59,
     true,
     true},
    {"c80300120000000100020003800600000000", ParseProblem::MessageTypeMalformed, 12, 0, true, true},
    {"c8030013000000010002000300070000000006",
     ParseProblem::MessageTypeMalformed,
     12,
     0,
     false,
     true},
    {"c8030015000000010002000380090000000000"
     "0600",
     ParseProblem::MessageTypeMalformed,
     12,
     0,
     true,
     true},
    {"c80300140000000100020003c008000000000006",
     ParseProblem::MessageTypeMalformed,
     12,
     0,
     true,
     true},
};

TEST(WireMalformed, MessagesAreRefusedWithTheReason)
{
    for (const BadCase& c : BAD_CASES)
    {
        const Bytes bytes = FromHex(c.hex);
        const ParseError error = Refused(bytes);
        EXPECT_EQ(error.what, c.what) << c.hex << " " << Describe(error.what);
        EXPECT_EQ(error.offset, c.offset) << c.hex;
        EXPECT_EQ(error.attribute, c.attribute) << c.hex;
        EXPECT_EQ(error.mandatory, c.mandatory) << c.hex;
        ASSERT_EQ(error.header.has_value(), c.hasHeader) << c.hex;
        if (c.hasHeader)
        {
            EXPECT_EQ(error.header->controlConnectionId, 1U) << c.hex;
            EXPECT_EQ(error.header->ns, 2) << c.hex;
            EXPECT_EQ(error.header->nr, 3) << c.hex;
        }
        EXPECT_EQ(error.messageType.has_value(), c.offset == 20) << c.hex;
        const auto owned = ControlMessage::Decode(Bytes(bytes));
        ASSERT_TRUE(std::holds_alternative<ParseError>(owned)) << c.hex;
        EXPECT_EQ(std::get<ParseError>(owned).what, c.what) << c.hex;
    }
}

TEST(WireMalformed, EveryReasonHasATestAndItsOwnWords)
{
    std::set<ParseProblem> tested;
    for (const BadCase& c : BAD_CASES)
    {
        tested.insert(c.what);
    }
    std::set<std::string> words;
    for (int what = 0; what <= static_cast<int>(ParseProblem::Duplicate); ++what)
    {
        const auto problem = static_cast<ParseProblem>(what);
        words.insert(Describe(problem));
        EXPECT_EQ(tested.count(problem) == 1,
                  what < static_cast<int>(ParseProblem::UnknownAttribute))
            << Describe(problem);
    }
    EXPECT_EQ(words.size(), 17U);
    EXPECT_EQ(words.count("unknown problem"), 0U);
}

// R3.2.1-07: Length says where the message ends
TEST(WireMalformed, OctetsBehindLengthAreIgnored)
{
    const Bytes hello = MessageOf(MessageType::Hello, "");
    Bytes longer = hello;
    longer.insert(longer.end(), {0x80, 0x00, 0xff});
    const ControlMessage message = Decoded(longer);
    EXPECT_EQ(FormatHex(message.GetBytes()), FormatHex(hello));
    EXPECT_TRUE(message.GetFaults().empty());
    const ControlMessage owned = std::get<ControlMessage>(ControlMessage::Decode(Bytes(longer)));
    EXPECT_EQ(FormatHex(owned.GetBytes()), FormatHex(hello));
}

// R5.1-06: an AVP without value octets is one
TEST(WireMalformed, AnAvpOfSixOctetsIsNone)
{
    const ControlMessage hello = Decoded(MessageOf(MessageType::Hello, "0006 0009 0001"));
    ASSERT_EQ(ProblemsOf(hello), std::vector<ParseProblem>{ParseProblem::UnknownAttribute});
    EXPECT_EQ(hello.GetFaults()[0].offset, 20);
}

// R10.1-01: 67 is as unknown as a number far outside
TEST(WireMalformed, UnknownAttributesKeepTheirMBit)
{
    for (const uint16_t type : {2, 12, 57, 67, 76, 999, 0xffff})
    {
        for (const bool mandatory : {false, true})
        {
            const std::string avp = AvpHex(mandatory ? AVP_M_BIT : 0, 0, type, "0102");
            const ControlMessage icrq = Decoded(MessageOf(MessageType::Icrq, avp));
            ASSERT_EQ(ProblemsOf(icrq), std::vector<ParseProblem>{ParseProblem::UnknownAttribute});
            EXPECT_EQ(icrq.GetFaults()[0].mandatory, mandatory);
            EXPECT_EQ(icrq.GetFaults()[0].vendor, 0);
            EXPECT_EQ(icrq.GetFaults()[0].type, type);
        }
    }
}

TEST(WireMalformed, UnknownAttributesMayBeHidden)
{
    const std::string avp = AvpHex(AVP_M_BIT | AVP_H_BIT, 9, 7, "0102");
    const ControlMessage icrq = Decoded(MessageOf(MessageType::Icrq, avp));
    EXPECT_EQ(ProblemsOf(icrq), std::vector<ParseProblem>{ParseProblem::UnknownAttribute});
}

// R4.7.3-05, for Ver 3: AVPs of L2TPv2 with the M bit do not end a connection that opens
TEST(WireMalformed, Version2AttributesAreSkippedWhileOpening)
{
    for (const uint16_t type : {2, 3, 4, 6, 9, 11, 13})
    {
        const std::string avp = AvpHex(AVP_M_BIT, 0, type, "0100");
        EXPECT_TRUE(Decoded(MessageOf(MessageType::Sccrq, avp)).GetFaults().empty()) << type;
        EXPECT_TRUE(Decoded(MessageOf(MessageType::Sccrp, avp)).GetFaults().empty()) << type;
        EXPECT_EQ(Decoded(MessageOf(MessageType::Scccn, avp)).GetFaults().size(), 1U) << type;
        const std::string vendorAvp = AvpHex(AVP_M_BIT, 9, type, "0100");
        EXPECT_EQ(Decoded(MessageOf(MessageType::Sccrq, vendorAvp)).GetFaults().size(), 1U) << type;
    }
}

// R7.1-11: the first good one counts, in the order of the message
TEST(WireMalformed, TheFirstUsableInstanceCounts)
{
    const ControlMessage two =
        Decoded(MessageOf(MessageType::Sccrp,
                          AvpHex(AVP_M_BIT, 0, 7, "61") + AvpHex(AVP_M_BIT, 0, 7, "62")));
    EXPECT_EQ(two.Get<avp::HostName>(), "a");
    EXPECT_EQ(ProblemsOf(two), std::vector<ParseProblem>{ParseProblem::Duplicate});
    const ControlMessage second =
        Decoded(MessageOf(MessageType::Sccrp, AvpHex(0, 0, 7, "") + AvpHex(AVP_M_BIT, 0, 7, "62")));
    EXPECT_EQ(second.Get<avp::HostName>(), "b");
    EXPECT_EQ(ProblemsOf(second), std::vector<ParseProblem>{ParseProblem::BadValueLength});
}

TEST(WireMalformed, FaultsComeInTheOrderOfTheMessage)
{
    const ControlMessage icrq = Decoded(MessageOf(
        MessageType::Icrq,
        AvpHex(0, 0, 75, "01020304") + AvpHex(AVP_M_BIT, 0, 70, "0003") + AvpHex(0, 9, 9, "") +
            AvpHex(AVP_M_BIT | AVP_H_BIT, 0, 65, "01020304") + AvpHex(0, 0, 63, "00000001")));
    EXPECT_EQ(ProblemsOf(icrq),
              (std::vector<ParseProblem>{ParseProblem::BadValueLength,
                                         ParseProblem::OutOfRange,
                                         ParseProblem::UnknownAttribute,
                                         ParseProblem::Hidden}));
    EXPECT_EQ(icrq.Get<avp::LocalSessionId>(), 1U);
}

TEST(WireMalformed, BuiltAndDecodedAreAlike)
{
    ControlMessage built(MessageType::Icrq);
    built.AddRaw(0, 70, true, FromHex("0003")).AddRaw(0, 999, false, FromHex("00"));
    const ControlMessage decoded = Decoded(built.GetBytes());
    EXPECT_EQ(ProblemsOf(built), ProblemsOf(decoded));
    EXPECT_EQ(
        ProblemsOf(built),
        (std::vector<ParseProblem>{ParseProblem::OutOfRange, ParseProblem::UnknownAttribute}));
    ControlMessage zlb(MessageType::Zlb);
    EXPECT_DEATH(zlb.AddRaw(9, 1, false, FromHex("00")), "ZLB cannot carry");
}

const std::vector<std::string> SEEDS{
    "c80300b8a1b2c3d400020001800800000000000a800a0000003f11223344800a0000004000000000000a0000000f"
    "000000018008000000440005802e00000042636972637569742d303030312d612d7261746865722d6c6f6e672d72"
    "656d6f74652d656e642d69648008000000470003800e000000410123456789abcdef800e00000005111111112222"
    "222280080000004500018008000000460002000e0000004a000000003b9aca00000e0000004b000000003b9aca00",
    "c8030048a1b2c3d400050003800800000000000f800a0000003f11223344800a0000004055667788002000000022"
    "0000000000010000000200000003000000040000000500000006",
    "c80300390000000100020003800800000000000480090000000100020008"
    "80170000003b000102030405060708090a0b0c0d0e0f10",
    "00030000112233440123456789abcdef40000001aabb",
    "00000000c803000c0000000100020003",
};

// No octets break what the format promises
TEST(WireProperty, HoldsForRandomOctets)
{
    std::mt19937 random(3931);
    for (int round = 0; round < 20000; ++round)
    {
        Bytes bytes(random() % 64);
        for (uint8_t& octet : bytes)
        {
            octet = static_cast<uint8_t>(random());
        }
        ASSERT_EQ(FindBrokenInvariant(bytes), "") << FormatHex(bytes);
    }
}

void
Mutate(Bytes& bytes, std::mt19937& random)
{
    const std::size_t at = random() % bytes.size();
    switch (random() % 5)
    {
    case 0:
        bytes[at] = static_cast<uint8_t>(random());
        break;
    case 1:
        bytes[at] ^= static_cast<uint8_t>(1U << random() % 8);
        break;
    case 2:
        bytes.erase(bytes.begin() + at);
        break;
    case 3:
        bytes.insert(bytes.begin() + at, static_cast<uint8_t>(random()));
        break;
    default:
        bytes.resize(at);
    }
}

TEST(WireProperty, HoldsForMutatedMessages)
{
    std::mt19937 random(115);
    std::size_t messages = 0;
    for (int round = 0; round < 40000; ++round)
    {
        Bytes bytes = FromHex(SEEDS[random() % SEEDS.size()]);
        for (unsigned int left = 1 + random() % 4; left > 0 && !bytes.empty(); --left)
        {
            Mutate(bytes, random);
        }
        if (bytes.size() >= CONTROL_HEADER_SIZE && random() % 8 != 0)
        {
            bytes[2] = static_cast<uint8_t>(bytes.size() >> 8);
            bytes[3] = static_cast<uint8_t>(bytes.size());
        }
        messages += std::holds_alternative<ControlMessage>(ControlMessage::Decode(bytes)) ? 1 : 0;
        ASSERT_EQ(FindBrokenInvariant(bytes), "") << FormatHex(bytes);
    }
    EXPECT_GT(messages, 2000U); // the mutations have to get past the header
}

} // namespace
