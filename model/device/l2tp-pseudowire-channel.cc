// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-pseudowire-channel.h"

#include "ns3/log.h"

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpPseudowireChannel");

NS_OBJECT_ENSURE_REGISTERED(PseudowireChannel);

TypeId
PseudowireChannel::GetTypeId()
{
    static TypeId tid = TypeId("ns3::l2tp::PseudowireChannel")
                            .SetParent<Channel>()
                            .SetGroupName("L2tp")
                            .AddConstructor<PseudowireChannel>();
    return tid;
}

PseudowireChannel::PseudowireChannel()
{
    NS_LOG_FUNCTION(this);
}

PseudowireChannel::~PseudowireChannel()
{
    NS_LOG_FUNCTION(this);
}

void
PseudowireChannel::SetDevice(Ptr<NetDevice> device)
{
    NS_LOG_FUNCTION(this << device);
    m_device = device;
}

std::size_t
PseudowireChannel::GetNDevices() const
{
    return m_device ? 1 : 0;
}

Ptr<NetDevice>
PseudowireChannel::GetDevice(std::size_t index) const
{
    return index == 0 ? m_device : nullptr;
}

void
PseudowireChannel::DoDispose()
{
    NS_LOG_FUNCTION(this);
    m_device = nullptr;
    Channel::DoDispose();
}

} // namespace l2tp
} // namespace ns3
