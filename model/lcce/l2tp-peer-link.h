// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_PEER_LINK_H
#define L2TP_PEER_LINK_H

#include "l2tp-endpoint-configuration.h"
#include "l2tp-session.h"

#include "ns3/address.h"
#include "ns3/event-id.h"
#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief What an Lcce was told to do with one peer: where it is, and the calls to it.
 *
 * It outlives the control connections to the peer, of which there is at most one at a time. When
 * one is lost, the next attempt goes to the next address in turn. It goes there at once, unless all
 * addresses have failed; then comes a wait that doubles from round to round.
 */
class PeerLink
{
  public:
    /** @brief Most addresses of a peer. */
    static constexpr std::size_t MAX_ADDRESSES = 16;

    /** @brief A session that is wanted. */
    struct Call
    {
        SessionRequest request; //!< what to ask for
        uint32_t session{0};    //!< local Session ID; 0 if it has none at present
        bool placed{false};     //!< it had a session on the present connection
        bool up{false};         //!< its session is established
        bool wasUp{false};      //!< a session of it was established, maybe on another connection
    };

    /** @brief Calls by handle. */
    using Calls = std::map<uint32_t, Call>;

    /**
     * @brief A peer that nothing was done about yet.
     * @param handle its handle
     * @param addresses where it is, at least one; backups behind the first
     * @param hints what else is known of it
     */
    PeerLink(uint32_t handle, std::vector<Address> addresses, PeerHints hints = {});

    /** @brief Name of the peer. @return the handle */
    uint32_t GetHandle() const;

    /** @brief What is known of the peer besides its addresses. @return the hints */
    const PeerHints& GetHints() const;

    /** @brief Where the peer is at present. @return one of its addresses */
    const Address& GetAddress() const;

    /**
     * @brief The connection could not be had, or was lost: go to the next address, wait longer.
     */
    void Fail();

    /**
     * @brief The peer has named other addresses to try: they come next, in their order. Those that
     *        are known already are left out, and all beyond MAX_ADDRESSES.
     * @param addresses the addresses
     */
    void Suggest(const std::vector<Address>& addresses);

    /**
     * @brief Whether each address has failed equally often, so that a round is over.
     * @return true if so
     */
    bool HasFinishedRound() const;

    /** @brief The connection is established: the next wait is the first again. */
    void Succeed();

    /**
     * @brief How long to wait before the next attempt.
     * @param first wait after the first round, above 0
     * @param longest limit of the doubling, at least the first wait
     * @return first times 2 to the power of (rounds - 1), at most longest, if each address has
     *         failed equally often since the last success; else 0
     */
    Time GetDelay(Time first, Time longest) const;

    /**
     * @brief Note the present connection.
     * @param connection local Control Connection ID; 0 for none
     */
    void SetConnection(uint32_t connection);

    /** @brief Present connection. @return local Control Connection ID, or 0 */
    uint32_t GetConnection() const;

    /** @brief Whether the present connection is established. @return true if Succeed() was called
     */
    bool IsConnected() const;

    /**
     * @brief Say whether the peer is to be called on (re)start.
     * @param wanted false after Disconnect
     */
    void SetWanted(bool wanted);

    /** @brief Whether the peer is to be called on (re)start. @return true if so */
    bool IsWanted() const;

    /**
     * @brief Keep the event that ends the back-off.
     * @param event the event
     */
    void SetBackOff(const EventId& event);

    /** @brief Whether a back-off is running. @return true if so */
    bool IsBackingOff() const;

    /** @brief Stop the back-off, if one is running. */
    void StopBackOff();

    /** @brief The calls. @return calls by handle */
    Calls& GetCalls();

    /** @brief The calls. @return calls by handle */
    const Calls& GetCalls() const;

    /**
     * @brief Forget that calls were placed: all are to be placed on the next connection.
     */
    void Rewind();

    /** @brief Drop the calls that had a session on the connection that has ended. */
    void DropPlaced();

  private:
    uint32_t m_handle;                //!< name
    std::vector<Address> m_addresses; //!< where it may be
    PeerHints m_hints;                //!< what else is known of it
    std::size_t m_turn{0};            //!< index of the present address
    uint32_t m_failures{0};           //!< failures since the last success
    uint32_t m_connection{0};         //!< present connection, or 0
    bool m_connected{false};          //!< it is established
    bool m_wanted{true};              //!< not disconnected
    EventId m_backOff;                //!< end of the back-off
    Calls m_calls;                    //!< what is wanted
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_PEER_LINK_H
