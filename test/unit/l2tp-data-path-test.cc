// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-data-drop-reason.h"
#include "l2tp-data-header.h"
#include "l2tp-data-path.h"

#include <array>
#include <gtest/gtest.h>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

using namespace ns3::l2tp;

namespace
{

constexpr uint32_t NUMBERS = 1U << 24;
constexpr uint32_t WINDOW = NUMBERS / 2;

/**
 * @brief A cookie of counted octets.
 * @param size its octets
 * @param first value of the first
 * @return the cookie
 */
Cookie
MakeCookie(std::size_t size, uint8_t first)
{
    Bytes octets;
    for (std::size_t i = 0; i < size; ++i)
    {
        octets.push_back(static_cast<uint8_t>(first + i));
    }
    return *Cookie::FromBytes(octets);
}

/**
 * @brief A session that sends what it expects.
 * @param sequencing level in both directions
 * @return its parameters
 */
SessionParameters
MakeParameters(DataSequencing sequencing)
{
    SessionParameters parameters;
    parameters.localSessionId = 0x11;
    parameters.remoteSessionId = 0x77;
    parameters.receiveSublayer = L2SpecificSublayer::Default;
    parameters.transmitSublayer = L2SpecificSublayer::Default;
    parameters.receiveSequencing = sequencing;
    parameters.transmitSequencing = sequencing;
    return parameters;
}

/**
 * @brief Judge a packet over IP without a cookie.
 * @param path the judge
 * @param sublayer its sublayer word
 * @return why it is dropped, or nothing
 */
std::optional<DataDropReason>
Judge(DataPath& path, uint32_t sublayer)
{
    DataHeader header;
    header.sessionId = path.GetLocalSessionId();
    header.sublayer = sublayer;
    std::array<uint8_t, MAX_DATA_HEADER_SIZE> octets;
    const std::size_t size = header.Write(Encapsulation::Ip, true, octets.data());
    const auto verdict = path.Judge(Encapsulation::Ip, ByteView(octets.data(), size));
    if (const auto* reason = std::get_if<DataDropReason>(&verdict))
    {
        return *reason;
    }
    EXPECT_EQ(std::get<DataPath::Accepted>(verdict).headerSize, size);
    return std::nullopt;
}

/**
 * @brief Whether a sequence number is accepted.
 * @param path the judge
 * @param sequence the number
 * @return true if it is new
 */
bool
Accepts(DataPath& path, uint32_t sequence)
{
    const auto reason = Judge(path, MakeSublayer(true, sequence));
    EXPECT_TRUE(!reason || *reason == DataDropReason::OldSequence);
    return !reason;
}

/**
 * @brief A receiver that has just accepted a sequence number.
 * @param last the number
 * @return the receiver
 */
DataPath
After(uint32_t last)
{
    DataPath path(MakeParameters(DataSequencing::All), Encapsulation::Ip);
    if (last >= WINDOW)
    {
        EXPECT_TRUE(Accepts(path, WINDOW - 1));
    }
    EXPECT_TRUE(Accepts(path, last));
    return path;
}

} // namespace

// R4.6-06, RC-01, RC-02: the first number is 0, each is one more, and 0 follows 2^24 - 1.
TEST(DataPath, CountsSequencedFramesModulo24Bits)
{
    DataPath path(MakeParameters(DataSequencing::All), Encapsulation::Ip);
    EXPECT_EQ(path.MakeHeader(false).sublayer, MakeSublayer(true, 0));
    for (uint32_t number = 1; number < NUMBERS - 1; ++number)
    {
        path.MakeHeader(false);
    }
    EXPECT_EQ(path.MakeHeader(false).sublayer, 0x40000000U | (NUMBERS - 1));
    EXPECT_EQ(path.MakeHeader(false).sublayer, 0x40000000U);
    EXPECT_EQ(path.MakeHeader(false).sublayer, 0x40000001U);
}

