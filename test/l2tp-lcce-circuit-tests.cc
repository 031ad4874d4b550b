// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-lcce-network.h"
#include "l2tp-lcce-test-circuit.h"
#include "l2tp-lcce-tests.h"

#include "ns3/l2tp-avp.h"
#include "ns3/l2tp-pseudowire-device.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/test.h"

#include <variant>

namespace ns3
{
namespace l2tp
{
namespace tests
{

namespace
{

/**
 * @brief The Circuit Status of a message.
 * @param message the message
 * @return its value; all bits if it has none
 */
uint16_t
GetStatus(const LcceRecorder::Message& message)
{
    const auto decoded = ControlMessage::Decode(message.image);
    const auto* control = std::get_if<ControlMessage>(&decoded);
    return control == nullptr ? 0xffff : control->Get<avp::CircuitStatus>().value_or(0xffff);
}

/**
 * @ingroup l2tp-tests
 * @brief Circuit down and up again at one end: the peer is told by SLI and stops sending to it
 *        (R5.4.5-05), the stored status follows SLI (R5.4.5-08), the other direction goes on.
 *        First by the script, then by the circuit itself.
 */
class LcceStatusTest : public TestCase
{
  public:
    LcceStatusTest()
        : TestCase("R5.4.5-05 R5.4.5-08 circuit down and up")
    {
    }

  private:
    void DoRun() override;

    /**
     * @brief Run.
     * @param atLac whether the circuit of the LAC, or that of the LNS, is the one
     * @param byItself whether it tells its status by itself
     */
    void Simulate(bool atLac, bool byItself);
};

void
LcceStatusTest::DoRun()
{
    for (const bool atLac : {true, false})
    {
        Simulate(atLac, true);
        Simulate(atLac, false);
    }
}

void
LcceStatusTest::Simulate(bool atLac, bool byItself)
{
    LcceTestCircuit circuits[2];
    LcceNetwork network;
    const auto& records = network.Record();
    const uint32_t here = atLac ? 0 : 1;
    const uint32_t there = 1 - here;
    const auto lcce = network.lcces[here];
    for (uint32_t i = 0; i < 2; ++i)
    {
        network.lcces[i]->RegisterCircuit("one", circuits[i]);
    }
    network.lcces[0]->PlaceCall(network.lcces[0]->Connect(LcceNetwork::GetAddress(1)), "one");
    const auto set = [&](bool active) {
        if (byItself)
        {
            circuits[here].SetActive(active);
        }
        else
        {
            lcce->SetCircuitStatus("one", active);
        }
    };
    const auto send = [&]() {
        for (auto& circuit : circuits)
        {
            circuit.session->Send(Create<Packet>(100));
        }
    };
    uint32_t seen[3][2];
    for (int i = 0; i < 3; ++i)
    {
        Simulator::Schedule(Seconds(1 + i), [&set, i]() { set(i != 1); });
        Simulator::Schedule(Seconds(1.5 + i), send);
        Simulator::Schedule(Seconds(1.9 + i), [&, i]() {
            seen[i][0] = circuits[here].frames;
            seen[i][1] = circuits[there].frames;
        });
    }
    LcceNetwork::Run(Seconds(10));

    const auto slis = records[here]->Find(MessageType::Sli, true);
    NS_TEST_ASSERT_MSG_EQ(slis.size(), 2, "one SLI for each change, none without one");
    NS_TEST_EXPECT_MSG_EQ((GetStatus(slis[0]) & CIRCUIT_STATUS_ACTIVE), 0, "A = 0");
    NS_TEST_EXPECT_MSG_EQ((GetStatus(slis[1]) & CIRCUIT_STATUS_ACTIVE), 1, "A = 1");
    NS_TEST_EXPECT_MSG_EQ((GetStatus(slis[1]) & 0xfffc), 0, "the other bits are 0");
    const auto told = records[there]->Find("CircuitStatus");
    NS_TEST_ASSERT_MSG_EQ(told.size(), 2, "the trace of the peer");
    NS_TEST_EXPECT_MSG_EQ(told[0].text + " " + told[1].text, "inactive active", "in order");
    NS_TEST_EXPECT_MSG_EQ(told[0].circuit, &circuits[there], "with the circuit");
    NS_TEST_EXPECT_MSG_EQ(seen[0][0], 1, "before, frames arrive");
    NS_TEST_EXPECT_MSG_EQ(seen[1][0], 1, "nothing is sent to the circuit that is down");
    NS_TEST_EXPECT_MSG_EQ(seen[1][1], 2, "the other direction goes on");
    NS_TEST_EXPECT_MSG_EQ(seen[2][0], 2, "again");
    NS_TEST_EXPECT_MSG_EQ(seen[2][1], 3, "again");
    NS_TEST_EXPECT_MSG_EQ(records[there]->Count("DataDrop"), 1, "the frame not sent is traced");
}

/**
 * @ingroup l2tp-tests
 * @brief A circuit that is down when its session is set up: the session is established, nothing is
 *        sent to it (R5.4.5-07), until it comes up. All messages that have to carry Circuit Status
 *        do. Remembered from before the call, and changed while it is set up.
 */
class LcceInitiallyDownTest : public TestCase
{
  public:
    LcceInitiallyDownTest()
        : TestCase("R5.4.5-07 circuit down at set-up")
    {
    }

