// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-wire-test-support.h"

#include <gtest/gtest.h>
#include <iomanip>
#include <sstream>

using namespace ns3::l2tp;
using namespace ns3::l2tp::wiretest;

namespace
{

std::string
Printed(const ControlMessage& message)
{
    std::ostringstream os;
    os << message;
    return os.str();
}

/**
 * A value and how it is shown.
 */
struct ValueCase
{
    uint16_t type;       //!< Attribute Type
    MessageType message; //!< message that carries it
    std::string value;   //!< value in hexadecimal
    std::string text;    //!< what is printed
};

TEST(WirePrint, ValuesAreShownByTheirForm)
{
    const std::vector<ValueCase> cases{
        {0, MessageType::Sccrq, "0001", "SCCRQ"},
        {0, MessageType::Sccrq, "ffff", "65535"},
        {1, MessageType::Cdn, "0003", "3"},
        {1, MessageType::Cdn, "00020008", "2/8"},
        {1, MessageType::Cdn, "0002000861766f", "2/8 \"avo\""},
        {5, MessageType::Sccrq, "0102030405060708", "0x0102030405060708"},
        {7, MessageType::Sccrq, "6c61632031", "\"lac 1\""},
        {7, MessageType::Sccrq, "61220a5c7f", "\"a\\\"\\x0a\\\\\\x7f\""},
        {10, MessageType::Sccrq, "0008", "8"},
        {15, MessageType::Icrq, "ffffffff", "4294967295"},
        {34,
         MessageType::Wen,
         "0000000000010000000200000003000000040000000500000006",
         "crc:1,framing:2,hardware:3,buffer:4,timeout:5,alignment:6"},
        {34,
         MessageType::Wen,
         "000000000003000000040000000500000006",
         "hardware:3,buffer:4,timeout:5,alignment:6"},
        {36, MessageType::Hello, "", "0x"},
        {58, MessageType::Hello, "000123450007aabb", "74565/7:0xaabb"},
        {59,
         MessageType::Hello,
         "00000102030405060708090a0b0c0d0e0f",
         "HMAC-MD5:000102030405060708090a0b0c0d0e0f"},
        {59,
         MessageType::Hello,
         "01000102030405060708090a0b0c0d0e0f10111213",
         "HMAC-SHA-1:000102030405060708090a0b0c0d0e0f10111213"},
        {59,
         MessageType::Hello,
         "02000102030405060708090a0b0c0d0e0f",
         "2:000102030405060708090a0b0c0d0e0f"},
        {60, MessageType::Sccrq, "c0000201", "192.0.2.1"},
        {61, MessageType::Sccrq, "0a0b0c0d", "0x0a0b0c0d"},
        {62,
         MessageType::Sccrq,
         "0001000400050006000700ff",
         "FrameRelay,EthernetVlan,Ethernet,Hdlc,Ppp,255"},
        {62, MessageType::Sccrq, "", "none"},
        {65, MessageType::Icrq, "", "none"},
        {65, MessageType::Icrq, "c0ffee01", "0xc0ffee01"},
        {65, MessageType::Icrq, "c0ffee", "0xc0ffee"},
        {66, MessageType::Icrq, "76632d31", "\"vc-1\""},
        {66, MessageType::Icrq, "766300", "0x766300"},
        {68, MessageType::Icrq, "0005", "Ethernet"},
        {71, MessageType::Sli, "0000", "inactive"},
        {71, MessageType::Sli, "0003", "active,new"},
        {71, MessageType::Sli, "0011", "active,0x0011"},
        {74, MessageType::Icrq, "000000003b9aca00", "1000000000"},
    };
    for (const ValueCase& c : cases)
    {
        const AttributeInfo* info = FindAttribute(c.type, c.message);
        ASSERT_NE(info, nullptr);
        EXPECT_EQ(FormatValue(*info, FromHex(c.value)), c.text);
    }
}

TEST(WirePrint, AMessageIsOneLine)
{
    ControlMessage icrq(MessageType::Icrq);
    icrq.SetControlConnectionId(0xa1b2c3d4);
    icrq.SetNs(2);
    icrq.SetNr(1);
    icrq.Add<avp::LocalSessionId>(0x11223344)
        .Add<avp::RemoteSessionId>(0)
        .Add<avp::RemoteEndId>("vc-1");
    icrq.AddRaw(9, 12, false, FromHex("0a"));
    EXPECT_EQ(Printed(icrq),
              "ICRQ ccid=0xa1b2c3d4 Ns=2 Nr=1 Local Session ID=0x11223344 "
              "Remote Session ID=0x00000000 Remote End ID=\"vc-1\" AVP 9/12=0x0a");
    EXPECT_EQ(Printed(ControlMessage(MessageType::Zlb)), "ZLB ccid=0x00000000 Ns=0 Nr=0");
}

TEST(WirePrint, UnreadableValuesAreShownToo)
{
    const std::string avps =
        AvpHex(AVP_M_BIT | AVP_H_BIT, 0, 65, "0102030405060708") + AvpHex(0, 0, 63, "0102");
    EXPECT_EQ(Printed(Decoded(MessageOf(MessageType::Icrq, avps))),
              "ICRQ ccid=0x00000001 Ns=2 Nr=3 Assigned Cookie=(hidden, 8 octets) "
              "Local Session ID=0x0102");
    EXPECT_EQ(Printed(Decoded(MessageOf(AvpHex(AVP_M_BIT, 193, 0, "0007")))),
              "message 193/7 ccid=0x00000001 Ns=2 Nr=3");
}

TEST(WirePrint, TheStreamsFormatPlaysNoPart)
{
    std::ostringstream os;
    os << std::hex << std::showbase << ControlMessage(Decoded(MessageOf(MessageType::Hello, "")));
    EXPECT_EQ(os.str(), "HELLO ccid=0x00000001 Ns=2 Nr=3");
    os << " " << 16;
    EXPECT_EQ(os.str(), "HELLO ccid=0x00000001 Ns=2 Nr=3 0x10");
}

} // namespace
