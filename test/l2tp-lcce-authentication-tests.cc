// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-abort-probe.h"
#include "l2tp-lcce-network.h"
#include "l2tp-lcce-test-circuit.h"
#include "l2tp-lcce-tests.h"

#include "ns3/inet-socket-address.h"
#include "ns3/l2tp-avp.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/test.h"

#include <algorithm>
#include <map>
#include <variant>

namespace ns3
{
namespace l2tp
{
namespace tests
{

namespace
{

/** @brief What messages look like on the wire. */
struct Looks
{
    std::size_t messages{0}; //!< messages with AVPs
    std::size_t digests{0};  //!< Message Digest AVPs
    std::size_t nonces{0};   //!< nonces
    std::size_t hidden{0};   //!< AVPs with the H bit
    std::size_t vectors{0};  //!< Random Vectors
    std::size_t sha1{0};     //!< digests by HMAC-SHA-1
};

/**
 * @brief Look at all messages that an LCCE has sent, octet by octet.
 * @param record its recorder
 * @return the numbers
 */
Looks
Look(const LcceRecorder& record)
{
    Looks looks;
    for (const auto& message : record.messages)
    {
        if (!message.sent)
        {
            continue;
        }
        ++looks.messages;
        const auto& image = message.image;
        for (std::size_t at = CONTROL_HEADER_SIZE; at + AVP_HEADER_SIZE <= image.size();)
        {
            const std::size_t length = (image[at] & 0x03U) << 8U | image[at + 1];
            const unsigned type = image[at + 4] << 8U | image[at + 5];
            looks.hidden += (image[at] & 0x40U) != 0;
            looks.digests += type == 59;
            looks.sha1 += type == 59 && image[at + 6] == 1;
            looks.nonces += type == 73;
            looks.vectors += type == 36;
            at += length;
        }
    }
    return looks;
}

/**
 * @ingroup l2tp-tests
 * @brief What each value of Authentication puts on the wire, and that the tunnel works with it.
 *
 * R4.1.1.2-03: over IP there is a Message Digest by default, with an empty secret as well.
 * R4.1-01, R4.1-02: the tunnel works over IP, with protocol 115, and over UDP.
 */
class LcceAuthenticationModeTest : public TestCase
{
  public:
    LcceAuthenticationModeTest()
        : TestCase("R4.1-01 R4.1-02 R4.1.1.2-03 authentication modes")
    {
    }

  private:
    void DoRun() override;

    /** @brief Settings: attribute and value. */
    using Settings = std::map<std::string, std::string>;

