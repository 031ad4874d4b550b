// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-vendor-registry.h"
#include "l2tp-wire-hiding-support.h"

#include <gtest/gtest.h>
#include <sstream>

using namespace ns3::l2tp;
using namespace ns3::l2tp::wiretest;

namespace
{

constexpr uint32_t LARGE_VENDOR = 0x00012345;

class WireVendor : public testing::Test
{
  protected:
    WireVendor()
    {
        m_vendors.Register(VendorAttribute{9, 1, "Test Identifier", 4, 4});
        m_vendors.Register(VendorAttribute{9, 2, "Test Text", 1, 10, false, [](ByteView value) {
                                               return FormatText(value);
                                           }});
        m_vendors.Register(VendorAttribute{LARGE_VENDOR, 7, "Test Pair", 2, 2});
        m_vendors.Register(VendorMessage{9, 40, "TestMessage"});
    }

    ControlMessage Receive(const Bytes& octets, bool registered = true) const
    {
        return std::get<ControlMessage>(
            ControlMessage::Decode(ByteView(octets), registered ? &m_vendors : nullptr));
    }

    ControlMessage Receive(const std::string& avps, bool registered = true) const
    {
        return Receive(MessageOf(MessageType::Hello, avps), registered);
    }

    static std::string Wrapped(uint32_t vendor, uint16_t type, const std::string& value)
    {
        return AvpHex(0, 0, 58, Hex16(vendor >> 16) + Hex16(vendor & 0xffff) + Hex16(type) + value);
    }

    static std::string Hex(const std::optional<ByteView>& value)
    {
        return value ? FormatHex(*value) : "nothing";
    }

    static std::string Printed(const ControlMessage& message)
    {
        std::ostringstream os;
        os << message;
        return os.str();
    }

