// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_ENDPOINT_CONTEXT_H
#define L2TP_ENDPOINT_CONTEXT_H

#include "l2tp-endpoint-configuration.h"
#include "l2tp-engine-output.h"
#include "l2tp-outstanding-requests.h"
#include "l2tp-reliable-channel.h"
#include "l2tp-secret-store.h"
#include "l2tp-session-table.h"
#include "l2tp-session.h"

#include "ns3/address.h"
#include "ns3/nstime.h"
#include "ns3/ptr.h"
#include "ns3/random-variable-stream.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Where an endpoint gets its random numbers; none may be null.
 */
struct RandomStreams
{
    Ptr<UniformRandomVariable> identifiers; //!< Control Connection IDs and Session IDs
    Ptr<UniformRandomVariable> cookies;     //!< cookies (\RFC{3931} section 8.2)
    Ptr<UniformRandomVariable> hello;       //!< jitter of HELLO (\RFC{3931} section 4.4)
    Ptr<UniformRandomVariable> secrets;     //!< nonces, random vectors and padding
    Ptr<UniformRandomVariable> tieBreakers; //!< tie breakers (\RFC{3931} sections 5.4.3, 5.4.4)
};

/**
 * @ingroup l2tp
 * @brief What an endpoint asks its owner, who has to answer on the spot.
 *
 * None of the calls may come back into the endpoint.
 */
class EndpointHost
{
  public:
    virtual ~EndpointHost() = default;

    /**
     * @brief Make the strategies of a new control connection.
     * @return one new object each
     */
    virtual ReliableChannel::Policies MakePolicies() = 0;

    /**
     * @brief Whether a local Session ID may be given to a new session.
     *
     * Session IDs are unique on a node, not on a connection (\RFC{3931} section 4.1).
     * @param id a non-zero Session ID that no session of this endpoint has
     * @return true if nobody else on the node uses it
     */
    virtual bool IsSessionIdFree(uint32_t id) const = 0;

    /**
     * @brief Decide about a session that a peer asks for.
     * @param connection local ID of its control connection
     * @param request what the ICRQ or OCRQ says
     * @return the answer
     */
    virtual Admission Admit(uint32_t connection, const SessionRequest& request) = 0;

    /**
     * @brief The session that Admit() has accepted is being set up.
     * @param session its local Session ID
     * @param connection local ID of its control connection
     * @param request what the ICRQ or OCRQ says
     */
    virtual void Admitted([[maybe_unused]] uint32_t session,
                          [[maybe_unused]] uint32_t connection,
                          [[maybe_unused]] const SessionRequest& request)
    {
    }

    /**
     * @brief Whether two addresses belong to one LCCE, so that a tie is noticed
     *        (\RFC{3931} section 5.4.3).
     * @param one an address, as given to Endpoint::Connect()
     * @param other an address that an SCCRQ has come from; its port may be another one
     * @return true if only the same LCCE can have both
     */
    virtual bool IsSameHost(const Address& one, const Address& other) const
    {
        return one == other;
    }

    /**
     * @brief Add AVPs to a message of a session before it is sent, for what companion documents of
     *        pseudowire types define, or a vendor (\RFC{3931} sections 5.4.4, 5.4.5 and 6.14).
     *
     * What a peer has added is in output::Received.
     * @param message ICRQ, ICRP, ICCN, OCRQ, OCRP, OCCN, SLI or WEN with all AVPs of the RFC
     * @param session what is known of the session
     */
    virtual void Extend([[maybe_unused]] ControlMessage& message,
                        [[maybe_unused]] const SessionParameters& session)
    {
    }
};

/**
 * @ingroup l2tp
 * @brief What the parts of one endpoint share.
 */
struct EndpointContext
{
    /**
     * @brief Begin without connections. Aborts if the configuration contradicts itself.
     * @param theConfiguration everything that is configured
     * @param theHost the owner
     * @param theStreams random numbers
     */
    EndpointContext(EndpointConfiguration theConfiguration,
                    EndpointHost& theHost,
                    RandomStreams theStreams)
        : configuration(std::move(theConfiguration)),
          host(theHost),
          streams(std::move(theStreams)),
          secrets(configuration.authentication, configuration.profiles)
    {
    }

    EndpointConfiguration configuration;                    //!< everything that is configured
    EndpointHost& host;                                     //!< the owner
    RandomStreams streams;                                  //!< random numbers
    SecretStore secrets;                                    //!< shared secrets
    OutputQueue outputs;                                    //!< what the owner has not taken yet
    SessionTable sessions;                                  //!< all sessions by local Session ID
    std::map<PeerIdentity, std::set<uint32_t>> established; //!< open connections by peer
    std::vector<PeerIdentity> changedPeers; //!< whose set of open connections has just changed
    uint32_t serialNumber{0};               //!< last Serial Number used (section 5.4.4)
    OutstandingRequests requests{};         //!< own ICRQs and OCRQs that have no answer yet
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_ENDPOINT_CONTEXT_H
