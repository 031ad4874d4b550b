// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-wire-attribute-cases.h"
#include "l2tp-wire-hiding-support.h"

#include <gtest/gtest.h>
#include <sstream>

using namespace ns3::l2tp;
using namespace ns3::l2tp::wiretest;

namespace
{

const AttributeCase&
CaseOf(const std::string& name, const std::string& value)
{
    static const std::vector<AttributeCase> cases = AllAttributeCases();
    const auto found = std::find_if(cases.begin(), cases.end(), [&](const AttributeCase& c) {
        return c.name == name && (value.empty() || FromHex(c.value) == FromHex(value));
    });
    return found == cases.end() ? CaseOf(name, "") : *found;
}

/**
 * An attribute that may be hidden, and what it becomes with VECTOR and no padding.
 */
struct HidingCase
{
    std::string id;      //!< row of the catalogue of requirements
    MessageType message; //!< message that may carry it
    std::string name;    //!< the attribute
    std::string clear;   //!< its value in hexadecimal
    std::string hidden;  //!< the hidden AVP in hexadecimal, made independently
};

void
PrintTo(const HidingCase& c, std::ostream* os)
{
    *os << c.id << " " << c.name;
}

// clang-format off
const std::vector<HidingCase> MAY_HIDE{
    {"R5.4.3-41", MessageType::Sccrq, "Vendor Name",
     "6d6b5f6c327470",
     "400f000000088838ca1dfa7552a2a7"},
    {"R5.4.3-45", MessageType::Sccrq, "Assigned Control Connection ID",
     "0a0b0c0d",
     "c00c0000003d75a49e69b021"},
    {"R5.4.3-53", MessageType::Sccrp, "Pseudowire Capabilities List",
     "000500040007",
     "c00e0000003e47c7a4065c28e827"},
    {"R5.4.3-57", MessageType::Sccrp, "Preferred Language",
     "656e",
     "400a00000048429f96d8"},
    {"R5.4.4-37", MessageType::Icrq, "Local Session ID",
     "11223344",
     "c00c0000003fbc1e952d7fff"},
    {"R5.4.4-41", MessageType::Icrp, "Remote Session ID",
     "55667788",
     "c00c000000401a6762e57ff9"},
    {"R5.4.4-45", MessageType::Ocrq, "Assigned Cookie",
     "0123456789abcdef",
     "c01000000041c5a795c97e45a4b2def1"},
    {"R5.4.4-49", MessageType::Icrq, "Serial Number",
     "00000001",
     "400c0000000ff925c9e152ae"},
    {"R5.4.4-53", MessageType::Icrq, "Remote End ID",
     "666f75727465656e2d6f637465747321",
     "c01800000042bec2c58abd9d67413208f46578950bec9147"},
    {"R5.4.4-61", MessageType::Ocrq, "Pseudowire Type",
     "0005",
     "c00a0000004458547e20"},
    {"R5.4.4-65", MessageType::Iccn, "L2-Specific Sublayer",
     "0001",
     "c00a000000456592097c"},
    {"R5.4.4-69", MessageType::Occn, "Data Sequencing",
     "0002",
     "c00a00000046b0cd37c4"},
    {"R5.4.4-73", MessageType::Iccn, "Tx Connect Speed",
     "000000003b9aca00",
     "40100000004ac70c3f76d6293e810604"},
    {"R5.4.4-77", MessageType::Ocrp, "Rx Connect Speed",
     "0000000077359400",
     "40100000004beaa359ff0b62d376402c"},
    {"R5.4.4-81", MessageType::Icrp, "Physical Channel ID",
     "00000002",
     "400c000000194f70289637a9"},
    {"R5.4.5-14", MessageType::Sli, "Circuit Status",
     "0001",
     "c00a000000472fad1c45"},
    {"R5.4.5-18", MessageType::Wen, "Circuit Errors",
     "0000000000010000000200000003000000040000000500000006",
     "4022000000222e3eab99031383cde3c0b8fcf25196e0facd45d4b3b9c5db92236d38"},
    {"R5.1-17", MessageType::Hello, "Extended Vendor ID",
     "000123450007aabb",
     "40100000003a98e7dad5b28ad0e704b1"},
};

// Attributes that are never hidden; the last two columns are not used.
const std::vector<HidingCase> NEVER_HIDE{
    {"R5.4.1-34", MessageType::Sccrq, "Message Type", "", ""},
    {"R5.4.1-37", MessageType::Hello, "Message Digest", "", ""},
    {"R5.4.1-41", MessageType::Sccrp, "Control Message Authentication Nonce", "", ""},
    {"R5.4.1-45", MessageType::Hello, "Random Vector", "", ""},
    {"R5.4.2-40", MessageType::StopCcn, "Result Code", "", ""},
    {"R5.4.3-29", MessageType::Sccrq, "Control Connection Tie Breaker", "", ""},
    {"R5.4.3-33", MessageType::Sccrq, "Host Name", "", ""},
    {"R5.4.3-37", MessageType::Sccrq, "Router ID", "", ""},
    {"R5.4.3-49", MessageType::Sccrq, "Receive Window Size", "", ""},
    {"R5.4.4-57", MessageType::Icrq, "Session Tie Breaker", "", ""},
};
// clang-format on

std::string
NameOf(const testing::TestParamInfo<HidingCase>& info)
{
    return TestName(info.param.id + "_" + info.param.name);
}

class WireMayHide : public testing::TestWithParam<HidingCase>
{
};

TEST_P(WireMayHide, IsReadInBothForms)
{
    const HidingCase& c = GetParam();
    const auto type = static_cast<uint16_t>(std::stoul(c.hidden.substr(8, 4), nullptr, 16));
    const bool mandatory = c.hidden[0] == 'c';
    ControlMessage clear(c.message);
    clear.AddRaw(0, type, mandatory, FromHex(c.clear));
    EXPECT_FALSE(AvpsOf(clear)[1].hidden);

    const ControlMessage hidden = Hidden(clear);
    EXPECT_EQ(FormatHex(hidden.GetBytes().Sub(20)), AvpHex(AVP_M_BIT, 0, 36, VECTOR) + c.hidden);
    EXPECT_EQ(ProblemsOf(hidden), Problems{ParseProblem::Hidden});
    EXPECT_TRUE(hidden.HasHidden());
    EXPECT_FALSE(CaseOf(c.name, c.clear).has(hidden));

    ControlMessage unhidden = hidden;
    unhidden.Unhide(SECRET);
    EXPECT_FALSE(unhidden.HasHidden());
    EXPECT_TRUE(unhidden.GetFaults().empty());
    const ControlMessage decoded = Decoded(clear.GetBytes());
    EXPECT_EQ(CaseOf(c.name, "").getAsHex(unhidden), c.clear);
    EXPECT_EQ(CaseOf(c.name, "").getAsHex(decoded), c.clear);
    EXPECT_EQ(unhidden.MissingAttributes(), decoded.MissingAttributes());
    EXPECT_EQ(FormatHex(unhidden.GetClearValue(AvpsOf(unhidden)[2]).value()), c.clear);
    EXPECT_EQ(unhidden.GetBytes().ToBytes(), hidden.GetBytes().ToBytes());
    std::ostringstream os;
    os << unhidden;
    EXPECT_NE(os.str().find(c.name + "="), std::string::npos);
    EXPECT_NE(os.str().find(" (hidden)"), std::string::npos) << os.str();
}

INSTANTIATE_TEST_SUITE_P(Rfc3931, WireMayHide, testing::ValuesIn(MAY_HIDE), NameOf);

class WireNeverHide : public testing::TestWithParam<HidingCase>
{
};

// Neither when sent, with all hidden that may be, nor when received with the H bit and all else
// right.
TEST_P(WireNeverHide, StaysClear)
{
    const HidingCase& c = GetParam();
    ControlMessage clear(c.message);
    std::string value = "0001";
    uint16_t type = 0;
    if (c.name != "Message Type")
    {
        const AttributeCase& attribute = CaseOf(c.name, "");
        attribute.add(clear);
        value = attribute.value;
        type = attribute.type;
    }
    EXPECT_EQ(Hidden(clear).GetBytes().ToBytes(), clear.GetBytes().ToBytes());

    Bytes subformat = FromHex(Hex16(FromHex(value).size()) + value);
    SECRET.Hide(type, FromHex(VECTOR), subformat.data(), subformat.size());
    const std::string avp = AvpHex(AVP_M_BIT | AVP_H_BIT, 0, type, FormatHex(subformat));
    if (type == 0)
    {
        EXPECT_EQ(Refused(MessageOf(avp)).what, ParseProblem::MessageTypeMalformed);
        return;
    }
    ControlMessage received = Decoded(MessageOf(c.message, AvpHex(0, 0, 36, VECTOR) + avp));
    received.Unhide(SECRET);
    ASSERT_EQ(ProblemsOf(received),
              Problems{type == 59 ? ParseProblem::InvalidDigest : ParseProblem::HidingForbidden});
    EXPECT_EQ(received.GetFaults()[0].mandatory, type != 59);
    EXPECT_FALSE(received.GetClearValue(AvpsOf(received)[2]));
    if (type != 36)
    {
        EXPECT_FALSE(CaseOf(c.name, "").has(received));
    }
}

INSTANTIATE_TEST_SUITE_P(Rfc3931, WireNeverHide, testing::ValuesIn(NEVER_HIDE), NameOf);

// The lists above are complete: each attribute is in one of them.
TEST(WireHiding, CoversEveryAttribute)
{
    EXPECT_EQ(MAY_HIDE.size() + NEVER_HIDE.size(), ATTRIBUTES.size());
    for (const AttributeInfo& info : ATTRIBUTES)
    {
        const auto named = [&info](const HidingCase& c) { return c.name == info.name; };
        EXPECT_EQ(std::count_if(MAY_HIDE.begin(), MAY_HIDE.end(), named), info.mayHide ? 1 : 0)
            << info.name;
    }
}

} // namespace
