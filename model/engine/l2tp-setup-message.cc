// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-setup-message.h"

#include "l2tp-avp.h"
#include "l2tp-message-peek.h"

namespace ns3
{
namespace l2tp
{

ControlMessage
MakeSetupMessage(MessageType type,
                 const EndpointConfiguration& configuration,
                 uint32_t connection,
                 uint16_t receiveWindow)
{
    ControlMessage message(type);
    message.Add<avp::HostName>(configuration.hostName)
        .Add<avp::RouterId>(configuration.routerId)
        .Add<avp::AssignedControlConnectionId>(connection)
        .Add<avp::PseudowireCapabilitiesList>(configuration.pseudowireTypes)
        .Add<avp::ReceiveWindowSize>(receiveWindow);
    if (!configuration.vendorName.empty())
    {
        message.Add<avp::VendorName>(configuration.vendorName);
    }
    if (!configuration.preferredLanguage.empty())
    {
        message.Add<avp::PreferredLanguage>(configuration.preferredLanguage);
    }
    return message;
}

PeerInformation
ReadPeerInformation(const ControlMessage& message)
{
    PeerInformation peer;
    peer.hostName = message.Get<avp::HostName>().value_or("");
    peer.routerId = message.Get<avp::RouterId>().value_or(0);
    peer.vendorName = message.Get<avp::VendorName>().value_or("");
    peer.receiveWindow = message.Get<avp::ReceiveWindowSize>().value_or(DEFAULT_RECEIVE_WINDOW);
    peer.preferredLanguage = message.Get<avp::PreferredLanguage>().value_or("");
    peer.tieBreaker = message.Get<avp::ControlConnectionTieBreaker>();
    if (auto types = message.Get<avp::PseudowireCapabilitiesList>())
    {
        peer.pseudowireTypes = std::move(*types);
    }
    return peer;
}

std::pair<std::string, std::optional<uint32_t>>
PeekIdentity(ByteView image)
{
    std::pair<std::string, std::optional<uint32_t>> names;
    if (const auto name = PeekValue(image, avp::HostName::INFO.type))
    {
        names.first.assign(name->begin(), name->end());
    }
    const auto router = PeekValue(image, avp::RouterId::INFO.type);
    if (router && router->size() == sizeof(uint32_t))
    {
        uint32_t id = 0;
        DecodeValue(*router, id);
        names.second = id;
    }
    return names;
}

} // namespace l2tp
} // namespace ns3
