// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-circuit-table.h"

namespace ns3
{
namespace l2tp
{

void
CircuitTable::Add(const std::string& remoteEndId, PseudowireType type, Circuit& circuit)
{
    m_circuits[{remoteEndId, type}] = &circuit;
}

Circuit*
CircuitTable::Find(const std::string& remoteEndId, PseudowireType type) const
{
    const auto circuit = m_circuits.find({remoteEndId, type});
    return circuit == m_circuits.end() ? nullptr : circuit->second;
}

PseudowireType
CircuitTable::FindType(const std::string& remoteEndId) const
{
    const auto circuit = m_circuits.lower_bound({remoteEndId, static_cast<PseudowireType>(0)});
    return circuit == m_circuits.end() || circuit->first.first != remoteEndId
               ? PseudowireType::Ethernet
               : circuit->first.second;
}

std::set<PseudowireType>
CircuitTable::GetTypes() const
{
    std::set<PseudowireType> types;
    for (const auto& circuit : m_circuits)
    {
        types.insert(circuit.first.second);
    }
    return types;
}

uint32_t
CircuitTable::GetUser(const Circuit& circuit) const
{
    const auto user = m_users.find(&circuit);
    return user == m_users.end() ? 0 : user->second;
}

void
CircuitTable::SetUser(const Circuit& circuit, uint32_t session)
{
    if (session == 0)
    {
        m_users.erase(&circuit);
    }
    else
    {
        m_users[&circuit] = session;
    }
}

} // namespace l2tp
} // namespace ns3
