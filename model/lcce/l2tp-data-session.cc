// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-data-session.h"

#include "l2tp-circuit.h"
#include "l2tp-data-message-header.h"
#include "l2tp-deadline-timer.h"
#include "l2tp-transport.h"

#include "ns3/simulator.h"

#include <variant>
#include <vector>

namespace ns3
{
namespace l2tp
{

struct DataSession::Waiting : private DeadlineTimer::Owner
{
    explicit Waiting(DataSession& owner)
        : session(owner),
          timer(*this, 0)
    {
    }

    Time GetDeadline(uint32_t /* id */) const override
    {
        return session.m_dataPath.GetDeadline();
    }

    // The session may end, and this object with it, before Release() returns.
    void Expire(uint32_t /* id */) override
    {
        session.Release();
    }

    DataSession& session;
    std::vector<Ptr<Packet>> frames;
    DeadlineTimer timer;
};

DataSession::DataSession(const SessionParameters& parameters,
                         Ptr<Transport> transport,
                         const Path& path,
                         Observer* observer,
                         const SequencingSettings& sequencing)
    : m_dataPath(parameters, transport->GetEncapsulation(), sequencing),
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
    m_waiting = nullptr;
    m_path.route = nullptr;
    SetCircuit(nullptr);
}

void
DataSession::DropWaiting()
{
    if (const auto waiting = std::move(m_waiting))
    {
        for (const auto& frame : waiting->frames)
        {
            Drop(frame, DataDropReason::SessionEnded);
        }
    }
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

void
DataSession::SetReceiveOnly(bool receiveOnly)
{
    m_receiveOnly = receiveOnly;
    if (m_circuit)
    {
        m_circuit->Attach(*this);
    }
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
    m_sentOctets += frame->GetSize();
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
    if (!MaySend())
    {
        reason =
            m_receiveOnly ? DataDropReason::NotEstablished : DataDropReason::PeerCircuitInactive;
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
    const Time now = m_dataPath.NeedsTime() ? Simulator::Now() : Time();
    const DataPath::Verdict verdict = m_dataPath.Judge(arrival, head, now);
    if (const auto* accepted = std::get_if<DataPath::Accepted>(&verdict))
    {
        packet->RemoveAtStart(accepted->headerSize);
        packet->RemoveAllPacketTags();
        Deliver(packet);
    }
    else if (const auto* held = std::get_if<DataPath::Held>(&verdict))
    {
        packet->RemoveAtStart(held->headerSize);
        packet->RemoveAllPacketTags();
        Hold(packet, held->position);
    }
    else
    {
        Drop(packet, std::get<DataDropReason>(verdict));
    }
    if (m_waiting)
    {
        Release();
    }
}

void
DataSession::Deliver(const Ptr<Packet>& frame)
{
    m_received++;
    m_receivedOctets += frame->GetSize();
    if (m_observer)
    {
        m_observer->DataReceived(*this, frame);
    }
    if (m_circuit)
    {
        m_circuit->DeliverFrame(frame);
    }
    else
    {
        Drop(frame, DataDropReason::NoCircuit);
    }
}

void
DataSession::Hold(Ptr<Packet> frame, std::size_t position)
{
    if (!m_waiting)
    {
        m_waiting = std::make_unique<Waiting>(*this);
    }
    m_waiting->frames.insert(m_waiting->frames.begin() + position, frame);
}

void
DataSession::Release()
{
    Ptr<DataSession> alive(this);
    while (m_waiting && m_dataPath.Release(Simulator::Now()))
    {
        Ptr<Packet> frame = m_waiting->frames.front();
        m_waiting->frames.erase(m_waiting->frames.begin());
        Deliver(frame);
    }
    if (m_waiting)
    {
        m_waiting->timer.Set(m_dataPath.GetDeadline());
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

uint64_t
DataSession::GetSentOctets() const
{
    return m_sentOctets;
}

uint64_t
DataSession::GetReceivedOctets() const
{
    return m_receivedOctets;
}

std::size_t
DataSession::GetWaitingCount() const
{
    return m_waiting ? m_waiting->frames.size() : 0;
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
