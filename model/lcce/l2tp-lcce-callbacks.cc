// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-lcce.h"
#include "l2tp-session-directory.h"

#include "ns3/inet-socket-address.h"
#include "ns3/log.h"
#include "ns3/simulator.h"

#include <variant>

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpLcceCallbacks");

ReliableChannel::Policies
Lcce::MakePolicies()
{
    return ChannelAttributes::Make();
}

bool
Lcce::IsSameHost(const Address& one, const Address& other) const
{
    return InetSocketAddress::ConvertFrom(one).GetIpv4() ==
           InetSocketAddress::ConvertFrom(other).GetIpv4();
}

void
Lcce::Extend(ControlMessage& message, const SessionParameters& session)
{
    if (!m_hooks.extension.IsNull())
    {
        m_hooks.extension(message, session);
    }
}

bool
Lcce::IsSessionIdFree(uint32_t id) const
{
    return m_directory->IsFree(id);
}

void
Lcce::ReceiveControl(const InetSocketAddress& local, const InetSocketAddress& from, ByteView image)
{
    NS_LOG_FUNCTION(this << from << image.size());
    m_arrival = Path(local, from);
    if (m_phase == Phase::Stopping)
    {
        const auto decoded = ControlMessage::Decode(image);
        const auto* message = std::get_if<ControlMessage>(&decoded);
        if (message != nullptr && message->GetType() == MessageType::Sccrq)
        {
            output::ControlDrop drop{0,
                                     ControlDropReason::Closing,
                                     std::nullopt,
                                     "the LCCE is being shut down",
                                     std::nullopt};
            Handle(drop);
            return;
        }
    }
    m_endpoint->Receive(from, image, Simulator::Now());
    Drain();
}

void
Lcce::DataSent(const DataSession& session, Ptr<const Packet> frame)
{
    if (!m_dataTx.IsEmpty())
    {
        m_dataTx(Identify(session), frame);
    }
}

void
Lcce::DataReceived(const DataSession& session, Ptr<const Packet> frame)
{
    NoteAlive(session);
    if (!m_dataRx.IsEmpty())
    {
        m_dataRx(Identify(session), frame);
    }
}

void
Lcce::DataDropped(const DataSession& session, Ptr<const Packet> packet, DataDropReason reason)
{
    // A packet without a circuit was reported by DataReceived() before.
    if (reason == DataDropReason::OldSequence)
    {
        NoteAlive(session);
    }
    Count(reason);
    if (!m_dataDrop.IsEmpty())
    {
        m_dataDrop(Identify(session), packet, reason);
    }
}

void
Lcce::SecretChanged()
{
    NS_LOG_FUNCTION(this);
    if (m_endpoint)
    {
        AuthenticationAttributes::Check(GetEncapsulation(), m_profiles);
        m_endpoint->SetAuthentication(MakeAuthentication(GetEncapsulation()), Simulator::Now());
        Drain();
    }
}

Time
Lcce::GetDeadline(uint32_t connection) const
{
    return m_endpoint->GetDeadline(connection);
}

void
Lcce::Expire(uint32_t connection)
{
    NS_LOG_FUNCTION(this << connection);
    m_endpoint->Expire(connection, Simulator::Now());
    Drain();
}

void
Lcce::NoteAlive(const DataSession& session)
{
    const auto record = m_sessions.find(session.GetDataPath().GetLocalSessionId());
    if (record != m_sessions.end())
    {
        m_endpoint->Alive(record->second.connection, Simulator::Now());
    }
}

} // namespace l2tp
} // namespace ns3
