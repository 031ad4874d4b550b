// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_LCCE_RECORDER_H
#define L2TP_LCCE_RECORDER_H

#include "ns3/l2tp-lcce.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3
{
namespace l2tp
{
namespace tests
{

/**
 * @ingroup l2tp-tests
 * @brief Connects to every trace source of an Lcce and keeps what they tell.
 */
class LcceRecorder
{
  public:
    /** @brief A control message sent or received. */
    struct Message
    {
        Time time;                                //!< when
        bool sent;                                //!< ControlTx or ControlRx
        ConnectionIds ids;                        //!< connection and session
        MessageType type;                         //!< type
        uint16_t ns;                              //!< Ns
        uint16_t nr;                              //!< Nr
        uint32_t attempt;                         //!< which transmission
        Time timeout;                             //!< the wait that begins
        ReliableChannel::Disposition disposition; //!< what became of it
        std::vector<uint8_t> image;               //!< octets
    };

    /** @brief Anything else that a trace source tells. */
    struct News
    {
        Time time;                    //!< when
        std::string what;             //!< name of the trace source
        ConnectionIds ids;            //!< what it is about
        DownReason reason;            //!< of ConnectionDown and SessionDown
        bool established;             //!< of SessionDown
        SessionParameters parameters; //!< of SessionUp and CircuitStatus
        Circuit* circuit;             //!< of SessionUp
        Time delay;                   //!< of Reconnect
        Address address;              //!< of Reconnect
        std::string text;             //!< of the others: the values in words
    };

    /**
     * @brief Connect.
     * @param lcce whose traces
     */
    explicit LcceRecorder(Ptr<Lcce> lcce);
    ~LcceRecorder();

    LcceRecorder(const LcceRecorder&) = delete;
    LcceRecorder& operator=(const LcceRecorder&) = delete;

    /**
     * @brief Messages of one type in one direction.
     * @param type the type
     * @param sent direction
     * @return the messages in order
     */
    std::vector<Message> Find(MessageType type, bool sent) const;

    /**
     * @brief What one trace source has told.
     * @param what name of the trace source
     * @return the news in order
     */
    std::vector<News> Find(const std::string& what) const;

    /**
     * @brief How often a trace source has fired.
     * @param what name of the trace source
     * @return the number
     */
    std::size_t Count(const std::string& what) const;

    /** @brief When a control message last came in. @return the time */
    Time GetLastReception() const;

    /** @brief Types of the messages sent, in order, by name. @return names and spaces */
    std::string GetSentNames() const;

    /** @brief Everything on lines of text. @return the text */
    std::string GetText() const;

    std::vector<Message> messages; //!< control messages in both directions
    std::vector<News> news;        //!< everything else

  private:
    void ControlTx(const ControlEvent& event);               //!< @param event the message
    void ControlRx(const ControlEvent& event);               //!< @param event the message
    void Retransmit(const ControlEvent& event);              //!< @param event the message
    void AckTx(const ControlEvent& event);                   //!< @param event the message
    void HelloTx(const ControlEvent& event);                 //!< @param event the message
    void ControlDrop(const ControlDropEvent& event);         //!< @param event the message
    void FaultyAvp(const FaultyAvpEvent& event);             //!< @param event the AVP
    void HelloTimeout(const ConnectionIds& ids);             //!< @param ids the connection
    void PeerDead(const ConnectionIds& ids);                 //!< @param ids the connection
    void ConnectionUp(const ConnectionIds& ids);             //!< @param ids the connection
    void StateTransition(const StateTransitionEvent& event); //!< @param event the transition
    void SessionUp(const SessionUpEvent& event);             //!< @param event the session
    void SessionDown(const SessionDownEvent& event);         //!< @param event the session
    void CircuitStatus(const CircuitStatusEvent& event);     //!< @param event the session
    void CircuitErrors(const CircuitErrorsEvent& event);     //!< @param event the errors
    void CallRequested(const CallRequestedEvent& event);     //!< @param event the request

    /**
     * @brief Trace sink.
     * @param ids the connection
     * @param reason why
     */
    void ConnectionDown(const ConnectionIds& ids, const DownReason& reason);
    /**
     * @brief Trace sink.
     * @param ids the connection
     * @param window its windows
     */
    void WindowChange(const ConnectionIds& ids, const WindowState& window);
    /**
     * @brief Trace sink.
     * @param peer handle
     * @param address where to
     * @param delay when
     */
    void Reconnect(uint32_t peer, const Address& address, Time delay);
    /**
     * @brief Trace sink.
     * @param ids the session
     * @param frame the frame
     */
    void DataTx(const ConnectionIds& ids, Ptr<const Packet> frame);
    /**
     * @brief Trace sink.
     * @param ids the session
     * @param frame the frame
     */
    void DataRx(const ConnectionIds& ids, Ptr<const Packet> frame);
    /**
     * @brief Trace sink.
     * @param ids the session
     * @param packet the packet
     * @param reason why
     */
    void DataDrop(const ConnectionIds& ids, Ptr<const Packet> packet, DataDropReason reason);

    /**
     * @brief Keep a message.
     * @param event the message
     * @param sent direction
     */
    void Keep(const ControlEvent& event, bool sent);

    /**
     * @brief Keep news.
     * @param what name of the trace source
     * @param ids what it is about
     * @return the entry, to be completed
     */
    News& Keep(const std::string& what, const ConnectionIds& ids);

    /**
     * @brief Connect or disconnect all trace sources.
     * @param connect which of the two
     */
    void Wire(bool connect);

    Ptr<Lcce> m_lcce; //!< whose traces
};

} // namespace tests
} // namespace l2tp
} // namespace ns3

#endif // L2TP_LCCE_RECORDER_H