// R5.4.4-25, R5.4.4-27, R5.4.4-29, R4.6-05: who gets a number at which level.
TEST(DataPath, LevelDecidesWhoGetsANumber)
{
    DataPath none(MakeParameters(DataSequencing::None), Encapsulation::Ip);
    EXPECT_EQ(none.MakeHeader(false).sublayer, 0U);
    EXPECT_EQ(none.MakeHeader(true).sublayer, 0U);
    EXPECT_EQ(none.GetNextSequence(), 0U);
    EXPECT_FALSE(none.NeedsClassification());

    DataPath nonIp(MakeParameters(DataSequencing::NonIp), Encapsulation::Ip);
    EXPECT_TRUE(nonIp.NeedsClassification());
    EXPECT_EQ(nonIp.MakeHeader(true).sublayer, 0U);
    EXPECT_EQ(nonIp.MakeHeader(false).sublayer, 0x40000000U);
    EXPECT_EQ(nonIp.MakeHeader(true).sublayer, 0U);
    EXPECT_EQ(nonIp.MakeHeader(false).sublayer, 0x40000001U);

    DataPath all(MakeParameters(DataSequencing::All), Encapsulation::Ip);
    EXPECT_FALSE(all.NeedsClassification());
    EXPECT_EQ(all.MakeHeader(true).sublayer, 0x40000000U);
    EXPECT_EQ(all.MakeHeader(false).sublayer, 0x40000001U);
}

// R4.6-07: which numbers are old, around the wrap.
TEST(DataPath, HalfOfTheNumbersIsNew)
{
    struct Row
    {
        uint32_t last;
        uint32_t next;
        bool isNew;
    };

    const std::vector<Row> rows{
        {5, 5, false},
        {5, 4, false},
        {5, 0, false},
        {5, 0xffffff, false},
        {5, 6, true},
        {5, 7, true},
        {5, 5 + (1U << 23), true},
        {5, 6 + (1U << 23), false},
        {0xffffff, 0, true},
        {0xffffff, 0xffffff, false},
        {0xffffff, (1U << 23) - 1, true},
        {0xffffff, 1U << 23, false},
    };
    for (const Row& row : rows)
    {
        DataPath path = After(row.last);
        EXPECT_EQ(Accepts(path, row.next), row.isNew) << row.last << " then " << row.next;
    }
}

// RC-03, RC-06 and the immediate mode of RC-07: what follows the expected number and gaps.
TEST(DataPath, ExpectedNumberFollowsWhatIsAccepted)
{
    DataPath path = After(9);
    EXPECT_EQ(path.GetSequenceCounters().gaps, 1U);
    EXPECT_EQ(path.GetSequenceCounters().missing, 9U);
    EXPECT_EQ(path.GetExpectedSequence(), 10U);
    EXPECT_TRUE(Accepts(path, 10));
    EXPECT_EQ(path.GetExpectedSequence(), 11U);
    EXPECT_EQ(path.GetSequenceCounters().gaps, 1U);
    EXPECT_TRUE(Accepts(path, 13));
    EXPECT_EQ(path.GetExpectedSequence(), 14U);
    EXPECT_EQ(path.GetSequenceCounters().gaps, 2U);
    EXPECT_EQ(path.GetSequenceCounters().missing, 11U);
    EXPECT_FALSE(Accepts(path, 12));
    EXPECT_FALSE(Accepts(path, 13));
    EXPECT_EQ(path.GetExpectedSequence(), 14U);
    EXPECT_EQ(path.GetSequenceCounters().gaps, 2U);
}

// RC-09: without buffering a swapped pair loses one of two.
TEST(DataPath, SwappedPairsLoseTheLaterOne)
{
    DataPath path(MakeParameters(DataSequencing::All), Encapsulation::Ip);
    uint32_t accepted = 0;
    for (uint32_t pair = 0; pair < 20; pair += 2)
    {
        accepted += Accepts(path, pair + 1) ? 1 : 0;
        accepted += Accepts(path, pair) ? 1 : 0;
    }
    EXPECT_EQ(accepted, 10U);
}

