// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-data-plane-network.h"
#include "l2tp-data-plane-tests.h"

#include "ns3/l2tp-data-session.h"
#include "ns3/l2tp-session-directory.h"
#include "ns3/simulator.h"
#include "ns3/test.h"

#include <cstdint>
#include <vector>

using namespace ns3;
using namespace ns3::l2tp;

namespace
{

/**
 * @ingroup l2tp-tests
 * @brief One end of a session that a test owns, at B of the network, and who watches it.
 */
class OwnedSession : public DataSession::Observer
{
  public:
    OwnedSession()
        : network(Encapsulation::Ip)
    {
        network.Open();
        network.B().session->Close();
        parameters.localSessionId = 0x77;
        parameters.remoteSessionId = 0x11;
        const Path path(InetSocketAddress(Ipv4Address::GetAny(), 0),
                        InetSocketAddress("10.0.0.1", 0));
        session = Create<DataSession>(parameters, network.GetTransport(network.B()), path, this);
        SessionDirectory::Get(network.B().node)->Bind(0x77, session);
    }

    ~OwnedSession() override
    {
        session->Close();
    }

    /**
     * @brief Let one end send a frame that the device cannot refuse.
     * @return whether it was sent
     */
    bool Send()
    {
        const bool sent = session->Send(MakeFrame());
        network.Run();
        return sent;
    }

    /** @brief Let A send a frame to B. */
    void SendFromA()
    {
        network.A().device->SendFrame(MakeFrame());
        network.Run();
    }

    /** @brief A frame. @return 60 octets */
    static Ptr<Packet> MakeFrame()
    {
        return DataPlaneNetwork::MakePacket(DataPlaneNetwork::MakeFrame(0x88b5, 60));
    }

    // DataSession::Observer
    void DataSent(const DataSession& /* session */, Ptr<const Packet> /* frame */) override
    {
        sent++;
    }

    void DataReceived(const DataSession& /* session */, Ptr<const Packet> /* frame */) override
    {
        received++;
    }

    void DataDropped(const DataSession& /* session */,
                     Ptr<const Packet> /* packet */,
                     DataDropReason reason) override
    {
        drops.push_back(reason);
    }

    DataPlaneNetwork network;          //!< the network
    SessionParameters parameters;      //!< what the session was made with
    Ptr<DataSession> session;          //!< B's end of the session
    uint32_t sent{0};                  //!< calls of DataSent()
    uint32_t received{0};              //!< calls of DataReceived()
    std::vector<DataDropReason> drops; //!< reasons of DataDropped()
};

/**
 * @ingroup l2tp-tests
 * @brief The peer's circuit goes down and up again: what is sent to it stops, what comes from it
 *        does not.
 */
class PeerCircuitStatus : public TestCase
{
  public:
    PeerCircuitStatus()
        : TestCase("Circuit Status stops data towards its sender only")
    {
    }

  private:
    void DoRun() override
    {
        OwnedSession owned;
        Ptr<PseudowireDevice> device = owned.network.B().device;
        owned.session->SetCircuit(PeekPointer(device));
        NS_TEST_EXPECT_MSG_EQ(device->IsLinkUp(), true, "active in the beginning");
        NS_TEST_EXPECT_MSG_EQ(owned.Send(), true, "sent");

        owned.parameters.peerCircuitActive = false;
        owned.session->UpdateParameters(owned.parameters);
        NS_TEST_EXPECT_MSG_EQ(device->IsLinkUp(), false, "not active");
        NS_TEST_EXPECT_MSG_EQ(owned.session->MaySend(), false, "not active");
        NS_TEST_EXPECT_MSG_EQ(device->SendFrame(OwnedSession::MakeFrame()), false, "not active");
        NS_TEST_EXPECT_MSG_EQ(owned.Send(), false, "dropped");
        NS_TEST_ASSERT_MSG_EQ(owned.drops.size(), 1, "by the session");
        NS_TEST_EXPECT_MSG_EQ((owned.drops[0] == DataDropReason::PeerCircuitInactive),
                              true,
                              "for that reason");
        NS_TEST_EXPECT_MSG_EQ(owned.network.B().packets.size(), 1, "nothing leaves");
        owned.SendFromA();
        NS_TEST_EXPECT_MSG_EQ(owned.received, 1, "the other direction goes on");
        NS_TEST_EXPECT_MSG_EQ(owned.network.B().frames.size(), 1, "up to the device");

        owned.parameters.peerCircuitActive = true;
        owned.session->UpdateParameters(owned.parameters);
        NS_TEST_EXPECT_MSG_EQ(device->IsLinkUp(), true, "active again");
        NS_TEST_EXPECT_MSG_EQ(owned.Send(), true, "sent");
        NS_TEST_EXPECT_MSG_EQ(owned.network.B().packets.size(), 2, "the second packet");
    }
};

/**
 * @ingroup l2tp-tests
 * @brief A session that may only receive yet, as one whose establishing message is overtaken.
 */
class ReceiveOnlySession : public TestCase
{
  public:
    ReceiveOnlySession()
        : TestCase("Session that only receives")
    {
    }

