// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-dissect-collector.h"
#include "l2tp-dissect-conversation.h"
#include "l2tp-dissect-packets.h"
#include "l2tp-tool-tests.h"

#include "ns3/l2tp-dissect-bounded-map.h"
#include "ns3/l2tp-dissection-json.h"
#include "ns3/l2tp-dissector.h"

#include <string>
#include <vector>

namespace ns3
{
namespace l2tp
{
namespace tests
{

namespace
{

using namespace packets;
using Digest = DissectionRecord::Digest;
using FormatSource = DissectionRecord::FormatSource;

constexpr uint8_t A = Conversation::A;
constexpr uint8_t B = Conversation::B;
constexpr uint16_t NO_SUBLAYER = 0;
constexpr uint16_t DEFAULT_SUBLAYER = 1;

/** @brief Change the last octet. @param packet a packet @return it with another last octet */
Bytes
Damaged(Bytes packet)
{
    packet.back() ^= 1;
    return packet;
}

/**
 * @ingroup l2tp-tests
 * @brief What data messages look like is learnt from the control messages, for each direction.
 */
class DissectSessionTest : public TestCase
{
  public:
    DissectSessionTest()
        : TestCase("dissect sessions")
    {
    }

  private:
    void DoRun() override;

    /**
     * @brief Check how a data message is read.
     * @param collector has seen the control messages
     * @param from its sender
     * @param id its Session ID
     * @param source from where the shape has to be known
     * @param cookie octets of the cookie that have to be found
     * @param sublayer whether a sublayer has to be found
     * @param what this is about
     */
    void Expect(Collector& collector,
                uint8_t from,
                uint32_t id,
                FormatSource source,
                std::size_t cookie,
                bool sublayer,
                const std::string& what);

