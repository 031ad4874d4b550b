// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_PCAP_FRAMES_H
#define L2TP_PCAP_FRAMES_H

#include "l2tp-bytes.h"

#include <string>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp-tests
 * @brief Read the frames of a little-endian pcap file of Ethernet frames.
 * @param path name of the file
 * @return the frames in their order; throws std::runtime_error if the file is none such or ends
 *         within a frame
 */
std::vector<Bytes> ReadPcapFrames(const std::string& path);

} // namespace l2tp
} // namespace ns3

#endif // L2TP_PCAP_FRAMES_H
