// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-event-log-reader.h"

#include "ns3/abort.h"

#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>

namespace ns3
{
namespace l2tp
{
namespace tests
{

namespace
{

const std::regex STRING(R"re("([^"\\\x00-\x1f]|\\["\\/bfnrt]|\\u[0-9a-f]{4})*")re");
const std::regex NUMBER("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");
const std::regex INTEGER("0|[1-9][0-9]*");
const std::regex SECONDS("(0|[1-9][0-9]*)\\.[0-9]{9}");
const std::regex HEX("\"([0-9a-f]{2})*\"");

constexpr const char* COMMON = "every event";

/**
 * @brief Fields of a line of CSV.
 * @param line the line
 * @return the fields without quotes
 */
std::vector<std::string>
Split(const std::string& line)
{
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (const char c : line)
    {
        if (c == '"')
        {
            quoted = !quoted;
        }
        else if (c == ',' && !quoted)
        {
            fields.emplace_back();
        }
        else
        {
            fields.back() += c;
        }
    }
    return fields;
}

/**
 * @brief Find the end of a value.
 * @param text well-formed JSON, or anything else
 * @param at where the value begins
 * @return behind it; npos if there is no value
 */
std::size_t
SkipValue(const std::string& text, std::size_t at)
{
    if (at >= text.size())
    {
        return std::string::npos;
    }
    const char open = text[at];
    if (open == '{' || open == '[')
    {
        const char close = open == '{' ? '}' : ']';
        if (++at < text.size() && text[at] == close)
        {
            return at + 1;
        }
        while (true)
        {
            if (open == '{')
            {
                at = at < text.size() && text[at] == '"' ? SkipValue(text, at) : std::string::npos;
                if (at >= text.size() || text[at++] != ':')
                {
                    return std::string::npos;
                }
            }
            at = SkipValue(text, at);
            if (at >= text.size() || (text[at] != ',' && text[at] != close))
            {
                return std::string::npos;
            }
            if (text[at++] == close)
            {
                return at;
            }
        }
    }
    for (const std::string word : {"true", "false", "null"})
    {
        if (text.compare(at, word.size(), word) == 0)
        {
            return at + word.size();
        }
    }
    std::smatch match;
    const auto begin = text.begin() + static_cast<std::ptrdiff_t>(at);
    const auto& form = open == '"' ? STRING : NUMBER;
    return std::regex_search(begin, text.end(), match, form, std::regex_constants::match_continuous)
               ? at + static_cast<std::size_t>(match.length())
               : std::string::npos;
}

} // namespace

EventLogReader::EventLogReader()
{
    std::ifstream file(L2TP_SOURCE_DIR "/doc/event-log.csv");
    std::string line;
    NS_ABORT_MSG_UNLESS(std::getline(file, line), "doc/event-log.csv cannot be read");
    while (std::getline(file, line))
    {
        const auto fields = Split(line);
        NS_ABORT_MSG_UNLESS(fields.size() == 5 && !fields[4].empty(), "not five fields: " << line);
        std::vector<std::string> events{fields[0]};
        if (fields[0].find('/') != std::string::npos)
        {
            std::istringstream words(fields[0]);
            events.assign(std::istream_iterator<std::string>(words), {});
        }
        for (const auto& event : events)
        {
            auto& rows = m_events[event];
            if (!fields[1].empty())
            {
                const bool fresh =
                    rows.emplace(fields[1], Row{fields[2], fields[3] == "always"}).second;
                NS_ABORT_MSG_UNLESS(fresh, "described twice: " << line);
            }
        }
    }
}

bool
EventLogReader::Parse(const std::string& line, Members& members)
{
    if (SkipValue(line, 0) != line.size() || line[0] != '{')
    {
        return false;
    }
    for (std::size_t at = 1; line[at] == '"';)
    {
        const auto colon = SkipValue(line, at);
        const auto end = SkipValue(line, colon + 1);
        members.emplace_back(line.substr(at + 1, colon - at - 2),
                             line.substr(colon + 1, end - colon - 1));
        at = end + 1;
    }
    return true;
}

std::string
EventLogReader::Get(const std::string& line, const std::string& name)
{
    Members members;
    Parse(line, members);
    for (const auto& [key, value] : members)
    {
        if (key == name)
        {
            return value[0] == '"' ? value.substr(1, value.size() - 2) : value;
        }
    }
    return "";
}

bool
EventLogReader::Fits(const std::string& value, const std::string& type)
{
    if (type == "string")
    {
        return std::regex_match(value, STRING);
    }
    if (type == "integer")
    {
        return std::regex_match(value, INTEGER);
    }
    if (type == "seconds")
    {
        return std::regex_match(value, SECONDS);
    }
    if (type == "boolean")
    {
        return value == "true" || value == "false";
    }
    if (type == "hex")
    {
        return std::regex_match(value, HEX);
    }
    if (type == "avps")
    {
        return value.rfind("[{\"name\":", 0) == 0 || value == "[]";
    }
    NS_ABORT_MSG_UNLESS(type.find(" | ") != std::string::npos, "no such type: " << type);
    return value.size() > 2 &&
           (" | " + type + " | ").find(" | " + value.substr(1, value.size() - 2) + " | ") !=
               std::string::npos;
}

std::string
EventLogReader::Check(const std::string& line, bool first)
{
    Members members;
    if (!Parse(line, members))
    {
        return "not JSON: " + line;
    }
    const auto event = first ? "first line" : Get(line, "category") + "/" + Get(line, "name");
    const auto described = m_events.find(event);
    if (described == m_events.end())
    {
        return "unknown event: " + line;
    }
    auto rows = described->second;
    if (!first)
    {
        rows.insert(m_events[COMMON].begin(), m_events[COMMON].end());
    }
    m_seen.insert(event);
    for (const auto& [name, value] : members)
    {
        const auto row = rows.find(name);
        if (row == rows.end())
        {
            return "unknown member " + name + ", or twice: " + line;
        }
        if (!Fits(value, row->second.type))
        {
            return name + " is no " + row->second.type + ": " + line;
        }
        const bool common = m_events[COMMON].count(name) != 0;
        m_seen.insert((common ? COMMON : event) + ":" + name);
        rows.erase(row);
    }
    for (const auto& [name, row] : rows)
    {
        if (row.always)
        {
            return "no member " + name + ": " + line;
        }
    }
    return "";
}

std::set<std::string>
EventLogReader::GetUnseen() const
{
    std::set<std::string> unseen;
    for (const auto& [event, rows] : m_events)
    {
        if (event != COMMON && m_seen.count(event) == 0)
        {
            unseen.insert(event);
        }
        for (const auto& [name, row] : rows)
        {
            if (m_seen.count(event + ":" + name) == 0)
            {
                unseen.insert(event + ":" + name);
            }
        }
    }
    return unseen;
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
