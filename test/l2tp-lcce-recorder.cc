// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-lcce-recorder.h"

#include "ns3/abort.h"
#include "ns3/callback.h"
#include "ns3/l2tp-message-type.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <sstream>

namespace ns3
{
namespace l2tp
{
namespace tests
{

LcceRecorder::LcceRecorder(Ptr<Lcce> lcce)
    : m_lcce(lcce)
{
    Wire(true);
}

LcceRecorder::~LcceRecorder()
{
    Wire(false);
}

void
LcceRecorder::Wire(bool connect)
{
    const auto wire = [this, connect](const char* name, const CallbackBase& sink) {
        const bool done = connect ? m_lcce->TraceConnectWithoutContext(name, sink)
                                  : m_lcce->TraceDisconnectWithoutContext(name, sink);
        NS_ABORT_MSG_UNLESS(done, "ns3::l2tp::Lcce has no trace source " << name);
    };
    wire("ControlTx", MakeCallback(&LcceRecorder::ControlTx, this));
    wire("ControlRx", MakeCallback(&LcceRecorder::ControlRx, this));
    wire("ControlDrop", MakeCallback(&LcceRecorder::ControlDrop, this));
    wire("FaultyAvp", MakeCallback(&LcceRecorder::FaultyAvp, this));
    wire("Retransmit", MakeCallback(&LcceRecorder::Retransmit, this));
    wire("AckTx", MakeCallback(&LcceRecorder::AckTx, this));
    wire("HelloTx", MakeCallback(&LcceRecorder::HelloTx, this));
    wire("HelloTimeout", MakeCallback(&LcceRecorder::HelloTimeout, this));
    wire("PeerDead", MakeCallback(&LcceRecorder::PeerDead, this));
    wire("WindowChange", MakeCallback(&LcceRecorder::WindowChange, this));
    wire("StateTransition", MakeCallback(&LcceRecorder::StateTransition, this));
    wire("ConnectionUp", MakeCallback(&LcceRecorder::ConnectionUp, this));
    wire("ConnectionDown", MakeCallback(&LcceRecorder::ConnectionDown, this));
    wire("SessionUp", MakeCallback(&LcceRecorder::SessionUp, this));
    wire("SessionDown", MakeCallback(&LcceRecorder::SessionDown, this));
    wire("CircuitStatus", MakeCallback(&LcceRecorder::CircuitStatus, this));
    wire("CircuitErrors", MakeCallback(&LcceRecorder::CircuitErrors, this));
    wire("CallRequested", MakeCallback(&LcceRecorder::CallRequested, this));
    wire("Reconnect", MakeCallback(&LcceRecorder::Reconnect, this));
    wire("DataTx", MakeCallback(&LcceRecorder::DataTx, this));
    wire("DataRx", MakeCallback(&LcceRecorder::DataRx, this));
    wire("DataDrop", MakeCallback(&LcceRecorder::DataDrop, this));
}

std::vector<LcceRecorder::Message>
LcceRecorder::Find(MessageType type, bool sent) const
{
    std::vector<Message> found;
    std::copy_if(messages.begin(),
                 messages.end(),
                 std::back_inserter(found),
                 [type, sent](const Message& message) {
                     return message.type == type && message.sent == sent;
                 });
    return found;
}

std::vector<LcceRecorder::News>
LcceRecorder::Find(const std::string& what) const
{
    std::vector<News> found;
    std::copy_if(news.begin(), news.end(), std::back_inserter(found), [&what](const News& item) {
        return item.what == what;
    });
    return found;
}

std::size_t
LcceRecorder::Count(const std::string& what) const
{
    return Find(what).size();
}

Time
LcceRecorder::GetLastReception() const
{
    const auto last = std::find_if(messages.rbegin(), messages.rend(), [](const Message& message) {
        return !message.sent;
    });
    return last == messages.rend() ? Time(0) : last->time;
}

std::string
LcceRecorder::GetSentNames() const
{
    std::string names;
    for (const auto& message : messages)
    {
        if (message.sent)
        {
            names += (names.empty() ? "" : " ") + std::string(MessageName(message.type));
        }
    }
    return names;
}

std::string
LcceRecorder::GetText() const
{
    std::ostringstream text;
    for (const auto& message : messages)
    {
        text << message.time.GetTimeStep() << (message.sent ? " > " : " < ")
             << MessageName(message.type) << ' ' << message.ids.connection << ' '
             << message.ids.remoteConnection << ' ' << message.ids.session << ' '
             << message.ids.remoteSession << ' ' << message.ns << ' ' << message.nr << ' '
             << message.attempt << '\n';
    }
    for (const auto& item : news)
    {
        text << item.time.GetTimeStep() << ' ' << item.what << ' ' << item.ids.connection << ' '
             << item.ids.session << ' ' << item.text << '\n';
    }
    return text.str();
}

void
LcceRecorder::Keep(const ControlEvent& event, bool sent)
{
    messages.push_back({Simulator::Now(),
                        sent,
                        event.ids,
                        event.type,
                        event.ns,
                        event.nr,
                        event.attempt,
                        event.timeout,
                        event.disposition,
                        event.image.ToBytes()});
}

LcceRecorder::News&
LcceRecorder::Keep(const std::string& what, const ConnectionIds& ids)
{
    news.push_back({Simulator::Now(), what, ids, {}, false, {}, nullptr, Time(0), {}, {}});
    return news.back();
}

void
LcceRecorder::ControlTx(const ControlEvent& event)
{
    Keep(event, true);
}

void
LcceRecorder::ControlRx(const ControlEvent& event)
{
    Keep(event, false);
}

void
LcceRecorder::Retransmit(const ControlEvent& event)
{
    Keep("Retransmit", event.ids).text = event.name;
}

void
LcceRecorder::AckTx(const ControlEvent& event)
{
    Keep("AckTx", event.ids).text = event.name;
}

void
LcceRecorder::HelloTx(const ControlEvent& event)
{
    Keep("HelloTx", event.ids).text = event.name;
}

void
LcceRecorder::ControlDrop(const ControlDropEvent& event)
{
    Keep("ControlDrop", event.ids).text = GetName(event.reason);
}

void
LcceRecorder::FaultyAvp(const FaultyAvpEvent& event)
{
    Keep("FaultyAvp", event.ids).text = std::string(event.name) + " " + Describe(event.fault.what) +
                                        " " + std::to_string(event.fault.type);
}

void
LcceRecorder::HelloTimeout(const ConnectionIds& ids)
{
    Keep("HelloTimeout", ids);
}

void
LcceRecorder::PeerDead(const ConnectionIds& ids)
{
    Keep("PeerDead", ids);
}

void
LcceRecorder::ConnectionUp(const ConnectionIds& ids)
{
    Keep("ConnectionUp", ids);
}

void
LcceRecorder::ConnectionDown(const ConnectionIds& ids, const DownReason& reason)
{
    Keep("ConnectionDown", ids).reason = reason;
}

void
LcceRecorder::WindowChange(const ConnectionIds& ids, const WindowState& window)
{
    Keep("WindowChange", ids).text = std::to_string(window.cwnd) + "/" +
                                     std::to_string(window.ssthresh) + "/" +
                                     std::to_string(window.outstanding);
}

void
LcceRecorder::StateTransition(const StateTransitionEvent& event)
{
    Keep("StateTransition", event.ids).text = std::string(GetName(event.machine)) + ": " +
                                              GetName(event.from) + ", " + GetName(event.event) +
                                              ": " + GetName(event.to);
}

void
LcceRecorder::SessionUp(const SessionUpEvent& event)
{
    auto& item = Keep("SessionUp", event.ids);
    item.parameters = event.parameters;
    item.circuit = event.circuit;
}

void
LcceRecorder::SessionDown(const SessionDownEvent& event)
{
    auto& item = Keep("SessionDown", event.ids);
    item.reason = event.reason;
    item.established = event.established;
    item.text = event.remoteEndId;
}

void
LcceRecorder::CircuitStatus(const CircuitStatusEvent& event)
{
    auto& item = Keep("CircuitStatus", event.ids);
    item.parameters = event.parameters;
    item.circuit = event.circuit;
    item.text = event.parameters.peerCircuitActive ? "active" : "inactive";
}

void
LcceRecorder::CircuitErrors(const CircuitErrorsEvent& event)
{
    const auto& errors = event.errors;
    Keep("CircuitErrors", event.ids).text =
        (errors.hasFramingCounters
             ? std::to_string(errors.crcErrors) + " " + std::to_string(errors.framingErrors) + " "
             : "") +
        std::to_string(errors.hardwareOverruns) + " " + std::to_string(errors.bufferOverruns) +
        " " + std::to_string(errors.timeoutErrors) + " " + std::to_string(errors.alignmentErrors);
}

void
LcceRecorder::CallRequested(const CallRequestedEvent& event)
{
    Keep("CallRequested", event.ids).text = event.request.remoteEndId;
}

void
LcceRecorder::Reconnect(uint32_t peer, const Address& address, Time delay)
{
    auto& item = Keep("Reconnect", {});
    item.ids.peer = peer;
    item.address = address;
    item.delay = delay;
}

void
LcceRecorder::DataTx(const ConnectionIds& ids, Ptr<const Packet> frame)
{
    Keep("DataTx", ids).text = std::to_string(frame->GetSize());
}

void
LcceRecorder::DataRx(const ConnectionIds& ids, Ptr<const Packet> frame)
{
    Keep("DataRx", ids).text = std::to_string(frame->GetSize());
}

void
LcceRecorder::DataDrop(const ConnectionIds& ids, Ptr<const Packet> packet, DataDropReason reason)
{
    Keep("DataDrop", ids).text =
        std::to_string(packet->GetSize()) + " " + std::string(GetName(reason));
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
