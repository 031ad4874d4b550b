// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_SEQUENCE_RECEIVER_H
#define L2TP_SEQUENCE_RECEIVER_H

#include "l2tp-sequencing-settings.h"

#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief What the sequence numbers of a session have shown so far.
 *
 * A number that was left out is missing; if it comes after all it is late, else its packet is lost.
 */
struct SequenceCounters
{
    uint64_t gaps{0};       //!< times numbers were left out
    uint64_t missing{0};    //!< numbers left out
    uint64_t late{0};       //!< packets dropped that came after their number had been left out
    uint64_t reordered{0};  //!< packets that came after one with a higher number: those late, and
                            //!< those put into order again
    uint64_t duplicates{0}; //!< packets dropped whose number had come before
    uint64_t unknown{0};    //!< packets dropped whose number is too old to tell which of both
    uint64_t resyncs{0};    //!< times the expected number followed the sender back

    /** @brief Packets lost so far, those that are merely late included. @return a count */
    uint64_t GetLost() const
    {
        return missing - late;
    }
};

/**
 * @ingroup l2tp
 * @brief Judges the sequence numbers of the packets received on one session (\RFC{3931}
 *        section 4.6.1 and Appendix C).
 *
 * It works on numbers of any size. It keeps no packets: of those that have to wait for others it
 * keeps the numbers, in order, and its user keeps the packets in the same order, see Hold.
 *
 * Time is an argument. It is used only if NeedsTime(); otherwise any value will do.
 */
class SequenceReceiver
{
  public:
    /** @brief What to do with a packet. */
    enum class Verdict : uint8_t
    {
        Accept, //!< deliver it now; after that, those for which Release() is true
        Hold,   //!< keep it at the position that GetHoldPosition() tells, then ask Release()
        Old,    //!< drop it
    };

    /**
     * @brief Expect number 0 first.
     * @param bits size of a number, 2 to 32
     * @param settings what to do with them; a window of more than the number space less 1 is that
     */
    SequenceReceiver(uint32_t bits, const SequencingSettings& settings);

    /** @brief Whether time matters. @return true if packets are held, or resyncTime is set */
    bool NeedsTime() const
    {
        return m_needsTime;
    }

    /**
     * @brief Judge the number of a packet, and take note of it.
     *
     * The packet that makes the expected number follow the sender back is itself still dropped.
     *
     * @param number its number, below 2^bits
     * @param now the present time, never less than before
     * @return what to do with it
     */
    Verdict Judge(uint32_t number, const Time& now);

    /**
     * @brief Where the packet belongs that was judged Hold last.
     * @return number of packets held that precede it
     */
    std::size_t GetHoldPosition() const
    {
        return m_holdPosition;
    }

    /**
     * @brief Let the first packet that is held go, if all before it have come, if it has waited
     * long enough, or if too many wait.
     *
     * To be called until it is false: after each call of Judge(), and at the deadline.
     *
     * @param now the present time
     * @return whether the first packet that is held has to be delivered; it is held no more
     */
    bool Release(const Time& now);

    /** @brief How many packets are held. @return a count, at most reorderLimit between calls */
    std::size_t GetHeldCount() const
    {
        return m_held.size();
    }

    /** @brief When Release() has to be called next. @return a time, or Time::Max() for never */
    Time GetDeadline() const;

    /** @brief The next number in order. @return a number below 2^bits */
    uint32_t GetExpected() const
    {
        return m_expected;
    }

    /** @brief What has been seen. @return the counters */
    const SequenceCounters& GetCounters() const
    {
        return m_counters;
    }

  private:
    /** @brief So many numbers behind the expected one are remembered. */
    static constexpr uint32_t HISTORY = 64;

    /** @brief A packet that waits. */
    struct Held
    {
        uint32_t number; //!< its number
        Time since;      //!< when it, or one behind it, began to wait: never less than before it
    };

    /**
     * @brief Judge a number ahead of the expected one, when packets are held.
     * @param number the number
     * @param ahead its distance
     * @param now the present time
     * @return Hold, or Old if it is held already
     */
    Verdict JudgeAhead(uint32_t number, uint32_t ahead, const Time& now);

    /**
     * @brief Take note of an old number; perhaps follow the sender.
     * @param number the number
     * @param now the present time
     */
    void NoteOld(uint32_t number, const Time& now);

    /**
     * @brief Tell late packets from duplicates.
     * @param behind distance of the number behind the expected one, at least 1
     */
    void CountOld(uint32_t behind);

    /**
     * @brief Expect the number after one that is delivered.
     * @param ahead how many numbers are left out before it
     */
    void Advance(uint32_t ahead);

    SequenceCounters m_counters;   //!< what has been seen
    std::vector<Held> m_held;      //!< packets that wait, in order
    uint64_t m_leftOut{0};         //!< bit i: the number 1 + i behind the expected one never came
    Time m_resyncTime;             //!< setting
    Time m_reorderHold;            //!< setting
    Time m_oldSince;               //!< first of the old numbers since a new one
    std::size_t m_holdPosition{0}; //!< see GetHoldPosition()
    std::size_t m_leaving{0};      //!< so many of those held go whatever happens
    uint32_t m_mask;               //!< largest number
    uint32_t m_window;             //!< setting
    uint32_t m_resyncThreshold;    //!< setting
    uint32_t m_reorderLimit;       //!< setting
    uint32_t m_expected{0};        //!< next number in order
    uint32_t m_lastOld{0};         //!< last old number
    uint32_t m_oldRun{0};          //!< old numbers in sequence, the last one included; 0: a new one
                                   //!< came last
    uint8_t m_history{0};          //!< numbers behind the expected one that m_leftOut is true of
    bool m_needsTime;              //!< see NeedsTime()
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_SEQUENCE_RECEIVER_H
