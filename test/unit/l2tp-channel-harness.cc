// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-channel-harness.h"

#include "l2tp-fixed-window.h"
#include "l2tp-message-type.h"
#include "l2tp-simulated-link.h"

#include <algorithm>

namespace ns3
{
namespace l2tp
{
namespace test
{

ChannelEnd::ChannelEnd(ReliableChannel::Policies policies, ReliableChannel::Parameters parameters)
    : channel(*this, std::move(policies), parameters)
{
}

void
ChannelEnd::Transmit(Bytes& image, const ReliableChannel::Transmission& transmission)
{
    sent.push_back({now, image, transmission});
}

void
ChannelEnd::Acknowledged(MessageType /* type */, uint32_t tag)
{
    acknowledged.push_back(tag);
}

void
ChannelEnd::WindowChanged(const WindowState& window)
{
    windows.push_back(window);
}

void
ChannelEnd::Say(uint32_t count)
{
    for (; count > 0; --count)
    {
        channel.Send(ControlMessage(MessageType::Hello), false, ++m_tag, now);
    }
}

ReliableChannel::Disposition
ChannelEnd::Hear(MessageType type, uint16_t ns, uint16_t nr)
{
    ControlMessage message(type);
    message.SetNs(ns);
    message.SetNr(nr);
    return Hear(message);
}

ReliableChannel::Disposition
ChannelEnd::Hear(const ControlMessage& message)
{
    const auto disposition = channel.Receive(message, now);
    const auto deliver = [this](const ControlMessage& next) {
        delivered.push_back(next);
        if (up)
        {
            up(next);
        }
    };
    if (disposition == ReliableChannel::Disposition::InOrder)
    {
        deliver(message);
        while (const auto early = channel.PollDelivery())
        {
            deliver(*early);
        }
    }
    channel.EndReceive(now);
    return disposition;
}

ReliableChannel::Disposition
ChannelEnd::HearAck(uint16_t nr)
{
    return Hear(MessageType::Ack, 0, nr);
}

bool
ChannelEnd::RunUntil(Time until)
{
    while (channel.GetDeadline() <= until)
    {
        now = channel.GetDeadline();
        if (!channel.Expire(now))
        {
            return false;
        }
    }
    now = until;
    return true;
}

std::vector<std::string>
ChannelEnd::Take()
{
    std::vector<std::string> names;
    for (; m_taken < sent.size(); ++m_taken)
    {
        const auto decoded = ControlMessage::Decode(ByteView(sent[m_taken].image));
        const auto& message = std::get<ControlMessage>(decoded);
        names.push_back(std::string(MessageName(message.GetType())) + " " +
                        std::to_string(message.GetNs()) + " " + std::to_string(message.GetNr()));
    }
    return names;
}

std::vector<Time>
ChannelEnd::TimesOf(uint16_t ns) const
{
    std::vector<Time> times;
    for (const auto& one : sent)
    {
        if (one.transmission.ns == ns && one.transmission.type != MessageType::Ack)
        {
            times.push_back(one.when);
        }
    }
    return times;
}

ChannelPair::ChannelPair(ReliableChannel::Policies a,
                         ReliableChannel::Policies b,
                         ReliableChannel::Parameters parameters)
    : ends{std::make_unique<ChannelEnd>(std::move(a), parameters),
           std::make_unique<ChannelEnd>(std::move(b), parameters)}
{
}

bool
ChannelPair::Run()
{
    Collect();
    while (true)
    {
        Time next = m_flying.empty() ? Time::Max() : m_flying.begin()->first.first;
        int due = -1;
        for (int i = 0; i < 2; ++i)
        {
            if (ends[i]->channel.GetDeadline() < next)
            {
                next = ends[i]->channel.GetDeadline();
                due = i;
            }
        }
        if (next == Time::Max())
        {
            return true;
        }
        now = ends[0]->now = ends[1]->now = next;
        if (due >= 0)
        {
            if (!ends[due]->channel.Expire(now))
            {
                return false;
            }
        }
        else
        {
            const auto arrival = std::move(m_flying.begin()->second);
            m_flying.erase(m_flying.begin());
            const auto decoded = ControlMessage::Decode(ByteView(arrival.second));
            ends[arrival.first]->Hear(std::get<ControlMessage>(decoded));
        }
        Collect();
    }
}

void
ChannelPair::Collect()
{
    for (int i = 0; i < 2; ++i)
    {
        auto& sent = ends[i]->sent;
        for (; m_collected[i] < sent.size(); ++m_collected[i])
        {
            for (const auto& delay : rule(i, sent[m_collected[i]]))
            {
                m_flying.emplace(std::make_pair(now + delay, ++m_order),
                                 std::make_pair(1 - i, sent[m_collected[i]].image));
            }
        }
    }
}

ReliableChannel::Policies
MakeFixedWindowPolicies()
{
    auto policies = MakeDefaultPolicies();
    policies.congestion = CreateObject<FixedWindow>();
    return policies;
}

} // namespace test
} // namespace l2tp
} // namespace ns3
