// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_APPENDIX_A_CONGESTION_CONTROL_H
#define L2TP_APPENDIX_A_CONGESTION_CONTROL_H

#include "l2tp-congestion-control.h"

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Slow start and congestion avoidance of \RFC{3931} Appendix A; the default.
 *
 * CWND starts at 1 and SSTHRESH at the peer's Receive Window Size, which counts as 4 until it is
 * known (section 5.4.3). While CWND is below SSTHRESH each acknowledgment adds 1 to CWND (slow
 * start); from then on it takes CWND acknowledgments to add 1 (congestion avoidance). CWND never
 * exceeds the peer's window. A retransmission sets SSTHRESH to half of CWND and CWND to 1.
 *
 * Where the appendix leaves a choice:
 * - An acknowledgment is counted per message newly acknowledged, so that it makes no difference
 *   whether the peer acknowledges messages singly or several at once.
 * - Half of CWND is rounded down but is at least 1. At 0, slow start would never run again.
 * - When the peer's window becomes known after a retransmission of the first message, SSTHRESH may
 *   fall but does not rise, since it then reflects a loss.
 */
class AppendixACongestionControl : public CongestionControl
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    /**
     * @brief Set CWND to 1 and SSTHRESH to the peer's window.
     * @param state the windows
     */
    void Start(WindowState& state) const override;

    /**
     * @brief Set SSTHRESH to the peer's window, unless a loss has made it smaller; clip CWND.
     * @param state the windows
     */
    void PeerWindowKnown(WindowState& state) const override;

    /**
     * @brief Let CWND grow by slow start or congestion avoidance.
     * @param state the windows
     * @param messages number of messages newly acknowledged, at least 1
     */
    void Acknowledged(WindowState& state, uint32_t messages) const override;

    /**
     * @brief Set SSTHRESH to half of CWND and CWND to 1.
     * @param state the windows
     */
    void Expired(WindowState& state) const override;
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_APPENDIX_A_CONGESTION_CONTROL_H
