// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_CONNECTION_ATTRIBUTES_H
#define L2TP_CONNECTION_ATTRIBUTES_H

#include "l2tp-endpoint-context.h"

#include "ns3/nstime.h"
#include "ns3/type-id.h"

#include <cstdint>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Attributes of an Lcce: how long a control connection lives (\RFC{3931} sections 3.3, 4.4
 *        and 7.5), and what becomes of a peer that is lost.
 */
class ConnectionAttributes
{
  public:
    /** @brief Values of the attribute IdleClose: when to close a connection without sessions. */
    enum IdleCloseMode
    {
        NEVER,             //!< it stays
        AFTER,             //!< IdleTimeout after its last session
        WITH_LAST_SESSION, //!< at once
    };

    /** @brief Values of the attribute PeerRestart: what a second SCCRQ of a known peer means. */
    enum PeerRestartMode
    {
        KEEP,    //!< one more connection
        REPLACE, //!< the peer has restarted: its other connections are dropped without a message
    };

  protected:
    /**
     * @brief Add the attributes to a type ID.
     * @param id to what
     * @return the same
     */
    static TypeId AddTo(TypeId id);

    /** @brief Abort, with one sentence, on values that cannot be or contradict each other. */
    void Check() const;

    /**
     * @brief Fill in the values.
     * @param configuration to what
     */
    void Fill(EndpointConfiguration& configuration) const;

    Time m_helloInterval;          //!< HelloInterval
    double m_helloJitter;          //!< HelloJitter
    Time m_setupTimeout;           //!< SetupTimeout
    IdleCloseMode m_idleClose;     //!< IdleClose
    Time m_idleTimeout;            //!< IdleTimeout
    PeerRestartMode m_peerRestart; //!< PeerRestart
    bool m_strictIdle;             //!< StrictIdle
    bool m_tolerateWrongState;     //!< TolerateWrongState
    bool m_tieBreaker;             //!< TieBreaker
    bool m_reconnect;              //!< Reconnect
    Time m_reconnectDelay;         //!< ReconnectDelay
    Time m_reconnectMaxDelay;      //!< ReconnectMaxDelay

  private:
    /**
     * @brief Add the attributes of reconnection to a type ID.
     * @param id to what
     * @return the same
     */
    static TypeId AddReconnectionTo(TypeId id);
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_CONNECTION_ATTRIBUTES_H
