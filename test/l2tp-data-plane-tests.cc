// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-data-plane-tests.h"

#include "l2tp-data-plane-network.h"

#include "ns3/l2tp-data-header.h"
#include "ns3/l2tp-data-session.h"
#include "ns3/l2tp-session-directory.h"
#include "ns3/string.h"
#include "ns3/test.h"
#include "ns3/uinteger.h"

#include <string>
#include <vector>

using namespace ns3;
using namespace ns3::l2tp;

namespace
{

constexpr uint16_t ETHERTYPE_IPV4 = 0x0800;
constexpr uint16_t ETHERTYPE_ARP = 0x0806;
constexpr uint16_t ETHERTYPE_IPV6 = 0x86dd;
constexpr uint16_t ETHERTYPE_EXPERIMENTAL = 0x88b5;
const char* const COOKIE_OF_A = "1112131415161718";
const char* const COOKIE_OF_B = "a1a2a3a4";

/**
 * @brief Name of an encapsulation.
 * @param encapsulation which
 * @return "IP" or "UDP"
 */
std::string
NameOf(Encapsulation encapsulation)
{
    return encapsulation == Encapsulation::Ip ? "IP" : "UDP";
}

/**
 * @brief Octets written as hexadecimal digits, for comparison and messages.
 * @param octets the octets
 * @return two digits each
 */
std::string
ToHex(const Bytes& octets)
{
    static constexpr char DIGITS[] = "0123456789abcdef";
    std::string digits;
    for (const uint8_t octet : octets)
    {
        digits += DIGITS[octet >> 4];
        digits += DIGITS[octet & 15];
    }
    return digits;
}

/**
 * @brief Octets of hexadecimal digits.
 * @param digits an even number of lower case digits
 * @return half as many octets
 */
Bytes
FromHex(const std::string& digits)
{
    Bytes octets;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
    {
        octets.push_back(static_cast<uint8_t>(std::stoul(digits.substr(i, 2), nullptr, 16)));
    }
    return octets;
}

/**
 * @ingroup l2tp-tests
 * @brief A test that runs over one encapsulation.
 */
class OverOneEncapsulation : public TestCase
{
  public:
    /**
     * @brief A test.
     * @param name what it shows
     * @param encapsulation how the pseudowire travels
     */
    OverOneEncapsulation(const std::string& name, Encapsulation encapsulation)
        : TestCase(name + " over " + NameOf(encapsulation)),
          m_encapsulation(encapsulation)
    {
    }

  protected:
    /** @brief Whether it is over UDP. @return false over IP */
    bool IsUdp() const
    {
        return m_encapsulation == Encapsulation::Udp;
    }

    /** @brief Octets before the Session ID, in hexadecimal. @return the first word over UDP */
    std::string FirstWord() const
    {
        return IsUdp() ? "00030000" : "";
    }

    Encapsulation m_encapsulation; //!< how the pseudowire travels
};

/**
 * @ingroup l2tp-tests
 * @brief Octets on the wire of what A sends, for each cookie and sublayer.
 *
 * R4.1.1-01 (IPv4), R4.1.1.1-01, R4.1.2.1-01, R4.1.2.1-02, R4.1.2.1-03, R4.1.2.1-05, R4.1-04,
 * R4.1-07, R4.5-01, R5.4.4-08, R5.4.4-10, R3.2.2-05, R3.2.2-06.
 */
class HeaderOnTheWire : public OverOneEncapsulation
{
  public:
    explicit HeaderOnTheWire(Encapsulation encapsulation)
        : OverOneEncapsulation("Data header on the wire", encapsulation)
    {
    }

  private:
    void DoRun() override
    {
        for (const std::string cookie : {"", "a1a2a3a4", "a1a2a3a4a5a6a7a8"})
        {
            Check(cookie, false);
            Check(cookie, true);
        }
    }

