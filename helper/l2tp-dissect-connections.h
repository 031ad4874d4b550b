// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_DISSECT_CONNECTIONS_H
#define L2TP_DISSECT_CONNECTIONS_H

#include "l2tp-bytes.h"
#include "l2tp-control-message.h"
#include "l2tp-dissect-bounded-map.h"
#include "l2tp-dissect-path.h"
#include "l2tp-dissection-record.h"
#include "l2tp-dissector-options.h"
#include "l2tp-message-authenticator.h"
#include "l2tp-shared-secret.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Learns the nonces of the control connections in a capture and checks digests with them.
 *
 * A connection is known by the Control Connection IDs that its two ends assign, so that any number
 * of them between the same two addresses do not get mixed up (\RFC{3931} section 5.4.3). What a
 * message with a wrong digest says counts only as long as there is nothing better; it is needed to
 * tell that all other messages are wrong as well, with a wrong secret for instance.
 */
class DissectConnections
{
  public:
    /** @brief Most connection ends that are remembered. */
    static constexpr std::size_t MAX_ENDS = 65536;

    /**
     * @brief Know no connection.
     * @param options secret and nonces
     */
    explicit DissectConnections(const DissectorOptions& options);

    /**
     * @brief Judge a message before anything of it is used.
     * @param path from where to where it goes
     * @param message its octets from the T bit
     * @param isSingle whether the message does not come from a capture, so that the direction of
     *        the nonces in the options is certain
     * @return the verdict
     */
    DissectionRecord::Digest Judge(const DissectPath& path, ByteView message, bool isSingle);

    /**
     * @brief Make hidden AVPs of a message readable, if there is a secret.
     * @param message the message; its digest is not wrong
     */
    void Unhide(ControlMessage& message) const;

    /**
     * @brief Learn from a message.
     * @param path from where to where it goes
     * @param message the message, unhidden unless its digest is wrong
     * @param digest the verdict on it
     */
    void Learn(const DissectPath& path,
               const ControlMessage& message,
               DissectionRecord::Digest digest);

  private:
    /** @brief A control connection. */
    struct Connection
    {
        std::optional<Bytes> initiatorNonce; //!< nonce of SCCRQ; empty if there was none
        std::optional<Bytes> responderNonce; //!< nonce of SCCRP; empty if there was none
        bool isEstablished{false};           //!< whether both ends surely have both nonces
    };

    /** @brief One end of a connection. */
    struct End
    {
        std::shared_ptr<Connection> connection; //!< the connection
        bool isInitiator{false};                //!< whether it is the end that has sent SCCRQ
    };

    /** @brief From an LCCE to its peer, and the identifier that it has assigned. */
    using Key = std::pair<DissectPath, uint32_t>;

    /**
     * @brief The end that a message is for.
     * @param path from where to where it goes
     * @param message its octets from the T bit
     * @return the end; without a connection if it is not known
     */
    End FindReceiver(const DissectPath& path, ByteView message);

    /**
     * @brief Check a digest with certain nonces.
     * @param message octets from the T bit
     * @param sender nonce of the sender, or empty
     * @param receiver nonce of the receiver, or empty
     * @param isEstablished whether both ends have both nonces
     * @return true if it is right
     */
    bool IsGood(ByteView message, ByteView sender, ByteView receiver, bool isEstablished);

    /**
     * @brief Check a digest with the nonces that the user has given.
     * @param message octets from the T bit
     * @param isSingle whether they can be one way round only
     * @return true if it is right
     */
    bool IsGoodWithGiven(ByteView message, bool isSingle);

    DissectorOptions m_options;                   //!< secret and nonces
    std::shared_ptr<const SharedSecret> m_secret; //!< the secret; the empty one if there is none
    MessageAuthenticator m_authenticator;         //!< checks digests
    MessageAuthenticator m_integrity;             //!< checks those of connections without a secret
    BoundedMap<Key, End> m_ends{MAX_ENDS};        //!< ends of connections
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_DISSECT_CONNECTIONS_H
