// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-control-image-header.h"
#include "l2tp-control-message-header.h"
#include "l2tp-data-message-header.h"
#include "l2tp-udp-data-message-header.h"
#include "l2tp-wire-test-support.h"

#include "ns3/packet.h"

#include <gtest/gtest.h>
#include <sstream>

using namespace ns3;
using namespace ns3::l2tp;
using namespace ns3::l2tp::wiretest;

namespace
{

// Packets record what was added to them only if they are told before the first is made.
const bool PRINTING = [] {
    Packet::EnablePrinting();
    Packet::EnableChecking();
    return true;
}();

std::string
Printed(const Ptr<Packet>& packet)
{
    std::ostringstream os;
    packet->Print(os);
    return os.str();
}

std::string
HexOf(const Ptr<Packet>& packet)
{
    Bytes octets(packet->GetSize());
    packet->CopyData(octets.data(), octets.size());
    return FormatHex(octets);
}

ControlMessage
SomeSccrq()
{
    ControlMessage sccrq(MessageType::Sccrq);
    sccrq.SetNs(1);
    sccrq.Add<avp::HostName>("lac").Add<avp::RouterId>(0x0a000001);
    return sccrq;
}

class ControlHeaderOver : public testing::TestWithParam<Encapsulation>
{
};

// R4.1.1.2-01 R4.1.1.2-02 R4.1.2.1-07: four zero octets over IP, none over UDP
TEST_P(ControlHeaderOver, IsWrittenPrintedAndReadAgain)
{
    ASSERT_TRUE(PRINTING);
    const ControlMessage sccrq = SomeSccrq();
    Ptr<Packet> packet = Create<Packet>();
    packet->AddHeader(ControlMessageHeader(sccrq, GetParam()));
    const std::string before = GetParam() == Encapsulation::Ip ? "00000000" : "";
    EXPECT_EQ(HexOf(packet), before + FormatHex(sccrq.GetBytes()));
    EXPECT_EQ(Printed(packet),
              "ns3::l2tp::ControlMessageHeader (SCCRQ ccid=0x00000000 Ns=1 Nr=0 "
              "Host Name=\"lac\" Router ID=10.0.0.1)");

    ControlMessageHeader read;
    EXPECT_EQ(packet->RemoveHeader(read), before.size() / 2 + sccrq.GetBytes().size());
    EXPECT_EQ(packet->GetSize(), 0U);
    EXPECT_FALSE(read.GetError());
    EXPECT_EQ(read.GetEncapsulation(), GetParam());
    EXPECT_EQ(FormatHex(read.GetMessage().GetBytes()), FormatHex(sccrq.GetBytes()));
    EXPECT_EQ(read.GetMessage().Get<avp::HostName>(), "lac");
}

TEST_P(ControlHeaderOver, IsPrintedFromTheImageToo)
{
    const ControlMessage sccrq = SomeSccrq();
    Ptr<Packet> fromImage = Create<Packet>();
    fromImage->AddHeader(ControlImageHeader(sccrq.GetBytes(), GetParam()));
    Ptr<Packet> fromMessage = Create<Packet>();
    fromMessage->AddHeader(ControlMessageHeader(sccrq, GetParam()));
    EXPECT_EQ(HexOf(fromImage), HexOf(fromMessage));
    EXPECT_EQ(Printed(fromImage), Printed(fromMessage));
    ControlMessageHeader read;
    EXPECT_EQ(fromImage->RemoveHeader(read), fromMessage->GetSize());
    EXPECT_EQ(FormatHex(read.GetMessage().GetBytes()), FormatHex(sccrq.GetBytes()));
}

TEST_P(ControlHeaderOver, LeavesWhatFollows)
{
    Ptr<Packet> packet = Create<Packet>(100);
    packet->AddHeader(ControlMessageHeader(SomeSccrq(), GetParam()));
    ControlMessageHeader read;
    packet->RemoveHeader(read);
    EXPECT_EQ(read.GetMessage().GetType(), MessageType::Sccrq);
    EXPECT_EQ(packet->GetSize(), 100U);
}

INSTANTIATE_TEST_SUITE_P(Both,
                         ControlHeaderOver,
                         testing::Values(Encapsulation::Ip, Encapsulation::Udp));

TEST(ControlHeaderFromOctets, RefusesWhatIsNoMessage)
{
    for (const std::string hex : {"",
                                  "00",
                                  "000000",
                                  "00000000",
                                  "c803",
                                  "00000000c8",
                                  "c8030014",
                                  "c803001400000001",
                                  "00000000c80300140000000100020003",
                                  "c803000d000000010002000380",
                                  "0003000011223344"})
    {
        const Bytes octets = FromHex(hex);
        const Ptr<Packet> packet = Create<Packet>(octets.data(), octets.size());
        ControlMessageHeader header(SomeSccrq(), Encapsulation::Ip);
        EXPECT_EQ(packet->PeekHeader(header), 0U) << hex;
        ASSERT_TRUE(header.GetError()) << hex;
        EXPECT_EQ(header.GetMessage().GetType(), MessageType::Zlb) << hex;
        std::ostringstream os;
        header.Print(os);
        EXPECT_EQ(os.str(), std::string("malformed: ") + Describe(header.GetError()->what)) << hex;
    }
}

/**
 * A data header, its octets and how it prints.
 */
struct DataCase
{
    Encapsulation encapsulation; //!< how it travels
    std::string cookie;          //!< cookie in hexadecimal
    bool sublayer;               //!< whether there is a sublayer
    std::string hex;             //!< the header
    std::string printed;         //!< what a packet prints
};

const std::vector<DataCase> DATA_CASES{
    {Encapsulation::Ip,
     "",
     false,
     "00030000",
     "ns3::l2tp::DataMessageHeader (Session ID=0x00030000)"},
    {Encapsulation::Ip,
     "c0ffee01",
     true,
     "00030000c0ffee0140000007",
     "ns3::l2tp::DataMessageHeader (Session ID=0x00030000 then 0xc0ffee0140000007)"},
    {Encapsulation::Udp,
     "",
     false,
     "0003000000030000",
     "ns3::l2tp::UdpDataMessageHeader (Session ID=0x00030000)"},
    {Encapsulation::Udp,
     "0102030405060708",
     true,
     "0003000000030000010203040506070840000007",
     "ns3::l2tp::UdpDataMessageHeader (Session ID=0x00030000 then 0x010203040506070840000007)"},
};

TEST(DataHeaderInPackets, IsWrittenPrintedAndReadAgain)
{
    for (const DataCase& c : DATA_CASES)
    {
        SCOPED_TRACE(c.printed);
        DataHeader fields;
        fields.sessionId = 0x00030000;
        fields.cookie = *Cookie::FromBytes(FromHex(c.cookie));
        fields.sublayer = MakeSublayer(true, 7);
        const uint8_t payload[] = {0xaa, 0xbb};
        Ptr<Packet> packet = Create<Packet>(payload, sizeof(payload));
        packet->AddHeader(DataMessageHeader(fields, c.encapsulation, c.sublayer));
        EXPECT_EQ(HexOf(packet), c.hex + "aabb");
        EXPECT_EQ(Printed(packet), c.printed + " Payload (size=2)");

        const DataFormat format{c.encapsulation,
                                static_cast<uint8_t>(c.cookie.size() / 2),
                                c.sublayer};
        DataMessageHeader read(format);
        EXPECT_EQ(packet->RemoveHeader(read), c.hex.size() / 2);
        EXPECT_EQ(FormatHex(read.GetBytes()), c.hex);
        EXPECT_EQ(read.GetSessionId(), 0x00030000U);
        EXPECT_EQ(HexOf(packet), "aabb");
    }
}

TEST(DataHeaderInPackets, OfUnknownShapeReadsTheFixedPart)
{
    const Bytes octets = FromHex("0003000011223344c0ffee01");
    const Ptr<Packet> packet = Create<Packet>(octets.data(), octets.size());
    DataMessageHeader ip;
    EXPECT_EQ(packet->PeekHeader(ip), 4U);
    EXPECT_EQ(ip.GetSessionId(), 0x00030000U);
    UdpDataMessageHeader udp;
    EXPECT_EQ(packet->PeekHeader(udp), 8U);
    EXPECT_EQ(udp.GetSessionId(), 0x11223344U);
}

TEST(DataHeaderInPackets, DoesNotReadBehindTheEnd)
{
    const Bytes octets = FromHex("00030000aabb");
    const Ptr<Packet> packet = Create<Packet>(octets.data(), octets.size());
    DataMessageHeader header(DataFormat{Encapsulation::Udp, 8, true});
    EXPECT_EQ(packet->PeekHeader(header), 6U);
    EXPECT_EQ(header.GetSessionId(), 0U);
    std::ostringstream os;
    header.Print(os);
    EXPECT_EQ(os.str(), "truncated 0x00030000aabb");
}

} // namespace