  private:
    void DoRun() override;

    /** @brief Run. @param down when it goes down */
    void Simulate(Time down);
};

void
LcceInitiallyDownTest::DoRun()
{
    Simulate(Time(0));
    Simulate(LcceNetwork::GetRtt() * 3 / 2 + MilliSeconds(1)); // when ICRQ is on its way
}

void
LcceInitiallyDownTest::Simulate(Time down)
{
    LcceTestCircuit circuits[2];
    LcceNetwork network;
    const auto& records = network.Record();
    const auto lac = network.lcces[0];
    for (uint32_t i = 0; i < 2; ++i)
    {
        network.lcces[i]->RegisterCircuit("one", circuits[i]);
    }
    const auto goDown = [&circuits]() { circuits[0].SetActive(false); };
    if (down.IsZero())
    {
        goDown();
    }
    else
    {
        Simulator::Schedule(down, goDown);
    }
    const auto call = lac->PlaceCall(lac->Connect(LcceNetwork::GetAddress(1)), "one");
    const auto send = [&circuits]() { circuits[1].session->Send(Create<Packet>(100)); };
    Simulator::Schedule(Seconds(1), send);
    Simulator::Schedule(Seconds(2), [&circuits]() { circuits[0].SetActive(true); });
    Simulator::Schedule(Seconds(3), send);
    LcceNetwork::Run(Seconds(4));
    NS_TEST_EXPECT_MSG_EQ(lac->IsUp(call), true, "the session is established");
    NS_TEST_EXPECT_MSG_EQ(records[1]->Count("SessionUp"), 1, "at the peer as well");
    NS_TEST_EXPECT_MSG_EQ(records[1]->Count("DataDrop"), 1, "no data while it is down");
    NS_TEST_EXPECT_MSG_EQ(circuits[0].frames, 1, "data when it is up");
    const auto icrq = records[0]->Find(MessageType::Icrq, true);
    NS_TEST_ASSERT_MSG_EQ(icrq.size(), 1, "ICRQ");
    NS_TEST_EXPECT_MSG_EQ((GetStatus(icrq[0]) & CIRCUIT_STATUS_ACTIVE),
                          !down.IsZero(),
                          "A in ICRQ");
}

/**
 * @ingroup l2tp-tests
 * @brief N is set in the first session after provisioning, not in later ones (R5.4.5-04), and comes
 *        back with a new registration.
 */
class LcceNewCircuitTest : public TestCase
{
  public:
    LcceNewCircuitTest()
        : TestCase("R5.4.5-04 N bit")
    {
    }

  private:
    void DoRun() override;
};

void
LcceNewCircuitTest::DoRun()
{
    LcceTestCircuit circuit;
    LcceNetwork network;
    network.SetAll("AcceptPolicy", "Accept");
    const auto& records = network.Record();
    const auto lac = network.lcces[0];
    lac->RegisterCircuit("one", circuit);
    const auto peer = lac->Connect(LcceNetwork::GetAddress(1));
    for (int i = 0; i < 3; ++i)
    {
        Simulator::Schedule(Seconds(1 + i), [&, i]() {
            if (i == 2)
            {
                lac->RegisterCircuit("one", circuit);
            }
            const auto call = lac->PlaceCall(peer, "one");
            Simulator::Schedule(Seconds(0.5), &Lcce::HangUp, lac, call);
        });
    }
    // A call without a circuit that comes back on the next connection.
    Simulator::Schedule(Seconds(5), [&]() { lac->PlaceCall(peer, "two"); });
    Simulator::Schedule(Seconds(6), &Lcce::Crash, lac);
    Simulator::Schedule(Seconds(7), &Lcce::Restart, lac);
    LcceNetwork::Run(Seconds(8));
    const auto icrq = records[0]->Find(MessageType::Icrq, true);
    NS_TEST_ASSERT_MSG_EQ(icrq.size(), 5, "five calls");
    const bool expected[] = {true, false, true, true, false};
    for (std::size_t i = 0; i < icrq.size(); ++i)
    {
        NS_TEST_EXPECT_MSG_EQ(((GetStatus(icrq[i]) & CIRCUIT_STATUS_NEW) != 0),
                              expected[i],
                              "N of call " << i);
    }
}

/**
 * @ingroup l2tp-tests
 * @brief The link of a pseudowire device is its A bit (R5.4.5-09).
 */
class LcceDeviceStatusTest : public TestCase
{
  public:
    LcceDeviceStatusTest()
        : TestCase("R5.4.5-09 A follows the device")
    {
    }

