// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_CIRCUIT_TABLE_H
#define L2TP_CIRCUIT_TABLE_H

#include "l2tp-constants.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace l2tp
{

class Circuit;

/**
 * @ingroup l2tp
 * @brief The circuits of an Lcce by Remote End ID and pseudowire type, and the session that each
 *        of them serves at present.
 */
class CircuitTable
{
  public:
    /**
     * @brief Add a circuit, or put it in the place of one of the same name and type.
     * @param remoteEndId Remote End ID
     * @param type pseudowire type
     * @param circuit the circuit; must outlive the table's use
     */
    void Add(const std::string& remoteEndId, PseudowireType type, Circuit& circuit);

    /**
     * @brief Find a circuit.
     * @param remoteEndId Remote End ID
     * @param type pseudowire type
     * @return the circuit, or null
     */
    Circuit* Find(const std::string& remoteEndId, PseudowireType type) const;

    /**
     * @brief The pseudowire type of the circuit of a Remote End ID.
     * @param remoteEndId Remote End ID
     * @return the smallest type number under that name; Ethernet if there is none
     */
    PseudowireType FindType(const std::string& remoteEndId) const;

    /**
     * @brief Types of all circuits, each once, in ascending order.
     * @return the types
     */
    std::set<PseudowireType> GetTypes() const;

    /**
     * @brief Which session a circuit serves.
     * @param circuit the circuit
     * @return local Session ID, or 0
     */
    uint32_t GetUser(const Circuit& circuit) const;

    /**
     * @brief Note which session a circuit serves.
     * @param circuit the circuit
     * @param session local Session ID; 0 for none
     */
    void SetUser(const Circuit& circuit, uint32_t session);

  private:
    /** @brief Name and type of a circuit. */
    using Key = std::pair<std::string, PseudowireType>;

    std::map<Key, Circuit*> m_circuits;         //!< circuits
    std::map<const Circuit*, uint32_t> m_users; //!< session by circuit; only looked up
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_CIRCUIT_TABLE_H
