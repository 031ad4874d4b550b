// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_SEQUENCING_ATTRIBUTES_H
#define L2TP_SEQUENCING_ATTRIBUTES_H

#include "l2tp-sequencing-settings.h"

#include "ns3/nstime.h"
#include "ns3/type-id.h"

#include <cstdint>
#include <string>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Attributes of an Lcce and of a StaticSession: how the sequence numbers of the data
 * received are treated (\RFC{3931} section 4.6.1 and Appendix C). Used only where sequence numbers
 * are asked for.
 *
 * | attribute | legal values | default |
 * |---|---|---|
 * | SequenceWindow | numbers that count as new: 1..16777215 | 8388608 |
 * | ResyncThreshold | old packets in sequence that reset the expected number: 0 (off), 2.. | 5 |
 * | ResyncTime | time of nothing but old packets that resets it; 0: off | 0 s |
 * | ReorderHold | time a packet may wait for those before it; 0: none waits | 0 s |
 * | ReorderLimit | packets that may wait: 1..4096 | 64 |
 */
class SequencingAttributes
{
  protected:
    /**
     * @brief Add the attributes to a type ID.
     * @param id to what
     * @return the same
     */
    static TypeId AddTo(TypeId id);

    /**
     * @brief Abort, with one sentence, on values that cannot be.
     * @param owner name of the class that has the attributes, for the sentence
     */
    void Check(const std::string& owner) const;

    /** @brief The attributes as the data plane wants them. @return the settings */
    SequencingSettings MakeSequencingSettings() const;

  private:
    uint32_t m_window;          //!< SequenceWindow
    uint32_t m_resyncThreshold; //!< ResyncThreshold
    Time m_resyncTime;          //!< ResyncTime
    Time m_reorderHold;         //!< ReorderHold
    uint32_t m_reorderLimit;    //!< ReorderLimit
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_SEQUENCING_ATTRIBUTES_H
