// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-star.h"

#include "l2tp-helper.h"

#include "ns3/error-model.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/pointer.h"

namespace ns3
{
namespace l2tp
{

namespace
{

/**
 * @brief Fix the random stream of a link's error model, of the kinds that have one.
 * @param device an end of the link
 * @param stream stream to use
 * @return number of streams used
 */
int64_t
AssignErrorStream(Ptr<NetDevice> device, int64_t stream)
{
    PointerValue value;
    device->GetAttribute("ReceiveErrorModel", value);
    if (const auto rate = value.Get<RateErrorModel>())
    {
        return rate->AssignStreams(stream);
    }
    if (const auto burst = value.Get<BurstErrorModel>())
    {
        return burst->AssignStreams(stream);
    }
    return 0;
}

} // namespace

Ptr<Lcce>
Star::GetLns(std::size_t i) const
{
    return DynamicCast<Lcce>(lnsApps.Get(i));
}

Ptr<Lcce>
Star::GetLac(std::size_t i) const
{
    return DynamicCast<Lcce>(lacApps.Get(i));
}

bool
Star::IsUp(std::size_t lac, std::size_t call) const
{
    return GetLac(lac)->IsUp(plans.at(lac).calls.at(call).handle);
}

Ptr<PseudowireDevice>
Star::GetLnsDevice(std::size_t lac, std::size_t lns, std::size_t call) const
{
    const auto& plan = plans.at(lac);
    const auto& devices = plan.calls.at(call).lnsDevices;
    for (std::size_t i = 0; i < devices.size(); ++i)
    {
        if (plan.lnss.at(i) == lns)
        {
            return devices[i];
        }
    }
    return nullptr;
}

int64_t
Star::AssignStreams(int64_t stream) const
{
    const NodeContainer nodes(routers, lnss, lacs);
    auto next = stream;
    next += InternetStackHelper().AssignStreams(nodes, next);
    for (const auto* devices :
         {&lnsDevices, &lnsRouterDevices, &lacDevices, &lacRouterDevices, &trunkDevices})
    {
        for (auto device = devices->Begin(); device != devices->End(); ++device)
        {
            next += AssignErrorStream(*device, next);
        }
    }
    next += L2tpHelper::AssignStreams(nodes, next);
    return next - stream;
}

} // namespace l2tp
} // namespace ns3
