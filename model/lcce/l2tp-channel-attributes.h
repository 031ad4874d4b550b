// SPDX-License-Identifier: GPL-2.0-only
#ifndef L2TP_CHANNEL_ATTRIBUTES_H
#define L2TP_CHANNEL_ATTRIBUTES_H

#include "l2tp-endpoint-context.h"
#include "l2tp-reliable-channel.h"

#include "ns3/object-factory.h"
#include "ns3/type-id.h"

#include <cstdint>

namespace ns3
{
namespace l2tp
{

/**
 * @ingroup l2tp
 * @brief Attributes of an Lcce: the reliable delivery of control messages (\RFC{3931} section 4.2)
 *        and the policies where the RFC leaves a choice.
 */
class ChannelAttributes
{
  protected:
    /**
     * @brief Add the attributes to a type ID.
     * @param id to what
     * @return the same
     */
    static TypeId AddTo(TypeId id);

    /** @brief Abort, with one sentence, on values that cannot be or contradict each other. */
    void Check() const;

    /**
     * @brief Fill in the values.
     * @param configuration to what
     */
    void Fill(EndpointConfiguration& configuration) const;

    /** @brief Make the policies of one control connection. @return one new object each */
    ReliableChannel::Policies Make() const;

  private:
    /**
     * @brief Add the attributes that name policies to a type ID.
     * @param id to what
     * @return the same
     */
    static TypeId AddPoliciesTo(TypeId id);

    uint32_t m_receiveWindowSize;         //!< ReceiveWindowSize
    uint32_t m_maxRetransmissions;        //!< MaxRetransmissions
    int64_t m_maxSccrqRetransmissions;    //!< MaxSccrqRetransmissions
    ObjectFactory m_congestionControl;    //!< CongestionControl
    ObjectFactory m_retransmissionTiming; //!< RetransmissionTiming
    ObjectFactory m_retransmissionScope;  //!< RetransmissionScope
    ObjectFactory m_outOfOrderPolicy;     //!< OutOfOrderPolicy
    ObjectFactory m_acknowledgmentPolicy; //!< AcknowledgmentPolicy
    ObjectFactory m_queueDiscipline;      //!< QueueDiscipline
};

} // namespace l2tp
} // namespace ns3

#endif // L2TP_CHANNEL_ATTRIBUTES_H
