// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-log-event.h"

#include "l2tp-control-header.h"
#include "l2tp-message-peek.h"
#include "l2tp-message-type.h"

#include <array>

namespace ns3
{
namespace l2tp
{

namespace
{

/** @brief What a kind of event is called. */
struct KindNames
{
    const char* category; //!< category
    const char* name;     //!< name
};

constexpr std::array<KindNames, LogEvent::KINDS> NAMES{{{"transport", "sent"},
                                                        {"transport", "received"},
                                                        {"transport", "lost"},
                                                        {"transport", "dropped"},
                                                        {"transport", "faulty-avp"},
                                                        {"recovery", "timer-set"},
                                                        {"recovery", "timer-expired"},
                                                        {"recovery", "timer-stopped"},
                                                        {"recovery", "retransmit"},
                                                        {"recovery", "give-up"},
                                                        {"recovery", "window"},
                                                        {"state", "transition"},
                                                        {"connection", "up"},
                                                        {"connection", "down"},
                                                        {"connection", "reconnect"},
                                                        {"session", "up"},
                                                        {"session", "down"},
                                                        {"session", "circuit-status"},
                                                        {"session", "circuit-errors"},
                                                        {"session", "call-requested"},
                                                        {"hello", "sent"},
                                                        {"hello", "timeout"}}};

} // namespace

const char*
LogEvent::GetCategory(Kind kind)
{
    return NAMES[static_cast<std::size_t>(kind)].category;
}

const char*
LogEvent::GetName(Kind kind)
{
    return NAMES[static_cast<std::size_t>(kind)].name;
}

std::optional<LogEvent::Message>
LogEvent::Message::Read(ByteView image)
{
    const ByteView whole = PeekMessage(image);
    if (whole.empty())
    {
        return std::nullopt;
    }
    const auto header = ControlHeader::Read(whole);
    Message message;
    message.type = PeekType(whole);
    message.name = MessageName(message.type);
    message.controlConnectionId = header.controlConnectionId;
    message.ns = header.ns;
    message.nr = header.nr;
    message.image = whole;
    return message;
}

} // namespace l2tp
} // namespace ns3
