// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-dissect-json-writer.h"

#include "l2tp-print.h"

namespace ns3
{
namespace l2tp
{

namespace
{

constexpr char REPLACEMENT[] = "\xef\xbf\xbd"; // U+FFFD

bool
IsWithin(uint8_t octet, uint8_t least, uint8_t most)
{
    return octet >= least && octet <= most;
}

// Size of the well-formed UTF-8 sequence at the beginning of octets, or 0 (table 3-7 of the Unicode
// standard: no surrogates, nothing above U+10FFFF, no longer form than needed).
std::size_t
SequenceSize(ByteView octets)
{
    const uint8_t lead = octets[0];
    const std::size_t size = lead < 0x80                  ? 1
                             : IsWithin(lead, 0xc2, 0xdf) ? 2
                             : IsWithin(lead, 0xe0, 0xef) ? 3
                             : IsWithin(lead, 0xf0, 0xf4) ? 4
                                                          : 0;
    if (size == 0 || octets.size() < size)
    {
        return 0;
    }
    for (std::size_t i = 1; i < size; ++i)
    {
        const bool isSecond = i == 1;
        const uint8_t least = isSecond && lead == 0xe0   ? 0xa0
                              : isSecond && lead == 0xf0 ? 0x90
                                                         : 0x80;
        const uint8_t most = isSecond && lead == 0xed   ? 0x9f
                             : isSecond && lead == 0xf4 ? 0x8f
                                                        : 0xbf;
        if (!IsWithin(octets[i], least, most))
        {
            return 0;
        }
    }
    return size;
}

std::string
Escape(char character)
{
    switch (character)
    {
    case '"':
        return "\\\"";
    case '\\':
        return "\\\\";
    case '\n':
        return "\\n";
    case '\r':
        return "\\r";
    case '\t':
        return "\\t";
    default:
        break;
    }
    const auto octet = static_cast<uint8_t>(character);
    return octet < 0x20 ? "\\u00" + FormatHex({&octet, 1}) : std::string(1, character);
}

std::string
Quote(ByteView text)
{
    std::string quoted = "\"";
    while (!text.empty())
    {
        const std::size_t size = SequenceSize(text);
        if (size == 1)
        {
            quoted += Escape(static_cast<char>(text[0]));
        }
        else if (size == 0)
        {
            quoted += REPLACEMENT;
        }
        else
        {
            quoted.append(text.begin(), text.begin() + size);
        }
        text = text.Sub(size == 0 ? 1 : size);
    }
    return quoted + "\"";
}

} // namespace

JsonWriter&
JsonWriter::BeginObject()
{
    Value("{");
    m_needsComma = false;
    return *this;
}

JsonWriter&
JsonWriter::EndObject()
{
    return End('}');
}

JsonWriter&
JsonWriter::BeginArray()
{
    Value("[");
    m_needsComma = false;
    return *this;
}

JsonWriter&
JsonWriter::EndArray()
{
    return End(']');
}

JsonWriter&
JsonWriter::Key(const char* name)
{
    Value("\"").m_text += name;
    m_text += "\":";
    m_needsComma = false;
    return *this;
}

JsonWriter&
JsonWriter::String(ByteView text)
{
    return Value(Quote(text));
}

JsonWriter&
JsonWriter::String(const std::string& text)
{
    return String({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

JsonWriter&
JsonWriter::Hex(ByteView octets)
{
    Value("\"").m_text += FormatHex(octets);
    m_text += '"';
    return *this;
}

JsonWriter&
JsonWriter::Number(uint64_t number)
{
    return Value(std::to_string(number));
}

JsonWriter&
JsonWriter::Decimal(uint64_t number, int decimals)
{
    std::string digits = std::to_string(number);
    const auto least = static_cast<std::size_t>(decimals) + 1;
    if (digits.size() < least)
    {
        digits.insert(0, least - digits.size(), '0');
    }
    digits.insert(digits.size() - decimals, ".");
    return Value(digits);
}

JsonWriter&
JsonWriter::Boolean(bool value)
{
    return Value(value ? "true" : "false");
}

JsonWriter&
JsonWriter::Null()
{
    return Value("null");
}

JsonWriter&
JsonWriter::Value(const std::string& text)
{
    m_text += m_needsComma ? "," : "";
    m_text += text;
    m_needsComma = true;
    return *this;
}

JsonWriter&
JsonWriter::End(char bracket)
{
    m_text += bracket;
    m_needsComma = true;
    return *this;
}

} // namespace l2tp
} // namespace ns3
