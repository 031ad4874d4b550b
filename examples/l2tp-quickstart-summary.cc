// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-quickstart-summary.h"

#include "ns3/callback.h"
#include "ns3/l2tp-transport.h"
#include "ns3/node.h"

#include <iomanip>

using namespace ns3;
using namespace ns3::l2tp;

namespace
{

constexpr int NAME_WIDTH = 34;
constexpr int COUNT_WIDTH = 14;

void
PrintRow(std::ostream& os, const std::string& name, const std::string& lac, const std::string& lns)
{
    os << std::left << std::setw(NAME_WIDTH) << name << std::right << std::setw(COUNT_WIDTH) << lac
       << std::setw(COUNT_WIDTH) << lns << "\n";
}

void
PrintRow(std::ostream& os, const std::string& name, uint64_t lac, uint64_t lns)
{
    PrintRow(os, name, std::to_string(lac), std::to_string(lns));
}

} // namespace

QuickstartSummary::QuickstartSummary(Ptr<Lcce> lac, Ptr<Lcce> lns, Encapsulation encapsulation)
    : m_encapsulation(encapsulation)
{
    m_lac.lcce = lac;
    m_lns.lcce = lns;
    Watch(m_lac);
    Watch(m_lns);
}

void
QuickstartSummary::Watch(End& end)
{
    using Control = Callback<void, const ControlEvent&>;
    using Data = Callback<void, const ConnectionIds&, Ptr<const Packet>>;
    using Drop = Callback<void, const ConnectionIds&, Ptr<const Packet>, DataDropReason>;

    end.lcce->TraceConnectWithoutContext("ControlTx",
                                         Control([&end](const ControlEvent&) { end.sent++; }));
    end.lcce->TraceConnectWithoutContext("Retransmit", Control([&end](const ControlEvent&) {
                                             end.retransmissions++;
                                         }));
    end.lcce->TraceConnectWithoutContext("AckTx",
                                         Control([&end](const ControlEvent&) { end.acks++; }));
    end.lcce->TraceConnectWithoutContext("HelloTx",
                                         Control([&end](const ControlEvent&) { end.hellos++; }));
    end.lcce->TraceConnectWithoutContext(
        "ControlRx",
        Control([&end](const ControlEvent& event) {
            end.received++;
            end.duplicates += event.disposition == ReliableChannel::Disposition::Duplicate ? 1 : 0;
        }));
    end.lcce->TraceConnectWithoutContext(
        "DataTx",
        Data([&end](const ConnectionIds&, Ptr<const Packet>) { end.framesSent++; }));
    end.lcce->TraceConnectWithoutContext(
        "DataRx",
        Data([&end](const ConnectionIds&, Ptr<const Packet>) { end.framesReceived++; }));
    end.lcce->TraceConnectWithoutContext(
        "DataDrop",
        Drop([&end](const ConnectionIds&, Ptr<const Packet>, DataDropReason reason) {
            end.drops[static_cast<std::size_t>(reason)]++;
        }));
}

void
QuickstartSummary::AddDevices(Ptr<const PseudowireDevice> atLac, Ptr<const PseudowireDevice> atLns)
{
    m_lac.devices.push_back(atLac);
    m_lns.devices.push_back(atLns);
}

QuickstartSummary::Fates
QuickstartSummary::GetFates(const End& from, const End& to) const
{
    uint64_t linkDown = 0;
    uint64_t tooBig = 0;
    for (const auto& device : from.devices)
    {
        linkDown += device->GetDropCount(PseudowireDevice::LINK_DOWN);
        tooBig += device->GetDropCount(PseudowireDevice::TOO_BIG);
    }
    const auto transport = Transport::Get(to.lcce->GetNode(), m_encapsulation);
    const uint64_t unknown = transport->GetDropCount(TransportDropReason::UnknownSession);
    const uint64_t early = transport->GetDropCount(TransportDropReason::NotEstablished);

    uint64_t seen = to.framesReceived + unknown + early;
    Fates drops{{"  not sent, link down", linkDown}, {"  not sent, larger than the MTU", tooBig}};
    for (std::size_t i = 0; i < DATA_DROP_REASONS; i++)
    {
        const auto reason = static_cast<DataDropReason>(i);
        const bool receiving =
            reason == DataDropReason::TooShort || reason == DataDropReason::CookieMismatch ||
            reason == DataDropReason::OldSequence || reason == DataDropReason::NoCircuit;
        const uint64_t count = receiving ? to.drops[i] : from.drops[i];
        seen += receiving && reason != DataDropReason::NoCircuit ? count : 0;
        drops.push_back(
            {std::string(receiving ? "  dropped, " : "  not sent, ") + GetName(reason), count});
    }
    drops.push_back({"  dropped, no such session", unknown});
    drops.push_back({"  dropped, session not established", early});

    const uint64_t unbound = to.drops[static_cast<std::size_t>(DataDropReason::NoCircuit)];
    Fates fates{{"sent", from.framesSent},
                {"delivered", to.framesReceived - unbound},
                {"lost on the way", from.framesSent - seen}};
    fates.insert(fates.end(), drops.begin(), drops.end());
    return fates;
}

void
QuickstartSummary::Print(std::ostream& os) const
{
    PrintRow(os, "Control messages", "LAC", "LNS");
    PrintRow(os, "sent", m_lac.sent, m_lns.sent);
    PrintRow(os, "  retransmissions", m_lac.retransmissions, m_lns.retransmissions);
    PrintRow(os, "  explicit acknowledgments (ACK)", m_lac.acks, m_lns.acks);
    PrintRow(os, "  HELLO", m_lac.hellos, m_lns.hellos);
    PrintRow(os, "received", m_lac.received, m_lns.received);
    PrintRow(os, "  duplicates", m_lac.duplicates, m_lns.duplicates);
    os << "\n";

    PrintRow(os, "Frames in all sessions", "LAC to LNS", "LNS to LAC");
    const Fates there = GetFates(m_lac, m_lns);
    const Fates back = GetFates(m_lns, m_lac);
    for (std::size_t i = 0; i < there.size(); i++)
    {
        if (there[i].first[0] != ' ' || there[i].second > 0 || back[i].second > 0)
        {
            PrintRow(os, there[i].first, there[i].second, back[i].second);
        }
    }
}