    /**
     * @brief Run a tunnel.
     * @param encapsulation "Udp" or "Ip"
     * @param settings of both LCCEs
     * @return what the LAC has sent
     */
    Looks Simulate(const std::string& encapsulation, const Settings& settings);
};

Looks
LcceAuthenticationModeTest::Simulate(const std::string& encapsulation, const Settings& settings)
{
    LcceTestCircuit circuits[2];
    LcceNetwork network(encapsulation);
    std::string name = encapsulation;
    for (const auto& [attribute, value] : settings)
    {
        network.SetAll(attribute, value);
        name += " " + attribute + "=" + value;
    }
    const auto& records = network.Record();
    const auto lac = network.lcces[0];
    for (uint32_t i = 0; i < 2; ++i)
    {
        network.lcces[i]->RegisterCircuit("one", circuits[i]);
    }
    const auto call = lac->PlaceCall(lac->Connect(LcceNetwork::GetAddress(1)), "one");
    Simulator::Schedule(Seconds(1), [&circuits]() {
        for (auto& circuit : circuits)
        {
            if (circuit.session != nullptr)
            {
                circuit.session->Send(Create<Packet>(100));
            }
        }
    });
    Simulator::Schedule(Seconds(2), &Lcce::HangUp, lac, call);
    LcceNetwork::Run(Seconds(3));
    NS_TEST_EXPECT_MSG_EQ(circuits[0].frames + circuits[1].frames, 2, name << ": frames pass");
    NS_TEST_EXPECT_MSG_EQ(records[0]->Count("ControlDrop") + records[1]->Count("ControlDrop"),
                          0,
                          name << ": nothing is dropped");
    NS_TEST_EXPECT_MSG_EQ(records[0]->Count("Retransmit"), 0, name << ": nothing is sent again");
    // Point-to-point framing, then the IP header, whose octet 9 is the protocol.
    const auto& wire = network.GetWire();
    const auto packet = wire.substr(wire.find(' ') + 1);
    NS_TEST_EXPECT_MSG_EQ(packet.substr(2 * (2 + 9), 2),
                          (encapsulation == "Ip" ? "73" : "11"),
                          name << ": IP protocol");
    return Look(*records[0]);
}

void
LcceAuthenticationModeTest::DoRun()
{
    for (const std::string encapsulation : {"Udp", "Ip"})
    {
        const bool ip = encapsulation == "Ip";
        auto looks = Simulate(encapsulation, {});
        NS_TEST_EXPECT_MSG_EQ(looks.digests, (ip ? looks.messages : 0), "Auto without a secret");
        NS_TEST_EXPECT_MSG_EQ(looks.nonces, 0, "no nonce");
        looks = Simulate(encapsulation, {{"SharedSecret", "s"}});
        NS_TEST_EXPECT_MSG_EQ(looks.digests, looks.messages, "Auto with a secret");
        NS_TEST_EXPECT_MSG_EQ(looks.nonces, 1, "nonce in SCCRQ");
        NS_TEST_EXPECT_MSG_EQ(looks.sha1 + looks.hidden, 0, "neither SHA-1 nor hiding");
        looks = Simulate(encapsulation, {{"Authentication", "Off"}});
        NS_TEST_EXPECT_MSG_EQ(looks.digests, 0, "Off");
        looks = Simulate(encapsulation, {{"Authentication", "IntegrityOnly"}});
        NS_TEST_EXPECT_MSG_EQ(looks.digests, looks.messages, "IntegrityOnly");
        NS_TEST_EXPECT_MSG_EQ(looks.nonces, 0, "no nonce");
        looks = Simulate(encapsulation, {{"Authentication", "Secret"}, {"DigestType", "HmacSha1"}});
        NS_TEST_EXPECT_MSG_EQ(looks.sha1, looks.messages, "Secret, empty");
        NS_TEST_EXPECT_MSG_EQ(looks.nonces, 1, "nonce in SCCRQ");
        looks = Simulate(encapsulation, {{"SharedSecret", "s"}, {"SecondSharedSecret", "t"}});
        NS_TEST_EXPECT_MSG_EQ(looks.digests, 2 * looks.messages, "two secrets");
        looks = Simulate(encapsulation,
                         {{"SharedSecret", "s"}, {"HideAvps", "true"}, {"HidingPadding", "5"}});
        NS_TEST_EXPECT_MSG_EQ((looks.hidden > 10), true, "hidden: " << looks.hidden);
        NS_TEST_EXPECT_MSG_EQ((looks.vectors > 3), true, "vectors: " << looks.vectors);
    }
}

/**
 * @ingroup l2tp-tests
 * @brief One bit flipped anywhere from the T bit on makes the receiver drop the message
 *        (R4.1.1.2-03), with the settings that are the default over IP.
 */
class LcceFlippedBitTest : public TestCase
{
  public:
    LcceFlippedBitTest()
        : TestCase("R4.1.1.2-03 a flipped bit")
    {
    }

