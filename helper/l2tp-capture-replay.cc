// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-capture-replay.h"

#include "ns3/flow-id-tag.h"
#include "ns3/log.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpCaptureReplay");

CaptureReplay::CaptureReplay(Ptr<PseudowireDevice> near, Ptr<PseudowireDevice> far)
    : m_near(near),
      m_far(far)
{
    NS_LOG_FUNCTION(this << near << far);
    m_far->TraceConnectWithoutContext("PromiscSniffer",
                                      MakeCallback(&CaptureReplay::Receive, this));
}

CaptureReplay::~CaptureReplay()
{
    NS_LOG_FUNCTION(this);
    m_event.Cancel();
    m_far->TraceDisconnectWithoutContext("PromiscSniffer",
                                         MakeCallback(&CaptureReplay::Receive, this));
}

void
CaptureReplay::Start(const std::vector<CaptureFile::Frame>& frames)
{
    NS_LOG_FUNCTION(this << frames.size());
    m_frames = frames;
    std::stable_sort(
        m_frames.begin(),
        m_frames.end(),
        [](const CaptureFile::Frame& a, const CaptureFile::Frame& b) { return a.time < b.time; });
    m_fates.assign(m_frames.size(), Fate::Waiting);
    m_start = Simulator::Now();
    SendDue();
}

Time
CaptureReplay::GetDuration(const std::vector<CaptureFile::Frame>& frames)
{
    Time first = Time::Max();
    Time last(0);
    for (const auto& frame : frames)
    {
        first = std::min(first, frame.time);
        last = std::max(last, frame.time);
    }
    return frames.empty() ? Time(0) : last - first;
}

void
CaptureReplay::SendDue()
{
    NS_LOG_FUNCTION(this);
    while (m_next < m_frames.size())
    {
        const Time due = m_start + m_frames[m_next].time - m_frames.front().time;
        if (due > Simulator::Now())
        {
            m_event = Simulator::Schedule(due - Simulator::Now(), &CaptureReplay::SendDue, this);
            return;
        }
        SendFrame(m_next++);
    }
}

void
CaptureReplay::SendFrame(std::size_t number)
{
    NS_LOG_FUNCTION(this << number);
    const Bytes& octets = m_frames[number].octets;
    const auto packet = Create<Packet>(octets.data(), octets.size());
    packet->AddByteTag(FlowIdTag(static_cast<uint32_t>(number)));
    m_fates[number] = Fate::OnTheWay;
    if (!m_near->SendFrame(packet))
    {
        m_fates[number] = Fate::Refused;
    }
}

void
CaptureReplay::Receive(Ptr<const Packet> packet)
{
    NS_LOG_FUNCTION(this << packet);
    FlowIdTag tag;
    if (!packet->FindFirstMatchingByteTag(tag) || tag.GetFlowId() >= m_fates.size() ||
        m_fates[tag.GetFlowId()] != Fate::OnTheWay)
    {
        m_unexpected++;
        return;
    }
    Bytes arrived(packet->GetSize());
    packet->CopyData(arrived.data(), arrived.size());
    m_fates[tag.GetFlowId()] =
        arrived == m_frames[tag.GetFlowId()].octets ? Fate::Identical : Fate::Altered;
}

CaptureReplay::Result
CaptureReplay::GetResult() const
{
    const auto count = [this](Fate fate) -> uint64_t {
        return std::count(m_fates.begin(), m_fates.end(), fate);
    };
    Result result;
    result.refused = count(Fate::Refused);
    result.identical = count(Fate::Identical);
    result.altered = count(Fate::Altered);
    result.lost = count(Fate::OnTheWay);
    result.sent = result.identical + result.altered + result.lost;
    result.unexpected = m_unexpected;
    return result;
}

} // namespace l2tp
} // namespace ns3
