// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-data-header.h"
#include "l2tp-demux.h"
#include "l2tp-wire-test-support.h"

#include <gtest/gtest.h>
#include <set>

using namespace ns3::l2tp;
using namespace ns3::l2tp::wiretest;

namespace
{

using Kind = DemuxResult::Kind;
using Reason = DemuxResult::Reason;

/**
 * A shape of data header and its octets with Session ID 0x11223344, a cookie of a1a2..., and
 * S = 1, sequence number 0x123456.
 */
struct ShapeCase
{
    Encapsulation encapsulation; //!< how it travels
    std::string cookie;          //!< the cookie in hexadecimal
    bool sublayer;               //!< whether there is a sublayer
    std::string hex;             //!< the header
};

// R4.1.1.1-01 R4.1.2.1-01 R4.1.2.1-02 R4.1.2.1-03 R4.1.2.1-05 R4.6-03 R3.2.2-01 R3.2.2-05
const std::vector<ShapeCase> SHAPES{
    {Encapsulation::Ip, "", false, "11223344"},
    {Encapsulation::Ip, "", true, "11223344 40123456"},
    {Encapsulation::Ip, "a1a2a3a4", false, "11223344 a1a2a3a4"},
    {Encapsulation::Ip, "a1a2a3a4", true, "11223344 a1a2a3a4 40123456"},
    {Encapsulation::Ip, "a1a2a3a4a5a6a7a8", false, "11223344 a1a2a3a4a5a6a7a8"},
    {Encapsulation::Ip, "a1a2a3a4a5a6a7a8", true, "11223344 a1a2a3a4a5a6a7a8 40123456"},
    {Encapsulation::Udp, "", false, "00030000 11223344"},
    {Encapsulation::Udp, "", true, "00030000 11223344 40123456"},
    {Encapsulation::Udp, "a1a2a3a4", false, "00030000 11223344 a1a2a3a4"},
    {Encapsulation::Udp, "a1a2a3a4", true, "00030000 11223344 a1a2a3a4 40123456"},
    {Encapsulation::Udp, "a1a2a3a4a5a6a7a8", false, "00030000 11223344 a1a2a3a4a5a6a7a8"},
    {Encapsulation::Udp, "a1a2a3a4a5a6a7a8", true, "00030000 11223344 a1a2a3a4a5a6a7a8 40123456"},
};

// R3.2.2-04: IP and UDP have a data header each
TEST(WireDataHeader, HasTheShapeOfItsSession)
{
    for (const ShapeCase& shape : SHAPES)
    {
        const Bytes golden = FromHex(shape.hex);
        SCOPED_TRACE(shape.hex);
        DataHeader header;
        header.sessionId = 0x11223344;
        header.cookie = *Cookie::FromBytes(FromHex(shape.cookie));
        header.sublayer = MakeSublayer(true, 0x123456);
        Bytes written(MAX_DATA_HEADER_SIZE, 0xee);
        const std::size_t size = header.Write(shape.encapsulation, shape.sublayer, written.data());
        EXPECT_EQ(FormatHex(ByteView(written).Sub(0, size)), FormatHex(golden));
        EXPECT_EQ(FormatHex(ByteView(written).Sub(size)),
                  FormatHex(Bytes(MAX_DATA_HEADER_SIZE - size, 0xee)));

        const DataFormat format{shape.encapsulation,
                                static_cast<uint8_t>(shape.cookie.size() / 2),
                                shape.sublayer};
        EXPECT_EQ(format.GetSize(), golden.size());
        Bytes packet = golden;
        packet.push_back(0xff); // payload
        const auto read = DataHeader::Read(format, packet);
        ASSERT_TRUE(read);
        EXPECT_EQ(read->sessionId, 0x11223344U);
        EXPECT_EQ(read->cookie, header.cookie);
        EXPECT_EQ(read->sublayer, shape.sublayer ? 0x40123456U : 0U);
        for (std::size_t shorter = 0; shorter < golden.size(); ++shorter)
        {
            EXPECT_FALSE(DataHeader::Read(format, ByteView(golden).Sub(0, shorter))) << shorter;
        }
    }
}

// R4.1-06
TEST(WireDataHeader, CookiesHaveNoOtherSize)
{
    const Bytes octets(32, 1);
    for (uint8_t size = 0; size < 32; ++size)
    {
        const bool good = size == 0 || size == 4 || size == 8;
        EXPECT_EQ(Cookie::FromBytes(ByteView(octets).Sub(0, size)).has_value(), good);
        EXPECT_EQ(DataHeader::Read({Encapsulation::Ip, size, false}, octets).has_value(), good);
    }
    EXPECT_EQ(*Cookie::FromBytes(Bytes(4)), *Cookie::FromBytes(Bytes(4)));
    EXPECT_NE(*Cookie::FromBytes(Bytes(4)), *Cookie::FromBytes(Bytes(8)));
    EXPECT_NE(*Cookie::FromBytes(Bytes(4)), *Cookie::FromBytes(Bytes(4, 1)));
    EXPECT_NE(*Cookie::FromBytes(Bytes(4)), Cookie());
}

// R4.6-03 R4.6-05 R4.6-06 R4.6-08 R10.8-01
TEST(WireSublayer, HasSAndTwentyFourBits)
{
    EXPECT_EQ(MakeSublayer(true, 0), 0x40000000U);
    EXPECT_EQ(MakeSublayer(true, 0x123456), 0x40123456U);
    EXPECT_EQ(MakeSublayer(true, 0xffffff), 0x40ffffffU);
    EXPECT_EQ(MakeSublayer(true, 0x1000000), 0x40000000U);
    EXPECT_EQ(MakeSublayer(false, 0x123456), 0U);
    EXPECT_TRUE(IsSequenced(0xff000007));
    EXPECT_FALSE(IsSequenced(0xbf000007));
    EXPECT_EQ(GetSequence(0xff000007), 7U);
    EXPECT_EQ(GetSequence(0xffffffff), 0xffffffU);
}

/**
 * A packet and what it is.
 */
struct DemuxCase
{
    Encapsulation encapsulation; //!< how it came
    std::string hex;             //!< its first octets
    Kind kind;                   //!< where it goes
    Reason reason;               //!< why it goes nowhere
    uint8_t controlOffset;       //!< where the control message starts
    uint32_t sessionId;          //!< Session ID of data
};

// R3.2.2-03 R4.1.1.2-01 R4.1.2-01 R4.1.2.1-04 R4.1.2.1-06 R4.1.2.1-07 R1-02 (without Ver 2)
TEST(WireDemux, TellsControlFromData)
{
    const std::vector<DemuxCase> cases{
        {Encapsulation::Ip, "", Kind::Discard, Reason::TooShort, 0, 0},
        {Encapsulation::Ip, "000000", Kind::Discard, Reason::TooShort, 0, 0},
        {Encapsulation::Ip, "00000000", Kind::Control, Reason::None, 4, 0},
        {Encapsulation::Ip, "00000000 c803000c", Kind::Control, Reason::None, 4, 0},
        {Encapsulation::Ip, "00000001", Kind::Data, Reason::None, 0, 1},
        {Encapsulation::Ip, "c803000c 00000000", Kind::Data, Reason::None, 0, 0xc803000c},
        {Encapsulation::Udp, "", Kind::Discard, Reason::TooShort, 0, 0},
        {Encapsulation::Udp, "c8", Kind::Discard, Reason::TooShort, 0, 0},
        {Encapsulation::Udp, "c803", Kind::Control, Reason::None, 0, 0},
        {Encapsulation::Udp, "c803000c 00000000", Kind::Control, Reason::None, 0, 0},
        {Encapsulation::Udp, "8003", Kind::Control, Reason::None, 0, 0},
        {Encapsulation::Udp, "0003", Kind::Discard, Reason::TooShort, 0, 0},
        {Encapsulation::Udp, "00030000 112233", Kind::Discard, Reason::TooShort, 0, 0},
        {Encapsulation::Udp, "00030000 11223344", Kind::Data, Reason::None, 0, 0x11223344},
        {Encapsulation::Udp, "7ff3ffff 11223344", Kind::Data, Reason::None, 0, 0x11223344},
        {Encapsulation::Udp, "4b03ffff 00000001", Kind::Data, Reason::None, 0, 1},
        {Encapsulation::Udp, "00030000 00000000", Kind::Discard, Reason::ZeroSessionId, 0, 0},
        {Encapsulation::Udp, "00000000 c803000c", Kind::Discard, Reason::UnknownVersion, 0, 0},
    };
    for (const DemuxCase& c : cases)
    {
        SCOPED_TRACE(c.hex);
        const DemuxResult result = Demux(c.encapsulation, FromHex(c.hex));
        EXPECT_EQ(result.kind, c.kind);
        EXPECT_EQ(result.reason, c.reason);
        EXPECT_EQ(result.controlOffset, c.controlOffset);
        EXPECT_EQ(result.sessionId, c.sessionId);
    }
}

TEST(WireDemux, LooksAtTheVersionFirst)
{
    for (uint8_t version = 0; version < 16; ++version)
    {
        for (const uint8_t flags : {0x00, 0xc8, 0xff})
        {
            const Bytes packet{flags, version, 0, 12, 0, 0, 0, 1};
            const DemuxResult result = Demux(Encapsulation::Udp, packet);
            const Reason reason = version == 1   ? Reason::Layer2Forward
                                  : version == 2 ? Reason::Version2
                                  : version == 3 ? Reason::None
                                                 : Reason::UnknownVersion;
            EXPECT_EQ(result.reason, reason);
            EXPECT_EQ(result.kind == Kind::Discard, version != 3);
        }
    }
}

TEST(WireDemux, EveryReasonHasItsOwnWords)
{
    std::set<std::string> words;
    for (int reason = 0; reason <= static_cast<int>(Reason::ZeroSessionId); ++reason)
    {
        words.insert(Describe(static_cast<Reason>(reason)));
    }
    EXPECT_EQ(words.size(), 6U);
    EXPECT_EQ(words.count("unknown reason"), 0U);
}

} // namespace
