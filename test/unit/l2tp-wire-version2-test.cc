// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-demux.h"
#include "l2tp-wire-test-support.h"

#include <gtest/gtest.h>

using namespace ns3::l2tp;
using namespace ns3::l2tp::wiretest;

namespace
{

const std::string VERSION_3_AVPS =
    AvpHex(0, 0, 60, "c0000201") + AvpHex(0, 0, 61, "0a0b0c0d") + AvpHex(0, 0, 62, "0005");
// What RFC 2661 section 6.1 wants: Protocol Version, Framing Capabilities, Host Name, Assigned
// Tunnel ID, all with the M bit.
const std::string VERSION_2_AVPS =
    AvpHex(AVP_M_BIT, 0, 2, "0100") + AvpHex(AVP_M_BIT, 0, 3, "00000003") +
    AvpHex(AVP_M_BIT, 0, 7, "6c6163") + AvpHex(AVP_M_BIT, 0, 9, "1234");

Bytes
WithVersion(MessageType type, uint8_t version, const std::string& avps, uint32_t id = 0)
{
    Bytes octets = MessageOf(type, avps);
    octets[1] = version;
    octets[7] = static_cast<uint8_t>(id);
    octets[4] = static_cast<uint8_t>(id >> 24);
    return octets;
}

// R4.7.3-05: SCCRQ in both versions, with the attributes of both
TEST(WireVersion2, SccrqOfBothVersionsIsRead)
{
    for (const uint8_t version : {2, 3})
    {
        const Bytes octets =
            WithVersion(MessageType::Sccrq, version, VERSION_2_AVPS + VERSION_3_AVPS);
        EXPECT_EQ(Demux(Encapsulation::Udp, octets).kind, DemuxResult::Kind::Control);
        const ControlMessage message = Decoded(octets);
        EXPECT_EQ(message.GetVersion(), version);
        EXPECT_EQ(message.GetType(), MessageType::Sccrq);
        EXPECT_TRUE(message.GetFaults().empty());
        EXPECT_TRUE(message.MissingAttributes().empty());
        EXPECT_EQ(message.Get<avp::HostName>(), "lac");
        EXPECT_EQ(message.Get<avp::AssignedControlConnectionId>(), 0x0a0b0c0dU);
    }
}

// R4.7.3-06: every attribute that only version 2 has is ignored, with the M bit, hidden, of any
// length
TEST(WireVersion2, AttributesOfVersion2AloneAreIgnored)
{
    for (uint16_t type = 0; type < 100; ++type)
    {
        const bool known = FindAttribute(type, MessageType::Sccrq) != nullptr;
        if (known)
        {
            continue;
        }
        const bool version2 = type <= 39 && type != 20;
        for (const uint16_t flags : {AVP_M_BIT, static_cast<uint16_t>(AVP_M_BIT | AVP_H_BIT)})
        {
            const std::string avp = AvpHex(flags, 0, type, "0102030405060708");
            const auto faults = [&](uint8_t version) {
                return ProblemsOf(Decoded(WithVersion(MessageType::Sccrq, version, avp)));
            };
            const std::vector<ParseProblem> unknown{ParseProblem::UnknownAttribute};
            const bool opening = type < 14 && type != 12;
            EXPECT_EQ(faults(2), version2 ? std::vector<ParseProblem>{} : unknown) << type;
            EXPECT_EQ(faults(3), opening ? std::vector<ParseProblem>{} : unknown) << type;
        }
    }
    // A vendor's is not of version 2, and Tie Breaker is of both.
    const auto vendor = WithVersion(MessageType::Sccrq, 2, AvpHex(AVP_M_BIT, 9, 2, "0100"));
    EXPECT_EQ(Decoded(vendor).GetFaults().size(), 1U);
    const auto tie = WithVersion(MessageType::Sccrq, 2, AvpHex(0, 0, 5, "0000000000000009"));
    EXPECT_EQ(Decoded(tie).Get<avp::ControlConnectionTieBreaker>(), 9U);
}

// A peer that speaks version 2 alone is known by the attributes it does not have
TEST(WireVersion2, PlainSccrqOfVersion2LacksTheAttributesOfVersion3)
{
    const ControlMessage plain = Decoded(WithVersion(MessageType::Sccrq, 2, VERSION_2_AVPS));
    EXPECT_EQ(plain.MissingAttributes(), (std::vector<uint16_t>{60, 61, 62}));
    EXPECT_TRUE(plain.GetFaults().empty());
    EXPECT_EQ(plain.GetVersion(), 2);
}

// Nothing else of version 2 is a control message here.
TEST(WireVersion2, EverythingElseOfVersion2IsRefused)
{
    for (const MessageType type : ALL_MESSAGES)
    {
        const bool read = type == MessageType::Sccrq;
        const auto decoded = ControlMessage::Decode(WithVersion(type, 2, ""));
        EXPECT_EQ(std::holds_alternative<ControlMessage>(decoded), read) << MessageName(type);
        if (!read)
        {
            EXPECT_EQ(std::get<ParseError>(decoded).what, ParseProblem::BadVersion);
            EXPECT_EQ(std::get<ParseError>(decoded).offset, 0);
        }
    }
    for (const uint32_t id : {1U, 0x01000000U})
    {
        const Bytes octets = WithVersion(MessageType::Sccrq, 2, VERSION_3_AVPS, id);
        EXPECT_EQ(Refused(octets).what, ParseProblem::BadVersion);
        EXPECT_EQ(Demux(Encapsulation::Udp, octets).reason, DemuxResult::Reason::Version2);
    }
    EXPECT_EQ(Refused(FromHex("c802000c0000000000000000")).what, ParseProblem::BadVersion);
    EXPECT_EQ(Refused(FromHex("c80200140000000000000000800800090000"
                              "0001"))
                  .what,
              ParseProblem::BadVersion); // of a vendor
    EXPECT_EQ(Refused(FromHex("c8020011000000000000000080"
                              "05000000"))
                  .what,
              ParseProblem::BadVersion);
    EXPECT_EQ(Refused(FromHex("8802001400000000")).what, ParseProblem::BadVersion);
    for (const uint8_t version : {0, 1, 4, 15})
    {
        EXPECT_EQ(Refused(WithVersion(MessageType::Sccrq, version, VERSION_3_AVPS)).what,
                  ParseProblem::BadVersion);
    }
    // Data of version 2, and what is too short to tell.
    EXPECT_EQ(Demux(Encapsulation::Udp, FromHex("0002000000000000")).reason,
              DemuxResult::Reason::Version2);
    EXPECT_EQ(Demux(Encapsulation::Udp, FromHex("c8020014000000")).reason,
              DemuxResult::Reason::Version2);
}

TEST(WireVersion2, MalformedSccrqIsReportedLikeOneOfVersion3)
{
    const Bytes octets = WithVersion(MessageType::Sccrq, 2, VERSION_2_AVPS + "800500000007");
    const ParseError error = Refused(octets);
    EXPECT_EQ(error.what, ParseProblem::AvpTooShort);
    EXPECT_EQ(error.messageType, 1);
    ASSERT_TRUE(error.header);
    EXPECT_EQ(error.header->controlConnectionId, 0U);
    EXPECT_EQ(Refused(WithVersion(MessageType::Sccrq, 2, VERSION_2_AVPS + "8005")).what,
              ParseProblem::AvpBeyondEnd);
}

} // namespace
