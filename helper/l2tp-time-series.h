// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_TIME_SERIES_H
#define L2TP_TIME_SERIES_H

#include "l2tp-lcce-events.h"
#include "l2tp-lcce.h"

#include "ns3/nstime.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief What the sending side of one control connection does over time: its windows, and which
 *        Ns it sends and has acknowledged (a Stevens graph).
 *
 * The connection is the first one that the LCCE sends or receives on, or a given one.
 * @code
   TimeSeries series(lac);
   Simulator::Run();
   std::ofstream csv("series.csv");
   series.WriteCsv(csv);
   std::ofstream script("series.gp");
   series.WriteScript(script, "series"); // gnuplot series.gp: series.svg and series.png
   @endcode
 * Columns of the CSV, one row per event:
 *
 * | column | meaning |
 * |---|---|
 * | time | seconds from the beginning of the simulation |
 * | event | window: one of the next four has changed; sent, acknowledged |
 * | cwnd, ssthresh | congestion window and slow start threshold, messages |
 * | outstanding | messages sent and not acknowledged |
 * | window | the peer's Receive Window Size |
 * | ns | sent: number of the message, without wrap at 65536 |
 * | attempt | sent: 0 for the first transmission |
 * | acknowledged | numbers below it are acknowledged, without wrap |
 *
 * Explicit acknowledgments are not sent messages here: they have no number of their own.
 */
class TimeSeries
{
  public:
    /**
     * @brief Take notes from now on.
     * @param lcce the LCCE, which must not be disposed of before this object is
     * @param connection local Control Connection ID; 0 for the first one that there is
     */
    explicit TimeSeries(Ptr<Lcce> lcce, uint32_t connection = 0);

    /** @brief Stop taking notes. */
    ~TimeSeries();

    TimeSeries(const TimeSeries&) = delete;
    TimeSeries& operator=(const TimeSeries&) = delete;

    /**
     * @brief Write all notes, with a header line.
     * @param os where to
     */
    void WriteCsv(std::ostream& os) const;

    /**
     * @brief Write a script for gnuplot: windows above, numbers below, over the same time.
     * @param os where to
     * @param name path of the pictures that it makes, without .svg and .png
     * @param title above them; empty for none
     */
    void WriteScript(std::ostream& os,
                     const std::string& name,
                     const std::string& title = "") const;

  private:
    /** @brief What has happened. */
    enum class Kind
    {
        Window,       //!< the windows have changed
        Sent,         //!< a message was sent
        Acknowledged, //!< numbers were acknowledged
    };

    /** @brief A row. */
    struct Note
    {
        Time time;             //!< when
        Kind kind;             //!< what
        WindowState window;    //!< the windows then
        uint64_t ns;           //!< of Sent
        uint32_t attempt;      //!< of Sent
        uint64_t acknowledged; //!< numbers below it are
    };

    void Sent(const ControlEvent& event);     //!< @param event a message
    void Received(const ControlEvent& event); //!< @param event a message

    /**
     * @brief Trace sink.
     * @param ids the connection
     * @param window its windows
     */
    void WindowChanged(const ConnectionIds& ids, const WindowState& window);

    /**
     * @brief Whether a connection is the one.
     * @param connection local Control Connection ID
     * @return true if it is, or has just become it
     */
    bool IsMine(uint32_t connection);

    /**
     * @brief Add a row.
     * @param kind what has happened
     * @param ns number of the message
     * @param attempt which transmission of it
     */
    void Add(Kind kind, uint64_t ns = 0, uint32_t attempt = 0);

    /**
     * @brief Connect or disconnect the trace sinks.
     * @param connect which of the two
     */
    void Wire(bool connect);

    Ptr<Lcce> m_lcce;           //!< whose connection
    uint32_t m_connection;      //!< which one; 0 while there is none
    WindowState m_window;       //!< the windows at present
    uint64_t m_next{0};         //!< the next new number, without wrap
    uint64_t m_acknowledged{0}; //!< numbers below it are
    std::vector<Note> m_notes;  //!< all rows
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_TIME_SERIES_H