    /**
     * @brief Send one frame from A and one from B and look at the packets.
     * @param cookie what B assigns; A assigns another one of 8 octets
     * @param sublayer whether there is one from A to B; there is none from B to A
     */
    void Check(const std::string& cookie, bool sublayer)
    {
        DataPlaneNetwork network(m_encapsulation);
        network.SetCookies(COOKIE_OF_A, cookie);
        const StringValue level(sublayer ? "Default" : "None");
        network.A().session->SetAttribute("TransmitSublayer", level);
        network.B().session->SetAttribute("ReceiveSublayer", level);
        network.Open();
        const Bytes frame = DataPlaneNetwork::MakeFrame(ETHERTYPE_EXPERIMENTAL, 60);
        network.A().device->SendFrame(DataPlaneNetwork::MakePacket(frame));
        network.B().device->SendFrame(DataPlaneNetwork::MakePacket(frame));
        network.Run();
        NS_TEST_ASSERT_MSG_EQ(network.A().packets.size(), 1, "one packet each");
        NS_TEST_ASSERT_MSG_EQ(network.B().packets.size(), 1, "one packet each");
        NS_TEST_EXPECT_MSG_EQ(+network.A().packets[0][9], (IsUdp() ? 17 : 115), "IP protocol");
        const std::string expected =
            FirstWord() + "00000077" + cookie + (sublayer ? "00000000" : "") + ToHex(frame);
        NS_TEST_EXPECT_MSG_EQ(ToHex(network.GetLastFromA()), expected, "octets from A");
        const std::string back = FirstWord() + "00000011" + COOKIE_OF_A + ToHex(frame);
        const ByteView fromB(network.B().packets[0]);
        NS_TEST_EXPECT_MSG_EQ(ToHex(fromB.Sub(network.GetOuterSize()).ToBytes()),
                              back,
                              "octets from B");
        NS_TEST_EXPECT_MSG_EQ(ToHex(network.B().frames.back()), ToHex(frame), "frame at B");
        NS_TEST_EXPECT_MSG_EQ(network.B().frames.size(), 2, "B sends one and receives one");
        NS_TEST_EXPECT_MSG_EQ(network.A().frames.size(), 2, "A sends one and receives one");
    }
};

/**
 * @ingroup l2tp-tests
 * @brief What level of Data Sequencing gives which frames a number, seen on the wire.
 *
 * R4.6.1-02, R5.4.4-25, R5.4.4-27, R5.4.4-29, R5.4.4-84, RC-01, RC-02, RC-10.
 */
class SequencingOnTheWire : public OverOneEncapsulation
{
  public:
    explicit SequencingOnTheWire(Encapsulation encapsulation)
        : OverOneEncapsulation("Sequence numbers on the wire", encapsulation)
    {
    }

  private:
    void DoRun() override
    {
        Check("None", {"00000000", "00000000", "00000000", "00000000", "00000000"});
        Check("NonIp", {"40000000", "00000000", "00000000", "00000000", "40000001"});
        Check("All", {"40000000", "40000001", "40000002", "40000003", "40000004"});
    }

    /**
     * @brief Send ARP, IPv4, IPv6, IPv4 with a VLAN tag and ARP.
     * @param level Data Sequencing
     * @param words sublayer words to be seen
     */
    void Check(const std::string& level, const std::vector<std::string>& words)
    {
        DataPlaneNetwork network(m_encapsulation);
        network.SetSequencing(level);
        network.Open();
        Bytes tagged = DataPlaneNetwork::MakeFrame(0x8100, 64);
        tagged[16] = ETHERTYPE_IPV4 >> 8;
        tagged[17] = ETHERTYPE_IPV4 & 0xff;
        const std::vector<Bytes> frames{DataPlaneNetwork::MakeFrame(ETHERTYPE_ARP, 42),
                                        DataPlaneNetwork::MakeFrame(ETHERTYPE_IPV4, 60),
                                        DataPlaneNetwork::MakeFrame(ETHERTYPE_IPV6, 60),
                                        tagged,
                                        DataPlaneNetwork::MakeFrame(ETHERTYPE_ARP, 42)};
        for (std::size_t i = 0; i < frames.size(); ++i)
        {
            network.A().device->SendFrame(DataPlaneNetwork::MakePacket(frames[i]));
            network.Run();
            const std::string octets = ToHex(network.GetLastFromA());
            NS_TEST_EXPECT_MSG_EQ(octets.substr(FirstWord().size() + 8, 8),
                                  words[i],
                                  "frame " << i << " at level " << level);
        }
        NS_TEST_EXPECT_MSG_EQ(network.B().frames.size(), frames.size(), "all are delivered");
    }
};

/**
 * @ingroup l2tp-tests
 * @brief Level 1 gives numbers to all frames of which it cannot be told what they carry: of an
 *        unknown EtherType, with an LLC header, too short for one.
 *
 * R5.4.4-28.
 */
class UnclassifiedFrames : public OverOneEncapsulation
{
  public:
    explicit UnclassifiedFrames(Encapsulation encapsulation)
        : OverOneEncapsulation("Frames of unknown content at level 1", encapsulation)
    {
    }

