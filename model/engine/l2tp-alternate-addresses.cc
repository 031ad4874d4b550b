// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-alternate-addresses.h"

#include "l2tp-result-text.h"

#include "ns3/assert.h"

#include <algorithm>
#include <cstddef>

namespace ns3
{
namespace l2tp
{

namespace
{

/**
 * @brief Whether a text is an IPv4 address in canonical dotted decimal.
 * @param text the text
 * @return true for four numbers from 0 to 255 without leading zeros
 */
bool
IsIpv4(const std::string& text)
{
    std::size_t numbers = 0;
    for (std::size_t begin = 0; begin <= text.size();)
    {
        const auto end = std::min(text.find('.', begin), text.size());
        const auto number = text.substr(begin, end - begin);
        const bool digits =
            std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (!digits || number.empty() || number.size() > 3 ||
            (number.size() > 1 && number[0] == '0') || std::stoi(number) > 255)
        {
            return false;
        }
        ++numbers;
        begin = end + 1;
    }
    return numbers == 4;
}

/**
 * @brief Whether a text looks like an IPv6 address.
 * @param text the text, without brackets
 * @return true if it has only the characters of one, and two colons at least
 */
bool
IsIpv6(const std::string& text)
{
    return std::count(text.begin(), text.end(), ':') >= 2 &&
           text.find_first_not_of("0123456789abcdefABCDEF:.") == std::string::npos;
}

} // namespace

std::string
FormatAddresses(const std::vector<std::string>& addresses)
{
    NS_ASSERT_MSG(!addresses.empty(), "without an address to suggest the error code is 7");
    std::string text;
    for (const auto& address : addresses)
    {
        text += text.empty() ? "" : ", ";
        text += address.find(':') == std::string::npos ? address : "[" + address + "]";
    }
    return text;
}

DownReason
MakeTryAnother(const std::vector<std::string>& addresses)
{
    const auto error = addresses.empty() ? ErrorCode::TryAnother : ErrorCode::TryAnotherDirected;
    return {DownCause::Local,
            static_cast<uint16_t>(StopCcnResult::GeneralError),
            static_cast<uint16_t>(error),
            addresses.empty() ? Describe(error) : FormatAddresses(addresses)};
}

std::vector<std::string>
ParseAddresses(const std::string& text)
{
    std::vector<std::string> addresses;
    for (std::size_t begin = 0; begin <= text.size();)
    {
        const auto end = std::min(text.find(',', begin), text.size());
        auto address = text.substr(begin, end - begin);
        address.erase(0, std::min(address.find_first_not_of(' '), address.size()));
        address.erase(address.find_last_not_of(' ') + 1);
        if (IsIpv4(address))
        {
            addresses.push_back(address);
        }
        else if (address.size() > 2 && address.front() == '[' && address.back() == ']' &&
                 IsIpv6(address.substr(1, address.size() - 2)))
        {
            addresses.push_back(address.substr(1, address.size() - 2));
        }
        begin = end + 1;
    }
    return addresses;
}

} // namespace l2tp
} // namespace ns3
