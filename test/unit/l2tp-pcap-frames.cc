// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-pcap-frames.h"

#include <boost/endian/conversion.hpp>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace ns3
{
namespace l2tp
{

namespace
{

constexpr std::size_t FILE_HEADER_SIZE = 24;
constexpr std::size_t LINK_TYPE_OFFSET = 20;
constexpr std::size_t FRAME_HEADER_SIZE = 16;
constexpr std::size_t CAPTURED_LENGTH_OFFSET = 8;
constexpr uint32_t MAGIC = 0xa1b2c3d4;
constexpr uint32_t ETHERNET = 1;

} // namespace

std::vector<Bytes>
ReadPcapFrames(const std::string& path)
{
    using boost::endian::load_little_u32;
    std::ifstream file(path, std::ios::binary);
    const Bytes octets{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (octets.size() < FILE_HEADER_SIZE || load_little_u32(octets.data()) != MAGIC ||
        load_little_u32(&octets[LINK_TYPE_OFFSET]) != ETHERNET)
    {
        throw std::runtime_error(path + " is no little-endian pcap file of Ethernet frames");
    }
    std::vector<Bytes> frames;
    ByteView rest = ByteView(octets).Sub(FILE_HEADER_SIZE);
    while (!rest.empty())
    {
        const ByteView header = rest.Sub(0, FRAME_HEADER_SIZE);
        const std::size_t length = header.size() == FRAME_HEADER_SIZE
                                       ? load_little_u32(header.data() + CAPTURED_LENGTH_OFFSET)
                                       : 0;
        const ByteView frame = rest.Sub(FRAME_HEADER_SIZE, length);
        if (length == 0 || frame.size() != length)
        {
            throw std::runtime_error(path + " ends within a frame");
        }
        frames.push_back(frame.ToBytes());
        rest = rest.Sub(FRAME_HEADER_SIZE + length);
    }
    return frames;
}

} // namespace l2tp
} // namespace ns3
