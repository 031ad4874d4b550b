// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-data-session.h"

#include "l2tp-circuit.h"
#include "l2tp-data-message-header.h"
#include "l2tp-transport.h"

#include <variant>

namespace ns3
{
namespace l2tp
{

DataSession::DataSession(const SessionParameters& parameters,
                         Ptr<Transport> transport,
                         const Path& path,
                         Observer* observer)
    : m_dataPath(parameters, transport->GetEncapsulation()),
      m_path(path),
      m_transport(transport),
      m_observer(observer),
      m_peerCircuitActive(parameters.peerCircuitActive)
{
}

DataSession::~DataSession()
{
    Close();
}

void
DataSession::Close()
{
    m_observer = nullptr;
    m_transport = nullptr;
    m_path.route = nullptr;
    SetCircuit(nullptr);
}

void
DataSession::SetCircuit(Circuit* circuit)
{
    if (circuit == m_circuit)
    {
        return;
    }
    Circuit* former = m_circuit;
    m_circuit = circuit;
    if (former)
    {
        former->Detach();
    }
    if (circuit)
    {
        circuit->Attach(*this);
    }
}

Circuit*
DataSession::GetCircuit() const
{
    return m_circuit;
}

void
DataSession::UpdateParameters(const SessionParameters& parameters)
{
    m_dataPath.Update(parameters);
    m_peerCircuitActive = parameters.peerCircuitActive;
    if (m_circuit)
    {
        m_circuit->Attach(*this);
    }
}

bool
DataSession::IsPeerCircuitActive() const
{
    return m_peerCircuitActive;
}

bool
DataSession::Send(Ptr<Packet> frame)
{
    if (!m_transport)
    {
        return false;
    }
    Ptr<DataSession> alive(this);
    Ptr<Transport> transport = m_transport;
    DataDropReason reason;
    if (MustNotSend(*frame, reason))
    {
        Drop(frame, reason);
        return false;
    }
    frame->RemoveAllPacketTags();
    Ptr<Ipv4Route> route = transport->FindRoute(frame, m_path);
    if (!route)
    {
        Drop(frame, DataDropReason::NoRoute);
        return false;
    }
    m_sent++;
    if (m_observer)
    {
        m_observer->DataSent(*this, frame);
        if (!m_transport)
        {
            return false;
        }
    }
    AddDataHeader(*frame);
    m_nesting++;
    transport->SendData(frame, m_path, route);
    m_nesting--;
    return true;
}

void
DataSession::AddDataHeader(Packet& frame)
{
    const bool isIp = m_dataPath.NeedsClassification() && m_circuit && m_circuit->IsIp(frame);
    const DataHeader header = m_dataPath.MakeHeader(isIp);
    frame.AddHeader(
        DataMessageHeader(header, m_dataPath.GetEncapsulation(), m_dataPath.HasTransmitSublayer()));
}

bool
DataSession::MustNotSend(const Packet& frame, DataDropReason& reason) const
{
    if (!m_peerCircuitActive)
    {
        reason = DataDropReason::PeerCircuitInactive;
        return true;
    }
    if (frame.GetSize() + m_dataPath.GetOverhead() + m_transport->GetOuterOverhead() >
        MAX_IP_PACKET)
    {
        reason = DataDropReason::TooBig;
        return true;
    }
    if (m_nesting >= MAX_NESTING)
    {
        reason = DataDropReason::RoutingLoop;
        return true;
    }
    return false;
}

void
DataSession::Receive(Ptr<Packet> packet, Encapsulation arrival, ByteView head)
{
    if (!m_transport)
    {
        return;
    }
    Ptr<DataSession> alive(this);
    const DataPath::Verdict verdict = m_dataPath.Judge(arrival, head);
    if (const auto* reason = std::get_if<DataDropReason>(&verdict))
    {
        Drop(packet, *reason);
        return;
    }
    packet->RemoveAtStart(std::get<DataPath::Accepted>(verdict).headerSize);
    packet->RemoveAllPacketTags();
    m_received++;
    if (m_observer)
    {
        m_observer->DataReceived(*this, packet);
    }
    if (m_circuit)
    {
        m_circuit->DeliverFrame(packet);
    }
    else
    {
        Drop(packet, DataDropReason::NoCircuit);
    }
}

uint32_t
DataSession::GetMaxFrameSize() const
{
    if (!m_transport)
    {
        return 0;
    }
    const uint32_t mtu = m_transport->GetEgressMtu(m_path);
    const uint32_t headers = m_transport->GetOuterOverhead() + m_dataPath.GetOverhead();
    return mtu > headers ? mtu - headers : 0;
}

const DataPath&
DataSession::GetDataPath() const
{
    return m_dataPath;
}

const Path&
DataSession::GetPath() const
{
    return m_path;
}

uint64_t
DataSession::GetSentCount() const
{
    return m_sent;
}

uint64_t
DataSession::GetReceivedCount() const
{
    return m_received;
}

void
DataSession::Drop(Ptr<const Packet> packet, DataDropReason reason)
{
    if (m_observer)
    {
        m_observer->DataDropped(*this, packet, reason);
    }
}

} // namespace l2tp
} // namespace ns3
