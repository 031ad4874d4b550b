// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_LADDER_CHART_H
#define L2TP_LADDER_CHART_H

#include "l2tp-constants.h"

#include "ns3/nstime.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief What a ladder of two LCCEs shows, before it is drawn.
 */
struct LadderChart
{
    /** @brief One of the two LCCEs. */
    enum Side : uint8_t
    {
        LEFT,  //!< the one on the left
        RIGHT, //!< the one on the right
    };

    /** @brief How a message was lost. */
    struct Loss
    {
        Time time;          //!< when
        double place{0};    //!< where: 0 at the sender, 1 at the receiver
        std::string reason; //!< why
    };

    /** @brief One transmission of a control message. */
    struct Rung
    {
        Side from;                   //!< who has sent it
        MessageType type;            //!< message type
        std::string label;           //!< message type, Ns, Nr
        uint32_t attempt{0};         //!< 0 first transmission, i the i-th retransmission
        Time sent;                   //!< when it was sent
        std::optional<Time> arrived; //!< when it has arrived, if it has
        std::optional<Loss> lost;    //!< how it was lost, if that is known
        std::string remark;          //!< what the receiver thought of it, or empty

        /** @brief Who it is for. @return the other side */
        Side To() const
        {
            return from == LEFT ? RIGHT : LEFT;
        }

        /**
         * @brief Message type, Ns, Nr, retransmission.
         * @param brief whether to abbreviate
         * @return the words
         */
        std::string GetLabel(bool brief = false) const;

        /** @brief Whether it only acknowledges. @return true for ACK and ZLB */
        bool IsAcknowledgment() const
        {
            return type == MessageType::Ack || type == MessageType::Zlb;
        }
    };

    /** @brief Something in the margin: a new state, a timeout. */
    struct Note
    {
        Side side;        //!< at which LCCE
        Time time;        //!< when
        std::string text; //!< what
    };

    /** @brief Something that happens at one instant. */
    struct Moment
    {
        /** @brief What happens. */
        enum Kind : uint8_t
        {
            DEPARTURE, //!< a rung begins
            ARRIVAL,   //!< a rung ends
            LOSS,      //!< a rung is lost
            NOTE,      //!< a note
        };

        Kind kind;         //!< what happens
        std::size_t index; //!< to which rung or note
    };

    /**
     * @brief When something happens.
     * @param moment what
     * @return the time
     */
    Time GetTime(const Moment& moment) const;

    /**
     * @brief At which end something happens.
     * @param moment what; a loss counts for the end that it is nearer to
     * @return the side
     */
    Side GetSide(const Moment& moment) const;

    /**
     * @brief Text of a time.
     * @param time the time
     * @return seconds with six decimals
     */
    static std::string FormatTime(Time time);

    std::array<std::string, 2> names; //!< of the LCCEs, by side
    std::vector<Rung> rungs;          //!< in the order in which they were sent
    std::vector<Note> notes;          //!< in the order in which they were made
    std::vector<Moment> moments;      //!< all that has happened, in order
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_LADDER_CHART_H
