// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_EVENT_LOG_H
#define L2TP_EVENT_LOG_H

#include "l2tp-event-source.h"
#include "l2tp-lcce.h"
#include "l2tp-log-event.h"

#include "ns3/application-container.h"
#include "ns3/net-device.h"
#include "ns3/node-container.h"
#include "ns3/node.h"
#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <ostream>
#include <string>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Writes what happens to LCCEs and their control messages as JSON Lines: one event a line,
 *        each an object of JSON (\RFC{8259}), after a first line with the name and version of the
 *        format.
 *
 * @code
   EventLog log("events.jsonl");
   log.Watch(lac, "LAC");
   log.Watch(lns, "LNS");
   log.WatchNode(router); // losses on the way
   Simulator::Run();
   @endcode
 * doc/event-log.csv describes the members of each event; the manual has the same as a table. The
 * members `tx` of "sent", "received" and "lost" join what has happened to one transmission.
 *
 * The log changes nothing in the simulation, and it must not outlive what it writes to.
 */
class EventLog : private EventSource::Sink
{
  public:
    /** @brief Name of the format, in the first line. */
    static constexpr const char* SCHEMA = "ns3-l2tp-event-log";

    /** @brief Version of the format, in the first line. It grows when members change their
     *         meaning or go; new members and events do not count. */
    static constexpr uint32_t VERSION = 1;

    /**
     * @brief Write to a stream; the first line at once.
     * @param os where to; must outlive the log
     */
    explicit EventLog(std::ostream& os);

    /**
     * @brief Write to a file; aborts if it cannot be opened.
     * @param file name of the file, which is written anew
     */
    explicit EventLog(const std::string& file);

    /** @brief Stop watching, and close the file; says so on standard error if it is incomplete. */
    ~EventLog() override;

    EventLog(const EventLog&) = delete;
    EventLog& operator=(const EventLog&) = delete;

    /**
     * @brief Write raw octets too: each message as hexadecimal digits from its T bit. Off by
     *        default.
     * @param on whether to
     */
    void SetRawOctets(bool on);

    /**
     * @brief Write the AVPs of messages. On by default.
     * @param on whether to
     */
    void SetAvps(bool on);

    /**
     * @brief Bring everything so far to the file or stream.
     * @return false if something could not be written, now or before
     */
    bool Flush();

    /**
     * @brief A new run begins: write its number into each event from now on, and number
     *        transmissions from 1 again. Nothing is watched any more: call Watch() for the LCCEs of
     *        this run.
     * @param run the number
     */
    void BeginRun(uint32_t run);

    /**
     * @brief Write the events of an LCCE from now on, and losses on its node.
     * @param lcce the LCCE, which has been added to a node with an Internet stack
     * @param name what to call it
     */
    void Watch(Ptr<Lcce> lcce, const std::string& name);

    /**
     * @brief Write the events of LCCEs, named "prefix0", "prefix1" and so on.
     * @param lcces applications; what is no Lcce is left out
     * @param prefix prefix of the names
     */
    void Watch(const ApplicationContainer& lcces, const std::string& prefix);

    /**
     * @brief Write losses of control messages on a node: in its devices and their queues, in IPv4.
     * @param node the node; devices that it gets later are not watched
     */
    void WatchNode(Ptr<Node> node);

    /**
     * @brief Write losses of control messages on nodes.
     * @param nodes the nodes
     */
    void WatchNodes(const NodeContainer& nodes);

    /**
     * @brief Write losses of control messages at one device and its queues.
     * @param device the device
     */
    void WatchLink(Ptr<NetDevice> device);

    /**
     * @brief A model of a network tells that a packet was lost. Needed only where no device says
     *        so. Ignored unless it carries a control message not known to be lost or to have
     *        arrived.
     * @param packet the packet, from any header on
     * @param reason a phrase without a full stop
     * @param where the node at which it was lost
     */
    void Dropped(Ptr<const Packet> packet, const std::string& reason, Ptr<Node> where);

  private:
    // EventSource::Sink
    void Take(const LogEvent& event) override;

    /** @brief Write the first line. */
    void Begin();

    std::unique_ptr<std::ostream> m_file; //!< the file, if the log has made it
    std::ostream& m_os;                   //!< where to
    bool m_told{false};                   //!< Flush() has said that something is missing
    bool m_raw{false};                    //!< whether to write raw octets
    bool m_avps{true};                    //!< whether to write AVPs
    std::optional<uint32_t> m_run;        //!< number of the run, if there are runs
    EventSource m_source;                 //!< watches
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_EVENT_LOG_H
