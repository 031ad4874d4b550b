// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_CONTROL_RECEIVER_H
#define L2TP_CONTROL_RECEIVER_H

#include "l2tp-bytes.h"

#include "ns3/inet-socket-address.h"

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Who takes the control messages that arrive at an address of a node.
 */
class ControlReceiver
{
  public:
    virtual ~ControlReceiver() = default;

    /**
     * @brief A packet has come that claims to be a control message.
     *
     * Nothing but its place in the packet has been checked.
     *
     * @param local the address, and over UDP the port, that it was sent to; port 0 over IP
     * @param from the address, and over UDP the port, that it came from; port 0 over IP
     * @param image the control message from its T bit; valid during the call
     */
    virtual void ReceiveControl(const InetSocketAddress& local,
                                const InetSocketAddress& from,
                                ByteView image) = 0;
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_CONTROL_RECEIVER_H
