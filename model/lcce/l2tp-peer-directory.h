// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_PEER_DIRECTORY_H
#define L2TP_PEER_DIRECTORY_H

#include "l2tp-peer-link.h"

#include "ns3/address.h"

#include <cstdint>
#include <map>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief The peers of an Lcce and the calls to them, by the handles that a script has got.
 *
 * Handles of peers and calls come from one sequence and are never used again.
 */
class PeerDirectory
{
  public:
    /** @brief Peers by handle. */
    using Links = std::map<uint32_t, PeerLink>;

    /**
     * @brief Add a peer.
     * @param addresses where it is, at least one; aborts, with one sentence, on what is neither an
     *        Ipv4Address nor an InetSocketAddress
     * @param hints what else is known of it
     * @return the peer
     */
    PeerLink& Add(std::vector<Address> addresses, PeerHints hints);

    /**
     * @brief The peer of a handle; aborts, with one sentence, if there is none.
     * @param peer handle of a peer
     * @return the peer
     */
    PeerLink& Get(uint32_t peer);

    /**
     * @brief The peer of a handle.
     * @param peer any number
     * @return the peer, or null
     */
    PeerLink* Find(uint32_t peer);

    /**
     * @brief The peer of a handle.
     * @param peer any number
     * @return the peer, or null
     */
    const PeerLink* Find(uint32_t peer) const;

    /** @brief All peers. @return the peers in the order in which they were added */
    Links& GetAll();

    /** @brief Forget all peers and calls. */
    void Clear();

    /**
     * @brief Add a call.
     * @param link the peer
     * @param request what to ask it for
     * @return handle of the call
     */
    uint32_t AddCall(PeerLink& link, const SessionRequest& request);

    /**
     * @brief Whether a handle is that of a call, one that has ended as well.
     * @param call any number
     * @return true if so
     */
    bool IsCall(uint32_t call) const;

    /**
     * @brief A call that has not ended.
     * @param call any number
     * @return the call, or null
     */
    PeerLink::Call* FindCall(uint32_t call);

    /**
     * @brief A call that has not ended.
     * @param call any number
     * @return the call, or null
     */
    const PeerLink::Call* FindCall(uint32_t call) const;

    /**
     * @brief A call that has not ended, if it has a certain session at present.
     * @param call any number
     * @param session local Session ID
     * @return the call, or null
     */
    PeerLink::Call* FindCall(uint32_t call, uint32_t session);

    /**
     * @brief A call has ended for good.
     * @param call any number
     */
    void EndCall(uint32_t call);

  private:
    Links m_links;                        //!< peers by handle
    std::map<uint32_t, uint32_t> m_calls; //!< handle of the peer by handle of the call
    uint32_t m_last{0};                   //!< last handle given out
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_PEER_DIRECTORY_H
