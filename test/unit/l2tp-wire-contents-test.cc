// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-message-authenticator.h"
#include "l2tp-message-check.h"
#include "l2tp-shared-secret.h"
#include "l2tp-typed-attributes.h"
#include "l2tp-wire-attribute-cases.h"

#include <algorithm>
#include <gtest/gtest.h>

using namespace ns3::l2tp;
using namespace ns3::l2tp::wiretest;

namespace
{

/**
 * One line of RFC 3931 section 6: a message and an attribute it contains or may contain.
 */
struct Line
{
    std::string id;        //!< row of the catalogue of requirements
    MessageType message;   //!< the message
    std::string attribute; //!< the attribute
};

void
PrintTo(const Line& line, std::ostream* os)
{
    *os << line.id << " " << MessageName(line.message) << " " << line.attribute;
}

/**
 * A message with its required attributes as it is on the wire.
 */
struct Dump
{
    std::string id;      //!< row of the catalogue of requirements
    MessageType message; //!< the message
    std::string octets;  //!< in hexadecimal
};

void
PrintTo(const Dump& dump, std::ostream* os)
{
    *os << dump.id << " " << MessageName(dump.message);
}

// clang-format off
const std::vector<Line> REQUIRED{
    {"R6.1-03", MessageType::Sccrq, "Host Name"},
    {"R6.1-04", MessageType::Sccrq, "Router ID"},
    {"R6.1-05", MessageType::Sccrq, "Assigned Control Connection ID"},
    {"R6.1-06", MessageType::Sccrq, "Pseudowire Capabilities List"},
    {"R6.2-03", MessageType::Sccrp, "Host Name"},
    {"R6.2-04", MessageType::Sccrp, "Router ID"},
    {"R6.2-05", MessageType::Sccrp, "Assigned Control Connection ID"},
    {"R6.2-06", MessageType::Sccrp, "Pseudowire Capabilities List"},
    {"R6.4-03", MessageType::StopCcn, "Result Code"},
    {"R6.6-03", MessageType::Icrq, "Local Session ID"},
    {"R6.6-04", MessageType::Icrq, "Remote Session ID"},
    {"R6.6-05", MessageType::Icrq, "Serial Number"},
    {"R6.6-06", MessageType::Icrq, "Pseudowire Type"},
    {"R6.6-07", MessageType::Icrq, "Remote End ID"},
    {"R6.6-08", MessageType::Icrq, "Circuit Status"},
    {"R6.7-03", MessageType::Icrp, "Local Session ID"},
    {"R6.7-04", MessageType::Icrp, "Remote Session ID"},
    {"R6.7-05", MessageType::Icrp, "Circuit Status"},
    {"R6.8-03", MessageType::Iccn, "Local Session ID"},
    {"R6.8-04", MessageType::Iccn, "Remote Session ID"},
    {"R6.9-03", MessageType::Ocrq, "Local Session ID"},
    {"R6.9-04", MessageType::Ocrq, "Remote Session ID"},
    {"R6.9-05", MessageType::Ocrq, "Serial Number"},
    {"R6.9-06", MessageType::Ocrq, "Pseudowire Type"},
    {"R6.9-07", MessageType::Ocrq, "Remote End ID"},
    {"R6.9-08", MessageType::Ocrq, "Circuit Status"},
    {"R6.10-03", MessageType::Ocrp, "Local Session ID"},
    {"R6.10-04", MessageType::Ocrp, "Remote Session ID"},
    {"R6.10-05", MessageType::Ocrp, "Circuit Status"},
    {"R6.11-03", MessageType::Occn, "Local Session ID"},
    {"R6.11-04", MessageType::Occn, "Remote Session ID"},
    {"R6.12-03", MessageType::Cdn, "Result Code"},
    {"", MessageType::Cdn, "Local Session ID"},
    {"", MessageType::Cdn, "Remote Session ID"},
    {"R6.13-03", MessageType::Wen, "Local Session ID"},
    {"R6.13-04", MessageType::Wen, "Remote Session ID"},
    {"R6.13-05", MessageType::Wen, "Circuit Errors"},
    {"R6.14-03", MessageType::Sli, "Local Session ID"},
    {"R6.14-04", MessageType::Sli, "Remote Session ID"},
};

const std::vector<Line> OPTIONAL{
    {"R6.1-07", MessageType::Sccrq, "Random Vector"},
    {"", MessageType::Sccrq, "Control Message Authentication Nonce"},
    {"R6.1-10", MessageType::Sccrq, "Control Connection Tie Breaker"},
    {"R6.1-11", MessageType::Sccrq, "Vendor Name"},
    {"R6.1-12", MessageType::Sccrq, "Receive Window Size"},
    {"R6.1-13", MessageType::Sccrq, "Preferred Language"},
    {"R6.2-07", MessageType::Sccrp, "Random Vector"},
    {"", MessageType::Sccrp, "Control Message Authentication Nonce"},
    {"R6.2-10", MessageType::Sccrp, "Vendor Name"},
    {"R6.2-11", MessageType::Sccrp, "Receive Window Size"},
    {"R6.2-12", MessageType::Sccrp, "Preferred Language"},
    {"R6.3-03", MessageType::Scccn, "Random Vector"},
    {"R6.4-04", MessageType::StopCcn, "Random Vector"},
    {"R6.4-06", MessageType::StopCcn, "Assigned Control Connection ID"},
    {"R6.5-03", MessageType::Hello, "Random Vector"},
    {"R6.6-09", MessageType::Icrq, "Random Vector"},
    {"R6.6-11", MessageType::Icrq, "Assigned Cookie"},
    {"R6.6-12", MessageType::Icrq, "Session Tie Breaker"},
    {"R6.6-13", MessageType::Icrq, "L2-Specific Sublayer"},
    {"R6.6-14", MessageType::Icrq, "Data Sequencing"},
    {"R6.6-15", MessageType::Icrq, "Tx Connect Speed"},
    {"R6.6-16", MessageType::Icrq, "Rx Connect Speed"},
    {"R6.6-17", MessageType::Icrq, "Physical Channel ID"},
    {"R6.7-06", MessageType::Icrp, "Random Vector"},
    {"R6.7-08", MessageType::Icrp, "Assigned Cookie"},
    {"R6.7-09", MessageType::Icrp, "L2-Specific Sublayer"},
    {"R6.7-10", MessageType::Icrp, "Data Sequencing"},
    {"R6.7-11", MessageType::Icrp, "Tx Connect Speed"},
    {"R6.7-12", MessageType::Icrp, "Rx Connect Speed"},
    {"R6.7-13", MessageType::Icrp, "Physical Channel ID"},
    {"R6.8-05", MessageType::Iccn, "Random Vector"},
    {"R6.8-07", MessageType::Iccn, "L2-Specific Sublayer"},
    {"R6.8-08", MessageType::Iccn, "Data Sequencing"},
    {"R6.8-09", MessageType::Iccn, "Tx Connect Speed"},
    {"R6.8-10", MessageType::Iccn, "Rx Connect Speed"},
    {"R6.8-11", MessageType::Iccn, "Circuit Status"},
    {"R6.9-09", MessageType::Ocrq, "Random Vector"},
    {"R6.9-11", MessageType::Ocrq, "Assigned Cookie"},
    {"R6.9-12", MessageType::Ocrq, "Tx Connect Speed"},
    {"R6.9-13", MessageType::Ocrq, "Rx Connect Speed"},
    {"R6.9-14", MessageType::Ocrq, "Session Tie Breaker"},
    {"R6.9-15", MessageType::Ocrq, "L2-Specific Sublayer"},
    {"R6.9-16", MessageType::Ocrq, "Data Sequencing"},
    {"R6.10-06", MessageType::Ocrp, "Random Vector"},
    {"R6.10-08", MessageType::Ocrp, "Assigned Cookie"},
    {"R6.10-09", MessageType::Ocrp, "L2-Specific Sublayer"},
    {"R6.10-10", MessageType::Ocrp, "Tx Connect Speed"},
    {"R6.10-11", MessageType::Ocrp, "Rx Connect Speed"},
    {"R6.10-12", MessageType::Ocrp, "Data Sequencing"},
    {"R6.10-13", MessageType::Ocrp, "Physical Channel ID"},
    {"R6.11-05", MessageType::Occn, "Random Vector"},
    {"R6.11-07", MessageType::Occn, "L2-Specific Sublayer"},
    {"R6.11-08", MessageType::Occn, "Tx Connect Speed"},
    {"R6.11-09", MessageType::Occn, "Rx Connect Speed"},
    {"R6.11-10", MessageType::Occn, "Data Sequencing"},
    {"R6.11-11", MessageType::Occn, "Circuit Status"},
    {"R6.12-06", MessageType::Cdn, "Random Vector"},
    {"R6.13-06", MessageType::Wen, "Random Vector"},
    {"R6.14-05", MessageType::Sli, "Random Vector"},
    {"R6.14-07", MessageType::Sli, "Circuit Status"},
};

// "message contains Message Type" and "message may contain Message Digest"
const std::vector<Line> FIRST{
    {"R6.1-02", MessageType::Sccrq, "Message Type"},
    {"R6.2-02", MessageType::Sccrp, "Message Type"},
    {"R6.3-02", MessageType::Scccn, "Message Type"},
    {"R6.4-02", MessageType::StopCcn, "Message Type"},
    {"R6.5-02", MessageType::Hello, "Message Type"},
    {"R6.6-02", MessageType::Icrq, "Message Type"},
    {"R6.7-02", MessageType::Icrp, "Message Type"},
    {"R6.8-02", MessageType::Iccn, "Message Type"},
    {"R6.9-02", MessageType::Ocrq, "Message Type"},
    {"R6.10-02", MessageType::Ocrp, "Message Type"},
    {"R6.11-02", MessageType::Occn, "Message Type"},
    {"R6.12-02", MessageType::Cdn, "Message Type"},
    {"R6.13-02", MessageType::Wen, "Message Type"},
    {"R6.14-02", MessageType::Sli, "Message Type"},
    {"R6.15-02", MessageType::Ack, "Message Type"},
};

const std::vector<Line> DIGESTS{
    {"R6.1-09", MessageType::Sccrq, "Message Digest"},
    {"R6.2-09", MessageType::Sccrp, "Message Digest"},
    {"R6.3-04", MessageType::Scccn, "Message Digest"},
    {"R6.4-05", MessageType::StopCcn, "Message Digest"},
    {"R6.5-04", MessageType::Hello, "Message Digest"},
    {"R6.6-10", MessageType::Icrq, "Message Digest"},
    {"R6.7-07", MessageType::Icrp, "Message Digest"},
    {"R6.8-06", MessageType::Iccn, "Message Digest"},
    {"R6.9-10", MessageType::Ocrq, "Message Digest"},
    {"R6.10-07", MessageType::Ocrp, "Message Digest"},
    {"R6.11-06", MessageType::Occn, "Message Digest"},
    {"R6.12-07", MessageType::Cdn, "Message Digest"},
    {"R6.13-07", MessageType::Wen, "Message Digest"},
    {"R6.14-06", MessageType::Sli, "Message Digest"},
    {"R6.15-03", MessageType::Ack, "Message Digest"},
};

const std::vector<Dump> DUMPS{
    {"R6.1-01", MessageType::Sccrq,
     "c803003b010203040005000680080000000000018009000000076c6163800a0000003cc0"
     "000201800a0000003d0a0b0c0d800a0000003e00050004"},
    {"R6.2-01", MessageType::Sccrp,
     "c803003b010203040005000680080000000000028009000000076c6163800a0000003cc0"
     "000201800a0000003d0a0b0c0d800a0000003e00050004"},
    {"R6.3-01", MessageType::Scccn,
     "c803001401020304000500068008000000000003"},
    {"R6.4-01", MessageType::StopCcn,
     "c803001e01020304000500068008000000000004800a0000000100020008"},
    {"R6.5-01", MessageType::Hello,
     "c803001401020304000500068008000000000006"},
    {"R6.6-01", MessageType::Icrq,
     "c803004a0102030400050006800800000000000a800a0000003f11223344800a00000040"
     "55667788000a0000000f0000000180080000004400058008000000427631800800000047"
     "0003"},
    {"R6.7-01", MessageType::Icrp,
     "c80300300102030400050006800800000000000b800a0000003f11223344800a00000040"
     "556677888008000000470003"},
    {"R6.8-01", MessageType::Iccn,
     "c80300280102030400050006800800000000000c800a0000003f11223344800a00000040"
     "55667788"},
    {"R6.9-01", MessageType::Ocrq,
     "c803004a01020304000500068008000000000007800a0000003f11223344800a00000040"
     "55667788000a0000000f0000000180080000004400058008000000427631800800000047"
     "0003"},
    {"R6.10-01", MessageType::Ocrp,
     "c803003001020304000500068008000000000008800a0000003f11223344800a00000040"
     "556677888008000000470003"},
    {"R6.11-01", MessageType::Occn,
     "c803002801020304000500068008000000000009800a0000003f11223344800a00000040"
     "55667788"},
    {"R6.12-01", MessageType::Cdn,
     "c80300320102030400050006800800000000000e800a0000000100020008800a0000003f"
     "11223344800a0000004055667788"},
    {"R6.13-01", MessageType::Wen,
     "c80300480102030400050006800800000000000f800a0000003f11223344800a00000040"
     "556677880020000000220000000000010000000200000003000000040000000500000006"},
    {"R6.14-01", MessageType::Sli,
     "c803002801020304000500068008000000000010800a0000003f11223344800a00000040"
     "55667788"},
    {"R6.15-01", MessageType::Ack,
     "c803001401020304000500068008000000000014"},
};
// clang-format on

/** The attribute as this message has it. */
const AttributeCase&
CaseOf(const std::string& name, MessageType message)
{
    static const std::vector<AttributeCase> cases = AllAttributeCases();
    const auto found = std::find_if(cases.begin(), cases.end(), [&](const AttributeCase& c) {
        return c.name == name && MayCarry(c, message) && !c.value.empty();
    });
    EXPECT_NE(found, cases.end()) << name;
    return *found;
}

std::vector<std::string>
RequiredIn(MessageType message)
{
    std::vector<std::string> names;
    for (const Line& line : REQUIRED)
    {
        if (line.message == message)
        {
            names.push_back(line.attribute);
        }
    }
    return names;
}

std::string
AvpOf(const AttributeCase& c)
{
    return AvpHex(c.mandatory ? AVP_M_BIT : 0, 0, c.type, c.value);
}

/** A message with its required attributes but one, then with more. */
ControlMessage
Build(MessageType message, const std::string& without, const std::string& more = "")
{
    std::string avps;
    for (const std::string& name : RequiredIn(message))
    {
        avps += name == without ? "" : AvpOf(CaseOf(name, message));
    }
    return Decoded(MessageOf(message, avps + more));
}

std::string
NameOf(const testing::TestParamInfo<Line>& info)
{
    const Line& line = info.param;
    return TestName(line.id + "_" + MessageName(line.message) + "_" + line.attribute);
}

std::string
NameOfDump(const testing::TestParamInfo<Dump>& info)
{
    return TestName(info.param.id + "_" + MessageName(info.param.message));
}

class WireContents : public testing::TestWithParam<Line>
{
};

using WireRequired = WireContents;

TEST_P(WireRequired, IsMissedWhereItIsAbsentAndReadWhereItIsNot)
{
    const Line& line = GetParam();
    const AttributeCase& c = CaseOf(line.attribute, line.message);
    const ControlMessage complete = Build(line.message, "");
    EXPECT_TRUE(complete.MissingAttributes().empty());
    EXPECT_TRUE(c.getEquals(complete));
    EXPECT_FALSE(FindObjection(complete));

    const ControlMessage without = Build(line.message, line.attribute);
    EXPECT_EQ(without.MissingAttributes(), std::vector<uint16_t>{c.type});
    EXPECT_FALSE(c.has(without));
    const auto objection = FindObjection(without);
    ASSERT_TRUE(objection);
    EXPECT_NE(objection->text.find(line.attribute), std::string::npos) << objection->text;
}

INSTANTIATE_TEST_SUITE_P(Rfc3931, WireRequired, testing::ValuesIn(REQUIRED), NameOf);

using WireOptional = WireContents;

TEST_P(WireOptional, IsReadWhereItIsThereAndNotMissedWhereItIsNot)
{
    const Line& line = GetParam();
    const AttributeCase& c = CaseOf(line.attribute, line.message);
    const ControlMessage without = Build(line.message, "");
    EXPECT_TRUE(without.MissingAttributes().empty());
    EXPECT_FALSE(c.has(without));
    const ControlMessage with = Build(line.message, "", AvpOf(c));
    EXPECT_TRUE(with.MissingAttributes().empty());
    EXPECT_TRUE(with.GetFaults().empty());
    ASSERT_TRUE(c.getEquals(with));
    EXPECT_FALSE(FindObjection(with));
    for (const std::string& name : RequiredIn(line.message))
    {
        EXPECT_TRUE(CaseOf(name, line.message).getEquals(with)) << name;
    }
    // The encoder takes it there too.
    ControlMessage built(line.message);
    c.add(built);
    EXPECT_TRUE(c.getEquals(built));
}

INSTANTIATE_TEST_SUITE_P(Rfc3931, WireOptional, testing::ValuesIn(OPTIONAL), NameOf);

using WireFirst = WireContents;

TEST_P(WireFirst, AvpIsTheMessageTypeWithTheNumberOfTheMessage)
{
    const Line& line = GetParam();
    const auto dump = std::find_if(DUMPS.begin(), DUMPS.end(), [&](const Dump& candidate) {
        return candidate.message == line.message;
    });
    const std::string expected = dump->octets.substr(2 * CONTROL_HEADER_SIZE, 16);
    EXPECT_EQ(FormatHex(ControlMessage(line.message).GetBytes().Sub(CONTROL_HEADER_SIZE)),
              expected);
    EXPECT_EQ(Decoded(FromHex(dump->octets)).GetType(), line.message);
    // Without it the next AVP comes first, or none.
    const std::string rest = dump->octets.substr(2 * CONTROL_HEADER_SIZE + 16);
    if (rest.empty())
    {
        EXPECT_EQ(Decoded(MessageOf(rest)).GetType(), MessageType::Zlb);
    }
    else
    {
        EXPECT_EQ(Refused(MessageOf(rest)).what, ParseProblem::MessageTypeNotFirst);
    }
}

INSTANTIATE_TEST_SUITE_P(Rfc3931, WireFirst, testing::ValuesIn(FIRST), NameOf);

using WireDigestOf = WireContents;

// With the empty secret and no nonces, as an integrity check: without, right and wrong.
TEST_P(WireDigestOf, EachMessageIsJudged)
{
    using Verdict = MessageAuthenticator::Verification::Verdict;
    const MessageType type = GetParam().message;
    const MessageAuthenticator integrity({std::make_shared<const SharedSecret>("")});
    Bytes image = Build(type, "").GetBytes().ToBytes();
    EXPECT_EQ(integrity.Verify(image).verdict, Verdict::Absent);
    integrity.Sign(image);
    EXPECT_EQ(integrity.Verify(image).verdict, Verdict::Good);
    const ControlMessage with = Decoded(image);
    EXPECT_TRUE(with.GetFaults().empty());
    EXPECT_TRUE(with.MissingAttributes().empty());
    EXPECT_EQ(with.Get<avp::MessageDigest>().value().digest.size(), 16U);
    const MessageAuthenticator secret({std::make_shared<const SharedSecret>("s")});
    EXPECT_EQ(secret.Verify(image).verdict, Verdict::Bad);
    image[27] ^= 1;
    EXPECT_EQ(integrity.Verify(image).verdict, Verdict::Bad);
}

INSTANTIATE_TEST_SUITE_P(Rfc3931, WireDigestOf, testing::ValuesIn(DIGESTS), NameOf);

class WireDump : public testing::TestWithParam<Dump>
{
};

// R6-01 R5-01: every message is header and AVPs, reserved fields zero; what is not known is octets
TEST_P(WireDump, IsBuiltFromTypedValuesAndReadBack)
{
    const Dump& dump = GetParam();
    const ControlMessage decoded = Decoded(FromHex(dump.octets));
    EXPECT_TRUE(decoded.GetFaults().empty());
    EXPECT_TRUE(decoded.MissingAttributes().empty());
    EXPECT_EQ(decoded.GetType(), dump.message);
    ControlMessage built(dump.message);
    built.SetControlConnectionId(0x01020304);
    built.SetNs(5);
    built.SetNr(6);
    for (const std::string& name : RequiredIn(dump.message))
    {
        const AttributeInfo* info = nullptr;
        for (const AttributeInfo& row : ATTRIBUTES)
        {
            info = row.name == name ? &row : info;
        }
        ASSERT_NE(info, nullptr);
        TYPED_ATTRIBUTES[info - ATTRIBUTES.data()].copy(decoded, built, info->mandatory);
    }
    EXPECT_EQ(FormatHex(built.GetBytes()), dump.octets);

    const std::string unknown = AvpHex(0, 9, 99, "0102ff");
    const std::string body = dump.octets.substr(2 * CONTROL_HEADER_SIZE) + unknown;
    const ControlMessage more = Decoded(MessageOf(body));
    built.AddRaw(9, 99, false, FromHex("0102ff"));
    EXPECT_EQ(FormatHex(built.GetBytes().Sub(CONTROL_HEADER_SIZE)), body);
    Avp last{};
    for (const Avp& avp : more.GetAvps())
    {
        last = avp;
    }
    EXPECT_EQ(last.vendor, 9);
    EXPECT_EQ(last.type, 99);
    EXPECT_EQ(FormatHex(more.GetValue(last)), "0102ff");
}

INSTANTIATE_TEST_SUITE_P(Rfc3931, WireDump, testing::ValuesIn(DUMPS), NameOfDump);

// Section 6 is complete here: the tables of the code list nothing for a message that is not above.
TEST(WireContentsTable, IsThatOfTheRfcAndNoMore)
{
    const std::vector<std::string> everywhere{"Message Type",
                                              "Random Vector",
                                              "Message Digest",
                                              "Extended Vendor ID"};
    for (const MessageType message : ALL_MESSAGES)
    {
        std::vector<std::string> expected = RequiredIn(message);
        EXPECT_EQ(FindMessage(message)->required.size(), expected.size()) << MessageName(message);
        for (const Line& line : OPTIONAL)
        {
            if (line.message == message)
            {
                expected.push_back(line.attribute);
            }
        }
        for (const AttributeInfo& info : ATTRIBUTES)
        {
            const bool listed = std::count(expected.begin(), expected.end(), info.name) != 0 ||
                                std::count(everywhere.begin(), everywhere.end(), info.name) != 0;
            EXPECT_EQ(IsListed(info, message), listed) << MessageName(message) << " " << info.name;
        }
    }
}

} // namespace