  private:
    void DoRun() override
    {
        constexpr uint16_t LOCAL_EXPERIMENTAL = 0x88b5;
        constexpr uint16_t LLC_LENGTH = 46;
        DataPlaneNetwork network(m_encapsulation);
        network.SetSequencing("NonIp");
        network.Open();
        Bytes tooShort = DataPlaneNetwork::MakeFrame(ETHERTYPE_IPV4, 60);
        tooShort.resize(13);
        const std::vector<Bytes> frames{DataPlaneNetwork::MakeFrame(LOCAL_EXPERIMENTAL, 60),
                                        tooShort,
                                        DataPlaneNetwork::MakeFrame(ETHERTYPE_IPV4, 60),
                                        DataPlaneNetwork::MakeFrame(LLC_LENGTH, 60)};
        const std::vector<std::string> words{"40000000", "40000001", "00000000", "40000002"};
        for (std::size_t i = 0; i < frames.size(); ++i)
        {
            network.A().device->SendFrame(DataPlaneNetwork::MakePacket(frames[i]));
            network.Run();
            NS_TEST_EXPECT_MSG_EQ(ToHex(network.GetLastFromA()).substr(FirstWord().size() + 8, 8),
                                  words[i],
                                  "frame " << i);
        }
    }
};

/**
 * @ingroup l2tp-tests
 * @brief Packets that are dropped, each for its own reason, and none of which is answered.
 *
 * R4.5-02, R4.5-03, R4.5-04, R4.6-04, R4.6.1-01 (duplicates).
 */
class DroppedData : public OverOneEncapsulation
{
  public:
    explicit DroppedData(Encapsulation encapsulation)
        : OverOneEncapsulation("Data that is dropped", encapsulation)
    {
    }

  private:
    void DoRun() override
    {
        DataPlaneNetwork network(m_encapsulation);
        network.SetCookies(COOKIE_OF_A, COOKIE_OF_B);
        network.SetSequencing("All");
        network.Open();
        const std::string frame = ToHex(DataPlaneNetwork::MakeFrame(ETHERTYPE_EXPERIMENTAL, 60));
        const std::string first = FirstWord() + "00000077";

        network.Inject(FromHex(FirstWord() + "00000078a1a2a3a440000000" + frame));
        ExpectDrops(network, TransportDropReason::UnknownSession, 1);

        network.Inject(FromHex(first + "a1a2a3a540000000" + frame));
        ExpectDrops(network, DataDropReason::CookieMismatch, 1);

        network.Inject(FromHex(first + "a1a2a3a4400000"));
        ExpectDrops(network, DataDropReason::TooShort, 1);
        network.Inject(FromHex(FirstWord() + "000000"));
        ExpectDrops(network, TransportDropReason::TooShort, 1);
        NS_TEST_EXPECT_MSG_EQ(network.B().frames.size(), 0, "nothing has been delivered");

        network.Inject(FromHex(first + "a1a2a3a440000000" + frame));
        network.Inject(FromHex(first + "a1a2a3a440000000" + frame));
        ExpectDrops(network, DataDropReason::OldSequence, 1);
        network.Inject(FromHex(first + "a1a2a3a400000000" + frame));
        network.Inject(FromHex(first + "a1a2a3a440000001" + frame));
        ExpectDrops(network, DataDropReason::OldSequence, 1);
        NS_TEST_EXPECT_MSG_EQ(network.B().frames.size(), 3, "the good ones are delivered");
        ExpectDrops(network, TransportDropReason::UnknownSession, 1);
        ExpectDrops(network, DataDropReason::CookieMismatch, 1);
        NS_TEST_EXPECT_MSG_EQ(network.B().packets.size(), 0, "B has answered nothing");
    }

