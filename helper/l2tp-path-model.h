// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_PATH_MODEL_H
#define L2TP_PATH_MODEL_H

#include "ns3/nstime.h"
#include "ns3/object.h"
#include "ns3/ptr.h"
#include "ns3/random-variable-stream.h"

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief What a network path does to a packet.
 */
enum class PathFate : uint8_t
{
    Delivered, //!< it arrives after the delay of the path
    Dropped,   //!< it never arrives: its number is on the list of PathModel::Drop()
    Outage,    //!< it never arrives: the path was dead, see PathModel::AddOutage()
    Lost,      //!< it never arrives: random loss
    Reordered, //!< it arrives after twice the delay of the path, and may be overtaken
};

/**
 * @ingroup l2tp
 * @brief Name of a fate.
 * @param fate the fate
 * @return for instance "outage"
 */
const char* GetName(PathFate fate);

/**
 * @ingroup l2tp
 * @brief Decides what one direction of a network path does to each packet.
 *
 * Packets are counted from 1 in the order in which they are offered, those that do not get through
 * included. For each one these questions are asked, and the first that is answered by yes decides:
 *
 * 1. Is its number on the list of Drop()?
 * 2. Is the present time in an outage, from its beginning until before its end?
 * 3. Is it lost at random?
 * 4. Is it delayed by one further delay of the path?
 *
 * Random loss is independent from packet to packet if MeanBurst is 0. Otherwise it follows the
 * model of Gilbert and Elliott: a chain of a good state, in which every packet passes, and a bad
 * one, in which every packet is lost. Each packet makes one step of the chain. With mean loss p
 * and mean burst length L, the bad state is left with probability 1 / L, and entered with
 * probability p / (L (1 - p)), which must not be above 1. The chain starts in its stationary state:
 * the first packet is lost with probability p, as is every other one.
 *
 * Each packet draws one number for loss and one for reordering, unless the attribute is 0,
 * whatever became of it. So the random loss of the n-th packet does not depend on lists, outages
 * and reordering.
 *
 * The class knows neither link nor clock; PathChannel asks it on behalf of a link.
 */
class PathModel : public Object
{
  public:
    /**
     * @brief Get the type ID.
     * @return the object TypeId
     */
    static TypeId GetTypeId();

    PathModel();
    ~PathModel() override;

    /**
     * @brief Let a packet not through.
     * @param number its number, from 1; aborts on 0
     */
    void Drop(uint64_t number);

    /**
     * @brief Let nothing through for a while.
     * @param from the first instant of the outage
     * @param to the first instant after it; aborts if it is before @p from
     */
    void AddOutage(Time from, Time to);

    /**
     * @brief A packet is offered: decide.
     *
     * Aborts on the first packet if Loss is too high for MeanBurst, or MeanBurst is between 0 and
     * 1.
     * @param now present time
     * @return what becomes of the packet
     */
    PathFate Decide(Time now);

    /** @brief Packets offered so far. @return the number */
    uint64_t GetOffered() const;

    /** @brief Packets that did not get through, for whatever reason. @return the number */
    uint64_t GetDrops() const;

    /** @brief Packets delayed by one further delay of the path. @return the number */
    uint64_t GetReordered() const;

    /**
     * @brief The highest mean loss that bursts can have.
     * @param burst mean burst length; 0 for loss that is independent from packet to packet
     * @return L / (L + 1), at which good packets are single; 1 without bursts
     */
    static double GetMaxLoss(double burst);

    /**
     * @brief Fix the random streams.
     * @param stream first stream to use
     * @return number of streams used: 2
     */
    int64_t AssignStreams(int64_t stream);

  private:
    /**
     * @brief Make one step of the loss process.
     * @return true if the packet is lost
     */
    bool DrawLoss();

    double m_loss{0};                             //!< mean loss
    double m_burst{0};                            //!< mean length of a burst, or 0
    double m_reorder{0};                          //!< probability of a further delay
    std::set<uint64_t> m_drops;                   //!< numbers of packets to be dropped
    std::vector<std::pair<Time, Time>> m_outages; //!< [from, to)
    Ptr<UniformRandomVariable> m_lossNumbers;     //!< one for each packet
    Ptr<UniformRandomVariable> m_reorderNumbers;  //!< one for each packet
    bool m_bad{false};                            //!< the chain is in the bad state
    uint64_t m_offered{0};                        //!< packets offered
    uint64_t m_dropped{0};                        //!< packets that did not get through
    uint64_t m_reordered{0};                      //!< packets with a further delay
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_PATH_MODEL_H
