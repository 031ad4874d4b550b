// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-reliable-channel.h"

#include "ns3/assert.h"
#include "ns3/log.h"

#include <algorithm>

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpReliableChannel");

namespace
{

/**
 * @brief Append to a buffer that grows by doubling.
 * @param buffer the buffer
 * @param element the new last element
 */
template <class T>
void
Append(boost::circular_buffer<T>& buffer, T&& element)
{
    if (buffer.full())
    {
        buffer.set_capacity(std::max<std::size_t>(4, 2 * buffer.capacity()));
    }
    buffer.push_back(std::move(element));
}

/**
 * @brief Distance of a sequence number from another one, modulo 65536.
 * @param number the number
 * @param from the number counted from
 * @return positive if number is ahead of from, negative or zero if it is old
 */
int32_t
Distance(uint16_t number, uint16_t from)
{
    return static_cast<int16_t>(static_cast<uint16_t>(number - from));
}

} // namespace

ReliableChannel::ReliableChannel(Port& port, Policies policies, const Parameters& parameters)
    : m_port(port),
      m_policies(std::move(policies)),
      m_parameters(parameters)
{
    NS_ASSERT(m_policies.congestion && m_policies.timing && m_policies.scope);
    NS_ASSERT(m_policies.outOfOrder && m_policies.acknowledgment && m_policies.discipline);
    m_cycle = m_policies.timing->GetCycle(m_parameters.maxRetransmissions);
    m_policies.congestion->Start(m_window);
    m_reported = m_window;
}

void
ReliableChannel::SetFirstNumbers(uint16_t ns, uint16_t nr)
{
    NS_ASSERT(m_counters.transmitted == 0 && m_counters.received == 0);
    m_ns = ns;
    m_nr = nr;
}

void
ReliableChannel::SetConnectionId(uint32_t id)
{
    m_connectionId = id;
}

void
ReliableChannel::SetPeerWindow(uint32_t size)
{
    m_window.peerWindow = std::clamp<uint32_t>(size, 1, MAX_RECEIVE_WINDOW);
    m_policies.congestion->PeerWindowKnown(m_window);
    ReportWindow();
}

void
ReliableChannel::SetReceiveWindow(uint16_t size)
{
    m_parameters.receiveWindow = size;
}

void
ReliableChannel::Send(ControlMessage message, bool reply, uint32_t tag, Time now)
{
    const auto type = message.GetType();
    const auto band = m_policies.discipline->GetBand(type, reply);
    NS_ASSERT_MSG(band < QueueDiscipline::BANDS, "the queue discipline names no such band");
    Append(m_waiting[band], Waiting{std::move(message).Release(), type, tag});
    if (!m_receiving)
    {
        Pump(now);
    }
}

void
ReliableChannel::Rewrite(const std::function<void(Bytes&)>& change)
{
    for (auto& message : m_outstanding)
    {
        change(message.image);
    }
    for (auto& band : m_waiting)
    {
        for (auto& message : band)
        {
            change(message.image);
        }
    }
}

void
ReliableChannel::Withdraw(uint32_t tag)
{
    for (auto& band : m_waiting)
    {
        const auto tagged = [tag](const Waiting& waiting) { return waiting.tag == tag; };
        // One that is found is mostly near the front.
        for (auto next = std::find_if(band.begin(), band.end(), tagged); next != band.end();
             next = std::find_if(next, band.end(), tagged))
        {
            next = band.rerase(next);
        }
    }
}

void
ReliableChannel::DropUnsent()
{
    for (auto& band : m_waiting)
    {
        band.clear();
    }
}

void
ReliableChannel::StopSending()
{
    DropUnsent();
    m_outstanding.clear();
    m_window.outstanding = 0;
    m_deadline = Time::Max();
    ReportWindow();
}

ReliableChannel::Disposition
ReliableChannel::Classify(uint16_t ns, uint16_t nr) const
{
    const auto distance = Distance(ns, m_nr);
    return Distance(nr, m_ns) > 0 ? Disposition::InvalidNr
           : distance < 0         ? Disposition::Duplicate
           : distance > 0         ? Disposition::OutOfOrder
                                  : Disposition::InOrder;
}

