// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-system-tests.h"

#include "ns3/boolean.h"
#include "ns3/config.h"
#include "ns3/l2tp-star-helper.h"
#include "ns3/l2tp-transport.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <map>
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

/** @brief Numbers of events by trace source. */
using Counts = std::map<std::string, uint32_t>;

/**
 * @brief Trace sink for any signature.
 * @tparam Arguments what the source tells
 * @param counts takes the number
 * @param context path of the trace source
 */
template <typename... Arguments>
void
CountEvent(Counts* counts, std::string context, Arguments...)
{
    ++(*counts)[context.substr(context.rfind('/') + 1)];
}

/**
 * @ingroup l2tp-tests
 * @brief In one scenario every trace source of an Lcce, a PseudowireDevice and a Transport fires;
 *        all are found by their path in Config.
 */
class TraceTest : public TestCase
{
  public:
    TraceTest()
        : TestCase("every trace source exists and fires")
    {
    }

  private:
    void DoRun() override;
    void RunScenario();

    /**
     * @brief Connect to trace sources by name.
     * @tparam Arguments what they tell
     * @param path of the objects, up to the names
     * @param names of the trace sources
     */
    template <typename... Arguments>
    void Connect(const std::string& path, const std::vector<std::string>& names)
    {
        for (const auto& name : names)
        {
            m_counts[name] = 0;
            Config::Connect(path + name, MakeBoundCallback(&CountEvent<Arguments...>, &m_counts));
        }
    }

    /**
     * @brief Check that all trace sources of a class were connected.
     * @param type the class
     */
    void ExpectAllNamed(TypeId type)
    {
        for (std::size_t i = 0; i < type.GetTraceSourceN(); ++i)
        {
            const auto name = type.GetTraceSource(i).name;
            NS_TEST_EXPECT_MSG_EQ(m_counts.count(name), 1, name << " is not in the list");
        }
    }

    Counts m_counts; //!< numbers of events
};

void
TraceTest::DoRun()
{
    RunScenario();
    for (const auto& [name, count] : m_counts)
    {
        NS_TEST_EXPECT_MSG_GT(count, 0, name << " never fires");
    }
    ExpectAllNamed(Lcce::GetTypeId());
    ExpectAllNamed(PseudowireDevice::GetTypeId());
    ExpectAllNamed(Transport::GetTypeId());
}

void
TraceTest::RunScenario()
{
    StarHelper helper;
    helper.SetAttribute("MaxRetransmissions", UintegerValue(3));
    helper.SetAttribute("HelloInterval", StringValue("10s"));
    helper.SetLacAttribute("Reconnect", BooleanValue(true));
    helper.SetLnsAttribute("AcceptPolicy", StringValue("Accept"));
    auto star = helper.InstallStar(NodeContainer(1), NodeContainer(1));
    star.AssignStreams(1);
    const auto lac = star.GetLac(0);
    const auto lns = star.GetLns(0);
    const auto& plan = star.plans[0];
    const auto lacDevice = plan.calls[0].lacDevice;
    // A session for which the LNS has no circuit.
    const auto other = L2tpHelper().InstallDevice(lac, "other");
    lac->PlaceCall(plan.peer, "other");

    lac->SetMessageExtension(
        Lcce::MessageExtension([](ControlMessage& message, const SessionParameters&) {
            message.AddRaw(9, 1, false, Bytes{1});
        }));

    // Transports appear when the applications start.
    Simulator::Schedule(NanoSeconds(1), [this]() {
        Connect<Ptr<const Packet>, TransportDropReason>("/NodeList/*/$ns3::l2tp::UdpTransport/",
                                                        {"Drop"});
    });
    const std::string lcces = "/NodeList/*/ApplicationList/*/$ns3::l2tp::Lcce/";
    Connect<const ControlEvent&>(lcces,
                                 {"ControlTx", "ControlRx", "Retransmit", "AckTx", "HelloTx"});
    Connect<const ControlDropEvent&>(lcces, {"ControlDrop"});
    Connect<const FaultyAvpEvent&>(lcces, {"FaultyAvp"});
    Connect<const ConnectionIds&>(lcces, {"HelloTimeout", "PeerDead", "ConnectionUp"});
    Connect<const ConnectionIds&, const WindowState&>(lcces, {"WindowChange"});
    Connect<const StateTransitionEvent&>(lcces, {"StateTransition"});
    Connect<const ConnectionIds&, const DownReason&>(lcces, {"ConnectionDown"});
    Connect<const SessionUpEvent&>(lcces, {"SessionUp"});
    Connect<const SessionDownEvent&>(lcces, {"SessionDown"});
    Connect<const CircuitStatusEvent&>(lcces, {"CircuitStatus"});
    Connect<const CircuitErrorsEvent&>(lcces, {"CircuitErrors"});
    Connect<const CallRequestedEvent&>(lcces, {"CallRequested"});
    Connect<uint32_t, const Address&, Time>(lcces, {"Reconnect"});
    Connect<const ConnectionIds&, Ptr<const Packet>>(lcces, {"DataTx", "DataRx"});
    Connect<const ConnectionIds&, Ptr<const Packet>, DataDropReason>(lcces, {"DataDrop"});
    const std::string devices = "/NodeList/*/DeviceList/*/$ns3::l2tp::PseudowireDevice/";
    Connect<Ptr<const Packet>>(devices,
                               {"MacTx", "MacRx", "MacPromiscRx", "Sniffer", "PromiscSniffer"});
    Connect<Ptr<const Packet>, PseudowireDevice::DropReason>(devices, {"MacTxDrop", "MacRxDrop"});

    const auto send = [](Ptr<PseudowireDevice> device, uint32_t payload) {
        return [=]() {
            device->Send(Create<Packet>(payload), device->GetBroadcast(), 0x88b5);
            device->SendFrame(Create<Packet>(5)); // shorter than an Ethernet header
        };
    };
    Simulator::Schedule(Time(0), send(lacDevice, 100));    // before the session
    Simulator::Schedule(Seconds(1), send(lacDevice, 100)); // to the LNS's device
    Simulator::Schedule(Seconds(1), send(other, 100));     // to no circuit
    Simulator::Schedule(Seconds(2), [lac, &plan]() {
        const auto session = lac->GetSessionId(plan.calls[0].handle);
        lac->ReportCircuitErrors(session, {true, 1, 1, 1, 1, 1, 1});
        lac->SetCircuitStatus("lac-0", false);
        lac->SetCircuitStatus("lac-0", true);
        auto request = lac->MakeRequest("outgoing");
        request.direction = CallDirection::Outgoing;
        lac->PlaceCall(plan.peer, request);
    });
    Simulator::Schedule(Seconds(20), &Lcce::Crash, lns);
    Simulator::Schedule(Seconds(22), send(lacDevice, 100)); // to no session
    // A HELLO is sent again to the LNS that does not know the connection any more.
    Simulator::Schedule(Seconds(23), &Lcce::Restart, lns);
    star.lacApps.Stop(Seconds(120));
    Simulator::Run();
    Simulator::Destroy();
}

} // namespace

std::vector<TestCase*>
MakeSystemTraceTests()
{
    return {new TraceTest};
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
