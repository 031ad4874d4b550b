// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-data-path.h"

namespace ns3
{
namespace l2tp
{

namespace
{

constexpr uint32_t SEQUENCE_MASK = (1U << DataPath::SEQUENCE_BITS) - 1;

} // namespace

DataPath::DataPath(const SessionParameters& parameters,
                   Encapsulation encapsulation,
                   const SequencingSettings& settings)
    : m_settings(settings),
      m_encapsulation(encapsulation)
{
    Update(parameters);
}

void
DataPath::Update(const SessionParameters& parameters)
{
    m_localSessionId = parameters.localSessionId;
    m_remoteSessionId = parameters.remoteSessionId;
    m_localCookie = parameters.localCookie;
    m_remoteCookie = parameters.remoteCookie;
    m_receiveSublayer = parameters.receiveSublayer != L2SpecificSublayer::None;
    m_transmitSublayer = parameters.transmitSublayer != L2SpecificSublayer::None;
    m_receiveSequencing = parameters.receiveSequencing;
    m_transmitSequencing = parameters.transmitSequencing;
    if (m_receiveSublayer && m_receiveSequencing != DataSequencing::None && !m_receiver)
    {
        m_receiver = std::make_unique<SequenceReceiver>(SEQUENCE_BITS, m_settings);
    }
}

DataHeader
DataPath::MakeHeader(bool frameIsIp)
{
    DataHeader header;
    header.sessionId = m_remoteSessionId;
    header.cookie = m_remoteCookie;
    const bool sequenced =
        m_transmitSublayer && (m_transmitSequencing == DataSequencing::All ||
                               (m_transmitSequencing == DataSequencing::NonIp && !frameIsIp));
    header.sublayer = MakeSublayer(sequenced, m_nextSequence);
    if (sequenced)
    {
        m_nextSequence = (m_nextSequence + 1) & SEQUENCE_MASK;
    }
    return header;
}

DataPath::Verdict
DataPath::Judge(Encapsulation arrival, ByteView bytes, const Time& now)
{
    const DataFormat format{arrival,
                            static_cast<uint8_t>(m_localCookie.GetSize()),
                            m_receiveSublayer};
    const auto header = DataHeader::Read(format, bytes);
    if (!header)
    {
        return DataDropReason::TooShort;
    }
    if (header->cookie != m_localCookie)
    {
        return DataDropReason::CookieMismatch;
    }
    // Numbers that were not asked for mean nothing (RFC 3931 section 5.4.4).
    if (m_receiveSublayer && m_receiveSequencing != DataSequencing::None &&
        IsSequenced(header->sublayer))
    {
        switch (m_receiver->Judge(GetSequence(header->sublayer), now))
        {
        case SequenceReceiver::Verdict::Accept:
            break;
        case SequenceReceiver::Verdict::Hold:
            return Held{format.GetSize(), m_receiver->GetHoldPosition()};
        case SequenceReceiver::Verdict::Old:
            return DataDropReason::OldSequence;
        }
    }
    return Accepted{format.GetSize()};
}

} // namespace l2tp
} // namespace ns3