  private:
    void DoRun() override;
};

void
LcceFlippedBitTest::DoRun()
{
    std::vector<uint8_t> sccrq;
    {
        LcceNetwork network("Ip");
        const auto& records = network.Record();
        network.lcces[0]->Connect(LcceNetwork::GetAddress(1));
        LcceNetwork::Run(Seconds(1));
        sccrq = records[0]->Find(MessageType::Sccrq, true).at(0).image;
    }
    // The Message Digest is the AVP behind Message Type.
    constexpr std::size_t digest = CONTROL_HEADER_SIZE + 8;
    NS_TEST_ASSERT_MSG_EQ(sccrq.at(digest + 5), 59, "there is a digest");
    LcceNetwork network("Ip");
    network.lcces[0]->SetStartTime(Seconds(1000));
    const auto& records = network.Record();
    const auto sender = Transport::Get(network.nodes.Get(0), Encapsulation::Ip);
    sender->Open(0);
    Path path(InetSocketAddress(LcceNetwork::GetHubAddress(1), 0),
              InetSocketAddress(LcceNetwork::GetAddress(1), 0));
    std::size_t flips = 0;
    for (std::size_t bit = 0; bit < 8 * sccrq.size(); ++bit)
    {
        if (bit / 8 >= digest && bit / 8 < digest + AVP_HEADER_SIZE)
        {
            continue;
        }
        auto image = sccrq;
        image[bit / 8] ^= 1U << bit % 8;
        Simulator::Schedule(MilliSeconds(++flips), [sender, image, &path]() {
            sender->SendControl(path, ByteView(image.data(), image.size()));
        });
    }
    LcceNetwork::Run(Seconds(100));
    const auto receiver = network.lcces[1];
    const auto transport = Transport::Get(network.nodes.Get(1), Encapsulation::Ip);
    NS_TEST_EXPECT_MSG_EQ(receiver->GetConnections(), 0, "no connection");
    NS_TEST_EXPECT_MSG_EQ(records[1]->messages.size(), 0, "no answer, nothing accepted");
    const auto dropped = records[1]->Count("ControlDrop") +
                         transport->GetDropCount(TransportDropReason::TooShort) +
                         transport->GetDropCount(TransportDropReason::Version) +
                         transport->GetDropCount(TransportDropReason::UnknownSession);
    NS_TEST_EXPECT_MSG_EQ(dropped, flips, "each is dropped and counted");
    NS_TEST_EXPECT_MSG_GT(receiver->GetControlDrops(ControlDropReason::InvalidDigest),
                          flips / 2,
                          "most for the digest");
    sender->SendControl(path, ByteView(sccrq.data(), sccrq.size()));
    LcceNetwork::Run(Seconds(101));
    NS_TEST_EXPECT_MSG_EQ(receiver->GetConnections(), 1, "unchanged it is good");
}

/**
 * @ingroup l2tp-tests
 * @brief LCCEs that do not share a secret have no tunnel; the secret may be changed while there is
 *        one, and nothing is lost by it.
 */
class LcceSecretTest : public TestCase
{
  public:
    LcceSecretTest()
        : TestCase("wrong and changing secrets")
    {
    }

  private:
    void DoRun() override;
    void TestChange(); //!< rollover

