// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_CIRCUIT_REPORTS_H
#define L2TP_CIRCUIT_REPORTS_H

#include "l2tp-session.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <optional>
#include <set>
#include <utility>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Paces the WENs of the sessions of one control connection (\RFC{3931} section 6.13).
 *
 * The counters of a session add up from its establishment on. A report goes out at once if none has
 * gone out for the interval, else when the interval is over, together with all that has come in
 * meanwhile. Counters stay at their largest value rather than start anew.
 */
class CircuitReports
{
  public:
    /**
     * @brief Add errors to the counters of a session.
     * @param session the session
     * @param errors what has happened since the last call
     * @param now present time
     * @return true if a WEN is to be sent now, after which Sent() is called
     */
    bool Add(Session& session, const CircuitErrorsValue& errors, Time now);

    /**
     * @brief A WEN was sent.
     * @param session its session
     * @param next before this time no further one may be sent
     */
    void Sent(Session& session, Time next);

    /**
     * @brief A session ends: forget what it still had to report.
     * @param session the session
     */
    void Forget(const Session& session);

    /** @brief When PollDue() has something. @return a time, or Time::Max() */
    Time GetDeadline() const;

    /**
     * @brief Find a session whose WEN is due; Sent() is to be called for it.
     * @param now present time
     * @return its local Session ID, or nothing
     */
    std::optional<uint32_t> PollDue(Time now);

  private:
    std::set<std::pair<Time, uint32_t>> m_due; //!< when which session may report again
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_CIRCUIT_REPORTS_H
