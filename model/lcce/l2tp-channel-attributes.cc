// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-channel-attributes.h"

#include "l2tp-appendix-a-congestion-control.h"
#include "l2tp-attribute-tools.h"
#include "l2tp-constants.h"
#include "l2tp-exponential-timeout.h"
#include "l2tp-fifo-discipline.h"
#include "l2tp-immediate-acknowledgment.h"
#include "l2tp-policy-checker.h"
#include "l2tp-queue-out-of-order.h"
#include "l2tp-retransmit-oldest.h"

#include "ns3/abort.h"
#include "ns3/integer.h"
#include "ns3/uinteger.h"

#include <limits>

namespace ns3
{
namespace l2tp
{

TypeId
ChannelAttributes::AddTo(TypeId id)
{
    return AddPoliciesTo(id)
        .AddAttribute("ReceiveWindowSize",
                      "Receive Window Size AVP: control messages that the peer may have "
                      "outstanding, 1 to 32768 (RFC 3931 section 5.4.3).",
                      UintegerValue(DEFAULT_RECEIVE_WINDOW),
                      MakeUintegerAccessor(&ChannelAttributes::m_receiveWindowSize),
                      MakeUintegerChecker<uint32_t>())
        .AddAttribute("MaxRetransmissions",
                      "Retransmissions, not transmissions, of a control message before the peer is "
                      "taken to be unreachable (RFC 3931 section 4.2).",
                      UintegerValue(10),
                      MakeUintegerAccessor(&ChannelAttributes::m_maxRetransmissions),
                      MakeUintegerChecker<uint32_t>())
        .AddAttribute("MaxSccrqRetransmissions",
                      "The same for SCCRQ; -1 for the value of MaxRetransmissions.",
                      IntegerValue(-1),
                      MakeIntegerAccessor(&ChannelAttributes::m_maxSccrqRetransmissions),
                      MakeIntegerChecker<int64_t>());
}

TypeId
ChannelAttributes::AddPoliciesTo(TypeId id)
{
    return id
        .AddAttribute("CongestionControl",
                      "How many control messages may be outstanding: AppendixACongestionControl, "
                      "FixedWindow or an own subclass of ns3::l2tp::CongestionControl.",
                      AttributeTools::MakeFactoryValue<AppendixACongestionControl>(),
                      MakeObjectFactoryAccessor(&ChannelAttributes::m_congestionControl),
                      PolicyChecker::Make<CongestionControl>("CongestionControl"))
        .AddAttribute("RetransmissionTiming",
                      "How long to wait for an acknowledgment: ExponentialTimeout, FixedTimeout, "
                      "AdaptiveTimeout or an own subclass of ns3::l2tp::RetransmissionTiming.",
                      AttributeTools::MakeFactoryValue<ExponentialTimeout>(),
                      MakeObjectFactoryAccessor(&ChannelAttributes::m_retransmissionTiming),
                      PolicyChecker::Make<RetransmissionTiming>("RetransmissionTiming"))
        .AddAttribute("RetransmissionScope",
                      "What is sent again: RetransmitOldest, RetransmitAll, RetransmitPerMessage "
                      "or an own subclass of ns3::l2tp::RetransmissionScope.",
                      AttributeTools::MakeFactoryValue<RetransmitOldest>(),
                      MakeObjectFactoryAccessor(&ChannelAttributes::m_retransmissionScope),
                      PolicyChecker::Make<RetransmissionScope>("RetransmissionScope"))
        .AddAttribute("OutOfOrderPolicy",
                      "What becomes of early control messages: QueueOutOfOrder, DropOutOfOrder or "
                      "an own subclass of ns3::l2tp::OutOfOrderPolicy.",
                      AttributeTools::MakeFactoryValue<QueueOutOfOrder>(),
                      MakeObjectFactoryAccessor(&ChannelAttributes::m_outOfOrderPolicy),
                      PolicyChecker::Make<OutOfOrderPolicy>("OutOfOrderPolicy"))
        .AddAttribute("AcknowledgmentPolicy",
                      "When to acknowledge explicitly: ImmediateAcknowledgment, "
                      "DelayedAcknowledgment or an own subclass of "
                      "ns3::l2tp::AcknowledgmentPolicy.",
                      AttributeTools::MakeFactoryValue<ImmediateAcknowledgment>(),
                      MakeObjectFactoryAccessor(&ChannelAttributes::m_acknowledgmentPolicy),
                      PolicyChecker::Make<AcknowledgmentPolicy>("AcknowledgmentPolicy"))
        .AddAttribute("QueueDiscipline",
                      "What leaves first when the window opens: FifoDiscipline, RepliesFirst or an "
                      "own subclass of ns3::l2tp::QueueDiscipline.",
                      AttributeTools::MakeFactoryValue<FifoDiscipline>(),
                      MakeObjectFactoryAccessor(&ChannelAttributes::m_queueDiscipline),
                      PolicyChecker::Make<QueueDiscipline>("QueueDiscipline"));
}

void
ChannelAttributes::Check() const
{
    NS_ABORT_MSG_IF(m_receiveWindowSize == 0 || m_receiveWindowSize > MAX_RECEIVE_WINDOW,
                    "ns3::l2tp::Lcce::ReceiveWindowSize must be 1 to "
                        << MAX_RECEIVE_WINDOW << ", not " << m_receiveWindowSize);
    NS_ABORT_MSG_IF(m_maxSccrqRetransmissions < -1 ||
                        m_maxSccrqRetransmissions > std::numeric_limits<uint32_t>::max(),
                    "ns3::l2tp::Lcce::MaxSccrqRetransmissions must be -1 to "
                        << std::numeric_limits<uint32_t>::max() << ", not "
                        << m_maxSccrqRetransmissions);
}

void
ChannelAttributes::Fill(EndpointConfiguration& configuration) const
{
    configuration.channel.receiveWindow = static_cast<uint16_t>(m_receiveWindowSize);
    configuration.channel.maxRetransmissions = m_maxRetransmissions;
    configuration.channel.maxSccrqRetransmissions =
        m_maxSccrqRetransmissions < 0 ? m_maxRetransmissions
                                      : static_cast<uint32_t>(m_maxSccrqRetransmissions);
}

ReliableChannel::Policies
ChannelAttributes::Make() const
{
    return {m_congestionControl.Create<CongestionControl>(),
            m_retransmissionTiming.Create<RetransmissionTiming>(),
            m_retransmissionScope.Create<RetransmissionScope>(),
            m_outOfOrderPolicy.Create<OutOfOrderPolicy>(),
            m_acknowledgmentPolicy.Create<AcknowledgmentPolicy>(),
            m_queueDiscipline.Create<QueueDiscipline>()};
}

} // namespace l2tp
} // namespace ns3
