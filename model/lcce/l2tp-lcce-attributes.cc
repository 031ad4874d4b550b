// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-lcce-attributes.h"

namespace ns3
{
namespace l2tp
{

TypeId
LcceAttributes::AddAttributes(TypeId id)
{
    EndpointAttributes::AddTo(id);
    ChannelAttributes::AddTo(id);
    ConnectionAttributes::AddTo(id);
    AuthenticationAttributes::AddTo(id);
    LimitAttributes::AddTo(id);
    SessionAttributes::AddTo(id);
    return SequencingAttributes::AddTo(id);
}

void
LcceAttributes::CheckAttributes(const std::vector<PeerProfile>& profiles) const
{
    EndpointAttributes::Check();
    ChannelAttributes::Check();
    ConnectionAttributes::Check();
    AuthenticationAttributes::Check(GetEncapsulation(), profiles);
    LimitAttributes::Check();
    SessionAttributes::Check();
    SequencingAttributes::Check("ns3::l2tp::Lcce");
}

EndpointConfiguration
LcceAttributes::MakeConfiguration(const Node& node) const
{
    EndpointConfiguration configuration;
    EndpointAttributes::Fill(configuration, node);
    ChannelAttributes::Fill(configuration);
    ConnectionAttributes::Fill(configuration);
    LimitAttributes::Fill(configuration);
    SessionAttributes::Fill(configuration);
    configuration.authentication = MakeAuthentication(GetEncapsulation());
    return configuration;
}

} // namespace l2tp
} // namespace ns3
