// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-wire-test-support.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <ostream>
#include <set>

using namespace ns3::l2tp;
using namespace ns3::l2tp::wiretest;

namespace
{

using Scope = MessageInfo::Scope;

/** One good AVP of each attribute, by type, with the default M bit. */
const std::map<uint16_t, std::string> AVPS{
    {1, "8008 0000 0001 0001"},
    {5, "800e 0000 0005 0102030405060708"},
    {7, "8009 0000 0007 6c6163"},
    {8, "0007 0000 0008 76"},
    {10, "8008 0000 000a 0008"},
    {15, "000a 0000 000f 00000001"},
    {25, "000a 0000 0019 00000002"},
    {34, "0020 0000 0022 0000 000000010000000200000003000000040000000500000006"},
    {36, "8016 0000 0024 00112233445566778899aabbccddeeff"},
    {58, "000d 0000 003a 00010000 0001 ff"},
    {59, "8017 0000 003b 00 00112233445566778899aabbccddeeff"},
    {60, "800a 0000 003c c0000201"},
    {61, "800a 0000 003d 0a0b0c0d"},
    {62, "800a 0000 003e 00040005"},
    {63, "800a 0000 003f 11223344"},
    {64, "800a 0000 0040 55667788"},
    {65, "800a 0000 0041 c0ffee01"},
    {66, "8008 0000 0042 7631"},
    {68, "8008 0000 0044 0005"},
    {69, "8008 0000 0045 0001"},
    {70, "8008 0000 0046 0002"},
    {71, "8008 0000 0047 0003"},
    {72, "0008 0000 0048 656e"},
    {73, "8016 0000 0049 00112233445566778899aabbccddeeff"},
    {74, "000e 0000 004a 000000003b9aca00"},
    {75, "000e 0000 004b 000000003b9aca00"},
};

/**
 * What RFC 3931 sections 3.1 and 6 say about a message.
 */
struct MessageCase
{
    uint16_t number;                //!< on the wire
    std::string name;               //!< short name
    Scope scope;                    //!< what it is about
    std::vector<uint16_t> required; //!< attributes besides Message Type
    std::vector<uint16_t> optional; //!< attributes besides those every message may carry

