// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_UDP_DATA_MESSAGE_HEADER_H
#define L2TP_UDP_DATA_MESSAGE_HEADER_H

#include "l2tp-data-message-header.h"

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief What Packet::Print makes of a DataMessageHeader that was added for UDP.
 *
 * A packet remembers of its headers only the type IDs and sizes, and makes headers of these types
 * when it is printed. This type stands for the shape that begins with flags, Ver and Reserved
 * (\RFC{3931} section 4.1.2.1). Add and remove DataMessageHeader, which carries the type ID of
 * this class when it is told that the message travels over UDP.
 */
class UdpDataMessageHeader : public DataMessageHeader
{
  public:
    /** @brief Get the type ID of the header over UDP. @return the type ID */
    static TypeId GetTypeId();

    /** @brief A header over UDP to read into; Deserialize() takes up to 20 octets. */
    UdpDataMessageHeader();
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_UDP_DATA_MESSAGE_HEADER_H
