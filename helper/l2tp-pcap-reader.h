// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_PCAP_READER_H
#define L2TP_PCAP_READER_H

#include "l2tp-bytes.h"

#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <istream>
#include <string>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Reads a pcap file record by record: microseconds or nanoseconds, in either byte order.
 *
 * One record at a time is in memory, so that a file may be of any size, or a pipe. Nothing is
 * believed of a file: each length is checked before it is used.
 *
 * @code
 *   PcapReader reader;
 *   std::string fault = reader.Open("lac.pcap");
 *   for (PcapReader::Record record; reader.Read(record);)
 *   {
 *       Use(record.octets);
 *   }
 *   // Now reader.GetFault() tells whether that was all.
 * @endcode
 */
class PcapReader
{
  public:
    /** @brief A packet that was captured. */
    struct Record
    {
        Time time;            //!< when, since 1970-01-01 00:00 UTC
        uint32_t original{0}; //!< octets that the packet had
        Bytes octets;         //!< those that were captured
    };

    /** @brief Longest record that a file may have, in octets. */
    static constexpr std::size_t MAX_RECORD_SIZE = 262144;

    /**
     * @brief Open a file and read its header.
     * @param path name of the file
     * @return empty, or what is wrong with the file, to be put behind its name: "does not exist"
     */
    std::string Open(const std::string& path);

    /**
     * @brief Read the header of a file that is open.
     * @param file where to read; not owned, has to live as long as Read() is called
     * @return empty, or what is wrong with the file, to be put behind its name
     */
    std::string Open(std::istream& file);

    /**
     * @brief Read the next record.
     * @param record takes it
     * @return false if there is none: the file ends, or GetFault() tells why it cannot be read on
     */
    bool Read(Record& record);

    /**
     * @brief Why the file cannot be read to its end.
     * @return empty, or what is wrong, to be put behind its name: "is truncated in record 7"
     */
    const std::string& GetFault() const;

    /** @brief Link type of all records. @return its number in the registry of tcpdump.org */
    uint16_t GetLinkType() const;

    /** @brief Decimals that the times of records have in seconds. @return 6 or 9 */
    int GetTimeDecimals() const;

  private:
    /**
     * @brief A number of the file.
     * @param from its first octet
     * @return the number
     */
    uint32_t Load32(const uint8_t* from) const;

    /**
     * @brief Read octets.
     * @param to where to write them
     * @param size how many
     * @return how many there were, fewer at the end of the file
     */
    std::size_t ReadOctets(uint8_t* to, std::size_t size);

    std::ifstream m_file;        //!< the file, if it was opened by its name
    std::istream* m_in{nullptr}; //!< where to read, null before Open()
    bool m_bigEndian{false};     //!< most significant octet first
    bool m_nanoseconds{false};   //!< unit of the fractions of seconds
    uint16_t m_linkType{0};      //!< link type
    uint64_t m_records{0};       //!< records so far
    std::string m_fault;         //!< why there are no more, or empty
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_PCAP_READER_H
