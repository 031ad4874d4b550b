// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-wire-attribute-cases.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

using namespace ns3::l2tp;
using namespace ns3::l2tp::wiretest;

namespace
{

class WireAttribute : public testing::TestWithParam<AttributeCase>
{
};

// R5.1-01 R5.1-02 R5.1-07 and the golden bytes of each attribute
TEST_P(WireAttribute, RoundTripsInEveryMessageThatMayCarryIt)
{
    const AttributeCase& c = GetParam();
    for (const MessageType type : c.messages)
    {
        ControlMessage built(type);
        built.SetControlConnectionId(1);
        built.SetNs(2);
        built.SetNr(3);
        c.add(built);
        const Bytes golden =
            MessageOf(type, AvpHex(c.mandatory ? AVP_M_BIT : 0, 0, c.type, c.value));
        EXPECT_EQ(FormatHex(built.GetBytes()), FormatHex(golden)) << MessageName(type);
        EXPECT_TRUE(c.getEquals(built)) << MessageName(type);

        const ControlMessage decoded = Decoded(golden);
        EXPECT_TRUE(decoded.GetFaults().empty()) << MessageName(type);
        EXPECT_TRUE(c.getEquals(decoded)) << MessageName(type);
        EXPECT_EQ(c.getAsHex(decoded), FormatHex(FromHex(c.value))) << MessageName(type);
    }
}

// R5.2-05 R5.1-04: the M bit of a recognised AVP plays no part
TEST_P(WireAttribute, IsReadWithEitherMBit)
{
    const AttributeCase& c = GetParam();
    const MessageType type = c.messages.front();
    for (const bool mandatory : {false, true})
    {
        const uint16_t flags = mandatory ? AVP_M_BIT : 0;
        const ControlMessage decoded = Decoded(MessageOf(type, AvpHex(flags, 0, c.type, c.value)));
        EXPECT_TRUE(decoded.GetFaults().empty());
        EXPECT_TRUE(c.getEquals(decoded));
    }
}

// R5.2-07, but R5.1-13: Extended Vendor ID never has the M bit
TEST_P(WireAttribute, IsSentWithTheMBitAskedFor)
{
    const AttributeCase& c = GetParam();
    for (const bool mandatory : {false, true})
    {
        ControlMessage built(c.messages.front());
        c.addWithM(built, mandatory);
        const bool expected = mandatory && c.type != 58;
        EXPECT_EQ((built.GetBytes()[20] & 0x80) != 0, expected);
    }
}

// with a fault for the log, whose M bit plays no part
TEST_P(WireAttribute, IsIgnoredWhereItIsNotListed)
{
    const AttributeCase& c = GetParam();
    for (const MessageType type : ALL_MESSAGES)
    {
        if (!MayCarry(c, type))
        {
            const Bytes bytes = MessageOf(type, AvpHex(AVP_M_BIT, 0, c.type, c.value));
            const ControlMessage decoded = Decoded(bytes);
            EXPECT_FALSE(c.has(decoded)) << MessageName(type);
            if (FindAttribute(c.type, type)->name != c.name)
            {
                continue; // type 5 is the other tie breaker there
            }
            ASSERT_EQ(ProblemsOf(decoded), std::vector<ParseProblem>{ParseProblem::NotListed})
                << MessageName(type);
            EXPECT_FALSE(decoded.GetFaults()[0].mandatory) << MessageName(type);
            EXPECT_EQ(decoded.GetFaults()[0].type, c.type) << MessageName(type);
            EXPECT_EQ(decoded.GetFaults()[0].offset, 20) << MessageName(type);
        }
    }
}

TEST_P(WireAttribute, IsRefusedByTheEncoderWhereItIsNotListed)
{
    const AttributeCase& c = GetParam();
    const auto unlisted = std::find_if(ALL_MESSAGES.rbegin(),
                                       ALL_MESSAGES.rend(),
                                       [&c](MessageType type) { return !MayCarry(c, type); });
    ControlMessage zlb(MessageType::Zlb);
    EXPECT_DEATH(c.add(zlb), c.name + " is not allowed in ZLB");
    if (unlisted != ALL_MESSAGES.rend())
    {
        ControlMessage message(*unlisted);
        EXPECT_DEATH(c.add(message), c.name + " is not allowed in " + MessageName(*unlisted));
    }
}

// R7.1-05: the M bit of a malformed AVP is reported, the AVP counts as absent
TEST_P(WireAttribute, WithAWrongLengthIsAFault)
{
    const AttributeCase& c = GetParam();
    for (const std::size_t length : c.wrongLengths)
    {
        for (const bool mandatory : {false, true})
        {
            const std::string avp =
                AvpHex(mandatory ? AVP_M_BIT : 0, 0, c.type, Repeat("01", length));
            const ControlMessage decoded = Decoded(MessageOf(c.messages.front(), avp));
            ASSERT_EQ(decoded.GetFaults().size(), 1U) << length;
            EXPECT_EQ(decoded.GetFaults()[0].what, ParseProblem::BadValueLength) << length;
            EXPECT_EQ(decoded.GetFaults()[0].mandatory, mandatory) << length;
            EXPECT_EQ(decoded.GetFaults()[0].type, c.type) << length;
            EXPECT_EQ(decoded.GetFaults()[0].offset, 20) << length;
            EXPECT_FALSE(c.has(decoded)) << length;
        }
    }
}

// R5.4.2-40 R5.4.3-29 R5.4.3-33 R5.4.3-37 R5.4.3-49 R5.4.4-57 R5.4.1-41 R5.4.1-45: on receipt
TEST_P(WireAttribute, HiddenIsAFault)
{
    const AttributeCase& c = GetParam();
    const std::string avp = AvpHex(AVP_M_BIT | AVP_H_BIT, 0, c.type, c.value);
    const ControlMessage decoded = Decoded(MessageOf(c.messages.front(), avp));
    const ParseProblem expected = c.type == 59 ? ParseProblem::InvalidDigest
                                  : c.mayHide  ? ParseProblem::Hidden
                                               : ParseProblem::HidingForbidden;
    ASSERT_EQ(ProblemsOf(decoded), std::vector<ParseProblem>{expected});
    EXPECT_EQ(decoded.GetFaults()[0].mandatory, c.type != 59);
    EXPECT_FALSE(c.has(decoded));
}

// R7.1-11: the first of two counts
TEST_P(WireAttribute, RepeatedCountsOnce)
{
    const AttributeCase& c = GetParam();
    const std::string avp = AvpHex(AVP_M_BIT, 0, c.type, c.value);
    const ControlMessage decoded = Decoded(MessageOf(c.messages.front(), avp + avp));
    const bool repeatable = c.type == 36 || c.type == 58 || c.type == 59;
    ASSERT_EQ(decoded.GetFaults().size(), repeatable ? 0U : 1U);
    if (!repeatable)
    {
        EXPECT_EQ(decoded.GetFaults()[0].what, ParseProblem::Duplicate);
        EXPECT_FALSE(decoded.GetFaults()[0].mandatory);
    }
    EXPECT_TRUE(c.getEquals(decoded));
}

INSTANTIATE_TEST_SUITE_P(Rfc3931, WireAttribute, testing::ValuesIn(AllAttributeCases()));

// R5.2-06 R10.1-01: 27 types are known, 67 is not among them
TEST(WireAttributeTable, HasTheAttributesOfTheRfcAndNoOther)
{
    std::set<uint16_t> expected{0, 1, 5, 7, 8, 10, 15, 25, 34, 36};
    for (uint16_t type = 58; type <= 75; ++type)
    {
        expected.insert(type);
    }
    expected.erase(67);
    ASSERT_EQ(expected.size(), 27U);
    std::set<uint16_t> known;
    for (uint32_t type = 0; type <= 0xffff; ++type)
    {
        const auto* info = FindAttribute(static_cast<uint16_t>(type), MessageType::Hello);
        if (info)
        {
            EXPECT_EQ(info->type, type);
            known.insert(info->type);
        }
    }
    EXPECT_EQ(known, expected);
}

TEST(WireAttributeTable, AgreesWithTheRfcOnNamesBitsAndMessages)
{
    std::set<const AttributeInfo*> seen{FindAttribute(0, MessageType::Hello)};
    for (const AttributeCase& c : AllAttributeCases())
    {
        const AttributeInfo* info = FindAttribute(c.type, c.messages.front());
        ASSERT_NE(info, nullptr);
        seen.insert(info);
        EXPECT_EQ(info->name, c.name);
        EXPECT_EQ(info->mandatory, c.mandatory) << c.name;
        EXPECT_EQ(info->mayHide, c.mayHide) << c.name;
        for (const MessageType type : ALL_MESSAGES)
        {
            EXPECT_EQ(IsListed(*info, type), MayCarry(c, type)) << c.name << MessageName(type);
        }
    }
    EXPECT_EQ(seen.size(), ATTRIBUTES.size());
}

// R5.4.3-28 R5.4.4-56
TEST(WireAttributeTable, Type5HasItsRoleByMessage)
{
    const std::string avp = AvpHex(AVP_M_BIT, 0, 5, "0000000000000009");
    const ControlMessage sccrq = Decoded(MessageOf(MessageType::Sccrq, avp));
    EXPECT_EQ(sccrq.Get<avp::ControlConnectionTieBreaker>(), 9U);
    EXPECT_FALSE(sccrq.Has<avp::SessionTieBreaker>());
    for (const MessageType type : {MessageType::Icrq, MessageType::Ocrq})
    {
        const ControlMessage request = Decoded(MessageOf(type, avp));
        EXPECT_EQ(request.Get<avp::SessionTieBreaker>(), 9U);
        EXPECT_FALSE(request.Has<avp::ControlConnectionTieBreaker>());
    }
    const ControlMessage hello = Decoded(MessageOf(MessageType::Hello, avp));
    EXPECT_FALSE(hello.Has<avp::ControlConnectionTieBreaker>());
    EXPECT_FALSE(hello.Has<avp::SessionTieBreaker>());
    EXPECT_EQ(ProblemsOf(hello), std::vector<ParseProblem>{ParseProblem::NotListed});
}

// R5.2-04: M by default on all but these
TEST(WireAttributeTable, LeavesTheMBitOffWhereTheRfcDoes)
{
    std::set<std::string> optional;
    for (const AttributeInfo& info : ATTRIBUTES)
    {
        if (!info.mandatory)
        {
            optional.insert(info.name);
        }
    }
    EXPECT_EQ(optional,
              (std::set<std::string>{"Vendor Name",
                                     "Serial Number",
                                     "Physical Channel ID",
                                     "Circuit Errors",
                                     "Extended Vendor ID",
                                     "Preferred Language",
                                     "Tx Connect Speed",
                                     "Rx Connect Speed"}));
}

} // namespace
