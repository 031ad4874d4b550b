// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_SESSION_TABLE_H
#define L2TP_SESSION_TABLE_H

#include "l2tp-session.h"

#include <cstddef>
#include <cstdint>
#include <unordered_map>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief The sessions of one endpoint by local Session ID.
 *
 * The table is only ever looked up, never walked: its inner order is nobody's business.
 */
class SessionTable
{
  public:
    /**
     * @brief Make a session.
     * @param id its local Session ID, not 0 and not in the table
     * @return the new session, in state idle
     */
    Session& Create(uint32_t id);

    /**
     * @brief Find a session.
     * @param id a local Session ID
     * @return the session, or null
     */
    Session* Find(uint32_t id);

    /** @copydoc Find(uint32_t) */
    const Session* Find(uint32_t id) const;

    /**
     * @brief Give a session another local Session ID; references to it stay good.
     * @param session a session of the table
     * @param id its new local Session ID, not 0 and not in the table
     */
    void Rename(Session& session, uint32_t id);

    /**
     * @brief Remove a session.
     * @param id its local Session ID; ignored if there is none
     */
    void Destroy(uint32_t id);

    /** @brief Number of sessions. @return the number */
    std::size_t GetSize() const;

  private:
    std::unordered_map<uint32_t, Session> m_sessions; //!< by local Session ID
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_SESSION_TABLE_H
