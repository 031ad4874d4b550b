// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-wire-attribute-cases.h"
#include "l2tp-wire-hiding-support.h"

#include <gtest/gtest.h>
#include <nettle/md5.h>

using namespace ns3::l2tp;
using namespace ns3::l2tp::wiretest;

namespace
{

/** Type and H bit of all AVPs behind Message Type: "36 63h 64h". */
std::string
Order(const ControlMessage& message)
{
    std::string order;
    for (const Avp& avp : AvpsOf(message))
    {
        if (avp.offset != CONTROL_HEADER_SIZE)
        {
            order +=
                (order.empty() ? "" : " ") + std::to_string(avp.type) + (avp.hidden ? "h" : "");
        }
    }
    return order;
}

/** The subformat of a hidden AVP by the words of section 5.3, into other octets. */
Bytes
UnhideByHand(const SharedSecret& secret, uint16_t type, const Bytes& vector, const Bytes& hidden)
{
    Bytes clear;
    for (std::size_t at = 0; at < hidden.size(); at += 16)
    {
        Bytes hashed;
        const auto append = [&hashed](const uint8_t* from, std::size_t size) {
            hashed.insert(hashed.end(), from, from + size);
        };
        if (at == 0)
        {
            hashed = {static_cast<uint8_t>(type >> 8), static_cast<uint8_t>(type)};
        }
        append(secret.GetHidingKey().data(), 16);
        append(at == 0 ? vector.data() : hidden.data() + at - 16, at == 0 ? vector.size() : 16);
        md5_ctx context;
        md5_init(&context);
        md5_update(&context, hashed.size(), hashed.data());
        uint8_t mask[16];
        md5_digest(&context, sizeof(mask), mask);
        for (std::size_t i = at; i < std::min(at + 16, hidden.size()); ++i)
        {
            clear.push_back(hidden[i] ^ mask[i - at]);
        }
    }
    return clear;
}

// R5.3-03 R5.3-12 R5.4.1-31: one vector before the first hidden AVP serves all of them
TEST(WireHiding, PutsOneVectorBeforeTheFirstHiddenAvp)
{
    ControlMessage clear(MessageType::Icrq);
    clear.Add<avp::SessionTieBreaker>(7)
        .Add<avp::LocalSessionId>(0x11223344)
        .Add<avp::RemoteSessionId>(0)
        .Add<avp::SerialNumber>(9);
    ControlMessage hidden = Hidden(clear);
    EXPECT_EQ(Order(hidden), "5 36 63h 64h 15h");
    hidden.Unhide(SECRET);
    EXPECT_EQ(hidden.Get<avp::LocalSessionId>(), 0x11223344U);
    EXPECT_EQ(hidden.Get<avp::RemoteSessionId>(), 0U);
    EXPECT_EQ(hidden.Get<avp::SerialNumber>(), 9U);
    EXPECT_EQ(hidden.Get<avp::SessionTieBreaker>(), 7U);
    // Nothing to hide: no vector.
    const ControlMessage hello(MessageType::Hello);
    EXPECT_EQ(Hidden(hello).GetBytes().ToBytes(), hello.GetBytes().ToBytes());
}

// R5.3-03: without a vector before it in the same message, the M bit decides
TEST(WireHiding, WithoutAVectorBeforeItIsAFault)
{
    const std::string vector = AvpHex(AVP_M_BIT, 0, 36, VECTOR);
    const std::string avp = LOCAL_SESSION_ID;
    ControlMessage good = Decoded(MessageOf(MessageType::Icrq, vector + avp));
    good.Unhide(SECRET);
    EXPECT_EQ(good.Get<avp::LocalSessionId>(), 0x11223344U);
    for (const std::string& avps : {avp, avp + vector})
    {
        ControlMessage message = Decoded(MessageOf(MessageType::Icrq, avps));
        message.Unhide(SECRET);
        ASSERT_EQ(ProblemsOf(message), Problems{ParseProblem::NoRandomVector});
        EXPECT_TRUE(message.GetFaults()[0].mandatory);
        EXPECT_EQ(message.GetFaults()[0].offset, 20);
        EXPECT_FALSE(message.Has<avp::LocalSessionId>());
    }
    ControlMessage optional = Decoded(MessageOf(MessageType::Icrq, "4" + avp.substr(1)));
    optional.Unhide(SECRET);
    ASSERT_EQ(ProblemsOf(optional), Problems{ParseProblem::NoRandomVector});
    EXPECT_FALSE(optional.GetFaults()[0].mandatory);
    // One with the H bit or of a vendor is none.
    for (const std::string& other : {AvpHex(AVP_H_BIT, 0, 36, VECTOR), AvpHex(0, 9, 36, VECTOR)})
    {
        ControlMessage message = Decoded(MessageOf(MessageType::Icrq, other + avp));
        message.Unhide(SECRET);
        EXPECT_EQ(message.GetFaults().back().what, ParseProblem::NoRandomVector);
    }
}

// R5.1-05: the value is judged after unhiding, as if it had come clear
TEST(WireHiding, JudgesTheUnhiddenValue)
{
    const auto receive = [](uint16_t type, const std::string& value) {
        ControlMessage clear(MessageType::Icrp);
        clear.AddRaw(0, type, true, FromHex(value));
        ControlMessage hidden = Hidden(clear);
        hidden.Unhide(SECRET);
        return hidden;
    };
    EXPECT_EQ(ProblemsOf(receive(63, "00000000")), Problems{ParseProblem::OutOfRange});
    EXPECT_EQ(ProblemsOf(receive(63, "000000")), Problems{ParseProblem::BadValueLength});
    EXPECT_EQ(ProblemsOf(receive(65, "0102030405")), Problems{ParseProblem::BadValueLength});
    EXPECT_EQ(ProblemsOf(receive(70, "0003")), Problems{ParseProblem::OutOfRange});
    EXPECT_EQ(ProblemsOf(receive(66, "76")), Problems{ParseProblem::NotListed});
    EXPECT_FALSE(receive(66, "76").Has<avp::RemoteEndId>());
    const ControlMessage faulty = receive(63, "00000000");
    EXPECT_EQ(faulty.GetFaults()[0].offset, 42); // as on the wire
    EXPECT_TRUE(faulty.GetFaults()[0].mandatory);
    EXPECT_FALSE(faulty.Has<avp::LocalSessionId>());
}

// The first of two counts, hidden or not.
TEST(WireHiding, KeepsTheOrderOfRepeatedAvps)
{
    const std::string vector = AvpHex(AVP_M_BIT, 0, 36, VECTOR);
    const std::string hidden = LOCAL_SESSION_ID;
    const std::string clear = AvpHex(AVP_M_BIT, 0, 63, "00000001");
    ControlMessage message = Decoded(MessageOf(MessageType::Icrq, vector + hidden + clear));
    EXPECT_EQ(message.Get<avp::LocalSessionId>(), 1U); // still the only one readable
    message.Unhide(SECRET);
    EXPECT_EQ(message.Get<avp::LocalSessionId>(), 0x11223344U);
    EXPECT_EQ(ProblemsOf(message), Problems{ParseProblem::Duplicate});
    message = Decoded(MessageOf(MessageType::Icrq, vector + clear + hidden));
    message.Unhide(SECRET);
    EXPECT_EQ(message.Get<avp::LocalSessionId>(), 1U);
    EXPECT_EQ(ProblemsOf(message), Problems{ParseProblem::Duplicate});
}

// R5.3-05 R5.3-06: 0 to 64 octets of padding, and others each time
TEST(WireHiding, PadsWithRandomOctets)
{
    ControlMessage clear(MessageType::Icrp);
    clear.Add<avp::LocalSessionId>(0x11223344);
    for (std::size_t padding = 0; padding <= 64; ++padding)
    {
        ControlMessage hidden = Hidden(clear, padding);
        const Avp avp = AvpsOf(hidden)[2];
        EXPECT_EQ(avp.length, 12 + padding);
        const Bytes subformat =
            UnhideByHand(SECRET, 63, FromHex(VECTOR), hidden.GetValue(avp).ToBytes());
        EXPECT_EQ(FormatHex(ByteView(subformat).Sub(0, 6)), "000411223344");
        hidden.Unhide(SECRET);
        EXPECT_EQ(hidden.Get<avp::LocalSessionId>(), 0x11223344U);
    }
    HidingOptions options;
    options.padding = 12;
    const auto padding = [&](const RandomOctets& random) {
        const ControlMessage hidden = Hide(clear, SECRET, options, random);
        const auto avps = AvpsOf(hidden);
        return FormatHex(ByteView(UnhideByHand(SECRET,
                                               63,
                                               hidden.GetValue(avps[1]).ToBytes(),
                                               hidden.GetValue(avps[2]).ToBytes()))
                             .Sub(6));
    };
    EXPECT_EQ(padding(Drawn(1)).size(), 24U);
    EXPECT_NE(padding(Drawn(1)), padding(Drawn(2)));
    auto again = Drawn(3);
    EXPECT_NE(padding(std::ref(again)), padding(std::ref(again)));
}

// R5.4.1-29: the length of vectors is what is asked for, 16 octets by default
TEST(WireHiding, MakesVectorsOfTheLengthAskedFor)
{
    ControlMessage clear(MessageType::Icrp);
    clear.Add<avp::LocalSessionId>(0x11223344);
    EXPECT_EQ(AvpsOf(Hidden(clear))[1].length, 22);
    for (const std::size_t length : {1, 15, 17, 64, 1017})
    {
        HidingOptions options;
        options.vectorLength = length;
        ControlMessage hidden = Hide(clear, SECRET, options, Drawn(1));
        EXPECT_EQ(AvpsOf(hidden)[1].length, 6 + length);
        hidden.Unhide(SECRET);
        EXPECT_EQ(hidden.Get<avp::LocalSessionId>(), 0x11223344U);
    }
}

// R5.3-10 R5.3-11: a further vector before a second value of one type, none for the same value
TEST(WireHiding, DoesNotUseAVectorForTwoValuesOfOneType)
{
    ControlMessage clear(MessageType::Hello);
    clear.AddRaw(0x10000, 1, false, FromHex("aa"));
    clear.AddRaw(0x10000, 1, false, FromHex("aa"));
    clear.AddRaw(0x10000, 1, false, FromHex("bb"));
    clear.AddRaw(0x10000, 1, false, FromHex("aa"));
    ControlMessage hidden = Hide(clear, SECRET, {}, Drawn(1));
    EXPECT_EQ(Order(hidden), "36 58h 58h 36 58h 36 58h");
    const auto avps = AvpsOf(hidden);
    EXPECT_NE(hidden.GetValue(avps[1]).ToBytes(), hidden.GetValue(avps[4]).ToBytes());
    hidden.Unhide(SECRET);
    EXPECT_TRUE(hidden.GetFaults().empty());
    std::string values;
    for (const Avp& avp : AvpsOf(hidden))
    {
        values += avp.type == 58 ? FormatHex(hidden.GetClearValue(avp)->Sub(6)) : "";
    }
    EXPECT_EQ(values, "aaaabbaa");
}

// R5.3-10 R5.3-13 R5.4.1-30: the nearest vector before an AVP counts
TEST(WireHiding, UnhidesWithTheNearestVector)
{
    const auto hide = [](uint16_t type, const std::string& vector, const std::string& value) {
        Bytes octets = FromHex(Hex16(value.size() / 2) + value);
        SECRET.Hide(type, FromHex(vector), octets.data(), octets.size());
        return AvpHex(AVP_M_BIT | AVP_H_BIT, 0, type, FormatHex(octets));
    };
    const std::string other = "a0a1a2a3";
    ControlMessage message = Decoded(MessageOf(
        MessageType::Icrp,
        AvpHex(0, 0, 36, VECTOR) + hide(63, VECTOR, "00000001") + AvpHex(0, 0, 36, other) +
            hide(64, other, "00000002") + hide(65, other, "00000003")));
    message.Unhide(SECRET);
    EXPECT_TRUE(message.GetFaults().empty());
    EXPECT_EQ(message.Get<avp::LocalSessionId>(), 1U);
    EXPECT_EQ(message.Get<avp::RemoteSessionId>(), 2U);
    EXPECT_EQ(FormatHex(message.Get<avp::AssignedCookie>()->GetBytes()), "00000003");
}

// A vector that is there already serves what follows it.
TEST(WireHiding, UsesAVectorOfTheMessage)
{
    ControlMessage clear(MessageType::Icrp);
    clear.Add<avp::RandomVector>(FromHex(VECTOR)).Add<avp::LocalSessionId>(0x11223344);
    const auto never = [](uint8_t*, std::size_t) { FAIL() << "nothing random is needed"; };
    const ControlMessage hidden = Hide(clear, SECRET, {}, never);
    EXPECT_EQ(FormatHex(hidden.GetBytes().Sub(20)),
              AvpHex(AVP_M_BIT, 0, 36, VECTOR) + LOCAL_SESSION_ID);
}

// Hiding more of a message leaves what is hidden readable, whatever vector it needs.
TEST(WireHiding, CanBeDoneInSteps)
{
    ControlMessage clear(MessageType::Icrp);
    clear.Add<avp::LocalSessionId>(1);
    clear.AddRaw(0x10000, 1, false, FromHex("aa"));
    clear.AddRaw(0x10000, 1, false, FromHex("bb"));
    clear.Add<avp::RemoteSessionId>(2);
    HidingOptions sessions;
    sessions.rows.reset();
    sessions.rows.set(avp::LocalSessionId::ROW).set(avp::RemoteSessionId::ROW);
    ControlMessage message = Hide(Hide(clear, SECRET, sessions, Drawn(1)), SECRET, {}, Drawn(2));
    EXPECT_EQ(Order(message), "36 63h 58h 36 58h 36 64h");
    message.Unhide(SECRET);
    EXPECT_TRUE(message.GetFaults().empty());
    EXPECT_EQ(message.Get<avp::LocalSessionId>(), 1U);
    EXPECT_EQ(message.Get<avp::RemoteSessionId>(), 2U);
}

TEST(WireHiding, HidesWhatItIsAskedTo)
{
    ControlMessage clear(MessageType::Icrp);
    clear.Add<avp::LocalSessionId>(1).Add<avp::RemoteSessionId>(2).Add<avp::CircuitStatus>(3);
    HidingOptions options;
    options.rows.reset();
    options.rows.set(avp::RemoteSessionId::ROW);
    options.rows.set(avp::MessageTypeAvp::ROW);
    EXPECT_EQ(Order(Hide(clear, SECRET, options, Fixed())), "63 36 64h 71");
}

// The M bits stay, and an AVP that would become longer than 1023 octets stays clear.
TEST(WireHiding, KeepsMBitsAndTheLimitOfLength)
{
    ControlMessage clear(MessageType::Icrq);
    clear.Add<avp::LocalSessionId>(1, false).Add<avp::SerialNumber>(2, true);
    const auto avps = AvpsOf(Hidden(clear));
    EXPECT_FALSE(avps[2].mandatory);
    EXPECT_TRUE(avps[3].mandatory);
    for (const std::size_t size : {1015, 1016, 1017})
    {
        ControlMessage large(MessageType::Icrq);
        large.Add<avp::RemoteEndId>(std::string(size, 'e'));
        ControlMessage hidden = Hidden(large, 40);
        EXPECT_EQ(Order(hidden), size == 1015 ? "36 66h" : "66");
        EXPECT_EQ(AvpsOf(hidden).back().length, size == 1015 ? 1023U : size + 6);
        hidden.Unhide(SECRET);
        EXPECT_EQ(hidden.Get<avp::RemoteEndId>(), std::string(size, 'e'));
    }
    ControlMessage padded(MessageType::Icrq);
    padded.Add<avp::RemoteEndId>(std::string(1000, 'e'));
    EXPECT_EQ(AvpsOf(Hidden(padded, 40))[2].length, 1023); // 15 octets of padding fit
}

// R5.3-14: a wrong secret or a damaged AVP gives a length that is judged before anything is copied
TEST(WireHiding, RefusesALengthThatIsMoreThanTheAvpHas)
{
    const auto receive = [](const std::string& subformat) {
        Bytes octets = FromHex(subformat);
        SECRET.Hide(66, FromHex(VECTOR), octets.data(), octets.size());
        ControlMessage message = Decoded(MessageOf(
            MessageType::Icrq,
            AvpHex(0, 0, 36, VECTOR) + AvpHex(AVP_M_BIT | AVP_H_BIT, 0, 66, FormatHex(octets))));
        message.Unhide(SECRET);
        return message;
    };
    EXPECT_EQ(receive("0003616263").Get<avp::RemoteEndId>(), "abc");
    EXPECT_EQ(receive("0002616263").Get<avp::RemoteEndId>(), "ab");
    EXPECT_EQ(receive("0000").Get<avp::RemoteEndId>(), "");
    for (const char* subformat : {"0004616263", "ffff616263", "0001", "00", ""})
    {
        const ControlMessage message = receive(subformat);
        ASSERT_EQ(ProblemsOf(message), Problems{ParseProblem::BadHiddenLength}) << subformat;
        EXPECT_TRUE(message.GetFaults()[0].mandatory);
        EXPECT_EQ(message.GetFaults()[0].type, 66);
        EXPECT_EQ(message.GetFaults()[0].offset, 42);
        EXPECT_FALSE(message.Has<avp::RemoteEndId>());
        EXPECT_FALSE(message.GetClearValue(AvpsOf(message)[2]));
    }
    ControlMessage clear(MessageType::Icrq);
    clear.Add<avp::LocalSessionId>(0x11223344);
    int readable = 0;
    for (int i = 0; i < 200; ++i)
    {
        ControlMessage hidden = Hidden(clear, 20);
        hidden.Unhide(SharedSecret("wrong" + std::to_string(i)));
        readable += hidden.Has<avp::LocalSessionId>() ? 1 : 0;
        EXPECT_EQ(hidden.GetFaults().size(), 1U);
    }
    EXPECT_EQ(readable, 0);
}

// R5.3-15: many blocks, unhidden in place and into other octets
TEST(WireHiding, UnhidesManyBlocksInPlace)
{
    for (std::size_t size = 1; size <= 100; ++size)
    {
        Bytes hidden(size);
        Drawn(static_cast<uint32_t>(size))(hidden.data(), size);
        const Bytes expected = UnhideByHand(SECRET, 66, FromHex(VECTOR), hidden);
        SECRET.Unhide(66, FromHex(VECTOR), hidden.data(), size);
        EXPECT_EQ(hidden, expected) << size;
    }
}

// Any message: hiding and unhiding changes no value, fault or missing attribute.
TEST(WireHiding, UnhidingUndoesHiding)
{
    const std::vector<AttributeCase> cases = AllAttributeCases();
    std::mt19937 random(7); // NOLINT: always the same cases
    for (uint32_t i = 0; i < 3000; ++i)
    {
        const MessageType type = ALL_MESSAGES[random() % ALL_MESSAGES.size()];
        std::string avps;
        for (std::size_t count = random() % 8; count > 0; --count)
        {
            const AttributeCase& c = cases[random() % cases.size()];
            const bool broken = random() % 8 == 0 && c.value.size() < 100;
            const bool usable = c.type != 36 && c.type != 59;
            avps += usable ? AvpHex(random() % 2 == 0 ? AVP_M_BIT : 0,
                                    0,
                                    c.type,
                                    c.value + (broken ? "ab" : ""))
                           : "";
        }
        const ControlMessage clear = Decoded(MessageOf(type, avps));
        HidingOptions options;
        options.padding = random() % 3 == 0 ? random() % 40 : 0;
        options.vectorLength = 1 + random() % 32;
        ControlMessage message = Hide(clear, SECRET, options, Drawn(i));
        message.Unhide(SECRET);
        const auto expected = AvpsOf(clear);
        auto got = AvpsOf(message);
        got.erase(std::remove_if(got.begin(), got.end(), [](const Avp& a) { return a.type == 36; }),
                  got.end());
        ASSERT_EQ(got.size(), expected.size());
        for (std::size_t k = 0; k < got.size(); ++k)
        {
            ASSERT_EQ(got[k].type, expected[k].type);
            ASSERT_EQ(got[k].mandatory, expected[k].mandatory);
            ASSERT_EQ(got[k].hidden,
                      k > 0 && got[k].info->mayHide && expected[k].length <= AVP_MAX_SIZE - 2);
            ASSERT_EQ(message.GetClearValue(got[k])->ToBytes(),
                      clear.GetValue(expected[k]).ToBytes());
        }
        ASSERT_EQ(ProblemsOf(message), ProblemsOf(clear));
        ASSERT_EQ(message.MissingAttributes(), clear.MissingAttributes());
        for (const AttributeCase& c : cases)
        {
            ASSERT_TRUE(c.type == 36 || c.has(message) == c.has(clear)) << c.name;
            ASSERT_TRUE(!c.has(clear) || c.type == 36 || c.getAsHex(message) == c.getAsHex(clear));
        }
    }
}

} // namespace
