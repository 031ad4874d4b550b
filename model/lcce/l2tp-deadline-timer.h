// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_DEADLINE_TIMER_H
#define L2TP_DEADLINE_TIMER_H

#include "ns3/event-id.h"
#include "ns3/nstime.h"

#include <cstdint>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Keeps the deadline of one control connection with one simulator event.
 *
 * A deadline that moves later costs nothing: the event finds out when it fires. One that moves
 * earlier replaces the event. The queue of the simulator never holds more than one event of a
 * connection, however many messages are sent.
 *
 * What is received at the instant of the deadline counts as received in time: a timer that fires
 * goes once more to the end of the present instant.
 */
class DeadlineTimer
{
  public:
    /** @brief Who has deadlines. */
    class Owner
    {
      public:
        virtual ~Owner() = default;

        /**
         * @brief When something is due.
         * @param id what was given to the timer
         * @return a time, or Time::Max() for never
         */
        virtual Time GetDeadline(uint32_t id) const = 0;

        /**
         * @brief Something is due. May destroy the timer.
         * @param id what was given to the timer
         */
        virtual void Expire(uint32_t id) = 0;
    };

    /**
     * @brief A timer that is not armed.
     * @param owner who has deadlines; must outlive the timer
     * @param id what to tell the owner
     */
    DeadlineTimer(Owner& owner, uint32_t id);

    /** @brief Takes the event out of the simulator. */
    ~DeadlineTimer();

    DeadlineTimer(const DeadlineTimer&) = delete;
    DeadlineTimer& operator=(const DeadlineTimer&) = delete;

    /**
     * @brief The deadline has changed.
     * @param deadline the new one, not in the past; Time::Max() for never
     */
    void Set(Time deadline);

  private:
    /**
     * @brief Schedule the event.
     * @param when absolute time
     */
    void Arm(Time when);

    /** @brief The event has fired: wait longer, or go to the end of the instant. */
    void Fire();

    /** @brief The end of the instant: tell the owner, if it is still due. */
    void FireLast();

    Owner& m_owner;  //!< who has deadlines
    uint32_t m_id;   //!< what to tell the owner
    EventId m_event; //!< the event
    Time m_armed;    //!< when it fires, if it is pending
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_DEADLINE_TIMER_H
