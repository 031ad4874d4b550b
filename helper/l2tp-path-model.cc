// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-path-model.h"

#include "ns3/abort.h"
#include "ns3/double.h"
#include "ns3/log.h"

namespace ns3
{
namespace l2tp
{

NS_LOG_COMPONENT_DEFINE("L2tpPathModel");
NS_OBJECT_ENSURE_REGISTERED(PathModel);

const char*
GetName(PathFate fate)
{
    switch (fate)
    {
    case PathFate::Delivered:
        return "delivered";
    case PathFate::Dropped:
        return "dropped";
    case PathFate::Outage:
        return "outage";
    case PathFate::Lost:
        return "lost";
    case PathFate::Reordered:
        break;
    }
    return "reordered";
}

TypeId
PathModel::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::l2tp::PathModel")
            .SetParent<Object>()
            .SetGroupName("L2tp")
            .AddConstructor<PathModel>()
            .AddAttribute("Loss",
                          "Mean loss: probability of each packet to be lost at random.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&PathModel::m_loss),
                          MakeDoubleChecker<double>(0, 1))
            .AddAttribute("MeanBurst",
                          "Mean number of packets lost in a row: 0 for loss that is independent "
                          "from packet to packet, else at least 1.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&PathModel::m_burst),
                          MakeDoubleChecker<double>(0))
            .AddAttribute("Reorder",
                          "Probability of each packet that gets through to take twice the delay.",
                          DoubleValue(0),
                          MakeDoubleAccessor(&PathModel::m_reorder),
                          MakeDoubleChecker<double>(0, 1));
    return tid;
}

PathModel::PathModel()
    : m_lossNumbers(CreateObject<UniformRandomVariable>()),
      m_reorderNumbers(CreateObject<UniformRandomVariable>())
{
    NS_LOG_FUNCTION(this);
}

PathModel::~PathModel()
{
    NS_LOG_FUNCTION(this);
}

void
PathModel::Drop(uint64_t number)
{
    NS_LOG_FUNCTION(this << number);
    NS_ABORT_MSG_IF(number == 0, "the packets of a path are counted from 1, there is no packet 0");
    m_drops.insert(number);
}

void
PathModel::AddOutage(Time from, Time to)
{
    NS_LOG_FUNCTION(this << from << to);
    NS_ABORT_MSG_IF(to < from,
                    "an outage of a path must not end, at "
                        << to.As(Time::S) << ", before it begins, at " << from.As(Time::S));
    m_outages.emplace_back(from, to);
}

PathFate
PathModel::Decide(Time now)
{
    NS_LOG_FUNCTION(this << now);
    ++m_offered;
    const bool lost = m_loss > 0 && DrawLoss();
    const bool late = m_reorder > 0 && m_reorderNumbers->GetValue() < m_reorder;
    bool outage = false;
    for (const auto& [from, to] : m_outages)
    {
        outage |= from <= now && now < to;
    }
    const auto fate = m_drops.count(m_offered) > 0 ? PathFate::Dropped
                      : outage                     ? PathFate::Outage
                      : lost                       ? PathFate::Lost
                      : late                       ? PathFate::Reordered
                                                   : PathFate::Delivered;
    m_reordered += fate == PathFate::Reordered ? 1 : 0;
    m_dropped += fate == PathFate::Reordered || fate == PathFate::Delivered ? 0 : 1;
    return fate;
}

bool
PathModel::DrawLoss()
{
    const double number = m_lossNumbers->GetValue();
    if (m_burst == 0)
    {
        return number < m_loss;
    }
    if (m_offered == 1)
    {
        NS_ABORT_MSG_IF(m_burst < 1,
                        "ns3::l2tp::PathModel::MeanBurst must be 0 or at least 1, not " << m_burst);
        NS_ABORT_MSG_IF(m_loss > GetMaxLoss(m_burst),
                        "ns3::l2tp::PathModel::Loss must be at most MeanBurst / (MeanBurst + 1), "
                            << GetMaxLoss(m_burst) << ", not " << m_loss);
        m_bad = number < m_loss;
    }
    else
    {
        m_bad = number < (m_bad ? 1 - 1 / m_burst : m_loss / (m_burst * (1 - m_loss)));
    }
    return m_bad;
}

uint64_t
PathModel::GetOffered() const
{
    NS_LOG_FUNCTION(this);
    return m_offered;
}

uint64_t
PathModel::GetDrops() const
{
    NS_LOG_FUNCTION(this);
    return m_dropped;
}

uint64_t
PathModel::GetReordered() const
{
    NS_LOG_FUNCTION(this);
    return m_reordered;
}

double
PathModel::GetMaxLoss(double burst)
{
    return burst == 0 ? 1 : burst / (burst + 1);
}

int64_t
PathModel::AssignStreams(int64_t stream)
{
    NS_LOG_FUNCTION(this << stream);
    m_lossNumbers->SetStream(stream);
    m_reorderNumbers->SetStream(stream + 1);
    return 2;
}

} // namespace l2tp
} // namespace ns3
