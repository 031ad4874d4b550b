// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-control-message-header.h"
#include "l2tp-data-message-header.h"
#include "l2tp-udp-data-message-header.h"
#include "l2tp-wire-invariants.h"

#include "ns3/packet.h"

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <sstream>

/**
 * @file
 * @ingroup l2tp-tests
 * libFuzzer harness of the wire format: decodes any octets in every way the module does.
 */

namespace
{

template <class H>
void
ReadAndPrint(const ns3::Packet& packet, uint32_t size)
{
    H header;
    std::ostringstream os;
    if (packet.PeekHeader(header) > size)
    {
        std::cerr << "a packet header has read behind the end\n";
        std::abort();
    }
    header.Print(os);
}

} // namespace

extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const std::string broken = ns3::l2tp::FindBrokenInvariant({data, size});
    if (!broken.empty())
    {
        std::cerr << broken << "\n";
        std::abort();
    }
    const ns3::Packet packet(data, static_cast<uint32_t>(size));
    ReadAndPrint<ns3::l2tp::ControlMessageHeader>(packet, size);
    ReadAndPrint<ns3::l2tp::DataMessageHeader>(packet, size);
    ReadAndPrint<ns3::l2tp::UdpDataMessageHeader>(packet, size);
    return 0;
}
