// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_ASCII_CONTROL_TRACE_H
#define L2TP_ASCII_CONTROL_TRACE_H

#include "l2tp-lcce-events.h"
#include "l2tp-lcce.h"

#include "ns3/nstime.h"
#include "ns3/output-stream-wrapper.h"
#include "ns3/ptr.h"
#include "ns3/simple-ref-count.h"

#include <ostream>
#include <string>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Writes the control events of an LCCE as text, one line each.
 *
 * A line has a mark, the time in seconds, the place of the LCCE as "node/application", and the
 * event:
 *
 * | mark | event                                                             |
 * |------|-------------------------------------------------------------------|
 * | t    | control message sent: name, Ns, Nr, attempt and wait              |
 * | r    | control message received: name, Ns, Nr, what became of it         |
 * | d    | control message dropped, and why; attribute and offset of a fault |
 * | f    | AVP at fault: message, Ns, what is wrong, attribute and offset    |
 * | s    | transition: machine, state, event, state                          |
 * | w    | window: cwnd, ssthresh, messages outstanding                      |
 * | +    | connection or session up                                          |
 * | -    | connection or session down, and why                               |
 * | c    | circuit of the peer up, down, its errors; call to be placed       |
 * | !    | HELLO unanswered, peer dead, reconnection                         |
 *
 * Identifiers come last, as "connection local/remote" and "session local/remote". Sources that
 * show what ControlTx shows too (Retransmit, AckTx, HelloTx) and data are left out.
 */
class AsciiControlTrace : public SimpleRefCount<AsciiControlTrace>
{
  public:
    /**
     * @brief Prepare to write.
     * @param stream where to
     * @param place of the LCCE
     */
    AsciiControlTrace(Ptr<OutputStreamWrapper> stream, const std::string& place);

    /**
     * @brief Write the events of an LCCE from now on, as long as it lives.
     * @param stream where to
     * @param lcce the LCCE, which is on a node
     */
    static void Enable(Ptr<OutputStreamWrapper> stream, Ptr<Lcce> lcce);

    /**
     * @brief Text of a time.
     * @param time the time
     * @return seconds with nine digits after the point
     */
    static std::string FormatTime(Time time);

    /**
     * @brief Text of what became of a received message.
     * @param disposition the disposition
     * @return for instance "in order"
     */
    static const char* GetName(ReliableChannel::Disposition disposition);

  private:
    // One for each trace source.
    void Sent(const ControlEvent& event);                //!< @param event the message
    void Received(const ControlEvent& event);            //!< @param event the message
    void Dropped(const ControlDropEvent& event);         //!< @param event what was dropped
    void Faulty(const FaultyAvpEvent& event);            //!< @param event a faulty AVP
    void Transition(const StateTransitionEvent& event);  //!< @param event the transition
    void SessionUp(const SessionUpEvent& event);         //!< @param event the session
    void SessionDown(const SessionDownEvent& event);     //!< @param event the session
    void CircuitStatus(const CircuitStatusEvent& event); //!< @param event the session
    void CircuitErrors(const CircuitErrorsEvent& event); //!< @param event the errors
    void CallRequested(const CallRequestedEvent& event); //!< @param event the request
    void ConnectionUp(const ConnectionIds& ids);         //!< @param ids the connection
    void HelloTimeout(const ConnectionIds& ids);         //!< @param ids the connection
    void PeerDead(const ConnectionIds& ids);             //!< @param ids the connection

    /**
     * @brief The windows of a connection.
     * @param ids the connection
     * @param window the windows
     */
    void Window(const ConnectionIds& ids, const WindowState& window);

    /**
     * @brief A connection has ended.
     * @param ids the connection
     * @param reason why
     */
    void ConnectionDown(const ConnectionIds& ids, const DownReason& reason);

    /**
     * @brief A peer will be called again.
     * @param peer its handle
     * @param address where
     * @param delay how long from now
     */
    void Reconnect(uint32_t peer, const Address& address, Time delay);

    /**
     * @brief Begin a line.
     * @param mark its mark
     * @return the stream
     */
    std::ostream& Begin(char mark);

    /**
     * @brief Write why something has ended.
     * @param out the stream
     * @param reason why
     */
    static void Write(std::ostream& out, const DownReason& reason);

    /**
     * @brief End a line.
     * @param out the stream
     * @param ids what to end it with
     */
    static void End(std::ostream& out, const ConnectionIds& ids);

    Ptr<OutputStreamWrapper> m_stream; //!< where to
    std::string m_place;               //!< node and application
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_ASCII_CONTROL_TRACE_H