    MessageType Type() const
    {
        return static_cast<MessageType>(number);
    }
};

void
PrintTo(const MessageCase& message, std::ostream* os)
{
    *os << message.name;
}

// R3.1-02..05 R3.1-07..10 R3.1-11..13 R3.1-15..18
const std::vector<MessageCase> CASES{
    {1, "SCCRQ", Scope::ControlConnection, {7, 60, 61, 62}, {5, 8, 10, 72, 73}},
    {2, "SCCRP", Scope::ControlConnection, {7, 60, 61, 62}, {8, 10, 72, 73}},
    {3, "SCCCN", Scope::ControlConnection, {}, {}},
    {4, "StopCCN", Scope::ControlConnection, {1}, {61}},
    {6, "HELLO", Scope::ControlConnection, {}, {}},
    {7, "OCRQ", Scope::Session, {63, 64, 15, 68, 66, 71}, {5, 65, 69, 70, 74, 75}},
    {8, "OCRP", Scope::Session, {63, 64, 71}, {25, 65, 69, 70, 74, 75}},
    {9, "OCCN", Scope::Session, {63, 64}, {69, 70, 71, 74, 75}},
    {10, "ICRQ", Scope::Session, {63, 64, 15, 68, 66, 71}, {5, 25, 65, 69, 70, 74, 75}},
    {11, "ICRP", Scope::Session, {63, 64, 71}, {25, 65, 69, 70, 74, 75}},
    {12, "ICCN", Scope::Session, {63, 64}, {69, 70, 71, 74, 75}},
    {14, "CDN", Scope::Session, {1, 63, 64}, {}},
    {15, "WEN", Scope::Session, {63, 64, 34}, {}},
    {16, "SLI", Scope::Session, {63, 64}, {71}},
    {20, "ACK", Scope::Acknowledgement, {}, {}},
};

std::string
Join(const std::vector<uint16_t>& types)
{
    std::string avps;
    for (const uint16_t type : types)
    {
        avps += AVPS.at(type);
    }
    return avps;
}

class WireMessage : public testing::TestWithParam<MessageCase>
{
};

TEST_P(WireMessage, HasItsRow)
{
    const MessageCase& c = GetParam();
    const MessageInfo* info = FindMessage(c.number);
    ASSERT_NE(info, nullptr);
    EXPECT_EQ(info->type, c.Type());
    EXPECT_EQ(info->name, c.name);
    EXPECT_EQ(MessageName(c.Type()), c.name);
    EXPECT_EQ(info->scope, c.scope);
    const std::multiset<uint16_t> required(info->required.begin(), info->required.end());
    EXPECT_EQ(required, (std::multiset<uint16_t>(c.required.begin(), c.required.end())));
}

// R5.4.1-04 R5.4.1-32 R5.4.1-33 R3.2.1-02 R3.2.1-03 R3.2.1-06
TEST_P(WireMessage, BeginsWithHeaderAndMessageType)
{
    const MessageCase& c = GetParam();
    const ControlMessage built(c.Type());
    EXPECT_EQ(FormatHex(built.GetBytes()),
              "c803001400000000000000008008000000000" + Hex16(c.number).substr(1));
    EXPECT_EQ(built.Get<avp::MessageTypeAvp>(), c.number);
    const ControlMessage decoded = Decoded(built.GetBytes());
    EXPECT_EQ(decoded.GetType(), c.Type());
    EXPECT_EQ(decoded.GetRawType(), c.number);
    EXPECT_EQ(decoded.GetMessageVendor(), 0);
    EXPECT_TRUE(decoded.IsMandatory());
    EXPECT_EQ(decoded.GetInfo(), FindMessage(c.number));
    EXPECT_EQ(decoded.IsAcknowledgement(), c.name == "ACK");
}

// R7.1-14 and the required attributes of each message
TEST_P(WireMessage, MissesEachRequiredAttribute)
{
    const MessageCase& c = GetParam();
    EXPECT_TRUE(Decoded(MessageOf(c.Type(), Join(c.required))).MissingAttributes().empty());
    for (const uint16_t without : c.required)
    {
        std::vector<uint16_t> rest = c.required;
        rest.erase(std::find(rest.begin(), rest.end(), without));
        const ControlMessage message = Decoded(MessageOf(c.Type(), Join(rest)));
        EXPECT_EQ(message.MissingAttributes(), std::vector<uint16_t>{without});
        EXPECT_TRUE(message.GetFaults().empty());
    }
    const ControlMessage bare(c.Type());
    EXPECT_EQ(bare.MissingAttributes().size(), c.required.size());
}

// R7.1-15: one that is malformed counts as missing
TEST_P(WireMessage, MissesMalformedRequiredAttributes)
{
    const MessageCase& c = GetParam();
    for (const uint16_t bad : c.required)
    {
        if (bad == 66 || bad == 7) // any octets are good
        {
            continue;
        }
        std::string avps;
        for (const uint16_t type : c.required)
        {
            avps += type == bad ? AvpHex(0, 0, bad, "000102") : AVPS.at(type);
        }
        const ControlMessage message = Decoded(MessageOf(c.Type(), avps));
        EXPECT_EQ(message.MissingAttributes(), std::vector<uint16_t>{bad});
        EXPECT_EQ(ProblemsOf(message), std::vector<ParseProblem>{ParseProblem::BadValueLength});
    }
}

TEST_P(WireMessage, CarriesWhatItMayAndNothingElse)
{
    const MessageCase& c = GetParam();
    std::set<uint16_t> allowed{0, 36, 58, 59};
    allowed.insert(c.required.begin(), c.required.end());
    allowed.insert(c.optional.begin(), c.optional.end());
    std::set<uint16_t> listed;
    for (const AttributeInfo& info : ATTRIBUTES)
    {
        if (IsListed(info, c.Type()))
        {
            listed.insert(info.type);
        }
    }
    EXPECT_EQ(listed, allowed);
}

// Optional attributes change nothing else: all there, all absent
TEST_P(WireMessage, IsReadWithAllItsAttributes)
{
    const MessageCase& c = GetParam();
    const std::string avps = Join({59, 36}) + Join(c.required) + Join(c.optional) + Join({58});
    const Bytes bytes = MessageOf(c.Type(), avps);
    const ControlMessage message = Decoded(bytes);
    EXPECT_TRUE(message.GetFaults().empty());
    EXPECT_TRUE(message.MissingAttributes().empty());
    EXPECT_TRUE(message.Has<avp::MessageDigest>());
    EXPECT_TRUE(message.Has<avp::RandomVector>());
    EXPECT_TRUE(message.Has<avp::ExtendedVendorId>());
    EXPECT_EQ(FormatHex(message.GetBytes()), FormatHex(bytes));
    std::size_t count = 0;
    for (const Avp& avp : message.GetAvps())
    {
        ++count;
        ASSERT_NE(avp.info, nullptr);
        EXPECT_EQ(avp.info->type, avp.type);
        EXPECT_EQ(avp.length, AVP_HEADER_SIZE + message.GetValue(avp).size());
    }
    EXPECT_EQ(count, 4 + c.required.size() + c.optional.size());
}

INSTANTIATE_TEST_SUITE_P(Rfc3931, WireMessage, testing::ValuesIn(CASES));

TEST(WireMessageTable, KnowsNoOtherNumbers)
{
    std::set<uint16_t> known;
    for (uint32_t number = 0; number <= 0xffff; ++number)
    {
        if (FindMessage(static_cast<uint16_t>(number)))
        {
            known.insert(static_cast<uint16_t>(number));
        }
    }
    EXPECT_EQ(known, (std::set<uint16_t>{1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 20}));
    EXPECT_EQ(FindMessage(MessageType::Unknown), nullptr);
    EXPECT_STREQ(MessageName(MessageType::Zlb), "ZLB");
    EXPECT_STREQ(MessageName(MessageType::Unknown), "unknown");
}

// R3.2-01: a whole SCCRQ in network byte order
TEST(WireMessageGolden, Sccrq)
{
    ControlMessage sccrq(MessageType::Sccrq);
    sccrq.Add<avp::HostName>("lac.example")
        .Add<avp::RouterId>(0xc0000201)
        .Add<avp::AssignedControlConnectionId>(0x0a0b0c0d)
        .Add<avp::PseudowireCapabilitiesList>({5, 4, 7})
        .Add<avp::ControlConnectionTieBreaker>(0x0102030405060708)
        .Add<avp::VendorName>("mk_l2tp")
        .Add<avp::ReceiveWindowSize>(8)
        .Add<avp::PreferredLanguage>("en");
    EXPECT_EQ(FormatHex(sccrq.GetBytes()),
              "c8030070000000000000000080080000000000018011000000076c61632e6578616d706c65"
              "800a0000003cc0000201800a0000003d0a0b0c0d800c0000003e000500040007"
              "800e000000050102030405060708000d000000086d6b5f6c327470"
              "80080000000a0008000800000048656e");
}

// R3.2.1-01: where the fields are; the setters touch nothing else
TEST(WireMessageHeader, FieldsAreWhereTheRfcPutsThem)
{
    ControlMessage hello(MessageType::Hello);
    hello.SetControlConnectionId(0xa1b2c3d4);
    hello.SetNs(0x1122);
    hello.SetNr(0x3344);
    EXPECT_EQ(FormatHex(hello.GetBytes()), "c8030014a1b2c3d4112233448008000000000006");
    EXPECT_EQ(hello.GetControlConnectionId(), 0xa1b2c3d4);
    EXPECT_EQ(hello.GetNs(), 0x1122);
    EXPECT_EQ(hello.GetNr(), 0x3344);
    EXPECT_EQ(hello.GetVersion(), 3);
    hello.SetNr(0xffff);
    EXPECT_EQ(FormatHex(hello.GetBytes()), "c8030014a1b2c3d41122ffff8008000000000006");
    const ControlHeader header = hello.GetHeader();
    EXPECT_EQ(header.flags, 0xc803);
    EXPECT_EQ(header.length, 20);
    EXPECT_EQ(header.controlConnectionId, 0xa1b2c3d4);
    EXPECT_EQ(header.ns, 0x1122);
    EXPECT_EQ(header.nr, 0xffff);
}

// R10.4-01 R10.5-01
TEST(WireMessageHeader, BitsAreThoseOfTheRegistry)
{
    EXPECT_EQ(HEADER_T_BIT, 0x8000);
    EXPECT_EQ(HEADER_L_BIT, 0x4000);
    EXPECT_EQ(HEADER_S_BIT, 0x0800);
    EXPECT_EQ(HEADER_O_BIT, 0x0200);
    EXPECT_EQ(HEADER_P_BIT, 0x0100);
    EXPECT_EQ(AVP_M_BIT, 0x8000);
    EXPECT_EQ(AVP_H_BIT, 0x4000);
}

// R3.2.1-05
TEST(WireMessageHeader, ReservedBitsAreIgnored)
{
    for (uint16_t bit = 1; bit != 0; bit = static_cast<uint16_t>(bit << 1))
    {
        if ((bit & (HEADER_T_BIT | HEADER_L_BIT | HEADER_S_BIT | HEADER_VERSION_MASK)) != 0)
        {
            continue;
        }
        Bytes bytes = MessageOf(MessageType::Sccrq, Join({7, 60, 61, 62}));
        bytes[0] |= bit >> 8;
        bytes[1] |= bit & 0xff;
        const ControlMessage message = Decoded(bytes);
        EXPECT_EQ(message.GetType(), MessageType::Sccrq);
        EXPECT_EQ(message.GetVersion(), 3);
        EXPECT_TRUE(message.GetFaults().empty());
        EXPECT_TRUE(message.MissingAttributes().empty());
    }
}

// R5.1-03
TEST(WireMessageHeader, ReservedAvpBitsAreIgnored)
{
    const std::string avp = AvpHex(AVP_M_BIT | 0x3c00, 0, 7, "686f7374");
    const ControlMessage sccrp = Decoded(MessageOf(MessageType::Sccrp, avp));
    EXPECT_TRUE(sccrp.GetFaults().empty());
    EXPECT_EQ(sccrp.Get<avp::HostName>(), "host");
}

// R6.15-02 R6.15-05: ACK and ZLB are both acknowledgements
TEST(WireMessageAcknowledgement, IsAckOrZlb)
{
    ControlMessage zlb(MessageType::Zlb);
    zlb.SetControlConnectionId(7);
    zlb.SetNs(1);
    zlb.SetNr(2);
    EXPECT_EQ(FormatHex(zlb.GetBytes()), "c803000c0000000700010002");
    const ControlMessage decoded = Decoded(zlb.GetBytes());
    EXPECT_EQ(decoded.GetType(), MessageType::Zlb);
    EXPECT_EQ(decoded.GetRawType(), 0);
    EXPECT_EQ(decoded.GetMessageVendor(), 0);
    EXPECT_FALSE(decoded.IsMandatory());
    EXPECT_TRUE(decoded.IsAcknowledgement());
    EXPECT_TRUE(decoded.GetAvps().empty());
    EXPECT_TRUE(decoded.MissingAttributes().empty());
    EXPECT_FALSE(decoded.Has<avp::MessageTypeAvp>());
    EXPECT_EQ(decoded.GetInfo()->scope, Scope::Acknowledgement);
    EXPECT_TRUE(ControlMessage(MessageType::Ack).IsAcknowledgement());
    EXPECT_EQ(ControlMessage(MessageType::Ack).GetBytes().size(), 20U);
    EXPECT_FALSE(ControlMessage(MessageType::Hello).IsAcknowledgement());
}

// R3.1-01 R3.1-06 R3.1-14: reserved numbers are unknown, with the M bit to act on
TEST(WireMessageUnknown, KeepsNumberAndMBit)
{
    for (const uint16_t number : {0, 5, 13, 17, 19, 21, 77, 999, 0xffff})
    {
        for (const bool mandatory : {false, true})
        {
            const std::string avp = AvpHex(mandatory ? AVP_M_BIT : 0, 0, 0, Hex16(number));
            const ControlMessage message = Decoded(MessageOf(avp + AVPS.at(63)));
            EXPECT_EQ(message.GetType(), MessageType::Unknown);
            EXPECT_EQ(message.GetRawType(), number);
            EXPECT_EQ(message.IsMandatory(), mandatory);
            EXPECT_EQ(message.GetInfo(), nullptr);
            EXPECT_FALSE(message.IsAcknowledgement());
            EXPECT_FALSE(message.Has<avp::LocalSessionId>());
            EXPECT_TRUE(message.MissingAttributes().empty());
        }
    }
    EXPECT_DEATH(ControlMessage(MessageType::Unknown), "no control message");
    EXPECT_DEATH(ControlMessage(static_cast<MessageType>(13)), "no control message");
}

// R5.4.1-05: the number means something only together with the vendor
TEST(WireMessageUnknown, VendorsHaveTheirOwn)
{
    const ControlMessage message = Decoded(MessageOf(AvpHex(AVP_M_BIT, 193, 0, "0001")));
    EXPECT_EQ(message.GetType(), MessageType::Unknown);
    // Nobody knows what a vendor lists for its messages.
    const ControlMessage other =
        Decoded(MessageOf(AvpHex(AVP_M_BIT, 193, 0, "0001") + AvpHex(0, 0, 7, "61")));
    EXPECT_TRUE(other.GetFaults().empty());
    EXPECT_EQ(message.GetMessageVendor(), 193);
    EXPECT_EQ(message.GetRawType(), 1);
    EXPECT_TRUE(message.MissingAttributes().empty());
}

// R5.1-09: another vendor's type 1 is no Result Code
TEST(WireMessageVendorAvp, IsNotTakenForAnIetfAttribute)
{
    ControlMessage stop(MessageType::StopCcn);
    stop.AddRaw(9, 1, true, Bytes{0, 1});
    EXPECT_EQ(FormatHex(stop.GetBytes().Sub(20)), "8008000900010001");
    EXPECT_FALSE(stop.Has<avp::ResultCode>());
    ASSERT_EQ(ProblemsOf(stop), std::vector<ParseProblem>{ParseProblem::UnknownAttribute});
    EXPECT_EQ(stop.GetFaults()[0].vendor, 9);
    EXPECT_EQ(stop.GetFaults()[0].type, 1);
    EXPECT_TRUE(stop.GetFaults()[0].mandatory);
    EXPECT_EQ(stop.MissingAttributes(), std::vector<uint16_t>{1});
}

// R5.1-11 R5.1-13: a vendor above 65535 goes into the wrapper, never with the M bit
TEST(WireMessageVendorAvp, IsWrappedWhenTheVendorIsLarge)
{
    ControlMessage hello(MessageType::Hello);
    hello.AddRaw(0x00012345, 7, true, Bytes{0xaa, 0xbb});
    EXPECT_EQ(FormatHex(hello.GetBytes().Sub(20)), "000e0000003a000123450007aabb");
    EXPECT_TRUE(hello.GetFaults().empty());
    const auto value = hello.Get<avp::ExtendedVendorId>();
    ASSERT_TRUE(value);
    EXPECT_EQ(value->vendor, 0x00012345U);
    EXPECT_EQ(value->type, 7);
    EXPECT_EQ(value->value, (Bytes{0xaa, 0xbb}));
    hello.AddRaw(0xffff, 7, false, Bytes{1});
    EXPECT_EQ(FormatHex(hello.GetBytes().Sub(34)), "0007ffff000701");
    const Bytes tooLong(1012);
    EXPECT_DEATH(hello.AddRaw(0x00012345, 7, false, tooLong), "more than 1017 octets");
}

// R5.1-14
TEST(WireMessageVendorAvp, ThreeWrappersAreThreeEntries)
{
    ControlMessage hello(MessageType::Hello);
    for (const uint32_t vendor : {0x10000U, 0x20000U, 0x30000U})
    {
        hello.Add<avp::ExtendedVendorId>({vendor, 1, {9}});
    }
    const ControlMessage decoded = Decoded(hello.GetBytes());
    std::vector<uint32_t> vendors;
    for (const Avp& avp : decoded.GetAvps())
    {
        if (avp.type == avp::ExtendedVendorId::TYPE)
        {
            ExtendedVendorIdValue value;
            DecodeValue(decoded.GetValue(avp), value);
            vendors.push_back(value.vendor);
        }
    }
    EXPECT_EQ(vendors, (std::vector<uint32_t>{0x10000, 0x20000, 0x30000}));
    EXPECT_EQ(hello.Get<avp::ExtendedVendorId>()->vendor, 0x10000U);
}

// R5.4.2-08: the error of result 5 is a version number; R5.4.2-42: any number is read
TEST(WireMessageResultCode, IsGivenAsItIs)
{
    const std::vector<std::pair<std::string, ResultCodeValue>> cases{
        {"0005 0003", {5, 3, ""}},
        {"0063", {99, {}, ""}},
        {"0000", {0, {}, ""}},
        {"0002 0008 39", {2, 8, "9"}},
    };
    for (const auto& [hex, expected] : cases)
    {
        for (const MessageType type : {MessageType::StopCcn, MessageType::Cdn})
        {
            const auto value =
                Decoded(MessageOf(type, AvpHex(AVP_M_BIT, 0, 1, hex))).Get<avp::ResultCode>();
            ASSERT_TRUE(value);
            EXPECT_EQ(value->result, expected.result);
            EXPECT_EQ(value->error, expected.error);
            EXPECT_EQ(value->text, expected.text);
        }
    }
    ControlMessage stop(MessageType::StopCcn);
    stop.Add<avp::ResultCode>({1, {}, "bye"}); // text needs an error before it
    EXPECT_EQ(FormatHex(stop.GetBytes().Sub(20)), "800d0000000100010000627965");
}

// R5.4.5-11: the reserved octets
TEST(WireMessageCircuitErrors, ReservedOctetsAreIgnored)
{
    const std::string avp = AvpHex(0, 0, 34, "ffff" + std::string(48, '0'));
    const ControlMessage wen = Decoded(MessageOf(MessageType::Wen, avp));
    EXPECT_TRUE(wen.GetFaults().empty());
    EXPECT_EQ(wen.Get<avp::CircuitErrors>()->alignmentErrors, 0U);
}

} // namespace