    /**
     * @brief Look at a counter of B's transport.
     * @param network the network
     * @param reason which counter
     * @param count its value
     */
    void ExpectDrops(DataPlaneNetwork& network, TransportDropReason reason, uint64_t count)
    {
        NS_TEST_EXPECT_MSG_EQ(network.GetTransport(network.B())->GetDropCount(reason),
                              count,
                              l2tp::GetName(reason));
    }

    /**
     * @brief Look at a counter of B's session.
     * @param network the network
     * @param reason which counter
     * @param count its value
     */
    void ExpectDrops(DataPlaneNetwork& network, DataDropReason reason, uint64_t count)
    {
        NS_TEST_EXPECT_MSG_EQ(network.B().session->GetDropCount(reason),
                              count,
                              l2tp::GetName(reason));
    }
};

/**
 * @ingroup l2tp-tests
 * @brief A Session ID is given to a new session: what was sent to the old one does not get in.
 *
 * R4.1-08, RC-02 (after re-creation).
 */
class ReusedSessionId : public OverOneEncapsulation
{
  public:
    explicit ReusedSessionId(Encapsulation encapsulation)
        : OverOneEncapsulation("Session ID that is used again", encapsulation)
    {
    }

  private:
    void DoRun() override
    {
        DataPlaneNetwork network(m_encapsulation);
        network.SetCookies(COOKIE_OF_A, COOKIE_OF_B);
        network.SetSequencing("All");
        network.Open();
        const Bytes frame = DataPlaneNetwork::MakeFrame(ETHERTYPE_EXPERIMENTAL, 60);
        network.A().device->SendFrame(DataPlaneNetwork::MakePacket(frame));
        network.Run();
        const Bytes old = network.GetLastFromA();
        NS_TEST_EXPECT_MSG_EQ(network.B().frames.size(), 1, "the first session works");

        network.A().session->Close();
        network.B().session->Close();
        NS_TEST_EXPECT_MSG_EQ(network.B().device->IsLinkUp(), false, "the link is down");
        network.Inject(old);
        const auto unknown = TransportDropReason::UnknownSession;
        NS_TEST_EXPECT_MSG_EQ(network.GetTransport(network.B())->GetDropCount(unknown),
                              1,
                              "nobody has the Session ID");

        network.SetCookies(COOKIE_OF_A, "b1b2b3b4");
        network.Open();
        network.Inject(old);
        const auto mismatch = DataDropReason::CookieMismatch;
        NS_TEST_EXPECT_MSG_EQ(network.B().session->GetDropCount(mismatch), 1, "old cookie");
        NS_TEST_EXPECT_MSG_EQ(network.B().frames.size(), 1, "the old packet is not delivered");
        network.A().device->SendFrame(DataPlaneNetwork::MakePacket(frame));
        network.Run();
        NS_TEST_EXPECT_MSG_EQ(network.B().frames.size(), 2, "the second session works");
        const std::string octets = ToHex(network.GetLastFromA());
        NS_TEST_EXPECT_MSG_EQ(octets.substr(FirstWord().size() + 16, 8),
                              "40000000",
                              "numbers begin at 0 again");
    }
};

/**
 * @ingroup l2tp-tests
 * @brief Two sessions between two nodes, one of which has the same Session ID at both ends.
 *
 * R4.1-04, R3.2.2-02.
 */
class SessionIdsAreLocal : public OverOneEncapsulation
{
  public:
    explicit SessionIdsAreLocal(Encapsulation encapsulation)
        : OverOneEncapsulation("Session IDs are local to each end", encapsulation)
    {
    }

