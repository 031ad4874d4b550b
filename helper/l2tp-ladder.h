// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_LADDER_H
#define L2TP_LADDER_H

#include "l2tp-event-source.h"
#include "l2tp-ladder-chart.h"
#include "l2tp-lcce.h"
#include "l2tp-log-event.h"

#include "ns3/net-device.h"
#include "ns3/node.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Draws the control messages between LCCEs as ladders, one for each pair of them, as text
 *        and as SVG.
 *
 * Each transmission is a rung: the LCCE watched first is on the left, times stand on the side where
 * they were taken, in seconds. What is lost ends in an X where it was lost: near the end where a
 * queue or an error model has dropped it, between the two if that was elsewhere. Acknowledgments
 * have broken lines. What the receiver did with a message stands at its end unless it was in order.
 * States and expired timers stand in the margins, those of sessions after "s1", "s2", and so on,
 * those of further connections between the same two after "c2", "c3".
 * @verbatim
         time (s) LAC                                                        LNS time (s)
   wait-ctl-reply |                                                            |
         0.000000 |-- SCCRQ  Ns 0  Nr 0 --------------------------X  lost      |
          timeout |                                                            |
         1.000000 |-- SCCRQ  Ns 0  Nr 0  retransmission 1 ------------------->| 1.020000
                  |                                                            | wait-ctl-conn
         1.040000 |<--------------------------------- SCCRP  Ns 0  Nr 1 --| 1.020000
   @endverbatim
 * Which transmission has arrived is known exactly, also when copies look the same: a ladder follows
 * the packets through the network, see EventSource. It changes nothing in the simulation.
 */
class Ladder : private EventSource::Sink
{
  public:
    /** @brief Columns of the widest line that Print() writes, unless set otherwise. */
    static constexpr std::size_t WIDTH = 96;

    /** @brief Least number of columns. */
    static constexpr std::size_t LEAST_WIDTH = 72;

    /** @brief Greatest number of columns. */
    static constexpr std::size_t MOST_WIDTH = 1000;

    /** @brief A ladder that watches nobody. */
    Ladder();

    /** @brief Stop watching. */
    ~Ladder() override;

    Ladder(const Ladder&) = delete;
    Ladder& operator=(const Ladder&) = delete;

    /**
     * @brief Take note of all control messages of an LCCE from now on.
     * @param lcce the LCCE, which has been added to a node with an Internet stack
     * @param name what to call it, at most 20 characters of it are shown
     */
    void Watch(Ptr<Lcce> lcce, const std::string& name);

    /**
     * @brief Take note of losses on a node between; those of the LCCEs are watched anyway.
     * @param node the node
     */
    void WatchNode(Ptr<Node> node);

    /**
     * @brief Take note of losses at a device.
     * @param device the device
     */
    void WatchLink(Ptr<NetDevice> device);

    /**
     * @brief A model of a network tells that a packet was lost, see EventLog::Dropped().
     * @param packet the packet, from any header on
     * @param reason a phrase without a full stop
     * @param where the node at which it was lost
     */
    void Dropped(Ptr<const Packet> packet, const std::string& reason, Ptr<Node> where);

    /**
     * @brief Forget what has happened so far, so that Print() begins with what follows.
     */
    void Forget();

    /**
     * @brief Set the columns of the widest line of Print().
     * @param columns LEAST_WIDTH to MOST_WIDTH; aborts on any other number
     */
    void SetWidth(std::size_t columns);

    /**
     * @brief Draw to scale, or not.
     * @param line time from one line of text to the next, and for 20 pixels of SVG; 0, the
     *        default: the space between two events does not depend on the time; aborts if
     *        negative, and PrintSvg() if the picture would be higher than a million pixels
     */
    void SetScale(Time line);

    /**
     * @brief Show states and timeouts in the margins. On by default.
     * @param on whether to
     */
    void SetStates(bool on);

    /**
     * @brief Write what has happened so far as text. Messages between a watched LCCE and one that
     *        is not are left out.
     * @param os where to
     */
    void Print(std::ostream& os) const;

    /**
     * @brief Write what has happened so far as an SVG document, one ladder below the other.
     * @param os where to
     */
    void PrintSvg(std::ostream& os) const;

