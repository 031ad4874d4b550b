// SPDX-License-Identifier: GPL-2.0-only
#include "l2tp-wire-attribute-cases.h"

#include <algorithm>

namespace ns3
{
namespace l2tp
{
namespace wiretest
{

namespace
{

using Messages = std::vector<MessageType>;

const Messages OPENING{MessageType::Sccrq, MessageType::Sccrp};
const Messages REQUESTS{MessageType::Icrq, MessageType::Ocrq};
const Messages COOKIE{MessageType::Icrq, MessageType::Icrp, MessageType::Ocrq, MessageType::Ocrp};
const Messages SETUP{MessageType::Icrq,
                     MessageType::Icrp,
                     MessageType::Iccn,
                     MessageType::Ocrq,
                     MessageType::Ocrp,
                     MessageType::Occn};
const Messages STATUS{MessageType::Icrq,
                      MessageType::Icrp,
                      MessageType::Iccn,
                      MessageType::Ocrq,
                      MessageType::Ocrp,
                      MessageType::Occn,
                      MessageType::Sli};
const Messages SESSION{MessageType::Icrq,
                       MessageType::Icrp,
                       MessageType::Iccn,
                       MessageType::Ocrq,
                       MessageType::Ocrp,
                       MessageType::Occn,
                       MessageType::Cdn,
                       MessageType::Wen,
                       MessageType::Sli};
const Messages ALL(ALL_MESSAGES.begin(), ALL_MESSAGES.end());

template <class T>
bool
Same(const T& a, const T& b)
{
    return a == b;
}

bool
Same(const ResultCodeValue& a, const ResultCodeValue& b)
{
    return a.result == b.result && a.error == b.error && a.text == b.text;
}

bool
Same(const CircuitErrorsValue& a, const CircuitErrorsValue& b)
{
    return a.hasFramingCounters == b.hasFramingCounters && a.crcErrors == b.crcErrors &&
           a.framingErrors == b.framingErrors && a.hardwareOverruns == b.hardwareOverruns &&
           a.bufferOverruns == b.bufferOverruns && a.timeoutErrors == b.timeoutErrors &&
           a.alignmentErrors == b.alignmentErrors;
}

bool
Same(const MessageDigestValue& a, const MessageDigestValue& b)
{
    return a.type == b.type && a.digest == b.digest;
}

bool
Same(const ExtendedVendorIdValue& a, const ExtendedVendorIdValue& b)
{
    return a.vendor == b.vendor && a.type == b.type && a.value == b.value;
}

template <class A>
AttributeCase
Case(const std::string& name,
     uint16_t type,
     bool mandatory,
     bool mayHide,
     const Messages& messages,
     const std::vector<std::size_t>& wrongLengths,
     const typename A::Value& value,
     const std::string& hex)
{
    AttributeCase c;
    c.name = name;
    c.type = type;
    c.mandatory = mandatory;
    c.mayHide = mayHide;
    c.messages = messages;
    c.value = hex;
    c.wrongLengths = wrongLengths;
    c.add = [value](ControlMessage& message) { message.Add<A>(value); };
    c.addWithM = [value](ControlMessage& message, bool m) { message.Add<A>(value, m); };
    c.has = [](const ControlMessage& message) { return message.Has<A>(); };
    c.getAsHex = [](const ControlMessage& message) {
        return FormatHex(ToOctets(message.Get<A>().value()));
    };
    c.getEquals = [value](const ControlMessage& message) {
        const auto got = message.Get<A>();
        return got && Same(*got, value);
    };
    return c;
}

std::vector<AttributeCase>
ControlConnectionCases()
{
    const Messages results{MessageType::StopCcn, MessageType::Cdn};
    const Messages ids{MessageType::Sccrq, MessageType::Sccrp, MessageType::StopCcn};
    const std::vector<std::size_t> not2{0, 1, 3, 4};
    const std::vector<std::size_t> not4{0, 2, 3, 5, 8};
    const std::vector<std::size_t> not8{0, 4, 7, 9};
    return {
        // R5.4.2-01 R5.4.2-02 R5.4.2-38..41
        Case<avp::ResultCode>("Result Code",
                              1,
                              true,
                              false,
                              results,
                              {0, 1, 3},
                              {6, {}, ""},
                              "0006"),
        Case<avp::ResultCode>("Result Code",
                              1,
                              true,
                              false,
                              results,
                              {0, 1, 3},
                              {2, 8, ""},
                              "00020008"),
        Case<avp::ResultCode>("Result Code",
                              1,
                              true,
                              false,
                              results,
                              {0, 1, 3},
                              {3, 0, "gr\xc3\xbc\xc3\x9f"},
                              "0003 0000 6772c3bcc39f"),
        // R5.4.3-27 R5.4.3-29 R5.4.3-30
        Case<avp::ControlConnectionTieBreaker>("Control Connection Tie Breaker",
                                               5,
                                               true,
                                               false,
                                               {MessageType::Sccrq},
                                               not8,
                                               0x0102030405060708,
                                               "0102030405060708"),
        // R5.4.3-31..34
        Case<avp::HostName>("Host Name",
                            7,
                            true,
                            false,
                            OPENING,
                            {0},
                            "lac.example",
                            "6c61632e6578616d706c65"),
        Case<avp::HostName>("Host Name", 7, true, false, OPENING, {0}, "a", "61"),
        // R5.4.3-39 R5.4.3-40 R5.4.3-42
        Case<avp::VendorName>("Vendor Name", 8, false, true, OPENING, {}, "", ""),
        Case<avp::VendorName>("Vendor Name", 8, false, true, OPENING, {}, "x", "78"),
        Case<avp::VendorName>("Vendor Name",
                              8,
                              false,
                              true,
                              OPENING,
                              {},
                              std::string(255, 'v'),
                              Repeat("76", 255)),
        // R5.4.3-47..50
        Case<avp::ReceiveWindowSize>("Receive Window Size",
                                     10,
                                     true,
                                     false,
                                     OPENING,
                                     not2,
                                     4,
                                     "0004"),
        // R5.4.3-35..38
        Case<avp::RouterId>("Router ID", 60, true, false, OPENING, not4, 0xc0000201, "c0000201"),
        // R5.4.3-43 R5.4.3-44 R5.4.3-46
        Case<avp::AssignedControlConnectionId>("Assigned Control Connection ID",
                                               61,
                                               true,
                                               true,
                                               ids,
                                               not4,
                                               0x0a0b0c0d,
                                               "0a0b0c0d"),
        // R5.4.3-51 R5.4.3-52 R5.4.3-54 R5.4.3-23
        Case<avp::PseudowireCapabilitiesList>("Pseudowire Capabilities List",
                                              62,
                                              true,
                                              true,
                                              OPENING,
                                              {1, 3},
                                              {5},
                                              "0005"),
        Case<avp::PseudowireCapabilitiesList>("Pseudowire Capabilities List",
                                              62,
                                              true,
                                              true,
                                              OPENING,
                                              {1, 3},
                                              {4, 5},
                                              "00040005"),
        Case<avp::PseudowireCapabilitiesList>("Pseudowire Capabilities List",
                                              62,
                                              true,
                                              true,
                                              OPENING,
                                              {99, 101},
                                              std::vector<uint16_t>(50, 0x8001),
                                              Repeat("8001", 50)),
        Case<avp::PseudowireCapabilitiesList>("Pseudowire Capabilities List",
                                              62,
                                              true,
                                              true,
                                              OPENING,
                                              {},
                                              {},
                                              ""),
        // R5.4.3-55 R5.4.3-56 R5.4.3-58
        Case<avp::PreferredLanguage>("Preferred Language",
                                     72,
                                     false,
                                     true,
                                     OPENING,
                                     {},
                                     "en",
                                     "656e"),
        Case<avp::PreferredLanguage>("Preferred Language",
                                     72,
                                     false,
                                     true,
                                     OPENING,
                                     {},
                                     "en-US",
                                     "656e2d5553"),
        Case<avp::PreferredLanguage>("Preferred Language", 72, false, true, OPENING, {}, "*", "2a"),
    };
}

std::vector<AttributeCase>
SecurityCases()
{
    return {
        // R5.4.1-43..46
        Case<avp::RandomVector>("Random Vector", 36, true, false, ALL, {}, Bytes{}, ""),
        Case<avp::RandomVector>("Random Vector", 36, true, false, ALL, {}, Bytes{7}, "07"),
        Case<avp::RandomVector>("Random Vector",
                                36,
                                true,
                                false,
                                ALL,
                                {},
                                Bytes(16, 0x5a),
                                Repeat("5a", 16)),
        Case<avp::RandomVector>("Random Vector",
                                36,
                                true,
                                false,
                                ALL,
                                {},
                                Bytes(64, 0xa5),
                                Repeat("a5", 64)),
        // R5.4.1-39..42; an empty nonce is a nonce without octets
        Case<avp::ControlMessageAuthenticationNonce>("Control Message Authentication Nonce",
                                                     73,
                                                     true,
                                                     false,
                                                     OPENING,
                                                     {},
                                                     Bytes{},
                                                     ""),
        Case<avp::ControlMessageAuthenticationNonce>("Control Message Authentication Nonce",
                                                     73,
                                                     true,
                                                     false,
                                                     OPENING,
                                                     {},
                                                     Bytes{1},
                                                     "01"),
        Case<avp::ControlMessageAuthenticationNonce>("Control Message Authentication Nonce",
                                                     73,
                                                     true,
                                                     false,
                                                     OPENING,
                                                     {},
                                                     Bytes(16, 2),
                                                     Repeat("02", 16)),
        Case<avp::ControlMessageAuthenticationNonce>("Control Message Authentication Nonce",
                                                     73,
                                                     true,
                                                     false,
                                                     OPENING,
                                                     {},
                                                     Bytes(64, 3),
                                                     Repeat("03", 64)),
        // R5.4.1-06 R5.4.1-36 R5.4.1-38
        Case<avp::MessageDigest>("Message Digest",
                                 59,
                                 true,
                                 false,
                                 ALL,
                                 {},
                                 {0, Bytes(16, 0x11)},
                                 "00" + Repeat("11", 16)),
        Case<avp::MessageDigest>("Message Digest",
                                 59,
                                 true,
                                 false,
                                 ALL,
                                 {},
                                 {1, Bytes(20, 0x22)},
                                 "01" + Repeat("22", 20)),
        // R5.1-15 R5.1-16
        Case<avp::ExtendedVendorId>("Extended Vendor ID",
                                    58,
                                    false,
                                    true,
                                    ALL,
                                    {0, 5},
                                    {0x00012345, 7, {0xaa, 0xbb}},
                                    "00012345 0007 aabb"),
        Case<avp::ExtendedVendorId>("Extended Vendor ID",
                                    58,
                                    false,
                                    true,
                                    ALL,
                                    {0, 5},
                                    {0xffffffff, 1, {}},
                                    "ffffffff 0001"),
    };
}

std::vector<AttributeCase>
SessionCases()
{
    const Messages channels{MessageType::Icrq, MessageType::Icrp, MessageType::Ocrp};
    const std::vector<std::size_t> not2{0, 1, 3, 4};
    const std::vector<std::size_t> not4{0, 2, 3, 5, 8};
    const std::vector<std::size_t> not8{0, 4, 7, 9};
    const std::vector<std::size_t> notCookie{1, 2, 3, 5, 6, 7, 9, 16};
    const Cookie cookie4 = *Cookie::FromBytes(FromHex("c0ffee01"));
    const Cookie cookie8 = *Cookie::FromBytes(FromHex("0123456789abcdef"));
    const std::string zeros("id\0with\0zeros\0", 14);
    return {
        // R5.4.4-35 R5.4.4-36 R5.4.4-38
        Case<avp::LocalSessionId>("Local Session ID",
                                  63,
                                  true,
                                  true,
                                  SESSION,
                                  not4,
                                  0x11223344,
                                  "11223344"),
        // R5.4.4-39 R5.4.4-40 R5.4.4-42
        Case<avp::RemoteSessionId>("Remote Session ID",
                                   64,
                                   true,
                                   true,
                                   SESSION,
                                   not4,
                                   0x55667788,
                                   "55667788"),
        // R5.4.4-43 R5.4.4-44 R5.4.4-46 R5.4.4-09 R4.1-06
        Case<avp::AssignedCookie>("Assigned Cookie", 65, true, true, COOKIE, notCookie, {}, ""),
        Case<avp::AssignedCookie>("Assigned Cookie",
                                  65,
                                  true,
                                  true,
                                  COOKIE,
                                  notCookie,
                                  cookie4,
                                  "c0ffee01"),
        Case<avp::AssignedCookie>("Assigned Cookie",
                                  65,
                                  true,
                                  true,
                                  COOKIE,
                                  notCookie,
                                  cookie8,
                                  "0123456789abcdef"),
        // R5.4.4-47 R5.4.4-48 R5.4.4-50
        Case<avp::SerialNumber>("Serial Number",
                                15,
                                false,
                                true,
                                REQUESTS,
                                not4,
                                0x00000001,
                                "00000001"),
        // R5.4.4-51 R5.4.4-52 R5.4.4-54
        Case<avp::RemoteEndId>("Remote End ID", 66, true, true, REQUESTS, {}, "7", "37"),
        Case<avp::RemoteEndId>("Remote End ID",
                               66,
                               true,
                               true,
                               REQUESTS,
                               {},
                               zeros,
                               "69640077697468007a65726f7300"),
        Case<avp::RemoteEndId>("Remote End ID",
                               66,
                               true,
                               true,
                               REQUESTS,
                               {},
                               std::string(1017, '\xff'),
                               Repeat("ff", 1017)),
        // R5.4.4-55 R5.4.4-57 R5.4.4-58
        Case<avp::SessionTieBreaker>("Session Tie Breaker",
                                     5,
                                     true,
                                     false,
                                     REQUESTS,
                                     not8,
                                     0x1111111122222222,
                                     "1111111122222222"),
        // R5.4.4-59 R5.4.4-60 R5.4.4-62 R10.6-01
        Case<avp::PseudowireTypeAvp>("Pseudowire Type", 68, true, true, REQUESTS, not2, 5, "0005"),
        Case<avp::PseudowireTypeAvp>("Pseudowire Type",
                                     68,
                                     true,
                                     true,
                                     REQUESTS,
                                     not2,
                                     0xffff,
                                     "ffff"),
        // R5.4.4-63 R5.4.4-64 R5.4.4-66
        Case<avp::L2SpecificSublayerAvp>("L2-Specific Sublayer",
                                         69,
                                         true,
                                         true,
                                         SETUP,
                                         not2,
                                         1,
                                         "0001"),
        // R5.4.4-67 R5.4.4-68 R5.4.4-70
        Case<avp::DataSequencingAvp>("Data Sequencing", 70, true, true, SETUP, not2, 2, "0002"),
        // R5.4.4-71 R5.4.4-72 R5.4.4-74 R5.4.4-31
        Case<avp::TxConnectSpeed>("Tx Connect Speed",
                                  74,
                                  false,
                                  true,
                                  SETUP,
                                  not8,
                                  10000000000,
                                  "00000002540be400"),
        // R5.4.4-75 R5.4.4-76 R5.4.4-78
        Case<avp::RxConnectSpeed>("Rx Connect Speed",
                                  75,
                                  false,
                                  true,
                                  SETUP,
                                  not8,
                                  1000000000,
                                  "000000003b9aca00"),
        // R5.4.4-79 R5.4.4-80 R5.4.4-82
        Case<avp::PhysicalChannelId>("Physical Channel ID",
                                     25,
                                     false,
                                     true,
                                     channels,
                                     not4,
                                     0x01020304,
                                     "01020304"),
        // R5.4.5-12 R5.4.5-13 R5.4.5-15 R5.4.5-01 R10.7-01
        Case<avp::CircuitStatus>("Circuit Status",
                                 71,
                                 true,
                                 true,
                                 STATUS,
                                 not2,
                                 CIRCUIT_STATUS_ACTIVE | CIRCUIT_STATUS_NEW,
                                 "0003"),
        // R5.4.5-10 R5.4.5-16 R5.4.5-17 R5.4.5-19
        Case<avp::CircuitErrors>("Circuit Errors",
                                 34,
                                 false,
                                 true,
                                 {MessageType::Wen},
                                 {0, 17, 19, 22, 25, 27},
                                 {true, 1, 2, 3, 4, 5, 6},
                                 "0000 00000001 00000002 00000003 00000004 00000005 00000006"),
        Case<avp::CircuitErrors>("Circuit Errors",
                                 34,
                                 false,
                                 true,
                                 {MessageType::Wen},
                                 {0, 17, 19, 22, 25, 27},
                                 {false, 0, 0, 3, 4, 5, 6},
                                 "0000 00000003 00000004 00000005 00000006"),
    };
}

} // namespace

std::vector<AttributeCase>
AllAttributeCases()
{
    std::vector<AttributeCase> all = ControlConnectionCases();
    for (const auto& more : {SecurityCases(), SessionCases()})
    {
        all.insert(all.end(), more.begin(), more.end());
    }
    return all;
}

bool
MayCarry(const AttributeCase& attribute, MessageType type)
{
    return std::find(attribute.messages.begin(), attribute.messages.end(), type) !=
           attribute.messages.end();
}

void
PrintTo(const AttributeCase& attribute, std::ostream* os)
{
    *os << attribute.name << " 0x" << attribute.value;
}

std::string
Repeat(const std::string& part, std::size_t count)
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
    {
        text += part;
    }
    return text;
}

} // namespace wiretest
} // namespace l2tp
} // namespace ns3
