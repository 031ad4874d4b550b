// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_DISSECT_BOUNDED_MAP_H
#define L2TP_DISSECT_BOUNDED_MAP_H

#include <cstddef>
#include <iterator>
#include <list>
#include <map>
#include <utility>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief A map that forgets what has not been used for longest once it is full.
 *
 * So what is learnt from a capture of any size, or from one that was made to exhaust memory,
 * takes no more than a fixed room. The order of all entries by their last use is kept in a list.
 *
 * @tparam Key what entries are found by, with operator<
 * @tparam Value what is remembered, default-constructible
 */
template <class Key, class Value>
class BoundedMap
{
  public:
    /**
     * @brief An empty map.
     * @param limit most entries, at least 1
     */
    explicit BoundedMap(std::size_t limit)
        : m_limit(limit)
    {
    }

    /**
     * @brief Look an entry up, which counts as a use.
     * @param key its key
     * @return its value, or null; valid until the next call of Get()
     */
    Value* Find(const Key& key)
    {
        const auto found = m_index.find(key);
        if (found == m_index.end())
        {
            return nullptr;
        }
        m_entries.splice(m_entries.end(), m_entries, found->second);
        return &found->second->second;
    }

    /**
     * @brief Look an entry up or make it, which counts as a use.
     * @param key its key
     * @return its value; valid until the next call of Get()
     */
    Value& Get(const Key& key)
    {
        if (Value* value = Find(key))
        {
            return *value;
        }
        if (m_entries.size() >= m_limit)
        {
            m_index.erase(m_entries.front().first);
            m_entries.pop_front();
        }
        m_entries.emplace_back(key, Value());
        m_index.emplace(key, std::prev(m_entries.end()));
        return m_entries.back().second;
    }

    /** @brief How many entries there are. @return their number */
    std::size_t GetSize() const
    {
        return m_entries.size();
    }

  private:
    /** @brief Keys and values in an order. */
    using Entries = std::list<std::pair<Key, Value>>;

    std::size_t m_limit;                               //!< most entries
    Entries m_entries;                                 //!< all, the one used last at the end
    std::map<Key, typename Entries::iterator> m_index; //!< where they are
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_DISSECT_BOUNDED_MAP_H