ReliableChannel::Disposition
ReliableChannel::Receive(const ControlMessage& message, Time now)
{
    NS_ASSERT_MSG(!m_receiving, "EndReceive() has to follow Receive()");
    m_receiving = true;
    ++m_counters.received;
    if (Distance(message.GetNr(), m_ns) > 0)
    {
        ++m_counters.invalidNr;
        return Disposition::InvalidNr;
    }
    Acknowledge(message.GetNr(), now);
    if (message.IsAcknowledgement())
    {
        return Disposition::Acknowledgement;
    }
    if (!m_acknowledgmentOwed)
    {
        m_acknowledgmentOwed = true;
        m_acknowledgeBy = now + m_policies.acknowledgment->GetDelay();
    }
    const auto distance = Distance(message.GetNs(), m_nr);
    if (distance == 0)
    {
        ++m_nr;
        return Disposition::InOrder;
    }
    if (distance < 0)
    {
        ++m_counters.duplicates;
        return Disposition::Duplicate;
    }
    ++m_counters.outOfOrder;
    if (static_cast<uint32_t>(distance) >= m_parameters.receiveWindow)
    {
        return Disposition::BeyondWindow;
    }
    if (!m_policies.outOfOrder->Keep(distance, m_parameters.receiveWindow))
    {
        return Disposition::OutOfOrder;
    }
    if (!m_early.emplace(message.GetNs(), message).second)
    {
        ++m_counters.duplicates;
        return Disposition::Duplicate;
    }
    return Disposition::Queued;
}

std::optional<ControlMessage>
ReliableChannel::PollDelivery()
{
    const auto next = m_early.find(m_nr);
    if (next == m_early.end())
    {
        return std::nullopt;
    }
    std::optional<ControlMessage> message(std::move(next->second));
    m_early.erase(next);
    ++m_nr;
    return message;
}

void
ReliableChannel::EndReceive(Time now)
{
    NS_ASSERT_MSG(m_receiving, "Receive() has to come before EndReceive()");
    m_receiving = false;
    Pump(now);
    if (m_acknowledgmentOwed && m_acknowledgeBy <= now)
    {
        SendAcknowledgment();
    }
}

bool
ReliableChannel::Expire(Time now)
{
    if (m_deadline <= now)
    {
        const bool alive =
            m_policies.scope->HasTimerPerMessage() ? ExpireEach(now) : ExpireOldest(now);
        if (!alive)
        {
            return false;
        }
    }
    if (m_acknowledgmentOwed && m_acknowledgeBy <= now)
    {
        SendAcknowledgment();
    }
    return true;
}

Time
ReliableChannel::GetDeadline() const
{
    return m_acknowledgmentOwed ? std::min(m_acknowledgeBy, m_deadline) : m_deadline;
}

Time
ReliableChannel::GetRetransmissionDeadline() const
{
    return m_deadline;
}

bool
ReliableChannel::IsIdle() const
{
    return m_outstanding.empty() && GetWaiting() == 0;
}

std::size_t
ReliableChannel::GetOutstanding() const
{
    return m_outstanding.size();
}

std::size_t
ReliableChannel::GetWaiting() const
{
    std::size_t waiting = 0;
    for (const auto& band : m_waiting)
    {
        waiting += band.size();
    }
    return waiting;
}

const WindowState&
ReliableChannel::GetWindow() const
{
    return m_window;
}

const ReliableChannel::Counters&
ReliableChannel::GetCounters() const
{
    return m_counters;
}

Time
ReliableChannel::GetCycle() const
{
    return m_cycle;
}

void
ReliableChannel::Acknowledge(uint16_t nr, Time now)
{
    uint32_t acknowledged = 0;
    while (!m_outstanding.empty() && Distance(nr, m_outstanding.front().ns) > 0)
    {
        const auto& oldest = m_outstanding.front();
        // What was sent before a retransmission may have waited for it at the peer, so that its
        // acknowledgment says nothing about the path.
        if (oldest.attempt == 0 && oldest.sent >= m_lastRetransmission)
        {
            m_policies.timing->Measured(m_timing, now - oldest.sent);
        }
        m_port.Acknowledged(oldest.type, oldest.tag);
        m_outstanding.pop_front();
        ++acknowledged;
    }
    if (acknowledged == 0)
    {
        return;
    }
    m_backoff = 0;
    Rearm(now);
    m_window.outstanding = m_outstanding.size();
    m_policies.congestion->Acknowledged(m_window, acknowledged);
    ReportWindow();
}

void
ReliableChannel::Pump(Time now)
{
    for (auto& band : m_waiting)
    {
        while (!band.empty() && m_outstanding.size() < m_policies.congestion->GetWindow(m_window))
        {
            Waiting next = std::move(band.front());
            band.pop_front();
            SendFirst(std::move(next), now);
        }
    }
    ReportWindow();
}

