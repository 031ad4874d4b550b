// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-secret-store.h"

#include "ns3/abort.h"

namespace ns3
{
namespace l2tp
{

SecretStore::SecretStore(const AuthenticationSettings& settings,
                         const std::vector<PeerProfile>& profiles)
{
    for (const auto& profile : profiles)
    {
        if (!profile.secrets.empty())
        {
            m_profiles.push_back(profile);
            m_own.push_back(Derive(profile.secrets));
        }
    }
    Set(settings);
}

void
SecretStore::Set(const AuthenticationSettings& settings)
{
    const bool secret = settings.mode == AuthenticationMode::Secret;
    NS_ABORT_MSG_IF(secret && settings.secrets.empty(),
                    "authentication by a secret needs one or two secrets; an empty string is one");
    NS_ABORT_MSG_IF(!secret && !settings.secrets.empty(),
                    "a secret is of no use unless authentication is by a secret");
    NS_ABORT_MSG_IF(!secret && settings.hiding,
                    "AVPs can be hidden only if authentication is by a secret");
    m_settings = settings;
    m_common = Derive(secret ? settings.secrets : std::vector<std::string>{""});
}

const SecretStore::Secrets&
SecretStore::Find(const std::string& hostName, std::optional<uint32_t> routerId) const
{
    if (m_settings.mode == AuthenticationMode::Secret)
    {
        if (const auto* profile = FindProfile(m_profiles, hostName, routerId))
        {
            return m_own[static_cast<std::size_t>(profile - m_profiles.data())];
        }
    }
    return m_common;
}

SecretStore::Secrets
SecretStore::Derive(const std::vector<std::string>& secrets)
{
    NS_ABORT_MSG_IF(secrets.size() > MessageAuthenticator::MAX_SECRETS,
                    "there may be two secrets while one is being changed, not more");
    Secrets derived;
    for (const auto& secret : secrets)
    {
        derived.push_back(std::make_shared<const SharedSecret>(secret));
    }
    return derived;
}

} // namespace l2tp
} // namespace ns3