    /**
     * @brief Run with different settings.
     * @param first secret of the initiator
     * @param second secret of the responder
     */
    void TestMismatch(const std::string& first, const std::string& second);
};

void
LcceSecretTest::DoRun()
{
    TestMismatch("one", "two");
    TestMismatch("one", "");
    TestMismatch("", "two");
    TestChange();
}

void
LcceSecretTest::TestMismatch(const std::string& first, const std::string& second)
{
    LcceNetwork network;
    network.lcces[0]->SetAttribute("SharedSecret", StringValue(first));
    network.lcces[1]->SetAttribute("SharedSecret", StringValue(second));
    const auto& records = network.Record();
    network.lcces[0]->Connect(LcceNetwork::GetAddress(1));
    LcceNetwork::Run(Seconds(500));
    const auto name = "\"" + first + "\" and \"" + second + "\"";
    for (uint32_t i = 0; i < 2; ++i)
    {
        NS_TEST_EXPECT_MSG_EQ(records[i]->Count("ConnectionUp"), 0, name << ": up at " << i);
        NS_TEST_EXPECT_MSG_EQ(network.lcces[i]->GetConnections(), 0, name << ": left at " << i);
    }
    NS_TEST_EXPECT_MSG_GT(records[0]->Count("ControlDrop") + records[1]->Count("ControlDrop"),
                          0,
                          name << ": a trace tells why");
}

void
LcceSecretTest::TestChange()
{
    LcceNetwork network;
    network.SetAll("HelloInterval", "1s");
    network.SetAll("SharedSecret", "old");
    const auto& records = network.Record();
    const auto peer = network.lcces[0]->Connect(LcceNetwork::GetAddress(1));
    // The ends are never changed at the same time.
    const std::vector<std::pair<std::string, std::string>> steps{{"SecondSharedSecret", "new"},
                                                                 {"SharedSecret", "new"},
                                                                 {"SecondSharedSecret", ""}};
    double when = 10;
    for (const auto& [name, value] : steps)
    {
        for (const auto& lcce : network.lcces)
        {
            Simulator::Schedule(Seconds(when), [lcce, name = name, value = value]() {
                if (name == "SharedSecret")
                {
                    lcce->SetAttribute("SecondSharedSecret", StringValue("old"));
                }
                lcce->SetAttribute(name, StringValue(value));
            });
            when += 10.3;
        }
    }
    LcceNetwork::Run(Seconds(100));
    NS_TEST_EXPECT_MSG_EQ(network.lcces[0]->IsConnected(peer), true, "still up");
    for (const auto& record : records)
    {
        NS_TEST_EXPECT_MSG_EQ(record->Count("Retransmit"), 0, "nothing was lost");
        NS_TEST_EXPECT_MSG_EQ(record->Count("ControlDrop"), 0, "nothing was dropped");
        NS_TEST_EXPECT_MSG_GT(record->messages.size(), 50, "HELLOs went on");
    }
}

/**
 * @ingroup l2tp-tests
 * @brief Settings of authentication and hiding that contradict each other abort with a sentence.
 */
class LcceContradictionTest : public TestCase
{
  public:
    LcceContradictionTest()
        : TestCase("hiding without a secret, secrets of no use")
    {
    }

  private:
    /** @brief Settings: attribute and value. */
    using Settings = std::map<std::string, std::string>;

    void DoRun() override;
    void TestHiding();
    void TestHidingFromPeers();
    void TestHidingLater();
    void TestSecretOfNoUse();

    /**
     * @brief Run a tunnel.
     * @param encapsulation "Udp" or "Ip"
     * @param settings of both LCCEs
     * @param secrets of the peer's profile, if any
     * @param later settings of both LCCEs after 1 s
     * @return what was said on the way down, or nothing
     */
    static std::string Try(const std::string& encapsulation,
                           const Settings& settings,
                           const std::vector<std::string>& secrets = {},
                           const Settings& later = {});

