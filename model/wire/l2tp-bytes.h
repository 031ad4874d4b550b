// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_BYTES_H
#define L2TP_BYTES_H

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief An owned octet string.
 */
using Bytes = std::vector<uint8_t>;

/**
 * @ingroup l2tp
 * @brief A read-only view of octets that belong to somebody else.
 *
 * The view is valid as long as the viewed storage is; it never owns and never copies.
 */
class ByteView
{
  public:
    /** @brief The empty view. */
    constexpr ByteView() = default;

    /**
     * @brief View size octets from data.
     * @param data first octet; may be null if size is 0
     * @param size number of octets
     */
    constexpr ByteView(const uint8_t* data, std::size_t size)
        : m_data(data),
          m_size(size)
    {
    }

    /**
     * @brief View a whole owned octet string.
     * @param bytes the viewed string, which must outlive the view
     */
    ByteView(const Bytes& bytes)
        : m_data(bytes.data()),
          m_size(bytes.size())
    {
    }

    /** @brief First octet. @return a pointer, which may be null for an empty view */
    constexpr const uint8_t* data() const
    {
        return m_data;
    }

    /** @brief Number of octets. @return the size */
    constexpr std::size_t size() const
    {
        return m_size;
    }

    /** @brief Whether nothing is viewed. @return true if size() is 0 */
    constexpr bool empty() const
    {
        return m_size == 0;
    }

    /** @brief Iterator to the first octet. @return a pointer */
    constexpr const uint8_t* begin() const
    {
        return m_data;
    }

    /** @brief Iterator behind the last octet. @return a pointer */
    constexpr const uint8_t* end() const
    {
        return m_data + m_size;
    }

    /**
     * @brief One octet.
     * @param index position, less than size(); not checked
     * @return its value
     */
    constexpr uint8_t operator[](std::size_t index) const
    {
        return m_data[index];
    }

    /**
     * @brief A part of this view, cut to what is there.
     * @param offset position of the first octet; beyond the end gives the empty view
     * @param count at most so many octets
     * @return the part
     */
    constexpr ByteView Sub(std::size_t offset, std::size_t count = SIZE_MAX) const
    {
        if (offset > m_size)
        {
            return {};
        }
        const std::size_t left = m_size - offset;
        return {m_data + offset, count < left ? count : left};
    }

    /** @brief Copy the octets. @return an owned string */
    Bytes ToBytes() const
    {
        return Bytes(begin(), end());
    }

  private:
    const uint8_t* m_data{nullptr}; //!< first octet
    std::size_t m_size{0};          //!< number of octets
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_BYTES_H
