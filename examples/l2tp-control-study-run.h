// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_CONTROL_STUDY_RUN_H
#define L2TP_CONTROL_STUDY_RUN_H

#include "l2tp-control-study-metrics.h"
#include "l2tp-control-study-options.h"

#include "ns3/l2tp-event-log.h"
#include "ns3/l2tp-helper.h"
#include "ns3/l2tp-lcce.h"
#include "ns3/l2tp-path-model.h"
#include "ns3/net-device-container.h"
#include "ns3/node.h"
#include "ns3/ptr.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

/**
 * @ingroup l2tp
 * @brief One replication of l2tp-control-study.
 *
 * @verbatim
    LAC A ------------------------------------- LNS B
    10.0.0.1   rate, delay, loss, reordering   10.0.0.2
   @endverbatim
 * A calls Connect at the beginning of the simulation. The sessions have no devices: nothing but
 * control messages is on the path.
 *
 * Each run has its own simulator and its own nodes, and all random numbers come from streams whose
 * numbers are the same in each run. So a run depends on its run number, and not on what was run
 * before.
 */
class ControlStudyRun
{
  public:
    /**
     * @brief Build the network. The simulator is empty before, and run by nobody else after.
     * @param options the experiment
     * @param run number of the run
     * @param log takes the events, or null
     */
    ControlStudyRun(const ControlStudyOptions& options, uint32_t run, ns3::l2tp::EventLog* log);

    /** @brief Leaves the simulator empty. */
    ~ControlStudyRun();

    ControlStudyRun(const ControlStudyRun&) = delete;
    ControlStudyRun& operator=(const ControlStudyRun&) = delete;

    /**
     * @brief Run it to its end.
     * @return the row of the CSV
     */
    std::string Run();

  private:
    // Build
    void BuildPath();   //!< nodes, link, addresses
    void BuildLcces();  //!< LCCEs, with what the options say of them
    void AddSessions(); //!< when A asks for its sessions
    void EnablePcap();  //!< files of what is on the path

    /**
     * @brief Write events.
     * @param log takes them
     */
    void EnableEvents(ns3::l2tp::EventLog& log);

    /**
     * @brief Set the attributes that are about the reliable channel.
     * @param helper installs the LCCEs
     */
    void SetChannelAttributes(ns3::l2tp::L2tpHelper& helper) const;

    /**
     * @brief Set the attributes that are about authentication.
     * @param helper installs the LCCEs
     */
    void SetAuthentication(ns3::l2tp::L2tpHelper& helper) const;

    // Act
    void RequestSessions(); //!< A asks for all sessions

    /**
     * @brief A has sent a message.
     * @param event the message
     */
    void NoteSent(const ns3::l2tp::ControlEvent& event);

    /**
     * @brief A has received a message.
     * @param event the message
     */
    void NoteReceived(const ns3::l2tp::ControlEvent& event);

    const ControlStudyOptions& m_options;                   //!< the experiment
    uint32_t m_run;                                         //!< number of the run
    std::array<ns3::Ptr<ns3::l2tp::PathModel>, 2> m_models; //!< directions, A to B first
    std::array<ns3::Ptr<ns3::Node>, 2> m_nodes;             //!< A, B
    ns3::NetDeviceContainer m_devices;                      //!< A, B
    std::array<ns3::Ptr<ns3::l2tp::Lcce>, 2> m_lcces;       //!< A, B
    uint32_t m_peer{0};                                     //!< B, as A calls it
    std::optional<uint16_t> m_scccn;                        //!< Ns of SCCCN, once it was sent
    bool m_requested{false};                                //!< A has asked for its sessions
    std::unique_ptr<ControlStudyMetrics> m_metrics;         //!< what is measured
};

#endif // L2TP_CONTROL_STUDY_RUN_H
