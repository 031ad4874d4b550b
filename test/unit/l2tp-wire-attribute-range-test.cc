// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-wire-attribute-cases.h"

#include <gtest/gtest.h>

using namespace ns3::l2tp;
using namespace ns3::l2tp::wiretest;

namespace
{

/**
 * A value that is legal in one message and not in another.
 */
struct RangeCase
{
    uint16_t type;       //!< Attribute Type
    std::string value;   //!< value in hexadecimal
    MessageType message; //!< message that carries it
    bool good;           //!< whether that is legal
};

// R5.4.3-18 R5.4.3-47 R5.4.4-06 R10.10-01: and zero as Local Session ID in a CDN alone
TEST(WireAttributeRange, IsJudgedByMessage)
{
    const std::vector<RangeCase> cases{
        {10, "0000", MessageType::Sccrq, false},
        {10, "0000", MessageType::Sccrp, false},
        {10, "0001", MessageType::Sccrp, true},
        {10, "ffff", MessageType::Sccrq, true},
        {61, "00000000", MessageType::Sccrq, false},
        {61, "00000000", MessageType::Sccrp, false},
        {61, "00000000", MessageType::StopCcn, false},
        {63, "00000000", MessageType::Icrq, false},
        {63, "00000000", MessageType::Icrp, false},
        {63, "00000000", MessageType::Iccn, false},
        {63, "00000000", MessageType::Ocrq, false},
        {63, "00000000", MessageType::Cdn, true},
        {64, "00000000", MessageType::Icrq, true},
        {64, "00000000", MessageType::Ocrq, true},
        {64, "00000000", MessageType::Cdn, true},
        {64, "00000000", MessageType::Wen, true},
        {64, "00000000", MessageType::Sli, true},
        {64, "00000000", MessageType::Icrp, false},
        {64, "00000000", MessageType::Iccn, false},
        {64, "00000000", MessageType::Ocrp, false},
        {64, "00000000", MessageType::Occn, false},
        {70, "0002", MessageType::Icrq, true},
        {70, "0003", MessageType::Icrq, false},
        {70, "ffff", MessageType::Iccn, false},
        {69, "ffff", MessageType::Icrq, true},
        {71, "ffff", MessageType::Sli, true}, // R5.4.5-02
        {15, "00000000", MessageType::Icrq, true},
        {60, "00000000", MessageType::Sccrq, true},
    };
    for (const RangeCase& c : cases)
    {
        for (const bool mandatory : {false, true})
        {
            const std::string avp = AvpHex(mandatory ? AVP_M_BIT : 0, 0, c.type, c.value);
            const ControlMessage decoded = Decoded(MessageOf(c.message, avp));
            EXPECT_EQ(decoded.GetFaults().empty(), c.good)
                << c.type << " " << c.value << " " << MessageName(c.message);
            if (!decoded.GetFaults().empty())
            {
                EXPECT_EQ(decoded.GetFaults()[0].what, ParseProblem::OutOfRange);
                EXPECT_EQ(decoded.GetFaults()[0].mandatory, mandatory);
            }
        }
    }
}

// R7.1-13: what a receiver would find fault with is not sent
TEST(WireAttributeRange, IsJudgedByTheEncoder)
{
    ControlMessage sccrq(MessageType::Sccrq);
    EXPECT_DEATH(sccrq.Add<avp::ReceiveWindowSize>(0), "Receive Window Size.*out of range");
    EXPECT_DEATH(sccrq.Add<avp::HostName>(""),
                 "Host Name cannot have a value of 0 octets, only of 1 to 1017");
    ControlMessage icrp(MessageType::Icrp);
    EXPECT_DEATH(icrp.Add<avp::RemoteSessionId>(0), "Remote Session ID.*out of range");
    EXPECT_DEATH(icrp.Add<avp::DataSequencingAvp>(3), "Data Sequencing.*out of range");
}

// R5.1-06: 1017 octets are the most
TEST(WireAttributeRange, ValuesHaveAtMost1017Octets)
{
    ControlMessage icrq(MessageType::Icrq);
    icrq.Add<avp::RemoteEndId>(std::string(1017, 'x'));
    EXPECT_EQ(icrq.GetBytes().size(), 20U + 1023U);
    EXPECT_EQ(FormatHex(icrq.GetBytes().Sub(20, 6)), "83ff00000042");
    ControlMessage longer(MessageType::Icrq);
    EXPECT_DEATH(longer.Add<avp::RemoteEndId>(std::string(1018, 'x')),
                 "Remote End ID cannot have a value of 1018 octets");
    const Bytes value(1018);
    EXPECT_DEATH(longer.AddRaw(9, 1, false, value), "more than 1017 octets");
}

TEST(WireAttributeRange, MessagesHaveAtMost65535Octets)
{
    ControlMessage hello(MessageType::Hello);
    const Bytes value(1017);
    for (int i = 0; i < 64; ++i)
    {
        hello.AddRaw(9, 1, false, value);
    }
    EXPECT_EQ(Decoded(hello.GetBytes()).GetBytes().size(), 20U + 64U * 1023U);
    EXPECT_DEATH(hello.AddRaw(9, 1, false, value), "longer than 65535 octets");
}

TEST(WireAttributeRange, EncoderRefusesASecondInstance)
{
    ControlMessage sccrq(MessageType::Sccrq);
    sccrq.Add<avp::HostName>("a");
    EXPECT_DEATH(sccrq.Add<avp::HostName>("b"), "Host Name is in this SCCRQ already");
    EXPECT_DEATH(sccrq.Add<avp::MessageTypeAvp>(1), "Message Type is in this SCCRQ already");
}

// R5.4.1-35 R5.4.1-37 R5.4.1-09: a digest that cannot be valid never leads to the M bit's path
TEST(WireAttributeRange, DigestsOfWrongLengthAreInvalid)
{
    const std::vector<std::string> wrong{"",
                                         "00",
                                         "00" + Repeat("11", 15),
                                         "00" + Repeat("11", 20),
                                         "01" + Repeat("11", 16),
                                         "01" + Repeat("11", 21)};
    for (const std::string& value : wrong)
    {
        const std::string avp = AvpHex(AVP_M_BIT, 0, 59, value);
        const ControlMessage hello = Decoded(MessageOf(MessageType::Hello, avp));
        ASSERT_EQ(ProblemsOf(hello), std::vector<ParseProblem>{ParseProblem::InvalidDigest});
        EXPECT_FALSE(hello.GetFaults()[0].mandatory);
        EXPECT_FALSE(hello.Has<avp::MessageDigest>());
    }
}

} // namespace
