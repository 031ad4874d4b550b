// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-control-header.h"

#include <boost/endian/conversion.hpp>

namespace ns3
{
namespace l2tp
{

ControlHeader
ControlHeader::Read(ByteView bytes)
{
    using boost::endian::load_big_u16;
    using boost::endian::load_big_u32;
    const uint8_t* from = bytes.data();
    return {load_big_u16(from + FLAGS),
            load_big_u16(from + LENGTH),
            load_big_u32(from + CONTROL_CONNECTION_ID),
            load_big_u16(from + NS),
            load_big_u16(from + NR)};
}

} // namespace l2tp
} // namespace ns3