  private:
    void DoRun() override;
};

void
LcceDeviceStatusTest::DoRun()
{
    LcceNetwork network;
    const auto& records = network.Record();
    Ptr<PseudowireDevice> devices[2];
    for (uint32_t i = 0; i < 2; ++i)
    {
        devices[i] = CreateObject<PseudowireDevice>();
        network.nodes.Get(i)->AddDevice(devices[i]);
        network.lcces[i]->RegisterCircuit("one", *devices[i]);
    }
    const auto lac = network.lcces[0];
    lac->PlaceCall(lac->Connect(LcceNetwork::GetAddress(1)), "one");
    bool up[3];
    for (int i = 0; i < 3; ++i)
    {
        Simulator::Schedule(Seconds(1 + i), &PseudowireDevice::SetActive, devices[0], i != 1);
        Simulator::Schedule(Seconds(1.5 + i), [&, i]() { up[i] = devices[1]->IsLinkUp(); });
    }
    LcceNetwork::Run(Seconds(5));
    NS_TEST_EXPECT_MSG_EQ(records[0]->Find(MessageType::Sli, true).size(), 2, "two changes");
    NS_TEST_EXPECT_MSG_EQ(up[0], true, "link of the other end, before");
    NS_TEST_EXPECT_MSG_EQ(up[1], false, "while it is down");
    NS_TEST_EXPECT_MSG_EQ(up[2], true, "after");
}

/**
 * @ingroup l2tp-tests
 * @brief The same Remote End ID from two routers binds to two circuits (R5.4.4-14).
 */
class LcceRouterCircuitTest : public TestCase
{
  public:
    LcceRouterCircuitTest()
        : TestCase("R5.4.4-14 one Remote End ID, two routers")
    {
    }

  private:
    void DoRun() override;
};

void
LcceRouterCircuitTest::DoRun()
{
    LcceTestCircuit circuits[3];
    LcceNetwork network("Ip", 3);
    const auto hub = network.lcces[0];
    for (uint32_t i = 1; i <= 2; ++i)
    {
        hub->RegisterCircuit(LcceNetwork::GetAddress(i).Get(), "one", circuits[i - 1]);
    }
    const auto& records = network.Record();
    for (uint32_t i = 1; i <= 3; ++i)
    {
        const auto lac = network.lcces[i];
        lac->PlaceCall(lac->Connect(LcceNetwork::GetHubAddress(i)), "one");
        // The third is known to nobody, until there is one for all.
        Simulator::Schedule(Seconds(2), [lac, i]() {
            if (i == 3)
            {
                lac->PlaceCall(lac->Connect(LcceNetwork::GetHubAddress(i)), "one");
            }
        });
    }
    Simulator::Schedule(Seconds(1), [&]() { hub->RegisterCircuit("one", circuits[2]); });
    LcceNetwork::Run(Seconds(3));
    const auto ups = records[0]->Find("SessionUp");
    NS_TEST_ASSERT_MSG_EQ(ups.size(), 3, "sessions");
    for (std::size_t i = 0; i < 3; ++i)
    {
        NS_TEST_EXPECT_MSG_EQ(ups[i].circuit, &circuits[i], "circuit " << i);
    }
    NS_TEST_EXPECT_MSG_EQ(records[3]->Find("SessionDown").at(0).reason.result, 5, "unknown first");
}

/**
 * @ingroup l2tp-tests
 * @brief WEN: errors of a circuit reach the trace of the peer; the format and the interval follow
 *        the attributes.
 */
class LcceErrorsTest : public TestCase
{
  public:
    LcceErrorsTest()
        : TestCase("circuit errors")
    {
    }

  private:
    void DoRun() override;

