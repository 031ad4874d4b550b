// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_LADDER_TEXT_H
#define L2TP_LADDER_TEXT_H

#include "l2tp-ladder-chart.h"

#include "ns3/nstime.h"

#include <array>
#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Draws one LadderChart as text.
 */
class LadderText
{
  public:
    /**
     * @brief Prepare to draw.
     * @param chart what to draw; must outlive the object
     * @param width columns of the widest line, at least 72
     */
    LadderText(const LadderChart& chart, std::size_t width);

    /**
     * @brief Draw one line for each transmission.
     * @param os where to
     */
    void Print(std::ostream& os) const;

    /**
     * @brief Draw to scale: lines for departures and for arrivals, in between as many lines as
     *        time goes by. Of a long pause only the ends are drawn.
     * @param os where to
     * @param line time from one line to the next, above 0
     */
    void PrintToScale(std::ostream& os, Time line) const;

  private:
    /** @brief Texts at the two sides. */
    using Margins = std::array<std::string, 2>;

    /** @brief Notes that belong to something, by side. */
    using Notes = std::array<std::vector<std::string>, 2>;

    /** @brief Where the notes of a chart go. */
    struct Places
    {
        std::vector<Notes> above; //!< by rung
        std::vector<Notes> below; //!< by rung
        std::vector<bool> alone;  //!< by note: it belongs to no rung
    };

    /**
     * @brief Write a line.
     * @param os where to
     * @param margins what stands in the margins
     * @param middle what stands between the two lines
     */
    void Write(std::ostream& os, const Margins& margins, const std::string& middle) const;

    /**
     * @brief Write the heading.
     * @param os where to
     */
    void WriteHeading(std::ostream& os) const;

    /**
     * @brief Write notes, those of both sides beside each other.
     * @param os where to
     * @param notes the notes
     */
    void WriteNotes(std::ostream& os, const Notes& notes) const;

    /**
     * @brief Words of a transmission.
     * @param rung the transmission
     * @return message type, Ns, Nr, retransmission, abbreviated where there is no room
     */
    std::string GetLabel(const LadderChart::Rung& rung) const;

    /**
     * @brief Draw a whole transmission.
     * @param rung the transmission
     * @return what stands between the two lines
     */
    std::string DrawRung(const LadderChart::Rung& rung) const;

    /**
     * @brief Draw what happens to a transmission at one instant.
     * @param moment departure, arrival or loss
     * @return what stands between the two lines
     */
    std::string DrawPart(const LadderChart::Moment& moment) const;

    /**
     * @brief Draw a transmission that does not arrive, from the left to the right.
     * @param start what it begins with
     * @param rung the transmission
     * @return as many columns as needed
     */
    std::string DrawLost(const std::string& start, const LadderChart::Rung& rung) const;

    /**
     * @brief Turn a drawing round if the transmission goes to the left.
     * @param rung the transmission
     * @param text a drawing from the left to the right; words in it between two '\1'
     * @return a drawing of the width of the middle
     */
    std::string Turn(const LadderChart::Rung& rung, const std::string& text) const;

    /** @brief Find out where the notes go. @return the places */
    Places Arrange() const;

    const LadderChart& m_chart; //!< what to draw
    std::size_t m_margin;       //!< columns of a margin
    std::size_t m_middle;       //!< columns between the two lines
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_LADDER_TEXT_H
