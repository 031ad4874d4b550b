// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_EVENT_LOG_READER_H
#define L2TP_EVENT_LOG_READER_H

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace l2tp
{
namespace tests
{

/**
 * @ingroup l2tp-tests
 * @brief Reads an event log, and compares it with doc/event-log.csv.
 *
 * It is stricter than a JSON parser: no white space between tokens, one object a line.
 */
class EventLogReader
{
  public:
    /** @brief Members of an object in their order: name, and value as it stands in the text. */
    using Members = std::vector<std::pair<std::string, std::string>>;

    /** @brief Read the description of the format; aborts if it is not there. */
    EventLogReader();

    /**
     * @brief Take a line apart.
     * @param line an object
     * @param members its members
     * @return false if it is no object of well-formed JSON
     */
    static bool Parse(const std::string& line, Members& members);

    /**
     * @brief A member.
     * @param line an object
     * @param name name of the member
     * @return its value without quotes; empty if there is none
     */
    static std::string Get(const std::string& line, const std::string& name);

    /**
     * @brief Compare a line with the description.
     * @param line a line
     * @param first whether it is the first one
     * @return what is wrong, or nothing
     */
    std::string Check(const std::string& line, bool first);

    /**
     * @brief What the description has and Check() has not seen.
     * @return events, and members as event:member
     */
    std::set<std::string> GetUnseen() const;

  private:
    /** @brief A row of the description. */
    struct Row
    {
        std::string type; //!< type
        bool always;      //!< whether it has to be there
    };

    /** @brief Members of an event by name. */
    using Rows = std::map<std::string, Row>;

    /**
     * @brief Whether a value is of a type.
     * @param value value as it stands in the text
     * @param type type as the description has it
     * @return true if so
     */
    static bool Fits(const std::string& value, const std::string& type);

    std::map<std::string, Rows> m_events; //!< by category/name
    std::set<std::string> m_seen;         //!< event:member
};

} // namespace tests
} // namespace l2tp
} // namespace ns3

#endif // L2TP_EVENT_LOG_READER_H
