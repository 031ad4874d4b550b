// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_SESSION_DIRECTORY_H
#define L2TP_SESSION_DIRECTORY_H

#include "l2tp-data-session.h"

#include "ns3/node.h"
#include "ns3/object.h"
#include "ns3/ptr.h"

#include <cstddef>
#include <cstdint>
#include <unordered_map>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief The Session IDs of a node.
 *
 * A Session ID alone selects a session, whatever control connection or encapsulation it came by
 * (\RFC{3931} section 4.1), so there is one such table on a node. It is looked up only, never
 * walked.
 */
class SessionDirectory : public Object
{
  public:
    /** @brief What a Session ID stands for. */
    struct Entry
    {
        bool reserved{false};     //!< whether it is taken
        Ptr<DataSession> session; //!< its session; null until that is established
    };

    /** @brief Get the type ID. @return the type ID */
    static TypeId GetTypeId();

    SessionDirectory();
    ~SessionDirectory() override;

    /**
     * @brief The directory of a node; made and aggregated to it on first use.
     * @param node the node
     * @return the directory
     */
    static Ptr<SessionDirectory> Get(Ptr<Node> node);

    /**
     * @brief Whether nobody on the node uses a Session ID.
     * @param id the Session ID
     * @return false also for 0, which is no Session ID (\RFC{3931} section 4.1.1.1)
     */
    bool IsFree(uint32_t id) const;

    /**
     * @brief Take a Session ID for a session that is not established yet.
     * @param id a Session ID for which IsFree() holds
     */
    void Reserve(uint32_t id);

    /**
     * @brief From now on packets with a Session ID go to a session.
     * @param id a Session ID that is free or reserved; another session there is replaced
     * @param session the session, not null
     */
    void Bind(uint32_t id, Ptr<DataSession> session);

    /**
     * @brief Give a Session ID back; packets with it are dropped from now on.
     * @param id the Session ID; one that is free is left alone
     */
    void Release(uint32_t id);

    /**
     * @brief What a Session ID stands for; constant time.
     * @param id the Session ID
     * @return an entry that is not reserved if it is free
     */
    Entry Find(uint32_t id) const
    {
        const auto at = m_sessions.find(id);
        return at == m_sessions.end() ? Entry{} : Entry{true, at->second};
    }

    /** @brief How many Session IDs are taken. @return a count */
    std::size_t GetSize() const;

  protected:
    void DoDispose() override;

  private:
    std::unordered_map<uint32_t, Ptr<DataSession>> m_sessions; //!< taken Session IDs
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_SESSION_DIRECTORY_H
