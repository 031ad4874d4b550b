// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-helper.h"

#include "l2tp-ascii-control-trace.h"

#include "ns3/enum.h"
#include "ns3/log.h"
#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/simulator.h"

#include <array>
#include <ostream>

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpHelper");

namespace
{

constexpr auto DLT_ETHERNET = static_cast<PcapHelper::DataLinkType>(1);

const char*
GetName(PseudowireDevice::DropReason reason)
{
    constexpr std::array<const char*, PseudowireDevice::DROP_REASONS> names{
        "link down",
        "too big",
        "refused",
        "too short",
        "no protocol",
    };
    return names.at(reason);
}

/**
 * @brief Write a line about a frame.
 * @param stream where to
 * @param mark first character of the line
 * @param context trace source, or empty
 * @param frame the frame
 * @return the stream, in the line
 */
std::ostream&
WriteFrame(Ptr<OutputStreamWrapper> stream,
           char mark,
           const std::string& context,
           Ptr<const Packet> frame)
{
    auto& out = *stream->GetStream();
    out << mark << ' ' << AsciiControlTrace::FormatTime(Simulator::Now()) << ' ';
    if (!context.empty())
    {
        out << context << ' ';
    }
    return out << *frame;
}

void
WriteSent(Ptr<OutputStreamWrapper> stream, std::string context, Ptr<const Packet> frame)
{
    WriteFrame(stream, 't', context, frame) << "\n";
}

void
WriteReceived(Ptr<OutputStreamWrapper> stream, std::string context, Ptr<const Packet> frame)
{
    WriteFrame(stream, 'r', context, frame) << "\n";
}

void
WriteDropped(Ptr<OutputStreamWrapper> stream,
             std::string context,
             Ptr<const Packet> frame,
             PseudowireDevice::DropReason reason)
{
    WriteFrame(stream, 'd', context, frame) << " (" << GetName(reason) << ")" << "\n";
}

Ptr<PseudowireDevice>
AddDevice(const ObjectFactory& devices, Ptr<Node> node)
{
    const auto device = devices.Create<PseudowireDevice>();
    node->AddDevice(device);
    return device;
}

} // namespace

L2tpHelper::L2tpHelper()
    : m_lcces("ns3::l2tp::Lcce"),
      m_devices("ns3::l2tp::PseudowireDevice")
{
}

void
L2tpHelper::SetAttribute(const std::string& name, const AttributeValue& value)
{
    m_lcces.Set(name, value);
}

void
L2tpHelper::SetDeviceAttribute(const std::string& name, const AttributeValue& value)
{
    m_devices.Set(name, value);
}

ApplicationContainer
L2tpHelper::Install(const NodeContainer& nodes) const
{
    ApplicationContainer lcces;
    for (auto node = nodes.Begin(); node != nodes.End(); ++node)
    {
        lcces.Add(InstallLcce(*node));
    }
    return lcces;
}

ApplicationContainer
L2tpHelper::Install(Ptr<Node> node) const
{
    return ApplicationContainer(InstallLcce(node));
}

Ptr<Lcce>
L2tpHelper::InstallLcce(Ptr<Node> node) const
{
    const auto lcce = m_lcces.Create<Lcce>();
    node->AddApplication(lcce);
    return lcce;
}

Ptr<PseudowireDevice>
L2tpHelper::InstallDevice(Ptr<Lcce> lcce, const std::string& remoteEndId) const
{
    const auto device = AddDevice(m_devices, lcce->GetNode());
    lcce->RegisterCircuit(remoteEndId, *device);
    return device;
}

Ptr<PseudowireDevice>
L2tpHelper::InstallDevice(Ptr<Lcce> lcce, uint32_t router, const std::string& remoteEndId) const
{
    const auto device = AddDevice(m_devices, lcce->GetNode());
    lcce->RegisterCircuit(router, remoteEndId, *device);
    return device;
}

void
L2tpHelper::InstallDeviceFactory(Ptr<Lcce> lcce) const
{
    lcce->SetAttribute("AcceptPolicy", EnumValue(Lcce::CREATE));
    lcce->SetCircuitFactory(Lcce::CircuitFactory(
        [devices = m_devices, node = lcce->GetNode()](const SessionRequest& request) -> Circuit* {
            return request.pseudowireType == PseudowireType::Ethernet
                       ? PeekPointer(AddDevice(devices, node))
                       : nullptr;
        }));
}

void
L2tpHelper::EnableAsciiControl(Ptr<OutputStreamWrapper> stream, Ptr<Lcce> lcce)
{
    AsciiControlTrace::Enable(stream, lcce);
}

void
L2tpHelper::EnableAsciiControl(Ptr<OutputStreamWrapper> stream, const ApplicationContainer& lcces)
{
    for (auto application = lcces.Begin(); application != lcces.End(); ++application)
    {
        if (const auto lcce = DynamicCast<Lcce>(*application))
        {
            EnableAsciiControl(stream, lcce);
        }
    }
}

int64_t
L2tpHelper::AssignStreams(const NodeContainer& nodes, int64_t stream)
{
    auto next = stream;
    for (auto node = nodes.Begin(); node != nodes.End(); ++node)
    {
        for (uint32_t i = 0; i < (*node)->GetNApplications(); ++i)
        {
            if (const auto lcce = DynamicCast<Lcce>((*node)->GetApplication(i)))
            {
                next += lcce->AssignStreams(next);
            }
        }
    }
    return next - stream;
}

void
L2tpHelper::EnablePcapInternal(std::string prefix,
                               Ptr<NetDevice> device,
                               bool promiscuous,
                               bool explicitFilename)
{
    const auto pseudowire = DynamicCast<PseudowireDevice>(device);
    if (!pseudowire)
    {
        NS_LOG_INFO("not a pseudowire device: " << device);
        return;
    }
    PcapHelper helper;
    const auto name = explicitFilename ? prefix : helper.GetFilenameFromDevice(prefix, device);
    helper.HookDefaultSink(pseudowire,
                           promiscuous ? "PromiscSniffer" : "Sniffer",
                           helper.CreateFile(name, std::ios::out, DLT_ETHERNET));
}

void
L2tpHelper::EnableAsciiInternal(Ptr<OutputStreamWrapper> stream,
                                std::string prefix,
                                Ptr<NetDevice> device,
                                bool explicitFilename)
{
    const auto pseudowire = DynamicCast<PseudowireDevice>(device);
    if (!pseudowire)
    {
        NS_LOG_INFO("not a pseudowire device: " << device);
        return;
    }
    Packet::EnablePrinting();
    std::string context;
    if (stream)
    {
        context = "/NodeList/" + std::to_string(device->GetNode()->GetId()) + "/DeviceList/" +
                  std::to_string(device->GetIfIndex()) + "/$ns3::l2tp::PseudowireDevice/";
    }
    else
    {
        AsciiTraceHelper helper;
        stream = helper.CreateFileStream(
            explicitFilename ? prefix : helper.GetFilenameFromDevice(prefix, device));
    }
    const auto connect = [&](const std::string& source, const auto& sink) {
        const auto place = context.empty() ? context : context + source;
        pseudowire->TraceConnectWithoutContext(source, MakeBoundCallback(sink, stream, place));
    };
    connect("MacTx", &WriteSent);
    connect("MacRx", &WriteReceived);
    connect("MacTxDrop", &WriteDropped);
    connect("MacRxDrop", &WriteDropped);
}

} // namespace l2tp
} // namespace ns3
