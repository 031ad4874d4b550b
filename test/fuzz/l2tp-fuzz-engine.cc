// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-engine-script.h"

#include <cstdlib>
#include <iostream>

/**
 * @file
 * @ingroup l2tp-tests
 * libFuzzer harness of the engine: any octets play the peer, the owner and the clock.
 */

extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    const std::string broken = ns3::l2tp::test::RunEngineScript({data, size});
    if (!broken.empty())
    {
        std::cerr << broken << "\n";
        std::abort();
    }
    return 0;
}
