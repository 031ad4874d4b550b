// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-control-study-run.h"

#include "ns3/double.h"
#include "ns3/enum.h"
#include "ns3/integer.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-static-routing-helper.h"
#include "ns3/l2tp-path-helper.h"
#include "ns3/l2tp-star-underlay.h"
#include "ns3/node-container.h"
#include "ns3/object-factory.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

using namespace ns3;
using namespace ns3::l2tp;

namespace
{

const std::array ADDRESSES = {"10.0.0.1", "10.0.0.2"};

ObjectFactory
MakePolicy(const std::string& type)
{
    ObjectFactory factory;
    factory.SetTypeId(type);
    return factory;
}

} // namespace

ControlStudyRun::ControlStudyRun(const ControlStudyOptions& options, uint32_t run, EventLog* log)
    : m_options(options),
      m_run(run)
{
    RngSeedManager::SetRun(run);
    BuildPath();
    BuildLcces();
    if (log != nullptr)
    {
        EnableEvents(*log);
    }
    AddSessions();
    if (!options.pcap.empty() && run == options.run)
    {
        EnablePcap();
    }
}

ControlStudyRun::~ControlStudyRun()
{
    Simulator::Destroy();
}

void
ControlStudyRun::BuildPath()
{
    InternetStackHelper internet;
    internet.SetIpv6StackInstall(false);
    internet.SetRoutingHelper(Ipv4StaticRoutingHelper());
    int64_t streams = 1;
    for (std::size_t i = 0; i < m_nodes.size(); ++i)
    {
        m_nodes[i] = CreateObject<Node>();
        internet.Install(m_nodes[i]);
        m_models[i] = CreateObject<PathModel>();
        m_models[i]->SetAttribute("Loss", DoubleValue(m_options.loss[i]));
        m_models[i]->SetAttribute("MeanBurst", DoubleValue(m_options.burst));
        m_models[i]->SetAttribute("Reorder", DoubleValue(m_options.reorder));
        m_models[i]->AddOutage(m_options.outage[0], m_options.outage[1]);
        for (const uint64_t number : m_options.drops[i])
        {
            m_models[i]->Drop(number);
        }
        streams += m_models[i]->AssignStreams(streams);
    }
    PathHelper path;
    path.SetRate(m_options.rate);
    path.SetDelay(m_options.delay);
    m_devices = path.Install(m_nodes[0], m_nodes[1], m_models[0], m_models[1]);
    for (uint32_t i = 0; i < m_devices.GetN(); ++i)
    {
        StarUnderlay::AddInterface(m_devices.Get(i), ADDRESSES[i], StarUnderlay::GetLinkMask());
    }
    internet.AssignStreams(NodeContainer(m_nodes[0], m_nodes[1]), 1000);
}

void
ControlStudyRun::BuildLcces()
{
    L2tpHelper helper;
    helper.SetAttribute("Encapsulation", EnumValue(m_options.overIp ? Lcce::IP : Lcce::UDP));
    helper.SetAttribute("ReceiveWindowSize", UintegerValue(m_options.window));
    helper.SetAttribute("SetupTimeout", TimeValue(m_options.setupTimeout));
    helper.SetAttribute("HelloInterval", TimeValue(m_options.helloInterval));
    SetChannelAttributes(helper);
    SetAuthentication(helper);
    for (std::size_t i = 0; i < m_lcces.size(); ++i)
    {
        m_lcces[i] = helper.InstallLcce(m_nodes[i]);
    }
    L2tpHelper::AssignStreams(NodeContainer(m_nodes[0], m_nodes[1]), 100);
    m_metrics =
        std::make_unique<ControlStudyMetrics>(m_lcces[0], m_lcces[1], m_models[0], m_models[1]);
    m_peer = m_lcces[0]->Connect(Ipv4Address(ADDRESSES[1]));
    if (m_options.killPeerAt.IsStrictlyPositive())
    {
        Simulator::Schedule(m_options.killPeerAt, &Lcce::Crash, m_lcces[1]);
    }
}