    VendorRegistry m_vendors; //!< what the tests recognise
};

// R5.1-08: the pair of vendor and type is what is recognised, even with the M bit
TEST_F(WireVendor, AttributesAreRecognisedByThePair)
{
    const std::string avp = AvpHex(AVP_M_BIT, 9, 1, "01020304");
    const ControlMessage known = Receive(avp);
    EXPECT_TRUE(known.GetFaults().empty());
    EXPECT_EQ(Hex(known.FindVendorValue(9, 1)), "01020304");
    EXPECT_EQ(Hex(known.FindVendorValue(9, 2)), "nothing");
    EXPECT_EQ(Hex(known.FindVendorValue(8, 1)), "nothing");
    EXPECT_FALSE(known.Has<avp::ResultCode>());
    EXPECT_NE(Printed(known).find(" Test Identifier=0x01020304"), std::string::npos);

    for (const auto& [vendor, type] : {std::pair<uint16_t, uint16_t>{9, 3}, {8, 1}})
    {
        const ControlMessage other = Receive(AvpHex(AVP_M_BIT, vendor, type, "01020304"));
        ASSERT_EQ(ProblemsOf(other), std::vector<ParseProblem>{ParseProblem::UnknownAttribute});
        EXPECT_TRUE(other.GetFaults()[0].mandatory);
        EXPECT_EQ(Hex(other.FindVendorValue(vendor, type)), "nothing");
    }
    const ControlMessage without = Receive(avp, false);
    EXPECT_EQ(ProblemsOf(without), std::vector<ParseProblem>{ParseProblem::UnknownAttribute});
    EXPECT_EQ(Hex(without.FindVendorValue(9, 1)), "nothing");
}

TEST_F(WireVendor, LengthsAreChecked)
{
    for (const bool mandatory : {false, true})
    {
        const uint16_t flags = mandatory ? AVP_M_BIT : 0;
        for (const std::string& avp : {AvpHex(flags, 9, 1, "010203"),
                                       AvpHex(flags, 9, 1, "0102030405"),
                                       AvpHex(flags, 9, 2, ""),
                                       AvpHex(flags,
                                              0,
                                              58,
                                              "0001234500"
                                              "07aa"),
                                       AvpHex(flags, 0, 58, "000123450007aabbcc")})
        {
            const ControlMessage message = Receive(avp);
            ASSERT_EQ(ProblemsOf(message), std::vector<ParseProblem>{ParseProblem::BadValueLength});
            EXPECT_EQ(message.GetFaults()[0].mandatory, mandatory);
            EXPECT_EQ(Hex(message.FindVendorValue(9, 1)), "nothing");
            EXPECT_EQ(Hex(message.FindVendorValue(LARGE_VENDOR, 7)), "nothing");
        }
    }
    // The first good one of several counts.
    const ControlMessage message =
        Receive(AvpHex(0, 9, 1, "01") + AvpHex(0, 9, 1, "02020202") + AvpHex(0, 9, 1, "03030303"));
    EXPECT_EQ(Hex(message.FindVendorValue(9, 1)), "02020202");
}

// Section 5.1.1: inside an Extended Vendor ID AVP, also one of a vendor that needs none
TEST_F(WireVendor, AttributesAreFoundInExtendedVendorIdAvps)
{
    const ControlMessage message =
        Receive(Wrapped(LARGE_VENDOR, 8, "ffff") + Wrapped(LARGE_VENDOR, 7, "aabb") +
                Wrapped(9, 2, "6869"));
    EXPECT_TRUE(message.GetFaults().empty());
    EXPECT_EQ(Hex(message.FindVendorValue(LARGE_VENDOR, 7)), "aabb");
    EXPECT_EQ(Hex(message.FindVendorValue(9, 2)), "6869");
    EXPECT_EQ(Hex(message.FindVendorValue(LARGE_VENDOR, 8)), "nothing");
    EXPECT_EQ(message.Get<avp::ExtendedVendorId>()->type, 8);
    const std::string text = Printed(message);
    EXPECT_NE(text.find(" Test Pair=0xaabb"), std::string::npos) << text;
    EXPECT_NE(text.find(" Test Text=\"hi\""), std::string::npos) << text;
    EXPECT_NE(text.find(" Extended Vendor ID=74565/8:0xffff"), std::string::npos) << text;
}

TEST_F(WireVendor, AttributesAreHiddenAndUnhiddenByTheirRegistration)
{
    ControlMessage clear(MessageType::Hello);
    clear.SetVendors(&m_vendors);
    clear.AddRaw(9, 1, true, FromHex("01020304"));
    clear.AddRaw(9, 2, false, FromHex("6869")); // must not be hidden
    clear.AddRaw(LARGE_VENDOR, 7, false, FromHex("aabb"));
    clear.AddRaw(8, 1, false, FromHex("cc")); // unknown
    EXPECT_EQ(clear.GetFaults().size(), 1U);
    const ControlMessage hidden = Hidden(clear);
    std::vector<bool> bits;
    for (const Avp& avp : AvpsOf(hidden))
    {
        bits.push_back(avp.hidden);
    }
    EXPECT_EQ(bits, (std::vector<bool>{false, false, true, false, true, false}));
    EXPECT_EQ(Hex(hidden.FindVendorValue(9, 1)), "nothing");
    ControlMessage unhidden = Receive(hidden.GetBytes().ToBytes());
    unhidden.Unhide(SECRET);
    EXPECT_EQ(unhidden.GetFaults().size(), 1U);
    EXPECT_EQ(Hex(unhidden.FindVendorValue(9, 1)), "01020304");
    EXPECT_EQ(Hex(unhidden.FindVendorValue(9, 2)), "6869");
    EXPECT_EQ(Hex(unhidden.FindVendorValue(LARGE_VENDOR, 7)), "aabb");
    EXPECT_NE(Printed(unhidden).find(" Test Identifier=0x01020304 (hidden)"), std::string::npos);

    HidingOptions options;
    options.vendors = false;
    options.rows.reset();
    EXPECT_EQ(Hide(clear, SECRET, options, Fixed()).GetBytes().ToBytes(),
              clear.GetBytes().ToBytes());
    const ControlMessage forbidden = Receive(AvpHex(AVP_M_BIT | AVP_H_BIT, 9, 2, "0001"));
    EXPECT_EQ(ProblemsOf(forbidden), std::vector<ParseProblem>{ParseProblem::HidingForbidden});
}

// R5.4.2-29: a vendor explains its error in a StopCCN
TEST_F(WireVendor, AttributesAddDetailToAnError)
{
    const ControlMessage stop =
        Receive(MessageOf(MessageType::StopCcn,
                          AvpHex(AVP_M_BIT, 0, 1, "00020006") + AvpHex(0, 9, 2, "6f6f70")));
    EXPECT_EQ(stop.Get<avp::ResultCode>()->error, 6);
    EXPECT_EQ(Hex(stop.FindVendorValue(9, 2)), "6f6f70");
}

// R5.4.1-05: a vendor's message, with its own AVPs, is known by its registration
TEST_F(WireVendor, MessagesAreRecognised)
{
    const Bytes octets = MessageOf("800800090000"
                                   "0028" +
                                   AvpHex(AVP_M_BIT, 9, 1, "01020304"));
    const ControlMessage message = Receive(octets);
    ASSERT_NE(message.GetVendorMessage(), nullptr);
    EXPECT_EQ(message.GetVendorMessage()->name, "TestMessage");
    EXPECT_EQ(message.GetVendorMessage()->type, 40);
    EXPECT_EQ(message.GetType(), MessageType::Unknown);
    EXPECT_EQ(message.GetMessageVendor(), 9);
    EXPECT_TRUE(message.GetFaults().empty());
    EXPECT_EQ(Hex(message.FindVendorValue(9, 1)), "01020304");
    EXPECT_EQ(Printed(message).find("TestMessage ccid="), 0U);
    EXPECT_EQ(Receive(octets, false).GetVendorMessage(), nullptr);
    EXPECT_EQ(Receive(MessageOf("800800090000"
                                "0029"))
                  .GetVendorMessage(),
              nullptr);
    EXPECT_EQ(Receive(MessageOf("800800080000"
                                "0028"))
                  .GetVendorMessage(),
              nullptr);
    EXPECT_EQ(Receive(MessageOf("800800000000"
                                "0028"))
                  .GetVendorMessage(),
              nullptr);
    EXPECT_EQ(Receive("").GetVendorMessage(), nullptr);
    // The Message Type AVP is no attribute of the vendor, whatever is registered.
    m_vendors.Register(VendorAttribute{9, 0, "Zero"});
    EXPECT_EQ(Hex(Receive(octets).FindVendorValue(9, 0)), "nothing");
}

// R5.4.1-47: with its Message Type AVP second it is malformed
TEST_F(WireVendor, MessagesBeginWithMessageTypeToo)
{
    const std::string other = AvpHex(AVP_M_BIT, 9, 1, "01020304");
    const Bytes octets = MessageOf(other + "800800090000"
                                           "0028");
    const auto decoded = ControlMessage::Decode(ByteView(octets), &m_vendors);
    EXPECT_EQ(std::get<ParseError>(decoded).what, ParseProblem::MessageTypeNotFirst);
}

TEST_F(WireVendor, ARegistrationIsReplacedByTheNextOfThePair)
{
    m_vendors.Register(VendorAttribute{9, 1, "Other", 0, 1}).Register(VendorMessage{9, 40, "M2"});
    EXPECT_EQ(m_vendors.FindAttribute(9, 1)->name, "Other");
    EXPECT_EQ(m_vendors.FindMessage(9, 40)->name, "M2");
    EXPECT_EQ(m_vendors.FindAttribute(9, 9), nullptr);
    EXPECT_EQ(m_vendors.FindMessage(9, 9), nullptr);
    EXPECT_EQ(Receive(AvpHex(0, 9, 1, "01020304")).GetFaults().size(), 1U);
}

TEST_F(WireVendor, DeathOfWrongRegistrations)
{
    EXPECT_DEATH(m_vendors.Register(VendorAttribute{0, 1, "None"}), "vendor 0");
    EXPECT_DEATH(m_vendors.Register(VendorMessage{0, 1, "None"}), "vendor 0");
    EXPECT_DEATH(m_vendors.Register(VendorAttribute{9, 1, "Long", 0, 1018}), "1017");
    EXPECT_DEATH(m_vendors.Register(VendorAttribute{9, 1, "Odd", 5, 4}), "from 5 to 4");
}

} // namespace
