// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-data-plane-network.h"
#include "l2tp-data-plane-tests.h"
#include "l2tp-lcce-test-circuit.h"

#include "ns3/boolean.h"
#include "ns3/global-value.h"
#include "ns3/ip-l4-protocol.h"
#include "ns3/ipv4-interface.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/l2tp-data-header.h"
#include "ns3/l2tp-data-session.h"
#include "ns3/l2tp-session-directory.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/test.h"
#include "ns3/udp-header.h"
#include "ns3/udp-l4-protocol.h"
#include "ns3/uinteger.h"

#include <cstdint>
#include <memory>
#include <random>
#include <vector>

using namespace ns3;
using namespace ns3::l2tp;
using ns3::l2tp::tests::LcceTestCircuit;

namespace
{

constexpr uint16_t ETHERTYPE_EXPERIMENTAL = 0x88b5;
constexpr uint32_t SESSION_OF_B = 0x77;

/**
 * @brief Octets of a data message over IP, with an empty frame.
 * @param sessionId Session ID
 * @param cookie cookie octets
 * @return the message
 */
Bytes
MakeMessage(uint32_t sessionId, const Bytes& cookie)
{
    DataHeader header;
    header.sessionId = sessionId;
    header.cookie = *Cookie::FromBytes(cookie);
    Bytes octets(MAX_DATA_HEADER_SIZE);
    octets.resize(header.Write(Encapsulation::Ip, false, octets.data()));
    octets.resize(octets.size() + 14);
    return octets;
}

/**
 * @ingroup l2tp-tests
 * @brief R8.2-02: who knows half of a cookie of 32 bits finds the rest by trying; exactly one of
 *        all values is accepted. Half of a cookie of 64 bits takes 2^16 times as many.
 */
class GuessedCookie : public TestCase
{
  public:
    GuessedCookie()
        : TestCase("R8.2-02 guessing the second half of a cookie")
    {
    }

  private:
    void DoRun() override
    {
        DataPlaneNetwork network(Encapsulation::Ip);
        network.SetCookies("", "a1a2a3a4");
        network.Open();
        Ptr<DataSession> session =
            SessionDirectory::Get(network.B().node)->Find(SESSION_OF_B).session;
        for (uint32_t guess = 0; guess < 65536; ++guess)
        {
            const Bytes octets = MakeMessage(
                SESSION_OF_B,
                {0xa1, 0xa2, static_cast<uint8_t>(guess >> 8), static_cast<uint8_t>(guess)});
            session->Receive(DataPlaneNetwork::MakePacket(octets), Encapsulation::Ip, octets);
        }
        NS_TEST_EXPECT_MSG_EQ(session->GetReceivedCount(), 1, "one of all values");
        NS_TEST_EXPECT_MSG_EQ(network.B().frames.size(), 1, "delivered");
        NS_TEST_EXPECT_MSG_EQ(network.B().session->GetDropCount(DataDropReason::CookieMismatch),
                              65535,
                              "all others are dropped and counted");
    }
};

/**
 * @ingroup l2tp-tests
 * @brief R8.2-04: a packet that was seen on the way is accepted again: a cookie is no protection
 *        from those on the path. Nor is a sequence number, which they can write.
 */
class ReplayedPacket : public TestCase
{
  public:
    ReplayedPacket()
        : TestCase("R8.2-04 a packet that is replayed gets in")
    {
    }

  private:
    void DoRun() override
    {
        for (const bool sequenced : {false, true})
        {
            DataPlaneNetwork network(Encapsulation::Udp);
            network.SetCookies("1112131415161718", "a1a2a3a4a5a6a7a8");
            if (sequenced)
            {
                network.SetSequencing("All");
            }
            network.Open();
            network.A().device->SendFrame(DataPlaneNetwork::MakePacket(
                DataPlaneNetwork::MakeFrame(ETHERTYPE_EXPERIMENTAL, 60)));
            network.Run();
            Bytes sniffed = network.GetLastFromA();
            NS_TEST_EXPECT_MSG_EQ(network.B().frames.size(), 1, "the original");
            network.Inject(sniffed);
            NS_TEST_EXPECT_MSG_EQ(network.B().frames.size(), (sequenced ? 1 : 2), "the replay");
            if (sequenced)
            {
                sniffed[19] = 1; // the last octet of the sequence number
                network.Inject(sniffed);
                NS_TEST_EXPECT_MSG_EQ(network.B().frames.size(), 2, "with the next number");
            }
        }
    }
};

/**
 * @ingroup l2tp-tests
 * @brief R8.2-05: stray packets do not leak into anybody's circuit.
 */
class StrayPackets : public TestCase
{
  public:
    StrayPackets()
        : TestCase("R8.2-05 100000 stray packets at 100 sessions")
    {
    }

