// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-circuit.h"
#include "l2tp-lcce.h"
#include "l2tp-session-directory.h"

#include "ns3/log.h"
#include "ns3/simulator.h"

#include <variant>

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpLcceCallbacks");

bool
Lcce::IsSessionIdFree(uint32_t id) const
{
    return m_directory->IsFree(id);
}

Admission
Lcce::Admit(uint32_t connection, const SessionRequest& request)
{
    Admission admission;
    admission.preferences = MakePreferences();
    auto* circuit = m_circuits.Find(request.remoteEndId, request.pseudowireType);
    if (circuit != nullptr)
    {
        admission.accepted = !IsBusy(*circuit, connection);
        admission.refusal = CdnResult::TemporaryLackOfFacilities;
        return admission;
    }
    if (m_acceptPolicy == CREATE && !m_circuitFactory.IsNull())
    {
        circuit = m_circuitFactory(request);
        if (circuit != nullptr)
        {
            m_circuits.Add(request.remoteEndId, request.pseudowireType, *circuit);
        }
    }
    admission.accepted = circuit != nullptr || m_acceptPolicy == ACCEPT;
    return admission;
}

bool
Lcce::IsBusy(const Circuit& circuit, uint32_t connection) const
{
    const auto user = m_sessions.find(m_circuits.GetUser(circuit));
    if (user == m_sessions.end())
    {
        return false;
    }
    const auto former = m_connections.find(user->second.connection);
    const auto present = m_connections.find(connection);
    return user->second.connection == connection || former == m_connections.end() ||
           present == m_connections.end() || former->second.path.peer != present->second.path.peer;
}

void
Lcce::ReceiveControl(const InetSocketAddress& local, const InetSocketAddress& from, ByteView image)
{
    NS_LOG_FUNCTION(this << from << image.size());
    m_arrival = Path(local, from);
    if (m_phase == Phase::Stopping)
    {
        const auto decoded = ControlMessage::Decode(image);
        const auto* message = std::get_if<ControlMessage>(&decoded);
        if (message != nullptr && message->GetType() == MessageType::Sccrq)
        {
            output::ControlDrop drop{0,
                                     ControlDropReason::Closing,
                                     std::nullopt,
                                     "the LCCE is being shut down"};
            Handle(drop);
            return;
        }
    }
    m_endpoint->Receive(from, image, Simulator::Now());
    Drain();
}

void
Lcce::DataSent(const DataSession& session, Ptr<const Packet> frame)
{
    if (!m_dataTx.IsEmpty())
    {
        m_dataTx(Identify(session), frame);
    }
}

void
Lcce::DataReceived(const DataSession& session, Ptr<const Packet> frame)
{
    NoteAlive(session);
    if (!m_dataRx.IsEmpty())
    {
        m_dataRx(Identify(session), frame);
    }
}

void
Lcce::DataDropped(const DataSession& session, Ptr<const Packet> packet, DataDropReason reason)
{
    // A packet without a circuit was reported by DataReceived() before.
    if (reason == DataDropReason::OldSequence)
    {
        NoteAlive(session);
    }
    if (!m_dataDrop.IsEmpty())
    {
        m_dataDrop(Identify(session), packet, reason);
    }
}

Time
Lcce::GetDeadline(uint32_t connection) const
{
    return m_endpoint->GetDeadline(connection);
}

void
Lcce::Expire(uint32_t connection)
{
    NS_LOG_FUNCTION(this << connection);
    m_endpoint->Expire(connection, Simulator::Now());
    Drain();
}

void
Lcce::NoteAlive(const DataSession& session)
{
    const auto record = m_sessions.find(session.GetDataPath().GetLocalSessionId());
    if (record != m_sessions.end())
    {
        m_endpoint->Alive(record->second.connection, Simulator::Now());
    }
}

} // namespace l2tp
} // namespace ns3