// R4.6-04: without the S bit the number means nothing; R4.6-08: nor do reserved bits.
TEST(DataPath, OnlyTheSBitMakesANumber)
{
    DataPath path = After(100);
    EXPECT_EQ(Judge(path, 3), std::nullopt);
    EXPECT_EQ(path.GetExpectedSequence(), 101U);
    EXPECT_EQ(Judge(path, 0xff000000U | 101), std::nullopt);
    EXPECT_EQ(path.GetExpectedSequence(), 102U);
    EXPECT_EQ(Judge(path, 0xff000000U | 101), DataDropReason::OldSequence);
}

// R5.4.4-26: at level 0 numbers that come all the same are ignored.
TEST(DataPath, NumbersNotAskedForAreIgnored)
{
    DataPath path(MakeParameters(DataSequencing::None), Encapsulation::Ip);
    EXPECT_TRUE(Accepts(path, 7));
    EXPECT_TRUE(Accepts(path, 7));
    EXPECT_TRUE(Accepts(path, 3));
    EXPECT_EQ(path.GetExpectedSequence(), 0U);
    EXPECT_EQ(path.GetSequenceCounters().gaps, 0U);
}

// R4.6.1-03: each direction has its own level.
TEST(DataPath, DirectionsAreIndependent)
{
    SessionParameters parameters = MakeParameters(DataSequencing::None);
    parameters.transmitSequencing = DataSequencing::All;
    DataPath path(parameters, Encapsulation::Ip);
    EXPECT_EQ(path.MakeHeader(false).sublayer, 0x40000000U);
    EXPECT_TRUE(Accepts(path, 5));
    EXPECT_TRUE(Accepts(path, 5));
}

// R4.1.1.1-01, R4.1.2.1-01 (sizes), R4.1-07, R5.4.4-02, R5.4.4-10: cookies of each direction.
TEST(DataPath, HeaderHasThePeersCookieAndSession)
{
    for (const std::size_t size : {0, 4, 8})
    {
        SessionParameters parameters;
        parameters.localSessionId = 0x11;
        parameters.remoteSessionId = 0x77;
        parameters.localCookie = MakeCookie(size == 0 ? 8 : 0, 1);
        parameters.remoteCookie = MakeCookie(size, 0xa1);
        DataPath overIp(parameters, Encapsulation::Ip);
        EXPECT_EQ(overIp.GetOverhead(), 4 + size);
        EXPECT_FALSE(overIp.HasTransmitSublayer());
        const DataHeader header = overIp.MakeHeader(false);
        EXPECT_EQ(header.sessionId, 0x77U);
        EXPECT_EQ(header.cookie, MakeCookie(size, 0xa1));

        parameters.transmitSublayer = L2SpecificSublayer::Default;
        DataPath overUdp(parameters, Encapsulation::Udp);
        EXPECT_EQ(overUdp.GetOverhead(), 12 + size);
        EXPECT_TRUE(overUdp.HasTransmitSublayer());
    }
}

// R4.5-04, R4.5-06: the cookie checked is the one assigned here; each bit of it counts.
TEST(DataPath, EveryBitOfTheOwnCookieCounts)
{
    for (const std::size_t size : {4, 8})
    {
        SessionParameters parameters;
        parameters.localSessionId = 0x11;
        parameters.remoteSessionId = 0x77;
        parameters.localCookie = MakeCookie(size, 0x11);
        parameters.remoteCookie = MakeCookie(size, 0x22);
        DataPath path(parameters, Encapsulation::Ip);
        DataHeader header;
        header.sessionId = 0x11;
        header.cookie = parameters.localCookie;
        std::array<uint8_t, MAX_DATA_HEADER_SIZE> octets;
        const ByteView view(octets.data(), header.Write(Encapsulation::Ip, false, octets.data()));
        EXPECT_TRUE(
            std::holds_alternative<DataPath::Accepted>(path.Judge(Encapsulation::Ip, view)));
        for (std::size_t bit = 0; bit < size * 8; ++bit)
        {
            octets[4 + bit / 8] ^= 1 << bit % 8;
            const auto verdict = path.Judge(Encapsulation::Ip, view);
            ASSERT_TRUE(std::holds_alternative<DataDropReason>(verdict));
            EXPECT_EQ(std::get<DataDropReason>(verdict), DataDropReason::CookieMismatch);
            octets[4 + bit / 8] ^= 1 << bit % 8;
        }
        header.cookie = parameters.remoteCookie;
        header.Write(Encapsulation::Ip, false, octets.data());
        EXPECT_FALSE(
            std::holds_alternative<DataPath::Accepted>(path.Judge(Encapsulation::Ip, view)));
    }
}

