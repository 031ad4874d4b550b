// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_SIMULATED_LINK_H
#define L2TP_SIMULATED_LINK_H

#include "l2tp-endpoint.h"

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace ns3
{
namespace l2tp
{
namespace test
{

/** @brief One of the two ends of a SimulatedLink. */
enum Side : std::size_t
{
    A = 0, //!< the end that opens the connection in most tests
    B = 1, //!< the other one
};

/** @brief One default policy of each kind, as Lcce would make them. @return the policies */
ReliableChannel::Policies MakeDefaultPolicies();

/** @brief Configuration that most tests start from. @param name Host Name @return it */
EndpointConfiguration MakeConfiguration(const std::string& name);

/**
 * @brief An endpoint with everything it has said.
 */
class SimulatedPeer : public EndpointHost
{
  public:
    /**
     * @brief Make an endpoint.
     * @param configuration its configuration
     * @param stream number of its first random stream
     */
    SimulatedPeer(EndpointConfiguration configuration, int64_t stream);

    // EndpointHost
    ReliableChannel::Policies MakePolicies() override;
    bool IsSessionIdFree(uint32_t id) const override;
    Admission Admit(uint32_t connection, const SessionRequest& request) override;
    void Extend(ControlMessage& message, const SessionParameters& session) override;

    /** @brief How many outputs of a kind there were. @return the number */
    template <class T>
    std::size_t Count() const
    {
        return Find<T>().size();
    }

    /** @brief All outputs of a kind, oldest first. @return pointers into log */
    template <class T>
    std::vector<const T*> Find() const
    {
        std::vector<const T*> found;
        for (const auto& [when, item] : log)
        {
            if (const auto* wanted = std::get_if<T>(&item))
            {
                found.push_back(wanted);
            }
        }
        return found;
    }

    /** @brief Times of all outputs of a kind. @return times, oldest first */
    template <class T>
    std::vector<Time> Times() const
    {
        std::vector<Time> times;
        for (const auto& [when, item] : log)
        {
            if (std::holds_alternative<T>(item))
            {
                times.push_back(when);
            }
        }
        return times;
    }

    /** @brief Names of the messages transmitted, with Ns and Nr: "SCCRQ 0 0". @return names */
    std::vector<std::string> Sent() const;

    std::function<ReliableChannel::Policies()> makePolicies{MakeDefaultPolicies}; //!< strategies
    std::function<Admission(const SessionRequest&)> admit; //!< decides; accepts all by default
    std::vector<uint32_t> admitted;              //!< connections that Admit() was asked for
    std::function<bool(uint32_t)> isFree;        //!< whether an ID is free; else all are
    std::function<void(ControlMessage&)> extend; //!< adds AVPs; else nothing is added
    RandomStreams streams;                       //!< random numbers
    std::vector<std::pair<Time, Output>> log;    //!< all outputs but Deadline
    std::map<uint32_t, Time> deadlines;          //!< latest deadline by connection
    std::unique_ptr<Endpoint> endpoint;          //!< the endpoint
};

/**
 * @brief Two endpoints joined by a link in virtual time, with faults by script.
 *
 * Every control message takes the link's delay; a test may drop, delay or copy single ones. At one
 * instant receptions come before expiries.
 */
class SimulatedLink
{
  public:
    /** @brief Arrival times, counted from the departure; none: the message is lost. */
    using Fate = std::vector<Time>;
    /** @brief Decides about message number n (from 1) that a side hands to the link. */
    using Rule = std::function<Fate(Side from, uint32_t n, const output::Transmit& message)>;

    /**
     * @brief Join two endpoints.
     * @param a configuration of side A
     * @param b configuration of side B
     * @param delay one-way delay
     */
    explicit SimulatedLink(Time delay = MilliSeconds(50),
                           EndpointConfiguration a = MakeConfiguration("lac.example"),
                           EndpointConfiguration b = MakeConfiguration("lns.example"));

    /** @brief Lose a message. @param from sender @param n its number, from 1 */
    void Drop(Side from, uint32_t n);

    /** @brief Lose everything that a side sends from now on. @param from sender @param on switch */
    void Cut(Side from, bool on = true);

    /**
     * @brief Run until nothing is left to do or a time has come.
     * @param until last instant that is still simulated
     */
    void Run(Time until = Time::Max());

    /** @brief Take what the endpoints have said since; called by Run(), and after verbs. */
    void Drain();

    /** @brief Open a connection from a side at the present time. @param from side @return its ID */
    uint32_t Connect(Side from = A);

    /**
     * @brief Ask for a session.
     * @param from side
     * @param connection local ID
     * @param remoteEndId Remote End ID
     * @return local Session ID
     */
    uint32_t PlaceCall(Side from, uint32_t connection, const std::string& remoteEndId = "vc-1");

    /** @brief Address of a side. @param side which @return an opaque address */
    static Address AddressOf(Side side);

    /** @brief Deliver an image as if the other side had sent it. @param to receiver @param image */
    void Inject(Side to, const Bytes& image);

    Time now;                                            //!< present time
    Time delay;                                          //!< one-way delay
    std::array<std::unique_ptr<SimulatedPeer>, 2> peers; //!< the endpoints
    Rule rule;                                           //!< fate of the messages; may be replaced
    std::array<uint32_t, 2> offered{}; //!< messages each side has handed to the link

  private:
    /** @brief Order of what is on the way: time, then order of departure. */
    using Key = std::pair<Time, uint64_t>;

    std::map<Key, std::pair<Side, Bytes>> m_flying; //!< on the way, with receiver
    std::set<std::pair<Side, uint32_t>> m_dropped;  //!< messages to lose
    std::array<bool, 2> m_cut{};                    //!< sides whose messages are all lost
    uint64_t m_sequence{0};                         //!< order of departures
};

} // namespace test
} // namespace l2tp
} // namespace ns3

#endif // L2TP_SIMULATED_LINK_H
