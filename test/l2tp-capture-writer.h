// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_CAPTURE_WRITER_H
#define L2TP_CAPTURE_WRITER_H

#include "ns3/l2tp-bytes.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <string>

namespace ns3
{
namespace l2tp
{
namespace tests
{

/**
 * @ingroup l2tp-tests
 * @brief Writes pcap files octet by octet, wrong ones as well.
 */
class CaptureWriter
{
  public:
    /** @brief Magic number of a file with times in microseconds. */
    static constexpr uint32_t MICROSECONDS = 0xa1b2c3d4;
    /** @brief Magic number of a file with times in nanoseconds. */
    static constexpr uint32_t NANOSECONDS = 0xa1b23c4d;
    /** @brief Link type of Ethernet frames. */
    static constexpr uint32_t ETHERNET = 1;

    /**
     * @brief Begin a file with its header.
     * @param magic magic number
     * @param bigEndian whether all fields come with the most significant octet first
     * @param linkType link type
     */
    CaptureWriter(uint32_t magic, bool bigEndian, uint32_t linkType = ETHERNET)
        : m_bigEndian(bigEndian)
    {
        Put(magic, 4);
        Put(2, 2);
        Put(4, 2);
        Put(0, 4);
        Put(0, 4);
        Put(65535, 4);
        Put(linkType, 4);
    }

    /**
     * @brief Add a record.
     * @param seconds time, whole seconds
     * @param fraction the rest of the time
     * @param octets of the frame
     * @param missing octets of the frame that were not captured
     * @return the writer
     */
    CaptureWriter& Add(uint32_t seconds,
                       uint32_t fraction,
                       const Bytes& octets,
                       uint32_t missing = 0)
    {
        AddHeader(seconds, fraction, octets.size(), octets.size() + missing);
        m_octets.insert(m_octets.end(), octets.begin(), octets.end());
        return *this;
    }

    /**
     * @brief Add the header of a record.
     * @param seconds time, whole seconds
     * @param fraction the rest of the time
     * @param included octets that follow
     * @param original octets of the frame
     * @return the writer
     */
    CaptureWriter& AddHeader(uint32_t seconds,
                             uint32_t fraction,
                             uint32_t included,
                             uint32_t original)
    {
        Put(seconds, 4);
        Put(fraction, 4);
        Put(included, 4);
        Put(original, 4);
        return *this;
    }

    /** @brief Octets so far. @return a number */
    std::size_t GetSize() const
    {
        return m_octets.size();
    }

    /** @brief The file so far. @return its octets */
    const Bytes& GetOctets() const
    {
        return m_octets;
    }

    /**
     * @brief Write the file, or its beginning.
     * @param path its name
     * @param size how many octets of it
     */
    void Write(const std::string& path, std::size_t size = SIZE_MAX) const
    {
        std::ofstream file(path, std::ios::binary);
        file.write(reinterpret_cast<const char*>(m_octets.data()), std::min(size, m_octets.size()));
    }

  private:
    /**
     * @brief Append a number.
     * @param value the number
     * @param size its octets
     */
    void Put(uint32_t value, int size)
    {
        for (int i = 0; i < size; i++)
        {
            m_octets.push_back(value >> 8 * (m_bigEndian ? size - 1 - i : i));
        }
    }

    bool m_bigEndian; //!< most significant octet first
    Bytes m_octets;   //!< the file
};

} // namespace tests
} // namespace l2tp
} // namespace ns3

#endif // L2TP_CAPTURE_WRITER_H