  private:
    void DoRun() override
    {
        DataPlaneNetwork network(m_encapsulation);
        network.Open();
        Ptr<PseudowireDevice> atA = AddSession(network.A().node, "10.0.1.1");
        Ptr<PseudowireDevice> atB = AddSession(network.B().node, "10.0.0.1");
        network.Run();
        std::vector<std::size_t> sizes;
        atB->TraceConnectWithoutContext("MacPromiscRx", MakeBoundCallback(&RecordSize, &sizes));
        atA->TraceConnectWithoutContext("MacPromiscRx", MakeBoundCallback(&RecordSize, &sizes));
        for (const std::size_t size : {60, 70})
        {
            const Bytes frame = DataPlaneNetwork::MakeFrame(ETHERTYPE_EXPERIMENTAL, size);
            (size == 60 ? atA : atB)->SendFrame(DataPlaneNetwork::MakePacket(frame));
        }
        const Bytes frame = DataPlaneNetwork::MakeFrame(ETHERTYPE_EXPERIMENTAL, 80);
        network.A().device->SendFrame(DataPlaneNetwork::MakePacket(frame));
        network.Run();
        NS_TEST_ASSERT_MSG_EQ(sizes.size(), 2, "the second session carries both frames");
        NS_TEST_EXPECT_MSG_EQ(sizes[0] + sizes[1], 130, "its own ones");
        NS_TEST_ASSERT_MSG_EQ(network.B().frames.size(), 1, "the first session carries its frame");
        NS_TEST_EXPECT_MSG_EQ(network.B().frames[0].size(), 80, "its own one");
    }

    /**
     * @brief Open one end of a session with Session ID 1 at both ends.
     * @param node where
     * @param peer address of the other end
     * @return its device
     */
    Ptr<PseudowireDevice> AddSession(Ptr<Node> node, const char* peer)
    {
        Ptr<PseudowireDevice> device = CreateObject<PseudowireDevice>();
        node->AddDevice(device);
        Ptr<StaticSession> session = CreateObject<StaticSession>();
        session->SetAttribute("Encapsulation", StringValue(IsUdp() ? "Udp" : "Ip"));
        session->SetAttribute("PeerAddress", Ipv4AddressValue(peer));
        session->SetAttribute("LocalSessionId", UintegerValue(1));
        session->SetAttribute("RemoteSessionId", UintegerValue(1));
        session->Open(node, PeekPointer(device));
        return device;
    }

    /**
     * @brief Note the size of a frame.
     * @param to where
     * @param frame the frame
     */
    static void RecordSize(std::vector<std::size_t>* to, Ptr<const Packet> frame)
    {
        to->push_back(frame->GetSize());
    }
};

/**
 * @ingroup l2tp-tests
 * @brief The trace sources of a static session, and closing it from one of them.
 *
 * R3.0-02 (static session without control connection).
 */
class TracesAndReentrancy : public OverOneEncapsulation
{
  public:
    explicit TracesAndReentrancy(Encapsulation encapsulation)
        : OverOneEncapsulation("Static session, its traces, closing it from a trace", encapsulation)
    {
    }