  private:
    /** @brief Sessions at B. */
    static constexpr uint32_t SESSIONS = 100;
    /** @brief Stray packets, of which every tenth has the Session ID of a session. */
    static constexpr uint32_t STRAYS = 100000;

    void DoRun() override
    {
        DataPlaneNetwork network(Encapsulation::Ip);
        network.Open();
        network.B().session->Close();
        std::mt19937 random(1);
        std::vector<std::unique_ptr<LcceTestCircuit>> circuits;
        std::vector<Ptr<DataSession>> sessions;
        std::vector<Bytes> cookies;
        for (uint32_t i = 0; i < SESSIONS; ++i)
        {
            cookies.push_back(DrawCookie(random));
            circuits.push_back(std::make_unique<LcceTestCircuit>());
            sessions.push_back(Open(network, 1000 + i, cookies[i], *circuits[i]));
        }
        for (uint32_t i = 0; i < STRAYS; ++i)
        {
            const bool known = i % 10 == 0;
            const uint32_t id = known ? 1000 + random() % SESSIONS : 2000 + random() % 4000000000U;
            Arrive(network, MakeMessage(id, DrawCookie(random)));
        }
        uint64_t delivered = 0;
        for (const auto& circuit : circuits)
        {
            delivered += circuit->frames;
        }
        NS_TEST_EXPECT_MSG_EQ(delivered, 0, "nothing gets through");
        const auto unknown = TransportDropReason::UnknownSession;
        NS_TEST_EXPECT_MSG_EQ(network.GetTransport(network.B())->GetDropCount(unknown),
                              STRAYS - STRAYS / 10,
                              "unknown Session IDs");
        NS_TEST_EXPECT_MSG_EQ(m_observer.mismatches, STRAYS / 10, "wrong cookies");

        for (uint32_t i = 0; i < SESSIONS; ++i)
        {
            Arrive(network, MakeMessage(1000 + i, cookies[i]));
            NS_TEST_EXPECT_MSG_EQ(circuits[i]->frames, 1, "what belongs there gets through");
            sessions[i]->Close();
        }
    }

    /** @brief Counts wrong cookies. */
    struct Observer : public DataSession::Observer
    {
        void DataSent(const DataSession& /* session */, Ptr<const Packet> /* frame */) override
        {
        }

        void DataReceived(const DataSession& /* session */, Ptr<const Packet> /* frame */) override
        {
        }

        void DataDropped(const DataSession& /* session */,
                         Ptr<const Packet> /* packet */,
                         DataDropReason reason) override
        {
            mismatches += reason == DataDropReason::CookieMismatch ? 1 : 0;
        }

        uint32_t mismatches{0}; //!< packets with a wrong cookie
    };

    /** @brief A random cookie. @param random random numbers @return 8 octets */
    static Bytes DrawCookie(std::mt19937& random)
    {
        Bytes cookie;
        while (cookie.size() < 8)
        {
            cookie.push_back(static_cast<uint8_t>(random()));
        }
        return cookie;
    }

    /**
     * @brief Bring a session up at B.
     * @param network the network
     * @param id its Session ID
     * @param cookie its cookie
     * @param circuit its circuit
     * @return the session
     */
    Ptr<DataSession> Open(DataPlaneNetwork& network,
                          uint32_t id,
                          const Bytes& cookie,
                          Circuit& circuit)
    {
        SessionParameters parameters;
        parameters.localSessionId = id;
        parameters.remoteSessionId = id;
        parameters.localCookie = *Cookie::FromBytes(cookie);
        const Path path(InetSocketAddress(Ipv4Address::GetAny(), 0),
                        InetSocketAddress("10.0.0.1", 0));
        auto session =
            Create<DataSession>(parameters, network.GetTransport(network.B()), path, &m_observer);
        SessionDirectory::Get(network.B().node)->Bind(id, session);
        session->SetCircuit(&circuit);
        return session;
    }

