// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_FIXED_WINDOW_H
#define L2TP_FIXED_WINDOW_H

#include "l2tp-congestion-control.h"

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief No congestion control: the peer's Receive Window Size alone limits what is outstanding.
 *
 * CWND and SSTHRESH always equal the peer's window, which counts as 4 until it is known
 * (\RFC{3931} section 5.4.3), also after a retransmission. The peer's window is respected as
 * section 4.2 demands; slow start and congestion avoidance, which it recommends, are missing.
 */
class FixedWindow : public CongestionControl
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /**
     * @brief Set CWND and SSTHRESH to the peer's window.
     * @param state the windows
     */
    void Start(WindowState& state) const override;

    /**
     * @brief Set CWND and SSTHRESH to the peer's window.
     * @param state the windows
     */
    void PeerWindowKnown(WindowState& state) const override;

    /**
     * @brief Change nothing.
     * @param state the windows
     * @param messages number of messages newly acknowledged
     */
    void Acknowledged(WindowState& state, uint32_t messages) const override;

    /**
     * @brief Change nothing.
     * @param state the windows
     */
    void Expired(WindowState& state) const override;
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_FIXED_WINDOW_H
