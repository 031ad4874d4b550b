// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-event-log.h"

#include "l2tp-dissect-json-writer.h"
#include "l2tp-log-event-json.h"

#include "ns3/abort.h"
#include "ns3/log.h"

#include <fstream>
#include <iostream>

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpEventLog");

EventLog::EventLog(std::ostream& os)
    : m_os(os),
      m_source(*this)
{
    Begin();
}

EventLog::EventLog(const std::string& file)
    : m_file(std::make_unique<std::ofstream>(file)),
      m_os(*m_file),
      m_source(*this)
{
    NS_ABORT_MSG_UNLESS(m_os, "the file of the event log cannot be written: " << file);
    Begin();
}

EventLog::~EventLog()
{
    if (m_file && !m_told && !Flush())
    {
        std::cerr << "The event log is incomplete: its file could not be written." << std::endl;
    }
}

bool
EventLog::Flush()
{
    m_told = !m_os.flush();
    return !m_told;
}

void
EventLog::SetRawOctets(bool on)
{
    m_raw = on;
}

void
EventLog::SetAvps(bool on)
{
    m_avps = on;
}

void
EventLog::BeginRun(uint32_t run)
{
    NS_LOG_FUNCTION(this << run);
    m_run = run;
    m_source.Reset();
}

void
EventLog::Watch(Ptr<Lcce> lcce, const std::string& name)
{
    m_source.Watch(lcce, name);
}

void
EventLog::Watch(const ApplicationContainer& lcces, const std::string& prefix)
{
    uint32_t number = 0;
    for (auto each = lcces.Begin(); each != lcces.End(); ++each)
    {
        if (const auto lcce = DynamicCast<Lcce>(*each))
        {
            Watch(lcce, prefix + std::to_string(number++));
        }
    }
}

void
EventLog::WatchNode(Ptr<Node> node)
{
    m_source.WatchNode(node);
}

void
EventLog::WatchNodes(const NodeContainer& nodes)
{
    for (auto node = nodes.Begin(); node != nodes.End(); ++node)
    {
        m_source.WatchNode(*node);
    }
}

void
EventLog::WatchLink(Ptr<NetDevice> device)
{
    m_source.WatchLink(device);
}

void
EventLog::Dropped(Ptr<const Packet> packet, const std::string& reason, Ptr<Node> where)
{
    m_source.Dropped(packet, reason, where);
}

void
EventLog::Begin()
{
    JsonWriter json;
    json.BeginObject().Key("schema").String(std::string(SCHEMA)).Key("version").Number(VERSION);
    m_os << json.EndObject().GetText() << "\n";
}

void
EventLog::Take(const LogEvent& event)
{
    m_os << ToJson(event, {m_run, m_avps, m_raw}) << "\n";
}

} // namespace l2tp
} // namespace ns3
