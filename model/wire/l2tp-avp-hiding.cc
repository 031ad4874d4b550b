// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-avp-hiding.h"

#include "l2tp-vendor-registry.h"

#include "ns3/abort.h"

#include <algorithm>
#include <boost/endian/conversion.hpp>
#include <limits>
#include <utility>
#include <variant>
#include <vector>

namespace ns3
{
namespace l2tp
{

namespace
{

using boost::endian::load_big_u16;
using boost::endian::store_big_u16;

// Length of Original Value, the first field of the Hidden AVP Subformat (RFC 3931 section 5.3).
constexpr std::size_t ORIGINAL_LENGTH_SIZE = sizeof(uint16_t);

bool
IsRandomVector(const Avp& avp)
{
    return avp.vendor == 0 && avp.type == avp::RandomVector::TYPE && !avp.hidden;
}

bool
Equal(ByteView a, ByteView b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

/** Writes the hidden form of a message AVP by AVP. */
class Hider
{
  public:
    Hider(const ControlMessage& clear,
          const SharedSecret& secret,
          const HidingOptions& options,
          const RandomOctets& random)
        : m_clear(clear),
          m_secret(secret),
          m_options(options),
          m_random(random)
    {
    }

    Bytes Run()
    {
        m_image = m_clear.GetBytes().Sub(0, CONTROL_HEADER_SIZE).ToBytes();
        m_image.reserve(2 * m_clear.GetBytes().size() + m_options.vectorLength);
        for (const Avp& avp : m_clear.GetAvps())
        {
            if (ShallHide(avp))
            {
                AppendHidden(avp);
                continue;
            }
            Copy(avp);
        }
        NS_ABORT_MSG_IF(m_image.size() > std::numeric_limits<uint16_t>::max(),
                        "Hiding makes the message longer than 65535 octets");
        store_big_u16(m_image.data() + ControlHeader::LENGTH,
                      static_cast<uint16_t>(m_image.size()));
        return std::move(m_image);
    }

  private:
    // Message Type comes first and is never hidden; too long a value cannot be.
    bool ShallHide(const Avp& avp) const
    {
        if (avp.hidden || avp.offset == CONTROL_HEADER_SIZE ||
            avp.length + ORIGINAL_LENGTH_SIZE > AVP_MAX_SIZE)
        {
            return false;
        }
        if (avp.info)
        {
            return avp.info->mayHide && m_options.rows[avp.info - ATTRIBUTES.data()];
        }
        const VendorAttribute* vendor = m_clear.FindVendorAttribute(avp);
        return vendor && vendor->mayHide && m_options.vendors;
    }

    // Two values of one type under one vector would be combined with the same octets.
    bool NeedsVector(const Avp& avp) const
    {
        const auto clashes = [this, &avp](const Avp& other) {
            return other.type == avp.type && !Equal(m_clear.GetValue(other), m_clear.GetValue(avp));
        };
        return !m_hasVector || std::any_of(m_hidden.begin(), m_hidden.end(), clashes);
    }

    void UseVector(const Bytes& vector)
    {
        m_vector = vector;
        m_hasVector = true;
        m_hidden.clear();
    }

    // What is hidden already needs the vector that it was hidden with nearest before it.
    void Copy(const Avp& avp)
    {
        if (avp.hidden)
        {
            if (m_vector != m_given)
            {
                AppendVector(m_given);
            }
            m_hidden.push_back(avp);
        }
        const ByteView octets = m_clear.GetBytes().Sub(avp.offset, avp.length);
        m_image.insert(m_image.end(), octets.begin(), octets.end());
        if (IsRandomVector(avp))
        {
            m_given = m_clear.GetValue(avp).ToBytes();
            UseVector(m_given);
        }
    }

    uint8_t* Append(uint16_t flags, uint16_t vendor, uint16_t type, std::size_t size)
    {
        const std::size_t start = m_image.size();
        m_image.resize(start + AVP_HEADER_SIZE + size);
        uint8_t* to = m_image.data() + start;
        store_big_u16(to, static_cast<uint16_t>(flags | (AVP_HEADER_SIZE + size)));
        store_big_u16(to + 2, vendor);
        store_big_u16(to + 4, type);
        return to + AVP_HEADER_SIZE;
    }

    Bytes DrawVector() const
    {
        Bytes vector(m_options.vectorLength);
        m_random(vector.data(), vector.size());
        return vector;
    }

    void AppendVector(const Bytes& vector)
    {
        uint8_t* to = Append(AVP_M_BIT, 0, avp::RandomVector::TYPE, vector.size());
        std::copy(vector.begin(), vector.end(), to);
        UseVector(vector);
    }

    void AppendHidden(const Avp& avp)
    {
        if (NeedsVector(avp))
        {
            AppendVector(DrawVector());
        }
        const ByteView value = m_clear.GetValue(avp);
        const std::size_t padding =
            std::min(m_options.padding, AVP_MAX_SIZE - ORIGINAL_LENGTH_SIZE - avp.length);
        const std::size_t size = ORIGINAL_LENGTH_SIZE + value.size() + padding;
        const uint16_t flags = AVP_H_BIT | (avp.mandatory ? AVP_M_BIT : 0);
        uint8_t* to = Append(flags, avp.vendor, avp.type, size);
        store_big_u16(to, static_cast<uint16_t>(value.size()));
        uint8_t* end = std::copy(value.begin(), value.end(), to + ORIGINAL_LENGTH_SIZE);
        if (padding > 0)
        {
            m_random(end, padding);
        }
        m_secret.Hide(avp.type, m_vector, to, size);
        m_hidden.push_back(avp);
    }

    const ControlMessage& m_clear;
    const SharedSecret& m_secret;
    const HidingOptions& m_options;
    const RandomOctets& m_random;
    Bytes m_image;             // the hidden form as far as it is done
    Bytes m_vector;            // the Random Vector at hand
    Bytes m_given;             // the one that the message has for its hidden AVPs
    bool m_hasVector{false};   // whether there is one
    std::vector<Avp> m_hidden; // what has been hidden with it
};

} // namespace

ControlMessage
Hide(const ControlMessage& clear,
     const SharedSecret& secret,
     const HidingOptions& options,
     const RandomOctets& random)
{
    NS_ABORT_MSG_IF(options.vectorLength == 0 || options.vectorLength > MAX_VALUE_SIZE,
                    "A Random Vector has from 1 to " << MAX_VALUE_SIZE << " octets");
    Hider hider(clear, secret, options, random);
    return std::get<ControlMessage>(ControlMessage::Decode(hider.Run(), clear.GetVendors()));
}

bool
ControlMessage::IsHidden(const Avp& avp) const
{
    if (!avp.hidden)
    {
        return false;
    }
    const VendorAttribute* vendor = avp.vendor != 0 ? FindVendorAttribute(avp) : nullptr;
    return avp.info ? avp.info->mayHide : vendor && vendor->mayHide;
}

bool
ControlMessage::HasHidden() const
{
    return std::any_of(m_faults.begin(), m_faults.end(), [](const AvpFault& fault) {
        return fault.what == ParseProblem::Hidden;
    });
}

std::optional<ByteView>
ControlMessage::GetClearValue(const Avp& avp) const
{
    // Success clears the H bit in the second image; a fault leaves it as it was received.
    const bool unreadable = avp.hidden && (avp.offset >= m_clear.size() ||
                                           (load_big_u16(&m_clear[avp.offset]) & AVP_H_BIT) != 0);
    return unreadable ? std::nullopt : std::optional(ValueAt(avp.offset));
}

void
ControlMessage::Unhide(const SharedSecret& secret)
{
    if (!HasHidden())
    {
        return;
    }
    // Everything is judged again: which of two instances is the first one may have changed.
    // Unhidden AVPs stand in a second image where they stand in the first: they need less room.
    m_clear = GetBytes().ToBytes();
    m_faults.clear();
    std::fill(m_offsets.begin() + avp::MessageTypeAvp::ROW + 1, m_offsets.end(), 0);
    std::size_t vector = 0;
    for (const Avp& avp : GetAvps())
    {
        if (avp.offset == CONTROL_HEADER_SIZE)
        {
            continue;
        }
        if (!IsHidden(avp))
        {
            Register(avp);
        }
        else if (const auto problem = Reveal(avp, vector, secret))
        {
            AddFault(avp, *problem, avp.mandatory);
        }
        else
        {
            Register(Avp::Read(m_clear, avp.offset, m_type));
        }
        vector = IsRandomVector(avp) ? avp.offset : vector;
    }
}

std::optional<ParseProblem>
ControlMessage::Reveal(const Avp& avp, std::size_t vector, const SharedSecret& secret)
{
    const std::size_t size = avp.length - AVP_HEADER_SIZE;
    if (vector == 0)
    {
        return ParseProblem::NoRandomVector;
    }
    if (size < ORIGINAL_LENGTH_SIZE)
    {
        return ParseProblem::BadHiddenLength;
    }
    uint8_t* header = m_clear.data() + avp.offset;
    uint8_t* value = header + AVP_HEADER_SIZE;
    secret.Unhide(avp.type, ValueAt(vector), value, size);
    const std::size_t original = load_big_u16(value);
    if (original > size - ORIGINAL_LENGTH_SIZE)
    {
        return ParseProblem::BadHiddenLength;
    }
    std::copy_n(value + ORIGINAL_LENGTH_SIZE, original, value);
    store_big_u16(
        header,
        static_cast<uint16_t>((avp.mandatory ? AVP_M_BIT : 0) | (AVP_HEADER_SIZE + original)));
    return std::nullopt;
}

} // namespace l2tp
} // namespace ns3
