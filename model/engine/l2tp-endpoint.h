// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_ENDPOINT_H
#define L2TP_ENDPOINT_H

#include "l2tp-control-connection.h"
#include "l2tp-endpoint-context.h"
#include "l2tp-engine-output.h"

#include "ns3/address.h"
#include "ns3/nstime.h"

#include <map>
#include <memory>
#include <optional>
#include <utility>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief The control plane of one LCCE without any input or output of its own.
 *
 * The owner calls it with the present time and whatever has happened, then takes the outputs one
 * by one: messages to send, deadlines to keep, news to report. Addresses are opaque here: they
 * are compared and handed back.
 *
 * A verb may be called while outputs are being taken, as by a trace callback of the owner; what
 * it causes is appended. None may be called from EndpointHost.
 */
class Endpoint
{
  public:
    /**
     * @brief An endpoint without connections.
     * @param configuration everything that is configured
     * @param host answers the endpoint's questions; must outlive it
     * @param streams random numbers
     */
    Endpoint(EndpointConfiguration configuration, EndpointHost& host, RandomStreams streams);

    ~Endpoint();
    Endpoint(const Endpoint&) = delete;
    Endpoint& operator=(const Endpoint&) = delete;

    /**
     * @brief Open a control connection: send SCCRQ.
     * @param peer where to
     * @param now present time
     * @return local Control Connection ID
     */
    uint32_t Connect(const Address& peer, Time now);

    /**
     * @brief Close a control connection: send StopCCN. Ignored if there is none to close.
     * @param connection local Control Connection ID
     * @param reason what StopCCN says; the cause is Local
     * @param now present time
     */
    void Disconnect(uint32_t connection, const DownReason& reason, Time now);

    /**
     * @brief Ask the peer for a session, now or as soon as the connection is established.
     * @param connection local Control Connection ID
     * @param request what to ask for
     * @param now present time
     * @return local Session ID, or 0 if there is no such connection or it is being closed
     */
    uint32_t PlaceCall(uint32_t connection, const SessionRequest& request, Time now);

    /**
     * @brief End a session: send CDN if the peer knows of it. Ignored if there is none.
     * @param session local Session ID
     * @param reason what CDN says; the cause is Local
     * @param now present time
     */
    void HangUp(uint32_t session, const DownReason& reason, Time now);

    /**
     * @brief Vanish: forget everything without a message.
     * @param now present time
     */
    void Crash(Time now);

    /**
     * @brief Take a control message.
     * @param from where it came from
     * @param image octets from the T bit
     * @param now present time
     */
    void Receive(const Address& from, ByteView image, Time now);

    /**
     * @brief Data was received on a session of a connection: the peer is alive
     *        (\RFC{3931} section 4.4).
     *
     * Causes no output: the deadline of the connection can only have moved later, so its owner
     * finds out by asking GetDeadline() when the old one comes.
     * @param connection local Control Connection ID
     * @param now present time
     */
    void Alive(uint32_t connection, Time now);

    /**
     * @brief Do what is due on a connection. Ignored if there is none.
     * @param connection local Control Connection ID
     * @param now present time
     */
    void Expire(uint32_t connection, Time now);

    /**
     * @brief When Expire() is to be called.
     * @param connection local Control Connection ID
     * @return a time, or Time::Max() if nothing is pending or there is no such connection
     */
    Time GetDeadline(uint32_t connection) const;

    /**
     * @brief Take the next output.
     * @return the oldest output not yet taken, or nothing
     */
    std::optional<Output> PollOutput();

    /**
     * @brief Look at a connection.
     * @param connection local Control Connection ID
     * @return the connection, or null; good until the next call
     */
    const ControlConnection* FindConnection(uint32_t connection) const;

    /**
     * @brief Look at a session.
     * @param session local Session ID
     * @return the session, or null; good until the next call
     */
    const Session* FindSession(uint32_t session) const;

    /** @brief Number of connections in any state. @return the number */
    std::size_t GetConnections() const;

    /** @brief Number of sessions in any state. @return the number */
    std::size_t GetSessions() const;

  private:
    /** @brief What names a connection before this end's ID is known: peer and peer's ID. */
    using RemoteKey = std::pair<Address, uint32_t>;

    /** @brief A connection and what its owner was last told of its deadline. */
    struct Entry
    {
        std::unique_ptr<ControlConnection> connection; //!< the connection
        Time deadline{Time::Max()};                    //!< last deadline reported
        RemoteKey key;                                 //!< place in m_byRemote, if any
    };

    /** @brief The connections by local ID. */
    using Connections = std::map<uint32_t, Entry>;

    /**
     * @brief Make a connection with a fresh local ID.
     * @param peer its peer
     * @return the entry
     */
    Entry& Create(const Address& peer);

    /**
     * @brief After each call into a connection: report a new deadline, destroy what is released,
     *        keep the set of open connections of its peer up to date.
     * @param entry the connection
     */
    void Settle(Entry& entry);

    /**
     * @brief Tell the owner the deadline of a connection if it is not what was told last.
     * @param entry the connection
     */
    void ReportDeadline(Entry& entry);

    /**
     * @brief Find the connection that a message with Control Connection ID 0 belongs to.
     * @param from where it came from
     * @param message SCCRQ, StopCCN, or anything else
     * @return the entry, or null
     */
    Entry* FindByRemote(const Address& from, const ControlMessage& message);

    /**
     * @brief Handle a message that belongs to no connection.
     * @param from where it came from
     * @param message the message
     * @param now present time
     */
    void ReceiveStray(const Address& from, ControlMessage&& message, Time now);

    /**
     * @brief Give a message to its connection.
     * @param entry the connection
     * @param from where it came from
     * @param message the message
     * @param now present time
     */
    void Deliver(Entry& entry, const Address& from, ControlMessage&& message, Time now);

    /**
     * @brief Handle a message that could not be decoded.
     * @param error what is wrong
     * @param now present time
     */
    void ReceiveMalformed(const ParseError& error, Time now);

    /**
     * @brief Drop the established connections of a peer that has restarted.
     * @param peer its identity
     * @param now present time
     */
    void ReplaceConnections(const PeerIdentity& peer, Time now);

    EndpointContext m_context;                //!< shared with the connections
    Connections m_connections;                //!< all connections
    std::map<RemoteKey, uint32_t> m_byRemote; //!< local ID by peer and peer's ID
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_ENDPOINT_H
