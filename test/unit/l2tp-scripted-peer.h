// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_SCRIPTED_PEER_H
#define L2TP_SCRIPTED_PEER_H

#include "l2tp-message-authenticator.h"
#include "l2tp-simulated-link.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace ns3
{
namespace l2tp
{
namespace test
{

/**
 * @brief One endpoint under test against a peer that says what a test lets it say.
 *
 * What the endpoint sends reaches nobody; what the peer sends arrives at once. The peer numbers
 * its messages and acknowledges by them what it has heard, unless a test chooses other values.
 */
class ScriptedPeer
{
  public:
    /** @brief Assigned Control Connection ID of the peer. */
    static constexpr uint32_t ID = 0xb0b0b0b0;
    /** @brief Session ID that the peer gives to its session. */
    static constexpr uint32_t SESSION = 0xcafe0001;

    /**
     * @brief Make an endpoint and its peer.
     * @param configuration of the endpoint
     */
    explicit ScriptedPeer(EndpointConfiguration configuration = MakeConfiguration("dut.example"));

    /**
     * @brief Let the peer authenticate its messages from now on.
     *
     * SCCRQ and SCCRP get its nonce, all messages but ZLB a digest; the nonce of the endpoint is
     * taken from what it sends.
     * @param secret the peer's secret
     */
    void Authenticate(const std::string& secret);

    /** @brief The endpoint has opened a connection: SCCRQ was sent. */
    void Open();

    /** @brief The endpoint is established, as initiator. */
    void EstablishAsInitiator();

    /** @brief The endpoint is established, as responder. */
    void EstablishAsResponder();

    /** @brief The endpoint has asked for a session: ICRQ was sent, wait-reply. */
    void Place();

    /** @brief The endpoint has an established session, as ICRQ sender. */
    void EstablishSender();

    /** @brief The peer has asked for a session: ICRP was sent, wait-connect. */
    void Ask();

    /** @brief The endpoint has an established session, as ICRQ recipient. */
    void EstablishRecipient();

    /**
     * @brief Let the peer send a message with the IDs and numbers that are due.
     * @param message the message
     */
    void Send(ControlMessage message);

    /**
     * @brief Let the peer send a message exactly as it is.
     * @param message the message, with Control Connection ID, Ns and Nr
     */
    void SendAsIs(const ControlMessage& message);

    /**
     * @brief Let the peer open one more connection, as after a restart: SCCRQ, and SCCCN if the
     *        answer is an SCCRP.
     * @param request SCCRQ
     */
    void OpenAnother(const ControlMessage& request);

    /** @brief Let the peer acknowledge everything by an explicit ACK. */
    void Acknowledge();

    /** @brief What the endpoint has sent since the last call, copies included. @return it */
    std::vector<ControlMessage> Take();

    /** @brief Names of what Take() returns. @return names */
    std::vector<std::string> TakeNames();

    /** @brief Transitions since the last call, as "machine: from / event -> to". @return them */
    std::vector<std::string> TakeTransitions();

    /** @brief The endpoint with its outputs. @return it */
    SimulatedPeer& Dut();

    /** @brief State of the connection. @return the state, Idle if it is gone or closing */
    State GetState();

    /** @brief SCCRQ of the peer, acceptable. @return the message */
    static ControlMessage MakeSccrq();
    /** @brief SCCRP of the peer, acceptable. @return the message */
    static ControlMessage MakeSccrp();
    /** @brief StopCCN of the peer. @return the message */
    static ControlMessage MakeStopCcn();
    /** @brief ICRQ of the peer, acceptable. @param local its Session ID @return the message */
    static ControlMessage MakeIcrq(uint32_t local = SESSION);
    /** @brief ICRP of the peer. @return the message, acceptable if the session waits for it */
    ControlMessage MakeIcrp() const;
    /** @brief ICCN of the peer. @return the message, acceptable if the session waits for it */
    ControlMessage MakeIccn() const;
    /** @brief CDN of the peer. @return the message */
    ControlMessage MakeCdn() const;

    /** @brief Nonce of the peer. @return its octets */
    static Bytes MakeNonce();

    std::unique_ptr<MessageAuthenticator> authenticator; //!< of the peer, or null

    SimulatedLink link;     //!< the endpoint is side A of it, side B is never heard
    uint32_t connection{0}; //!< Control Connection ID of the endpoint
    uint32_t session{0};    //!< Session ID of the endpoint
    uint16_t ns{0};         //!< next Ns of the peer
    uint16_t nr{0};         //!< next Ns that the peer expects

  private:
    /** @brief Note the numbers and IDs in what the endpoint has sent. */
    void Listen();

    std::vector<ControlMessage> m_heard; //!< all messages of the endpoint
    std::size_t m_listened{0};           //!< how many outputs were looked at
    std::size_t m_taken{0};              //!< how many messages were taken
    std::size_t m_transitions{0};        //!< how many transitions were taken
};

/** @brief An AVP that nobody knows. @param message gets it @param mandatory M @return message */
ControlMessage WithUnknownAvp(ControlMessage message, bool mandatory);

} // namespace test
} // namespace l2tp
} // namespace ns3

#endif // L2TP_SCRIPTED_PEER_H
