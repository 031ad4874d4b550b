// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-star-link.h"

#include "ns3/abort.h"
#include "ns3/double.h"
#include "ns3/error-model.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/pointer.h"
#include "ns3/queue-size.h"

#include <limits>

namespace ns3
{
namespace l2tp
{

namespace
{

constexpr uint32_t DEFAULT_QUEUE = 100;

} // namespace

void
StarLink::SetLoss(double probability)
{
    NS_ABORT_MSG_UNLESS(probability >= 0 && probability <= 1,
                        "the loss of a link must be 0 to 1, not " << probability);
    errorModel = ObjectFactory();
    if (probability > 0)
    {
        errorModel.SetTypeId(RateErrorModel::GetTypeId());
        errorModel.Set("ErrorRate", DoubleValue(probability));
        errorModel.Set("ErrorUnit", EnumValue(RateErrorModel::ERROR_UNIT_PACKET));
    }
}

NetDeviceContainer
StarLink::Install(Ptr<Node> a, Ptr<Node> b) const
{
    const uint32_t packets = queue > 0 ? queue
                             : rate == DataRate(NO_SERIALISATION)
                                 ? std::numeric_limits<uint32_t>::max()
                                 : DEFAULT_QUEUE;
    PointToPointHelper helper;
    helper.SetDeviceAttribute("DataRate", DataRateValue(rate));
    helper.SetChannelAttribute("Delay", TimeValue(delay));
    helper.SetQueue("ns3::DropTailQueue<Packet>",
                    "MaxSize",
                    QueueSizeValue(QueueSize(QueueSizeUnit::PACKETS, packets)));
    const auto devices = helper.Install(a, b);
    if (errorModel.IsTypeIdSet())
    {
        for (uint32_t i = 0; i < devices.GetN(); ++i)
        {
            devices.Get(i)->SetAttribute("ReceiveErrorModel",
                                         PointerValue(errorModel.Create<ErrorModel>()));
        }
    }
    return devices;
}

} // namespace l2tp
} // namespace ns3
