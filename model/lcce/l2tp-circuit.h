// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_CIRCUIT_H
#define L2TP_CIRCUIT_H

#include "l2tp-constants.h"

#include "ns3/callback.h"
#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <vector>

namespace ns3
{
namespace l2tp
{

class DataSession;

/**
 * @ingroup l2tp
 * @brief Where the frames of a session come from and go to at one LCCE (\RFC{3931} section 2).
 *
 * A circuit outlives its sessions: it is attached to one when that is established and detached
 * when it ends, any number of times. All calls but the queries are made by DataSession.
 *
 * A circuit that goes away while it is attached calls DataSession::SetCircuit() with null.
 */
class Circuit
{
  public:
    /** @brief Who wants to know when IsActive() changes. */
    using StatusListener = Callback<void, Circuit&>;

    virtual ~Circuit() = default;

    /** @brief What its frames are. @return the pseudowire type */
    virtual PseudowireType GetPseudowireType() const = 0;

    /**
     * @brief The session is established, or its parameters have changed.
     *
     * From now on frames may be given to DataSession::Send(). The link is up if
     * DataSession::MaySend().
     *
     * @param session the session, which stays the same until Detach()
     */
    virtual void Attach(DataSession& session) = 0;

    /** @brief The session has ended: the link is down and nothing can be sent. */
    virtual void Detach() = 0;

    /**
     * @brief A frame has come from the peer.
     * @param frame the frame without any L2TP header and without packet tags; it belongs to the
     *        circuit
     */
    virtual void DeliverFrame(Ptr<Packet> frame) = 0;

    /**
     * @brief Whether a frame to be sent is IP within its layer 2 framing.
     *
     * Asked only if the peer wants sequence numbers on other frames (\RFC{3931} section 5.4.4).
     *
     * @param frame the frame
     * @return false if it is not, or if nobody can tell
     */
    virtual bool IsIp(const Packet& frame) const = 0;

    /**
     * @brief Whether the circuit itself is up: the A bit of the Circuit Status that this end
     *        signals (\RFC{3931} section 5.4.5). It says nothing of the session or the peer.
     * @return true unless a circuit that can be down knows better
     */
    virtual bool IsActive() const
    {
        return true;
    }

    /**
     * @brief Tell somebody, from now on, when IsActive() has changed. An LCCE does so where the
     *        circuit is registered, to signal it to the peer.
     * @param listener who; one who is told already is not told twice
     */
    void AddStatusListener(const StatusListener& listener)
    {
        for (const auto& known : m_listeners)
        {
            if (known.IsEqual(listener))
            {
                return;
            }
        }
        m_listeners.push_back(listener);
    }

  protected:
    /** @brief IsActive() has changed: tell the listeners, in the order in which they came. */
    void TellStatus()
    {
        const auto listeners = m_listeners;
        for (const auto& listener : listeners)
        {
            listener(*this);
        }
    }

    /** @brief Forget the listeners, for circuits that are disposed of. */
    void ForgetListeners()
    {
        m_listeners.clear();
    }

  private:
    std::vector<StatusListener> m_listeners; //!< who wants to know
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_CIRCUIT_H