    /**
     * @brief Expect a sentence.
     * @param message what was said
     * @param sentence its beginning, or empty for nothing said
     */
    void Expect(const std::string& message, const std::string& sentence);
};

std::string
LcceContradictionTest::Try(const std::string& encapsulation,
                           const Settings& settings,
                           const std::vector<std::string>& secrets,
                           const Settings& later)
{
    return GetAbortMessage([&]() {
        LcceNetwork network(encapsulation);
        for (const auto& [name, value] : settings)
        {
            network.SetAll(name, value);
        }
        PeerProfile profile;
        profile.hostName = "peer.example";
        profile.secrets = secrets;
        network.lcces[0]->AddPeerProfile(profile);
        network.lcces[0]->Connect(LcceNetwork::GetAddress(1));
        Simulator::Schedule(Seconds(1), [&]() {
            for (const auto& [name, value] : later)
            {
                network.SetAll(name, value);
            }
        });
        LcceNetwork::Run(Seconds(2));
    });
}

void
LcceContradictionTest::Expect(const std::string& message, const std::string& sentence)
{
    if (sentence.empty())
    {
        NS_TEST_EXPECT_MSG_EQ(message, "", "nothing is wrong");
        return;
    }
    NS_TEST_EXPECT_MSG_NE(message.find(sentence), std::string::npos, sentence << ": " << message);
}

// An empty secret is known to everybody: nothing can be hidden with it.
void
LcceContradictionTest::TestHiding()
{
    const std::string sentence = "ns3::l2tp::Lcce::HideAvps must be false unless SharedSecret";
    for (const std::string encapsulation : {"Udp", "Ip"})
    {
        for (const std::string mode : {"Auto", "Off", "IntegrityOnly", "Secret"})
        {
            const Settings settings{{"HideAvps", "true"}, {"Authentication", mode}};
            Expect(Try(encapsulation, settings), sentence);
        }
        for (const std::string mode : {"Auto", "Secret"})
        {
            Expect(Try(encapsulation,
                       {{"HideAvps", "true"}, {"Authentication", mode}, {"SharedSecret", "s"}}),
                   "");
        }
        Expect(
            Try(encapsulation,
                {{"HideAvps", "true"}, {"Authentication", "Secret"}, {"SecondSharedSecret", "s"}}),
            sentence);
    }
}

// Peers without a profile have SharedSecret, and the first secret of a profile hides.
void
LcceContradictionTest::TestHidingFromPeers()
{
    Settings settings{{"HideAvps", "true"}, {"Authentication", "Secret"}};
    Expect(Try("Udp", settings, {"theirs"}),
           "ns3::l2tp::Lcce::HideAvps must be false unless SharedSecret");
    settings["SharedSecret"] = "s";
    Expect(Try("Udp", settings, {"theirs"}), "");
    Expect(Try("Udp", settings, {"theirs", ""}), "");
    Expect(Try("Udp", settings, {"", "theirs"}),
           "ns3::l2tp::Lcce::HideAvps must be false if the first secret of a profile");
    settings["HideAvps"] = "false";
    Expect(Try("Udp", settings, {"", "theirs"}), "");
}

// The secret may be taken away while it hides.
void
LcceContradictionTest::TestHidingLater()
{
    const Settings settings{{"HideAvps", "true"}, {"SharedSecret", "s"}};
    const std::string sentence = "ns3::l2tp::Lcce::HideAvps must be false unless SharedSecret";
    Expect(Try("Udp", settings, {}, {{"SharedSecret", ""}}), sentence);
    Expect(Try("Udp", settings, {}, {{"Authentication", "Secret"}, {"SharedSecret", ""}}),
           sentence);
    Expect(Try("Udp", settings, {}, {{"SharedSecret", "t"}}), "");
}

// A secret is never ignored.
void
LcceContradictionTest::TestSecretOfNoUse()
{
    const std::string sentence =
        "\"ns3::l2tp::Lcce::SharedSecret must be empty unless Authentication "
        "is Auto or Secret\"";
    for (const std::string encapsulation : {"Udp", "Ip"})
    {
        for (const std::string mode : {"Off", "IntegrityOnly"})
        {
            const Settings settings{{"Authentication", mode}};
            Expect(Try(encapsulation, {{"Authentication", mode}, {"SharedSecret", "s"}}), sentence);
            Expect(Try(encapsulation, settings, {}, {{"SharedSecret", "s"}}), sentence);
            Expect(Try(encapsulation, settings), "");
            // In this order, as the map has it.
            Expect(Try(encapsulation,
                       settings,
                       {},
                       {{"Authentication", "Secret"}, {"SharedSecret", "s"}}),
                   "");
            Expect(Try(encapsulation,
                       {{"SharedSecret", "s"}},
                       {},
                       {{"Authentication", mode}, {"SharedSecret", ""}}),
                   "");
        }
    }
}

void
LcceContradictionTest::DoRun()
{
    TestHiding();
    TestHidingFromPeers();
    TestHidingLater();
    TestSecretOfNoUse();
}

} // namespace

std::vector<TestCase*>
MakeLcceAuthenticationTests()
{
    return {new LcceAuthenticationModeTest(),
            new LcceFlippedBitTest(),
            new LcceSecretTest(),
            new LcceContradictionTest()};
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
