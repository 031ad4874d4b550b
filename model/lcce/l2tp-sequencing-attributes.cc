// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-sequencing-attributes.h"

#include "l2tp-data-header.h"

#include "ns3/abort.h"
#include "ns3/object-base.h"
#include "ns3/uinteger.h"

namespace ns3
{
namespace l2tp
{

namespace
{

constexpr uint32_t MAX_REORDER_LIMIT = 4096;

} // namespace

TypeId
SequencingAttributes::AddTo(TypeId id)
{
    const SequencingSettings defaults;
    return id
        .AddAttribute("SequenceWindow",
                      "How many sequence numbers from the expected one on are new: 1 to 16777215; "
                      "all others are old (RFC 3931 Appendix C).",
                      UintegerValue(defaults.window),
                      MakeUintegerAccessor(&SequencingAttributes::m_window),
                      MakeUintegerChecker<uint32_t>())
        .AddAttribute("ResyncThreshold",
                      "After how many old packets that are in sequence the expected number follows "
                      "them: 2 or more; 0 for never.",
                      UintegerValue(defaults.resyncThreshold),
                      MakeUintegerAccessor(&SequencingAttributes::m_resyncThreshold),
                      MakeUintegerChecker<uint32_t>())
        .AddAttribute("ResyncTime",
                      "After what time of nothing but old packets the expected number follows "
                      "them; 0 for never.",
                      TimeValue(defaults.resyncTime),
                      MakeTimeAccessor(&SequencingAttributes::m_resyncTime),
                      MakeTimeChecker())
        .AddAttribute("ReorderHold",
                      "How long a packet waits at most for those before it; keep it well below the "
                      "retransmission time-out of what is carried. 0: packets never wait, late "
                      "ones are dropped.",
                      TimeValue(defaults.reorderHold),
                      MakeTimeAccessor(&SequencingAttributes::m_reorderHold),
                      MakeTimeChecker())
        .AddAttribute("ReorderLimit",
                      "How many packets wait at most, 1 to 4096; one more lets the first go.",
                      UintegerValue(defaults.reorderLimit),
                      MakeUintegerAccessor(&SequencingAttributes::m_reorderLimit),
                      MakeUintegerChecker<uint32_t>());
}

void
SequencingAttributes::Check(const std::string& owner) const
{
    NS_ABORT_MSG_IF(m_window == 0 || m_window > SUBLAYER_SEQUENCE_MASK,
                    owner << "::SequenceWindow must be 1 to 16777215, not " << m_window);
    NS_ABORT_MSG_IF(m_resyncThreshold == 1,
                    owner << "::ResyncThreshold must be 0 (never) or at least 2, not 1");
    NS_ABORT_MSG_IF(m_resyncTime.IsStrictlyNegative(),
                    owner << "::ResyncTime must not be negative, as is "
                          << m_resyncTime.As(Time::S));
    NS_ABORT_MSG_IF(m_reorderHold.IsStrictlyNegative(),
                    owner << "::ReorderHold must not be negative, as is "
                          << m_reorderHold.As(Time::S));
    NS_ABORT_MSG_IF(m_reorderLimit == 0 || m_reorderLimit > MAX_REORDER_LIMIT,
                    owner << "::ReorderLimit must be 1 to 4096, not " << m_reorderLimit);
}

SequencingSettings
SequencingAttributes::MakeSequencingSettings() const
{
    SequencingSettings settings;
    settings.window = m_window;
    settings.resyncThreshold = m_resyncThreshold;
    settings.resyncTime = m_resyncTime;
    settings.reorderHold = m_reorderHold;
    settings.reorderLimit = m_reorderLimit;
    return settings;
}

} // namespace l2tp
} // namespace ns3
