// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_DATA_MESSAGE_HEADER_H
#define L2TP_DATA_MESSAGE_HEADER_H

#include "l2tp-data-header.h"

#include "ns3/header.h"

#include <array>
#include <ostream>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief The header of a data message as a packet header: all that is pushed in one AddHeader.
 *
 * Whether a cookie and a sublayer follow the Session ID is known to the session alone
 * (\RFC{3931} section 4.1), so a header that Packet::Print makes cannot know it. Print() shows
 * the Session ID and the rest in hexadecimal. Over UDP and over IP the header has different
 * type IDs, because nothing else tells these shapes apart.
 */
class DataMessageHeader : public Header
{
  public:
    /** @brief Get the type ID of the header over IP. @return the type ID */
    static TypeId GetTypeId();

    /** @brief A header over IP to read into; Deserialize() takes what there is, up to 16 octets. */
    DataMessageHeader();

    /**
     * @brief A header to read into, of known shape.
     * @param format shape of the session's messages in this direction
     */
    explicit DataMessageHeader(const DataFormat& format);

    /**
     * @brief A header to put in front of a frame.
     * @param header Session ID, cookie and sublayer word
     * @param encapsulation how the message will travel
     * @param sublayerPresent whether the sublayer word is sent
     */
    DataMessageHeader(const DataHeader& header, Encapsulation encapsulation, bool sublayerPresent);

    /** @brief The Session ID. @return the identifier, or 0 if none was read */
    uint32_t GetSessionId() const;

    /** @brief The wire image. @return a view that is valid until the header changes */
    ByteView GetBytes() const;

    // inherited from Header
    TypeId GetInstanceTypeId() const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;

    /**
     * @brief Read a header.
     * @param start first octet
     * @return octets taken: those of the shape given to the constructor, else those up to the
     *         Session ID; less if there are not so many
     */
    uint32_t Deserialize(Buffer::Iterator start) override;

    /**
     * @brief Read a header whose end is known, as Packet::Print does.
     * @param start first octet
     * @param end behind the last octet
     * @return octets taken, at most 20
     */
    uint32_t Deserialize(Buffer::Iterator start, Buffer::Iterator end) override;
    void Print(std::ostream& os) const override;

  protected:
    /**
     * @brief A header to read into, of unknown shape.
     * @param encapsulation how the message travels
     */
    explicit DataMessageHeader(Encapsulation encapsulation);

  private:
    /**
     * @brief Copy octets in.
     * @param start first octet
     * @param size how many; cut to what fits
     * @return how many were copied
     */
    uint32_t ReadOctets(Buffer::Iterator start, std::size_t size);

    std::array<uint8_t, MAX_DATA_HEADER_SIZE> m_octets{}; //!< wire image
    uint8_t m_size{0};                                    //!< octets of the image
    Encapsulation m_encapsulation;                        //!< how the message travels
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_DATA_MESSAGE_HEADER_H
