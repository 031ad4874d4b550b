// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-circuit.h"
#include "l2tp-lcce.h"
#include "l2tp-session-directory.h"

#include "ns3/log.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <set>
#include <vector>

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpLcceCircuits");

void
Lcce::RegisterCircuit(const std::string& remoteEndId, Circuit& circuit)
{
    NS_LOG_FUNCTION(this << remoteEndId);
    m_circuits.Add(remoteEndId, circuit.GetPseudowireType(), circuit);
    circuit.AddStatusListener(MakeCallback(&Lcce::CircuitStatusChanged, Ptr<Lcce>(this)));
}

void
Lcce::RegisterCircuit(uint32_t router, const std::string& remoteEndId, Circuit& circuit)
{
    NS_LOG_FUNCTION(this << router << remoteEndId);
    m_circuits.Add(remoteEndId, circuit.GetPseudowireType(), circuit, router);
    circuit.AddStatusListener(MakeCallback(&Lcce::CircuitStatusChanged, Ptr<Lcce>(this)));
}

void
Lcce::UnregisterCircuit(Circuit& circuit)
{
    NS_LOG_FUNCTION(this);
    std::set<uint32_t> sessions{m_circuits.GetPromised(circuit)};
    for (const auto& [id, record] : m_sessions)
    {
        const auto* session = m_endpoint->FindSession(id);
        const bool bound = record.data && record.data->GetCircuit() == &circuit;
        if (bound ||
            (session != nullptr && FindCircuit(record.connection,
                                               session->parameters.remoteEndId,
                                               session->parameters.pseudowireType) == &circuit))
        {
            sessions.insert(id);
        }
        if (bound)
        {
            // Its owner may delete it now, whatever of the session is still to be told.
            record.data->SetCircuit(nullptr);
        }
    }
    m_circuits.Remove(circuit);
    for (const auto id : sessions)
    {
        CircuitDisconnected(id);
    }
}

void
Lcce::SetCircuitFactory(CircuitFactory factory)
{
    NS_LOG_FUNCTION(this);
    m_hooks.circuitFactory = factory;
}

void
Lcce::SetCircuitStatus(const std::string& remoteEndId, bool active)
{
    NS_LOG_FUNCTION(this << remoteEndId << active);
    m_circuits.SetActive(remoteEndId, active);
    std::vector<uint32_t> sessions;
    for (const auto& [id, record] : m_sessions)
    {
        const auto* session = m_endpoint->FindSession(id);
        if (session != nullptr && session->parameters.remoteEndId == remoteEndId)
        {
            sessions.push_back(id);
        }
    }
    std::sort(sessions.begin(), sessions.end());
    for (const auto id : sessions)
    {
        SignalStatus(id);
    }
    if (m_endpoint)
    {
        Drain();
    }
}

void
Lcce::CircuitStatusChanged(Circuit& circuit)
{
    NS_LOG_FUNCTION(this << circuit.IsActive());
    if (m_endpoint)
    {
        SignalStatus(m_circuits.GetUser(circuit));
        Drain();
    }
}

bool
Lcce::IsActive(const Circuit* circuit, const std::string& remoteEndId) const
{
    return m_circuits.IsActive(remoteEndId) && (circuit == nullptr || circuit->IsActive());
}

void
Lcce::SignalStatus(uint32_t id)
{
    const auto record = m_sessions.find(id);
    const auto* session = m_endpoint->FindSession(id);
    if (record == m_sessions.end() || session == nullptr)
    {
        return;
    }
    const auto& data = record->second.data;
    const bool active =
        IsActive(data ? data->GetCircuit() : nullptr, session->parameters.remoteEndId);
    if (active != session->circuitActive)
    {
        m_endpoint->SetCircuitStatus(id, active, Simulator::Now());
    }
}

void
Lcce::ReportCircuitErrors(uint32_t session, const CircuitErrorsValue& errors)
{
    NS_LOG_FUNCTION(this << session);
    if (m_endpoint)
    {
        m_endpoint->ReportCircuitErrors(session, errors, Simulator::Now());
        Drain();
    }
}

void
Lcce::SetCallPlacer(CallPlacer place, CallReleaser release)
{
    NS_LOG_FUNCTION(this);
    m_hooks.callPlacer = place;
    m_hooks.callReleaser = release;
}

void
Lcce::SetMessageExtension(MessageExtension extension)
{
    NS_LOG_FUNCTION(this);
    m_hooks.extension = extension;
}

void
Lcce::CallPlaced(uint32_t session, const PlacedCall& call)
{
    NS_LOG_FUNCTION(this << session);
    if (m_endpoint)
    {
        if (const auto* found = m_endpoint->FindSession(session))
        {
            auto wishes = MakePreferences();
            wishes.sublayer = call.sublayer.value_or(found->parameters.receiveSublayer);
            wishes.sequencing = call.sequencing.value_or(found->parameters.receiveSequencing);
            SessionAttributes::Check(wishes);
        }
        m_endpoint->CallPlaced(session, Simulator::Now(), call);
        Drain();
    }
}

