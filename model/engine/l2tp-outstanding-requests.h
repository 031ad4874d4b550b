// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_OUTSTANDING_REQUESTS_H
#define L2TP_OUTSTANDING_REQUESTS_H

#include "l2tp-session.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>

namespace ns3
{
namespace l2tp
{

class ControlConnection;
class SessionTable;

/**
 * @ingroup l2tp
 * @brief The requests for sessions, ICRQ and OCRQ, that this end has sent and that have no answer
 *        yet, by peer and Remote End ID.
 *
 * A request that arrives while one for the same circuit is outstanding to the same peer makes a
 * tie (\RFC{3931} section 5.4.4), whatever their kinds are and whichever control connections to
 * that peer they use. A peer is told by ControlConnection::GetIdentity(). The order inside is
 * nobody's business: among several requests for one circuit the one with the lowest Serial Number
 * counts.
 */
class OutstandingRequests
{
  public:
    /**
     * @brief A request was sent.
     * @param session its session, in state wait-reply
     */
    void Add(const Session& session);

    /**
     * @brief A request was answered or given up.
     * @param session its session; ignored if it was not added
     */
    void Remove(const Session& session);

    /**
     * @brief Find the request that a received one collides with.
     * @param from the control connection of the received request
     * @param remoteEndId its Remote End ID
     * @param sessions the sessions of the endpoint
     * @return the session of the own request, or null
     */
    Session* Find(const ControlConnection& from,
                  const std::string& remoteEndId,
                  SessionTable& sessions) const;

  private:
    /**
     * @brief Key of a request.
     * @param connection a control connection to the peer
     * @param remoteEndId the circuit
     * @return a hash of peer and circuit
     */
    static std::size_t GetKey(const ControlConnection& connection, const std::string& remoteEndId);

    std::unordered_multimap<std::size_t, uint32_t> m_requests; //!< local Session IDs by key
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_OUTSTANDING_REQUESTS_H
