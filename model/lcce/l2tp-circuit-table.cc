// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-circuit-table.h"

#include <iterator>

namespace ns3
{
namespace l2tp
{

void
CircuitTable::Add(const std::string& remoteEndId,
                  PseudowireType type,
                  Circuit& circuit,
                  std::optional<uint32_t> router)
{
    m_circuits[{remoteEndId, type, router}] = &circuit;
    m_used.erase(&circuit);
}

void
CircuitTable::Remove(const Circuit& circuit)
{
    for (auto at = m_circuits.begin(); at != m_circuits.end();)
    {
        at = at->second == &circuit ? m_circuits.erase(at) : std::next(at);
    }
    m_users.erase(&circuit);
    m_promised.erase(&circuit);
    m_used.erase(&circuit);
}

Circuit*
CircuitTable::Find(const std::string& remoteEndId, PseudowireType type, uint32_t router) const
{
    auto circuit = m_circuits.find({remoteEndId, type, router});
    if (circuit == m_circuits.end())
    {
        circuit = m_circuits.find({remoteEndId, type, std::nullopt});
    }
    return circuit == m_circuits.end() ? nullptr : circuit->second;
}

PseudowireType
CircuitTable::FindType(const std::string& remoteEndId) const
{
    const auto circuit =
        m_circuits.lower_bound({remoteEndId, static_cast<PseudowireType>(0), std::nullopt});
    return circuit == m_circuits.end() || std::get<0>(circuit->first) != remoteEndId
               ? PseudowireType::Ethernet
               : std::get<1>(circuit->first);
}

std::set<PseudowireType>
CircuitTable::GetTypes() const
{
    std::set<PseudowireType> types;
    for (const auto& circuit : m_circuits)
    {
        types.insert(std::get<1>(circuit.first));
    }
    return types;
}

uint32_t
CircuitTable::GetPromised(const Circuit& circuit) const
{
    const auto promised = m_promised.find(&circuit);
    return promised == m_promised.end() ? 0 : promised->second;
}

void
CircuitTable::Promise(const Circuit& circuit, uint32_t session)
{
    m_promised[&circuit] = session;
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
        m_used.insert(&circuit);
    }
}

bool
CircuitTable::IsNew(const Circuit* circuit) const
{
    return m_used.count(circuit) == 0;
}

void
CircuitTable::SetActive(const std::string& remoteEndId, bool active)
{
    if (active)
    {
        m_inactive.erase(remoteEndId);
    }
    else
    {
        m_inactive.insert(remoteEndId);
    }
}

bool
CircuitTable::IsActive(const std::string& remoteEndId) const
{
    return m_inactive.count(remoteEndId) == 0;
}

} // namespace l2tp
} // namespace ns3