// A packet that ends within the header of its session is dropped, whatever the shape.
TEST(DataPath, HeaderHasToBeWhole)
{
    for (const Encapsulation arrival : {Encapsulation::Ip, Encapsulation::Udp})
    {
        SessionParameters parameters = MakeParameters(DataSequencing::All);
        parameters.localCookie = MakeCookie(8, 1);
        DataPath path(parameters, arrival);
        DataHeader header;
        header.sessionId = 0x11;
        header.cookie = parameters.localCookie;
        std::array<uint8_t, MAX_DATA_HEADER_SIZE> octets;
        const std::size_t size = header.Write(arrival, true, octets.data());
        for (std::size_t cut = 0; cut < size; ++cut)
        {
            const auto verdict = path.Judge(arrival, ByteView(octets.data(), cut));
            ASSERT_TRUE(std::holds_alternative<DataDropReason>(verdict)) << cut;
            EXPECT_EQ(std::get<DataDropReason>(verdict), DataDropReason::TooShort);
        }
        const auto verdict = path.Judge(arrival, ByteView(octets.data(), size));
        ASSERT_TRUE(std::holds_alternative<DataPath::Accepted>(verdict));
        EXPECT_EQ(std::get<DataPath::Accepted>(verdict).headerSize, size);
    }
}

// R4.1-05: the Session ID alone selects the session, so the way it came may differ.
TEST(DataPath, ArrivalDecidesWhereTheHeaderIs)
{
    DataPath path(MakeParameters(DataSequencing::None), Encapsulation::Ip);
    DataHeader header;
    header.sessionId = 0x11;
    std::array<uint8_t, MAX_DATA_HEADER_SIZE> octets;
    const ByteView view(octets.data(), header.Write(Encapsulation::Udp, true, octets.data()));
    const auto verdict = path.Judge(Encapsulation::Udp, view);
    ASSERT_TRUE(std::holds_alternative<DataPath::Accepted>(verdict));
    EXPECT_EQ(std::get<DataPath::Accepted>(verdict).headerSize, 12U);
}

// New parameters, as those of a later message, leave the numbers alone.
TEST(DataPath, UpdateKeepsTheNumbers)
{
    SessionParameters parameters = MakeParameters(DataSequencing::All);
    DataPath path(parameters, Encapsulation::Ip);
    path.MakeHeader(false);
    EXPECT_TRUE(Accepts(path, 0));
    parameters.remoteCookie = MakeCookie(4, 1);
    path.Update(parameters);
    EXPECT_EQ(path.MakeHeader(false).cookie, parameters.remoteCookie);
    EXPECT_EQ(path.GetNextSequence(), 2U);
    EXPECT_EQ(path.GetExpectedSequence(), 1U);
}

TEST(DataPath, EveryDropReasonHasItsOwnName)
{
    std::set<std::string> names;
    for (std::size_t i = 0; i < DATA_DROP_REASONS; ++i)
    {
        names.insert(GetName(static_cast<DataDropReason>(i)));
    }
    EXPECT_EQ(names.size(), DATA_DROP_REASONS);
    EXPECT_EQ(names.count("unknown"), 0U);
}
