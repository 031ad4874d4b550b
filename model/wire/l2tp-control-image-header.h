// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_CONTROL_IMAGE_HEADER_H
#define L2TP_CONTROL_IMAGE_HEADER_H

#include "l2tp-bytes.h"
#include "l2tp-constants.h"

#include "ns3/header.h"

#include <ostream>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Puts the wire image of a control message into a packet without decoding it.
 *
 * Its type ID is that of ControlMessageHeader, so that Packet::Print decodes the message, but
 * only when somebody prints. It cannot be read back; a receiver copies the octets out.
 */
class ControlImageHeader : public Header
{
  public:
    /**
     * @brief A header to put in front of an empty packet.
     * @param image the control message from its T bit; has to stay while the header is in use
     * @param encapsulation how it will travel: over IP four zero octets precede it
     *        (\RFC{3931} section 4.1.1.2)
     */
    ControlImageHeader(ByteView image, Encapsulation encapsulation);

    // inherited from Header
    TypeId GetInstanceTypeId() const override;
    uint32_t GetSerializedSize() const override;
    void Serialize(Buffer::Iterator start) const override;

    /**
     * @brief Not for this: takes nothing.
     * @param start first octet
     * @return 0
     */
    uint32_t Deserialize(Buffer::Iterator start) override;
    void Print(std::ostream& os) const override;

  private:
    ByteView m_image;              //!< the control message
    Encapsulation m_encapsulation; //!< how it travels
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_CONTROL_IMAGE_HEADER_H
