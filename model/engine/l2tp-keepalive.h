// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_KEEPALIVE_H
#define L2TP_KEEPALIVE_H

#include "ns3/nstime.h"
#include "ns3/ptr.h"
#include "ns3/random-variable-stream.h"

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief When a control connection sends HELLO (\RFC{3931} section 4.4).
 *
 * A HELLO is due when nothing has come from the peer for the interval. Only receptions count, and
 * no second HELLO is due while one waits for its acknowledgment.
 *
 * While another connection to the same peer is open, each period is shortened by a random part, so
 * that the HELLOs of the connections do not bunch. Otherwise no random number is drawn.
 */
class Keepalive
{
  public:
    /**
     * @brief A keepalive that is not running.
     * @param interval silence before a HELLO; 0: never
     * @param jitter largest part cut off the interval, in [0, 1)
     * @param stream random numbers
     */
    Keepalive(Time interval, double jitter, Ptr<UniformRandomVariable> stream);

    /** @brief Set the interval, before Start(). @param interval silence before a HELLO; 0: never */
    void SetInterval(Time interval);

    /** @brief The connection is established. @param now present time */
    void Start(Time now);

    /** @brief The connection is no longer established. */
    void Stop();

    /** @brief Something was received from the peer. @param now present time */
    void Heard(Time now);

    /** @brief A HELLO was sent: begin a new period. */
    void Sent();

    /** @brief The HELLO was acknowledged. */
    void Acknowledged();

    /**
     * @brief Whether another connection to the same peer is open.
     * @param shared true if there is one
     */
    void SetShared(bool shared);

    /** @brief Whether a HELLO waits for its acknowledgment. @return true if one does */
    bool IsOutstanding() const;

    /** @brief When a HELLO is due. @return a time, or Time::Max() */
    Time GetDeadline() const;

  private:
    /** @brief Draw the length of the present period, if it is to be random. */
    void Draw();

    Time m_interval;                     //!< without jitter
    double m_jitter;                     //!< largest part cut off
    Ptr<UniformRandomVariable> m_stream; //!< random numbers
    Time m_period;                       //!< m_interval, or what was drawn
    Time m_heard;                        //!< last reception
    bool m_running{false};               //!< between Start() and Stop()
    bool m_outstanding{false};           //!< a HELLO waits for its acknowledgment
    bool m_shared{false};                //!< another connection to the same peer is open
    bool m_drawn{false};                 //!< m_period was drawn
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_KEEPALIVE_H