void
ReliableChannel::SendFirst(Waiting&& waiting, Time now)
{
    const auto timeout = m_policies.timing->GetTimeout(m_timing, 0);
    Append(m_outstanding,
           Outstanding{std::move(waiting.image),
                       waiting.type,
                       m_ns,
                       waiting.tag,
                       0,
                       now,
                       now + timeout});
    auto& message = m_outstanding.back();
    ControlMessage::PatchControlConnectionId(message.image, m_connectionId);
    ++m_ns;
    m_window.outstanding = m_outstanding.size();
    if (m_policies.scope->HasTimerPerMessage())
    {
        m_deadline = std::min(m_deadline, message.deadline);
    }
    else if (m_outstanding.size() == 1)
    {
        m_backoff = 0;
        m_deadline = message.deadline;
    }
    Emit(message.image, {message.type, message.ns, 0, 0, timeout, message.tag});
}

void
ReliableChannel::SendAgain(std::size_t index, Time timeout, Time now)
{
    auto& message = m_outstanding[index];
    ++message.attempt;
    ++m_counters.retransmitted;
    m_lastRetransmission = now;
    Emit(message.image, {message.type, message.ns, 0, message.attempt, timeout, message.tag});
}

bool
ReliableChannel::ExpireOldest(Time now)
{
    NS_ASSERT(!m_outstanding.empty());
    if (m_backoff >= GetLimit(m_outstanding.front().type))
    {
        return false;
    }
    ++m_backoff;
    const auto timeout = m_policies.timing->GetTimeout(m_timing, m_backoff);
    m_deadline = now + timeout;
    m_policies.congestion->Expired(m_window);
    const auto batch =
        std::min(m_policies.scope->GetBatch(m_outstanding.size()), m_outstanding.size());
    for (std::size_t i = 0; i < batch; ++i)
    {
        SendAgain(i, timeout, now);
    }
    ReportWindow();
    return true;
}

bool
ReliableChannel::ExpireEach(Time now)
{
    for (const auto& message : m_outstanding)
    {
        if (message.deadline <= now && message.attempt >= GetLimit(message.type))
        {
            return false;
        }
    }
    m_policies.congestion->Expired(m_window);
    for (std::size_t i = 0; i < m_outstanding.size(); ++i)
    {
        auto& message = m_outstanding[i];
        if (message.deadline <= now)
        {
            const auto timeout = m_policies.timing->GetTimeout(m_timing, message.attempt + 1);
            message.deadline = now + timeout;
            SendAgain(i, timeout, now);
        }
    }
    Rearm(now);
    ReportWindow();
    return true;
}

void
ReliableChannel::Rearm(Time now)
{
    m_deadline = Time::Max();
    if (m_policies.scope->HasTimerPerMessage())
    {
        for (const auto& message : m_outstanding)
        {
            m_deadline = std::min(m_deadline, message.deadline);
        }
    }
    else if (!m_outstanding.empty())
    {
        m_deadline = now + m_policies.timing->GetTimeout(m_timing, 0);
    }
}

void
ReliableChannel::Emit(Bytes& image, Transmission transmission)
{
    transmission.nr = m_nr;
    ControlMessage::PatchSequence(image, transmission.ns, transmission.nr);
    m_acknowledgmentOwed = false;
    ++m_counters.transmitted;
    m_port.Transmit(image, transmission);
}

void
ReliableChannel::SendAcknowledgment()
{
    ControlMessage message(MessageType::Ack);
    message.SetControlConnectionId(m_connectionId);
    Bytes image = std::move(message).Release();
    ++m_counters.acknowledgments;
    Emit(image, {MessageType::Ack, m_ns, 0, 0, Time(0), 0});
}

void
ReliableChannel::ReportWindow()
{
    if (m_window.cwnd != m_reported.cwnd || m_window.ssthresh != m_reported.ssthresh ||
        m_window.peerWindow != m_reported.peerWindow ||
        m_window.outstanding != m_reported.outstanding)
    {
        m_reported = m_window;
        m_port.WindowChanged(m_window);
    }
}

uint32_t
ReliableChannel::GetLimit(MessageType type) const
{
    return type == MessageType::Sccrq ? m_parameters.maxSccrqRetransmissions
                                      : m_parameters.maxRetransmissions;
}

} // namespace l2tp
} // namespace ns3