    void TestDirections(bool isOutgoing); //!< each direction has its shape
    void TestCopies();                    //!< copies and other orders
    void TestUnknown();                   //!< what is not known
    void TestOptions();                   //!< what the user tells
};

void
DissectSessionTest::Expect(Collector& collector,
                           uint8_t from,
                           uint32_t id,
                           FormatSource source,
                           std::size_t cookie,
                           bool sublayer,
                           const std::string& what)
{
    collector.Take({Data(from, A + B - from, id)});
    const DissectionRecord record = collector.Last();
    NS_TEST_ASSERT_MSG_EQ(record.data.has_value(), true, what);
    const DissectionRecord::Data& data = *record.data;
    NS_TEST_EXPECT_MSG_EQ((data.source == source), true, what << ": source");
    NS_TEST_EXPECT_MSG_EQ(data.header.cookie.GetSize(), cookie, what << ": cookie");
    NS_TEST_EXPECT_MSG_EQ(data.format.sublayer, sublayer, what << ": sublayer");
    NS_TEST_EXPECT_MSG_EQ(data.payload.size(), 20 - cookie - (sublayer ? 4 : 0), what);
}

void
DissectSessionTest::TestDirections(bool isOutgoing)
{
    const auto request = isOutgoing ? MessageType::Ocrq : MessageType::Icrq;
    const auto reply = isOutgoing ? MessageType::Ocrp : MessageType::Icrp;
    const auto connect = isOutgoing ? MessageType::Occn : MessageType::Iccn;
    const Conversation one(10, 20);
    Collector collector;
    collector.Take(one.SetUp());
    collector.Take({one.FromA(Session(request, 100, 8, DEFAULT_SUBLAYER), 2),
                    one.FromB(Session(reply, 200, 4, {}), 1)});
    Expect(collector, B, 100, FormatSource::Learnt, 8, true, "to A");
    Expect(collector, A, 200, FormatSource::Learnt, 4, false, "to B");
    Expect(collector, A, 100, FormatSource::Assumed, 0, false, "not the ID of B");
    // The connect is sent by the LAC of an outgoing call, and else by the initiator.
    collector.Take({isOutgoing ? one.FromB(Session(connect, 200, {}, DEFAULT_SUBLAYER), 2)
                               : one.FromA(Session(connect, 100, {}, NO_SUBLAYER), 3)});
    Expect(collector, B, 100, FormatSource::Learnt, 8, isOutgoing, "to A, changed");
    Expect(collector, A, 200, FormatSource::Learnt, 4, isOutgoing, "to B, changed");
}

void
DissectSessionTest::TestCopies()
{
    const Conversation one(10, 20);
    const Bytes request = one.FromA(Session(MessageType::Icrq, 100, 8, DEFAULT_SUBLAYER), 2);
    const Bytes connect = one.FromA(Session(MessageType::Iccn, 100, {}, NO_SUBLAYER), 3);
    Collector collector;
    collector.Take({request, connect, request, connect, request});
    Expect(collector, B, 100, FormatSource::Learnt, 8, false, "a copy of ICRQ changes nothing");

    Collector other;
    other.Take({connect});
    Expect(other, B, 100, FormatSource::Assumed, 0, false, "ICRQ is missing");
    other.Take({request});
    Expect(other, B, 100, FormatSource::Learnt, 8, false, "ICRQ comes later");

    // The Session ID is used again.
    other.Take({one.FromA(Session(MessageType::Icrq, 100, 4, DEFAULT_SUBLAYER), 9)});
    Expect(other, B, 100, FormatSource::Learnt, 4, true, "a new session");
    other.Take({connect});
    Expect(other, B, 100, FormatSource::Learnt, 4, true, "an old ICCN");
    other.Take({one.FromA(Session(MessageType::Iccn, 100, {}, NO_SUBLAYER), 10)});
    const Conversation next(11, 21);
    other.Take({next.FromA(Session(MessageType::Icrq, 100, 0, DEFAULT_SUBLAYER), 2)});
    Expect(other, B, 100, FormatSource::Learnt, 0, true, "in another connection");
}

void
DissectSessionTest::TestUnknown()
{
    const Conversation one(10, 20, "secret");
    const ControlMessage request = Session(MessageType::Icrq, 100, 8, DEFAULT_SUBLAYER);
    Collector collector;
    Expect(collector, B, 100, FormatSource::Assumed, 0, false, "no control messages");
    collector.Take({one.FromA(Session(MessageType::Icrq, 101, 8, 7), 2)});
    Expect(collector, B, 101, FormatSource::Assumed, 8, false, "a sublayer nobody knows");
    ControlMessage wrong = Session(MessageType::Icrq, 102, {}, {});
    wrong.AddRaw(0, avp::AssignedCookie::TYPE, true, Bytes(5));
    collector.Take({one.FromA(wrong, 3)});
    Expect(collector, B, 102, FormatSource::Assumed, 0, false, "a cookie that is none");
    collector.Take({one.FromA(request, 4)});
    collector.Take({Data(3, A, 100)});
    NS_TEST_EXPECT_MSG_EQ((collector.Last().data->source == FormatSource::Assumed),
                          true,
                          "from somebody else");

    Collector blind;
    blind.Take(one.SetUp());
    blind.Take({one.FromA(one.Hidden(request), 2)});
    Expect(blind, B, 100, FormatSource::Assumed, 0, false, "hidden");
    Collector knowing(DissectorOptions{"secret", {}, {}, {}});
    knowing.Take(one.SetUp());
    knowing.Take({one.FromA(one.Hidden(request), 2)});
    Expect(knowing, B, 100, FormatSource::Learnt, 8, true, "unhidden");
    knowing.Take({Damaged(one.FromA(Session(MessageType::Icrq, 103, 8, NO_SUBLAYER), 3))});
    Expect(knowing, B, 103, FormatSource::Assumed, 0, false, "a wrong digest");
}

void
DissectSessionTest::TestOptions()
{
    const Conversation one(10, 20);
    const Bytes request = one.FromA(Session(MessageType::Icrq, 100, 8, DEFAULT_SUBLAYER), 2);
    Collector cookie(DissectorOptions{{}, {}, uint8_t{4}, {}});
    cookie.Take({request});
    Expect(cookie, B, 100, FormatSource::Given, 4, true, "cookie given");
    Collector sublayer(DissectorOptions{{}, {}, {}, false});
    sublayer.Take({request});
    Expect(sublayer, B, 100, FormatSource::Given, 8, false, "sublayer given");
    Expect(sublayer, B, 101, FormatSource::Given, 0, false, "of all sessions");
}

void
DissectSessionTest::DoRun()
{
    TestDirections(false);
    TestDirections(true);
    TestCopies();
    TestUnknown();
    TestOptions();
}

/**
 * @ingroup l2tp-tests
 * @brief Digests are checked with the nonces of their connection, and hidden AVPs become readable.
 */
class DissectDigestTest : public TestCase
{
  public:
    DissectDigestTest()
        : TestCase("dissect digests")
    {
    }

  private:
    void DoRun() override;

    /**
     * @brief Check the verdicts on all records so far, and forget the records.
     * @param collector has the records
     * @param verdict what all have to be
     * @param count how many there have to be
     * @param what this is about
     */
    void Expect(Collector& collector, Digest verdict, std::size_t count, const std::string& what);