  private:
    /** @brief One transmission of a control message. */
    struct Rung
    {
        std::size_t sender;               //!< index of the LCCE that has sent it
        std::size_t receiver;             //!< index of the LCCE it is for, or NOBODY
        LadderChart::Rung drawing;        //!< how it is drawn, but for its side
        std::optional<uint32_t> lostNode; //!< ID of the node where it was lost
    };

    /** @brief What a note is about. */
    struct Subject
    {
        char kind;        //!< 's' for the state of a session, 'c' of a connection; 0 for the rest
        uint32_t number;  //!< number of the session or connection on its ladder
        std::string text; //!< what has happened to it
    };

    /** @brief Something in the margin. */
    struct Note
    {
        std::size_t lcce; //!< index of the LCCE
        std::size_t peer; //!< index of its peer, or NOBODY
        Time time;        //!< when
        Subject subject;  //!< what
        uint32_t last;    //!< number of the last session that it is about
    };

    // EventSource::Sink
    void Take(const LogEvent& event) override;

    void NoteSent(const LogEvent& event);       //!< @param event a message was sent
    void NoteArrival(const LogEvent& event);    //!< @param event a message has arrived
    void NoteLoss(const LogEvent& event);       //!< @param event a message was lost
    void NoteTransition(const LogEvent& event); //!< @param event a machine has made a transition
    void NoteEnd(const LogEvent& event);        //!< @param event a connection has ended

    /**
     * @brief Write something into the margin. Sessions that come to the same state at once have one
     *        note, and so has a session that goes through several states at once: the last one.
     * @param event what has happened
     * @param subject what to write
     */
    void AddNote(const LogEvent& event, const Subject& subject);

    /**
     * @brief Make one note of two, if they are about the same instant and the same session, or
     *        about the same state of adjacent sessions.
     * @param note the first one, extended
     * @param next the second one
     * @return false if they have to stay two
     */
    static bool Extend(Note& note, const Note& next);

    /**
     * @brief Text of a note.
     * @param note the note
     * @return for instance "s1-3 established"
     */
    static std::string Write(const Note& note);

    /**
     * @brief Number of a connection or session on its ladder; the same at both ends.
     * @param event an event of it
     * @return the number, from 1
     */
    uint32_t FindNumber(const LogEvent& event);

    /**
     * @brief Find a transmission that is on its way.
     * @param event an event of it
     * @return index of the rung; nothing if it is unknown
     */
    std::optional<std::size_t> Find(const LogEvent& event) const;

    /**
     * @brief Collect what has happened between two LCCEs.
     * @param left index of the LCCE on the left
     * @param right index of the LCCE on the right
     * @return the chart, with moments only if there are messages
     */
    LadderChart MakeChart(std::size_t left, std::size_t right) const;

    /** @brief Collect all charts that are not empty. @return the charts */
    std::vector<LadderChart> MakeCharts() const;

    /** @brief An end of something: index of the LCCE and identifier there. */
    using End = std::pair<std::size_t, uint32_t>;

    std::size_t m_width{WIDTH};                      //!< columns of text
    Time m_scale;                                    //!< time per line, or 0
    bool m_states{true};                             //!< show the margins
    std::vector<std::string> m_names;                //!< of the LCCEs
    std::vector<uint32_t> m_nodes;                   //!< node IDs of the LCCEs
    std::vector<Rung> m_rungs;                       //!< in the order in which they were sent
    std::vector<Note> m_notes;                       //!< in the order in which they were made
    std::vector<LadderChart::Moment> m_moments;      //!< in the order in which they happened
    std::map<uint64_t, std::size_t> m_transmissions; //!< rungs by number of the transmission
    std::map<End, uint32_t> m_sessions;              //!< number of a session on its ladder
    std::map<End, uint32_t> m_connections;           //!< number of a connection on its ladder
    std::map<std::pair<std::size_t, std::size_t>, uint32_t> m_sessionCounts;    //!< by pair
    std::map<std::pair<std::size_t, std::size_t>, uint32_t> m_connectionCounts; //!< by pair
    EventSource m_source;                                                       //!< watches
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_LADDER_H
