// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-avp-hiding.h"
#include "l2tp-json-file.h"
#include "l2tp-message-authenticator.h"
#include "l2tp-shared-secret.h"
#include "l2tp-wire-test-support.h"

#include <boost/property_tree/ptree.hpp>
#include <gtest/gtest.h>

using namespace ns3::l2tp;
using namespace ns3::l2tp::wiretest;
using boost::property_tree::ptree;

namespace
{

Bytes
HexOf(const ptree& tree, const char* field)
{
    return FromHex(tree.get<std::string>(field));
}

std::shared_ptr<const SharedSecret>
SecretOf(const ptree& tree)
{
    return std::make_shared<const SharedSecret>(tree.get<std::string>("secret"));
}

DigestType
DigestTypeOf(const ControlMessage& message)
{
    return static_cast<DigestType>(message.Get<avp::MessageDigest>().value().type);
}

// The authenticator of the end that has sent a message, or of the one that gets it.
MessageAuthenticator
EndOf(const ptree& vector, DigestType type, const char* local, const char* remote)
{
    MessageAuthenticator authenticator({SecretOf(vector)}, type);
    authenticator.SetLocalNonce(HexOf(vector, local));
    authenticator.SetRemoteNonce(HexOf(vector, remote));
    return authenticator;
}

MessageAuthenticator
SenderOf(const ptree& vector, DigestType type)
{
    return EndOf(vector, type, "senderNonce", "receiverNonce");
}

MessageAuthenticator
ReceiverOf(const ptree& vector)
{
    return EndOf(vector, DigestType::HmacMd5, "receiverNonce", "senderNonce");
}

// Build a message anew without its digests, in the clear but for its Random Vectors.
ControlMessage
BuildClear(const ControlMessage& message)
{
    ControlMessage clear(message.GetType());
    clear.SetControlConnectionId(message.GetControlConnectionId());
    clear.SetNs(message.GetNs());
    clear.SetNr(message.GetNr());
    for (const Avp& avp : message.GetAvps())
    {
        if (avp.offset != CONTROL_HEADER_SIZE && avp.type != avp::MessageDigest::TYPE)
        {
            clear.AddRaw(avp.vendor, avp.type, avp.mandatory, message.GetClearValue(avp).value());
        }
    }
    return clear;
}

// Hide as the vector does: each AVP with its own padding.
ControlMessage
HideAs(const ptree& vector, ControlMessage message, const SharedSecret& secret)
{
    for (const auto& [key, hidden] : vector.get_child("hidden"))
    {
        const Bytes padding = HexOf(hidden, "padding");
        HidingOptions options;
        options.padding = padding.size();
        options.rows.reset();
        for (std::size_t row = 0; row < ATTRIBUTES.size(); ++row)
        {
            options.rows[row] = ATTRIBUTES[row].type == ToNumber(hidden.get_child("type"));
        }
        const auto random = [&padding](uint8_t* to, std::size_t) {
            std::copy(padding.begin(), padding.end(), to);
        };
        message = Hide(message, secret, options, random);
    }
    return message;
}

class WireAuthenticationVectors : public testing::Test
{
  protected:
    ptree m_vectors{ReadTestJson("data/l2tp-authentication.json")}; //!< the file
};

// R5.3-04 R5.4.1-13: both keys, of the empty secret too
TEST_F(WireAuthenticationVectors, Keys)
{
    EXPECT_EQ(m_vectors.get_child("keys").size(), 4U);
    for (const auto& [key, vector] : m_vectors.get_child("keys"))
    {
        const SharedSecret secret(vector.get<std::string>("secret"));
        const auto& digestKey = secret.GetDigestKey();
        const auto& hidingKey = secret.GetHidingKey();
        EXPECT_EQ(FormatHex({digestKey.data(), digestKey.size()}),
                  vector.get<std::string>("digestKey"));
        EXPECT_EQ(FormatHex({hidingKey.data(), hidingKey.size()}),
                  vector.get<std::string>("hidingKey"));
    }
}

// R4.3-01 R4.3-06 R5.4.1-14 R5.4.1-15 R5.4.1-17: messages that independent code has signed, with
// both digests, as an integrity check too, come out the same when built, hidden and signed here
TEST_F(WireAuthenticationVectors, BuiltHiddenAndSignedToTheSameOctets)
{
    std::size_t hidden = 0;
    for (const auto& [key, vector] : m_vectors.get_child("messages"))
    {
        SCOPED_TRACE(vector.get<std::string>("name"));
        ControlMessage message = Decoded(HexOf(vector, "octets"));
        const auto secret = SecretOf(vector);
        message.Unhide(*secret);
        ControlMessage built = HideAs(vector, BuildClear(message), *secret);
        Bytes image = std::move(built).Release();
        SenderOf(vector, DigestTypeOf(message)).Sign(image);
        EXPECT_EQ(FormatHex(image), vector.get<std::string>("octets"));
        hidden += vector.get_child("hidden").empty() ? 0 : 1;
    }
    EXPECT_EQ(m_vectors.get_child("messages").size(), 82U);
    EXPECT_EQ(hidden, 4U);
}

// R5.4.1-07 R5.4.1-08 R5.4.1-19: the receiver has the nonces the other way round
TEST_F(WireAuthenticationVectors, VerifiedByTheReceiverAlone)
{
    std::size_t reflected = 0;
    for (const auto& [key, vector] : m_vectors.get_child("messages"))
    {
        SCOPED_TRACE(vector.get<std::string>("name"));
        const Bytes octets = HexOf(vector, "octets");
        EXPECT_TRUE(ReceiverOf(vector).Verify(octets).IsGood());
        // Sent back to its sender it is wrong, where the nonces count and differ.
        const bool noncesCount = Decoded(octets).GetType() != MessageType::Sccrq &&
                                 !vector.get<std::string>("senderNonce").empty();
        const auto back = SenderOf(vector, DigestType::HmacMd5).Verify(octets);
        EXPECT_EQ(back.IsGood(), !noncesCount);
        reflected += noncesCount ? 1 : 0;
        // The wrong secret.
        MessageAuthenticator other({std::make_shared<const SharedSecret>("l2tp-secreT")});
        other.SetLocalNonce(HexOf(vector, "receiverNonce"));
        other.SetRemoteNonce(HexOf(vector, "senderNonce"));
        EXPECT_EQ(other.Verify(octets).verdict, MessageAuthenticator::Verification::Verdict::Bad);
    }
    EXPECT_EQ(reflected, 57U);
}

// R5.3-07 R5.3-08 R5.3-09: octets hidden by independent code, of 0 to 200 octets
TEST_F(WireAuthenticationVectors, OctetsAreHiddenAndUnhidden)
{
    EXPECT_EQ(m_vectors.get_child("hiding").size(), 25U);
    for (const auto& [key, vector] : m_vectors.get_child("hiding"))
    {
        const SharedSecret secret(vector.get<std::string>("secret"));
        const auto type = static_cast<uint16_t>(ToNumber(vector.get_child("type")));
        const Bytes random = HexOf(vector, "vector");
        const std::string clear = vector.get<std::string>("clear");
        const std::string subformat =
            Hex16(clear.size() / 2) + clear + vector.get<std::string>("padding");
        Bytes octets = FromHex(subformat);
        secret.Hide(type, random, octets.data(), octets.size());
        EXPECT_EQ(FormatHex(octets), vector.get<std::string>("hidden"));
        secret.Unhide(type, random, octets.data(), octets.size());
        EXPECT_EQ(FormatHex(octets), subformat);
    }
}

// R5.3-13: hidden AVPs become readable by the vector before them
TEST_F(WireAuthenticationVectors, HiddenMessagesBecomeReadable)
{
    std::size_t unhidden = 0;
    for (const auto& [key, vector] : m_vectors.get_child("messages"))
    {
        SCOPED_TRACE(vector.get<std::string>("name"));
        const Bytes octets = HexOf(vector, "octets");
        ControlMessage message = Decoded(octets);
        const std::size_t expected = vector.get_child("hidden").size();
        EXPECT_EQ(message.HasHidden(), expected != 0);
        EXPECT_EQ(message.GetFaults().size(), expected);
        message.Unhide(*SecretOf(vector));
        EXPECT_FALSE(message.HasHidden());
        EXPECT_TRUE(message.GetFaults().empty());
        EXPECT_TRUE(message.MissingAttributes().empty());
        EXPECT_EQ(message.GetBytes().ToBytes(), octets);
        auto hidden = vector.get_child("hidden").begin();
        for (const Avp& avp : message.GetAvps())
        {
            if (avp.hidden)
            {
                EXPECT_EQ(avp.type, ToNumber(hidden->second.get_child("type")));
                EXPECT_EQ(FormatHex(message.GetClearValue(avp).value()),
                          hidden->second.get<std::string>("clear"));
                ++hidden;
                ++unhidden;
            }
        }
    }
    EXPECT_EQ(unhidden, 10U);
}

} // namespace
