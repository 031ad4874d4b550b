// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-star-helper.h"

#include "l2tp-star-underlay.h"

#include "ns3/abort.h"
#include "ns3/enum.h"

namespace ns3
{
namespace l2tp
{

namespace
{

constexpr uint32_t INNER_NETWORK = 0xac100000; // 172.16.0.0/12
constexpr std::size_t MAX_INNER_LINKS = 1U << 18U;

std::string
MakeRemoteEndId(std::size_t lac, std::size_t call)
{
    const auto name = "lac-" + std::to_string(lac);
    return call == 0 ? name : name + "-" + std::to_string(call);
}

} // namespace

StarHelper::StarHelper() = default;

void
StarHelper::SetAttribute(const std::string& name, const AttributeValue& value)
{
    SetLacAttribute(name, value);
    SetLnsAttribute(name, value);
}

void
StarHelper::SetLacAttribute(const std::string& name, const AttributeValue& value)
{
    m_lacs.SetAttribute(name, value);
}

void
StarHelper::SetLnsAttribute(const std::string& name, const AttributeValue& value)
{
    m_lnss.SetAttribute(name, value);
}

void
StarHelper::SetDeviceAttribute(const std::string& name, const AttributeValue& value)
{
    m_lacs.SetDeviceAttribute(name, value);
    m_lnss.SetDeviceAttribute(name, value);
}

void
StarHelper::SetLacLink(const Link& link)
{
    m_lacLink = link;
}

void
StarHelper::SetLacLink(std::size_t lac, const Link& link)
{
    m_lacLinks[lac] = link;
}

void
StarHelper::SetLnsLink(const Link& link)
{
    m_lnsLink = link;
}

void
StarHelper::SetTrunkLink(const Link& link)
{
    m_trunkLink = link;
}

void
StarHelper::SetLnss(std::size_t lac, const std::vector<std::size_t>& lnss)
{
    NS_ABORT_MSG_IF(lnss.empty(), "LAC " << lac << " needs at least one LNS");
    m_plans[lac] = lnss;
}

void
StarHelper::SetCircuits(Circuits circuits)
{
    m_circuits = circuits;
}

void
StarHelper::SetCallsPerLac(std::size_t calls)
{
    m_calls = calls;
}

Star
StarHelper::InstallStar(const NodeContainer& lnss, const NodeContainer& lacs) const
{
    NS_ABORT_MSG_IF(lnss.GetN() == 0, "a star needs at least one LNS");
    NS_ABORT_MSG_IF(m_circuits == INTERFACES && lacs.GetN() * m_calls > MAX_INNER_LINKS,
                    "a star has addresses for at most " << MAX_INNER_LINKS << " calls, not "
                                                        << lacs.GetN() * m_calls);
    Star star;
    star.lnss = lnss;
    star.lacs = lacs;
    const auto lacLink = [this](std::size_t lac) -> const Link& {
        const auto own = m_lacLinks.find(lac);
        return own == m_lacLinks.end() ? m_lacLink : own->second;
    };
    StarUnderlay(star, lacLink, m_lnsLink, m_trunkLink).Build();
    star.lnsApps = m_lnss.Install(lnss);
    star.lacApps = m_lacs.Install(lacs);
    for (std::size_t i = 0; m_circuits == NO_CIRCUITS && i < lnss.GetN(); ++i)
    {
        star.GetLns(i)->SetAttribute("AcceptPolicy", EnumValue(Lcce::ACCEPT));
    }
    for (std::size_t i = 0; i < lacs.GetN(); ++i)
    {
        star.plans.push_back({PlanLnss(i, lnss.GetN()), 0, {}});
        AddCalls(star, i);
    }
    return star;
}

std::vector<std::size_t>
StarHelper::PlanLnss(std::size_t lac, std::size_t lnss) const
{
    const auto chosen = m_plans.find(lac);
    if (chosen == m_plans.end())
    {
        return {lac % lnss};
    }
    for (const auto lns : chosen->second)
    {
        NS_ABORT_MSG_IF(lns >= lnss,
                        "LAC " << lac << " cannot have LNS " << lns << ", there are only " << lnss
                               << ", numbered from 0");
    }
    return chosen->second;
}

void
StarHelper::AddCalls(Star& star, std::size_t lac) const
{
    auto& plan = star.plans.at(lac);
    const auto lcce = star.GetLac(lac);
    std::vector<Address> addresses;
    for (const auto lns : plan.lnss)
    {
        addresses.emplace_back(star.lnsAddresses.at(lns));
    }
    plan.peer = lcce->Connect(addresses.front(), {addresses.begin() + 1, addresses.end()});
    for (std::size_t i = 0; i < m_calls; ++i)
    {
        Star::Call call;
        call.remoteEndId = MakeRemoteEndId(lac, i);
        call.lacAddress = Ipv4Address::GetAny();
        call.lnsAddress = Ipv4Address::GetAny();
        if (m_circuits != NO_CIRCUITS)
        {
            AddDevices(star, lac, call);
        }
        if (m_circuits == INTERFACES)
        {
            AddAddresses(lac * m_calls + i, call);
        }
        call.handle = lcce->PlaceCall(plan.peer, call.remoteEndId);
        plan.calls.push_back(call);
    }
}

void
StarHelper::AddDevices(const Star& star, std::size_t lac, Star::Call& call) const
{
    call.lacDevice = m_lacs.InstallDevice(star.GetLac(lac), call.remoteEndId);
    for (const auto lns : star.plans.at(lac).lnss)
    {
        call.lnsDevices.push_back(m_lnss.InstallDevice(star.GetLns(lns), call.remoteEndId));
    }
}

void
StarHelper::AddAddresses(std::size_t number, Star::Call& call)
{
    const uint32_t network = INNER_NETWORK + 4 * number;
    const auto mask = StarUnderlay::GetLinkMask();
    call.lnsAddress = Ipv4Address(network + 1);
    call.lacAddress = Ipv4Address(network + 2);
    StarUnderlay::AddInterface(call.lacDevice, call.lacAddress, mask);
    for (const auto& device : call.lnsDevices)
    {
        device->SetAddress(call.lnsDevices.front()->GetAddress());
        StarUnderlay::AddInterface(device, call.lnsAddress, mask);
    }
}

} // namespace l2tp
} // namespace ns3
