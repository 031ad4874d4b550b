// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-system-tests.h"

#include "ns3/double.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/l2tp-helper.h"
#include "ns3/l2tp-path-helper.h"
#include "ns3/l2tp-path-model.h"
#include "ns3/random-variable-stream.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <array>
#include <set>
#include <sstream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace ns3
{
namespace l2tp
{
namespace tests
{

namespace
{

constexpr uint32_t SCRIPTS = 1000;
constexpr uint32_t STEPS = 40;      //!< what a script does by the clock
constexpr uint32_t REACTIONS = 12;  //!< what it does in trace sinks, at most
constexpr uint32_t CIRCUITS = 3;    //!< at each end
constexpr double SCRIPT_END = 60;   //!< seconds
constexpr double STOP = 70;         //!< seconds; the applications stop
constexpr double LAST = STOP + 150; //!< seconds; twice what a message has until it is given up
constexpr std::array NAMES{"c0", "c1", "c2", "nowhere"}; //!< Remote End IDs

using Settings = std::vector<std::pair<const char*, const char*>>;

/** Attributes that go together; one member of each group is drawn for each end. */
const std::vector<std::vector<Settings>> GROUPS{
    {{},
     {{"Authentication", "Off"}},
     {{"Authentication", "IntegrityOnly"}},
     {{"SharedSecret", "s"}},
     {{"SharedSecret", "s"}, {"HideAvps", "true"}},
     {{"SharedSecret", "s"}, {"SecondSharedSecret", "t"}, {"DigestType", "HmacSha1"}},
     {{"SharedSecret", "s"}, {"DigestType", "HmacSha1"}}},
    {{{"TieBreaker", "false"}}, {{"TieBreaker", "true"}}},
    {{{"SessionTieBreaker", "false"}}, {{"SessionTieBreaker", "true"}}},
    {{{"ReceiveWindowSize", "1"}}, {{"ReceiveWindowSize", "2"}}, {{"ReceiveWindowSize", "8"}}},
    {{{"HelloInterval", "0s"}}, {{"HelloInterval", "5s"}}},
    {{{"MaxRetransmissions", "2"}}, {{"MaxRetransmissions", "10"}}},
    {{{"Reconnect", "false"}}, {{"Reconnect", "true"}}},
    {{{"PeerRestart", "Keep"}}, {{"PeerRestart", "Replace"}}},
    {{{"PeerIdentification", "HostName"}}, {{"PeerIdentification", "RouterId"}}},
    {{{"StrictIdle", "false"}}, {{"StrictIdle", "true"}}},
    {{{"TolerateWrongState", "false"}}, {{"TolerateWrongState", "true"}}},
    {{{"AcceptPolicy", "Accept"}}, {{"AcceptPolicy", "Accept"}}, {{"AcceptPolicy", "Reject"}}},
    {{{"IdleClose", "Never"}}, {{"IdleClose", "After"}}, {{"IdleClose", "WithLastSession"}}},
    {{}, {}, {{"MaxConnections", "2"}}},
    {{}, {}, {{"MaxSessions", "2"}}},
    {{}, {{"SetupTimeout", "3s"}}},
    {{{"CookieLength", "0"}}, {{"CookieLength", "8"}}},
    {{},
     {{"L2SpecificSublayer", "Default"}, {"DataSequencing", "All"}},
     {{"L2SpecificSublayer", "Default"}, {"DataSequencing", "NonIp"}, {"ReorderHold", "300ms"}}},
    {{{"AcceptEarlyData", "false"}}, {{"AcceptEarlyData", "true"}}},
    {{}, {{"OutOfOrderPolicy", "ns3::l2tp::DropOutOfOrder"}}},
    {{},
     {{"RetransmissionScope", "ns3::l2tp::RetransmitAll"}},
     {{"RetransmissionScope", "ns3::l2tp::RetransmitPerMessage"}}},
    {{}, {{"RetransmissionTiming", "ns3::l2tp::AdaptiveTimeout"}}},
    {{}, {{"QueueDiscipline", "ns3::l2tp::RepliesFirst"}}},
    {{}, {{"AcknowledgmentPolicy", "ns3::l2tp::DelayedAcknowledgment"}}}};

/**
 * @ingroup l2tp-tests
 * @brief Two LCCEs with attributes drawn by lot, on a path with loss and reordering, that do
 *        what is drawn by lot, some of it in the sinks of their own traces.
 */
class RandomScript
{
  public:
    /** @brief One transition: machine, from, event, to. */
    using Row = std::tuple<Machine, State, Event, State>;

    /** @brief Build the network, with the run number that is set. */
    RandomScript();
    ~RandomScript();

    RandomScript(const RandomScript&) = delete;
    RandomScript& operator=(const RandomScript&) = delete;

    /** @brief Run the simulation until nothing happens any more. */
    void Run();

    std::vector<Ptr<Lcce>> lcces; //!< the two ends
    std::ostringstream sent;      //!< time and octets of all control messages
    std::set<Row> rows;           //!< transitions seen
    uint32_t sessionsUp{0};       //!< sessions established, at both ends
    uint32_t reactions{0};        //!< what was done in sinks
    bool ended{false};            //!< nothing was left to happen in the end

  private:
    /** @brief What a script can do at an end. */
    using Step = void (RandomScript::*)(uint32_t side);

    /** @brief A number by lot. @param count how many there are @return 0 to count - 1 */
    uint32_t Draw(uint32_t count);
    /** @brief One of some handles by lot. @param from handles @return a handle; 0 if none */
    uint32_t Pick(const std::vector<uint32_t>& from);

    void Watch(uint32_t side);           //!< connect to traces @param side index of the LCCE
    void Act(uint32_t side);             //!< do anything @param side index of the LCCE
    void React(uint32_t side);           //!< do anything, perhaps @param side index of the LCCE
    void Connect(uint32_t side);         //!< @param side index of the LCCE
    void PlaceCall(uint32_t side);       //!< @param side index of the LCCE
    void PlaceOutgoing(uint32_t side);   //!< @param side index of the LCCE
    void HangUp(uint32_t side);          //!< @param side index of the LCCE
    void Disconnect(uint32_t side);      //!< @param side index of the LCCE
    void CloseConnection(uint32_t side); //!< @param side index of the LCCE
    void CloseSession(uint32_t side);    //!< @param side index of the LCCE
    void Crash(uint32_t side);           //!< @param side index of the LCCE
    void Restart(uint32_t side);         //!< @param side index of the LCCE
    void SetCircuit(uint32_t side);      //!< @param side index of the LCCE
    void ReportErrors(uint32_t side);    //!< @param side index of the LCCE
    void SendFrame(uint32_t side);       //!< @param side index of the LCCE
    void Unregister(uint32_t side);      //!< @param side index of the LCCE

    std::array<std::vector<uint32_t>, 2> m_peers;                //!< handles of Connect()
    std::array<std::vector<uint32_t>, 2> m_calls;                //!< handles of PlaceCall()
    std::array<std::vector<Ptr<PseudowireDevice>>, 2> m_devices; //!< CIRCUITS each
    Ptr<UniformRandomVariable> m_lot;                            //!< all that is drawn
    uint32_t m_budget{0}; //!< what may still be done in sinks
};

RandomScript::RandomScript()
    : m_lot(CreateObject<UniformRandomVariable>())
{
    m_lot->SetStream(1);
    NodeContainer nodes(2);
    InternetStackHelper().Install(nodes);
    std::array<Ptr<PathModel>, 2> models;
    for (auto& model : models)
    {
        model = CreateObject<PathModel>();
        model->SetAttribute("Loss", DoubleValue(0.1 * Draw(4)));
        model->SetAttribute("Reorder", DoubleValue(0.2 * Draw(3)));
    }
    PathHelper path;
    path.SetDelay(MilliSeconds(1 + Draw(200)));
    const auto devices = path.Install(nodes.Get(0), nodes.Get(1), models[0], models[1]);
    Ipv4AddressHelper("10.0.0.0", "255.255.255.0").Assign(devices);
    const char* encapsulation = Draw(2) == 0 ? "Ip" : "Udp";
    const bool placer = Draw(2) == 0;
    m_budget = Draw(2) * REACTIONS;
    for (uint32_t side = 0; side < 2; ++side)
    {
        L2tpHelper helper;
        helper.SetAttribute("Encapsulation", StringValue(encapsulation));
        for (const auto& group : GROUPS)
        {
            for (const auto& [name, value] : group[Draw(group.size())])
            {
                helper.SetAttribute(name, StringValue(value));
            }
        }
        auto lcce = helper.InstallLcce(nodes.Get(side));
        lcce->SetStopTime(Seconds(STOP));
        lcces.push_back(lcce);
        for (uint32_t i = 0; i < CIRCUITS; ++i)
        {
            m_devices[side].push_back(helper.InstallDevice(lcce, NAMES[i]));
        }
        if (placer)
        {
            lcce->SetCallPlacer([this, side](uint32_t session, const SessionRequest&) {
                const Time delay = Seconds(Draw(3));
                if (Draw(3) == 0)
                {
                    lcces[side]->CallFailed(session, CdnResult::TemporaryLackOfFacilities, "busy");
                    return;
                }
                Simulator::Schedule(delay,
                                    [this, side, session]() { lcces[side]->CallPlaced(session); });
            });
        }
        Watch(side);
    }
    int64_t stream = 2; // behind that of the lot
    for (auto& model : models)
    {
        stream += model->AssignStreams(stream);
    }
    L2tpHelper::AssignStreams(nodes, stream);
}

RandomScript::~RandomScript()
{
    Simulator::Destroy();
}

void
RandomScript::Run()
{
    for (uint32_t step = 0; step < STEPS; ++step)
    {
        Simulator::Schedule(Seconds(m_lot->GetValue(0, SCRIPT_END)),
                            &RandomScript::Act,
                            this,
                            Draw(2));
    }
    // Whoever is still down at the end could not stop in order.
    for (uint32_t side = 0; side < 2; ++side)
    {
        Simulator::Schedule(Seconds(SCRIPT_END), &RandomScript::Restart, this, side);
    }
    Simulator::Schedule(Seconds(LAST), [this]() {
        ended = Simulator::IsFinished();
        Simulator::Stop();
    });
    Simulator::Run();
}

uint32_t
RandomScript::Draw(uint32_t count)
{
    return m_lot->GetInteger(0, count - 1);
}

uint32_t
RandomScript::Pick(const std::vector<uint32_t>& from)
{
    return from.empty() ? 0 : from[Draw(from.size())];
}

void
RandomScript::Watch(uint32_t side)
{
    using Sent = Callback<void, const ControlEvent&>;
    using Changed = Callback<void, const StateTransitionEvent&>;
    using Up = Callback<void, const SessionUpEvent&>;
    using Down = Callback<void, const SessionDownEvent&>;
    auto lcce = lcces[side];
    lcce->TraceConnectWithoutContext("ControlTx", Sent([this, side](const ControlEvent& event) {
                                         sent << Simulator::Now().GetNanoSeconds() << ' ' << side
                                              << ' ';
                                         sent.write(
                                             reinterpret_cast<const char*>(event.image.data()),
                                             static_cast<std::streamsize>(event.image.size()));
                                         React(side);
                                     }));
    lcce->TraceConnectWithoutContext(
        "StateTransition",
        Changed([this, side](const StateTransitionEvent& event) {
            rows.emplace(event.machine, event.from, event.event, event.to);
            React(side);
        }));
    lcce->TraceConnectWithoutContext("SessionUp", Up([this, side](const SessionUpEvent&) {
                                         ++sessionsUp;
                                         React(side);
                                     }));
    lcce->TraceConnectWithoutContext("SessionDown",
                                     Down([this, side](const SessionDownEvent&) { React(side); }));
}

void
RandomScript::Act(uint32_t side)
{
    static constexpr std::array STEPS_BY_LOT{&RandomScript::Connect,
                                             &RandomScript::Connect,
                                             &RandomScript::PlaceCall,
                                             &RandomScript::PlaceCall,
                                             &RandomScript::PlaceCall,
                                             &RandomScript::PlaceOutgoing,
                                             &RandomScript::PlaceOutgoing,
                                             &RandomScript::HangUp,
                                             &RandomScript::Disconnect,
                                             &RandomScript::CloseConnection,
                                             &RandomScript::CloseSession,
                                             &RandomScript::Crash,
                                             &RandomScript::Restart,
                                             &RandomScript::Restart,
                                             &RandomScript::SetCircuit,
                                             &RandomScript::ReportErrors,
                                             &RandomScript::SendFrame,
                                             &RandomScript::SendFrame,
                                             &RandomScript::Unregister};
    (this->*STEPS_BY_LOT[Draw(STEPS_BY_LOT.size())])(side);
}

void
RandomScript::React(uint32_t side)
{
    if (m_budget > 0 && Simulator::Now() < Seconds(SCRIPT_END) && Draw(16) == 0)
    {
        --m_budget;
        ++reactions;
        Act(side);
    }
}

void
RandomScript::Connect(uint32_t side)
{
    if (m_peers[side].size() < 4)
    {
        m_peers[side].push_back(
            lcces[side]->Connect(Ipv4Address(side == 0 ? "10.0.0.2" : "10.0.0.1")));
    }
}

void
RandomScript::PlaceCall(uint32_t side)
{
    if (const auto peer = Pick(m_peers[side]); peer != 0)
    {
        m_calls[side].push_back(lcces[side]->PlaceCall(peer, NAMES[Draw(NAMES.size())]));
    }
}

void
RandomScript::PlaceOutgoing(uint32_t side)
{
    if (const auto peer = Pick(m_peers[side]); peer != 0)
    {
        auto request = lcces[side]->MakeRequest(NAMES[Draw(NAMES.size())]);
        request.direction = CallDirection::Outgoing;
        m_calls[side].push_back(lcces[side]->PlaceCall(peer, request));
    }
}

void
RandomScript::HangUp(uint32_t side)
{
    if (const auto call = Pick(m_calls[side]); call != 0)
    {
        lcces[side]->HangUp(call);
    }
}

void
RandomScript::Disconnect(uint32_t side)
{
    if (const auto peer = Pick(m_peers[side]); peer != 0)
    {
        lcces[side]->Disconnect(peer);
    }
}

void
RandomScript::CloseConnection(uint32_t side)
{
    if (const auto peer = Pick(m_peers[side]); peer != 0)
    {
        lcces[side]->CloseConnection(lcces[side]->GetConnectionId(peer));
    }
}

void
RandomScript::CloseSession(uint32_t side)
{
    if (const auto call = Pick(m_calls[side]); call != 0)
    {
        const auto session = lcces[side]->GetSessionId(call);
        Draw(2) == 0 ? lcces[side]->CloseSession(session)
                     : lcces[side]->CircuitDisconnected(session);
    }
}

void
RandomScript::Crash(uint32_t side)
{
    if (Draw(3) == 0)
    {
        lcces[side]->Crash();
    }
}

void
RandomScript::Restart(uint32_t side)
{
    lcces[side]->Restart();
}

void
RandomScript::SetCircuit(uint32_t side)
{
    const bool active = Draw(2) == 0;
    const auto circuit = Draw(CIRCUITS);
    if (Draw(2) == 0)
    {
        lcces[side]->SetCircuitStatus(NAMES[circuit], active);
        return;
    }
    m_devices[side][circuit]->SetActive(active);
}

void
RandomScript::ReportErrors(uint32_t side)
{
    if (const auto call = Pick(m_calls[side]); call != 0)
    {
        CircuitErrorsValue errors;
        errors.crcErrors = Draw(1000);
        lcces[side]->ReportCircuitErrors(lcces[side]->GetSessionId(call), errors);
    }
}

void
RandomScript::SendFrame(uint32_t side)
{
    for (auto& device : m_devices[side])
    {
        device->Send(Create<Packet>(Draw(1500)), device->GetBroadcast(), 0x88b5);
    }
}

void
RandomScript::Unregister(uint32_t side)
{
    if (Draw(4) == 0)
    {
        lcces[side]->UnregisterCircuit(*m_devices[side][Draw(CIRCUITS)]);
    }
}

/**
 * @ingroup l2tp-tests
 * @brief Whatever scripts do, and whenever, their simulations end by themselves with nothing left,
 *        and the same seed gives the same octets at the same times.
 */
class ScriptTest : public TestCase
{
  public:
    ScriptTest()
        : TestCase(std::to_string(SCRIPTS) + " scripts drawn by lot")
    {
    }

  private:
    void DoRun() override
    {
        std::set<RandomScript::Row> rows;
        uint32_t sessions = 0;
        uint32_t reactions = 0;
        const auto former = RngSeedManager::GetRun();
        for (uint64_t run = 1; run <= SCRIPTS; ++run)
        {
            RngSeedManager::SetRun(run);
            RandomScript script;
            script.Run();
            NS_TEST_EXPECT_MSG_EQ(script.ended, true, "run " << run << " goes on");
            for (const auto& lcce : script.lcces)
            {
                NS_TEST_EXPECT_MSG_EQ(lcce->GetConnections(), 0, "run " << run);
                NS_TEST_EXPECT_MSG_EQ(lcce->GetSessions(), 0, "run " << run);
                // R7.1-13: no AVP that an LCCE sends is at fault.
                for (std::size_t what = 0; what < PARSE_PROBLEMS; ++what)
                {
                    const auto problem = static_cast<ParseProblem>(what);
                    NS_TEST_EXPECT_MSG_EQ(lcce->GetFaultyAvps(problem),
                                          0,
                                          "run " << run << ": " << l2tp::Describe(problem));
                }
            }
            rows.merge(script.rows);
            sessions += script.sessionsUp;
            reactions += script.reactions;
            if (run % 10 == 0)
            {
                Simulator::Destroy();
                RandomScript again;
                again.Run();
                NS_TEST_EXPECT_MSG_EQ((again.sent.str() == script.sent.str()), true, "run " << run);
            }
        }
        RngSeedManager::SetRun(former);
        // The scripts get somewhere.
        NS_TEST_EXPECT_MSG_GT(rows.size(), 70, "different transitions");
        NS_TEST_EXPECT_MSG_GT(sessions, 3 * SCRIPTS, "sessions established");
        NS_TEST_EXPECT_MSG_GT(reactions, 3 * SCRIPTS, "steps in trace sinks");
    }
};

} // namespace

std::vector<TestCase*>
MakeSystemScriptTests()
{
    return {new ScriptTest};
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
