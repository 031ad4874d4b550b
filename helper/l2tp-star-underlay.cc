// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-star-underlay.h"

#include "ns3/abort.h"
#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-interface-address.h"
#include "ns3/ipv4-static-routing-helper.h"
#include "ns3/ipv4-static-routing.h"
#include "ns3/ipv4.h"

namespace ns3
{
namespace l2tp
{

namespace
{

constexpr uint32_t LAC_NETWORK = 0x0a000000;   // 10.0.0.0/9
constexpr uint32_t LNS_NETWORK = 0x0a800000;   // 10.128.0.0/10
constexpr uint32_t TRUNK_NETWORK = 0x0ac00000; // 10.192.0.0/10
constexpr uint32_t MAX_LNSS = 1U << 20U;
constexpr uint32_t MAX_LEVEL = 2;
constexpr uint32_t LINK_BITS = 2;
constexpr uint32_t FAN_OUT_BITS = 7;

/**
 * @brief Bits of an address that tell the LACs below a router apart.
 * @param level routers between it and its LACs
 * @return the number of bits
 */
constexpr uint32_t
BlockBits(uint32_t level)
{
    return LINK_BITS + FAN_OUT_BITS * (level + 1);
}

Ptr<Ipv4StaticRouting>
GetStaticRouting(Ptr<Node> node)
{
    auto routing = Ipv4StaticRoutingHelper().GetStaticRouting(node->GetObject<Ipv4>());
    NS_ABORT_MSG_UNLESS(routing, "node " << node->GetId() << " of the star has no static routing");
    return routing;
}

} // namespace

StarUnderlay::StarUnderlay(Star& star,
                           const std::function<const StarLink&(std::size_t)>& lacLink,
                           const StarLink& lnsLink,
                           const StarLink& trunkLink)
    : m_star(star),
      m_lacLink(lacLink),
      m_lnsLink(lnsLink),
      m_trunkLink(trunkLink)
{
}

void
StarUnderlay::Build()
{
    uint32_t level = 0;
    for (std::size_t room = FAN_OUT; room < m_star.lacs.GetN(); room *= FAN_OUT)
    {
        ++level;
    }
    NS_ABORT_MSG_IF(level > MAX_LEVEL,
                    "a star has at most " << FAN_OUT * FAN_OUT * FAN_OUT << " LACs, not "
                                          << m_star.lacs.GetN());
    NS_ABORT_MSG_IF(m_star.lnss.GetN() > MAX_LNSS,
                    "a star has at most " << MAX_LNSS << " LNSs, not " << m_star.lnss.GetN());
    const auto root = AddRouter(level, LAC_NETWORK);
    for (uint32_t i = 0; i < m_star.lnss.GetN(); ++i)
    {
        AddLns(root);
    }
}

Ptr<Node>
StarUnderlay::AddRouter(uint32_t level, uint32_t block)
{
    const auto router = CreateObject<Node>();
    m_star.routers.Add(router);
    InstallStack(router);
    const auto step = level == 0 ? LINK_BITS : BlockBits(level - 1);
    for (uint32_t i = 0; i < FAN_OUT && m_star.lacAddresses.size() < m_star.lacs.GetN(); ++i)
    {
        const auto below = block + (i << step);
        if (level == 0)
        {
            AddLac(router, below);
        }
        else
        {
            AddChild(router, level - 1, below);
        }
    }
    return router;
}

void
StarUnderlay::AddChild(Ptr<Node> parent, uint32_t level, uint32_t block)
{
    const auto child = AddRouter(level, block);
    const auto network = TRUNK_NETWORK + (m_trunks++ << LINK_BITS);
    m_star.trunkDevices.Add(Join(m_trunkLink, parent, child, network));
    GetStaticRouting(parent)->AddNetworkRouteTo(Ipv4Address(block),
                                                Ipv4Mask(~0U << BlockBits(level)),
                                                Ipv4Address(network + 2),
                                                parent->GetObject<Ipv4>()->GetNInterfaces() - 1);
}

void
StarUnderlay::AddLac(Ptr<Node> router, uint32_t network)
{
    const auto number = m_star.lacAddresses.size();
    const auto lac = m_star.lacs.Get(number);
    InstallStack(lac);
    const auto devices = Join(m_lacLink(number), router, lac, network);
    m_star.lacRouterDevices.Add(devices.Get(0));
    m_star.lacDevices.Add(devices.Get(1));
    m_star.lacAddresses.emplace_back(network + 2);
}

void
StarUnderlay::AddLns(Ptr<Node> router)
{
    const auto number = m_star.lnsAddresses.size();
    const auto lns = m_star.lnss.Get(number);
    const uint32_t network = LNS_NETWORK + (number << LINK_BITS);
    InstallStack(lns);
    const auto devices = Join(m_lnsLink, router, lns, network);
    m_star.lnsRouterDevices.Add(devices.Get(0));
    m_star.lnsDevices.Add(devices.Get(1));
    m_star.lnsAddresses.emplace_back(network + 2);
}

NetDeviceContainer
StarUnderlay::Join(const StarLink& link, Ptr<Node> router, Ptr<Node> node, uint32_t network)
{
    const auto devices = link.Install(router, node);
    AddInterface(devices.Get(0), Ipv4Address(network + 1), GetLinkMask());
    const auto up = AddInterface(devices.Get(1), Ipv4Address(network + 2), GetLinkMask());
    GetStaticRouting(node)->SetDefaultRoute(Ipv4Address(network + 1), up);
    return devices;
}

uint32_t
StarUnderlay::AddInterface(Ptr<NetDevice> device, Ipv4Address address, Ipv4Mask mask)
{
    const auto ipv4 = device->GetNode()->GetObject<Ipv4>();
    const auto interface = ipv4->AddInterface(device);
    ipv4->AddAddress(interface, Ipv4InterfaceAddress(address, mask));
    ipv4->SetMetric(interface, 1);
    ipv4->SetUp(interface);
    return interface;
}

Ipv4Mask
StarUnderlay::GetLinkMask()
{
    return Ipv4Mask(~0U << LINK_BITS);
}

void
StarUnderlay::InstallStack(Ptr<Node> node)
{
    if (!node->GetObject<Ipv4>())
    {
        InternetStackHelper stack;
        stack.SetRoutingHelper(Ipv4StaticRoutingHelper());
        stack.SetIpv6StackInstall(false);
        stack.Install(node);
    }
}

} // namespace l2tp
} // namespace ns3
