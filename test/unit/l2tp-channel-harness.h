// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_CHANNEL_HARNESS_H
#define L2TP_CHANNEL_HARNESS_H

#include "l2tp-reliable-channel.h"

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ns3
{
namespace l2tp
{
namespace test
{

/**
 * @brief A reliable channel with a recording port, a clock and nobody at the other end.
 *
 * What the peer would say is injected by Hear(); what the channel says is read by Take().
 */
class ChannelEnd : public ReliableChannel::Port
{
  public:
    /** @brief A transmission and when it took place. */
    struct Sent
    {
        Time when;                                  //!< time
        Bytes image;                                //!< octets as transmitted
        ReliableChannel::Transmission transmission; //!< what the channel says about it
    };

    /**
     * @brief Make a channel.
     * @param policies its strategies
     * @param parameters its numbers
     */
    explicit ChannelEnd(ReliableChannel::Policies policies,
                        ReliableChannel::Parameters parameters = {});

    // ReliableChannel::Port
    void Transmit(Bytes& image, const ReliableChannel::Transmission& transmission) override;
    void Acknowledged(MessageType type, uint32_t tag) override;
    void WindowChanged(const WindowState& window) override;

    /**
     * @brief Let the channel send HELLO messages, tagged 1, 2, ... over the life of the channel.
     * @param count how many
     */
    void Say(uint32_t count = 1);

    /**
     * @brief Let a message arrive; what is delivered goes to delivered.
     * @param type its type
     * @param ns its Ns
     * @param nr its Nr
     * @return what the channel says
     */
    ReliableChannel::Disposition Hear(MessageType type, uint16_t ns, uint16_t nr);

    /**
     * @brief Let a message arrive.
     * @param message the message, complete
     * @return what the channel says
     */
    ReliableChannel::Disposition Hear(const ControlMessage& message);

    /** @brief Let the peer acknowledge. @param nr Nr @return what the channel says */
    ReliableChannel::Disposition HearAck(uint16_t nr);

    /**
     * @brief Let time pass; the channel is expired at each deadline up to and including the end.
     * @param until the end
     * @return false if the channel has given up, then now is the time at which it did
     */
    bool RunUntil(Time until);

    /** @brief What was transmitted since the last call, as "HELLO 0 0" (Ns, Nr). @return it */
    std::vector<std::string> Take();

    /** @brief Times of all transmissions of an Ns that are no acknowledgment. @return times */
    std::vector<Time> TimesOf(uint16_t ns) const;

    Time now;                                      //!< present time
    ReliableChannel channel;                       //!< the channel
    std::vector<Sent> sent;                        //!< all transmissions
    std::vector<uint32_t> acknowledged;            //!< tags of acknowledged messages, in order
    std::vector<WindowState> windows;              //!< all reported windows
    std::vector<ControlMessage> delivered;         //!< messages handed up
    std::function<void(const ControlMessage&)> up; //!< called for each delivery, if set

  private:
    uint32_t m_tag{0};      //!< last tag used
    std::size_t m_taken{0}; //!< how many of sent were taken
};

/**
 * @brief Two channels joined by a link in virtual time.
 */
class ChannelPair
{
  public:
    /** @brief Delays of the copies of a transmission; none: it is lost. */
    using Rule = std::function<std::vector<Time>(int from, const ChannelEnd::Sent& sent)>;

    /**
     * @brief Join two channels.
     * @param a policies of channel 0
     * @param b policies of channel 1
     * @param parameters numbers of both
     */
    ChannelPair(ReliableChannel::Policies a,
                ReliableChannel::Policies b,
                ReliableChannel::Parameters parameters);

    /**
     * @brief Run until nothing is left to do; receptions come before expiries.
     * @return false if a channel has given up
     */
    bool Run();

    std::unique_ptr<ChannelEnd> ends[2]; //!< the channels
    Rule rule;                           //!< fate of the transmissions
    Time now;                            //!< present time

  private:
    /** @brief Put what was transmitted since on the link. */
    void Collect();

    std::size_t m_collected[2]{};                                        //!< of sent
    uint64_t m_order{0};                                                 //!< tie breaker
    std::map<std::pair<Time, uint64_t>, std::pair<int, Bytes>> m_flying; //!< on the way
};

/** @brief Policies of the defaults but with a constant window. @return the policies */
ReliableChannel::Policies MakeFixedWindowPolicies();

} // namespace test
} // namespace l2tp
} // namespace ns3

#endif // L2TP_CHANNEL_HARNESS_H