    /**
     * @brief Run.
     * @param brief ShortCircuitErrors
     * @param expected what the peer is told first
     */
    void Simulate(bool brief, const std::string& expected);
};

void
LcceErrorsTest::DoRun()
{
    Simulate(false, "1 2 3 4 5 6");
    Simulate(true, "3 4 5 6");
}

void
LcceErrorsTest::Simulate(bool brief, const std::string& expected)
{
    LcceNetwork network;
    network.SetAll("AcceptPolicy", "Accept");
    network.SetAll("ShortCircuitErrors", brief ? "true" : "false");
    network.SetAll("WenInterval", "10s");
    const auto& records = network.Record();
    const auto lac = network.lcces[0];
    const auto call = lac->PlaceCall(lac->Connect(LcceNetwork::GetAddress(1)), "one");
    const auto report = [lac, call](uint32_t first) {
        CircuitErrorsValue errors;
        errors.crcErrors = first;
        errors.framingErrors = 2;
        errors.hardwareOverruns = 3;
        errors.bufferOverruns = 4;
        errors.timeoutErrors = 5;
        errors.alignmentErrors = 6;
        lac->ReportCircuitErrors(lac->GetSessionId(call), errors);
    };
    Simulator::Schedule(Seconds(1), [&report]() { report(1); });
    Simulator::Schedule(Seconds(2), [&report]() { report(7); });
    Simulator::Schedule(Seconds(30), [&report]() { report(8); });
    LcceNetwork::Run(Seconds(50));
    const auto told = records[1]->Find("CircuitErrors");
    NS_TEST_ASSERT_MSG_EQ((told.size() >= 2), true, "reports: " << told.size());
    NS_TEST_EXPECT_MSG_EQ(told[0].text, expected, "the first");
    NS_TEST_EXPECT_MSG_EQ(told[0].ids.remoteSession, lac->GetSessionId(call), "its session");
    for (std::size_t i = 1; i < told.size(); ++i)
    {
        NS_TEST_EXPECT_MSG_EQ((told[i].time - told[i - 1].time >= Seconds(10)), true, "interval");
    }
}

/**
 * @ingroup l2tp-tests
 * @brief Data that overtakes ICCN (R4.5-07): dropped and counted, or delivered, as AcceptEarlyData
 *        says; in both cases the session comes up and what follows passes. Nothing is sent by the
 *        end that waits.
 */
class LcceEarlyDataTest : public TestCase
{
  public:
    LcceEarlyDataTest()
        : TestCase("R4.5-07 data before ICCN")
    {
    }

  private:
    void DoRun() override;

    /** @brief Run. @param accept AcceptEarlyData */
    void Simulate(bool accept);
};

void
LcceEarlyDataTest::DoRun()
{
    Simulate(false);
    Simulate(true);
}

void
LcceEarlyDataTest::Simulate(bool accept)
{
    LcceTestCircuit circuits[2];
    LcceNetwork network;
    const auto& records = network.Record();
    const auto lac = network.lcces[0];
    const auto lns = network.lcces[1];
    lns->SetAttribute("AcceptEarlyData", StringValue(accept ? "true" : "false"));
    lac->RegisterCircuit("one", circuits[0]);
    lns->RegisterCircuit("one", circuits[1]);
    network.fromHub[0]->Lose(MessageType::Iccn, 1);
    const auto call = lac->PlaceCall(lac->Connect(LcceNetwork::GetAddress(1)), "one");
    bool waiting = false;
    // ICCN is lost at 0.2 s and comes again at 1.2 s.
    Simulator::Schedule(Seconds(0.5), [&]() {
        circuits[0].session->Send(Create<Packet>(100));
        waiting = records[1]->Count("SessionUp") == 0;
        if (circuits[1].session != nullptr)
        {
            circuits[1].session->Send(Create<Packet>(100));
        }
    });
    uint32_t early = 0;
    Simulator::Schedule(Seconds(1), [&]() { early = circuits[1].frames; });
    Simulator::Schedule(Seconds(2), [&]() {
        circuits[0].session->Send(Create<Packet>(100));
        circuits[1].session->Send(Create<Packet>(100));
    });
    LcceNetwork::Run(Seconds(3));
    const auto dropped = Transport::Get(network.nodes.Get(1), Encapsulation::Udp)
                             ->GetDropCount(TransportDropReason::NotEstablished);
    NS_TEST_EXPECT_MSG_EQ(waiting, true, "the LNS waits for ICCN");
    NS_TEST_EXPECT_MSG_EQ(early, accept, "the early frame");
    NS_TEST_EXPECT_MSG_EQ(dropped, !accept, "or its drop");
    NS_TEST_EXPECT_MSG_EQ(lac->IsUp(call), true, "the session comes up");
    NS_TEST_EXPECT_MSG_EQ(records[1]->Count("SessionUp"), 1, "at both ends");
    NS_TEST_EXPECT_MSG_EQ(circuits[1].frames, early + 1, "later frames pass");
    NS_TEST_EXPECT_MSG_EQ(circuits[0].frames, 1, "back only when it is up");
}

} // namespace

std::vector<TestCase*>
MakeLcceCircuitTests()
{
    return {new LcceStatusTest(),
            new LcceInitiallyDownTest(),
            new LcceNewCircuitTest(),
            new LcceDeviceStatusTest(),
            new LcceRouterCircuitTest(),
            new LcceErrorsTest(),
            new LcceEarlyDataTest()};
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
