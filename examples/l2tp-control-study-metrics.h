// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_CONTROL_STUDY_METRICS_H
#define L2TP_CONTROL_STUDY_METRICS_H

#include "ns3/l2tp-lcce.h"
#include "ns3/l2tp-path-model.h"
#include "ns3/nstime.h"
#include "ns3/ptr.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

/**
 * @ingroup l2tp
 * @brief What is measured in one replication of l2tp-control-study, and the row that tells it.
 *
 * Ends and directions are numbered: 0 is A, the initiator, and what it sends; 1 is B, the
 * responder. Times are those of the simulation, whose beginning is Connect.
 */
class ControlStudyMetrics
{
  public:
    /**
     * @brief Watch two ends, which have not started.
     * @param initiator A
     * @param responder B
     * @param forward path from A to B
     * @param reverse path from B to A
     */
    ControlStudyMetrics(ns3::Ptr<ns3::l2tp::Lcce> initiator,
                        ns3::Ptr<ns3::l2tp::Lcce> responder,
                        ns3::Ptr<ns3::l2tp::PathModel> forward,
                        ns3::Ptr<ns3::l2tp::PathModel> reverse);

    ControlStudyMetrics(const ControlStudyMetrics&) = delete;
    ControlStudyMetrics& operator=(const ControlStudyMetrics&) = delete;

    /** @brief A asks for its sessions now. */
    void NoteRequest();

    /** @brief Names of the columns. @return the header line, with its end */
    static std::string GetHeader();

    /**
     * @brief The values, at the end of the run.
     * @param run number of the run
     * @return a line, with its end
     */
    std::string GetRow(uint32_t run) const;

  private:
    /** @brief A time that exists once something has happened. */
    using Moment = std::optional<ns3::Time>;

    /** @brief What happens at one end. */
    struct End
    {
        Moment connected;               //!< first time that a connection was established
        Moment firstSession;            //!< first time that a session was established
        Moment lastSession;             //!< last time that a session was established
        std::set<uint32_t> connections; //!< IDs of those that are established
        uint64_t sessions{0};           //!< that were established
        uint64_t transmissions{0};      //!< of all kinds
        uint64_t retransmissions{0};    //!< of these, those that were not the first
        uint64_t acknowledgments{0};    //!< of these, ACK and ZLB
        uint64_t duplicates{0};         //!< messages received again
        uint32_t maxOutstanding{0};     //!< highest number of unacknowledged messages
    };

    /**
     * @brief Watch an end.
     * @param lcce the end
     * @param index its number
     */
    void Watch(ns3::Ptr<ns3::l2tp::Lcce> lcce, std::size_t index);

    /**
     * @brief Watch the control messages of an end.
     * @param lcce the end
     * @param end where to count
     */
    void WatchMessages(ns3::Ptr<ns3::l2tp::Lcce> lcce, End& end);

    /**
     * @brief A connection has ended at an end.
     * @param index number of the end
     * @param ids the connection
     * @param reason why
     */
    void NoteDown(std::size_t index,
                  const ns3::l2tp::ConnectionIds& ids,
                  const ns3::l2tp::DownReason& reason);

    /** @brief How the run has ended. @return word of the column outcome */
    std::string GetOutcome() const;

    std::array<End, 2> m_ends;                             //!< the ends
    std::array<ns3::Ptr<ns3::l2tp::PathModel>, 2> m_paths; //!< the directions
    Moment m_requested;                                    //!< when A asked for its sessions
    Moment m_dead;                                         //!< when a peer was declared dead
    Moment m_giveUp;                                       //!< when an end gave up
    std::size_t m_giveUpEnd{0};                            //!< the first end that did
    std::map<ns3::l2tp::MessageType, uint64_t> m_types;    //!< transmissions by type
};

#endif // L2TP_CONTROL_STUDY_METRICS_H
