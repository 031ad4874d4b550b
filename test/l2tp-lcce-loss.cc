// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-lcce-loss.h"

#include "ns3/l2tp-bytes.h"
#include "ns3/l2tp-control-message.h"

#include <variant>

namespace ns3
{
namespace l2tp
{
namespace tests
{

NS_OBJECT_ENSURE_REGISTERED(LcceLoss);

namespace
{

/**
 * @brief Type of the control message in a packet.
 * @param packet a packet with its IPv4 header and perhaps a PPP header
 * @return the type, or Unknown if it is anything else
 */
MessageType
FindType(const Packet& packet)
{
    constexpr std::size_t PPP_SIZE = 2;
    constexpr std::size_t IP_SIZE = 20;
    constexpr std::size_t PROTOCOL = 9;
    constexpr std::size_t UDP_SIZE = 8;
    constexpr std::size_t ZERO_SIZE = 4;
    Bytes octets(packet.GetSize());
    packet.CopyData(octets.data(), static_cast<uint32_t>(octets.size()));
    ByteView view(octets);
    view = view.Sub(!view.empty() && (view[0] >> 4U) == 4 ? 0 : PPP_SIZE);
    if (view.size() < IP_SIZE)
    {
        return MessageType::Unknown;
    }
    view = view.Sub(IP_SIZE + (view[PROTOCOL] == IP_PROTOCOL ? ZERO_SIZE : UDP_SIZE));
    const auto decoded = ControlMessage::Decode(view);
    const auto* message = std::get_if<ControlMessage>(&decoded);
    return message == nullptr ? MessageType::Unknown : message->GetType();
}

} // namespace

TypeId
LcceLoss::GetTypeId()
{
    static TypeId tid = TypeId("ns3::l2tp::tests::LcceLoss")
                            .SetParent<ErrorModel>()
                            .SetGroupName("L2tp")
                            .AddConstructor<LcceLoss>();
    return tid;
}

void
LcceLoss::SetCut(bool cut)
{
    m_cut = cut;
}

void
LcceLoss::Lose(MessageType type, uint32_t count)
{
    m_lose[type] += count;
}

uint32_t
LcceLoss::GetPassed() const
{
    return m_passed;
}

bool
LcceLoss::DoCorrupt(Ptr<Packet> packet)
{
    auto& left = m_lose[FindType(*packet)];
    if (m_cut || left > 0)
    {
        left -= left > 0 ? 1 : 0;
        return true;
    }
    ++m_passed;
    return false;
}

void
LcceLoss::DoReset()
{
    m_cut = false;
    m_lose.clear();
    m_passed = 0;
}

} // namespace tests
} // namespace l2tp
} // namespace ns3
