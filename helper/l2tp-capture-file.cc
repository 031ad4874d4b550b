// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-capture-file.h"

#include "l2tp-pcap-reader.h"

#include <algorithm>
#include <utility>

namespace ns3
{
namespace l2tp
{

std::string
CaptureFile::Read(const std::string& path)
{
    m_frames.clear();
    m_snapped = 0;
    m_empty = 0;

    const std::string fault = ReadRecords(path);
    if (!fault.empty())
    {
        m_frames.clear();
        return "The capture file " + path + " " + fault + ".";
    }
    ShiftTimes();
    return "";
}

std::string
CaptureFile::ReadRecords(const std::string& path)
{
    PcapReader reader;
    const std::string fault = reader.Open(path);
    if (!fault.empty())
    {
        return fault;
    }
    if (reader.GetLinkType() != LINK_TYPE_ETHERNET)
    {
        return "has link type " + std::to_string(reader.GetLinkType()) +
               "; only Ethernet frames (link type 1) can be sent";
    }
    for (PcapReader::Record record; reader.Read(record);)
    {
        if (record.octets.size() < record.original)
        {
            m_snapped++;
        }
        else if (record.octets.empty())
        {
            m_empty++;
        }
        else
        {
            m_frames.push_back({record.time, std::move(record.octets)});
        }
    }
    return reader.GetFault();
}

void
CaptureFile::ShiftTimes()
{
    const auto earliest =
        std::min_element(m_frames.begin(), m_frames.end(), [](const Frame& a, const Frame& b) {
            return a.time < b.time;
        });
    if (earliest == m_frames.end())
    {
        return;
    }
    const Time start = earliest->time;
    for (Frame& frame : m_frames)
    {
        frame.time -= start;
    }
}

const std::vector<CaptureFile::Frame>&
CaptureFile::GetFrames() const
{
    return m_frames;
}

uint64_t
CaptureFile::GetSnappedCount() const
{
    return m_snapped;
}

uint64_t
CaptureFile::GetEmptyCount() const
{
    return m_empty;
}

} // namespace l2tp
} // namespace ns3
