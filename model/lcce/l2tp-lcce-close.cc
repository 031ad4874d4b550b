// SPDX-License-Identifier: GPL-2.0-only
// What a script ends: connections and sessions. It may do so in a sink for the very message by
// which a tie has been lost, before it is told that its handle names what is left of the two now.
#include "l2tp-lcce.h"

#include "ns3/abort.h"
#include "ns3/log.h"
#include "ns3/simulator.h"

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpLcceClose");

namespace
{

/**
 * @brief Reason for a message that a script asks for.
 * @param reason what the script has given
 * @param result the result if it has given none
 * @return the reason
 */
DownReason
Complete(DownReason reason, uint16_t result)
{
    reason.cause = DownCause::Local;
    reason.result = reason.result == 0 ? result : reason.result;
    return reason;
}

} // namespace

void
Lcce::Disconnect(uint32_t peer)
{
    NS_LOG_FUNCTION(this << peer);
    auto& link = m_peers.Get(peer);
    link.SetWanted(false);
    link.StopBackOff();
    link.GetCalls().clear();
    CloseConnection(link.GetConnection());
}

void
Lcce::HangUp(uint32_t call)
{
    NS_LOG_FUNCTION(this << call);
    NS_ABORT_MSG_UNLESS(m_peers.IsCall(call), "ns3::l2tp::Lcce has no call with handle " << call);
    if (const auto* found = m_peers.FindCall(call))
    {
        const auto session = found->session;
        m_peers.EndCall(call);
        CloseSession(session);
    }
}

void
Lcce::CloseConnection(uint32_t connection, const DownReason& reason)
{
    NS_LOG_FUNCTION(this << connection << reason.result);
    if (m_endpoint)
    {
        const auto record = m_connections.find(connection);
        const auto complete =
            Complete(reason, static_cast<uint16_t>(StopCcnResult::GeneralRequest));
        if (record != m_connections.end())
        {
            auto* link = m_peers.Find(record->second.ids.peer);
            if (link != nullptr && link->GetConnection() == connection)
            {
                link->SetWanted(false);
            }
        }
        if (m_draining)
        {
            m_closing.connections[connection] = complete;
        }
        m_endpoint->Disconnect(connection, complete, Simulator::Now());
        Drain();
    }
}

void
Lcce::CloseSession(uint32_t session, const DownReason& reason)
{
    NS_LOG_FUNCTION(this << session << reason.result);
    if (m_endpoint)
    {
        const auto complete = Complete(reason, static_cast<uint16_t>(CdnResult::Administrative));
        if (m_draining)
        {
            m_closing.sessions[session] = complete;
        }
        m_endpoint->HangUp(session, complete, Simulator::Now());
        Drain();
    }
}

} // namespace l2tp
} // namespace ns3