void
Lcce::CallFailed(uint32_t session, CdnResult result, const std::string& text)
{
    NS_LOG_FUNCTION(this << session << static_cast<uint16_t>(result) << text);
    if (m_endpoint)
    {
        m_endpoint->CallFailed(session,
                               {DownCause::Local, static_cast<uint16_t>(result), 0, text},
                               Simulator::Now());
        Drain();
    }
}

void
Lcce::CircuitDisconnected(uint32_t session)
{
    NS_LOG_FUNCTION(this << session);
    CloseSession(session,
                 {DownCause::Local, static_cast<uint16_t>(CdnResult::LossOfCarrier), 0, {}});
}

Admission
Lcce::Admit(uint32_t connection, const SessionRequest& request)
{
    Admission admission;
    admission.preferences = MakePreferences();
    SessionAttributes::Check(admission.preferences);
    auto* circuit = FindCircuit(connection, request.remoteEndId, request.pseudowireType);
    admission.circuitActive = IsActive(circuit, request.remoteEndId);
    admission.circuitNew = m_circuits.IsNew(circuit);
    if (circuit != nullptr)
    {
        admission.accepted = !IsBusy(*circuit, connection, request.replaces);
        admission.refusal = CdnResult::TemporaryLackOfFacilities;
        return admission;
    }
    if (m_acceptPolicy == CREATE && !m_hooks.circuitFactory.IsNull())
    {
        circuit = m_hooks.circuitFactory(request);
        if (circuit != nullptr)
        {
            m_circuits.Add(request.remoteEndId, request.pseudowireType, *circuit);
            circuit->AddStatusListener(MakeCallback(&Lcce::CircuitStatusChanged, Ptr<Lcce>(this)));
        }
    }
    const bool placer =
        request.direction == CallDirection::Outgoing && !m_hooks.callPlacer.IsNull();
    admission.accepted = circuit != nullptr || m_acceptPolicy == ACCEPT || placer;
    return admission;
}

void
Lcce::Admitted(uint32_t session, uint32_t connection, const SessionRequest& request)
{
    if (const auto* circuit = FindCircuit(connection, request.remoteEndId, request.pseudowireType))
    {
        m_circuits.Promise(*circuit, session);
    }
}

bool
Lcce::IsBusy(const Circuit& circuit, uint32_t connection, uint32_t replaces) const
{
    // The session that it serves, and the one that is being set up for it.
    const auto user = m_sessions.find(m_circuits.GetUser(circuit));
    const auto* promised = m_endpoint->FindSession(m_circuits.GetPromised(circuit));
    const auto takes = [this, connection](uint32_t other) {
        const auto former = m_connections.find(other);
        const auto present = m_connections.find(connection);
        return other == connection || former == m_connections.end() ||
               present == m_connections.end() ||
               former->second.path.peer != present->second.path.peer;
    };
    return (user != m_sessions.end() && takes(user->second.connection)) ||
           (promised != nullptr && promised->parameters.localSessionId != replaces &&
            takes(promised->connection->GetLocalId()));
}

Circuit*
Lcce::FindCircuit(uint32_t connection, const std::string& remoteEndId, PseudowireType type) const
{
    const auto* present = m_endpoint->FindConnection(connection);
    const uint32_t router = present == nullptr ? 0 : present->GetPeer().routerId;
    return m_circuits.Find(remoteEndId, type, router);
}

DataSession&
Lcce::Open(LcceSession& record, uint32_t connection, const SessionParameters& parameters)
{
    if (record.data)
    {
        record.data->UpdateParameters(parameters);
        return *record.data;
    }
    auto path = Note(connection).path;
    path.cacheRoute = m_cacheRoute;
    path.dataChecksum = m_dataChecksum;
    Observer* const observer = this;
    record.data =
        Create<DataSession>(parameters, m_transport, path, observer, MakeSequencingSettings());
    m_directory->Bind(parameters.localSessionId, record.data);
    return *record.data;
}

void
Lcce::Bind(LcceSession& record, const SessionParameters& parameters)
{
    auto* circuit =
        FindCircuit(record.connection, parameters.remoteEndId, parameters.pseudowireType);
    if (circuit == nullptr || circuit == record.data->GetCircuit())
    {
        return;
    }
    const auto former = m_sessions.find(m_circuits.GetUser(*circuit));
    if (former != m_sessions.end() && former->second.data)
    {
        former->second.data->SetCircuit(nullptr);
    }
    m_circuits.SetUser(*circuit, parameters.localSessionId);
    record.data->SetCircuit(circuit);
}

} // namespace l2tp
} // namespace ns3