  private:
    void DoRun() override
    {
        DataPlaneNetwork network(m_encapsulation);
        Ptr<StaticSession> sender = network.A().session;
        Ptr<StaticSession> receiver = network.B().session;
        sender->TraceConnectWithoutContext("DataTx",
                                           MakeCallback(&TracesAndReentrancy::Sent, this));
        receiver->TraceConnectWithoutContext("DataRx",
                                             MakeCallback(&TracesAndReentrancy::Received, this));
        receiver->TraceConnectWithoutContext("DataDrop",
                                             MakeCallback(&TracesAndReentrancy::Dropped, this));
        network.SetCookies("", COOKIE_OF_B);
        network.Open();
        const Bytes frame = DataPlaneNetwork::MakeFrame(ETHERTYPE_EXPERIMENTAL, 60);
        network.A().device->SendFrame(DataPlaneNetwork::MakePacket(frame));
        network.Run();
        NS_TEST_EXPECT_MSG_EQ(m_sent, 1, "DataTx");
        NS_TEST_EXPECT_MSG_EQ(m_received, 1, "DataRx");
        NS_TEST_EXPECT_MSG_EQ(sender->GetDataSession()->GetSentCount(), 1, "counter");
        NS_TEST_EXPECT_MSG_EQ(receiver->GetDataSession()->GetReceivedCount(), 1, "counter");
        network.Inject(FromHex(FirstWord() + "0000007700000000"));
        NS_TEST_EXPECT_MSG_EQ(m_dropped, 1, "DataDrop");

        m_closeWhenReceived = receiver;
        network.A().device->SendFrame(DataPlaneNetwork::MakePacket(frame));
        network.Run();
        NS_TEST_EXPECT_MSG_EQ(m_received, 2, "DataRx");
        NS_TEST_EXPECT_MSG_EQ(network.B().frames.size(), 1, "closed before it was delivered");
        m_closeWhenSent = sender;
        NS_TEST_EXPECT_MSG_EQ(network.A().device->SendFrame(DataPlaneNetwork::MakePacket(frame)),
                              false,
                              "closed before it was sent");
        m_closeWhenSent = nullptr;
        m_closeWhenReceived = nullptr;
        Ptr<SessionDirectory> directory = SessionDirectory::Get(network.B().node);
        NS_TEST_EXPECT_MSG_EQ(directory->IsFree(0x77), true, "the Session ID is free again");
    }

    /**
     * @brief DataTx.
     * @param sessionId local Session ID
     * @param frame the frame
     */
    void Sent(uint32_t sessionId, Ptr<const Packet> frame)
    {
        NS_TEST_EXPECT_MSG_EQ(sessionId, 0x11, "Session ID");
        NS_TEST_EXPECT_MSG_EQ(frame->GetSize(), 60, "frame without header");
        m_sent++;
        Close(m_closeWhenSent);
    }

    /**
     * @brief DataRx.
     * @param sessionId local Session ID
     * @param frame the frame
     */
    void Received(uint32_t sessionId, Ptr<const Packet> frame)
    {
        NS_TEST_EXPECT_MSG_EQ(sessionId, 0x77, "Session ID");
        NS_TEST_EXPECT_MSG_EQ(frame->GetSize(), 60, "frame without header");
        m_received++;
        Close(m_closeWhenReceived);
    }

    /**
     * @brief DataDrop.
     * @param sessionId local Session ID
     * @param packet the packet
     * @param reason why
     */
    void Dropped(uint32_t sessionId, Ptr<const Packet> packet, DataDropReason reason)
    {
        NS_TEST_EXPECT_MSG_EQ(sessionId, 0x77, "Session ID");
        NS_TEST_EXPECT_MSG_EQ(packet->GetSize(), (IsUdp() ? 12 : 8), "packet with header");
        NS_TEST_EXPECT_MSG_EQ((reason == DataDropReason::CookieMismatch),
                              true,
                              l2tp::GetName(reason));
        m_dropped++;
    }

    /**
     * @brief Close a session in the middle of a packet.
     * @param session the session; null for none
     */
    static void Close(Ptr<StaticSession> session)
    {
        if (session)
        {
            session->Close();
        }
    }

    Ptr<StaticSession> m_closeWhenSent;     //!< what to close in DataTx
    Ptr<StaticSession> m_closeWhenReceived; //!< what to close in DataRx
    uint32_t m_sent{0};                     //!< calls of DataTx
    uint32_t m_received{0};                 //!< calls of DataRx
    uint32_t m_dropped{0};                  //!< calls of DataDrop
};

} // namespace

std::vector<TestCase*>
MakeDataPlaneTests()
{
    std::vector<TestCase*> cases;
    for (const Encapsulation encapsulation : {Encapsulation::Ip, Encapsulation::Udp})
    {
        cases.push_back(new HeaderOnTheWire(encapsulation));
        cases.push_back(new SequencingOnTheWire(encapsulation));
        cases.push_back(new UnclassifiedFrames(encapsulation));
        cases.push_back(new DroppedData(encapsulation));
        cases.push_back(new ReusedSessionId(encapsulation));
        cases.push_back(new SessionIdsAreLocal(encapsulation));
        cases.push_back(new TracesAndReentrancy(encapsulation));
    }
    return cases;
}
