// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-data-header.h"
#include "l2tp-message-authenticator.h"
#include "l2tp-result-text.h"
#include "l2tp-wire-attribute-cases.h"
#include "l2tp-wire-hiding-support.h"

#include <gtest/gtest.h>
#include <set>
#include <sstream>

using namespace ns3::l2tp;
using namespace ns3::l2tp::wiretest;

namespace
{

/** A result or error code, its number in the RFC and a word of its text there. */
struct Code
{
    std::string id;      //!< row of the catalogue of requirements that says no more than this
    MessageType in;      //!< message that carries it
    std::string value;   //!< value of the Result Code AVP in hexadecimal
    std::string meaning; //!< the text
};

void
PrintTo(const Code& code, std::ostream* os)
{
    *os << code.id << (code.id.empty() ? "" : " ") << MessageName(code.in) << " " << code.value;
}

const std::vector<Code> CODES{
    {"", MessageType::StopCcn, "0000", "reserved"},
    {"", MessageType::StopCcn, "0001", "general request to clear control connection"},
    {"", MessageType::StopCcn, "0002", "general error"},
    {"", MessageType::StopCcn, "0003", "control connection already exists"},
    {"",
     MessageType::StopCcn,
     "0004",
     "requester is not authorized to establish a control connection"},
    {"R5.4.2-08",
     MessageType::StopCcn,
     "00050003",
     "protocol version of the requester is not supported, highest supported is 3"},
    {"", MessageType::StopCcn, "0006", "requester is being shut down"},
    {"", MessageType::StopCcn, "0007", "finite state machine error or timeout"},
    {"", MessageType::Cdn, "0000", "reserved"},
    {"",
     MessageType::Cdn,
     "0001",
     "session disconnected due to loss of carrier or circuit disconnect"},
    {"",
     MessageType::Cdn,
     "0002",
     "session disconnected for the reason indicated in the error code"},
    {"", MessageType::Cdn, "0003", "session disconnected for administrative reasons"},
    {"",
     MessageType::Cdn,
     "0004",
     "session not established for lack of facilities (temporary condition)"},
    {"",
     MessageType::Cdn,
     "0005",
     "session not established for lack of facilities (permanent condition)"},
    {"", MessageType::Cdn, "000d", "session not established due to losing tie breaker"},
    {"", MessageType::Cdn, "000e", "session not established due to unsupported pseudowire type"},
    {"",
     MessageType::Cdn,
     "000f",
     "session not established, sequencing required without valid L2-Specific Sublayer"},
    {"", MessageType::Cdn, "0010", "finite state machine error or timeout"},
    {"R5.4.2-21", MessageType::StopCcn, "00020000", "general error: no general error"},
    {"R5.4.2-22",
     MessageType::StopCcn,
     "00020001",
     "general error: no control connection exists yet for this pair of LCCEs"},
    {"", MessageType::StopCcn, "00020002", "general error: length is wrong"},
    {"",
     MessageType::StopCcn,
     "00020003",
     "general error: one of the field values was out of range"},
    {"",
     MessageType::StopCcn,
     "00020004",
     "general error: insufficient resources to handle this operation now"},
    {"",
     MessageType::Cdn,
     "00020005",
     "session disconnected for the reason indicated in the error code: invalid Session ID"},
    {"R5.4.2-27",
     MessageType::StopCcn,
     "00020006",
     "general error: a generic vendor-specific error occurred"},
    {"", MessageType::StopCcn, "00020007", "general error: try another destination"},
    {"",
     MessageType::StopCcn,
     "00020008",
     "general error: shut down due to receipt of an unknown AVP with the M bit set"},
    {"",
     MessageType::StopCcn,
     "00020009",
     "general error: try another destination out of those listed"},
    {"", MessageType::StopCcn, "0002000a", "general error: unknown error"},
    {"", MessageType::StopCcn, "0063", "unknown result"},
    {"", MessageType::Cdn, "00630007", "unknown result: try another destination"},
    {"", MessageType::StopCcn, "00010000", "general request to clear control connection"},
    {"", MessageType::StopCcn, "0005", "protocol version of the requester is not supported"},
};

class WireCode : public testing::TestWithParam<Code>
{
};

// R5.4.2-43: the error code is told with a general error, and is a version with result 5
TEST_P(WireCode, HasItsNumberAndText)
{
    const Code& code = GetParam();
    const std::string avp = AvpHex(AVP_M_BIT, 0, 1, code.value);
    const ControlMessage message = Decoded(MessageOf(code.in, avp));
    EXPECT_TRUE(message.GetFaults().empty());
    const ResultCodeValue value = message.Get<avp::ResultCode>().value();
    EXPECT_EQ(DescribeResult(value, code.in), code.meaning);
    EXPECT_EQ(FormatHex(ToOctets(value)), code.value);
    std::ostringstream os;
    os << message;
    EXPECT_NE(os.str().find(" (" + code.meaning + ")"), std::string::npos) << os.str();
    EXPECT_EQ(DescribeResult(value, MessageType::Hello), "");
}

INSTANTIATE_TEST_SUITE_P(Rfc3931,
                         WireCode,
                         testing::ValuesIn(CODES),
                         [](const testing::TestParamInfo<Code>& info) {
                             const Code& code = info.param;
                             return TestName(code.id + "_" + MessageName(code.in) + "_" +
                                             code.value);
                         });

// R10.3-01: 13 to 16 are those of version 3; others are taken and have no meaning here
TEST(WireNumbers, ResultsOfCdn)
{
    for (uint16_t result = 0; result < 20; ++result)
    {
        const ControlMessage cdn =
            Decoded(MessageOf(MessageType::Cdn, AvpHex(AVP_M_BIT, 0, 1, Hex16(result))));
        EXPECT_TRUE(cdn.GetFaults().empty());
        EXPECT_EQ(cdn.Get<avp::ResultCode>()->result, result);
        const bool known = (result >= 1 && result <= 5) || (result >= 13 && result <= 16);
        const std::string text = Describe(static_cast<CdnResult>(result));
        EXPECT_EQ(text == "unknown result", !known && result != 0) << result;
    }
}

// R10.2-01: the message types of version 2 that are left, and 20
TEST(WireNumbers, MessageTypes)
{
    std::set<uint32_t> known;
    for (uint32_t type = 0; type <= 0xffff; ++type)
    {
        if (FindMessage(static_cast<uint16_t>(type)))
        {
            known.insert(type);
        }
    }
    EXPECT_EQ(known, (std::set<uint32_t>{1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 20}));
}

// R10.9-01
TEST(WireNumbers, Sublayers)
{
    EXPECT_EQ(static_cast<uint16_t>(L2SpecificSublayer::None), 0);
    EXPECT_EQ(static_cast<uint16_t>(L2SpecificSublayer::Default), 1);
}

// R1-03: identifiers have 32 bits, in headers, attributes and data
TEST(WireNumbers, IdentifiersHave32Bits)
{
    for (const uint32_t id : {1U, 0x00010000U, 0xffffffffU})
    {
        ControlMessage icrq(MessageType::Icrq);
        icrq.SetControlConnectionId(id);
        icrq.Add<avp::LocalSessionId>(id).Add<avp::RemoteSessionId>(id);
        ControlMessage decoded = Decoded(icrq.GetBytes());
        EXPECT_EQ(decoded.GetControlConnectionId(), id);
        EXPECT_EQ(decoded.Get<avp::LocalSessionId>(), id);
        EXPECT_EQ(decoded.Get<avp::RemoteSessionId>(), id);
        ControlMessage sccrq(MessageType::Sccrq);
        sccrq.Add<avp::AssignedControlConnectionId>(id);
        EXPECT_EQ(Decoded(sccrq.GetBytes()).Get<avp::AssignedControlConnectionId>(), id);
        for (const Encapsulation encapsulation : {Encapsulation::Ip, Encapsulation::Udp})
        {
            DataHeader header;
            header.sessionId = id;
            Bytes octets(MAX_DATA_HEADER_SIZE);
            octets.resize(header.Write(encapsulation, false, octets.data()));
            EXPECT_EQ(DataHeader::Read({encapsulation, 0, false}, octets)->sessionId, id);
        }
    }
}

// R3.2.1-04: whatever is built, hidden and signed, reserved bits of header and AVPs are zero
TEST(WireNumbers, ReservedBitsAreSentAsZero)
{
    const std::vector<AttributeCase> cases = AllAttributeCases();
    std::mt19937 random(3); // NOLINT: always the same cases
    for (uint32_t i = 0; i < 1000; ++i)
    {
        ControlMessage message(ALL_MESSAGES[random() % ALL_MESSAGES.size()]);
        message.SetControlConnectionId(static_cast<uint32_t>(random()));
        message.SetNs(static_cast<uint16_t>(random()));
        for (const AttributeCase& c : cases)
        {
            if (MayCarry(c, message.GetType()) && !c.has(message) && random() % 2 == 0)
            {
                c.addWithM(message, random() % 2 == 0);
            }
        }
        message.AddRaw(9, static_cast<uint16_t>(random()), random() % 2 == 0, Bytes(random() % 9));
        HidingOptions options;
        options.padding = random() % 20;
        Bytes image = random() % 2 == 0
                          ? Hide(message, SECRET, options, Drawn(i)).GetBytes().ToBytes()
                          : message.GetBytes().ToBytes();
        const auto secret = std::make_shared<const SharedSecret>("s");
        const auto type = static_cast<DigestType>(random() % 2);
        if (random() % 2 == 0)
        {
            MessageAuthenticator({secret}, type).Sign(image);
        }
        EXPECT_EQ(FormatHex(ByteView(image).Sub(0, 2)), "c803");
        const ControlMessage decoded = Decoded(image);
        for (const Avp& avp : decoded.GetAvps())
        {
            EXPECT_EQ(image[avp.offset] & 0x3c, 0);
        }
    }
}

} // namespace