  private:
    void DoRun() override
    {
        OwnedSession owned;
        Ptr<PseudowireDevice> device = owned.network.B().device;
        owned.session->SetReceiveOnly(true);
        owned.session->SetCircuit(PeekPointer(device));
        NS_TEST_EXPECT_MSG_EQ(device->IsLinkUp(), false, "the link is down");
        NS_TEST_EXPECT_MSG_EQ(owned.Send(), false, "nothing is sent");
        NS_TEST_ASSERT_MSG_EQ(owned.drops.size(), 1, "but dropped");
        NS_TEST_EXPECT_MSG_EQ((owned.drops[0] == DataDropReason::NotEstablished), true, "as such");
        owned.SendFromA();
        NS_TEST_EXPECT_MSG_EQ(owned.network.B().frames.size(), 1, "what comes is delivered");

        owned.session->SetReceiveOnly(false);
        NS_TEST_EXPECT_MSG_EQ(device->IsLinkUp(), true, "the link is up");
        NS_TEST_EXPECT_MSG_EQ(device->SendFrame(OwnedSession::MakeFrame()), true, "frames pass");
        owned.network.Run();
        NS_TEST_EXPECT_MSG_EQ(owned.network.B().packets.size(), 1, "one has been sent");
        NS_TEST_EXPECT_MSG_EQ(owned.sent, 1, "and seen");

        // What the peer says of its circuit is not forgotten.
        owned.session->SetReceiveOnly(true);
        owned.parameters.peerCircuitActive = false;
        owned.session->UpdateParameters(owned.parameters);
        owned.session->SetReceiveOnly(false);
        NS_TEST_EXPECT_MSG_EQ(device->IsLinkUp(), false, "the peer's circuit is not active");
    }
};

/**
 * @ingroup l2tp-tests
 * @brief A device that is set down: it neither sends nor delivers, and tells who asked for it.
 */
class OwnCircuitStatus : public TestCase
{
  public:
    OwnCircuitStatus()
        : TestCase("Device that is set down and up")
    {
    }

  private:
    void DoRun() override
    {
        DataPlaneNetwork network(Encapsulation::Udp);
        Ptr<PseudowireDevice> device = network.B().device;
        device->AddLinkChangeCallback(MakeCallback(&OwnCircuitStatus::LinkChanged, this));
        const Circuit::StatusListener listener =
            MakeCallback(&OwnCircuitStatus::StatusChanged, this);
        device->AddStatusListener(listener);
        device->AddStatusListener(listener);
        NS_TEST_EXPECT_MSG_EQ(device->IsActive(), true, "up in the beginning, without a session");
        NS_TEST_EXPECT_MSG_EQ(device->IsLinkUp(), false, "but no session");
        network.Open();
        NS_TEST_EXPECT_MSG_EQ(m_links, 1, "link up");
        NS_TEST_EXPECT_MSG_EQ(m_states.size(), 0, "the device itself was up");

        device->SetActive(false);
        device->SetActive(false);
        NS_TEST_EXPECT_MSG_EQ(device->IsActive(), false, "down");
        NS_TEST_EXPECT_MSG_EQ(device->IsLinkUp(), false, "down");
        NS_TEST_EXPECT_MSG_EQ(m_links, 2, "link down");
        NS_TEST_EXPECT_MSG_EQ((m_states == std::vector<bool>{false}), true, "told once");
        NS_TEST_EXPECT_MSG_EQ(device->SendFrame(OwnedSession::MakeFrame()), false, "not sent");
        network.A().device->SendFrame(OwnedSession::MakeFrame());
        network.Run();
        NS_TEST_EXPECT_MSG_EQ(network.B().frames.size(), 0, "not delivered");
        NS_TEST_EXPECT_MSG_EQ(device->GetDropCount(PseudowireDevice::LINK_DOWN), 2, "counted");

        network.B().session->Close();
        network.Open(network.B());
        NS_TEST_EXPECT_MSG_EQ(device->IsLinkUp(), false, "a new session does not set it up");
        device->SetActive(true);
        NS_TEST_EXPECT_MSG_EQ(device->IsLinkUp(), true, "up");
        NS_TEST_EXPECT_MSG_EQ(m_links, 3, "link up");
        NS_TEST_EXPECT_MSG_EQ((m_states == std::vector<bool>{false, true}), true, "told again");
        NS_TEST_EXPECT_MSG_EQ(device->SendFrame(OwnedSession::MakeFrame()), true, "sent");
    }

    /** @brief The link has changed. */
    void LinkChanged()
    {
        m_links++;
    }

    /** @brief The status of the circuit has changed. @param circuit the device */
    void StatusChanged(Circuit& circuit)
    {
        m_states.push_back(circuit.IsActive());
    }

    uint32_t m_links{0};        //!< changes of the link
    std::vector<bool> m_states; //!< states of the circuit
};

} // namespace

std::vector<TestCase*>
MakeDataCircuitTests()
{
    return {new PeerCircuitStatus, new ReceiveOnlySession, new OwnCircuitStatus};
}
