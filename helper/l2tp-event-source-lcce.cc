// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-event-source-lcce.h"

#include "l2tp-ascii-control-trace.h"
#include "l2tp-event-source-node.h"

#include "ns3/inet-socket-address.h"
#include "ns3/simulator.h"

namespace ns3
{
namespace l2tp
{

namespace
{

using Kind = LogEvent::Kind;

/**
 * @brief The message of an event.
 * @param event an event of the LCCE
 * @return the message, without a number
 */
LogEvent::Message
MakeMessage(const ControlEvent& event)
{
    auto message = LogEvent::Message::Read(event.image).value_or(LogEvent::Message());
    message.type = event.type;
    message.name = event.name;
    message.attempt = event.attempt;
    message.timeout = event.timeout;
    return message;
}

} // namespace

EventSource::LcceTap::LcceTap(EventSource& source,
                              NodeTap& node,
                              std::size_t index,
                              Ptr<Lcce> lcce,
                              const std::string& name)
    : m_source(source),
      m_node(node),
      m_index(index),
      m_lcce(lcce),
      m_name(name)
{
    m_node.ExpectSent();
    Switch(true);
}

EventSource::LcceTap::~LcceTap()
{
    Switch(false);
}

bool
EventSource::LcceTap::IsAt(const Address& address) const
{
    const auto wanted = InetSocketAddress::ConvertFrom(address).GetIpv4();
    Ipv4AddressValue local;
    m_lcce->GetAttribute("LocalAddress", local);
    return local.Get() == Ipv4Address::GetAny()
               ? m_node.GetIpv4()->GetInterfaceForAddress(wanted) >= 0
               : local.Get() == wanted;
}

void
EventSource::LcceTap::Switch(bool on)
{
    const auto connect = [&](const char* name, auto method) {
        const auto sink = MakeCallback(method, this);
        on ? m_lcce->TraceConnectWithoutContext(name, sink)
           : m_lcce->TraceDisconnectWithoutContext(name, sink);
    };
    connect("ControlTx", &LcceTap::Sent);
    connect("ControlRx", &LcceTap::Received);
    connect("ControlDrop", &LcceTap::Dropped);
    connect("FaultyAvp", &LcceTap::Faulty);
    connect("HelloTx", &LcceTap::HelloSent);
    connect("HelloTimeout", &LcceTap::HelloTimeout);
    connect("PeerDead", &LcceTap::PeerDead);
    connect("WindowChange", &LcceTap::WindowChanged);
    connect("StateTransition", &LcceTap::Transition);
    connect("ConnectionUp", &LcceTap::ConnectionUp);
    connect("ConnectionDown", &LcceTap::ConnectionDown);
    connect("Reconnect", &LcceTap::Reconnect);
    connect("SessionUp", &LcceTap::SessionUp);
    connect("SessionDown", &LcceTap::SessionDown);
    connect("CircuitStatus", &LcceTap::CircuitStatus);
    connect("CircuitErrors", &LcceTap::CircuitErrors);
    connect("CallRequested", &LcceTap::CallRequested);
}

void
EventSource::LcceTap::Sent(const ControlEvent& event)
{
    auto sent = Make(Kind::Sent, event.ids);
    sent.message = MakeMessage(event);
    sent.message->sender = m_index;
    const auto packet = m_node.TakeSent(event.image);
    m_source.Depart(packet, *sent.message);
    m_last = sent.message->transmission;
    if (event.attempt > 0)
    {
        Expire(event.ids);
        auto again = sent;
        again.kind = Kind::Retransmit;
        m_source.Tell(again);
    }
    m_source.Tell(sent);
    TellLoss(packet, *sent.message);
    CheckTimer(event.ids);
}

void
EventSource::LcceTap::TellLoss(std::optional<uint64_t> packet, const LogEvent::Message& message)
{
    auto lost = m_node.TakeHeld();
    if (!packet)
    {
        lost.emplace();
        lost->kind = Kind::Lost;
        lost->node = m_node.GetId();
        lost->reason = "no route";
    }
    if (lost)
    {
        lost->message = message;
        m_source.Tell(*lost);
    }
    if (lost && packet)
    {
        m_source.TakeOff(*packet);
    }
}

void
EventSource::LcceTap::Received(const ControlEvent& event)
{
    auto received = Make(Kind::Received, event.ids);
    received.message = MakeMessage(event);
    if (const auto arrival = m_node.GetArrival())
    {
        received.message->transmission = arrival->transmission;
        received.message->sender = arrival->sender;
        received.message->attempt = arrival->attempt;
    }
    received.reason = AsciiControlTrace::GetName(event.disposition);
    m_source.Tell(received);
}

void
EventSource::LcceTap::Dropped(const ControlDropEvent& event)
{
    auto dropped = Make(Kind::Dropped, event.ids);
    dropped.message = m_node.GetArrival();
    dropped.reason = l2tp::GetName(event.reason);
    dropped.details = &event;
    m_source.Tell(dropped);
}

void
EventSource::LcceTap::Faulty(const FaultyAvpEvent& event)
{
    // It need not be the message that has just arrived: others may have waited for it.
    Tell(Kind::FaultyAvp, event.ids, &event);
}

void
EventSource::LcceTap::HelloSent(const ControlEvent& event)
{
    auto hello = Make(Kind::HelloSent, event.ids);
    hello.message = MakeMessage(event);
    hello.message->transmission = m_last;
    m_source.Tell(hello);
}

void
EventSource::LcceTap::HelloTimeout(const ConnectionIds& ids)
{
    Expire(ids);
    Tell(Kind::HelloTimeout, ids);
}

void
EventSource::LcceTap::PeerDead(const ConnectionIds& ids)
{
    Expire(ids);
    Tell(Kind::GiveUp, ids);
}

void
EventSource::LcceTap::WindowChanged(const ConnectionIds& ids, const WindowState& window)
{
    const auto* connection = m_lcce->FindConnection(ids.connection);
    Tell(Kind::Window,
         ids,
         LogEvent::Windows{window, connection ? connection->GetChannel().GetWaiting() : 0});
    CheckTimer(ids);
}

void
EventSource::LcceTap::Transition(const StateTransitionEvent& event)
{
    Tell(Kind::Transition, event.ids, &event);
}

void
EventSource::LcceTap::ConnectionUp(const ConnectionIds& ids)
{
    Tell(Kind::ConnectionUp, ids);
}

void
EventSource::LcceTap::ConnectionDown(const ConnectionIds& ids, const DownReason& reason)
{
    Tell(Kind::ConnectionDown, ids, &reason);
    CheckTimer(ids);
}

void
EventSource::LcceTap::Reconnect(uint32_t peer, const Address& address, Time delay)
{
    Tell(Kind::Reconnect, {}, LogEvent::Reconnection{peer, &address, delay});
}

void
EventSource::LcceTap::SessionUp(const SessionUpEvent& event)
{
    Tell(Kind::SessionUp, event.ids, &event);
}

void
EventSource::LcceTap::SessionDown(const SessionDownEvent& event)
{
    Tell(Kind::SessionDown, event.ids, &event);
}

void
EventSource::LcceTap::CircuitStatus(const CircuitStatusEvent& event)
{
    Tell(Kind::CircuitStatus, event.ids, &event);
}

void
EventSource::LcceTap::CircuitErrors(const CircuitErrorsEvent& event)
{
    Tell(Kind::CircuitErrors, event.ids, &event);
}

void
EventSource::LcceTap::CallRequested(const CallRequestedEvent& event)
{
    Tell(Kind::CallRequested, event.ids, &event);
}

LogEvent
EventSource::LcceTap::Make(LogEvent::Kind kind, const ConnectionIds& ids) const
{
    LogEvent event;
    event.kind = kind;
    event.node = m_node.GetId();
    event.lcce = m_index;
    event.name = &m_name;
    event.ids = ids;
    return event;
}

void
EventSource::LcceTap::Tell(LogEvent::Kind kind, const ConnectionIds& ids, LogEvent::Details details)
{
    auto event = Make(kind, ids);
    event.details = details;
    m_source.Tell(event);
}

void
EventSource::LcceTap::CheckTimer(const ConnectionIds& ids)
{
    const auto* connection = m_lcce->FindConnection(ids.connection);
    const auto deadline =
        connection ? connection->GetChannel().GetRetransmissionDeadline() : Time::Max();
    const auto known = m_timers.find(ids.connection);
    const auto before = known == m_timers.end() ? Time::Max() : known->second;
    if (deadline == before)
    {
        return;
    }
    if (deadline == Time::Max())
    {
        m_timers.erase(known);
        Tell(Kind::TimerStopped, ids);
        return;
    }
    m_timers[ids.connection] = deadline;
    Tell(Kind::TimerSet, ids, LogEvent::Timer{deadline});
}

void
EventSource::LcceTap::Expire(const ConnectionIds& ids)
{
    const auto known = m_timers.find(ids.connection);
    if (known != m_timers.end() && known->second <= Simulator::Now())
    {
        m_timers.erase(known);
        Tell(Kind::TimerExpired, ids);
    }
}

} // namespace l2tp
} // namespace ns3
