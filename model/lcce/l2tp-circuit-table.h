// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_CIRCUIT_TABLE_H
#define L2TP_CIRCUIT_TABLE_H

#include "l2tp-constants.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>

namespace ns3
{
namespace l2tp
{

class Circuit;

/**
 * @ingroup l2tp
 * @brief The circuits of an Lcce by Remote End ID, pseudowire type and, where the same Remote End
 *        ID means another circuit for each peer, Router ID of the peer (\RFC{3931} section 5.4.4);
 *        with the session that each of them serves at present, and its status.
 */
class CircuitTable
{
  public:
    /**
     * @brief Add a circuit, or put it in the place of one of the same name, type and peer. It
     *        counts as newly provisioned (\RFC{3931} section 5.4.5).
     * @param remoteEndId Remote End ID
     * @param type pseudowire type
     * @param circuit the circuit; must outlive the table's use
     * @param router Router ID of the only peer it is for, if it is not for all
     */
    void Add(const std::string& remoteEndId,
             PseudowireType type,
             Circuit& circuit,
             std::optional<uint32_t> router = std::nullopt);

    /**
     * @brief Forget a circuit under all its names, and that it has a session.
     * @param circuit the circuit; one that is not there is ignored
     */
    void Remove(const Circuit& circuit);

    /**
     * @brief Find a circuit.
     * @param remoteEndId Remote End ID
     * @param type pseudowire type
     * @param router Router ID of the peer
     * @return the circuit for this peer, else the one for all peers, else null
     */
    Circuit* Find(const std::string& remoteEndId, PseudowireType type, uint32_t router) const;

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
     * @brief Note which session a circuit serves. From the first one on it is not new any more.
     * @param circuit the circuit
     * @param session local Session ID; 0 for none
     */
    void SetUser(const Circuit& circuit, uint32_t session);

    /**
     * @brief Which session a circuit was promised to last, in the set-up.
     * @param circuit the circuit
     * @return local Session ID, which may have ended since; or 0
     */
    uint32_t GetPromised(const Circuit& circuit) const;

    /**
     * @brief Note which session a circuit is promised to.
     * @param circuit the circuit
     * @param session local Session ID
     */
    void Promise(const Circuit& circuit, uint32_t session);

    /**
     * @brief Whether a circuit has had no session since it was added: N bit of Circuit Status.
     * @param circuit the circuit, or null
     * @return true if so; true for null
     */
    bool IsNew(const Circuit* circuit) const;

    /**
     * @brief Note the status of all circuits of a Remote End ID, registered or not.
     * @param remoteEndId Remote End ID
     * @param active whether they are up
     */
    void SetActive(const std::string& remoteEndId, bool active);

    /**
     * @brief Whether the circuits of a Remote End ID are up: A bit of Circuit Status.
     * @param remoteEndId Remote End ID
     * @return what was noted last; true if nothing was
     */
    bool IsActive(const std::string& remoteEndId) const;

  private:
    /** @brief Name and type of a circuit, and the peer it is for. */
    using Key = std::tuple<std::string, PseudowireType, std::optional<uint32_t>>;

    std::map<Key, Circuit*> m_circuits;            //!< circuits
    std::map<const Circuit*, uint32_t> m_users;    //!< session by circuit; only looked up
    std::map<const Circuit*, uint32_t> m_promised; //!< session by circuit; only looked up
    std::set<const Circuit*> m_used;               //!< had a session since added; only looked up
    std::set<std::string> m_inactive;              //!< Remote End IDs whose circuits are down
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_CIRCUIT_TABLE_H
