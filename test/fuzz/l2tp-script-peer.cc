// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-script-peer.h"

#include "l2tp-avp.h"
#include "l2tp-message-peek.h"
#include "l2tp-message-type.h"
#include "l2tp-shared-secret.h"

#include "ns3/mac48-address.h"

#include <array>
#include <memory>
#include <utility>
#include <variant>

namespace ns3
{
namespace l2tp
{
namespace test
{

namespace
{

constexpr uint32_t OWN_CONNECTION = 0x0b0b0b01;
constexpr uint32_t OWN_SESSION = 0x5e551000;
constexpr std::size_t REMEMBERED = 64;
constexpr std::size_t SIGNABLE = CONTROL_HEADER_SIZE + AVP_HEADER_SIZE + sizeof(uint16_t);
constexpr const char* SECRET = "fuzz";
const Bytes NONCE{0xa0,
                  0xa1,
                  0xa2,
                  0xa3,
                  0xa4,
                  0xa5,
                  0xa6,
                  0xa7,
                  0xa8,
                  0xa9,
                  0xaa,
                  0xab,
                  0xac,
                  0xad,
                  0xae,
                  0xaf};

constexpr std::array<MessageType, 14> TYPES{{MessageType::Sccrq,
                                             MessageType::Sccrp,
                                             MessageType::Scccn,
                                             MessageType::StopCcn,
                                             MessageType::Hello,
                                             MessageType::Ocrq,
                                             MessageType::Ocrp,
                                             MessageType::Occn,
                                             MessageType::Icrq,
                                             MessageType::Icrp,
                                             MessageType::Iccn,
                                             MessageType::Cdn,
                                             MessageType::Wen,
                                             MessageType::Sli}};

/** @brief How messages are secured, by the lowest two bits of the flavour. */
enum Mode : uint8_t
{
    OFF,
    INTEGRITY,
    SHARED_SECRET,
    HIDING,
};

// Whether a digest has a place in the message: behind a sound Message Type AVP.
bool
IsSignable(ByteView image)
{
    if (image.size() < SIGNABLE || PeekMessage(image).size() != image.size())
    {
        return false;
    }
    const auto avp = Avp::Read(image, CONTROL_HEADER_SIZE, MessageType::Unknown);
    return avp.type == avp::MessageTypeAvp::TYPE && !avp.hidden &&
           avp.length == SIGNABLE - CONTROL_HEADER_SIZE;
}

Mode
GetMode(uint8_t flavour)
{
    return static_cast<Mode>(flavour % 4);
}

} // namespace

AuthenticationSettings
ScriptPeer::Authenticate(uint8_t flavour)
{
    AuthenticationSettings settings;
    switch (GetMode(flavour))
    {
    case OFF:
        break;
    case INTEGRITY:
        settings.mode = AuthenticationMode::IntegrityOnly;
        break;
    case HIDING:
        settings.hiding = true;
        [[fallthrough]];
    case SHARED_SECRET:
        settings.mode = AuthenticationMode::Secret;
        settings.secrets = {SECRET};
        break;
    }
    return settings;
}

ScriptPeer::ScriptPeer(uint8_t flavour, ScriptReader& script)
    : m_script(script),
      m_address(Mac48Address("00:00:00:00:00:0b")),
      m_secret(
          std::make_shared<const SharedSecret>(GetMode(flavour) >= SHARED_SECRET ? SECRET : "")),
      m_security({m_secret}),
      m_authenticated(GetMode(flavour) != OFF),
      m_nonces(GetMode(flavour) >= SHARED_SECRET)
{
    if (m_nonces)
    {
        m_security.SetLocalNonce(ByteView(NONCE));
    }
}

const Address&
ScriptPeer::GetAddress() const
{
    return m_address;
}

std::size_t
ScriptPeer::CountSent() const
{
    return m_sent;
}

Bytes
ScriptPeer::MakeMessage()
{
    ControlMessage message(TYPES[m_script.Next() % TYPES.size()]);
    Fill(message);
    Garnish(message);
    return Finish(std::move(message));
}

Bytes
ScriptPeer::MakeStrange()
{
    ControlMessage message(TYPES[m_script.Next() % TYPES.size()]);
    Fill(message);
    const auto what = m_script.Next();
    if ((what & 1U) != 0)
    {
        const Bytes value(m_script.Next() % 32, 0x55);
        message.AddRaw(m_script.Next() % 3, m_script.Next(), (what & 2U) != 0, ByteView(value));
    }
    auto image = Finish(std::move(message));
    if ((what & 4U) != 0)
    {
        ControlMessage::PatchSequence(image,
                                      m_ns + m_script.Next() % 8,
                                      m_nr - m_script.Next() % 4);
    }
    if ((what & 8U) != 0)
    {
        ControlMessage::PatchControlConnectionId(image, m_script.Next());
    }
    return image;
}

Bytes
ScriptPeer::MakeAcknowledgement()
{
    ControlMessage message(m_script.Next() % 8 == 0 ? MessageType::Zlb : MessageType::Ack);
    message.SetControlConnectionId(m_connection);
    message.SetNs(m_ns);
    message.SetNr(m_nr);
    return std::move(message).Release();
}

Bytes
ScriptPeer::Mutate(Bytes image)
{
    const auto changes = 1 + m_script.Next() % 3;
    for (auto i = 0; i < changes && !image.empty(); ++i)
    {
        const std::size_t position = (m_script.Next() * 256U + m_script.Next()) % image.size();
        image[position] ^= static_cast<uint8_t>(1U << (m_script.Next() % 8));
    }
    if (m_script.Next() % 8 == 0)
    {
        image.resize(m_script.Next() % (image.size() + 1));
    }
    return image;
}

Bytes
ScriptPeer::Seal(Bytes image)
{
    if (m_authenticated && IsSignable(ByteView(image)))
    {
        m_security.Sign(image);
    }
    Remember(image);
    ++m_sent;
    return image;
}

void
ScriptPeer::Remember(const Bytes& image)
{
    if (m_said.size() < REMEMBERED)
    {
        m_said.push_back(image);
    }
}

std::string
ScriptPeer::Hear(const Bytes& image)
{
    Remember(image);
    using Verdict = MessageAuthenticator::Verification::Verdict;
    // A peer that takes no part in authentication is turned away in the clear.
    const auto type = PeekType(ByteView(image));
    const bool mayLack = m_nonces && (type == MessageType::StopCcn || type == MessageType::Ack);
    if (m_authenticated && !mayLack &&
        m_security.Verify(ByteView(image)).verdict == Verdict::Absent)
    {
        return "a message was sent without a digest";
    }
    if (const auto nonce = PeekNonce(ByteView(image)))
    {
        m_security.SetRemoteNonce(*nonce);
    }
    auto decoded = ControlMessage::Decode(ByteView(image));
    auto* message = std::get_if<ControlMessage>(&decoded);
    if (message == nullptr)
    {
        return "a message was sent that cannot be decoded";
    }
    message->Unhide(*m_secret);
    if (!message->GetFaults().empty() || !message->MissingAttributes().empty())
    {
        return "a message was sent with a fault";
    }
    m_connection = message->Get<avp::AssignedControlConnectionId>().value_or(m_connection);
    if (const auto session = message->Get<avp::LocalSessionId>(); session && *session != 0)
    {
        m_sessions.push_back(*session);
    }
    if (!message->IsAcknowledgement())
    {
        m_nr = message->GetNs() + 1;
    }
    return {};
}

Bytes
ScriptPeer::Repeat()
{
    if (m_said.empty())
    {
        return {};
    }
    ++m_sent;
    return m_said[m_script.Next() % m_said.size()];
}

uint32_t
ScriptPeer::ChooseLocalSession()
{
    return OWN_SESSION + m_script.Next() % 4;
}

uint32_t
ScriptPeer::ChooseRemoteSession()
{
    const auto choice = m_script.Next();
    return m_sessions.empty() || choice % 8 == 7 ? choice : m_sessions[choice % m_sessions.size()];
}

void
ScriptPeer::Fill(ControlMessage& message)
{
    const auto type = message.GetType();
    switch (type)
    {
    case MessageType::Sccrq:
    case MessageType::Sccrp:
        message.Add<avp::HostName>("peer.example")
            .Add<avp::RouterId>(0x0a0000fe)
            .Add<avp::AssignedControlConnectionId>(OWN_CONNECTION + m_script.Next() % 4)
            .Add<avp::PseudowireCapabilitiesList>({5, 7});
        if (m_nonces)
        {
            message.Add<avp::ControlMessageAuthenticationNonce>(NONCE);
        }
        return;
    case MessageType::StopCcn:
        message.Add<avp::ResultCode>({1, std::nullopt, ""})
            .Add<avp::AssignedControlConnectionId>(OWN_CONNECTION);
        return;
    case MessageType::Scccn:
    case MessageType::Hello:
        return;
    default:
        break;
    }
    const bool request = type == MessageType::Icrq || type == MessageType::Ocrq;
    if (type == MessageType::Cdn)
    {
        message.Add<avp::ResultCode>({m_script.Next(), std::nullopt, "fuzz"});
    }
    auto remote = request && m_script.Next() % 8 != 0 ? 0 : ChooseRemoteSession();
    const bool mayBeZero =
        request || type == MessageType::Cdn || type == MessageType::Wen || type == MessageType::Sli;
    remote = remote == 0 && !mayBeZero ? 1 : remote;
    message.Add<avp::LocalSessionId>(ChooseLocalSession()).Add<avp::RemoteSessionId>(remote);
    if (request)
    {
        message.Add<avp::SerialNumber>(m_script.Next())
            .Add<avp::PseudowireTypeAvp>(m_script.Next() % 8 == 0 ? 6 : 5)
            .Add<avp::RemoteEndId>("vc-" + std::to_string(m_script.Next() % 4));
    }
    if (request || type == MessageType::Icrp || type == MessageType::Ocrp)
    {
        message.Add<avp::CircuitStatus>(m_script.Next() % 4);
    }
    if (type == MessageType::Wen)
    {
        message.Add<avp::CircuitErrors>({m_script.Next() % 2 != 0, 0, 0, 1, 2, 3, 4});
    }
}

void
ScriptPeer::Garnish(ControlMessage& message)
{
    const auto what = m_script.Next();
    const auto bit = MessageBit(message.GetType());
    if ((what & 1U) != 0 && (avp::L2SpecificSublayerAvp::INFO.messages & bit) != 0)
    {
        message.Add<avp::L2SpecificSublayerAvp>(m_script.Next() % 3);
    }
    if ((what & 2U) != 0 && (avp::DataSequencingAvp::INFO.messages & bit) != 0)
    {
        message.Add<avp::DataSequencingAvp>(m_script.Next() % 3);
    }
    if ((what & 4U) != 0 && message.GetType() == MessageType::Sccrq)
    {
        message.Add<avp::ControlConnectionTieBreaker>(m_script.Next());
    }
    if ((what & 4U) != 0 && (avp::SessionTieBreaker::INFO.messages & bit) != 0)
    {
        message.Add<avp::SessionTieBreaker>(m_script.Next());
    }
    if ((what & 8U) != 0 && (avp::TxConnectSpeed::INFO.messages & bit) != 0)
    {
        message.Add<avp::TxConnectSpeed>(m_script.Next());
    }
    if ((what & 16U) != 0 && message.GetType() == MessageType::Sli)
    {
        message.Add<avp::CircuitStatus>(m_script.Next() % 4);
    }
}

Bytes
ScriptPeer::Finish(ControlMessage message)
{
    const bool first = message.GetType() == MessageType::Sccrq;
    message.SetControlConnectionId(first ? 0 : m_connection);
    message.SetNs(first ? 0 : m_ns);
    message.SetNr(first ? 0 : m_nr);
    m_ns = first ? 1 : m_ns + 1;
    m_nr = first ? 0 : m_nr;
    return std::move(message).Release();
}

} // namespace test
} // namespace l2tp
} // namespace ns3
