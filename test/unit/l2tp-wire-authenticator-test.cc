// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-demux.h"
#include "l2tp-message-authenticator.h"
#include "l2tp-message-peek.h"
#include "l2tp-shared-secret.h"
#include "l2tp-wire-test-support.h"

#include <gtest/gtest.h>
#include <memory>
#include <nettle/hmac.h>
#include <random>

using namespace ns3::l2tp;
using namespace ns3::l2tp::wiretest;

namespace
{

using Verdict = MessageAuthenticator::Verification::Verdict;
using Rule = MessageAuthenticator::NonceRule;

constexpr std::size_t DIGEST_AVP = 20;         // behind the header and Message Type
constexpr std::size_t DIGEST = DIGEST_AVP + 7; // behind AVP header and Digest Type
const Bytes NONCE_A = FromHex("000102030405060708090a0b0c0d0e0f");
const Bytes NONCE_B = FromHex("808182838485868788898a8b8c8d8e8f90");

std::shared_ptr<const SharedSecret>
Secret(const std::string& text)
{
    return std::make_shared<const SharedSecret>(text);
}

MessageAuthenticator
Make(MessageAuthenticator::Secrets secrets,
     ByteView local,
     ByteView remote,
     DigestType type = DigestType::HmacMd5)
{
    MessageAuthenticator authenticator(std::move(secrets), type);
    authenticator.SetLocalNonce(local);
    authenticator.SetRemoteNonce(remote);
    return authenticator;
}

Bytes
Image(MessageType type)
{
    ControlMessage message(type);
    message.SetControlConnectionId(0x01020304);
    message.SetNs(5);
    message.SetNr(6);
    return std::move(message).Release();
}

// A digest by the words of section 5.4.1, with the keys made by hand.
Bytes
DigestByHand(const std::string& secret, DigestType type, const Bytes& octets)
{
    const uint8_t two = 2;
    Bytes key(16);
    hmac_md5_ctx md5;
    hmac_md5_set_key(&md5, secret.size(), reinterpret_cast<const uint8_t*>(secret.data()));
    hmac_md5_update(&md5, 1, &two);
    hmac_md5_digest(&md5, key.size(), key.data());
    Bytes digest(DigestSize(type));
    if (type == DigestType::HmacMd5)
    {
        hmac_md5_set_key(&md5, key.size(), key.data());
        hmac_md5_update(&md5, octets.size(), octets.data());
        hmac_md5_digest(&md5, digest.size(), digest.data());
        return digest;
    }
    hmac_sha1_ctx sha1;
    hmac_sha1_set_key(&sha1, key.size(), key.data());
    hmac_sha1_update(&sha1, octets.size(), octets.data());
    hmac_sha1_digest(&sha1, digest.size(), digest.data());
    return digest;
}

Bytes
Join(std::initializer_list<Bytes> parts)
{
    Bytes all;
    for (const Bytes& part : parts)
    {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

void
FixLength(Bytes& image)
{
    image[2] = static_cast<uint8_t>(image.size() >> 8);
    image[3] = static_cast<uint8_t>(image.size());
}

// R4.3-01 R5.4.1-10 R5.4.1-14 R5.4.1-15 R5.4.1-17: the digest AVP is directly behind Message Type
// in every message, and is made over nonces and message with its digest zero
TEST(WireAuthenticator, SignsEveryMessageByTheWordsOfTheRfc)
{
    for (const DigestType type : {DigestType::HmacMd5, DigestType::HmacSha1})
    {
        const auto authenticator = Make({Secret("opensesame")}, NONCE_A, NONCE_B, type);
        for (const MessageType message : ALL_MESSAGES)
        {
            SCOPED_TRACE(MessageName(message));
            Bytes expected = Image(message);
            const std::string avp =
                AvpHex(AVP_M_BIT, 0, 59, Hex16(static_cast<uint8_t>(type)).substr(2)) +
                std::string(2 * DigestSize(type), '0');
            const Bytes avpOctets = FromHex(avp);
            expected.insert(expected.begin() + DIGEST_AVP, avpOctets.begin(), avpOctets.end());
            expected[DIGEST_AVP + 1] = static_cast<uint8_t>(7 + DigestSize(type));
            FixLength(expected);
            const Bytes hashed =
                message == MessageType::Sccrq ? expected : Join({NONCE_A, NONCE_B, expected});
            const Bytes digest = DigestByHand("opensesame", type, hashed);
            std::copy(digest.begin(), digest.end(), expected.begin() + DIGEST);

            Bytes image = Image(message);
            authenticator.Sign(image);
            EXPECT_EQ(FormatHex(image), FormatHex(expected));
            EXPECT_EQ(image.size(), Image(message).size() + authenticator.GetSize());
        }
    }
}

// Another Nr gives another digest in the same place
TEST(WireAuthenticator, MakesTheDigestOfARetransmissionAnew)
{
    const auto sender = Make({Secret("s")}, NONCE_A, NONCE_B);
    const auto receiver = Make({Secret("s")}, NONCE_B, NONCE_A);
    Bytes image = Image(MessageType::Hello);
    sender.Sign(image);
    const Bytes first = image;
    ControlMessage::PatchSequence(image, 5, 7);
    EXPECT_EQ(receiver.Verify(image).verdict, Verdict::Bad);
    sender.Sign(image);
    EXPECT_TRUE(receiver.Verify(image).IsGood());
    EXPECT_EQ(image.size(), first.size());
    EXPECT_NE(Bytes(image.begin() + DIGEST, image.begin() + DIGEST + 16),
              Bytes(first.begin() + DIGEST, first.begin() + DIGEST + 16));
    ControlMessage::PatchSequence(image, 5, 6);
    sender.Sign(image);
    EXPECT_EQ(image, first);
}

// No octet of a signed message can change, the M bit and the type of the digest
// included
TEST(WireAuthenticator, NoticesEveryFlippedBit)
{
    for (const DigestType type : {DigestType::HmacMd5, DigestType::HmacSha1})
    {
        ControlMessage message(MessageType::Icrq);
        message.Add<avp::LocalSessionId>(0x11223344).Add<avp::RemoteEndId>("circuit");
        Bytes image = std::move(message).Release();
        Make({Secret("s")}, NONCE_A, NONCE_B, type).Sign(image);
        const auto receiver = Make({Secret("s")}, NONCE_B, NONCE_A);
        ASSERT_TRUE(receiver.Verify(image).IsGood());
        for (std::size_t bit = 0; bit < 8 * image.size(); ++bit)
        {
            Bytes flipped = image;
            flipped[bit / 8] ^= static_cast<uint8_t>(0x80 >> bit % 8);
            EXPECT_FALSE(receiver.Verify(flipped).IsGood()) << bit;
        }
    }
}

// Any message, any secret, any nonces: what is signed is verified, and by no other secret or nonce.
TEST(WireAuthenticator, VerifiesWhatItHasSigned)
{
    std::mt19937 random(1); // NOLINT: always the same cases
    const auto octets = [&random](std::size_t count) {
        Bytes made(count);
        for (uint8_t& octet : made)
        {
            octet = static_cast<uint8_t>(random());
        }
        return made;
    };
    for (int i = 0; i < 2000; ++i)
    {
        const auto kind = ALL_MESSAGES[random() % ALL_MESSAGES.size()];
        const auto type = static_cast<DigestType>(random() % 2);
        const Bytes text = octets(random() % 80);
        const auto secret = Secret(std::string(text.begin(), text.end()));
        const Bytes local = octets(16 + random() % 30);
        const Bytes remote = octets(16 + random() % 30);
        ControlMessage message(kind);
        message.SetNs(static_cast<uint16_t>(random()));
        for (std::size_t avps = random() % 4; avps > 0; --avps)
        {
            message.AddRaw(9, static_cast<uint16_t>(random()), false, octets(random() % 1000));
        }
        Bytes image = std::move(message).Release();
        Make({secret}, local, remote, type).Sign(image);
        EXPECT_TRUE(Make({secret}, remote, local).Verify(image).IsGood());
        const bool nonceless = kind == MessageType::Sccrq;
        EXPECT_EQ(Make({secret}, local, remote).Verify(image).IsGood(), nonceless);
        EXPECT_EQ(Make({secret}, octets(16), local).Verify(image).IsGood(), nonceless);
        EXPECT_FALSE(Make({Secret("other")}, remote, local).Verify(image).IsGood());
    }
}

// R5.4.1-16: the hashed octets start at the T bit, whatever the message travels over
TEST(WireAuthenticator, LeavesTheZeroWordOverIpOut)
{
    Bytes image = Image(MessageType::Hello);
    Make({Secret("s")}, NONCE_A, NONCE_B).Sign(image);
    const auto receiver = Make({Secret("s")}, NONCE_B, NONCE_A);
    const Bytes overIp = Join({Bytes(4), image});
    const DemuxResult ip = Demux(Encapsulation::Ip, overIp);
    const DemuxResult udp = Demux(Encapsulation::Udp, image);
    EXPECT_EQ(ip.controlOffset, 4);
    EXPECT_TRUE(receiver.Verify(ByteView(overIp).Sub(ip.controlOffset)).IsGood());
    EXPECT_TRUE(receiver.Verify(ByteView(image).Sub(udp.controlOffset)).IsGood());
    EXPECT_FALSE(receiver.Verify(overIp).IsGood());
}

TEST(WireAuthenticator, IgnoresOctetsBehindLength)
{
    Bytes image = Image(MessageType::Hello);
    Make({Secret("s")}, NONCE_A, NONCE_B).Sign(image);
    image.push_back(0xee);
    EXPECT_TRUE(Make({Secret("s")}, NONCE_B, NONCE_A).Verify(image).IsGood());
}

// ZLB and other messages without a digest are told apart from those with a wrong one
TEST(WireAuthenticator, FindsNoDigestWhereThereIsNone)
{
    const auto receiver = Make({Secret("s")}, NONCE_B, NONCE_A);
    EXPECT_EQ(receiver.Verify(Image(MessageType::Hello)).verdict, Verdict::Absent);
    EXPECT_EQ(receiver.Verify(Image(MessageType::Zlb)).verdict, Verdict::Absent);
    EXPECT_EQ(receiver.Verify({}).verdict, Verdict::Absent);
    Bytes image = Image(MessageType::Hello);
    Make({Secret("s")}, NONCE_A, NONCE_B).Sign(image);
    for (std::size_t size = 0; size < image.size(); ++size)
    {
        EXPECT_EQ(receiver.Verify(ByteView(image).Sub(0, size)).verdict, Verdict::Absent) << size;
    }
}

// R5.4.1-10 R5.4.1-12: a digest that stands anywhere else does not count
TEST(WireAuthenticator, WantsTheDigestDirectlyBehindMessageType)
{
    const auto sender = Make({Secret("s")}, {}, {});
    Bytes image = Image(MessageType::Hello);
    sender.Sign(image);
    const Bytes vendorAvp = FromHex(AvpHex(0, 9, 1, "aa"));
    Bytes behind = image;
    behind.insert(behind.begin() + DIGEST_AVP, vendorAvp.begin(), vendorAvp.end());
    FixLength(behind);
    EXPECT_EQ(sender.Verify(behind).verdict, Verdict::Absent);
    // A second digest behind another AVP is not looked at, neither to zero nor to verify it.
    Bytes separated = Image(MessageType::Hello);
    const std::string other = AvpHex(AVP_M_BIT, 0, 59, "00" + std::string(32, '1'));
    const Bytes tail = Join({vendorAvp, FromHex(other)});
    separated.insert(separated.end(), tail.begin(), tail.end());
    FixLength(separated);
    sender.Sign(separated);
    EXPECT_TRUE(sender.Verify(separated).IsGood());
    separated.back() ^= 1;
    EXPECT_EQ(sender.Verify(separated).verdict, Verdict::Bad);
}

// The verdict needs nothing of what follows the digests, however malformed it is
TEST(WireAuthenticator, JudgesMessagesThatCannotBeDecoded)
{
    const auto sender = Make({Secret("s")}, NONCE_A, NONCE_B);
    const auto receiver = Make({Secret("s")}, NONCE_B, NONCE_A);
    for (const char* rest : {"8005000000", "8003000000070000", "83ff00000007616161", "80"})
    {
        Bytes image = Join({Image(MessageType::Hello), FromHex(rest)});
        FixLength(image);
        sender.Sign(image);
        Refused(image);
        EXPECT_TRUE(receiver.Verify(image).IsGood()) << rest;
        image.back() ^= 1;
        EXPECT_EQ(receiver.Verify(image).verdict, Verdict::Bad) << rest;
    }
}

// R5.4.1-09 R5.4.1-37 R5.4.1-48: a wrong length, the H bit and an unknown type alone are invalid,
// though the octets in the digest are right
TEST(WireAuthenticator, RefusesDigestsOfAWrongForm)
{
    const auto sender = Make({Secret("s")}, {}, {});
    const auto build = [](uint8_t flags, uint8_t type, std::size_t size) {
        Bytes image = Image(MessageType::Hello);
        const Bytes avp = Join({FromHex("8000000000"
                                        "3b"),
                                Bytes{type},
                                Bytes(size)});
        image.insert(image.end(), avp.begin(), avp.end());
        image[DIGEST_AVP] |= flags;
        image[DIGEST_AVP + 1] = static_cast<uint8_t>(avp.size());
        FixLength(image);
        const auto hash = type == 1 ? DigestType::HmacSha1 : DigestType::HmacMd5;
        const Bytes digest = DigestByHand("s", hash, image);
        std::copy_n(digest.begin(), std::min(size, digest.size()), image.begin() + DIGEST);
        return image;
    };
    EXPECT_TRUE(sender.Verify(build(0, 0, 16)).IsGood());
    EXPECT_TRUE(sender.Verify(build(0, 1, 20)).IsGood());
    EXPECT_EQ(sender.Verify(build(0x40, 0, 16)).verdict, Verdict::Bad);
    EXPECT_EQ(sender.Verify(build(0x40, 1, 20)).verdict, Verdict::Bad);
    EXPECT_EQ(sender.Verify(build(0, 2, 16)).verdict, Verdict::Bad);
    EXPECT_EQ(sender.Verify(build(0, 255, 16)).verdict, Verdict::Bad);
    for (const std::size_t size : {0, 15, 17, 20})
    {
        EXPECT_EQ(sender.Verify(build(0, 0, size)).verdict, Verdict::Bad) << size;
    }
    for (const std::size_t size : {0, 16, 19, 21})
    {
        EXPECT_EQ(sender.Verify(build(0, 1, size)).verdict, Verdict::Bad) << size;
    }
    Bytes empty = Join({Image(MessageType::Hello), FromHex("80060000003b")});
    FixLength(empty);
    EXPECT_EQ(sender.Verify(empty).verdict, Verdict::Bad);
}

// R5.4.1-11 R5.4.1-12 R5.4.1-22 R5.4.1-23 R5.4.1-24: one digest per secret, side by side; each
// secret is tried on each of them
TEST(WireAuthenticator, ChangesSecretsWithTwoDigests)
{
    for (const DigestType type : {DigestType::HmacMd5, DigestType::HmacSha1})
    {
        const auto oldSecret = Secret("old");
        const auto newSecret = Secret("new");
        const auto sender = Make({oldSecret, newSecret}, NONCE_A, NONCE_B, type);
        Bytes image = Image(MessageType::Hello);
        sender.Sign(image);
        const std::size_t step = 7 + DigestSize(type);
        EXPECT_EQ(image.size(), 20 + 2 * step);
        for (const std::size_t at : {DIGEST_AVP, DIGEST_AVP + step})
        {
            EXPECT_EQ(FormatHex(ByteView(image).Sub(at + 2, 4)), "0000003b");
        }
        const ControlMessage decoded = Decoded(image);
        EXPECT_TRUE(decoded.GetFaults().empty());

        const auto oldOnly = Make({oldSecret}, NONCE_B, NONCE_A);
        const auto newOnly = Make({newSecret}, NONCE_B, NONCE_A);
        const auto crossed = Make({newSecret, oldSecret}, NONCE_B, NONCE_A);
        const auto unrelated = Make({Secret("none"), newSecret}, NONCE_B, NONCE_A);
        EXPECT_TRUE(oldOnly.Verify(image).IsGood());
        EXPECT_TRUE(newOnly.Verify(image).IsGood());
        EXPECT_EQ(crossed.Verify(image).secret, 1U); // the first digest fits the second secret
        EXPECT_EQ(unrelated.Verify(image).secret, 1U);
        EXPECT_EQ(unrelated.Verify(image).verdict, Verdict::Good);

        // One digest, two secrets.
        Bytes single = Image(MessageType::Hello);
        Make({newSecret}, NONCE_A, NONCE_B, type).Sign(single);
        EXPECT_EQ(Make({oldSecret, newSecret}, NONCE_B, NONCE_A).Verify(single).secret, 1U);

        // Either digest may be wrong, but not both.
        Bytes firstWrong = image;
        firstWrong[DIGEST] ^= 1;
        EXPECT_FALSE(oldOnly.Verify(firstWrong).IsGood());
        EXPECT_TRUE(newOnly.Verify(firstWrong).IsGood());
        Bytes bothWrong = firstWrong;
        bothWrong[DIGEST + step] ^= 1;
        EXPECT_EQ(crossed.Verify(bothWrong).verdict, Verdict::Bad);
    }
}

// R5.4.1-18 R5.4.1-48: both digests are zero for either of them and both types are kept; made by
// hand, in both orders, and with a type that nobody knows in front
TEST(WireAuthenticator, ZeroesBothDigestsAndKeepsBothTypes)
{
    const auto receiver = Make({Secret("s")}, NONCE_B, NONCE_A);
    const auto build = [](uint8_t first, uint8_t second) {
        const auto size = [](uint8_t type) { return type == 1 ? 20U : 16U; };
        const auto avp = [size](uint8_t type) {
            return Join({Bytes{0x80, static_cast<uint8_t>(7 + size(type)), 0, 0, 0, 59, type},
                         Bytes(size(type))});
        };
        Bytes image = Join({Image(MessageType::Hello), avp(first), avp(second)});
        FixLength(image);
        return std::make_pair(image, DIGEST + size(first) + 7);
    };
    const auto sign = [](const Bytes& zeroed, Bytes& image, std::size_t at, uint8_t type) {
        const Bytes digest = DigestByHand("s",
                                          type == 1 ? DigestType::HmacSha1 : DigestType::HmacMd5,
                                          Join({NONCE_A, NONCE_B, zeroed}));
        std::copy(digest.begin(), digest.end(), image.begin() + at);
    };
    for (const auto& [first, second] : {std::pair<uint8_t, uint8_t>{0, 1}, {1, 0}, {2, 0}, {0, 7}})
    {
        const auto [zeroed, secondAt] = build(first, second);
        const bool firstKnown = first <= 1;
        const std::size_t goodAt = firstKnown ? DIGEST : secondAt;
        const std::size_t otherAt = firstKnown ? secondAt : DIGEST;
        Bytes image = zeroed;
        sign(zeroed, image, goodAt, firstKnown ? first : second);
        image[otherAt] = 0x55; // whatever the other digest is
        EXPECT_TRUE(receiver.Verify(image).IsGood()) << int(first) << int(second);
        image[otherAt - 1] ^= 0x80; // but its type counts
        EXPECT_FALSE(receiver.Verify(image).IsGood()) << int(first) << int(second);
    }
    // Zeroing only the own digest is wrong.
    const auto [zeroed, secondAt] = build(0, 1);
    Bytes own = zeroed;
    own[secondAt] = 0x55;
    Bytes image = own;
    sign(own, image, DIGEST, 0);
    EXPECT_EQ(receiver.Verify(image).verdict, Verdict::Bad);
}

// A connection whose secrets change signs waiting messages anew in the new form.
TEST(WireAuthenticator, ReplacesDigestsOfFormerSecrets)
{
    auto sender = Make({Secret("old")}, NONCE_A, NONCE_B);
    Bytes image = Image(MessageType::Hello);
    sender.Sign(image);
    sender.SetSecrets({Secret("old"), Secret("new")}, DigestType::HmacSha1);
    sender.Sign(image);
    EXPECT_EQ(image.size(), 20U + 2 * 27);
    EXPECT_TRUE(Make({Secret("new")}, NONCE_B, NONCE_A).Verify(image).IsGood());
    EXPECT_TRUE(Make({Secret("old")}, NONCE_B, NONCE_A).Verify(image).IsGood());
    sender.SetSecrets({Secret("new")}, DigestType::HmacMd5);
    sender.Sign(image);
    EXPECT_EQ(image.size(), 20U + 23);
    EXPECT_TRUE(Make({Secret("new")}, NONCE_B, NONCE_A).Verify(image).IsGood());
    EXPECT_FALSE(Make({Secret("old")}, NONCE_B, NONCE_A).Verify(image).IsGood());
    Bytes fresh = Image(MessageType::Hello);
    sender.Sign(fresh);
    EXPECT_EQ(image, fresh);
    // Another digest for each of as many secrets.
    sender.SetSecrets({Secret("new")}, DigestType::HmacSha1);
    sender.Sign(image);
    EXPECT_EQ(image.size(), 20U + 27);
    EXPECT_TRUE(Make({Secret("new")}, NONCE_B, NONCE_A).Verify(image).IsGood());
}

// However many there are; a digest left behind would be hashed into the one that counts.
TEST(WireAuthenticator, ReplacesAllDigestsThatAreThere)
{
    const auto sender = Make({Secret("new")}, NONCE_A, NONCE_B);
    const Bytes bare = Image(MessageType::Hello);
    Bytes expected = bare;
    sender.Sign(expected);
    const Bytes digest(expected.begin() + 20, expected.begin() + 43);
    Bytes image = bare;
    for (int count = 1; count <= 5; ++count)
    {
        SCOPED_TRACE(count);
        image.insert(image.begin() + 20, digest.begin(), digest.end());
        image[3] = static_cast<uint8_t>(image.size());
        Bytes signedAgain = image;
        sender.Sign(signedAgain);
        EXPECT_EQ(signedAgain, expected);
    }
}

// The nonce of an SCCRP stands behind the digest that needs it.
TEST(WireAuthenticator, TakesTheNonceOutOfAnSccrp)
{
    ControlMessage sccrp(MessageType::Sccrp);
    sccrp.Add<avp::HostName>("lns").Add<avp::ControlMessageAuthenticationNonce>(NONCE_B);
    Bytes image = std::move(sccrp).Release();
    Make({Secret("s")}, NONCE_B, NONCE_A).Sign(image);
    auto initiator = Make({Secret("s")}, NONCE_A, {});
    EXPECT_TRUE(initiator.Verify(image).IsGood());
    EXPECT_EQ(PeekNonce(image).value().ToBytes(), NONCE_B);
    initiator.SetRemoteNonce(*PeekNonce(image));
    EXPECT_TRUE(initiator.Verify(image).IsGood());
    initiator.SetRemoteNonce(NONCE_A);
    EXPECT_EQ(initiator.Verify(image).verdict, Verdict::Bad);
    image.back() ^= 1; // the nonce
    initiator.SetRemoteNonce({});
    EXPECT_EQ(initiator.Verify(image).verdict, Verdict::Bad);
}

// R4.3-12: a nonce that its owner has not told or the sender has not learnt counts as no octets
TEST(WireAuthenticator, TakesAnEarlyStopCcnWithFewerNonces)
{
    const auto secret = Secret("s");
    const auto initiator = Make({secret}, NONCE_A, {});      // has sent SCCRQ, got nothing
    const auto responder = Make({secret}, NONCE_B, NONCE_A); // has sent SCCRP
    Bytes refusal = Image(MessageType::StopCcn);
    Make({secret}, {}, NONCE_A).Sign(refusal); // of a responder that told no nonce
    EXPECT_TRUE(initiator.Verify(refusal).IsGood());
    Bytes without = Image(MessageType::StopCcn);
    Make({secret}, {}, {}).Sign(without);
    EXPECT_EQ(initiator.Verify(without).verdict, Verdict::Bad);
    EXPECT_TRUE(initiator.Verify(without, Rule::StopCcnMayLack).IsGood());
    Bytes early = Image(MessageType::StopCcn);
    initiator.Sign(early);
    EXPECT_EQ(responder.Verify(early).verdict, Verdict::Bad);
    EXPECT_TRUE(responder.Verify(early, Rule::StopCcnMayLack).IsGood());
    // No other message, no other nonce, no other secret.
    Bytes hello = Image(MessageType::Hello);
    initiator.Sign(hello);
    EXPECT_EQ(responder.Verify(hello, Rule::StopCcnMayLack).verdict, Verdict::Bad);
    Bytes replayed = Image(MessageType::StopCcn);
    Make({secret}, {}, FromHex("99")).Sign(replayed);
    EXPECT_EQ(initiator.Verify(replayed, Rule::StopCcnMayLack).verdict, Verdict::Bad);
    Bytes forged = Image(MessageType::StopCcn);
    Make({Secret("other")}, {}, {}).Sign(forged);
    EXPECT_EQ(initiator.Verify(forged, Rule::StopCcnMayLack).verdict, Verdict::Bad);
}

// R4.3-14: another nonce of this end makes recorded messages worthless, SCCRQ excepted
TEST(WireAuthenticator, RefusesMessagesOfAnEarlierConnection)
{
    const auto recorded = Make({Secret("s")}, NONCE_B, NONCE_A);
    const auto later = Make({Secret("s")}, FromHex("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), NONCE_B);
    for (const MessageType type : ALL_MESSAGES)
    {
        Bytes image = Image(type);
        recorded.Sign(image);
        EXPECT_EQ(later.Verify(image).IsGood(), type == MessageType::Sccrq) << MessageName(type);
    }
}

// A ZLB has no room for a digest
TEST(WireAuthenticatorDeath, CannotSignAZlb)
{
    Bytes zlb = Image(MessageType::Zlb);
    EXPECT_DEATH(Make({Secret("s")}, {}, {}).Sign(zlb), "Message Type AVP can carry");
    EXPECT_DEATH(MessageAuthenticator({}), "one or two secrets");
}

// What shows that a sender wants authentication
TEST(WirePeek, FindsTheNonceInTheMessagesThatCarryIt)
{
    for (const MessageType type : ALL_MESSAGES)
    {
        const bool carries = type == MessageType::Sccrq || type == MessageType::Sccrp;
        const Bytes with = MessageOf(type, AvpHex(AVP_M_BIT, 0, 73, "a1b2c3"));
        ASSERT_EQ(PeekNonce(with).has_value(), carries) << MessageName(type);
        EXPECT_EQ(PeekType(with), type);
        if (carries)
        {
            EXPECT_EQ(FormatHex(*PeekNonce(with)), "a1b2c3");
        }
    }
    const auto sccrq = [](const std::string& avps) { return MessageOf(MessageType::Sccrq, avps); };
    EXPECT_FALSE(PeekNonce(sccrq("")));
    EXPECT_TRUE(PeekNonce(sccrq(AvpHex(0, 0, 73, "")))->empty());
    EXPECT_FALSE(PeekNonce(sccrq(AvpHex(0, 9, 73, "aa"))));
    EXPECT_FALSE(PeekNonce(sccrq(AvpHex(AVP_H_BIT, 0, 73, "aa"))));
    EXPECT_FALSE(PeekNonce(sccrq("8005000000" + AvpHex(0, 0, 73, "aa"))));
    EXPECT_TRUE(PeekNonce(sccrq(AvpHex(0, 0, 73, "aa") + "8005000000")));
    EXPECT_FALSE(PeekNonce(sccrq("800700000049")));
}

// Host Name and Router ID can be read to choose a secret, whatever follows
TEST(WirePeek, FindsTheIdentityOfAPeer)
{
    const std::string identity = AvpHex(AVP_M_BIT, 0, 7, "6c6163") + AvpHex(0, 0, 60, "c0000201");
    const Bytes image = MessageOf(MessageType::Sccrq, identity + "83ff0000");
    EXPECT_EQ(FormatHex(PeekValue(image, 7).value()), "6c6163");
    EXPECT_EQ(FormatHex(PeekValue(image, 60).value()), "c0000201");
    EXPECT_FALSE(PeekValue(image, 61));
    EXPECT_EQ(PeekType(image), MessageType::Sccrq);
}

TEST(WirePeek, TakesNothingForAMessageThatIsNone)
{
    const Bytes hello = Image(MessageType::Hello);
    EXPECT_EQ(PeekMessage(hello).size(), hello.size());
    EXPECT_EQ(PeekType(hello), MessageType::Hello);
    EXPECT_EQ(PeekType(Image(MessageType::Zlb)), MessageType::Zlb);
    for (const auto& [offset, value] :
         {std::pair<std::size_t, uint8_t>{0, 0x48}, {0, 0x88}, {2, 0xff}, {3, 11}, {3, 21}})
    {
        Bytes wrong = hello;
        wrong[offset] = value;
        EXPECT_TRUE(PeekMessage(wrong).empty()) << offset;
        EXPECT_EQ(PeekType(wrong), MessageType::Unknown) << offset;
    }
    for (const std::size_t offset : {12, 13, 15, 17, 18})
    {
        Bytes wrong = hello;
        wrong[offset] ^= 0x42;
        EXPECT_EQ(PeekType(wrong), MessageType::Unknown) << offset;
    }
}

} // namespace
