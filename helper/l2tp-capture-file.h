// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_CAPTURE_FILE_H
#define L2TP_CAPTURE_FILE_H

#include "l2tp-bytes.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief The Ethernet frames of a pcap file: microseconds or nanoseconds, in either byte order.
 *
 * Frames that were cut when they were captured (snapped) and records without any octet are no
 * frames that could be sent: they are counted and left out.
 */
class CaptureFile
{
  public:
    /** @brief A frame that was captured whole. */
    struct Frame
    {
        Time time;    //!< when it was captured, after the earliest frame of the file; 0 or more
        Bytes octets; //!< the frame from its destination address, without FCS; not empty
    };

    /** @brief Link type of a capture of Ethernet frames. */
    static constexpr uint32_t LINK_TYPE_ETHERNET = 1;

    /**
     * @brief Read a file. What was read before is forgotten.
     * @param path name of the file
     * @return empty, or one sentence that names the file and says why it cannot be used: it is
     *         missing, no pcap file, not of Ethernet frames, or damaged; then there are no frames
     */
    std::string Read(const std::string& path);

    /** @brief Frames that were captured whole. @return them in the order of the file */
    const std::vector<Frame>& GetFrames() const;

    /** @brief Number of frames left out because they were cut. @return a count */
    uint64_t GetSnappedCount() const;

    /** @brief Number of records left out because they have no octets. @return a count */
    uint64_t GetEmptyCount() const;

  private:
    /**
     * @brief Open a file and read all records.
     * @param path name of the file
     * @return empty, or what is wrong with the file, to be put behind its name
     */
    std::string ReadRecords(const std::string& path);

    /** @brief Count the times from that of the earliest frame. */
    void ShiftTimes();

    std::vector<Frame> m_frames; //!< frames captured whole
    uint64_t m_snapped{0};       //!< frames that were cut
    uint64_t m_empty{0};         //!< records without octets
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_CAPTURE_FILE_H
