// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_LADDER_SVG_H
#define L2TP_LADDER_SVG_H

#include "l2tp-ladder-chart.h"

#include "ns3/nstime.h"

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
 * @brief Draws LadderCharts as one SVG document, one below the other.
 *
 * Messages are slanted arrows from where they leave to where they arrive: the time runs downwards.
 * Unless drawn to scale, each instant at which something happens is one step below the one before,
 * and a pause that is longer than any message travels is marked as such.
 */
class LadderSvg
{
  public:
    /** @brief Width of the document, in pixels. */
    static constexpr int WIDTH = 952;

    /**
     * @brief Prepare to draw.
     * @param charts what to draw
     * @param scale time for SCALE pixels, or 0 to draw it not to scale
     */
    LadderSvg(std::vector<LadderChart> charts, Time scale);

    /** @brief Pixels of the time given as scale. */
    static constexpr int SCALE = 20;

    /**
     * @brief Write the document.
     * @param os where to
     */
    void Print(std::ostream& os) const;

  private:
    /** @brief A gap between two instants in which nothing happens. */
    struct Pause
    {
        int y;       //!< where its middle is
        Time length; //!< how long it is
    };

    /** @brief A line. */
    struct Arrow
    {
        int x1; //!< where it begins
        int y1; //!< where it begins
        int x2; //!< where it ends
        int y2; //!< where it ends
    };

    /** @brief Where things are, in pixels from the top of the chart. */
    struct Layout
    {
        std::vector<int> moments;    //!< by moment
        std::vector<int> departures; //!< by rung
        std::vector<int> ends;       //!< by rung: arrival or loss; 0 if there is none
        std::vector<Pause> pauses;   //!< pauses
        int height{0};               //!< of the whole chart
    };

    /**
     * @brief Find out where things are.
     * @param chart the chart
     * @return the places
     */
    Layout Arrange(const LadderChart& chart) const;

    /**
     * @brief Let what is lost go parallel to what was sent at the same instant and has arrived.
     * @param chart the chart
     * @param layout where things are; changed
     */
    static void Straighten(const LadderChart& chart, Layout& layout);

    /**
     * @brief Draw one chart.
     * @param os where to
     * @param chart the chart
     * @param layout where things are
     */
    static void DrawChart(std::ostream& os, const LadderChart& chart, const Layout& layout);

    /**
     * @brief Find out where a transmission is drawn.
     * @param rung the transmission
     * @param y where it leaves
     * @param end where it arrives or is lost; 0 if neither is known
     * @return the line
     */
    static Arrow MakeArrow(const LadderChart::Rung& rung, int y, int end);

    /**
     * @brief Draw the line of a transmission.
     * @param os where to
     * @param rung the transmission
     * @param arrow the line
     */
    static void DrawArrow(std::ostream& os, const LadderChart::Rung& rung, const Arrow& arrow);

    /**
     * @brief Write what belongs to a transmission.
     * @param os where to
     * @param rung the transmission
     * @param arrow the line
     */
    static void WriteWords(std::ostream& os, const LadderChart::Rung& rung, const Arrow& arrow);

    /**
     * @brief Draw times and notes.
     * @param os where to
     * @param chart the chart
     * @param layout where things are
     */
    static void DrawMargins(std::ostream& os, const LadderChart& chart, const Layout& layout);

    std::vector<LadderChart> m_charts; //!< what to draw
    Time m_scale;                      //!< time for SCALE pixels, or 0
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_LADDER_SVG_H