    /**
     * @brief Let a packet come to B.
     * @param network the network
     * @param octets from the first L2TP octet
     */
    static void Arrive(DataPlaneNetwork& network, const Bytes& octets)
    {
        Ipv4Header header;
        header.SetSource("10.0.0.1");
        header.SetDestination("10.0.1.1");
        const auto protocol = network.B().node->GetObject<Ipv4L3Protocol>()->GetProtocol(115);
        protocol->Receive(DataPlaneNetwork::MakePacket(octets), header, nullptr);
    }

    Observer m_observer; //!< of all sessions
};

/**
 * @ingroup l2tp-tests
 * @brief R4.1.2.3-03: without UDP checksums nothing notices that a sequence number was corrupted on
 *        the way; with them the packet does not even reach L2TP.
 */
class CorruptedNumber : public TestCase
{
  public:
    CorruptedNumber()
        : TestCase("R4.1.2.3-03 corrupted sequence number with and without UDP checksum")
    {
    }

  private:
    void DoRun() override
    {
        Check(false);
        Check(true);
        GlobalValue::Bind("ChecksumEnabled", BooleanValue(false));
    }

    /**
     * @brief Corrupt a packet.
     * @param checksums whether the nodes use checksums
     */
    void Check(bool checksums)
    {
        GlobalValue::Bind("ChecksumEnabled", BooleanValue(checksums));
        DataPlaneNetwork network(Encapsulation::Udp);
        network.SetSequencing("All");
        network.Open();
        Send(network);
        NS_TEST_EXPECT_MSG_EQ(network.B().frames.size(), 1, "number 0");
        Bytes packet = network.A().packets.back();
        Arrive(network, packet);
        const auto old = DataDropReason::OldSequence;
        NS_TEST_EXPECT_MSG_EQ(network.B().session->GetDropCount(old), 1, "number 0 again");

        packet[network.GetOuterSize() + 11] = 9;
        Arrive(network, packet);
        NS_TEST_EXPECT_MSG_EQ(network.B().frames.size(), (checksums ? 1 : 2), "number 9");
        Send(network);
        NS_TEST_EXPECT_MSG_EQ(network.B().frames.size(), 2, "number 1");
        NS_TEST_EXPECT_MSG_EQ(network.B().session->GetDropCount(old),
                              (checksums ? 1 : 2),
                              "good packets are taken for old ones");
    }

    /** @brief Let A send a frame. @param network the network */
    static void Send(DataPlaneNetwork& network)
    {
        network.A().device->SendFrame(
            DataPlaneNetwork::MakePacket(DataPlaneNetwork::MakeFrame(ETHERTYPE_EXPERIMENTAL, 60)));
        network.Run();
    }

    /**
     * @brief Let a datagram come to B with the checksum that it has.
     * @param network the network
     * @param packet octets of the IP packet
     */
    static void Arrive(DataPlaneNetwork& network, const Bytes& packet)
    {
        Ptr<Packet> datagram =
            DataPlaneNetwork::MakePacket(ByteView(packet).Sub(network.GetOuterSize()).ToBytes());
        UdpHeader udp;
        udp.SetSourcePort(1701);
        udp.SetDestinationPort(1701);
        udp.ForceChecksum(static_cast<uint16_t>(packet[26] | packet[27] << 8));
        datagram->AddHeader(udp);
        Ipv4Header ip;
        ip.SetSource("10.0.0.1");
        ip.SetDestination("10.0.1.1");
        ip.SetProtocol(UdpL4Protocol::PROT_NUMBER);
        network.B().node->GetObject<UdpL4Protocol>()->Receive(
            datagram,
            ip,
            network.B().node->GetObject<Ipv4L3Protocol>()->GetInterface(1));
    }
};

} // namespace

std::vector<TestCase*>
MakeDataSecurityTests()
{
    return {new GuessedCookie, new ReplayedPacket, new StrayPackets, new CorruptedNumber};
}
