// SPDX-License-Identifier: GPL-2.0-only
// How cookies are drawn for sessions.

#include "l2tp-simulated-link.h"

#include <array>
#include <cstdint>
#include <gtest/gtest.h>
#include <set>
#include <string>
#include <vector>

namespace ns3
{
namespace l2tp
{
namespace test
{
namespace
{

constexpr std::size_t SESSIONS = 10000;

/**
 * @brief Set sessions up on one connection.
 * @param count how many
 * @param length octets of the cookies that side A assigns
 * @return what side A knows of them, in order
 */
std::vector<SessionParameters>
MakeSessions(std::size_t count, uint8_t length)
{
    SimulatedLink link(MilliSeconds(1));
    const auto connection = link.Connect();
    for (std::size_t i = 0; i < count; ++i)
    {
        SessionRequest request;
        request.remoteEndId = std::to_string(i);
        request.preferences.cookieLength = length;
        link.peers[A]->endpoint->PlaceCall(connection, request, link.now);
        link.Drain();
        link.Run(MilliSeconds(10 * (i + 1)));
    }
    link.Run(link.now + Seconds(1));
    std::vector<SessionParameters> sessions;
    for (const auto* up : link.peers[A]->Find<output::SessionUp>())
    {
        sessions.push_back(up->parameters);
    }
    return sessions;
}

/** @brief A cookie of 8 octets as a number. @param cookie the cookie @return the number */
uint64_t
ToNumber(const Cookie& cookie)
{
    uint64_t number = 0;
    for (const uint8_t octet : cookie.GetBytes())
    {
        number = number << 8 | octet;
    }
    return number;
}

} // namespace

// R8.2-03: nothing of a cookie follows from those before, as far as a simulator's generator allows.
TEST(Cookies, AreRandomInEveryBit)
{
    const auto sessions = MakeSessions(SESSIONS, 8);
    ASSERT_EQ(sessions.size(), SESSIONS);
    std::set<uint64_t> values;
    std::set<uint64_t> differences;
    std::set<uint64_t> changes;
    std::array<std::size_t, 64> ones{};
    std::array<std::size_t, 64> flips{};
    uint64_t previous = 0;
    for (const auto& session : sessions)
    {
        ASSERT_EQ(session.localCookie.GetSize(), 8U);
        const uint64_t value = ToNumber(session.localCookie);
        values.insert(value);
        differences.insert(value - previous);
        changes.insert(value ^ previous);
        for (std::size_t bit = 0; bit < 64; ++bit)
        {
            ones[bit] += value >> bit & 1;
            flips[bit] += (value ^ previous) >> bit & 1;
        }
        previous = value;
    }
    EXPECT_EQ(values.size(), SESSIONS);
    EXPECT_EQ(differences.size(), SESSIONS);
    EXPECT_EQ(changes.size(), SESSIONS);
    for (std::size_t bit = 0; bit < 64; ++bit)
    {
        // The standard deviation is 50.
        EXPECT_NEAR(ones[bit], SESSIONS / 2, 300) << bit;
        EXPECT_NEAR(flips[bit], SESSIONS / 2, 300) << bit;
    }
}

// R8.2-03: cookies come from a stream of their own: other random numbers do not depend on them.
TEST(Cookies, DisturbNoOtherRandomNumbers)
{
    const auto with = MakeSessions(20, 8);
    const auto without = MakeSessions(20, 0);
    ASSERT_EQ(with.size(), 20U);
    ASSERT_EQ(without.size(), 20U);
    for (std::size_t i = 0; i < with.size(); ++i)
    {
        EXPECT_EQ(with[i].localCookie.GetSize(), 8U);
        EXPECT_EQ(without[i].localCookie.GetSize(), 0U);
        EXPECT_EQ(with[i].localSessionId, without[i].localSessionId);
        EXPECT_EQ(with[i].remoteCookie, without[i].remoteCookie);
    }
}

} // namespace test
} // namespace l2tp
} // namespace ns3
