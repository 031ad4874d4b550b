// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-lcce-network.h"

#include "ns3/callback.h"
#include "ns3/data-rate.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-interface-address.h"
#include "ns3/ipv4-static-routing-helper.h"
#include "ns3/ipv4.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/pointer.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

namespace ns3
{
namespace l2tp
{
namespace tests
{

namespace
{

/**
 * @brief Give a device an address.
 * @param device the device
 * @param address its address in a /24
 */
void
Assign(Ptr<NetDevice> device, Ipv4Address address)
{
    const auto ipv4 = device->GetNode()->GetObject<Ipv4>();
    const auto interface = ipv4->AddInterface(device);
    ipv4->AddAddress(interface, Ipv4InterfaceAddress(address, Ipv4Mask("/24")));
    ipv4->SetUp(interface);
}

} // namespace

LcceNetwork::LcceNetwork(const std::string& encapsulation, uint32_t neighbours)
    : m_encapsulation(encapsulation)
{
    nodes.Create(neighbours + 1);
    InternetStackHelper().Install(nodes);
    PointToPointHelper link;
    // Fast enough that any packet takes 0 ns to serialise.
    link.SetDeviceAttribute("DataRate", StringValue("1000000000Gbps"));
    link.SetQueue("ns3::DropTailQueue", "MaxSize", StringValue("100000p"));
    link.SetChannelAttribute("Delay", TimeValue(GetRtt() / 2));
    int64_t stream = 0;
    for (uint32_t i = 1; i <= neighbours; ++i)
    {
        const auto devices = link.Install(nodes.Get(0), nodes.Get(i));
        toHub.push_back(CreateObject<LcceLoss>());
        fromHub.push_back(CreateObject<LcceLoss>());
        devices.Get(0)->SetAttribute("ReceiveErrorModel", PointerValue(toHub.back()));
        devices.Get(1)->SetAttribute("ReceiveErrorModel", PointerValue(fromHub.back()));
        Assign(devices.Get(0), GetHubAddress(i));
        Assign(devices.Get(1), GetAddress(i));
        for (uint32_t j = 0; j < 2; ++j)
        {
            devices.Get(j)->TraceConnectWithoutContext("MacTx",
                                                       MakeCallback(&LcceNetwork::Sent, this));
        }
        Ipv4StaticRoutingHelper()
            .GetStaticRouting(nodes.Get(i)->GetObject<Ipv4>())
            ->SetDefaultRoute(GetHubAddress(i), 1);
    }
    for (uint32_t i = 0; i <= neighbours; ++i)
    {
        lcces.push_back(AddLcce(i));
        stream += lcces.back()->AssignStreams(stream);
    }
}

LcceNetwork::~LcceNetwork()
{
    m_recorders.clear();
    Simulator::Destroy();
}

Time
LcceNetwork::GetRtt()
{
    return MilliSeconds(100);
}

Ptr<Lcce>
LcceNetwork::AddLcce(uint32_t node)
{
    auto lcce = CreateObject<Lcce>();
    lcce->SetAttribute("Encapsulation", StringValue(m_encapsulation));
    nodes.Get(node)->AddApplication(lcce);
    return lcce;
}

void
LcceNetwork::SetAll(const std::string& name, const std::string& value)
{
    for (const auto& lcce : lcces)
    {
        lcce->SetAttribute(name, StringValue(value));
    }
}

Ipv4Address
LcceNetwork::GetAddress(uint32_t neighbour)
{
    return Ipv4Address(("10.0." + std::to_string(neighbour) + ".2").c_str());
}

Ipv4Address
LcceNetwork::GetHubAddress(uint32_t neighbour)
{
    return Ipv4Address(("10.0." + std::to_string(neighbour) + ".1").c_str());
}

const std::vector<std::unique_ptr<LcceRecorder>>&
LcceNetwork::Record()
{
    for (const auto& lcce : lcces)
    {
        m_recorders.push_back(std::make_unique<LcceRecorder>(lcce));
    }
    return m_recorders;
}

void
LcceNetwork::Run(Time end)
{
    if (!end.IsZero())
    {
        Simulator::Stop(end - Simulator::Now());
    }
    Simulator::Run();
}

const std::string&
LcceNetwork::GetWire() const
{
    return m_wire;
}

void
LcceNetwork::ForgetWire()
{
    m_keepsWire = false;
    std::string().swap(m_wire);
}

void
LcceNetwork::Sent(Ptr<const Packet> packet)
{
    if (!m_keepsWire)
    {
        return;
    }
    constexpr const char* DIGITS = "0123456789abcdef";
    std::vector<uint8_t> octets(packet->GetSize());
    packet->CopyData(octets.data(), static_cast<uint32_t>(octets.size()));
    m_wire += std::to_string(Simulator::Now().GetTimeStep()) + ' ';
    for (const auto octet : octets)
    {
        m_wire += DIGITS[octet >> 4U];
        m_wire += DIGITS[octet & 0xfU];
    }
    m_wire += '\n';
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
