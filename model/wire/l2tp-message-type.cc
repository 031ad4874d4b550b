// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-message-type.h"

namespace ns3
{
namespace l2tp
{

namespace
{

constexpr uint16_t LAST_TYPE = static_cast<uint16_t>(MessageType::Ack);
constexpr uint8_t NO_ROW = 0xff;
constexpr std::size_t ZLB_ROW = MESSAGES.size() - 1;

constexpr std::array<uint8_t, LAST_TYPE + 1>
MakeRowIndex()
{
    std::array<uint8_t, LAST_TYPE + 1> rows{};
    for (auto& row : rows)
    {
        row = NO_ROW;
    }
    for (std::size_t row = 0; row < ZLB_ROW; ++row)
    {
        rows[static_cast<uint16_t>(MESSAGES[row].type)] = static_cast<uint8_t>(row);
    }
    return rows;
}

constexpr auto ROWS = MakeRowIndex();

static_assert(MESSAGES[ZLB_ROW].type == MessageType::Zlb, "ZLB has to be the last row");

} // namespace

const MessageInfo*
FindMessage(uint16_t type)
{
    return type <= LAST_TYPE && ROWS[type] != NO_ROW ? &MESSAGES[ROWS[type]] : nullptr;
}

const MessageInfo*
FindMessage(MessageType type)
{
    return type == MessageType::Zlb ? &MESSAGES[ZLB_ROW] : FindMessage(static_cast<uint16_t>(type));
}

const char*
MessageName(MessageType type)
{
    const MessageInfo* info = FindMessage(type);
    return info ? info->name : "unknown";
}

} // namespace l2tp
} // namespace ns3