void
ControlStudyRun::SetChannelAttributes(L2tpHelper& helper) const
{
    auto timing = MakePolicy(m_options.rto);
    if (m_options.rto == "ns3::l2tp::FixedTimeout")
    {
        timing.Set("Timeout", TimeValue(m_options.initialRto));
    }
    else
    {
        timing.Set("InitialTimeout", TimeValue(m_options.initialRto));
        timing.Set("Cap", TimeValue(m_options.rtoCap));
    }
    auto acknowledgment = MakePolicy("ns3::l2tp::ImmediateAcknowledgment");
    if (m_options.ackDelay.IsStrictlyPositive())
    {
        acknowledgment = MakePolicy("ns3::l2tp::DelayedAcknowledgment");
        acknowledgment.Set("Delay", TimeValue(m_options.ackDelay));
    }
    helper.SetAttribute("CongestionControl",
                        ObjectFactoryValue(MakePolicy(m_options.congestionControl)));
    helper.SetAttribute("RetransmissionTiming", ObjectFactoryValue(timing));
    helper.SetAttribute("RetransmissionScope",
                        ObjectFactoryValue(MakePolicy(m_options.retransmitScope)));
    helper.SetAttribute("OutOfOrderPolicy", ObjectFactoryValue(MakePolicy(m_options.outOfOrder)));
    helper.SetAttribute("AcknowledgmentPolicy", ObjectFactoryValue(acknowledgment));
    helper.SetAttribute("QueueDiscipline",
                        ObjectFactoryValue(MakePolicy(m_options.queueDiscipline)));
    helper.SetAttribute("MaxRetransmissions", UintegerValue(m_options.maxRetransmissions));
    helper.SetAttribute("MaxSccrqRetransmissions", IntegerValue(m_options.maxSccrqRetransmissions));
}

void
ControlStudyRun::SetAuthentication(L2tpHelper& helper) const
{
    const bool secret = m_options.auth == "md5" || m_options.auth == "sha1";
    helper.SetAttribute("Authentication",
                        EnumValue(secret                          ? Lcce::SECRET
                                  : m_options.auth == "integrity" ? Lcce::INTEGRITY_ONLY
                                                                  : Lcce::OFF));
    if (secret)
    {
        helper.SetAttribute("SharedSecret", StringValue(m_options.secret));
        helper.SetAttribute("DigestType",
                            EnumValue(m_options.auth == "md5" ? Lcce::HMAC_MD5 : Lcce::HMAC_SHA1));
    }
}

void
ControlStudyRun::AddSessions()
{
    if (m_options.sessions == 0)
    {
        return;
    }
    if (!m_options.sessionsAtIdle)
    {
        RequestSessions();
        return;
    }
    m_lcces[0]->TraceConnectWithoutContext("ControlTx",
                                           MakeCallback(&ControlStudyRun::NoteSent, this));
    m_lcces[0]->TraceConnectWithoutContext("ControlRx",
                                           MakeCallback(&ControlStudyRun::NoteReceived, this));
}

void
ControlStudyRun::EnablePcap()
{
    PointToPointHelper link;
    link.EnablePcap(m_options.pcap + "-a.pcap", m_devices.Get(0), true, true);
    link.EnablePcap(m_options.pcap + "-b.pcap", m_devices.Get(1), true, true);
}

void
ControlStudyRun::EnableEvents(EventLog& log)
{
    log.BeginRun(m_run);
    log.Watch(m_lcces[0], "A");
    log.Watch(m_lcces[1], "B");
    m_devices.Get(0)->GetChannel()->TraceConnectWithoutContext(
        "Drop",
        Callback<void, Ptr<const Packet>, Ptr<NetDevice>, PathFate>(
            [&log](Ptr<const Packet> packet, Ptr<NetDevice> device, PathFate fate) {
                log.Dropped(packet, GetName(fate), device->GetNode());
            }));
}

void
ControlStudyRun::RequestSessions()
{
    m_requested = true;
    m_metrics->NoteRequest();
    for (uint32_t i = 1; i <= m_options.sessions; ++i)
    {
        m_lcces[0]->PlaceCall(m_peer, "circuit-" + std::to_string(i));
    }
}

void
ControlStudyRun::NoteSent(const ControlEvent& event)
{
    if (event.type == MessageType::Scccn)
    {
        m_scccn = event.ns;
    }
}

void
ControlStudyRun::NoteReceived(const ControlEvent& event)
{
    // Nr acknowledges all numbers below it (RFC 3931 section 4.2).
    if (m_scccn && !m_requested && event.disposition != ReliableChannel::Disposition::InvalidNr &&
        static_cast<int16_t>(event.nr - *m_scccn) > 0)
    {
        RequestSessions();
    }
}

std::string
ControlStudyRun::Run()
{
    Simulator::Stop(m_options.stop);
    Simulator::Run();
    return m_metrics->GetRow(m_run);
}