    void TestConnections(); //!< several connections between the same two
    void TestMissing();     //!< without secret, digest or nonces
    void TestIntegrity();   //!< without a secret
    void TestStopCcn();     //!< before both nonces are known
    void TestHiding();      //!< hidden AVPs
    static DissectorOptions With(const std::string& secret); //!< options with a secret
};

DissectorOptions
DissectDigestTest::With(const std::string& secret)
{
    DissectorOptions options;
    options.secret = secret;
    return options;
}

void
DissectDigestTest::Expect(Collector& collector,
                          Digest verdict,
                          std::size_t count,
                          const std::string& what)
{
    NS_TEST_EXPECT_MSG_EQ(collector.records.size(), count, "records: " << what);
    for (const auto& record : collector.records)
    {
        NS_TEST_EXPECT_MSG_EQ((record.digest == verdict), true, ToJson(record, 6) << ": " << what);
    }
    collector.records.clear();
}

void
DissectDigestTest::TestConnections()
{
    const Conversation one(10, 20, "secret");
    const Conversation two(11, 21, "secret", true, DigestType::HmacSha1);
    const ControlMessage hello(MessageType::Hello);
    Collector collector(With("secret"));
    collector.Take({one.Sccrq(), two.Sccrq(), one.Sccrq(), two.Sccrp(), two.Sccrq(), one.Sccrp()});
    collector.Take({one.Sccrp(), two.Sccrp(), one.FromA(hello, 1), two.FromA(hello, 1)});
    collector.Take({one.FromB(hello, 1), two.FromB(hello, 1), one.Sccrq(), one.FromB(hello, 2)});
    Expect(collector, Digest::Ok, 14, "two connections at once");

    const Conversation impostor(10, 33, "guess");
    collector.Take({impostor.Sccrp(), Damaged(one.Sccrq()), Damaged(one.FromA(hello, 2))});
    const Conversation other(99, 20, "guess");
    collector.Take({other.Make(A, other.Opening(MessageType::Sccrq, 10), 0, 0)});
    collector.Take({one.Make(A, hello, 21, 1)});
    Expect(collector, Digest::Bad, 5, "wrong secret, damage, the other connection's nonces");
    collector.Take({one.FromA(hello, 2), one.FromB(hello, 2)});
    Expect(collector, Digest::Ok, 2, "nothing is learnt from them");

    Collector forged(With("secret"));
    forged.Take({Conversation(10, 20, "guess").Sccrq(), impostor.Sccrp()});
    Expect(forged, Digest::Bad, 2, "a forged set-up");
    forged.Take(one.SetUp());
    Expect(forged, Digest::Ok, 3, "gives way to the right one");

    Collector wrong(With("other"));
    wrong.Take(one.SetUp());
    Expect(wrong, Digest::Bad, 3, "another secret");
}

void
DissectDigestTest::TestMissing()
{
    const Conversation one(10, 20, "secret");
    const ControlMessage hello(MessageType::Hello);
    Collector blind;
    blind.Take(one.SetUp());
    Expect(blind, Digest::Unchecked, 3, "without a secret");
    Collector absent(With("secret"));
    absent.Take(Conversation(10, 20).SetUp());
    Expect(absent, Digest::Absent, 3, "without a digest");
    blind.Take(Conversation(10, 20).SetUp());
    Expect(blind, Digest::Absent, 3, "without either");

    Collector late(With("secret"));
    late.Take({one.FromA(hello, 1), one.FromB(hello, 1), one.Sccrp()});
    Expect(late, Digest::Unchecked, 3, "without the set-up");
    late.Take({one.Sccrq(), one.FromA(hello, 2)});
    NS_TEST_EXPECT_MSG_EQ((late.records[0].digest == Digest::Ok), true, "SCCRQ needs no nonces");
    NS_TEST_EXPECT_MSG_EQ((late.records[1].digest == Digest::Unchecked), true, "without SCCRP");

    DissectorOptions options = With("secret");
    options.nonces = {one.NonceB(), one.NonceA()};
    Collector told(options);
    told.Take({one.FromA(hello, 1), one.FromB(hello, 1), one.Sccrp()});
    Expect(told, Digest::Ok, 3, "with nonces given");
    told.Take({Damaged(one.FromB(hello, 1)), Conversation(10, 21, "secret").FromB(hello, 1)});
    Expect(told, Digest::Bad, 2, "damaged, and with other nonces");
    const auto l2tpOf = [](const Bytes& packet) { return ByteView(packet).Sub(20).ToBytes(); };
    told.dissector.TakePacket(Encapsulation::Ip, l2tpOf(one.FromB(hello, 1)));
    Expect(told, Digest::Ok, 1, "a single packet");
    told.dissector.TakePacket(Encapsulation::Ip, l2tpOf(one.FromA(hello, 1)));
    Expect(told, Digest::Bad, 1, "a single packet from the other one");
}

void
DissectDigestTest::TestIntegrity()
{
    const Conversation one(10, 20, "", false);
    const ControlMessage hello(MessageType::Hello);
    Collector collector(With(""));
    collector.Take({one.FromB(hello, 7)});
    collector.Take(one.SetUp());
    collector.Take({one.FromB(hello, 1)});
    Expect(collector, Digest::Ok, 5, "with and without set-up");
    collector.Take({Damaged(one.FromB(hello, 1)), Damaged(Conversation(1, 2, "", false).Sccrq())});
    collector.Take({Damaged(Conversation(3, 4, "", false).FromA(hello, 1))});
    Expect(collector, Digest::Bad, 3, "damaged");
}

void
DissectDigestTest::TestStopCcn()
{
    const Conversation one(10, 20, "secret");
    ControlMessage stop(MessageType::StopCcn);
    stop.Add<avp::ResultCode>({1, {}, ""}).Add<avp::AssignedControlConnectionId>(10);
    Collector collector(With("secret"));
    collector.Take({one.Sccrq(), one.Make(A, stop, 0, 1, false)});
    Expect(collector, Digest::Ok, 2, "A gives up before it knows B");
    ControlMessage refusal(MessageType::StopCcn);
    refusal.Add<avp::ResultCode>({4, {}, ""});
    collector.Take({one.Make(B, refusal, 10, 0)});
    Expect(collector, Digest::Unchecked, 1, "B has a nonce that nobody has seen");
    collector.Take({one.Sccrp(), one.FromA(ControlMessage(MessageType::Scccn), 1)});
    Expect(collector, Digest::Ok, 2, "established");
    collector.Take({one.Make(A, stop, 20, 2, false)});
    Expect(collector, Digest::Bad, 1, "afterwards both nonces are needed");
    collector.Take({one.Make(A, stop, 20, 2)});
    Expect(collector, Digest::Ok, 1, "StopCCN of an established connection");
}

void
DissectDigestTest::TestHiding()
{
    const Conversation one(10, 20, "secret");
    const ControlMessage hidden =
        one.Hidden(Session(MessageType::Icrq, 0x0a0b0c0d, 8, DEFAULT_SUBLAYER));
    const std::string clear = "\"name\":\"Local Session ID\",\"vendor\":0,\"type\":63,\"m\":true,"
                              "\"h\":true,\"value\":\"0a0b0c0d\",\"decoded\":168496141}";
    const auto lastHas = [](const Collector& collector, const std::string& text) {
        return ToJson(collector.Last(), 6).find(text) != std::string::npos;
    };
    Collector collector(With("secret"));
    collector.Take(one.SetUp());
    collector.Take({one.FromA(hidden, 2)});
    NS_TEST_EXPECT_MSG_EQ(lastHas(collector, clear), true, "unhidden");
    NS_TEST_EXPECT_MSG_EQ(lastHas(collector, "\"error\""), false, "without a fault");
    collector.Take({Damaged(one.FromA(hidden, 2))});
    NS_TEST_EXPECT_MSG_EQ(lastHas(collector, "\"value hidden\""), true, "not with a bad digest");
    NS_TEST_EXPECT_MSG_EQ(lastHas(collector, clear), false, "hidden");
    // SCCRP may hide the ID that later messages are found by.
    Collector other(With("secret"));
    const Conversation two(12, 22, "secret");
    other.Take({two.Sccrq(),
                two.Make(B, two.Hidden(two.Opening(MessageType::Sccrp, 22)), 12, 0),
                two.FromA(ControlMessage(MessageType::Scccn), 1)});
    Expect(other, Digest::Ok, 3, "hidden Control Connection ID");
}

void
DissectDigestTest::DoRun()
{
    TestConnections();
    TestMissing();
    TestIntegrity();
    TestStopCcn();
    TestHiding();
}

/**
 * @ingroup l2tp-tests
 * @brief What is learnt takes bounded room: what has not been used for longest is forgotten.
 */
class DissectMemoryTest : public TestCase
{
  public:
    DissectMemoryTest()
        : TestCase("dissect with bounded memory")
    {
    }

  private:
    void DoRun() override;
};

void
DissectMemoryTest::DoRun()
{
    BoundedMap<int, int> map(2);
    NS_TEST_EXPECT_MSG_EQ((map.Find(1) == nullptr), true, "empty");
    map.Get(1) = 10;
    map.Get(2) = 20;
    NS_TEST_ASSERT_MSG_EQ((map.Find(1) != nullptr), true, "1 is there");
    map.Get(3) = 30;
    NS_TEST_EXPECT_MSG_EQ(map.GetSize(), 2, "limit");
    NS_TEST_EXPECT_MSG_EQ((map.Find(2) == nullptr), true, "2 was not used after 1");
    NS_TEST_EXPECT_MSG_EQ(map.Get(1), 10, "1 was");
    NS_TEST_EXPECT_MSG_EQ(map.Get(3), 30, "3 is new");
}

} // namespace

std::vector<TestCase*>
MakeDissectLearningTests()
{
    return {new DissectMemoryTest, new DissectSessionTest, new DissectDigestTest};
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
