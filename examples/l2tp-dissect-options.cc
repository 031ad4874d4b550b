// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-dissect-options.h"

#include <boost/algorithm/hex.hpp>
#include <iterator>

using namespace ns3::l2tp;

namespace
{

// Octets in hexadecimal, as tools print them: blanks and colons may stand between the octets.
std::optional<Bytes>
ParseHex(const std::string& text)
{
    std::string digits;
    for (const char character : text)
    {
        const bool isSeparator = character == ' ' || character == ':' || character == '\n';
        if (!isSeparator)
        {
            digits += character;
        }
        else if (digits.size() % 2 != 0)
        {
            return std::nullopt;
        }
    }
    Bytes octets;
    try
    {
        boost::algorithm::unhex(digits, std::back_inserter(octets));
    }
    catch (const boost::algorithm::hex_decode_error&)
    {
        return std::nullopt;
    }
    return octets;
}

} // namespace

const char*
DissectOptions::GetUsage()
{
    return "usage: l2tp-dissect [options] FILE.pcap\n"
           "       l2tp-dissect [options] --hex=BYTES --encap=udp|ip\n"
           "\n"
           "Decodes the L2TPv3 packets of a capture, or one packet given in hexadecimal, and "
           "prints\n"
           "one JSON object a line. FILE may be - for the standard input.\n"
           "\n"
           "  --hex=BYTES      the packet from the first octet behind the UDP or IP header\n"
           "  --encap=udp|ip   how that packet was carried\n"
           "  --secret=S       check digests and unhide AVPs with this shared secret; an empty "
           "one\n"
           "                   is that of the integrity check\n"
           "  --nonces=SENDER,RECEIVER\n"
           "                   nonces in hexadecimal, where the set-up of the connection is "
           "missing\n"
           "  --cookie=N       data messages have a cookie of 0, 4 or 8 octets, whatever the\n"
           "                   control messages say\n"
           "  --sublayer=none|default\n"
           "                   data messages have this L2-Specific Sublayer, likewise\n"
           "  --verbose        tell on the standard error what was skipped\n"
           "  --help           print this\n";
}

std::string
DissectOptions::Parse(int argc, char* argv[])
{
    for (int i = 1; i < argc; ++i)
    {
        const std::string argument = argv[i];
        if (argument.compare(0, 2, "--") != 0)
        {
            if (!file.empty() || argument.empty())
            {
                return "One FILE can be dissected, not \"" + argument + "\" as well.";
            }
            file = argument;
            continue;
        }
        const std::size_t equals = argument.find('=');
        const std::string name = argument.substr(2, equals - 2);
        std::optional<std::string> value;
        if (equals != std::string::npos)
        {
            value = argument.substr(equals + 1);
        }
        const std::string legal = Take(name, value);
        if (!legal.empty())
        {
            return "--" + name + " " + legal + (value ? ", not \"" + *value + "\"." : ".");
        }
    }
    if (help)
    {
        return "";
    }
    if (file.empty() != packet.has_value())
    {
        return "Either FILE or --hex has to be given.";
    }
    if (packet.has_value() != encapsulation.has_value())
    {
        return "--hex and --encap have to be given together.";
    }
    return "";
}

std::string
DissectOptions::Take(const std::string& name, const std::optional<std::string>& value)
{
    const std::string text = value.value_or("");
    if (name == "verbose" || name == "help")
    {
        (name == "help" ? help : verbose) = true;
        return value ? "takes no value" : "";
    }
    if (name == "secret")
    {
        dissector.secret = text;
        return value ? "" : "must have a value, which may be empty: --secret=";
    }
    if (name == "hex")
    {
        packet = ParseHex(text);
        return packet && value ? "" : "must be octets in hexadecimal";
    }
    if (name == "encap")
    {
        encapsulation = text == "udp" ? Encapsulation::Udp : Encapsulation::Ip;
        return text == "udp" || text == "ip" ? "" : "must be udp or ip";
    }
    if (name == "nonces")
    {
        return TakeNonces(text) ? "" : "must be two nonces in hexadecimal as in 0a0b,0c0d";
    }
    if (name == "cookie")
    {
        dissector.cookieSize = text == "4" ? 4 : text == "8" ? 8 : 0;
        return text == "0" || text == "4" || text == "8" ? "" : "must be 0, 4 or 8";
    }
    if (name == "sublayer")
    {
        dissector.sublayer = text == "default";
        return text == "none" || text == "default" ? "" : "must be none or default";
    }
    return "is not an option";
}

bool
DissectOptions::TakeNonces(const std::string& value)
{
    const std::size_t comma = value.find(',');
    if (comma == std::string::npos)
    {
        return false;
    }
    const auto sender = ParseHex(value.substr(0, comma));
    const auto receiver = ParseHex(value.substr(comma + 1));
    if (!sender || !receiver)
    {
        return false;
    }
    dissector.nonces = {*sender, *receiver};
    return true;
}
