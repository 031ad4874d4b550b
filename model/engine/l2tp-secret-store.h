// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_SECRET_STORE_H
#define L2TP_SECRET_STORE_H

#include "l2tp-authentication-settings.h"
#include "l2tp-endpoint-configuration.h"
#include "l2tp-message-authenticator.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief The shared secrets of an endpoint, ready for use, and which peer has which.
 *
 * Keys are derived once for all connections (\RFC{3931} sections 4.3 and 5.3).
 */
class SecretStore
{
  public:
    /** @brief One or two secrets. */
    using Secrets = MessageAuthenticator::Secrets;

    /**
     * @brief Derive the keys. Aborts if the settings contradict each other.
     *
     * With AuthenticationMode::Secret there have to be one or two secrets, otherwise none; AVPs
     * can be hidden with AuthenticationMode::Secret only.
     * @param settings what is configured
     * @param profiles peers with secrets of their own
     */
    SecretStore(const AuthenticationSettings& settings, const std::vector<PeerProfile>& profiles);

    /**
     * @brief Take other settings. Aborts like the constructor does.
     * @param settings what is configured now
     */
    void Set(const AuthenticationSettings& settings);

    /** @brief What is configured. @return the settings */
    const AuthenticationSettings& GetSettings() const
    {
        return m_settings;
    }

    /**
     * @brief The secrets shared with a peer.
     *
     * The names are unproven in a message that is not verified: they choose what to verify it
     * with (\RFC{3931} section 3.3).
     * @param hostName its Host Name, or empty
     * @param routerId its Router ID, if known
     * @return its own secrets, or those of the endpoint; without AuthenticationMode::Secret the
     *         empty one
     */
    const Secrets& Find(const std::string& hostName, std::optional<uint32_t> routerId) const;

  private:
    /**
     * @brief Derive keys.
     * @param secrets one or two secrets
     * @return them
     */
    static Secrets Derive(const std::vector<std::string>& secrets);

    AuthenticationSettings m_settings;   //!< what is configured
    std::vector<PeerProfile> m_profiles; //!< peers with secrets of their own
    std::vector<Secrets> m_own;          //!< their secrets, in the same order
    Secrets m_common;                    //!< secrets of all others
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_SECRET_STORE_H
