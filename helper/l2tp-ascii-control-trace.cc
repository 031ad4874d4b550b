// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-ascii-control-trace.h"

#include "ns3/inet-socket-address.h"
#include "ns3/ipv4-address.h"
#include "ns3/node.h"
#include "ns3/simulator.h"

#include <array>
#include <iomanip>
#include <sstream>

namespace ns3
{
namespace l2tp
{

namespace
{

constexpr int64_t NANOSECONDS = 1'000'000'000;
constexpr int FRACTION_DIGITS = 9;

/**
 * @brief Number of an application on its node.
 * @param lcce the application
 * @return the number
 */
uint32_t
FindNumber(Ptr<Lcce> lcce)
{
    const auto node = lcce->GetNode();
    uint32_t number = 0;
    while (number < node->GetNApplications() && node->GetApplication(number) != lcce)
    {
        ++number;
    }
    return number;
}

} // namespace

AsciiControlTrace::AsciiControlTrace(Ptr<OutputStreamWrapper> stream, const std::string& place)
    : m_stream(stream),
      m_place(place)
{
}

void
AsciiControlTrace::Enable(Ptr<OutputStreamWrapper> stream, Ptr<Lcce> lcce)
{
    const auto place =
        std::to_string(lcce->GetNode()->GetId()) + "/" + std::to_string(FindNumber(lcce));
    const auto trace = Create<AsciiControlTrace>(stream, place);
    const auto connect = [&](const char* source, auto method) {
        lcce->TraceConnectWithoutContext(source, MakeCallback(method, trace));
    };
    connect("ControlTx", &AsciiControlTrace::Sent);
    connect("ControlRx", &AsciiControlTrace::Received);
    connect("ControlDrop", &AsciiControlTrace::Dropped);
    connect("FaultyAvp", &AsciiControlTrace::Faulty);
    connect("StateTransition", &AsciiControlTrace::Transition);
    connect("WindowChange", &AsciiControlTrace::Window);
    connect("ConnectionUp", &AsciiControlTrace::ConnectionUp);
    connect("ConnectionDown", &AsciiControlTrace::ConnectionDown);
    connect("SessionUp", &AsciiControlTrace::SessionUp);
    connect("SessionDown", &AsciiControlTrace::SessionDown);
    connect("CircuitStatus", &AsciiControlTrace::CircuitStatus);
    connect("CircuitErrors", &AsciiControlTrace::CircuitErrors);
    connect("CallRequested", &AsciiControlTrace::CallRequested);
    connect("HelloTimeout", &AsciiControlTrace::HelloTimeout);
    connect("PeerDead", &AsciiControlTrace::PeerDead);
    connect("Reconnect", &AsciiControlTrace::Reconnect);
}

std::string
AsciiControlTrace::FormatTime(Time time)
{
    std::ostringstream text;
    text << time.GetNanoSeconds() / NANOSECONDS << '.' << std::setfill('0')
         << std::setw(FRACTION_DIGITS) << time.GetNanoSeconds() % NANOSECONDS;
    return text.str();
}

const char*
AsciiControlTrace::GetName(ReliableChannel::Disposition disposition)
{
    constexpr std::array<const char*, 7> names{
        "in order",
        "acknowledgment",
        "duplicate",
        "queued",
        "out of order",
        "beyond window",
        "invalid Nr",
    };
    return names.at(static_cast<std::size_t>(disposition));
}

void
AsciiControlTrace::Sent(const ControlEvent& event)
{
    auto& out = Begin('t') << event.name << " Ns " << event.ns << " Nr " << event.nr;
    if (event.timeout.IsStrictlyPositive())
    {
        out << " attempt " << event.attempt << " wait " << FormatTime(event.timeout);
    }
    End(out, event.ids);
}

void
AsciiControlTrace::Received(const ControlEvent& event)
{
    End(Begin('r') << event.name << " Ns " << event.ns << " Nr " << event.nr << " ("
                   << GetName(event.disposition) << ")",
        event.ids);
}

void
AsciiControlTrace::Dropped(const ControlDropEvent& event)
{
    auto& out = Begin('d') << l2tp::GetName(event.reason);
    if (!event.detail.empty())
    {
        out << " (" << event.detail << ")";
    }
    if (event.fault)
    {
        out << " vendor " << event.fault->vendor << " attribute " << event.fault->type << " offset "
            << event.fault->offset;
    }
    else if (event.error)
    {
        if (event.error->attribute)
        {
            out << " attribute " << *event.error->attribute;
        }
        out << " offset " << event.error->offset;
    }
    End(out, event.ids);
}

void
AsciiControlTrace::Faulty(const FaultyAvpEvent& event)
{
    End(Begin('f') << event.name << " Ns " << event.ns << " " << Describe(event.fault.what)
                   << " vendor " << event.fault.vendor << " attribute " << event.fault.type
                   << " offset " << event.fault.offset,
        event.ids);
}

void
AsciiControlTrace::Transition(const StateTransitionEvent& event)
{
    End(Begin('s') << l2tp::GetName(event.machine) << ": " << l2tp::GetName(event.from) << ", "
                   << l2tp::GetName(event.event) << ", " << l2tp::GetName(event.to),
        event.ids);
}

void
AsciiControlTrace::Window(const ConnectionIds& ids, const WindowState& window)
{
    End(Begin('w') << "cwnd " << window.cwnd << " ssthresh " << window.ssthresh << " outstanding "
                   << window.outstanding,
        ids);
}

void
AsciiControlTrace::ConnectionUp(const ConnectionIds& ids)
{
    End(Begin('+') << "connection up", ids);
}

void
AsciiControlTrace::ConnectionDown(const ConnectionIds& ids, const DownReason& reason)
{
    auto& out = Begin('-') << "connection down";
    Write(out, reason);
    End(out, ids);
}

void
AsciiControlTrace::SessionUp(const SessionUpEvent& event)
{
    End(Begin('+') << "session up, end ID " << std::quoted(event.parameters.remoteEndId),
        event.ids);
}

void
AsciiControlTrace::SessionDown(const SessionDownEvent& event)
{
    auto& out = Begin('-') << "session down, end ID " << std::quoted(event.remoteEndId);
    Write(out, event.reason);
    End(out, event.ids);
}

void
AsciiControlTrace::CircuitStatus(const CircuitStatusEvent& event)
{
    End(Begin('c') << "circuit " << (event.parameters.peerCircuitActive ? "up" : "down"),
        event.ids);
}

void
AsciiControlTrace::CircuitErrors(const CircuitErrorsEvent& event)
{
    auto& out = Begin('c') << "circuit errors";
    if (event.errors.hasFramingCounters)
    {
        out << " CRC " << event.errors.crcErrors << " framing " << event.errors.framingErrors;
    }
    End(out << " hardware overruns " << event.errors.hardwareOverruns << " buffer overruns "
            << event.errors.bufferOverruns << " timeouts " << event.errors.timeoutErrors
            << " alignment " << event.errors.alignmentErrors,
        event.ids);
}

void
AsciiControlTrace::CallRequested(const CallRequestedEvent& event)
{
    End(Begin('c') << "call requested, end ID " << std::quoted(event.request.remoteEndId),
        event.ids);
}

void
AsciiControlTrace::HelloTimeout(const ConnectionIds& ids)
{
    End(Begin('!') << "HELLO unanswered", ids);
}

void
AsciiControlTrace::PeerDead(const ConnectionIds& ids)
{
    End(Begin('!') << "peer dead", ids);
}

void
AsciiControlTrace::Reconnect(uint32_t peer, const Address& address, Time delay)
{
    const auto where = InetSocketAddress::IsMatchingType(address)
                           ? InetSocketAddress::ConvertFrom(address).GetIpv4()
                           : Ipv4Address::ConvertFrom(address);
    Begin('!') << "reconnect peer " << peer << " at " << where << " in " << FormatTime(delay)
               << "\n";
}

std::ostream&
AsciiControlTrace::Begin(char mark)
{
    return *m_stream->GetStream() << mark << ' ' << FormatTime(Simulator::Now()) << ' ' << m_place
                                  << ' ';
}

void
AsciiControlTrace::Write(std::ostream& out, const DownReason& reason)
{
    out << ", " << l2tp::GetName(reason.cause) << ", result " << reason.result << ", error "
        << reason.error;
    if (!reason.text.empty())
    {
        out << " (" << reason.text << ")";
    }
}

void
AsciiControlTrace::End(std::ostream& out, const ConnectionIds& ids)
{
    if (ids.connection != 0)
    {
        out << " connection " << ids.connection << '/' << ids.remoteConnection;
    }
    if (ids.session != 0)
    {
        out << " session " << ids.session << '/' << ids.remoteSession;
    }
    out << "\n";
}

} // namespace l2tp
} // namespace ns3
