// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_LCCE_COUNTERS_H
#define L2TP_LCCE_COUNTERS_H

#include "l2tp-data-path.h"
#include "l2tp-engine-output.h"
#include "l2tp-parse-error.h"

#include <array>
#include <cstdint>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief What an Lcce has counted since the beginning, whether a trace was connected or not; a part
 *        of it, never an object of its own.
 */
class LcceCounters
{
  public:
    /**
     * @brief How many control messages were dropped for a reason, or were not accepted.
     * @param reason the reason
     * @return the number of events of the trace ControlDrop
     */
    uint64_t GetControlDrops(ControlDropReason reason) const
    {
        return m_controlDrops.at(static_cast<std::size_t>(reason));
    }

    /**
     * @brief How many AVPs of received control messages had a fault, or were missing.
     * @param what the problem; of use from UnknownAttribute on, others concern whole messages
     * @return the number of events of the trace FaultyAvp
     */
    uint64_t GetFaultyAvps(ParseProblem what) const
    {
        return m_faultyAvps.at(static_cast<std::size_t>(what));
    }

    /**
     * @brief How many frames and data messages of signalled sessions were dropped for a reason.
     * @param reason the reason
     * @return the number of events of the trace DataDrop
     */
    uint64_t GetDataDrops(DataDropReason reason) const
    {
        return m_dataDrops.at(static_cast<std::size_t>(reason));
    }

  protected:
    /** @brief Count a control message. @param reason why it was dropped */
    void Count(ControlDropReason reason)
    {
        ++m_controlDrops.at(static_cast<std::size_t>(reason));
    }

    /** @brief Count an AVP. @param what what is wrong with it */
    void Count(ParseProblem what)
    {
        ++m_faultyAvps.at(static_cast<std::size_t>(what));
    }

    /** @brief Count a frame. @param reason why it was dropped */
    void Count(DataDropReason reason)
    {
        ++m_dataDrops.at(static_cast<std::size_t>(reason));
    }

  private:
    std::array<uint64_t, CONTROL_DROP_REASONS> m_controlDrops{}; //!< messages by reason
    std::array<uint64_t, PARSE_PROBLEMS> m_faultyAvps{};         //!< AVPs by problem
    std::array<uint64_t, DATA_DROP_REASONS> m_dataDrops{};       //!< frames by reason
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_LCCE_COUNTERS_H
